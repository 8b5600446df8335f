package drivers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// questions are a year of posts of which every third asks a question, and earns twice as much; every fourth has no text.
func questions() ([]social.Post, map[social.PostID]social.Wording) {
	src := rand.New(rand.NewPCG(3, 3))
	var posts []social.Post
	wordings := map[social.PostID]social.Wording{}
	for i := range 360 {
		p := social.Post{
			ID: social.PostID(i + 1), Platform: social.Instagram, Form: social.Forms()[i%2], Topic: social.Topics()[src.IntN(4)],
			Promotional: social.No, PublishedAt: time.Date(2026, time.January, 1+i, 9, 0, 0, 0, time.UTC),
		}
		p.ObservedAt = p.PublishedAt.AddDate(1, 0, 0)
		figure := 2000 * math.Exp(0.5*src.NormFloat64())
		w := social.Wording{Known: i%4 != 0, Emoji: src.IntN(2) == 0, Hashtags: uint8(src.IntN(3)), Length: social.Length(src.IntN(2))}
		if w.Known {
			if w.Question = i%3 == 0; w.Question {
				figure *= 2
			}
			wordings[p.ID] = w
		}
		for _, m := range []social.Metric{social.Comments, social.Shares, social.Saves} {
			p.Metrics.Set(m, 0)
		}
		p.Metrics.Set(social.Reactions, int64(figure))
		posts = append(posts, p)
	}
	return posts, wordings
}

func find(t *testing.T, posts []social.Post, wordings map[social.PostID]social.Wording) Findings {
	t.Helper()
	var b panel.Builder
	for _, p := range posts {
		b.Add(p, 1)
	}
	f, err := Find(t.Context(), b.Panel(time.UTC, time.January).Worded(wordings), engagement.PerPost)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f Findings) of(factor Factor, level string) (Effect, bool) {
	i := slices.IndexFunc(f.Effects, func(e Effect) bool { return e.Factor == factor && e.Level == level })
	if i < 0 {
		return Effect{}, false
	}
	return f.Effects[i], true
}

func TestAQuestionThatDoubles(t *testing.T) {
	posts, wordings := questions()
	f := find(t, posts, wordings)
	e, found := f.of(Question, Yes)
	// 90 posts: every third of 360, less every fourth of those, which has no text.
	if !found || e.Posts != 90 || !e.Flagged || e.Times.Low > 2 || e.Times.High < 2 || e.Times.Low < 1.5 {
		t.Errorf("%+v of %+v", e, e.Times)
	}
	if e.Cautious.Low > e.Times.Value || e.Cautious.High < e.Times.Value {
		t.Errorf("cautious: %+v", e.Cautious)
	}
	if flagged := f.Flagged(); len(flagged) == 0 || flagged[0].Factor != Question {
		t.Errorf("flagged: %+v", flagged)
	}
	if f.WithoutText != 90 || f.Used != 360 {
		t.Errorf("%d of %d without a text", f.WithoutText, f.Used)
	}
	// What no post has, and what all have, is no difference.
	for _, none := range []Factor{Link, Expert, Promotional} {
		if e, found := f.of(none, Yes); found {
			t.Errorf("%s: %+v", none, e)
		}
	}
	if e, found := f.of(Question, No); found {
		t.Errorf("no question is shown too: %+v", e)
	}
	var topics int
	for _, e := range f.Effects {
		if e.Factor == Topic {
			topics += e.Posts
		}
	}
	if topics != 360 {
		t.Errorf("%d posts by topic", topics)
	}
}

func TestTooFewAreNotCompared(t *testing.T) {
	posts, wordings := questions()
	for id := range wordings {
		w := wordings[id]
		w.Link = id <= 4 // three with a text: 2, 3, 4
		wordings[id] = w
	}
	f := find(t, posts, wordings)
	if e, found := f.of(Link, Yes); !found || e.Posts != 3 || e.Times != nil || e.Flagged {
		t.Errorf("%+v", e)
	}
	if f = find(t, posts[:2], wordings); f.Effects != nil || f.Used != 2 {
		t.Errorf("of two posts: %+v", f)
	}
	if f = find(t, nil, nil); f.Effects != nil || len(f.Flagged()) != 0 {
		t.Errorf("of none: %+v", f)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var b panel.Builder
	for _, p := range posts {
		b.Add(p, 1)
	}
	if _, err := Find(ctx, b.Panel(time.UTC, 0), engagement.PerPost); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A panel whose texts have not been read says nothing of wordings: absent is not "no question".
func TestWithoutWordings(t *testing.T) {
	posts, _ := questions()
	f := find(t, posts, nil)
	for _, e := range f.Effects {
		if e.Factor != Topic && e.Factor != Form && e.Factor != Promotional {
			t.Errorf("%s %s of %d posts", e.Factor, e.Level, e.Posts)
		}
	}
	if f.WithoutText != len(posts) {
		t.Errorf("%d of %d without a text", f.WithoutText, len(posts))
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	posts, wordings := questions()
	for i := range posts {
		posts[i].Campaign = fmt.Sprint("c", i%40)
	}
	want := find(t, posts, wordings)
	rand.New(rand.NewPCG(2, 2)).Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
	got := find(t, posts, wordings)
	for _, f := range []Findings{got, want} {
		for i := range f.Effects {
			f.Effects[i].IDs = nil
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nin another order %+v", want, got)
	}
}

func BenchmarkFind(b *testing.B) {
	for _, posts := range []int{1_000, 100_000} {
		y := years[0]
		y.posts = posts
		p, _ := y.simulate(rand.New(rand.NewPCG(1, 2)))
		b.Run(fmt.Sprint(posts), func(b *testing.B) {
			for b.Loop() {
				if _, err := Find(b.Context(), p, engagement.PerPost); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
