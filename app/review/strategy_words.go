package review

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/language"
)

// CellName writes a cell of a mix for a heading: "Short video on Instagram".
func CellName(s *language.Speaker, c strategy.Cell) string { return cellName(s, c, s.Form(c.Form)) }

// cellInText writes it within a sentence.
func cellInText(s *language.Speaker, c strategy.Cell) string {
	return cellName(s, c, s.FormInText(c.Form))
}

func cellName(s *language.Speaker, c strategy.Cell, form string) string {
	id := "strategy.cell.plain"
	if c.Promotional {
		id = "strategy.cell.promotional"
	}
	return s.T(id, language.Args{"Form": form, "Platform": c.Platform.Name()})
}

// lift is what may be promised: after the optimism is taken off where that is known already.
func (st Strategy) lift() (median, low, high float64) {
	e := st.Plan.Lift
	if st.Assurance != nil {
		e = st.Assurance.Lift
	}
	return e.Value, e.Low, e.High
}

// leastLift is below what a gain is none.
const leastLift = 0.005

// Headline says in a sentence what is recommended, and what it brings.
func (st Strategy) Headline(s *language.Speaker) string {
	if st.Lacking != nil {
		return s.T("strategy.headline.lacking")
	}
	more, less := st.largest()
	lift, low, _ := st.lift()
	args := language.Args{"Lift": s.Change(lift)}
	switch {
	case st.Plan.Broken:
		return s.T("strategy.headline.broken")
	case st.Plan.Mix().Posts() == 0:
		return s.T("strategy.headline.empty")
	case lift < -leastLift:
		args["Hours"] = s.Figure(st.Plan.HoursLeft)
		return s.T("strategy.headline.loss", args)
	case lift < leastLift || more == nil && less == nil:
		return s.T("strategy.headline.level", args)
	case more == nil:
		args["Less"] = cellInText(s, less.Cell)
		return s.T("strategy.headline.less", args)
	case less == nil:
		args["More"] = cellInText(s, more.Cell)
		return s.T("strategy.headline.more", args)
	}
	args["More"], args["Less"] = cellInText(s, more.Cell), cellInText(s, less.Cell)
	if low < 0 {
		return s.T("strategy.headline.maybe", args)
	}
	return s.T("strategy.headline.clear", args)
}

// largest are the lines that grow and shrink most, in hours.
func (st Strategy) largest() (more, less *strategy.Line) {
	for i := range st.Plan.Lines {
		l := &st.Plan.Lines[i]
		by := float64(l.Next-l.Now) * l.PerPost
		if by > 0 && (more == nil || by > float64(more.Next-more.Now)*more.PerPost) {
			more = l
		}
		if by < 0 && (less == nil || by < float64(less.Next-less.Now)*less.PerPost) {
			less = l
		}
	}
	return more, less
}

// Detail says how sure the headline is.
func (st Strategy) Detail(s *language.Speaker) string {
	if st.Lacking != nil {
		return s.T("strategy.lacking." + st.lackingWord())
	}
	median, low, high := st.lift()
	better := st.Plan.Better
	text := s.T("strategy.detail.range", language.Args{
		"Low": s.Change(low), "High": s.Change(high), "Better": s.Count(int64(math.Min(math.Round(better*100), 99))),
	})
	if st.Plan.Broken {
		text = s.T("strategy.detail.broken") + " " + text
	}
	if a := st.Assurance; a != nil && s.Change(a.Before) != s.Change(median) {
		text += " " + s.T("strategy.detail.optimism", language.Args{"Before": s.Change(a.Before), "After": s.Change(median)})
	}
	return text
}

func (st Strategy) lackingWord() string {
	if errors.Is(st.Lacking, strategy.ErrNothingMeasured) {
		return "nothing"
	}
	return "scarce"
}

// Subtitle says what is shown, for whom and for when.
func (st Strategy) Subtitle(s *language.Speaker) string {
	return s.T("strategy.subtitle", language.Args{
		"Base": s.Quarter(st.Base), "Quarter": s.Quarter(st.Quarter), "Goals": s.List(st.GoalNames(s)),
	})
}

// GoalNames are the goals that count, by how much.
func (st Strategy) GoalNames(s *language.Speaker) []string {
	weights := st.Wishes.GoalWeights()
	var names []string
	for _, g := range strategy.GoalNames() {
		if weights[g] > 0 {
			names = append(names, s.T("strategy.goal."+string(g)))
		}
	}
	return names
}

// Caution is how the plan deals with what is not known well.
func (st Strategy) Caution() strategy.Caution { return cmp.Or(st.Wishes.Caution, strategy.Balanced) }

// CautionName names it.
func (st Strategy) CautionName(s *language.Speaker) string {
	return s.T("strategy.caution." + string(st.Caution()))
}

// HoursSentence says how many hours the mix takes, of how many.
func (st Strategy) HoursSentence(s *language.Speaker, p strategy.Plan) string {
	id := "strategy.hours.within"
	if p.Hours > p.HoursLeft+1e-9 {
		id = "strategy.hours.over"
	}
	return s.T(id, language.Args{"Hours": s.Figure(p.Hours), "Left": s.Figure(p.HoursLeft), "Now": s.Figure(p.HoursNow)})
}

// Changes are the lines that change, the largest change in hours first.
func (st Strategy) Changes() []strategy.Line {
	lines := slices.DeleteFunc(slices.Clone(st.Plan.Lines), func(l strategy.Line) bool { return l.Next == l.Now })
	slices.SortStableFunc(lines, func(a, b strategy.Line) int {
		return cmp.Compare(math.Abs(float64(b.Next-b.Now))*b.PerPost, math.Abs(float64(a.Next-a.Now))*a.PerPost)
	})
	return lines
}

// Flow says where the hours come from and where they go; empty where none move.
func (st Strategy) Flow(s *language.Speaker) string {
	var from, to []strategy.Cell
	for _, l := range st.Plan.Lines {
		switch against := l.Reason.Against; {
		case len(against) == 0:
		case l.Next > l.Now:
			from = against
		case l.Next < l.Now:
			to = against
		}
	}
	if from == nil || to == nil {
		return ""
	}
	list := func(cells []strategy.Cell) string {
		var names []string
		for _, c := range cells {
			names = append(names, cellInText(s, c))
		}
		return s.List(names)
	}
	return s.T("strategy.flow", language.Args{"From": list(from), "To": list(to)})
}

// mostMargin is above what how wrong a figure may be need not be said: so wrong it is not.
const mostMargin = 3

// Reason says in a sentence or two why a line is as it is, with which line it is.
func (st Strategy) Reason(s *language.Speaker, l strategy.Line) string {
	return s.T("strategy.reason_of", language.Args{"Cell": CellName(s, l.Cell), "Reason": st.ReasonAlone(s, l)})
}

// ReasonAlone says it beside the line's name.
func (st Strategy) ReasonAlone(s *language.Speaker, l strategy.Line) string {
	id, args := st.reason(s, l)
	text := s.T("strategy.reason."+id, args)
	if r := l.Reason; r.Margin >= 0.005 && r.Margin < mostMargin && (id == "more" || id == "less") {
		margin := "strategy.margin.over"
		if id == "less" {
			margin = "strategy.margin.under"
		}
		args["Margin"] = s.PercentTick(math.Round(r.Margin*100) / 100)
		text += " " + s.T(margin, args)
	}
	return text
}

// reason is the text for why a line is as it is, and what fills it.
func (st Strategy) reason(s *language.Speaker, l strategy.Line) (id string, args language.Args) {
	r := l.Reason
	args = language.Args{"What": cellInText(s, l.Cell)}
	compared := len(r.Against) > 0 && r.PerHour > 0 && !math.IsInf(r.PerHour, 0)
	if compared {
		args["Times"] = s.Times(r.PerHour)
		if r.PerHour < 1 {
			args["Times"] = s.PercentTick(math.Round(r.PerHour*100) / 100)
		}
	}
	id = "kept"
	switch {
	case r.Kind == strategy.WorthMore && compared:
		id = "more"
	case r.Kind == strategy.WorthMore:
		id = "more_alone"
	case r.Kind == strategy.WorthLess && compared:
		id = "less"
	case r.Kind == strategy.WorthLess:
		id = "less_alone"
	case r.Kind == strategy.Asked:
		args["Rule"] = st.LimitName(s, *r.Rule)
		id = "rule"
	case r.Kind == strategy.Crowds, r.Kind == strategy.Fits, r.Kind == strategy.Unmeasured:
		id = string(r.Kind)
	}
	return id, args
}

// FormName writes a cell on its platform: "Short video (promotional)".
func (st Strategy) FormName(s *language.Speaker, c strategy.Cell) string {
	if c.Promotional {
		return s.T("strategy.form_promotional", language.Args{"Form": s.Form(c.Form)})
	}
	return s.Form(c.Form)
}

// TriedSentence says what a mix that was set by hand brings and takes.
func (st Strategy) TriedSentence(s *language.Speaker, p strategy.Plan) string {
	best := st.Plan.Lift.Value
	lift, low, high := p.Lift.Value, p.Lift.Low, p.Lift.High
	if sameMix(p.Mix(), st.Plan.Mix()) { // as it stands at the top of the page
		lift, low, high = st.lift()
	}
	args := language.Args{
		"Posts": p.Mix().Posts(), "Hours": st.HoursSentence(s, p), "Lift": s.Change(lift), "Low": s.Change(low), "High": s.Change(high),
		"Part": s.PercentTick(math.Round(100*(1+p.Lift.Value)/(1+best)) / 100),
	}
	return s.T("strategy.tried", args)
}

// GainSentence says how many hours it takes to bring by a part more.
func (st Strategy) GainSentence(s *language.Speaker, gain, hours float64) string {
	return s.T("strategy.gain", language.Args{"Gain": s.Change(gain), "Hours": s.Whole(hours), "Now": s.Whole(st.Plan.HoursNow)})
}

// BrokenSentence names the limits that a mix breaks; empty where it keeps all.
func (st Strategy) BrokenSentence(s *language.Speaker, p strategy.Plan) string {
	var broken []string
	for _, l := range p.Limits {
		if l.Broken > 0 {
			broken = append(broken, st.LimitName(s, l))
		}
	}
	if len(broken) == 0 && !p.Broken {
		return ""
	}
	if len(broken) == 0 {
		return s.T("strategy.broken_change")
	}
	return s.T("strategy.broken_limits", language.Args{"Limits": strings.Join(broken, "; ")})
}

// Resting says on what a line's figures rest: own posts, competitors', cells like it.
func (st Strategy) Resting(s *language.Speaker, l strategy.Line) string {
	if len(l.Effects) == 0 {
		return ""
	}
	e := l.Effects[0]
	args := language.Args{"Count": e.Posts, "Own": s.PercentTick(math.Round(e.OwnWeight*100) / 100), "Rest": s.PercentTick(math.Round((1-e.OwnWeight)*100) / 100)}
	if e.Market {
		return s.T("strategy.resting.market", args)
	}
	return s.T("strategy.resting.alike", args)
}

// LimitName says what a limit asks for.
func (st Strategy) LimitName(s *language.Speaker, l strategy.Limit) string {
	share := l.Rule.Kind == strategy.ShareRule || l.Rule.Kind == strategy.FormShareRule ||
		l.Rule.Kind == strategy.EducationRule || l.Rule.Kind == strategy.SourcesRule
	write := func(v float64) string {
		if share {
			return s.PercentTick(v)
		}
		return s.Figure(v)
	}
	bounds := boundsOf(s, write, l)
	return s.T("strategy.limit."+limitWord(l), language.Args{
		"Bounds": bounds, "Platform": l.Platform.Name(), "Form": s.FormInText(l.Form), "Who": s.List(l.Who), "What": st.counted(s, l),
	})
}

// boundsOf writes the bounds of a limit: "at most 20%".
func boundsOf(s *language.Speaker, write func(float64) string, l strategy.Limit) string {
	low, high := !math.IsInf(l.Low, -1), !math.IsInf(l.High, 1)
	args := language.Args{"Low": write(l.Low), "High": write(l.High)}
	switch {
	case low && high && l.Low == l.High:
		return s.T("strategy.bounds.exactly", args)
	case low && high:
		return s.T("strategy.bounds.between", args)
	case low:
		return s.T("strategy.bounds.least", args)
	default:
		return s.T("strategy.bounds.most", args)
	}
}

// RuleName says what a rule is about, without its bounds.
func RuleName(s *language.Speaker, r strategy.Rule) string {
	text := s.T("strategy.kind." + string(r.Kind))
	var of []string
	if r.Form != "" {
		of = append(of, s.Form(r.Form))
	}
	if r.Platform != "" {
		of = append(of, r.Platform.Name())
	}
	if r.Promotional != nil && *r.Promotional {
		of = append(of, s.T("strategy.counted.promotional"))
	}
	if len(of) > 0 {
		text += " – " + strings.Join(of, ", ")
	}
	if r.Kind == strategy.CellRule && r.Extra > 0 {
		text += " " + s.T("strategy.kind_extra", language.Args{"Extra": s.Figure(r.Extra)})
	}
	return text
}

// limitWord is the text for a limit.
func limitWord(l strategy.Limit) string {
	switch {
	case l.Rule.Kind == strategy.HoursRule && len(l.Who) > 0:
		return "hours_of"
	case l.Rule.Kind == strategy.CadenceRule, l.Rule.Kind == strategy.ChangeRule:
		return "platform"
	}
	return string(l.Rule.Kind)
}

// counted says which posts a limit counts.
func (st Strategy) counted(s *language.Speaker, l strategy.Limit) string {
	promotional := l.Rule.Promotional != nil && *l.Rule.Promotional
	switch {
	case l.Form != "" && l.Platform != "":
		return cellInText(s, strategy.Cell{Platform: l.Platform, Form: l.Form, Promotional: promotional})
	case l.Form != "":
		return s.FormInText(l.Form)
	case promotional && l.Platform != "":
		return s.T("strategy.counted.promotional_on", language.Args{"Platform": l.Platform.Name()})
	case promotional:
		return s.T("strategy.counted.promotional")
	case l.Platform != "":
		return s.T("strategy.counted.on", language.Args{"Platform": l.Platform.Name()})
	}
	return s.T("strategy.counted.all")
}

// LimitSentence says what a limit asks for, what the plan has of it, and what it costs.
func (st Strategy) LimitSentence(s *language.Speaker, l strategy.Limit, price float64) string {
	text := s.Sentence(st.LimitName(s, l))
	switch {
	case l.Broken > 0:
		return s.T("strategy.limit_state.broken", language.Args{"Limit": text})
	case price >= leastLift:
		id := "strategy.limit_state.costs"
		if l.Rule.Kind == strategy.HoursRule {
			id = "strategy.limit_state.hours"
		}
		return s.T(id, language.Args{"Limit": text, "Price": s.PercentTick(math.Round(price*1000) / 1000)})
	case l.Binding:
		return s.T("strategy.limit_state.binding", language.Args{"Limit": text})
	}
	return s.T("strategy.limit_state.free", language.Args{"Limit": text})
}

// TestSentence says what is worth testing.
func (st Strategy) TestSentence(s *language.Speaker, t strategy.Test) string {
	args := language.Args{"Count": t.Posts, "What": cellInText(s, t.Cell), "Gain": s.PercentTick(math.Round(t.Gain*1000) / 1000)}
	if t.Against == nil {
		return s.T("strategy.test.alone", args)
	}
	args["Against"] = cellInText(s, *t.Against)
	return s.T("strategy.test.against", args)
}

// StabilitySentence says how much the advice would differ had the same posts turned out differently.
func (st Strategy) StabilitySentence(s *language.Speaker) string {
	if st.Assurance == nil {
		return ""
	}
	return s.T("strategy.stability", language.Args{"Percent": s.PercentTick(math.Round(st.Assurance.Stability*100) / 100)})
}

// Source says what the figures rest on.
func (st Strategy) Source(s *language.Speaker) string {
	text := s.T("forms.source", language.Args{"Count": len(st.basis.ids), "Date": s.Date(st.Exported)})
	if st.Response != nil && st.Response.Rivals > 0 {
		text += " " + s.T("strategy.source_rivals", language.Args{"Count": st.Response.Rivals})
	}
	if st.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// Method says how the page's figures were computed.
func (st Strategy) Method(s *language.Speaker) Method {
	how := []string{s.T("strategy.method.model"), s.T("strategy.method.crowding"), s.T("strategy.method.plan")}
	sure := []string{s.T("strategy.method.lift"), s.T("strategy.method.ranges"), s.T("drivers.detail.association")}
	return methodOf(s, st.basis, how, st.counts(s), st.basis.lines(s), sure)
}

// counts say what counts for each goal on each platform.
func (st Strategy) counts(s *language.Speaker) []string {
	if st.Response == nil {
		return nil
	}
	var lines []string
	for _, g := range st.Response.Goals {
		for _, p := range social.Platforms() {
			measure, known := g.By[p]
			if !known {
				continue
			}
			var metrics []social.Metric
			for _, m := range social.AllMetrics() {
				if measure[m] > 0 {
					metrics = append(metrics, m)
				}
			}
			lines = append(lines, s.T("strategy.method.counts", language.Args{
				"Goal": s.T("strategy.goal." + string(g.Name)), "Platform": p.Name(), "Counts": metricNames(s, metrics),
			}))
		}
	}
	return lines
}
