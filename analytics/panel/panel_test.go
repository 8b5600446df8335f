package panel_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

func zurich(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func post(id int, platform social.Platform, form social.Form, published string) social.Post {
	at, err := time.Parse(time.RFC3339, published)
	if err != nil {
		panic(err)
	}
	return social.Post{
		ID: social.PostID(id), Channel: social.ChannelID(id % 3), Platform: platform, Form: form, Topic: social.Job,
		PublishedAt: at, ObservedAt: at.AddDate(0, 0, id),
	}
}

func ids(p *panel.Panel) []int {
	var all []int
	for i := range p.Len() {
		all = append(all, int(p.At(i).ID()))
	}
	return all
}

func build(t testing.TB, posts ...social.Post) *panel.Panel {
	var b panel.Builder
	for i, p := range posts {
		b.Add(p, social.OrganisationID(1+i%2))
	}
	return b.Panel(zurich(t), 0)
}

func TestWhere(t *testing.T) {
	p := build(t,
		post(1, social.Instagram, social.Photo, "2026-06-30T21:59:59Z"), // the last second of June in Zurich
		post(2, social.Instagram, social.Video, "2026-06-30T22:00:00Z"), // the first of July
		post(3, social.Blog, "", "2026-08-15T10:00:00Z"),
		post(4, social.Instagram, social.Photo, "2026-09-30T22:00:00Z"), // the first of October
	)
	q3, err := social.ParseQuarter("2026Q3", 0)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		filter panel.Filter
		want   []int
	}{
		{"nothing asked", panel.Filter{}, []int{1, 2, 3, 4}},
		{"a quarter is cut at the hospital's midnight", panel.Filter{Quarter: q3}, []int{2, 3}},
		{"platforms", panel.Filter{Platforms: []social.Platform{social.Blog, social.X}}, []int{3}},
		{"forms, also the unknown one", panel.Filter{Forms: []social.Form{""}}, []int{3}},
		{"organisations", panel.Filter{Organisations: []social.OrganisationID{2}}, []int{2, 4}},
		{"channels", panel.Filter{Channels: []social.ChannelID{0}}, []int{3}},
		{"topics", panel.Filter{Topics: []social.Topic{social.PatientStory}}, nil},
		{"all together", panel.Filter{Quarter: q3, Platforms: []social.Platform{social.Instagram}, Forms: []social.Form{social.Video}}, []int{2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ids(p.Where(tt.filter))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	var quarters []string
	for _, q := range p.Quarters() {
		quarters = append(quarters, q.String())
	}
	if diff := cmp.Diff([]string{"2026Q2", "2026Q3", "2026Q4"}, quarters); diff != "" {
		t.Errorf("quarters (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]social.Platform{social.Instagram, social.Blog}, p.Platforms()); diff != "" {
		t.Errorf("platforms (-want +got)\n%s", diff)
	}
}

func TestPostKeepsWhatItWasGiven(t *testing.T) {
	original := post(5, social.TikTok, social.ShortVideo, "2026-03-01T10:00:00Z")
	original.Metrics.Set(social.Shares, 0)
	original.Boosted = social.Yes
	got := build(t, original).At(0)
	if got.Platform() != social.TikTok || got.Form() != social.ShortVideo || got.Topic() != social.Job || got.Channel() != 2 ||
		got.Organisation() != 1 || got.Boosted() != social.Yes || got.Metrics() != original.Metrics || !got.Young() ||
		!got.Published().Equal(original.PublishedAt) || !got.Observed().Equal(original.ObservedAt) || got.Age() != original.Age() {
		t.Errorf("%+v became something else", original)
	}
}

func TestClusters(t *testing.T) {
	first := post(1, social.Instagram, social.Photo, "2026-03-01T10:00:00Z")
	sameDay := post(2, social.Blog, social.Article, "2026-03-01T22:00:00Z")
	nextDay := post(3, social.Instagram, social.Photo, "2026-03-01T23:30:00Z") // past midnight in Zurich
	campaign, more := first, nextDay
	campaign.Campaign, more.Campaign = "Open day", "Open day"
	p := build(t, first, sameDay, nextDay)
	if a, b, c := p.At(0).Cluster(), p.At(1).Cluster(), p.At(2).Cluster(); a != b || a == c {
		t.Errorf("days: %d, %d, %d", a, b, c)
	}
	var b panel.Builder
	b.Add(campaign, 1)
	b.Add(more, 1)
	b.Add(more, 2) // somebody else's campaign of the same name
	b.Add(first, 1)
	p = b.Panel(zurich(t), 0)
	if p.At(0).Cluster() != p.At(1).Cluster() || p.At(1).Cluster() == p.At(2).Cluster() || p.At(0).Cluster() == p.At(3).Cluster() {
		t.Error("campaigns do not hold together, or hold too much")
	}
}

// Cells share out the posts: each is in exactly one, and in the right one.
func TestCellsArePartition(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var b panel.Builder
		n := rapid.IntRange(0, 40).Draw(rt, "posts")
		for i := range n {
			b.Add(post(i, rapid.SampledFrom(social.Platforms()).Draw(rt, "platform"),
				rapid.SampledFrom(append(social.Forms(), "")).Draw(rt, "form"), "2026-03-01T10:00:00Z"), 1)
		}
		keys, groups := b.Panel(zurich(t), 0).Cells()
		seen := map[social.PostID]bool{}
		for i, g := range groups {
			for j := range g.Len() {
				at := g.At(j)
				if seen[at.ID()] || at.Platform() != keys[i].Platform || at.Form() != keys[i].Form {
					rt.Fatalf("post %d is in the wrong cell or in two", at.ID())
				}
				seen[at.ID()] = true
			}
			if i > 0 && keys[i-1].Platform.Order()*100+keys[i-1].Form.Order() >= keys[i].Platform.Order()*100+keys[i].Form.Order() {
				rt.Fatalf("cells are out of order: %v before %v", keys[i-1], keys[i])
			}
		}
		if len(seen) != n {
			rt.Fatalf("%d of %d posts are in cells", len(seen), n)
		}
	})
}

func BenchmarkWhere(b *testing.B) {
	var builder panel.Builder
	for i := range 1_000_000 {
		p := post(i%28, social.Platforms()[i%8], social.Forms()[i%14], "2026-03-01T10:00:00Z")
		p.PublishedAt = p.PublishedAt.AddDate(0, 0, i%700)
		builder.Add(p, social.OrganisationID(i%5))
	}
	p := builder.Panel(zurich(b), 0)
	q, err := social.ParseQuarter("2026Q3", 0)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if p.Where(panel.Filter{Quarter: q, Organisations: []social.OrganisationID{1}}).Len() == 0 {
			b.Fatal("no posts")
		}
	}
}

func TestSinceAndDayOnly(t *testing.T) {
	var b panel.Builder
	for month := range 24 {
		b.Add(social.Post{ID: social.PostID(month + 1), PublishedAt: time.Date(2025, time.Month(1+month), 10, 12, 0, 0, 0, time.UTC), DayOnly: month%2 == 0}, 1)
	}
	p := b.Panel(time.UTC, time.January)
	to := social.Quarter{Year: 2026, Number: 3}
	year := p.Where(panel.Filter{Since: to.YearBefore().Next(), Quarter: to})
	// October 2025 to September 2026.
	if year.Len() != 12 || year.At(0).ID() != 10 || year.At(11).ID() != 21 {
		t.Errorf("%d posts", year.Len())
	}
	if year.At(0).DayOnly() || !year.At(1).DayOnly() {
		t.Error("whether only the day is known got lost")
	}
}

func TestWorded(t *testing.T) {
	var b panel.Builder
	b.Add(social.Post{ID: 7}, 1)
	b.Add(social.Post{ID: 8}, 1)
	p := b.Panel(time.UTC, time.January)
	if p.At(0).Wording().Known {
		t.Error("wordings are known that nobody has read")
	}
	worded := p.Worded(map[social.PostID]social.Wording{8: {Known: true, Question: true}})
	if worded.At(0).Wording().Known || !worded.At(1).Wording().Question || p.At(1).Wording().Known {
		t.Errorf("%+v, %+v", worded.At(0).Wording(), worded.At(1).Wording())
	}
}
