package ooxml

import "fmt"

// Palette are the colours of a theme, each written as six hexadecimal digits.
type Palette struct {
	Ink, Paper, Grey, Pale string
	Accent, Muted, Rule    string
	Link                   string // words in the accent's hue
}

// Theme returns the theme of a presentation or a workbook: its colours and its typeface. The charts take theirs from it:
// the first accent is ours, the second the others', the third that of faint lines; further ones are Okabe and Ito's, which
// the colour-blind can tell apart.
func Theme(name, font string, p Palette) string {
	colour := func(element, hex string) string {
		return fmt.Sprintf(`<a:%s><a:srgbClr val="%s"/></a:%s>`, element, hex, element)
	}
	fonts := `<a:latin typeface="` + Escape(font) + `"/><a:ea typeface=""/><a:cs typeface=""/>`
	const solid = `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	stroke := `<a:ln w="9525">` + solid + `<a:prstDash val="solid"/></a:ln>`
	const effect = `<a:effectStyle><a:effectLst/></a:effectStyle>`
	return `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="` + Escape(name) + `"><a:themeElements><a:clrScheme name="Auscult">` +
		colour("dk1", p.Ink) + colour("lt1", p.Paper) + colour("dk2", p.Grey) + colour("lt2", p.Pale) +
		colour("accent1", p.Accent) + colour("accent2", p.Muted) + colour("accent3", p.Rule) +
		colour("accent4", "E69F00") + colour("accent5", "009E73") + colour("accent6", "CC79A7") +
		colour("hlink", p.Link) + colour("folHlink", p.Grey) +
		`</a:clrScheme><a:fontScheme name="Auscult"><a:majorFont>` + fonts + `</a:majorFont><a:minorFont>` + fonts + `</a:minorFont></a:fontScheme>` +
		`<a:fmtScheme name="Auscult"><a:fillStyleLst>` + solid + solid + solid + `</a:fillStyleLst><a:lnStyleLst>` + stroke + stroke + stroke +
		`</a:lnStyleLst><a:effectStyleLst>` + effect + effect + effect + `</a:effectStyleLst><a:bgFillStyleLst>` + solid + solid + solid +
		`</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
}
