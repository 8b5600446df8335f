package mixed

import "slices"

// stratumSums are weighted sums over all rows of a stratum, which do not depend on the variances.
type stratumSums struct {
	columns      []int     // that the rows touch, in order; what follows is as wide
	products     []float64 // Σ w x xᵀ, the upper triangle of a square, row by row
	response     []float64 // Σ w x z
	n            float64   // Σ w
	squares      float64   // Σ w z², and the squares within rows that stand for several
	observations float64
}

// clusterSums are the rows of one cluster, and what stands for them once the cluster's effect is eliminated.
type clusterSums struct {
	rows    []int // by stratum
	columns []int // that the rows touch, in order
	parts   []clusterPart
	// g is Σ r x over the rows, one value for each of the columns; h is Σ r z; q is the posterior variance of the effect,
	// given the others.
	g    []float64
	h, q float64
}

// clusterPart are weighted sums over a cluster's rows of one stratum, which do not depend on the variances.
type clusterPart struct {
	stratum     int
	n, response float64
	at          []int     // the columns that its rows touch, as places in the cluster's
	x           []float64 // Σ w x of each of these
}

// places says where the entries of the rows stand in the sums: one number per entry of the design.
type places struct{ inStratum, inPart []int }

// shape finds out which columns strata and clusters touch. The sums are filled by load.
func (e *equations) shape() {
	d := e.d
	e.strata = make([]stratumSums, max(d.Strata, 1))
	e.places = places{make([]int, len(d.entries)), make([]int, len(d.entries))}
	seen := newTouched(e.p)
	of := make([][]int, len(e.strata))
	for i, s := range d.stratum {
		of[s] = append(of[s], i)
	}
	for s := range e.strata {
		sums := &e.strata[s]
		sums.columns = seen.columns(d, of[s], nil)
		seen.place(d, of[s], e.places.inStratum)
		sums.products, sums.response = make([]float64, len(sums.columns)*len(sums.columns)), make([]float64, len(sums.columns))
	}
	e.gatherClusters()
	columns, values := []int(nil), []float64(nil)
	for k := range e.clusters {
		c := &e.clusters[k]
		c.columns = seen.columns(d, c.rows, columns)
		columns = c.columns[len(c.columns):]
		c.g, values = cut(values, len(c.columns))
		for from, to := 0, 0; from < len(c.rows); from = to {
			stratum := d.stratum[c.rows[from]]
			for to = from; to < len(c.rows) && d.stratum[c.rows[to]] == stratum; to++ {
			}
			part := clusterPart{stratum: stratum, at: seen.columns(d, c.rows[from:to], columns)}
			columns = part.at[len(part.at):]
			seen.place(d, c.rows[from:to], e.places.inPart)
			for j, column := range part.at {
				part.at[j], _ = slices.BinarySearch(c.columns, column)
			}
			part.x, values = cut(values, len(part.at))
			c.parts = append(c.parts, part)
		}
	}
}

// cut takes n zeros off a supply, which is renewed when it runs out: many short slices for few allocations.
func cut(supply []float64, n int) (taken, rest []float64) {
	if len(supply) < n {
		supply = make([]float64, max(n, 1<<14))
	}
	return supply[:n:n], supply[n:]
}

// gatherClusters numbers the clusters in the order of their first row, and sorts their rows by stratum.
func (e *equations) gatherClusters() {
	d := e.d
	at := map[int]int{}
	number := make([]int, len(d.cluster))
	var sizes []int
	for i, k := range d.cluster {
		if k == NoCluster {
			e.free = append(e.free, i)
			continue
		}
		place, known := at[k]
		if !known {
			place = len(sizes)
			at[k] = place
			sizes = append(sizes, 0)
		}
		number[i] = place
		sizes[place]++
	}
	rows := make([]int, len(d.cluster)-len(e.free))
	e.clusters = make([]clusterSums, len(sizes))
	for k, n := range sizes {
		e.clusters[k].rows, rows = rows[:0:n], rows[n:]
	}
	for i, k := range d.cluster {
		if k != NoCluster {
			c := &e.clusters[number[i]]
			c.rows = append(c.rows, i)
		}
	}
	for k := range e.clusters {
		slices.SortStableFunc(e.clusters[k].rows, func(a, b int) int { return d.stratum[a] - d.stratum[b] })
	}
}

// touched collects columns without going through all of them.
type touched struct {
	round []int // in which a column was seen last
	at    []int // its place among those of that round
	now   int
}

func newTouched(columns int) *touched {
	return &touched{round: make([]int, columns), at: make([]int, columns)}
}

// columns returns the columns that the rows touch, in order, written behind the end of supply where that has room.
func (t *touched) columns(d *Design, rows, supply []int) []int {
	t.now++
	found := supply[:0]
	if cap(found) < len(t.round) {
		found = make([]int, 0, max(len(t.round), 1<<14))
	}
	for _, i := range rows {
		for _, x := range d.row(i) {
			if t.round[x.Column] != t.now {
				t.round[x.Column] = t.now
				found = append(found, x.Column)
			}
		}
	}
	slices.Sort(found)
	for j, column := range found {
		t.at[column] = j
	}
	return found
}

// place writes for each entry of the rows where its column stands among those collected last.
func (t *touched) place(d *Design, rows, into []int) {
	for _, i := range rows {
		for j := d.starts[i]; j < d.starts[i+1]; j++ {
			into[j] = t.at[d.entries[j].Column]
		}
	}
}

// load takes the rows' responses and weights (nil: as many as the row stands for) and adds them up.
func (e *equations) load(response, weights []float64) {
	e.response, e.weights = response, weights
	for i := range e.strata {
		s := &e.strata[i]
		s.n, s.squares, s.observations = 0, 0, 0
		clear(s.products)
		clear(s.response)
	}
	for i := range response {
		e.addToStratum(i)
	}
	for k := range e.clusters {
		c := &e.clusters[k]
		part := -1
		for _, i := range c.rows {
			if part < 0 || c.parts[part].stratum != e.d.stratum[i] {
				part++
				c.parts[part].n, c.parts[part].response = 0, 0
				clear(c.parts[part].x)
			}
			p, w := &c.parts[part], e.weight(i)
			p.n += w
			p.response += w * response[i]
			for j := e.d.starts[i]; j < e.d.starts[i+1]; j++ {
				p.x[e.places.inPart[j]] += w * e.d.entries[j].Value
			}
		}
	}
}

func (e *equations) addToStratum(i int) {
	s, w, z := &e.strata[e.d.stratum[i]], e.weight(i), e.response[i]
	n, within := e.d.alike(i)
	s.observations += n
	s.n += w
	s.squares += w*z*z + within
	from, to := e.d.starts[i], e.d.starts[i+1]
	entries, at := e.d.entries[from:to], e.places.inStratum[from:to]
	width := len(s.columns)
	for j, x := range entries {
		wx := w * x.Value
		s.response[at[j]] += wx * z
		row := s.products[at[j]*width : (at[j]+1)*width]
		for l := j; l < len(entries); l++ {
			row[at[l]] += wx * entries[l].Value
		}
	}
}

// weight is how much a row counts: as often as it stands for, or as a working weight.
func (e *equations) weight(i int) float64 {
	if e.weights == nil {
		n, _ := e.d.alike(i)
		return n
	}
	return e.weights[i]
}
