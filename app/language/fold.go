package language

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// joined are letters of which nothing but custom says which two they are.
var joined = strings.NewReplacer("ß", "ss", "œ", "oe", "æ", "ae")

// Folded writes a text as it is compared when people look for words: small letters without accents, single blanks, ss for ß and
// oe for œ.
func Folded(text string) string {
	text = strings.ToLower(text)
	if plain := strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0; !plain {
		text = joined.Replace(text)
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, strings.ToLower(norm.NFKD.String(text)))
	}
	return strings.Join(strings.Fields(text), " ")
}
