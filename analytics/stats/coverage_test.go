package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// quarterOf draws the logs of posts with mean zero and standard deviation one around their campaign's effect, and the
// campaign of each.
func quarterOf(src *rand.Rand, postsPerCampaign []int, effectSD float64) (logs []float64, campaigns []int) {
	for k, posts := range postsPerCampaign {
		effect := effectSD * src.NormFloat64()
		for range posts {
			logs, campaigns = append(logs, effect+src.NormFloat64()), append(campaigns, k)
		}
	}
	return logs, campaigns
}

// How often does a nominal 90 % interval hold the truth, one post being typically exp(0)? The cases without campaigns and
// with equal ones are those of the design's table, where the method had .90; the unequal ones stand in the comment of
// LogMeanOf. With 4,000 quarters one standard error of the share is .0047, and the band .88–.92 is four of them wide to
// each side. The last two cases leave out what the method is about and must fall below: they show that the test can fail.
func TestCoverageOfTypicalValue(t *testing.T) {
	ones := func(n int) []int {
		posts := make([]int, n)
		for i := range posts {
			posts[i] = 1
		}
		return posts
	}
	for _, c := range []struct {
		name             string
		postsPerCampaign []int
		effectSD         float64
		ignoreCampaigns  bool
		low, high        float64
	}{
		{"12 posts on their own", ones(12), 0, false, .88, .92},
		{"3 posts, the fewest with an interval", ones(3), 0, false, .88, .92},
		{"20 posts in campaigns of 4", []int{4, 4, 4, 4, 4}, .5, false, .88, .92},
		{"20 posts in campaigns of unequal size", []int{8, 6, 3, 1, 1, 1}, .5, false, .88, .92},
		{"one big campaign and eight single posts", []int{12, 1, 1, 1, 1, 1, 1, 1, 1}, .5, false, .88, .92},
		{"campaigns of 4, ignored", []int{4, 4, 4, 4, 4}, .5, true, .70, .86},
		{"one big campaign, ignored", []int{12, 1, 1, 1, 1, 1, 1, 1, 1}, .5, true, .60, .86},
	} {
		t.Run(c.name, func(t *testing.T) {
			const quarters = 4000
			src := rand.New(rand.NewPCG(testSeed, 1))
			held := 0
			for range quarters {
				logs, campaigns := quarterOf(src, c.postsPerCampaign, c.effectSD)
				if c.ignoreCampaigns {
					campaigns = nil
				}
				e, err := TypicalValue(logs, campaigns, 0.90)
				if err != nil {
					t.Fatal(err)
				}
				if e.Low <= 1 && 1 <= e.High {
					held++
				}
			}
			share := float64(held) / quarters
			t.Logf("%.3f", share)
			if share < c.low || share > c.high {
				t.Errorf("a nominal 90 %% interval held the truth in %.3f, want %.2f–%.2f", share, c.low, c.high)
			}
		})
	}
}

// Welch's interval for kinds with different spread and number of campaigns, one typically twice the other.
func TestCoverageOfTimesAsMuch(t *testing.T) {
	const quarters = 4000
	src := rand.New(rand.NewPCG(testSeed, 2))
	held := 0
	for range quarters {
		a, aCampaigns := quarterOf(src, []int{4, 4, 4, 2, 2}, .5)
		b, bCampaigns := quarterOf(src, []int{3, 3, 3, 1, 1, 1, 1, 1, 1, 1}, .3)
		for i := range a {
			a[i] += math.Ln2
		}
		e, err := TimesAsMuch(mustLogMean(t, a, aCampaigns), mustLogMean(t, b, bCampaigns), 0.90)
		if err != nil {
			t.Fatal(err)
		}
		if e.Low <= 2 && 2 <= e.High {
			held++
		}
	}
	share := float64(held) / quarters
	t.Logf("%.3f", share)
	if share < .88 || share > .92 {
		t.Errorf("a nominal 90 %% interval held the truth in %.3f, want .88–.92", share)
	}
}

// The promise of the rank sets is about all of them at once: with no difference between five kinds, nine quarters in ten
// must leave every rank open to everyone. Four to fifteen posts each, so that the standard errors are unsure. 600
// quarters give the share a standard error of .012. That many times 10,000 worlds would take too long; 400 do here.
func TestCoverageOfRankSets(t *testing.T) {
	const quarters, worlds = 600, 400
	src := rand.New(rand.NewPCG(testSeed, 3))
	all, naive := 0, 0
	for q := range uint64(quarters) {
		var items, asIfKnown []LogMean
		for _, posts := range []int{4, 5, 8, 10, 15} {
			logs, _ := quarterOf(src, []int{posts}, 0)
			m := mustLogMean(t, logs, nil)
			items = append(items, m)
			asIfKnown = append(asIfKnown, known(m.Mean, m.SE))
		}
		if len(decidedPairs(len(items), 0.90, worlds, newWelch(items, q))) == 0 {
			all++
		}
		if len(decidedPairs(len(items), 0.90, worlds, newWelch(asIfKnown, q))) == 0 {
			naive++
		}
	}
	share, naiveShare := float64(all)/quarters, float64(naive)/quarters
	t.Logf("%.3f, standard errors taken as known %.3f", share, naiveShare)
	if share < .86 || share > .94 {
		t.Errorf("all sets held the truth in %.3f, want .86–.94", share)
	}
	if naiveShare > .85 {
		t.Errorf("taking standard errors as known held the truth in %.3f: this test cannot fail", naiveShare)
	}
}
