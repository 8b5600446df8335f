package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/language"
	"auscult/app/review"
)

type shownStrategy struct {
	Quarter           *string            `json:"quarter"`
	NowQuarter        *string            `json:"now_quarter"`
	Headline          string             `json:"headline"`
	Detail            string             `json:"detail"`
	Cells             []plannedCell      `json:"cells"`
	Lift              *shownLift         `json:"lift"`
	ProbabilityBetter *float64           `json:"probability_better"`
	Goals             []shownGoal        `json:"goals"`
	Hours             *float64           `json:"hours_used"`
	HoursNow          *float64           `json:"hours_now"`
	HoursLeft         *float64           `json:"hours_available"`
	Limits            []shownLimit       `json:"limits"`
	Feasible          *bool              `json:"feasible"`
	Stability         *float64           `json:"stability"`
	TestNext          []shownTest        `json:"test_next"`
	Caution           string             `json:"caution"`
	Platforms         []shownPlatformLaw `json:"platforms"`
	Seed              *uint64            `json:"seed"`
	Posts             int                `json:"posts"`
	Used              int                `json:"posts_used"`
	Competitors       int                `json:"competitors"`
	ExportedAt        *time.Time         `json:"exported_at"`
	Invented          bool               `json:"invented"`
}

// plannedCell is one line of the plan.
type plannedCell struct {
	Platform    string `json:"platform"`
	Form        string `json:"form"`
	Promotional bool   `json:"promotional"`
	Now         int    `json:"now"`
	Next        int    `json:"next"`
	// NearBest is null until it is worked out.
	NearBestLow  *int    `json:"near_best_low"`
	NearBestHigh *int    `json:"near_best_high"`
	Hours        float64 `json:"hours"`
	PerPost      float64 `json:"hours_per_post"`
	// LastWorth and MoreWorth are what the last post adds and one more would add, as parts of the present mix's value.
	LastWorth    float64  `json:"last_post_worth"`
	MoreWorth    float64  `json:"next_post_worth"`
	Typical      *float64 `json:"typical"`
	TypicalLow   *float64 `json:"typical_low"`
	TypicalHigh  *float64 `json:"typical_high"`
	Posts        int      `json:"posts"`
	OwnWeight    *float64 `json:"own_weight"`
	Reason       string   `json:"reason"`
	ReasonKind   string   `json:"reason_kind"`
	OverratedMax *float64 `json:"holds_unless_wrong_by_more_than"`
}

type shownLift struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Before float64 `json:"promised_before_correction"`
}

type shownGoal struct {
	Name   string   `json:"name"`
	Weight float64  `json:"weight"`
	Change *float64 `json:"change"` // promised
	Low    *float64 `json:"change_low"`
	High   *float64 `json:"change_high"`
	Before *float64 `json:"promised_before_correction"`
}

type shownLimit struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Platform *string  `json:"platform"`
	Form     *string  `json:"form"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Amount   *float64 `json:"amount"`
	Binding  bool     `json:"binding"`
	Broken   float64  `json:"broken_by"`
	Price    *float64 `json:"price"`
}

type shownTest struct {
	Platform    string  `json:"platform"`
	Form        string  `json:"form"`
	Promotional bool    `json:"promotional"`
	Posts       int     `json:"posts"`
	Gain        float64 `json:"gain"`
	Sentence    string  `json:"sentence"`
	// Plan is the test in alternate weeks, ready to be carried out; null where none can be made.
	Plan *strategy.Experiment `json:"plan"`
}

// shownPlatformLaw says how posts of a platform crowd each other.
type shownPlatformLaw struct {
	Platform     string  `json:"platform"`
	Crowding     float64 `json:"crowding"`
	CrowdingLow  float64 `json:"crowding_low"`
	CrowdingHigh float64 `json:"crowding_high"`
	PostsAWeek   float64 `json:"posts_a_week"`
}

func showStrategy(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	if f.measure != "" || f.form != "" || f.topic != "" || f.platform != "" || f.audience != "" || f.section != "" || f.organisation != "" {
		return usage("a mix is of all our posts: show strategy knows no filters but --quarter; limits and weights are for “auscult plan”")
	}
	st, err := r.Strategy(ctx, review.StrategyQuestion{Quarter: q.Quarter})
	if err != nil {
		return err
	}
	if st, err = st.Assured(ctx, nil); err != nil {
		return err
	}
	return printStrategy(out, st, speak, f)
}

// printStrategy prints a plan with how far it can be trusted.
func printStrategy(out io.Writer, st review.Strategy, speak *language.Speaker, f showFlags) error {
	shown := shownStrategyOf(st, speak)
	return f.print(out, shown, func() error { return strategyCSV(out, shown) }, func() { printPlan(out, st, speak) })
}

func shownStrategyOf(st review.Strategy, speak *language.Speaker) shownStrategy {
	p := st.Plan
	shown := shownStrategy{
		Quarter: quarterName(st.Quarter), NowQuarter: quarterName(st.Base), Headline: st.Headline(speak), Detail: st.Detail(speak),
		Cells: []plannedCell{}, Goals: []shownGoal{}, Limits: []shownLimit{}, TestNext: []shownTest{}, Platforms: []shownPlatformLaw{},
		Caution: string(st.Caution()), ExportedAt: moment(st.Exported), Invented: st.Invented,
	}
	if st.Lacking != nil {
		return shown
	}
	shown.Hours, shown.HoursNow, shown.HoursLeft = number(p.Hours), number(p.HoursNow), number(p.HoursLeft)
	shown.ProbabilityBetter, shown.Seed, shown.Feasible = number(p.Better), &p.Seed, ptr(!p.Broken)
	shown.Posts, shown.Used, shown.Competitors = st.Response.Posts, st.Response.Used, st.Response.Rivals
	shown.Lift = &shownLift{Median: p.Lift.Value, Low: p.Lift.Low, High: p.Lift.High, Before: p.Lift.Value}
	if a := st.Assurance; a != nil {
		*shown.Lift = shownLift{Median: a.Lift.Value, Low: a.Lift.Low, High: a.Lift.High, Before: a.Before}
		shown.Stability = number(a.Stability)
		for _, t := range a.Tests {
			test := shownTest{
				Platform: string(t.Cell.Platform), Form: string(t.Cell.Form), Promotional: t.Cell.Promotional, Posts: t.Posts, Gain: t.Gain,
				Sentence: st.TestSentence(speak, t),
			}
			if e, err := st.Experiment(t); err == nil {
				test.Plan = &e
			}
			shown.TestNext = append(shown.TestNext, test)
		}
	}
	for _, l := range p.Lines {
		shown.Cells = append(shown.Cells, plannedCellOf(st, l, speak))
	}
	for _, g := range st.Response.Goals {
		goal := shownGoal{Name: string(g.Name), Weight: g.Weight}
		if lift, known := p.GoalLifts[g.Name]; known {
			goal.Before = number(lift.Value)
			if st.Assurance != nil {
				lift = st.Assurance.Goals[g.Name]
			}
			goal.Change, goal.Low, goal.High = number(lift.Value), number(lift.Low), number(lift.High)
		}
		shown.Goals = append(shown.Goals, goal)
	}
	for i, l := range p.Limits {
		shown.Limits = append(shown.Limits, shownLimitOf(st, i, l, speak))
	}
	for _, platform := range social.Platforms() {
		if c, known := st.Response.Goals[0].Crowding[platform]; known {
			shown.Platforms = append(shown.Platforms, shownPlatformLaw{string(platform), c.Value, c.Low, c.High, st.Response.Usual[platform]})
		}
	}
	return shown
}

func plannedCellOf(st review.Strategy, l strategy.Line, speak *language.Speaker) plannedCell {
	c := plannedCell{
		Platform: string(l.Platform), Form: string(l.Form), Promotional: l.Promotional, Now: l.Now, Next: l.Next, Hours: l.Hours,
		PerPost: l.PerPost, LastWorth: l.Last, MoreWorth: l.More, Reason: st.Reason(speak, l), ReasonKind: string(l.Reason.Kind),
		OverratedMax: number(l.Reason.Margin),
	}
	if len(l.Effects) > 0 {
		e := l.Effects[0]
		c.Posts, c.OwnWeight = e.Posts, number(e.OwnWeight)
		if e.Typical.Value > 0 {
			c.Typical, c.TypicalLow, c.TypicalHigh = number(e.Typical.Value), number(e.Typical.Low), number(e.Typical.High)
		}
	}
	if st.Assurance != nil {
		near := st.Assurance.Ranges[l.Cell]
		c.NearBestLow, c.NearBestHigh = &near.Low, &near.High
	}
	return c
}

func shownLimitOf(st review.Strategy, i int, l strategy.Limit, speak *language.Speaker) shownLimit {
	shown := shownLimit{
		Name: st.LimitName(speak, l), Kind: string(l.Rule.Kind), Platform: filled(string(l.Platform)), Form: filled(string(l.Form)),
		Low: number(l.Low), High: number(l.High), Amount: number(l.Amount), Binding: l.Binding, Broken: l.Broken,
	}
	if st.Assurance != nil {
		shown.Price = number(st.Assurance.Prices[i])
	}
	return shown
}

func strategyCSV(out io.Writer, s shownStrategy) error {
	rows := [][]string{{"platform", "form", "promotional", "now", "next", "near_best_low", "near_best_high", "hours", "typical", "typical_low", "typical_high", "reason"}}
	for _, c := range s.Cells {
		rows = append(rows, []string{
			c.Platform, c.Form, strconv.FormatBool(c.Promotional), strconv.Itoa(c.Now), strconv.Itoa(c.Next), text(c.NearBestLow), text(c.NearBestHigh),
			strconv.FormatFloat(c.Hours, 'g', -1, 64), text(c.Typical), text(c.TypicalLow), text(c.TypicalHigh), c.Reason,
		})
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func printPlan(out io.Writer, st review.Strategy, speak *language.Speaker) {
	printFinding(out, st.Headline(speak), st.Detail(speak), st.Subtitle(speak))
	if st.Lacking != nil {
		return
	}
	list := table{header: []string{
		speak.T("show.form"), ">" + speak.T("strategy.column.now"), ">" + speak.T("strategy.column.next"), ">" + speak.T("strategy.column.near"),
		">" + speak.T("strategy.column.hours"),
	}}
	for _, l := range st.Plan.Lines {
		near := ""
		if st.Assurance != nil {
			r := st.Assurance.Ranges[l.Cell]
			near = fmt.Sprintf("%d–%d", r.Low, r.High)
		}
		if l.Now+l.Next > 0 {
			list.add(review.CellName(speak, l.Cell), strconv.Itoa(l.Now), strconv.Itoa(l.Next), near, speak.Figure(l.Hours))
		}
	}
	list.print(out)
	fmt.Fprintf(out, "\n%s\n\n", st.HoursSentence(speak, st.Plan))
	if flow := st.Flow(speak); flow != "" {
		fmt.Fprintln(out, flow)
	}
	for _, l := range st.Changes() {
		fmt.Fprintln(out, "- "+st.Reason(speak, l))
	}
	fmt.Fprintln(out)
	tight, _ := st.TightLimits()
	for _, l := range tight {
		fmt.Fprintln(out, "- "+st.LimitSentence(speak, l, l.Price))
	}
	if st.Assurance != nil {
		fmt.Fprintln(out)
		for _, t := range st.Assurance.Tests {
			fmt.Fprintln(out, "- "+st.TestSentence(speak, t))
		}
		fmt.Fprintf(out, "\n%s\n", st.StabilitySentence(speak))
	}
	fmt.Fprintf(out, "\n%s\n", st.Source(speak))
}

func ptr[T any](v T) *T { return &v }
