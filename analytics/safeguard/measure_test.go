package safeguard_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"auscult/analytics/safeguard"
	"auscult/analytics/stats"
)

var calibrate = flag.Bool("calibrate", false, "print what the checks find and miss, text by text")

// labelledText is a text with what has to be found in it.
type labelledText struct {
	line     int
	language string
	kind     safeguard.TextKind
	text     string
	marks    []mark
}

type mark struct {
	kind       string
	start, end int
}

var kindsOfTexts = map[string]safeguard.TextKind{"post": safeguard.Post, "comment": safeguard.Comment, "reply": safeguard.Reply}

// readLabelled reads one of the files of testdata, see its README.
func readLabelled(t testing.TB, file string) []labelledText {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []labelledText
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		parts := strings.SplitN(line, "\t", 3)
		if len(parts) != 3 {
			t.Fatalf("%s:%d: want language, kind and text", file, i+1)
		}
		kind, ok := kindsOfTexts[parts[1]]
		if !ok {
			t.Fatalf("%s:%d: %q is no kind of text", file, i+1, parts[1])
		}
		l := labelledText{line: i + 1, language: parts[0], kind: kind}
		rest := strings.ReplaceAll(parts[2], `\n`, "\n")
		for {
			before, marked, found := strings.Cut(rest, "{")
			l.text += before
			if !found {
				break
			}
			marked, rest, _ = strings.Cut(marked, "}")
			kind, value, ok := strings.Cut(marked, ":")
			if !ok {
				t.Fatalf("%s:%d: a mark without kind", file, i+1)
			}
			l.marks = append(l.marks, mark{kind, len(l.text), len(l.text) + len(value)})
			l.text += value
		}
		all = append(all, l)
	}
	return all
}

// tally counts what was found of what had to be, and what was found that had not.
type tally struct{ found, marked, right, findings int }

func (c tally) String() string {
	recall, _ := stats.Wilson(c.found, c.marked, 0.95)
	precision, _ := stats.Wilson(c.right, c.findings, 0.95)
	return fmt.Sprintf("recall %3d of %3d = %.3f (%.2f–%.2f)   precision %3d of %3d = %.3f (%.2f–%.2f)", c.found, c.marked, recall.Value, recall.Low, recall.High,
		c.right, c.findings, precision.Value, precision.Low, precision.High)
}

func (c tally) recall() float64    { return float64(c.found) / float64(max(c.marked, 1)) }
func (c tally) precision() float64 { return float64(c.right) / float64(max(c.findings, 1)) }

// measure checks every text; a mark is found where an identifier overlaps it, whatever its kind.
func measure(t testing.TB, texts []labelledText) (byLanguage, byKind map[string]*tally) {
	byLanguage, byKind = map[string]*tally{}, map[string]*tally{}
	of := func(all map[string]*tally, key string) *tally {
		if all[key] == nil {
			all[key] = &tally{}
		}
		return all[key]
	}
	for _, l := range texts {
		findings := safeguard.New(safeguard.Options{Kind: l.kind}).Check(l.text)
		for _, m := range l.marks {
			hit := slices.ContainsFunc(findings, func(f safeguard.Finding) bool { return f.Kind.Identifies() && f.Start < m.end && m.start < f.End })
			for _, c := range []*tally{of(byLanguage, l.language), of(byKind, m.kind)} {
				c.marked++
				if hit {
					c.found++
				}
			}
			if !hit && *calibrate {
				t.Logf("line %d (%s) missed %s %q: %s", l.line, l.language, m.kind, l.text[m.start:m.end], l.text)
			}
		}
		for _, f := range findings {
			if !f.Kind.Identifies() {
				continue
			}
			right := slices.ContainsFunc(l.marks, func(m mark) bool { return f.Start < m.end && m.start < f.End })
			for _, c := range []*tally{of(byLanguage, l.language), of(byKind, string(f.Kind))} {
				c.findings++
				if right {
					c.right++
				}
			}
			if !right && *calibrate {
				t.Logf("line %d (%s) false %s/%s %q: %s", l.line, l.language, f.Kind, f.Rule, f.Text(l.text), l.text)
			}
		}
	}
	return byLanguage, byKind
}

func print(t testing.TB, title string, all map[string]*tally) {
	var b strings.Builder
	keys := make([]string, 0, len(all))
	for k := range all {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, "  %-12s %s\n", k, all[k])
	}
	t.Logf("%s\n%s", title, b.String())
}

// What the checks find and miss: of the texts that the rules were improved on, and of the last, which they were not; see the
// README of testdata. The aim is a recall of 0.95 and a precision of 0.90 per language. `make calibrate` prints the tables and every miss.
func TestCalibratePosts(t *testing.T) {
	for _, tt := range []struct {
		file              string
		recall, precision float64 // the floors
	}{
		{"testdata/first.txt", 0.95, 0.90},
		{"testdata/more.txt", 0.95, 0.90},
		{"testdata/second.txt", 0.95, 0.90},
		{"testdata/third.txt", 0.95, 0.90},
		{"testdata/fourth.txt", 0.60, 0.90}, // never improved on
	} {
		byLanguage, byKind := measure(t, readLabelled(t, tt.file))
		print(t, tt.file+" by language", byLanguage)
		print(t, tt.file+" by kind", byKind)
		for language, c := range byLanguage {
			if c.recall() < tt.recall || c.precision() < tt.precision {
				t.Errorf("%s, %s: %s; want %.2f and %.2f", tt.file, language, c, tt.recall, tt.precision)
			}
		}
	}
}

// presidioKinds are what the marks of the synthetic texts mean here. Its organisations, titles, nationalities and names of
// persons in general are no identifiers of patients.
var presidioKinds = map[string][]safeguard.Kind{
	"PHONE_NUMBER": {safeguard.Phone, safeguard.Fax}, "EMAIL_ADDRESS": {safeguard.Email}, "IBAN_CODE": {safeguard.Account}, "CREDIT_CARD": {safeguard.Account},
	"US_SSN": {safeguard.Insurance}, "IP_ADDRESS": {safeguard.IP}, "US_DRIVER_LICENSE": {safeguard.Certificate},
}

// The identifiers with a form of their own on a public yardstick: microsoft/presidio-research's synthetic sentences, read as
// comments, which is what they are like. Names and places need a patient near, which these sentences have not; how many are
// found all the same is printed and not asked for.
func TestCalibratePresidio(t *testing.T) {
	raw, err := os.ReadFile("testdata/presidio_synth_v2.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts []struct {
		Text  string `json:"full_text"`
		Spans []struct {
			Type  string `json:"entity_type"`
			Value string `json:"entity_value"`
			Start int    `json:"start_position"`
			End   int    `json:"end_position"`
		} `json:"spans"`
	}
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	all := map[string]*tally{}
	var sought tally
	checker := safeguard.New(safeguard.Options{Kind: safeguard.Comment})
	for _, text := range texts {
		findings := checker.Check(text.Text)
		runes := make([]int, 0, len(text.Text)+1) // where characters begin
		for i := range text.Text {
			runes = append(runes, i)
		}
		runes = append(runes, len(text.Text))
		for _, span := range text.Spans {
			start, end := runes[span.Start], runes[span.End]
			c := all[span.Type]
			if c == nil {
				c = &tally{}
				all[span.Type] = c
			}
			c.marked++
			kinds := presidioKinds[span.Type]
			hit := slices.ContainsFunc(findings, func(f safeguard.Finding) bool {
				return f.Start < end && start < f.End && (kinds == nil || slices.Contains(kinds, f.Kind))
			})
			if hit {
				c.found++
			}
			if kinds != nil {
				sought.marked++
				if hit {
					sought.found++
				} else if *calibrate {
					t.Logf("missed %s %q: %s", span.Type, span.Value, text.Text)
				}
			}
		}
		for _, f := range findings {
			for name, kinds := range presidioKinds {
				if !slices.Contains(kinds, f.Kind) || name == "CREDIT_CARD" {
					continue // accounts are counted once
				}
				sought.findings++
				right := slices.ContainsFunc(text.Spans, func(s struct {
					Type  string `json:"entity_type"`
					Value string `json:"entity_value"`
					Start int    `json:"start_position"`
					End   int    `json:"end_position"`
				},
				) bool {
					return f.Start < runes[s.End] && runes[s.Start] < f.End
				})
				if right {
					sought.right++
				} else if *calibrate {
					t.Logf("false %s %q: %s", f.Rule, f.Text(text.Text), text.Text)
				}
			}
		}
	}
	print(t, "presidio, all its marks", all)
	t.Logf("presidio, what has a form of its own: %s", sought)
	if sought.recall() < 0.80 || sought.precision() < 0.95 {
		t.Errorf("%s; want 0.80 and 0.95", sought)
	}
}
