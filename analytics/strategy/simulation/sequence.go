package simulation

import (
	"context"
	"math/rand/v2"
	"strconv"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// postOf is a post of a panel as it was put in, but for its campaign's name and what the analyses do not need.
func postOf(p panel.Post) social.Post {
	post := social.Post{
		ID: p.ID(), Channel: p.Channel(), Platform: p.Platform(), Form: p.Form(), PublishedAt: p.Published(),
		Promotional: p.Promotional(), Boosted: p.Boosted(), ObservedAt: p.Observed(), Metrics: p.Metrics(),
	}
	if n := p.Cluster(); n < 0 { // of a campaign
		post.Campaign = strconv.Itoa(n)
	}
	return post
}

// Sequence plans several quarters in a row, from a cold start: only one quarter of posts is known at first, each plan is
// carried out, and what comes of it is learnt from. It returns what each quarter's mix really brings, as a part of what the
// best one would, and so whether trying what is not known well pays over time. The world should be [Condition.Still].
func Sequence(ctx context.Context, c Condition, seed uint64, caution strategy.Caution, quarters int) ([]float64, error) {
	w := New(c, seed)
	known := w.Ours.Between(end.Add(-quarterWeeks*7*24*time.Hour), end)
	all := []*panel.Panel{known}
	wishes := w.wishes()
	wishes.Caution = caution
	var ratios []float64
	for quarter := range quarters {
		until := end.Add(time.Duration(quarter) * quarterWeeks * 7 * 24 * time.Hour)
		response, err := strategy.Learn(ctx, strategy.Data{Posts: joined(all), Until: until}, goal())
		if err != nil {
			return nil, err
		}
		wishes.Hours = hoursOf(w.Now)
		planner, err := strategy.NewPlanner(response, wishes)
		if err != nil {
			return nil, err
		}
		plan, err := planner.Plan(ctx)
		if err != nil {
			return nil, err
		}
		cells, problem := planner.Search()
		best, err := w.oracle(ctx, cells, problem, plan.Mix())
		if err != nil {
			return nil, err
		}
		ratios = append(ratios, w.Value(plan.Mix())/w.Value(best))
		wishes.Now = plan.Mix()
		all = append(all, w.quarterAfter(plan.Mix(), quarter, seed))
	}
	return ratios, nil
}

func hoursOf(m strategy.Mix) float64 {
	var hours float64
	efforts := strategy.DefaultEfforts()
	for _, cell := range m.Cells() {
		hours += float64(m[cell]) * efforts[cell.Form].PerPost
	}
	return hours
}

// joined are the posts of several panels together.
func joined(all []*panel.Panel) *panel.Panel {
	var b panel.Builder
	for k, p := range all {
		for i := range p.Len() {
			post := postOf(p.At(i))
			if post.Campaign != "" { // campaigns of different panels are different ones
				post.Campaign += " of " + strconv.Itoa(k)
			}
			b.Add(post, p.At(i).Organisation())
		}
	}
	return b.Panel(time.UTC, time.January)
}

// quarterAfter are the posts of a mix in the quarter that comes so many after the data end.
func (w *World) quarterAfter(mix strategy.Mix, after int, seed uint64) *panel.Panel {
	from := end.Add(time.Duration(after) * quarterWeeks * 7 * 24 * time.Hour)
	s := stream{
		organisation: w.us, r: rand.New(rand.NewPCG(seed, 900+uint64(after))), c: w.Condition, season: w.season, id: 1,
		number: social.PostID(1_000_000 * (after + 1)), from: from, observed: from.Add(quarterWeeks*7*24*time.Hour + 30*24*time.Hour), broken: w.broken,
	}
	for week, of := range spreadOver(mix, seed+uint64(after)) {
		s.week(weeks+week, of)
	}
	return s.b.Panel(time.UTC, time.January)
}
