package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"auscult/analytics/mixed"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// StrategyQuestion asks for the mix of a quarter.
type StrategyQuestion struct {
	Quarter social.Quarter // to plan; zero: the one after the latest that the exports cover
	Wishes  *Wishes        // nil: those of the workspace
}

// Strategy is the page Strategy: the recommended mix of a quarter, with how far it can be trusted.
type Strategy struct {
	Quarter social.Quarter // planned
	Base    social.Quarter // the one before, whose mix is the present one
	Wishes  Wishes
	// Response is what posts bring, Plan the recommended mix. Both are missing where there are too few posts.
	Response *strategy.Response
	Plan     strategy.Plan
	// Assurance is how far it can be trusted; nil until [Strategy.Assured] has worked it out.
	Assurance *strategy.Assurance
	// Lacking says why there is no plan; nil where there is one. It is [mixed.ErrTooFewRows] or
	// [strategy.ErrNothingMeasured].
	Lacking  error
	Exported time.Time // when the newest figures were exported
	Invented bool      // the sample: every figure in it is made up

	planner *strategy.Planner
	basis   basis
	posts   map[strategy.Cell][]social.PostID // of the quarter before
}

// learning keeps what was learnt last: another limit needs another plan, but not to learn anew.
type learning struct {
	mu       sync.Mutex
	holdings *Holdings
	quarter  social.Quarter
	goals    []strategy.Goal
	response *strategy.Response
	err      error
}

// Strategy recommends a mix. Wishes that mean nothing are errors that wrap [strategy.ErrWishes]; too few posts are none.
func (r *Reviewer) Strategy(ctx context.Context, q StrategyQuestion) (Strategy, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Strategy{}, err
	}
	s := Strategy{Quarter: q.Quarter, Exported: h.LastExport, Invented: h.Settings.Invented}
	if s.Quarter.IsZero() && !h.LastQuarter().IsZero() {
		s.Quarter = h.LastQuarter().Next()
	}
	if q.Wishes != nil {
		s.Wishes = *q.Wishes
	} else if s.Wishes, err = r.Wishes(ctx); err != nil {
		return Strategy{}, err
	}
	if err := s.Wishes.Check(); err != nil {
		return Strategy{}, err
	}
	if s.Quarter.IsZero() {
		s.Lacking = strategy.ErrNothingMeasured
		return s, nil
	}
	s.Base = s.Quarter.Previous()
	until := s.Quarter.Start(h.Settings.Zone())
	ours := h.posts.Where(panel.Filter{Organisations: mineOrNobody(h.Ours())})
	looked := ours.Between(until.Add(-strategy.DefaultWeeks*7*24*time.Hour), until)
	s.basis = basisOf(looked, true, false, func(panel.Post) bool { return true })
	response, err := r.learn(ctx, h, s, ours, looked, until)
	switch {
	case errors.Is(err, mixed.ErrTooFewRows), errors.Is(err, strategy.ErrNothingMeasured):
		s.Lacking = err
		return s, nil
	case err != nil:
		return Strategy{}, fmt.Errorf("review: %w", err)
	}
	s.Response = response
	s.basis.lacked, s.basis.young = response.Lacking, response.Young
	s.basis.used = response.Used
	before := ours.Where(panel.Filter{Quarter: s.Base})
	s.posts = cellPosts(before)
	now := strategy.MixOf(before)
	if now.Posts() == 0 {
		s.Lacking = strategy.ErrNothingMeasured
		return s, nil
	}
	if s.planner, err = strategy.NewPlanner(response, s.Wishes.planned(now)); err != nil {
		return Strategy{}, err
	}
	if s.Plan, err = s.planner.Plan(ctx); err != nil {
		return Strategy{}, err
	}
	return s, nil
}

// mineOrNobody returns the organisations, and one that does not exist where there are none: an empty list would mean
// everybody.
func mineOrNobody(ids []social.OrganisationID) []social.OrganisationID {
	if len(ids) == 0 {
		return []social.OrganisationID{-1}
	}
	return ids
}

// learn learns what posts bring, or returns what was learnt last where nothing has changed.
func (r *Reviewer) learn(ctx context.Context, h *Holdings, s Strategy, ours, looked *panel.Panel, until time.Time) (*strategy.Response, error) {
	kept := &r.learnt
	kept.mu.Lock()
	defer kept.mu.Unlock()
	goals := s.Wishes.goals()
	if kept.holdings == h && kept.quarter == s.Quarter && reflect.DeepEqual(kept.goals, goals) {
		return kept.response, kept.err
	}
	worded, err := r.withHealthTexts(ctx, ours, looked)
	if err != nil {
		return nil, err
	}
	d := strategy.Data{Posts: worded, Until: until, Audience: func(id social.ChannelID) social.Audience {
		c, _ := h.Channel(id)
		return c.Audience
	}}
	for _, rival := range h.Competitors() {
		d.Others = append(d.Others, h.posts.Where(panel.Filter{Organisations: []social.OrganisationID{rival}}))
	}
	response, err := strategy.Learn(ctx, d, goals)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	kept.holdings, kept.quarter, kept.goals, kept.response, kept.err = h, s.Quarter, goals, response, err
	return response, err
}

// Assured works out how far the plan can be trusted: seconds of work, of which progress is told (nil: nobody). Its only
// error is the context's.
func (s Strategy) Assured(ctx context.Context, progress func(part float64)) (Strategy, error) {
	if s.planner == nil {
		return s, nil
	}
	a, err := s.planner.Assure(ctx, s.Plan, progress)
	if err != nil {
		return Strategy{}, err
	}
	s.Assurance = &a
	return s, nil
}

// Judge judges another mix by the same figures: what it brings, its hours and the limits it breaks.
func (s Strategy) Judge(m strategy.Mix) strategy.Plan {
	if s.planner == nil {
		return strategy.Plan{}
	}
	return s.planner.Judge(m)
}

// Wishes returns what the workspace keeps of the manager's wishes; what was never set is as Auscult begins with.
func (r *Reviewer) Wishes(ctx context.Context) (Wishes, error) {
	document, err := r.workspace.StrategySettings(ctx)
	if err != nil {
		return Wishes{}, err
	}
	return wishesFrom(document)
}

// SetWishes keeps the manager's wishes in the workspace. Its errors wrap [strategy.ErrWishes] where they mean nothing.
func (r *Reviewer) SetWishes(ctx context.Context, w Wishes) error {
	if err := w.Check(); err != nil {
		return err
	}
	document, err := w.document()
	if err != nil {
		return err
	}
	return r.workspace.SetStrategySettings(ctx, document)
}

// TightLimits are the limits that the plan breaks or lies at, those broken first, then by what they cost, with their price as
// far as it is known; free is how many others there are.
func (s Strategy) TightLimits() (tight []strategy.Limit, free int) {
	for i, l := range s.Plan.Limits {
		if !l.Binding && l.Broken == 0 {
			free++
			continue
		}
		if s.Assurance != nil {
			l.Price = s.Assurance.Prices[i]
		}
		tight = append(tight, l)
	}
	slices.SortStableFunc(tight, func(a, b strategy.Limit) int {
		return cmp.Or(cmp.Compare(b.Broken, a.Broken), cmp.Compare(b.Price, a.Price))
	})
	return tight, free
}

// HoursFor answers how many hours are needed to bring by a part more than the present mix; see [strategy.Planner.HoursFor].
func (s Strategy) HoursFor(ctx context.Context, lift float64) (float64, error) {
	if s.planner == nil {
		return 0, s.Lacking
	}
	hours, _, err := s.planner.HoursFor(ctx, lift)
	return hours, err
}

// Experiment is the test in alternate weeks that would answer what is worth testing; see [strategy.Planner.Experiment].
func (s Strategy) Experiment(t strategy.Test) (strategy.Experiment, error) {
	if s.planner == nil {
		return strategy.Experiment{}, s.Lacking
	}
	return s.planner.Experiment(s.Plan, t, s.Quarter, s.Plan.Seed)
}
