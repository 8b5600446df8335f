package command

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/timing"
	"auscult/app/language"
	"auscult/app/review"
)

// shownYear is what the JSON of show timing and show drivers begins with.
type shownYear struct {
	Organisation string     `json:"organisation"`
	From         *string    `json:"from_quarter"`
	Quarter      *string    `json:"quarter"`
	Measure      string     `json:"measure"`
	Level        float64    `json:"interval_level"`
	Posts        int        `json:"posts"`
	Used         int        `json:"posts_used"`
	Boosted      int        `json:"posts_boosted"`
	Young        int        `json:"posts_young"`
	NoFigure     int        `json:"posts_without_figure"`
	ExportedAt   *time.Time `json:"exported_at"`
	Headline     string     `json:"headline"`
	Detail       *string    `json:"detail"`
	Invented     bool       `json:"invented"`
}

type shownTiming struct {
	shownYear
	DayOnly  int         `json:"posts_without_hour"`
	Clear    bool        `json:"clear_difference"`
	Weekdays []shownTime `json:"weekdays"`
	Hours    []shownTime `json:"hours"`
	Slots    []shownTime `json:"weekday_and_hours"`
}

// shownTime is a weekday, hours, or both.
type shownTime struct {
	Weekday  *string  `json:"weekday"`
	FromHour *int     `json:"from_hour"`
	ToHour   *int     `json:"to_hour"`
	Posts    int      `json:"posts"`
	Times    *float64 `json:"times_usual"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Compared bool     `json:"enough_posts"`
	TopGroup bool     `json:"top_group"`
	Sentence string   `json:"sentence"`
}

func showTiming(ctx context.Context, out io.Writer, r *review.Reviewer, q review.Question, speak *language.Speaker, f showFlags) error {
	t, err := r.Timing(ctx, q)
	if err != nil {
		return err
	}
	shown := shownTimingOf(t, speak)
	return f.print(out, shown, func() error { return timingCSV(out, shown) }, func() { printTiming(out, t, speak) })
}

func shownTimingOf(t review.Timing, speak *language.Speaker) shownTiming {
	a := t.Response
	shown := shownTiming{
		shownYear: shownYear{
			Organisation: t.Organisation.Name, From: quarterName(t.From), Quarter: quarterName(t.Question.Quarter), Measure: string(t.Question.Measure),
			Level: engagement.Level, Posts: a.Posts, Used: a.Used, Boosted: a.Boosted, Young: a.Young, NoFigure: a.NoFigure,
			ExportedAt: moment(t.Exported), Headline: t.Headline(speak), Detail: filled(t.Detail(speak)), Invented: t.Invented,
		},
		DayOnly: a.DayOnly, Clear: a.Clear(), Weekdays: []shownTime{}, Hours: []shownTime{}, Slots: []shownTime{},
	}
	for day, e := range a.Weekdays {
		shown.Weekdays = append(shown.Weekdays, shownTimeOf(e, day, -1, t.WeekdaySentence(speak, day)))
	}
	for block, e := range a.Hours {
		shown.Hours = append(shown.Hours, shownTimeOf(e, -1, block, t.HourSentence(speak, block)))
	}
	for _, slot := range a.Slots {
		shown.Slots = append(shown.Slots, shownTimeOf(slot.Effect, slot.Weekday, slot.Block, t.SlotSentence(speak, slot)))
	}
	return shown
}

// shownTimeOf shows the effect of a weekday and a block of hours; −1 stands for all.
func shownTimeOf(e timing.Effect, day, block int, sentence string) shownTime {
	s := shownTime{Posts: e.Posts, Compared: e.Compared, TopGroup: e.TopGroup, Sentence: sentence}
	if day >= 0 {
		name := strings.ToLower(timing.Weekday(day).String())
		s.Weekday = &name
	}
	if block >= 0 {
		from, to := block*timing.BlockHours, (block+1)*timing.BlockHours
		s.FromHour, s.ToHour = &from, &to
	}
	if e.Times != nil {
		s.Times, s.Low, s.High = number(e.Times.Value), number(e.Times.Low), number(e.Times.High)
	}
	return s
}

func timingCSV(out io.Writer, t shownTiming) error {
	rows := [][]string{{"weekday", "from_hour", "to_hour", "posts", "times_usual", "low", "high", "enough_posts", "top_group"}}
	for _, of := range [][]shownTime{t.Weekdays, t.Hours, t.Slots} {
		for _, s := range of {
			rows = append(rows, []string{
				text(s.Weekday), text(s.FromHour), text(s.ToHour), strconv.Itoa(s.Posts), text(s.Times), text(s.Low), text(s.High),
				strconv.FormatBool(s.Compared), strconv.FormatBool(s.TopGroup),
			})
		}
	}
	return csv.NewWriter(out).WriteAll(rows)
}

func printTiming(out io.Writer, t review.Timing, speak *language.Speaker) {
	printFinding(out, t.Headline(speak), t.Detail(speak), t.Subtitle(speak))
	list := table{header: []string{
		speak.T("show.timing.when"), ">" + speak.T("show.posts"), ">" + speak.T("show.timing.times"), speak.T("show.likely"), speak.T("show.top"),
	}}
	add := func(name string, e timing.Effect, differ bool) {
		if e.Times == nil {
			return
		}
		top := ""
		switch {
		case !e.Compared:
			top = speak.T("show.too_few")
		case differ && e.TopGroup:
			top = "•"
		}
		list.add(name, speak.Count(int64(e.Posts)), speak.Ratio(e.Times.Value), speak.Ratio(e.Times.Low)+" – "+speak.Ratio(e.Times.High), top)
	}
	for day, e := range t.Response.Weekdays {
		add(speak.Weekday(timing.Weekday(day)), e, t.Response.WeekdaysDiffer())
	}
	for block, e := range t.Response.Hours {
		add(review.HourName(block), e, t.Response.HoursDiffer())
	}
	for _, s := range t.Response.Slots {
		add(speak.Weekday(timing.Weekday(s.Weekday))+" "+review.HourName(s.Block), s.Effect, t.Response.SlotsDiffer())
	}
	list.print(out)
	fmt.Fprintf(out, "\n%s\n", t.Source(speak))
}

// printFinding prints what stands above a table.
func printFinding(out io.Writer, headline, detail, subtitle string) {
	fmt.Fprintln(out, headline)
	if detail != "" {
		fmt.Fprintln(out, detail)
	}
	fmt.Fprintf(out, "\n%s\n\n", subtitle)
}
