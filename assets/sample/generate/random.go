package main

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// seed is the one number from which everything in the sample follows.
const seed = 20241001

// random is a stream of random numbers with the draws the sample needs.
type random struct{ *rand.Rand }

// stream returns the random stream of a name. Each channel and each purpose has
// its own, so that a change in one place does not disturb all the others.
func stream(name string) random {
	h := fnv.New64a()
	h.Write([]byte(name))
	return random{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// normal draws from a normal distribution with mean 0 and the given spread.
func (r random) normal(sd float64) float64 { return sd * r.NormFloat64() }

// chance is true with probability p.
func (r random) chance(p float64) bool { return r.Float64() < p }

// round returns x rounded up or down at random so that the mean is x.
func (r random) round(x float64) int {
	n := math.Floor(x)
	if r.chance(x - n) {
		n++
	}
	return int(n)
}

// poisson draws a count with the given mean. Above 500 the normal
// approximation is used, which nobody can tell apart there.
func (r random) poisson(mean float64) int {
	if mean <= 0 {
		return 0
	}
	if mean > 500 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	// Knuth's product method in pieces, so that exp(-mean) never underflows.
	n := 0
	for mean > 0 {
		step := math.Min(mean, 50)
		mean -= step
		limit := math.Exp(-step)
		for p := r.Float64(); p > limit; p *= r.Float64() {
			n++
		}
	}
	return n
}

// split shares a count out over parts with the given shares, one item at a
// time as chance has it. What the shares leave over goes to the first part.
func (r random) split(n int, shares []float64) []int {
	parts := make([]int, len(shares))
	for range n {
		u := r.Float64()
		k := 0
		for i := len(shares) - 1; i > 0; i-- {
			if u < shares[i] {
				k = i
				break
			}
			u -= shares[i]
		}
		parts[k]++
	}
	return parts
}

// weight is a choice and how often it is made, relative to the others.
type weight struct {
	name  string
	share float64
}

// choose draws one of the weighted choices.
func (r random) choose(choices []weight) string {
	total := 0.0
	for _, c := range choices {
		total += c.share
	}
	u := r.Float64() * total
	for _, c := range choices {
		if u < c.share {
			return c.name
		}
		u -= c.share
	}
	return choices[len(choices)-1].name
}

// digits returns n random digits after a prefix. The sample's identifiers begin
// with 99, beyond what the platforms have given out.
func (r random) digits(prefix string, n int) string {
	b := []byte(prefix)
	for len(b) < n {
		b = append(b, byte('0'+r.IntN(10)))
	}
	return string(b)
}

// letters returns n random letters and digits, as in a short link.
func (r random) letters(n int) string {
	const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}
