package totals

import (
	"cmp"
	"slices"
	"time"

	"auscult/analytics/social"
)

// part is a figure with its days counted from the quarter's first one: from is the first day, until the day after the last.
type part struct {
	from, until int
	figure      social.ChannelFigure
}

// Counted is what a page counted in the quarter, of the figures of one channel and metric; of all metrics, also those that
// posts do not count, as followers lost.
func Counted(figures []social.ChannelFigure, q social.Quarter, zone *time.Location) Page {
	return newComparison(q, zone).page(figures)
}

// page picks those figures that cover most days of the quarter without overlap; of several ways the one with the fewest
// figures, so that one that is of the whole quarter is taken at its word. A figure that reaches beyond the quarter is of no
// use: nobody knows what part of it fell into which days.
//
// It is the scheduling of weighted intervals (Kleinberg and Tardos, "Algorithm Design", 2006, section 6.1), day by day.
func (c comparison) page(figures []social.ChannelFigure) Page {
	ending := map[int][]part{}
	for _, f := range figures {
		p := part{dayOf(f.From.In(c.zone)) - c.first, dayOf(f.To.In(c.zone)) - c.first + 1, f}
		if p.from >= 0 && p.until <= c.days && p.from < p.until {
			ending[p.until] = append(ending[p.until], p)
		}
	}
	best := make([]choice, c.days+1) // of the days before each
	for until := 1; until <= c.days; until++ {
		best[until] = best[until-1]
		best[until].last = nil
		of := ending[until]
		slices.SortFunc(of, func(a, b part) int { // the choice must not depend on the order of the figures
			return cmp.Or(cmp.Compare(a.from, b.from), -cmp.Compare(a.figure.Value, b.figure.Value))
		})
		for i, p := range of {
			with := choice{best[p.from].days + p.until - p.from, best[p.from].parts + 1, &of[i]}
			if with.better(best[until]) {
				best[until] = with
			}
		}
	}
	page := Page{Days: best[c.days].days, Of: c.days}
	var total int64
	for until := c.days; until > 0; {
		last := best[until].last
		if last == nil {
			until--
			continue
		}
		page.Parts = append(page.Parts, last.figure)
		total += last.figure.Value
		until = last.from
	}
	slices.Reverse(page.Parts)
	if page.Days == page.Of {
		page.Total = &total
	}
	return page
}

// choice covers the days before a day.
type choice struct {
	days, parts int
	last        *part // which ends with the last of the days; nil: none does
}

func (c choice) better(other choice) bool {
	return cmp.Or(cmp.Compare(c.days, other.days), cmp.Compare(other.parts, c.parts)) > 0
}

// dayOf numbers the days of the calendar on which t is read in its own time zone.
func dayOf(t time.Time) int {
	return int(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
