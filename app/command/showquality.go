package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"auscult/analytics/quality"
	"auscult/app/language"
	"auscult/app/review"
)

// shownQuality is the JSON of show quality.
type shownQuality struct {
	Quarter    *string               `json:"quarter"`
	Headline   string                `json:"headline"`
	ToLookAt   int                   `json:"to_look_at"`
	Posts      int                   `json:"posts"`
	ExportedAt *time.Time            `json:"exported_at"`
	Rows       int                   `json:"rows_imported"`
	Unchanged  int                   `json:"rows_unchanged"`
	Merged     int                   `json:"rows_merged"`
	Invented   bool                  `json:"invented"`
	Channels   []shownQualityChannel `json:"channels"`
	Findings   []shownFinding        `json:"findings"`
}

type shownQualityChannel struct {
	Organisation   string     `json:"organisation"`
	Competitor     bool       `json:"competitor"`
	Platform       string     `json:"platform"`
	Channel        string     `json:"channel"`
	Posts          int        `json:"posts"`
	First          *time.Time `json:"first_post"`
	Last           *time.Time `json:"last_post"`
	Exported       *time.Time `json:"exported_at"`
	FollowersFirst *string    `json:"followers_from"`
	FollowersLast  *string    `json:"followers_to"`
	// UsualPause and LongestPause are in days; null where there are too few posts to know a rhythm.
	UsualPause   *int                `json:"usual_pause_days"`
	LongestPause *int                `json:"longest_pause_days"`
	Months       []shownQualityMonth `json:"months"`
}

type shownQualityMonth struct {
	Month            string     `json:"month"`
	State            string     `json:"state"`
	Posts            int        `json:"posts"`
	NoEngagement     int        `json:"posts_without_engagement"`
	NoOwnRate        int        `json:"posts_without_own_rate"`
	NoComparableRate int        `json:"posts_without_comparable_rate"`
	Young            int        `json:"posts_young"`
	NoForm           int        `json:"posts_without_form"`
	NoTopic          int        `json:"posts_without_topic"`
	MedianAge        *float64   `json:"median_age_days"`
	Exported         *time.Time `json:"exported_at"`
}

type shownFinding struct {
	Kind         string   `json:"kind"`
	Act          bool     `json:"to_look_at"`
	Organisation *string  `json:"organisation"`
	Platform     *string  `json:"platform"`
	Channel      *string  `json:"channel"`
	From         string   `json:"from"`
	To           string   `json:"to"`
	Posts        *int     `json:"posts"`
	Of           *int     `json:"of_posts"`
	Days         *int     `json:"days"`
	Sentence     string   `json:"sentence"`
	Cure         string   `json:"cure"`
	Break        *string  `json:"break"`
	Evidence     *string  `json:"evidence"`
	Source       *string  `json:"source"`
	Crossing     []string `json:"crossing_channels,omitempty"`
}

func showQuality(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	found, err := r.Quality(ctx, q)
	if err != nil {
		return err
	}
	shown := shownQualityOf(found, speak)
	return f.print(out, shown, func() error { return qualityCSV(out, shown.Channels) }, func() { printQuality(out, found, speak) })
}

func shownQualityOf(q review.Quality, speak *language.Speaker) shownQuality {
	shown := shownQuality{
		Quarter: quarterName(q.Question.Quarter), Headline: q.Headline(speak), ToLookAt: q.ToLookAt(), Posts: q.Posts(),
		ExportedAt: moment(q.Exported), Rows: q.Rows, Unchanged: q.Unchanged, Merged: q.Merged, Invented: q.Invented,
		Channels: []shownQualityChannel{}, Findings: []shownFinding{},
	}
	for _, c := range q.Report.Channels {
		name := q.Channel(c.ID)
		channel := shownQualityChannel{
			Organisation: name.Organisation.Name, Competitor: name.Organisation.Competitor, Platform: string(c.Platform),
			Channel: c.Name, Posts: c.Posts, First: moment(c.First), Last: moment(c.Last), Exported: moment(c.Exported),
			FollowersFirst: dayName(c.FollowersFirst), FollowersLast: dayName(c.FollowersLast),
			UsualPause: aboveZero(c.Usual), LongestPause: aboveZero(c.Longest), Months: []shownQualityMonth{},
		}
		for i, cell := range c.Cells {
			month := shownQualityMonth{
				Month: q.Report.Months[i].String(), State: string(cell.State), Posts: cell.Posts, NoEngagement: cell.NoEngagement,
				NoOwnRate: cell.NoOwnRate, NoComparableRate: cell.NoComparableRate, Young: cell.Young, NoForm: cell.NoForm,
				NoTopic: cell.NoTopic, Exported: moment(cell.Exported),
			}
			if cell.Posts > 0 {
				month.MedianAge = number(cell.MedianAge.Hours() / 24)
			}
			channel.Months = append(channel.Months, month)
		}
		shown.Channels = append(shown.Channels, channel)
	}
	for _, f := range q.Report.Findings {
		shown.Findings = append(shown.Findings, shownFindingOf(q, f, speak))
	}
	return shown
}

func shownFindingOf(q review.Quality, f quality.Finding, speak *language.Speaker) shownFinding {
	shown := shownFinding{
		Kind: string(f.Kind), Act: f.Kind.Act(), From: f.From.Format(time.DateOnly), To: f.To.Format(time.DateOnly),
		Days: aboveZero(f.Days), Sentence: q.FindingSentence(speak, f), Cure: review.KindCure(speak, f.Kind),
	}
	if f.Of > 0 {
		shown.Posts, shown.Of = &f.Posts, &f.Of
	}
	if f.Channel != 0 {
		c := q.Channel(f.Channel)
		shown.Organisation, shown.Platform, shown.Channel = &c.Organisation.Name, filled(string(c.Platform)), &c.Name
	}
	if f.Break != nil {
		shown.Platform = filled(string(f.Break.Platform))
		shown.Break, shown.Evidence, shown.Source = filled(f.Break.ID), filled(string(f.Break.Evidence)), filled(f.Break.Source)
		for _, id := range f.Crossing {
			shown.Crossing = append(shown.Crossing, q.ChannelTitle(speak, id))
		}
	}
	return shown
}

// aboveZero is n for JSON, null where it is 0 and means that there is none.
func aboveZero(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func dayName(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	name := t.Format(time.DateOnly)
	return &name
}

// qualityCSV writes one row per channel and month, without the months of which nothing is known.
func qualityCSV(out io.Writer, channels []shownQualityChannel) error {
	w := csv.NewWriter(out)
	rows := [][]string{{
		"organisation", "platform", "channel", "month", "state", "posts", "posts_without_engagement", "posts_without_own_rate",
		"posts_without_comparable_rate", "posts_young", "posts_without_form", "posts_without_topic", "median_age_days", "exported_at",
	}}
	for _, c := range channels {
		for _, m := range c.Months {
			if m.State == string(quality.Outside) {
				continue
			}
			exported := ""
			if m.Exported != nil {
				exported = m.Exported.Format(time.DateOnly)
			}
			row := []string{c.Organisation, c.Platform, c.Channel, m.Month, m.State}
			for _, n := range []int{m.Posts, m.NoEngagement, m.NoOwnRate, m.NoComparableRate, m.Young, m.NoForm, m.NoTopic} {
				row = append(row, strconv.Itoa(n))
			}
			rows = append(rows, append(row, text(m.MedianAge), exported))
		}
	}
	return w.WriteAll(rows)
}

func printQuality(out io.Writer, q review.Quality, speak *language.Speaker) {
	fmt.Fprintln(out, q.Headline(speak))
	if detail := q.Detail(speak); detail != "" {
		fmt.Fprintln(out, detail)
	}
	for _, kind := range quality.Kinds() {
		of := q.Of(kind)
		if len(of) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s\n", review.KindTitle(speak, kind))
		for _, f := range of {
			if name := q.ChannelTitle(speak, f.Channel); f.Channel != 0 {
				fmt.Fprintf(out, "  %s: %s\n", name, q.FindingSentence(speak, f))
			} else {
				fmt.Fprintf(out, "  %s\n", q.FindingSentence(speak, f))
			}
		}
		fmt.Fprintf(out, "  → %s\n", review.KindCure(speak, kind))
	}
	fmt.Fprintln(out)
	t := table{header: []string{
		speak.T("show.organisation"), speak.T("show.platform"), speak.T("show.channel"), ">" + speak.T("show.posts"),
		speak.T("quality.column.first"), speak.T("quality.column.last"), speak.T("quality.column.exported"), ">" + speak.T("quality.column.complete"),
	}}
	for _, c := range q.Report.Channels {
		complete := "–"
		if c.Posts > 0 {
			complete = speak.PercentTick(c.Complete())
		}
		t.add(q.Channel(c.ID).Organisation.Name, c.Platform.Name(), c.Name, speak.Count(int64(c.Posts)),
			day(moment(c.First)), day(moment(c.Last)), day(moment(c.Exported)), complete)
	}
	t.print(out)
	fmt.Fprintf(out, "\n%s\n", q.Source(speak))
}
