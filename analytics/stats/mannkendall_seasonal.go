package stats

import "math"

// seasonalAutocorrelation is φ of what Sen's line and the seasons' means leave. The seasons take as many degrees of
// freedom as there are, and the line one, hence
//
//	N = n − seasons,   φ = (N r₁ + 1)/(N − 4), bounded to [0, 0.9]
//
// (Marriott & Pope, Biometrika 41 (1954) 390–402; removing the seasons' means takes the same share of every
// autocovariance and leaves r₁ as it is.)
func seasonalAutocorrelation(series []float64, slopePerPeriod float64, seasons int) float64 {
	residuals := make([]float64, len(series))
	free := 0.0
	for s := range seasons {
		var sum, count float64
		for i := s; i < len(series); i += seasons {
			residuals[i] = series[i] - slopePerPeriod*float64(i)/float64(seasons)
			if !math.IsNaN(residuals[i]) {
				sum += residuals[i]
				count++
			}
		}
		for i := s; i < len(series); i += seasons {
			residuals[i] -= sum / count
		}
		free += max(count-1, 0)
	}
	var squares, products float64
	for i, r := range residuals {
		if math.IsNaN(r) {
			continue
		}
		squares += r * r
		if i > 0 && !math.IsNaN(residuals[i-1]) {
			products += r * residuals[i-1]
		}
	}
	if squares == 0 || free <= 4 {
		return 0
	}
	return min(max((free*products/squares+1)/(free-4), 0), 0.9)
}

// seasonalInflation is by how much a first-order autoregression makes the variance of the sum of the seasons' S larger.
// For normal noise with autocorrelations ρ the signs of two differences have the covariance (2/π) asin r, where r is the
// correlation of the differences x_j − x_i and x_l − x_k,
//
//	r = (ρ_{jl} − ρ_{jk} − ρ_{il} + ρ_{ik}) / (2 √((1 − ρ_{ij})(1 − ρ_{kl}))).
func seasonalInflation(phi float64, series []float64, seasons int) float64 {
	if phi == 0 {
		return 1
	}
	type pair struct{ i, j int }
	var pairs []pair
	for s := range seasons {
		points := everyNth(series, s, seasons)
		for b := range points {
			for a := range b {
				pairs = append(pairs, pair{int(points[a].at), int(points[b].at)})
			}
		}
	}
	rho := make([]float64, len(series))
	for k := range rho {
		rho[k] = math.Pow(phi, float64(k))
	}
	at := func(a, b int) float64 { return rho[max(a-b, b-a)] }
	same := func(a, b int) float64 {
		if a == b {
			return 1
		}
		return 0
	}
	var with, without float64
	for _, p := range pairs {
		for _, q := range pairs {
			r := at(p.j, q.j) - at(p.j, q.i) - at(p.i, q.j) + at(p.i, q.i)
			r /= 2 * math.Sqrt((1-at(p.i, p.j))*(1-at(q.i, q.j)))
			with += math.Asin(min(max(r, -1), 1))
			without += math.Asin((same(p.j, q.j) - same(p.j, q.i) - same(p.i, q.j) + same(p.i, q.i)) / 2)
		}
	}
	return max(1, with/without)
}
