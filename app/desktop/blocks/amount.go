package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// AmountOptions describe an amount that is chosen with a slider.
type AmountOptions struct {
	Caption   string
	Width     float32 // at zoom 1
	Low, High float64
	Step      float64
	// Write says the amount in words, beside the caption.
	Write func(float64) string
	// OnChanged is called when a person has chosen an amount: when the slider is let go, or with each press of a key.
	OnChanged func(float64)
}

// Amount lets a person choose a number with a slider. What it says follows the hand; what depends on it follows when the
// hand lets go.
type Amount struct {
	object *fyne.Container
	o      AmountOptions
	slider *widget.Slider
	words  *Words
	quiet  bool
}

// NewAmount returns an amount at its lowest.
func NewAmount(o AmountOptions) *Amount {
	a := &Amount{o: o, slider: widget.NewSlider(o.Low, o.High)}
	a.slider.Step = o.Step
	a.words = NewWords(o.Write(o.Low), WordsOptions{Single: true, Bold: true, Size: theme.SizeNameCaptionText, Align: fyne.TextAlignTrailing})
	a.slider.OnChanged = func(v float64) { a.words.SetText(o.Write(v)) }
	a.slider.OnChangeEnded = func(v float64) {
		if !a.quiet && o.OnChanged != nil {
			o.OnChanged(v)
		}
	}
	head := container.NewBorder(nil, nil, nil, AtLeast(36, a.words), caption(o.Caption))
	// The track has to be seen on a card, whose ground is that of fields.
	track := container.NewThemeOverride(a.slider, trackTheme{})
	a.object = Tight(head, container.New(exactWidth{o.Width}, track))
	return a
}

// Object returns the amount for the window.
func (a *Amount) Object() fyne.CanvasObject { return a.object }

// Value returns the amount.
func (a *Amount) Value() float64 { return a.slider.Value }

// Set changes the amount and its bounds without calling back.
func (a *Amount) Set(v, low, high float64) {
	a.quiet = true
	a.slider.Min, a.slider.Max = low, high
	a.slider.SetValue(v)
	a.slider.Refresh()
	a.words.SetText(a.o.Write(v))
	a.quiet = false
}

// Choose chooses as a person would.
func (a *Amount) Choose(v float64) { a.slider.SetValue(v) }

// trackTheme is the house's theme, with the track of sliders in the colour of lines.
type trackTheme struct{}

func (trackTheme) house() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (t trackTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameInputBackground {
		name = theme.ColorNameInputBorder
	}
	return t.house().Color(name, v)
}

func (t trackTheme) Font(s fyne.TextStyle) fyne.Resource     { return t.house().Font(s) }
func (t trackTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.house().Icon(n) }
func (t trackTheme) Size(n fyne.ThemeSizeName) float32       { return t.house().Size(n) }
