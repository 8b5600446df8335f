package review

import (
	"context"
	"time"

	"auscult/analytics/benchmark"
	"auscult/analytics/panel"
	"auscult/analytics/position"
	"auscult/analytics/social"
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
	// Pending says that something is still being worked out: whether anybody's times of publication differ, or what the
	// checks of safeguards find; see [Reviewer.PositionSoon].
	Pending bool
	// pending are the criteria that wait for it.
	pending []position.Kind
	// timesDiffer says that some of our times of publication are better than others for sure.
	timesDiffer bool
	basis       basis
}

// Position computes the page. Without a quarter it is about the latest that the exports cover.
func (r *Reviewer) Position(ctx context.Context, q Question) (Position, error) {
	return r.position(ctx, q, true)
}

// PositionSoon is [Reviewer.Position] without what takes longest: whose times of publication differ, and whose posts have
// serious findings. Of these it says that they are pending unless they have been found out before. All else is the same.
func (r *Reviewer) PositionSoon(ctx context.Context, q Question) (Position, error) {
	return r.position(ctx, q, false)
}

func (r *Reviewer) position(ctx context.Context, q Question, wait bool) (Position, error) {
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
	if options.Gained, err = r.gained(ctx, h, q.Quarter, options.Channels); err != nil {
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
	best, known, err := r.bestTimes(ctx, h, q, options.Others, wait)
	if err != nil {
		return Position{}, err
	}
	if p.timesDiffer, options.BestTime = best[0] != nil, best; !known {
		p.pending = append(p.pending, position.Times)
	}
	if options.Safe, known, err = r.safe(ctx, h, quarter, wait); err != nil {
		return Position{}, err
	}
	if !known {
		p.pending = append(p.pending, position.Safeguards)
	}
	p.Pending = len(p.pending) > 0
	p.Report = position.Audit(posts, options)
	p.Published = publishedFor(q, p.Report)
	return p, ctx.Err()
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
