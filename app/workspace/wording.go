package workspace

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalText writes a text without what differs between two copies of it: case, white space, links (platforms shorten
// them, tools add tracking) and how letters with marks are put together. cut says that the copy ends with an ellipsis,
// as where a tool keeps only the beginning; the ellipsis is taken away.
func normalText(text string) (normal string, cut bool) {
	var b strings.Builder
	b.Grow(len(text))
	for w := range strings.FieldsSeq(strings.ToLower(norm.NFC.String(text))) {
		if strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "www.") {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	normal = b.String()
	for _, ellipsis := range []string{"…", "..."} {
		if strings.HasSuffix(normal, ellipsis) {
			return strings.TrimRight(normal, "… ."), true
		}
	}
	return normal, false
}

// beginning returns the first n letters of a text, or all of it when it has fewer.
func beginning(text string, n int) string {
	for at := range text {
		if n == 0 {
			return text[:at]
		}
		n--
	}
	return text
}

// continues reports whether longer goes on after shorter, from the end of a word.
func continues(longer, shorter string) bool {
	rest, ok := strings.CutPrefix(longer, shorter)
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// digest is a short stand-in for a string that is only compared: of a million posts the strings would not leave much of
// the memory, and two different strings have one digest in one of 10¹⁹ cases.
func digest(parts ...string) uint64 {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p)) // never fails
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}
