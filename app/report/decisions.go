package report

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/app/review"
)

// keptDecisions is the log of decisions as a JSON document: all that its seals are computed from, so that it can be verified
// without the workspace, and by other programs, as package decision describes.
type keptDecisions struct {
	Head    string         `json:"head"` // the seal of the last entry
	Intact  bool           `json:"intact"`
	Entries []keptDecision `json:"entries"`
}

type keptDecision struct {
	Number     int64     `json:"number"`
	At         time.Time `json:"at"`
	By         string    `json:"by"`
	Verdict    string    `json:"verdict"`
	Everywhere bool      `json:"everywhere"`
	Reason     string    `json:"reason"`
	Rule       string    `json:"rule"`
	Kind       string    `json:"kind"`
	Of         string    `json:"of"`
	Text       string    `json:"text"`  // platform and key of a post, or a fingerprint of a comment
	Words      string    `json:"words"` // a fingerprint
	Seal       string    `json:"seal"`
}

// entry returns what was kept. What cannot be read makes an entry that is not what was sealed.
func (k keptDecision) entry() decision.Entry {
	e := decision.Entry{Number: k.Number, Decision: decision.Decision{
		Subject: decision.Subject{Rule: k.Rule, Kind: safeguard.Kind(k.Kind), Text: k.Text, Words: k.Words},
		Verdict: decision.Verdict(k.Verdict), Everywhere: k.Everywhere, Reason: k.Reason, By: k.By, At: k.At,
	}}
	if i := slices.IndexFunc(safeguard.TextKinds(), func(of safeguard.TextKind) bool { return of.String() == k.Of }); i >= 0 {
		e.Of = safeguard.TextKinds()[i]
	}
	e.Seal, _ = decision.ParseSeal(k.Seal)
	return e
}

func keptDecisionsOf(log review.Log) keptDecisions {
	kept := keptDecisions{Head: log.Head.String(), Intact: log.Broken == nil, Entries: []keptDecision{}}
	for _, e := range log.Entries {
		kept.Entries = append(kept.Entries, keptDecision{
			e.Number, e.At, e.By, string(e.Verdict), e.Everywhere, e.Reason, e.Rule, string(e.Kind), e.Of.String(), e.Text, e.Words, e.Seal.String(),
		})
	}
	return kept
}

// WriteDecisions writes the log of decisions as JSON, for the privacy officer to keep. It holds no word of a text.
func WriteDecisions(to io.Writer, log review.Log) error {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(keptDecisionsOf(log))
}

// ErrNoDecisions is returned for a file that is not what [WriteDecisions] writes.
var ErrNoDecisions = errors.New("this is no list of decisions")

// ReadDecisions reads what [WriteDecisions] has written; [decision.Verify] tells whether it is as it was written.
func ReadDecisions(from io.Reader) ([]decision.Entry, error) {
	var kept keptDecisions
	if err := json.NewDecoder(from).Decode(&kept); err != nil || kept.Entries == nil {
		return nil, ErrNoDecisions
	}
	entries := make([]decision.Entry, len(kept.Entries))
	for i, k := range kept.Entries {
		entries[i] = k.entry()
	}
	return entries, nil
}

// WriteDecisionsCSV writes the log of decisions as comma-separated values.
func WriteDecisionsCSV(to io.Writer, log review.Log) error {
	rows := [][]string{{"number", "at", "by", "verdict", "everywhere", "reason", "rule", "kind", "of", "text", "words", "seal"}}
	for _, k := range keptDecisionsOf(log).Entries {
		rows = append(rows, []string{
			strconv.FormatInt(k.Number, 10), k.At.Format(time.RFC3339), harmless(k.By), k.Verdict, strconv.FormatBool(k.Everywhere), harmless(k.Reason), k.Rule, k.Kind, k.Of, k.Text, k.Words, k.Seal,
		})
	}
	return csv.NewWriter(to).WriteAll(rows)
}
