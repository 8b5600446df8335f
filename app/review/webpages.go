package review

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"auscult/analytics/social"
)

// WebPage is a page of a website with its figures over all periods, and the blog's posts that it is.
type WebPage struct {
	social.PageFigures
	Channel      social.Channel // the blog the figures were imported for
	Organisation social.Organisation
	// Posts are the posts with this address, oldest first; more than one when two channels list the same post. Empty for
	// a page that is no post of the blog, and for a post whose date of publication no import has told.
	Posts []social.Post
	// InBlog says that the page lies where posts of its organisation lie: in the same top folder, such as /blog, or in
	// that of any year. Where no post is known nothing tells the blog's pages from the others, and all are in it.
	InBlog bool
}

// WebPages returns every page with figures, most opened first. What a page's figures are when periods overlap is said
// at [social.NewWebHistory].
func (r *Reviewer) WebPages(ctx context.Context) ([]WebPage, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	figures := h.web.Pages()
	pages := make([]WebPage, len(figures))
	for i, f := range figures {
		pages[i].PageFigures = f
		pages[i].Channel, _ = h.Channel(f.Channel)
		pages[i].Organisation, _ = h.Organisation(pages[i].Channel.Organisation)
	}
	folders := map[social.OrganisationID][]string{}
	for _, p := range h.blog {
		if i, ok := h.web.PageOf(&p); ok {
			pages[i].Posts = append(pages[i].Posts, p)
		}
		if address, ok := social.ParsePage(p.URL); ok {
			owner, _ := h.Channel(p.Channel)
			folders[owner.Organisation] = append(folders[owner.Organisation], topFolder(address.Path))
		}
	}
	for i := range pages {
		of := folders[pages[i].Organisation.ID]
		pages[i].InBlog = len(of) == 0 || slices.Contains(of, topFolder(pages[i].Page.Path))
	}
	slices.SortStableFunc(pages, func(a, b WebPage) int {
		return cmp.Or(-cmp.Compare(figure(a.Views), figure(b.Views)), -cmp.Compare(figure(a.Clicks), figure(b.Clicks)))
	})
	return pages, nil
}

// topFolder is the first folder of a path, "" for a page in none; all years are one folder, as blogs sort posts by date.
func topFolder(path string) string {
	folder, _, inside := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case !inside:
		return ""
	case year.MatchString(folder):
		return "year"
	}
	return folder
}

var year = regexp.MustCompile(`^(?:19|20)\d\d$`)

// figure is a figure for sorting: an absent one comes last.
func figure(v *int64) int64 {
	if v == nil {
		return -1
	}
	return *v
}
