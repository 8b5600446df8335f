package strategy

import (
	"cmp"
	"slices"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Cell is what a mix counts: posts of one content form on one platform, promotional ones apart from all others.
type Cell struct {
	Platform    social.Platform
	Form        social.Form
	Promotional bool
}

func cellOf(p panel.Post) Cell {
	return Cell{p.Platform(), p.Form(), p.Promotional() == social.Yes}
}

// CompareCells orders cells as lists show them.
func CompareCells(a, b Cell) int {
	promotional := func(c Cell) int {
		if c.Promotional {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(a.Platform.Order(), b.Platform.Order()), cmp.Compare(a.Form.Order(), b.Form.Order()),
		cmp.Compare(promotional(a), promotional(b)),
	)
}

// Mix is how many posts of each cell a quarter has. A cell that is not in it has none.
type Mix map[Cell]int

// MixOf counts the posts of a panel.
func MixOf(p *panel.Panel) Mix {
	m := Mix{}
	for i := range p.Len() {
		m[cellOf(p.At(i))]++
	}
	return m
}

// Cells returns the cells of the mix in the order in which lists show them.
func (m Mix) Cells() []Cell {
	cells := make([]Cell, 0, len(m))
	for c := range m {
		cells = append(cells, c)
	}
	slices.SortFunc(cells, CompareCells)
	return cells
}

// Posts is how many posts there are in all.
func (m Mix) Posts() int {
	n := 0
	for _, count := range m {
		n += count
	}
	return n
}
