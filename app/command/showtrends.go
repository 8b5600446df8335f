package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/review"
)

type shownTrends struct {
	Organisation string      `json:"organisation"`
	Quarter      *string     `json:"quarter"`
	Measure      string      `json:"measure"`
	Step         string      `json:"step"`
	Level        float64     `json:"interval_level"`
	Posts        int         `json:"posts"`
	ExportedAt   *time.Time  `json:"exported_at"`
	Headline     string      `json:"headline"`
	Detail       *string     `json:"detail"`
	Invented     bool        `json:"invented"`
	Ours         shownLine   `json:"ours"`
	Competitors  []shownLine `json:"competitors"`
	// Median is that of the competitors at each step.
	Median  []*float64   `json:"competitors_median"`
	Alone   *shownCourse `json:"alone"`
	Against *shownCourse `json:"against_competitors"`
	// Season is that of our own line of months; null where there is none, or none strong enough.
	Season        *shownSeason  `json:"season"`
	Changes       []shownChange `json:"changes"`
	SincePrevious *shownGrowth  `json:"since_previous_quarter"`
	SinceYear     *shownGrowth  `json:"since_year_before"`
	// JudgedSince is the day of the last definition break, from which on the trends are judged; null without one.
	JudgedSince *string      `json:"judged_since"`
	Events      []shownEvent `json:"annotations"`
	Breaks      []shownBreak `json:"definition_breaks"`
}

// shownEvent is a dated event with what came of it; the figures are null where that cannot be told.
type shownEvent struct {
	shownAnnotation
	Times *float64 `json:"times_against_competitors"`
	Low   *float64 `json:"times_low"`
	High  *float64 `json:"times_high"`
	From  *string  `json:"compared_from"`
	To    *string  `json:"compared_to"`
}

type shownLine struct {
	Organisation string      `json:"organisation"`
	Steps        []shownStep `json:"steps"`
}

type shownStep struct {
	Start string   `json:"start"`
	Value *float64 `json:"value"`
	Posts int      `json:"posts"`
}

// shownCourse is a trend: the factor by which the figure changes in a quarter.
type shownCourse struct {
	PerQuarter *float64 `json:"per_quarter"`
	Low        *float64 `json:"per_quarter_low"`
	High       *float64 `json:"per_quarter_high"`
	Clear      bool     `json:"clear"`
	// Test is "seasonal_mann_kendall" where months were compared with the same months of other years only, else
	// "mann_kendall"; null where there was no test.
	Test *string `json:"test"`
}

// shownSeason is what the months of a year do, as factors of the line's own course.
type shownSeason struct {
	Years    int                `json:"years"`
	Strength float64            `json:"strength"`
	Months   []shownSeasonMonth `json:"months"`
}

type shownSeasonMonth struct {
	Month  int     `json:"month"` // January is 1
	Factor float64 `json:"factor"`
}

type shownChange struct {
	From   string  `json:"from"`
	To     string  `json:"to"`
	Factor float64 `json:"factor"`
}

type shownGrowth struct {
	Now    float64  `json:"now"`
	Before float64  `json:"before"`
	Factor float64  `json:"factor"`
	Low    *float64 `json:"factor_low"`
	High   *float64 `json:"factor_high"`
	Sure   bool     `json:"sure"`
	Across *string  `json:"across_definition_break"`
}

func showTrends(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	tq := review.TrendsQuestion{Question: q, Measure: trend.Measure(f.overTime), Step: trend.Step(f.step)}
	if f.overTime != "" && !tq.Measure.Valid() {
		return usage("%q is not a measure of trends; use one of %s", f.overTime, words(trend.Measures()))
	}
	if f.step != "" && !tq.Step.Valid() {
		return usage("%q is not a step; use one of %s", f.step, words(trend.Steps()))
	}
	t, err := r.Trends(ctx, tq)
	if err != nil {
		return err
	}
	shown := shownTrendsOf(t, speak)
	return f.print(out, shown, func() error { return trendsCSV(out, shown) }, func() { printTrends(out, t, speak) })
}

// words lists words for people.
func words[T ~string](all []T) string {
	names := make([]string, len(all))
	for i, w := range all {
		names[i] = string(w)
	}
	return strings.Join(names, ", ")
}

func shownTrendsOf(t review.Trends, speak *language.Speaker) shownTrends {
	d := t.Development
	shown := shownTrends{
		Organisation: t.Names[0], Quarter: quarterName(t.Question.Quarter), Measure: string(t.Question.Measure), Step: string(t.Question.Step),
		Level: trend.Level, Posts: t.Posts, ExportedAt: moment(t.Exported), Headline: t.Headline(speak), Detail: filled(t.Detail(speak)),
		Invented: t.Invented, Ours: shownLineOf(d, d.Ours, t.Names[0]), Competitors: []shownLine{}, Median: []*float64{},
		Alone: shownCourseOf(d.Alone), Against: shownCourseOf(d.Against), Season: shownSeasonOf(d.Season), Changes: []shownChange{},
		SincePrevious: shownGrowthOf(t.SincePrevious), SinceYear: shownGrowthOf(t.SinceYear),
		JudgedSince: dateOf(d.Since), Events: []shownEvent{}, Breaks: []shownBreak{},
	}
	for _, e := range t.Events {
		shown.Events = append(shown.Events, shownEventOf(e))
	}
	for _, b := range t.Breaks {
		shown.Breaks = append(shown.Breaks, shownBreakOf(b.DefinitionBreak, speak))
	}
	for _, l := range d.Others {
		shown.Competitors = append(shown.Competitors, shownLineOf(d, l, t.Names[l.Organisation]))
	}
	for _, v := range d.Peers {
		shown.Median = append(shown.Median, number(v))
	}
	for _, c := range d.Changes {
		shown.Changes = append(shown.Changes, shownChange{
			c.From.Format(time.DateOnly), d.Step.Next(c.To).AddDate(0, 0, -1).Format(time.DateOnly), c.Factor,
		})
	}
	return shown
}

func shownEventOf(e review.Event) shownEvent {
	shown := shownEvent{shownAnnotation: shownAnnotationOf(e.Annotation)}
	if f := e.Effect; f != nil {
		shown.Times, shown.Low, shown.High = number(f.Times.Value), number(f.Times.Low), number(f.Times.High)
		shown.From, shown.To = dateOf(f.From), dateOf(f.To.AddDate(0, 0, -1))
	}
	return shown
}

// dateOf is a day for JSON, null where there is none.
func dateOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return filled(t.Format(time.DateOnly))
}

func shownLineOf(d trend.Development, l trend.Line, name string) shownLine {
	shown := shownLine{Organisation: name, Steps: []shownStep{}}
	for i, v := range l.Values {
		shown.Steps = append(shown.Steps, shownStep{d.Steps[i].Format(time.DateOnly), number(v), l.Counts[i]})
	}
	return shown
}

func shownCourseOf(c *trend.Course) *shownCourse {
	if c == nil {
		return nil
	}
	return &shownCourse{number(c.PerQuarter.Value), number(c.PerQuarter.Low), number(c.PerQuarter.High), c.Clear(), testOf(c)}
}

func testOf(c *trend.Course) *string {
	switch {
	case !c.Tested():
		return nil
	case c.Seasonal:
		return filled("seasonal_mann_kendall")
	}
	return filled("mann_kendall")
}

func shownSeasonOf(s *trend.Season) *shownSeason {
	if s == nil {
		return nil
	}
	shown := &shownSeason{Years: s.Years, Strength: s.Strength}
	for i, factor := range s.Months {
		shown.Months = append(shown.Months, shownSeasonMonth{i + 1, factor})
	}
	return shown
}

func shownGrowthOf(g *trend.Growth) *shownGrowth {
	if g == nil {
		return nil
	}
	return &shownGrowth{g.Now, g.Before, g.Factor.Value, number(g.Factor.Low), number(g.Factor.High), g.Sure(), dateOf(g.Across)}
}

// factorAt is the factor of a step's month, empty without a season.
func (s *shownSeason) factorAt(start string) string {
	month, err := time.Parse(time.DateOnly, start)
	if s == nil || err != nil {
		return ""
	}
	return text(&s.Months[month.Month()-1].Factor)
}

// test is that of the trend which the headline is about, empty where there was none.
func (t shownTrends) test() string {
	c := t.Against
	if c == nil {
		c = t.Alone
	}
	if c == nil || c.Test == nil {
		return ""
	}
	return *c.Test
}

// trendsCSV writes a row for each line's step; the last two columns are our line's only.
func trendsCSV(out io.Writer, t shownTrends) error {
	rows := [][]string{{"step", "organisation", "ours", "value", "posts", "season", "test"}}
	for i, line := range append([]shownLine{t.Ours}, t.Competitors...) {
		for _, s := range line.Steps {
			row := []string{s.Start, line.Organisation, strconv.FormatBool(i == 0), text(s.Value), strconv.Itoa(s.Posts), "", ""}
			if i == 0 {
				row[5], row[6] = t.Season.factorAt(s.Start), t.test()
			}
			rows = append(rows, row)
		}
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func printTrends(out io.Writer, t review.Trends, speak *language.Speaker) {
	fmt.Fprintln(out, t.Headline(speak))
	for _, sentence := range append([]string{
		t.Detail(speak), t.GrowthSentence(speak, t.SincePrevious, t.Question.Quarter.Previous()), t.GrowthSentence(speak, t.SinceYear, t.Question.Quarter.YearBefore()),
		t.SeasonSentence(speak),
	}, append(t.ChangeSentences(speak), t.EventSentences(speak)...)...) {
		if sentence != "" {
			fmt.Fprintln(out, sentence)
		}
	}
	d := t.Development
	fmt.Fprintf(out, "\n%s\n\n", t.Subtitle(speak))
	header := []string{speak.T("trends.step_column"), ">" + t.Names[0]}
	for _, l := range d.Others {
		header = append(header, ">"+t.Names[l.Organisation])
	}
	table := table{header: header}
	value := func(v float64) string {
		if math.IsNaN(v) {
			return "–"
		}
		return t.Value(speak, v)
	}
	for i := range d.Steps {
		row := []string{t.StepName(speak, i), value(d.Ours.Values[i])}
		for _, l := range d.Others {
			row = append(row, value(l.Values[i]))
		}
		table.add(row...)
	}
	table.print(out)
	fmt.Fprintf(out, "\n%s\n", t.Source(speak))
}
