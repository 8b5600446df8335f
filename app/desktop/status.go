package desktop

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/review"
)

// statusLine says at the bottom what was imported last, how old the figures are, and what is being worked on.
type statusLine struct {
	object fyne.CanvasObject
	speak  *language.Speaker
	jobs   *pages.Jobs
	data   *blocks.Words
	job    *fyne.Container
	name   *blocks.Words
	bar    *widget.ProgressBar
}

func newStatusLine(speak *language.Speaker, jobs *pages.Jobs) *statusLine {
	l := &statusLine{speak: speak, jobs: jobs}
	single := blocks.WordsOptions{Color: blocks.ColorMuted, Size: theme.SizeNameCaptionText, Single: true}
	l.data = blocks.NewWords(speak.T("window.loading"), single)
	single.Align = fyne.TextAlignTrailing
	l.name = blocks.NewWords("", single)
	l.bar = widget.NewProgressBar()
	cancel := blocks.NewButton(speak.T("window.cancel"), jobs.Cancel)
	l.job = container.New(jobLayout{}, l.name, l.bar, cancel)
	l.job.Hide()
	l.object = blocks.Pane(blocks.PaneOptions{Top: true, Thin: true, Body: container.New(statusLayout{}, l.data, l.job)})
	l.showJob()
	return l
}

// showData says what was imported last and how old the figures are.
func (l *statusLine) showData(h *review.Holdings, lastImport string) {
	switch {
	case lastImport == "":
		l.data.SetText(l.speak.T("window.status.none"))
	case h.LastExport.IsZero():
		l.data.SetText(l.speak.T("window.status.import", language.Args{"File": lastImport}))
	default:
		age := l.speak.T("window.status.today")
		if days := int(time.Since(h.LastExport).Hours() / 24); days > 0 {
			age = l.speak.T("window.status.age", language.Args{"Count": days, "Date": l.speak.Date(h.LastExport.In(h.Settings.Zone()))})
		}
		l.data.SetText(l.speak.T("window.status.import", language.Args{"File": lastImport}) + "  ·  " + age)
	}
}

// showJob shows what is being worked on, if anything is.
func (l *statusLine) showJob() {
	name, what, part, running := l.jobs.Current()
	if !running {
		l.job.Hide()
		return
	}
	if what != "" {
		name += "  ·  " + what
	}
	l.name.SetText(name)
	l.bar.SetValue(part)
	l.job.Show()
}

// statusLayout gives the running job the right half of the line when there is one.
type statusLayout struct{}

func (statusLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	data, job := objects[0], objects[1]
	room := size.Width
	if job.Visible() {
		width := min(size.Width*0.6, 620*theme.TextSize()/14)
		job.Move(fyne.NewPos(size.Width-width, 0))
		job.Resize(fyne.NewSize(width, size.Height))
		room -= width + theme.Size(blocks.SizeGap)
	}
	height := data.MinSize().Height
	data.Move(fyne.NewPos(0, (size.Height-height)/2))
	data.Resize(fyne.NewSize(room, height))
}

func (statusLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+theme.Padding())
}

// jobLayout stands name, bar and Cancel beside each other.
type jobLayout struct{}

func (jobLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	name, bar, cancel := objects[0], objects[1], objects[2]
	gap := theme.Size(blocks.SizeGap)
	right := cancel.MinSize().Width
	cancel.Move(fyne.NewPos(size.Width-right, 0))
	cancel.Resize(fyne.NewSize(right, size.Height))
	width := min(180*theme.TextSize()/14, size.Width/3)
	high := min(size.Height, 18*theme.TextSize()/14)
	bar.Move(fyne.NewPos(size.Width-right-gap-width, (size.Height-high)/2))
	bar.Resize(fyne.NewSize(width, high))
	height := name.MinSize().Height
	name.Move(fyne.NewPos(0, (size.Height-height)/2))
	name.Resize(fyne.NewSize(size.Width-right-width-2*gap, height))
}

func (jobLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}
