package mixed

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"
)

// given is the covariance of the random effects given the fixed ones, of the size of all effects: zero for the fixed.
// With C = (A + D)⁻¹ it is C − C·f C_ff⁻¹ Cf·, the inverse of the random effects' block of A + D. logDet is the logarithm
// of the determinant of that block.
func (f *Fit) given() (covariance *mat.SymDense, logDet float64) {
	p := f.e.p
	covariance = mat.NewSymDense(p, nil)
	covariance.CopySym(f.e.c)
	logDet = f.e.logDet()
	var fixed []int
	column := 0
	for _, term := range f.d.Terms {
		for range term.columns() {
			if !term.varies() {
				fixed = append(fixed, column)
			}
			column++
		}
	}
	if len(fixed) == 0 {
		return covariance, logDet
	}
	among, with := mat.NewSymDense(len(fixed), nil), mat.NewDense(len(fixed), p, nil)
	for i, a := range fixed {
		for j, b := range fixed[:i+1] {
			among.SetSym(i, j, f.e.c.At(a, b))
		}
		for j := range p {
			with.Set(i, j, f.e.c.At(a, j))
		}
	}
	var chol mat.Cholesky
	var solved, product mat.Dense
	if !chol.Factorize(among) || chol.SolveTo(&solved, with) != nil {
		return covariance, logDet // cannot be: a block of a positive definite matrix
	}
	product.Mul(with.T(), &solved)
	for i := range p {
		for j := i; j < p; j++ {
			covariance.SetSym(i, j, covariance.At(i, j)-product.At(i, j))
		}
	}
	return covariance, logDet + chol.LogDet()
}

// unsure is for each row the variance of the random part of η given the data: x B xᵀ, and with a cluster of x u + v, where
// v = q (h − g u) has the variance q given u.
func (c *counts) unsure() []float64 {
	given, _ := c.given()
	variances, product, along := make([]float64, c.Rows), make([]float64, c.e.p), make([]float64, c.e.p)
	for _, i := range c.e.free {
		variances[i] = quadratic(given, c.d.row(i), c.d.row(i))
	}
	for k := range c.e.clusters {
		of := &c.e.clusters[k]
		product = product[:len(of.g)]
		together := of.q + of.q*of.q*multiply(given, of.columns, of.g, product)
		for j, column := range of.columns {
			along[column] = product[j]
		}
		for _, i := range of.rows {
			row := c.d.row(i)
			variances[i] = together + quadratic(given, row, row)
			for _, x := range row {
				variances[i] -= 2 * of.q * x.Value * along[x.Column]
			}
		}
	}
	return variances
}

// overdispersion is for each stratum the root of the likelihood's slope, given the expectations and how unsure they are.
// Where the slope has one sign all over, it is the end to which that points.
func (c *counts) overdispersion() []float64 {
	unsure := c.unsure()
	rows := make([][]int, len(c.Alpha))
	for i, s := range c.d.stratum {
		rows[s] = append(rows[s], i)
	}
	roots := make([]float64, len(c.Alpha))
	for s := range roots {
		slope := func(log float64) float64 {
			alpha, sum := math.Exp(log), 0.0
			for _, i := range rows[s] {
				sum += alphaSlope(c.d.response[i], c.Fitted[i], alpha, unsure[i])
			}
			return alpha * sum
		}
		roots[s] = math.Exp(root(slope, math.Log(c.Alpha[s])))
	}
	return roots
}

// alphaSlope is by how much a row's part of the likelihood rises with α:
//
//	θ = 1/α,   −θ² (ψ(y+θ) − ψ(θ) + log θ/(θ+μ) + (μ−y)/(θ+μ)) + ½ W² s²
func alphaSlope(y, mu, alpha, unsure float64) float64 {
	theta := 1 / alpha
	w := mu / (1 + alpha*mu)
	return -theta*theta*(rise(y, theta)-math.Log1p(alpha*mu)+(mu-y)/(theta+mu)) + w*w*unsure/2
}

// rise is ψ(y+θ) − ψ(θ), for small whole numbers by its sum, which keeps all digits.
func rise(y, theta float64) float64 {
	if y > 40 || y != math.Trunc(y) {
		return mathext.Digamma(y+theta) - mathext.Digamma(theta)
	}
	var sum float64
	for j := range int(y) {
		sum += 1 / (theta + float64(j))
	}
	return sum
}

// root finds where a function of log α falls through zero, by regula falsi (Illinois) from a bracket that grows around
// the start.
func root(f func(float64) float64, start float64) float64 {
	least, most := math.Log(leastAlpha), math.Log(mostAlpha)
	low, high := max(start-0.1, least), min(start+0.1, most)
	atLow, atHigh := f(low), f(high)
	for step := 0.4; atLow <= 0 && low > least; step *= 3 {
		high, atHigh = low, atLow
		low = max(low-step, least)
		atLow = f(low)
	}
	for step := 0.4; atHigh >= 0 && high < most; step *= 3 {
		low, atLow = high, atHigh
		high = min(high+step, most)
		atHigh = f(high)
	}
	switch {
	case atLow <= 0:
		return low
	case atHigh >= 0:
		return high
	}
	for range 60 {
		at := (low*atHigh - high*atLow) / (atHigh - atLow)
		v := f(at)
		if v == 0 || high-low < 1e-12 {
			return at
		}
		if v > 0 {
			if low, atLow = at, v; math.Abs(v) < 1e-12*math.Abs(atHigh) {
				return at
			}
			atHigh /= 2
		} else {
			if high, atHigh = at, v; math.Abs(v) < 1e-12*math.Abs(atLow) {
				return at
			}
			atLow /= 2
		}
	}
	return (low + high) / 2
}

// likelihood is that of the counts, the random effects integrated out by Laplace's approximation.
func (c *counts) likelihood() float64 {
	var sum float64
	for i, y := range c.d.response {
		sum += logProbability(y, c.Fitted[i], c.Alpha[c.d.stratum[i]])
	}
	_, logDet := c.given()
	var penalty float64
	column := 0
	for t, term := range c.d.Terms {
		if term.varies() {
			logDet += float64(term.Levels) * math.Log(mat.Det(c.Terms[t]))
			var inverse mat.SymDense
			if !invert(&inverse, c.Terms[t]) {
				return math.NaN()
			}
			n := term.effects()
			for level := range term.Levels {
				off := mat.NewVecDense(n, nil)
				for i := range n {
					off.SetVec(i, c.e.u.AtVec(column+level*n+i)-term.PriorMean)
				}
				penalty += mat.Inner(off, &inverse, off)
			}
		}
		column += term.columns()
	}
	for k := range c.e.clusters {
		of := &c.e.clusters[k]
		v := c.e.luck(of)
		penalty += v * v / c.Cluster
		logDet += math.Log(c.Cluster / of.q)
	}
	return sum - (penalty+logDet)/2
}

// logProbability is that of a count under NB2.
func logProbability(y, mu, alpha float64) float64 {
	theta := 1 / alpha
	gamma := func(x float64) float64 { v, _ := math.Lgamma(x); return v }
	return gamma(y+theta) - gamma(theta) - gamma(y+1) - theta*math.Log1p(alpha*mu) + y*math.Log(mu/(theta+mu))
}
