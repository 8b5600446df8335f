package panel

import (
	"cmp"
	"slices"
	"time"

	"auscult/analytics/social"
)

// Filter picks posts. The zero value picks all; every list that is not empty must hold the post's value.
type Filter struct {
	Quarter       social.Quarter // the zero quarter means all time
	Since         social.Quarter // with a Quarter: all from this one on up to it; the zero quarter means the Quarter alone
	Organisations []social.OrganisationID
	Platforms     []social.Platform
	Channels      []social.ChannelID
	Forms         []social.Form
	Topics        []social.Topic
}

// Where returns the posts of p that the filter picks, in the same order.
func (p *Panel) Where(f Filter) *Panel {
	picked := &Panel{columns: p.columns}
	var from, to int64
	if !f.Quarter.IsZero() {
		from, to = f.Quarter.Start(p.columns.zone).Unix(), f.Quarter.End(p.columns.zone).Unix()
		if !f.Since.IsZero() {
			from = f.Since.Start(p.columns.zone).Unix()
		}
	}
	for i, row := range p.rows {
		post := p.At(i)
		if !f.Quarter.IsZero() && (p.columns.published[row] < from || p.columns.published[row] >= to) {
			continue
		}
		if within(f.Organisations, post.Organisation()) && within(f.Platforms, post.Platform()) &&
			within(f.Channels, post.Channel()) && within(f.Forms, post.Form()) && within(f.Topics, post.Topic()) {
			picked.rows = append(picked.rows, row)
		}
	}
	return picked
}

// Between returns the posts of p published from the first moment on and before the second, in the same order.
func (p *Panel) Between(from, until time.Time) *Panel {
	picked := &Panel{columns: p.columns}
	for _, row := range p.rows {
		if t := p.columns.published[row]; t >= from.Unix() && t < until.Unix() {
			picked.rows = append(picked.rows, row)
		}
	}
	return picked
}

func within[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// Cell is what posts are grouped by: platform and content form.
type Cell struct {
	Platform social.Platform
	Form     social.Form
}

// Cells groups the posts by platform and content form, in the order in which lists show them.
func (p *Panel) Cells() ([]Cell, []*Panel) {
	groups := map[Cell]*Panel{}
	for i, row := range p.rows {
		key := Cell{p.At(i).Platform(), p.At(i).Form()}
		if groups[key] == nil {
			groups[key] = &Panel{columns: p.columns}
		}
		groups[key].rows = append(groups[key].rows, row)
	}
	cells := make([]Cell, 0, len(groups))
	for key := range groups {
		cells = append(cells, key)
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Platform.Order(), b.Platform.Order()), cmp.Compare(a.Form.Order(), b.Form.Order()))
	})
	panels := make([]*Panel, len(cells))
	for i, key := range cells {
		panels[i] = groups[key]
	}
	return cells, panels
}

// ByChannel groups the posts by channel.
func (p *Panel) ByChannel() map[social.ChannelID]*Panel {
	groups := map[social.ChannelID]*Panel{}
	for i, row := range p.rows {
		channel := p.At(i).Channel()
		group := groups[channel]
		if group == nil {
			group = &Panel{columns: p.columns}
			groups[channel] = group
		}
		group.rows = append(group.rows, row)
	}
	return groups
}

// Quarters returns the quarters in which posts of p were published, oldest first.
func (p *Panel) Quarters() []social.Quarter {
	seen := map[social.Quarter]bool{}
	for i := range p.rows {
		seen[p.At(i).Quarter()] = true
	}
	quarters := make([]social.Quarter, 0, len(seen))
	for q := range seen {
		quarters = append(quarters, q)
	}
	slices.SortFunc(quarters, func(a, b social.Quarter) int {
		if a.Before(b) {
			return -1
		}
		return 1
	})
	return quarters
}

// Platforms returns the platforms on which posts of p were published, in the order in which lists show them.
func (p *Panel) Platforms() []social.Platform {
	var found []social.Platform
	seen := make([]bool, len(platforms)+1)
	for _, row := range p.rows {
		seen[p.columns.platform[row]] = true
	}
	for i, platform := range platforms {
		if seen[i] {
			found = append(found, platform)
		}
	}
	return found
}
