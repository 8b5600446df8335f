package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"auscult/analytics/formula"
	"auscult/app/language"
	"auscult/app/review"
)

type shownFormulas struct {
	Quarter    *string         `json:"quarter"`
	Posts      int             `json:"posts"`
	ExportedAt *time.Time      `json:"exported_at"`
	Headline   string          `json:"headline"`
	Invented   bool            `json:"invented"`
	Platforms  []shownFormulaP `json:"platforms"`
}

// shownFormulaP is one platform's part.
type shownFormulaP struct {
	Platform string              `json:"platform"`
	Formulas []shownFormula      `json:"formulas"`
	Channels []shownChannelRates `json:"channels"`
}

type shownFormula struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Counts  []string `json:"counts"` // empty: the formula counts no engagement
	Over    string   `json:"over"`
	Average string   `json:"average"`
	Unit    string   `json:"unit"`
	Source  string   `json:"source"`
}

type shownChannelRates struct {
	Organisation string  `json:"organisation"`
	Channel      *string `json:"channel"` // null: all of the organisation's on the platform together
	Ours         bool    `json:"ours"`
	Posts        int     `json:"posts"`
	// Figures are by the platform's formulas, in their order.
	Figures []shownByFormula `json:"figures"`
}

type shownByFormula struct {
	Formula    string   `json:"formula"`
	Value      *float64 `json:"value"`
	N          int      `json:"n"`
	LeftOut    int      `json:"posts_left_out"`
	Engagement *int64   `json:"engagement"`
	Over       *float64 `json:"over"` // null where every post or day is divided by its own
	// Absent says why there is no value, and Lacks which metric is not known; null where there is one.
	Absent *string `json:"absent"`
	Lacks  *string `json:"lacks"`
}

func showFormulas(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	if f.measure != "" {
		return usage("--measure says which rate of ours is meant; show formulas prints those of other tools")
	}
	formulas, err := r.Formulas(ctx, q)
	if err != nil {
		return err
	}
	shown := shownFormulasOf(formulas, speak)
	return f.print(out, shown, func() error { return formulasCSV(out, shown) }, func() { printFormulas(out, formulas, speak) })
}

func shownFormulasOf(f review.Formulas, speak *language.Speaker) shownFormulas {
	shown := shownFormulas{
		Quarter: quarterName(f.Question.Quarter), Posts: f.Posts, ExportedAt: moment(f.Exported), Headline: f.Headline(speak),
		Invented: f.Invented, Platforms: []shownFormulaP{},
	}
	for _, on := range f.Platforms {
		p := shownFormulaP{Platform: string(on.Platform)}
		for _, fo := range on.Formulas {
			s := shownFormula{fo.ID, review.FormulaName(speak, fo), []string{}, string(fo.Over), string(fo.Average), string(fo.Unit), fo.Source}
			for _, m := range fo.Counts[on.Platform] {
				s.Counts = append(s.Counts, m.String())
			}
			p.Formulas = append(p.Formulas, s)
		}
		for _, c := range on.Channels {
			rates := shownChannelRates{Organisation: c.Organisation.Name, Ours: !c.Organisation.Competitor, Posts: c.Posts}
			if c.Channel.ID != 0 {
				rates.Channel = &c.Channel.Name
			}
			for i, v := range c.Figures {
				rates.Figures = append(rates.Figures, shownByFormulaOf(on.Formulas[i], v))
			}
			p.Channels = append(p.Channels, rates)
		}
		shown.Platforms = append(shown.Platforms, p)
	}
	return shown
}

func shownByFormulaOf(f formula.Formula, v formula.Figure) shownByFormula {
	s := shownByFormula{Formula: f.ID, Value: number(v.Value), N: v.N, LeftOut: v.LeftOut, Over: number(v.Over), Absent: filled(string(v.Why))}
	if v.Why == formula.Known && f.Counts != nil {
		s.Engagement = &v.Engagement
	}
	if v.Why == formula.Lacks {
		s.Lacks = filled(v.Lacks.String())
	}
	return s
}

func formulasCSV(out io.Writer, f shownFormulas) error {
	rows := [][]string{{"platform", "organisation", "channel", "ours", "posts", "formula", "value", "n", "posts_left_out", "engagement", "over", "absent", "lacks"}}
	for _, p := range f.Platforms {
		for _, c := range p.Channels {
			for _, v := range c.Figures {
				rows = append(rows, []string{
					p.Platform, c.Organisation, text(c.Channel), strconv.FormatBool(c.Ours), strconv.Itoa(c.Posts), v.Formula, text(v.Value),
					strconv.Itoa(v.N), strconv.Itoa(v.LeftOut), text(v.Engagement), text(v.Over), text(v.Absent), text(v.Lacks),
				})
			}
		}
	}
	return csv.NewWriter(out).WriteAll(rows)
}

// printFormulas prints a table a platform: a row a formula, two columns a channel.
func printFormulas(out io.Writer, f review.Formulas, speak *language.Speaker) {
	fmt.Fprintln(out, f.Headline(speak))
	if len(f.Platforms) == 0 {
		return
	}
	fmt.Fprintln(out, f.Subtitle(speak))
	for _, on := range f.Platforms {
		fmt.Fprintf(out, "\n%s\n", on.Platform.Name())
		t := table{header: []string{speak.T("formulas.column")}}
		for _, c := range on.Channels {
			t.header = append(t.header, ">"+c.Name(speak), "")
		}
		for i, fo := range on.Formulas {
			row := []string{review.FormulaName(speak, fo)}
			for _, c := range on.Channels {
				row = append(row, review.FormulaValue(speak, fo, c.Figures[i]), review.Basis(speak, fo, c.Figures[i]))
			}
			t.add(row...)
		}
		t.print(out)
		fmt.Fprintln(out)
		for _, fo := range on.Formulas {
			fmt.Fprintf(out, "%s: %s\n", review.FormulaName(speak, fo), review.Definition(speak, fo, on.Platform))
		}
	}
	fmt.Fprintf(out, "\n%s\n", f.Source(speak))
}
