package workspace

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/links"
)

// textPair is two words of different formats whose texts agree and whose moments may.
type textPair struct {
	a, b int32
	by   sameness
}

// textPairs finds the pairs of words whose texts and moments agree.
func (m *matching) textPairs() (pairs []textPair) {
	begins := map[string][]int32{}
	for i := range m.words {
		if text := m.words[i].text; text != "" {
			first := beginning(text, shortestCut)
			begins[first] = append(begins[first], int32(i))
		}
	}
	const window = 27 * 60 * 60 // seconds: noon stands for a day, whose ends are up to 15 hours away in the export's zone
	for _, words := range begins {
		slices.SortFunc(words, func(a, b int32) int { return cmp.Compare(m.words[a].published, m.words[b].published) })
		for n, i := range words {
			for _, j := range words[n+1:] {
				a, b := &m.words[i], &m.words[j]
				if b.published-a.published > window {
					break
				}
				if a.format == b.format || a.row == b.row || !sameText(a, b) || m.apart(a, b) {
					continue
				}
				if by := m.near(a, b); by != unmatched {
					pairs = append(pairs, textPair{i, j, by})
				}
			}
		}
	}
	return pairs
}

// sameText reports whether the texts agree, or one is the beginning of the other, which was cut.
func sameText(a, b *word) bool {
	return a.text == b.text || a.cut && strings.HasPrefix(b.text, a.text) || b.cut && strings.HasPrefix(a.text, b.text)
}

// apart reports whether two words cannot mean one post, whatever their texts.
func (m *matching) apart(a, b *word) bool {
	if a.linkID != 0 && b.linkID != 0 && a.linkID != b.linkID && links.Sure(m.platform) {
		return true
	}
	return m.rows[a.row].channel != m.rows[b.row].channel && !a.unnamed && !b.unnamed
}

// near reports whether, and how, the moments of two words agree.
func (m *matching) near(a, b *word) sameness {
	const slack, hour, most = 2 * 60, 60 * 60, 14 // seconds; no two inhabited zones are further apart than hours+slack
	apart := a.published - b.published
	if apart < 0 {
		apart = -apart
	}
	switch {
	case a.dayOnly || b.dayOnly:
		if m.day(a, b) == m.day(b, a) {
			return byDay
		}
	case apart <= slack:
		return byMoment
	case (a.zone == noZone || b.zone == noZone) && apart <= most*hour+slack && (apart+slack)%hour <= 2*slack:
		return byHours
	}
	return unmatched
}

// day returns the day of w as other's export would write it. Where w itself is a day only, that is it, and the moment
// stored is its noon at the hospital.
func (m *matching) day(w, other *word) string {
	zone := m.hospital
	if !w.dayOnly && other.zone != noZone {
		zone = other.zone
	}
	return time.Unix(w.published, 0).In(zone).Format(time.DateOnly)
}

// matchTexts joins parts by the pairs of one kind, where each part has one partner only.
func (m *matching) matchTexts(by sameness, pairs []textPair) {
	f := m.facts()
	type edge struct {
		a, b int32 // parts
		pair textPair
	}
	neighbours := map[int32][]int32{}
	var edges []edge
	for _, p := range pairs {
		a, b := m.parts.of(m.words[p.a].row), m.parts.of(m.words[p.b].row)
		if p.by != by || a == b || f.formats[a]&f.formats[b] != 0 || f.ids[a] != 0 && f.ids[b] != 0 && f.ids[a] != f.ids[b] {
			continue
		}
		edges = append(edges, edge{a, b, p})
		if !slices.Contains(neighbours[a], b) {
			neighbours[a] = append(neighbours[a], b)
			neighbours[b] = append(neighbours[b], a)
		}
	}
	onlyOne := func(a, b int32) bool { // of all that could be a, only b is of b's formats
		for _, other := range neighbours[a] {
			if other != b && f.formats[other]&f.formats[b] != 0 {
				return false
			}
		}
		return true
	}
	// First as a trial: where three sources are joined by two pairs, they may not fit all together.
	trial := newParts(len(m.rows))
	kept := edges[:0]
	for _, e := range edges {
		if onlyOne(e.a, e.b) && onlyOne(e.b, e.a) {
			kept = append(kept, e)
			trial.join(e.a, e.b)
		}
	}
	members := map[int32][]int32{}
	for part := range neighbours {
		members[trial.of(part)] = append(members[trial.of(part)], part)
	}
	for _, e := range kept {
		if f.fit(members[trial.of(e.a)]) {
			m.join(by, m.words[e.pair.a].row, m.words[e.pair.b].row)
		}
	}
}

// facts are what is known of each part, by its first row.
type facts struct {
	formats map[int32]uint64
	ids     map[int32]uint64             // the identifier in its links, where one is sure
	named   map[int32][]social.ChannelID // its channels that have names
}

func (m *matching) facts() facts {
	f := facts{map[int32]uint64{}, map[int32]uint64{}, map[int32][]social.ChannelID{}}
	sure := links.Sure(m.platform)
	for i := range m.words {
		w := &m.words[i]
		part := m.parts.of(w.row)
		f.formats[part] |= w.format
		if sure && w.linkID != 0 {
			f.ids[part] = w.linkID
		}
		if channel := m.rows[w.row].channel; !w.unnamed && !slices.Contains(f.named[part], channel) {
			f.named[part] = append(f.named[part], channel)
		}
	}
	return f
}

// fit reports whether parts can be one post all together: no format tells of it twice, its links have one identifier, and
// no two named channels meet that were apart.
func (f facts) fit(members []int32) bool {
	all, sum := uint64(0), 0
	var named []social.ChannelID
	most, id := 0, uint64(0)
	for _, part := range members {
		if other := f.ids[part]; other != 0 {
			if id != 0 && id != other {
				return false
			}
			id = other
		}
		all |= f.formats[part]
		sum += bits.OnesCount64(f.formats[part])
		most = max(most, len(f.named[part]))
		for _, c := range f.named[part] {
			if !slices.Contains(named, c) {
				named = append(named, c)
			}
		}
	}
	return bits.OnesCount64(all) == sum && len(named) == most
}
