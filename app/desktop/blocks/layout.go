package blocks

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Column stands blocks under each other with the house's gap.
func Column(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: SizeGap}, objects...)
}

// Tight stands blocks under each other with the small gap of things that belong together.
func Tight(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: theme.SizeNamePadding}, objects...)
}

// Flow stands blocks beside each other and goes on in the next line where there is no room left.
func Flow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{}, objects...)
}

// Margin puts the house's margin around a block.
func Margin(object fyne.CanvasObject) *fyne.Container {
	return container.New(insetLayout{SizeMargin, SizeMargin}, object)
}

// Beside stands blocks in columns of equal width where there is room for them, else under each other.
func Beside(least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&besideLayout{least: least}, objects...)
}

// Narrow lets a block be made narrower than it asks for, so that a page that scrolls up and down never hides anything
// at its right.
func Narrow(object fyne.CanvasObject) *fyne.Container {
	return container.New(narrowLayout{}, object)
}

// BesideScroll keeps a block clear of the bar that scrolls it.
func BesideScroll(object fyne.CanvasObject) *fyne.Container {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(theme.ScrollBarSize(), 0))
	return container.NewBorder(nil, nil, nil, room, object)
}

type narrowLayout struct{}

func (narrowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (narrowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range visible(objects) {
		least.Height = max(least.Height, o.MinSize().Height)
	}
	return least
}

// asideLayout stands its second object at the right of the first, or under it where there is too little room.
type asideLayout struct {
	least float32 // of the first object's width, at zoom 1
	width float32
}

func (l *asideLayout) under(aside fyne.CanvasObject) bool {
	return l.width > 0 && l.width < l.least*theme.TextSize()/14+theme.Size(SizeGap)+aside.MinSize().Width
}

func (l *asideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	body, aside := objects[0], objects[1]
	right := aside.MinSize()
	if l.under(aside) {
		body.Resize(fyne.NewSize(size.Width, max(body.MinSize().Height, body.Size().Height)))
		height := body.MinSize().Height
		body.Resize(fyne.NewSize(size.Width, height))
		aside.Move(fyne.NewPos(0, height+theme.InnerPadding()))
		aside.Resize(right)
		return
	}
	body.Resize(fyne.NewSize(size.Width-right.Width-theme.Size(SizeGap), size.Height))
	aside.Move(fyne.NewPos(size.Width-right.Width, (size.Height-right.Height)/2))
	aside.Resize(right)
}

func (l *asideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	body, aside := objects[0].MinSize(), objects[1].MinSize()
	if l.under(objects[1]) {
		return fyne.NewSize(max(body.Width, aside.Width), body.Height+theme.InnerPadding()+aside.Height)
	}
	return fyne.NewSize(max(body.Width, aside.Width), max(body.Height, aside.Height))
}

type columnLayout struct{ gap fyne.ThemeSizeName }

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range visible(objects) {
		// The width first: the height of words that wrap depends on it.
		if o.Size().Width != size.Width {
			o.Resize(fyne.NewSize(size.Width, max(o.MinSize().Height, o.Size().Height)))
		}
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + theme.Size(l.gap)
	}
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for i, o := range visible(objects) {
		size := o.MinSize()
		min.Width = max(min.Width, size.Width)
		min.Height += size.Height
		if i > 0 {
			min.Height += theme.Size(l.gap)
		}
	}
	return min
}

// flowLayout remembers the width it was last given, because the height it needs depends on it.
type flowLayout struct{ width float32 }

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.place(objects, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

func (l *flowLayout) place(objects []fyne.CanvasObject, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) fyne.Size {
	gap := theme.Size(SizeGap)
	var x, y, line, widest float32
	for _, o := range visible(objects) {
		size := o.MinSize()
		if x > 0 && l.width > 0 && x+size.Width > l.width {
			x, y, line = 0, y+line+gap/2, 0
		}
		put(o, fyne.NewPos(x, y), size)
		x += size.Width + gap
		line = max(line, size.Height)
		widest = max(widest, size.Width)
	}
	return fyne.NewSize(widest, y+line)
}

type insetLayout struct{ horizontal, vertical fyne.ThemeSizeName }

func (l insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y := theme.Size(l.horizontal), theme.Size(l.vertical)
	for _, o := range objects {
		o.Move(fyne.NewPos(x, y))
		o.Resize(size.SubtractWidthHeight(2*x, 2*y))
	}
}

func (l insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var min fyne.Size
	for _, o := range visible(objects) {
		min = min.Max(o.MinSize())
	}
	return min.AddWidthHeight(2*theme.Size(l.horizontal), 2*theme.Size(l.vertical))
}

type besideLayout struct{ least, width float32 }

func (l *besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	shown := visible(objects)
	if len(shown) == 0 {
		return
	}
	columns := l.columns(len(shown))
	gap := theme.Size(SizeGap)
	width := (size.Width - gap*float32(columns-1)) / float32(columns)
	y := float32(0)
	for first := 0; first < len(shown); first += columns {
		line := shown[first:min(first+columns, len(shown))]
		height := float32(0)
		for _, o := range line {
			o.Resize(fyne.NewSize(width, max(o.MinSize().Height, o.Size().Height)))
			height = max(height, o.MinSize().Height)
		}
		for i, o := range line {
			o.Move(fyne.NewPos(float32(i)*(width+gap), y))
			o.Resize(fyne.NewSize(width, height))
		}
		y += height + gap
	}
}

func (l *besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	shown := visible(objects)
	if len(shown) == 0 {
		return fyne.Size{}
	}
	columns := l.columns(len(shown))
	var least fyne.Size
	for first := 0; first < len(shown); first += columns {
		height := float32(0)
		for _, o := range shown[first:min(first+columns, len(shown))] {
			size := o.MinSize()
			least.Width = max(least.Width, size.Width)
			height = max(height, size.Height)
		}
		if first > 0 {
			height += theme.Size(SizeGap)
		}
		least.Height += height
	}
	return least
}

func (l *besideLayout) columns(n int) int {
	return max(1, min(n, int(l.width/l.least)))
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := objects[:0:0]
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}
