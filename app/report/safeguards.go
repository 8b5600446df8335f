package report

import (
	"context"

	"auscult/app/language"
	"auscult/app/review"
)

// mostKinds is how many kinds of findings a slide names.
const mostKinds = 5

// checked checks the texts of a quarter. It returns nil for longer times, and where the exports have no texts.
func checked(ctx context.Context, r *review.Reviewer, q review.Question) (*review.Safeguards, error) {
	if q.Quarter.IsZero() {
		return nil, nil
	}
	g, err := r.Safeguards(ctx, q)
	if err != nil || g.Worded+g.Comments == 0 {
		return nil, err
	}
	return &g, nil
}

// conduct is the slide on what the checks found: figures, without a word of the texts.
func conduct(g review.Safeguards, speak *language.Speaker) Slide {
	s := Slide{Name: "safeguards", Headline: g.Headline(speak), Subtitle: g.Subtitle(speak), Lines: filled(g.Detail(speak)), Source: g.Source(speak)}
	for _, k := range g.Gravest(mostKinds) {
		s.Lines = append(s.Lines, g.KindSentence(speak, k))
	}
	for _, r := range g.House.Applied() {
		if r.Severity > 0 {
			s.Notes = append(s.Notes, speak.T("safeguard.rule", language.Args{"Kind": review.SafeguardKind(speak, r.Kind), "Source": r.Source}))
		}
	}
	for _, own := range g.House.Own {
		s.Notes = append(s.Notes, speak.T("safeguard.own_rule", language.Args{"Name": own.Name, "Reason": own.Reason}))
	}
	return s
}
