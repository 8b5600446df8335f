package pages

import (
	"errors"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// goodLength is from how many characters on a passphrase is not called short: that of four words that do not belong together,
// which is what people can keep in mind and programs do not find by trying.
const goodLength = 16

// passphraseForm asks for a passphrase: a new one twice, because nobody sees what is typed.
type passphraseForm struct {
	speak    *language.Speaker
	first    *widget.Entry
	again    *widget.Entry // nil where the passphrase is there already
	hint     *blocks.Words
	form     *dialog.FormDialog
	answered func(passphrase string, ok bool)
}

// AskNewPassphrase asks for a new passphrase, after saying what it is for, and hands it on; ok is false when the person would rather not.
func AskNewPassphrase(window fyne.Window, speak *language.Speaker, title, explain, confirm string, then func(passphrase string, ok bool)) {
	f := &passphraseForm{speak: speak, first: widget.NewPasswordEntry(), again: widget.NewPasswordEntry(), answered: then}
	f.show(window, title, explain, confirm)
}

// AskPassphrase asks for a passphrase that is there already, as AskNewPassphrase does for a new one.
func AskPassphrase(window fyne.Window, speak *language.Speaker, title, explain, confirm string, then func(passphrase string, ok bool)) {
	f := &passphraseForm{speak: speak, first: widget.NewPasswordEntry(), answered: then}
	f.show(window, title, explain, confirm)
}

func (f *passphraseForm) show(window fyne.Window, title, explain, confirm string) {
	t := f.speak.T
	f.first.Validator = func(typed string) error {
		if typed == "" {
			return errors.New(t("passphrase.missing"))
		}
		return nil
	}
	items := []*widget.FormItem{
		{Text: "", Widget: container.New(&widthLayout{520}, blocks.NewWords(explain, blocks.WordsOptions{}))},
		{Text: t("passphrase.passphrase"), Widget: f.first},
	}
	if f.again != nil {
		f.hint = blocks.Small(t("passphrase.advice"))
		f.again.Validator = func(typed string) error {
			if typed != f.first.Text {
				return errors.New(t("passphrase.differs"))
			}
			return nil
		}
		f.first.OnChanged = f.weigh
		items = append(items,
			&widget.FormItem{Text: t("passphrase.again"), Widget: f.again},
			&widget.FormItem{Text: "", Widget: container.New(&widthLayout{520}, f.hint)})
	}
	f.form = dialog.NewForm(title, confirm, t("window.cancel"), items, func(yes bool) {
		f.answered(f.first.Text, yes)
	}, window)
	blocks.Show(f.form, window, blocks.Keys{First: f.first})
}

// weigh says how hard a passphrase is to find. It never refuses one: whose workspace it is decides.
func (f *passphraseForm) weigh(typed string) {
	switch n := utf8.RuneCountInString(typed); {
	case n == 0:
		f.hint.SetText(f.speak.T("passphrase.advice"))
	case n < goodLength:
		f.hint.SetText(f.speak.T("passphrase.short"))
	default:
		f.hint.SetText(f.speak.T("passphrase.good"))
	}
	_ = f.again.Validate() // what was typed there may fit or differ now; the entry shows it
}

// widthLayout gives words that wrap a width of their own, because a form would make them as narrow as it can.
type widthLayout struct{ width float32 }

func (l *widthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	objects[0].Resize(fyne.NewSize(l.width, objects[0].Size().Height))
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

func (l *widthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
