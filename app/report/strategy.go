package report

import (
	"context"
	"strconv"
	"strings"

	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// plan is the plan of the quarter after the one of the review, with how far it can be trusted; nil where posts are too few
// for one, or where the review is not about all that is ours. progress is told how far the work is, 0 to 1; nil: nobody.
func plan(ctx context.Context, r *review.Reviewer, q review.Question, progress func(part float64)) (*review.Strategy, error) {
	if q.Organisation != 0 || q.Competitors || q.Everyone {
		return nil, nil
	}
	var asked review.StrategyQuestion
	if !q.Quarter.IsZero() {
		asked.Quarter = q.Quarter.Next()
	}
	st, err := r.Strategy(ctx, asked)
	if err != nil || st.Lacking != nil {
		return nil, err
	}
	if st, err = st.Assured(ctx, progress); err != nil {
		return nil, err
	}
	return &st, nil
}

// nextQuarter are the slides on a plan: the recommended mix with its hours, what it should bring and how sure that is, and
// the decisions that are asked for. All of a large mix stands in the appendix.
func nextQuarter(st review.Strategy, speak *language.Speaker) (slides, appendix []Slide) {
	mix, figure := aboutMix(st, speak), chart.Mix(st, speak)
	if rows := mixRows(st); rows > mostRows {
		all := mix
		all.Name, all.Headline, all.Figure = "mix-all", speak.T("report.mix.all"), figure
		appendix = append(appendix, all)
		figure = chart.MixChanges(st, largest, speak)
		mix.Lines = filled(speak.T("report.mix.largest", language.Args{
			"Count": min(largest, len(st.Changes())), "All": speak.Count(int64(rows)),
		}))
	}
	mix.Figure = chart.Above(figure, chart.Hours(st, chart.HoursByForm, speak), hoursPart)
	slides = []Slide{mix, expectation(st, speak)}
	if lines := st.Decisions(); len(lines) > 0 {
		ask := Slide{Name: "decisions", Headline: st.DecisionsHeadline(speak), Subtitle: st.DecisionsSubtitle(speak), Source: mix.Source, Notes: mix.Notes}
		for i, l := range lines {
			what, why := st.Decision(speak, l)
			ask.Lines = append(ask.Lines, strings.TrimSpace(strconv.Itoa(i+1)+". "+what+"\n"+why))
		}
		slides = append(slides, ask)
	}
	return slides, appendix
}

// aboutMix is a slide on the recommended mix, without a figure.
func aboutMix(st review.Strategy, speak *language.Speaker) Slide {
	return Slide{Name: "mix", Headline: st.Headline(speak), Subtitle: st.Subtitle(speak), Source: st.Source(speak), Notes: notes(st.Method(speak))}
}

// expectation is the slide on what the mix should bring, and how sure that is.
func expectation(st review.Strategy, speak *language.Speaker) Slide {
	return Slide{
		Name: "expectation", Headline: st.ExpectHeadline(speak), Subtitle: st.ExpectSubtitle(speak), Source: st.Source(speak),
		Figure: chart.Expectation(st, speak), Lines: filled(st.ExpectDetails(speak)...), Notes: notes(st.Method(speak)),
	}
}

// mostRows is how many rows of a mix can be read from the far end of a table; of a mix with more, the largest changes are
// shown, a few less, because they may be of more platforms. hoursPart is which part of the height of the mix's slide its
// hours take.
const (
	mostRows  = 16
	largest   = 12
	hoursPart = 0.3
)

// mixRows is how many rows a mix has.
func mixRows(st review.Strategy) int {
	rows := 0
	for _, l := range st.Plan.Lines {
		if l.Now+l.Next > 0 {
			rows++
		}
	}
	return rows
}
