package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/position"
	"auscult/app/language"
	"auscult/app/review"
)

type shownPosition struct {
	Organisation string           `json:"organisation"`
	Quarter      *string          `json:"quarter"`
	Level        float64          `json:"interval_level"`
	Posts        int              `json:"posts"`
	ExportedAt   *time.Time       `json:"exported_at"`
	Headline     string           `json:"headline"`
	Detail       *string          `json:"detail"`
	Invented     bool             `json:"invented"`
	Criteria     []shownCriterion `json:"criteria"`
	// ToDo is what to do where action is needed most.
	ToDo []string `json:"to_do"`
	// Published are benchmarks of the field, those only that are made as our figure on the platform is.
	Published []shownBenchmark `json:"published"`
}

type shownBenchmark struct {
	Source      string  `json:"source"`
	Date        string  `json:"date"`
	Platform    string  `json:"platform"`
	Form        *string `json:"form"`
	Industry    string  `json:"industry"`
	Denominator string  `json:"denominator"`
	Average     *string `json:"average"`
	Value       float64 `json:"value"`
	Sample      string  `json:"sample"`
	Evidence    string  `json:"evidence"`
	URL         string  `json:"url"`
}

type shownCriterion struct {
	Criterion string `json:"criterion"`
	shownStanding
	// Forms are, of engagement on a platform, the content forms that we and a competitor have used there.
	Forms []shownForm `json:"forms"`
}

type shownForm struct {
	Form string `json:"form"`
	shownStanding
}

type shownStanding struct {
	Platform *string       `json:"platform"`
	Ours     *shownFigure  `json:"ours"`
	Peers    []shownFigure `json:"competitors"`
	Median   *float64      `json:"competitors_median"`
	Low      *float64      `json:"competitors_lowest"`
	High     *float64      `json:"competitors_highest"`
	Best     *int          `json:"best_place"`
	Worst    *int          `json:"worst_place"`
	Of       int           `json:"places"`
	Verdict  string        `json:"verdict"`
	Sentence string        `json:"sentence"`
}

type shownFigure struct {
	Organisation string   `json:"organisation"`
	Value        float64  `json:"value"`
	Low          *float64 `json:"low"`
	High         *float64 `json:"high"`
	Posts        int      `json:"posts"`
}

func showPosition(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	p, err := r.Position(ctx, q)
	if err != nil {
		return err
	}
	shown := shownPositionOf(p, speak)
	return f.print(out, shown, func() error { return positionCSV(out, shown) }, func() { printPosition(out, p, speak) })
}

func shownPositionOf(p review.Position, speak *language.Speaker) shownPosition {
	shown := shownPosition{
		Organisation: p.Names[0], Quarter: quarterName(p.Question.Quarter), Level: position.Level, Posts: p.Posts, ExportedAt: moment(p.Exported),
		Headline: p.Headline(speak), Detail: filled(p.Detail(speak)), Invented: p.Invented, Criteria: []shownCriterion{}, ToDo: append([]string{}, p.Actions(speak)...),
		Published: []shownBenchmark{},
	}
	for _, c := range p.Report.Criteria {
		criterion := shownCriterion{string(c.Kind), shownStandingOf(p, c, speak), []shownForm{}}
		for _, form := range c.Forms {
			criterion.Forms = append(criterion.Forms, shownForm{string(form.Form), shownStandingOf(p, form, speak)})
		}
		shown.Criteria = append(shown.Criteria, criterion)
	}
	for _, b := range p.Published {
		shown.Published = append(shown.Published, shownBenchmark{
			b.Source, b.Date.String(), string(b.Platform), filled(string(b.Form)), b.Industry, string(b.Denominator), filled(b.Average), b.Value,
			b.Sample, b.Evidence, b.URL,
		})
	}
	return shown
}

func shownStandingOf(p review.Position, c position.Criterion, speak *language.Speaker) shownStanding {
	figure := func(f position.Figure) shownFigure {
		return shownFigure{p.Names[f.Organisation], f.Estimate.Value, number(f.Estimate.Low), number(f.Estimate.High), f.Posts}
	}
	s := shownStanding{
		Platform: filled(string(c.Platform)), Peers: []shownFigure{}, Of: c.Of(), Verdict: string(c.Verdict), Sentence: p.Sentence(speak, c),
	}
	if c.Ours != nil {
		ours := figure(*c.Ours)
		s.Ours = &ours
		if c.Ours.Rank.Best > 0 {
			s.Best, s.Worst = &c.Ours.Rank.Best, &c.Ours.Rank.Worst
		}
	}
	for _, peer := range c.Peers {
		s.Peers = append(s.Peers, figure(peer))
	}
	if median, low, high, ok := c.Median(); ok {
		s.Median, s.Low, s.High = &median, &low, &high
	}
	return s
}

func positionCSV(out io.Writer, p shownPosition) error {
	rows := [][]string{{"criterion", "platform", "form", "organisation", "ours", "value", "low", "high", "posts", "best_place", "worst_place", "verdict"}}
	add := func(criterion, form string, c shownStanding) {
		row := func(f shownFigure, ours bool) []string {
			return []string{
				criterion, text(c.Platform), form, f.Organisation, strconv.FormatBool(ours), fmt.Sprint(f.Value), text(f.Low), text(f.High),
				strconv.Itoa(f.Posts),
			}
		}
		if c.Ours != nil {
			rows = append(rows, append(row(*c.Ours, true), text(c.Best), text(c.Worst), c.Verdict))
		}
		for _, peer := range c.Peers {
			rows = append(rows, append(row(peer, false), "", "", ""))
		}
	}
	for _, c := range p.Criteria {
		add(c.Criterion, "", c.shownStanding)
		for _, form := range c.Forms {
			add(c.Criterion, form.Form, form.shownStanding)
		}
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func printPosition(out io.Writer, p review.Position, speak *language.Speaker) {
	fmt.Fprintln(out, p.Headline(speak))
	if detail := p.Detail(speak); detail != "" {
		fmt.Fprintln(out, detail)
	}
	fmt.Fprintf(out, "\n%s\n\n", p.Subtitle(speak))
	t := table{header: []string{
		speak.T("show.criterion"), ">" + p.Names[0], ">" + speak.T("show.median"), speak.T("show.range"), ">" + speak.T("show.place"), speak.T("show.verdict"),
	}}
	for _, c := range p.Report.Criteria {
		t.add(positionRow(p, c, p.CriterionName(speak, c), speak)...)
		for _, form := range c.Forms {
			t.add(positionRow(p, form, "  "+speak.Form(form.Form), speak)...)
		}
	}
	t.print(out)
	for _, action := range p.Actions(speak) {
		fmt.Fprintf(out, "\n→ %s\n", action)
	}
	if lines := p.PublishedLines(speak); len(lines) > 0 {
		fmt.Fprintf(out, "\n%s\n%s\n", strings.Join(lines, "\n"), speak.T("published.caution"))
	}
	fmt.Fprintf(out, "\n%s\n", p.Source(speak))
}

func positionRow(p review.Position, c position.Criterion, name string, speak *language.Speaker) []string {
	ours, middle, span, place := "–", "–", "", "–"
	if c.Ours != nil {
		ours = p.Value(speak, c, c.Ours.Estimate.Value)
		if r := c.Ours.Rank; r.Best > 0 {
			place = strconv.Itoa(r.Best)
			if r.Worst > r.Best {
				place += "–" + strconv.Itoa(r.Worst)
			}
		}
	}
	if median, low, high, ok := c.Median(); ok {
		middle, span = p.Value(speak, c, median), p.Value(speak, c, low)+" – "+p.Value(speak, c, high)
	}
	return []string{name, ours, middle, span, place, p.Verdict(speak, c)}
}
