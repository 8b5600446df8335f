package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// misreadAs are the encodings in which programs read UTF-8 by mistake: "für" becomes
// "fÃ¼r" in the first, "f√ºr" in the second, "f├╝r" in the third.
var misreadAs = []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh, charmap.CodePage850}

// Mend gives back the text that was UTF-8 before a program read it in another encoding
// and saved what it saw: "fÃ¼r" is "für". It does so only where nothing was lost, that
// is, where every letter has its byte and the bytes are sound UTF-8, which sound text
// in any language practically never is. Otherwise ok is false and the text unchanged.
func Mend(text string) (mended string, ok bool) {
	high := firstHigh(text)
	if high == len(text) {
		return text, false
	}
	for _, cmap := range misreadAs {
		if raw, fits := bytesIn(cmap, text, high); fits && utf8.Valid(raw) {
			mended = string(raw)
			if again, twice := Mend(mended); twice { // it has happened twice
				return again, true
			}
			return mended, true
		}
	}
	return text, false
}

// bytesIn writes text, which is ASCII up to high, in the encoding. It gives up at the
// first letter that does not fit UTF-8, which in sound texts is the first beyond ASCII.
func bytesIn(cmap *charmap.Charmap, text string, high int) ([]byte, bool) {
	var raw []byte
	follow := 0 // bytes that must follow in the letter begun
	for _, r := range text[high:] {
		b := byte(r)
		if r >= utf8.RuneSelf {
			var ok bool
			if b, ok = cmap.EncodeRune(r); !ok {
				return nil, false
			}
		}
		switch within := b >= 0x80 && b < 0xC0; {
		case within != (follow > 0):
			return nil, false
		case within:
			follow--
		case b >= 0xF0:
			follow = 3
		case b >= 0xE0:
			follow = 2
		case b >= 0xC0:
			follow = 1
		}
		if raw == nil && follow > 0 {
			raw = append(make([]byte, 0, len(text)), text[:high]...)
		}
		if raw != nil {
			raw = append(raw, b)
		}
	}
	return raw, follow == 0
}

// firstHigh is where the first letter beyond ASCII stands, or the length of s.
func firstHigh(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

// misreadLetters begin the signs below; looking for these first is what makes it quick.
var misreadLetters = []string{"Ã", "â€", "ðŸ", "√", "├"}

// misreadSigns stand in texts that were UTF-8 once, and next to never in others.
var misreadSigns = []string{
	"Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã„", "Ã–", "Ãœ", "Ã©", "Ã¨", "Ãª", "Ã§", "Ã®", "Ã´", "â€", "ðŸ", "√º", "√§", "√∂", "√©", "├╝", "├ñ", "├Â", "├®",
}

// Misread reports whether the text looks as [Mend] describes, but is beyond mending,
// because letters of it are gone.
func Misread(text string) bool {
	if !slices.ContainsFunc(misreadLetters, func(letter string) bool { return strings.Contains(text, letter) }) {
		return false
	}
	for _, sign := range misreadSigns {
		if strings.Contains(text, sign) {
			_, ok := Mend(text)
			return !ok
		}
	}
	return false
}
