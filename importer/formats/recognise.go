package formats

import "slices"

// Match is a format that fits a header, and where its columns are.
type Match struct {
	Format *Format
	// At holds, per entry of Format.Columns, the places of the cells that carry it, in the order of its names, the
	// guessed ones last: the first is the one to read, the others where the first is empty. Empty: the file does not
	// have the column.
	At [][]int
	// Found is how many of the format's columns the header has.
	Found int
	// Missing names the needed columns the header lacks. A match with any is only the nearest miss.
	Missing []string
	// Guessed holds the places, in the order of the header, of the columns that were recognised by a guessed name alone.
	Guessed []int

	doubtful  bool // a needed column was recognised by a guessed name alone, or the sheet has a name of its own
	explained int  // how many cells of the header are columns of the format
}

// enoughExplained is the part of a file's columns, or of the format's, that must be accounted for where a match is
// doubtful: what a few words shared by chance do not reach.
const enoughExplained = 0.6

// Recognise finds the format whose needed columns the header has, preferring the one that explains most columns. A
// format whose needed columns go by guessed names, or whose sheet has another name (somebody has copied the table into
// a workbook of their own), is only taken when no other fits by names that were seen, when most
// columns of the file or of the format are accounted for, and when no other format fits as well. When none fits, ok is
// false and match is the nearest miss: the format that explains at least half of what it needs, if there is one.
func Recognise(header []string, sheet string, known []*Format) (match Match, ok bool) {
	at := map[string]int{}
	for i, cell := range header {
		name := Normal(cell)
		if _, taken := at[name]; name != "" && !taken { // of two columns with one name the first counts
			at[name] = i
		}
	}
	var best, nearest Match
	tie := false
	for _, f := range known {
		if f.Headerless || f.excludes(at) {
			continue
		}
		m := f.match(at)
		foreign := !f.hasSheet(sheet)
		m.doubtful = m.doubtful || foreign
		switch {
		case len(m.Missing) == 0 && m.convincing(len(at)):
			if tie = m.Found == best.Found && m.doubtful && best.doubtful; m.better(best) {
				best, tie = m, false
			}
		case len(m.Missing) > 0 && !foreign && m.Found > nearest.Found && m.Found > len(m.Missing):
			nearest = m
		}
	}
	if best.Format != nil && !tie {
		return best, true
	}
	return nearest, false
}

// convincing reports whether a match without missing columns is evidence enough, in a header of so many names.
func (m Match) convincing(names int) bool {
	return !m.doubtful || float64(m.explained) >= enoughExplained*float64(names) ||
		float64(m.Found) >= enoughExplained*float64(len(m.Format.Columns))
}

// better prefers what rests on names that were seen, then what explains more.
func (m Match) better(o Match) bool {
	if o.Format == nil || m.doubtful != o.doubtful {
		return o.Format == nil || o.doubtful
	}
	if sure, others := m.Found-len(m.Guessed), o.Found-len(o.Guessed); !m.doubtful && sure != others {
		return sure > others
	}
	return m.Found > o.Found
}

func (f *Format) hasSheet(sheet string) bool {
	if sheet == "" || len(f.Sheets) == 0 {
		return true
	}
	for _, s := range f.Sheets {
		if Normal(s) == Normal(sheet) {
			return true
		}
	}
	return false
}

// excludes reports whether the header has a column that the format never has, or lacks one it always has.
func (f *Format) excludes(at map[string]int) bool {
	for _, name := range f.With {
		if _, has := at[Normal(name)]; !has {
			return true
		}
	}
	for _, name := range f.Without {
		if _, has := at[Normal(name)]; has {
			return true
		}
	}
	return f.Alone && f.hasStrange(at)
}

// hasStrange reports whether the header has a column that is not declared.
func (f *Format) hasStrange(at map[string]int) bool {
	declared := map[string]bool{}
	for _, c := range f.Columns {
		for _, name := range slices.Concat(c.Names, c.Guessed) {
			declared[Normal(name)] = true
		}
	}
	for name := range at {
		if !declared[name] {
			return true
		}
	}
	return false
}

func (f *Format) match(at map[string]int) Match {
	m := Match{Format: f, At: make([][]int, len(f.Columns))}
	for i, c := range f.Columns {
		m.At[i] = places(c.Names, at)
		guesses := places(c.Guessed, at)
		if len(m.At[i]) == 0 && len(guesses) > 0 {
			m.Guessed = append(m.Guessed, guesses[0])
			m.doubtful = m.doubtful || c.Needed
		}
		m.At[i] = append(m.At[i], guesses...)
		m.explained += len(m.At[i])
		switch {
		case len(m.At[i]) > 0:
			m.Found++
		case c.Needed:
			m.Missing = append(m.Missing, c.Names[0])
		}
	}
	slices.Sort(m.Guessed)
	return m
}

func places(names []string, at map[string]int) []int {
	var found []int
	for _, name := range names {
		if place, ok := at[Normal(name)]; ok {
			found = append(found, place)
		}
	}
	return found
}
