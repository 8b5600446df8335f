package chart_test

import (
	"context"
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"pgregory.net/rapid"

	"auscult/analytics/panel"
	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

func coverageOf(q func() review.Quality, o chart.CoverageOptions) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Coverage(q(), o, s) }
}

// row writes a channel's months in short: a number of posts, with "!" where a third of them lack the rate, "?" where all
// do, "~" where all were young; "." nothing published, "-" a gap, "_" nothing known.
func row(id int, months string) quality.Channel {
	c := quality.Channel{Channel: social.Channel{ID: social.ChannelID(id)}, Ours: id < 10}
	for i, word := range strings.Fields(months) {
		cell := quality.Cell{
			State: quality.Filled, Exported: time.Date(2026, 10, 8, 0, 0, 0, 0, time.UTC), MedianAge: 40 * 24 * time.Hour,
		}
		switch word {
		case ".":
			cell = quality.Cell{State: quality.Quiet}
		case "-":
			cell = quality.Cell{State: quality.InGap}
		case "_":
			cell = quality.Cell{State: quality.Outside}
		default:
			if _, err := fmt.Sscan(strings.TrimRight(word, "!?~"), &cell.Posts); err != nil {
				panic(err)
			}
			cell.IDs = []social.PostID{social.PostID(100*id + i)}
			switch {
			case strings.HasSuffix(word, "!"):
				cell.NoEngagement = cell.Posts / 3
			case strings.HasSuffix(word, "?"):
				cell.NoEngagement = cell.Posts
			case strings.HasSuffix(word, "~"):
				cell.Young = cell.Posts
			}
		}
		c.Posts += cell.Posts
		c.Cells = append(c.Cells, cell)
	}
	return c
}

// holes is invented: a hospital with two channels that have holes, and a competitor.
func holes() review.Quality {
	q := review.Quality{Question: review.Question{Quarter: social.Quarter{Year: 2026, Number: 3}}, Names: map[social.ChannelID]review.ChannelName{}}
	for n := range 14 { // August 2025 to September 2026
		q.Report.Months = append(q.Report.Months, quality.Month{Year: 2025 + (n+7)/12, Month: time.Month((n+7)%12 + 1)})
	}
	ours, theirs := social.Organisation{ID: 1, Name: "Spital Seeblick"}, social.Organisation{ID: 2, Name: "Klinik Erfunden", Competitor: true}
	for _, c := range []struct {
		platform     social.Platform
		name         string
		organisation social.Organisation
		months       string
	}{
		{social.Facebook, "Seeblick Baby", ours, "12 14 9 11 10 13 12 8 15 11 10 12 14 13~"},
		{social.LinkedIn, "Spital Seeblick", ours, "4 6 5 7 4! 6? 5! 4 - - - 6 5 4"},
		{social.Blog, "Seeblick", ours, "_ _ _ _ 1 . 2 1 . 1 2 . 1 1"},
		{social.Instagram, "Klinik Erfunden", theirs, "31 104 28 33 30 29 35 - - - - - - -"},
		{social.YouTube, "Klinik Erfunden", theirs, "1? 2? 1? 2? 1 2 1 2 1 2 1 2 1 _"},
	} {
		id := len(q.Report.Channels) + 1
		if c.organisation.Competitor {
			id += 10
		}
		r := row(id, c.months)
		r.Platform, r.Name, r.Organisation = c.platform, c.name, c.organisation.ID
		q.Report.Channels = append(q.Report.Channels, r)
		q.Names[r.ID] = review.ChannelName{Channel: r.Channel, Organisation: c.organisation}
	}
	return q
}

// large is 40 channels of eight organisations in two years.
func large() review.Quality {
	q := review.Quality{Names: map[social.ChannelID]review.ChannelName{}}
	for n := range 24 {
		q.Report.Months = append(q.Report.Months, quality.Month{Year: 2024 + (n+9)/12, Month: time.Month((n+9)%12 + 1)})
	}
	for i := range 40 {
		months := make([]string, 24)
		for n := range months {
			months[n] = fmt.Sprint(3 + (i*7+n*5)%23)
			if i%9 == 4 && n > 10 && n < 15 {
				months[n] = "-"
			}
		}
		organisation := social.Organisation{ID: social.OrganisationID(1 + i/5), Name: fmt.Sprintf("Erfundene Klinik %d", 1+i/5)}
		r := row(i+1, strings.Join(months, " "))
		r.Platform, r.Name, r.Organisation = social.Platforms()[i%5], organisation.Name, organisation.ID
		q.Report.Channels = append(q.Report.Channels, r)
		q.Names[r.ID] = review.ChannelName{Channel: r.Channel, Organisation: organisation}
	}
	return q
}

func TestCoverageHasAMarkForEveryKnownMonth(t *testing.T) {
	speak := language.New(language.English)
	q := holes()
	want := 0 // all months but those of which nothing is known
	for _, c := range q.Report.Channels {
		for _, cell := range c.Cells {
			if cell.State != quality.Outside {
				want++
			}
		}
	}
	if want != 5*14-5 {
		t.Fatalf("the invented data have %d known months", want)
	}
	for _, size := range []image.Point{{1000, 340}, {300, 200}, {2400, 1200}} {
		p := chart.Render(chart.Coverage(q, chart.CoverageOptions{}, speak), chart.Light(), size.X, size.Y, 1)
		if len(p.Marks) != want {
			t.Errorf("%v: %d marks, want %d", size, len(p.Marks), want)
		}
		for i, m := range p.Marks {
			if m.Bounds.Empty() || !m.Bounds.In(p.Image.Bounds()) {
				t.Errorf("%v: mark %d at %v", size, i, m.Bounds)
			}
			for _, other := range p.Marks[:i] {
				if m.Bounds.Overlaps(other.Bounds) {
					t.Errorf("%v: marks at %v and %v overlap", size, m.Bounds, other.Bounds)
				}
			}
		}
		if first := p.Marks[0]; first.Cell.Posts != 12 || len(first.Cell.IDs) != 1 || !strings.HasPrefix(first.Label, "Seeblick Baby on Facebook, August 2025: 12 posts, exported 8 October 2026") {
			t.Errorf("the first mark is %+v", first)
		}
	}
	last := chart.Render(chart.Coverage(q, chart.CoverageOptions{Months: 2, Channels: 1}, speak), chart.Light(), 500, 200, 1)
	if len(last.Marks) != 2 || !strings.Contains(last.Marks[1].Label, "September 2026: 13 posts") || !strings.Contains(last.Marks[1].Label, "Younger than a week: 13.") {
		t.Errorf("the last two months of the first channel: %+v", last.Marks)
	}
}

// No data and no size make the figure panic, leave the canvas or write over itself.
func TestAnyCoverageAtAnySize(t *testing.T) {
	speak := language.New(language.German)
	rapid.Check(t, func(rt *rapid.T) {
		var b panel.Builder
		q := review.Quality{Names: map[social.ChannelID]review.ChannelName{}}
		in := quality.Input{Ours: map[social.OrganisationID]bool{1: true}}
		for i := range rapid.IntRange(0, 12).Draw(rt, "channels") {
			organisation := social.Organisation{ID: social.OrganisationID(1 + i/3), Name: rapid.String().Draw(rt, "organisation")}
			c := social.Channel{ID: social.ChannelID(i), Organisation: organisation.ID, Platform: social.Platforms()[i%8], Name: rapid.String().Draw(rt, "name")}
			in.Channels = append(in.Channels, c)
			q.Names[c.ID] = review.ChannelName{Channel: c, Organisation: organisation}
			for range rapid.IntRange(0, 15).Draw(rt, "posts") {
				at := time.Unix(int64(rapid.IntRange(1_600_000_000, 1_800_000_000).Draw(rt, "at")), 0)
				b.Add(social.Post{Channel: c.ID, Platform: c.Platform, PublishedAt: at, ObservedAt: at.AddDate(0, 0, rapid.IntRange(-3, 200).Draw(rt, "age"))}, organisation.ID)
			}
		}
		in.Posts = b.Panel(time.UTC, 0)
		var err error
		if q.Report, err = quality.Examine(context.Background(), in); err != nil {
			rt.Fatal(err)
		}
		fig := chart.Coverage(q, chart.CoverageOptions{Months: rapid.IntRange(0, 30).Draw(rt, "months")}, speak)
		w, h := rapid.Float64Range(150, 3000).Draw(rt, "width"), rapid.Float64Range(100, 2000).Draw(rt, "height")
		var c inspector
		for i, m := range fig.Draw(draw.NewCanvas(&c, vg.Length(w), vg.Length(h)), chart.Light()) {
			if !(m.Bounds.Min.X < m.Bounds.Max.X && m.Bounds.Min.Y < m.Bounds.Max.Y) {
				rt.Errorf("mark %d has no area: %v", i, m.Bounds)
			}
		}
		c.check(rt, vg.Rectangle{Max: vg.Point{X: vg.Length(w), Y: vg.Length(h)}})
		if fig.Title() == "" || fig.Describe() == "" {
			rt.Error("a figure without words")
		}
	})
}
