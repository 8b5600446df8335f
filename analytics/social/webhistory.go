package social

import (
	"cmp"
	"slices"
	"time"
)

// WebHistory knows the figures of a website's pages and which blog post each page is. The zero value knows nothing.
type WebHistory struct {
	pages []PageFigures
	owner map[ChannelID]OrganisationID
	at    map[webKey][]int // the pages of an organisation's websites with that path
}

type webKey struct {
	organisation OrganisationID
	path         string
}

// NewWebHistory collects figures, of which there may be one a channel, page and period, in any order. The statistics of
// a website cover all of an organisation's blogs, whichever channel they were imported for: pages are told apart by the
// organisation that channels names, by path, and by host where the figures know more than one.
//
// A page's lifetime figure is the sum over periods that do not overlap: of all ways to choose such periods the one that
// covers most days, so that a month exported after the quarter that holds it changes nothing; between equals the newer
// exports count. Figures of unknown period overlap everything. They count only when no other is there, the newest alone.
func NewWebHistory(figures []PageFigures, channels []Channel) WebHistory {
	h := WebHistory{owner: map[ChannelID]OrganisationID{}, at: map[webKey][]int{}}
	for _, c := range channels {
		h.owner[c.ID] = c.Organisation
	}
	byPath := map[webKey][]PageFigures{}
	var keys []webKey
	for _, f := range figures {
		k := webKey{h.owner[f.Channel], f.Page.Path}
		if _, known := byPath[k]; !known {
			keys = append(keys, k)
		}
		byPath[k] = append(byPath[k], f)
	}
	slices.SortFunc(keys, func(a, b webKey) int {
		return cmp.Or(cmp.Compare(a.organisation, b.organisation), cmp.Compare(a.path, b.path))
	})
	for _, k := range keys {
		for _, page := range apart(byPath[k]) {
			h.at[k] = append(h.at[k], len(h.pages))
			h.pages = append(h.pages, lifetime(page))
		}
	}
	return h
}

// apart divides the figures of one path into pages: one, unless they know several hosts.
func apart(figures []PageFigures) [][]PageFigures {
	var hosts []string
	for _, f := range figures {
		if f.Page.Host != "" && !slices.Contains(hosts, f.Page.Host) {
			hosts = append(hosts, f.Page.Host)
		}
	}
	if len(hosts) <= 1 {
		return [][]PageFigures{figures}
	}
	slices.Sort(hosts)
	var pages [][]PageFigures
	for _, host := range append([]string{""}, hosts...) {
		var page []PageFigures
		for _, f := range figures {
			if f.Page.Host == host {
				page = append(page, f)
			}
		}
		if len(page) > 0 {
			pages = append(pages, page)
		}
	}
	return pages
}

// lifetime adds up one page's figures over its periods.
func lifetime(figures []PageFigures) PageFigures {
	slices.SortStableFunc(figures, func(a, b PageFigures) int {
		return cmp.Or(a.To.Compare(b.To), a.From.Compare(b.From), a.ObservedAt.Compare(b.ObservedAt),
			cmp.Compare(a.Page.Host, b.Page.Host), cmp.Compare(a.Channel, b.Channel))
	})
	newest := slices.MaxFunc(figures, func(a, b PageFigures) int { return a.ObservedAt.Compare(b.ObservedAt) })
	total := PageFigures{Channel: newest.Channel, Page: newest.Page, Title: newest.Title}
	open := false // some figure is of an unknown period
	for _, of := range []func(*PageFigures) **int64{
		func(f *PageFigures) **int64 { return &f.Views },
		func(f *PageFigures) **int64 { return &f.Visitors },
		func(f *PageFigures) **int64 { return &f.WatchTime },
		func(f *PageFigures) **int64 { return &f.Clicks },
		func(f *PageFigures) **int64 { return &f.Impressions },
	} {
		var knowing []*PageFigures
		for i := range figures {
			if *of(&figures[i]) != nil {
				knowing = append(knowing, &figures[i])
			}
		}
		chosen := mostDays(knowing)
		for _, f := range chosen {
			if *of(&total) == nil {
				*of(&total) = new(int64)
			}
			**of(&total) += **of(f)
			open = open || !f.KnowsPeriod()
			if f.KnowsPeriod() && (total.From.IsZero() || f.From.Before(total.From)) {
				total.From = f.From
			}
			if f.To.After(total.To) {
				total.To = f.To
			}
			if f.ObservedAt.After(total.ObservedAt) {
				total.ObservedAt = f.ObservedAt
			}
		}
		if of(&total) == &total.Visitors && len(chosen) > 1 {
			total.Visitors = nil // who came in two periods would count twice
		}
	}
	for _, f := range figures {
		if total.Page.Host == "" {
			total.Page.Host = f.Page.Host
		}
		if total.Title == "" {
			total.Title = f.Title
		}
	}
	if open {
		total.From, total.To = time.Time{}, time.Time{}
	}
	return total
}

// mostDays chooses periods that do not overlap and together have most days, of two such choices the one exported later.
// The figures come by the end of their period. Without any period it is the figures exported last.
func mostDays(figures []*PageFigures) []*PageFigures {
	var known []*PageFigures
	var last *PageFigures
	for _, f := range figures {
		if f.KnowsPeriod() {
			known = append(known, f)
		} else if last == nil || !f.ObservedAt.Before(last.ObservedAt) {
			last = f
		}
	}
	if len(known) == 0 {
		if last == nil {
			return nil
		}
		return []*PageFigures{last}
	}
	// best[i] is the best choice among the first i: Kleinberg and Tardos, Algorithm Design (2005), section 6.1.
	type choice struct {
		days, fresh int64 // fresh is days times the moment of export, so that newer exports weigh more
		before      int   // the choice it goes on from
		takes       bool
	}
	best := make([]choice, len(known)+1)
	for i, f := range known {
		before, _ := slices.BinarySearchFunc(known[:i], f.From, func(g *PageFigures, from time.Time) int { return g.To.Compare(from) })
		with := choice{best[before].days + f.days(), best[before].fresh + f.days()*f.ObservedAt.Unix(), before, true}
		best[i+1] = choice{best[i].days, best[i].fresh, i, false}
		if cmp.Or(cmp.Compare(with.days, best[i].days), cmp.Compare(with.fresh, best[i].fresh)) > 0 {
			best[i+1] = with
		}
	}
	var chosen []*PageFigures
	for i := len(known); i > 0; i = best[i].before {
		if best[i].takes {
			chosen = append(chosen, known[i-1])
		}
	}
	return chosen
}

// Pages returns every page with its lifetime figures, by organisation and path.
func (h WebHistory) Pages() []PageFigures { return h.pages }

// PageOf returns the place in [WebHistory.Pages] of the page that a blog post is: that of the post's organisation with
// the same path, and the same host where both know one. ok is false when there is none, or when two could be meant.
func (h WebHistory) PageOf(p *Post) (place int, ok bool) {
	address, ok := ParsePage(p.URL)
	if !ok || p.Platform != Blog || address.Path == "/" { // the start page is no post, whatever a feed's link says
		return 0, false
	}
	pages := h.at[webKey{h.owner[p.Channel], address.Path}]
	for _, i := range pages {
		if h.pages[i].Page.Host == address.Host {
			return i, true
		}
	}
	for _, i := range pages {
		if h.pages[i].Page.Host == "" || address.Host == "" && len(pages) == 1 {
			return i, true
		}
	}
	return 0, false
}

// Fill gives a blog post the views and the watch time of its page, unless its own export told them.
func (h WebHistory) Fill(p *Post) {
	i, ok := h.PageOf(p)
	if !ok {
		return
	}
	page := &h.pages[i]
	listed := true // nothing but where and when it appeared is known
	for m := range p.Metrics.All() {
		listed = listed && m == FollowersAtPost
	}
	filled := false
	for _, figure := range []struct {
		metric Metric
		value  *int64
	}{{Views, page.Views}, {WatchTime, page.WatchTime}} {
		if figure.value != nil && !p.Metrics.Has(figure.metric) {
			p.Metrics.Set(figure.metric, *figure.value)
			filled = true
		}
	}
	if listed && filled { // all that is known of the post is as old as the website's figures
		p.ObservedAt = page.ObservedAt
	}
}
