package simulation

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// What a post is made of, on the log scale.
const (
	seasonal     = 0.15
	weekly       = 0.3 // how much the number of posts varies, with the platform and by itself
	campaignSD   = 0.3
	campaignSize = 6
	boosting     = 1.2
	viralShare   = 0.02
	viralMean    = 2.0
	viralSD      = 0.5
)

// publish lets an organisation publish for four quarters and returns what is seen of it, the mix of the last quarter, and
// the platform that changes what it counts where one does.
func (o *organisation) publish(r *rand.Rand, c Condition, season float64, id social.OrganisationID, used map[strategy.Cell]int) (*panel.Panel, strategy.Mix, social.Platform) {
	counts := o.counts(r, season)
	o.usual = usual(counts)
	s := stream{organisation: o, r: r, c: c, season: season, id: id, from: end, observed: end.Add(30 * 24 * time.Hour), used: used}
	now := strategy.Mix{}
	s.broken = pairs[r.IntN(len(pairs))].platform
	for week := range weeks {
		s.week(week, counts[week])
		if week >= weeks-quarterWeeks {
			for cell, n := range counts[week] {
				if n > 0 {
					now[cell] += n
				}
			}
		}
	}
	return s.b.Panel(time.UTC, time.January), now, s.broken
}

// Quarter is the one after the data end.
func Quarter() social.Quarter { return social.QuarterOf(end, time.January) }

// Next lets our hospital publish a mix in the quarter after the data end, and returns these posts alone, as an export a
// month after the quarter sees them. The truth is the same, drift and season go on, and the posts are new. Each platform's
// are spread evenly over the weeks, as a calendar does. The same seed gives the same posts.
func (w *World) Next(mix strategy.Mix, seed uint64) *panel.Panel {
	return w.Weeks(end, spreadOver(mix, seed), seed)
}

// spreadOver spreads each platform's posts evenly over the weeks of a quarter.
func spreadOver(mix strategy.Mix, seed uint64) []strategy.Mix {
	r := rand.New(rand.NewPCG(seed, 814))
	spread := make([]strategy.Mix, quarterWeeks)
	for week := range spread {
		spread[week] = strategy.Mix{}
	}
	for _, p := range pairs {
		var posts []strategy.Cell
		for _, cell := range cells() {
			if cell.Platform == p.platform {
				posts = append(posts, slices.Repeat([]strategy.Cell{cell}, mix[cell])...)
			}
		}
		r.Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
		for i, cell := range posts {
			spread[i*quarterWeeks/len(posts)][cell]++
		}
	}
	return spread
}

// Weeks is as [World.Next], but for mixes that are said week by week; the first week begins at from, some days after the
// data end.
func (w *World) Weeks(from time.Time, mixes []strategy.Mix, seed uint64) *panel.Panel {
	s := stream{
		organisation: w.us, r: rand.New(rand.NewPCG(seed, 815)), c: w.Condition, season: w.season, id: 1, number: 1_000_000,
		from: from, observed: end.Add(quarterWeeks*7*24*time.Hour + 30*24*time.Hour), broken: w.broken,
	}
	for week, mix := range mixes {
		s.week(weeks+week, mix)
	}
	return s.b.Panel(time.UTC, time.January)
}

// stream is an organisation while it publishes.
type stream struct {
	*organisation
	r        *rand.Rand
	c        Condition
	season   float64
	id       social.OrganisationID
	from     time.Time // when the first week after the data begins
	observed time.Time
	broken   social.Platform
	used     map[strategy.Cell]int // nil: nobody asks

	b        panel.Builder
	campaign float64 // the present one's luck
	left     int     // posts that it still has
	name     string
	number   social.PostID
}

// week lets a week's posts appear, in an order by chance.
func (s *stream) week(week int, counts map[strategy.Cell]int) {
	r := s.r
	total := map[social.Platform]int{}
	var order []strategy.Cell
	for _, cell := range cells() {
		total[cell.Platform] += counts[cell]
		order = append(order, slices.Repeat([]strategy.Cell{cell}, counts[cell])...)
	}
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, cell := range order {
		if s.left == 0 {
			s.campaign, s.left = campaignSD*r.NormFloat64(), 1+r.IntN(2*campaignSize-1)
			s.name = strconv.Itoa(int(s.id)) + "-" + strconv.Itoa(int(s.number))
		}
		s.left--
		s.number++
		s.post(week, cell, float64(total[cell.Platform]), float64(counts[cell]))
	}
}

// post lets one post appear, in a week in which its platform and its cell have so many.
func (s *stream) post(week int, cell strategy.Cell, onPlatform, ofCell float64) {
	r, c, o := s.r, s.c, s.organisation
	years := float64(week-weeks) * 7 / 365.25
	seasonal := seasonal
	if c.Still {
		years, seasonal = 0, 0
	}
	log := o.level[cell.Platform] + o.cell[cell] + o.drift[cell.Platform]*years +
		seasonal*math.Sin(2*math.Pi*float64(week)/52+s.season) + s.campaign + o.residual(r, c, cell.Platform)
	log += math.Log(o.crowd(c, cell.Platform, onPlatform)) + math.Log(o.repeat(ofCell))
	if c.Break && cell.Platform == s.broken && week >= weeks-quarterWeeks/2 {
		log += 0.7
	}
	boosted := o.boost && r.Float64() < boostChance(cell)
	if boosted {
		log += boosting
	}
	published := s.from.Add(time.Duration(week-weeks) * 7 * 24 * time.Hour).Add(time.Duration(r.IntN(7*24*60)) * time.Minute)
	p := social.Post{
		ID: s.number, Channel: social.ChannelID(s.id)*100 + social.ChannelID(cell.Platform.Order()), Platform: cell.Platform,
		PublishedAt: published, Form: seenForm(r, c, cell), Campaign: s.name,
		Promotional: social.AnswerOf(cell.Promotional), Boosted: social.AnswerOf(boosted && r.Float64() >= c.HiddenAds),
		ObservedAt: s.observed,
	}
	if !o.boost {
		p.Campaign, p.Boosted = "", social.Unsaid // not public
	}
	if !c.NoReach || r.Float64() > 0.2 {
		p.Metrics.Set(social.Reactions, poisson(r, math.Exp(log)))
		p.Metrics.Set(social.Comments, 0)
		if s.used != nil {
			s.used[cell]++
		}
	}
	s.b.Add(p, s.id)
	if r.Float64() < c.Duplicates {
		s.b.Add(p, s.id)
	}
}

// cells are all cells in an order of their own.
func cells() []strategy.Cell {
	var all []strategy.Cell
	for _, p := range pairs {
		for _, f := range p.forms {
			all = append(all, strategy.Cell{Platform: p.platform, Form: f}, strategy.Cell{Platform: p.platform, Form: f, Promotional: true})
		}
	}
	return all
}

// counts draws how many posts of each cell each week has: short videos grow, and the season that is better is busier.
func (o *organisation) counts(r *rand.Rand, season float64) []map[strategy.Cell]int {
	all := make([]map[strategy.Cell]int, weeks)
	for week := range all {
		all[week] = map[strategy.Cell]int{}
		years := float64(week-weeks) * 7 / 365.25
		swing := seasonal * math.Sin(2*math.Pi*float64(week)/52+season)
		platform := map[social.Platform]float64{}
		for _, p := range pairs {
			platform[p.platform] = swing + weekly*r.NormFloat64()
		}
		for _, cell := range cells() {
			rate := o.habit[cell] * math.Exp(platform[cell.Platform]+weekly*r.NormFloat64()-weekly*weekly)
			if cell.Form == social.ShortVideo {
				rate *= math.Exp(0.8 * years)
			}
			all[week][cell] = int(distuv.Poisson{Lambda: rate, Src: r}.Rand())
		}
	}
	return all
}

func usual(counts []map[strategy.Cell]int) map[social.Platform]float64 {
	all := map[social.Platform]float64{}
	for _, week := range counts {
		for cell, n := range week {
			all[cell.Platform] += float64(n)
		}
	}
	for platform := range all {
		all[platform] /= weeks
	}
	return all
}

// crowd is what each post keeps where a platform has so many posts in a week.
func (t *truth) crowd(c Condition, p social.Platform, posts float64) float64 {
	relative := max(posts, 1) / max(t.usual[p], 1)
	if c.Hill { // each of n posts gets n^(s−1)/(n^s + h^s) with s = 1.4, as much as at the usual number where n is that
		const s = 1.4
		hill := func(x float64) float64 { return math.Pow(x, s-1) / (math.Pow(x, s) + math.Pow(t.half[p], s)) }
		return hill(relative) / hill(1)
	}
	return math.Pow(relative, -t.crowding[p])
}

// repeat is what each of so many posts of one cell in a week keeps.
func (t *truth) repeat(posts float64) float64 { return math.Pow(max(posts, 1), -t.repeating) }

func (o *organisation) residual(r *rand.Rand, c Condition, p social.Platform) float64 {
	e := o.noise[p] * r.NormFloat64()
	if c.HeavyTails {
		e = o.noise[p] * distuv.StudentsT{Sigma: 1 / math.Sqrt(3), Nu: 3, Src: r}.Rand()
	}
	if r.Float64() < viralShare {
		if c.HeavyTails {
			return e + math.Log(distuv.Pareto{Xm: math.Exp(viralMean - 1), Alpha: 1.5, Src: r}.Rand())
		}
		e += viralMean + viralSD*r.NormFloat64()
	}
	return e
}

func boostChance(c strategy.Cell) float64 {
	chance := 0.06
	if c.Form == social.Video || c.Form == social.ShortVideo {
		chance *= 2
	}
	if c.Promotional {
		chance *= 2
	}
	return chance
}

func seenForm(r *rand.Rand, c Condition, cell strategy.Cell) social.Form {
	if r.Float64() >= c.Mislabel {
		return cell.Form
	}
	for _, p := range pairs {
		if p.platform == cell.Platform {
			return p.forms[r.IntN(len(p.forms))]
		}
	}
	return cell.Form
}

// poisson draws a count; for large means it is as good as the mean itself.
func poisson(r *rand.Rand, mean float64) int64 {
	if mean > 1e6 { // with heavy tails a post can exceed every count there is
		return int64(min(mean, 1e12))
	}
	return int64(distuv.Poisson{Lambda: mean, Src: r}.Rand())
}
