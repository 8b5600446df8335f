package report

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/app/chart"
	"auscult/app/report/pdfcanvas"
)

// tableGap is the room between two columns, and tablePad that above and below a row's words, in sizes of the text.
const (
	tableGap = 1.4
	tablePad = 0.45
)

// drawTable draws a table, the first row and column bold, as large as it fits. Columns are as wide as their words ask
// for; where that is too much, those with the longest words give way and wrap.
func drawTable(c draw.Canvas, s chart.Style, box vg.Rectangle, table [][]string) {
	size := vg.Length(14)
	widths, heights := columns(s, table, size, box.Size().X)
	for size > 7 && sum(heights) > box.Size().Y {
		size -= 0.5
		widths, heights = columns(s, table, size, box.Size().X)
	}
	top := box.Max.Y
	pdfcanvas.Tag(c.Canvas, pdfcanvas.Part{Role: pdfcanvas.Table}, func() {
		for i, row := range table {
			x := box.Min.X
			pdfcanvas.Tag(c.Canvas, pdfcanvas.Part{Role: pdfcanvas.Row}, func() {
				for j, text := range row {
					cell := vg.Rectangle{
						Min: vg.Point{X: x, Y: top - heights[i]},
						Max: vg.Point{X: x + widths[j], Y: top - tablePad*size},
					}
					pdfcanvas.Tag(c.Canvas, tablePart(i, j), func() { s.Set(c, cell, tableCell(s, text, i, j, size)) })
					x += widths[j] + tableGap*size
				}
			})
			top -= heights[i]
			fill(c, vg.Rectangle{Min: vg.Point{X: box.Min.X, Y: top}, Max: vg.Point{X: box.Max.X, Y: top + 0.75}}, s.Rule)
		}
	})
}

// tablePart says what a cell is: the first row and column are headers.
func tablePart(row, column int) pdfcanvas.Part {
	switch {
	case row == 0:
		return pdfcanvas.Part{Role: pdfcanvas.Header, Scope: "Column"}
	case column == 0:
		return pdfcanvas.Part{Role: pdfcanvas.Header, Scope: "Row"}
	}
	return pdfcanvas.Part{Role: pdfcanvas.Cell}
}

// tableCell is the text of a cell as it is set.
func tableCell(s chart.Style, text string, row, column int, size vg.Length) chart.Words {
	return chart.Words{Text: text, Size: size, Color: s.Ink, Lines: 9, Bold: row == 0 || column == 0}
}

// columns returns how wide the table's columns and how high its rows are when it is set at a size in a width.
func columns(s chart.Style, table [][]string, size, width vg.Length) (widths, heights []vg.Length) {
	const unbroken = 1e6
	for i, row := range table {
		for j, text := range row {
			if i == 0 {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], s.Extent(tableCell(s, text, i, j, size), unbroken).X+1)
		}
	}
	room := width - tableGap*size*vg.Length(len(widths)-1)
	share(widths, room)
	for i, row := range table {
		height := vg.Length(0)
		for j, text := range row {
			height = max(height, s.Extent(tableCell(s, text, i, j, size), widths[j]).Y)
		}
		heights = append(heights, height+2*tablePad*size)
	}
	return widths, heights
}

// share cuts the widest of widths down to one width, so that all of them together are no wider than room.
func share(widths []vg.Length, room vg.Length) {
	for range widths {
		over := sum(widths) - room
		if over <= 0 {
			return
		}
		widest, next, n := vg.Length(0), vg.Length(0), vg.Length(0)
		for _, w := range widths {
			switch {
			case w > widest:
				widest, next, n = w, widest, 1
			case w == widest:
				n++
			case w > next:
				next = w
			}
		}
		cut := max(next, widest-over/n)
		for i, w := range widths {
			if w == widest {
				widths[i] = cut
			}
		}
	}
}

func sum(lengths []vg.Length) (all vg.Length) {
	for _, l := range lengths {
		all += l
	}
	return all
}
