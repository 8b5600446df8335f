package workspace

import (
	"database/sql"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/classify"
)

// The columns in which posts and post_versions agree: what one import says about a post, or what all of them together
// say. They come in three kinds, and everywhere in this order.
var (
	textColumns = []string{
		"native_id", "url", "text", "form", "form_reason", "topic", "topic_reason", "campaign", "promotional_reason",
	}
	numberColumns = []string{"published_at", "day_only", "duration", "promotional", "boosted"}
	metricColumns = func() []string {
		var names []string
		for _, m := range social.AllMetrics() {
			names = append(names, m.String())
		}
		return names
	}()
	versionColumns = slices.Concat(textColumns, numberColumns, metricColumns)
)

// columnList is versionColumns for a statement, each with the prefix before it.
func columnList(prefix string) string { return prefix + strings.Join(versionColumns, ", "+prefix) }

// placeholders returns n question marks for a statement.
func placeholders(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// appendTexts appends the post's values in the order of textColumns.
func appendTexts(args []any, p *social.Post) []any {
	return append(args, p.NativeID, p.URL, p.Text, string(p.Form), p.FormReason, string(p.Topic), p.TopicReason,
		p.Campaign, p.PromotionalReason)
}

// numbersOf returns the post's values in the order of numberColumns.
func numbersOf(p *social.Post) [5]int64 {
	dayOnly := int64(0)
	if p.DayOnly {
		dayOnly = 1
	}
	return [5]int64{p.PublishedAt.Unix(), dayOnly, int64(p.Duration / time.Second), int64(p.Promotional), int64(p.Boosted)}
}

// appendVersion appends the post's values in the order of versionColumns.
func appendVersion(args []any, p *social.Post) []any {
	args = appendTexts(args, p)
	for _, n := range numbersOf(p) {
		args = append(args, n)
	}
	for _, m := range allMetrics {
		if v, known := p.Metrics.Get(m); known {
			args = append(args, v)
		} else {
			args = append(args, nil)
		}
	}
	return args
}

var allMetrics = social.AllMetrics()

// versionScan receives the columns of versionColumns.
type versionScan struct {
	post                 social.Post
	published            int64
	duration             int64
	form, topic          string
	promotional, boosted int64
	metrics              []sql.NullInt64
}

func newVersionScan() *versionScan {
	return &versionScan{metrics: make([]sql.NullInt64, len(allMetrics))}
}

// into returns where the columns are to be scanned.
func (s *versionScan) into(before ...any) []any {
	targets := append(before, &s.post.NativeID, &s.post.URL, &s.post.Text, &s.form, &s.post.FormReason, &s.topic,
		&s.post.TopicReason, &s.post.Campaign, &s.post.PromotionalReason,
		&s.published, &s.post.DayOnly, &s.duration, &s.promotional, &s.boosted)
	for i := range s.metrics {
		targets = append(targets, &s.metrics[i])
	}
	return targets
}

// read returns the post that was scanned.
func (s *versionScan) read() social.Post {
	p := s.post
	p.PublishedAt = time.Unix(s.published, 0).UTC()
	p.Duration = time.Duration(s.duration) * time.Second
	p.Form, p.Topic = social.Form(s.form), social.Topic(s.topic)
	p.Promotional, p.Boosted = social.Answer(s.promotional), social.Answer(s.boosted)
	p.Metrics = social.Metrics{}
	for i, m := range s.metrics {
		if m.Valid {
			p.Metrics.Set(allMetrics[i], m.Int64)
		}
	}
	return p
}

// folding is what is known of a post after some versions of it, added in the order in which they count: a tool's before
// our own form's and the platform's, and of one kind the older export before the newer.
type folding struct {
	post  social.Post
	begun bool
	// boostedAt and boostedBy are the export that said last that money was spent, while the post is held for boosted.
	boostedAt time.Time
	boostedBy int64
}

// add adds a version that counts more than all before it. Its ObservedAt is the moment of the export.
//
// What the platform itself counts stands above a tool's figure of whatever date, so that a post's figures are of one
// source and one day as far as they can be: impressions of July over the reach of April would be no rate. That money
// was spent is another matter: it may be spent, and told, at any time. So a yes stays until a later export says no
// whose word counts as much.
func (f *folding) add(version social.Post, authority int64) {
	before := f.post.Boosted
	if f.begun {
		f.post = fold(f.post, version)
	} else {
		f.post, f.begun = version, true
	}
	switch version.Boosted {
	case social.Yes:
		if before != social.Yes || !version.ObservedAt.Before(f.boostedAt) {
			f.boostedAt = version.ObservedAt
		}
		f.boostedBy = authority
	case social.No:
		if before == social.Yes && (version.ObservedAt.Before(f.boostedAt) || authority < f.boostedBy) {
			f.post.Boosted = social.Yes
		}
	}
}

// fold returns what is known of a post after a version of it that counts more: its word wins where there is one, and
// nothing that only the other one knew is lost.
func fold(older, newer social.Post) social.Post {
	p := older
	p.Metrics = older.Metrics.Overlay(newer.Metrics)
	p.ObservedAt = newer.ObservedAt
	newest(&p.NativeID, newer.NativeID)
	newest(&p.URL, newer.URL)
	newest(&p.Text, newer.Text)
	newest(&p.Campaign, newer.Campaign)
	newest(&p.Duration, newer.Duration)
	newest(&p.Boosted, newer.Boosted)
	if newer.Form != "" && classify.FormStrength(newer.FormReason) >= classify.FormStrength(older.FormReason) {
		p.Form, p.FormReason = newer.Form, newer.FormReason
	}
	// What a file says itself is worth more than what a newer one lets us guess.
	if newer.Topic != "" && !(older.TopicReason == social.GivenInFile && newer.TopicReason != social.GivenInFile) {
		p.Topic, p.TopicReason = newer.Topic, newer.TopicReason
	}
	if newer.Promotional != social.Unsaid && !(older.PromotionalReason == social.GivenInFile && newer.PromotionalReason != social.GivenInFile) {
		p.Promotional, p.PromotionalReason = newer.Promotional, newer.PromotionalReason
	}
	// A date with its time of day says more than a newer one without.
	if !newer.DayOnly || older.DayOnly {
		p.PublishedAt, p.DayOnly = newer.PublishedAt, newer.DayOnly
	}
	return p
}

func newest[T comparable](known *T, newer T) {
	var nothing T
	if newer != nothing {
		*known = newer
	}
}

// same reports whether two states of a post agree in everything an export can say.
func same(a, b social.Post) bool {
	a.ObservedAt, b.ObservedAt = time.Time{}, time.Time{}
	a.ID, a.Channel, a.Platform = b.ID, b.Channel, b.Platform
	return a.PublishedAt.Equal(b.PublishedAt) && equalBut(a, b)
}

func equalBut(a, b social.Post) bool {
	a.PublishedAt, b.PublishedAt = time.Time{}, time.Time{}
	return a == b
}
