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
	"auscult/app/workspace"
)

// shownPost is one post in the JSON of show posts.
type shownPost struct {
	ID          int64            `json:"id"`
	Owner       string           `json:"organisation"`
	Competitor  bool             `json:"competitor"`
	Platform    string           `json:"platform"`
	Channel     string           `json:"channel"`
	NativeID    *string          `json:"native_id"`
	URL         *string          `json:"url"`
	PublishedAt time.Time        `json:"published_at"`
	DayOnly     bool             `json:"day_only"`
	Text        string           `json:"text"`
	Form        *string          `json:"form"`
	FormReason  *string          `json:"form_reason"`
	Topic       *string          `json:"topic"`
	TopicReason *string          `json:"topic_reason"`
	Campaign    *string          `json:"campaign"`
	Promotional *bool            `json:"promotional"`
	PromoReason *string          `json:"promotional_reason"`
	Boosted     *bool            `json:"boosted"`
	Duration    *float64         `json:"duration_seconds"`
	ExportedAt  time.Time        `json:"exported_at"`
	Metrics     map[string]int64 `json:"metrics"`
	Engagement  *int64           `json:"engagement"`
	Rate        *float64         `json:"rate"`
	Denominator string           `json:"denominator"`
	Sources     []shownSource    `json:"sources"`
	CrossPost   *int64           `json:"cross_post"` // shared by posts that are one thing on several platforms
}

// shownSource is one export on which a post rests, the one that counts most first.
type shownSource struct {
	Import     int64     `json:"import"`
	File       string    `json:"file"`
	Format     string    `json:"format"`
	ExportedAt time.Time `json:"exported_at"`
	Known      *string   `json:"known_by"` // how it was found that the export means this post; null for those of its main row
}

func showPosts(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	q.Everyone = f.organisation == ""
	rows, err := r.Posts(ctx, q)
	if err != nil {
		return err
	}
	masked := 0
	if !f.unmasked {
		redactor, err := r.Redactor(ctx)
		if err != nil {
			return err
		}
		if err := redactor.Posts(ctx, rows); err != nil {
			return err
		}
		masked = redactor.Masked
	}
	sources, err := r.Sources(ctx, rows)
	if err != nil {
		return err
	}
	shown := make([]shownPost, len(rows))
	for i, row := range rows {
		shown[i] = shownPostOf(row, sources[row.ID])
	}
	switch {
	case f.asJSON:
		return printJSON(out, struct {
			Quarter *string     `json:"quarter"`
			Masked  int         `json:"masked"` // what could give somebody away and nobody has decided to show
			Posts   []shownPost `json:"posts"`
		}{quarterName(q.Quarter), masked, shown})
	case f.asCSV:
		return postsCSV(out, shown)
	}
	t := table{header: []string{
		">" + speak.T("show.number"), speak.T("show.date"), speak.T("show.organisation"), speak.T("show.platform"), speak.T("show.channel"),
		">" + speak.T("show.engagement"), ">" + speak.T("show.rate"), speak.T("show.text"),
		speak.Label(social.FormLabel), speak.Label(social.TopicLabel), speak.Label(social.PromotionalLabel),
	}}
	for _, row := range rows {
		engagement, rate := "–", "–"
		if row.Engagement != nil {
			engagement = speak.Count(*row.Engagement)
		}
		if row.Rate != nil {
			rate = speak.Percent(row.Rate.Rate())
		}
		cells := []string{
			strconv.FormatInt(int64(row.ID), 10), row.PublishedAt.Format(time.DateOnly), row.Organisation.Name, row.Platform.Name(),
			row.Channel.Name, engagement, rate, firstWords(row.Text),
		}
		for _, l := range social.RuleLabels() {
			cells = append(cells, labelWithReason(speak, row.Post, l))
		}
		t.add(cells...)
	}
	t.print(out)
	if masked > 0 {
		fmt.Fprintf(out, "\n%s\n", speak.T("show.masked", language.Args{"Count": masked}))
	}
	return nil
}

// labelWithReason is a label of a post with how it is known, "Job (by the word “hiring”)".
func labelWithReason(speak *language.Speaker, p social.Post, l social.Label) string {
	value, reason := p.Label(l)
	if value == "" {
		return "–"
	}
	return speak.LabelValue(l, value) + " (" + speak.Why(reason) + ")"
}

// firstWords is the beginning of a text on one line.
func firstWords(text string) string {
	const most = 60
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > most {
		return string(line[:most]) + "…"
	}
	return string(line)
}

func shownPostOf(row review.PostRow, sources []workspace.Source) shownPost {
	s := shownPost{
		ID: int64(row.ID), Owner: row.Organisation.Name, Competitor: row.Organisation.Competitor, Platform: string(row.Platform), Channel: row.Channel.Name, NativeID: filled(row.NativeID), URL: filled(row.URL),
		PublishedAt: row.PublishedAt, DayOnly: row.DayOnly, Text: row.Text, Form: filled(string(row.Form)), FormReason: filled(row.FormReason),
		Topic: filled(string(row.Topic)), TopicReason: filled(row.TopicReason),
		Campaign: filled(row.Campaign), Promotional: yesNo(row.Promotional), PromoReason: filled(row.PromotionalReason), Boosted: yesNo(row.Boosted),
		ExportedAt: row.ObservedAt, Metrics: map[string]int64{}, Engagement: row.Engagement, Denominator: string(social.NoDenominator),
	}
	if row.Duration > 0 {
		s.Duration = number(row.Duration.Seconds())
	}
	for m, v := range row.Metrics.All() {
		s.Metrics[m.String()] = v
	}
	if row.CrossPost != 0 {
		s.CrossPost = &row.CrossPost
	}
	for _, source := range sources {
		s.Sources = append(s.Sources, shownSource{int64(source.Import), source.File, source.Format, source.ExportedAt, filled(source.Known)})
	}
	if row.Rate != nil {
		s.Rate, s.Denominator = number(row.Rate.Rate()), string(row.Rate.Denominator)
	}
	return s
}

func yesNo(a social.Answer) *bool {
	if a == social.Unsaid {
		return nil
	}
	yes := a == social.Yes
	return &yes
}

func postsCSV(out io.Writer, posts []shownPost) error {
	w := csv.NewWriter(out)
	header := []string{"organisation", "platform", "channel", "published_at", "url", "text", "form", "topic", "campaign", "promotional", "boosted"}
	for _, m := range social.AllMetrics() {
		header = append(header, m.String())
	}
	rows := [][]string{append(header, "engagement", "rate", "denominator", "form_reason", "topic_reason", "promotional_reason", "id")}
	for _, p := range posts {
		row := []string{
			p.Owner, p.Platform, p.Channel, p.PublishedAt.Format(time.RFC3339), text(p.URL), p.Text, text(p.Form), text(p.Topic), text(p.Campaign),
			text(p.Promotional), text(p.Boosted),
		}
		for _, m := range social.AllMetrics() {
			cell := ""
			if v, known := p.Metrics[m.String()]; known {
				cell = strconv.FormatInt(v, 10)
			}
			row = append(row, cell)
		}
		rows = append(rows, append(row, text(p.Engagement), text(p.Rate), p.Denominator,
			text(p.FormReason), text(p.TopicReason), text(p.PromoReason), strconv.FormatInt(p.ID, 10)))
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("write posts: %w", err)
	}
	return nil
}
