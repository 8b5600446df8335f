package formats

// Match is a format that fits a header, and where its columns are.
type Match struct {
	Format *Format
	// At holds, per entry of Format.Columns, the places of the cells that carry it, in the order of its names: the
	// first is the one to read, the others where the first is empty. Empty: the file does not have the column.
	At [][]int
	// Found is how many of the format's columns the header has.
	Found int
	// Missing names the needed columns the header lacks. A match with any is only the nearest miss.
	Missing []string
}

// Recognise finds the format whose needed columns the header has, preferring the one that explains most columns. When
// none fits, ok is false and match is the nearest miss: the format that explains at least half of what it needs, if
// there is one.
func Recognise(header []string, sheet string, known []*Format) (match Match, ok bool) {
	at := map[string]int{}
	for i, cell := range header {
		name := Normal(cell)
		if _, taken := at[name]; name != "" && !taken { // of two columns with one name the first counts
			at[name] = i
		}
	}
	var best, nearest Match
	for _, f := range known {
		if f.Headerless || !f.hasSheet(sheet) || f.excludes(at) {
			continue
		}
		m := f.match(at)
		switch {
		case len(m.Missing) == 0 && m.Found > best.Found:
			best = m
		case len(m.Missing) > 0 && m.Found > nearest.Found && m.Found > len(m.Missing):
			nearest = m
		}
	}
	if best.Format != nil {
		return best, true
	}
	return nearest, false
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
		for _, name := range c.Names {
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
		for _, name := range c.Names {
			if place, ok := at[Normal(name)]; ok {
				m.At[i] = append(m.At[i], place)
			}
		}
		switch {
		case len(m.At[i]) > 0:
			m.Found++
		case c.Needed:
			m.Missing = append(m.Missing, c.Names[0])
		}
	}
	return m
}
