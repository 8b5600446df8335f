package importer

import (
	"math"
	"strconv"
	"strings"
)

// numberColumn decides how a column writes its numbers. Blanks and apostrophes always group; whether the point or the
// comma marks decimals is voted on by every cell of the column, because 1.234 alone does not say.
type numberColumn struct {
	pointDecimal, commaDecimal int  // cells that can only be read so
	unclear                    bool // some cell fits both
}

// see lets one cell vote.
func (c *numberColumn) see(text string) {
	if _, plain := digits(text); plain {
		return // most cells: nothing in them groups or separates
	}
	text = ungroup(text)
	point, comma := strings.Count(text, "."), strings.Count(text, ",")
	switch {
	case point == 0 && comma == 0:
	case point > 0 && comma > 0: // 1.234,5 or 1,234.5: the last mark is the decimal one
		if strings.LastIndexByte(text, ',') > strings.LastIndexByte(text, '.') {
			c.commaDecimal++
		} else {
			c.pointDecimal++
		}
	case point > 1: // 1.234.567
		c.commaDecimal++
	case comma > 1:
		c.pointDecimal++
	case point == 1:
		c.single(text, '.', &c.pointDecimal)
	default:
		c.single(text, ',', &c.commaDecimal)
	}
}

// single votes on a cell with one mark: only a mark before exactly three digits and after one to three others can be a
// grouping one.
func (c *numberColumn) single(text string, mark byte, asDecimal *int) {
	at := strings.IndexByte(text, mark)
	before := strings.TrimLeft(text[:at], "+-")
	if len(text)-at-1 == 3 && len(before) >= 1 && len(before) <= 3 && before != "0" {
		c.unclear = true
		return
	}
	*asDecimal++
}

// numberStyle says which mark separates decimals; the other one groups thousands.
type numberStyle struct{ decimal byte }

// decide returns the column's style. Without a vote of its own a column follows the file's; a column of counts whose
// cells are all unclear groups with whatever mark it has, since counts have no decimals.
func (c *numberColumn) decide(file numberStyle, counts bool) numberStyle {
	switch {
	case c.pointDecimal > c.commaDecimal:
		return numberStyle{'.'}
	case c.commaDecimal > c.pointDecimal:
		return numberStyle{','}
	case c.unclear && counts:
		return numberStyle{} // neither: both marks group
	}
	return file
}

// ungroup removes blanks and apostrophes, which only ever group digits.
func ungroup(text string) string {
	if !strings.ContainsAny(text, " '\u2019\u00a0\u202f\u2009\t") {
		return text
	}
	return strings.NewReplacer(" ", "", "'", "", "\u2019", "", "\u00a0", "", "\u202f", "", "\u2009", "", "\t", "").Replace(text)
}

// absent are the words with which exports say that they have no figure.
var absent = map[string]bool{
	"": true, "-": true, "--": true, "–": true, "—": true, "undefined": true, "n/a": true, "na": true, "null": true, "nan": true,
}

// isAbsent reports whether a cell says that there is no figure.
func isAbsent(text string) bool {
	if text != "" && '0' <= text[0] && text[0] <= '9' {
		return false // most cells: none of those words begins with a digit
	}
	return absent[strings.ToLower(strings.TrimSpace(text))]
}

// parse reads a number in the style. Infinite and absurdly large values are no numbers.
func (s numberStyle) parse(text string) (float64, bool) {
	if v, plain := digits(text); plain {
		return v, true // most cells: the same in every style
	}
	text = ungroup(strings.TrimSpace(text))
	var clean string
	switch s.decimal {
	case '.':
		clean = strings.ReplaceAll(text, ",", "")
	case ',':
		clean = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	default:
		clean = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", "")
	}
	if clean == "" || strings.ContainsAny(clean, "xXpPnN_iI") { // ParseFloat also knows hexadecimal, NaN and Inf
		return 0, false
	}
	v, err := strconv.ParseFloat(clean, 64)
	if err != nil || math.Abs(v) > 1e15 {
		return 0, false
	}
	return v, true
}

// digits reads a number that is nothing but digits, few enough for a float64 to hold each of them.
func digits(text string) (v float64, ok bool) {
	if len(text) == 0 || len(text) > 15 {
		return 0, false
	}
	n := int64(0)
	for i := range len(text) {
		d := text[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int64(d)
	}
	return float64(n), true
}
