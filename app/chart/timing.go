package chart

import (
	"math"

	"auscult/analytics/engagement"
	"auscult/analytics/timing"
	"auscult/app/language"
	"auscult/app/review"
)

// strongest is the factor at which a cell of [Timing] has the strongest colour; at its reciprocal it has the palest.
const strongest = 1.5

// Timing returns the map of weekdays (rows) and hours (columns): in each cell how many times as much a post earns as at
// our usual times, and how many posts that rests on. Its last column is the whole day, its last row the whole week; these
// are what the data tell best. Cells without posts are blank, few posts are hatched. A star marks what may be the best
// among those of its kind, where any are behind; without stars nothing can be told apart. The colours run from a third
// less (palest) to half as much again (strongest), which undo each other.
func Timing(t review.Timing, speak *language.Speaker) Figure {
	h := &heat{
		title: speak.T("chart.timing.title"), empty: t.Headline(speak),
		words: heatWords{
			colour: speak.T("chart.timing.colour"), half: speak.T("chart.timing.less"), twice: speak.T("chart.timing.more"),
			best: speak.T("chart.timing.best"), mostly: speak.T("chart.timing.mostly"),
		},
	}
	r := t.Response
	if !t.Enough() {
		return h
	}
	columns := map[int]int{} // of each block of hours with posts
	for block, e := range r.Hours {
		if e.Posts > 0 {
			columns[block] = len(h.columns)
			h.columns = append(h.columns, heatColumn{name: review.HourName(block)})
		}
	}
	allDay := len(h.columns)
	h.columns = append(h.columns, heatColumn{name: speak.T("chart.timing.all_day")})
	slots, next := r.Slots, 0
	for day, e := range r.Weekdays {
		row := len(h.rows)
		h.rows = append(h.rows, speak.Weekday(timing.Weekday(day)))
		for ; next < len(slots) && slots[next].Weekday == day; next++ {
			slot := slots[next]
			h.addTime(speak, row, columns[slot.Block], slot.Effect, r.SlotsDiffer(), t.SlotSentence(speak, slot))
		}
		if e.Posts > 0 {
			h.addTime(speak, row, allDay, e, r.WeekdaysDiffer(), t.WeekdaySentence(speak, day))
		}
	}
	if h.totals = len(columns) > 0; h.totals {
		h.rows = append(h.rows, speak.T("chart.timing.all_week"))
		for block, e := range r.Hours {
			if e.Posts > 0 {
				h.addTime(speak, len(h.rows)-1, columns[block], e, r.HoursDiffer(), t.HourSentence(speak, block))
			}
		}
	}
	return h
}

// TimingHeight is how high the map should be, in the window's units, for its cells to be read easily.
func TimingHeight(t review.Timing) float32 {
	if !t.Enough() {
		return 80
	}
	return 60 + 42*float32(len(t.Response.Weekdays)+1)
}

func (h *heat) addTime(speak *language.Speaker, row, column int, e timing.Effect, differ bool, sentence string) {
	doublings := math.Log(e.Times.Value) / math.Log(strongest)
	h.cells = append(h.cells, heatCell{
		row: row, column: column, label: sentence, value: speak.Ratio(e.Times.Value),
		posts: speak.T("chart.posts", language.Args{"Count": e.Posts}),
		sure:  e.Posts >= timing.Enough, best: differ && e.TopGroup,
		strength: (min(max(doublings, -1), 1) + 1) / 2, compared: true,
		cell: engagement.Cell{Posts: e.Posts, IDs: e.IDs},
	})
}
