package chart_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

// byForm is an invented audit with every verdict by content form.
func byForm() review.Position {
	p := standing()
	nan := math.NaN()
	form := func(platform social.Platform, form social.Form, v position.Verdict, low, ours, high float64, clusters int, peers ...float64) position.Criterion {
		f := figure(0, low, ours, high)
		f.Estimate.Clusters, f.Posts = clusters, clusters
		if v != position.CannotTell {
			f.Rank = stats.RankSet{Rank: 1, Best: 1, Worst: 1 + len(peers)}
		}
		c := position.Criterion{
			Kind: position.Engagement, Platform: platform, Form: form, Verdict: v, Ours: &f, IDs: []social.PostID{1, 2, 3},
		}
		for i, v := range peers {
			peer := figure(social.OrganisationID(2+i), 0.9*v, v, 1.1*v)
			peer.Rank = stats.RankSet{Rank: 1, Best: 1, Worst: 3}
			c.Peers = append(c.Peers, peer)
		}
		return c
	}
	facebook := position.Criterion{Kind: position.Engagement, Platform: social.Facebook, Verdict: position.CannotTell, Forms: []position.Criterion{
		form(social.Facebook, social.Photo, position.Even, 0.004, 0.005, 0.006, 14, 0.0052, 0.0048),
		form(social.Facebook, social.Video, position.Ahead, 0.011, 0.0131, 0.0152, 9, 0.0062),
		form(social.Facebook, social.Event, position.CannotTell, 0.001, 0.0021, 0.004, 5),
	}}
	for i := range p.Report.Criteria {
		if p.Report.Criteria[i].Platform == social.Instagram {
			p.Report.Criteria[i].Forms = []position.Criterion{
				form(social.Instagram, social.Photo, position.Behind, 0.003, 0.0041, 0.0052, 16, 0.0101, 0.0121),
				form(social.Instagram, social.Carousel, position.CannotTell, nan, 0.0047, nan, 2, 0.0092),
				form(social.Instagram, social.ShortVideo, position.Behind, 0.0051, 0.0062, 0.0074, 11, 0.0151, 0.0144),
			}
			p.Report.Criteria = slices.Insert(p.Report.Criteria, i, facebook)
			break
		}
	}
	return p
}

func standingOf(f func() review.Position) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Standing(f(), s) }
}

// Every form that is compared has a cell that says in words what it shows, and the posts behind it.
func TestStandingMarks(t *testing.T) {
	speak, page := language.New(language.English), byForm()
	picture := chart.Render(chart.Standing(page, speak), chart.Light(), 900, 400, 1)
	said := map[string]string{}
	for _, m := range picture.Marks {
		name, _, _ := strings.Cut(m.Label, ":")
		said[name] = m.Label
		if len(m.Cell.IDs) != 3 {
			t.Errorf("%s: %d posts", name, len(m.Cell.IDs))
		}
	}
	for name, want := range map[string]string{
		"Photo on Instagram":    "Photo on Instagram: 0.41%; the competitors’ median is 1.11% (1.01% to 1.21%): behind. Ours is most likely between 0.30% and 0.52%. Place 1 to 3 of 3.",
		"Carousel on Instagram": "Carousel on Instagram: 0.47%, but of 2 posts on too few days or of too few campaigns to compare.",
		"Event on Facebook":     "Event on Facebook: 0.21%. No competitor has posts of this form on enough days to compare with.",
	} {
		if said[name] != want {
			t.Errorf("%q, want %q", said[name], want)
		}
	}
	if len(said) != 6 {
		t.Errorf("%d cells: %v", len(said), said)
	}
	if none := chart.Render(chart.Standing(standing(), speak), chart.Light(), 300, 100, 1); len(none.Marks) != 0 {
		t.Errorf("%d marks of nothing", len(none.Marks))
	}
}
