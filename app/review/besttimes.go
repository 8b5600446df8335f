package review

import (
	"context"
	"reflect"
	"sync"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// bestTimes says of organisations whether their posts appeared at their best times, ours under zero. It lacks those whose
// posts of the year show no clear difference between times.
type bestTimes map[social.OrganisationID]func(panel.Post) (best, known bool)

// keptTimes keeps the last answer: it takes a model for each organisation.
type keptTimes struct {
	mu       sync.Mutex
	holdings *Holdings // that it was computed from
	asked    Question
	others   []social.OrganisationID
	answer   bestTimes
}

// bestTimes works out everybody's best times, all by the comparable rate, which exists for all. Where that tells nothing of
// the competitors or of us, only ours are there, by the rate of the page Forms, so that both pages say the same. Without
// wait nothing is worked out: known is false where no answer has been kept.
func (r *Reviewer) bestTimes(ctx context.Context, h *Holdings, q Question, others []social.OrganisationID, wait bool) (answer bestTimes, known bool, err error) {
	q.Competitors, q.Everyone = false, false
	kept := &r.bestKnown
	if !wait {
		if !kept.mu.TryLock() {
			return nil, false, nil // it is being worked out
		}
	} else {
		kept.mu.Lock()
	}
	defer kept.mu.Unlock()
	if kept.holdings == h && reflect.DeepEqual(kept.asked, q) && reflect.DeepEqual(kept.others, others) {
		return kept.answer, true, nil
	}
	if !wait {
		return nil, false, nil
	}
	if answer, err = r.findBestTimes(ctx, h, q, others); err != nil {
		return nil, false, err
	}
	kept.holdings, kept.asked, kept.others, kept.answer = h, q, others, answer
	return answer, true, nil
}

func (r *Reviewer) findBestTimes(ctx context.Context, h *Holdings, q Question, others []social.OrganisationID) (bestTimes, error) {
	found := bestTimes{}
	comparable := q
	comparable.Measure = engagement.ComparableRate
	for _, id := range others {
		theirs := comparable
		theirs.Organisation = id
		t, err := h.timing(ctx, theirs)
		if err != nil {
			return nil, err
		}
		found.add(id, t)
	}
	if len(found) > 0 {
		ours, err := h.timing(ctx, comparable)
		if err != nil {
			return nil, err
		}
		if found.add(0, ours); found[0] != nil {
			return found, nil
		}
	}
	ours, err := r.Timing(ctx, q)
	if err != nil {
		return nil, err
	}
	alone := bestTimes{}
	alone.add(0, ours)
	return alone, nil
}

// add takes note of an organisation's best times, if any are better than others for sure.
func (b bestTimes) add(id social.OrganisationID, t Timing) {
	if t.Response.Clear() {
		b[id] = func(post panel.Post) (best, known bool) { return t.Response.Best(post.Published(), post.DayOnly()) }
	}
}
