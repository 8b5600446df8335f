package position_test

import (
	"math"
	"testing"

	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// rates are posts of one organisation on consecutive days from the first on, of so many followers in a thousand each.
func rates(whose social.OrganisationID, form social.Form, first int, reactions ...int64) []published {
	var posts []published
	for i, n := range reactions {
		posts = append(posts, published{whose: whose, day: first + i, form: form, reactions: n})
	}
	return posts
}

// carousels is a quarter on Instagram in which our photos are as good as the lively one's and our carousels far behind;
// videos are ours alone, live is theirs alone, of polls each has one, and of texts we have four and they two.
func carousels() []published {
	var posts []published
	for _, of := range [][]published{
		rates(we, social.Photo, 0, 20, 30, 20, 30, 20, 30),
		rates(lively, social.Photo, 0, 20, 30, 20, 30, 20, 30),
		rates(we, social.Carousel, 10, 2, 3, 2, 3, 2, 3),
		rates(lively, social.Carousel, 10, 60, 90, 60, 90, 60, 90),
		rates(quiet, social.Carousel, 10, 40),
		rates(we, social.Video, 20, 20, 30, 20, 30),
		rates(lively, social.Live, 20, 20, 30, 20, 30),
		rates(we, social.Poll, 30, 20),
		rates(lively, social.Poll, 30, 20, 30, 20, 30),
		rates(we, social.Text, 40, 20, 30, 20, 30),
		rates(lively, social.Text, 40, 20, 30),
	} {
		posts = append(posts, of...)
	}
	return posts
}

func TestForms(t *testing.T) {
	line := audit(carousels(), nil)[position.Engagement]
	forms := map[social.Form]position.Criterion{}
	var order []social.Form
	for _, c := range line.Forms {
		if c.Kind != position.Engagement || c.Platform != social.Instagram || len(c.Forms) != 0 {
			t.Errorf("%+v", c)
		}
		forms[c.Form] = c
		order = append(order, c.Form)
	}
	if len(order) != 4 || forms[social.Video].Ours != nil || forms[social.Live].Ours != nil {
		t.Fatalf("compared are %v", order)
	}
	// The typical carousel of ours: √((2.5/1001)·(3.5/1001)), of theirs √((60.5/1001)·(90.5/1001)).
	c := forms[social.Carousel]
	near(t, "our carousels", c.Ours.Estimate.Value, math.Sqrt(2.5*3.5)/1001)
	near(t, "theirs", c.Peers[0].Estimate.Value, math.Sqrt(60.5*90.5)/1001)
	if c.Verdict != position.Behind || c.Ours.Rank != (stats.RankSet{Rank: 2, Best: 2, Worst: 2}) || c.Ours.Posts != 6 || len(c.IDs) != 6 {
		t.Errorf("carousels: %s, %+v", c.Verdict, c.Ours)
	}
	if len(c.Peers) != 1 || c.Of() != 2 {
		t.Errorf("one carousel of the quiet one is no yardstick: %+v", c.Peers)
	}
	// Six days of ln 2.5 and ln 3.5 in turn: their mean is 1.084527 less ln 1001, their standard deviation
	// 0.168236·√(6/5) = 0.184294, its error 0.075237; qt(.95, 5) = 2.015048 (R 4.2.2).
	half := 2.015048 * 0.075237
	if low, high := c.Ours.Estimate.Low, c.Ours.Estimate.High; math.Abs(math.Log(low)-(1.084527-math.Log(1001)-half)) > 1e-5 ||
		math.Abs(math.Log(high)-(1.084527-math.Log(1001)+half)) > 1e-5 {
		t.Errorf("between %v and %v", low, high)
	}
	if c = forms[social.Photo]; c.Verdict != position.Even {
		t.Errorf("photos: %s, %+v", c.Verdict, c.Ours.Rank)
	}
	// One poll has a figure, but neither an interval nor a place; two texts of theirs have no interval.
	c = forms[social.Poll]
	near(t, "our poll", c.Ours.Estimate.Value, 20.5/1001)
	if c.Verdict != position.CannotTell || !math.IsNaN(c.Ours.Estimate.Low) || c.Ours.Rank != (stats.RankSet{}) || len(c.Peers) != 1 {
		t.Errorf("a poll: %s, %+v, %+v", c.Verdict, c.Ours, c.Peers)
	}
	if c = forms[social.Text]; c.Verdict != position.CannotTell || c.Ours == nil || len(c.Peers) != 0 || c.Ours.Rank != (stats.RankSet{}) {
		t.Errorf("texts: %s, %+v, %+v", c.Verdict, c.Ours, c.Peers)
	}
	if line.Ours.Posts != 21 || line.Form != "" {
		t.Errorf("the platform: %+v", line.Ours)
	}
}

// What young and boosted posts earned counts for no form, and what two posts of a day share counts once.
func TestFormsLeaveOutWhatThePlatformLeavesOut(t *testing.T) {
	posts := carousels()
	for i := range posts {
		if posts[i].whose == we && posts[i].form == social.Carousel {
			posts[i].change = func(p *social.Post) { p.Boosted = social.Yes }
		}
		if posts[i].whose == we && posts[i].form == social.Photo {
			posts[i].day = 5
		}
	}
	for _, c := range audit(posts, nil)[position.Engagement].Forms {
		switch {
		case c.Form == social.Carousel:
			t.Errorf("all our carousels were boosted, yet %+v", c.Ours)
		case c.Form == social.Photo && (c.Verdict != position.CannotTell || !math.IsNaN(c.Ours.Estimate.Low)):
			t.Errorf("all our photos are of one day, yet %+v", c.Ours)
		}
	}
}

func TestWorstNamesAFormOnlyWhereItIsPlainer(t *testing.T) {
	worst := func(posts []published) (of []position.Criterion) {
		r := position.Audit(panelOf(posts), position.Options{Ours: []social.OrganisationID{we}, Others: []social.OrganisationID{lively, quiet}, Quarter: q3})
		for _, c := range r.Worst(10) {
			if c.Kind == position.Engagement {
				of = append(of, c)
			}
		}
		return of
	}
	if of := worst(carousels()); len(of) != 1 || of[0].Form != social.Carousel {
		t.Errorf("carousels are far behind: %+v", of)
	}
	// The platform is behind by more than its one common form.
	var posts []published
	for _, of := range [][]published{
		rates(we, social.Photo, 0, 20, 30, 20, 30, 20, 30), rates(we, social.Video, 10, 2, 3, 2, 3, 2, 3),
		rates(lively, social.Photo, 0, 60, 90, 60, 90, 60, 90), rates(lively, social.Live, 10, 200, 300, 200, 300, 200, 300),
	} {
		posts = append(posts, of...)
	}
	if of := worst(posts); len(of) != 1 || of[0].Form != "" || of[0].Verdict != position.Behind || of[0].Forms[0].Verdict != position.Behind {
		t.Errorf("the platform is farther behind: %+v", of)
	}
	// Ahead on the platform, behind with one form of it.
	posts = posts[:0]
	for _, of := range [][]published{
		rates(we, social.Photo, 0, 20, 30, 20, 30, 20, 30), rates(we, social.Video, 10, 900, 950, 900, 950, 900, 950, 900, 950, 900, 950),
		rates(lively, social.Photo, 0, 60, 90, 60, 90, 60, 90), rates(quiet, social.Photo, 0, 50, 80, 50, 80, 50, 80),
	} {
		posts = append(posts, of...)
	}
	if of := worst(posts); len(of) != 1 || of[0].Form != social.Photo {
		t.Errorf("photos are behind: %+v", of)
	}
}

// promoting is an audit in which so many of the organisations' posts sell something.
func promoting(all, selling map[social.OrganisationID]int) position.Criterion {
	var posts []published
	for _, whose := range []social.OrganisationID{we, lively, quiet} {
		for i := range all[whose] {
			sells := social.AnswerOf(i < selling[whose])
			posts = append(posts, published{whose: whose, day: i % 90, form: social.Photo, change: func(p *social.Post) { p.Promotional = sells }})
		}
	}
	return audit(posts, nil)[position.Education]
}

// Where all posts of everybody are alike there is a verdict too. With one more yes and no each (Agresti and Caffo), 40 of 40
// are 41/42 = 0.97619 ± 0.02352 and 30 of 40 are 31/42 = 0.73810 ± 0.06784: 3.32 errors apart. 12 of 12 are 13/14 = 0.92857
// ± 0.06883, of 40 of 40 only 0.65 errors away. 8 of 40 are 9/42 = 0.21429 ± 0.06331, of 40 of 40 11.3 errors away.
func TestEducation(t *testing.T) {
	counts := func(ours, theirs, others int) map[social.OrganisationID]int {
		return map[social.OrganisationID]int{we: ours, lively: theirs, quiet: others}
	}
	for name, tt := range map[string]struct {
		all, selling map[social.OrganisationID]int
		want         position.Verdict
	}{
		"nobody sells":                    {counts(40, 40, 40), counts(0, 0, 0), position.Even},
		"nobody sells, of few posts":      {counts(12, 40, 0), counts(0, 0, 0), position.Even},
		"we never, they one in four":      {counts(40, 40, 40), counts(0, 10, 10), position.Ahead},
		"we one in four, they never":      {counts(40, 40, 40), counts(10, 0, 0), position.Behind},
		"everybody sells all the time":    {counts(40, 40, 40), counts(40, 40, 40), position.Even},
		"we nearly always, they never":    {counts(40, 40, 0), counts(32, 0, 0), position.Behind},
		"nine posts of ours are too few":  {counts(9, 40, 40), counts(9, 0, 0), position.CannotTell},
		"nine posts of theirs are nobody": {counts(40, 9, 0), counts(40, 0, 0), position.CannotTell},
	} {
		c := promoting(tt.all, tt.selling)
		if c.Verdict != tt.want {
			t.Errorf("%s: %s, want %s (%+v)", name, c.Verdict, tt.want, c.Ours)
		}
		near(t, name, c.Ours.Estimate.Value, 1-float64(tt.selling[we])/float64(tt.all[we]))
	}
}
