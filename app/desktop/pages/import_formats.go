package pages

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/dialog"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/importer"
	"auscult/importer/formats"
)

// declarationExtension is how the files end in which colleagues hand each other formats.
const declarationExtension = ".toml"

// isDeclaration reports whether a file declares a format instead of holding posts.
func isDeclaration(path string) bool {
	return strings.EqualFold(filepath.Ext(path), declarationExtension)
}

// declaration takes the format that the file declares into the workspace.
func (im *importing) declaration(ctx context.Context, path string) fileResult {
	var result fileResult
	result.Path = path
	raw, err := os.ReadFile(path)
	if err == nil {
		result.Added, err = importer.ParseFormat(raw)
	}
	if err == nil {
		err = im.workspace.AddFormat(ctx, result.Added, time.Now())
	}
	if err != nil {
		result.Added, result.Err = nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return result
}

// ownFormats is the part of the page Import that lists the exports which people have described.
type ownFormats struct {
	desk *Desk
	say  func(title, text string)
	card *blocks.Card
	all  []*formats.Format
}

func newOwnFormats(d *Desk, say func(title, text string)) *ownFormats {
	t := d.Speak.T
	o := &ownFormats{desk: d, say: say}
	o.card = blocks.NewCard(blocks.CardOptions{Title: t("own_format.title"), Subtitle: t("own_format.subtitle")})
	o.card.Object().Hide()
	return o
}

// name is a format's name for people, or its identifier when neither this program nor the workspace knows it.
func (o *ownFormats) name(id string) string {
	for _, f := range o.all {
		if f.ID == id {
			return f.Name
		}
	}
	if f, ok := formats.ByID(id); ok {
		return f.Name
	}
	return id
}

// show lists the formats.
func (o *ownFormats) show(all []*formats.Format) {
	o.all = all
	showIf(o.card.Object(), len(all) > 0)
	t := o.desk.Speak.T
	o.card.SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("mapping.caption.name"), Width: 190, Grow: 2}, {Title: t("mapping.columns.title"), Width: 200, Grow: 3}, {Width: 190}, {Width: 110},
		},
		Rows: len(all),
		Row: func(i int) []blocks.TableCell {
			f := all[i]
			return []blocks.TableCell{
				{Text: f.Name},
				{Text: columnNames(f), Muted: true},
				{Text: t("mapping.save_as"), Do: func() { saveFormat(o.desk, f) }},
				{Text: t("own_format.remove"), Do: func() { o.confirmRemove(f) }},
			}
		},
		More: func(hidden int) string { return t("window.more", language.Args{"Count": hidden}) },
		Step: 100,
	}))
}

func columnNames(f *formats.Format) string {
	var names []string
	for _, c := range f.Columns {
		names = append(names, c.Names...)
	}
	return strings.Join(names, ", ")
}

// confirmRemove asks before a format is removed.
func (o *ownFormats) confirmRemove(f *formats.Format) {
	t := o.desk.Speak.T
	d := dialog.NewConfirm(t("own_format.remove_title"), t("own_format.remove_question", language.Args{"Name": f.Name}), func(yes bool) {
		if yes {
			o.remove(f)
		}
	}, o.desk.Window)
	d.SetConfirmText(t("own_format.remove"))
	d.SetDismissText(t("window.cancel"))
	blocks.Show(d, o.desk.Window, blocks.Keys{})
}

func (o *ownFormats) remove(f *formats.Format) {
	var l latest
	ask(o.desk, &l, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.desk.Workspace.RemoveFormat(ctx, f.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			blocks.ShowError(err, o.desk.Window)
			return
		}
		o.say(o.desk.Speak.T("own_format.removed", language.Args{"Name": f.Name}), "")
	})
}
