package review

import (
	"context"
	"errors"
	"slices"
	"time"

	"auscult/analytics/safeguard"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
)

// PostDetail is all that is known of one post.
type PostDetail struct {
	PostRow
	History  []Observed // what each export says of its figures, the oldest first
	Findings []Found    // in its text, in the order of the text
	Others   []PostRow  // the same on other platforms
}

// Observed is what one export says of a post's figures.
type Observed struct {
	File    string
	Format  string
	At      time.Time // of the export, in the hospital's time zone
	Metrics social.Metrics
}

// PostDetail returns all that is known of a post; [workspace.ErrNoPost] where there is no such post.
func (r *Reviewer) PostDetail(ctx context.Context, id social.PostID) (PostDetail, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return PostDetail{}, err
	}
	rows, err := r.postRows(ctx, "", workspace.PostFilter{IDs: []social.PostID{id}})
	if err != nil {
		return PostDetail{}, err
	}
	if len(rows) == 0 {
		return PostDetail{}, workspace.ErrNoPost
	}
	d := PostDetail{PostRow: rows[0]}
	zone := h.Settings.Zone()
	d.PublishedAt = d.PublishedAt.In(zone)
	versions, err := r.workspace.Versions(ctx, id)
	if err != nil {
		return PostDetail{}, err
	}
	for _, v := range versions {
		d.History = append(d.History, Observed{v.File, v.Format, v.ExportedAt.In(zone), v.Post.Metrics})
	}
	if d.CrossPost != 0 {
		ids, err := r.workspace.CrossPosts(ctx, d.CrossPost)
		if err != nil {
			return PostDetail{}, err
		}
		if d.Others, err = r.postRows(ctx, "", workspace.PostFilter{IDs: slices.DeleteFunc(ids, func(other social.PostID) bool { return other == id })}); err != nil {
			return PostDetail{}, err
		}
	}
	return d, errors.Join(r.findIn(ctx, h, &d), ctx.Err())
}

// findIn checks the post's text.
func (r *Reviewer) findIn(ctx context.Context, h *Holdings, d *PostDetail) error {
	if !social.WordingOf(d.Text).Known {
		return nil
	}
	judge, err := r.judge(ctx)
	if err != nil {
		return err
	}
	checker := h.checkers().ofForm(d.Form)
	findings := checker.Check(d.Text)
	for _, f := range findings {
		d.Findings = append(d.Findings, Found{
			Finding: f, Channel: d.Channel, Post: d.ID, Published: d.PublishedAt, Of: safeguard.Post, Excerpt: checker.Excerpt(d.Text, f, findings),
			Subject: subjectOf(judge.prints, f, safeguard.Post, d.Text),
		})
	}
	if err := r.nameTexts(ctx, d.Findings); err != nil {
		return err
	}
	for i := range d.Findings {
		judge.decide(&d.Findings[i])
	}
	return nil
}

// Metrics returns the metrics that any export knows of the post, in the order of [social.AllMetrics].
func (d PostDetail) Metrics() []social.Metric {
	var known []social.Metric
	for _, m := range social.AllMetrics() {
		if _, ok := d.Post.Metrics.Get(m); ok || slices.ContainsFunc(d.History, func(o Observed) bool { _, ok := o.Metrics.Get(m); return ok }) {
			known = append(known, m)
		}
	}
	return known
}

// FigureSentence says what the post earned; empty where its exports do not tell.
func (d PostDetail) FigureSentence(s *language.Speaker) string {
	switch {
	case d.Engagement == nil:
		return ""
	case d.Rate == nil:
		return s.T("post.engagement", language.Args{"Engagement": s.Count(*d.Engagement)})
	}
	return s.T("post.engagement_rate", language.Args{
		"Engagement": s.Count(*d.Engagement), "Rate": s.Percent(d.Rate.Rate()), "Over": s.Denominator(d.Rate.Denominator),
	})
}
