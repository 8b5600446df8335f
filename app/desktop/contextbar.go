package desktop

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// contextBar says what is being looked at, on every page: whose posts, which quarter, which figure, which platforms. It
// is hidden while there is nothing to look at.
type contextBar struct {
	object       fyne.CanvasObject
	speak        *language.Speaker
	ask          func(review.Question)
	question     review.Question
	holdings     *review.Holdings
	organisation *blocks.Choice
	quarter      *blocks.Stepper
	measure      *blocks.Choice
	platforms    *blocks.MultiChoice
	audiences    *blocks.MultiChoice // hidden while no channel is for any
	sections     *blocks.MultiChoice // hidden while no channel belongs to any
}

func newContextBar(speak *language.Speaker, canvas fyne.Canvas, ask func(review.Question)) *contextBar {
	b := &contextBar{speak: speak, ask: ask}
	t := speak.T
	b.organisation = blocks.NewChoice(blocks.ChoiceOptions{
		Caption: t("window.context.organisation"), Width: 230, OnChanged: b.chooseOrganisation,
	})
	b.quarter = blocks.NewStepper(blocks.ChoiceOptions{
		Caption: t("window.context.quarter"), Width: 130, OnChanged: b.chooseQuarter,
	})
	b.measure = blocks.NewChoice(blocks.ChoiceOptions{
		Caption: t("window.context.measure"), Width: 200, OnChanged: func(id string) {
			b.question.Measure = engagement.Measure(id)
			b.ask(b.question)
		},
	})
	b.platforms = blocks.NewMultiChoice(blocks.MultiChoiceOptions{
		Caption: t("window.context.platforms"), All: t("window.context.all_platforms"), Width: 190, Canvas: canvas,
		OnChanged: func(ids []string) {
			b.question.Platforms = nil
			for _, id := range ids {
				b.question.Platforms = append(b.question.Platforms, social.Platform(id))
			}
			b.ask(b.question)
		},
	})
	b.audiences = blocks.NewMultiChoice(blocks.MultiChoiceOptions{
		Caption: t("window.context.audience"), All: t("window.context.all_audiences"), Width: 190, Canvas: canvas,
		OnChanged: func(ids []string) {
			b.question.Audiences = nil
			for _, id := range ids {
				b.question.Audiences = append(b.question.Audiences, social.Audience(id))
			}
			b.ask(b.question)
		},
	})
	b.sections = blocks.NewMultiChoice(blocks.MultiChoiceOptions{
		Caption: t("window.context.section"), All: t("window.context.all_sections"), Width: 190, Canvas: canvas,
		OnChanged: func(ids []string) {
			b.question.Sections = ids
			b.ask(b.question)
		},
	})
	b.object = blocks.Pane(blocks.PaneOptions{Bottom: true, Wide: true, Body: blocks.Flow(
		b.organisation.Object(), b.quarter.Object(), b.measure.Object(), b.platforms.Object(),
		b.audiences.Object(), b.sections.Object(),
	)})
	b.object.Hide()
	return b
}

// allTime is the identifier of the choice of all quarters.
const allTime = "all"

// show brings the bar up to date.
func (b *contextBar) show(h *review.Holdings, q review.Question) {
	b.question, b.holdings = q, h
	if h == nil || h.Posts() == 0 {
		b.object.Hide()
		return
	}
	organisations := make([]blocks.Option, len(h.Organisations))
	for i, o := range h.Organisations {
		organisations[i] = blocks.Option{ID: strconv.FormatInt(int64(o.ID), 10), Label: o.Name}
	}
	chosen := q.Organisation
	if ours := h.Ours(); chosen == 0 && len(ours) > 0 {
		chosen = ours[0]
	}
	b.organisation.Set(organisations, strconv.FormatInt(int64(chosen), 10))

	quarters := []blocks.Option{}
	for _, quarter := range h.Quarters() {
		quarters = append(quarters, blocks.Option{ID: quarter.String(), Label: b.speak.Quarter(quarter)})
	}
	quarters = append(quarters, blocks.Option{ID: allTime, Label: b.speak.Quarter(social.Quarter{})})
	quarter := allTime
	if !q.Quarter.IsZero() {
		quarter = q.Quarter.String()
	}
	b.quarter.Set(quarters, quarter)
	b.showMeasures(q)

	platforms := []blocks.Option{}
	for _, p := range social.Platforms() {
		if slices.ContainsFunc(h.Channels, func(c social.Channel) bool { return c.Platform == p }) {
			platforms = append(platforms, blocks.Option{ID: string(p), Label: p.Name()})
		}
	}
	ids := make([]string, len(q.Platforms))
	for i, p := range q.Platforms {
		ids[i] = string(p)
	}
	b.platforms.Set(platforms, ids)
	b.showAudiences(h, q)
	b.object.Show()
}

// offerMeasure says whether the page that is shown follows the measure: elsewhere it is not there to choose.
func (b *contextBar) offerMeasure(follows bool) { show(b.measure.Object(), follows) }

// showAudiences offers the audiences and sections that channels are said to have.
func (b *contextBar) showAudiences(h *review.Holdings, q review.Question) {
	var audiences, sections []blocks.Option
	for _, a := range h.Audiences() {
		audiences = append(audiences, blocks.Option{ID: string(a), Label: review.AudienceName(b.speak, a)})
	}
	for _, s := range h.Sections() {
		sections = append(sections, blocks.Option{ID: s, Label: review.SectionName(b.speak, s)})
	}
	chosen := make([]string, len(q.Audiences))
	for i, a := range q.Audiences {
		chosen[i] = string(a)
	}
	b.audiences.Set(audiences, chosen)
	b.sections.Set(sections, q.Sections)
	show(b.audiences.Object(), len(audiences) > 0)
	show(b.sections.Object(), len(sections) > 0)
}

// show shows or hides a block.
func show(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

// showMeasures offers the measures that exist for the organisation: what a competitor's reach is, nobody outside knows.
func (b *contextBar) showMeasures(q review.Question) {
	competitor := b.competitor(q.Organisation)
	var measures []blocks.Option
	for _, m := range engagement.Measures() {
		if m != engagement.OwnRate || !competitor {
			measures = append(measures, blocks.Option{ID: string(m), Label: b.speak.T("measure." + string(m))})
		}
	}
	chosen := q.Measure
	if chosen == "" {
		chosen = engagement.OwnRate
		if competitor {
			chosen = engagement.ComparableRate
		}
	}
	b.measure.Set(measures, string(chosen))
}

func (b *contextBar) competitor(id social.OrganisationID) bool {
	o, ok := b.holdings.Organisation(id)
	return ok && o.Competitor
}

func (b *contextBar) chooseOrganisation(id string) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil { // the identifiers are ours
		return
	}
	b.question.Organisation = social.OrganisationID(n)
	if b.competitor(b.question.Organisation) && b.question.Measure == engagement.OwnRate {
		b.question.Measure = ""
	}
	b.ask(b.question)
}

func (b *contextBar) chooseQuarter(id string) {
	b.question.Quarter = social.Quarter{}
	for _, q := range b.holdings.Quarters() {
		if q.String() == id {
			b.question.Quarter = q
		}
	}
	b.ask(b.question)
}
