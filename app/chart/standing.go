package chart

import (
	"slices"

	"gonum.org/v1/plot/vg"

	"auscult/analytics/engagement"
	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/language"
	"auscult/app/review"
)

// Standing returns the map of content forms (rows) and platforms (columns) on which we and a competitor have used them: in
// each cell the comparable rate of a typical post of ours over the competitors' median, and the sign of the verdict. Cells
// in which we are ahead are filled, those in which we are behind are framed; hatched ones have too few posts for a verdict.
func Standing(p review.Position, speak *language.Speaker) Figure {
	h := &heat{
		title: speak.T("chart.standing.title", language.Args{"Quarter": speak.Quarter(p.Question.Quarter)}), empty: p.FormsHeadline(speak),
		verdicts: map[position.Verdict]string{},
	}
	forms, platforms := standingForms(p)
	for _, platform := range platforms {
		h.columns = append(h.columns, heatColumn{platform.Name(), speak.T("chart.over." + string(social.ComparableDenominator(platform)))})
	}
	for row, form := range forms {
		h.rows = append(h.rows, speak.Form(form))
		for _, c := range p.ByForm() {
			if c.Form == form {
				h.cells = append(h.cells, newStandingCell(p, speak, c, row, slices.Index(platforms, c.Platform)))
				h.verdicts[c.Verdict] = p.Verdict(speak, c)
			}
		}
	}
	return h
}

// StandingHeight is how high the map of [Standing] should be, in the window's units.
func StandingHeight(p review.Position) float32 {
	forms, _ := standingForms(p)
	return 96 + 54*float32(len(forms))
}

// standingForms are the forms and platforms compared, in the order in which lists show them.
func standingForms(p review.Position) (forms []social.Form, platforms []social.Platform) {
	for _, c := range p.ByForm() {
		if !slices.Contains(forms, c.Form) {
			forms = append(forms, c.Form)
		}
		if !slices.Contains(platforms, c.Platform) {
			platforms = append(platforms, c.Platform)
		}
	}
	slices.SortFunc(forms, func(a, b social.Form) int { return a.Order() - b.Order() })
	return forms, platforms
}

func newStandingCell(p review.Position, speak *language.Speaker, c position.Criterion, row, column int) heatCell {
	cell := heatCell{
		row: row, column: column, label: p.Sentence(speak, c), value: p.Value(speak, c, c.Ours.Estimate.Value), verdict: c.Verdict,
		sure: c.Verdict != position.CannotTell, cell: engagement.Cell{Platform: c.Platform, Form: c.Form, Posts: len(c.IDs), IDs: c.IDs},
	}
	median, _, _, known := c.Median()
	switch {
	case c.Ours.Estimate.Clusters < stats.MinClusters:
		cell.value, cell.posts = "", speak.T("chart.too_few", language.Args{"Count": c.Ours.Posts})
	case !known:
		cell.posts = speak.T("chart.standing.theirs")
	default:
		cell.posts = speak.T("chart.standing.median", language.Args{"Median": p.Value(speak, c, median)})
	}
	return cell
}

// verdictKey explains the signs of the verdicts there are, best first.
func (h *heat) verdictKey(p pen, labels vg.Length) (items []keyItem) {
	text := 0.84 * labels
	for _, v := range []position.Verdict{position.Ahead, position.Even, position.Behind, position.CannotTell} {
		name, used := h.verdicts[v]
		if !used {
			continue
		}
		cell := heatCell{verdict: v, sure: v != position.CannotTell}
		items = append(items, p.sample(name, text, 1.6*text, p.Size().X, func(p pen, x, y vg.Length) {
			ink := p.fillCell(&cell, p.snapped(box(x, y, 1.6*text, 1.2*text)), labels)
			p.shape(v, vg.Point{X: x + 0.8*text, Y: y}, 0.36*text, ink)
		}))
	}
	return items
}
