package pages

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// given is a person's answer to a question about a file.
type given[T any] struct {
	answer T
	always bool // it holds for all files of this import about which the same would be asked
}

// await asks a person a question and waits for the answer. It is called off the UI goroutine; show is called on it, and
// its answer once. It returns errPassedOver when the person does not want to answer.
func await[T any](ctx context.Context, b blocks.Background, show func(answer func(T, bool))) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	replies := make(chan reply, 1)
	b.Do(func() {
		show(func(answer T, ok bool) {
			if ok {
				replies <- reply{answer, nil}
			} else {
				replies <- reply{answer, errPassedOver}
			}
		})
	})
	select {
	case r := <-replies:
		return r.answer, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// askPlatform asks which platform a file is of that does not say so. It is called off the UI goroutine.
func (d *Desk) askPlatform(ctx context.Context, file string, of []social.Platform) (given[social.Platform], error) {
	return await(ctx, d.Background, func(answer func(given[social.Platform], bool)) {
		names := make([]string, len(of))
		byName := map[string]social.Platform{}
		for i, p := range of {
			names[i], byName[p.Name()] = p.Name(), p
		}
		which := widget.NewRadioGroup(names, nil)
		always := widget.NewCheck(d.Speak.T("import.question.always"), nil)
		d.confirmImport(d.Speak.T("import.question.platform", language.Args{"File": file}),
			blocks.Column(blocks.Muted(d.Speak.T("import.question.unsaid")), which, always),
			func(yes bool) {
				answer(given[social.Platform]{byName[which.Selected], always.Checked}, yes && which.Selected != "")
			})
	})
}

// askChannel asks which channel a file is of that does not say so. It is called off the UI goroutine.
func (d *Desk) askChannel(ctx context.Context, file string, of []string) (given[string], error) {
	return await(ctx, d.Background, func(answer func(given[string], bool)) {
		t := d.Speak.T
		another := t("import.question.another")
		name := widget.NewEntry()
		name.SetPlaceHolder(t("import.question.name"))
		name.Disable()
		which := widget.NewRadioGroup(append(slices.Clone(of), another), func(chosen string) {
			if chosen == another {
				name.Enable()
			} else {
				name.Disable()
			}
		})
		always := widget.NewCheck(t("import.question.always"), nil)
		d.confirmImport(t("import.question.channel", language.Args{"File": file}),
			blocks.Column(blocks.Muted(t("import.question.unsaid")), which, name, always),
			func(yes bool) {
				channel := which.Selected
				if channel == another {
					channel = strings.TrimSpace(name.Text)
				}
				answer(given[string]{channel, always.Checked}, yes && channel != "")
			})
	})
}

// confirmImport shows a question about a file, which is imported or left out.
func (d *Desk) confirmImport(title string, body fyne.CanvasObject, answer func(yes bool)) {
	question := dialog.NewCustomConfirm(title, d.Speak.T("import.choose"), d.Speak.T("import.whose.leave_out"), body, answer, d.Window)
	question.Resize(fyne.NewSize(480, 0))
	blocks.Show(question, d.Window, blocks.Keys{})
}
