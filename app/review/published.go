package review

import (
	"strconv"
	"strings"
	"time"

	"auscult/analytics/benchmark"
	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/app/language"
)

// publishedFor returns the published benchmarks that are made as our comparable rate is, for the platforms on which the
// audit has it. Posts of several chosen forms, or of chosen topics, have no benchmark.
func publishedFor(q Question, r position.Report) []benchmark.Benchmark {
	if len(q.Forms) > 1 || len(q.Topics) > 0 {
		return nil
	}
	var form social.Form
	if len(q.Forms) == 1 {
		form = q.Forms[0]
	}
	var all []benchmark.Benchmark
	for _, c := range r.Criteria {
		if c.Kind == position.Engagement {
			all = append(all, benchmark.Like(benchmark.Rate{
				Platform: c.Platform, Form: form, Denominator: social.ComparableDenominator(c.Platform),
				Counts: social.EngagementParts(c.Platform, social.PublicEngagement),
			})...)
		}
	}
	return all
}

// PublishedLines say what others have published, each with its source, date and definition.
func (p Position) PublishedLines(s *language.Speaker) []string {
	var lines []string
	for _, b := range p.Published {
		parts := []string{s.T("published." + string(b.Denominator)), s.T("published." + b.Industry)}
		if b.Average != "" {
			parts = append(parts, s.T("published."+b.Average))
		}
		if b.Form != "" {
			parts = append(parts, s.FormInText(b.Form))
		}
		lines = append(lines, s.T("published.line", language.Args{
			"Source": b.Source, "Date": publishedOn(s, b.Date), "Definition": strings.Join(parts, ", "),
			"Value": s.Percent(b.Value), "Platform": b.Platform.Name(),
		}))
	}
	return lines
}

func publishedOn(s *language.Speaker, d benchmark.Date) string {
	if d.Month == 0 {
		return strconv.Itoa(d.Year)
	}
	return s.Month(time.Date(d.Year, d.Month, 1, 0, 0, 0, 0, time.UTC))
}
