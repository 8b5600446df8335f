package chart

import (
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// above is the figure of [Above].
type above struct {
	upper, lower Figure
	part         vg.Length
}

// Above returns two figures as one: upper above lower, which takes part of the height, 0 to 1.
func Above(upper, lower Figure, part float64) Figure {
	return &above{upper, lower, vg.Length(min(max(part, 0), 1))}
}

// Title is described at [Figure].
func (f *above) Title() string { return f.upper.Title() }

// Describe is described at [Figure].
func (f *above) Describe() string {
	return strings.TrimSpace(f.upper.Describe() + " " + f.lower.Describe())
}

// Draw is described at [Figure].
func (f *above) Draw(c draw.Canvas, s Style) []Mark {
	at := c.Min.Y + f.part*c.Size().Y
	gap := 0.04 * c.Size().Y
	upper, lower := c, c
	upper.Min.Y, lower.Max.Y = min(at+gap/2, c.Max.Y), max(at-gap/2, c.Min.Y)
	return append(f.upper.Draw(upper, s), f.lower.Draw(lower, s)...)
}
