package review

import (
	"slices"
	"strings"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/analytics/trend"
	"auscult/app/language"
)

// Event is a dated event of the page Trends, and what came of it as far as can be told.
type Event struct {
	social.Annotation
	Number int // at its mark on the chart, from 1; 0: it lies outside what is shown
	// Effect is how our figure changed against the competitors' from before to after; nil where that cannot be told.
	Effect *trend.Effect
}

// ShownBreak is a definition break that the lines of the page Trends cross.
type ShownBreak struct {
	social.DefinitionBreak
	Letter string // at its mark on the chart: A, B, …
}

// addEvents numbers the events that lie within the steps and on the platforms shown, and says what came of them.
func (t *Trends) addEvents(events []social.Annotation, posts *panel.Panel, o trend.Options) {
	platforms := t.Question.Platforms
	var days []time.Time
	for _, a := range events {
		e := Event{Annotation: a}
		asked := a.Platform == "" || len(platforms) == 0 || slices.Contains(platforms, a.Platform)
		if day := a.Begins(posts.Zone()); asked && t.holds(day) {
			days = append(days, day)
			e.Number = len(days)
		}
		t.Events = append(t.Events, e)
	}
	effects := trend.EffectsOf(posts, o, days)
	for i := range t.Events {
		if n := t.Events[i].Number; n > 0 {
			t.Events[i].Effect = effects[n-1]
		}
	}
}

// addBreaks letters the breaks that lie within the steps.
func (t *Trends) addBreaks(breaks []social.DefinitionBreak, zone *time.Location) {
	for _, b := range breaks {
		if day := b.Begins(zone); t.holds(day) && !day.Equal(t.Development.Steps[0]) {
			t.Breaks = append(t.Breaks, ShownBreak{b, string(rune('A' + len(t.Breaks)%26))})
		}
	}
}

// holds reports whether a moment lies within the steps.
func (t *Trends) holds(moment time.Time) bool {
	steps := t.Development.Steps
	return len(steps) > 0 && !moment.Before(steps[0]) && moment.Before(t.Question.Step.Next(steps[len(steps)-1]))
}

// happened says what happened in a step: events, and definitions that changed.
func (t Trends) happened(s *language.Speaker, step int) []string {
	start := t.Development.Steps[step]
	next := t.Question.Step.Next(start)
	in := func(day time.Time) bool { return !day.Before(start) && day.Before(next) }
	var all []string
	for _, e := range t.Events {
		if e.Number > 0 && in(e.Begins(start.Location())) {
			all = append(all, e.Sentence(s))
		}
	}
	for _, b := range t.Breaks {
		if in(b.Begins(start.Location())) {
			all = append(all, b.Sentence(s))
		}
	}
	return all
}

// Sentence says when what happened.
func (e Event) Sentence(s *language.Speaker) string {
	args := language.Args{"Date": s.Date(e.On), "Text": strings.TrimRight(e.Text, ". "), "Platform": e.Platform.Name()}
	if e.Platform == "" {
		return s.T("events.sentence", args)
	}
	return s.T("events.sentence_on", args)
}

// Sentence says when who changed what.
func (b ShownBreak) Sentence(s *language.Speaker) string {
	return Break{DefinitionBreak: b.DefinitionBreak}.Sentence(s)
}

// Name says in a word or two what happened, for the chart.
func (b ShownBreak) Name(s *language.Speaker) string {
	return s.T("breaks.name", language.Args{"Platform": b.Platform.Name()})
}

// EffectSentence says how our figure changed against the competitors' after an event, or that this cannot be told. It is
// empty for what is not shown, and for figures that are not compared in this way.
func (t Trends) EffectSentence(s *language.Speaker, e Event) string {
	m := t.Question.Measure
	if e.Number == 0 || m == trend.Followers || m.Share() {
		return ""
	}
	if e.Effect == nil {
		return s.T("events.effect.unknown", language.Args{"Weeks": stats.MinShiftPoints})
	}
	f := e.Effect
	args := language.Args{
		"Measure": t.MeasureName(s), "Times": s.Times(f.Times.Value), "Low": s.Times(f.Times.Low), "High": s.Times(f.Times.High),
		"From": s.Date(f.From), "To": s.Date(f.To.AddDate(0, 0, -1)),
	}
	if f.Sure() {
		return s.T("events.effect.sure", args)
	}
	return s.T("events.effect.unsure", args)
}

// SinceSentence says from when on the trend is judged; empty when no definition has changed.
func (t Trends) SinceSentence(s *language.Speaker) string {
	since := t.Development.Since
	if since.IsZero() {
		return ""
	}
	return s.T("trends.since", language.Args{"Platforms": t.broken(s, since), "Date": s.Date(since)})
}

// broken names the platforms that changed what they count on a day.
func (t Trends) broken(s *language.Speaker, day time.Time) string {
	var names []string
	for _, b := range t.mattering {
		if b.Begins(day.Location()).Equal(day) && !slices.Contains(names, b.Platform.Name()) {
			names = append(names, b.Platform.Name())
		}
	}
	return s.List(names)
}

// EventSentences say what happened within what is shown and what came of it, then which definitions changed.
func (t Trends) EventSentences(s *language.Speaker) []string {
	var all []string
	for _, e := range t.Events {
		if e.Number > 0 {
			all = append(all, strings.TrimSpace(e.Sentence(s)+" "+t.EffectSentence(s, e)))
		}
	}
	for _, b := range t.Breaks {
		all = append(all, b.Sentence(s))
	}
	return all
}
