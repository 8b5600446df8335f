package review

import (
	"context"

	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/social"
	"auscult/app/workspace"
)

// Redactor masks, in what leaves the program, everything that can give somebody away and of which nobody has decided that it
// may be shown. It assists as the checks do: what they miss, it misses.
type Redactor struct {
	workspace *workspace.Workspace
	by        checkers
	judge     judge
	Masked    int // how many findings have been masked by now
}

// Redactor returns one that knows what has been decided by now.
func (r *Reviewer) Redactor(ctx context.Context) (*Redactor, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	judge, err := r.judge(ctx)
	if err != nil {
		return nil, err
	}
	return &Redactor{workspace: r.workspace, by: h.checkers(), judge: judge}, nil
}

// Posts masks the texts of posts in their place.
func (x *Redactor) Posts(ctx context.Context, posts []PostRow) error {
	ids := make([]social.PostID, len(posts))
	for i, p := range posts {
		ids[i] = p.ID
	}
	names, err := x.workspace.TextNames(ctx, ids)
	if err != nil {
		return err
	}
	for i := range posts {
		p := &posts[i]
		p.Text = x.mask(x.by.ofForm(p.Form), p.Text, p.ID, names[p.ID])
	}
	return ctx.Err()
}

// Words masks what somebody has written in the program: a note, an event.
func (x *Redactor) Words(text string) string { return x.mask(x.by.post, text, 0, nil) }

func (x *Redactor) mask(c *safeguard.Checker, text string, post social.PostID, names []string) string {
	masked, n := c.MaskBut(text, func(f safeguard.Finding, words string) bool {
		found := Found{Finding: f, Post: post, Of: safeguard.Post, Subject: decision.Subject{Kind: f.Kind, Words: x.judge.prints.Words(words)}, names: names}
		x.judge.decide(&found)
		if found.Decision == nil {
			return found.Consented
		}
		return found.Decision.Verdict.Shows()
	})
	x.Masked += n
	return masked
}
