package mapping

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"auscult/analytics/social"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// Suggest proposes what the columns of the sample's table mean, from the names that exports we know use and from what
// stands in the columns. Nothing of it is certain: a person looks at it before anything is imported.
func Suggest(s *importer.Sample, table int) *Mapping {
	return suggest(s, table, s.Tables[table].Likely, "")
}

// WithTable proposes anew for another table of the file.
func (m *Mapping) WithTable(table int) *Mapping {
	n := Suggest(m.sample, table)
	n.Name = m.Name
	return n
}

// WithHeader proposes anew with the column names in another row, given by its index in [Mapping.Headers].
func (m *Mapping) WithHeader(row int) *Mapping {
	n := suggest(m.sample, m.table, row, m.Kind)
	n.Name = m.Name
	return n
}

// WithKind proposes anew for rows of another kind.
func (m *Mapping) WithKind(k formats.Kind) *Mapping {
	n := suggest(m.sample, m.table, m.header, k)
	n.Name = m.Name
	return n
}

// suggest proposes for rows of the kind; the empty kind is found out.
func suggest(s *importer.Sample, table, header int, kind formats.Kind) *Mapping {
	m := &Mapping{Name: nameOf(s.File), sample: s, table: table, header: header, Forms: map[string]social.Form{}}
	m.readColumns()
	if kind == "" {
		kind = m.likelyKind()
	}
	m.Kind = kind
	for _, p := range m.proposals(kind) {
		m.set(p.column, p.field, p.why)
	}
	switch {
	case kind.Platform() != "":
		m.Platform = kind.Platform()
	case len(m.Of(formats.Platform)) == 0:
		m.Platform = m.likelyPlatform()
	}
	return m
}

// readColumns takes the columns out of the sample.
func (m *Mapping) readColumns() {
	if m.header < 0 {
		return
	}
	rows := m.sample.Tables[m.table].Rows
	seen := map[string]bool{}
	for i, cell := range rows[m.header].Cells {
		c := Column{Name: strings.TrimSpace(cell.Text)}
		normal := formats.Normal(c.Name)
		if normal == "" {
			c.Name = ""
		}
		c.Repeated = normal != "" && seen[normal]
		seen[normal] = true
		for _, row := range rows[m.header+1:] {
			if i < len(row.Cells) && strings.TrimSpace(row.Cells[i].Text) != "" && !importer.IsAbsent(row.Cells[i].Text) {
				c.values = append(c.values, row.Cells[i])
			}
		}
		c.Examples = distinct(c.values, 2)
		c.looks, c.misleads = traitsOf(c.values), misleading.MatchString(normal)
		if c.Name != "" || len(c.values) > 0 {
			m.Columns = append(m.Columns, c)
		}
	}
}

// proposal is what a column may mean.
type proposal struct {
	column int
	field  formats.Field
	why    Reason
	score  int
}

// proposals returns the best field for each column, each field once: the best known names first.
func (m *Mapping) proposals(kind formats.Kind) []proposal {
	var all []proposal
	fields := kind.Fields()
	for i := range m.Columns {
		if !m.Columns[i].Mappable() {
			continue
		}
		similar := similarFields(formats.Normal(m.Columns[i].Name), kind)
		for _, f := range fields {
			if p := m.propose(i, f, kind, similar[f]); p.score > 0 {
				all = append(all, p)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b proposal) int { return cmp.Compare(b.score, a.score) })
	columns, taken := map[int]bool{}, map[formats.Field]bool{}
	var best []proposal
	for _, p := range all {
		if !columns[p.column] && !taken[p.field] {
			columns[p.column], taken[p.field] = true, true
			best = append(best, p)
		}
	}
	slices.SortFunc(best, func(a, b proposal) int { return a.column - b.column })
	return best
}

// How much a reason weighs: a name that is known the same, one that is known in part, the values alone.
const (
	sameName    = 1000
	similarName = 500
	valuesOnly  = 100
)

// propose weighs whether the column holds the field; a score of 0 means no. similar is how much its name is like one of
// the field's.
func (m *Mapping) propose(column int, f formats.Field, kind formats.Kind, similar int) proposal {
	c := &m.Columns[column]
	p := proposal{column: column, field: f}
	if len(c.values) > 0 && !c.fits(f, kind) {
		return p
	}
	if n := knownNames(kind)[formats.Normal(c.Name)][f]; n > 0 {
		p.why, p.score = ByName, sameName+n
		return p
	}
	if len(c.values) == 0 {
		return p
	}
	if similar > 0 && !c.misleads {
		p.why, p.score = BySimilarName, similarName+similar
		return p
	}
	if n := c.valueScore(f, kind); n > 0 {
		p.why, p.score = ByValues, valuesOnly+n
	}
	return p
}

// misleading are words with which a name means something else than the field whose name it contains: a rate, a change,
// a cost, a sum over the page, a part.
var misleading = regexp.MustCompile(`%|(^|[^\p{L}])(rates?|ratio|quote|taux|per|pro|par|percent|prozent|avg|average|durchschnitt\p{L}*|ø|mean|moyenn?e|change|growth|wachstum|score|index|cost|costs|kosten|coût|page|paid|bezahlte?r?|organic|daily|weekly|days|love|haha|wow|sad|angry|care)($|[^\p{L}])`)

// similarFields returns, by field, how much of a column's name, in per cent, the longest known name of the field takes
// that stands in it as whole words.
func similarFields(name string, kind formats.Kind) map[formats.Field]int {
	const shortest = 4 // letters: a shorter name is no sign
	longest := map[formats.Field]int{}
	for known, meanings := range knownNames(kind) {
		letters := utf8.RuneCountInString(known)
		if letters < shortest || len(meanings) != 1 || !containsWords(name, known) { // one that means several things is none either
			continue
		}
		for f := range meanings {
			longest[f] = max(longest[f], letters*100/utf8.RuneCountInString(name))
		}
	}
	return longest
}

// containsWords reports whether part stands in whole between ends or characters that are no letters.
func containsWords(whole, part string) bool {
	for from := 0; ; {
		i := strings.Index(whole[from:], part)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(whole[:i])
		after, _ := utf8.DecodeRuneInString(whole[i+len(part):])
		if !isLetter(before) && !isLetter(after) {
			return true
		}
		from = i + len(part)
	}
}

// valueScore weighs what the values alone say; 0: nothing.
func (c *Column) valueScore(f formats.Field, kind formats.Kind) int {
	switch f {
	case kind.DateField():
		return 50
	case formats.Platform:
		return 40
	case formats.URL, formats.Page:
		return 30
	case formats.Text:
		if c.looks.length >= 40 {
			return min(c.looks.length/20, 20)
		}
	}
	return 0
}

// likelyKind is the kind whose own needs are all met by names we know, unless the rows seem to be posts.
func (m *Mapping) likelyKind() formats.Kind {
	dated, told := false, false // whether there is a date, and what only posts have
	for _, p := range m.proposals(formats.Posts) {
		switch p.field {
		case formats.PublishedAt:
			dated = true
		case formats.URL, formats.NativeID, formats.Text, formats.Title, formats.NativeForm:
			told = told || p.why != ByValues
		}
	}
	likely, most := formats.Posts, 0
	for _, k := range formats.Kinds() {
		needs := k.Needs()
		met := map[formats.Field]bool{formats.Platform: true, formats.Channel: true}
		sign := false // whether a column goes by a name that only rows of this kind have
		for _, p := range m.proposals(k) {
			if p.why != ByName {
				continue
			}
			met[p.field] = true
			sign = sign || slices.Contains(needs, p.field) && knownNames(formats.Posts)[formats.Normal(m.Columns[p.column].Name)] == nil
		}
		lacking := slices.ContainsFunc(needs, func(f formats.Field) bool { return !met[f] })
		switch {
		case k == formats.Posts || lacking || len(needs) <= most:
		case k.DateField() == "" && dated: // figures of pages have no dates
		case k.DateField() != "" && told && !sign:
		default:
			likely, most = k, len(needs)
		}
	}
	return likely
}

// hosts are where the posts of platforms are linked to.
var hosts = []struct {
	host     string
	platform social.Platform
}{
	{"facebook.com", social.Facebook},
	{"instagram.com", social.Instagram},
	{"youtube.com", social.YouTube},
	{"youtu.be", social.YouTube},
	{"linkedin.com", social.LinkedIn},
	{"twitter.com", social.X},
	{"//x.com", social.X},
	{"xing.com", social.XING},
	{"tiktok.com", social.TikTok},
}

// likelyPlatform is the one that nearly all links lead to, else the one in the file's name; empty when neither tells.
func (m *Mapping) likelyPlatform() social.Platform {
	for _, i := range m.Of(formats.URL) {
		for _, h := range hosts {
			if mostly(m.Columns[i].values, func(c source.Cell) bool { return strings.Contains(c.Text, h.host) }) {
				return h.platform
			}
		}
	}
	name := formats.Normal(m.sample.File)
	for _, p := range social.Platforms() {
		if p != social.X && strings.Contains(name, string(p)) { // an x is in many names
			return p
		}
	}
	return ""
}
