package safeguard_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/safeguard"
)

func found(o safeguard.Options, text string) string {
	var all []string
	for _, f := range safeguard.New(o).Check(text) {
		all = append(all, fmt.Sprintf("%s %s %q", f.Rule, f.Severity, f.Text(text)))
	}
	return strings.Join(all, "; ")
}

// A hospital can put a rule off, or hold that its breach matters more or less; others stay as they are.
func TestTheHouseChangesRules(t *testing.T) {
	const text = "90% of all women have back pain. We guarantee success."
	change := func(changed ...safeguard.RuleChange) safeguard.Options {
		return safeguard.Options{House: safeguard.House{Changed: changed}}
	}
	claim, promise := `figure_without_source warning "90% of all women have back pain."`, `cure_promised warning "We guarantee"`
	for want, o := range map[string]safeguard.Options{
		claim + "; " + promise: {},
		promise:                change(safeguard.RuleChange{Rule: "figure_without_source", Off: true}),
		strings.Replace(claim, "warning", "serious", 1) + "; " + promise: change(safeguard.RuleChange{Rule: "figure_without_source", Severity: safeguard.Serious}),
		"": change(safeguard.RuleChange{Rule: "figure_without_source", Off: true}, safeguard.RuleChange{Rule: "cure_promised", Off: true}),
	} {
		if got := found(o, text); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// Words of an own rule are found whole, in any capitals and with any hyphen; a star is any ending. The public is not bound.
func TestOwnRules(t *testing.T) {
	house := safeguard.House{Own: []safeguard.OwnRule{
		{Name: "Advertising", Words: []string{"miracle", "Cutting edge", "sensation*"}, Severity: safeguard.Note, Reason: "We do not advertise."},
		{Name: "Gender", Words: []string{"Krankenschwester*", "herz über kopf"}, Severity: safeguard.Warning, Reason: "Write Pflegefachperson."},
	}}
	if err := house.Check(); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"A miracle!":                                       `own:Advertising note "miracle"`,
		"Miracles happen.":                                 "",
		"MIRACLE: a cutting-edge operation":                `own:Advertising note "MIRACLE"; own:Advertising note "cutting-edge"`,
		"cutting the edge":                                 "",
		"Sensationell, eine Sensation":                     `own:Advertising note "Sensationell"; own:Advertising note "Sensation"`,
		"Unsere Krankenschwestern sagen Herz über Kopf ja": `own:Gender warning "Krankenschwestern"; own:Gender warning "Herz über Kopf"`,
		"herz u\u0308ber kopf":                             "own:Gender warning \"herz u\u0308ber kopf\"",
		"":                                                 "",
	} {
		if got := found(safeguard.Options{House: house}, text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		if got := found(safeguard.Options{House: house, Kind: safeguard.Comment}, text); got != "" {
			t.Errorf("%q of the public: %s", text, got)
		}
	}
	f := safeguard.New(safeguard.Options{House: house}).Check("A miracle")[0]
	if f.Said != "We do not advertise." || f.Kind != safeguard.Own || f.Kind.Identifies() {
		t.Errorf("%+v", f)
	}
}

func TestAHouseIsChecked(t *testing.T) {
	own := func(name, reason string, words ...string) safeguard.OwnRule {
		return safeguard.OwnRule{Name: name, Words: words, Reason: reason, Severity: safeguard.Note}
	}
	for name, c := range map[string]struct {
		house safeguard.House
		want  error
	}{
		"nothing":       {safeguard.House{}, nil},
		"whole":         {safeguard.House{Changed: []safeguard.RuleChange{{Rule: "politics", Off: true}}, Own: []safeguard.OwnRule{own("a", "r", "w")}}, nil},
		"no such rule":  {safeguard.House{Changed: []safeguard.RuleChange{{Rule: "ahv", Off: true}}}, safeguard.ErrNoRule},
		"no name":       {safeguard.House{Own: []safeguard.OwnRule{own(" ", "r", "w")}}, safeguard.ErrOwnName},
		"one name":      {safeguard.House{Own: []safeguard.OwnRule{own("a", "r", "w"), own("a", "r", "v")}}, safeguard.ErrOwnName},
		"no words":      {safeguard.House{Own: []safeguard.OwnRule{own("a", "r")}}, safeguard.ErrOwnWords},
		"a star alone":  {safeguard.House{Own: []safeguard.OwnRule{own("a", "r", "w", "*")}}, safeguard.ErrOwnWords},
		"a star within": {safeguard.House{Own: []safeguard.OwnRule{own("a", "r", "wo*der cure")}}, safeguard.ErrOwnWords},
		"a figure":      {safeguard.House{Own: []safeguard.OwnRule{own("a", "r", "100")}}, safeguard.ErrOwnWords},
		"no reason":     {safeguard.House{Own: []safeguard.OwnRule{own("a", "", "w")}}, safeguard.ErrOwnReason},
	} {
		if err := c.house.Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestAHouseIsKeptAsJSON(t *testing.T) {
	house := safeguard.House{
		Changed: []safeguard.RuleChange{{Rule: "politics", Off: true}, {Rule: "superlative", Severity: safeguard.Serious}},
		Own:     []safeguard.OwnRule{{Name: "a", Words: []string{"w"}, Severity: safeguard.Warning, Reason: "r", Source: "§ 4"}},
	}
	raw, err := json.Marshal(house)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"changed":[{"rule":"politics","off":true},{"rule":"superlative","severity":"serious"}],"own":[{"name":"a","words":["w"],"severity":"warning","reason":"r","source":"§ 4"}]}`
	if string(raw) != want {
		t.Errorf("%s\nwant %s", raw, want)
	}
	var back safeguard.House
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(house, back); diff != "" {
		t.Error(diff)
	}
	if err := json.Unmarshal([]byte(`{"own":[{"severity":"grave"}]}`), &back); err == nil {
		t.Error("a severity that is none is taken")
	}
}

// What is the hospital's own is no patient's.
func TestOurs(t *testing.T) {
	const text = "Thank you, Hilde Vogt, patient of our ward! Fax 044 000 41 22. Write to hilde.vogt@clinic.example."
	ours := safeguard.Ours{Names: []string{"Hilde Vogt"}, Phones: []string{"+41 44 000 41 22"}, Domains: []string{"clinic.example"}}
	if got := found(safeguard.Options{}, text); !strings.Contains(got, "Hilde Vogt") || !strings.Contains(got, "hilde.vogt@") {
		t.Errorf("nobody's: %s", got)
	}
	if got := found(safeguard.Options{House: safeguard.House{Ours: ours}}, text); got != "" {
		t.Errorf("ours: %s", got)
	}
}
