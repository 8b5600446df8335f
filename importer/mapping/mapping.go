// Package mapping lets a person say what the columns of an export mean that no format knows, and makes a format of it.
//
//	sample, err := importer.TakeSample(ctx, path, source.Options{})
//	m := mapping.Suggest(sample, 0)          // proposals, all of them to be looked at
//	m.Assign(3, formats.Reactions)           // what the person says instead
//	if len(m.Problems()) == 0 {
//		f, err := m.Format(time.Now(), taken) // a format like those that Auscult ships
//		preview, err := mapping.Read(ctx, path, m.Table(), f, importer.Options{})
//	}
//
// It knows no window and stores nothing.
package mapping

import (
	"slices"
	"strings"

	"auscult/analytics/social"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// Reason says why a column is mapped as it is. Its value is the word in JSON and in the texts of the window.
type Reason string

// The reasons. The empty one means that a person has said so.
const (
	ByName        Reason = "name"    // an export we know calls it the same
	BySimilarName Reason = "similar" // its name contains one we know
	ByValues      Reason = "values"  // what stands in it looks like it
)

// Column is one column of the file and what it means.
type Column struct {
	Name     string   // empty: the header has no name there, so that it cannot be mapped
	Repeated bool     // an earlier column has the same name, so that this one cannot be mapped
	Examples []string // the first two different values in it
	Field    formats.Field
	Why      Reason
	Unit     string // of a time: "hours" or "seconds"; empty while nobody has said

	values   []source.Cell // those of the sample that are filled
	looks    traits
	misleads bool // whether its name seems to mean something else than the words in it
}

// Mappable reports whether the column can be given a meaning.
func (c *Column) Mappable() bool { return c.Name != "" && !c.Repeated }

// Owner says whose the rows are where no column says so.
type Owner string

// The owners.
const (
	AskEachTime Owner = ""        // it is told at each import
	Always      Owner = "always"  // always the same organisation, Mapping.Organisation
	EachChannel Owner = "channel" // each channel is an organisation of its own, as with competitors' pages
)

// Mapping is what is said so far of one table. Its fields may be set; columns are set by [Mapping.Assign].
type Mapping struct {
	Kind formats.Kind
	Name string // of the format, for people
	// Dates is the manner in which the date column is written; empty while it is not clear and nobody has said.
	Dates string
	Zone  string // in which times of day are written: an IANA name, or empty for the hospital's own
	// Platform of all rows; empty where a column says it.
	Platform     social.Platform
	Owner        Owner
	Organisation string // with Always
	Channel      string // of all rows; empty where a column says it, or nobody does
	Columns      []Column
	// Forms says what the words of the column of content forms mean, by the word as [formats.Normal] writes it.
	Forms map[string]social.Form

	sample *importer.Sample
	table  int
	header int      // index in the table's rows; -1: none
	words  []string // of the column of content forms
}

// Tables returns the names of the file's tables, in its order.
func (m *Mapping) Tables() []string {
	names := make([]string, len(m.sample.Tables))
	for i, t := range m.sample.Tables {
		names[i] = t.Name
	}
	return names
}

// Table returns the name of the table that is mapped.
func (m *Mapping) Table() string { return m.sample.Tables[m.table].Name }

// Headers returns the rows that may hold the column names.
func (m *Mapping) Headers() []source.Row { return m.sample.Tables[m.table].HeaderRows() }

// Header returns the number of the row that holds the column names, as Excel shows it; 0: none does.
func (m *Mapping) Header() int {
	if m.header < 0 {
		return 0
	}
	return m.Headers()[m.header].Number
}

// File returns the file's name.
func (m *Mapping) File() string { return m.sample.File }

// summable are the metrics whose parts some exports count apart, so that they may be added up. Reach is none: the same
// person may be reached twice.
var summable = []social.Metric{
	social.Impressions, social.Views, social.WatchTime, social.Reactions, social.Comments, social.Shares, social.Saves,
	social.Clicks, social.FollowersGained,
}

// Sums reports whether several columns of the field are added up; of any other field there is one column.
func Sums(f formats.Field) bool {
	metric, ok := f.Metric()
	return ok && slices.Contains(summable, metric)
}

// Of returns the indexes of the columns that hold the field.
func (m *Mapping) Of(f formats.Field) []int {
	var all []int
	for i, c := range m.Columns {
		if c.Field == f && f != "" {
			all = append(all, i)
		}
	}
	return all
}

// Assign says what a column means; the empty field: nothing. A field that only one column can hold is taken from the
// column that had it. It does nothing for a column that cannot be mapped.
func (m *Mapping) Assign(column int, f formats.Field) {
	c := &m.Columns[column]
	if !c.Mappable() || f == c.Field {
		c.Why = ""
		return
	}
	if f != "" && !Sums(f) {
		for _, i := range m.Of(f) {
			m.set(i, "", "")
		}
	}
	m.set(column, f, "")
}

// set gives a column a field and settles what follows from it.
func (m *Mapping) set(column int, f formats.Field, why Reason) {
	c := &m.Columns[column]
	before := c.Field
	c.Field, c.Why, c.Unit = f, why, ""
	if f.NeedsUnit() {
		c.Unit = unitIn(c.Name)
	}
	if f == m.Kind.DateField() || before == m.Kind.DateField() {
		m.Dates = ""
		if manners := m.DateManners(); len(manners) == 1 {
			m.Dates = manners[0]
		}
	}
	if f == formats.Platform {
		m.Platform = ""
	}
	if f == formats.Organisation {
		m.Owner, m.Organisation = AskEachTime, ""
	}
	if f == formats.Channel {
		m.Channel = ""
	}
	if f == formats.NativeForm || before == formats.NativeForm {
		m.words = nil
		m.Forms = map[string]social.Form{}
		for _, i := range m.Of(formats.NativeForm) {
			m.AddWords(distinct(m.Columns[i].values, mostWords))
		}
	}
}

// mostWords is how many words for content forms a person is asked about: platforms have a few.
const mostWords = 30

// AddWords takes up words for content forms that were met in the file, and proposes what those mean that we know.
func (m *Mapping) AddWords(words []string) {
	for _, w := range words {
		word := formats.Normal(w)
		known := slices.ContainsFunc(m.words, func(k string) bool { return formats.Normal(k) == word })
		if word == "" || known || len(m.words) >= mostWords {
			continue
		}
		m.words = append(m.words, strings.TrimSpace(w))
		if form, ok := formNamed(word); ok {
			m.Forms[word] = form
		}
	}
	slices.Sort(m.words)
}

// Words returns the words met in the column of content forms, sorted.
func (m *Mapping) Words() []string { return slices.Clone(m.words) }

// SetForm says what a word for content forms means; the empty form: nothing known.
func (m *Mapping) SetForm(word string, f social.Form) {
	if f == "" {
		delete(m.Forms, formats.Normal(word))
		return
	}
	m.Forms[formats.Normal(word)] = f
}

// DateManners returns the manners that read the dates of the date column, most usual first. None: there is no date
// column, or its cells are dates in no manner we know. Several: the cells do not tell which number is the day.
func (m *Mapping) DateManners() []string {
	at := m.Of(m.Kind.DateField())
	if len(at) == 0 {
		return nil
	}
	return mannersOf(m.Columns[at[0]].values)
}

func mannersOf(values []source.Cell) []string {
	var texts []string
	for _, v := range values {
		if v.Kind != source.Date {
			texts = append(texts, v.Text)
		}
	}
	if len(texts) == 0 && len(values) > 0 { // the workbook itself says that these are dates
		return []string{"iso"}
	}
	return importer.MannersOf(texts, manners)
}

// manners are the ways of writing dates that a person can tell apart, most usual first, by their names in declarations.
var manners = []string{"iso", "day-first", "month-first", "month-name", "iso-us-zone"}

// Manners returns the ways of writing dates that are offered.
func Manners() []string { return slices.Clone(manners) }

// Unsure returns how many columns are proposals that nobody has confirmed and that do not rest on a name we know.
func (m *Mapping) Unsure() int {
	n := 0
	for _, c := range m.Columns {
		if c.Field != "" && (c.Why == BySimilarName || c.Why == ByValues) {
			n++
		}
	}
	return n
}

// distinct returns the first different texts of the cells, at most most.
func distinct(cells []source.Cell, most int) []string {
	var all []string
	seen := map[string]bool{}
	for _, c := range cells {
		text := strings.TrimSpace(c.Text)
		if c.Kind == source.Date { // as a person reads it
			text = strings.Replace(strings.TrimSuffix(text, "T00:00:00"), "T", " ", 1)
		}
		if text == "" || seen[text] {
			continue
		}
		seen[text] = true
		if all = append(all, text); len(all) == most {
			break
		}
	}
	return all
}
