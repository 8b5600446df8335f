package chart

import (
	"gonum.org/v1/plot/vg"
)

// keyItem is one thing that a key explains: a sample, and its meaning beside it. It stays on one line.
type keyItem struct {
	width vg.Length
	draw  func(p pen, x, y vg.Length) // from x to the right, centred on the height y
}

// keyGap is the distance between two items of a key, in sizes of its text.
const keyGap = 2.2

// flow breaks the items of a key into lines no wider than w.
func flow(items []keyItem, w vg.Length) [][]keyItem {
	var lines [][]keyItem
	used := vg.Length(0)
	for _, item := range items {
		if len(lines) == 0 || used+item.width > w {
			lines = append(lines, nil)
			used = 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], item)
		used += item.width
	}
	return lines
}

// key draws the lines of a key, the first just below top; text is the size of its words.
func (p pen) key(lines [][]keyItem, x, top, text vg.Length) {
	for i, line := range lines {
		at := x
		for _, item := range line {
			item.draw(p, at, top-(1.7*vg.Length(i)+0.7)*text)
			at += item.width
		}
	}
}

// sample returns an item: something as wide as width, then words, which are cut where they would not fit into room.
func (p pen) sample(words string, text, width, room vg.Length, draw func(p pen, x, y vg.Length)) keyItem {
	f := p.face(text, false)
	words = f.cut(words, room-width-0.6*text)
	return keyItem{
		width: width + 0.6*text + f.width(words) + keyGap*text,
		draw: func(p pen, x, y vg.Length) {
			draw(p, x, y)
			p.middle(vg.Point{X: x + width + 0.6*text, Y: y}, words, f, p.Grey, left)
		},
	}
}

// key returns what the heat map's key explains: only what is to be seen in it.
func (h *heat) key(p pen, labels vg.Length) []keyItem {
	if h.verdicts != nil {
		return h.verdictKey(p, labels)
	}
	text, room := 0.84*labels, p.Size().X
	var compared, alone, best, mostly bool
	for _, c := range h.cells {
		compared = compared || c.compared
		alone = alone || c.sure && !c.compared
		best = best || c.best
		mostly = mostly || !c.sure && c.value != ""
	}
	var items []keyItem
	if compared {
		items = append(items, h.scale(p, text, room))
	}
	if best {
		items = append(items, p.sample(h.words.best, text, text, room, func(p pen, x, y vg.Length) {
			p.star(vg.Point{X: x + text/2, Y: y}, 0.5*text, p.Ink)
		}))
	}
	if alone {
		items = append(items, p.sample(h.words.alone, text, 1.4*text, room, func(p pen, x, y vg.Length) {
			p.area(p.snapped(box(x, y, 1.4*text, text)), p.Neutral)
		}))
	}
	if mostly {
		items = append(items, p.sample(h.words.mostly, text, 1.4*text, room, func(p pen, x, y vg.Length) {
			p.hatched(p.snapped(box(x, y, 1.4*text, text)), labels)
		}))
	}
	return items
}

// scale is the item that explains the colours: what they compare, and the two ends with the scale between them.
func (h *heat) scale(p pen, text, room vg.Length) keyItem {
	f := p.face(text, false)
	const steps = 5
	step := 1.6 * text
	bar := steps*step + 1.2*text
	half := f.cut(h.words.half, (room-bar)/2)
	twice := f.cut(h.words.twice, (room-bar)/2)
	ends := f.width(half) + f.width(twice) + bar
	colour := f.cut(h.words.colour, room-ends-0.8*text)
	lead := f.width(colour)
	if lead > 0 {
		lead += 0.8 * text
	}
	return keyItem{
		width: lead + ends + keyGap*text,
		draw: func(p pen, x, y vg.Length) {
			p.middle(vg.Point{X: x, Y: y}, colour, f, p.Grey, left)
			x += lead
			p.middle(vg.Point{X: x, Y: y}, half, f, p.Grey, left)
			x += f.width(half) + 0.6*text
			for i := range steps {
				r := box(x+vg.Length(i)*step, y, step, text)
				p.area(p.snapped(r), p.heat(float64(i)/(steps-1)))
			}
			p.middle(vg.Point{X: x + steps*step + 0.6*text, Y: y}, twice, f, p.Grey, left)
		},
	}
}

// box is the rectangle from x, w wide and h high, centred on the height y.
func box(x, y, w, h vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: x, Y: y - h/2}, Max: vg.Point{X: x + w, Y: y + h/2}}
}
