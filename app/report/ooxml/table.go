package ooxml

import (
	"fmt"
	"math"
	"strings"

	"auscult/app/chart"
)

// Place is where in a workbook the numbers of a chart stand: the sheet, and the cell at their top left, from 0.
type Place struct {
	Sheet       string
	Row, Column int
}

// columns says in which columns of a chart's numbers a series stands: its values, and of its ranges both ends below each
// other with the rows they are drawn in.
type columns struct{ value, span, rows int }

// Of dots, these columns come before the series.
const (
	nameColumn = iota
	rowColumn  // how far up the row is drawn
	besideColumn
	leftColumn // where names stand
	rightColumn
	firstOfDots
)

// ranged reports whether a series has ranges, which take columns of their own.
func ranged(s chart.Series) bool { return s.Low != nil }

// layout gives each series its columns.
func layout(d chart.Data) []columns {
	next := 1
	if d.Shape == chart.Dots {
		next = firstOfDots
	}
	all := make([]columns, len(d.Series))
	for i, s := range d.Series {
		all[i] = columns{value: next}
		next++
		if ranged(s) {
			all[i] = columns{next - 1, next, next + 1}
			next += 2
		}
	}
	return all
}

// Table returns the numbers of a chart as they stand in the workbook behind it: a header, and a row per name. Cells are
// strings, numbers, or nil where there is nothing. What is drawn follows them: who changes a number there changes the
// chart.
func Table(d chart.Data) [][]any {
	at := layout(d)
	width := 1
	if d.Shape == chart.Dots {
		width = firstOfDots
	}
	rows := len(d.Names)
	for i, s := range d.Series {
		width = max(width, at[i].value+1)
		if ranged(s) {
			width, rows = max(width, at[i].rows+1), 3*len(d.Names)
		}
	}
	table := make([][]any, rows+1)
	for i := range table {
		table[i] = make([]any, width)
	}
	header := table[0]
	header[nameColumn] = d.Title
	if d.Shape == chart.Dots {
		header[rowColumn], header[leftColumn], header[rightColumn] = "#", "|←", "→|"
	}
	for j, s := range d.Series {
		header[at[j].value] = s.Name
		if ranged(s) {
			header[at[j].span], header[at[j].rows] = s.Name+" ↔", "#"
			x, y := span(d, s)
			for i := range x {
				if !math.IsNaN(x[i]) {
					table[i+1][at[j].span], table[i+1][at[j].rows] = x[i], y[i]
				}
			}
		}
	}
	for i, name := range rowNames(d) {
		row := table[i+1]
		row[nameColumn] = name
		if d.Shape == chart.Dots {
			row[rowColumn], row[leftColumn], row[rightColumn] = height(d, i), inside*d.Scale.Low, d.Scale.Top/inside
			if d.Beside != nil {
				row[besideColumn] = d.Beside[i]
			}
		}
		for j, s := range d.Series {
			if v := s.Values[i]; !math.IsNaN(v) {
				row[at[j].value] = v
			}
		}
	}
	return table
}

// span are the ranges of a series as one line with gaps: from, to, nothing, for each row. Programs draw such a line alike,
// while some leave error bars away.
func span(d chart.Data, s chart.Series) (x, y []float64) {
	for i := range d.Names {
		if math.IsNaN(s.Low[i] + s.High[i]) {
			x, y = append(x, math.NaN(), math.NaN(), math.NaN()), append(y, math.NaN(), math.NaN(), math.NaN())
			continue
		}
		x, y = append(x, s.Low[i], s.High[i], math.NaN()), append(y, height(d, i), height(d, i), math.NaN())
	}
	return x, y
}

// rowNames are the names as they stand in the workbook. What stands beside a bar is a part of its name.
func rowNames(d chart.Data) []string {
	if d.Shape != chart.Stacked || d.Beside == nil {
		return d.Names
	}
	names := make([]string, len(d.Names))
	for i, name := range d.Names {
		names[i] = name + " · " + d.Beside[i]
	}
	return names
}

// height is how far up a row of dots is drawn: the first at the top.
func height(d chart.Data, row int) float64 { return float64(len(d.Names) - row) }

// letters names a column, from 0.
func letters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// sheet is the sheet as a formula names it.
func (p Place) sheet() string { return "'" + strings.ReplaceAll(p.Sheet, "'", "''") + "'!" }

// head is the header of a column of the numbers, cells its n cells.
func (p Place) head(column int) string {
	return fmt.Sprintf("%s$%s$%d", p.sheet(), letters(p.Column+column), p.Row+1)
}

func (p Place) cells(column, n int) string {
	l := letters(p.Column + column)
	return fmt.Sprintf("%s$%s$%d:$%s$%d", p.sheet(), l, p.Row+2, l, p.Row+1+n)
}
