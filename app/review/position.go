package review

import (
	"context"
	"math"
	"time"

	"auscult/analytics/benchmark"
	"auscult/analytics/panel"
	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/app/language"
)

// Position is the page Position: the audit of a quarter against the competitors.
type Position struct {
	Question Question // as answered
	Report   position.Report
	Names    map[social.OrganisationID]string // of the competitors; ours stand under zero
	Exported time.Time
	Posts    int // ours and theirs, of the quarter
	Invented bool
	// Published are the benchmarks of the field that our engagement can be compared with, by platform.
	Published []benchmark.Benchmark
	// timesDiffer says that some of our times of publication are better than others for sure.
	timesDiffer bool
	basis       basis
}

// Position computes the page. Without a quarter it is about the latest that the exports cover.
func (r *Reviewer) Position(ctx context.Context, q Question) (Position, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Position{}, err
	}
	if q.Quarter.IsZero() {
		q.Quarter = h.LastQuarter()
	}
	p := Position{Names: map[social.OrganisationID]string{}, Exported: h.LastExport, Invented: h.Settings.Invented}
	whose := h.whose(&q)
	if whose == nil || q.Competitors || q.Everyone {
		whose = h.Ours()
	}
	options := position.Options{Ours: whose, Quarter: q.Quarter, Followers: h.audience(), Channels: h.channelsOf(q)}
	for _, o := range h.Organisations {
		switch {
		case o.ID == q.Organisation:
			p.Names[0] = o.Name
		case o.Competitor:
			options.Others = append(options.Others, o.ID)
			p.Names[o.ID] = o.Name
		}
	}
	p.Question = q
	if q.Quarter.IsZero() {
		return p, ctx.Err() // there are no posts
	}
	if options.Answered, err = r.answered(ctx, h, q); err != nil {
		return Position{}, err
	}
	posts := h.posts.Where(panel.Filter{
		Organisations: append(whose, options.Others...), Platforms: q.Platforms, Forms: q.Forms, Topics: q.Topics,
		Channels: h.marked(q),
	})
	quarter := posts.Where(panel.Filter{Quarter: q.Quarter})
	p.basis = positionBasis(quarter)
	p.Posts = len(p.basis.ids)
	if posts, err = r.withHealthTexts(ctx, posts, quarter); err != nil {
		return Position{}, err
	}
	ours, err := r.Timing(ctx, ourTimes(q))
	if err != nil {
		return Position{}, err
	}
	if p.timesDiffer = ours.Response.Clear(); p.timesDiffer {
		options.BestTime = func(post panel.Post) (best, known bool) { return ours.Response.Best(post.Published(), post.DayOnly()) }
	}
	p.Report = position.Audit(posts, options)
	p.Published = publishedFor(q, p.Report)
	return p, ctx.Err()
}

// ourTimes is the question of which times are our best, so that Position goes by what the page Forms says.
func ourTimes(q Question) Question {
	q.Competitors, q.Everyone = false, false
	return q
}

// withHealthTexts returns the posts with the wordings of those of the quarter that are on health topics: the only ones
// whose texts the audit looks at, so a large workspace's need not be read.
func (r *Reviewer) withHealthTexts(ctx context.Context, posts, quarter *panel.Panel) (*panel.Panel, error) {
	var ids []social.PostID
	for i := range quarter.Len() {
		if post := quarter.At(i); post.Topic().Health() {
			ids = append(ids, post.ID())
		}
	}
	wordings, err := r.wordingsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	return posts.Worded(wordings), nil
}

// answered counts people's comments of the quarter, and those that the channel answered.
func (r *Reviewer) answered(ctx context.Context, h *Holdings, q Question) (map[social.OrganisationID]position.Answered, error) {
	comments, err := r.workspace.Comments(ctx)
	if err != nil {
		return nil, err
	}
	first := firstAnswers(comments)
	count := map[social.OrganisationID]position.Answered{}
	for _, c := range comments {
		if !h.needsAnswer(c, q.Quarter) {
			continue
		}
		channel, _ := h.Channel(c.Channel)
		if !q.takes(channel) {
			continue
		}
		n := count[channel.Organisation]
		n.Comments++
		if _, answered := first[commentName{c.Channel, c.NativeID}]; answered {
			n.Answered++
		}
		count[channel.Organisation] = n
	}
	return count, nil
}

// Nothing reports whether there is nothing of ours to audit.
func (p Position) Nothing() bool {
	return len(p.Report.Criteria) == 0 || p.Report.Criteria[0].Ours == nil
}

// counts says on how many criteria we stand where.
func (p Position) counts() (ahead, level, behind, unknown int) {
	for _, c := range p.Report.Criteria {
		switch c.Verdict {
		case position.Ahead:
			ahead++
		case position.Even:
			level++
		case position.Behind:
			behind++
		default:
			unknown++
		}
	}
	return ahead, level, behind, unknown
}

// Headline says in a sentence where we stand.
func (p Position) Headline(s *language.Speaker) string {
	ahead, level, behind, _ := p.counts()
	args := language.Args{
		"Ahead": s.Count(int64(ahead)), "Behind": s.Count(int64(behind)), "Total": s.Count(int64(ahead + level + behind)),
		"Quarter": s.Quarter(p.Question.Quarter),
	}
	switch {
	case p.Nothing():
		return s.T("position.headline.nothing", args)
	case p.Report.Organisations < 2:
		return s.T("position.headline.alone", args)
	case ahead+level+behind == 0:
		return s.T("position.headline.unknown", args)
	case behind == 0 && ahead == 0:
		return s.T("position.headline.level", args)
	case behind == 0:
		return s.T("position.headline.ahead", args)
	case ahead == 0:
		return s.T("position.headline.behind", args)
	}
	return s.T("position.headline.both", args)
}

// Detail says what the comparison rests on.
func (p Position) Detail(s *language.Speaker) string {
	if p.Nothing() || p.Report.Organisations < 2 {
		return ""
	}
	compared := s.T("position.detail", language.Args{"Count": p.Report.Organisations - 1, "Quarter": s.Quarter(p.Question.Quarter)}) +
		p.Question.cut(s)
	if strengths := p.Strengths(s); strengths != "" {
		return strengths + " " + compared
	}
	return compared
}

// Subtitle says what is shown, for whom, for which time.
func (p Position) Subtitle(s *language.Speaker) string {
	return s.T("position.subtitle", language.Args{"Organisation": p.Names[0], "Quarter": s.Quarter(p.Question.Quarter)}) +
		p.Question.cut(s)
}

// Source says what the figures rest on.
func (p Position) Source(s *language.Speaker) string {
	text := s.T("trends.source", language.Args{"Count": p.Posts, "Date": s.Date(p.Exported)})
	if p.Invented {
		text += " " + s.T("sample.invented")
	}
	return text
}

// CriterionName names a criterion.
func (p Position) CriterionName(s *language.Speaker, c position.Criterion) string {
	if c.Kind == position.Engagement {
		return s.T("position.kind.engagement", language.Args{"Platform": c.Platform.Name()})
	}
	return s.T("position.kind." + string(c.Kind))
}

// Verdict says a verdict in a word or two.
func (p Position) Verdict(s *language.Speaker, c position.Criterion) string {
	return s.T("position.verdict." + string(c.Verdict))
}

// Value writes a figure of the criterion.
func (p Position) Value(s *language.Speaker, c position.Criterion, v float64) string {
	switch c.Kind {
	case position.Presence:
		return s.Figure(v) // a median of two may be a half
	case position.Cadence, position.FormVariety, position.Topics:
		return s.Times(v)
	case position.Audience:
		return s.Change(v - 1)
	case position.Engagement:
		return s.Percent(v)
	}
	return s.PercentTick(math.Round(v*100) / 100)
}

// Sentence says where we stand on a criterion.
func (p Position) Sentence(s *language.Speaker, c position.Criterion) string {
	args := language.Args{"Criterion": p.CriterionName(s, c)}
	median, low, high, peers := c.Median()
	switch {
	case c.Ours == nil && c.Kind == position.Answers:
		return s.T("position.sentence.no_comments", args)
	case c.Ours == nil && c.Kind == position.Audience:
		return s.T("position.sentence.no_followers", args)
	case c.Ours == nil && c.Kind == position.Sources:
		return s.T("position.sentence.no_texts", args)
	case c.Kind == position.Times && !p.timesDiffer:
		return s.T("position.sentence.level_times", args)
	case c.Ours == nil:
		return s.T("position.sentence.nothing", args)
	case c.Kind == position.Times:
		args["Count"], args["Value"] = c.Ours.Posts, p.Value(s, c, c.Ours.Estimate.Value)
		return s.T("position.sentence.times", args)
	case c.Kind == position.Sources && c.Ours.Posts < position.EnoughTexts:
		args["Count"], args["Value"] = c.Ours.Posts, p.Value(s, c, c.Ours.Estimate.Value)
		return s.T("position.sentence.few_texts", args)
	case !peers:
		args["Value"] = p.Value(s, c, c.Ours.Estimate.Value)
		return s.T("position.sentence.alone", args)
	}
	args["Value"], args["Verdict"] = p.Value(s, c, c.Ours.Estimate.Value), p.Verdict(s, c)
	args["Median"], args["Low"], args["High"] = p.Value(s, c, median), p.Value(s, c, low), p.Value(s, c, high)
	sentence := s.T("position.sentence.compared", args)
	if e := c.Ours.Estimate; !math.IsNaN(e.Low) {
		sentence += " " + s.T("position.sentence.likely", language.Args{"Low": p.Value(s, c, e.Low), "High": p.Value(s, c, e.High)})
	}
	if r := c.Ours.Rank; r.Best > 0 {
		id := "position.sentence.place"
		if r.Best != r.Worst {
			id = "position.sentence.places"
		}
		sentence += " " + s.T(id, language.Args{"Best": r.Best, "Worst": r.Worst, "Of": c.Of()})
	}
	return sentence
}

// Actions say what to do where action is needed most, at most three.
func (p Position) Actions(s *language.Speaker) []string {
	var all []string
	for _, c := range p.Report.Worst(3) {
		median, _, _, _ := c.Median()
		action := s.T("position.act."+string(c.Kind), language.Args{
			"Value": p.Value(s, c, c.Ours.Estimate.Value), "Median": p.Value(s, c, median), "Platform": c.Platform.Name(),
		})
		if c.Verdict != position.Behind {
			action += " " + s.T("position.unsure")
		}
		all = append(all, action)
	}
	return all
}

// Strengths name the criteria on which we are ahead; empty: on none.
func (p Position) Strengths(s *language.Speaker) string {
	var all []string
	for _, c := range p.Report.Criteria {
		if c.Verdict == position.Ahead {
			all = append(all, p.CriterionName(s, c))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return s.T("position.strengths", language.Args{"Strengths": s.List(all)})
}
