package safeguard_test

import (
	"flag"
	"fmt"
	"maps"
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

// tables are tallies by a key.
type tables map[string]*tally

func (t tables) of(key string) *tally {
	if t[key] == nil {
		t[key] = &tally{}
	}
	return t[key]
}

// add adds the tallies of another table.
func (t tables) add(o tables) {
	for key, c := range o {
		sum := t.of(key)
		sum.found, sum.marked, sum.right, sum.findings = sum.found+c.found, sum.marked+c.marked, sum.right+c.right, sum.findings+c.findings
	}
}

func (t tables) keys() []string { return slices.Sorted(maps.Keys(t)) }

func (t tables) String() string {
	var b strings.Builder
	for _, k := range t.keys() {
		fmt.Fprintf(&b, "  %-12s %s\n", k, t[k])
	}
	return b.String()
}

// measured is what the checks find of a set: identifiers by language and by kind, and house rules by kind.
type measured struct{ languages, kinds, conduct tables }

func (m measured) add(o measured) {
	m.languages.add(o.languages)
	m.kinds.add(o.kinds)
	m.conduct.add(o.conduct)
}

func newMeasured() measured { return measured{tables{}, tables{}, tables{}} }

// measure checks every text. The mark of an identifier is found where an identifier overlaps it, whatever its kind; that of a
// house rule where a finding of the same kind does. As texts about identifiers are not marked for house rules, what is found of
// those elsewhere is neither right nor wrong. say is told what is missed and what is false, nil for nobody.
func measure(texts []labelledText, say func(string, ...any)) measured {
	m := newMeasured()
	if say == nil {
		say = func(string, ...any) {}
	}
	for _, l := range texts {
		findings := safeguard.New(safeguard.Options{Kind: l.kind}).Check(l.text)
		for _, mark := range l.marks {
			kind, counts := safeguard.Kind(mark.kind), []*tally{m.languages.of(l.language), m.kinds.of(mark.kind)}
			hit := func(f safeguard.Finding) bool { return f.Kind.Identifies() }
			if !kind.Identifies() {
				counts = []*tally{m.conduct.of(mark.kind), m.conduct.of("all")}
				hit = func(f safeguard.Finding) bool { return f.Kind == kind }
			}
			found := slices.ContainsFunc(findings, func(f safeguard.Finding) bool { return hit(f) && f.Start < mark.end && mark.start < f.End })
			for _, c := range counts {
				c.marked++
				if found {
					c.found++
				}
			}
			if !found {
				say("line %d (%s %s) missed %s %q: %s", l.line, l.language, l.kind, mark.kind, l.text[mark.start:mark.end], l.text)
			}
		}
		for _, f := range findings {
			if !f.Kind.Identifies() {
				continue
			}
			right := slices.ContainsFunc(l.marks, func(m mark) bool {
				return safeguard.Kind(m.kind).Identifies() && f.Start < m.end && m.start < f.End
			})
			for _, c := range []*tally{m.languages.of(l.language), m.kinds.of(string(f.Kind))} {
				c.findings++
				if right {
					c.right++
				}
			}
			if !right {
				say("line %d (%s %s) false %s/%s %q: %s", l.line, l.language, l.kind, f.Kind, f.Rule, f.Text(l.text), l.text)
			}
		}
	}
	return m
}

// What the checks find and miss, of the texts that the rules were improved on and of those that they were not; see the README
// of testdata. The aim is a recall of 0.95 and a precision of 0.90 per language; the floors are what is reached. `make
// calibrate` prints the tables and every miss, but never one of the texts that nobody may look at.
func TestCalibratePosts(t *testing.T) {
	tuned, unseen := newMeasured(), newMeasured()
	for _, tt := range []struct {
		file                       string
		recall, precision, conduct float64 // the floors
		unseen                     bool
	}{
		{file: "first.txt", recall: 0.95, precision: 0.90},
		{file: "more.txt", recall: 0.95, precision: 0.90},
		{file: "second.txt", recall: 0.95, precision: 0.90},
		{file: "third.txt", recall: 0.95, precision: 0.90},
		{file: "fourth.txt", recall: 0.85, precision: 0.90},
		{file: "fifth.txt", recall: 0.95, precision: 0.90, conduct: 0.10},
		// Never to be looked at; its precision was .91 or more before telephone numbers and addresses were reported again that may
		// be anybody's, see the README.
		{file: "unseen.txt", recall: 0.65, precision: 0.90, conduct: 0.35, unseen: true},
	} {
		t.Run(tt.file, func(t *testing.T) {
			say := t.Logf
			if tt.unseen || !*calibrate {
				say = nil
			}
			m := measure(readLabelled(t, "testdata/"+tt.file), say)
			sum := tuned
			if tt.unseen {
				sum = unseen
			}
			sum.add(m)
			t.Logf("by language\n%s", m.languages)
			t.Logf("by kind\n%s", m.kinds)
			t.Logf("house rules\n%s", m.conduct)
			for _, language := range m.languages.keys() {
				if c := m.languages[language]; c.recall() < tt.recall || c.precision() < tt.precision {
					t.Errorf("%s: %s; want %.2f and %.2f", language, c, tt.recall, tt.precision)
				}
			}
			if c := m.conduct.of("all"); c.recall() < tt.conduct {
				t.Errorf("house rules: %s; want %.2f", c, tt.conduct)
			}
		})
	}
	if *calibrate {
		t.Logf("for the README of testdata\n%s", markdown(tuned, unseen))
	}
}

// markdown writes what the checks find in texts that they were improved on and in those that they were not, as a table.
func markdown(tuned, unseen measured) string {
	var b strings.Builder
	b.WriteString("| | improved on: recall | precision | never seen: recall | precision |\n| --- | --- | --- | --- | --- |\n")
	row := func(title string, a, z *tally) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", title, share(a.found, a.marked), share(a.right, a.findings), share(z.found, z.marked), share(z.right, z.findings))
	}
	for _, language := range tuned.languages.keys() {
		row("**"+language+"**", tuned.languages.of(language), unseen.languages.of(language))
	}
	for _, kind := range safeguard.Identifiers() {
		row(string(kind), tuned.kinds.of(string(kind)), unseen.kinds.of(string(kind)))
	}
	for _, kind := range append(safeguard.Conduct(), "all") {
		if a, z := tuned.conduct.of(string(kind)), unseen.conduct.of(string(kind)); a.marked+z.marked > 0 {
			row("house rules: "+string(kind), a, z)
		}
	}
	return b.String()
}

// share writes a share with Wilson's interval of 95 %; nothing of nothing.
func share(of, all int) string {
	if all == 0 {
		return ""
	}
	s, _ := stats.Wilson(of, all, 0.95)
	return strings.ReplaceAll(fmt.Sprintf("%.2f (%.2f–%.2f) %d/%d", s.Value, s.Low, s.High, of, all), "0.", ".")
}
