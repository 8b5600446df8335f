package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"auscult/analytics/drivers"
	"auscult/analytics/engagement"
	"auscult/app/language"
	"auscult/app/review"
)

type shownDrivers struct {
	shownYear
	WithoutText int           `json:"posts_without_text"`
	Effects     []shownEffect `json:"effects"`
}

type shownEffect struct {
	Factor       string   `json:"factor"`
	Value        string   `json:"value"`
	Posts        int      `json:"posts"`
	Times        *float64 `json:"times_others"`
	Low          *float64 `json:"low"`
	High         *float64 `json:"high"`
	CautiousLow  *float64 `json:"cautious_low"`
	CautiousHigh *float64 `json:"cautious_high"`
	Clear        bool     `json:"clear_difference"`
	TopGroup     bool     `json:"top_group"`
	Sentence     string   `json:"sentence"`
}

func showDrivers(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	d, err := r.Drivers(ctx, q)
	if err != nil {
		return err
	}
	shown := shownDriversOf(d, speak)
	return f.print(out, shown, func() error { return driversCSV(out, shown) }, func() { printDrivers(out, d, speak) })
}

func shownDriversOf(d review.Drivers, speak *language.Speaker) shownDrivers {
	a := d.Findings
	shown := shownDrivers{
		shownYear: shownYear{
			Organisation: d.Organisation.Name, From: quarterName(d.From), Quarter: quarterName(d.Question.Quarter), Measure: string(d.Question.Measure),
			Level: engagement.Level, Posts: a.Posts, Used: a.Used, Boosted: a.Boosted, Young: a.Young, NoFigure: a.NoFigure,
			ExportedAt: moment(d.Exported), Headline: d.Headline(speak), Detail: filled(d.Detail(speak)), Invented: d.Invented,
		},
		WithoutText: a.WithoutText, Effects: []shownEffect{},
	}
	for _, g := range review.DriverGroups() {
		for _, e := range d.In(g) {
			s := shownEffect{
				Factor: string(e.Factor), Value: e.Level, Posts: e.Posts, Clear: e.Flagged, TopGroup: e.TopGroup, Sentence: d.Sentence(speak, e),
			}
			if e.Times != nil {
				s.Times, s.Low, s.High = number(e.Times.Value), number(e.Times.Low), number(e.Times.High)
				s.CautiousLow, s.CautiousHigh = number(e.Cautious.Low), number(e.Cautious.High)
			}
			shown.Effects = append(shown.Effects, s)
		}
	}
	return shown
}

func driversCSV(out io.Writer, d shownDrivers) error {
	rows := [][]string{{"factor", "value", "posts", "times_others", "low", "high", "cautious_low", "cautious_high", "clear_difference", "top_group"}}
	for _, e := range d.Effects {
		rows = append(rows, []string{
			e.Factor, e.Value, strconv.Itoa(e.Posts), text(e.Times), text(e.Low), text(e.High), text(e.CautiousLow), text(e.CautiousHigh),
			strconv.FormatBool(e.Clear), strconv.FormatBool(e.TopGroup),
		})
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func printDrivers(out io.Writer, d review.Drivers, speak *language.Speaker) {
	printFinding(out, d.Headline(speak), d.Detail(speak), d.Subtitle(speak))
	list := table{header: []string{
		speak.T("show.drivers.with"), ">" + speak.T("show.posts"), ">" + speak.T("show.timing.times"), speak.T("show.likely"), speak.T("show.drivers.clear"),
	}}
	for _, g := range review.DriverGroups() {
		for _, e := range d.In(g) {
			times, likely, clear := "–", speak.T("show.too_few"), ""
			if e.Times != nil {
				times, likely = speak.Ratio(e.Times.Value), speak.Ratio(e.Times.Low)+" – "+speak.Ratio(e.Times.High)
			}
			if e.Flagged {
				clear = "•"
			}
			list.add(driverName(d, g, speak, e), speak.Count(int64(e.Posts)), times, likely, clear)
		}
	}
	list.print(out)
	fmt.Fprintf(out, "\n%s\n", d.Source(speak))
}

// driverName says of a topic and a form that it is one.
func driverName(d review.Drivers, g review.DriverGroup, speak *language.Speaker, e drivers.Effect) string {
	switch g {
	case review.TopicGroup:
		return speak.Label("topic") + ": " + d.Name(speak, e)
	case review.FormGroup:
		return speak.Label("form") + ": " + d.Name(speak, e)
	}
	return d.Name(speak, e)
}
