package review

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/timing"
	"auscult/app/language"
)

// Timing says whether it matters on which day and at what hour posts appear.
type Timing struct {
	Question Question // as answered; its quarter is the last of the year looked at
	about
	Response timing.Response
}

// about is what findings over a year have in common.
type about struct {
	Organisation social.Organisation // whose posts
	From         social.Quarter      // the first quarter looked at; the zero quarter is all time
	Exported     time.Time           // when the newest figures were exported
	Invented     bool                // the sample: every figure in it is made up

	basis basis
}

func (h *Holdings) about(q Question, posts *panel.Panel) about {
	a := about{From: spanOf(q.Quarter).From, Exported: h.LastExport, Invented: h.Settings.Invented}
	a.Organisation, _ = h.Organisation(q.Organisation)
	a.basis = basis{platforms: posts.Platforms(), ids: make([]social.PostID, posts.Len())}
	for i := range posts.Len() {
		a.basis.ids[i] = posts.At(i).ID()
	}
	return a
}

// method says how effects over a year were computed; how are the sentences on the effects themselves.
func (a about) method(s *language.Speaker, q Question, over map[social.Platform]social.Denominator, how ...string) Method {
	scope := social.AllEngagement
	if q.Measure == engagement.ComparableRate {
		scope = social.PublicEngagement
	}
	how = append([]string{s.T("method.measure." + string(q.Measure)), s.T("report.methods.typical"), s.T("method.year.model")}, how...)
	return methodOf(
		s, a.basis, how, definitions(s, a.basis.platforms, scope, func(p social.Platform) social.Denominator { return over[p] }),
		a.basis.lines(s), []string{s.T("method.year.sure"), s.T("drivers.detail.association")},
	)
}

// Timing computes what days and hours make of the posts of the year that ends with the question's quarter.
func (r *Reviewer) Timing(ctx context.Context, q Question) (Timing, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Timing{}, err
	}
	kept := &r.timings
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.holdings == h && reflect.DeepEqual(kept.asked, q) {
		return kept.answer, nil
	}
	answer, err := h.timing(ctx, q)
	if err == nil {
		kept.holdings, kept.asked, kept.answer = h, q, answer
	}
	return answer, err
}

// timings keeps the last answer on times: the pages Position and Forms ask the same one after the other.
type timings struct {
	mu       sync.Mutex
	holdings *Holdings // that it was computed from
	asked    Question
	answer   Timing
}

func (h *Holdings) timing(ctx context.Context, q Question) (Timing, error) {
	posts, err := h.ofYear(func([]social.OrganisationID) (*panel.Panel, error) { return h.posts, nil }, &q)
	if err != nil {
		return Timing{}, err
	}
	t := Timing{Question: q, about: h.about(q, posts)}
	if t.Response, err = timing.Respond(ctx, posts, q.Measure); err != nil {
		return Timing{}, err
	}
	t.basis.used, t.basis.boosted, t.basis.young, t.basis.lacked = t.Response.Used, t.Response.Boosted, t.Response.Young, t.Response.NoFigure
	return t, ctx.Err()
}

// Method says how the card's figures were computed.
func (t Timing) Method(s *language.Speaker) Method {
	return t.method(s, t.Question, t.Response.Over, s.T("method.timing.effects"), s.T("method.timing.usual"), s.T("method.timing.best"))
}

// Enough reports whether at least two days or hours have posts enough to be compared.
func (t Timing) Enough() bool {
	compared := func(e timing.Effect) bool { return e.Compared }
	return slices.ContainsFunc(t.Response.Weekdays, compared) || slices.ContainsFunc(t.Response.Hours, compared)
}

// Headline says in a sentence whether it matters when we post.
func (t Timing) Headline(s *language.Speaker) string {
	if found := t.differences(s); len(found) > 0 {
		return found[0].sentence
	}
	if !t.Enough() {
		return s.T("timing.headline.too_few", language.Args{"Count": t.Response.Used})
	}
	return s.T("timing.headline.level")
}

// Detail says how sure the headline is and what else differs, or how much the best-looking time may be better where
// nothing does.
func (t Timing) Detail(s *language.Speaker) string {
	if found := t.differences(s); len(found) > 0 {
		f := found[0].surest
		sentences := []string{s.T("timing.detail.clear", language.Args{
			"When": found[0].when, "Low": s.Ratio(f.Times.Low), "High": s.Ratio(f.Times.High),
		})}
		for _, other := range found[1:] {
			sentences = append(sentences, other.sentence+".")
		}
		return strings.Join(sentences, " ")
	}
	best, when := t.best(s)
	if best == nil {
		return ""
	}
	return s.T("timing.detail.level", language.Args{"When": when, "Low": s.Ratio(best.Times.Low), "High": s.Ratio(best.Times.High)})
}

// best is the day or hour with the highest effect of those compared.
func (t Timing) best(s *language.Speaker) (best *timing.Effect, when string) {
	look := func(all []timing.Effect, name func(i int) string) {
		for i, e := range all {
			if e.Compared && (best == nil || e.Times.Value > best.Times.Value) {
				best, when = &all[i], name(i)
			}
		}
	}
	look(t.Response.Weekdays, func(i int) string { return onDays(s, []int{i}) })
	look(t.Response.Hours, func(i int) string { return inHours(s, []int{i}) })
	return best, when
}

// difference is what the data tell apart.
type difference struct {
	sentence string
	surest   timing.Effect // of those named, the one farthest from the usual
	when     string        // what that one is called
}

// differences are what the data tell apart: days, hours, and only without either pairs of both.
func (t Timing) differences(s *language.Speaker) []difference {
	var found []difference
	look := func(all []timing.Effect, write func(places []int) string, name func(place int) string) {
		if d, ok := differenceIn(s, all, write, name); ok {
			found = append(found, d)
		}
	}
	look(
		t.Response.Weekdays, func(places []int) string { return onDays(s, places) },
		func(day int) string { return s.Weekday(timing.Weekday(day)) },
	)
	look(t.Response.Hours, func(places []int) string { return inHours(s, places) }, HourName)
	if len(found) > 0 {
		return found
	}
	slots := t.Response.Slots
	effects := make([]timing.Effect, len(slots))
	for i, slot := range slots {
		effects[i] = slot.Effect
	}
	look(effects, func(places []int) string {
		var list []string
		for _, i := range places {
			list = append(list, slotInText(s, slots[i]))
		}
		return s.List(list)
	}, func(i int) string { return slotName(s, slots[i]) })
	return found
}

// mostNamed is how many times a headline names.
const mostNamed = 3

// differenceIn names those ahead, or those behind where these are fewer; of many, those with most posts.
func differenceIn(s *language.Speaker, all []timing.Effect, write func(places []int) string, name func(place int) string) (difference, bool) {
	var ahead, behind []int
	for i, e := range all {
		switch {
		case e.Compared && e.TopGroup:
			ahead = append(ahead, i)
		case e.Compared:
			behind = append(behind, i)
		}
	}
	if len(behind) == 0 || len(ahead) == 0 {
		return difference{}, false
	}
	id, named := "timing.headline.ahead", ahead
	if len(behind) < len(ahead) {
		id, named = "timing.headline.behind", behind
	}
	slices.SortStableFunc(named, func(a, b int) int { return cmp.Compare(all[b].Posts, all[a].Posts) })
	named = named[:min(len(named), mostNamed)]
	slices.Sort(named)
	surest := slices.MaxFunc(named, func(a, b int) int {
		return cmp.Compare(math.Abs(math.Log(all[a].Times.Value)), math.Abs(math.Log(all[b].Times.Value)))
	})
	return difference{s.T(id, language.Args{"When": write(named)}), all[surest], name(surest)}, true
}

// onDays writes "on Mondays and Fridays".
func onDays(s *language.Speaker, places []int) string {
	var list []string
	for _, i := range places {
		list = append(list, s.Weekdays(timing.Weekday(i)))
	}
	return s.T("timing.on_days", language.Args{"Days": s.List(list)})
}

// inHours writes "between 9 and 15", blocks beside each other as one.
func inHours(s *language.Speaker, places []int) string {
	var list []string
	for from := 0; from < len(places); {
		to := from + 1
		for to < len(places) && places[to] == places[to-1]+1 {
			to++
		}
		list = append(list, s.T("timing.between", language.Args{
			"From": places[from] * timing.BlockHours, "To": (places[to-1] + 1) * timing.BlockHours,
		}))
		from = to
	}
	return s.List(list)
}

// slotInText writes a pair of day and hours within a sentence.
func slotInText(s *language.Speaker, slot timing.Slot) string {
	return s.T("timing.slot", language.Args{"Days": onDays(s, []int{slot.Weekday}), "Hours": inHours(s, []int{slot.Block})})
}

// WeekdaySentence says what a weekday makes of a post, and how sure that is.
func (t Timing) WeekdaySentence(s *language.Speaker, place int) string {
	return t.sentence(s, s.Weekday(timing.Weekday(place)), t.Response.Weekdays[place])
}

// HourSentence says what a block of hours makes of a post.
func (t Timing) HourSentence(s *language.Speaker, block int) string {
	return t.sentence(s, HourName(block), t.Response.Hours[block])
}

// SlotSentence says what a pair of both makes of a post.
func (t Timing) SlotSentence(s *language.Speaker, slot timing.Slot) string {
	return t.sentence(s, slotName(s, slot), slot.Effect)
}

func slotName(s *language.Speaker, slot timing.Slot) string {
	return s.Weekday(timing.Weekday(slot.Weekday)) + " " + HourName(slot.Block)
}

func (t Timing) sentence(s *language.Speaker, when string, e timing.Effect) string {
	if e.Times == nil {
		return s.T("timing.sentence.none", language.Args{"When": when})
	}
	sentence := s.T("timing.sentence.effect", language.Args{
		"When": when, "Times": s.Ratio(e.Times.Value), "Low": s.Ratio(e.Times.Low), "High": s.Ratio(e.Times.High), "Count": e.Posts,
	})
	if !e.Compared {
		sentence += " " + s.T("timing.sentence.scarce")
	}
	return sentence
}

// HourName writes a block of hours, "9–12".
func HourName(block int) string {
	return fmt.Sprintf("%d–%d", block*timing.BlockHours, (block+1)*timing.BlockHours)
}

// Subtitle says what is shown, for whom, for which time and by which definition.
func (t Timing) Subtitle(s *language.Speaker) string {
	return t.subtitle(s, t.Question)
}

func (a about) subtitle(s *language.Speaker, q Question) string {
	whose, period := a.Organisation.Name, s.Quarter(q.Quarter)
	if q.Competitors {
		whose = s.T("forms.competitors")
	}
	if !a.From.IsZero() {
		period = s.T("month_span", language.Args{"From": s.Quarter(a.From), "To": period})
	}
	return s.T("year.subtitle", language.Args{"Measure": s.T("measure." + string(q.Measure)), "Organisation": whose, "Period": period}) + q.cut(s)
}

// Source says what the figures rest on.
func (t Timing) Source(s *language.Speaker) string {
	r := t.Response
	text := t.source(s, r.Posts, r.Boosted, r.Young, r.NoFigure)
	if r.DayOnly > 0 {
		text += " " + s.T("timing.day_only", language.Args{"Count": r.DayOnly})
	}
	return text
}

func (a about) source(s *language.Speaker, posts, boosted, young, lacking int) string {
	text := s.T("forms.source", language.Args{"Count": posts, "Date": s.Date(a.Exported)})
	if boosted+young+lacking > 0 {
		text += " " + s.T("forms.left_out", language.Args{
			"Boosted": s.Count(int64(boosted)), "Young": s.Count(int64(young)), "Lacking": s.Count(int64(lacking)),
		})
	}
	if a.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}
