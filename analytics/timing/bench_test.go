package timing

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"auscult/analytics/engagement"
)

func BenchmarkRespond(b *testing.B) {
	for _, posts := range []int{1_000, 100_000} {
		y := years[0]
		y.posts = posts
		p, _ := y.simulate(rand.New(rand.NewPCG(1, 2)))
		b.Run(strconv.Itoa(posts), func(b *testing.B) {
			for b.Loop() {
				if _, err := Respond(b.Context(), p, engagement.PerPost); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
