package strategy

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// weighted is a mean of residuals with weights, in clusters of posts that share their luck:
//
//	r̄ = Σ ω r / Σ ω,   K = 1/Σ W²,   SE² = K/(K − 1) · Σ_k (Σ_{i in k} ω (r − r̄) / Σ ω)²
//
// W being a cluster's part of all weights, so that K is how many clusters of equal weight there as good as are; Student's t
// has K − 1 degrees of freedom. It is the cluster-robust (sandwich) error of a mean with its small-sample correction (Bell
// and McCaffrey, Survey Methodology 28 (2002) 169–181, for the idea that weights cost degrees of freedom).
type weighted struct {
	number  map[int]int // of each cluster
	weight  []float64   // of each cluster
	product []float64   // Σ ω r of each
}

func (w *weighted) add(cluster int, weight, r float64) {
	if w.number == nil {
		w.number = map[int]int{}
	}
	k, known := w.number[cluster]
	if !known {
		k = len(w.weight)
		w.number[cluster] = k
		w.weight, w.product = append(w.weight, 0), append(w.product, 0)
	}
	w.weight[k] += weight
	w.product[k] += weight * r
}

// mean is the mean with its standard error, and K; with a K of 1 the error is +Inf.
func (w *weighted) mean() (mean, se, clusters float64) {
	var sum, squares float64
	for k, weight := range w.weight {
		sum += weight
		mean += w.product[k]
	}
	if sum == 0 {
		return 0, math.Inf(1), 0
	}
	mean /= sum
	for k, weight := range w.weight {
		squares += weight * weight / sum / sum
		d := (w.product[k] - weight*mean) / sum
		se += d * d
	}
	clusters = 1 / squares
	if clusters < 1+1e-9 {
		return mean, math.Inf(1), clusters
	}
	return mean, math.Sqrt(clusters / (clusters - 1) * se), clusters
}

// student is how many standard errors an interval of [Level] reaches to each side.
func student(df float64) float64 {
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(0.5 + Level/2)
}
