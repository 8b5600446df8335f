// Package language says things to people: texts in English, German and French from assets, and numbers, dates and the
// words of the domain the way each language writes them.
//
//	speak := language.New(language.German)
//	speak.T("forms.headline.too_few", language.Args{"Count": 12})
//	speak.Percent(0.0344) // "3,44 %"
package language

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"auscult/analytics/social"
	"auscult/assets"
	"auscult/importer"
)

// Language is one of the languages Auscult speaks, by its two-letter code.
type Language string

// The languages.
const (
	English Language = "en"
	German  Language = "de"
	French  Language = "fr"
)

// All returns the languages in the order in which a choice shows them.
func All() []Language { return []Language{English, German, French} }

// Parse finds the language of a tag such as "de", "de-CH" or "fr_FR.UTF-8".
func Parse(tag string) (Language, error) {
	if len(tag) >= 2 {
		for _, l := range All() {
			if strings.EqualFold(tag[:2], string(l)) && (len(tag) == 2 || strings.ContainsAny(tag[2:3], "-_.")) {
				return l, nil
			}
		}
	}
	return English, fmt.Errorf("language %q: Auscult speaks en, de and fr", tag)
}

// OfSystem returns the language that the environment asks for, English when it asks for none we speak.
func OfSystem() Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			l, _ := Parse(value) // English is the answer to an unknown language
			return l
		}
	}
	return English
}

// Args fill the placeholders of a text. "Count", a number, also chooses between singular and plural.
type Args map[string]any

// Speaker speaks one language.
type Speaker struct {
	Language  Language
	localizer *i18n.Localizer
	printer   *message.Printer
}

var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(xlanguage.English)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, l := range All() {
		if _, err := b.LoadMessageFileFS(assets.Texts, "texts/"+string(l)+".toml"); err != nil {
			panic(err) // the texts are part of the program and a test loads them
		}
	}
	return b
})

// New returns a speaker of the language.
func New(l Language) *Speaker {
	return &Speaker{
		Language: l, localizer: i18n.NewLocalizer(bundle(), string(l)),
		printer: message.NewPrinter(xlanguage.Make(string(l))),
	}
}

// T returns the text called id with its placeholders filled. A text that is missing shows as its id, which a test of
// this package keeps from happening.
func (s *Speaker) T(id string, args ...Args) string {
	config := &i18n.LocalizeConfig{MessageID: id}
	if len(args) > 0 {
		config.TemplateData = map[string]any(args[0])
		if count, ok := args[0]["Count"]; ok {
			config.PluralCount = count
			// The template shows the number as the language writes it.
			data := map[string]any{}
			for k, v := range args[0] {
				data[k] = v
			}
			if n, ok := count.(int); ok {
				data["Count"] = s.Count(int64(n))
			}
			config.TemplateData = data
		}
	}
	text, err := s.localizer.Localize(config)
	if err != nil && text == "" {
		return id
	}
	return text
}

// Count writes a whole number, such as 12,345.
func (s *Speaker) Count(n int64) string { return s.printer.Sprint(number.Decimal(n)) }

// Figure writes a number with at most three significant digits, as prose does: 1,230, 42.3 or 0.0123.
func (s *Speaker) Figure(v float64) string {
	if v == 0 {
		return s.printer.Sprint(number.Decimal(0))
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(v))))
	return s.printer.Sprint(number.Decimal(rounded(v, digits), number.MaxFractionDigits(max(digits, 0))))
}

// Plain writes a number for a field that it can be typed into: with the language's sign for decimals, and nothing between
// thousands.
func (s *Speaker) Plain(v float64) string {
	text := strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)
	if s.Language == English {
		return text
	}
	return strings.ReplaceAll(text, ".", ",")
}

// Sentence begins a text with a capital letter.
func (s *Speaker) Sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// rounded rounds as spreadsheet programs do, halves away from zero and by what a number looks like in decimals, so that a
// figure is the same on a slide and in Excel: 5.225 is 5.23, though as a binary number it may be a little less.
func rounded(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale*(1+1e-14)) / scale
}

// Whole writes a number without decimals.
func (s *Speaker) Whole(v float64) string { return s.Count(int64(math.Round(v))) }

// Percent writes a fraction as per cent, with the decimals that people compare by: two below 10 %, one below 100 %, none
// above; and two significant digits below 0.1 %. 0.0344 is "3.44%" in English and "3,44 %" in German and French.
func (s *Speaker) Percent(v float64) string {
	p := math.Abs(v * 100)
	decimals := 2
	switch {
	case p >= 99.95:
		decimals = 0
	case p >= 9.995:
		decimals = 1
	case p > 0 && p < 0.0995:
		decimals = 1 - int(math.Floor(math.Log10(p)))
	}
	return s.perCent(s.printer.Sprint(number.Decimal(rounded(v*100, decimals), number.MinFractionDigits(decimals), number.MaxFractionDigits(decimals))))
}

// PercentTick writes a round fraction without decimals that say nothing: 0.02 is "2%", 0.025 is "2.5%".
func (s *Speaker) PercentTick(v float64) string { return s.perCent(s.Figure(v * 100)) }

func (s *Speaker) perCent(number string) string {
	if s.Language == English {
		return number + "%"
	}
	return number + "\u00a0%"
}

// Change writes by how much something has changed, with its sign and at most three digits: 0.083 is "+8.3%", −0.12 is
// "−12%", with a true minus sign.
func (s *Speaker) Change(v float64) string {
	sign := "+"
	if v < 0 {
		sign = "−"
	}
	digits := 1
	if math.Abs(v) >= 0.0995 {
		digits = 0
	}
	text := s.printer.Sprint(number.Decimal(rounded(math.Abs(v)*100, digits), number.MinFractionDigits(0), number.MaxFractionDigits(digits)))
	if text == s.printer.Sprint(number.Decimal(0)) {
		sign = "±"
	}
	return sign + s.perCent(text)
}

// Times writes a factor with two significant digits: "2.1".
func (s *Speaker) Times(v float64) string {
	if v >= 10 {
		return s.printer.Sprint(number.Decimal(math.Round(v), number.MaxFractionDigits(0)))
	}
	return s.printer.Sprint(number.Decimal(rounded(v, 1), number.MinFractionDigits(1), number.MaxFractionDigits(1)))
}

// Ratio writes a factor near one with two decimals: "1.08".
func (s *Speaker) Ratio(v float64) string {
	if v >= 10 {
		return s.Times(v)
	}
	return s.printer.Sprint(number.Decimal(rounded(v, 2), number.MinFractionDigits(2), number.MaxFractionDigits(2)))
}

// Weekday writes a weekday by itself, "Monday".
func (s *Speaker) Weekday(d time.Weekday) string { return s.T(fmt.Sprintf("weekday.%d", int(d))) }

// Weekdays writes a weekday for all such days, within a sentence: "Mondays".
func (s *Speaker) Weekdays(d time.Weekday) string { return s.T(fmt.Sprintf("weekday_each.%d", int(d))) }

// Date writes a day.
func (s *Speaker) Date(t time.Time) string {
	month := s.T(fmt.Sprintf("month.%d", int(t.Month())))
	switch s.Language {
	case German:
		return fmt.Sprintf("%d. %s %d", t.Day(), month, t.Year())
	default:
		return fmt.Sprintf("%d %s %d", t.Day(), month, t.Year())
	}
}

// Month writes a month, "April 2026".
func (s *Speaker) Month(t time.Time) string {
	return fmt.Sprintf("%s %d", s.T(fmt.Sprintf("month.%d", int(t.Month()))), t.Year())
}

// MonthName writes a month's name without the year, as within a sentence.
func (s *Speaker) MonthName(m time.Month) string { return s.T(fmt.Sprintf("month.%d", int(m))) }

// ShortMonth writes a month's name without the year, in three or four letters.
func (s *Speaker) ShortMonth(m time.Month) string { return s.T(fmt.Sprintf("month_short.%d", int(m))) }

// Months writes the months from that of the first day to that of the last: "April 2026", or "April 2026 to June 2026".
func (s *Speaker) Months(first, last time.Time) string {
	if first.Year() == last.Year() && first.Month() == last.Month() {
		return s.Month(first)
	}
	return s.T("month_span", Args{"From": s.Month(first), "To": s.Month(last)})
}

// Quarter writes a quarter, "Q3 2026"; the zero quarter is all time.
func (s *Speaker) Quarter(q social.Quarter) string {
	if q.IsZero() {
		return s.T("quarter.all")
	}
	return s.T("quarter.name", Args{"Number": q.Number, "Year": q.Year})
}

// Form writes a content form, "Short video".
func (s *Speaker) Form(f social.Form) string {
	if f == "" {
		return s.T("form.unknown")
	}
	return s.T("form." + string(f))
}

// FormInText writes a content form within a sentence, where English and French write it small: "short video".
func (s *Speaker) FormInText(f social.Form) string {
	name := s.Form(f)
	if s.Language == German {
		return name
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

// Topic writes a topic.
func (s *Speaker) Topic(t social.Topic) string {
	if t == "" {
		return s.T("topic.unknown")
	}
	return s.T("topic." + string(t))
}

// Denominator writes what a rate is over: "people reached".
func (s *Speaker) Denominator(d social.Denominator) string { return s.T("denominator." + string(d)) }

// Reason writes why a row was refused, and the cure.
func (s *Speaker) Reason(r importer.Reason) string { return s.T("reason." + string(r)) }

// List writes "a, b and c".
func (s *Speaker) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " " + s.T("list.and") + " " + items[last]
}
