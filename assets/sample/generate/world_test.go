package main

import (
	"math"
	"testing"
	"time"
)

// TestCounts looks at the volumes the sample promises: 190 to 250 own posts a
// quarter, 60 to 160 of each competitor, under 5 MB altogether.
func TestCounts(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	quarters := map[string]map[string]int{}
	texts, repeated := map[string]bool{}, 0
	for _, p := range w.posts {
		who := p.channel.organisation
		if quarters[who] == nil {
			quarters[who] = map[string]int{}
		}
		quarters[who][p.at.Format("2006-")+string(rune('1'+(p.at.Month()-1)/3))]++
		if p.at.Before(begin) || !p.at.Before(end) {
			t.Errorf("post at %s", p.at)
		}
		if texts[p.channel.key+p.text] {
			repeated++
		}
		texts[p.channel.key+p.text] = true
	}
	if len(quarters) != 5 {
		t.Errorf("%d organisations, want 5", len(quarters))
	}
	for who, of := range quarters {
		low, high := 60, 160
		if who == ownOrganisation {
			low, high = 190, 250
		}
		if len(of) != 8 {
			t.Errorf("%s: %d quarters, want 8", who, len(of))
		}
		for q, n := range of {
			if n < low || n > high {
				t.Errorf("%s in %s: %d posts, want %d to %d", who, q, n, low, high)
			}
		}
	}
	if repeated > len(w.posts)/100 {
		t.Errorf("%d of %d posts repeat a text of their channel", repeated, len(w.posts))
	}
	size := 0
	for _, name := range files(t, committed) {
		size += len(read(t, committed+"/"+name))
	}
	if size > 5_000_000 {
		t.Errorf("%d bytes", size)
	}
}

// TestTruthFits: what is written to truth.json is what the posts were drawn
// with. Without viral luck, the mean of log engagement less the true level is
// nought but for chance, crowding and weeks.
func TestTruthFits(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	// Elsewhere counts are so small that log(y+½) is biased.
	for _, name := range []string{facebook, instagram, youtube, linkedin, tiktok} {
		sum, n := 0.0, 0.0
		for _, p := range w.of(true, name) {
			if p.viral {
				continue
			}
			level := trueLevel(platform(name), p)
			if p.boosted {
				level += boostEffect
			}
			sum += math.Log(float64(p.final.engagement())+0.5) - level
			n++
		}
		if off, allowed := sum/n, 0.08+3*platform(name).spread/math.Sqrt(n); math.Abs(off) > allowed {
			t.Errorf("%s: posts are off the truth by %.3f, more than %.3f", name, off, allowed)
		} else {
			t.Logf("%s: off by %.3f over %.0f posts", name, off, n)
		}
	}
}

// TestTruthShows: the big effects are visible in a plain mean of logs, so that
// an analysis that misses them is wrong.
func TestTruthShows(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	mean := func(keep func(p *post) bool) float64 {
		sum, n := 0.0, 0
		for _, p := range w.posts {
			if keep(p) {
				sum += math.Log(float64(p.asOf(lastExport).engagement()) + 0.5)
				n++
			}
		}
		if n < 5 {
			t.Fatalf("%d posts only", n)
		}
		return sum / float64(n)
	}
	form := func(platform, form string) float64 {
		return mean(func(p *post) bool { return p.channel.own() && p.channel.platform == platform && p.form == form })
	}
	later := func(name string, after bool) float64 {
		return mean(func(p *post) bool {
			return p.channel.own() && p.channel.name == name && p.at.Year() == 2026 == after
		})
	}
	ours := func(own func(*post) bool) float64 {
		return mean(func(p *post) bool { return p.channel.own() && own(p) })
	}
	tests := []struct {
		what      string
		high, low float64
		least     float64
	}{
		{"Instagram: short video over photo", form(instagram, "short_video"), form(instagram, "photo"), 0.3},
		{"Instagram: carousel over photo", form(instagram, "carousel"), form(instagram, "photo"), 0.2},
		{"Facebook: photo over link", form(facebook, "photo"), form(facebook, "link"), 0.3},
		{"LinkedIn: document over article", form(linkedin, "document"), form(linkedin, "article"), 0.3},
		{"Ahornberg Baby after the new ward", later("Ahornberg Baby", true), later("Ahornberg Baby", false), 0.1},
		{
			"boosted over not",
			ours(func(p *post) bool { return p.boosted && p.channel.platform == facebook }),
			ours(func(p *post) bool { return !p.boosted && p.channel.platform == facebook }), 0.6,
		},
		{
			"ordinary over promotional on Instagram",
			ours(func(p *post) bool { return !p.promotional && p.channel.platform == instagram }),
			ours(func(p *post) bool { return p.promotional && p.channel.platform == instagram }), 0.1,
		},
		{
			"Falkenried over us on Instagram",
			mean(func(p *post) bool {
				return p.channel.handle == "uniklinik.falkenried.example" && p.channel.platform == instagram
			}),
			ours(func(p *post) bool { return p.channel.platform == instagram }), 0.7,
		},
	}
	for _, tt := range tests {
		if tt.high-tt.low < tt.least {
			t.Errorf("%s: %.2f against %.2f, want a difference of %.2f", tt.what, tt.high, tt.low, tt.least)
		}
	}
}

func TestDatedEvents(t *testing.T) {
	last := time.Time{}
	linkedinYears := [2]int{}
	for _, row := range rowsOf(t, "competitors/competitor-posts-2024-2026.csv", ',')[1:] {
		at, err := time.Parse(time.RFC3339, row[3])
		if err != nil {
			t.Fatal(err)
		}
		if row[0] == "Klinik Silberbach" && row[2] == facebook {
			last = at
		}
		if row[0] == "Privatklinik Rosenegg" && row[2] == linkedin {
			linkedinYears[boolInt(at.After(day(2025, 10, 1)))]++
		}
		for _, name := range []string{"reach", "impressions", "saves", "clicks", "topic", "promotional", "boosted"} {
			if row[column(genericHeader, name)] != "" {
				t.Fatalf("%s of a competitor is public: %v", name, row)
			}
		}
	}
	if last.Before(day(2026, 3, 1)) || !last.Before(silberbachStopped) {
		t.Errorf("Klinik Silberbach's last Facebook post is of %s", last)
	}
	if linkedinYears[1] < 3*linkedinYears[0]/2 {
		t.Errorf("Privatklinik Rosenegg on LinkedIn: %v posts a year, want growth", linkedinYears)
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
