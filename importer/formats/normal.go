package formats

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Normal writes a header name or a word from a file the way all of them are compared: lower case, single blanks, and
// without the invisible characters that exports carry (soft hyphens, zero-width characters, byte order marks), and with
// straight apostrophes and plain hyphens, which programs put in place of typographic ones and back.
func Normal(s string) string {
	if isNormal(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case isInvisible(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case isApostrophe(r):
			return '\''
		case r == '\u2010' || r == '\u2011':
			return '-'
		}
		return unicode.ToLower(r)
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func isInvisible(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff'
}

func isApostrophe(r rune) bool { return r == '’' || r == '‘' || r == 'ʼ' || r == '´' || r == '`' }

// isNormal reports whether Normal leaves s as it is. Most words in files are normal, and a million rows hold many.
func isNormal(s string) bool {
	before := ' ' // so that s may not begin with a blank
	for _, r := range s {
		switch {
		case r == ' ':
			if before == ' ' {
				return false
			}
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' || '\t' <= r && r <= '\r' || r == '`' {
				return false
			}
		case isInvisible(r), unicode.IsSpace(r), unicode.ToLower(r) != r, r == utf8.RuneError,
			isApostrophe(r), r == '\u2010', r == '\u2011':
			return false
		}
		before = r
	}
	return s == "" || before != ' '
}
