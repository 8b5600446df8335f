package present

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// speaker is the window for whoever speaks: the slide that is shown, the next one, the note, the clock and the time since
// the beginning.
type speaker struct {
	s      *Show
	window fyne.Window

	now, next             *blocks.Slide
	page, last            *blocks.Words
	clock, since          *blocks.Words
	note                  *blocks.Words
	notes                 *container.Scroll
	back, forward, darken *blocks.Button
}

func newSpeaker(s *Show) *speaker {
	t := s.o.Speak.T
	p := &speaker{s: s, window: s.o.App.NewWindow(t("present.speaker") + " – " + s.o.Title)}
	p.window.SetPadded(false)
	p.window.Resize(fyne.NewSize(1120, 680))

	slide := func() *blocks.Slide {
		return blocks.NewSlide(blocks.SlideOptions{Canvas: p.window.Canvas(), Gallery: s.o.Gallery, Width: 160})
	}
	p.now, p.next = slide(), slide()
	figure := blocks.WordsOptions{Size: blocks.SizeFigure, Bold: true, Single: true}
	p.page, p.since = blocks.NewWords("", figure), blocks.NewWords("", figure)
	figure.Align = fyne.TextAlignTrailing
	p.clock = blocks.NewWords("", figure)
	p.last = blocks.NewWords("", blocks.WordsOptions{Color: blocks.ColorMuted, Align: fyne.TextAlignCenter})
	p.note = blocks.NewWords("", blocks.WordsOptions{Size: theme.SizeNameSubHeadingText})
	p.notes = container.NewVScroll(blocks.Narrow(blocks.BesideScroll(p.note)))

	restart := p.button("present.restart", theme.MediaReplayIcon(), func() { s.started = s.o.Now() })
	restart.Importance = widget.LowImportance
	top := container.NewGridWithColumns(3, blocks.Middle(p.page), container.NewHBox(blocks.Middle(blocks.AtLeast(90, p.since)), restart), blocks.Middle(p.clock))
	p.back = p.button("present.back", theme.NavigateBackIcon(), func() { s.Go(s.at - 1) })
	p.forward = p.button("present.forward", theme.NavigateNextIcon(), func() { s.Go(s.at + 1) })
	p.forward.Importance = widget.HighImportance
	p.darken = p.button("present.black", theme.VisibilityOffIcon(), s.Black)
	end := p.button("present.end", theme.WindowCloseIcon(), s.End)
	bottom := container.NewBorder(nil, nil, container.NewHBox(p.back, p.forward), container.NewHBox(p.darken, end))

	p.window.SetContent(container.NewBorder(
		blocks.Pane(blocks.PaneOptions{Body: top, Bottom: true, Wide: true}), blocks.Pane(blocks.PaneOptions{Body: bottom, Top: true, Wide: true}), nil, nil,
		container.New(speakerLayout{}, blocks.Edged(p.now), blocks.Title(t("present.next")), container.NewStack(blocks.Edged(p.next), container.NewCenter(p.last)),
			blocks.Title(t("present.note")), p.notes),
	))
	return p
}

// button is a button after which the keys lead the show again.
func (p *speaker) button(text string, icon fyne.Resource, do func()) *blocks.Button {
	return blocks.NewButtonWithIcon(p.s.o.Speak.T(text), icon, func() {
		do()
		if !p.s.ended {
			p.window.Canvas().Unfocus()
			p.s.show()
		}
	})
}

// show brings the window up to date.
func (p *speaker) show() {
	s, t := p.s, p.s.o.Speak.T
	p.now.SetFigure(s.o.Slides[s.at].Figure, s.o.Slides[s.at].Like)
	p.now.SetFaint(s.black)
	var next Slide
	last := t("present.last")
	if s.at+1 < len(s.o.Slides) {
		next, last = s.o.Slides[s.at+1], ""
	}
	p.next.SetFigure(next.Figure, next.Like)
	p.last.SetText(last)
	page := t("present.page", language.Args{"Number": s.at + 1, "All": len(s.o.Slides)})
	switch {
	case s.typed != "":
		page = t("present.go_to", language.Args{"Number": s.typed})
	case s.black:
		page += " · " + t("present.is_black")
	}
	p.page.SetText(page)
	note := s.o.Slides[s.at].Note
	if note == "" {
		note = "–"
	}
	if note != p.note.Text() {
		p.note.SetText(note)
		p.notes.ScrollToTop()
		p.notes.Refresh()
	}
	label := "present.black"
	if s.black {
		label = "present.light"
	}
	p.darken.SetText(t(label))
	blocks.Enable(p.back, s.at > 0)
	blocks.Enable(p.forward, s.at+1 < len(s.o.Slides))
	p.showTime()
}

// showTime shows the clock and the time since the beginning.
func (p *speaker) showTime() {
	now := p.s.o.Now()
	p.clock.SetText(now.Format("15:04"))
	p.since.SetText(lasted(now.Sub(p.s.started)))
}

// lasted writes how long something has taken, "4:07" or "1:04:07".
func lasted(d time.Duration) string {
	seconds := max(int(d/time.Second), 0)
	if seconds < 3600 {
		return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// speakerLayout stands the slide at the left, and at the right the next one over the note.
type speakerLayout struct{}

func (speakerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	now, nextTitle, next, noteTitle, note := objects[0], objects[1], objects[2], objects[3], objects[4]
	margin, gap := theme.Size(blocks.SizeMargin), theme.Size(blocks.SizeGap)
	inner := size.SubtractWidthHeight(2*margin, margin+gap)
	left := min(0.68*inner.Width, inner.Height*16/9)
	right := inner.Width - left - margin
	now.Move(fyne.NewPos(margin, gap))
	now.Resize(fyne.NewSize(left, left*9/16))

	x, y := margin+left+margin, gap
	put := func(o fyne.CanvasObject, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(right, height))
		y += height + gap/2
	}
	put(nextTitle, nextTitle.MinSize().Height)
	put(next, min(right*9/16, inner.Height/2))
	y += gap / 2
	put(noteTitle, noteTitle.MinSize().Height)
	put(note, max(gap+inner.Height-y, 0))
}

func (speakerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 320) }
