package stats

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// benchmarkPosts are a year of a busy hospital: n posts in campaigns of four.
func benchmarkPosts(n int) (logs, reach []float64, campaigns []int) {
	src := rand.New(rand.NewPCG(testSeed, 4))
	for i := range n {
		logs = append(logs, 5+src.NormFloat64())
		reach = append(reach, 1000+9000*src.Float64())
		campaigns = append(campaigns, i/4)
	}
	return logs, reach, campaigns
}

func BenchmarkTypicalValue(b *testing.B) {
	for _, n := range []int{20, 1000} {
		logs, _, campaigns := benchmarkPosts(n)
		b.Run(fmt.Sprintf("%d_posts", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := TypicalValue(logs, campaigns, 0.90); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRatioOfSums(b *testing.B) {
	for _, n := range []int{20, 1000} {
		likes, reach, campaigns := benchmarkPosts(n)
		b.Run(fmt.Sprintf("%d_posts", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := RatioOfSums(likes, reach, campaigns, 0.90); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRankSets(b *testing.B) {
	for _, p := range []int{5, 12, 40} {
		src := rand.New(rand.NewPCG(testSeed, 5))
		items := make([]LogMean, p)
		for i := range items {
			items[i] = LogMean{Mean: 5 + 0.5*src.NormFloat64(), SE: 0.1 + 0.3*src.Float64(), DF: float64(2 + i%20)}
		}
		b.Run(fmt.Sprintf("%d_items", p), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := RankSets(items, 0.90, testSeed); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
