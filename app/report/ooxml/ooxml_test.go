package ooxml

import (
	"bytes"
	"encoding/xml"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"auscult/app/chart"
)

func TestLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := letters(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
}

func TestPlace(t *testing.T) {
	p := Place{Sheet: "Chef's", Row: 9, Column: 1}
	if got := p.head(2) + " " + p.cells(0, 3); got != "'Chef''s'!$D$10 'Chef''s'!$B$11:$B$13" {
		t.Error(got)
	}
}

// TestRangesAreALineWithGaps holds what is drawn: from, to, nothing, in the row of the dot, the first at the top.
func TestRangesAreALineWithGaps(t *testing.T) {
	nan := math.NaN()
	d := chart.Data{Names: []string{"photo", "text"}, Series: []chart.Series{{
		Name: "best", Values: []float64{2, nan}, Low: []float64{1, nan}, High: []float64{4, nan},
	}}}
	table := Table(d)
	at := layout(d)[0]
	if table[1][at.value] != 2.0 || table[1][at.span] != 1.0 || table[2][at.span] != 4.0 || table[3][at.span] != nil || table[2][at.rows] != 2.0 {
		t.Errorf("%v", table)
	}
	if table[2][at.value] != nil || table[1][rowColumn] != 2.0 || table[2][rowColumn] != 1.0 {
		t.Errorf("%v", table)
	}
}

// TestAnyChartIsXML holds that whatever is to be drawn, the part is well-formed and says nothing of numbers that are none.
func TestAnyChartIsXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "rows")
		value := rapid.OneOf(rapid.Float64Range(-1e6, 1e6), rapid.Just(math.NaN()))
		values := rapid.SliceOfN(value, n, n)
		d := chart.Data{
			Shape: rapid.SampledFrom([]chart.Shape{chart.Dots, chart.Courses, chart.Stacked}).Draw(t, "shape"),
			Title: rapid.String().Draw(t, "title"), Part: 1, Scale: chart.Scale{Title: rapid.String().Draw(t, "axis"), Top: 1, Step: 0.5, Format: "0%"},
		}
		for range n {
			d.Names = append(d.Names, rapid.String().Draw(t, "name"))
		}
		for range rapid.IntRange(1, 4).Draw(t, "series") {
			s := chart.Series{
				Name: rapid.String().Draw(t, "series name"), Role: chart.Role(rapid.IntRange(0, int(chart.Flag)).Draw(t, "role")), Values: values.Draw(t, "values"),
			}
			if d.Shape == chart.Dots && rapid.Bool().Draw(t, "ranged") {
				s.Low, s.High = values.Draw(t, "low"), values.Draw(t, "high")
			}
			d.Series = append(d.Series, s)
		}
		part := Chart(d, Place{Sheet: "Numbers"}, Look{Width: 400, Height: 200, Text: 12, Language: "de-DE"})
		for decoder := xml.NewDecoder(bytes.NewReader(part)); ; {
			if _, err := decoder.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Fatal(err)
				}
				break
			}
		}
		if strings.Contains(string(part), "NaN") || strings.Contains(string(part), "Inf") {
			t.Error("a number that is none")
		}
	})
}

func TestPackagesAreSorted(t *testing.T) {
	var p Parts
	for _, name := range []string{"b.xml", "[Content_Types].xml", "a.xml"} {
		p.AddText(name, `<Types><Override b=""/><Default a=""/></Types>`)
	}
	if got := strings.Join(p.Names(), " "); got != "[Content_Types].xml a.xml b.xml" {
		t.Error(got)
	}
	if got := string(sortedTypes([]byte(`<Types><Override b=""/><Default a=""/></Types>`))); got != `<Types><Default a=""/><Override b=""/></Types>` {
		t.Error(got)
	}
	if _, err := Sorted([]byte("no package")); err == nil {
		t.Error("what is no package is taken for one")
	}
}
