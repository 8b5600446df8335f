package blocks

import (
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TableColumn is a column of a [Table].
type TableColumn struct {
	Title  string
	Width  float32 // at zoom 1; with Grow the least
	Grow   float32 // share of the room that is left; 0: none
	Figure bool    // written to the right, as numbers are
	// ID names the column where it can be hidden, or sorted by, with the table's [TableTools]; empty: it cannot.
	ID string
	// Key is what row i is sorted by; nil: the column does not sort.
	Key func(i int) Key
}

// TableCell is what stands in one place of a table.
type TableCell struct {
	Text  string
	Under string // small text under it; empty: none
	Muted bool
	Color fyne.ThemeColorName // of the text; empty: as Muted says
	Wraps bool                // lets the text take several lines
	Link  *url.URL            // makes the text a link; nil: none
	Do    func()              // makes the text a button; nil: none
	// Opens makes the text, with what is under it, something that opens what it stands for; nil: none.
	Opens func()
	// Menu makes the text something that opens a menu, which is asked for when it opens; nil: none.
	Menu func() *fyne.Menu
	// Object stands in the place of the text, such as a [Counter]; nil: none.
	Object fyne.CanvasObject
	// Made is handed what takes the focus in a cell with a menu; nil: nobody asks.
	Made func(fyne.Focusable)
}

// TableOptions describe a table.
type TableOptions struct {
	Columns []TableColumn
	Plain   bool // without a row of titles
	Rows    int
	// Row returns the cells of row i, 0 ≤ i < Rows. It is asked only for rows that are shown.
	Row func(i int) []TableCell
	// Detail returns what stands under row i over the whole width, and whether it is a problem; nil, and an empty text:
	// nothing.
	Detail func(i int) (text string, problem bool)
	// More is the label of the button that shows further rows, with how many are still hidden.
	More func(hidden int) string
	// Step is how many rows are shown at first and with each press of the button; 0 means 12.
	Step int
	// Grown is called after further rows, or other ones, have been shown; nil: not.
	Grown func()
	// Shown is told how many rows are shown, whenever that changes; nil: nobody is.
	Shown func(n int)
	// Tools let a person sort and filter the table and choose its columns; nil: it stays as it comes.
	Tools *TableTools
}

// NewTable returns a table that grows with its rows instead of scrolling by itself: a page has one scroll bar.
func NewTable(o TableOptions) fyne.CanvasObject { return newTable(o).rows }

func newTable(o TableOptions) *table {
	if o.Step <= 0 {
		o.Step = 12
	}
	t := &table{o: o, room: &roomLayout{columnLayout{gap: sizeNone}, 0}}
	t.rows = container.New(t.room)
	t.more = NewButton("", func() {
		t.growTo(t.shown + o.Step)
		t.grown()
	})
	t.more.Importance = widget.LowImportance
	if o.Tools != nil {
		t.tools = newTableTools(t, o.Tools)
	}
	t.build()
	return t
}

// table is a table that is shown.
type table struct {
	o       TableOptions
	tools   *tableTools // nil: none
	rows    *fyne.Container
	room    *roomLayout
	above   int   // how many of the objects in rows stand above the first row
	columns []int // the numbers of the columns that are shown
	order   []int // the numbers of the rows that are there to be shown; nil: all, as they come
	shown   int
	more    *Button
}

// roomLayout stands objects under each other and takes at least some height.
type roomLayout struct {
	columnLayout
	least float32
}

func (l *roomLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := l.columnLayout.MinSize(objects)
	return size.Max(fyne.NewSize(0, l.least))
}

// rebuild makes the table anew after other columns were chosen.
func (t *table) rebuild() {
	t.build()
	t.grown()
}

func (t *table) build() {
	t.rows.Objects, t.columns = nil, nil
	if t.tools != nil {
		t.columns = t.tools.visible()
		t.rows.Add(t.tools.bar)
	} else {
		for i := range t.o.Columns {
			t.columns = append(t.columns, i)
		}
	}
	if !t.o.Plain {
		t.rows.Add(t.header())
	}
	t.above = len(t.rows.Objects)
	t.fill()
}

// refill shows the rows anew after they were sorted or filtered.
func (t *table) refill() {
	t.fill()
	t.grown()
}

// fill shows the rows, as many as were shown before.
func (t *table) fill() {
	t.order = nil
	if t.tools != nil {
		t.order = t.tools.order()
		t.tools.show()
	}
	before := max(t.shown, t.o.Step)
	t.rows.Objects = t.rows.Objects[:t.above:t.above]
	t.shown = 0
	t.growTo(before)
}

// all is how many rows there are to be shown.
func (t *table) all() int {
	if t.order != nil {
		return len(t.order)
	}
	return t.o.Rows
}

// growTo shows further rows until there are n.
func (t *table) growTo(n int) {
	t.rows.Objects = slices.DeleteFunc(t.rows.Objects, func(o fyne.CanvasObject) bool { return o == t.more })
	all, columns := t.all(), pick(t.o.Columns, t.columns)
	add := func(o fyne.CanvasObject) { t.rows.Objects = append(t.rows.Objects, o) } // laid out once, at the end
	for ; t.shown < min(n, all); t.shown++ {
		if t.shown > 0 || !t.o.Plain {
			add(widget.NewSeparator())
		}
		i := t.shown
		if t.order != nil {
			i = t.order[i]
		}
		add(newRow(columns, pick(t.o.Row(i), t.columns)))
		if t.o.Detail != nil {
			add(newDetail(columns, i, t.o.Detail))
		}
	}
	if t.shown < all {
		t.more.SetText(t.o.More(all - t.shown))
		add(t.more)
	}
	t.rows.Refresh()
	if t.o.Shown != nil {
		t.o.Shown(t.shown)
	}
}

func (t *table) grown() {
	if t.o.Grown != nil {
		t.o.Grown()
	}
}

// pick returns those of a list that are named by their numbers; what a row lacks at its end is empty.
func pick[T any](all []T, which []int) []T {
	picked := make([]T, 0, len(which))
	for _, i := range which {
		if i < len(all) {
			picked = append(picked, all[i])
		} else {
			var nothing T
			picked = append(picked, nothing)
		}
	}
	return picked
}

// header is the row of titles.
func (t *table) header() fyne.CanvasObject {
	columns := pick(t.o.Columns, t.columns)
	if t.tools == nil {
		return newHeader(columns)
	}
	return container.New(&rowLayout{columns}, t.tools.header(columns)...)
}

// newHeader is a row of titles that only say what stands below.
func newHeader(columns []TableColumn) fyne.CanvasObject {
	titles := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		titles[i] = newTitle(c)
	}
	return container.New(&rowLayout{columns}, titles...)
}

// newTitle is the title of a column.
func newTitle(c TableColumn) *Words {
	words := NewWords(c.Title, WordsOptions{
		Color: ColorMuted, Size: theme.SizeNameCaptionText, Bold: true, Single: true, Align: c.align(),
	})
	words.Show() // a column without a title keeps its place
	return words
}

func (c TableColumn) align() fyne.TextAlign {
	if c.Figure {
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}

// sizeNone is no room at all.
const sizeNone fyne.ThemeSizeName = "auscultNone"

func newRow(columns []TableColumn, cells []TableCell) fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(columns))
	for i, column := range columns {
		var cell TableCell
		if i < len(cells) {
			cell = cells[i]
		}
		objects[i] = newCell(column, cell)
	}
	return container.New(&rowLayout{columns}, objects...)
}

// newDetail is what stands under row i, in line with its second column.
func newDetail(columns []TableColumn, i int, detail func(int) (string, bool)) fyne.CanvasObject {
	text, problem := detail(i)
	colour := ColorMuted
	if problem {
		colour = theme.ColorNameError
	}
	words := NewWords(text, WordsOptions{Color: colour, Size: theme.SizeNameCaptionText})
	if text == "" {
		return words
	}
	return container.New(&detailLayout{columns}, words)
}

// detailLayout lets its object begin where the second column does, and keeps a little room under it.
type detailLayout struct{ columns []TableColumn }

func (l *detailLayout) left(width float32) float32 {
	return (&rowLayout{l.columns}).widths(width)[0] + theme.Size(SizeGap)
}

func (l *detailLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := l.left(size.Width)
	for _, o := range objects {
		o.Move(fyne.NewPos(left, 0))
		o.Resize(fyne.NewSize(size.Width-left, size.Height-theme.Padding()))
	}
}

func (l *detailLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least.Height = max(least.Height, o.MinSize().Height)
	}
	return least.AddWidthHeight(0, theme.Padding())
}

func newCell(column TableColumn, cell TableCell) fyne.CanvasObject {
	switch {
	case cell.Object != nil:
		return cell.Object
	case cell.Do != nil && column.Figure: // a figure that leads further stays in line with the others
		link := widget.NewHyperlink(cell.Text, nil)
		link.Alignment = fyne.TextAlignTrailing
		link.OnTapped = cell.Do
		return container.New(overhangLayout{}, link)
	case cell.Do != nil:
		button := NewButton(cell.Text, cell.Do)
		button.Importance = widget.LowImportance
		button.Alignment = widget.ButtonAlignLeading // in line with the title above
		return container.New(overhangLayout{}, button)
	case cell.Link != nil:
		link := widget.NewHyperlink(cell.Text, cell.Link)
		link.Truncation = fyne.TextTruncateEllipsis
		return container.New(overhangLayout{}, link)
	}
	colour := fyne.ThemeColorName("")
	switch {
	case cell.Muted:
		colour = ColorMuted
	case cell.Opens != nil:
		colour = theme.ColorNameHyperlink
	}
	if cell.Color != "" {
		colour = cell.Color
	}
	words := NewWords(cell.Text, WordsOptions{Single: !cell.Wraps, Color: colour, Align: column.align()})
	words.Show() // an empty cell keeps its place
	var object fyne.CanvasObject = words
	if cell.Wraps { // several lines need air above and below
		object = container.New(insetLayout{sizeNone, theme.SizeNamePadding}, words)
	}
	if cell.Under != "" {
		under := NewWords(cell.Under, WordsOptions{Single: !cell.Wraps, Color: ColorMuted, Size: theme.SizeNameCaptionText, Align: column.align()})
		object = container.New(insetLayout{sizeNone, theme.SizeNamePadding}, container.New(&columnLayout{gap: sizeNone}, words, under))
	}
	if cell.Opens != nil {
		return newOpeningCell(object, cell.Opens)
	}
	if cell.Menu == nil {
		return object
	}
	menu := newMenuCell(object, cell.Menu)
	if cell.Made != nil {
		cell.Made(menu)
	}
	return menu
}

// rowLayout stands cells beside each other in the widths of the columns, in the middle of the row's height.
type rowLayout struct{ columns []TableColumn }

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := l.widths(size.Width)
	x, gap := float32(0), theme.Size(SizeGap)
	for i, o := range objects {
		if o.Size().Width != widths[i] { // the height of words that wrap depends on it
			o.Resize(fyne.NewSize(widths[i], o.Size().Height))
		}
		height := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		o.Resize(fyne.NewSize(widths[i], height))
		x += widths[i] + gap
	}
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	zoom, gap := theme.TextSize()/14, theme.Size(SizeGap)
	least := fyne.NewSize(-gap, theme.TextSize()+2*theme.InnerPadding())
	for i, o := range objects {
		least.Width += l.columns[i].Width*zoom + gap
		least.Height = max(least.Height, o.MinSize().Height)
	}
	return least
}

func (l *rowLayout) widths(room float32) []float32 {
	zoom, gap := theme.TextSize()/14, theme.Size(SizeGap)
	widths := make([]float32, len(l.columns))
	var fixed, shares float32
	for i, c := range l.columns {
		widths[i] = c.Width * zoom
		fixed += widths[i]
		shares += c.Grow
	}
	left := room - fixed - gap*float32(len(l.columns)-1)
	if left < 0 { // all give way alike, so that nothing stands outside the window
		for i := range widths {
			widths[i] *= max(0, (fixed+left)/fixed)
		}
		return widths
	}
	for i, c := range l.columns {
		if shares > 0 {
			widths[i] += left * c.Grow / shares
		}
	}
	return widths
}

// Link is words that lead to an address.
func Link(words string, to *url.URL) fyne.CanvasObject {
	return Leading(container.New(overhangLayout{}, widget.NewHyperlink(words, to)))
}

// overhangLayout lets the padding of Fyne's widgets hang over at the left and right, so that their words stand in line
// with others.
type overhangLayout struct{}

func (overhangLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad := theme.InnerPadding()
	for _, o := range objects {
		o.Move(fyne.NewPos(-pad, 0))
		o.Resize(size.AddWidthHeight(2*pad, 0))
	}
}

func (overhangLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize().SubtractWidthHeight(2*theme.InnerPadding(), 0))
	}
	return least
}
