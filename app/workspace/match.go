package workspace

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/links"
)

// sameness is how it is known that two rows are one post, the surest way first. It is stored as its number.
type sameness uint8

const (
	unmatched    sameness = iota
	byIdentifier          // the platform's identifier agrees
	byLink                // the link agrees
	byMoment              // text and moment agree
	byDay                 // text and day agree, where one export gives no time of day
	byHours               // text agrees, and the moments differ by whole hours: an export does not say in which zone it writes
)

var samenessWords = [...]string{"", "identifier", "link", "text_and_moment", "text_and_day", "text_and_hours"}

// String returns the word for it in JSON.
func (s sameness) String() string { return samenessWords[min(int(s), len(samenessWords)-1)] }

// matching finds which rows of one territory are one post. What it finds does not depend on the order of anything.
//
// Rows are one post when (1) the platform's identifier agrees or (2) the link; else (3), between different formats only,
// when text and moment agree and no other row could be meant as well. Rows of one format in one channel never are: there
// the key has decided. Channels are kept apart, because two pages of a group may share a post, unless one of the exports
// does not name its channel; for (1) and (2) also where one is a tool's, which calls channels what it likes.
type matching struct {
	platform social.Platform
	hospital *time.Location
	rows     []row
	words    []word
	at       map[int64]int32 // rows by post
	formats  map[string]uint64
	zones    map[string]*time.Location
	parts    parts
}

// row is a row of posts.
type row struct {
	post      int64
	channel   social.ChannelID
	stored    social.ChannelID // where the row is; keys are told apart within it
	name, key string           // the channel's name and the key: they order rows without regard to when they came
	reason    sameness
}

// word is what one import says of a row.
type word struct {
	row       int32
	dayOnly   bool
	unnamed   bool // the export does not name its channel
	authority formats.Authority
	format    uint64 // one bit
	zone      *time.Location
	published int64
	exported  int64
	importID  int64

	id, linkID, url uint64 // digests of the identifier, of that in the link, of the link; 0: none
	text            string // normal
	cut             bool   // the export keeps the text's beginning only, and enough of it
}

func newMatching(platform social.Platform, hospital *time.Location) *matching {
	return &matching{
		platform: platform, hospital: hospital, at: map[int64]int32{}, formats: map[string]uint64{},
		zones: map[string]*time.Location{"": noZone},
	}
}

// mostFormats is how many formats are told apart: those beyond share a bit, so that their rows are never matched by
// their texts among themselves.
const mostFormats = 64

// shortestCut is how many letters of a text must be left where it is cut, to be known again.
const shortestCut = 40

func (m *matching) add(t told) {
	at, ok := m.at[t.post]
	if !ok {
		at = int32(len(m.rows))
		m.at[t.post] = at
		m.rows = append(m.rows, row{post: t.post, channel: t.channel, stored: t.stored, name: t.channelName, key: t.key})
	}
	format, ok := m.formats[t.format]
	if !ok {
		format = 1 << min(len(m.formats), mostFormats-1)
		m.formats[t.format] = format
	}
	zone, ok := m.zones[t.zone]
	if !ok {
		zone, _ = time.LoadLocation(t.zone) // one that this machine does not know is as good as none
		m.zones[t.zone] = zone
	}
	w := word{
		row: at, dayOnly: t.dayOnly, unnamed: t.channelName == "", authority: t.authority, format: format, zone: zone,
		published: t.published, exported: t.exported, importID: t.importID,
	}
	if t.nativeID != "" {
		w.id = digest("id", links.Plain(m.platform, t.nativeID))
	}
	if id := links.ID(m.platform, t.url); id != "" {
		w.linkID = digest("id", id)
	}
	if link := comparableLink(m.platform, t.url); link != "" {
		w.url = digest("url", link)
	}
	w.text, w.cut = normalText(t.text)
	if utf8.RuneCountInString(w.text) < shortestCut {
		w.cut = false
	}
	m.words = append(m.words, w)
}

// comparableLink is a link as it is compared; empty when it can lead to no post. Statistics of a website give pages
// without the host, so a blog's pages are compared by their paths.
func comparableLink(platform social.Platform, link string) string {
	plain := plainLink(link)
	if platform != social.Blog {
		return plain
	}
	path := strings.IndexAny(plain, "/?")
	if path < 0 {
		return ""
	}
	return strings.TrimSuffix(plain[path:], "/")
}

// match finds what belongs together.
func (m *matching) match() {
	m.parts = newParts(len(m.rows))
	m.matchKeys()
	m.matchValues(byIdentifier, func(w *word) [2]uint64 { return [2]uint64{w.id, w.linkID} })
	m.matchValues(byLink, func(w *word) [2]uint64 { return [2]uint64{w.url, 0} })
	pairs := m.textPairs()
	for _, by := range []sameness{byMoment, byDay, byHours} {
		m.matchTexts(by, pairs)
	}
}

// matchKeys joins rows of channels that a person has merged, where the key would have made them one row from the start.
func (m *matching) matchKeys() {
	type place struct {
		channel social.ChannelID
		key     string
	}
	first := map[place]int32{}
	for i, r := range m.rows {
		p := place{r.channel, r.key}
		if other, ok := first[p]; ok {
			by := byMoment
			if strings.HasPrefix(r.key, keyOfID) {
				by = byIdentifier
			} else if strings.HasPrefix(r.key, keyOfLink) {
				by = byLink
			}
			m.join(by, other, int32(i))
		} else {
			first[p] = int32(i)
		}
	}
}

// matchValues joins rows that share a value.
func (m *matching) matchValues(by sameness, valuesOf func(*word) [2]uint64) {
	holders := map[uint64][]int32{} // words by value
	for i := range m.words {
		values := valuesOf(&m.words[i])
		if values[1] == values[0] {
			values[1] = 0
		}
		for _, v := range values {
			if v != 0 {
				holders[v] = append(holders[v], int32(i))
			}
		}
	}
	for _, words := range holders {
		if len(words) > 1 && m.names(words) {
			m.joinHolders(by, words)
		}
	}
}

// names reports whether the value of the words names a post: one that several rows of one export's channel have, such as
// a link to the hospital's first page, does not.
func (m *matching) names(words []int32) bool {
	type source struct {
		format  uint64
		channel social.ChannelID
	}
	holder := map[source]int32{}
	for _, i := range words {
		w := &m.words[i]
		s := source{w.format, m.rows[w.row].stored}
		if other, ok := holder[s]; ok && other != w.row {
			return false
		}
		holder[s] = w.row
	}
	return true
}

// joinHolders joins the rows of words that share an identifier or a link.
func (m *matching) joinHolders(by sameness, words []int32) {
	// A post that two pages of a group share is in both pages' exports: it is not known whose a tool's row is then.
	home, homes := social.ChannelID(0), 0
	for _, i := range words {
		if w := &m.words[i]; !w.roams() && m.rows[w.row].channel != home {
			home = m.rows[w.row].channel
			homes++
		}
	}
	for n, i := range words {
		for _, j := range words[n+1:] {
			a, b := &m.words[i], &m.words[j]
			if homes > 1 && a.roams() != b.roams() {
				continue
			}
			sameChannel := m.rows[a.row].channel == m.rows[b.row].channel
			byKeys := a.format == b.format && m.rows[a.row].stored == m.rows[b.row].stored
			switch {
			case a.row == b.row || byKeys:
			case sameChannel,
				!sameChannel && (a.unnamed || b.unnamed),
				!sameChannel && (a.roams() || b.roams()) && a.format != b.format:
				m.join(by, a.row, b.row)
			}
		}
	}
}

// roams reports whether the export does not know for certain what the channel is called.
func (w *word) roams() bool { return w.unnamed || w.authority < formats.PlatformsWord }

func (m *matching) join(by sameness, a, b int32) {
	m.parts.join(a, b)
	for _, i := range []int32{a, b} {
		if r := &m.rows[i]; r.reason == unmatched || by < r.reason {
			r.reason = by
		}
	}
}

// groups returns the rows that are one post, where there are several, the main row first: that of the greatest
// authority, in a channel with a name, and then the first by name and key. So the main row stays the same until a greater
// authority comes.
func (m *matching) groups() [][]int32 {
	authority := make([]formats.Authority, len(m.rows))
	for i := range m.words {
		w := &m.words[i]
		authority[w.row] = max(authority[w.row], w.authority)
	}
	all := m.parts.several()
	for _, group := range all {
		slices.SortFunc(group, func(i, j int32) int {
			a, b := &m.rows[i], &m.rows[j]
			unnamed := 0
			if (a.name == "") != (b.name == "") {
				unnamed = cmp.Compare(len(b.name), len(a.name))
			}
			return cmp.Or(cmp.Compare(authority[j], authority[i]), unnamed, cmp.Compare(a.name, b.name), cmp.Compare(a.key, b.key))
		})
	}
	return all
}

// moments gives each group the moment that its words say together, as a [folding] would.
func (m *matching) moments(groups [][]int32) []int64 {
	in := make([]int32, len(m.rows)) // the group of each row, counted from 1
	for g, group := range groups {
		for _, row := range group {
			in[row] = int32(g + 1)
		}
	}
	best := make([]*word, len(groups))
	for i := range m.words {
		w := &m.words[i]
		if g := in[w.row] - 1; g >= 0 && (best[g] == nil || m.saysMore(w, best[g])) {
			best[g] = w
		}
	}
	moments := make([]int64, len(groups))
	for g, w := range best {
		moments[g] = w.published
	}
	return moments
}

// saysMore reports whether a counts more than b on when the post was published.
func (m *matching) saysMore(a, b *word) bool {
	if a.dayOnly != b.dayOnly {
		return b.dayOnly
	}
	return cmp.Or(cmp.Compare(a.authority, b.authority), cmp.Compare(a.exported, b.exported), cmp.Compare(a.importID, b.importID),
		cmp.Compare(m.rows[a.row].key, m.rows[b.row].key)) > 0
}
