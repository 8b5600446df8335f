package stats

import (
	"fmt"
	"math"
)

// Wilson is the share p = hits/n with Wilson's score interval at the level, z being the normal quantile:
//
//	(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// For things that each either are or are not, independently: the share of posts above a benchmark. Not for engagement
// rates: one person reacts many times and posts differ, so that this interval would be five to fifty times too narrow;
// they have [RatioOfSums] and [TypicalValue].
//
// It never leaves [0, 1], and it has width even at 0 of n and n of n. N and Clusters of the result are n.
//
// Errors: [ErrInput] for n < 1, hits outside 0..n or a level outside (0, 1).
//
// Source: Wilson, JASA 22 (1927) 209–212, DOI 10.1080/01621459.1927.10502953; Newcombe, Statistics in Medicine 17
// (1998) 857–872, DOI 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, method 3.
func Wilson(hits, n int, level float64) (Estimate, error) {
	if err := checkLevel(level); err != nil {
		return Estimate{}, err
	}
	if n < 1 || hits < 0 || hits > n {
		return Estimate{}, fmt.Errorf("%w: %d of %d", ErrInput, hits, n)
	}
	size, p := float64(n), float64(hits)/float64(n)
	z := twoSided(level, math.Inf(1))
	z2 := z * z
	centre := p + z2/(2*size)
	half := z * math.Sqrt(p*(1-p)/size+z2/(4*size*size))
	e := Estimate{
		Value: p, Low: (centre - half) / (1 + z2/size), High: (centre + half) / (1 + z2/size),
		N: n, Clusters: n,
	}
	// At the edges the formula gives exactly 0 and 1, but for rounding.
	if hits == 0 {
		e.Low = 0
	}
	if hits == n {
		e.High = 1
	}
	return e, nil
}
