package engagement

import (
	"cmp"
	"slices"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// Adjusted is the part of a model that other analyses share: what platform, content form and quarter make of a post, and
// the luck of its campaign or day. An analysis adds the terms it asks about; their effects then hold with all of that
// being equal.
//
//	posts := engagement.Adjust(p, engagement.OwnRate)
//	m, err := posts.Fit(ctx, []mixed.Term{engagement.Asked("weekday", 7, 0.02)}, func(i int) []mixed.Entry { … })
//	tuesday := m.Compare([]mixed.Entry{{Column: 1, Value: 1}, {Column: 4, Value: -1}})
type Adjusted struct {
	// Posts are those with a figure to use. Boosted and young posts, and those without a figure, are counted only.
	Posts                    []panel.Post
	Boosted, Young, NoFigure int
	// Over is what the figures of each platform are over: one and the same for all its posts.
	Over map[social.Platform]social.Denominator

	logs      []float64
	places    []place // of each post
	platforms []social.Platform
	forms     []social.Form
	pairs     []panel.Cell
	seasons   []season
}

type season struct {
	platform social.Platform
	quarter  social.Quarter
}

// place is where a post stands in the lists of levels.
type place struct{ platform, form, pair, season int32 }

// Adjust sorts out the posts of p by the measure, as the table of [Compare] does. Figures of one platform are over one
// denominator.
func Adjust(p *panel.Panel, m Measure) *Adjusted {
	a := &Adjusted{platforms: p.Platforms(), Over: sharedDenominators(p, m)}
	for i := range p.Len() {
		post := p.At(i)
		engagement, total, known := m.figure(post.Platform(), a.Over[post.Platform()], post.Metrics())
		switch {
		case post.Boosted() == social.Yes:
			a.Boosted++
		case post.Young():
			a.Young++
		case !known:
			a.NoFigure++
		default:
			a.Posts = append(a.Posts, post)
			a.logs = append(a.logs, logFigure(m, engagement, total))
		}
	}
	a.levels()
	return a
}

// levels numbers what there is among the posts, in an order of its own.
func (a *Adjusted) levels() {
	forms, pairs, seasons := map[social.Form]bool{}, map[panel.Cell]bool{}, map[season]bool{}
	of := make([]season, len(a.Posts))
	for i, post := range a.Posts {
		of[i] = season{post.Platform(), post.Quarter()}
		seasons[of[i]] = true
		pairs[panel.Cell{Platform: post.Platform(), Form: post.Form()}] = true
	}
	for _, platform := range a.platforms {
		for _, form := range append(social.Forms(), "") {
			if pairs[panel.Cell{Platform: platform, Form: form}] {
				a.pairs = append(a.pairs, panel.Cell{Platform: platform, Form: form})
				forms[form] = true
			}
		}
	}
	a.platforms = slices.DeleteFunc(a.platforms, func(p social.Platform) bool {
		return !slices.ContainsFunc(a.pairs, func(c panel.Cell) bool { return c.Platform == p })
	})
	for _, form := range append(social.Forms(), "") {
		if forms[form] {
			a.forms = append(a.forms, form)
		}
	}
	for s := range seasons {
		a.seasons = append(a.seasons, s)
	}
	slices.SortFunc(a.seasons, compareSeasons)
	pairAt, seasonAt := map[panel.Cell]place{}, map[season]int{}
	for i, c := range a.pairs {
		pairAt[c] = place{
			platform: int32(slices.Index(a.platforms, c.Platform)), form: int32(slices.Index(a.forms, c.Form)), pair: int32(i),
		}
	}
	for i, s := range a.seasons {
		seasonAt[s] = i
	}
	a.places = make([]place, len(a.Posts))
	for i, post := range a.Posts {
		a.places[i] = pairAt[panel.Cell{Platform: post.Platform(), Form: post.Form()}]
		a.places[i].season = int32(seasonAt[of[i]])
	}
}

func compareSeasons(x, y season) int {
	return cmp.Or(
		cmp.Compare(x.platform.Order(), y.platform.Order()), cmp.Compare(x.quarter.Year, y.quarter.Year),
		cmp.Compare(x.quarter.Number, y.quarter.Number),
	)
}

// Forms returns the content forms among the posts, in the order in which lists show them.
func (a *Adjusted) Forms() []social.Form { return a.forms }
