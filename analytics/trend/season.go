package trend

import (
	"math"
	"slices"
	"time"

	"auscult/analytics/stats"
)

// Season is what a year's months do to a line, year after year. It describes the years known and promises nothing of the
// next.
type Season struct {
	// Months are the factors by which the months, January first, lie above or below the line's own course: 1.22 is 22 %
	// above.
	Months [12]float64
	Years  int // whole years it is seen in
	// Strength is Hyndman's, see [stats.Decomposition.SeasonalStrength].
	Strength float64
}

// Peak is the month with the highest factor.
func (s Season) Peak() time.Month {
	return time.Month(1 + slices.Index(s.Months[:], slices.Max(s.Months[:])))
}

// Trough is the month with the lowest factor.
func (s Season) Trough() time.Month {
	return time.Month(1 + slices.Index(s.Months[:], slices.Min(s.Months[:])))
}

// Factor is a month's factor.
func (s Season) Factor(m time.Month) float64 { return s.Months[m-1] }

// without returns the line of months' logs without the season; the line as it is without one (nil).
func (s *Season) without(line []float64, starts []time.Time) []float64 {
	if s == nil {
		return line
	}
	out := make([]float64, len(line))
	for i, v := range line {
		out[i] = v - math.Log(s.Factor(starts[i].Month()))
	}
	return out
}

const (
	monthsOfYear = 12
	// seasonMonths is how many months a season is learnt from at most, whatever is shown: five years. What was usual before
	// that need not be now.
	seasonMonths = 5 * monthsOfYear
)

// strongFrom is how strong a season must be to be spoken of, by the whole years it is seen in (none from fewer than two).
// Wherever twelve months' means are fitted to so few years, some season is found in mere noise too. Measured, 95 of 100
// lines of autocorrelated noise (φ = 0.5, t₄) without a season stay below .81, .60, .48 and .39 in two to five years, for
// φ = 0 below .77, .55, .42 and .35. Two years must show more, so that [courseOf] seldom chooses the wrong test. A season
// as large as the noise is seen in three to four of ten lines of two years, and in seven to eight of ten lines of three.
//
// Which single months lie off their season is not told: two years leave each month two values, of which each is as far off
// as the other.
var strongFrom = map[int]float64{2: 0.85, 3: 0.61, 4: 0.48, 5: 0.40}

// seasonOf finds the season of a line of months' logs by STL with seasons that are the same every year; nil where there
// is none that is strong enough. It looks at the last known months without a gap, since the last definition break: nothing
// is filled in.
func seasonOf(line []float64, stretches []stretch, starts []time.Time) *Season {
	last := stretches[len(stretches)-1]
	to := last.to
	for to > last.from && math.IsNaN(line[to-1]) { // months that are not exported yet
		to--
	}
	from := to
	for from > last.from && !math.IsNaN(line[from-1]) {
		from--
	}
	known := line[from:to]
	years := len(known) / monthsOfYear
	least, enough := strongFrom[min(years, seasonMonths/monthsOfYear)]
	if !enough {
		return nil
	}
	d, err := stats.STL(level(known), stats.STLOptions{Period: monthsOfYear})
	if err != nil {
		return nil
	}
	s := &Season{Years: years, Strength: d.SeasonalStrength()}
	if s.Strength < least {
		return nil
	}
	for i, effect := range d.Seasonal[:monthsOfYear] {
		s.Months[starts[from+i].Month()-1] = math.Exp(effect)
	}
	return s
}

// level takes Sen's line off, whose slope is that between the same months of different years. In two or three years STL's
// two passes would else leave part of a steady rise in the seasons, as if the year's last months were high ones.
func level(line []float64) []float64 {
	t, err := stats.MannKendall(line, stats.TrendOptions{Season: monthsOfYear})
	if err != nil {
		return line
	}
	out := make([]float64, len(line))
	for i, v := range line {
		out[i] = v - t.Slope.Value/monthsOfYear*float64(i)
	}
	return out
}
