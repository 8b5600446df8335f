package benchmark_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"auscult/analytics/benchmark"
	"auscult/analytics/social"
)

// comparable is the definition of our comparable rate on a platform.
func comparable(p social.Platform) benchmark.Rate {
	return benchmark.Rate{
		Platform: p, Denominator: social.ComparableDenominator(p), Counts: social.EngagementParts(p, social.PublicEngagement),
	}
}

// Socialinsider, January 2026, by followers, all industries: Instagram 0.48 %, Facebook 0.15 %, X 0.12 %.
func TestBenchmarksOfTheSameDefinition(t *testing.T) {
	for p, want := range map[social.Platform]float64{social.Instagram: 0.0048, social.Facebook: 0.0015, social.X: 0.0012} {
		like := benchmark.Like(comparable(p))
		if len(like) == 0 || like[0].Source != "Socialinsider" || like[0].Value != want || like[0].Date != (benchmark.Date{Year: 2026, Month: time.January}) {
			t.Errorf("%s: %+v, want Socialinsider's %v of January 2026 first", p, like, want)
		}
	}
	reels := comparable(social.Instagram)
	reels.Form = social.ShortVideo
	if like := benchmark.Like(reels); len(like) != 1 || like[0].Value != 0.0052 {
		t.Errorf("reels on Instagram: %+v, want 0.52 %% alone", like)
	}
}

func TestUnlikeDefinitionsAreRefused(t *testing.T) {
	byFollowers := benchmark.Like(comparable(social.Instagram))[0]
	for name, c := range map[string]struct {
		change func(*benchmark.Rate)
		want   error
	}{
		"by reach":         {func(r *benchmark.Rate) { r.Denominator = social.PerReach }, benchmark.ErrDenominator},
		"with saves":       {func(r *benchmark.Rate) { r.Counts = append(r.Counts, social.Saves) }, benchmark.ErrCounts},
		"one form":         {func(r *benchmark.Rate) { r.Form = social.Photo }, benchmark.ErrForm},
		"another platform": {func(r *benchmark.Rate) { r.Platform = social.Facebook }, benchmark.ErrPlatform},
		"another order":    {func(r *benchmark.Rate) { r.Counts = []social.Metric{social.Comments, social.Reactions} }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := comparable(social.Instagram)
			c.change(&r)
			if err := byFollowers.Compare(r); !errors.Is(err, c.want) {
				t.Errorf("compared: %v, want %v", err, c.want)
			}
		})
	}
	// TikTok by followers beside ours by views, LinkedIn by impressions and with clicks beside ours by followers.
	for _, p := range []social.Platform{social.TikTok, social.LinkedIn} {
		if like := benchmark.Like(comparable(p)); len(like) != 0 {
			t.Errorf("%s: %+v is compared with a rate of another definition", p, like)
		}
	}
	// The own rate is over reach: nothing published here is.
	own := benchmark.Rate{Platform: social.Instagram, Denominator: social.PerReach, Counts: social.EngagementParts(social.Instagram, social.AllEngagement)}
	if like := benchmark.Like(own); len(like) != 0 {
		t.Errorf("%+v is compared with a rate over reach", like)
	}
}

const good = `[[benchmark]]
source = "Invented"
date = "2026"
platform = "facebook"
industry = "all"
denominator = "followers"
counts = ["reactions"]
value = 0.01
sample = "invented"
evidence = "secondary"
url = "https://x.example"
`

func TestReadRefusesWhatDoesNotSayWhatItIs(t *testing.T) {
	if b, err := benchmark.Read([]byte(good)); err != nil || len(b) != 1 || b[0].Value != 0.01 {
		t.Fatalf("%+v, %v", b, err)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"no source":      {`source = "Invented"`, ``, "source"},
		"no sample":      {`sample = "invented"`, ``, "sample"},
		"no denominator": {`denominator = "followers"`, ``, "denominator"},
		"no counts":      {`counts = ["reactions"]`, ``, "counts"},
		"no date":        {`date = "2026"`, ``, "date"},
		"no evidence":    {`evidence = "secondary"`, ``, "evidence"},
		"per cent":       {`0.01`, `1.0`, "between 0 and 1"},
		"a typing error": {`industry`, `industri`, "industri"},
		"no such metric": {`"reactions"`, `"applause"`, "applause"},
		"not TOML":       {`[[`, `[`, "benchmarks"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := benchmark.Read([]byte(strings.Replace(good, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one about %q", err, c.want)
			}
		})
	}
}
