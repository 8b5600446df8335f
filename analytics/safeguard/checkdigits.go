package safeguard

import "strings"

// checks are the checks of numbers' digits, by their names in numbers.toml. Each is given the number as it is written.
var checks = map[string]func(string) bool{
	"ean13": ean13, "kvnr": kvnr, "nir": nir, "nhs": nhs, "ssn": ssn, "iban": iban, "luhn": card, "phone": phone, "local": local, "ip6": ip6,
}

// digitsOf returns the digits of a number.
func digitsOf(s string) []int {
	all := make([]int, 0, len(s))
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			all = append(all, int(s[i]-'0'))
		}
	}
	return all
}

// ean13 is the check of Switzerland's AHV number: weights 1 and 3 in turn, all thirteen digits sum up to a multiple of ten
// (GS1 General Specifications, 7.9).
func ean13(s string) bool {
	d := digitsOf(s)
	if len(d) != 13 {
		return false
	}
	sum := 0
	for i, v := range d {
		sum += v * (1 + i%2*2)
	}
	return sum%10 == 0
}

// kvnr is the check of Germany's health insurance number: the letter as two digits, weights 1 and 2 in turn, the digits of
// the products summed up, modulo ten (§ 290 SGB V, Anlage 1 of the Richtlinie of GKV-Spitzenverband).
func kvnr(s string) bool {
	d := digitsOf(s)
	if len(d) != 9 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	letter := int(s[0]-'A') + 1
	all := append([]int{letter / 10, letter % 10}, d...)
	sum := 0
	for i, v := range all[:10] {
		p := v * (1 + i%2)
		sum += p/10 + p%10
	}
	return sum%10 == all[10]
}

// nir is the check of France's social security number: its key is 97 less the rest of the first thirteen digits by 97, with
// Corsica's 2A as 19 and 2B as 18 (INSEE).
func nir(s string) bool {
	s = strings.NewReplacer("2A", "19", "2B", "18").Replace(s)
	d := digitsOf(s)
	if len(d) != 15 {
		return false
	}
	rest := 0
	for _, v := range d[:13] {
		rest = (rest*10 + v) % 97
	}
	return 97-rest == d[13]*10+d[14]
}

// nhs is the check of the NHS number: weights 10 to 2, eleven less the rest by eleven, 11 written as 0, 10 never given out
// (NHS Data Dictionary, NHS NUMBER).
func nhs(s string) bool {
	d := digitsOf(s)
	if len(d) != 10 {
		return false
	}
	sum := 0
	for i, v := range d[:9] {
		sum += v * (10 - i)
	}
	check := (11 - sum%11) % 11
	return check != 10 && check == d[9]
}

// ssn says whether a US Social Security number can have been given out: it has no check digit, but area 000, 666 and 900–999,
// group 00 and serial 0000 are never used (Social Security Administration, POMS RM 10201.035).
func ssn(s string) bool {
	d := digitsOf(s)
	if len(d) != 9 {
		return false
	}
	area, group, serial := d[0]*100+d[1]*10+d[2], d[3]*10+d[4], d[5]*1000+d[6]*100+d[7]*10+d[8]
	return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0
}

// ibanLengths are the lengths of IBANs in the countries whose numbers are most likely here (SWIFT's registry); elsewhere 15 to
// 34 characters.
var ibanLengths = map[string]int{
	"CH": 21, "LI": 21, "DE": 22, "AT": 20, "FR": 27, "GB": 22, "IE": 22, "IT": 27, "ES": 24, "NL": 18, "BE": 16, "LU": 20, "PT": 25, "PL": 28,
}

// iban is the check of ISO 13616: the first four characters moved to the end, letters as two digits, rest 1 by 97.
func iban(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	if n, known := ibanLengths[s[:2]]; known && len(s) != n || len(s) < 15 || len(s) > 34 {
		return false
	}
	rest := 0
	for _, c := range []byte(s[4:] + s[:4]) {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}

// card is the check of payment cards, Luhn's: every second digit from the right doubled, digits summed, modulo ten
// (ISO/IEC 7812-1).
func card(s string) bool {
	d := digitsOf(s)
	if len(d) < 12 || len(d) > 19 {
		return false
	}
	sum := 0
	for i := range d {
		v := d[len(d)-1-i]
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// phone says whether a number is as long as telephone numbers are: 8 to 15 digits (ITU-T E.164).
func phone(s string) bool {
	n := len(digitsOf(s))
	return n >= 8 && n <= 18
}

// local says whether a number without its area's is as long as they are.
func local(s string) bool {
	n := len(digitsOf(s))
	return n >= 7 && n <= 12
}

// ip6 tells an address from a time of day.
func ip6(s string) bool {
	return strings.Count(s, ":") >= 4 || strings.Contains(s, "::") && strings.ContainsAny(s, "abcdefABCDEF")
}
