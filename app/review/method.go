package review

import (
	"context"
	"slices"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/panel"
	"auscult/analytics/position"
	"auscult/analytics/social"
	"auscult/analytics/trend"
	"auscult/app/language"
	"auscult/app/workspace"
)

// Method answers "How was this computed?" in plain words, a part at a time.
type Method struct {
	Parts []MethodPart
	// Behind are the posts that the figures rest on, those that are counted but left out included; ours and theirs.
	Behind []social.PostID
}

// MethodPart is one part of the answer.
type MethodPart struct {
	Title string
	Lines []string
}

// basis counts the posts that figures are about: those used are all less those left out.
type basis struct {
	ids                          []social.PostID
	platforms                    []social.Platform
	used, boosted, young, lacked int
}

// basisOf counts the posts. Which are left out follows from the figure: without leaves, none; known tells whether a post
// has what the figure needs.
func basisOf(posts *panel.Panel, young, boosted bool, known func(panel.Post) bool) basis {
	b := basis{platforms: posts.Platforms(), ids: make([]social.PostID, posts.Len())}
	for i := range posts.Len() {
		post := posts.At(i)
		b.ids[i] = post.ID()
		switch {
		case boosted && post.Boosted() == social.Yes:
			b.boosted++
		case young && post.Young():
			b.young++
		case !known(post):
			b.lacked++
		default:
			b.used++
		}
	}
	return b
}

// lines say how many posts are used and why others are not.
func (b basis) lines(s *language.Speaker) []string {
	lines := []string{s.T("method.used", language.Args{"Count": b.used, "All": s.Count(int64(len(b.ids)))})}
	if b.boosted+b.young+b.lacked > 0 {
		lines = append(lines, s.T("forms.left_out", language.Args{
			"Boosted": s.Count(int64(b.boosted)), "Young": s.Count(int64(b.young)), "Lacking": s.Count(int64(b.lacked)),
		}))
	}
	return lines
}

// definitions say, platform by platform, what counts and what it is divided by.
func definitions(s *language.Speaker, platforms []social.Platform, scope social.Scope, over func(social.Platform) social.Denominator) []string {
	var lines []string
	for _, p := range platforms {
		args := language.Args{"Platform": p.Name(), "Counts": metricNames(s, social.EngagementParts(p, scope))}
		id := "method.platform_alone"
		if d := over(p); d != social.NoDenominator {
			id, args["Over"] = "method.platform", s.Denominator(d)
		}
		lines = append(lines, s.T(id, args))
	}
	return lines
}

func nothing(social.Platform) social.Denominator { return social.NoDenominator }

// methodOf puts the parts together; one without lines is left out.
func methodOf(s *language.Speaker, b basis, how, counts, posts, sure []string) Method {
	m := Method{Behind: b.ids}
	for _, part := range []MethodPart{
		{s.T("method.how"), how}, {s.T("method.counts"), counts}, {s.T("method.posts"), posts}, {s.T("method.sure"), sure},
	} {
		if len(part.Lines) > 0 {
			m.Parts = append(m.Parts, part)
		}
	}
	return m
}

// Method says how the page's figures were computed.
func (f Forms) Method(s *language.Speaker) Method {
	b := basis{platforms: f.Table.Platforms}
	over := map[social.Platform]social.Denominator{}
	for _, c := range f.Table.Cells {
		b.ids = append(b.ids, c.IDs...)
		b.used += c.Used
		b.boosted, b.young, b.lacked = b.boosted+c.Boosted, b.young+c.Young, b.lacked+c.NoFigure
		over[c.Platform] = c.Denominator
	}
	measure := f.Question.Measure
	scope := social.AllEngagement
	if measure == engagement.ComparableRate {
		scope = social.PublicEngagement
	}
	how := []string{s.T("method.measure." + string(measure)), s.T("report.methods.typical")}
	if measure != engagement.PerPost {
		how = append(how, s.T("method.forms.overall"))
	}
	return methodOf(s, b, append(how, s.T("report.methods.best")),
		definitions(s, b.platforms, scope, func(p social.Platform) social.Denominator { return over[p] }),
		b.lines(s), []string{s.T("report.methods.range"), s.T("report.methods.association")})
}

// trendsBasis counts the posts of the steps shown.
func trendsBasis(posts *panel.Panel, d trend.Development) basis {
	if len(d.Steps) > 0 {
		posts = posts.Between(d.Steps[0], d.Step.Next(d.Steps[len(d.Steps)-1]))
	}
	m := d.Measure
	counts := m == trend.Posts || m == trend.ShareOfPosts
	typical := m == trend.Rate || m == trend.PerPost
	return basisOf(posts, !counts, typical, func(post panel.Post) bool {
		known := true
		switch {
		case m == trend.Rate:
			_, known = social.ComparableRate(post.Platform(), post.Metrics())
		case !counts:
			_, known = social.Engagement(post.Platform(), social.PublicEngagement, post.Metrics())
		}
		return known
	})
}

// Method says how the page's figures were computed.
func (t Trends) Method(s *language.Speaker) Method {
	m := t.Question.Measure
	course := s.T("method.trends.course")
	if c, _ := t.course(); c != nil && c.Seasonal {
		course = s.T("method.trends.seasonal")
	}
	how := []string{s.T("method.trends." + string(m)), course}
	if len(t.Development.Others) > 0 && !m.Share() {
		how = append(how, s.T("method.trends.against"))
	}
	if t.Question.Step == trend.Month && m != trend.Followers && m != trend.ShareOfAudience {
		how = append(how, s.T("method.trends.season"))
	}
	if len(t.Breaks) > 0 {
		how = append(how, s.T("method.trends.breaks"))
	}
	sure := []string{s.T("method.trends.sure")}
	if slices.ContainsFunc(t.Events, func(e Event) bool { return e.Effect != nil }) {
		how = append(how, s.T("method.trends.events", language.Args{"Weeks": trend.EventWeeks}))
		sure = append(sure, s.T("method.trends.sure_events"))
	}
	var counts []string
	switch m {
	case trend.Rate:
		counts = definitions(s, t.basis.platforms, social.PublicEngagement, social.ComparableDenominator)
	case trend.PerPost, trend.Engagement, trend.ShareOfEngagement:
		counts = definitions(s, t.basis.platforms, social.PublicEngagement, nothing)
	case trend.Followers, trend.ShareOfAudience:
		return methodOf(s, basis{}, how, nil, []string{s.T("method.not_posts")}, sure)
	case trend.Posts, trend.ShareOfPosts:
		return methodOf(s, t.basis, how, nil, t.basis.lines(s), sure)
	}
	return methodOf(s, t.basis, how, counts, append(t.basis.lines(s), s.T("method.trends.left_out")), sure)
}

// positionBasis counts the posts of the quarter by what the comparison of engagement needs; the other criteria count all.
func positionBasis(posts *panel.Panel) basis {
	return basisOf(posts, true, true, func(post panel.Post) bool {
		_, known := social.ComparableRate(post.Platform(), post.Metrics())
		return known
	})
}

// Method says how the page's figures were computed.
func (p Position) Method(s *language.Speaker) Method {
	var how []string
	for _, kind := range []position.Kind{
		position.Presence, position.Cadence, position.Steadiness, position.FormVariety, position.Audience, position.Education, position.Sources,
		position.Times, position.Answers, position.Safeguards,
	} {
		how = append(how, s.T("method.position.line", language.Args{
			"Name": p.CriterionName(s, position.Criterion{Kind: kind}), "Text": s.T("method.position." + string(kind)),
		}))
	}
	how = append(how, s.T("method.position.engagement"), s.T("method.position.verdict"))
	return methodOf(s, p.basis, how, definitions(s, p.basis.platforms, social.PublicEngagement, social.ComparableDenominator),
		append(p.basis.lines(s), s.T("method.position.posts")), []string{s.T("method.position.sure")})
}

// mostFiles is how many files a method names.
const mostFiles = 12

// ExportsBehind says which exports the figures of the posts are from, newest first: files with the days they were exported
// on and how many of the posts are from each.
func (r *Reviewer) ExportsBehind(ctx context.Context, ids []social.PostID) (Exports, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Exports{}, err
	}
	files, err := r.workspace.ExportsBehind(ctx, ids)
	return Exports{files, h.Settings.Zone()}, err
}

// Exports are the exports behind figures.
type Exports struct {
	Files []workspace.ExportBehind
	zone  *time.Location
}

// Part names them as a part of a method.
func (e Exports) Part(s *language.Speaker) MethodPart {
	part := MethodPart{Title: s.T("method.exports")}
	for i, f := range e.Files {
		if i == mostFiles {
			part.Lines = append(part.Lines, s.T("method.files", language.Args{"Count": len(e.Files) - mostFiles}))
			break
		}
		part.Lines = append(part.Lines, s.T("method.file", language.Args{"File": f.File, "Date": s.Date(f.ExportedAt.In(e.zone)), "Count": f.Posts}))
	}
	if len(part.Lines) == 0 {
		part.Lines = []string{s.T("method.none")}
	}
	return part
}
