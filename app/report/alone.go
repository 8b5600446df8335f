package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// Chart is one chart of a page, which can leave the program by itself: as the slide that a review would show it on, and as
// the sheet with its numbers.
//
//	deck, err := report.BuildChart(ctx, reviewer, report.FormsChart(forms), speak)
//	err = report.WriteFile(ctx, "2026Q3 forms.png", deck, report.PNG)
type Chart struct {
	name    string // of its slide
	quarter social.Quarter
	make    func(*review.Redactor, *language.Speaker) (Slide, Sheet)
}

// BuildChart makes the deck of one chart, of one slide and one sheet. Errors are those of the workspace, and ctx's.
func BuildChart(ctx context.Context, r *review.Reviewer, c Chart, speak *language.Speaker) (Deck, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Deck{}, fmt.Errorf("build the chart: %w", err)
	}
	redactor, err := r.Redactor(ctx)
	if err != nil {
		return Deck{}, fmt.Errorf("build the chart: %w", err)
	}
	d, err := deckOf(h, h.Settings.Hospital, c.quarter, speak)
	if err != nil {
		return Deck{}, fmt.Errorf("build the chart: %w", err)
	}
	slide, sheet := c.make(redactor, speak)
	d.Slides, d.Sheets = []Slide{slide}, []Sheet{sheet}
	return d, ctx.Err()
}

// FileName suggests a name for the chart's file, without an ending: its quarter, if it is about one, and its slide's name,
// as in "2026Q3 forms".
func (c Chart) FileName() string {
	if c.quarter.IsZero() {
		return c.name
	}
	return c.quarter.String() + " " + c.name
}

// Finding is what a slide says, in words: headline, subtitle and source, a line each.
func (s Slide) Finding() string { return strings.Join(filled(s.Headline, s.Subtitle, s.Source), "\n") }

// FormsChart is all content forms on all platforms.
func FormsChart(f review.Forms) Chart {
	return Chart{"forms", f.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		return everyForm(f, speak), formsSheet(f, speak)
	}}
}

// PlatformChart is the content forms on one platform.
func PlatformChart(f review.Forms, platform social.Platform) Chart {
	return Chart{"forms-" + string(platform), f.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		slide, sheet := formsOn(f, platform, speak), formsSheet(only(f, platform), speak)
		sheet.Name, sheet.Headline, sheet.Notes = slide.Name, slide.Headline, nil
		return slide, sheet
	}}
}

// DriversChart is what goes with more engagement, with the effects of one group; its sheet has those of all.
func DriversChart(d review.Drivers, group review.DriverGroup) Chart {
	return Chart{"drivers", d.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		return whatDrives(d, group, speak), driversSheet(d, speak)
	}}
}

// TimingChart is when to post.
func TimingChart(t review.Timing) Chart {
	return Chart{"timing", t.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		return whenToPost(t, speak), timingSheet(t, speak)
	}}
}

// PositionChart is where we stand, point by point.
func PositionChart(p review.Position) Chart {
	return Chart{"position", p.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		return standing(p, speak), positionSheet(p, speak)
	}}
}

// PositionFormsChart is where we stand by content form.
func PositionFormsChart(p review.Position) Chart {
	return Chart{"position-forms", p.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		return standingByForm(p, speak), positionSheet(p, speak)
	}}
}

// TrendsChart is us against each competitor over time. What could give somebody away is masked in its events.
func TrendsChart(t review.Trends) Chart {
	return Chart{"trends", t.Question.Quarter, func(redactor *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		t.Events = slices.Clone(t.Events)
		for i := range t.Events {
			t.Events[i].Text = redactor.Words(t.Events[i].Text)
		}
		return overTime(t, speak), trendsSheet(t, speak)
	}}
}

// MixChart is the whole recommended mix.
func MixChart(st review.Strategy) Chart {
	return Chart{"mix", st.Base, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		slide := aboutMix(st, speak)
		slide.Figure = chart.Mix(st, speak)
		return slide, mixSheet(st, speak)
	}}
}

// HoursChart is the hours that the mix takes.
func HoursChart(st review.Strategy) Chart {
	return Chart{"hours", st.Base, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		slide := aboutMix(st, speak)
		slide.Name, slide.Headline = "hours", st.HoursSentence(speak, st.Plan)
		slide.Figure = chart.Hours(st, chart.HoursByForm, speak)
		return slide, mixSheet(st, speak)
	}}
}

// ExpectationChart is what the mix should bring, and how sure that is.
func ExpectationChart(st review.Strategy) Chart {
	return Chart{"expectation", st.Base, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		return expectation(st, speak), goalsSheet(st, speak)
	}}
}

// highest is how high a coverage may be, in the window's units, to be read on a slide: its rows get 7 points there.
const highest = 1150

// CoverageChart is what the figures rest on, by channel and month: of many channels the first, as many as can be read on a
// slide. Its sheet has all months and channels.
func CoverageChart(q review.Quality, o chart.CoverageOptions) Chart {
	return Chart{"coverage", q.Question.Quarter, func(_ *review.Redactor, speak *language.Speaker) (Slide, Sheet) {
		slide := Slide{
			Name: "coverage", Headline: q.Headline(speak), Subtitle: speak.T("quality.coverage"), Source: q.Source(speak), smallest: 5.5,
		}
		all := len(q.Report.Channels)
		if o.Channels == 0 || o.Channels > all {
			o.Channels = all
		}
		for o.Channels > 1 && chart.CoverageHeight(q, o) > highest {
			o.Channels--
		}
		if o.Channels < all {
			slide.Lines = []string{speak.T("quality.first_channels", language.Args{"Count": o.Channels})}
		}
		figure := chart.Coverage(q, o, speak)
		slide.Figure = figure
		return slide, coverageSheet(q, figure.Title(), speak)
	}}
}
