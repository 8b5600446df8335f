package report

import (
	"math"
	"strings"
	"time"

	"auscult/app/language"
)

// Sheet is a page of the review as a table: all its figures, where a slide shows those that matter.
type Sheet struct {
	Name                       string // for files, such as "forms"; unique within a deck
	Title                      string // of the tab
	Headline, Subtitle, Source string
	Columns                    []string
	Keys                       int // how many columns, from the first, name a row
	Rows                       [][]Value
	Notes                      []string // what stands below the table
}

// Value is a cell: words, a figure, a day, or nothing.
type Value struct {
	Text    string // words, or the figure as it is written everywhere
	Number  float64
	Numeric bool
	Format  string    // of a figure, as a number format of Excel that writes it as Text does
	Day     time.Time // of a day
}

// words is a cell of words; empty ones are nothing.
func words(text string) Value { return Value{Text: text} }

// figureAs is a figure with how it is written; nothing where there is none.
func figureAs(v float64, text, format string) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Value{}
	}
	return Value{Text: text, Number: v, Numeric: true, Format: format}
}

// count is a number of things.
func count(speak *language.Speaker, n int64) Value {
	return figureAs(float64(n), speak.Count(n), "#,##0")
}

// figure is a number with three digits, percent a part, change by how much something changes, ratio how many times as much.
func figure(speak *language.Speaker, v float64) Value {
	text := written(v, speak.Figure)
	return figureAs(v, text, "#,##0"+decimals(text, speak))
}

func percent(speak *language.Speaker, v float64) Value {
	text := written(v, speak.Percent)
	return figureAs(v, text, "0"+decimals(text, speak)+perCent(text))
}

func change(speak *language.Speaker, v float64) Value {
	text := written(v, speak.Change)
	part := "0" + decimals(text, speak) + perCent(text)
	return figureAs(v, text, "+"+part+`;"−"`+part+`;"±"0`+perCent(text))
}

func ratio(speak *language.Speaker, v float64) Value {
	text := written(v, speak.Ratio)
	return figureAs(v, text, "0"+decimals(text, speak))
}

// perCent is the part of a number format for the sign of a figure in per cent, with the space before it that the language
// wants.
func perCent(text string) string {
	if strings.HasSuffix(text, "\u00a0%") {
		return "\"\u00a0\"%"
	}
	return "%"
}

// written writes what can be written.
func written(v float64, write func(float64) string) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return write(v)
}

// day is a day, nothing where there is none.
func day(speak *language.Speaker, t time.Time) Value {
	if t.IsZero() {
		return Value{}
	}
	return Value{Text: speak.Date(t), Day: t}
}

// yes says yes, or nothing.
func yes(speak *language.Speaker, b bool) Value {
	if !b {
		return Value{}
	}
	return words(speak.T("report.column.yes"))
}

// decimals is the part of a number format for the decimals of a figure as it is written.
func decimals(text string, speak *language.Speaker) string {
	mark := ","
	if speak.Language == language.English {
		mark = "."
	}
	_, after, found := strings.Cut(text, mark)
	if !found {
		return ""
	}
	n := 0
	for n < len(after) && after[n] >= '0' && after[n] <= '9' {
		n++
	}
	if n == 0 {
		return ""
	}
	return "." + strings.Repeat("0", n)
}

// columnNames are the names of columns.
func columnNames(speak *language.Speaker, ids ...string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = speak.T(id)
	}
	return names
}
