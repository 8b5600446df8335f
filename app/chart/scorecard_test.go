package chart_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

func scorecardOf(f func() review.Position) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Scorecard(f(), s) }
}

// figure is an invented figure; low and high are NaN for what is counted.
func figure(id social.OrganisationID, low, value, high float64) position.Figure {
	return position.Figure{Organisation: id, Estimate: stats.Estimate{Value: value, Low: low, High: high}, Posts: 40}
}

// standing is an invented audit with every verdict.
func standing() review.Position {
	nan := math.NaN()
	criterion := func(kind position.Kind, v position.Verdict, best, worst int, ours position.Figure, peers ...position.Figure) position.Criterion {
		ours.Rank = stats.RankSet{Rank: best, Best: best, Worst: worst}
		for i := range peers {
			peers[i].Rank = stats.RankSet{Rank: 1, Best: 1, Worst: 1 + len(peers)} // that they have a place counts
		}
		return position.Criterion{Kind: kind, Verdict: v, Ours: &ours, Peers: peers, IDs: []social.PostID{1, 2}}
	}
	instagram := criterion(position.Engagement, position.Behind, 3, 3, figure(0, 0.004, 0.005, 0.0063), figure(2, 0.01, 0.012, 0.014), figure(3, 0.009, 0.011, 0.013))
	instagram.Platform = social.Instagram
	return review.Position{
		Question: review.Question{Quarter: social.Quarter{Year: 2026, Number: 3}},
		Names:    map[social.OrganisationID]string{0: "Spital Seeblick", 2: "Klinik Morgenrot", 3: "Privatklinik am Bergsee"},
		Exported: time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC), Posts: 210, Invented: true,
		Report: position.Report{Organisations: 3, Criteria: []position.Criterion{
			criterion(position.Presence, position.Ahead, 1, 1, figure(0, nan, 7, nan), figure(2, nan, 5, nan), figure(3, nan, 4, nan)),
			criterion(position.Cadence, position.Even, 1, 3, figure(0, 6, 7.4, 8.8), figure(2, 6.2, 7.9, 9.5), figure(3, 5, 6.5, 8)),
			criterion(position.Steadiness, position.Even, 2, 2, figure(0, nan, 0.8, nan), figure(2, nan, 0.9, nan), figure(3, nan, 0.6, nan)),
			instagram,
			criterion(position.Audience, position.Ahead, 1, 1, figure(0, nan, 1.06, nan), figure(2, nan, 1.02, nan), figure(3, nan, 0.99, nan)),
			{Kind: position.Answers, Verdict: position.CannotTell},
		}},
	}
}

// Every criterion has a row that says in words what it shows, and the posts behind it.
func TestScorecardMarks(t *testing.T) {
	speak, page := language.New(language.English), standing()
	picture := chart.Render(chart.Scorecard(page, speak), chart.Light(), 1000, 320, 1)
	if len(picture.Marks) != 6 || len(picture.Marks[0].Cell.IDs) != 2 {
		t.Fatalf("%d marks", len(picture.Marks))
	}
	for mark, want := range map[int]string{
		0: "Platforms served: 7; the competitors’ median is 4.5 (4 to 5): ahead. Place 1 of 3.",
		3: "Engagement on Instagram: 0.50%; the competitors’ median is 1.15% (1.10% to 1.20%): behind. Ours is most likely between 0.40% and 0.63%. Place 3 of 3.",
		5: "Comments answered: no comments have been imported.",
	} {
		if got := picture.Marks[mark].Label; got != want {
			t.Errorf("mark %d says %q, want %q", mark, got, want)
		}
	}
	if words := chart.Scorecard(page, speak).Describe(); !strings.Contains(words, "Posts a week: 7.4;") {
		t.Errorf("%q", words)
	}
	for _, size := range [][2]int{{1, 1}, {30, 400}, {400, 30}, {2560, 1440}} {
		for _, m := range chart.Render(chart.Scorecard(page, speak), chart.Dark(), size[0], size[1], 1).Marks {
			if m.Bounds.Dx() > 0 && m.Bounds.Dy() > 0 && (m.Bounds.Max.X > size[0] || m.Bounds.Max.Y > size[1] || m.Bounds.Min.X < 0 || m.Bounds.Min.Y < 0) {
				t.Errorf("at %v a mark stands outside: %v", size, m.Bounds)
			}
		}
	}
	if empty := chart.Render(chart.Scorecard(review.Position{}, speak), chart.Light(), 300, 100, 1); len(empty.Marks) != 0 {
		t.Errorf("%d marks of nothing", len(empty.Marks))
	}
}
