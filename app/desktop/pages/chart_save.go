package pages

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
)

// chartMenu is the menu of a card with a chart: the chart leaves the program as a file, or through the clipboard, which
// takes words only. The chart is asked for when one of it is chosen, so that it is the one that is shown then.
func chartMenu(d *Desk, shown func() report.Chart) func(*blocks.ChartCard) *fyne.Menu {
	t := d.Speak.T
	return func(card *blocks.ChartCard) *fyne.Menu {
		save := fyne.NewMenuItemWithIcon(t("export.save"), theme.DocumentSaveIcon(), func() { newSaveBox(d, card, shown()).show() })
		save.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault}
		numbers := fyne.NewMenuItemWithIcon(t("export.numbers"), theme.ContentCopyIcon(), func() {
			copyOf(d, card, shown(), func(deck report.Deck) (text, said string) {
				sheet := deck.Sheets[0]
				return sheet.Pasted(d.Speak.Language), t("export.numbers_copied", language.Args{"Count": len(sheet.Rows)})
			})
		})
		numbers.Shortcut = &fyne.ShortcutCopy{}
		finding := fyne.NewMenuItemWithIcon(t("export.finding"), theme.FileTextIcon(), func() {
			copyOf(d, card, shown(), func(deck report.Deck) (text, said string) {
				return deck.Slides[0].Finding(), t("export.finding_copied")
			})
		})
		return fyne.NewMenu("", save, fyne.NewMenuItemSeparator(), numbers, finding)
	}
}

// copyOf puts something of a chart into the clipboard, and says so under the chart.
func copyOf(d *Desk, card *blocks.ChartCard, c report.Chart, what func(report.Deck) (text, said string)) {
	var l latest
	ask(d, &l, func(ctx context.Context) (report.Deck, error) {
		return report.BuildChart(ctx, d.Reviewer, c, d.Speak)
	}, func(deck report.Deck, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		text, said := what(deck)
		fyne.CurrentApp().Clipboard().SetContent(text)
		card.Say(said)
	})
}

// saveBox asks as what and where a chart is to be saved.
type saveBox struct {
	desk   *Desk
	card   *blocks.ChartCard
	chart  report.Chart
	as     *widget.RadioGroup
	name   *widget.Entry
	folder *widget.Entry
	there  *blocks.Words // says that a file is there already
}

// What is remembered of the box.
const (
	keySaveFolder = "export.folder"
	keySaveFormat = "export.format"
)

// chartFormats are what a chart can be saved as: pictures first, then its numbers.
var chartFormats = []report.Format{report.PNG, report.SVG, report.PDF, report.PowerPoint, report.Excel, report.CSV}

func newSaveBox(d *Desk, card *blocks.ChartCard, c report.Chart) *saveBox {
	t := d.Speak.T
	b := &saveBox{desk: d, card: card, chart: c, name: widget.NewEntry(), folder: widget.NewEntry(), there: blocks.Muted("")}
	names := make([]string, len(chartFormats))
	for i, f := range chartFormats {
		names[i] = t("export.format." + string(f))
	}
	b.as = widget.NewRadioGroup(names, func(string) { b.look() })
	b.as.Required = true
	b.name.Validator = filledIn(t("start.form.name_missing"))
	b.name.OnChanged = func(string) { b.look() }
	b.folder.OnChanged = b.name.OnChanged
	b.as.SetSelected(names[max(0, slices.Index(chartFormats, report.Format(d.Keep.String(keySaveFormat))))])
	b.name.SetText(c.FileName())
	b.folder.SetText(Documents())
	if kept := d.Keep.String(keySaveFolder); isFolder(kept) {
		b.folder.SetText(kept)
	}
	return b
}

// show shows the box.
func (b *saveBox) show() {
	d := b.desk
	t := d.Speak.T
	choose := blocks.NewButtonWithIcon(t("start.form.choose"), theme.FolderOpenIcon(), func() {
		chooseFolder(d, t("export.folder"), b.folder.SetText)
	})
	form := dialog.NewForm(t("export.title"), t("toolkit.save"), t("window.cancel"), []*widget.FormItem{
		{Text: t("export.as"), Widget: b.as},
		{Text: t("start.form.name"), Widget: b.name},
		{Text: t("start.form.folder"), Widget: container.NewBorder(nil, nil, nil, choose, b.folder)},
		{Widget: b.there},
	}, func(yes bool) {
		if yes {
			b.save()
		}
	}, d.Window)
	form.Resize(dialogSize(d, 680, 0))
	blocks.Show(form, d.Window, blocks.Keys{First: b.name})
}

// format is what is chosen.
func (b *saveBox) format() report.Format {
	return chartFormats[max(0, slices.Index(b.as.Options, b.as.Selected))]
}

// path is where the file will be.
func (b *saveBox) path() string {
	name := fileName(strings.TrimSpace(b.name.Text))
	if ending := "." + string(b.format()); !strings.EqualFold(filepath.Ext(name), ending) {
		name += ending
	}
	return filepath.Join(b.folder.Text, name)
}

// look says what stands in the way, or what is lost.
func (b *saveBox) look() {
	text := ""
	if _, err := os.Stat(b.path()); err == nil {
		text = b.desk.Speak.T("export.replaces", language.Args{"File": filepath.Base(b.path())})
	} else if !isFolder(b.folder.Text) {
		text = b.desk.Speak.T("start.form.no_folder")
	}
	b.there.SetText(text)
}

// save draws the chart and writes it, as a job that can be cancelled.
func (b *saveBox) save() {
	d, path, format := b.desk, b.path(), b.format()
	d.Keep.SetString(keySaveFolder, b.folder.Text)
	d.Keep.SetString(keySaveFormat, string(format))
	d.Jobs.Start(Job{
		Name: d.Speak.T("export.job"),
		Work: func(ctx context.Context, _ Progress) error {
			deck, err := report.BuildChart(ctx, d.Reviewer, b.chart, d.Speak)
			if err == nil {
				err = report.WriteFile(ctx, path, deck, format)
			}
			return err
		},
		Done: func(err error) {
			switch {
			case cancelled(err):
			case err != nil:
				showError(d, filepath.Base(path), err)
			default:
				b.card.Say(d.Speak.T("export.saved", language.Args{"Path": path}))
			}
		},
	})
}
