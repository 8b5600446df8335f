// Package simulation is the proving ground of recommended mixes: worlds in which it is known what posts bring, so that it
// can be told how good a plan is, what it promised and what it kept.
//
// A world is one hospital with four quarters of posts on six platforms, and five competitors of whom only what is public
// is seen. It has what makes the question hard: few posts per cell, heavy tails, campaigns, boosted posts that are more
// often videos, platforms that drift while short videos grow, busy seasons that are also better ones, and posts that crowd
// each other. The numbers were set before the model was written, so that it could not be fitted to them; what they left open:
// crowding sets in relative to the usual number of posts, repetition above one post of a kind a week, and hours per post
// are the program's own defaults.
//
//	table := simulation.Run(ctx, simulation.Condition{Posts: 60}, 200, progress)
package simulation

import (
	"math"
	"math/rand/v2"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// Condition is what worlds are like.
type Condition struct {
	Name        string
	Posts       int  // a quarter, on average
	Competitors int  // how many
	Hill        bool // saturation is Hill's, which no model here assumes
	Equal       bool // all cells are equal and every post takes an hour: there is nothing to find
	Still       bool // nothing drifts, and there are no seasons
	// The stresses, each alone or together.
	HeavyTails bool    // residuals are t with 3 degrees of freedom, and viral posts Pareto with 1.5
	NoReach    bool    // every fifth post lacks its figures
	Rare       bool    // half of the cells have had three posts at most
	Break      bool    // one platform changes what it counts in the middle of the last quarter
	Mislabel   float64 // which part of posts has the wrong form
	Duplicates float64 // which part of posts is there twice
	HiddenAds  float64 // which part of boosted posts is not known to be
}

// pairs are the content forms of the platforms, 27 in all.
var pairs = []struct {
	platform social.Platform
	level    float64 // log of a typical post's engagement
	forms    []social.Form
}{
	{social.Facebook, 3.6, []social.Form{social.Photo, social.Carousel, social.Video, social.ShortVideo, social.Link, social.Event}},
	{social.Instagram, 4.2, []social.Form{social.Photo, social.Carousel, social.ShortVideo, social.Story, social.Infographic}},
	{social.YouTube, 3.4, []social.Form{social.Video, social.ShortVideo, social.Live}},
	{social.LinkedIn, 3.5, []social.Form{social.Photo, social.Document, social.Video, social.Text, social.Link, social.Poll}},
	{social.X, 2.2, []social.Form{social.Text, social.Photo, social.Link, social.Video}},
	{social.TikTok, 3.2, []social.Form{social.ShortVideo, social.Carousel, social.Live}},
}

// centres are what content forms are around, on the log scale.
var centres = map[social.Form]float64{
	social.Photo: 0.1, social.Carousel: 0.3, social.Video: 0.2, social.ShortVideo: 0.35, social.Link: -0.4, social.Event: -0.2,
	social.Story: -0.3, social.Infographic: 0.15, social.Live: 0.1, social.Document: 0.2, social.Text: -0.1, social.Poll: 0.1,
}

const (
	quarters     = 4
	quarterWeeks = 13
	weeks        = quarters * quarterWeeks
)

// end is when the data end; it is only a date to count back from.
var end = time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)

// World is one hospital and its competitors, with the truth about them.
type World struct {
	Condition
	Ours   *panel.Panel
	Others []*panel.Panel
	Now    strategy.Mix // of the last quarter

	truth  truth
	noise  map[social.Platform]float64 // standard deviation of posts
	used   map[strategy.Cell]int       // posts of ours a cell rests on
	us     *organisation
	season float64         // where in its year the season that is busier stands at the beginning
	broken social.Platform // with [Condition.Break]
}

// truth is what posts really bring.
type truth struct {
	level     map[social.Platform]float64 // at the end of the data, with all that makes an average post of a typical one
	cell      map[strategy.Cell]float64   // against its platform
	crowding  map[social.Platform]float64
	repeating float64
	usual     map[social.Platform]float64 // posts a week
	half      map[social.Platform]float64 // of Hill's curve, in times of the usual number
}

// organisation is one hospital of a world while it is made.
type organisation struct {
	truth
	drift    map[social.Platform]float64
	noise    map[social.Platform]float64
	boost    bool
	habit    map[strategy.Cell]float64 // posts a week at the end
	promoted float64
}

// New makes a world. The same seed makes the same one.
func New(c Condition, seed uint64) *World {
	r := rand.New(rand.NewPCG(seed, 4711))
	w := &World{Condition: c, used: map[strategy.Cell]int{}}
	market := pattern(r, c, nil, 0)
	w.season = r.Float64() * 2 * math.Pi
	w.us = newOrganisation(r, c, pattern(r, c, market, 0.2), float64(c.Posts), true)
	w.Ours, w.Now, w.broken = w.us.publish(r, c, w.season, 1, w.used)
	for i := range c.Competitors {
		rival := newOrganisation(r, c, pattern(r, c, market, 0.2), float64(c.Posts)*(0.6+0.8*r.Float64()), false)
		posts, _, _ := rival.publish(r, c, w.season, social.OrganisationID(i+2), nil)
		w.Others = append(w.Others, posts)
	}
	w.truth, w.noise = w.us.truth, w.us.noise
	return w
}

// pattern draws what cells are against their platform: anew, or around another with a deviation.
func pattern(r *rand.Rand, c Condition, around map[strategy.Cell]float64, sd float64) map[strategy.Cell]float64 {
	cells := map[strategy.Cell]float64{}
	form := map[social.Form]float64{}
	promoted := -0.4 + 0.15*r.NormFloat64()
	byForm := map[social.Form]float64{}
	for _, p := range pairs {
		for _, f := range p.forms {
			if _, drawn := form[f]; !drawn {
				form[f] = centres[f] + 0.3*r.NormFloat64()
				byForm[f] = 0.15 * r.NormFloat64()
			}
			pair := 0.3 * r.NormFloat64()
			for _, promotional := range []bool{false, true} {
				cell := strategy.Cell{Platform: p.platform, Form: f, Promotional: promotional}
				switch {
				case c.Equal:
					cells[cell] = 0
				case around != nil:
					cells[cell] = around[cell] + sd*r.NormFloat64()
				case promotional:
					cells[cell] = form[f] + pair + promoted + byForm[f] + 0.12*r.NormFloat64()
				default:
					cells[cell] = form[f] + pair + 0.12*r.NormFloat64()
				}
			}
		}
	}
	return cells
}

func newOrganisation(r *rand.Rand, c Condition, cells map[strategy.Cell]float64, posts float64, boost bool) *organisation {
	o := &organisation{
		truth: truth{
			level: map[social.Platform]float64{}, cell: cells, crowding: map[social.Platform]float64{},
			repeating: 0.05 + 0.15*r.Float64(), usual: map[social.Platform]float64{}, half: map[social.Platform]float64{},
		},
		drift: map[social.Platform]float64{}, noise: map[social.Platform]float64{}, habit: map[strategy.Cell]float64{},
		boost: boost, promoted: 0.1 + 0.2*r.Float64(),
	}
	if c.Equal {
		o.repeating = 0
	}
	var sum float64
	for _, p := range pairs {
		o.level[p.platform] = p.level + 0.4*r.NormFloat64()
		o.drift[p.platform] = 0.25 * r.NormFloat64()
		o.noise[p.platform] = 0.8 + 0.4*r.Float64()
		o.crowding[p.platform] = 0.15 + 0.35*r.Float64()
		o.half[p.platform] = 0.7 + 0.8*r.Float64()
		if c.Equal {
			o.level[p.platform], o.crowding[p.platform] = 3.5, 0.3
		}
		size := math.Exp(0.3 * r.NormFloat64())
		if c.Equal {
			size = 1
		}
		var on float64
		weights := map[strategy.Cell]float64{}
		for _, f := range p.forms {
			rare := c.Rare && r.Float64() < 0.5
			for _, promotional := range []bool{false, true} {
				cell := strategy.Cell{Platform: p.platform, Form: f, Promotional: promotional}
				share := math.Exp(0.6*r.NormFloat64() + 0.3*cells[cell]) // habit knows little of what is good
				if promotional {
					share *= o.promoted / (1 - o.promoted)
				}
				if rare {
					share *= 0.05
				}
				weights[cell] = share
				on += share
			}
		}
		for cell, share := range weights {
			o.habit[cell] = size * share / on
		}
		sum += size
	}
	for cell := range o.habit {
		o.habit[cell] *= posts / quarterWeeks / sum
	}
	return o
}
