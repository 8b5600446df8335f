// Package report turns a quarter's review into files that leave the program: slides as PDF, as PowerPoint
// and as pictures, and all its figures as a workbook and as CSV.
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
	"image/color"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/logo"
	"auscult/app/review"
)

// Deck is a review as slides.
type Deck struct {
	Title    string
	Author   string      // the hospital
	Colour   color.Color // the hospital's; nil: it has none, and Auscult's takes its place
	Logo     *logo.Logo  // the hospital's; nil: it has none
	Language string      // two letters
	Date     time.Time   // of the newest figures in it, by which its files are dated; zero without figures
	Slides   []Slide
	Sheets   []Sheet // all figures of the pages, for Excel and CSV
	Exports  review.Exports
	// Arrangement is how [BuildArranged] has arranged the slides, those that are left out too.
	Arrangement review.Arrangement
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
	Notes  []string // for who presents it: how the figures were computed
	Cover  bool     // the first slide, with the headline in its middle

	smallest vg.Length // how small the figure's labels may become to show all there is, in points; 0: as on any slide
}

// pages are what the review knows of a question, page by page.
type pages struct {
	forms    review.Forms
	position review.Position
	drivers  review.Drivers
	timing   review.Timing
	trends   review.Trends
	totals   review.Totals
	strategy *review.Strategy   // nil: there is no plan
	checked  *review.Safeguards // nil: there is no text
	exports  review.Exports
}

// ask asks for all pages. What takes longest is told of.
func ask(ctx context.Context, r *review.Reviewer, q review.Question, speak *language.Speaker, progress func(part float64)) (p pages, err error) {
	if p.forms, err = r.Forms(ctx, q); err != nil {
		return p, err
	}
	if p.position, err = r.Position(ctx, q); err != nil {
		return p, err
	}
	if p.drivers, err = r.Drivers(ctx, q); err != nil {
		return p, err
	}
	if p.timing, err = r.Timing(ctx, q); err != nil {
		return p, err
	}
	if p.trends, err = r.Trends(ctx, review.TrendsQuestion{Question: q}); err != nil {
		return p, err
	}
	if p.totals, err = r.Totals(ctx, q); err != nil {
		return p, err
	}
	if p.strategy, err = plan(ctx, r, q, progress); err != nil {
		return p, err
	}
	if p.checked, err = checked(ctx, r, q); err != nil {
		return p, err
	}
	redactor, err := r.Redactor(ctx)
	if err != nil {
		return p, err
	}
	for i := range p.trends.Events { // of all words on the slides the only ones that a person has written
		e := &p.trends.Events[i]
		e.Text = redactor.Words(e.Text)
	}
	p.exports, err = r.ExportsBehind(ctx, p.behind(speak))
	return p, err
}

// Build makes the deck of a question, usually a quarter of our own. It says so on a slide when there is nothing to
// show. Working out how far the recommended mix can be trusted takes a second or two, of which progress is told, 0 to 1,
// from several goroutines (nil: nobody). Errors are those of the workspace, and ctx's.
func Build(ctx context.Context, r *review.Reviewer, q review.Question, speak *language.Speaker, progress func(part float64)) (Deck, error) {
	p, err := ask(ctx, r, q, speak, progress)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	forms := p.forms
	h, err := r.Holdings(ctx)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	d, err := deckOf(h, forms.Organisation.Name, forms.Question.Quarter, speak)
	if err != nil {
		return Deck{}, fmt.Errorf("build the review: %w", err)
	}
	d.Sheets, d.Exports = p.sheets(speak), p.exports
	d.Slides = append(d.Slides, cover(forms, d.Title, speak))
	if !p.position.Nothing() && p.position.Report.Organisations > 1 {
		d.Slides = append(d.Slides, standing(p.position, speak))
		if p.position.FormsClear() {
			d.Slides = append(d.Slides, standingByForm(p.position, speak))
		}
	}
	d.Slides = append(d.Slides, everyForm(forms, speak))
	for _, platform := range forms.Table.Platforms {
		if comparable(forms, platform) {
			d.Slides = append(d.Slides, formsOn(forms, platform, speak))
		}
	}
	d.Slides = append(d.Slides, overTheYear(p.drivers, p.timing, speak)...)
	if !p.trends.Nothing() && len(p.trends.Development.Others) > 0 {
		d.Slides = append(d.Slides, overTime(p.trends, speak))
	}
	if p.checked != nil {
		d.Slides = append(d.Slides, conduct(*p.checked, speak))
	}
	if p.strategy != nil {
		next, appendix := nextQuarter(*p.strategy, speak)
		d.Slides = append(append(d.Slides, next...), appendix...)
	}
	d.Slides = append(d.Slides, methods(forms, speak), definitions(forms, speak))
	return d, ctx.Err()
}

// deckOf is a deck without slides: whose it is and how that looks, of which quarter, and how old its figures are.
func deckOf(h *review.Holdings, author string, quarter social.Quarter, speak *language.Speaker) (d Deck, err error) {
	d = Deck{
		Title: speak.T("report.title", language.Args{"Quarter": speak.Quarter(quarter)}), Author: author,
		Language: string(speak.Language), Date: h.LastExport,
	}
	d.Colour, d.Logo, err = identity(h.Settings.Colour, h.Settings.Logo)
	return d, err
}

// notes are a method as a speaker reads it out.
func notes(m review.Method) []string {
	var lines []string
	for _, part := range m.Parts {
		lines = append(lines, part.Title+": "+strings.Join(part.Lines, " "))
	}
	return lines
}

// standing is the slide that says where we stand, and what to do first.
func standing(p review.Position, speak *language.Speaker) Slide {
	lines := filled(p.Strengths(speak))
	if actions := p.Actions(speak); len(actions) > 0 {
		lines = append(lines, actions[0])
	}
	return Slide{
		Name: "position", Headline: p.Headline(speak), Subtitle: p.Subtitle(speak), Figure: chart.Scorecard(p, speak), Source: p.Source(speak),
		Lines: lines, Notes: notes(p.Method(speak)),
	}
}

// standingByForm is the slide that says where we stand by content form.
func standingByForm(p review.Position, speak *language.Speaker) Slide {
	return Slide{
		Name: "position-forms", Headline: p.FormsHeadline(speak), Subtitle: p.FormsSubtitle(speak),
		Figure: chart.Standing(p, speak), Source: p.Source(speak), Notes: notes(p.Method(speak)),
	}
}

// everyForm is the slide of all content forms on all platforms.
func everyForm(f review.Forms, speak *language.Speaker) Slide {
	return Slide{
		Name: "forms", Headline: f.Headline(speak), Subtitle: f.Subtitle(speak), Figure: chart.Heat(f, speak),
		Lines: filled(f.Detail(speak)), Source: f.Source(speak), Notes: notes(f.Method(speak)),
	}
}

// formsOn is the slide of the content forms on one platform.
func formsOn(f review.Forms, platform social.Platform, speak *language.Speaker) Slide {
	alone := only(f, platform)
	return Slide{
		Name: "forms-" + string(platform), Headline: f.PlatformHeadline(speak, platform), Subtitle: f.Subtitle(speak),
		Figure: chart.Ranking(f, platform, speak), Source: alone.Source(speak), Notes: notes(alone.Method(speak)),
	}
}

// overTheYear are the slides on what goes with more engagement, over the year that ends with the quarter, and on when to
// post; each only where there are posts enough to look.
func overTheYear(drivers review.Drivers, timing review.Timing, speak *language.Speaker) (slides []Slide) {
	if drivers.Enough() {
		slides = append(slides, whatDrives(drivers, drivers.Group(), speak))
	}
	if timing.Enough() {
		slides = append(slides, whenToPost(timing, speak))
	}
	return slides
}

// whatDrives is the slide on what goes with more engagement, with the effects of one group.
func whatDrives(d review.Drivers, group review.DriverGroup, speak *language.Speaker) Slide {
	return Slide{
		Name: "drivers", Headline: d.Headline(speak), Subtitle: d.Subtitle(speak), Notes: notes(d.Method(speak)),
		Figure: chart.Drivers(d, group, speak), Lines: d.Details(speak), Source: d.Source(speak),
	}
}

// whenToPost is the slide on days and hours.
func whenToPost(t review.Timing, speak *language.Speaker) Slide {
	return Slide{
		Name: "timing", Headline: t.Headline(speak), Subtitle: t.Subtitle(speak), Notes: notes(t.Method(speak)),
		Figure: chart.Timing(t, speak), Lines: filled(t.Detail(speak)), Source: t.Source(speak),
	}
}

// overTime is the slide of us against each competitor.
func overTime(t review.Trends, speak *language.Speaker) Slide {
	return Slide{
		Name: "trends", Headline: t.Headline(speak), Subtitle: t.Subtitle(speak), Figure: chart.Lines(t, speak), Source: t.Source(speak),
		Lines: filled(t.Detail(speak), t.GrowthSentence(speak, t.SinceYear, t.Question.Quarter.YearBefore())),
		Notes: notes(t.Method(speak)),
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
