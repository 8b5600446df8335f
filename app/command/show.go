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

	"github.com/spf13/cobra"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/review"
)

type showFlags struct {
	workspace, quarter, platform, form, topic, organisation, measure, compare string
	audience, section                                                         string
	overTime, step                                                            string // of trends
	asJSON, asCSV                                                             bool
	unmasked                                                                  bool // of posts
}

// print writes what was asked for: one JSON document, CSV, or lines for people.
func (f showFlags) print(out io.Writer, document any, csv func() error, lines func()) error {
	switch {
	case f.asJSON:
		return printJSON(out, document)
	case f.asCSV:
		return csv()
	}
	lines()
	return nil
}

// showPage is a page that show can print.
type showPage struct {
	name, short string
	show        func(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error
}

// showPages are the pages that show can print. A new page is one entry here.
var showPages = []showPage{
	{"position", "where we stand among the competitors", showPosition},
	{"forms", "engagement per content form and platform", showForms},
	{"timing", "what weekday and hour make of a post, over the year that ends with the quarter", showTiming},
	{"drivers", "what posts that earn more have in common, over the year that ends with the quarter", showDrivers},
	{"trends", "us against each competitor over time", showTrends},
	{"strategy", "the recommended mix of the quarter, by the wishes that the workspace keeps", showStrategy},
	{"formulas", "each channel's rate by other tools' published formulas", showFormulas},
	{"totals", "what pages counted as a whole beside what their posts add up to", showTotals},
	{"safeguards", "what the checks find in a quarter’s posts and comments; excerpts are masked", showSafeguards},
	{"posts", "the posts, highest figure first", showPosts},
	{"quality", "what the figures rest on: gaps, missing metrics, export dates", showQuality},
}

func newShow(lang *string) *cobra.Command {
	cmd := &cobra.Command{Use: "show", Short: "Print the figures of one page", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		var names []string
		for _, sub := range cmd.Commands() {
			if sub.Name() != "help" {
				names = append(names, sub.Name())
			}
		}
		return usage("say which page: %s", strings.Join(names, ", "))
	}}
	for _, page := range showPages {
		name := page.name
		var f showFlags
		sub := &cobra.Command{
			Use:   name + " -w WORKSPACE",
			Short: "Print " + page.short,
			Args:  cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				speak, err := speakerOf(*lang)
				if err != nil {
					return err
				}
				w, err := open(cmd.Context(), f.workspace)
				if err != nil {
					return err
				}
				defer w.Close()
				r := review.New(w)
				q, err := f.question(cmd.Context(), r)
				if err != nil {
					return err
				}
				if err := page.show(cmd.Context(), cmd.OutOrStdout(), r, q, speak, f); err != nil {
					return asInput(err)
				}
				return nil
			},
		}
		workspaceFlag(sub, &f.workspace)
		jsonFlag(sub, &f.asJSON)
		sub.Flags().BoolVar(&f.asCSV, "csv", false, "print comma-separated values")
		sub.Flags().StringVar(&f.quarter, "quarter", "", "only this quarter, such as 2026Q3 (default: all time)")
		sub.Flags().StringVar(&f.form, "form", "", "only these content forms, separated by commas")
		sub.Flags().StringVar(&f.topic, "topic", "", "only these topics, separated by commas")
		sub.Flags().StringVar(&f.platform, "platform", "", "only these platforms, separated by commas")
		sub.Flags().StringVar(&f.audience, "audience", "", "only channels for these audiences, separated by commas ("+words(social.Audiences())+"; none: not said)")
		sub.Flags().StringVar(&f.section, "section", "", "only channels of this section")
		sub.Flags().StringVar(&f.organisation, "organisation", "", "whose posts (default: forms: our own; posts: everybody's)")
		if name == "trends" {
			sub.Flags().StringVar(&f.overTime, "measure", "", "one of "+words(trend.Measures())+" (default: comparable_rate)")
			sub.Flags().StringVar(&f.step, "step", "", "week or month (default)")
		} else {
			sub.Flags().StringVar(&f.measure, "measure", "", "own_rate, comparable_rate or engagement_per_post")
		}
		if name == "posts" {
			sub.Flags().BoolVar(&f.unmasked, "unmasked", false, "with everything that could give somebody away (default: it is masked unless somebody has decided to show it)")
		}
		if name == "forms" {
			sub.Flags().StringVar(&f.compare, "compare", "", "also show previous (quarter), year (before) or competitors")
		}
		sub.MarkFlagsMutuallyExclusive("json", "csv")
		cmd.AddCommand(sub)
	}
	cmd.AddCommand(newShowWeb(lang))
	return cmd
}

// question turns the flags into a question.
func (f showFlags) question(ctx context.Context, r *review.Reviewer) (review.Question, error) {
	var q review.Question
	h, err := r.Holdings(ctx)
	if err != nil {
		return q, badInput(err)
	}
	if f.quarter != "" && f.quarter != "all" {
		if q.Quarter, err = social.ParseQuarter(f.quarter, h.Settings.YearStart); err != nil {
			return q, &exitError{Usage, err}
		}
	}
	if q.Platforms, err = oneOf[social.Platform](f.platform, "platform"); err != nil {
		return q, err
	}
	if q.Forms, err = oneOf[social.Form](f.form, "content form"); err != nil {
		return q, err
	}
	if q.Topics, err = oneOf[social.Topic](f.topic, "topic"); err != nil {
		return q, err
	}
	if q.Audiences, err = audiences(f.audience); err != nil {
		return q, err
	}
	if f.section != "" {
		if q.Sections, err = sectionCalled(h.Sections(), f.section); err != nil {
			return q, err
		}
	}
	if q.Measure = engagement.Measure(f.measure); f.measure != "" && !q.Measure.Valid() {
		return q, usage("%q is not a measure; use own_rate, comparable_rate or engagement_per_post", f.measure)
	}
	if f.organisation != "" {
		for _, o := range h.Organisations {
			if strings.EqualFold(o.Name, f.organisation) {
				q.Organisation = o.ID
			}
		}
		if q.Organisation == 0 {
			return q, usage("there is no organisation %q in the workspace", f.organisation)
		}
	}
	return q, nil
}

// oneOf reads a list of words separated by commas, each of which must be one of ours.
func oneOf[T interface {
	~string
	Valid() bool
}](list, what string,
) ([]T, error) {
	var all []T
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name == "" {
			continue
		}
		word := T(strings.ReplaceAll(name, " ", "_"))
		if !word.Valid() {
			return nil, usage("%q is not a %s Auscult knows", name, what)
		}
		all = append(all, word)
	}
	return all, nil
}

// compared returns the question that the answer is to be compared with.
func (f showFlags) compared(q review.Question) (review.Question, error) {
	switch f.compare {
	case "previous":
		q.Quarter = q.Quarter.Previous()
	case "year":
		q.Quarter = q.Quarter.YearBefore()
	case "competitors":
		q.Competitors = true
		return q, nil
	default:
		return q, usage("--compare %q: compare with previous, year or competitors", f.compare)
	}
	if f.quarter == "" || f.quarter == "all" {
		return q, usage("--compare %s needs a --quarter", f.compare)
	}
	return q, nil
}

// shownCell is one cell in the JSON of show forms.
type shownCell struct {
	Platform    string   `json:"platform"`
	Form        *string  `json:"form"`
	Posts       int      `json:"posts"`
	Used        int      `json:"posts_used"`
	Boosted     int      `json:"posts_boosted"`
	Young       int      `json:"posts_young"`
	NoFigure    int      `json:"posts_without_figure"`
	Engagement  int64    `json:"engagement"`
	Over        *int64   `json:"denominator_total"`
	Denominator string   `json:"denominator"`
	Rate        *float64 `json:"rate_overall"`
	RateLow     *float64 `json:"rate_low"`
	RateHigh    *float64 `json:"rate_high"`
	Typical     *float64 `json:"typical"`
	TypicalLow  *float64 `json:"typical_low"`
	TypicalHigh *float64 `json:"typical_high"`
	// OwnWeight is how much of the typical post rests on the cell's own posts; null without a typical post.
	OwnWeight *float64 `json:"own_weight"`
	TopGroup  bool     `json:"top_group"`
	TooFew    bool     `json:"too_few_posts"`
}

type shownForms struct {
	Organisation string      `json:"organisation"`
	Quarter      *string     `json:"quarter"`
	Measure      string      `json:"measure"`
	Level        float64     `json:"interval_level"`
	Posts        int         `json:"posts"`
	ExportedAt   *time.Time  `json:"exported_at"`
	Headline     string      `json:"headline"`
	Detail       *string     `json:"detail"`
	Invented     bool        `json:"invented"`
	Cells        []shownCell `json:"cells"`
	Compared     *shownForms `json:"compared_with,omitempty"` // of all competitors together the organisation is ""
}

func showForms(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	if f.compare == "competitors" && q.Measure == "" {
		q.Measure = engagement.ComparableRate // the one rate that exists for both
	}
	forms, err := r.Forms(ctx, q)
	if err != nil {
		return err
	}
	shown := shownFormsOf(forms, speak)
	var other review.Forms
	if f.compare != "" {
		if q, err = f.compared(q); err != nil {
			return err
		}
		if other, err = r.Forms(ctx, q); err != nil {
			return err
		}
		compared := shownFormsOf(other, speak)
		shown.Compared = &compared
	}
	switch {
	case f.asJSON:
		return printJSON(out, shown)
	case f.asCSV:
		return formsCSV(out, shown.Cells)
	}
	printForms(out, forms, speak)
	if f.compare != "" {
		fmt.Fprintln(out)
		printForms(out, other, speak)
	}
	return nil
}

func shownFormsOf(forms review.Forms, speak *language.Speaker) shownForms {
	shown := shownForms{
		Organisation: forms.Organisation.Name, Quarter: quarterName(forms.Question.Quarter), Measure: string(forms.Question.Measure),
		Level: engagement.Level, Posts: forms.Posts, Headline: forms.Headline(speak), Detail: filled(forms.Detail(speak)),
		Invented: forms.Invented, Cells: []shownCell{},
	}
	if !forms.Exported.IsZero() {
		shown.ExportedAt = &forms.Exported
	}
	for _, c := range forms.Table.Cells {
		shown.Cells = append(shown.Cells, shownCellOf(c))
	}
	return shown
}

func shownCellOf(c engagement.Cell) shownCell {
	s := shownCell{
		Platform: string(c.Platform), Form: filled(string(c.Form)), Posts: c.Posts, Used: c.Used, Boosted: c.Boosted, Young: c.Young,
		NoFigure: c.NoFigure, Engagement: c.Engagement, Denominator: string(c.Denominator), TopGroup: c.TopGroup, TooFew: c.TooFew,
	}
	if c.Over > 0 {
		s.Over = &c.Over
	}
	if e := c.Overall; e != nil {
		s.Rate, s.RateLow, s.RateHigh = number(e.Value), number(e.Low), number(e.High)
	}
	if e := c.Typical; e != nil {
		s.Typical, s.TypicalLow, s.TypicalHigh = number(e.Value), number(e.Low), number(e.High)
		s.OwnWeight = number(c.OwnWeight)
	}
	return s
}

// number is v for JSON, null where there is none.
func number(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// filled is s for JSON, null where it is empty.
func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func quarterName(q social.Quarter) *string {
	if q.IsZero() {
		return nil
	}
	name := q.String()
	return &name
}

func formsCSV(out io.Writer, cells []shownCell) error {
	w := csv.NewWriter(out)
	rows := [][]string{{
		"platform", "form", "posts", "posts_used", "engagement", "denominator", "denominator_total", "rate_overall",
		"rate_low", "rate_high", "typical", "typical_low", "typical_high", "own_weight", "top_group", "too_few_posts",
	}}
	for _, c := range cells {
		rows = append(rows, []string{
			c.Platform, text(c.Form), strconv.Itoa(c.Posts), strconv.Itoa(c.Used), strconv.FormatInt(c.Engagement, 10), c.Denominator,
			text(c.Over), text(c.Rate), text(c.RateLow), text(c.RateHigh), text(c.Typical), text(c.TypicalLow), text(c.TypicalHigh),
			text(c.OwnWeight), strconv.FormatBool(c.TopGroup), strconv.FormatBool(c.TooFew),
		})
	}
	return w.WriteAll(rows)
}

// text writes what may be absent: an absent value is an empty cell.
func text[T any](v *T) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(*v)
}

func printForms(out io.Writer, f review.Forms, speak *language.Speaker) {
	fmt.Fprintln(out, f.Headline(speak))
	if detail := f.Detail(speak); detail != "" {
		fmt.Fprintln(out, detail)
	}
	fmt.Fprintf(out, "\n%s\n\n", f.Subtitle(speak))
	t := table{header: []string{
		speak.T("show.platform"), speak.T("show.form"), ">" + speak.T("show.posts"), ">" + speak.T("show.typical"),
		speak.T("show.likely"), ">" + speak.T("show.overall"), speak.T("show.over"), speak.T("show.top"),
	}}
	for _, p := range f.Table.Platforms {
		for _, c := range f.Table.On(p) {
			typical, likely, overall, top := "–", speak.T("show.too_few"), "–", ""
			if c.Typical != nil && !math.IsNaN(c.Typical.Low) {
				typical = f.Value(speak, c.Typical.Value)
				likely = f.Value(speak, c.Typical.Low) + " – " + f.Value(speak, c.Typical.High)
			}
			if c.Overall != nil {
				overall = speak.Percent(c.Overall.Value)
			}
			if c.TopGroup {
				top = "•"
			}
			t.add(p.Name(), speak.Form(c.Form), speak.Count(int64(c.Posts)), typical, likely, overall, speak.Denominator(c.Denominator), top)
		}
	}
	t.print(out)
	fmt.Fprintf(out, "\n%s\n", f.Source(speak))
}
