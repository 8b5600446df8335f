package pages

import (
	"maps"
	"math"
	"slices"

	"fyne.io/fyne/v2/theme"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// wishesCard is where the manager says what is wanted of the quarter: hours, caution, goals, platforms, and behind buttons
// the hours of content forms, the staff and the limits of the house.
type wishesCard struct {
	desk *Desk
	card *blocks.Card
	wish func(review.Wishes)

	hours     *blocks.Amount
	caution   *blocks.Segments
	platforms *blocks.MultiChoice
	goals     map[strategy.GoalName]*blocks.Amount

	wishes review.Wishes
	shown  review.Strategy
}

// mostWeight is the highest weight that a slider gives a goal.
const mostWeight = 3

func newWishesCard(d *Desk, wish func(review.Wishes)) *wishesCard {
	c := &wishesCard{desk: d, wish: wish, goals: map[strategy.GoalName]*blocks.Amount{}}
	t := d.Speak.T
	c.hours = blocks.NewAmount(blocks.AmountOptions{
		Caption: t("page_strategy.hours"), Width: 260, High: 1, Step: 5,
		Write: func(v float64) string {
			return t("page_strategy.hours_value", language.Args{"Hours": d.Speak.Whole(v)})
		},
		OnChanged: func(v float64) { c.change(func(w *review.Wishes) { w.Hours = v }) },
	})
	c.caution = blocks.NewSegments(func(id string) {
		c.change(func(w *review.Wishes) { w.Caution = strategy.Caution(id) })
	})
	c.platforms = blocks.NewMultiChoice(blocks.MultiChoiceOptions{
		Caption: t("page_strategy.platforms"), All: t("window.context.all_platforms"), Width: 220, Canvas: d.Window.Canvas(),
		OnChanged: func(ids []string) { c.change(func(w *review.Wishes) { w.Off = c.off(ids) }) },
	})
	first := blocks.Flow(
		c.hours.Object(), blocks.Captioned(t("page_strategy.caution"), 300, c.caution.Object()), c.platforms.Object(),
	)
	goals := blocks.Flow()
	for _, name := range strategy.GoalNames() {
		amount := blocks.NewAmount(blocks.AmountOptions{
			Caption: d.Speak.Sentence(t("strategy.goal." + string(name))), Width: 184, High: mostWeight, Step: 0.5,
			Write:     func(v float64) string { return weightWords(d, v) },
			OnChanged: func(v float64) { c.change(func(w *review.Wishes) { w.Goals = c.weights(*w, name, v) }) },
		})
		c.goals[name] = amount
		goals.Add(amount.Object())
	}
	buttons := blocks.Flow(
		blocks.NewButtonWithIcon(t("page_strategy.goals"), theme.SettingsIcon(), func() { showGoals(d, c.wishes, c.set) }),
		blocks.NewButtonWithIcon(t("page_strategy.efforts"), theme.DocumentCreateIcon(), func() { showEfforts(d, c.wishes, c.set) }),
		blocks.NewButtonWithIcon(t("page_strategy.staff"), theme.AccountIcon(), func() { showStaff(d, c.wishes, c.set) }),
		blocks.NewButtonWithIcon(t("page_strategy.rules"), theme.ListIcon(), func() { showHouseRules(d, c.wishes, c.set) }),
		blocks.NewButtonWithIcon(t("page_strategy.reset"), theme.ViewRefreshIcon(), func() { c.set(review.Wishes{}) }),
	)
	c.card = blocks.NewCard(blocks.CardOptions{
		Title: t("page_strategy.wishes"), Subtitle: t("page_strategy.wishes_text"), Body: blocks.Column(first, goals, buttons),
	})
	return c
}

// weightWords says how much a goal matters.
func weightWords(d *Desk, v float64) string {
	if v == 0 {
		return d.Speak.T("page_strategy.no_weight")
	}
	return "× " + d.Speak.Figure(v)
}

// show brings the controls up to date with what was planned.
func (c *wishesCard) show(st review.Strategy) {
	c.shown, c.wishes = st, st.Wishes
	left := st.Plan.HoursLeft
	c.hours.Set(left, 0, math.Ceil(max(2*st.Plan.HoursNow, 1.25*left)/5)*5)
	var cautions []blocks.Option
	for _, level := range strategy.Cautions() {
		cautions = append(cautions, blocks.Option{ID: string(level), Label: c.desk.Speak.Sentence(c.desk.Speak.T("strategy.caution." + string(level)))})
	}
	c.caution.Set(cautions, string(st.Caution()))
	weights := c.wishes.GoalWeights()
	for name, amount := range c.goals {
		amount.Set(min(weights[name], mostWeight), 0, mostWeight)
	}
	var platforms []blocks.Option
	var on []string
	for _, p := range c.used() {
		platforms = append(platforms, blocks.Option{ID: string(p), Label: p.Name()})
		if !slices.Contains(c.wishes.Off, p) {
			on = append(on, string(p))
		}
	}
	c.platforms.Set(platforms, on)
}

// used are the platforms that can be planned.
func (c *wishesCard) used() []social.Platform {
	return slices.DeleteFunc(social.Platforms(), func(p social.Platform) bool {
		_, used := c.shown.Response.Usual[p]
		return !used
	})
}

// off are the platforms that were left out of a choice; an empty choice is all of them.
func (c *wishesCard) off(chosen []string) []social.Platform {
	if len(chosen) == 0 {
		return nil
	}
	return slices.DeleteFunc(c.used(), func(p social.Platform) bool { return slices.Contains(chosen, string(p)) })
}

// weights are the goals' weights with one changed. The last one that matters stays: without any there is nothing to plan
// for.
func (c *wishesCard) weights(w review.Wishes, name strategy.GoalName, v float64) map[strategy.GoalName]float64 {
	weights := maps.Clone(w.GoalWeights())
	weights[name] = v
	for _, weight := range weights {
		if weight > 0 {
			return weights
		}
	}
	weights[name] = 0.5
	return weights
}

func (c *wishesCard) change(how func(*review.Wishes)) {
	w := c.wishes
	how(&w)
	c.set(w)
}

func (c *wishesCard) set(w review.Wishes) {
	c.wishes = w
	c.wish(w)
}
