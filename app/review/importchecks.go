package review

import (
	"context"
	"fmt"

	"auscult/analytics/safeguard"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
)

// ImportChecks is what the checks find in our own posts, and in comments under them, that imports brought, as far as nobody has decided on it: figures
// without a word of the texts.
type ImportChecks struct {
	Texts, Serious, Warnings int
}

// CheckImports checks the texts of our posts and of the comments on our channels of which any of the imports tells. It reads the texts it needs and
// nothing else of the workspace, so that it can follow an import at once.
func (r *Reviewer) CheckImports(ctx context.Context, imports []social.ImportID) (ImportChecks, error) {
	var c ImportChecks
	if len(imports) == 0 {
		return c, nil
	}
	organisations, err := r.workspace.Organisations(ctx)
	if err != nil {
		return c, err
	}
	channels, err := r.workspace.Channels(ctx)
	if err != nil {
		return c, err
	}
	house, err := r.workspace.House(ctx)
	if err != nil {
		return c, err
	}
	judge, err := r.judge(ctx)
	if err != nil {
		return c, err
	}
	rival := map[social.OrganisationID]bool{}
	for _, o := range organisations {
		rival[o.ID] = o.Competitor
	}
	ours := map[social.ChannelID]bool{}
	for _, ch := range channels {
		ours[ch.ID] = !rival[ch.Organisation]
	}
	by := checkersOf(checkedWith(house, organisations, channels))
	var found []Found
	err = r.workspace.EachPost(ctx, workspace.PostFilter{Imports: imports}, func(p social.Post) error {
		if !ours[p.Channel] || !social.WordingOf(p.Text).Known {
			return ctx.Err()
		}
		c.Texts++
		for _, f := range by.ofForm(p.Form).Check(p.Text) {
			if f.Severity > safeguard.Note {
				found = append(found, Found{Finding: f, Post: p.ID, Subject: subjectOf(judge.prints, f, safeguard.Post, p.Text)})
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return ImportChecks{}, fmt.Errorf("check what was imported: %w", err)
	}
	if err := r.nameTexts(ctx, found); err != nil {
		return ImportChecks{}, err
	}
	comments, err := r.workspace.CommentsOf(ctx, imports)
	if err != nil {
		return ImportChecks{}, err
	}
	for _, comment := range comments {
		if !ours[comment.Channel] || comment.Locked {
			continue
		}
		c.Texts++
		checker, of := by.ofComment(comment)
		for _, f := range checker.Check(comment.Text) {
			if f.Severity > safeguard.Note {
				one := Found{Finding: f, Post: comment.Post, Of: of, Subject: subjectOf(judge.prints, f, of, comment.Text)}
				one.Subject.Text = judge.prints.Comment(comment)
				found = append(found, one)
			}
		}
	}
	for _, f := range found {
		judge.decide(&f)
		switch {
		case f.Decision != nil || !f.Open():
		case f.Severity == safeguard.Serious:
			c.Serious++
		default:
			c.Warnings++
		}
	}
	return c, nil
}

// Sentence says what was found; empty where nothing was.
func (c ImportChecks) Sentence(s *language.Speaker) string {
	switch {
	case c.Serious > 0:
		return s.T("safeguard.imported_serious", language.Args{"Count": c.Serious})
	case c.Warnings > 0:
		return s.T("safeguard.imported_warnings", language.Args{"Count": c.Warnings})
	}
	return ""
}
