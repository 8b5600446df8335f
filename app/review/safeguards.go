package review

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/workspace"
)

// Safeguards is what the checks find in a quarter's posts and comments. It holds no text but masked excerpts. It counts what is
// open: a finding that has been settled by a decision is listed, and not counted.
type Safeguards struct {
	Question     Question // as answered
	Organisation social.Organisation
	Exported     time.Time
	Invented     bool
	Posts        int              // of the quarter
	Worded       int              // of them with a text, which are those that were checked
	Comments     int              // people's comments and our replies that were checked
	Locked       int              // comments that were not, because their texts are locked on this computer
	Free         int              // of the posts that were checked those without an open serious finding
	Open         int              // findings that are not settled
	Findings     []Found          // those that are open first, of them the gravest first, then the latest
	Kinds        []SafeguardCount // by kind, in the order of the law and the house rules
	Channels     []SafeguardCount // by channel, the most serious first
	House        safeguard.House  // the house rules as they were checked
	Held         []strategy.Held  // the limits of the house held against the quarter's posts; none for a part of its forms or topics
}

// Found is a finding in a post or a comment of the workspace.
type Found struct {
	safeguard.Finding
	Channel   social.Channel
	Post      social.PostID // for a comment the post it stands under; zero where that is not known
	Published time.Time     // in the hospital's time zone
	Of        safeguard.TextKind
	Excerpt   string // the words around it, all that gives somebody away masked

	Subject  decision.Subject // as which it is known again
	names    []string         // other names of its text
	Decision *decision.Entry  // what has been decided of it; nil: nothing, or it was taken back
	// Consented says that the post stands under a consent in the register that is complete, holds today and covers it.
	Consented bool
}

// Open reports whether something is left to do: nothing was decided yet, or the text was to come down and is still there. What a
// consent in the register covers is settled as long as it does, unless somebody has decided otherwise.
func (f Found) Open() bool {
	if f.Decision == nil {
		return !f.Consented
	}
	return !f.Decision.Verdict.Settles()
}

// consentable reports whether a consent in the register settles a finding: that a patient is named or shown. Numbers, days and
// places it does not: what a consent describes is for people to read.
func (f Found) consentable() bool {
	return f.Of == safeguard.Post && (f.Kind == safeguard.Consent || f.Kind == safeguard.Name)
}

// SafeguardCount counts findings of a kind, or of a channel.
type SafeguardCount struct {
	Kind    safeguard.Kind
	Channel social.Channel

	Serious, Warnings, Notes int
	Texts                    int // posts and comments with any
}

// All returns how many findings there are.
func (c SafeguardCount) All() int { return c.Serious + c.Warnings + c.Notes }

// Of returns how many findings there are of a severity.
func (c SafeguardCount) Of(v safeguard.Severity) int {
	switch v {
	case safeguard.Serious:
		return c.Serious
	case safeguard.Warning:
		return c.Warnings
	default:
		return c.Notes
	}
}

func (c *SafeguardCount) add(s safeguard.Severity) {
	switch s {
	case safeguard.Serious:
		c.Serious++
	case safeguard.Warning:
		c.Warnings++
	default:
		c.Notes++
	}
}

// options are what texts are checked with: what is known not to be a patient's, which are the organisations and the channels with
// their names, and the house rules as the hospital has them.
func (h *Holdings) options() safeguard.Options {
	return checkedWith(h.house, h.Organisations, h.Channels)
}

func checkedWith(house safeguard.House, organisations []social.Organisation, channels []social.Channel) safeguard.Options {
	o := safeguard.Options{House: house}
	for _, org := range organisations {
		o.Names = append(o.Names, org.Name)
	}
	for _, c := range channels {
		o.Names = append(o.Names, c.Name)
		o.Handles = append(o.Handles, c.Name)
		if c.NativeID != "" {
			o.Handles = append(o.Handles, c.NativeID)
		}
	}
	return o
}

// checkers are those for the kinds of texts of a workspace.
type checkers struct {
	post, picture, reply, comment *safeguard.Checker
}

func (h *Holdings) checkers() checkers { return checkersOf(h.options()) }

func checkersOf(o safeguard.Options) checkers {
	of := func(kind safeguard.TextKind, pictured bool) *safeguard.Checker {
		o.Kind, o.Pictured = kind, pictured
		return safeguard.New(o)
	}
	return checkers{of(safeguard.Post, false), of(safeguard.Post, true), of(safeguard.Reply, false), of(safeguard.Comment, false)}
}

// ofForm returns the checker for posts of a content form.
func (c checkers) ofForm(f social.Form) *safeguard.Checker {
	switch f {
	case social.Photo, social.Carousel, social.Video, social.ShortVideo, social.Live, social.Story:
		return c.picture
	}
	return c.post
}

// ofComment returns the checker for a comment, which is ours or the public's.
func (c checkers) ofComment(comment social.Comment) (*safeguard.Checker, safeguard.TextKind) {
	if comment.Ours == social.Yes {
		return c.reply, safeguard.Reply
	}
	return c.comment, safeguard.Comment
}

// Draft is a text that has not been published.
type Draft struct {
	Text     string
	Kind     safeguard.TextKind
	Pictured bool // it stands under a photo or a film
	// Names are no patients', such as those of staff, beside those that the workspace knows.
	Names []string
}

// CheckDraft checks a draft. The names the workspace knows are no patients', and words of which somebody has decided that they
// may be shown everywhere are no findings. Nothing of it is kept.
func (r *Reviewer) CheckDraft(ctx context.Context, d Draft) ([]safeguard.Finding, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	judge, err := r.judge(ctx)
	if err != nil {
		return nil, err
	}
	o := h.options()
	o.Kind, o.Pictured, o.Names = d.Kind, d.Pictured, append(o.Names, d.Names...)
	return slices.DeleteFunc(safeguard.New(o).Check(d.Text), func(f safeguard.Finding) bool {
		e := judge.on(subjectOf(judge.prints, f, d.Kind, d.Text))
		return e != nil && e.Verdict.Shows()
	}), ctx.Err()
}

// Safeguards checks the quarter's posts and comments. Without a quarter it is about the latest that the exports cover.
func (r *Reviewer) Safeguards(ctx context.Context, q Question) (Safeguards, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return Safeguards{}, err
	}
	if q.Quarter.IsZero() {
		q.Quarter = h.LastQuarter()
	}
	s, err := r.checked.of(ctx, h, q, r.check)
	if err != nil || s.Question.Quarter.IsZero() { // there are no posts
		return s, err
	}
	judge, err := r.judge(ctx)
	if err != nil {
		return Safeguards{}, err
	}
	for i := range s.Findings {
		judge.decide(&s.Findings[i])
	}
	s.count()
	return s, ctx.Err()
}

// keptChecks keeps what the last question found, without what has been decided of it: deciding needs no text read again.
type keptChecks struct {
	mu       sync.Mutex
	holdings *Holdings
	question Question
	found    Safeguards
}

// of returns what is kept, or what check finds; its findings are the caller's to change.
func (k *keptChecks) of(ctx context.Context, h *Holdings, q Question, check func(context.Context, *Holdings, Question) (Safeguards, error)) (Safeguards, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.holdings != h || !reflect.DeepEqual(k.question, q) {
		found, err := check(ctx, h, q)
		if err != nil {
			return Safeguards{}, err
		}
		k.holdings, k.question, k.found = h, q, found
	}
	found := k.found
	found.Findings = slices.Clone(found.Findings)
	return found, nil
}

// check checks the texts; nothing is counted yet but the texts.
func (r *Reviewer) check(ctx context.Context, h *Holdings, q Question) (Safeguards, error) {
	s := Safeguards{Exported: h.LastExport, Invented: h.Settings.Invented, House: h.house}
	whose := h.whose(&q)
	s.Question = q
	s.Organisation, _ = h.Organisation(q.Organisation)
	if q.Quarter.IsZero() {
		return s, ctx.Err()
	}
	posts := h.posts.Where(panel.Filter{
		Organisations: whose, Quarter: q.Quarter, Platforms: q.Platforms, Forms: q.Forms, Topics: q.Topics, Channels: h.marked(q),
	})
	s.Posts = posts.Len()
	prints, err := r.workspace.Fingerprints(ctx)
	if err != nil {
		return Safeguards{}, err
	}
	if err := r.checkPosts(ctx, h, prints, posts, &s); err != nil {
		return Safeguards{}, err
	}
	if len(q.Forms) == 0 && len(q.Topics) == 0 { // comments have neither
		wishes, err := r.Wishes(ctx)
		if err != nil {
			return Safeguards{}, err
		}
		s.Held = strategy.Hold(wishes.AppliedRules(), strategy.MixOf(posts))
		if err := r.checkComments(ctx, h, prints, whose, &s); err != nil {
			return Safeguards{}, err
		}
	}
	return s, ctx.Err()
}

// checkPosts checks the texts of the posts.
func (r *Reviewer) checkPosts(ctx context.Context, h *Holdings, prints workspace.Fingerprints, posts *panel.Panel, s *Safeguards) error {
	by := h.checkers()
	zone := h.Settings.Zone()
	err := r.eachText(ctx, all(posts), func(post panel.Post, text string) {
		s.Worded++
		checker := by.ofForm(post.Form())
		findings := checker.Check(text)
		channel, _ := h.Channel(post.Channel())
		for _, f := range findings {
			s.Findings = append(s.Findings, Found{
				Finding: f, Channel: channel, Post: post.ID(), Published: post.Published().In(zone), Of: safeguard.Post, Excerpt: checker.Excerpt(text, f, findings),
				Subject: subjectOf(prints, f, safeguard.Post, text),
			})
		}
	})
	if err != nil {
		return err
	}
	return r.nameTexts(ctx, s.Findings)
}

// all returns the posts of a panel as a list.
func all(posts *panel.Panel) []panel.Post {
	list := make([]panel.Post, posts.Len())
	for i := range list {
		list[i] = posts.At(i)
	}
	return list
}

// eachText calls f with every post that has a text, some thousand texts held in memory at a time.
func (r *Reviewer) eachText(ctx context.Context, posts []panel.Post, f func(panel.Post, string)) error {
	at := make(map[social.PostID]panel.Post, len(posts))
	ids := make([]social.PostID, len(posts))
	for i, p := range posts {
		ids[i] = p.ID()
		at[ids[i]] = p
	}
	for some := range slices.Chunk(ids, textsAtOnce) {
		texts, err := r.workspace.Texts(ctx, some)
		if err != nil {
			return fmt.Errorf("review: %w", err)
		}
		for _, p := range texts {
			if social.WordingOf(p.Text).Known {
				f(at[p.ID], p.Text)
			}
		}
	}
	return nil
}

// checkComments checks what people wrote in the quarter, and what was answered in public.
func (r *Reviewer) checkComments(ctx context.Context, h *Holdings, prints workspace.Fingerprints, whose []social.OrganisationID, s *Safeguards) error {
	comments, err := r.workspace.Comments(ctx)
	if err != nil {
		return err
	}
	by := h.checkers()
	zone, first := h.Settings.Zone(), h.Settings.YearStart
	for _, c := range comments {
		channel, _ := h.Channel(c.Channel)
		if !slices.Contains(whose, channel.Organisation) || !s.Question.takes(channel) || social.QuarterOf(c.WrittenAt.In(zone), first) != s.Question.Quarter {
			continue
		}
		if c.Locked {
			s.Locked++
			continue
		}
		checker, of := by.ofComment(c)
		s.Comments++
		findings := checker.Check(c.Text)
		for _, f := range findings {
			found := Found{
				Finding: f, Channel: channel, Post: c.Post, Published: c.WrittenAt.In(zone), Of: of, Excerpt: checker.Excerpt(c.Text, f, findings),
				Subject: subjectOf(prints, f, of, c.Text),
			}
			found.Subject.Text = prints.Comment(c)
			s.Findings = append(s.Findings, found)
		}
	}
	return nil
}

// Gravest returns at most n kinds, those with the most serious findings first, then those with the most.
func (s Safeguards) Gravest(n int) []SafeguardCount {
	kinds := slices.Clone(s.Kinds)
	slices.SortStableFunc(kinds, func(a, b SafeguardCount) int {
		return cmp.Or(cmp.Compare(b.Serious, a.Serious), cmp.Compare(b.All(), a.All()))
	})
	return kinds[:min(n, len(kinds))]
}

// count sums up what is open by kind and by channel, and puts it first, the gravest before all.
func (s *Safeguards) count() {
	grave := map[social.PostID]bool{}
	for _, f := range s.Findings {
		if f.Of == safeguard.Post && f.Severity == safeguard.Serious && f.Open() {
			grave[f.Post] = true
		}
	}
	s.Free = s.Worded - len(grave)
	settled := func(f Found) int {
		if f.Open() {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(s.Findings, func(a, b Found) int {
		return cmp.Or(cmp.Compare(settled(a), settled(b)), cmp.Compare(b.Severity, a.Severity), b.Published.Compare(a.Published), cmp.Compare(a.Channel.ID, b.Channel.ID), cmp.Compare(a.Post, b.Post), cmp.Compare(a.Start, b.Start))
	})
	type place struct {
		kind    safeguard.Kind
		channel social.ChannelID
		post    social.PostID
		of      safeguard.TextKind
		at      time.Time
	}
	kinds, channels := map[safeguard.Kind]*SafeguardCount{}, map[social.ChannelID]*SafeguardCount{}
	texts := map[place]bool{}
	for _, f := range s.Findings {
		if !f.Open() {
			break // and so are all that follow
		}
		s.Open++
		if kinds[f.Kind] == nil {
			kinds[f.Kind] = &SafeguardCount{Kind: f.Kind}
		}
		if channels[f.Channel.ID] == nil {
			channels[f.Channel.ID] = &SafeguardCount{Channel: f.Channel}
		}
		kinds[f.Kind].add(f.Severity)
		channels[f.Channel.ID].add(f.Severity)
		if p := (place{f.Kind, 0, f.Post, f.Of, f.Published}); !texts[p] {
			texts[p] = true
			kinds[f.Kind].Texts++
		}
		if p := (place{"", f.Channel.ID, f.Post, f.Of, f.Published}); !texts[p] {
			texts[p] = true
			channels[f.Channel.ID].Texts++
		}
	}
	for _, k := range slices.Concat(safeguard.Identifiers(), safeguard.Conduct()) {
		if c := kinds[k]; c != nil {
			s.Kinds = append(s.Kinds, *c)
		}
	}
	for _, c := range channels {
		s.Channels = append(s.Channels, *c)
	}
	slices.SortFunc(s.Channels, func(a, b SafeguardCount) int {
		return cmp.Or(cmp.Compare(b.Serious, a.Serious), cmp.Compare(b.All(), a.All()), cmp.Compare(a.Channel.ID, b.Channel.ID))
	})
}

// Of counts the open findings of a severity.
func (s Safeguards) Of(v safeguard.Severity) int {
	n := 0
	for _, f := range s.Findings[:s.Open] {
		if f.Severity == v {
			n++
		}
	}
	return n
}
