package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// WorkbenchOptions describe a page on which a person works at things in a list.
type WorkbenchOptions struct {
	Actions fyne.CanvasObject // beside the headline
	List    fyne.CanvasObject // at the left, scrolls
	// Tools stand over the sheet, Below under it. The sheet is what is worked at; it gets the room that is left, and has the
	// proportions of a slide.
	Tools, Sheet, Below fyne.CanvasObject
}

// Workbench is the frame of a page that fills the window: the headline, under it a list at the left and what is chosen in
// it large at the right. Where there is too little room it scrolls. While there is nothing to show it holds a [State]
// instead.
type Workbench struct {
	headline, detail *Words
	list, bench      *container.Scroll
	state            *fyne.Container
	root             *fyne.Container
}

// NewWorkbench returns the frame.
func NewWorkbench(o WorkbenchOptions) *Workbench {
	w := &Workbench{headline: Headline(""), detail: Muted("")}
	w.list = container.NewVScroll(Narrow(BesideScroll(o.List)))
	head := container.New(&asideLayout{least: 300}, Tight(w.headline, w.detail), o.Actions)
	sheet := container.New(sheetLayout{}, o.Tools, o.Sheet, o.Below)
	w.bench = container.NewVScroll(Narrow(container.New(insetLayout{SizeMargin, SizeGap}, container.New(benchLayout{}, head, w.list, sheet))))
	w.state = container.NewStack()
	w.state.Hide()
	w.root = container.NewStack(w.bench, w.state)
	return w
}

// Object returns the page for the window.
func (w *Workbench) Object() fyne.CanvasObject { return w.root }

// SetHeadline says the finding, and more under it; the detail may be empty.
func (w *Workbench) SetHeadline(headline, detail string) {
	w.headline.SetText(headline)
	w.detail.SetText(detail)
	w.state.Hide()
	w.state.Objects = nil
	w.bench.Show()
	w.Relayout()
}

// ShowState shows the state instead of the list.
func (w *Workbench) ShowState(o StateOptions) {
	w.headline.SetText(o.Title)
	w.state.Objects = []fyne.CanvasObject{NewState(o)}
	w.state.Refresh()
	w.bench.Hide()
	w.state.Show()
}

// Relayout gives every part the room it needs now.
func (w *Workbench) Relayout() {
	w.bench.Refresh()
	w.list.Refresh()
}

// Reveal scrolls the list as little as brings an object in it into view.
func (w *Workbench) Reveal(o fyne.CanvasObject) { reveal(w.list, o, theme.Padding()) }

// Follow does that for what the keyboard has reached: the page scrolls too.
func (w *Workbench) Follow(o fyne.CanvasObject) {
	w.Reveal(o)
	reveal(w.bench, o, theme.Padding())
}

// reveal scrolls as little as brings an object into view, with some room around it.
func reveal(scroll *container.Scroll, o fyne.CanvasObject, room float32) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
	switch bottom := top + o.Size().Height; {
	case top < room:
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, scroll.Offset.Y+top-room)))
	case bottom > scroll.Size().Height-room:
		scroll.ScrollToOffset(fyne.NewPos(0, scroll.Offset.Y+bottom-scroll.Size().Height+room))
	}
}

// benchLayout stands the head over the list and the sheet, which fill the room.
type benchLayout struct{}

func (benchLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, list, sheet := objects[0], objects[1], objects[2]
	head.Resize(fyne.NewSize(size.Width, max(head.MinSize().Height, head.Size().Height)))
	top := head.MinSize().Height // of words that wrap it depends on the width
	head.Resize(fyne.NewSize(size.Width, top))
	top += theme.Size(SizeGap)
	height := max(size.Height-top, 0)
	width := min(max(0.24*size.Width, 150), 330)
	list.Move(fyne.NewPos(0, top))
	list.Resize(fyne.NewSize(width, height))
	left := width + theme.Size(SizeGap)
	sheet.Move(fyne.NewPos(left, top))
	sheet.Resize(fyne.NewSize(max(size.Width-left, 0), height))
}

// leastBench is the least height of the list, at zoom 1.
const leastBench = 300

func (benchLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := max(leastBench*theme.TextSize()/14, objects[2].MinSize().Height)
	return fyne.NewSize(360, objects[0].MinSize().Height+theme.Size(SizeGap)+least)
}

// sheetLayout gives the sheet the room that tools and what is below leave, never more than its proportions need.
type sheetLayout struct{}

// leastSheet is the sheet's least height, below which the page scrolls.
const leastSheet = 200

func (l sheetLayout) gap() float32 { return theme.InnerPadding() }

func (l sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tools, sheet, below := objects[0], objects[1], objects[2]
	for _, o := range []fyne.CanvasObject{tools, below} { // the width first: the height of words that wrap depends on it
		o.Resize(fyne.NewSize(size.Width, max(o.MinSize().Height, o.Size().Height)))
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
	}
	top := tools.MinSize().Height + l.gap()
	room := max(size.Height-top-l.gap()-below.MinSize().Height, leastSheet)
	height := min(room, size.Width*9/16)
	sheet.Move(fyne.NewPos(0, top))
	sheet.Resize(fyne.NewSize(min(size.Width, height*16/9), height))
	below.Move(fyne.NewPos(0, top+height+l.gap()))
	below.Resize(fyne.NewSize(size.Width, below.MinSize().Height))
}

func (l sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, objects[0].MinSize().Height+objects[2].MinSize().Height+leastSheet+2*l.gap())
}

// Edged draws a thin edge around a block that would else run into the page, such as a white slide on white.
func Edged(object fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(object, NewBackdrop("", theme.ColorNameSeparator, false))
}

// pageLayout gives its objects the width there is, and the height of a slide.
type pageLayout struct{ width float32 }

func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, size.Width*9/16))
	}
}

func (l *pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	if l.width > 0 {
		least.Height = l.width * 9 / 16
	}
	return least
}
