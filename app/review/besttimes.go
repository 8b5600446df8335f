package review

import (
	"context"
	"errors"
	"reflect"
	"runtime"
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
	found, err := h.comparedTimes(ctx, q, others)
	if err != nil || found[0] != nil && len(found) > 1 {
		return found, err
	}
	ours, err := r.Timing(ctx, q)
	if err != nil {
		return nil, err
	}
	alone := bestTimes{}
	alone.add(0, ours)
	return alone, nil
}

// comparedTimes are the best times of us and of the others by the comparable rate. Each takes a model of its own, so they
// are worked out beside each other.
func (h *Holdings) comparedTimes(ctx context.Context, q Question, others []social.OrganisationID) (bestTimes, error) {
	q.Measure = engagement.ComparableRate
	whose := append([]social.OrganisationID{0}, others...)
	answers, errs := make([]Timing, len(whose)), make([]error, len(whose))
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, id := range whose {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			of := q
			if id != 0 {
				of.Organisation = id
			}
			answers[i], errs[i] = h.timing(ctx, of)
		})
	}
	all.Wait()
	found := bestTimes{}
	for i, id := range whose {
		found.add(id, answers[i])
	}
	return found, errors.Join(errs...)
}

// add takes note of an organisation's best times, if any are better than others for sure.
func (b bestTimes) add(id social.OrganisationID, t Timing) {
	if t.Response.Clear() {
		b[id] = func(post panel.Post) (best, known bool) { return t.Response.Best(post.Published(), post.DayOnly()) }
	}
}
