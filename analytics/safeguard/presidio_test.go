package safeguard_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"auscult/analytics/safeguard"
)

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
	all := tables{}
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
			c := all.of(span.Type)
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
	t.Logf("all its marks\n%s", all)
	t.Logf("presidio, what has a form of its own: %s", sought)
	if sought.recall() < 0.80 || sought.precision() < 0.95 {
		t.Errorf("%s; want 0.80 and 0.95", sought)
	}
}
