package review

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
)

// Search is what posts are looked for by.
type Search struct {
	// Words must all be in a post's text, campaign, link or identifier, in any order, as parts of words; what stands in quotation
	// marks must be there as it is. Capitals and accents do not matter, ß is ss, œ is oe.
	Words string
	// Ours leaves competitors' posts out.
	Ours bool
	// Most is how many posts are returned at most, the newest; 0: all.
	Most int
}

// Empty reports whether there is nothing to look for.
func (s Search) Empty() bool { return len(termsOf(s.Words)) == 0 }

// Hits are the posts that a search finds.
type Hits struct {
	Posts []PostRow // the newest first
	All   int       // how many fit
}

// Find looks for posts in all that the workspace holds, ours and the competitors', of all time. Without words there are none.
func (r *Reviewer) Find(ctx context.Context, s Search) (Hits, error) {
	terms := termsOf(s.Words)
	if len(terms) == 0 {
		return Hits{}, ctx.Err()
	}
	h, err := r.Holdings(ctx)
	if err != nil {
		return Hits{}, err
	}
	ours := h.Ours()
	published := map[social.PostID]int64{} // of the posts that fit
	err = r.workspace.EachText(ctx, func(p social.Post) error {
		if !has(language.Folded(strings.Join([]string{p.Text, p.Campaign, p.URL, p.NativeID}, "\n")), terms) {
			return ctx.Err()
		}
		if channel, _ := h.Channel(p.Channel); !s.Ours || slices.Contains(ours, channel.Organisation) {
			published[p.ID] = p.PublishedAt.Unix()
		}
		return ctx.Err()
	})
	if err != nil || len(published) == 0 {
		return Hits{}, err
	}
	ids := slices.SortedFunc(maps.Keys(published), func(a, b social.PostID) int {
		return cmp.Or(cmp.Compare(published[b], published[a]), cmp.Compare(b, a))
	})
	all := len(ids)
	if s.Most > 0 {
		ids = ids[:min(all, s.Most)]
	}
	rows, err := r.postRows(ctx, "", workspace.PostFilter{IDs: ids})
	if err != nil {
		return Hits{}, err
	}
	place := make(map[social.PostID]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(rows, func(a, b PostRow) int { return place[a.ID] - place[b.ID] })
	return Hits{rows, all}, nil
}

// termsOf cuts what a person typed into what must be found, folded.
func termsOf(words string) []string {
	words = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(words)
	var terms []string
	for i, part := range strings.Split(words, `"`) {
		if i%2 == 1 {
			if phrase := language.Folded(strings.TrimSpace(part)); phrase != "" {
				terms = append(terms, phrase)
			}
			continue
		}
		for _, word := range strings.Fields(part) {
			terms = append(terms, language.Folded(word))
		}
	}
	return terms
}

func has(text string, terms []string) bool {
	return !slices.ContainsFunc(terms, func(t string) bool { return !strings.Contains(text, t) })
}
