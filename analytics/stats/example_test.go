package stats_test

import (
	"errors"
	"fmt"
	"math"

	"auscult/analytics/stats"
)

var (
	reels         = []float64{640, 510, 720, 480, 905, 388, 610, 455}
	reelCampaigns = []int{1, 1, 2, 2, 3, 4, 4, 5}
	photos        = []float64{210, 305, 260, 190, 340, 280, 155, 330, 225}
	photoDays     = []int{1, 2, 3, 4, 5, 6, 7, 8, 8}
)

func logs(counts []float64) []float64 {
	out := make([]float64, len(counts))
	for i, c := range counts {
		out[i] = math.Log(c)
	}
	return out
}

func ExampleTypicalValue() {
	e, err := stats.TypicalValue(logs(reels), reelCampaigns, 0.90)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("A typical reel gets about %.0f reactions. Most likely between %.0f and %.0f.\n", e.Value, e.Low, e.High)
	// Output: A typical reel gets about 583 reactions. Most likely between 451 and 753.
}

func ExampleTypicalValue_tooFew() {
	e, err := stats.TypicalValue(logs(reels[:4]), reelCampaigns[:4], 0.90)
	if errors.Is(err, stats.ErrTooFewClusters) {
		fmt.Printf("Only %d posts of %d campaigns: about %.0f, too few to say how sure.\n", e.N, e.Clusters, e.Value)
	}
	// Output: Only 4 posts of 2 campaigns: about 580, too few to say how sure.
}

func ExampleRatioOfSums() {
	reach := []float64{16000, 12100, 21500, 13900, 22800, 11400, 14600, 13200}
	e, err := stats.RatioOfSums(reels, reach, reelCampaigns, 0.90)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f %% of the people reached reacted (%.1f–%.1f).\n", 100*e.Value, 100*e.Low, 100*e.High)
	// Output: 3.8 % of the people reached reacted (3.4–4.1).
}

func ExampleTimesAsMuch() {
	reel, _ := stats.LogMeanOf(logs(reels), reelCampaigns)
	photo, _ := stats.LogMeanOf(logs(photos), photoDays)
	e, err := stats.TimesAsMuch(reel, photo, 0.90)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("A reel gets %.1f times as much as a photo (%.1f–%.1f).\n", e.Value, e.Low, e.High)
	// Output: A reel gets 2.4 times as much as a photo (1.8–3.2).
}

func ExampleRankSets() {
	kinds := []string{"photos", "reels", "carousels"}
	photo, _ := stats.LogMeanOf(logs(photos), photoDays)
	reel, _ := stats.LogMeanOf(logs(reels), reelCampaigns)
	carousel, _ := stats.LogMeanOf(logs([]float64{430, 610, 520, 380, 700, 490}), nil)

	sets, err := stats.RankSets([]stats.LogMean{photo, reel, carousel}, 0.90, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, s := range sets {
		fmt.Printf("%s: rank %d, may be %d to %d\n", kinds[i], s.Rank, s.Best, s.Worst)
	}
	fmt.Print("may be first:")
	for _, i := range stats.TopGroup(sets) {
		fmt.Print(" ", kinds[i])
	}
	// Output:
	// photos: rank 3, may be 3 to 3
	// reels: rank 1, may be 1 to 2
	// carousels: rank 2, may be 1 to 2
	// may be first: reels carousels
}

func ExampleWilson() {
	e, err := stats.Wilson(15, 148, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f %% of the posts beat the benchmark (%.1f–%.1f).\n", 100*e.Value, 100*e.Low, 100*e.High)
	// Output: 10.1 % of the posts beat the benchmark (6.2–16.0).
}
