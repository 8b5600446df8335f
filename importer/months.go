package importer

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// monthWords are the names of the months, January first, in full and shortened, as CLDR writes them within a date, in
// lower case and without the dot behind. A word that means two months in two languages is left out of one of them; a
// test holds that. Platforms write months in the language of the person who exports.
var monthWords = [][12]string{
	{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
	{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"}, // German
	{"jän", "febr", "mär", "apr", "mai", "juni", "juli", "aug", "sept", "okt", "nov", "dez"},
	{"jänner", "feber", "maerz", "", "", "", "", "", "", "", "", ""}, // Austria
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	{"janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"},
	{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	{"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
	{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
	{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"},
	{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"},
	{"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"},
	{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"},
	{"oca", "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara"},
	{"ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου", "ιουνίου", "ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου", "νοεμβρίου", "δεκεμβρίου"},
	{"ιαν", "φεβ", "μαρ", "απρ", "μαΐ", "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ"},
	{"một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"}, // behind "tháng"
}

var monthsByWord = func() map[string]time.Month {
	by := map[string]time.Month{}
	for _, names := range monthWords {
		for i, name := range names {
			if name != "" {
				by[name] = time.Month(i + 1)
			}
		}
	}
	return by
}()

// besideMonths are words that stand in dates without saying anything: "26 de setembro de 2026", "16 tháng Tám", "um".
var besideMonths = map[string]bool{
	"de": true, "del": true, "of": true, "at": true, "um": true, "uhr": true, "à": true, "kl": true, "alle": true, "tháng": true, "thg": true, "lúc": true,
}

// namedDate is a date written with the name of a month.
type namedDate struct {
	year  int // 0: the date has none
	month time.Month
	day   int
	clock string // "15:04" or "15:04:05"; empty: a day alone
	half  string // "am" or "pm"; empty: the clock counts to 24
}

// parseNamed reads dates such as "Sep 26, 2026", "26. Sept. 2026", "26 sept. 2026 16:45", "Thu Mar 20 2025" and, without
// a year, "25 Μαρτίου" and "16 tháng Tám". A weekday may stand in front, in whatever language.
func parseNamed(text string) (d namedDate, ok bool) {
	var words []string
	var numbers []int
	numbered := false // "16 tháng 8": the month is a number
	for _, token := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' }) {
		token = strings.TrimRight(strings.ToLower(token), ".")
		switch {
		case token == "" || besideMonths[token]:
			numbered = numbered || token == "tháng" || token == "thg"
		case strings.Contains(token, ":"):
			if d.clock != "" {
				return d, false
			}
			d.clock = token
		case token == "am" || token == "a.m":
			d.half = "am"
		case token == "pm" || token == "p.m":
			d.half = "pm"
		case token[0] >= '0' && token[0] <= '9':
			n, err := strconv.Atoi(strings.TrimSuffix(token, "er")) // "1er janvier"
			if err != nil {
				return d, false
			}
			numbers = append(numbers, n)
		default:
			words = append(words, token)
		}
		if len(words) > 3 || len(numbers) > 3 {
			return d, false
		}
	}
	if d.month, ok = monthIn(words); !ok && numbered && len(numbers) > 1 && numbers[1] >= 1 && numbers[1] <= 12 {
		d.month, ok = time.Month(numbers[1]), true
		numbers = append(numbers[:1], numbers[2:]...)
	}
	if !ok || len(numbers) == 0 || len(numbers) > 2 {
		return d, false
	}
	for _, n := range numbers {
		switch {
		case n >= 1000 && d.year == 0:
			d.year = n
		case n >= 1 && n <= 31 && d.day == 0:
			d.day = n
		default:
			return d, false
		}
	}
	return d, d.day > 0
}

// monthIn finds the month in the words of a date: they are its name, or a weekday and its name.
func monthIn(words []string) (time.Month, bool) {
	for from := range min(len(words), 2) {
		if m, ok := monthsByWord[strings.Join(words[from:], " ")]; ok {
			return m, true
		}
	}
	return 0, false
}

// in returns the moment in zone; dayOnly says that the date has no time of day. ok is false for days that no calendar
// has, such as 31 June, and for dates without a year.
func (d namedDate) in(zone *time.Location) (t time.Time, dayOnly, ok bool) {
	if d.year == 0 {
		return time.Time{}, false, false
	}
	t = time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
	if t.Day() != d.day {
		return time.Time{}, false, false
	}
	if d.clock == "" {
		return onWall(t, zone), true, true
	}
	text, layouts := d.clock, []string{"15:04", "15:04:05"}
	if d.half != "" {
		text, layouts = text+d.half, []string{"3:04pm", "3:04:05pm"}
	}
	for _, layout := range layouts {
		if clock, err := time.Parse(layout, text); err == nil {
			t = time.Date(d.year, d.month, d.day, clock.Hour(), clock.Minute(), clock.Second(), 0, time.UTC)
			return onWall(t, zone), false, true
		}
	}
	return time.Time{}, false, false
}

// fallsOn reports whether t is on a day of that date.
func (d namedDate) fallsOn(t time.Time) bool { return t.Month() == d.month && t.Day() == d.day }

// onOrAfter gives a date without a year the year in which it falls next, a day's grace for the zones between.
func (d namedDate) onOrAfter(earliest time.Time) (time.Time, bool) {
	for year := earliest.Year() - 1; year <= earliest.Year()+1; year++ {
		t := time.Date(year, d.month, d.day, 0, 0, 0, 0, earliest.Location())
		if t.Day() == d.day && !t.Before(earliest.AddDate(0, 0, -2)) {
			return t, true
		}
	}
	return time.Time{}, false
}
