package blocks

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// keptViews is a memory.
type keptViews map[string]TableView

func (k keptViews) View(table string) TableView       { return k[table] }
func (k keptViews) SetView(table string, v TableView) { k[table] = v }

// clinic is a row of the table that the tests look at.
type clinic struct {
	name  string
	posts float64 // negative: not known
}

// clinics are twenty invented rows, in an order that is neither of names nor of figures.
func clinics() []clinic {
	all := []clinic{{"Zürich", 9}, {"Aarau", 10}, {"Özlem", -1}, {"Olten", 100}}
	for i := range 16 {
		all = append(all, clinic{fmt.Sprintf("Town %02d", i), float64(20 + i)})
	}
	return all
}

var sayings = TableWords{
	Filter: "Filter the rows", Columns: "Columns", Up: "Up", Down: "Down", No: "As it came",
	Found: func(n, all int) string { return fmt.Sprintf("%d of %d rows", n, all) },
	Hide:  func(title string) string { return "Hide " + title },
}

// toolTable is a table with tools over clinics, and how many rows it has asked for.
type toolTable struct {
	*table
	window fyne.Window
	asked  int
}

func newToolTable(t *testing.T, house Theme, rows []clinic, memory TableMemory, filter bool) *toolTable {
	t.Helper()
	tt := &toolTable{window: window(t, house, container.NewStack(), fyne.NewSize(520, 330))}
	o := TableOptions{
		Columns: []TableColumn{
			{Title: "Clinic", Width: 140, Grow: 1, ID: "name", Key: func(i int) Key { return ByWords(rows[i].name) }},
			{Title: "Posts", Width: 80, Figure: true, ID: "posts", Key: func(i int) Key {
				if rows[i].posts < 0 {
					return Key{}
				}
				return ByNumber(rows[i].posts)
			}},
			{Title: "Remark", Width: 90, ID: "remark"},
			{Width: 40},
		},
		Rows: len(rows), Step: 4,
		Row: func(i int) []TableCell {
			tt.asked++
			figure := TableCell{Text: "–", Muted: true}
			if rows[i].posts >= 0 {
				figure = TableCell{Text: fmt.Sprint(rows[i].posts)}
			}
			return []TableCell{{Text: rows[i].name}, figure, {Text: "none", Muted: true}, {Text: "x"}}
		},
		More:  func(hidden int) string { return fmt.Sprintf("%d more", hidden) },
		Tools: &TableTools{ID: "clinics", Memory: memory, Says: sayings},
	}
	if filter {
		o.Tools.Text = func(i int) string { return rows[i].name + "\n" + fmt.Sprint(rows[i].posts) }
	}
	tt.table = newTable(o)
	tt.window.SetContent(container.NewVScroll(Margin(Column(tt.rows))))
	tt.window.Content().Refresh() // words know their height only after they know their width
	return tt
}

// column returns what the cells shown of a column say.
func (t *toolTable) column(i int) (texts []string) {
	for _, o := range t.rows.Objects[t.above:] {
		if row, ok := o.(*fyne.Container); ok {
			texts = append(texts, row.Objects[i].(*Words).Text())
		}
	}
	return texts
}

func (t *toolTable) titled(text string) *titleCell {
	for _, title := range t.tools.titles {
		if strings.Contains(title.words.Text(), text) {
			return title
		}
	}
	return nil
}

func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// The first press sorts as is natural for the column, the next the other way, the third not at all; what is absent stays
// last, and rows are asked for only to be shown.
func TestTableIsSortedByTheKeyboard(t *testing.T) {
	memory := keptViews{}
	table := newToolTable(t, Theme{}, clinics(), memory, false)
	posts, name := table.titled("Posts"), table.titled("Clinic")
	came := []string{"Zürich", "Aarau", "Özlem", "Olten"}
	steps := []struct {
		title *titleCell
		says  string
		want  []string
	}{
		{posts, "▼ Posts", []string{"Olten", "Town 15", "Town 14", "Town 13"}},
		{posts, "▲ Posts", []string{"Zürich", "Aarau", "Town 00", "Town 01"}}, // 9, 10, 20: as numbers
		{posts, "Posts", came},
		{name, "▲ Clinic", []string{"Aarau", "Olten", "Özlem", "Town 00"}},
		{name, "▼ Clinic", []string{"Zürich", "Town 15", "Town 14", "Town 13"}},
		{posts, "▼ Posts", []string{"Olten", "Town 15", "Town 14", "Town 13"}},
	}
	for i, step := range steps {
		table.asked = 0
		table.window.Canvas().Focus(step.title)
		press(step.title, []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace}[i%3])
		if got := table.column(0); !slices.Equal(got, step.want) || step.title.words.Text() != step.says {
			t.Errorf("step %d: %q shows %v, want %v", i+1, step.title.words.Text(), got, step.want)
		}
		if table.asked != 4 {
			t.Errorf("step %d: %d rows were asked for to show four", i+1, table.asked)
		}
		if table.window.Canvas().Focused() != step.title {
			t.Errorf("step %d: the title loses the keyboard", i+1)
		}
	}
	if name.words.Text() != "Clinic" {
		t.Errorf("two titles have an arrow: %q", name.words.Text())
	}
	if v := memory["clinics"]; v.Sort != "posts" || !v.Down {
		t.Errorf("%+v is remembered", memory["clinics"])
	}
	// The one that is not known is the last of all.
	for table.shown < 20 {
		test.Tap(table.more)
	}
	if all := table.column(0); all[19] != "Özlem" {
		t.Errorf("the last is %q", all[19])
	}
	again := newToolTable(t, Theme{}, clinics(), memory, false)
	if got := again.column(0); got[0] != "Olten" || again.titled("Posts").words.Text() != "▼ Posts" {
		t.Errorf("the next time it begins with %q", got[0])
	}
}

func TestTableIsFiltered(t *testing.T) {
	table := newToolTable(t, Theme{}, clinics(), nil, true)
	field := table.tools.field
	if !table.tools.bar.Visible() || !field.Visible() {
		t.Fatal("a table of twenty rows cannot be filtered")
	}
	table.window.Canvas().Focus(field)
	for _, tt := range []struct {
		typed string
		want  []string
		says  string
	}{
		{"zurich", []string{"Zürich"}, "1 of 20 rows"},
		{"ÖZLEM", []string{"Özlem"}, "1 of 20 rows"},
		{"town 3", []string{"Town 03", "Town 10", "Town 11", "Town 12"}, "7 of 20 rows"}, // Town 03, and 10 to 15 with 30 to 35 posts
		{"nobody", nil, "0 of 20 rows"},
	} {
		field.SetText("")
		test.Type(field, tt.typed)
		if got := table.column(0); !slices.Equal(got, tt.want) || table.tools.found.Text() != tt.says {
			t.Errorf("%q: %v, %q; want %v, %q", tt.typed, got, table.tools.found.Text(), tt.want, tt.says)
		}
	}
	if table.window.Canvas().Focused() != field {
		t.Error("the field loses the keyboard")
	}
	press(field, fyne.KeyEscape)
	if got := table.column(0); len(got) != 4 || table.tools.found.Text() != "" || field.Text != "" {
		t.Errorf("after Esc %v are shown, %q", got, table.tools.found.Text())
	}
	escapes := 0
	table.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escapes++ })
	press(field, fyne.KeyEscape)
	if escapes != 1 {
		t.Error("Esc in an empty field is not the page's")
	}
	// What is filtered can be sorted too.
	test.Type(field, "town")
	press(table.titled("Posts"), fyne.KeyReturn)
	if got := table.column(0); got[0] != "Town 15" || table.all() != 16 {
		t.Errorf("%d, the first %q", table.all(), got[0])
	}
}

func TestFewRowsHaveNoFilter(t *testing.T) {
	table := newToolTable(t, Theme{}, clinics()[:2], nil, true)
	if table.tools.bar.Visible() {
		t.Error("two rows can be filtered")
	}
	press(table.titled("Clinic"), fyne.KeyReturn)
	if got := table.column(0); !slices.Equal(got, []string{"Aarau", "Zürich"}) {
		t.Errorf("sorted: %v", got)
	}
}

func TestColumnsAreHidden(t *testing.T) {
	memory := keptViews{}
	table := newToolTable(t, Theme{}, clinics()[:3], memory, false)
	name := table.titled("Clinic")
	table.window.Canvas().Focus(name)
	press(name, desktop.KeyMenu)
	if table.window.Canvas().Overlays().Top() == nil {
		t.Error("the menu key opens nothing")
	}
	choose := func(m *fyne.Menu, label string) {
		t.Helper()
		at := slices.IndexFunc(m.Items, func(i *fyne.MenuItem) bool { return i.Label == label })
		if at < 0 || m.Items[at].Disabled {
			t.Fatalf("%q cannot be chosen", label)
		}
		m.Items[at].Action()
	}
	choose(table.tools.titleMenu(table.o.Columns[1]), "Hide Posts")
	choose(table.tools.columnMenu(), "Clinic")
	if got := table.column(0); !slices.Equal(got, []string{"none", "none", "none"}) || len(table.columns) != 2 {
		t.Errorf("shown are %v", got)
	}
	if !table.tools.bar.Visible() || table.tools.field.Visible() {
		t.Error("nothing says that columns are hidden")
	}
	again := newToolTable(t, Theme{}, clinics()[:3], memory, false)
	if len(again.columns) != 2 {
		t.Errorf("the next time %d columns are shown", len(again.columns))
	}
	for _, c := range []string{"Clinic", "Posts"} {
		choose(again.tools.columnMenu(), c)
	}
	if got := again.column(0); !slices.Equal(got, []string{"Zürich", "Aarau", "Özlem"}) || len(memory["clinics"].Hidden) != 0 || again.tools.bar.Visible() {
		t.Errorf("shown again are %v, remembered %+v", got, memory["clinics"])
	}
}

// A view of an older version, with columns that are not there any more, does no harm.
func TestOldViewsAreHarmless(t *testing.T) {
	memory := keptViews{"clinics": {Sort: "gone", Down: true, Hidden: []string{"gone too"}}}
	table := newToolTable(t, Theme{}, clinics(), memory, true)
	if got := table.column(0); got[0] != "Zürich" || len(table.columns) != 4 {
		t.Errorf("%d columns, the first row %q", len(table.columns), got[0])
	}
}

func TestTableToolsLook(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark} {
		table := newToolTable(t, Theme{Appearance: appearance}, clinics(), nil, true)
		table.tools.field.SetText("o")
		press(table.titled("Posts"), fyne.KeyReturn)
		table.window.Canvas().Focus(table.titled("Posts"))
		table.window.Content().Refresh()
		test.AssertRendersToImage(t, "table_"+string(appearance)+".png", table.window.Canvas())
	}
}

// A table of 100,000 rows is sorted by keys and filtered by words; only the rows that are shown are asked for.
func BenchmarkTable(b *testing.B) {
	const rows = 100_000
	text := func(i int) string {
		return fmt.Sprintf("%d. Öffentlicher Vortrag über Rückenschmerzen im Spital\nFoto\n%d", i, i*7919%rows)
	}
	key := func(i int) Key { return ByNumber(float64(i * 7919 % rows)) }
	words := func(i int) Key { return ByWords(text(i)) }
	for _, bench := range []struct {
		name string
		do   func(*tableTools)
	}{
		{"by number", func(s *tableTools) { s.view.Sort = "number"; s.order() }},
		{"by words", func(s *tableTools) { s.view.Sort = "words"; s.order() }},
		{"first letter of filter", func(s *tableTools) { s.texts = nil; s.field.Text = "ü"; s.order() }},
		{"further letters", func(s *tableTools) { s.field.Text = "rucken 99"; s.order() }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			test.NewTempApp(b)
			table := newTable(TableOptions{
				Columns: []TableColumn{{ID: "number", Key: key}, {ID: "words", Key: words}}, Rows: rows,
				Row: func(int) []TableCell { return nil }, More: func(int) string { return "" },
				Tools: &TableTools{Text: text, Says: sayings},
			})
			table.tools.having([]string{"x"}) // so that the texts are known
			for b.Loop() {
				bench.do(table.tools)
			}
		})
	}
}
