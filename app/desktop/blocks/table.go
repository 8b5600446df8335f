package blocks

import (
	"net/url"

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
	// Grown is called after further rows have been shown; nil: not.
	Grown func()
}

// NewTable returns a table that grows with its rows instead of scrolling by itself: a page has one scroll bar.
func NewTable(o TableOptions) fyne.CanvasObject {
	if o.Step <= 0 {
		o.Step = 12
	}
	rows := container.New(&columnLayout{gap: sizeNone})
	if !o.Plain {
		rows.Add(newHeader(o.Columns))
	}
	shown := 0
	var more *Button
	grow := func() {
		rows.Remove(more)
		for end := min(shown+o.Step, o.Rows); shown < end; shown++ {
			if len(rows.Objects) > 0 {
				rows.Add(widget.NewSeparator())
			}
			rows.Add(newRow(o.Columns, o.Row(shown)))
			if o.Detail != nil {
				rows.Add(newDetail(o.Columns, shown, o.Detail))
			}
		}
		if shown < o.Rows {
			more.SetText(o.More(o.Rows - shown))
			rows.Add(more)
		}
	}
	more = NewButton("", func() {
		grow()
		if o.Grown != nil {
			o.Grown()
		}
	})
	more.Importance = widget.LowImportance
	grow()
	return rows
}

// newHeader is the row of titles.
func newHeader(columns []TableColumn) fyne.CanvasObject {
	titles := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		titles[i] = NewWords(c.Title, WordsOptions{
			Color: ColorMuted, Size: theme.SizeNameCaptionText, Bold: true, Single: true, Align: c.align(),
		})
		titles[i].Show() // a column without a title keeps its place
	}
	return container.New(&rowLayout{columns}, titles...)
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
