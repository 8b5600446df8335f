package review

import (
	"context"
	"sync"

	"auscult/analytics/panel"
	"auscult/analytics/safeguard"
	"auscult/analytics/social"
)

// keptSafe keeps which posts have been checked and whether they have an open serious finding: a bit for each, and nothing of their
// texts. It fills up as quarters are asked for.
type keptSafe struct {
	mu       sync.Mutex
	holdings *Holdings // whose posts they are
	checked  map[social.PostID]safety
}

// safety is what checking a post has told.
type safety uint8

const (
	noText safety = 1 + iota
	serious
	free
)

// safe says of the posts whether they are free of open serious findings. Without wait nothing is read: known is false where not
// all have been checked before.
func (r *Reviewer) safe(ctx context.Context, h *Holdings, posts *panel.Panel, wait bool) (is func(panel.Post) (safe, known bool), known bool, err error) {
	kept := &r.safeKnown
	if wait {
		kept.mu.Lock()
	} else if !kept.mu.TryLock() {
		return nil, false, nil // they are being checked
	}
	defer kept.mu.Unlock()
	if kept.holdings != h {
		kept.holdings, kept.checked = h, map[social.PostID]safety{}
	}
	if todo := kept.lacking(posts); len(todo) > 0 {
		if !wait {
			return nil, false, nil
		}
		if err := r.checkSafe(ctx, h, todo, kept.checked); err != nil {
			return nil, false, err
		}
	}
	found := make(map[social.PostID]safety, posts.Len())
	for i := range posts.Len() {
		id := posts.At(i).ID()
		found[id] = kept.checked[id]
	}
	return func(p panel.Post) (safe, known bool) {
		is := found[p.ID()]
		return is == free, is == free || is == serious
	}, true, nil
}

// forget is called when something has been decided.
func (k *keptSafe) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.holdings = nil
}

// lacking returns the posts that have not been checked.
func (k *keptSafe) lacking(posts *panel.Panel) []panel.Post {
	var todo []panel.Post
	for i := range posts.Len() {
		if p := posts.At(i); k.checked[p.ID()] == 0 {
			todo = append(todo, p)
		}
	}
	return todo
}

func (r *Reviewer) checkSafe(ctx context.Context, h *Holdings, posts []panel.Post, into map[social.PostID]safety) error {
	judge, err := r.judge(ctx)
	if err != nil {
		return err
	}
	by := h.checkers()
	found := make(map[social.PostID]safety, len(posts))
	var grave []Found
	err = r.eachText(ctx, posts, func(post panel.Post, text string) {
		found[post.ID()] = free
		for _, f := range by.ofForm(post.Form()).Check(text) {
			if f.Severity == safeguard.Serious {
				grave = append(grave, Found{Finding: f, Post: post.ID(), Subject: subjectOf(judge.prints, f, safeguard.Post, text)})
			}
		}
	})
	if err != nil {
		return err
	}
	if err := r.nameTexts(ctx, grave); err != nil {
		return err
	}
	for _, f := range grave {
		if judge.decide(&f); f.Open() {
			found[f.Post] = serious
		}
	}
	for _, p := range posts {
		into[p.ID()] = max(found[p.ID()], noText)
	}
	return ctx.Err()
}
