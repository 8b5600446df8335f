package ooxml

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"auscult/app/chart"
)

// Look is how large a chart is and how its words look.
type Look struct {
	Width, Height float64 // in points
	Names, Beside float64 // how wide the names and what stands at the right are, in points
	Text          float64 // the size of the words, in points
	Language      string  // of the words, such as de-DE
	Pale          bool    // the accent is too pale for words, which take the colour of links, darker in the same hue
	Workbook      string  // the relation to the workbook with the numbers; empty: the chart stands in it
}

// The colours are those of the theme, so that a chart follows the hospital's.
const (
	accent = `<a:schemeClr val="accent1"/>`
	link   = `<a:schemeClr val="hlink"/>`
	muted  = `<a:schemeClr val="accent2"/>`
	ink    = `<a:schemeClr val="tx1"/>`
	grey   = `<a:schemeClr val="tx2"/>`
	paper  = `<a:schemeClr val="bg1"/>`
	pale   = `<a:schemeClr val="bg2"/>`
	rule   = `<a:schemeClr val="accent3"/>`
)

// tint is the accent colour, so much of it in per cent; the paper shines through.
func tint(percent int) string {
	return fmt.Sprintf(`<a:schemeClr val="accent1"><a:alpha val="%d"/></a:schemeClr>`, percent*1000)
}

// Chart returns the part of a chart: dots with ranges as a scatter chart whose rows are named by labels, courses as lines,
// and stacked bars. Numbers are taken from the workbook at the place, and kept in the chart as well. It follows ECMA-376,
// part 1, 21.2.
func Chart(d chart.Data, at Place, look Look) []byte {
	w := &writer{d: d, at: at, look: look, columns: layout(d)}
	w.put(Head, `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"`,
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`,
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`,
		`<c:date1904 val="0"/><c:lang val="`, look.Language, `"/><c:roundedCorners val="0"/>`,
		`<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>`)
	switch d.Shape {
	case chart.Dots:
		w.dots()
	case chart.Courses:
		w.courses()
	case chart.Stacked:
		w.stacked()
	}
	w.put(`<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>`)
	w.legend()
	w.put(`<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>`,
		`<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`, w.words(look.Text, false, ink))
	if look.Workbook != "" {
		w.put(`<c:externalData r:id="`, look.Workbook, `"><c:autoUpdate val="0"/></c:externalData>`)
	}
	w.put(`</c:chartSpace>`)
	return []byte(w.b.String())
}

// writer writes a chart.
type writer struct {
	b       strings.Builder
	d       chart.Data
	at      Place
	look    Look
	columns []columns
	series  int   // how many have been begun
	untold  []int // those that the key leaves out
}

func (w *writer) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// number writes a number for a machine.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// words is how words look.
func (w *writer) words(size float64, bold bool, colour string) string {
	return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>` + w.run("defRPr", size, bold, colour) +
		`</a:pPr><a:endParaRPr lang="` + w.look.Language + `"/></a:p></c:txPr>`
}

// run is how a run of words looks, in an element of that name.
func (w *writer) run(element string, size float64, bold bool, colour string) string {
	language := ""
	if element == "rPr" {
		language = ` lang="` + w.look.Language + `"`
	}
	return fmt.Sprintf(`<a:%s%s sz="%d" b="%d"><a:solidFill>%s</a:solidFill></a:%s>`, element, language, int(math.Round(size*100)), flag(bold), colour, element)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// plot puts the field of the plot at its place, in parts of the chart.
func (w *writer) plot(left, top, right, bottom float64) {
	x, y := left/w.look.Width, top/w.look.Height
	w.put(`<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>`,
		`<c:x val="`, number(x), `"/><c:y val="`, number(y), `"/><c:w val="`, number(max(1-x-right/w.look.Width, 0.1)),
		`"/><c:h val="`, number(max(1-y-bottom/w.look.Height, 0.1)), `"/></c:manualLayout></c:layout>`)
}

// begin begins a series with its name; a name that no column has is written out.
func (w *writer) begin(name, formula string, told bool) {
	n := strconv.Itoa(w.series)
	w.put(`<c:ser><c:idx val="`, n, `"/><c:order val="`, n, `"/><c:tx>`)
	if formula != "" {
		w.put(`<c:strRef><c:f>`, Escape(formula), `</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>`, Escape(name), `</c:v></c:pt></c:strCache></c:strRef>`)
	} else {
		w.put(`<c:v>`, Escape(name), `</c:v>`)
	}
	w.put(`</c:tx>`)
	if !told || name == "" {
		w.untold = append(w.untold, w.series)
	}
	w.series++
}

// numbers writes values with where they stand.
func (w *writer) numbers(element string, column int, values []float64) {
	w.put(`<c:`, element, `><c:numRef><c:f>`, Escape(w.at.cells(column, len(values))), `</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="`,
		strconv.Itoa(len(values)), `"/>`)
	for i, v := range values {
		if !math.IsNaN(v) {
			w.put(`<c:pt idx="`, strconv.Itoa(i), `"><c:v>`, number(v), `</c:v></c:pt>`)
		}
	}
	w.put(`</c:numCache></c:numRef></c:`, element, `>`)
}

// names writes the names with where they stand.
func (w *writer) names(names []string) {
	w.put(`<c:cat><c:strRef><c:f>`, Escape(w.at.cells(nameColumn, len(names))), `</c:f><c:strCache><c:ptCount val="`, strconv.Itoa(len(names)), `"/>`)
	for i, name := range names {
		w.put(`<c:pt idx="`, strconv.Itoa(i), `"><c:v>`, Escape(name), `</c:v></c:pt>`)
	}
	w.put(`</c:strCache></c:strRef></c:cat>`)
}

// line is a line's look; without a width there is none.
func line(width float64, colour string, dashed bool) string {
	if width <= 0 {
		return `<a:ln><a:noFill/></a:ln>`
	}
	dash := ""
	if dashed {
		dash = `<a:prstDash val="sysDash"/>`
	}
	return fmt.Sprintf(`<a:ln w="%d" cap="flat"><a:solidFill>%s</a:solidFill>%s<a:round/></a:ln>`, int(width*12700), colour, dash)
}

func fill(colour string) string { return `<a:solidFill>` + colour + `</a:solidFill>` }

// label is one label with words of its own; the other parts of labels are off.
func (w *writer) label(i int, words, position string, size float64, bold bool, colour string) {
	w.put(`<c:dLbl><c:idx val="`, strconv.Itoa(i), `"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>`,
		w.run("rPr", size, bold, colour), `<a:t>`, Escape(words), `</a:t></a:r></a:p></c:rich></c:tx>`,
		`<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="`, position, `"/>`,
		`<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>`)
}

// noOtherLabels ends a series' labels.
const noOtherLabels = `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:showLegendKey val="0"/><c:showVal val="0"/>` +
	`<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`

// legend writes the key below the chart, with the series that have something to tell.
func (w *writer) legend() {
	if w.series == len(w.untold) {
		return
	}
	w.put(`<c:legend><c:legendPos val="b"/>`)
	for _, i := range w.untold {
		w.put(`<c:legendEntry><c:idx val="`, strconv.Itoa(i), `"/><c:delete val="1"/></c:legendEntry>`)
	}
	w.put(`<c:overlay val="0"/>`, w.words(0.9*w.look.Text, false, grey), `</c:legend>`)
}

// axisTitle is the title of an axis, a paragraph per line.
func (w *writer) axisTitle(title string) {
	if title == "" {
		return
	}
	w.put(`<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>`)
	for part := range strings.SplitSeq(title, "\n") {
		w.put(`<a:p><a:pPr>`, w.run("defRPr", 0.84*w.look.Text, false, grey), `</a:pPr><a:r>`, w.run("rPr", 0.84*w.look.Text, false, grey),
			`<a:t>`, Escape(part), `</a:t></a:r></a:p>`)
	}
	w.put(`</c:rich></c:tx><c:overlay val="0"/></c:title>`)
}
