package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
)

type shownTotals struct {
	Quarter    *string      `json:"quarter"`
	Headline   string       `json:"headline"`
	Detail     *string      `json:"detail"`
	Why        string       `json:"why_they_differ"`
	Posts      int          `json:"posts"`
	ExportedAt *time.Time   `json:"exported_at"`
	Invented   bool         `json:"invented"`
	Rows       []shownTotal `json:"rows"`
}

// shownTotal is one metric of one channel.
type shownTotal struct {
	Organisation string `json:"organisation"`
	Ours         bool   `json:"ours"`
	Platform     string `json:"platform"`
	Channel      string `json:"channel"`
	Metric       string `json:"metric"`
	// PageTotal is null when some of the quarter's days are not known.
	PageTotal *int64      `json:"page_total"`
	Days      int         `json:"days_covered"`
	OfDays    int         `json:"of_days"`
	PageFiles []shownFile `json:"page_files"`
	// Basis says what PostsTotal is: the sum over posts, or the difference of two counts of followers.
	Basis       string      `json:"basis"`
	PostsTotal  *int64      `json:"posts_total"`
	Posts       int         `json:"posts"`
	PostsKnown  int         `json:"posts_with_figure"`
	CountedFrom *string     `json:"followers_counted_from"`
	CountedTo   *string     `json:"followers_counted_to"`
	PostsFiles  []shownFile `json:"posts_files"`
	Ratio       *float64    `json:"page_over_posts"`
	Sentence    string      `json:"sentence"`
	Missing     *string     `json:"missing"`
}

type shownFile struct {
	File       string    `json:"file"`
	ExportedAt time.Time `json:"exported_at"`
}

func showTotals(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	if f.measure != "" || f.form != "" || f.topic != "" {
		return usage("page totals are of whole channels: show totals knows no --measure, --form and --topic")
	}
	totals, err := r.Totals(ctx, q)
	if err != nil {
		return err
	}
	shown := shownTotalsOf(totals, speak)
	return f.print(out, shown, func() error { return totalsCSV(out, shown.Rows) }, func() { printTotals(out, totals, speak) })
}

func shownTotalsOf(t review.Totals, speak *language.Speaker) shownTotals {
	shown := shownTotals{
		Quarter: quarterName(t.Question.Quarter), Headline: t.Headline(speak), Detail: filled(t.Detail(speak)), Why: t.Why(speak),
		Posts: t.Posts, ExportedAt: moment(t.Exported), Invented: t.Invented, Rows: []shownTotal{},
	}
	for _, row := range t.Rows {
		s := shownTotal{
			Organisation: row.Organisation.Name, Ours: !row.Organisation.Competitor, Platform: string(row.Channel.Platform),
			Channel: row.Channel.Name, Metric: string(row.Metric), PageTotal: row.Page.Total, Days: row.Page.Days, OfDays: row.Page.Of,
			PageFiles: shownFiles(row.PageFiles), Basis: string(row.Beside.Basis), PostsTotal: row.Beside.Total, Posts: row.Beside.Posts,
			PostsKnown: row.Beside.Known, CountedFrom: dayName(row.Beside.First.On), CountedTo: dayName(row.Beside.Last.On),
			PostsFiles: shownFiles(row.BesideFiles), Sentence: row.Sentence(speak), Missing: filled(row.Missing(speak)),
		}
		if ratio, known := row.Ratio(); known {
			s.Ratio = &ratio
		}
		shown.Rows = append(shown.Rows, s)
	}
	return shown
}

func shownFiles(files []social.Import) []shownFile {
	all := make([]shownFile, len(files))
	for i, f := range files {
		all[i] = shownFile{f.File, f.ExportedAt}
	}
	return all
}

func totalsCSV(out io.Writer, rows []shownTotal) error {
	names := func(files []shownFile) string {
		all := make([]string, len(files))
		for i, f := range files {
			all[i] = f.File
		}
		return strings.Join(all, "; ")
	}
	lines := [][]string{{
		"organisation", "ours", "platform", "channel", "metric", "page_total", "days_covered", "of_days", "page_files", "basis",
		"posts_total", "posts", "posts_with_figure", "posts_files", "page_over_posts",
	}}
	for _, r := range rows {
		lines = append(lines, []string{
			r.Organisation, strconv.FormatBool(r.Ours), r.Platform, r.Channel, r.Metric, text(r.PageTotal), strconv.Itoa(r.Days),
			strconv.Itoa(r.OfDays), names(r.PageFiles), r.Basis, text(r.PostsTotal), strconv.Itoa(r.Posts), strconv.Itoa(r.PostsKnown),
			names(r.PostsFiles), text(r.Ratio),
		})
	}
	return csv.NewWriter(out).WriteAll(lines)
}

func printTotals(out io.Writer, totals review.Totals, speak *language.Speaker) {
	fmt.Fprintln(out, totals.Headline(speak))
	if len(totals.Rows) == 0 {
		return
	}
	if detail := totals.Detail(speak); detail != "" {
		fmt.Fprintln(out, detail)
	}
	fmt.Fprintln(out)
	t := table{header: []string{
		speak.T("show.organisation"), speak.T("show.platform"), speak.T("show.channel"), speak.T("totals.metric"), ">" + speak.T("totals.page"),
		">" + speak.T("totals.days"), ">" + speak.T("totals.posts"), speak.T("totals.basis"), ">" + speak.T("totals.ratio"),
	}}
	var missing []string
	for _, row := range totals.Rows {
		t.add(row.Organisation.Name, row.Channel.Platform.Name(), row.Channel.Name, row.MetricName(speak), row.PageTotal(speak),
			row.Days(speak), row.BesideTotal(speak), row.Basis(speak), row.RatioText(speak))
		if text := row.Missing(speak); text != "" {
			missing = append(missing, row.Organisation.Name+", "+row.Channel.Platform.Name()+": "+text)
		}
	}
	t.print(out)
	fmt.Fprintln(out)
	for _, text := range missing {
		fmt.Fprintln(out, text)
	}
	fmt.Fprintf(out, "%s\n%s\n", totals.Why(speak), totals.Source(speak))
}
