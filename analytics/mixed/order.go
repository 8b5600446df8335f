package mixed

import (
	"cmp"
	"math"
	"slices"
)

// Row is a row of a design: see [Design.Add].
type Row struct {
	Response float64
	Entries  []Entry
	Cluster  int
	Stratum  int
}

// AddAll adds rows, cluster by cluster, in an order that depends on what they hold alone: neither the order in which
// they come nor the number that a cluster happens to have reaches a sum, so that the fit is the same to the last bit.
// Rows of a cluster that are alike in all but their response become one: see [Design.AddAlike].
func (d *Design) AddAll(rows []Row) {
	kinds, of := kindsOf(rows)
	all := make([]Observation, len(rows))
	for i, r := range rows {
		all[i] = Observation{Kind: of[i], Response: r.Response, Cluster: r.Cluster}
	}
	d.AddKinds(kinds, all)
}

// Kind is what rows have in common that differ in response and cluster alone.
type Kind struct {
	Entries []Entry
	Stratum int
}

// Observation is a row of a kind.
type Observation struct {
	Kind     int
	Response float64
	Cluster  int
}

// AddKinds adds rows as [Design.AddAll] does, which are given by their kinds: for many posts of few kinds it is faster.
// The order of the kinds has to be one of content. It returns the kind of each row of the design.
func (d *Design) AddKinds(kinds []Kind, rows []Observation) (of []int) {
	byKind := sortedBy(rows, len(kinds), func(r Observation) int { return r.Kind })
	number := map[int]int{}
	for i, r := range byKind { // a copy: clusters get numbers of our own, for the time being
		at, known := number[r.Cluster]
		if !known {
			at = len(number)
			number[r.Cluster] = at
		}
		byKind[i].Cluster = at
	}
	none, found := number[NoCluster]
	if !found {
		none = NoCluster
	}
	all := runsOf(sortedBy(byKind, len(number), func(r Observation) int { return r.Cluster }))
	clusters := cutBy(all, func(a, b run) bool { return a.cluster == b.cluster })
	slices.SortFunc(clusters, func(a, b []run) int { return slices.CompareFunc(a, b, compareRuns) })
	entries := 0
	for _, r := range all {
		entries += len(kinds[r.kind].Entries)
	}
	d.grow(len(all), entries)
	for at, runs := range clusters {
		if runs[0].cluster == none {
			at = NoCluster
		}
		for _, r := range runs {
			mean, squares := spread(r.responses)
			d.AddAlike(len(r.responses), mean, squares, kinds[r.kind].Entries, at, kinds[r.kind].Stratum)
			of = append(of, r.kind)
		}
	}
	return of
}

func (d *Design) grow(rows, entries int) {
	d.entries = slices.Grow(d.entries, entries)
	d.response, d.starts = slices.Grow(d.response, rows), slices.Grow(d.starts, rows+1)
	d.cluster, d.stratum = slices.Grow(d.cluster, rows), slices.Grow(d.stratum, rows)
}

// sortedBy returns the rows by a number from 0 on, below n, in one go; those of one number keep their order.
func sortedBy(rows []Observation, n int, number func(Observation) int) []Observation {
	places := make([]int, n+1)
	for _, r := range rows {
		places[number(r)+1]++
	}
	for i := range n {
		places[i+1] += places[i]
	}
	sorted := make([]Observation, len(rows))
	for _, r := range rows {
		at := number(r)
		sorted[places[at]] = r
		places[at]++
	}
	return sorted
}

// run are rows of one cluster and one kind, by response.
type run struct {
	cluster, kind int
	responses     []float64
}

// runsOf gathers rows that are by cluster, then kind.
func runsOf(rows []Observation) []run {
	var runs []run
	responses := make([]float64, len(rows))
	for i, r := range rows {
		responses[i] = r.Response
	}
	for from, to := 0, 0; from < len(rows); from = to {
		first := rows[from]
		for to = from; to < len(rows) && rows[to].Cluster == first.Cluster && rows[to].Kind == first.Kind; to++ {
		}
		slices.Sort(responses[from:to])
		runs = append(runs, run{first.Cluster, first.Kind, responses[from:to:to]})
	}
	return runs
}

func compareRuns(a, b run) int {
	if a.kind != b.kind {
		return a.kind - b.kind
	}
	return slices.Compare(a.responses, b.responses)
}

// cutBy cuts a list where neighbours differ.
func cutBy[T any](all []T, same func(a, b T) bool) (pieces [][]T) {
	for from, to := 0, 0; from < len(all); from = to {
		for to = from + 1; to < len(all) && same(all[from], all[to]); to++ {
		}
		pieces = append(pieces, all[from:to:to])
	}
	return pieces
}

// spread is the mean of the responses, and the squares of their distances from it.
func spread(responses []float64) (mean, squares float64) {
	if len(responses) == 1 {
		return responses[0], 0
	}
	for _, z := range responses {
		mean += z
	}
	mean /= float64(len(responses))
	for _, z := range responses {
		squares += (z - mean) * (z - mean)
	}
	return mean, squares
}

// kindsOf finds the kinds among the rows, in an order of content, and the kind of each row.
func kindsOf(rows []Row) (kinds []Kind, of []int) {
	byHash := map[uint64][]int{} // places among first of the kinds with the hash, nearly always one
	var first []int              // a row of each kind
	of = make([]int, len(rows))
	for i, r := range rows {
		hash := r.hash()
		same := byHash[hash]
		at := slices.IndexFunc(same, func(kind int) bool { return compareKinds(rows[first[kind]], r) == 0 })
		if at < 0 {
			at = len(same)
			same = append(same, len(first))
			byHash[hash] = same
			first = append(first, i)
		}
		of[i] = same[at]
	}
	order := make([]int, len(first))
	for kind := range order {
		order[kind] = kind
	}
	slices.SortFunc(order, func(a, b int) int { return compareKinds(rows[first[a]], rows[first[b]]) })
	place := make([]int, len(first))
	for at, kind := range order {
		place[kind] = at
		r := rows[first[kind]]
		kinds = append(kinds, Kind{r.Entries, r.Stratum})
	}
	for i := range of {
		of[i] = place[of[i]]
	}
	return kinds, of
}

// hash is FNV-1a over the stratum and the entries, a word at a time.
func (r Row) hash() uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	hash := (offset ^ uint64(r.Stratum)) * prime
	for _, x := range r.Entries {
		hash = (hash ^ uint64(x.Column)) * prime
		bits := math.Float64bits(x.Value)
		hash = (hash ^ bits ^ bits>>32) * prime // of ones and zeros, only the high bits are set
	}
	return hash
}

func compareKinds(a, b Row) int {
	if a.Stratum != b.Stratum {
		return cmp.Compare(a.Stratum, b.Stratum)
	}
	for j := range min(len(a.Entries), len(b.Entries)) {
		x, y := a.Entries[j], b.Entries[j]
		if x.Column != y.Column {
			return cmp.Compare(x.Column, y.Column)
		}
		if x.Value != y.Value {
			return cmp.Compare(x.Value, y.Value)
		}
	}
	return cmp.Compare(len(a.Entries), len(b.Entries))
}
