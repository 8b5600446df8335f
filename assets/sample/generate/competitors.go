package main

// competitorHabit is one competitor on one platform, short.
type competitorHabit struct {
	platform     string
	perQuarter   [2]float64
	followers    [2]float64
	offset       float64 // log level against ours at the end of the data
	drift        float64 // per year, in addition to the platform's
	video, promo float64 // how much more (or less) short video than usual; promotional share
}

// competitor is an invented hospital across town.
type competitor struct {
	name, handle string
	german       float64
	steady       bool
	habits       []competitorHabit
}

// competitors are four characters: one clearly ahead on Instagram (Falkenried),
// one growing fast on LinkedIn (Rosenegg), one that stopped posting on Facebook
// on 17 April 2026 (Silberbach), and a steady, small one (Morgenau).
var competitors = []competitor{
	{"Klinik Silberbach", "klinik.silberbach", 0.35, false, []competitorHabit{
		{facebook, [2]float64{36, 34}, [2]float64{9800, 10100}, -0.10, -0.10, 1, 0.16},
		{instagram, [2]float64{26, 32}, [2]float64{6100, 8200}, -0.20, 0, 1, 0.14},
		{youtube, [2]float64{6, 7}, [2]float64{1200, 1650}, -0.60, 0, 0.7, 0.15},
		{linkedin, [2]float64{20, 24}, [2]float64{5200, 7100}, -0.30, 0, 1, 0.08},
		{x, [2]float64{18, 16}, [2]float64{1420, 1390}, -0.40, 0, 1, 0.10},
	}},
	{"Spital Morgenau", "spital.morgenau", 0.85, true, []competitorHabit{
		{facebook, [2]float64{29, 29}, [2]float64{4600, 4820}, -0.45, 0.05, 0.5, 0.10},
		{instagram, [2]float64{28, 28}, [2]float64{2900, 3500}, -0.55, 0, 0.5, 0.08},
		{linkedin, [2]float64{16, 16}, [2]float64{1900, 2350}, -0.70, 0, 0.3, 0.06},
	}},
	{"Universitätsklinik Falkenried", "uniklinik.falkenried", 0, false, []competitorHabit{
		{facebook, [2]float64{28, 27}, [2]float64{26200, 27600}, 0.35, 0, 1.2, 0.04},
		{instagram, [2]float64{40, 46}, [2]float64{21000, 33500}, 1.30, 0.05, 1.5, 0.03},
		{youtube, [2]float64{11, 13}, [2]float64{9100, 13200}, 0.70, 0, 1.2, 0.03},
		{linkedin, [2]float64{23, 24}, [2]float64{24300, 33000}, 0.50, -0.05, 1, 0.03},
		{x, [2]float64{15, 11}, [2]float64{8600, 8300}, 0.50, 0, 1, 0.03},
		{tiktok, [2]float64{12, 17}, [2]float64{12000, 30500}, 0.80, 0.05, 1, 0.02},
	}},
	{"Privatklinik Rosenegg", "privatklinik.rosenegg", 0.15, false, []competitorHabit{
		{facebook, [2]float64{20, 18}, [2]float64{5400, 5650}, -0.30, 0, 1, 0.30},
		{instagram, [2]float64{34, 36}, [2]float64{9200, 12100}, 0.05, 0, 1, 0.26},
		{youtube, [2]float64{5, 6}, [2]float64{1050, 1400}, -0.50, 0, 1, 0.25},
		{linkedin, [2]float64{9, 40}, [2]float64{3800, 12500}, 0.45, 0.50, 1, 0.12},
		{tiktok, [2]float64{0, 16}, [2]float64{120, 3900}, -0.20, 0, 1, 0.20},
	}},
}

// silberbachStopped is the day of the last Facebook posts of Klinik Silberbach.
var silberbachStopped = day(2026, 4, 18)

// competitorChannels turns the habits into channels. Form mixes and topics are
// ours with the competitor's taste; form effects are ours plus a deviation.
func competitorChannels() []*channel {
	pattern := func(platform string) *channel {
		for _, c := range ownChannels() {
			if c.platform == platform {
				return c
			}
		}
		panic("no channel on " + platform)
	}
	taste := func(forms []weight, video float64) []weight {
		var out []weight
		for _, f := range forms {
			if f.name == "short_video" {
				f.share *= video
			}
			out = append(out, f)
		}
		return out
	}
	var all []*channel
	for _, k := range competitors {
		for _, h := range k.habits {
			like := pattern(h.platform)
			c := &channel{
				key: k.handle + "/" + h.platform, organisation: k.name, name: k.name,
				platform: h.platform, handle: k.handle + ".example",
				perQuarter: h.perQuarter, followers: h.followers, offset: h.offset, drift: h.drift,
				formsThen: taste(like.formsThen, h.video), formsNow: taste(like.formsNow, h.video),
				topics: like.topics, german: k.german, promo: h.promo, steady: k.steady,
			}
			switch {
			case h.platform == x:
				c.handle = underscored(k.handle) + "_example"
			case h.platform == tiktok:
				c.handle = "@" + c.handle
			case k.name == "Klinik Silberbach" && h.platform == facebook:
				c.to = silberbachStopped
			}
			r := stream("pattern " + c.key)
			for _, f := range platform(h.platform).forms {
				c.deviation = append(c.deviation, weight{f.form, r.normal(marketDeviation)})
			}
			all = append(all, c)
		}
	}
	return all
}

// underscored replaces the dots that X does not allow in a handle.
func underscored(handle string) string {
	b := []byte(handle)
	for i := range b {
		if b[i] == '.' {
			b[i] = '_'
		}
	}
	return string(b)
}
