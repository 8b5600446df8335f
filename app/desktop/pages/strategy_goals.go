package pages

import (
	"slices"

	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// weightRow is a weight in the box of what counts for a goal.
type weightRow struct {
	group string // the text that names what it is a weight of
	name  string
	entry *widget.Entry
	put   func(*review.GoalDefinition, float64)
}

// showGoals shows what counts for each goal and lets it be changed: metrics, platforms, topics, audiences, each with a
// weight. What is left empty is not counted; platforms and audiences left empty count once.
func showGoals(d *Desk, w review.Wishes, set func(review.Wishes)) {
	t := d.Speak.T
	list := blocks.Column()
	var rows []*weightRow
	goal := strategy.GoalNames()[0]
	for _, name := range strategy.GoalNames() {
		if w.GoalWeights()[name] > 0 {
			goal = name
			break
		}
	}
	var choose *blocks.Segments
	// keep takes what is written over into the wishes; false where something is no number.
	keep := func() bool {
		definition := w.Definition(goal)
		first := map[string]float64{}
		rest := definition.Measures[min(1, len(definition.Measures)):]
		definition = review.GoalDefinition{Measures: append([]map[string]float64{first}, rest...)}
		for _, row := range rows {
			v, ok := readNumber(row.entry.Text)
			if !ok {
				d.Window.Canvas().Focus(row.entry)
				return false
			}
			if v != nil {
				row.put(&definition, *v)
			}
		}
		if len(first) == 0 {
			d.Window.Canvas().Focus(rows[0].entry)
			return false
		}
		w = w.Define(goal, definition)
		return true
	}
	draw := func() {
		rows = rowsOf(d, w.Definition(goal))
		list.Objects = nil
		for from := 0; from < len(rows); {
			to := from
			for to < len(rows) && rows[to].group == rows[from].group {
				to++
			}
			of := rows[from:to]
			list.Add(blocks.NewTable(blocks.TableOptions{
				Columns: []blocks.TableColumn{{Title: t(of[0].group), Width: 320, Grow: 3}, {Title: t("page_strategy.weight"), Width: 150}},
				Rows:    len(of), Step: len(of),
				Row: func(i int) []blocks.TableCell { return []blocks.TableCell{{Text: of[i].name}, {Object: of[i].entry}} },
			}))
			from = to
		}
		list.Refresh()
	}
	choose = blocks.NewSegments(func(id string) {
		if !keep() {
			choose.Set(choose.Options(), string(goal))
			return
		}
		goal = strategy.GoalName(id)
		draw()
	})
	var options []blocks.Option
	for _, name := range strategy.GoalNames() {
		options = append(options, blocks.Option{ID: string(name), Label: d.Speak.Sentence(t("strategy.goal." + string(name)))})
	}
	choose.Set(options, string(goal))
	draw()
	wishBox(d, t("page_strategy.goals"), t("page_strategy.goals_text"), choose.Object(), list, func() (review.Wishes, bool) {
		return w, keep()
	}, set)
}

// rowsOf are the weights of a goal: metrics first, then platforms, topics and audiences.
func rowsOf(d *Desk, definition review.GoalDefinition) []*weightRow {
	t := d.Speak.T
	var rows []*weightRow
	group := "page_strategy.weigh.metrics"
	add := func(name string, v float64, given bool, put func(*review.GoalDefinition, float64)) {
		row := &weightRow{group: group, name: name, entry: numberEntry(d, nil), put: put}
		if given {
			row.entry.SetText(d.Speak.Plain(v))
		}
		rows = append(rows, row)
	}
	var first map[string]float64
	if len(definition.Measures) > 0 {
		first = definition.Measures[0]
	}
	counted := []social.Metric{
		social.Reach, social.Impressions, social.Views, social.Reactions, social.Comments, social.Shares, social.Saves, social.Clicks, social.FollowersGained,
	}
	for _, m := range counted {
		v, given := first[m.String()]
		add(d.Speak.Sentence(t("metric."+m.String())), v, given, func(g *review.GoalDefinition, v float64) { g.Measures[0][m.String()] = v })
	}
	group = "page_strategy.weigh.platforms"
	for _, p := range social.Platforms() {
		v, given := definition.Platforms[p]
		add(p.Name(), v, given, func(g *review.GoalDefinition, v float64) {
			if g.Platforms == nil {
				g.Platforms = map[social.Platform]float64{}
			}
			g.Platforms[p] = v
		})
	}
	group = "page_strategy.weigh.topics"
	for _, topic := range social.Topics() {
		v, given := definition.Topics[topic]
		add(d.Speak.Topic(topic), v, given, func(g *review.GoalDefinition, v float64) {
			if g.Topics == nil {
				g.Topics = map[social.Topic]float64{}
			}
			g.Topics[topic] = v
		})
	}
	group = "page_strategy.weigh.audiences"
	for _, a := range social.Audiences() {
		v, given := definition.Audiences[a]
		add(t("audience."+string(a)), v, given, func(g *review.GoalDefinition, v float64) {
			if g.Audiences == nil {
				g.Audiences = map[social.Audience]float64{}
			}
			g.Audiences[a] = v
		})
	}
	return slices.Clip(rows)
}
