package quality_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/panel"
	"auscult/analytics/quality"
	"auscult/analytics/social"
)

func zurich(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func day(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// world builds a panel by hand.
type world struct {
	t        testing.TB
	b        panel.Builder
	next     social.PostID
	exported time.Time
}

func newWorld(t testing.TB, exported string) *world {
	return &world{t: t, exported: day(t, exported).Add(12 * time.Hour)}
}

// complete are the metrics of a post that lacks nothing on Instagram.
var complete = map[social.Metric]int64{social.Reach: 100, social.Reactions: 5, social.Comments: 1, social.FollowersAtPost: 900}

// add adds a post of channel 1 (ours, organisation 1) or any other (organisation 2) at noon of the day.
func (w *world) add(channel social.ChannelID, platform social.Platform, on string, metrics map[social.Metric]int64) social.PostID {
	return w.addAt(channel, platform, day(w.t, on).Add(12*time.Hour), metrics)
}

func (w *world) addAt(channel social.ChannelID, platform social.Platform, at time.Time, metrics map[social.Metric]int64) social.PostID {
	w.next++
	p := social.Post{
		ID: w.next, Channel: channel, Platform: platform, Form: social.Photo, Topic: social.Job,
		PublishedAt: at, ObservedAt: w.exported,
	}
	for m, v := range metrics {
		p.Metrics.Set(m, v)
	}
	w.b.Add(p, social.OrganisationID(min(channel, 2)))
	return w.next
}

// every adds a complete post on every n-th day from the first to the last.
func (w *world) every(n int, channel social.ChannelID, first, last string) {
	for at := day(w.t, first); !at.After(day(w.t, last)); at = at.AddDate(0, 0, n) {
		w.addAt(channel, social.Instagram, at.Add(12*time.Hour), complete)
	}
}

func (w *world) input(channels ...social.ChannelID) quality.Input {
	in := quality.Input{Posts: w.b.Panel(zurich(w.t), 0), Ours: map[social.OrganisationID]bool{1: true}}
	for _, id := range channels {
		in.Channels = append(in.Channels, social.Channel{
			ID: id, Organisation: social.OrganisationID(min(id, 2)), Platform: social.Instagram, Name: fmt.Sprint("Channel ", id),
		})
	}
	return in
}

func examine(t testing.TB, in quality.Input) quality.Report {
	t.Helper()
	r, err := quality.Examine(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// said writes findings in short, so that a table can hold them.
func said(r quality.Report) []string {
	var all []string
	for _, f := range r.Findings {
		s := fmt.Sprintf("%s %d %s–%s", f.Kind, f.Channel, f.From.Format(time.DateOnly), f.To.Format(time.DateOnly))
		if f.Of > 0 {
			s += fmt.Sprintf(" %d/%d", f.Posts, f.Of)
		}
		if f.Days > 0 {
			s += fmt.Sprintf(" %dd", f.Days)
		}
		all = append(all, s)
	}
	return all
}

func TestGaps(t *testing.T) {
	tests := []struct {
		name     string
		exported string
		fill     func(w *world)
		usual    int
		longest  int
		want     []string
	}{
		{
			"a quarter is missing between posts every third day", "2026-09-30",
			func(w *world) {
				w.every(3, 1, "2026-01-01", "2026-03-31") // the last on 29 March: 1 January + 29·3 days
				w.every(3, 1, "2026-07-01", "2026-09-30") // the last on 29 September
			},
			3, 35,
			[]string{"gap 1 2026-03-30–2026-06-30 93d"}, // 2 days of March, 30 + 31 + 30
		},
		{
			"a month and four days are no gap, a day more is", "2026-05-05",
			func(w *world) {
				w.every(1, 1, "2026-01-01", "2026-01-20")
				w.every(1, 1, "2026-02-24", "2026-02-27") // 35 days after 20 January
				w.every(1, 1, "2026-04-04", "2026-05-05") // 36 days after 27 February
			},
			1, 35,
			[]string{"gap 1 2026-02-28–2026-04-03 35d"},
		},
		{
			"a slow channel may pause for longer: six times a pause of eight days", "2026-06-01",
			func(w *world) {
				w.every(8, 1, "2026-01-01", "2026-03-14") // ten posts, nine pauses, the last on 14 March
				w.every(8, 1, "2026-05-01", "2026-05-31") // 48 days later: no longer than 6 · 8
			},
			8, 48, nil,
		},
		{
			"eight days with posts are too few to know a rhythm", "2026-09-30",
			func(w *world) {
				w.every(1, 1, "2026-01-01", "2026-01-04")
				w.every(1, 1, "2026-09-01", "2026-09-04")
			},
			0, 0, nil,
		},
		{
			"many posts on one day are one day", "2026-09-30",
			func(w *world) {
				for range 20 {
					w.add(1, social.Instagram, "2026-01-01", complete)
					w.add(1, social.Instagram, "2026-09-01", complete)
				}
			},
			0, 0, nil,
		},
		{
			"an export that ends in June though it was made in September", "2026-09-30",
			func(w *world) { w.every(2, 1, "2026-05-02", "2026-06-29") }, // the last on 29 June: 2 May + 29·2 days
			2, 35,
			[]string{"ends_early 1 2026-06-30–2026-09-30 93d"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, tt.exported)
			tt.fill(w)
			r := examine(t, w.input(1))
			got := slices.DeleteFunc(said(r), func(s string) bool { return strings.HasPrefix(s, "young") })
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got)\n%s", diff)
			}
			if c := r.Channels[0]; c.Usual != tt.usual || c.Longest != tt.longest {
				t.Errorf("usual %d and longest %d days, want %d and %d", c.Usual, c.Longest, tt.usual, tt.longest)
			}
		})
	}
}

func TestStatesOfMonths(t *testing.T) {
	w := newWorld(t, "2026-10-02")
	w.every(3, 1, "2026-02-10", "2026-03-31")
	w.every(3, 1, "2026-07-10", "2026-09-29")
	w.add(2, social.Instagram, "2026-01-31", complete) // another channel begins earlier, with too few posts for gaps
	w.add(2, social.Instagram, "2026-03-01", complete)
	r := examine(t, w.input(1, 2, 3))
	want := map[string][]quality.State{
		//            January          February        March           April           May             June            July            August          September
		"Channel 1": {quality.Outside, quality.Filled, quality.Filled, quality.InGap, quality.InGap, quality.InGap, quality.Filled, quality.Filled, quality.Filled},
		"Channel 2": {quality.Filled, quality.Quiet, quality.Filled, quality.Quiet, quality.Quiet, quality.Quiet, quality.Quiet, quality.Quiet, quality.Quiet},
		"Channel 3": {quality.Outside, quality.Outside, quality.Outside, quality.Outside, quality.Outside, quality.Outside, quality.Outside, quality.Outside, quality.Outside},
	}
	if len(r.Months) != 9 || r.Months[0].String() != "2026-01" || r.Months[8].String() != "2026-09" {
		t.Fatalf("months %v", r.Months)
	}
	for _, c := range r.Channels {
		var got []quality.State
		for _, cell := range c.Cells {
			got = append(got, cell.State)
		}
		if diff := cmp.Diff(want[c.Name], got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.Name, diff)
		}
	}
	if c := r.Channels[2]; !c.First.IsZero() || !c.Exported.IsZero() || c.Posts != 0 {
		t.Errorf("a channel without posts has dates: %+v", c)
	}
}

func TestWhatPostsLack(t *testing.T) {
	without := func(metrics ...social.Metric) map[social.Metric]int64 {
		m := map[social.Metric]int64{}
		for k, v := range complete {
			if !slices.Contains(metrics, k) {
				m[k] = v
			}
		}
		return m
	}
	w := newWorld(t, "2026-04-03")
	for range 3 { // fewer than three posts of a channel are not worth a finding
		for range 9 {
			w.add(1, social.Instagram, "2026-01-15", complete)
		}
		w.add(1, social.Instagram, "2026-01-16", without(social.Reach))                         // one of ten: notable
		w.add(1, social.Instagram, "2026-02-10", without(social.Reactions))                     // no engagement at all
		w.add(1, social.Instagram, "2026-02-11", without(social.Reach, social.FollowersAtPost)) // neither rate
		w.add(1, social.Instagram, "2026-02-12", without(social.FollowersAtPost))
		w.add(1, social.Instagram, "2026-03-30", complete)              // four days old
		w.add(2, social.Instagram, "2026-01-20", without(social.Reach)) // nobody outside knows a competitor's reach
		w.add(2, social.Instagram, "2026-02-20", without(social.FollowersAtPost))
	}
	w.add(3, social.Instagram, "2026-01-20", nil)
	w.add(3, social.Instagram, "2026-01-21", nil)
	r := examine(t, w.input(1, 2, 3))

	type counts struct{ Posts, NoEngagement, NoOwnRate, NoComparableRate, Young int }
	want := [][]counts{
		{{30, 0, 3, 0, 0}, {9, 3, 3, 6, 0}, {3, 0, 0, 0, 3}},
		{{3, 0, 0, 0, 0}, {3, 0, 0, 3, 0}, {}},
		{{2, 2, 0, 0, 0}, {}, {}},
	}
	for i, c := range r.Channels {
		var got []counts
		for _, cell := range c.Cells {
			got = append(got, counts{cell.Posts, cell.NoEngagement, cell.NoOwnRate, cell.NoComparableRate, cell.Young})
		}
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.Name, diff)
		}
	}
	ours := r.Channels[0].Cells
	if got := ours[0].Complete(true); got != 0.9 {
		t.Errorf("January is complete to %v, want 0.9", got)
	}
	if got := ours[1].Complete(true); got < 0.333 || got > 0.334 { // one of three has an own rate
		t.Errorf("February is complete to %v, want a third", got)
	}
	if got := r.Channels[1].Cells[1].Complete(false); got != 0 {
		t.Errorf("the competitor's February is complete to %v, want 0", got)
	}
	// 15 January to 3 April, noon to noon: 78 days; the median of ages nine in ten of which are that is that.
	if got := ours[0].MedianAge; got != 78*24*time.Hour {
		t.Errorf("the median age in January is %v, want 78 days", got)
	}
	wantFindings := []string{
		"no_engagement 1 2026-02-01–2026-02-28 3/9",
		"no_own_rate 1 2026-01-01–2026-02-28 6/39",
		"no_comparable_rate 1 2026-02-01–2026-02-28 6/9",
		"no_comparable_rate 2 2026-02-01–2026-02-28 3/3",
		"young 1 2026-03-01–2026-03-31 3/3",
	}
	if diff := cmp.Diff(wantFindings, said(r)); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
	// Each of the three rounds adds 16 posts, of which the eleventh has no reactions.
	if diff := cmp.Diff([]social.PostID{11, 27, 43}, r.Findings[0].IDs); diff != "" {
		t.Errorf("posts without engagement (-want +got)\n%s", diff)
	}
}

func TestChannelsBehind(t *testing.T) {
	build := func(t *testing.T, old, recent string) *world {
		w := newWorld(t, recent)
		w.add(1, social.Instagram, "2026-05-01", complete)
		w.exported = day(t, old).Add(12 * time.Hour)
		w.add(2, social.Instagram, "2026-05-01", complete)
		return w
	}
	end := func(t *testing.T) time.Time { return time.Date(2026, 10, 1, 0, 0, 0, 0, zurich(t)) }
	tests := []struct {
		name, old, recent string
		quarter           bool
		want              []string
	}{
		{"exported before the quarter's end", "2026-09-29", "2026-10-08", true, []string{"behind 2 2026-09-29–2026-09-30"}},
		{"on its last day is not before it", "2026-09-30", "2026-10-08", true, nil},
		{"a quarter that no export covers says nothing of its own", "2026-09-01", "2026-09-20", true, nil},
		{"35 days older than the newest", "2026-08-24", "2026-09-28", false, nil},
		{"36 days older", "2026-08-23", "2026-09-28", false, []string{"behind 2 2026-08-23–2026-08-24"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := build(t, tt.old, tt.recent).input(1, 2)
			if tt.quarter {
				in.Through = end(t)
			}
			if diff := cmp.Diff(tt.want, said(examine(t, in))); diff != "" {
				t.Errorf("findings (-want +got)\n%s", diff)
			}
		})
	}
}

func TestTwins(t *testing.T) {
	at := day(t, "2026-03-01").Add(9 * time.Hour)
	posts := []social.Post{
		{ID: 1, Channel: 1, Text: "Open day", PublishedAt: at},
		{ID: 2, Channel: 1, Text: " Open day\n", PublishedAt: at.Add(10 * time.Minute)},
		{ID: 3, Channel: 1, Text: "Open day", PublishedAt: at.Add(20 * time.Minute)}, // ten minutes after the second
		{ID: 4, Channel: 1, Text: "Open day", PublishedAt: at.Add(31 * time.Minute)}, // eleven after the third
		{ID: 5, Channel: 2, Text: "Open day", PublishedAt: at},                       // another channel
		{ID: 6, Channel: 1, Text: "Closed day", PublishedAt: at},
		{ID: 7, Channel: 2, Text: "", PublishedAt: at.Add(time.Minute)}, // without text nothing is the same
		{ID: 8, Channel: 2, Text: "", PublishedAt: at.Add(time.Minute)},
	}
	if diff := cmp.Diff([][]social.PostID{{1, 2, 3}}, quality.Twins(posts)); diff != "" {
		t.Errorf("twins (-want +got)\n%s", diff)
	}
	slices.Reverse(posts)
	if diff := cmp.Diff([][]social.PostID{{1, 2, 3}}, quality.Twins(posts)); diff != "" {
		t.Errorf("in another order (-want +got)\n%s", diff)
	}

	w := newWorld(t, "2026-06-01")
	w.addAt(1, social.Instagram, at, complete)
	w.addAt(1, social.Instagram, at.Add(10*time.Minute), complete)
	w.addAt(1, social.Instagram, at.Add(21*time.Minute), complete)
	w.addAt(2, social.Instagram, at, complete)
	in := w.input(1, 2)
	if diff := cmp.Diff([]social.PostID{1, 2}, quality.Candidates(in.Posts)); diff != "" {
		t.Errorf("candidates (-want +got)\n%s", diff)
	}
	in.Twins = [][]social.PostID{{1, 2}, {99, 100}} // the second group is nobody's
	if diff := cmp.Diff([]string{"twins 1 2026-03-01–2026-03-01 1/3"}, said(examine(t, in))); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
}

func TestBreaksCrossed(t *testing.T) {
	b := social.DefinitionBreak{Platform: social.Instagram, Metrics: []social.Metric{social.Reach}, On: day(t, "2026-03-15")}
	w := newWorld(t, "2026-09-30")
	// The break begins at midnight in Zurich, an hour before midnight in UTC.
	w.addAt(1, social.Instagram, day(t, "2026-03-14").Add(22*time.Hour), complete)
	w.addAt(1, social.Instagram, day(t, "2026-03-14").Add(23*time.Hour), complete)
	w.add(2, social.Instagram, "2026-03-16", complete) // on one side only
	w.add(3, social.Instagram, "2026-03-01", map[social.Metric]int64{social.Reactions: 1, social.Comments: 0, social.FollowersAtPost: 5})
	w.add(3, social.Instagram, "2026-04-01", complete) // without the metric before
	in := w.input(1, 2, 3)
	in.Breaks = []social.DefinitionBreak{b}
	r := examine(t, in)
	if len(r.Findings) != 1 || r.Findings[0].Kind != quality.Crossed || !slices.Equal(r.Findings[0].Crossing, []social.ChannelID{1}) {
		t.Errorf("findings %+v", r.Findings)
	}
}

func TestFollowersOfHistories(t *testing.T) {
	w := newWorld(t, "2026-09-30")
	w.add(1, social.Instagram, "2026-03-01", complete)
	w.add(3, social.Instagram, "2026-03-02", complete) // without a history the posts' own counts tell
	w.add(3, social.Instagram, "2026-04-02", complete)
	w.add(3, social.Instagram, "2026-05-02", nil)
	in := w.input(1, 2, 3)
	for _, on := range []string{"2026-02-28", "2026-01-31", "2026-08-31"} {
		in.Followers = append(in.Followers, social.FollowerCount{Channel: 1, On: day(t, on), Followers: 7})
	}
	r := examine(t, in)
	if c := r.Channels[0]; !c.FollowersFirst.Equal(day(t, "2026-01-31")) || !c.FollowersLast.Equal(day(t, "2026-08-31")) {
		t.Errorf("followers from %v to %v", c.FollowersFirst, c.FollowersLast)
	}
	if c := r.Channels[1]; !c.FollowersFirst.IsZero() {
		t.Errorf("a channel without a history has followers since %v", c.FollowersFirst)
	}
	if c := r.Channels[2]; c.FollowersFirst.Format(time.DateOnly) != "2026-03-02" || c.FollowersLast.Format(time.DateOnly) != "2026-04-02" {
		t.Errorf("followers of posts from %v to %v", c.FollowersFirst, c.FollowersLast)
	}
}

func TestNothingAndCancelled(t *testing.T) {
	w := newWorld(t, "2026-09-30")
	r := examine(t, w.input(1))
	if len(r.Months) != 0 || len(r.Findings) != 0 || len(r.Channels) != 1 {
		t.Errorf("without posts: %+v", r)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := quality.Examine(ctx, w.input(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// The order in which posts come does not matter.
func TestOrderOfPostsDoesNotMatter(t *testing.T) {
	days := []string{"2026-01-02", "2026-05-03", "2026-02-09", "2026-02-10", "2026-05-01", "2026-05-02", "2026-01-01", "2026-01-20", "2026-05-09", "2026-05-10", "2026-05-11"}
	build := func(order []string) quality.Report {
		var b panel.Builder
		for _, on := range order {
			p := social.Post{ID: social.PostID(slices.Index(days, on) + 1), Channel: 1, Platform: social.Instagram, PublishedAt: day(t, on), ObservedAt: day(t, "2026-06-01")}
			b.Add(p, 1)
		}
		in := newWorld(t, "2026-06-01").input(1)
		in.Posts, in.Breaks = b.Panel(zurich(t), 0), quality.Breaks()
		return examine(t, in)
	}
	want := build(days)
	reversed := slices.Clone(days)
	slices.Reverse(reversed)
	for _, order := range [][]string{reversed, slices.Sorted(slices.Values(days))} {
		if diff := cmp.Diff(want, build(order), cmp.AllowUnexported(quality.Cell{})); diff != "" {
			t.Errorf("in another order (-want +got)\n%s", diff)
		}
	}
}

func TestBreaksOfTheFileAreRead(t *testing.T) {
	breaks := quality.Breaks()
	if len(breaks) < 6 {
		t.Fatalf("only %d breaks", len(breaks))
	}
	for i, b := range breaks {
		for _, l := range []string{"en", "de", "fr"} {
			if b.What[l] == "" {
				t.Errorf("%s says nothing in %q", b.ID, l)
			}
		}
		if i > 0 && b.On.Before(breaks[i-1].On) {
			t.Errorf("%s is out of order", b.ID)
		}
		if b.ID == "youtube-shorts-views" && b.On.Format(time.DateOnly) != "2025-03-31" { // YouTube's announcement
			t.Errorf("%s is on %v", b.ID, b.On)
		}
	}
}

func TestBadBreaksAreRefused(t *testing.T) {
	const good = "[[break]]\nid=\"a\"\nplatform=\"x\"\non=\"2026-01-01\"\nsource=\"s\"\nevidence=\"stated\"\nmetrics=[\"reach\"]\nwhat.en=\"W\"\n"
	if _, err := quality.ReadBreaks(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, from, to, want string }{
		{"no day", "2026-01-01", "1.1.2026", "not a day"},
		{"platform", `"x"`, `"myspace"`, "platform"},
		{"metric", `"reach"`, `"fame"`, "metric"},
		{"evidence", `"stated"`, `"rumour"`, "evidence"},
		{"nothing said", `what.en="W"`, `what.de="W"`, "must be filled"},
		{"misspelt", "source=", "sources=", "not known"},
		{"twice", "[[break]]", good + "[[break]]", "twice"},
		{"no TOML", "[[break]]", "[[break]", "definition breaks"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := quality.ReadBreaks(strings.NewReader(strings.Replace(good, tt.from, tt.to, 1)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// BenchmarkExamine looks at 100,000 posts of 40 channels in two years (a post every 630 seconds: 729 days). A page's figures are to be there in 100 ms.
func BenchmarkExamine(b *testing.B) {
	w := newWorld(b, "2026-10-08")
	first := day(b, "2024-10-01")
	var ids []social.ChannelID
	for i := range 100_000 {
		w.addAt(social.ChannelID(1+i%40), social.Instagram, first.Add(time.Duration(i)*630*time.Second), complete)
	}
	for i := range 40 {
		ids = append(ids, social.ChannelID(1+i))
	}
	in := w.input(ids...)
	in.Breaks = quality.Breaks()
	for b.Loop() {
		if r := examine(b, in); len(r.Months) != 24 {
			b.Fatalf("%d months", len(r.Months))
		}
	}
}

func BenchmarkCandidates(b *testing.B) {
	w := newWorld(b, "2026-10-08")
	for i := range 100_000 {
		w.addAt(social.ChannelID(1+i%40), social.Instagram, day(b, "2024-10-01").Add(time.Duration(i)*10*time.Minute), complete)
	}
	posts := w.input().Posts
	for b.Loop() {
		quality.Candidates(posts)
	}
}

func TestWhatIsLittleIsNoFinding(t *testing.T) {
	build := func(topics, other int, platform social.Platform) quality.Report {
		var b panel.Builder
		for i := range topics + other {
			p := social.Post{
				ID: social.PostID(i + 1), Channel: 1, Platform: platform, Form: social.Photo,
				PublishedAt: day(t, "2026-03-10"), ObservedAt: day(t, "2026-06-01"),
			}
			if i >= topics {
				p.Topic = social.Job
			}
			p.Metrics.Set(social.Reactions, 1)
			p.Metrics.Set(social.Comments, 1)
			p.Metrics.Set(social.Reach, 10)
			p.Metrics.Set(social.Views, 10)
			b.Add(p, 1)
		}
		in := newWorld(t, "2026-06-01").input(1)
		in.Posts, in.Channels[0].Platform = b.Panel(zurich(t), 0), platform
		return examine(t, in)
	}
	tests := []struct {
		name          string
		topics, other int
		platform      social.Platform
		want          []string
	}{
		{"fewer than one in three without topic", 3, 7, social.YouTube, nil},
		{"one in three", 3, 6, social.YouTube, []string{"no_topic 1 2026-03-01–2026-03-31 3/9"}},
		{"two posts are too few", 2, 0, social.YouTube, nil},
		{"without followers", 0, 3, social.Facebook, []string{"no_comparable_rate 1 2026-03-01–2026-03-31 3/3"}},
		{"a blog has no followers", 0, 3, social.Blog, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, said(build(tt.topics, tt.other, tt.platform))); diff != "" {
				t.Errorf("findings (-want +got)\n%s", diff)
			}
		})
	}
}
