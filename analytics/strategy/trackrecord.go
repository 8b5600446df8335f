package strategy

import (
	"slices"

	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// TrackRecord is how the promises of several quarters turned out.
type TrackRecord struct {
	// Points are the quarters with a judgement, oldest first: what was promised against what came.
	Points []TrackPoint
	// Held is how many of them kept their promise, as a part with Wilson's interval; a promise made with [Level] is meant to
	// be kept that often. Nil without points.
	Held *stats.Estimate
	Kept int
	// Verdicts counts all quarters, those without a judgement too.
	Verdicts map[Verdict]int
	// Cells is how many typical posts of cells lay where they were to lie, of CellsSeen, over all quarters that were over;
	// CellsHeld is the part. Cells of one quarter share its luck, so that Wilson's interval is somewhat too narrow.
	Cells, CellsSeen int
	CellsHeld        *stats.Estimate
	// Places counts the points by [Record.Place], in five parts of equal width: were the promises right, they would be
	// filled alike; too many in the first mean that too much is promised, too many at both ends that the ranges are narrow.
	Places [5]int
}

// TrackPoint is a quarter of a track record.
type TrackPoint struct {
	Quarter  social.Quarter
	Verdict  Verdict
	Promised Span           // for the plan
	Expected Span           // for what was published in its place
	Range    Span           // in which what came was to lie
	Observed stats.Estimate // what came
}

// TrackRecordOf adds records up, whatever their order.
func TrackRecordOf(records []Record) TrackRecord {
	t := TrackRecord{Verdicts: map[Verdict]int{}}
	for _, r := range records {
		t.Verdicts[r.Verdict]++
		if r.Verdict != TooEarly {
			for _, c := range r.Cells {
				if len(c.Posts) > 0 && c.Posts[0].Observed.N > 0 { // the first goal: others are of the same posts
					t.CellsSeen++
					if c.Posts[0].Held {
						t.Cells++
					}
				}
			}
		}
		if !r.Verdict.Judged() {
			continue
		}
		if r.Verdict == PromiseKept {
			t.Kept++
		}
		t.Points = append(t.Points, TrackPoint{r.Quarter, r.Verdict, *r.Promised, *r.Expected, *r.Range, *r.Observed})
		t.Places[min(int(r.Place*float64(len(t.Places))), len(t.Places)-1)]++
	}
	slices.SortStableFunc(t.Points, func(a, b TrackPoint) int {
		switch {
		case a.Quarter.Before(b.Quarter):
			return -1
		case b.Quarter.Before(a.Quarter):
			return 1
		}
		return 0
	})
	t.Held, t.CellsHeld = shareOf(t.Kept, len(t.Points)), shareOf(t.Cells, t.CellsSeen)
	return t
}

// shareOf is a part of all with Wilson's interval; nil where there is nothing.
func shareOf(of, all int) *stats.Estimate {
	e, err := stats.Wilson(of, all, Level)
	if err != nil { // of none
		return nil
	}
	return &e
}
