package strategy

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// ordering puts records, and the levels among them, into an order that depends on figures alone: neither the order in
// which posts come nor what their platforms and forms are called reaches a sum or a search. Without it the plan could turn
// on the alphabet where two mixes are as good as equal.
type ordering struct {
	m       measured
	records []int // places in m
}

func newOrdering(m measured, of []int) *ordering {
	o := &ordering{m: m, records: slices.Clone(of)}
	slices.SortFunc(o.records, func(a, b int) int {
		x, y := m.records[a], m.records[b]
		return cmp.Or(
			cmp.Compare(m.values[a], m.values[b]), cmp.Compare(x.years, y.years), cmp.Compare(x.crowd, y.crowd),
			cmp.Compare(x.repeat, y.repeat), cmp.Compare(m.weights[a], m.weights[b]),
		)
	})
	return o
}

// levels returns the levels of a factor, those with most records first and of equals that with the higher values; whether a
// record has a level at all, of says with it.
func levels[T comparable](o *ordering, of func(record) (T, bool)) []T {
	counts, places := map[T]int{}, map[T][]int{}
	var all []T
	for place, i := range o.records {
		level, has := of(o.m.records[i])
		if !has {
			continue
		}
		if counts[level] == 0 {
			all = append(all, level)
		}
		counts[level]++
		places[level] = append(places[level], place)
	}
	slices.SortStableFunc(all, func(a, b T) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), slices.Compare(places[b], places[a]))
	})
	return all
}

// inParallel calls do for 0 to n−1, on as many goroutines as there are processors.
func inParallel(n int, do func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range next {
				do(i)
			}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}
