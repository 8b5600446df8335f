// Package report turns a quarter's review into files that leave the program: slides as PDF and as pictures.
//
//	deck, err := report.Build(ctx, reviewer, question, speak, nil)
//	paths, err := report.Write(ctx, "review", deck, report.Formats(), nil)
//
// The slides are laid out once and drawn the same everywhere; every figure and sentence on them comes from package
// review. The same deck gives the same bytes.
package report

import (
	"context"
	"fmt"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// Deck is a review as slides.
type Deck struct {
	Title    string
	Author   string    // the hospital
	Language string    // two letters
	Date     time.Time // of the newest figures in it, by which its files are dated; zero without figures
	Slides   []Slide
}

// Slide carries one message.
type Slide struct {
	Name     string // for files and bookmarks, such as "forms"; unique within a deck
	Headline string // the finding
	Note     string // a person's own, for whoever presents it; it is not on the slide
	Subtitle string
	Figure   chart.Figure // nil: the slide is words, or a table
	Table    [][]string   // its first row is the header; nil: no table
	// Lines are at most two beside a figure. On a slide of words, what follows a line break explains what stands before.
	Lines  []string
	Source string
	Cover  bool // the first slide, with the headline in its middle
}

// Build makes the deck of a question, usually a quarter of our own. It says so on a slide when there is nothing to
// show. Working out how far the recommended mix can be trusted takes a second or two, of which progress is told, 0 to 1,
// from several goroutines (nil: nobody). Errors are those of the workspace, and ctx's.
func Build(ctx context.Context, r *review.Reviewer, q review.Question, speak *language.Speaker, progress func(part float64)) (Deck, error) {
	forms, err := r.Forms(ctx, q)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	title := speak.T("report.title", language.Args{"Quarter": speak.Quarter(forms.Question.Quarter)})
	d := Deck{Title: title, Author: forms.Organisation.Name, Language: string(speak.Language), Date: forms.Exported}
	d.Slides = append(d.Slides, cover(forms, title, speak))
	position, err := r.Position(ctx, q)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	if !position.Nothing() && position.Report.Organisations > 1 {
		d.Slides = append(d.Slides, standing(position, speak))
		if position.FormsClear() {
			d.Slides = append(d.Slides, Slide{
				Name: "position-forms", Headline: position.FormsHeadline(speak), Subtitle: position.FormsSubtitle(speak),
				Figure: chart.Standing(position, speak), Source: position.Source(speak),
			})
		}
	}
	d.Slides = append(d.Slides, Slide{
		Name: "forms", Headline: forms.Headline(speak), Subtitle: forms.Subtitle(speak), Figure: chart.Heat(forms, speak),
		Lines: filled(forms.Detail(speak)), Source: forms.Source(speak),
	})
	for _, p := range forms.Table.Platforms {
		if comparable(forms, p) {
			d.Slides = append(d.Slides, Slide{
				Name: "forms-" + string(p), Headline: forms.PlatformHeadline(speak, p), Subtitle: forms.Subtitle(speak),
				Figure: chart.Ranking(forms, p, speak), Source: only(forms, p).Source(speak),
			})
		}
	}
	year, err := overTheYear(ctx, r, q, speak)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	d.Slides = append(d.Slides, year...)
	trends, err := r.Trends(ctx, review.TrendsQuestion{Question: q})
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	if !trends.Nothing() && len(trends.Development.Others) > 0 {
		d.Slides = append(d.Slides, overTime(trends, speak))
	}
	next, appendix, err := nextQuarter(ctx, r, q, speak, progress)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	d.Slides = append(append(d.Slides, next...), appendix...)
	d.Slides = append(d.Slides, methods(forms, speak), definitions(forms, speak))
	return d, ctx.Err()
}

// standing is the slide that says where we stand, and what to do first.
func standing(p review.Position, speak *language.Speaker) Slide {
	lines := filled(p.Strengths(speak))
	if actions := p.Actions(speak); len(actions) > 0 {
		lines = append(lines, actions[0])
	}
	return Slide{
		Name: "position", Headline: p.Headline(speak), Subtitle: p.Subtitle(speak), Figure: chart.Scorecard(p, speak), Source: p.Source(speak),
		Lines: lines,
	}
}

// overTheYear are the slides on what goes with more engagement, over the year that ends with the quarter, and on when to
// post; each only where there are posts enough to look.
func overTheYear(ctx context.Context, r *review.Reviewer, q review.Question, speak *language.Speaker) (slides []Slide, err error) {
	drivers, err := r.Drivers(ctx, q)
	if err != nil {
		return nil, err
	}
	if drivers.Enough() {
		slides = append(slides, Slide{
			Name: "drivers", Headline: drivers.Headline(speak), Subtitle: drivers.Subtitle(speak),
			Figure: chart.Drivers(drivers, drivers.Group(), speak), Lines: drivers.Details(speak), Source: drivers.Source(speak),
		})
	}
	timing, err := r.Timing(ctx, q)
	if err != nil {
		return nil, err
	}
	if timing.Enough() {
		slides = append(slides, Slide{
			Name: "timing", Headline: timing.Headline(speak), Subtitle: timing.Subtitle(speak),
			Figure: chart.Timing(timing, speak), Lines: filled(timing.Detail(speak)), Source: timing.Source(speak),
		})
	}
	return slides, nil
}

// overTime is the slide of us against each competitor.
func overTime(t review.Trends, speak *language.Speaker) Slide {
	return Slide{
		Name: "trends", Headline: t.Headline(speak), Subtitle: t.Subtitle(speak), Figure: chart.Lines(t, speak), Source: t.Source(speak),
		Lines: filled(t.Detail(speak), t.GrowthSentence(speak, t.SinceYear, t.Question.Quarter.YearBefore())),
	}
}

// comparable reports whether a platform has at least two forms with an interval: one alone makes no ranking.
func comparable(f review.Forms, p social.Platform) bool {
	n := 0
	for _, c := range f.Table.On(p) {
		if c.Typical != nil && !c.TooFew {
			n++
		}
	}
	return n >= 2
}

// only returns the page with nothing but a platform's posts, for the source of a slide that shows no others.
func only(f review.Forms, p social.Platform) review.Forms {
	f.Table.Cells, f.Posts = f.Table.On(p), 0
	for _, c := range f.Table.Cells {
		f.Posts += c.Posts
	}
	return f
}

func cover(f review.Forms, title string, speak *language.Speaker) Slide {
	s := Slide{Name: "title", Cover: true, Headline: title, Subtitle: f.Organisation.Name}
	if !f.Exported.IsZero() {
		s.Lines = append(s.Lines, speak.T("report.as_of", language.Args{"Date": speak.Date(f.Exported)}))
	}
	if f.Invented {
		s.Lines = append(s.Lines, speak.T("sample.invented"))
	}
	return s
}

func methods(f review.Forms, speak *language.Speaker) Slide {
	s := Slide{Name: "methods", Headline: speak.T("report.methods.headline"), Source: f.Source(speak)}
	for _, id := range []string{"typical", "range", "best", "left_out", "association"} {
		s.Lines = append(s.Lines, speak.T("report.methods."+id))
	}
	return s
}

// definitions is the slide that says, per platform, what engagement is made of and what the rates divide by.
func definitions(f review.Forms, speak *language.Speaker) Slide {
	s := Slide{Name: "definitions", Headline: speak.T("report.definitions.headline"), Source: speak.T("report.definitions.source")}
	s.Table = [][]string{{
		speak.T("show.platform"), speak.T("report.definitions.all"), speak.T("report.definitions.own"),
		speak.T("report.definitions.public"), speak.T("report.definitions.comparable"),
	}}
	parts := func(p social.Platform, scope social.Scope) string {
		var names []string
		for _, m := range social.EngagementParts(p, scope) {
			names = append(names, speak.T("metric."+m.String()))
		}
		return strings.Join(names, ", ")
	}
	platforms := f.Table.Platforms
	if len(platforms) == 0 {
		platforms = social.Platforms()
	}
	for _, p := range platforms {
		s.Table = append(s.Table, []string{
			p.Name(), parts(p, social.AllEngagement), speak.Denominator(social.OwnDenominators(p)[0]),
			parts(p, social.PublicEngagement), speak.Denominator(social.ComparableDenominator(p)),
		})
	}
	return s
}

func filled(lines ...string) []string {
	var all []string
	for _, l := range lines {
		if l != "" {
			all = append(all, l)
		}
	}
	return all
}
