package quality

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// TwinsNear is how close two posts of one channel with the same text may lie before they look like one post that two
// exports know by different identifiers. Where an export tells no time of day, posts of one day lie together.
const TwinsNear = 10 * time.Minute

// Candidates returns the posts that have another one of their channel within [TwinsNear]: those whose texts are worth
// comparing. A panel holds no texts, and reading all of them would take much longer than this.
func Candidates(posts *panel.Panel) []social.PostID {
	places := make([]int, posts.Len())
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int {
		x, y := posts.At(a), posts.At(b)
		return cmp.Or(cmp.Compare(x.Channel(), y.Channel()), x.Published().Compare(y.Published()), cmp.Compare(x.ID(), y.ID()))
	})
	var near []social.PostID
	for i, place := range places {
		p := posts.At(place)
		beside := func(j int) bool {
			if j < 0 || j >= len(places) {
				return false
			}
			other := posts.At(places[j])
			return other.Channel() == p.Channel() && other.Published().Sub(p.Published()).Abs() <= TwinsNear
		}
		if beside(i-1) || beside(i+1) {
			near = append(near, p.ID())
		}
	}
	return near
}

// Twins groups the posts of one channel that have the same text, not empty, and follow each other within [TwinsNear],
// oldest first. It compares texts as they are, but for blanks around them.
func Twins(posts []social.Post) [][]social.PostID {
	type sameness struct {
		channel social.ChannelID
		text    string
	}
	sorted := slices.Clone(posts)
	slices.SortFunc(sorted, func(a, b social.Post) int {
		return cmp.Or(cmp.Compare(a.Channel, b.Channel), a.PublishedAt.Compare(b.PublishedAt), cmp.Compare(a.ID, b.ID))
	})
	var groups [][]social.PostID
	type tail struct {
		group int
		at    time.Time
	}
	open := map[sameness]tail{}
	for _, p := range sorted {
		text := strings.TrimSpace(p.Text)
		if text == "" {
			continue
		}
		key := sameness{p.Channel, text}
		t, there := open[key]
		if !there || p.PublishedAt.Sub(t.at) > TwinsNear {
			t.group = len(groups)
			groups = append(groups, nil)
		}
		groups[t.group] = append(groups[t.group], p.ID)
		open[key] = tail{t.group, p.PublishedAt}
	}
	return slices.DeleteFunc(groups, func(g []social.PostID) bool { return len(g) < 2 })
}
