package source

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// side is what stands beside a letter whose encoding is unknown.
type side int

const (
	sideOther side = iota // space, digit, punctuation
	sideLower
	sideUpper
	sideHigh // another byte above 127, most probably a letter
)

func sideOf(b byte) side {
	switch {
	case b >= 'a' && b <= 'z':
		return sideLower
	case b >= 'A' && b <= 'Z':
		return sideUpper
	case b >= 0x80:
		return sideHigh
	}
	return sideOther
}

func (s side) letter() bool { return s != sideOther }

// neighbours counts every byte above 127 by what stands before and after it.
// That is enough to tell the encodings apart: 0x84 is an ä inside "l\x84nger"
// in CP850, while an opening quote, its meaning in Windows-1252, would not stand
// between two letters.
type neighbours [128][4][4]int64

func (n *neighbours) count(piece []byte, before byte) {
	for i, b := range piece {
		if b >= 0x80 {
			after := byte(' ')
			if i+1 < len(piece) {
				after = piece[i+1]
			}
			n[b-0x80][sideOf(before)][sideOf(after)]++
		}
		before = b
	}
}

// candidates are in the order of preference among equals: Windows-1252 comes
// before ISO 8859-15 and CP850 before CP437 because they are the commoner ones.
var candidates = []struct {
	name string
	cmap *charmap.Charmap
}{
	{Windows1252, charmap.Windows1252},
	{ISO885915, charmap.ISO8859_15},
	{CP850, charmap.CodePage850},
	{MacRoman, charmap.Macintosh},
	{CP437, charmap.CodePage437},
}

// mostPlausible names the single-byte encoding that makes the most sense of the
// letters counted, for texts in German, French and English.
func (n *neighbours) mostPlausible() string {
	best, bestScore := "", int64(0)
	for _, c := range candidates {
		var score int64
		for b := range n {
			for before := range n[b] {
				for after, count := range n[b][before] {
					if count > 0 {
						r := c.cmap.DecodeByte(byte(b + 0x80))
						score += count * plausible(r, side(before), side(after))
					}
				}
			}
		}
		if best == "" || score > bestScore {
			best, bestScore = c.name, score
		}
	}
	return best
}

const (
	everydayLower = "äöüßéèêëàâçùûîïôœ"
	everydayUpper = "ÄÖÜÉÈÊÀÂÇŒ"
	otherLetters  = "áíóúñåøæãõìòÁÍÓÚÑÅØÆÔÎÙÛËÏ"
)

// plausible scores one letter between its neighbours; the weights were set by
// hand so that each line of the tests comes out right with a margin.
func plausible(r rune, before, after side) int64 {
	inWord := before.letter() || after.letter()
	switch {
	case unicode.IsControl(r) || r == unicode.ReplacementChar:
		return -20
	case r >= 0x2500 && r <= 0x259F: // drawn boxes
		return -6
	case r == 'à' && !inWord: // "à" is a word of its own
		return 3
	case strings.ContainsRune(everydayLower, r):
		return letterScore(4, inWord && before != sideUpper)
	case strings.ContainsRune(everydayUpper, r):
		if before == sideLower {
			return -6 // "cafÉ" is no word
		}
		return letterScore(3, inWord)
	case strings.ContainsRune(otherLetters, r):
		if unicode.IsUpper(r) && before == sideLower {
			return -6
		}
		return letterScore(1, inWord)
	case r == '’' || r == '‘' || r == '´':
		return 2
	case strings.ContainsRune("“”„‚«»‹›", r):
		if before.letter() && after.letter() && before != sideHigh && after != sideHigh {
			return -4
		}
		return 2
	case strings.ContainsRune("€–—…•·°\u00a0£", r):
		if before.letter() && after.letter() && r != '–' {
			return -1
		}
		return 2
	case strings.ContainsRune("§©®™±²³¿¡½¼¾µ×¢¥", r):
		if inWord {
			return -2
		}
		return 1
	case unicode.IsLetter(r):
		return -2
	}
	return -3
}

func letterScore(good int64, fits bool) int64 {
	if fits {
		return good
	}
	return -1
}
