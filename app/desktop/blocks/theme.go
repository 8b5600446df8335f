package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// Appearance says whether the window is light, dark or of high contrast.
type Appearance string

// The appearances.
const (
	AsSystem     Appearance = "" // follow the operating system
	Light        Appearance = "light"
	Dark         Appearance = "dark"
	HighContrast Appearance = "contrast" // white and yellow on black, with strong edges
)

// Appearances returns all appearances.
func Appearances() []Appearance { return []Appearance{AsSystem, Light, Dark, HighContrast} }

// highContrast reports whether the window has strong edges.
func highContrast() bool {
	house, ok := fyne.CurrentApp().Settings().Theme().(Theme)
	return ok && house.Appearance == HighContrast
}

// Colours the house adds to Fyne's.
const (
	ColorPane   fyne.ThemeColorName = "auscultPane"   // behind navigation, context bar and status line
	ColorMuted  fyne.ThemeColorName = "auscultMuted"  // text of second rank; at least 4.5:1 on background and pane
	ColorMarked fyne.ThemeColorName = "auscultMarked" // behind the current entry of the navigation
)

// Sizes the house adds to Fyne's.
const (
	SizeHeadline fyne.ThemeSizeName = "auscultHeadline" // text of a page's finding
	SizeTitle    fyne.ThemeSizeName = "auscultTitle"    // text of a card's title
	SizeFigure   fyne.ThemeSizeName = "auscultFigure"   // text of a figure that stands alone
	SizeStart    fyne.ThemeSizeName = "auscultStart"    // text of the program's name on the start page
	SizeGap      fyne.ThemeSizeName = "auscultGap"      // between two blocks
	SizeMargin   fyne.ThemeSizeName = "auscultMargin"   // between a page and its edges
)

// Theme is the house style: white space, one accent colour, Liberation Sans as in the charts (its figures all have one
// width), so that a chart and the sentence above it look like one thing.
type Theme struct {
	Appearance Appearance
	Zoom       float32 // of text and spaces, 1 to 2; 0 means 1
}

var _ fyne.Theme = Theme{}

// Variant returns the variant that is shown when the system asks for the given one.
func (t Theme) Variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.Appearance {
	case Light:
		return theme.VariantLight
	case Dark, HighContrast:
		return theme.VariantDark
	}
	return system
}

// Color returns the colour of that name.
func (t Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	palette := lightPalette
	variant := t.Variant(system)
	switch {
	case t.Appearance == HighContrast:
		palette = contrastPalette
	case variant == theme.VariantDark:
		palette = darkPalette
	}
	if c, ok := palette[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font returns Liberation Sans, and Fyne's own fonts for figures of fixed width and for symbols.
func (t Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace || style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold && style.Italic:
		return fontBoldItalic
	case style.Bold:
		return fontBold
	case style.Italic:
		return fontItalic
	}
	return fontRegular
}

var (
	fontRegular    = fyne.NewStaticResource("LiberationSans-Regular.ttf", liberationsansregular.TTF)
	fontBold       = fyne.NewStaticResource("LiberationSans-Bold.ttf", liberationsansbold.TTF)
	fontItalic     = fyne.NewStaticResource("LiberationSans-Italic.ttf", liberationsansitalic.TTF)
	fontBoldItalic = fyne.NewStaticResource("LiberationSans-BoldItalic.ttf", liberationsansbolditalic.TTF)
)

// Icon returns Fyne's icon of that name.
func (t Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           14,
	theme.SizeNameCaptionText:    12,
	theme.SizeNameSubHeadingText: 18,
	theme.SizeNameHeadingText:    24,
	theme.SizeNameInputRadius:    6,
	theme.SizeNameScrollBar:      10,
	SizeHeadline:                 25,
	SizeTitle:                    16,
	SizeFigure:                   21,
	SizeStart:                    34,
	SizeGap:                      16,
	SizeMargin:                   32,
	sizeNone:                     0,
}

// Size returns the size of that name at the zoom.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	size, ok := sizes[name]
	if !ok {
		size = theme.DefaultTheme().Size(name)
	}
	if t.Appearance == HighContrast && name == theme.SizeNameInputBorder {
		size = 2
	}
	if t.Zoom > 0 && name != theme.SizeNameSeparatorThickness && name != theme.SizeNameInputBorder {
		size *= t.Zoom
	}
	return size
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func rgba(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

// The accent is a deep teal: 7:1 on white, and its light sister 9:1 on the dark background. A test holds all text to at
// least 4.5:1.
var lightPalette = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0xFFFFFF),
	theme.ColorNameForeground:          rgb(0x1B2730),
	theme.ColorNamePrimary:             rgb(0x0B5F75),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameHyperlink:           rgb(0x0B5F75),
	theme.ColorNameButton:              rgb(0xEAF0F2),
	theme.ColorNameDisabled:            rgb(0x8B979F),
	theme.ColorNameDisabledButton:      rgb(0xF1F4F5),
	theme.ColorNamePlaceHolder:         rgb(0x5A6872),
	theme.ColorNameInputBackground:     rgb(0xFFFFFF),
	theme.ColorNameInputBorder:         rgb(0x8C99A1),
	theme.ColorNameSeparator:           rgb(0xDDE4E7),
	theme.ColorNameHover:               rgba(0x0B5F75, 0x14),
	theme.ColorNamePressed:             rgba(0x0B5F75, 0x2E),
	theme.ColorNameFocus:               rgba(0x0B5F75, 0x50),
	theme.ColorNameSelection:           rgba(0x0B5F75, 0x30),
	theme.ColorNameError:               rgb(0xB3261E),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameWarning:             rgb(0x8A5300),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameSuccess:             rgb(0x1C6B3C),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground:    rgb(0xF4F7F8),
	theme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	theme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	theme.ColorNameScrollBar:           rgba(0x1B2730, 0x55),
	theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x00),
	theme.ColorNameShadow:              rgba(0x0F1B22, 0x30),
	ColorPane:                          rgb(0xF4F7F8),
	ColorMuted:                         rgb(0x5A6872),
	ColorMarked:                        rgb(0xDDEBEF),
}

var darkPalette = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0x12181C),
	theme.ColorNameForeground:          rgb(0xE8EDF0),
	theme.ColorNamePrimary:             rgb(0x6CC3DA),
	theme.ColorNameForegroundOnPrimary: rgb(0x06222B),
	theme.ColorNameHyperlink:           rgb(0x6CC3DA),
	theme.ColorNameButton:              rgb(0x26323A),
	theme.ColorNameDisabled:            rgb(0x6F7D86),
	theme.ColorNameDisabledButton:      rgb(0x1C252B),
	theme.ColorNamePlaceHolder:         rgb(0xA5B2BA),
	theme.ColorNameInputBackground:     rgb(0x26313A),
	theme.ColorNameInputBorder:         rgb(0x6B7A83),
	theme.ColorNameSeparator:           rgb(0x2A353C),
	theme.ColorNameHover:               rgba(0x6CC3DA, 0x1C),
	theme.ColorNamePressed:             rgba(0x6CC3DA, 0x38),
	theme.ColorNameFocus:               rgba(0x6CC3DA, 0x60),
	theme.ColorNameSelection:           rgba(0x6CC3DA, 0x40),
	theme.ColorNameError:               rgb(0xF28B82),
	theme.ColorNameForegroundOnError:   rgb(0x2B0906),
	theme.ColorNameWarning:             rgb(0xF0B660),
	theme.ColorNameForegroundOnWarning: rgb(0x2B1B00),
	theme.ColorNameSuccess:             rgb(0x7CCB98),
	theme.ColorNameForegroundOnSuccess: rgb(0x06240F),
	theme.ColorNameHeaderBackground:    rgb(0x192127),
	theme.ColorNameMenuBackground:      rgb(0x1B242A),
	theme.ColorNameOverlayBackground:   rgb(0x1B242A),
	theme.ColorNameScrollBar:           rgba(0xE8EDF0, 0x55),
	theme.ColorNameScrollBarBackground: rgba(0x12181C, 0x00),
	theme.ColorNameShadow:              rgba(0x000000, 0x70),
	ColorPane:                          rgb(0x192127),
	ColorMuted:                         rgb(0xA5B2BA),
	ColorMarked:                        rgb(0x20404A),
}
