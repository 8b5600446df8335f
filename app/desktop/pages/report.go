package pages

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

// handedIn are the formats that are chosen at first: what a hospital hands in.
var handedIn = map[report.Format]bool{report.PDF: true, report.PowerPoint: true, report.Excel: true}

// reportBox asks in which formats the review is to be written.
type reportBox struct {
	desk   *Desk
	checks map[report.Format]*widget.Check
	write  *blocks.Button
}

// ShowReport asks in which formats the review of the quarter looked at is to be written, and where to, and writes it, with
// its slides as the page Present keeps them. Without a quarter it is about the latest complete one.
func ShowReport(d *Desk) {
	b := newReportBox(d)
	box := dialog.NewCustomWithoutButtons(d.Speak.T("present.write.title"), b.object(), d.Window)
	cancel := blocks.NewButton(d.Speak.T("window.cancel"), box.Hide)
	b.write = blocks.NewButtonWithIcon(d.Speak.T("present.write.choose"), theme.FolderOpenIcon(), func() {
		box.Hide()
		chooseFolder(d, d.Speak.T("present.write.folder"), b.writeTo)
	})
	b.write.Importance = widget.HighImportance
	box.SetButtons([]fyne.CanvasObject{cancel, b.write})
	blocks.Show(box, d.Window, blocks.Keys{First: b.write})
}

func newReportBox(d *Desk) *reportBox {
	b := &reportBox{desk: d, checks: map[report.Format]*widget.Check{}}
	for _, f := range report.Formats() {
		c := widget.NewCheck(d.Speak.T("present.format."+string(f)), func(bool) { b.changed() })
		c.Checked = handedIn[f]
		b.checks[f] = c
	}
	return b
}

func (b *reportBox) object() fyne.CanvasObject {
	list := container.NewVBox(blocks.Small(b.desk.Speak.T("present.write.explain")))
	for _, f := range report.Formats() {
		list.Add(b.checks[f])
	}
	return list
}

// chosen are the formats wanted, in the order of lists.
func (b *reportBox) chosen() []report.Format {
	var formats []report.Format
	for _, f := range report.Formats() {
		if b.checks[f].Checked {
			formats = append(formats, f)
		}
	}
	return formats
}

// changed lets nothing be written where nothing is wanted.
func (b *reportBox) changed() {
	switch {
	case b.write == nil:
	case len(b.chosen()) == 0:
		b.write.Disable()
	default:
		b.write.Enable()
	}
}

// assured is which part of the work it takes to find out how far the mix can be trusted.
const assured = 0.7

// writeTo writes the review into a folder of its own within the one chosen, so that it takes no other quarter's place. It is a
// job that can be cancelled.
func (b *reportBox) writeTo(folder string) {
	d, formats := b.desk, b.chosen()
	speak, reviewer, quarter := d.Speak, d.Reviewer, d.Question.Quarter
	name := speak.T("present.write.job")
	var files []string
	d.Jobs.Start(Job{
		Name: name,
		Work: func(ctx context.Context, progress Progress) error {
			if quarter.IsZero() {
				h, err := reviewer.Holdings(ctx)
				if err != nil {
					return err
				}
				quarter = h.LastQuarter()
			}
			deck, err := report.BuildArranged(ctx, reviewer, review.Question{Quarter: quarter}, speak, func(part float64) { progress(assured*part, name) })
			if err != nil {
				return err
			}
			folder = filepath.Join(folder, fileName(deck.Title))
			files, err = report.Write(ctx, folder, deck, formats, func(done, total int) {
				progress(assured+(1-assured)*float64(done)/float64(total), name)
			})
			return err
		},
		Done: func(err error) {
			switch {
			case cancelled(err):
			case err != nil:
				sayReportError(d, filepath.Base(folder), err)
			default:
				blocks.ShowMessage(speak.T("present.write.title"), speak.T("present.written", language.Args{"Count": len(files), "Folder": folder}), d.Window)
			}
		},
	})
}

// sayReportError says why there is no review.
func sayReportError(d *Desk, file string, err error) {
	if errors.Is(err, report.ErrNoSlides) {
		sayNoSlides(d)
		return
	}
	showError(d, file, err)
}
