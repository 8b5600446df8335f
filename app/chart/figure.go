// Package chart answers the question: how does a figure of a review look? It draws what package review computes as
// pictures in one house style, for the window, for slides and for files, and says for each mark of a picture what it
// stands for, so that pointing at it and the keyboard can show its sentence and the posts behind it.
//
// A [Figure] knows what is to be seen and draws itself at any size onto any canvas of gonum/plot. A [Style] knows
// colours and sizes. [Render] brings the two together:
//
//	fig := chart.Heat(forms, speak)
//	picture := chart.Render(fig, chart.Light(), 1200, 700, 1.5)
//	if mark, ok := picture.At(x, y); ok {
//		tooltip(mark.Label)
//	}
//
// A picture that leaves the program carries its words with it:
//
//	fig = chart.Framed(fig, forms.Headline(speak), forms.Subtitle(speak), forms.Source(speak))
//	err := chart.WritePNG(file, fig, chart.Light(), 2400, 1400, 2)
//
// The house rules (design: how Auscult looks) hold for every figure: words stand beside what they name; nothing is said
// by colour alone; where the data are unsure the picture shows the interval, and where there are too few posts it says
// so instead of showing a figure. The same figure, style and size give the same picture, byte for byte.
package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/strategy"
)

// Figure is something to be seen. Its methods may be called from several goroutines.
type Figure interface {
	// Draw draws the figure into the rectangle of c and returns its marks in reading order. It leaves away what there
	// is no room for (counts first, then ticks, then labels) and never draws outside the rectangle. It does not paint
	// the background.
	Draw(c draw.Canvas, s Style) []Mark
	// Title names what is shown ("Content forms on Instagram, Q3 2026"), for lists of pictures and names of files.
	Title() string
	// Describe says in words all that the picture shows, for those who cannot see it.
	Describe() string
}

// Mark is a part of a drawn figure that stands for something.
type Mark struct {
	// Bounds is where it is, in points on the canvas it was drawn on, the origin at the bottom left.
	Bounds vg.Rectangle
	// Cell is what it stands for; its IDs are the posts behind it.
	Cell engagement.Cell
	// Planned is the cell of a mix that it stands for; the zero cell in figures that are not of one.
	Planned strategy.Cell
	// Label is the sentence that pointing at it shows.
	Label string
}
