package safeguard

import (
	"slices"
	"strings"
)

// Masked stands in place of what has been masked.
const Masked = "[…]"

// Mask returns the text without what can give somebody away, as far as the checker finds it: checking what it returns finds no
// identifier. House rules are left as they are: to mask a sentence is not to mend it.
func (c *Checker) Mask(text string) string {
	masked, _ := c.MaskBut(text, func(Finding, string) bool { return false })
	return masked
}

// MaskBut is [Checker.Mask] for all but the findings that may be shown, of which it is told the words, and says how many it
// masked.
func (c *Checker) MaskBut(text string, shown func(f Finding, words string) bool) (masked string, n int) {
	for {
		hidden := slices.DeleteFunc(c.Check(text), func(f Finding) bool { return !f.Kind.Identifies() || shown(f, f.Text(text)) })
		if len(hidden) == 0 {
			return text, n
		}
		n += len(hidden)
		text, _ = cover(text, hidden) // what has been masked holds no letter or digit, so this ends
	}
}

// cover puts [Masked] in place of the identifiers.
func cover(text string, findings []Finding) (masked string, changed bool) {
	var b strings.Builder
	at := 0
	for _, f := range findings {
		if !f.Kind.Identifies() || f.Start < at {
			continue
		}
		b.WriteString(text[at:f.Start])
		b.WriteString(Masked)
		at = f.End
	}
	if at == 0 {
		return text, false
	}
	b.WriteString(text[at:])
	return b.String(), true
}

// around is how many bytes of a text an excerpt shows on either side of a finding.
const around = 48

// Excerpt returns a finding with the words around it, where everything that gives somebody away is masked.
func (c *Checker) Excerpt(text string, f Finding, findings []Finding) string {
	from, to := max(0, f.Start-around), min(len(text), f.End+around)
	if !f.Kind.Identifies() {
		to = min(len(text), max(f.Start, min(f.End, f.Start+3*around))+around/2)
	}
	from += wordFrom(text[from:f.Start], from > 0)
	to -= wordTo(text[f.Start:to], to < len(text), f.End-f.Start)
	for _, other := range findings { // no half of an identifier
		if other.Kind.Identifies() && other.Start < from && from < other.End {
			from = other.Start
		}
		if other.Kind.Identifies() && other.Start < to && to < other.End {
			to = other.End
		}
	}
	var within []Finding
	for _, other := range findings {
		if other.Start >= from && other.End <= to {
			other.Start, other.End = other.Start-from, other.End-from
			within = append(within, other)
		}
	}
	excerpt, _ := cover(text[from:to], within)
	excerpt = c.Mask(strings.Join(strings.Fields(excerpt), " "))
	if from > 0 {
		excerpt = "… " + excerpt
	}
	if to < len(text) {
		excerpt += " …"
	}
	return excerpt
}

// wordFrom returns where the first whole word of a stretch that was cut out begins; where it has none, its end.
func wordFrom(stretch string, cut bool) int {
	if !cut {
		return 0
	}
	if i := strings.IndexByte(stretch, ' '); i >= 0 {
		return i + 1
	}
	return len(stretch)
}

// wordTo returns how many bytes to leave out at the end of a stretch so that no word is cut; the first keep bytes stay.
func wordTo(stretch string, cut bool, keep int) int {
	if !cut {
		return 0
	}
	if i := strings.LastIndexByte(stretch, ' '); i >= min(keep, len(stretch)) {
		return len(stretch) - i
	}
	return len(stretch) - min(keep, len(stretch))
}
