package position_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

const (
	we, lively, quiet social.OrganisationID = 1, 2, 3
)

var (
	q3    = social.Quarter{Year: 2026, Number: 3}
	first = time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
)

type published struct {
	whose     social.OrganisationID
	day       int
	form      social.Form
	reactions int64
	change    func(*social.Post)
}

func panelOf(posts []published) *panel.Panel {
	var b panel.Builder
	for i, g := range posts {
		p := social.Post{
			ID: social.PostID(i + 1), Channel: social.ChannelID(g.whose), Platform: social.Instagram, Form: g.form,
			PublishedAt: first.AddDate(0, 0, g.day), ObservedAt: first.AddDate(1, 0, 0),
		}
		p.Metrics.Set(social.Reactions, g.reactions)
		p.Metrics.Set(social.Comments, 0)
		p.Metrics.Set(social.FollowersAtPost, 1000)
		if g.change != nil {
			g.change(&p)
		}
		b.Add(p, g.whose)
	}
	return b.Panel(time.UTC, 0)
}

func audit(posts []published, change func(*position.Options)) map[position.Kind]position.Criterion {
	o := position.Options{Ours: []social.OrganisationID{we}, Others: []social.OrganisationID{lively, quiet}, Quarter: q3}
	if change != nil {
		change(&o)
	}
	all := map[position.Kind]position.Criterion{}
	for _, c := range position.Audit(panelOf(posts), o).Criteria {
		all[c.Kind] = c
	}
	return all
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// A quarter by hand: we post twice a week photos and videos in turn, the lively one daily, the quiet one once in a while.
func quarter() []published {
	source := rand.New(rand.NewPCG(3, 1))
	var posts []published
	for day := range 91 {
		if day%7 == 0 || day%7 == 3 {
			form := social.Photo
			if day%2 == 0 {
				form = social.Video
			}
			posts = append(posts, published{whose: we, day: day, form: form, reactions: int64(20 * math.Exp(0.4*source.NormFloat64()))})
		}
		posts = append(posts, published{whose: lively, day: day, form: social.Forms()[day%4], reactions: int64(60 * math.Exp(0.4*source.NormFloat64()))})
		if day%23 == 0 {
			posts = append(posts, published{whose: quiet, day: day, form: social.Photo, reactions: int64(20 * math.Exp(0.4*source.NormFloat64()))})
		}
	}
	return posts
}

func TestAuditByHand(t *testing.T) {
	all := audit(quarter(), nil)
	cadence := all[position.Cadence]
	near(t, "our posts a week", cadence.Ours.Estimate.Value, 26*7.0/92) // of 92 days
	if cadence.Ours.Rank != (stats.RankSet{}) || cadence.Verdict != position.CannotTell {
		// every week of ours has exactly two posts: no spread, so no place
		t.Errorf("%+v: %s", cadence.Ours.Rank, cadence.Verdict)
	}
	median, low, high, ok := cadence.Median()
	near(t, "the peers' median", median, (91+4)*7.0/92/2) // daily for 91 days, and days 0, 23, 46, 69
	near(t, "lowest", low, 4*7.0/92)
	near(t, "highest", high, 91*7.0/92)
	if !ok || cadence.Of() != 3 {
		t.Errorf("%d are compared", cadence.Of())
	}
	steady := all[position.Steadiness]
	near(t, "our steadiness", steady.Ours.Estimate.Value, 1)
	near(t, "the quiet one's", steady.Peers[1].Estimate.Value, 4.0/13)
	if steady.Verdict != position.Even { // first with another, of three
		t.Errorf("steadiness: %s, %+v", steady.Verdict, steady.Ours.Rank)
	}
	forms := all[position.FormVariety]
	// 13 of each of two forms: H = ln 2, lifted by 1/52.
	near(t, "our effective number of forms", forms.Ours.Estimate.Value, 2*math.Exp(1.0/52))
	if engagement := all[position.Engagement]; engagement.Verdict == position.Ahead || engagement.Platform != social.Instagram || engagement.Ours.Rank.Best == 1 {
		t.Errorf("engagement: %+v", engagement.Ours)
	}
	if presence := all[position.Presence]; presence.Verdict != position.Even || presence.Ours.Rank != (stats.RankSet{Rank: 1, Best: 1, Worst: 3}) {
		t.Errorf("presence: %s, %+v", presence.Verdict, presence.Ours.Rank)
	}
	for _, kind := range []position.Kind{position.Topics, position.Audience, position.Education, position.Sources, position.Times, position.Answers, position.Safeguards} {
		if c := all[kind]; c.Verdict != position.CannotTell || c.Ours != nil {
			t.Errorf("%s: nothing is known of it, yet %s", kind, c.Verdict)
		}
	}
}

func TestVerdicts(t *testing.T) {
	better := quarter()
	for i := range better {
		if better[i].whose == we {
			better[i].reactions *= 20
		}
	}
	if c := audit(better, nil)[position.Engagement]; c.Verdict != position.Ahead || c.Ours.Rank.Worst != 1 {
		t.Errorf("made ahead: %s, %+v", c.Verdict, c.Ours.Rank)
	}
	worse := quarter()
	for i := range worse {
		if worse[i].whose == we {
			worse[i].reactions = 1 + int64(i%3)
		}
	}
	if c := audit(worse, nil)[position.Engagement]; c.Verdict != position.Behind || c.Ours.Rank.Best != 3 {
		t.Errorf("made behind: %s, %+v", c.Verdict, c.Ours.Rank)
	}
	report := position.Audit(panelOf(worse), position.Options{Ours: []social.OrganisationID{we}, Others: []social.OrganisationID{lively, quiet}, Quarter: q3})
	if worst := report.Worst(1); len(worst) != 1 || worst[0].Kind != position.Engagement {
		t.Errorf("to act on first: %+v", worst)
	}
	alone := audit(quarter(), func(o *position.Options) { o.Others = nil })
	for kind, c := range alone {
		if c.Verdict != position.CannotTell {
			t.Errorf("%s among nobody: %s", kind, c.Verdict)
		}
	}
}

func TestWhatIsCounted(t *testing.T) {
	posts := quarter()
	for i := range posts {
		promotional := social.AnswerOf(i%5 == 0)
		posts[i].change = func(p *social.Post) { p.Promotional = promotional }
	}
	channels := []social.Channel{{ID: 1, Organisation: we}, {ID: 2, Organisation: lively}}
	counts := []social.FollowerCount{
		{Channel: 1, On: first, Followers: 1000},
		{Channel: 1, On: first.AddDate(0, 3, 0), Followers: 1100},
		{Channel: 2, On: first, Followers: 5000},
		{Channel: 2, On: first.AddDate(0, 3, 0), Followers: 5050},
	}
	all := audit(posts, func(o *position.Options) {
		o.Channels, o.Followers = channels, social.NewFollowerHistory(counts)
		o.Answered = map[social.OrganisationID]position.Answered{we: {40, 36}, lively: {40, 4}}
	})
	audience := all[position.Audience]
	near(t, "our growth", audience.Ours.Estimate.Value, 1.1)
	near(t, "theirs", audience.Peers[0].Estimate.Value, 1.01)
	if audience.Verdict != position.Ahead {
		t.Errorf("audience: %s", audience.Verdict)
	}
	answers := all[position.Answers]
	near(t, "answered", answers.Ours.Estimate.Value, 0.9)
	if answers.Verdict != position.Ahead { // 90 % against 10 % of 40 each
		t.Errorf("answers: %s", answers.Verdict)
	}
	if safe := all[position.Safeguards]; safe.Ours != nil {
		t.Errorf("nothing was checked, yet %+v", safe.Ours)
	}
	if education := all[position.Education]; education.Ours == nil || education.Ours.Estimate.Value < 0.6 || education.Verdict != position.Even {
		t.Errorf("education: %+v, %s", education.Ours, education.Verdict)
	}
}

// We post on days 0, 3, 7, 10 … 87: of the 26, thirteen each on Wednesdays and Saturdays. Of those of the first ten days,
// which are 0, 3 and 7, nothing is known; Wednesdays left are days 14, 21 … 84, eleven, Saturdays 10, 17 … 87, twelve. The
// lively one posts on each of the days 0 to 90, of which 10 to 90, eighty-one, are known; eleven of these are Fridays: days
// 16, 23 … 86. The quiet one has three such posts, too few.
func TestTimes(t *testing.T) {
	on := func(day time.Weekday, others ...time.Weekday) func(panel.Post) (best, known bool) {
		return func(p panel.Post) (best, known bool) {
			at := p.Published().Weekday()
			return at == day || slices.Contains(others, at), p.Published().Sub(first) >= 10*24*time.Hour
		}
	}
	best := map[social.OrganisationID]func(panel.Post) (best, known bool){0: on(time.Wednesday)}
	times := func() position.Criterion {
		return audit(quarter(), func(o *position.Options) { o.BestTime = best })[position.Times]
	}
	c := times()
	near(t, "our share", c.Ours.Estimate.Value, 11.0/23)
	if c.Verdict != position.CannotTell || len(c.Peers) != 0 || c.Ours.Posts != 23 || len(c.IDs) != 23 {
		t.Errorf("%s, %+v of %d posts", c.Verdict, c.Ours, len(c.IDs))
	}
	best[lively], best[quiet] = on(time.Friday), on(time.Friday)
	c = times()
	if len(c.Peers) != 1 || c.Peers[0].Posts != 81 { // days 10 to 90
		t.Fatalf("%+v", c.Peers)
	}
	near(t, "their share", c.Peers[0].Estimate.Value, 11.0/81)
	// With one more yes and no each, ours is 12/25 = 0.480 ± 0.100 and theirs 12/83 = 0.145 ± 0.039: 3.1 errors apart.
	if c.Verdict != position.Ahead {
		t.Errorf("48 %% against 14 %%: %s", c.Verdict)
	}
	best[lively] = on(time.Friday, time.Monday, time.Tuesday, time.Thursday)
	if c = times(); c.Verdict != position.Even {
		t.Errorf("48 %% against %v: %s", c.Peers[0].Estimate.Value, c.Verdict)
	}
	delete(best, 0)
	if c = times(); c.Ours != nil || len(c.Peers) != 0 {
		t.Errorf("without ours: %+v", c)
	}
}

// By hand: a channel that had 1,000 and won 100 had 1,100 at the end; one that has 500 and won 100 had 400. What was counted
// goes before what was won, nothing can have been lost that was not there, and without any count there is nothing to grow.
func TestGrowthWithOneCount(t *testing.T) {
	end := first.AddDate(0, 3, 0)
	channel := []social.Channel{{ID: 1, Organisation: we}}
	for name, tt := range map[string]struct {
		counts []social.FollowerCount
		gained int64
		want   float64 // 0: nothing
	}{
		"the end is missing":       {[]social.FollowerCount{{Channel: 1, On: first, Followers: 1000}}, 100, 1.1},
		"the beginning is missing": {[]social.FollowerCount{{Channel: 1, On: end, Followers: 500}}, 100, 1.25},
		"both are counted":         {[]social.FollowerCount{{Channel: 1, On: first, Followers: 1000}, {Channel: 1, On: end, Followers: 1010}}, 100, 1.01},
		"more lost than there was": {[]social.FollowerCount{{Channel: 1, On: first, Followers: 50}}, -100, 0},
		"nothing is counted":       {nil, 100, 0},
	} {
		c := audit(quarter(), func(o *position.Options) {
			o.Channels, o.Followers, o.Gained = channel, social.NewFollowerHistory(tt.counts), map[social.ChannelID]int64{1: tt.gained}
		})[position.Audience]
		switch {
		case tt.want == 0 && c.Ours != nil:
			t.Errorf("%s: %+v", name, c.Ours)
		case tt.want != 0:
			near(t, name, c.Ours.Estimate.Value, tt.want)
		}
	}
}

// All of forty and all of forty are level, too; nine comments are too few.
func TestAnswersWhereAllAreAlike(t *testing.T) {
	for name, tt := range map[string]struct {
		ours, theirs position.Answered
		want         position.Verdict
	}{
		"all of all":        {position.Answered{Comments: 40, Answered: 40}, position.Answered{Comments: 40, Answered: 40}, position.Even},
		"all against none":  {position.Answered{Comments: 40, Answered: 40}, position.Answered{Comments: 40}, position.Ahead},
		"nine of ours":      {position.Answered{Comments: 9, Answered: 9}, position.Answered{Comments: 40}, position.CannotTell},
		"nine of theirs":    {position.Answered{Comments: 40, Answered: 40}, position.Answered{Comments: 9}, position.CannotTell},
		"none, against one": {position.Answered{Comments: 40}, position.Answered{Comments: 40, Answered: 1}, position.Even},
	} {
		c := audit(quarter(), func(o *position.Options) {
			o.Answered = map[social.OrganisationID]position.Answered{we: tt.ours, lively: tt.theirs}
		})[position.Answers]
		if c.Verdict != tt.want {
			t.Errorf("%s: %s, want %s", name, c.Verdict, tt.want)
		}
	}
}

// cited is an audit of twenty posts of ours on medicine, twenty of the lively one and nine of the quiet one, of which the
// first some name a source. A job of each names one too and has no place in it; nor has a post of ours without a text.
func cited(texts int, sources map[social.OrganisationID]int) position.Criterion {
	var posts []published
	wordings := map[social.PostID]social.Wording{}
	add := func(whose social.OrganisationID, topic social.Topic, w social.Wording) {
		posts = append(posts, published{whose: whose, day: len(posts) % 90, form: social.Photo, change: func(p *social.Post) { p.Topic = topic }})
		wordings[social.PostID(len(posts))] = w
	}
	for whose, n := range map[social.OrganisationID]int{we: texts, lively: 20, quiet: 9} {
		for i := range n {
			add(whose, social.MedicalEducation, social.Wording{Known: true, Source: i < sources[whose]})
		}
		add(whose, social.Job, social.Wording{Known: true, Source: true})
	}
	add(we, social.PreventionAndSeason, social.Wording{})
	o := position.Options{Ours: []social.OrganisationID{we}, Others: []social.OrganisationID{lively, quiet}, Quarter: q3}
	for _, c := range position.Audit(panelOf(posts).Worded(wordings), o).Criteria {
		if c.Kind == position.Sources {
			return c
		}
	}
	return position.Criterion{}
}

func TestSources(t *testing.T) {
	behind := cited(20, map[social.OrganisationID]int{we: 3, lively: 18, quiet: 9})
	near(t, "our share", behind.Ours.Estimate.Value, 3.0/20)
	// Wilson with z = 1.644854: (0.15 + z²/40 ± z·√(0.15·0.85/20 + z²/1600)) / (1 + z²/20) = 0.191705 ± 0.130123.
	if low, high := behind.Ours.Estimate.Low, behind.Ours.Estimate.High; math.Abs(low-0.061582) > 1e-5 || math.Abs(high-0.321828) > 1e-5 {
		t.Errorf("between %v and %v", low, high)
	}
	if behind.Verdict != position.Behind || len(behind.Peers) != 1 || behind.Peers[0].Organisation != lively || len(behind.IDs) != 20 {
		// nine texts of the quiet one are too few
		t.Errorf("%s, %+v, %d posts", behind.Verdict, behind.Peers, len(behind.IDs))
	}
	near(t, "theirs", behind.Peers[0].Estimate.Value, 18.0/20)
	for name, tt := range map[string]struct {
		texts, ours, theirs int
		want                position.Verdict
	}{
		"none against most":       {20, 0, 18, position.Behind},
		"all against some":        {20, 20, 3, position.Ahead},
		"all against all":         {20, 20, 20, position.Even},
		"one more":                {20, 11, 10, position.Even},
		"nine texts":              {9, 0, 18, position.CannotTell},
		"ten texts, the fewest":   {10, 0, 18, position.Behind},
		"no post on medicine":     {0, 0, 18, position.CannotTell},
		"nobody has ever done it": {20, 0, 0, position.Even},
	} {
		c := cited(tt.texts, map[social.OrganisationID]int{we: tt.ours, lively: tt.theirs})
		if c.Verdict != tt.want || (c.Ours == nil) != (tt.texts == 0) {
			t.Errorf("%s: %s, want %s", name, c.Verdict, tt.want)
		}
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	posts := quarter()
	one := audit(posts, nil)
	rand.New(rand.NewPCG(9, 9)).Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
	other := audit(posts, nil)
	for kind, c := range one {
		d := other[kind]
		if (c.Ours == nil) != (d.Ours == nil) || c.Verdict != d.Verdict || c.Ours != nil && c.Ours.Estimate.Value != d.Ours.Estimate.Value {
			t.Errorf("%s: %+v and, in another order, %+v", kind, c.Ours, d.Ours)
		}
	}
}

// Of our 26 posts those with an odd number have a serious finding, of the lively one's 91 none; the quiet one has too few to compare.
func TestSafeguards(t *testing.T) {
	ours := 0
	c := audit(quarter(), func(o *position.Options) {
		o.Safe = func(p panel.Post) (safe, known bool) {
			if p.Organisation() == we {
				ours++
				return p.ID()%2 == 0, true
			}
			return true, true
		}
	})[position.Safeguards]
	if c.Ours == nil || c.Ours.Posts != 26 || c.Ours.Estimate.Value < 0.3 || c.Ours.Estimate.Value > 0.6 || c.Verdict != position.Behind {
		t.Fatalf("%+v: %s", c.Ours, c.Verdict)
	}
	if unsafe := int(math.Round((1 - c.Ours.Estimate.Value) * 26)); len(c.IDs) != unsafe || len(c.Peers) != 1 {
		t.Errorf("it rests on %d posts, want the %d with findings; %d peers", len(c.IDs), unsafe, len(c.Peers))
	}
	if ours == 0 {
		t.Error("our posts were not asked about")
	}
}
