package simulation

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Summary is what many worlds of one condition showed together.
type Summary struct {
	Condition  Condition
	Runs       int
	Mean, P10  map[Method]float64 // value over that of the oracle
	SE         float64            // of the recommended mean
	Closed     float64            // which part of the gap from the repaired present mix to the oracle is closed
	BeatsRaw   float64            // in which part of worlds the recommended mix brings more
	BeatsCurve float64
	NeverHurts float64 // in which part it brings at least what the repaired present mix does
	TopFirst   float64
	TopThree   float64
	BestForm   float64
	NearForm   float64    // within a twentieth of it
	PlainHolds float64    // of the interval before the correction
	Kept       float64    // in which part every limit is kept, where that is possible
	Coverage   float64    // of intervals of cells
	BySize     [3]float64 // of cells with fewer than 5 posts, 5 to 19, 20 and more
	Width      float64    // median, high over low
	Promise    float64    // means
	Before     float64
	True       float64
	LiftHolds  float64
	Null       float64 // median promise over the repaired present mix
	Stability  float64
}

// Summarise adds results up.
func Summarise(c Condition, results []Result) Summary {
	s := Summary{Condition: c, Runs: len(results), Mean: map[Method]float64{}, P10: map[Method]float64{}}
	n := float64(len(results))
	part := func(of func(Result) bool) float64 {
		count := 0.0
		for _, r := range results {
			if of(r) {
				count++
			}
		}
		return count / n
	}
	mean := func(of func(Result) float64) float64 {
		var sum float64
		for _, r := range results {
			sum += of(r)
		}
		return sum / n
	}
	for _, m := range Methods() {
		ratios := make([]float64, len(results))
		for i, r := range results {
			ratios[i] = r.Values[m] / r.Oracle
		}
		s.Mean[m] = mean(func(r Result) float64 { return r.Values[m] / r.Oracle })
		slices.Sort(ratios)
		s.P10[m] = ratios[int(0.1*n)]
		if m == Recommended {
			var squares float64
			for _, v := range ratios {
				squares += (v - s.Mean[m]) * (v - s.Mean[m])
			}
			s.SE = math.Sqrt(squares / n / n)
		}
	}
	s.Closed = mean(func(r Result) float64 { return (r.Values[Recommended] - r.Repaired) / (r.Oracle - r.Repaired) })
	s.BeatsRaw = part(func(r Result) bool { return r.Values[Recommended] > r.Values[RawMeans] })
	s.BeatsCurve = part(func(r Result) bool { return r.Values[Recommended] > r.Values[Curves] })
	s.NeverHurts = part(func(r Result) bool { return r.Values[Recommended] >= r.Repaired*(1-1e-9) })
	s.TopFirst = part(func(r Result) bool { return r.TopFirst })
	s.TopThree = part(func(r Result) bool { return r.TopThree })
	s.Kept = part(func(r Result) bool { return r.Kept || !r.Possible })
	s.LiftHolds = part(func(r Result) bool { return r.Low <= r.True && r.True <= r.High })
	s.PlainHolds = part(func(r Result) bool { return r.PlainLow <= r.True && r.True <= r.PlainHigh })
	s.NearForm = mean(func(r Result) float64 { return float64(r.NearForms) / float64(r.Platform) })
	s.Promise = mean(func(r Result) float64 { return r.Promise })
	s.Before = mean(func(r Result) float64 { return r.Before })
	s.True = mean(func(r Result) float64 { return r.True })
	s.Stability = mean(func(r Result) float64 { return r.Stability })
	s.BestForm = mean(func(r Result) float64 { return float64(r.BestForms) / float64(r.Platform) })
	var null, widths []float64
	var holds, all [4]float64
	for _, r := range results {
		null = append(null, r.PromiseRepaired)
		for _, cell := range r.Cells {
			size := 0
			if cell.Posts >= 20 {
				size = 2
			} else if cell.Posts >= 5 {
				size = 1
			}
			for _, k := range []int{size, 3} {
				all[k]++
				if cell.Holds {
					holds[k]++
				}
			}
			widths = append(widths, cell.Width)
		}
	}
	for k := range 3 {
		s.BySize[k] = holds[k] / all[k]
	}
	s.Coverage, s.Width, s.Null = holds[3]/all[3], middle(widths), middle(null)
	return s
}

func middle(values []float64) float64 {
	slices.Sort(values)
	if len(values) == 0 {
		return math.NaN()
	}
	return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
}

// String writes the summary as lines of a table for people.
func (s Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d worlds\n", s.Condition.Name, s.Runs)
	for _, m := range Methods() {
		fmt.Fprintf(&b, "  %-20s value over oracle %.3f, tenth percentile %.3f\n", m, s.Mean[m], s.P10[m])
	}
	fmt.Fprintf(&b, "  standard error %.4f; gap closed %.2f; beats raw means %.3f, curves %.3f; at least the repaired present mix %.3f\n",
		s.SE, s.Closed, s.BeatsRaw, s.BeatsCurve, s.NeverHurts)
	fmt.Fprintf(&b, "  top cell first %.2f, in top three %.2f; best form of a platform %.2f, within a twentieth %.2f; limits kept %.3f\n", s.TopFirst, s.TopThree, s.BestForm, s.NearForm, s.Kept)
	fmt.Fprintf(&b, "  coverage of cells %.3f (under 5 posts %.3f, 5 to 19 %.3f, 20 and more %.3f); width %.2f\n",
		s.Coverage, s.BySize[0], s.BySize[1], s.BySize[2], s.Width)
	fmt.Fprintf(&b, "  promised lift %.3f (before correction %.3f), true %.3f; interval holds it %.3f (before correction %.3f); over the repaired mix, median %.3f; stability %.2f\n",
		s.Promise, s.Before, s.True, s.LiftHolds, s.PlainHolds, s.Null, s.Stability)
	return b.String()
}
