package stats

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Decomposition is a series taken apart: series = Seasonal + Trend + Remainder at every step.
type Decomposition struct{ Seasonal, Trend, Remainder []float64 }

// SeasonalStrength is how much of what varies around the trend the seasons explain, 0 (nothing) to 1 (all):
//
//	F_S = max(0, 1 − Var(Remainder) / Var(Seasonal + Remainder))
//
// In a few periods of mere noise it is far from 0, as each season's mean is fitted to a few values. A series that lies
// on its trend has none.
//
// Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice (3rd ed. 2021), section 4.3, after Wang, Smith &
// Hyndman, Data Mining and Knowledge Discovery 13 (2006) 335–364.
func (d Decomposition) SeasonalStrength() float64 {
	detrended := make([]float64, len(d.Seasonal))
	for i, season := range d.Seasonal {
		detrended[i] = season + d.Remainder[i]
	}
	whole := stat.Variance(detrended, nil)
	if !(whole > 0) {
		return 0
	}
	return max(0, 1-stat.Variance(d.Remainder, nil)/whole)
}

// STLOptions are the choices of [STL].
type STLOptions struct {
	Period int // steps after which the seasons repeat, at least 2
	// SeasonalWindow is the span of the smoother over one season's values from period to period, odd and at least 7. 0
	// holds the seasons constant: each is the mean of its values.
	SeasonalWindow int
	// Robust lets values far from the rest count less.
	Robust bool
}

// STL decomposes a series into seasons, trend and remainder by repeated local regression (LOESS). The windows that the
// options leave open, the jumps and the number of passes are those of R's function stl.
//
// Errors: [ErrInput] for a period below 2, a series shorter than two periods, an even or small seasonal window, or a
// value that is not finite: fill gaps first, and say so.
//
// Source: Cleveland, Cleveland, McRae & Terpenning, "STL: A Seasonal-Trend Decomposition Procedure Based on Loess",
// Journal of Official Statistics 6 (1990) 3–73.
func STL(series []float64, o STLOptions) (Decomposition, error) {
	n := len(series)
	if o.Period < 2 || n < 2*o.Period {
		return Decomposition{}, fmt.Errorf("%w: %d values with a period of %d", ErrInput, n, o.Period)
	}
	if w := o.SeasonalWindow; w != 0 && (w < 7 || w%2 == 0) {
		return Decomposition{}, fmt.Errorf("%w: a seasonal window of %d is not odd and at least 7", ErrInput, w)
	}
	if err := checkFinite("value", series); err != nil {
		return Decomposition{}, err
	}
	s := newSTL(series, o)
	s.run(o.Robust)
	d := Decomposition{Seasonal: s.seasonal, Trend: s.trend, Remainder: make([]float64, n)}
	if o.SeasonalWindow == 0 {
		averageSeasons(d.Seasonal, o.Period)
	}
	for i, v := range series {
		d.Remainder[i] = v - d.Seasonal[i] - d.Trend[i]
	}
	return d, nil
}

// smoother is one LOESS of the procedure.
type smoother struct {
	window, degree int
	jump           int // steps between two fits; what lies between is interpolated
}

func newSmoother(window, degree int) smoother {
	return smoother{window, degree, (window + 9) / 10}
}

type stl struct {
	series                   []float64
	period                   int
	forSeasons, forTrend     smoother
	forLowPass               smoother
	seasonal, trend, weights []float64
}

func newSTL(series []float64, o STLOptions) *stl {
	n := len(series)
	s := &stl{
		series: series, period: o.Period, seasonal: make([]float64, n), trend: make([]float64, n),
		forSeasons: newSmoother(o.SeasonalWindow, 0), forLowPass: newSmoother(nextOdd(float64(o.Period)), 1),
	}
	if o.SeasonalWindow == 0 {
		s.forSeasons = newSmoother(10*n+1, 0)
	}
	s.forTrend = newSmoother(nextOdd(1.5*float64(o.Period)/(1-1.5/float64(s.forSeasons.window))), 1)
	return s
}

// nextOdd is the smallest odd whole number that is not below v.
func nextOdd(v float64) int {
	n := int(math.Ceil(v))
	return n + 1 - n%2
}

func (s *stl) run(robust bool) {
	inner, outer := 2, 0
	if robust {
		inner, outer = 1, 15
	}
	for pass := 0; ; pass++ {
		for range inner {
			s.step()
		}
		if pass == outer {
			return
		}
		s.reweigh()
	}
}

// step is one pass of the inner loop: the seasons from what the trend leaves, the trend from what the seasons leave.
func (s *stl) step() {
	n := len(s.series)
	detrended := make([]float64, n)
	for i := range detrended {
		detrended[i] = s.series[i] - s.trend[i]
	}
	cycles := s.smoothSeasons(detrended)
	low := movingAverage(movingAverage(movingAverage(cycles, s.period), s.period), 3)
	low = s.forLowPass.smooth(low, nil)
	deseasonalised := make([]float64, n)
	for i := range s.seasonal {
		s.seasonal[i] = cycles[s.period+i] - low[i]
		deseasonalised[i] = s.series[i] - s.seasonal[i]
	}
	s.trend = s.forTrend.smooth(deseasonalised, s.weights)
}

// smoothSeasons smooths each season's values and extends them by one period at both ends.
func (s *stl) smoothSeasons(values []float64) []float64 {
	out := make([]float64, len(values)+2*s.period)
	for j := range s.period {
		var own, weights []float64
		for i := j; i < len(values); i += s.period {
			own = append(own, values[i])
			if s.weights != nil {
				weights = append(weights, s.weights[i])
			}
		}
		k, window := len(own), s.forSeasons.window
		smoothed := make([]float64, k+2)
		copy(smoothed[1:], s.forSeasons.smooth(own, weights))
		before, ok := s.forSeasons.fit(own, weights, -1, 0, min(window, k)-1)
		if !ok {
			before = smoothed[1]
		}
		after, ok := s.forSeasons.fit(own, weights, float64(k), max(0, k-window), k-1)
		if !ok {
			after = smoothed[k]
		}
		smoothed[0], smoothed[k+1] = before, after
		for m, v := range smoothed {
			out[m*s.period+j] = v
		}
	}
	return out
}

// reweigh gives each value the bisquare weight of its remainder.
func (s *stl) reweigh() {
	n := len(s.series)
	off := make([]float64, n)
	for i, v := range s.series {
		off[i] = math.Abs(v - s.seasonal[i] - s.trend[i])
	}
	sorted := slices.Clone(off)
	slices.Sort(sorted)
	limit := 6 * medianOfSorted(sorted)
	s.weights = make([]float64, n)
	for i, r := range off {
		switch {
		case r <= 0.001*limit:
			s.weights[i] = 1
		case r <= 0.999*limit:
			u := r / limit
			s.weights[i] = (1 - u*u) * (1 - u*u)
		}
	}
}

// smooth fits at every jump-th place and interpolates between.
func (m smoother) smooth(y, weights []float64) []float64 {
	n := len(y)
	out := make([]float64, n)
	if n < 2 {
		copy(out, y)
		return out
	}
	jump := min(m.jump, n-1)
	var first, last int
	at := func(i int) {
		first, last = m.around(i, n)
		v, ok := m.fit(y, weights, float64(i), first, last)
		if !ok {
			v = y[i]
		}
		out[i] = v
	}
	for i := 0; i < n; i += jump {
		at(i)
		if i > 0 {
			interpolate(out, i-jump, i)
		}
	}
	if k := (n - 1) / jump * jump; k != n-1 { // the end that the jumps missed
		v, ok := m.fit(y, weights, float64(n-1), first, last)
		if !ok {
			v = y[n-1]
		}
		out[n-1] = v
		interpolate(out, k, n-1)
	}
	return out
}

func interpolate(y []float64, from, to int) {
	slope := (y[to] - y[from]) / float64(to-from)
	for j := from + 1; j < to; j++ {
		y[j] = y[from] + slope*float64(j-from)
	}
}

// around returns the first and last place of the window over i, of n places.
func (m smoother) around(i, n int) (first, last int) {
	if m.window >= n {
		return 0, n - 1
	}
	half := (m.window + 1) / 2
	first = min(max(i+1-half, 0), n-m.window)
	return first, first + m.window - 1
}

// fit is the local regression at x over the places first to last; ok is false when all weights there are zero.
func (m smoother) fit(y, weights []float64, x float64, first, last int) (value float64, ok bool) {
	n := len(y)
	h := max(x-float64(first), float64(last)-x)
	if m.window > n {
		h += float64((m.window - n) / 2)
	}
	w := make([]float64, last-first+1)
	var total float64
	for j := range w {
		r := math.Abs(float64(first+j) - x)
		switch {
		case r > 0.999*h:
			continue
		case r <= 0.001*h:
			w[j] = 1
		default:
			u := r / h
			w[j] = math.Pow(1-u*u*u, 3)
		}
		if weights != nil {
			w[j] *= weights[first+j]
		}
		total += w[j]
	}
	if total <= 0 {
		return 0, false
	}
	for j := range w {
		w[j] /= total
	}
	if h > 0 && m.degree > 0 {
		tilt(w, x, first, n)
	}
	for j, weight := range w {
		value += weight * y[first+j]
	}
	return value, true
}

// tilt turns the weights of a local mean into those of a local line, unless the places lie too close together.
func tilt(w []float64, x float64, first, n int) {
	var centre, spread float64
	for j, weight := range w {
		centre += weight * float64(first+j)
	}
	for j, weight := range w {
		d := float64(first+j) - centre
		spread += weight * d * d
	}
	if math.Sqrt(spread) <= 0.001*float64(n-1) {
		return
	}
	slope := (x - centre) / spread
	for j := range w {
		w[j] *= slope*(float64(first+j)-centre) + 1
	}
}

// movingAverage returns the means of every n values in a row.
func movingAverage(y []float64, n int) []float64 {
	out := make([]float64, len(y)-n+1)
	var sum float64
	for i, v := range y {
		sum += v
		if i >= n {
			sum -= y[i-n]
		}
		if i >= n-1 {
			out[i-n+1] = sum / float64(n)
		}
	}
	return out
}

// averageSeasons replaces each season's values by their mean.
func averageSeasons(seasonal []float64, period int) {
	for j := range period {
		var sum float64
		count := 0
		for i := j; i < len(seasonal); i += period {
			sum += seasonal[i]
			count++
		}
		for i := j; i < len(seasonal); i += period {
			seasonal[i] = sum / float64(count)
		}
	}
}
