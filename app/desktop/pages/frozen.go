package pages

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/desktop/present"
	"auscult/app/frozen"
	"auscult/app/language"
	"auscult/app/report"
)

// showFreeze asks who presents the review that is looked at, says what is kept of it, and keeps it; done is called once it is.
func showFreeze(d *Desk, done func()) {
	t, quarter := d.Speak.T, d.Question.Quarter
	if quarter.IsZero() {
		blocks.ShowMessage(strings.TrimSuffix(t("frozen.freeze"), " …"), t("frozen.choose_quarter"), d.Window)
		return
	}
	who := widget.NewEntry()
	who.SetText(d.Person)
	who.SetPlaceHolder(t("frozen.who_example"))
	say := func(id string, bold bool) fyne.CanvasObject {
		return blocks.NewWords(t(id), blocks.WordsOptions{Bold: bold})
	}
	content := blocks.Column(
		say("frozen.explain", false),
		blocks.Tight(tagged("•", say("frozen.kept_files", false)), tagged("•", say("frozen.kept_figures", false)), tagged("•", say("frozen.kept_notes", false))),
		say("frozen.for_good", true),
		blocks.Tight(blocks.Small(t("frozen.who")), who),
	)
	box := dialog.NewCustomWithoutButtons(t("frozen.title", language.Args{"Quarter": d.Speak.Quarter(quarter)}), container.NewVScroll(blocks.Narrow(content)), d.Window)
	keep := blocks.NewButtonWithIcon(t("frozen.confirm"), theme.ConfirmIcon(), func() {
		box.Hide()
		d.SetPerson(strings.TrimSpace(who.Text))
		freeze(d, done)
	})
	keep.Importance = widget.HighImportance
	named := func(name string) { blocks.Enable(keep, strings.TrimSpace(name) != "") }
	named(d.Person)
	who.OnChanged = named
	who.OnSubmitted = func(string) {
		if !keep.Disabled() {
			keep.OnTapped()
		}
	}
	box.SetButtons([]fyne.CanvasObject{blocks.NewButton(t("window.cancel"), box.Hide), keep})
	box.Resize(dialogSize(d, 640, 420))
	blocks.Show(box, d.Window, blocks.Keys{First: who})
}

// freeze keeps the review that is looked at. It is a job that can be cancelled.
func freeze(d *Desk, done func()) {
	speak, question := d.Speak, d.Question
	by := frozen.By{Name: d.Person, At: time.Now(), Program: d.Program}
	var kept frozen.Review
	d.Jobs.Start(Job{
		Name: speak.T("frozen.job"),
		Work: func(ctx context.Context, progress Progress) error {
			id, err := frozen.Freeze(ctx, d.Workspace, d.Reviewer, question, by, speak, func(part float64) { progress(part, "") })
			if err == nil {
				kept, err = frozen.Find(ctx, d.Workspace, id)
			}
			return err
		},
		Done: func(err error) {
			switch {
			case cancelled(err):
			case err != nil:
				sayReportError(d, "", err)
			default:
				done()
				blocks.ShowMessage(strings.TrimSuffix(speak.T("frozen.freeze"), " …"), speak.T("frozen.done", language.Args{
					"Quarter": speak.Quarter(question.Quarter), "Slides": len(kept.Slides), "Size": speak.Figure(float64(kept.Size()) / 1e6),
				}), d.Window)
			}
		},
	})
}

// frozenAt is when a review was frozen, in the hospital's zone.
func frozenAt(d *Desk, r frozen.Review) string {
	at := r.At.In(d.zone())
	return d.Speak.Date(at) + ", " + at.Format("15:04")
}

// frozenBox lists the frozen reviews of a quarter: each is shown, saved, or compared with today.
type frozenBox struct {
	desk   *Desk
	latest latest
	show   *present.Show
}

// showFrozen lists frozen reviews of a quarter.
func showFrozen(d *Desk, quarter social.Quarter, reviews []frozen.Review) {
	b, t := &frozenBox{desk: d}, d.Speak.T
	table := blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("frozen.at"), Width: 210, Grow: 1}, {Title: t("frozen.slides"), Width: 70, Figure: true}, {Width: 90}, {Width: 150}, {Width: 180},
		},
		Rows: len(reviews),
		Row: func(i int) []blocks.TableCell {
			r := reviews[i]
			return []blocks.TableCell{
				{Text: frozenAt(d, r), Under: r.By},
				{Text: d.Speak.Count(int64(len(r.Slides)))},
				{Text: t("frozen.show"), Do: func() { b.open(r, b.start) }},
				{Text: t("frozen.save"), Do: func() { b.open(r, b.save) }},
				{Text: t("frozen.compare"), Do: func() { b.open(r, b.compare) }},
			}
		},
		Detail: func(i int) (string, bool) {
			if reviews[i].Broken {
				return t("error.frozen_damaged"), true
			}
			return "", false
		},
		More: func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
	})
	list := container.NewVScroll(blocks.Narrow(blocks.BesideScroll(blocks.Column(blocks.Muted(t("frozen.list_text")), table))))
	showBox(d, t("frozen.list_title", language.Args{"Quarter": d.Speak.Quarter(quarter)}), list, 860, 480)
}

// open reads what a frozen review holds, verifies it and does something with it.
func (b *frozenBox) open(r frozen.Review, then func(frozen.Kept)) {
	d := b.desk
	ask(d, &b.latest, func(ctx context.Context) (frozen.Kept, error) { return frozen.Open(ctx, d.Workspace, r) }, func(k frozen.Kept, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		then(k)
	})
}

// start shows the slides full screen, as they were.
func (b *frozenBox) start(k frozen.Kept) {
	d := b.desk
	if b.show != nil {
		b.show.End()
	}
	var all []present.Slide
	for i, s := range k.Slides {
		all = append(all, present.Slide{Figure: chart.Drawn(k.Pictures[i].Content, s.Headline, s.Words), Note: s.Note})
	}
	b.show = present.Start(present.Options{
		App: fyne.CurrentApp(), Speak: d.Speak, Background: d.Background, Gallery: blocks.NewGallery(d.Background, chart.Light(), report.Width),
		Title: k.Title, Slides: all,
		OnEnd: func(int) {
			b.show = nil
			d.Window.RequestFocus()
		},
	})
}

// save saves the files in a folder of their own, byte for byte as they were frozen.
func (b *frozenBox) save(k frozen.Kept) {
	d := b.desk
	chooseFolder(d, d.Speak.T("present.write.folder"), func(folder string) {
		folder = filepath.Join(folder, fileName(k.Title+" "+k.At.In(d.zone()).Format(time.DateOnly)))
		var paths []string
		d.Jobs.Start(Job{
			Name: d.Speak.T("present.write.job"),
			Work: func(context.Context, Progress) (err error) {
				paths, err = k.Save(folder)
				return err
			},
			Done: func(err error) {
				if err != nil {
					showError(d, "", err)
					return
				}
				blocks.ShowMessage(k.Title, d.Speak.T("present.written", language.Args{"Count": len(paths), "Folder": folder}), d.Window)
			},
		})
	})
}
