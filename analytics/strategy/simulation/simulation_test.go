package simulation

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"auscult/analytics/strategy"
)

var (
	simulate = flag.Int("simulate", 0, "print the whole table, from as many worlds of each condition")
	only     = flag.String("condition", "", "with -simulate: only conditions whose name holds this")
)

// TestSimulate prints the table of all conditions beside their targets. It takes about a second for each world, and asserts nothing: the
// short version below does.
func TestSimulate(t *testing.T) {
	if *simulate == 0 {
		t.Skip("make simulate")
	}
	for _, c := range Conditions() {
		if !strings.Contains(c.Name, *only) {
			continue
		}
		results, err := Run(context.Background(), c, Options{Runs: *simulate, Seed: 1, Assure: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		Print(os.Stdout, Summarise(c, results))
		fmt.Println()
	}
}

// TestTargetsShort checks the floors of [Targets] in a few worlds, with bands of three standard errors.
func TestTargetsShort(t *testing.T) {
	conditions := Conditions()
	for _, run := range []struct {
		condition Condition
		worlds    int
	}{{conditions[0], 16}, {conditions[2], 10}, {conditions[5], 10}} {
		t.Run(run.condition.Name, func(t *testing.T) {
			results, err := Run(context.Background(), run.condition, Options{Runs: run.worlds, Seed: 9000, Assure: true}, nil)
			if err != nil {
				t.Fatal(err)
			}
			s := Summarise(run.condition, results)
			for _, target := range Targets(run.condition) {
				v := target.Figure(s)
				band := 3 * math.Sqrt(0.9*0.1/float64(run.worlds)) // of a share
				switch {
				case strings.HasPrefix(target.Name, "value over oracle"):
					band = 3 * 0.05 / math.Sqrt(float64(run.worlds)) // the worlds' own spread is about .03
				case target.Name == limitsKept.Name:
					band = 0
				case strings.Contains(target.Name, "promise"):
					band = 3 * 0.15 / math.Sqrt(float64(run.worlds))
				case strings.HasPrefix(target.Name, "cell intervals"), strings.HasPrefix(target.Name, "the same"):
					band = 0.08 // cells of a world go wrong together
				}
				switch {
				case target.Below && v > target.Floor+band,
					!target.Below && v < target.Floor-band,
					target.High > 0 && v > target.High+band:
					t.Errorf("%s: %.3f, not within %.3f of %v to %v\n%s", target.Name, v, band, target.Floor, target.High, s)
				}
			}
		})
	}
}

// TestSequence prints what six quarters in a row bring with each caution: of 60 posts, no
// competitors, from a cold start.
func TestSequence(t *testing.T) {
	worlds := *simulate
	if worlds == 0 {
		worlds = 3 // so that it is known to work
	}
	const quarters = 6
	means := map[strategy.Caution]float64{}
	for _, caution := range strategy.Cautions() {
		sums := make([]float64, quarters)
		var mean, squares float64
		for seed := range worlds {
			ratios, err := Sequence(context.Background(), Condition{Posts: 60, Still: true}, 2000+uint64(seed), caution, quarters)
			if err != nil {
				t.Fatal(err)
			}
			var of float64
			for q, r := range ratios {
				sums[q] += r / float64(worlds)
				of += r / quarters
			}
			mean += of / float64(worlds)
			squares += of * of / float64(worlds)
		}
		means[caution] = mean
		fmt.Printf("six quarters, %s: %.3f; mean %.3f, standard error %.3f (%d worlds)\n", caution, sums, mean, math.Sqrt(max(squares-mean*mean, 0)/float64(worlds)), worlds)
		if sums[quarters-1] < 0.7 {
			t.Errorf("%s: the sixth quarter brings %.3f of the best", caution, sums[quarters-1])
		}
	}
	fmt.Printf("learning less balanced: %+.3f\n", means[strategy.Learning]-means[strategy.Balanced])
}
