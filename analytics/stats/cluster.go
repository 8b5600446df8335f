package stats

import (
	"cmp"
	"fmt"
	"slices"
)

// cluster is what one independent group adds up to.
type cluster struct {
	n    int
	y, x float64
}

// sumClusters adds y and x (nil for zeros) within each cluster. A nil clusters makes every observation its own.
//
// Floating sums depend on their order. Here each cluster is added up from its smallest y to its largest, and the
// clusters come back ordered by what they hold, so that neither the order of the rows nor the numbers chosen as labels
// can reach the result.
func sumClusters(y, x []float64, clusters []int) []cluster {
	type row struct {
		label int
		y, x  float64
	}
	rows := make([]row, len(y))
	for i := range rows {
		rows[i] = row{label: i, y: y[i]}
		if x != nil {
			rows[i].x = x[i]
		}
		if clusters != nil {
			rows[i].label = clusters[i]
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	var sums []cluster
	for i, r := range rows {
		if i == 0 || r.label != rows[i-1].label {
			sums = append(sums, cluster{})
		}
		last := &sums[len(sums)-1]
		last.n++
		last.y += r.y
		last.x += r.x
	}
	slices.SortFunc(sums, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x), cmp.Compare(a.n, b.n))
	})
	return sums
}

// checkColumns refuses columns that do not belong together.
func checkColumns(n int, clusters []int) error {
	if n == 0 {
		return fmt.Errorf("%w: no observations", ErrInput)
	}
	if clusters != nil && len(clusters) != n {
		return fmt.Errorf("%w: %d observations but %d cluster labels", ErrInput, n, len(clusters))
	}
	return nil
}
