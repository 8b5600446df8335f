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
	rows, ends := groupRows(y, x, clusters)
	sums := make([]cluster, len(ends))
	from := 0
	for k, to := range ends {
		slices.SortFunc(rows[from:to], func(a, b row) int {
			if a.y != b.y {
				return cmp.Compare(a.y, b.y)
			}
			return cmp.Compare(a.x, b.x)
		})
		for _, r := range rows[from:to] {
			sums[k].n++
			sums[k].y += r.y
			sums[k].x += r.x
		}
		from = to
	}
	slices.SortFunc(sums, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x), cmp.Compare(a.n, b.n))
	})
	return sums
}

type row struct{ y, x float64 }

// groupRows lays the rows of each cluster beside each other and returns where each cluster ends.
func groupRows(y, x []float64, clusters []int) (rows []row, ends []int) {
	rows, ends = make([]row, len(y)), make([]int, 0, len(y))
	of := make([]int, len(y)) // the cluster of each row, numbered from 0 on
	if clusters == nil {
		for i := range of {
			of[i] = i
			ends = append(ends, i)
		}
	} else {
		number := map[int]int{}
		for i, label := range clusters {
			k, known := number[label]
			if !known {
				k = len(ends)
				number[label] = k
				ends = append(ends, 0)
			}
			of[i] = k
			ends[k]++
		}
		start := 0 // sizes become starts; placing the rows moves them to the ends
		for k, size := range ends {
			ends[k] = start
			start += size
		}
	}
	for i, k := range of {
		r := row{y: y[i]}
		if x != nil {
			r.x = x[i]
		}
		rows[ends[k]] = r
		ends[k]++
	}
	return rows, ends
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
