package blocks

import (
	"image"
	"slices"

	"auscult/app/chart"
)

// Gallery draws figures that have a page's proportions, such as slides, as pictures: off the UI goroutine and one after
// the other, so that twenty pages do not take the machine from what a person is doing; what is in view goes first. It
// keeps what it has drawn, large pictures only as many as fit into its room.
type Gallery struct {
	background Background
	style      chart.Style
	page       float64 // a page's width in points

	drawn  map[galleryKey]*image.RGBA
	used   []galleryKey // of those drawn, the one used last at the end
	orders []galleryOrder
	busy   bool
}

type galleryKey struct {
	figure        chart.Figure // one that can be compared
	width, height int          // in pixels
}

func (k galleryKey) bytes() int { return 4 * k.width * k.height }

type galleryOrder struct {
	key    galleryKey
	urgent bool
	wanted func() bool // whether anybody still waits for it
	done   func(*image.RGBA)
}

const (
	// galleryRoom is how many bytes of large pictures are kept: ten of a usual screen, two of one with four times the pixels.
	galleryRoom = 80 << 20
	// gallerySmall is how many bytes a picture has at most that is always kept.
	gallerySmall = 1 << 20
)

// NewGallery returns a gallery that draws in a style, for figures on a page of that many points.
func NewGallery(background Background, style chart.Style, page float64) *Gallery {
	return &Gallery{background: background, style: style, page: page, drawn: map[galleryKey]*image.RGBA{}}
}

// Renew lets all pictures go, because other figures, or another style, take the place of those there were.
func (g *Gallery) Renew(style chart.Style) {
	g.style = style
	g.drawn, g.used = map[galleryKey]*image.RGBA{}, nil
}

// Room is how many pictures of a size are kept at once, at least two.
func (g *Gallery) Room(width, height int) int {
	return max(galleryRoom/max(galleryKey{width: width, height: height}.bytes(), 1), 2)
}

// Picture returns what is drawn already of a figure at that size; nil when nothing is.
func (g *Gallery) Picture(f chart.Figure, width, height int) *image.RGBA {
	key := galleryKey{f, width, height}
	picture := g.drawn[key]
	if picture != nil {
		i := slices.Index(g.used, key)
		g.used = append(slices.Delete(g.used, i, i+1), key)
	}
	return picture
}

// Like returns the largest picture that there is of a figure, whatever its size; nil when there is none.
func (g *Gallery) Like(f chart.Figure) *image.RGBA {
	var best galleryKey
	for _, key := range g.used {
		if key.figure == f && key.width > best.width {
			best = key
		}
	}
	return g.drawn[best]
}

// Order draws a figure at that size and hands the picture to done, at once when there is one. What is urgent is drawn
// before what is not. An order that nobody wants any more when its turn comes is dropped; wanted is asked then.
func (g *Gallery) Order(f chart.Figure, width, height int, urgent bool, wanted func() bool, done func(*image.RGBA)) {
	if picture := g.Picture(f, width, height); picture != nil {
		done(picture)
		return
	}
	at := len(g.orders)
	if urgent {
		at = slices.IndexFunc(g.orders, func(o galleryOrder) bool { return !o.urgent })
		if at < 0 {
			at = len(g.orders)
		}
	}
	g.orders = slices.Insert(g.orders, at, galleryOrder{galleryKey{f, width, height}, urgent, wanted, done})
	if !g.busy {
		g.next()
	}
}

// next draws what is to be drawn next.
func (g *Gallery) next() {
	for len(g.orders) > 0 {
		o := g.orders[0]
		g.orders = g.orders[1:]
		if !o.wanted() {
			continue
		}
		if picture := g.Picture(o.key.figure, o.key.width, o.key.height); picture != nil { // ordered twice
			o.done(picture)
			continue
		}
		g.busy = true
		g.background.Go(func() {
			picture := chart.Render(o.key.figure, g.style, o.key.width, o.key.height, float64(o.key.width)/g.page).Image
			g.background.Do(func() {
				g.busy = false
				g.keep(o.key, picture)
				if o.wanted() {
					o.done(picture)
				}
				if !g.busy {
					g.next()
				}
			})
		})
		return
	}
}

// keep keeps a picture, and lets those go that were not used for the longest time.
func (g *Gallery) keep(key galleryKey, picture *image.RGBA) {
	g.drawn[key] = picture
	g.used = append(g.used, key)
	room := 0
	for _, k := range slices.Backward(g.used) {
		if k.bytes() <= gallerySmall {
			continue
		}
		if room += k.bytes(); room > galleryRoom && k != key {
			delete(g.drawn, k)
		}
	}
	g.used = slices.DeleteFunc(g.used, func(k galleryKey) bool { return g.drawn[k] == nil })
}
