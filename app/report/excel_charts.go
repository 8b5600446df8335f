package report

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
	"gonum.org/v1/plot/vg"

	"auscult/app/chart"
	"auscult/app/report/ooxml"
)

// officeFont is the typeface of what office programs open: one that Windows and macOS have, with letters as wide as those
// of Liberation Sans in PDF and pictures.
const officeFont = "Arial"

// tag is the language of words with its country, as office programs want it.
func tag(language string) string {
	switch language {
	case "de":
		return "de-DE"
	case "fr":
		return "fr-FR"
	}
	return "en-GB"
}

// lookOf is how a chart looks in a width and a height, in points: its names get the room they need.
func lookOf(d chart.Data, language string, s chart.Style, width, height, text float64) ooxml.Look {
	look := ooxml.Look{Width: width, Height: height, Text: text, Language: tag(language), Pale: s.AccentInk != s.Accent}
	extent := func(words string, bold bool) float64 {
		return s.Extent(chart.Words{Text: words, Size: vg.Length(text), Bold: bold, Lines: 1}, 1e6).X.Points()
	}
	for i, name := range d.Names {
		switch d.Shape {
		case chart.Dots:
			look.Names = max(look.Names, extent(name, d.Strong != nil && d.Strong[i]))
			if d.Beside != nil {
				look.Beside = max(look.Beside, extent(d.Beside[i], d.Strong != nil && d.Strong[i]))
			}
		case chart.Stacked:
			if d.Beside != nil {
				name += " · " + d.Beside[i]
			}
			look.Names = max(look.Names, extent(name, false))
		}
	}
	if d.Shape == chart.Courses {
		for _, series := range d.Series {
			if series.Role == chart.Ours || series.Role == chart.Others {
				look.Names = max(look.Names, extent(series.Name, true))
			}
		}
	}
	return look
}

// The charts' size in the workbook, in points, and how many rows of 15 points one takes with its words.
const (
	sheetChartWidth  = 720.0
	sheetChartHeight = 330.0
	rowHeight        = 15.0
)

// addCharts adds the sheet of charts, each with its headline and source as on its slide, and the sheet of the numbers that
// they are drawn from. It reports whether there is any.
func (b *workbook) addCharts(charts, numbers string) bool {
	row, below := 1, 1 // where the next chart and the next numbers go
	made, blocks := 0, 0
	for _, s := range b.deck.Slides {
		all := chart.DataOf(s.Figure)
		if all == nil {
			continue
		}
		if made == 0 {
			for _, name := range []string{charts, numbers} {
				_, err := b.file.NewSheet(name)
				b.do(err)
			}
			b.do(b.file.SetColWidth(numbers, "A", "A", 34))
		}
		if blocks++; blocks%2 == 1 && blocks > 1 { // two on a page
			b.do(b.file.InsertPageBreak(charts, b.at(1, row)))
		}
		b.say(charts, 1, row, s.Headline, b.headline())
		b.say(charts, 1, row+1, s.Subtitle, b.subtitle())
		row += 2
		for _, d := range all {
			made++
			height := sheetChartHeight * d.Part
			b.addChart(charts, numbers, d, row, below, height, made)
			row += int(height/rowHeight) + 1
			below += len(ooxml.Table(d)) + 2
		}
		b.say(charts, 1, row, s.Source, b.subtitle())
		row += 3
	}
	if made > 0 && b.err == nil {
		b.page(charts)
		b.page(numbers)
	}
	return made > 0
}

// addChart adds one chart at a row. The library makes its frame and what leads to it; what is drawn in it is ours, as the
// library knows neither ranges nor names beside dots.
func (b *workbook) addChart(charts, numbers string, d chart.Data, row, below int, height float64, number int) {
	place := ooxml.Place{Sheet: numbers, Row: below - 1}
	for i, line := range ooxml.Table(d) {
		for j, v := range line {
			b.do(putRaw(b.file, numbers, b.at(j+1, below+i), v))
		}
	}
	b.do(b.file.SetCellStyle(numbers, b.at(1, below), b.at(1, below), b.look("heading", excelize.Style{Font: &excelize.Font{Bold: true, Size: 10, Color: hex(b.style.Ink)}})))
	if b.err != nil {
		return
	}
	const pixels = 96.0 / 72
	b.do(b.file.AddChart(charts, b.at(1, row), &excelize.Chart{
		Type: excelize.Line, Series: []excelize.ChartSeries{{Name: d.Title, Values: fmt.Sprintf("'%s'!$B$1:$B$2", numbers)}},
		Dimension: excelize.ChartDimension{Width: uint(sheetChartWidth * pixels), Height: uint(height * pixels)},
		Format:    excelize.GraphicOptions{AltText: d.Words, Name: d.Title},
	}))
	b.file.Pkg.Store(fmt.Sprintf("xl/charts/chart%d.xml", number), ooxml.Chart(d, place, lookOf(d, b.deck.Language, b.style, sheetChartWidth, height, 10)))
}

// putRaw writes a cell of a chart's numbers.
func putRaw(f *excelize.File, sheet, at string, v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return f.SetCellStr(sheet, at, harmlessText(v))
	default:
		return f.SetCellValue(sheet, at, v)
	}
}

// bookOf is the workbook behind one chart, for those who edit it in PowerPoint. The numbers stand on its only sheet.
func bookOf(d chart.Data, sheet string) (content []byte, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return nil, err
	}
	for i, line := range ooxml.Table(d) {
		for j, v := range line {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = putRaw(f, sheet, at, v)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	if err := f.SetColWidth(sheet, "A", "A", 34); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, err
	}
	return ooxml.Sorted(out.Bytes())
}

// paletteOf are the colours of a style.
func paletteOf(s chart.Style) ooxml.Palette {
	return ooxml.Palette{
		Ink: hex(s.Ink), Paper: hex(s.Background), Grey: hex(s.Grey), Pale: hex(s.Neutral), Accent: hex(s.Accent), Link: hex(s.AccentInk), Muted: hex(s.Muted), Rule: hex(s.Rule),
	}
}
