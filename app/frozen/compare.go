package frozen

import (
	"context"
	"math"
	"slices"
	"strconv"
	"time"

	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

// Changes is what is otherwise today than in a frozen review: the same question, asked of the workspace as it is now.
type Changes struct {
	Headlines []Change // of slides
	Figures   []Change
	// Exports on which figures rest today and did not, and those on which they rested and do not any more.
	New, Gone []Export
	Settings  []Setting
	// Posts says that there are posts to compare with. There are none when all exports have been taken back.
	Posts bool
}

// Change is one thing that was otherwise.
type Change struct {
	Where     string // the slide or page it is on
	Slide     int    // of a headline: the slide's number
	Row, Name string // of a figure: its row and column
	Words     bool   // it is words, not a figure
	Then, Now string // as they are written; empty: there was none, or there is none
}

// Setting is a setting of the hospital that was otherwise.
type Setting struct {
	ID        string // hospital, time_zone or year_start
	Then, Now string
}

// Nothing reports whether nothing has changed.
func (c Changes) Nothing() bool {
	return len(c.Headlines)+len(c.Figures)+len(c.New)+len(c.Gone)+len(c.Settings) == 0
}

// Compare says what is otherwise today. Figures and sentences are written in the language in which the review was frozen. A figure
// counts as changed when it is written otherwise, so that rounding alone changes nothing. Errors are those of the workspace, and
// ctx's.
func Compare(ctx context.Context, r *review.Reviewer, k Kept) (Changes, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Changes{}, err
	}
	c := Changes{Settings: changedSettings(k.Settings, settingsOf(h.Settings))}
	q, known := k.asked(h)
	if known {
		forms, err := r.Forms(ctx, q)
		if err != nil {
			return Changes{}, err
		}
		c.Posts = forms.Posts > 0
	}
	if !c.Posts {
		c.Gone = k.Exports
		return c, nil
	}
	deck, err := report.Build(ctx, r, q, language.New(language.Language(k.Language)), nil)
	if err != nil {
		return Changes{}, err
	}
	now := exportsOf(deck.Exports)
	c.New, c.Gone = missingFrom(k.Exports, now), missingFrom(now, k.Exports)
	c.Headlines = changedHeadlines(k.Slides, deck.Slides)
	sheets := sheetsOf(deck)
	for _, s := range sheets { // our own column keeps its place when we get another name
		for i, title := range s.Columns {
			if title == h.Settings.Hospital {
				s.Columns[i] = k.Settings.Hospital
			}
		}
	}
	c.Figures = changedFigures(k.Sheets, sheets)
	return c, nil
}

func changedSettings(then, now Settings) (changed []Setting) {
	for _, s := range []Setting{
		{"hospital", then.Hospital, now.Hospital},
		{"time_zone", then.TimeZone, now.TimeZone},
		{"year_start", strconv.Itoa(int(max(then.YearStart, time.January))), strconv.Itoa(int(now.YearStart))},
	} {
		if s.Then != s.Now {
			changed = append(changed, s)
		}
	}
	return changed
}

// missingFrom returns the exports of all that are not among some. The same file is the same export, whatever it is called.
func missingFrom(some, all []Export) (missing []Export) {
	for _, e := range all {
		if !slices.ContainsFunc(some, func(other Export) bool { return other.SHA256 == e.SHA256 }) {
			missing = append(missing, e)
		}
	}
	return missing
}

// changedHeadlines compares what the slides say that were shown.
func changedHeadlines(then []Slide, now []report.Slide) (changed []Change) {
	for i, s := range then {
		c := Change{Where: s.Name, Slide: i + 1, Words: true, Then: s.Headline}
		if i := slices.IndexFunc(now, func(other report.Slide) bool { return other.Name == s.Name }); i >= 0 {
			c.Now = now[i].Headline
		}
		if c.Then != c.Now {
			changed = append(changed, c)
		}
	}
	return changed
}

// changedFigures compares pages by their names and rows by what names them, in the order of the frozen ones; what is new comes
// after that.
func changedFigures(then, now []Sheet) (changed []Change) {
	named := func(all []Sheet, name string) Sheet {
		if i := slices.IndexFunc(all, func(s Sheet) bool { return s.Name == name }); i >= 0 {
			return all[i]
		}
		return Sheet{}
	}
	for _, s := range then {
		changed = append(changed, changedRows(s, named(now, s.Name))...)
	}
	for _, s := range now {
		if named(then, s.Name).Name == "" {
			changed = append(changed, changedRows(Sheet{}, s)...)
		}
	}
	return changed
}

// sourcesPage names the exports, which are compared by what they are.
const sourcesPage = "sources"

func changedRows(then, now Sheet) (changed []Change) {
	title := then.Title
	if then.Name == "" {
		title = now.Title
	}
	if then.Name == sourcesPage || now.Name == sourcesPage {
		return nil
	}
	columns := then.valueColumns()
	for _, name := range now.valueColumns() {
		if !slices.Contains(columns, name) {
			columns = append(columns, name)
		}
	}
	before, after := then.byKey(), now.byKey()
	keys := then.keys()
	for _, key := range now.keys() {
		if _, known := before[key]; !known {
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		var figures, words []Change
		for _, name := range columns {
			a, b := before[key][name], after[key][name]
			if a.same(b) {
				continue
			}
			c := Change{Where: title, Row: key.String(), Name: name, Then: a.Text, Now: b.Text}
			if a.words() && b.words() {
				c.Words = true
				words = append(words, c)
			} else {
				figures = append(figures, c)
			}
		}
		if len(figures) == 0 { // else the words only say what the figures do
			figures = words
		}
		if len(before[key]) == 0 || len(after[key]) == 0 { // all of the row is new or gone
			figures = figures[:min(1, len(figures))]
		}
		changed = append(changed, figures...)
	}
	return changed
}

// words reports whether the cell has nothing but words, or nothing.
func (v Value) words() bool { return v.Number == nil && v.Day == "" }

// same reports whether two cells say the same. Figures that are written alike do, and so do those that differ by what a
// computer makes of adding in another order.
func (v Value) same(other Value) bool {
	if v.Text == other.Text {
		return true
	}
	const rounding = 1e-9
	a, b := v.Number, other.Number
	return a != nil && b != nil && math.Abs(*a-*b) <= rounding*max(math.Abs(*a), math.Abs(*b))
}

// rowKey names a row: what stands in its first columns, and which it is of those of the same name.
type rowKey struct {
	name  string
	which int
}

func (k rowKey) String() string {
	if k.which > 0 {
		return k.name + " (" + strconv.Itoa(k.which+1) + ")"
	}
	return k.name
}

func (s Sheet) keys() []rowKey {
	seen := map[string]int{}
	keys := make([]rowKey, len(s.Rows))
	for i, row := range s.Rows {
		name := ""
		for _, v := range row[:min(s.Keys, len(row))] {
			if v.Text != "" && name != "" {
				name += ", "
			}
			name += v.Text
		}
		keys[i] = rowKey{name, seen[name]}
		seen[name]++
	}
	return keys
}

// columnName names a column: its title, and which it is of those of the same title.
type columnName = rowKey

func (s Sheet) columnNames() []columnName {
	seen := map[string]int{}
	names := make([]columnName, len(s.Columns))
	for i, title := range s.Columns {
		names[i] = columnName{title, seen[title]}
		seen[title]++
	}
	return names
}

// valueColumns are the columns that do not name the row.
func (s Sheet) valueColumns() []string {
	var titles []string
	for i, name := range s.columnNames() {
		if i >= s.Keys {
			titles = append(titles, name.String())
		}
	}
	return titles
}

// byKey are the cells by row and column.
func (s Sheet) byKey() map[rowKey]map[string]Value {
	names, all := s.columnNames(), map[rowKey]map[string]Value{}
	for i, key := range s.keys() {
		cells := map[string]Value{}
		for j, v := range s.Rows[i] {
			if j >= s.Keys && j < len(names) {
				cells[names[j].String()] = v
			}
		}
		all[key] = cells
	}
	return all
}
