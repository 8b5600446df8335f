package mixed

import (
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// moments are what the present effects say of the variances, component by component: first the random terms with one
// effect a level that are estimated, then the clusters, then the noise of each stratum.
type moments struct {
	of []component
	// information is the average information (Gilmour, Thompson & Cullis, Biometrics 51 (1995) 1440–1450) on the
	// logarithms of the variances, priors not included.
	information *mat.SymDense
	// expected is the expected information among the terms; zero elsewhere.
	expected *mat.SymDense
	// through is by how much each effect moves with the logarithm of each variance: a row per component.
	through *mat.Dense
}

// component is a variance that is estimated.
type component struct {
	kind  kind
	index int // of the term or stratum
	// squares of its effects; how many of these the data determine; its present variance.
	squares, determined, variance float64
	priorDF, priorScale           float64
	from, to                      int // a term's columns
}

type kind int

const (
	ofTerm kind = iota
	ofClusters
	ofNoise
)

// moments goes once through the clusters. With the working variates f_j = V_j P z, where V_j is the part of the
// response's covariance that is due to component j, the information is ½ f_jᵀ P f_l. They are û_j for terms, the luck of
// the row's cluster, and what is left over in a stratum; P is applied by the equations' inverse, and in most cases
// cancels: for terms a and b it leaves ½ (ûᵀû/σ_a² if a = b, less û_aᵀ C û_b/(σ_a² σ_b²)).
func (f *Fit) moments() *moments {
	m := &moments{}
	e, n := f.e, f.countComponents()
	if n == 0 {
		return m
	}
	working := mat.NewDense(n, e.p, nil) // each component's right-hand side, see below
	column := 0
	for t, term := range f.d.Terms {
		if term.estimated() && term.effects() == 1 {
			variance := f.Terms[t].At(0, 0)
			var squares, spread float64
			row := working.RawRowView(len(m.of))
			for i := column; i < column+term.Levels; i++ {
				u := e.u.AtVec(i)
				squares += u * u
				spread += e.c.At(i, i)
				row[i] = u / variance
			}
			m.of = append(m.of, component{
				kind: ofTerm, index: t, squares: squares, determined: float64(term.Levels) - spread/variance, variance: variance,
				priorDF: term.PriorDF, priorScale: term.PriorScale, from: column, to: column + term.Levels,
			})
		}
		column += term.columns()
	}
	rest := f.left()
	within := mat.NewSymDense(n, nil) // what of ½ f P f does not go through C
	for i, c := range m.of {
		within.SetSym(i, i, c.squares/c.variance)
	}
	clusterAt := len(m.of)
	if f.Cluster > 0 {
		m.of = append(m.of, component{
			kind: ofClusters, squares: rest.effects, determined: rest.determined, variance: f.Cluster,
			priorDF: f.d.ClusterPriorDF, priorScale: f.d.ClusterPriorScale,
		})
		// C_vx û-part of the luck is −q g: its right-hand side is −γ/σ_v², the rest Σ q v²/σ_v⁴.
		row := working.RawRowView(clusterAt)
		for i, v := range rest.gamma {
			row[i] = -v / f.Cluster
		}
		within.SetSym(clusterAt, clusterAt, rest.effects/f.Cluster-rest.luckLuck/(f.Cluster*f.Cluster))
	}
	if !f.noiseKnown {
		first := len(m.of)
		for s := range f.Noise {
			m.of = append(m.of, component{
				kind: ofNoise, index: s, squares: rest.squares[s], determined: rest.known[s], variance: f.Noise[s],
				priorDF: f.d.NoisePriorDF, priorScale: f.d.NoisePriorScale,
			})
			copy(working.RawRowView(first+s), rest.working[s])
			for o := range s + 1 {
				within.SetSym(first+s, first+o, -rest.partPart[s][o])
			}
			within.SetSym(first+s, first+s, within.At(first+s, first+s)+rest.squares[s]/f.Noise[s])
			if f.Cluster > 0 {
				within.SetSym(first+s, clusterAt, rest.partLuck[s]/f.Cluster)
			}
		}
		// f_s and f_t of a term or the clusters have f_sᵀ P f_t = +f_sᵀ R W C D u, of two alike it is −: the sign goes
		// into the noise's right-hand sides.
		for s := range f.Noise {
			row := working.RawRowView(first + s)
			for i := range row {
				row[i] = -row[i]
			}
		}
	}
	var product mat.Dense
	m.through = &mat.Dense{}
	m.through.Mul(working, e.c)
	product.Mul(m.through, working.T())
	m.information = mat.NewSymDense(len(m.of), nil)
	for i := range m.of {
		for j := range i + 1 {
			m.information.SetSym(i, j, (within.At(i, j)-product.At(i, j))/2)
		}
	}
	return m
}

// expect works out the expected information among the terms: ½ Σ (δ − C_ab/σ_a σ_b)² over the effects of both.
func (f *Fit) expect(m *moments) {
	m.expected = mat.NewSymDense(len(m.of), nil)
	raw := f.e.c.RawSymmetric()
	for i, a := range m.of {
		for j, b := range m.of[:i+1] {
			if a.kind != ofTerm || b.kind != ofTerm {
				continue
			}
			var squares float64
			for r := a.from; r < a.to; r++ {
				for c := b.from; c < b.to; c++ {
					v := raw.Data[min(r, c)*raw.Stride+max(r, c)]
					squares += v * v
				}
			}
			squares /= a.variance * b.variance
			if i == j { // Σ (1 − C_aa/σ²) counts twice, of which determined is one
				squares += 2*a.determined - float64(a.to-a.from)
			}
			m.expected.SetSym(i, j, squares/2)
		}
	}
}

func (f *Fit) countComponents() int {
	n := 0
	for _, t := range f.d.Terms {
		if t.estimated() && t.effects() == 1 {
			n++
		}
	}
	if f.Cluster > 0 {
		n++
	}
	if !f.noiseKnown {
		n += len(f.Noise)
	}
	return n
}

// leftOver is what the effects leave over.
type leftOver struct {
	squares, known []float64 // per stratum: of what is left over, and how many of these the effects do not explain away
	spread         []float64 // how unsure that is: Σ w Var(x u + v)
	// The luck of the clusters: Σ v², how many of these the data determine, Σ q v², Σ q v g.
	effects, determined, luckLuck float64
	gamma                         []float64
	// With ρ_sk = r_s Σ ê over the rows of cluster k in stratum s: Σ q ρ_sk ρ_lk, Σ q ρ_sk v_k, and the right-hand sides
	// r_s Σ x ê − Σ_k q ρ_sk g_k.
	partPart [][]float64
	partLuck []float64
	working  [][]float64
}

// left works out what the effects leave over, from the sums alone: of a stratum's rows it is
// Σ w z² − 2 ûᵀ Σ w x z + ûᵀ (Σ w x xᵀ) û, and of a cluster's with its luck v taken off, less 2 v Σ w e − v² Σ w.
func (f *Fit) left() *leftOver {
	e, strata := f.e, len(f.Noise)
	l := newLeftOver(strata, e.p)
	for s := range strata {
		sums := &e.strata[s]
		l.spread[s] = e.trace(sums)
		fitted, quadratic := sums.times(e.u.RawVector().Data)
		l.squares[s] = sums.squares + quadratic
		for i, column := range sums.columns {
			l.squares[s] -= 2 * sums.response[i] * e.u.AtVec(column)
			l.working[s][column] += (sums.response[i] - fitted[i]) / f.Noise[s]
		}
	}
	if f.Cluster > 0 {
		var second *leftOver
		inHalves(e.clusters, func(half int, clusters []clusterSums) {
			into := l
			if half == 1 {
				second = newLeftOver(strata, e.p)
				into = second
			}
			product, rho := make([]float64, e.p), make([]float64, 0, strata)
			for k := range clusters {
				f.leftOf(&clusters[k], into, product, rho)
			}
		}, func() { l.add(second) })
	}
	for s := range strata {
		l.known[s] = e.strata[s].observations - l.spread[s]/f.Noise[s]
		l.squares[s] = max(l.squares[s], 0) // but for rounding
	}
	return l
}

func newLeftOver(strata, columns int) *leftOver {
	l := &leftOver{
		squares: make([]float64, strata), known: make([]float64, strata), spread: make([]float64, strata),
		gamma: make([]float64, columns), partPart: make([][]float64, strata), partLuck: make([]float64, strata),
		working: make([][]float64, strata),
	}
	for s := range strata {
		l.partPart[s], l.working[s] = make([]float64, strata), make([]float64, columns)
	}
	return l
}

// add adds what other clusters contribute.
func (l *leftOver) add(other *leftOver) {
	l.effects += other.effects
	l.determined += other.determined
	l.luckLuck += other.luckLuck
	floats.Add(l.squares, other.squares)
	floats.Add(l.spread, other.spread)
	floats.Add(l.gamma, other.gamma)
	floats.Add(l.partLuck, other.partLuck)
	for s := range l.working {
		floats.Add(l.partPart[s], other.partPart[s])
		floats.Add(l.working[s], other.working[s])
	}
}

// leftOf adds what a cluster contributes.
func (f *Fit) leftOf(c *clusterSums, l *leftOver, product, rho []float64) {
	v := f.e.luck(c)
	product = product[:len(c.g)]
	unsure := c.q + c.q*c.q*multiply(f.e.c, c.columns, c.g, product)
	l.effects += v * v
	l.determined += 1 - unsure/f.Cluster
	l.luckLuck += c.q * v * v
	addTo(l.gamma, c.columns, c.g, c.q*v)
	u := f.e.u.RawVector().Data
	for i := range c.parts {
		part := &c.parts[i]
		s, r := part.stratum, 1/f.Noise[part.stratum]
		left, together := part.response, 0.0
		for j, place := range part.at {
			left -= part.x[j] * u[c.columns[place]]
			together += part.x[j] * product[place]
			l.working[s][c.columns[place]] -= r * v * part.x[j]
		}
		l.spread[s] += part.n*unsure - 2*c.q*together
		l.squares[s] += v * (v*part.n - 2*left)
		rho = append(rho, r*(left-v*part.n))
		l.partLuck[s] += c.q * rho[i] * v
		addTo(l.working[s], c.columns, c.g, -c.q*rho[i])
		for j := range i + 1 {
			with := c.parts[j].stratum
			l.partPart[s][with] += c.q * rho[i] * rho[j]
			if i != j {
				l.partPart[with][s] += c.q * rho[i] * rho[j]
			}
		}
	}
}

// times is (Σ w x xᵀ) u at the stratum's columns, and uᵀ (Σ w x xᵀ) u.
func (s *stratumSums) times(u []float64) (product []float64, quadratic float64) {
	width := len(s.columns)
	product = make([]float64, width)
	for i, column := range s.columns {
		row, x := s.products[i*width:(i+1)*width], u[column]
		sum := product[i] + row[i]*x
		for j := i + 1; j < width; j++ {
			sum += row[j] * u[s.columns[j]]
			product[j] += row[j] * x
		}
		product[i] = sum
		quadratic += sum * x
	}
	return product, quadratic
}
