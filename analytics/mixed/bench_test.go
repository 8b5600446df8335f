package mixed

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// group is a model like that of the page Forms: platforms, forms, their pairs and cells, days as clusters.
func group(posts int) *Design {
	d := &Design{
		Terms: []Term{
			FixedTerm("platform", 8), RandomTerm("form", 14), RandomTerm("pair", 50), RandomTerm("cell", 100),
		}, Strata: 8,
	}
	source := rand.New(rand.NewPCG(1, 1))
	for i := range posts {
		pair := source.IntN(50)
		platform, form, cell := pair%8, pair%14, 2*pair+source.IntN(2)
		z := float64(platform)/4 + float64(form)/20 + source.NormFloat64()
		d.Add(z, []Entry{{platform, 1}, {8 + form, 1}, {22 + pair, 1}, {72 + cell, 1}}, i/3, platform)
	}
	return d
}

// strategy is a model like that behind the recommendations (analytics §1.4): level, drift and weeks of each platform,
// boost, crowding, repetition, form, form on platform, promotion by form, cell; campaigns or days of some three posts.
func strategy(posts int) *Design {
	const platforms, forms, pairs, weeks = 8, 8, 40, 52
	prior := func(name string, levels int, scale float64) Term {
		return Term{Name: name, Levels: levels, Random: true, PriorDF: 3, PriorScale: scale}
	}
	d := &Design{
		Terms: []Term{
			FixedTerm("platform", platforms), prior("trend", platforms, 0.06), prior("week", weeks, 0.02), FixedTerm("boost", 2),
			KnownTerm("crowding", 1, 0.35, 0.0625), prior("crowding on platform", platforms, 0.02), KnownTerm("repetition", 1, 0.1, 0.0225),
			prior("form", forms, 0.12), prior("pair", pairs, 0.09), prior("promotion of form", forms, 0.03), prior("cell", 2*pairs, 0.03),
		},
		Strata: platforms, NoisePriorDF: 3, NoisePriorScale: 0.8, ClusterPriorDF: 3, ClusterPriorScale: 0.09,
	}
	source := rand.New(rand.NewPCG(7, 7))
	normal := func(n int, sd float64) []float64 {
		v := make([]float64, n)
		for i := range v {
			v[i] = sd * source.NormFloat64()
		}
		return v
	}
	effects := [][]float64{
		normal(platforms, 0.6), normal(platforms, 0.25), normal(weeks, 0.15),
		{1.2, 0.1},
		{0.3},
		normal(platforms, 0.15),
		{0.1},
		normal(forms, 0.3), normal(pairs, 0.3), normal(forms, 0.15), normal(2*pairs, 0.15),
	}
	luck := 0.0
	for i := range posts {
		if i%3 == 0 || i%10 == 0 {
			luck = 0.3 * source.NormFloat64()
		}
		pair, promotional := source.IntN(pairs), source.IntN(2)
		platform, form, week := pair%platforms, pair%forms, source.IntN(weeks)
		boosted := float64(source.IntN(5) / 4)
		z, row, column := luck, []Entry(nil), 0
		for t, x := range []Entry{
			{platform, 1},
			{platform, float64(week)/weeks - 1},
			{week, 1},
			{0, boosted},
			{0, 0.4 * source.NormFloat64()},
			{platform, 0.4 * source.NormFloat64()},
			{0, 0.5 * source.NormFloat64()},
			{form, 1},
			{pair, 1},
			{form, float64(promotional)},
			{2*pair + promotional, 1},
		} {
			z += effects[t][x.Column] * x.Value
			row = append(row, Entry{column + x.Column, x.Value})
			column += d.Terms[t].columns()
		}
		row = append(row, Entry{Column: platforms + platforms + weeks + 1, Value: boosted * source.Float64()})
		d.Add(z+source.NormFloat64(), row, i*3/10, platform)
	}
	return d
}

func BenchmarkREML(b *testing.B) {
	for _, posts := range []int{5_000, 100_000} {
		d := group(posts)
		b.Run(strconv.Itoa(posts), func(b *testing.B) {
			for b.Loop() {
				f := fit(b, d, Options{})
				b.ReportMetric(float64(f.Iterations), "rounds")
			}
		})
	}
}

// The goal of a strategy's fit is 0.4 s for 5,000 posts.
func BenchmarkStrategy(b *testing.B) {
	for _, posts := range []int{240, 5_000, 20_000} {
		d := strategy(posts)
		b.Run(strconv.Itoa(posts), func(b *testing.B) {
			for b.Loop() {
				f := fit(b, d, Options{})
				b.ReportMetric(float64(f.Iterations), "rounds")
			}
		})
	}
}

func BenchmarkCounts(b *testing.B) {
	d := strategy(5_000)
	for i, z := range d.response {
		d.response[i] = math.Floor(math.Exp(z))
	}
	for b.Loop() {
		f := counted(b, d, Options{})
		b.ReportMetric(float64(f.Iterations), "rounds")
	}
}
