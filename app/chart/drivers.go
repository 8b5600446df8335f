package chart

import (
	"math"

	"auscult/analytics/drivers"
	"auscult/analytics/engagement"
	"auscult/app/language"
	"auscult/app/review"
)

// Drivers returns the effects of a group, largest first: a dot for how many times as much posts with it earn as the
// others, and a line for the range in which the truth lies in 9 of 10 cases, on an axis of ratios around "no difference".
// Clear differences have a filled dot in the accent colour and bold words, all others a hollow grey one.
func Drivers(d review.Drivers, g review.DriverGroup, speak *language.Speaker) Figure {
	r := &ranking{
		title: speak.T("chart.drivers.title", language.Args{"Group": speak.T("drivers.group." + string(g))}),
		empty: d.Headline(speak),
		words: rankingWords{
			best: speak.T("chart.drivers.clear"), behind: speak.T("chart.drivers.unclear"), interval: speak.T("chart.key.interval"),
		},
		axis: axis{
			title: speak.T("chart.drivers.axis"), log: true, origin: 1, low: 1 / 1.25, top: 1.25,
			write: func(v float64) string { return speak.Figure(math.Round(100*v) / 100) },
		},
	}
	if !d.Enough() {
		return r
	}
	for _, e := range d.In(g) {
		row := rankingRow{
			cell: engagement.Cell{Posts: e.Posts, IDs: e.IDs}, standing: behind, name: d.Name(speak, e), label: d.Sentence(speak, e),
			posts: speak.T("chart.posts", language.Args{"Count": e.Posts}),
		}
		if e.Times == nil {
			row.posts = speak.T("chart.too_few", language.Args{"Count": e.Posts})
			r.rows = append(r.rows, row)
			continue
		}
		r.addEffect(row, e, speak)
	}
	r.axis.low, r.axis.top = r.axis.low/1.05, r.axis.top*1.05
	return r
}

func (r *ranking) addEffect(row rankingRow, e drivers.Effect, speak *language.Speaker) {
	row.cell.Typical, row.value = e.Times, speak.Ratio(e.Times.Value)
	if e.Flagged {
		row.standing = best
	}
	r.axis.low, r.axis.top = min(r.axis.low, max(e.Times.Low, 1.0/20)), max(r.axis.top, min(e.Times.High, 20))
	r.rows, r.drawn = append(r.rows, row), r.drawn+1
}

// DriversHeight is how high the chart of a group should be, in the window's units, for its rows to be read easily.
func DriversHeight(d review.Drivers, g review.DriverGroup) float32 {
	return 100 + 30*float32(len(d.In(g)))
}
