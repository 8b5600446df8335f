package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// contrastPalette is that of high contrast. A test holds its text to 7:1 and its edges to 3:1. What has the focus has a
// yellow edge; the colour within it can only be faint, as white words stand on it.
var contrastPalette = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0x000000),
	theme.ColorNameForeground:          rgb(0xFFFFFF),
	theme.ColorNamePrimary:             rgb(0xFFD400),
	theme.ColorNameForegroundOnPrimary: rgb(0x000000),
	theme.ColorNameHyperlink:           rgb(0xFFD400),
	theme.ColorNameButton:              rgb(0x1F1F1F),
	theme.ColorNameDisabled:            rgb(0xA6A6A6),
	theme.ColorNameDisabledButton:      rgb(0x101010),
	theme.ColorNamePlaceHolder:         rgb(0xD0D0D0),
	theme.ColorNameInputBackground:     rgb(0x000000),
	theme.ColorNameInputBorder:         rgb(0xFFFFFF),
	theme.ColorNameSeparator:           rgb(0x9A9A9A),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x33),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x4C),
	theme.ColorNameFocus:               rgba(0xFFD400, 0x48),
	theme.ColorNameSelection:           rgba(0xFFD400, 0x48),
	theme.ColorNameError:               rgb(0xFF9A91),
	theme.ColorNameForegroundOnError:   rgb(0x000000),
	theme.ColorNameWarning:             rgb(0xFFB84D),
	theme.ColorNameForegroundOnWarning: rgb(0x000000),
	theme.ColorNameSuccess:             rgb(0x7CE8A4),
	theme.ColorNameForegroundOnSuccess: rgb(0x000000),
	theme.ColorNameHeaderBackground:    rgb(0x141414),
	theme.ColorNameMenuBackground:      rgb(0x000000),
	theme.ColorNameOverlayBackground:   rgb(0x000000),
	theme.ColorNameScrollBar:           rgba(0xFFFFFF, 0xC0),
	theme.ColorNameScrollBarBackground: rgba(0x000000, 0x00),
	theme.ColorNameShadow:              rgba(0xFFFFFF, 0x66), // a veil of light, from which black boxes stand out
	ColorPane:                          rgb(0x141414),
	ColorMuted:                         rgb(0xE0E0E0),
	ColorMarked:                        rgb(0x2A2400),
}
