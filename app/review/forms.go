package review

import (
	"context"
	"math"
	"slices"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/social"
	"auscult/analytics/stats"
	"auscult/app/language"
	"auscult/app/workspace"
)

// Forms is the page Forms: engagement per content form and platform.
type Forms struct {
	Question     Question            // as answered: with nothing left open
	Organisation social.Organisation // whose posts
	Table        engagement.Table
	Posts        int       // in the question, all of them
	Exported     time.Time // when the newest figures were exported
	Invented     bool      // the sample: every figure in it is made up
	// Finding is the clearest contrast the data bear; nil when there is none.
	Finding *Contrast
}

// Contrast says that a content form earns clearly more than another on one platform.
type Contrast struct {
	Platform social.Platform
	Better   social.Form
	Than     social.Form    // the most used form that is clearly behind
	Times    stats.Estimate // how many times as much a typical post earns
}

// Forms computes the page.
func (r *Reviewer) Forms(ctx context.Context, q Question) (Forms, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Forms{}, err
	}
	f := Forms{Exported: h.LastExport, Invented: h.Settings.Invented}
	whose := h.whose(&q)
	f.Organisation, _ = h.Organisation(q.Organisation)
	if q.Measure == "" {
		q.Measure = engagement.OwnRate
		if f.Organisation.Competitor || q.Competitors { // what a competitor's reach is, nobody outside knows
			q.Measure = engagement.ComparableRate
		}
	}
	f.Question = q
	posts := h.posts.Where(panel.Filter{
		Organisations: whose, Quarter: q.Quarter, Platforms: q.Platforms, Forms: q.Forms, Topics: q.Topics,
		Channels: h.marked(q),
	})
	f.Posts = posts.Len()
	if f.Table, err = engagement.Compare(ctx, posts, q.Measure); err != nil {
		return Forms{}, err
	}
	f.Finding = clearest(f.Table)
	return f, ctx.Err()
}

// whose returns the organisations the question is about, and fills in our own where it leaves that open. All of our own
// organisations are looked at together.
func (h *Holdings) whose(q *Question) []social.OrganisationID {
	if q.Everyone {
		return nil
	}
	if q.Competitors {
		// An empty list would mean everybody.
		return append(h.Competitors(), -1)
	}
	ours := h.Ours()
	if q.Organisation == 0 && len(ours) > 0 {
		q.Organisation = ours[0]
	}
	if o, ok := h.Organisation(q.Organisation); ok && o.Competitor {
		return []social.OrganisationID{o.ID}
	}
	return ours
}

// clearest picks, over all platforms, the contrast between a platform's best form and the most used form clearly behind
// it whose lower end is highest. Only forms that the rank sets separate are compared, so that picking the largest of
// many differences does not promise more than the data bear.
func clearest(t engagement.Table) *Contrast {
	var best *Contrast
	for _, p := range t.Platforms {
		cells := t.On(p)
		top := slices.IndexFunc(cells, func(c engagement.Cell) bool { return c.TopGroup && c.Form != "" })
		if top < 0 {
			continue
		}
		var behind *engagement.Cell
		for i, c := range cells {
			if c.Form != "" && !c.TopGroup && !c.TooFew && c.Typical != nil && (behind == nil || c.Used > behind.Used) {
				behind = &cells[i]
			}
		}
		if behind == nil {
			continue
		}
		times, err := t.Times(p, cells[top].Form, behind.Form)
		if err != nil || times.Low <= 1 {
			continue
		}
		if best == nil || times.Low > best.Times.Low {
			best = &Contrast{p, cells[top].Form, behind.Form, times}
		}
	}
	return best
}

// Headline says in a sentence what the data say.
func (f Forms) Headline(s *language.Speaker) string {
	switch {
	case f.Posts == 0 && f.Question.Quarter.IsZero():
		return s.T("forms.headline.nothing")
	case f.Posts == 0:
		return s.T("forms.headline.none", language.Args{"Quarter": s.Quarter(f.Question.Quarter)})
	case f.Finding != nil:
		c := f.Finding
		return s.T("forms.headline.clear", language.Args{
			"Better": s.Form(c.Better), "Than": s.FormInText(c.Than), "Platform": c.Platform.Name(), "Times": s.Times(c.Times.Value),
		})
	case f.enough():
		return s.T("forms.headline.level")
	}
	return s.T("forms.headline.too_few", language.Args{"Count": f.Posts})
}

// enough reports whether at least two forms of some platform have an interval.
func (f Forms) enough() bool {
	for _, p := range f.Table.Platforms {
		n := 0
		for _, c := range f.Table.On(p) {
			if c.Typical != nil && !c.TooFew {
				n++
			}
		}
		if n >= 2 {
			return true
		}
	}
	return false
}

// Detail says how sure the headline is; empty when it makes no comparison.
func (f Forms) Detail(s *language.Speaker) string {
	if f.Finding == nil {
		return ""
	}
	t := f.Finding.Times
	return s.T("forms.detail", language.Args{"Low": s.Times(t.Low), "High": s.Times(t.High)})
}

// PlatformHeadline says what the data say about one platform's forms.
func (f Forms) PlatformHeadline(s *language.Speaker, p social.Platform) string {
	var top, within []string
	rest := 0
	for _, c := range f.Table.On(p) {
		switch {
		case c.TopGroup:
			within = append(within, s.FormInText(c.Form))
			if top = append(top, s.FormInText(c.Form)); len(top) == 1 {
				top[0] = s.Form(c.Form)
			}
		case c.Typical != nil && !c.TooFew:
			rest++
		}
	}
	args := language.Args{"Platform": p.Name(), "Forms": s.List(top)}
	switch {
	case len(top) == 0:
		return s.T("forms.platform.too_few", args)
	case rest == 0:
		args["Forms"] = s.List(within) // the sentence begins with the platform
		return s.T("forms.platform.level", args)
	case len(top) == 1:
		return s.T("forms.platform.first", args)
	}
	return s.T("forms.platform.shared", args)
}

// Subtitle says what is shown, for whom, for which time and by which definition.
func (f Forms) Subtitle(s *language.Speaker) string {
	whose := f.Organisation.Name
	if f.Question.Competitors {
		whose = s.T("forms.competitors")
	}
	return s.T("forms.subtitle", language.Args{
		"Measure": s.T("measure." + string(f.Question.Measure)), "Organisation": whose,
		"Quarter": s.Quarter(f.Question.Quarter),
	}) + f.Question.cut(s)
}

// Source says what the figures rest on, so that a picture of them still tells the truth elsewhere.
func (f Forms) Source(s *language.Speaker) string {
	boosted, young, lacking := f.leftOut()
	return about{Exported: f.Exported, Invented: f.Invented}.source(s, f.Posts, boosted, young, lacking)
}

func (f Forms) leftOut() (boosted, young, lacking int) {
	for _, c := range f.Table.Cells {
		boosted, young, lacking = boosted+c.Boosted, young+c.Young, lacking+c.NoFigure
	}
	return boosted, young, lacking
}

// CellSentence says in a sentence what a cell holds and how sure it is.
func (f Forms) CellSentence(s *language.Speaker, c engagement.Cell) string {
	args := language.Args{"Platform": c.Platform.Name(), "Form": s.Form(c.Form), "Count": c.Used}
	switch {
	case c.Used == 0:
		args["Count"] = c.Posts
		return s.T("forms.cell.none", args)
	case c.Typical == nil || math.IsNaN(c.Typical.Low):
		return s.T("forms.cell.too_few", args)
	}
	id, per := "forms.cell.per_post", 1.0
	if f.Question.Measure != engagement.PerPost {
		id, per = "forms.cell.rate", 100
		args["Over"] = s.Denominator(c.Denominator)
	}
	args["Typical"] = s.Figure(c.Typical.Value * per)
	args["Low"], args["High"] = s.Figure(c.Typical.Low*per), s.Figure(c.Typical.High*per)
	sentence := s.T(id, args)
	if c.TooFew || c.OwnWeight < 0.5 {
		sentence += " " + s.T("forms.cell.mostly", language.Args{"Percent": s.Figure(math.Round(100 * c.OwnWeight))})
	}
	return sentence
}

// Value writes a figure of the table's measure: a rate as per cent, engagement per post as a number.
func (f Forms) Value(s *language.Speaker, v float64) string {
	if f.Question.Measure == engagement.PerPost {
		return s.Figure(v)
	}
	return s.Percent(v)
}

// TickValue writes a round figure of the table's measure for an axis: "2%", not "2.00%".
func (f Forms) TickValue(s *language.Speaker, v float64) string {
	if f.Question.Measure == engagement.PerPost {
		return s.Figure(v)
	}
	return s.PercentTick(v)
}

// PostRow is one post behind a figure, for a table of posts.
type PostRow struct {
	social.Post
	Channel      social.Channel
	Organisation social.Organisation
	// Engagement is all engagement, nil when the export lacks it; Rate is the question's rate, nil likewise.
	Engagement *int64
	Rate       *social.Ratio
}

// PostsBehind returns the posts of a cell with their texts, highest figure first; posts without one come last. A question
// without a measure gives each post the rate that exists for it.
func (r *Reviewer) PostsBehind(ctx context.Context, q Question, ids []social.PostID) ([]PostRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return r.postRows(ctx, q.Measure, workspace.PostFilter{IDs: ids})
}

// Posts returns the posts that the question asks for, highest figure first.
func (r *Reviewer) Posts(ctx context.Context, q Question) ([]PostRow, error) {
	f, err := r.Forms(ctx, q)
	if err != nil {
		return nil, err
	}
	var ids []social.PostID
	for _, c := range f.Table.Cells {
		ids = append(ids, c.IDs...)
	}
	if !q.Everyone { // else each post by the rate that exists for it
		q.Measure = f.Question.Measure
	}
	return r.PostsBehind(ctx, q, ids)
}

// Sources returns the exports on which each of the posts rests, the one that counts most first.
func (r *Reviewer) Sources(ctx context.Context, rows []PostRow) (map[social.PostID][]workspace.Source, error) {
	ids := make([]social.PostID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return r.workspace.Sources(ctx, ids)
}

func (r *Reviewer) postRows(ctx context.Context, m engagement.Measure, filter workspace.PostFilter) ([]PostRow, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	posts, err := r.workspace.Posts(ctx, filter)
	if err != nil {
		return nil, err
	}
	rows := make([]PostRow, len(posts))
	for i, p := range posts {
		h.followers.Fill(&p)
		h.web.Fill(&p)
		rows[i].Post = p
		rows[i].Channel, _ = h.Channel(p.Channel)
		rows[i].Organisation, _ = h.Organisation(rows[i].Channel.Organisation)
		if v, known := social.Engagement(p.Platform, social.AllEngagement, p.Metrics); known {
			rows[i].Engagement = &v
		}
		rate, known := social.OwnRate(p.Platform, p.Metrics)
		if m == engagement.ComparableRate || m == "" && rows[i].Organisation.Competitor {
			rate, known = social.ComparableRate(p.Platform, p.Metrics)
		}
		if known {
			rows[i].Rate = &rate
		}
	}
	slices.SortStableFunc(rows, func(a, b PostRow) int { return compareFigures(m, a, b) })
	return rows, nil
}

func compareFigures(m engagement.Measure, a, b PostRow) int {
	x, hasX := a.figure(m)
	y, hasY := b.figure(m)
	switch {
	case hasX != hasY && hasX, hasX && hasY && x > y:
		return -1
	case hasX != hasY, hasX && hasY && x < y:
		return 1
	}
	return 0
}

func (p PostRow) figure(m engagement.Measure) (float64, bool) {
	switch {
	case m == engagement.PerPost && p.Engagement != nil:
		return float64(*p.Engagement), true
	case m != engagement.PerPost && p.Rate != nil:
		return p.Rate.Rate(), true
	}
	return 0, false
}
