package ooxml

import (
	"math"
	"strconv"
	"strings"

	"auscult/app/chart"
)

// The numbers of the axes.
const (
	rowsAxis   = "111111101"
	valuesAxis = "111111102"
)

// inside moves what stands at the ends of a scale to where no program takes it for beyond them.
const inside = 1 + 1e-6

// dots writes a scatter chart: a row per name, drawn from the top; names and what is written at the right are labels of
// two series without marks at the ends of the scale.
func (w *writer) dots() {
	d, text, n := w.d, w.look.Text, len(w.d.Names)
	foot := (5 + 1.1*float64(strings.Count(d.Scale.Title, "\n")+1)) * text // ticks, title, key
	w.plot(w.look.Names+1.4*text, 0.4*text, w.look.Beside+1.6*text, foot)
	w.put(`<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>`)
	rows, left, right := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		rows[i], left[i], right[i] = height(d, i), inside*d.Scale.Low, d.Scale.Top/inside
	}
	for j, s := range d.Series { // ranges lie below all dots
		if ranged(s) {
			w.ranges(w.columns[j], s)
		}
	}
	for j, s := range d.Series {
		if s.Role == chart.Band {
			continue
		}
		w.begin(s.Name, w.at.head(w.columns[j].value), true)
		w.put(`<c:spPr>`, line(0, "", false), `</c:spPr>`)
		switch s.Role {
		case chart.Others, chart.Median:
			w.marker("diamond", 9, muted, muted)
		case chart.Before:
			w.marker("diamond", 8, muted, muted)
		default:
			w.marker("circle", 10, accent, accent)
		}
		w.numbers("xVal", w.columns[j].value, s.Values)
		w.numbers("yVal", rowColumn, rows)
		w.put(`<c:smooth val="0"/></c:ser>`)
	}
	w.labels(left, rows, leftColumn, "l", d.Names, d.Strong, ink)
	if d.Beside != nil {
		w.labels(right, rows, rightColumn, "r", d.Beside, d.Strong, grey)
	}
	w.put(`<c:axId val="`, valuesAxis, `"/><c:axId val="`, rowsAxis, `"/></c:scatterChart>`)
	w.valueAxis("b", rowsAxis, `<c:crosses val="min"/>`, "midCat")
	w.put(`<c:valAx><c:axId val="`, rowsAxis, `"/><c:scaling><c:orientation val="minMax"/><c:max val="`, number(float64(n)+0.6),
		`"/><c:min val="0.4"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>`,
		`<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr>`, line(1, muted, false), `</c:spPr>`,
		`<c:crossAx val="`, valuesAxis, `"/><c:crossesAt val="`, number(d.Scale.Origin), `"/><c:crossBetween val="midCat"/></c:valAx>`)
}

// labels writes a series without marks that carries words.
func (w *writer) labels(x, rows []float64, column int, position string, words []string, strong []bool, colour string) {
	w.begin(" ", "", false)
	w.put(`<c:spPr>`, line(0, "", false), `</c:spPr><c:marker><c:symbol val="none"/></c:marker><c:dLbls>`)
	for i, text := range words {
		bold := strong != nil && strong[i]
		c := colour
		if bold {
			c = ink
		}
		if position == "l" { // a dot at the end of the scale must not touch the name
			text += "\u00a0\u00a0\u00a0"
		} else {
			text = "\u00a0\u00a0" + text
		}
		w.label(i, text, position, w.look.Text, bold, c)
	}
	w.put(noOtherLabels, `</c:dLbls>`)
	w.numbers("xVal", column, x)
	w.numbers("yVal", rowColumn, rows)
	w.put(`<c:smooth val="0"/></c:ser>`)
}

func (w *writer) marker(symbol string, size int, inside, edge string) {
	w.put(`<c:marker><c:symbol val="`, symbol, `"/><c:size val="`, strconv.Itoa(size), `"/><c:spPr>`, fill(inside), line(1.75, edge, false), `</c:spPr></c:marker>`)
}

// ranges writes the ranges of dots as a line with gaps. Only a band is told in the key; of others the axis's title does.
func (w *writer) ranges(at columns, s chart.Series) {
	look := line(2.25, accent, false)
	switch s.Role {
	case chart.Others, chart.Median:
		look = line(1.75, muted, false)
	case chart.Band:
		look = line(9, tint(16), false) // whatever lies over it shines through
	}
	x, y := span(w.d, s)
	w.begin(s.Name, w.at.head(at.value), s.Role == chart.Band)
	w.put(`<c:spPr>`, look, `</c:spPr><c:marker><c:symbol val="none"/></c:marker>`)
	w.numbers("xVal", at.span, x)
	w.numbers("yVal", at.rows, y)
	w.put(`<c:smooth val="0"/></c:ser>`)
}

// valueAxis writes the axis of values.
func (w *writer) valueAxis(position, across, crosses, between string) {
	s, text := w.d.Scale, w.look.Text
	w.put(`<c:valAx><c:axId val="`, valuesAxis, `"/><c:scaling>`)
	if s.Log > 0 {
		w.put(`<c:logBase val="`, number(s.Log), `"/>`)
	}
	w.put(`<c:orientation val="minMax"/><c:max val="`, number(s.Top), `"/><c:min val="`, number(s.Low), `"/></c:scaling><c:delete val="`,
		strconv.Itoa(flag(s.NoNumbers)), `"/><c:axPos val="`, position, `"/>`)
	if !s.NoNumbers {
		w.put(`<c:majorGridlines><c:spPr>`, line(0.75, rule, false), `</c:spPr></c:majorGridlines>`)
		w.axisTitle(s.Title)
	}
	w.put(`<c:numFmt formatCode="`, Escape(s.Format), `" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>`,
		`<c:spPr>`, line(0, "", false), `</c:spPr>`, w.words(0.84*text, false, grey), `<c:crossAx val="`, across, `"/>`, crosses, `<c:crossBetween val="`, between, `"/>`)
	if unit := max(s.Log, s.Step); unit > 0 {
		w.put(`<c:majorUnit val="`, number(unit), `"/>`)
	}
	w.put(`</c:valAx>`)
}

// nameAxis writes the axis of names.
func (w *writer) nameAxis(position, orientation string, skip int, size float64, colour string) {
	w.put(`<c:catAx><c:axId val="`, rowsAxis, `"/><c:scaling><c:orientation val="`, orientation, `"/></c:scaling><c:delete val="0"/><c:axPos val="`, position,
		`"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>`,
		line(0.75, rule, false), `</c:spPr>`, w.words(size, false, colour), `<c:crossAx val="`, valuesAxis,
		`"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/>`)
	if skip > 1 {
		w.put(`<c:tickLblSkip val="`, strconv.Itoa(skip), `"/>`)
	}
	w.put(`<c:noMultiLvlLbl val="1"/></c:catAx>`)
}

// courses writes lines over time, named at their ends, with shaded steps behind them.
func (w *writer) courses() {
	d, text := w.d, w.look.Text
	w.plot(3.6*text, 1.9*text, w.look.Names+text, 4.2*text)
	axes := `<c:axId val="` + rowsAxis + `"/><c:axId val="` + valuesAxis + `"/>`
	shaded := false
	for j, s := range d.Series {
		if s.Role != chart.Shade {
			continue
		}
		if !shaded {
			w.put(`<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
			shaded = true
		}
		w.begin(s.Name, w.at.head(w.columns[j].value), true)
		w.put(`<c:spPr>`, fill(pale), line(0, "", false), `</c:spPr><c:invertIfNegative val="0"/>`)
		w.names(d.Names)
		w.numbers("val", w.columns[j].value, s.Values)
		w.put(`</c:ser>`)
	}
	if shaded {
		w.put(`<c:gapWidth val="0"/><c:overlap val="100"/>`, axes, `</c:barChart>`)
	}
	w.put(`<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>`)
	shift := w.shifts()
	for j, s := range d.Series {
		if s.Role != chart.Shade {
			w.course(j, s, shift[j])
		}
	}
	w.put(`<c:marker val="1"/>`, axes, `</c:lineChart>`)
	skip := 1
	if len(d.Names) > 12 {
		skip = 3
	}
	w.nameAxis("b", "minMax", skip, 0.84*text, grey)
	w.valueAxis("l", rowsAxis, `<c:crosses val="autoZero"/>`, "between")
}

// course writes a line, or a flag.
func (w *writer) course(j int, s chart.Series, shift float64) {
	look, marks := line(1.25, muted, false), "none"
	bold, colour := false, grey
	switch s.Role {
	case chart.Ours:
		look, marks, bold, colour = line(2.75, accent, false), "circle", true, accent
		if w.look.Pale {
			colour = link
		}
	case chart.Median:
		look = line(1.5, grey, true)
	case chart.Flag:
		look = line(0, "", false)
	}
	w.begin(s.Name, w.at.head(w.columns[j].value), s.Role == chart.Median)
	w.put(`<c:spPr>`, look, `</c:spPr>`)
	if marks == "none" {
		w.put(`<c:marker><c:symbol val="none"/></c:marker>`)
	} else {
		w.marker(marks, 5, accent, accent)
	}
	if last := lastOf(s.Values); last >= 0 && s.Role != chart.Median {
		position := "r"
		if s.Role == chart.Flag {
			position = "t"
		}
		w.put(`<c:dLbls>`)
		w.shifted(last, s.Name, position, shift, bold, colour)
		w.put(noOtherLabels, `</c:dLbls>`)
	}
	if s.Role == chart.Flag {
		w.put(`<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/><c:noEndCap val="1"/><c:val val="100"/><c:spPr>`,
			line(1, grey, true), `</c:spPr></c:errBars>`)
	}
	w.names(w.d.Names)
	w.numbers("val", w.columns[j].value, s.Values)
	w.put(`<c:smooth val="0"/></c:ser>`)
}

// shifted is a label moved up or down by a part of the chart's height.
func (w *writer) shifted(i int, words, position string, shift float64, bold bool, colour string) {
	w.put(`<c:dLbl><c:idx val="`, strconv.Itoa(i), `"/>`)
	if shift != 0 {
		w.put(`<c:layout><c:manualLayout><c:x val="0"/><c:y val="`, number(shift), `"/></c:manualLayout></c:layout>`)
	}
	w.put(`<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>`, w.run("rPr", 0.92*w.look.Text, bold, colour), `<a:t>`, Escape(words),
		`</a:t></a:r></a:p></c:rich></c:tx><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="`, position, `"/>`,
		`<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>`)
}

func lastOf(values []float64) int {
	for i := len(values) - 1; i >= 0; i-- {
		if !math.IsNaN(values[i]) {
			return i
		}
	}
	return -1
}

// shifts says by how much the names at the lines' ends give way to each other, in parts of the chart's height.
func (w *writer) shifts() []float64 {
	shift := make([]float64, len(w.d.Series))
	plot := w.look.Height - 6.1*w.look.Text
	type end struct {
		series int
		at, to float64 // above the plot's foot, in points
	}
	var ends []end
	for j, s := range w.d.Series {
		if last := lastOf(s.Values); last >= 0 && (s.Role == chart.Ours || s.Role == chart.Others) {
			y := s.Values[last] / w.d.Scale.Top * plot
			ends = append(ends, end{j, y, y})
		}
	}
	for i := range ends { // few: by insertion
		for k := i; k > 0 && ends[k].at < ends[k-1].at; k-- {
			ends[k], ends[k-1] = ends[k-1], ends[k]
		}
	}
	least := 1.25 * w.look.Text
	for range 50 {
		for i := 1; i < len(ends); i++ {
			if gap := ends[i].to - ends[i-1].to; gap < least {
				ends[i-1].to -= (least - gap) / 2
				ends[i].to += (least - gap) / 2
			}
		}
	}
	for _, e := range ends {
		shift[e.series] = (e.at - e.to) / w.look.Height
	}
	return shift
}

// stacked writes lying bars in parts, which are named where there is room for the name.
func (w *writer) stacked() {
	d, text := w.d, w.look.Text
	left := w.look.Names + 0.8*text
	w.plot(left, 0.3*text, 0.3*text, 0.3*text)
	w.put(`<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>`)
	scale := (w.look.Width - left) / d.Scale.Top
	names := rowNames(d)
	for j, s := range d.Series {
		w.begin(s.Name, w.at.head(w.columns[j].value), false)
		w.put(`<c:spPr>`, fill(tint([]int{40, 22}[j%2])), line(1, paper, false), `</c:spPr><c:invertIfNegative val="0"/>`)
		w.put(`<c:dLbls>`)
		for i, v := range s.Values {
			if v*scale > 0.62*text*float64(len([]rune(s.Name)))+0.6*text {
				w.label(i, s.Name, "ctr", 0.9*text, false, ink)
			}
		}
		w.put(noOtherLabels, `</c:dLbls>`)
		w.names(names)
		w.numbers("val", w.columns[j].value, s.Values)
		w.put(`</c:ser>`)
	}
	w.put(`<c:gapWidth val="35"/><c:overlap val="100"/><c:axId val="`, rowsAxis, `"/><c:axId val="`, valuesAxis, `"/></c:barChart>`)
	w.nameAxis("l", "maxMin", 1, text, ink)
	w.valueAxis("t", rowsAxis, `<c:crosses val="autoZero"/>`, "between")
}
