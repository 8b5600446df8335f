package desktop

import (
	"errors"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/workspace"
)

// colourField asks for the hospital's colour: typed as a design manual has it, or picked. It shows the colour, and the tones
// that marks and words take where it is too pale for them.
type colourField struct {
	widget.BaseWidget
	s                    *shell
	entry                *widget.Entry
	chosen, marks, words *blocks.Swatch
	remark               *blocks.Words
	object               fyne.CanvasObject
	onValid              func(error)
}

var _ fyne.Validatable = (*colourField)(nil)

func newColourField(s *shell, colour workspace.Colour) *colourField {
	f := &colourField{s: s, entry: widget.NewEntry(), remark: blocks.Small("")}
	f.chosen, f.marks, f.words = blocks.NewSwatch(36, 36), blocks.NewSwatch(36, 36), blocks.NewSwatch(36, 36)
	f.entry.SetPlaceHolder(string(workspace.ColourOf(chart.Light().Accent)))
	f.entry.SetText(string(colour))
	f.entry.OnChanged = func(string) { f.changed() }
	pick := blocks.NewButtonWithIcon(s.speak.T("window.settings.pick"), theme.ColorPaletteIcon(), f.pick)
	f.object = blocks.Tight(
		container.NewBorder(nil, nil, nil, container.NewHBox(f.chosen, f.marks, f.words, pick), f.entry),
		underField(f.remark),
	)
	f.ExtendBaseWidget(f)
	f.changed()
	return f
}

// changed shows what has been typed.
func (f *colourField) changed() {
	t := f.s.speak.T
	colour, err := workspace.ParseColour(f.entry.Text)
	c, chosen := colour.NRGBA()
	f.chosen.SetColor(nil)
	f.marks.SetColor(nil)
	f.words.SetColor(nil)
	switch style := chart.Light().WithAccent(c); {
	case err != nil:
		f.remark.SetText(f.s.speak.Error(err))
	case !chosen:
		f.remark.SetText(t("window.settings.colour_none"))
	default:
		f.chosen.SetColor(c)
		said := "window.settings.colour_fine"
		if style.AccentInk != c {
			said = "window.settings.colour_words"
			f.words.SetColor(style.AccentInk)
		}
		if style.Accent != c {
			said = "window.settings.colour_pale"
			f.marks.SetColor(style.Accent)
		}
		f.remark.SetText(t(said))
	}
	f.Refresh()
	if f.onValid != nil {
		f.onValid(f.Validate())
	}
}

// pick opens the picker of colours.
func (f *colourField) pick() {
	picker := dialog.NewColorPicker(f.s.speak.T("window.settings.colour"), "", func(c color.Color) {
		f.entry.SetText(string(workspace.ColourOf(c)))
	}, f.s.window)
	picker.Advanced = true
	if c, chosen := f.colour().NRGBA(); chosen {
		picker.SetColor(c)
	} else {
		picker.SetColor(chart.Light().Accent)
	}
	blocks.Show(picker, f.s.window, blocks.Keys{})
}

// colour is what has been typed; what is no colour is handed on, to be refused.
func (f *colourField) colour() workspace.Colour {
	c, err := workspace.ParseColour(f.entry.Text)
	if err != nil {
		return workspace.Colour(f.entry.Text)
	}
	return c
}

// Validate tells the form whether there is anything that is no colour.
func (f *colourField) Validate() error {
	if _, err := workspace.ParseColour(f.entry.Text); err != nil {
		return errors.New(f.s.speak.Error(err))
	}
	return nil
}

// SetOnValidationChanged is how the form asks to be told.
func (f *colourField) SetOnValidationChanged(do func(error)) { f.onValid = do }

// CreateRenderer is Fyne's way of asking how the field is drawn.
func (f *colourField) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.object) }

// underField is where a form has what it says under a field.
func underField(o fyne.CanvasObject) fyne.CanvasObject {
	pad := theme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(0, pad, pad, 0), o)
}
