package stats

import (
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// With a diagonal covariance the joint sets are those of independent items with known errors, which csranks prints for
// PISA 2018 (see the table of countries).
func TestJointRankSetsAgreeWithCsranks(t *testing.T) {
	means, covariance := make([]float64, len(pisa)), mat.NewSymDense(len(pisa), nil)
	for i, p := range pisa {
		means[i] = p.score
		covariance.SetSym(i, i, p.se*p.se)
	}
	sets, err := JointRankSets(means, covariance, 0.90, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pisa {
		if sets[i].Best != p.best || sets[i].Worst != p.worst {
			t.Errorf("%s: ranks %d to %d, csranks %d to %d", p.country, sets[i].Best, sets[i].Worst, p.best, p.worst)
		}
	}
}

// Two estimates that share nearly all of their error differ by little more than nothing, yet for sure.
func TestJointRankSetsKnowSharedErrors(t *testing.T) {
	means := []float64{1, 1.2}
	shared := mat.NewSymDense(2, []float64{1, 0.999, 0.999, 1})
	sets, err := JointRankSets(means, shared, 0.90, 1)
	if err != nil || sets[1] != (RankSet{1, 1, 1}) || sets[0] != (RankSet{2, 2, 2}) {
		t.Errorf("%v, %v", sets, err) // 0.2/√0.002 = 4.5 standard errors
	}
	apart := mat.NewSymDense(2, []float64{1, 0, 0, 1})
	sets, err = JointRankSets(means, apart, 0.90, 1)
	if err != nil || sets[0].Best != 1 || sets[1].Worst != 2 {
		t.Errorf("%v, %v", sets, err) // 0.2/√2 = 0.14 standard errors
	}
}

func TestJointRankSetsRefuse(t *testing.T) {
	good := mat.NewSymDense(2, []float64{1, 0, 0, 1})
	for name, err := range map[string]error{
		"level":      second(JointRankSets([]float64{1, 2}, good, 1, 1)),
		"mean":       second(JointRankSets([]float64{1, math.NaN()}, good, 0.9, 1)),
		"size":       second(JointRankSets([]float64{1, 2, 3}, good, 0.9, 1)),
		"none":       second(JointRankSets([]float64{1, 2}, nil, 0.9, 1)),
		"indefinite": second(JointRankSets([]float64{1, 2}, mat.NewSymDense(2, []float64{1, 2, 2, 1}), 0.9, 1)),
	} {
		if !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if sets, err := JointRankSets(nil, nil, 0.9, 1); sets != nil || err != nil {
		t.Error(sets, err)
	}
}

func second[T any](_ T, err error) error { return err }
