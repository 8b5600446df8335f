package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/app/language"
)

// Break is a definition break with what the workspace says of it.
type Break struct {
	social.DefinitionBreak
	Off bool // switched off: it is neither drawn nor heeded
	Own bool // added by a person, not one that Auscult knows
}

// Sentence says when who changed what.
func (b Break) Sentence(s *language.Speaker) string {
	args := language.Args{"Date": s.Date(b.On), "Platform": b.Platform.Name(), "What": b.Says(string(s.Language))}
	if strings.HasPrefix(b.Says(string(s.Language)), b.Platform.Name()+" ") {
		return s.T("breaks.sentence_named", args)
	}
	return s.T("breaks.sentence", args)
}

// Breaks returns all definition breaks, those that Auscult knows and the workspace's own, oldest first.
func (r *Reviewer) Breaks(ctx context.Context) ([]Break, error) {
	own, err := r.workspace.Breaks(ctx)
	if err != nil {
		return nil, err
	}
	var all []Break
	for _, b := range quality.Breaks() {
		all = append(all, Break{DefinitionBreak: b, Off: own.Off[b.ID]})
	}
	for _, b := range own.Added {
		all = append(all, Break{DefinitionBreak: b, Off: own.Off[b.ID], Own: true})
	}
	slices.SortStableFunc(all, func(a, b Break) int { return a.On.Compare(b.On) })
	return all, nil
}

// heeded returns the breaks that are not switched off.
func heeded(all []Break) []social.DefinitionBreak {
	var on []social.DefinitionBreak
	for _, b := range all {
		if !b.Off {
			on = append(on, b.DefinitionBreak)
		}
	}
	return on
}

// begins returns from when on the breaks hold.
func begins(breaks []social.DefinitionBreak, zone *time.Location) []time.Time {
	moments := make([]time.Time, len(breaks))
	for i, b := range breaks {
		moments[i] = b.Begins(zone)
	}
	return moments
}
