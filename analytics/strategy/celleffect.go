package strategy

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"auscult/analytics/mixed"
	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// relative is what a cell makes of a post against the average of its platform's posts, on the log scale.
func (m *model) relative(cell Cell) mixed.Effect {
	p := m.on[cell.Platform]
	e := p.fit.Doubted(append(p.relativeEntries(cell), p.average(cell.Platform)...))
	wider := distuv.StudentsT{Sigma: 1, Nu: e.DF}.Quantile(0.5+Level/2) / half // as wide as a normal one of this standard error
	variance := e.SE*e.SE*wider*wider + p.unseen(cell)
	return mixed.Effect{ // of a mixture of this and of no difference
		Mean: p.differ * e.Mean, SE: math.Sqrt(p.differ*variance + p.differ*(1-p.differ)*e.Mean*e.Mean),
	}
}

// averageEntries are those of the platform's average post.
func (p *part) averageEntries(platform social.Platform) []mixed.Entry {
	entries := p.layout.entry("platform", p.at(platform), 1)
	for _, x := range p.average(platform) {
		entries = append(entries, mixed.Entry{Column: x.Column, Value: -x.Value})
	}
	return entries
}

// average is the platform's average post taken away: the entries of its cells, by how many posts each has.
func (p *part) average(platform social.Platform) []mixed.Entry {
	var posts float64
	sums := make([]float64, p.layout.next)
	for _, row := range p.rows {
		if p.places[row.Stratum].platform == platform {
			posts++
		}
	}
	for at, i := range p.of {
		if p.places[p.rows[at].Stratum].platform == platform {
			for _, x := range p.relativeEntries(p.records[i].cell) {
				sums[x.Column] -= x.Value / posts
			}
		}
	}
	var entries []mixed.Entry
	for column, v := range sums {
		if v != 0 {
			entries = append(entries, mixed.Entry{Column: column, Value: v})
		}
	}
	return entries
}

// effect describes a cell for people.
func (m *model) effect(cell Cell, data measured) Effect {
	e := Effect{Serving: data.serving[cell]}
	if _, asked := data.serving[cell]; !asked {
		e.Serving = data.serving[Cell{Platform: cell.Platform}]
	}
	p := m.on[cell.Platform]
	if p == nil {
		e.Typical = stats.Estimate{Low: math.NaN(), High: math.NaN()}
		return e
	}
	own := map[int]bool{}
	for row, i := range p.of {
		if data.records[i].cell == cell {
			e.Posts++
			own[row] = true
		}
	}
	relative := m.relative(cell)
	e.Relative, e.SE = relative.Mean, relative.SE
	all := p.fit.Effect(p.cellEntries(cell))
	plain := p.fit.Effect(append(p.relativeEntries(cell), p.average(cell.Platform)...)).Mean
	e.Typical = estimateOf(all.Mean-(1-p.differ)*plain, math.Sqrt(all.SE*all.SE+p.unseen(cell)), e.Posts)
	e.OwnWeight, e.Market = p.ownWeight(cell), p.market != nil && p.market.users[cell] > 0
	return e
}

// ownWeight says how much of a cell's place among its platform's posts rests on its own posts: by which part the variance
// that there would be without any posts of ours has shrunk.
func (p *part) ownWeight(cell Cell) float64 {
	entries := p.relativeEntries(cell)
	prior := p.unseen(cell)
	for _, x := range entries {
		if at, there := p.layout.at["market"]; !there || x.Column != at {
			prior += p.fit.Prior([]mixed.Entry{x})
		}
	}
	e := p.fit.Effect(entries)
	return min(max(1-(e.SE*e.SE+p.unseen(cell))/max(prior, 1e-12), 0), 1)
}
