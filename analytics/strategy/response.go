package strategy

import (
	"context"
	"fmt"
	"math"
	"slices"

	"auscult/analytics/social"
	"auscult/analytics/stats"
)

// Level is how often an interval shown to people holds the truth.
const Level = 0.90

// draws is how many draws of the effects the intervals of a plan rest on.
const draws = 400

// seed makes draws and searches repeatable.
const seed = 20261124

// Response is what posts of each cell bring to the goals, as learnt from what was published.
type Response struct {
	Cells []Cell // what may be planned, as lists show it
	Goals []GoalResponse
	// Usual is how many posts a week each platform got on average.
	Usual map[social.Platform]float64
	// Reference is the average quarter of what was looked at, in posts; parts of posts are kept.
	Reference map[Cell]float64
	// Shares are which part of a cell's posts explains medicine ([EducationRule]), and which part of its posts on health
	// topics names a source ([SourcesRule]).
	Shares map[RuleKind]map[Cell]float64
	// Posts is how many posts of ours there are, Used how many the figures of the first goal rest on.
	Posts, Used, Young, Lacking int
	// Rivals is how many competitors' posts helped.
	Rivals int

	weeks int // looked at
}

// GoalResponse is what posts bring to one goal.
type GoalResponse struct {
	Goal
	// By is what counts on each platform. A platform that is not in it cannot be measured for the goal and counts nothing.
	By      map[social.Platform]Measure
	Effects []Effect // of each cell
	// Crowding is β: with twice the posts on a platform each brings 2^−β as much. Repetition is δ, the same for posts of
	// one cell beyond one a week.
	Crowding   map[social.Platform]stats.Estimate
	Repetition stats.Estimate

	model *model
}

// Effect is what a post of a cell brings.
type Effect struct {
	Posts int // it rests on
	// Typical is what to expect of a post that is not boosted, at the platform's usual number of posts; in what the goal
	// counts. Its value is 0 and its interval NaN where the platform cannot be measured.
	Typical stats.Estimate
	// Relative is the same against the average of the platform's posts, on the log scale, and SE its standard error.
	Relative, SE float64
	// OwnWeight is how much of that rests on the cell's own posts; the rest comes from cells like it and, where Market says
	// so, from competitors' posts of the same kind.
	OwnWeight float64
	Market    bool
	// Serving is which part of its posts matters to the goal.
	Serving float64
}

// Learn learns from the data what posts bring to each goal with a weight above zero. Goals that cannot be measured on any
// platform are left out; when none is left, the error is [ErrNothingMeasured]. Other errors are those of
// [auscult/analytics/mixed.REML], above all [auscult/analytics/mixed.ErrTooFewRows] and the context's.
func Learn(ctx context.Context, d Data, goals []Goal) (*Response, error) {
	ours := historyOf(d.Posts, d.Until, d.Weeks)
	market, rivals, err := marketOf(ctx, d)
	if err != nil {
		return nil, err
	}
	r := &Response{Usual: ours.usual, Reference: map[Cell]float64{}, Posts: len(ours.records), Rivals: rivals, weeks: ours.weeks}
	r.Cells = plannable(ours, market)
	r.Shares = map[RuleKind]map[Cell]float64{
		EducationRule: ours.shares(func(r record) (yes, known bool) { return r.post.Topic().Health(), r.post.Topic() != "" }),
		SourcesRule: ours.shares(func(r record) (yes, known bool) {
			return r.post.Wording().Source, r.post.Wording().Known && r.post.Topic().Health()
		}),
	}
	for cell, n := range ours.mix {
		r.Reference[cell] = float64(n) * quarterWeeks / float64(ours.weeks)
	}
	weights := map[GoalName]float64{}
	var names []GoalName
	for _, g := range goals {
		weights[g.Name] = g.Weight
		names = append(names, g.Name)
	}
	shares := shared(weights, names)
	for _, g := range goals {
		if shares[g.Name] == 0 {
			continue
		}
		m := ours.measure(g, d.Audience)
		if len(m.records) == 0 {
			continue
		}
		fitted, err := fit(ctx, m, market, r.Cells)
		if err != nil {
			return nil, fmt.Errorf("strategy: %s: %w", g.Name, err)
		}
		g.Weight = shares[g.Name]
		if len(r.Goals) == 0 {
			r.Used, r.Young, r.Lacking = len(m.records), m.young, m.lacking
		}
		r.Goals = append(r.Goals, r.describe(g, m, fitted))
	}
	if len(r.Goals) == 0 {
		return nil, ErrNothingMeasured
	}
	return r, nil
}

// plannable are the cells that we used, and the forms that competitors use on platforms where we are.
func plannable(ours *history, market *market) []Cell {
	var cells []Cell
	for cell := range ours.mix {
		if cell.Form != "" {
			cells = append(cells, cell)
		}
	}
	for cell, users := range market.users {
		if _, there := ours.usual[cell.Platform]; there && !cell.Promotional && cell.Form != "" && users >= 2 {
			cells = append(cells, cell)
		}
	}
	slices.SortFunc(cells, CompareCells)
	return slices.Compact(cells)
}

// describe reads the effects out of a fitted model.
func (r *Response) describe(g Goal, m measured, fitted *model) GoalResponse {
	response := GoalResponse{Goal: g, By: m.by, Crowding: map[social.Platform]stats.Estimate{}, model: fitted}
	for _, cell := range r.Cells {
		response.Effects = append(response.Effects, fitted.effect(cell, m))
	}
	for _, p := range fitted.parts {
		for _, place := range p.places {
			response.Crowding[place.platform] = p.slope(p.crowding(place.platform), mostCrowding)
		}
		response.Repetition = p.slope(p.repetition(), mostRepetition)
	}
	return response
}

// The bounds of what crowding and repetition can be: more posts never make each better, and a platform's total never falls
// by almost as much as is added.
const (
	mostCrowding   = 0.9
	mostRepetition = 0.5
)

// half is half the width of an interval of [Level], in standard errors.
var half = normalQuantile(0.5 + Level/2)

func estimateOf(log, se float64, n int) stats.Estimate {
	return stats.Estimate{Value: math.Exp(log), Low: math.Exp(log - half*se), High: math.Exp(log + half*se), N: n}
}
