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

// TableTools let a person look at a table in their own way: sorted by a column that has a key, filtered by words where it
// is long, and without columns that are not wanted. The way is remembered under the table's name, the filter is not.
type TableTools struct {
	ID     string      // the table's name in the memory
	Memory TableMemory // nil: nothing is remembered
	// Text is what the filter looks in, of row i: all that its cells say. Nil: there is no filter.
	Text func(i int) string
	// Filter is what is looked for at first, and Filtered is told when that has changed; nil: nobody is.
	Filter   string
	Filtered func(string)
	Says     TableWords
}

// TableWords are what the tools of a table say.
type TableWords struct {
	Filter       string                    // in the field, while nothing is looked for
	Found        func(n, all int) string   // how many rows have what is looked for
	Columns      string                    // over the columns that can be shown
	Up, Down, No string                    // sorted from the least, from the most, and not at all
	Hide         func(title string) string // hides a column
}

// TableView is the way in which a person looks at a table. The zero value is as it comes.
type TableView struct {
	Sort   string   `json:"sort,omitempty"` // the column's ID; empty: as the rows come
	Down   bool     `json:"down,omitempty"` // from the most to the least
	Hidden []string `json:"hidden,omitempty"`
}

// TableMemory remembers views of tables.
type TableMemory interface {
	View(table string) TableView
	SetView(table string, v TableView)
}

// manyRows is from how many rows on a table can be filtered: fewer are seen at a glance.
const manyRows = 16

// tableTools are the tools of one table that is shown.
type tableTools struct {
	*TableTools
	t      *table
	view   TableView
	bar    *fyne.Container
	found  *Words
	field  *filterField
	choose *menuCell // opens the list of columns
	titles []*titleCell
	texts  []string // of the rows, folded; nil: not needed yet
}

func newTableTools(t *table, o *TableTools) *tableTools {
	tools := &tableTools{TableTools: o, t: t, found: Small("")}
	if o.Memory != nil {
		tools.view = o.Memory.View(o.ID)
	}
	if !slices.ContainsFunc(t.o.Columns, func(c TableColumn) bool { return c.ID == tools.view.Sort && c.Key != nil }) {
		tools.view.Sort = "" // of an older version
	}
	tools.field = newFilterField(o.Says.Filter, tools.look)
	tools.field.Text = o.Filter
	tools.found.rich.Wrapping = fyne.TextWrapOff
	columns := Small(o.Says.Columns)
	columns.rich.Wrapping = fyne.TextWrapOff
	tools.choose = newMenuCell(columns, tools.columnMenu)
	tools.bar = container.New(insetLayout{sizeNone, theme.SizeNamePadding}, container.NewBorder(
		nil, nil, AtLeast(260, tools.field), container.NewCenter(tools.choose), container.New(insetLayout{SizeGap, sizeNone}, Middle(tools.found)),
	))
	return tools
}

// filters reports whether there is a filter.
func (s *tableTools) filters() bool { return s.Text != nil && s.t.o.Rows >= manyRows }

// look is called when something else is looked for.
func (s *tableTools) look(text string) {
	if s.Filtered != nil {
		s.Filtered(text)
	}
	// The table keeps its place on the page while it is typed into: a page that got shorter would move under the hand.
	switch {
	case text == "":
		s.t.room.least = 0
	case s.t.room.least == 0:
		s.t.room.least = s.t.rows.Size().Height
	}
	s.t.shown = 0
	s.t.refill()
}

// keep remembers the view.
func (s *tableTools) keep() {
	if s.Memory != nil {
		s.Memory.SetView(s.ID, s.view)
	}
}

// order is which rows are shown, in their order; nil: all as they come.
func (s *tableTools) order() []int {
	var order []int
	if wanted := strings.Fields(fold(s.field.Text)); s.filters() && len(wanted) > 0 {
		order = s.having(wanted)
		s.found.SetText(s.Says.Found(len(order), s.t.o.Rows))
	} else {
		s.found.SetText("")
	}
	at := slices.IndexFunc(s.t.o.Columns, func(c TableColumn) bool { return c.ID == s.view.Sort })
	if s.view.Sort == "" || at < 0 {
		return order
	}
	if order == nil {
		order = make([]int, s.t.o.Rows)
		for i := range order {
			order[i] = i
		}
	}
	sortRows(order, s.t.o.Columns[at].Key, s.view.Down)
	return order
}

// having are the rows that have all the words somewhere.
func (s *tableTools) having(words []string) []int {
	if s.texts == nil {
		s.texts = make([]string, s.t.o.Rows)
		for i := range s.texts {
			s.texts[i] = fold(s.Text(i))
		}
	}
	order := []int{}
	for i, text := range s.texts {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			order = append(order, i)
		}
	}
	return order
}

// sortRows sorts rows by their keys, equal ones as they were. Each key is asked for once.
func sortRows(rows []int, key func(int) Key, down bool) {
	type keyed struct {
		row int
		key Key
	}
	all := make([]keyed, len(rows))
	for i, row := range rows {
		all[i] = keyed{row, key(row)}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return compareKeys(a.key, b.key, down) })
	for i, k := range all {
		rows[i] = k.row
	}
}

// visible are the numbers of the columns that are shown; at least one is.
func (s *tableTools) visible() []int {
	var shown []int
	for i, c := range s.t.o.Columns {
		if c.ID == "" || !slices.Contains(s.view.Hidden, c.ID) {
			shown = append(shown, i)
		}
	}
	if len(shown) == 0 {
		return []int{0}
	}
	return shown
}

// sortBy sorts by a column: as is natural for it, the other way when it does so already, and the third time not at all.
func (s *tableTools) sortBy(c TableColumn) {
	switch {
	case s.view.Sort != c.ID:
		s.setSort(c.ID, c.Figure) // of figures the largest are looked for
	case s.view.Down == c.Figure:
		s.setSort(c.ID, !c.Figure)
	default:
		s.setSort("", false)
	}
}

func (s *tableTools) setSort(column string, down bool) {
	s.view.Sort, s.view.Down = column, down
	s.keep()
	s.t.refill()
}

// setHidden hides a column, or shows it again.
func (s *tableTools) setHidden(column string, hidden bool) {
	s.view.Hidden = slices.DeleteFunc(slices.Clone(s.view.Hidden), func(id string) bool { return id == column })
	if hidden {
		s.view.Hidden = append(s.view.Hidden, column)
	}
	s.keep()
	s.t.rebuild()
}

// columnMenu lists the columns that can be hidden, those that are shown with a tick. The last one that is shown stays.
func (s *tableTools) columnMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	shown := s.visible()
	for i, c := range s.t.o.Columns {
		if c.ID == "" || c.Title == "" {
			continue
		}
		item := fyne.NewMenuItem(c.Title, nil)
		item.Checked = slices.Contains(shown, i)
		item.Action = func() { s.setHidden(c.ID, item.Checked) }
		item.Disabled = item.Checked && len(shown) == 1
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// titleMenu says what can be done with one column.
func (s *tableTools) titleMenu(c TableColumn) *fyne.Menu {
	menu := fyne.NewMenu("")
	if c.Key != nil {
		for _, way := range []struct {
			label, column string
			down          bool
		}{{s.Says.Up, c.ID, false}, {s.Says.Down, c.ID, true}, {s.Says.No, "", false}} {
			item := fyne.NewMenuItem(way.label, func() { s.setSort(way.column, way.down) })
			item.Checked = s.view.Sort == way.column && (way.column == "" || s.view.Down == way.down)
			menu.Items = append(menu.Items, item)
		}
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	hide := fyne.NewMenuItem(s.Says.Hide(c.Title), func() { s.setHidden(c.ID, true) })
	hide.Disabled = len(s.visible()) == 1
	columns := fyne.NewMenuItem(s.Says.Columns, nil)
	columns.ChildMenu = s.columnMenu()
	menu.Items = append(menu.Items, hide, columns)
	return menu
}

// header are the titles of columns: something to press where a column can be sorted or hidden.
func (s *tableTools) header(columns []TableColumn) []fyne.CanvasObject {
	s.titles = nil
	titles := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		if c.ID == "" {
			titles[i] = newTitle(c)
			continue
		}
		cell := newTitleCell(s, c)
		s.titles = append(s.titles, cell)
		titles[i] = cell
	}
	return titles
}

// show brings the tools up to date.
func (s *tableTools) show() {
	for _, title := range s.titles {
		title.say()
	}
	s.field.Hide()
	if s.filters() {
		s.field.Show()
	}
	if s.filters() || len(s.visible()) < len(s.t.o.Columns) {
		s.bar.Show()
	} else {
		s.bar.Hide()
	}
}

// titleCell is the title of a column. Enter sorts by it; the menu key and the second button of the mouse say what else.
type titleCell struct {
	menuCell
	words  *Words
	column TableColumn
	tools  *tableTools
}

var (
	_ fyne.SecondaryTappable = (*titleCell)(nil)
	_ desktop.Cursorable     = (*titleCell)(nil)
)

func newTitleCell(s *tableTools, c TableColumn) *titleCell {
	cell := &titleCell{words: newTitle(c), column: c, tools: s}
	cell.fill(cell.words, func() {
		if c.Key != nil {
			s.sortBy(c)
		}
	})
	cell.ExtendBaseWidget(cell)
	cell.say()
	return cell
}

// say writes the title, with an arrow where the table is sorted by the column.
func (c *titleCell) say() {
	text := c.column.Title
	if v := c.tools.view; v.Sort == c.column.ID {
		if v.Down {
			text = "▼ " + text
		} else {
			text = "▲ " + text
		}
	}
	c.words.SetText(text)
}

// TypedKey sorts by the keys that press a button, and opens the menu by the menu key and the arrow down.
func (c *titleCell) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown, desktop.KeyMenu:
		c.openMenu(fyne.NewPos(0, c.Size().Height))
	case fyne.KeyEscape:
		passOn(fyne.CurrentApp().Driver().CanvasForObject(c), k)
	default:
		c.menuCell.TypedKey(k)
	}
}

// TappedSecondary opens the menu.
func (c *titleCell) TappedSecondary(e *fyne.PointEvent) { c.openMenu(e.Position) }

func (c *titleCell) openMenu(at fyne.Position) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(c)
	widget.NewPopUpMenu(c.tools.titleMenu(c.column), canvas).ShowAtRelativePosition(at, c)
}

// Cursor is a hand where the column sorts.
func (c *titleCell) Cursor() desktop.Cursor {
	if c.column.Key != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// filterField is a field to type what is looked for into. Esc empties it, and in an empty one does what Esc does on the
// page.
type filterField struct{ widget.Entry }

func newFilterField(hint string, changed func(string)) *filterField {
	f := &filterField{}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(hint)
	f.SetIcon(theme.SearchIcon())
	f.OnChanged = changed
	return f
}

// TypedKey empties the field by Esc.
func (f *filterField) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name != fyne.KeyEscape:
		f.Entry.TypedKey(k)
	case f.Text != "":
		f.SetText("")
	default:
		passOn(fyne.CurrentApp().Driver().CanvasForObject(f), k)
	}
}
