package blocks

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FinderOption is something that can be found: like [Option], with a word at its right such as that it is needed.
type FinderOption struct {
	ID, Label, Note string
	Marked          bool // stands out
}

// FinderOptions describe a finder.
type FinderOptions struct {
	Empty     string // what it says while nothing is chosen
	Search    string // what the field to type in invites to
	Nothing   string // what the list says when nothing fits
	Canvas    fyne.Canvas
	OnFocus   func(fyne.CanvasObject) // as with [ChoiceOptions]
	OnChanged func(id string)
}

// Finder lets a person choose one of many by typing a part of its name. The list opens under a button; the arrows go
// through it, Enter chooses, Esc closes.
type Finder struct {
	o       FinderOptions
	object  fyne.CanvasObject
	button  *dropDown
	options []FinderOption
	chosen  string
}

// NewFinder returns a finder of nothing yet.
func NewFinder(o FinderOptions) *Finder {
	f := &Finder{o: o}
	f.button = &dropDown{open: func() { f.open() }}
	f.button.tell(o.OnFocus, f.button)
	f.button.ExtendBaseWidget(f.button)
	f.object = framed(f.button)
	f.label()
	return f
}

// Object returns the finder for the window.
func (f *Finder) Object() fyne.CanvasObject { return f.object }

// Set changes the options and which is chosen (empty: none), without calling OnChanged.
func (f *Finder) Set(options []FinderOption, chosen string) {
	f.options, f.chosen = options, chosen
	f.label()
}

// Disable shows that nothing can be chosen.
func (f *Finder) Disable() { f.button.Disable() }

func (f *Finder) label() {
	text := f.o.Empty
	if i := slices.IndexFunc(f.options, func(o FinderOption) bool { return o.ID == f.chosen }); i >= 0 {
		text = f.options[i].Label
	}
	if f.button.Selected != text {
		f.button.Selected = text
		f.button.Refresh()
	}
}

// Choose chooses as a person would.
func (f *Finder) Choose(id string) {
	if id == f.chosen {
		return
	}
	f.chosen = id
	f.label()
	f.o.OnChanged(id)
}

// fitting returns the options whose label or note holds every word that was typed.
func fitting(options []FinderOption, typed string) []FinderOption {
	words := strings.Fields(strings.ToLower(typed))
	var fit []FinderOption
	for _, o := range options {
		text := strings.ToLower(o.Label + " " + o.Note)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			fit = append(fit, o)
		}
	}
	return fit
}

// finderList is the list that is open.
type finderList struct {
	f      *Finder
	popUp  *widget.PopUp
	typed  *finderEntry
	rows   *fyne.Container
	scroll *container.Scroll
	shown  []FinderOption
	at     int
	placed bool // whether it has a place already, under the button or over it, which it keeps
	over   bool
}

// finderHeight is how high the open list is at most, at zoom 1.
const finderHeight = 320

func (f *Finder) open() *finderList {
	if f.button.Disabled() {
		return nil
	}
	l := &finderList{f: f, rows: container.New(&columnLayout{gap: sizeNone})}
	l.typed = &finderEntry{list: l}
	l.typed.ExtendBaseWidget(l.typed)
	l.typed.SetPlaceHolder(f.o.Search)
	l.typed.OnChanged = l.filter
	l.scroll = container.NewVScroll(l.rows)
	l.popUp = widget.NewPopUp(container.NewBorder(l.typed, nil, nil, nil, l.scroll), f.o.Canvas)
	l.popUp.Show()
	l.filter("")
	f.o.Canvas.Focus(l.typed)
	return l
}

// place puts the list under the button, or over it where there is more room, as high as it needs to be.
func (l *finderList) place() {
	zoom := theme.TextSize() / 14
	button, room := l.f.button, l.f.o.Canvas.Size()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
	whole := l.typed.MinSize().Height + l.rows.MinSize().Height + 3*theme.Padding()
	size := fyne.NewSize(max(button.Size().Width, 380*zoom), min(finderHeight*zoom, whole))
	y := at.Y + button.Size().Height + theme.Padding()
	under := room.Height - y - theme.Padding()
	over := at.Y - 2*theme.Padding()
	if !l.placed {
		l.placed, l.over = true, under < size.Height && over > under
	}
	if l.over {
		size.Height = min(size.Height, over)
		y = at.Y - size.Height - theme.Padding()
	} else {
		size.Height = min(size.Height, under)
	}
	l.popUp.Resize(size)
	l.popUp.Move(fyne.NewPos(max(0, min(at.X, room.Width-size.Width)), max(0, y)))
}

// filter shows what fits what was typed.
func (l *finderList) filter(typed string) {
	l.shown = fitting(l.f.options, typed)
	l.rows.Objects = nil
	for i, o := range l.shown {
		l.rows.Add(newFinderRow(o, func() { l.choose(i) }))
	}
	if len(l.shown) == 0 {
		l.rows.Add(container.New(insetLayout{theme.SizeNameInnerPadding, theme.SizeNameInnerPadding}, Muted(l.f.o.Nothing)))
	}
	l.at = 0
	if typed == "" {
		l.at = max(0, slices.IndexFunc(l.shown, func(o FinderOption) bool { return o.ID == l.f.chosen }))
	}
	l.rows.Refresh()
	l.place()
	l.scroll.Refresh()
	l.mark(l.at)
}

// mark moves the mark to an entry and brings it into view.
func (l *finderList) mark(at int) {
	if len(l.shown) == 0 {
		return
	}
	l.at = max(0, min(at, len(l.shown)-1))
	for i, o := range l.rows.Objects {
		o.(*finderRow).setMarked(i == l.at)
	}
	row := l.rows.Objects[l.at]
	top, bottom := row.Position().Y, row.Position().Y+row.Size().Height
	offset := l.scroll.Offset.Y
	switch {
	case top < offset:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > offset+l.scroll.Size().Height:
		l.scroll.ScrollToOffset(fyne.NewPos(0, bottom-l.scroll.Size().Height))
	}
}

func (l *finderList) choose(i int) {
	if i < 0 || i >= len(l.shown) {
		return
	}
	id := l.shown[i].ID
	l.close()
	l.f.Choose(id)
}

// close closes the list and gives the focus back, so that Tab goes on from here.
func (l *finderList) close() {
	l.popUp.Hide()
	l.f.o.Canvas.Focus(l.f.button)
}

// finderEntry is the field to type in, whose arrows go through the list.
type finderEntry struct {
	widget.Entry
	list *finderList
}

// TypedKey moves through the list, chooses and closes.
func (e *finderEntry) TypedKey(k *fyne.KeyEvent) {
	const page = 7
	switch k.Name {
	case fyne.KeyDown:
		e.list.mark(e.list.at + 1)
	case fyne.KeyUp:
		e.list.mark(e.list.at - 1)
	case fyne.KeyPageDown:
		e.list.mark(e.list.at + page)
	case fyne.KeyPageUp:
		e.list.mark(e.list.at - page)
	case fyne.KeyReturn, fyne.KeyEnter:
		e.list.choose(e.list.at)
	case fyne.KeyEscape:
		e.list.close()
	default:
		e.Entry.TypedKey(k)
	}
}

// finderRow is one entry of the list.
type finderRow struct {
	widget.BaseWidget
	choose      func()
	ground      *Backdrop
	object      *fyne.Container
	marked, hot bool
}

var (
	_ fyne.Tappable     = (*finderRow)(nil)
	_ desktop.Hoverable = (*finderRow)(nil)
)

func newFinderRow(o FinderOption, choose func()) *finderRow {
	colour := ColorMuted
	if o.Marked {
		colour = theme.ColorNamePrimary
	}
	r := &finderRow{choose: choose, ground: NewBackdrop("", "", false)}
	note := NewWords(o.Note, WordsOptions{Color: colour, Size: theme.SizeNameCaptionText, Single: true, Align: fyne.TextAlignTrailing})
	label := NewWords(o.Label, WordsOptions{Single: true, Bold: o.Marked})
	label.Show()
	note.Show() // an entry without a note keeps its place
	columns := []TableColumn{{Width: 130, Grow: 1}, {Width: 100, Grow: 1}}
	r.object = container.NewStack(r.ground, container.New(insetLayout{theme.SizeNameInnerPadding, theme.SizeNamePadding},
		container.New(&rowLayout{columns}, label, note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's way of asking how the entry is drawn.
func (r *finderRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.object) }

func (r *finderRow) setMarked(marked bool) {
	if r.marked != marked {
		r.marked = marked
		r.paint()
	}
}

func (r *finderRow) paint() {
	colour := fyne.ThemeColorName("")
	switch {
	case r.marked:
		colour = ColorMarked
	case r.hot:
		colour = theme.ColorNameHover
	}
	r.ground.Set(colour, "")
}

// Tapped chooses the entry.
func (r *finderRow) Tapped(*fyne.PointEvent) { r.choose() }

// MouseIn shows that the entry can be chosen.
func (r *finderRow) MouseIn(*desktop.MouseEvent) { r.hot = true; r.paint() }

// MouseMoved is needed by Fyne beside MouseIn.
func (r *finderRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends it.
func (r *finderRow) MouseOut() { r.hot = false; r.paint() }
