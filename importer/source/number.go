package source

import (
	"math"
	"strconv"
	"strings"
)

// maxExponent is the largest power of ten that is written out; float64, and so
// Excel, ends at 308.
const maxExponent = 308

// plainNumber writes a number as workbooks store it ("1.7978919536823613E+16",
// "6.5000000000000002E-2") without exponent and without the noise of binary
// fractions ("0.065"). Whole numbers keep every digit the file has, because they
// may be identifiers. ok is false when raw is no such number.
func plainNumber(raw string) (plain string, ok bool) {
	mantissa, exponent, ok := splitNumber(raw)
	if !ok {
		return "", false
	}
	negative := strings.HasPrefix(mantissa, "-")
	mantissa = strings.TrimLeft(mantissa, "+-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	point := len(whole) + exponent
	trimmed := strings.TrimLeft(digits, "0")
	point -= len(digits) - len(trimmed)
	digits = strings.TrimRight(trimmed, "0")
	if len(digits) > 15 && point < len(digits) {
		// More digits than a binary fraction carries: the shortest text that
		// means the same value is the one that was typed.
		f, err := strconv.ParseFloat(raw, 64)
		if err != nil {
			return "", false
		}
		return strconv.FormatFloat(f, 'f', -1, 64), true
	}
	switch {
	case digits == "":
		return "0", true
	case point <= 0:
		plain = "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		plain = digits + strings.Repeat("0", point-len(digits))
	default:
		plain = digits[:point] + "." + digits[point:]
	}
	if negative {
		plain = "-" + plain
	}
	return plain, true
}

// splitNumber checks the form of a number, sign digits[.digits][E[sign]digits],
// and cuts it.
func splitNumber(raw string) (mantissa string, exponent int, ok bool) {
	if len(raw) > 400 {
		return "", 0, false
	}
	mantissa = raw
	if i := strings.IndexAny(raw, "eE"); i >= 0 {
		e, err := strconv.Atoi(raw[i+1:])
		if err != nil || e > maxExponent || e < -maxExponent-20 {
			return "", 0, false
		}
		mantissa, exponent = raw[:i], e
	}
	digits, points := 0, 0
	for i, c := range mantissa {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		case (c == '-' || c == '+') && i == 0:
		default:
			return "", 0, false
		}
	}
	return mantissa, exponent, digits > 0 && points <= 1
}

func plainFloat(f float64) (string, bool) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "", false
	}
	return strconv.FormatFloat(f, 'f', -1, 64), true
}
