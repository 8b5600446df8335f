package chart

import (
	"auscult/app/language"
	"auscult/app/review"
)

// Promises returns what came of the mixes that were adopted against what was promised for them, a row for each quarter that
// can be judged, oldest first: a filled dot for what came, a hollow mark for what was promised for what was published, and a
// line for where it was to lie in 9 of 10 cases. It is the program's score of its own advice; dots that lie on their lines
// nine times in ten, as often left of the hollow mark as right of it, speak for it.
func Promises(t review.TrackRecord, speak *language.Speaker) Figure {
	f := &expectation{
		title: speak.T("chart.promises.title"), empty: t.Headline(speak), write: speak.Change,
		words: expectationWords{
			promise: speak.T("chart.promises.came"), reach: speak.T("chart.promises.range"), before: speak.T("chart.promises.promised"),
			axis: speak.T("chart.promises.axis"), keyPromise: speak.T("chart.promises.key_came"),
			keyBefore: speak.T("chart.promises.key_promised"), interval: speak.T("chart.promises.key_range"),
		},
	}
	for _, p := range t.Over.Points {
		args := language.Args{
			"Quarter": speak.Quarter(p.Quarter), "Observed": speak.Change(p.Observed.Value), "Expected": speak.Change(p.Expected.Value),
			"Low": speak.Change(p.Range.Low), "High": speak.Change(p.Range.High),
		}
		f.rows = append(f.rows, expectationRow{
			name: speak.Quarter(p.Quarter), label: speak.T("chart.promises.row", args), corrected: true, lowered: true,
			value: p.Observed.Value, low: p.Range.Low, high: p.Range.High, before: p.Expected.Value,
			promise: speak.Change(p.Observed.Value), reach: speak.T("chart.expectation.from_to", args), former: speak.Change(p.Expected.Value),
		})
		f.low, f.top = min(f.low, p.Range.Low, p.Observed.Value), max(f.top, p.Range.High, p.Observed.Value, p.Expected.Value)
	}
	f.low, f.top = 1.05*f.low, max(1.05*f.top, 0.1)
	return f
}

// PromisesHeight is how high the chart should be, in the window's units, for its rows to be read easily.
func PromisesHeight(t review.TrackRecord) float32 { return 110 + 34*float32(len(t.Over.Points)) }
