package pages

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// ruleRow is a limit in the box of the house's limits.
type ruleRow struct {
	rule      strategy.Rule
	on        *widget.Check
	low, high *widget.Entry
}

// inPercent reports whether the rule's bounds are shares, which people write as per cent.
func inPercent(k strategy.RuleKind) bool {
	switch k {
	case strategy.ShareRule, strategy.FormShareRule, strategy.EducationRule, strategy.SourcesRule:
		return true
	}
	return false
}

// showHouseRules shows the limits of the house and lets them be changed: each with its bounds, on or off, and new ones for
// a platform, a content form, promotional posts.
func showHouseRules(d *Desk, w review.Wishes, set func(review.Wishes)) {
	t := d.Speak.T
	list := blocks.Tight()
	var rows []*ruleRow
	scaled := func(k strategy.RuleKind, v *float64, by float64) *float64 {
		if v == nil || !inPercent(k) {
			return v
		}
		scaled := *v * by
		return &scaled
	}
	add := func(r strategy.Rule) {
		row := &ruleRow{rule: r, on: widget.NewCheck("", nil)}
		row.on.SetChecked(!r.Off)
		row.low, row.high = numberEntry(d, scaled(r.Kind, r.Low, 100)), numberEntry(d, scaled(r.Kind, r.High, 100))
		row.low.SetPlaceHolder(t("page_strategy.no_bound"))
		row.high.SetPlaceHolder(t("page_strategy.no_bound"))
		rows = append(rows, row)
	}
	var draw func()
	draw = func() {
		list.Objects = nil
		list.Add(blocks.NewTable(blocks.TableOptions{
			Columns: []blocks.TableColumn{
				{Title: "", Width: 34},
				{Title: t("page_strategy.rule"), Width: 320, Grow: 3},
				{Title: t("page_strategy.least"), Width: 110},
				{Title: t("page_strategy.most"), Width: 110},
				{Title: "", Width: 40},
			},
			Rows: len(rows), Step: max(len(rows), 1),
			Row: func(i int) []blocks.TableCell {
				r := rows[i]
				return []blocks.TableCell{
					{Object: r.on},
					{Text: review.RuleName(d.Speak, r.rule), Wraps: true},
					{Object: r.low},
					{Object: r.high},
					{Object: quietButton(theme.DeleteIcon(), func() {
						rows = slices.Delete(rows, i, i+1)
						draw()
					})},
				}
			},
		}))
		list.Refresh()
	}
	for _, r := range w.AppliedRules() {
		add(r)
	}
	draw()
	fresh := newRuleChoice(d, func(r strategy.Rule) {
		add(r)
		draw()
		d.Window.Canvas().Focus(rows[len(rows)-1].high)
	})
	wishBox(d, t("page_strategy.rules"), t("page_strategy.rules_text"), fresh.Container, list, func() (review.Wishes, bool) {
		kept := []strategy.Rule{}
		for _, row := range rows {
			low, ok1 := readNumber(row.low.Text)
			high, ok2 := readNumber(row.high.Text)
			row.rule.Low, row.rule.High = scaled(row.rule.Kind, low, 0.01), scaled(row.rule.Kind, high, 0.01)
			row.rule.Off = !row.on.Checked
			if !ok1 || !ok2 || row.rule.Check() != nil {
				d.Window.Canvas().Focus(row.high)
				return review.Wishes{}, false
			}
			kept = append(kept, row.rule)
		}
		w.Rules, w.Pins = kept, nil
		return w, true
	}, set)
}

// ruleChoice is the line in which a new limit is put together.
type ruleChoice struct {
	*fyne.Container
	kind, platform, form *blocks.Choice
	promotional          *widget.Check
	button               *blocks.Button
	rule                 strategy.Rule
}

// newRuleChoice returns the line; add is called with each new limit.
func newRuleChoice(d *Desk, add func(strategy.Rule)) *ruleChoice {
	t := d.Speak.T
	c := &ruleChoice{}
	c.kind = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_strategy.new_rule"), Width: 230, Framed: true, OnChanged: func(id string) { c.rule.Kind = strategy.RuleKind(id) }})
	c.platform = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("rules.platform"), Width: 140, Framed: true, OnChanged: func(id string) { c.rule.Platform = social.Platform(id) }})
	c.form = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("show.form"), Width: 170, Framed: true, OnChanged: func(id string) { c.rule.Form = social.Form(id) }})
	c.promotional = widget.NewCheck(t("page_strategy.only_promotional"), nil)
	var kinds []blocks.Option
	for _, k := range strategy.RuleKinds() {
		kinds = append(kinds, blocks.Option{ID: string(k), Label: t("strategy.kind." + string(k))})
	}
	platforms, forms := []blocks.Option{{Label: t("window.context.all_platforms")}}, []blocks.Option{{Label: t("page_strategy.all_forms")}}
	for _, p := range social.Platforms() {
		platforms = append(platforms, blocks.Option{ID: string(p), Label: p.Name()})
	}
	for _, f := range social.Forms() {
		forms = append(forms, blocks.Option{ID: string(f), Label: d.Speak.Form(f)})
	}
	c.rule.Kind = strategy.PostsRule
	c.kind.Set(kinds, string(c.rule.Kind))
	c.platform.Set(platforms, "")
	c.form.Set(forms, "")
	c.button = blocks.NewButtonWithIcon(t("rules.add"), theme.ContentAddIcon(), func() {
		r := c.rule
		if yes := true; c.promotional.Checked {
			r.Promotional = &yes
		}
		add(r)
	})
	c.Container = blocks.Flow(c.kind.Object(), c.platform.Object(), c.form.Object(), blocks.Captioned(" ", 130, c.promotional), blocks.Captioned(" ", 110, c.button))
	return c
}
