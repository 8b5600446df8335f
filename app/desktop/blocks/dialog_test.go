package blocks

import (
	"errors"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// strike presses a key as the driver of screens does (internal/driver/glfw/window.go of Fyne 2.7.1): Tab leads on unless what
// has the focus wants it, all else goes to what has the focus, or to the window when nothing has.
func strike(w fyne.Window, names ...fyne.KeyName) {
	c := w.Canvas()
	for _, name := range names {
		e := &fyne.KeyEvent{Name: name}
		focused := c.Focused()
		if t, ok := focused.(fyne.Tabbable); name == fyne.KeyTab && !(ok && t.AcceptsTab()) {
			c.FocusNext()
			continue
		}
		if focused != nil {
			focused.TypedKey(e)
		} else if c.OnTypedKey() != nil {
			c.OnTypedKey()(e)
		}
	}
}

// closing is a window whose Esc closes what lies over its page, as that of the program.
func closing(t *testing.T) fyne.Window {
	t.Helper()
	w := window(t, Theme{Appearance: Light}, container.NewStack(), fyne.NewSize(900, 700))
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			CloseTop(w.Canvas())
		}
	})
	return w
}

func TestEnterPressesAButton(t *testing.T) {
	presses := 0
	b := NewButton("Go", func() { presses++ })
	w := window(t, Theme{Appearance: Light}, b, fyne.NewSize(200, 100))
	passed := false
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { passed = e.Name == fyne.KeyEscape })
	w.Canvas().Focus(b)
	strike(w, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyA)
	if presses != 3 {
		t.Errorf("Return, Enter and the space bar pressed it %d times", presses)
	}
	b.Disable()
	strike(w, fyne.KeyReturn)
	if presses != 3 {
		t.Error("Enter pressed what cannot be pressed")
	}
	strike(w, fyne.KeyEscape)
	if !passed {
		t.Error("Esc was kept from the window")
	}
}

// Esc cancels Fyne's own dialogs whatever has the keyboard in them, and what they do on cancelling is done.
func TestEscCancelsEveryDialog(t *testing.T) {
	entry := func() *widget.Entry { return widget.NewEntry() }
	folder := t.TempDir()
	here, err := storage.ListerForURI(storage.NewFileURI(folder))
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(w fyne.Window, answer func(string)) dialog.Dialog{
		"message": func(w fyne.Window, answer func(string)) dialog.Dialog {
			d := dialog.NewInformation("Title", "Text", w)
			d.SetOnClosed(func() { answer("no") })
			return d
		},
		"error": func(w fyne.Window, answer func(string)) dialog.Dialog {
			d := dialog.NewError(errors.New("it failed"), w)
			d.SetOnClosed(func() { answer("no") })
			return d
		},
		"question": func(w fyne.Window, answer func(string)) dialog.Dialog {
			return dialog.NewConfirm("Title", "Really?", func(yes bool) { answer(map[bool]string{true: "yes", false: "no"}[yes]) }, w)
		},
		"form": func(w fyne.Window, answer func(string)) dialog.Dialog {
			return dialog.NewForm("Title", "Save", "Cancel", []*widget.FormItem{{Text: "Name", Widget: entry()}, {Text: "More", Widget: widget.NewSelect([]string{"a"}, nil)}},
				func(yes bool) { answer(map[bool]string{true: "yes", false: "no"}[yes]) }, w)
		},
		"folder": func(w fyne.Window, answer func(string)) dialog.Dialog {
			d := dialog.NewFolderOpen(func(u fyne.ListableURI, _ error) { answer(map[bool]string{true: "no", false: "yes"}[u == nil]) }, w)
			d.SetLocation(here)
			return d
		},
		"file": func(w fyne.Window, answer func(string)) dialog.Dialog {
			d := dialog.NewFileOpen(func(u fyne.URIReadCloser, _ error) { answer(map[bool]string{true: "no", false: "yes"}[u == nil]) }, w)
			d.SetLocation(here)
			return d
		},
		"save": func(w fyne.Window, answer func(string)) dialog.Dialog {
			d := dialog.NewFileSave(func(u fyne.URIWriteCloser, _ error) { answer(map[bool]string{true: "no", false: "yes"}[u == nil]) }, w)
			d.SetLocation(here)
			return d
		},
		"colour": func(w fyne.Window, answer func(string)) dialog.Dialog {
			d := dialog.NewColorPicker("Title", "", func(color.Color) { answer("yes") }, w)
			d.Advanced = true
			d.Refresh()
			d.SetOnClosed(func() { answer("no") })
			return d
		},
	} {
		t.Run(name, func(t *testing.T) {
			for tabs := range 6 {
				w := closing(t)
				var answers []string
				Show(open(w, func(a string) { answers = append(answers, a) }), w, Keys{})
				for range tabs {
					strike(w, fyne.KeyTab)
				}
				strike(w, fyne.KeyEscape)
				if w.Canvas().Overlays().Top() != nil || len(answers) != 1 || answers[0] != "no" {
					t.Fatalf("after %d times Tab, Esc leaves %v and answers %v", tabs, w.Canvas().Overlays().List(), answers)
				}
			}
		})
	}
}

func TestEnterAnswersADialog(t *testing.T) {
	w := closing(t)
	var answers []bool
	ask := func() {
		Show(dialog.NewConfirm("Title", "Really?", func(yes bool) { answers = append(answers, yes) }, w), w, Keys{})
	}
	ask()
	strike(w, fyne.KeyReturn) // the first button says no
	ask()
	strike(w, fyne.KeyTab, fyne.KeyReturn)
	ask()
	strike(w, fyne.KeyTab, fyne.KeyTab, fyne.KeySpace) // after the last comes the first
	if len(answers) != 3 || answers[0] || !answers[1] || answers[2] {
		t.Errorf("the answers are %v", answers)
	}
	ShowMessage("Title", "Text", w)
	strike(w, fyne.KeyEnter)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("Enter leaves a message open")
	}
}

// What a form's fields get is what is typed, Enter in one of them confirms what may be confirmed, and Shift and Tab go back.
func TestFormsAreFilledByTheKeyboard(t *testing.T) {
	w := closing(t)
	first, second := widget.NewEntry(), widget.NewEntry()
	second.Validator = func(text string) error {
		if text == "" {
			return errors.New("missing")
		}
		return nil
	}
	saved := 0
	form := dialog.NewForm("Title", "Save", "Cancel", []*widget.FormItem{{Text: "1", Widget: first}, {Text: "2", Widget: second}}, func(yes bool) {
		if yes {
			saved++
		}
	}, w)
	Show(form, w, Keys{First: first})
	write := func(text string) {
		for _, r := range text {
			w.Canvas().Focused().TypedRune(r)
		}
	}
	write("a")
	strike(w, fyne.KeyReturn)
	if saved != 0 {
		t.Fatal("a form was saved that lacks something")
	}
	strike(w, fyne.KeyTab)
	write("b")
	k := w.Canvas().Focused().(desktop.Keyable)
	k.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	strike(w, fyne.KeyTab)
	k.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	write("c")
	strike(w, fyne.KeyReturn)
	if first.Text != "ac" || second.Text != "b" || saved != 1 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("the fields say %q and %q, saved %d times", first.Text, second.Text, saved)
	}
}

// A click gives the keyboard to what is clicked, and Esc still cancels.
func TestEscCancelsAfterAClick(t *testing.T) {
	w := closing(t)
	field := widget.NewEntry()
	form := dialog.NewForm("Title", "Save", "Cancel", []*widget.FormItem{{Text: "1", Widget: widget.NewEntry()}, {Text: "2", Widget: field}}, func(bool) {}, w)
	Show(form, w, Keys{})
	w.Canvas().Focus(field)                                          // as a field does that is clicked
	keeperOf(w.Canvas().Overlays().Top().(*widget.PopUp)).takeBack() // which the driver of tests does too early
	w.Canvas().Focused().TypedRune('x')
	if field.Text != "x" {
		t.Errorf("the field that was clicked says %q", field.Text)
	}
	strike(w, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("Esc leaves the form open")
	}
}

// What Fyne opens over its own dialogs, such as the question for a new folder's name, closes first.
func TestEscClosesOneAfterTheOther(t *testing.T) {
	w := closing(t)
	cancelled := 0
	Show(dialog.NewConfirm("Title", "Really?", func(bool) { cancelled++ }, w), w, Keys{})
	dialog.ShowForm("Inner", "Save", "Cancel", nil, func(bool) {}, w)
	strike(w, fyne.KeyEscape)
	if cancelled != 0 || len(w.Canvas().Overlays().List()) != 1 {
		t.Fatalf("the first Esc leaves %d open", len(w.Canvas().Overlays().List()))
	}
	strike(w, fyne.KeyEscape)
	if cancelled != 1 || w.Canvas().Overlays().Top() != nil {
		t.Error("the second Esc does not cancel the question")
	}
	if CloseTop(w.Canvas()) {
		t.Error("something was closed where nothing is open")
	}
}

func TestEscDoesWhatABoxSays(t *testing.T) {
	w := closing(t)
	asked := 0
	box := dialog.NewCustomWithoutButtons("Working", NewButton("Cancel", func() {}), w)
	Show(box, w, Keys{Esc: func() { asked++ }})
	strike(w, fyne.KeyEscape)
	if asked != 1 || w.Canvas().Overlays().Top() == nil {
		t.Errorf("asked %d times to stop", asked)
	}
}

// In high contrast a button has an edge, and a strong one in the accent colour while it has the keyboard.
func TestButtonsHaveEdgesInHighContrast(t *testing.T) {
	for _, appearance := range []Appearance{Light, HighContrast} {
		b := NewButton("Go", func() {})
		w := window(t, Theme{Appearance: appearance}, b, fyne.NewSize(200, 100))
		r := test.WidgetRenderer(b).(*buttonRenderer)
		if r.edge.Visible() != (appearance == HighContrast) {
			t.Errorf("%s: the edge is shown: %v", appearance, r.edge.Visible())
		}
		before := r.edge.StrokeWidth
		w.Canvas().Focus(b)
		if appearance == HighContrast && (r.edge.StrokeWidth < 2*before || r.edge.StrokeColor != contrastPalette[theme.ColorNamePrimary]) {
			t.Errorf("with the keyboard the edge is %v wide in %v", r.edge.StrokeWidth, r.edge.StrokeColor)
		}
	}
}

// Outside this package nothing makes Fyne's own buttons or shows its dialogs itself: Enter and Esc would do nothing there.
func TestTheWindowUsesTheseButtonsAndDialogs(t *testing.T) {
	own := regexp.MustCompile(`widget\.(NewButton|Button\{)|dialog\.Show[A-Z]`)
	files := 0
	for _, folder := range []string{"..", "../pages", "../present"} {
		paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if matched, _ := filepath.Match("*_test.go", filepath.Base(path)); matched {
				continue
			}
			files++
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if found := own.Find(content); found != nil {
				t.Errorf("%s has %s; use this package's", path, found)
			}
		}
	}
	if files < 30 {
		t.Errorf("only %d files were looked at", files)
	}
}
