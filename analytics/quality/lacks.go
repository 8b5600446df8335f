package quality

import (
	"auscult/analytics/panel"
	"auscult/analytics/social"
)

// lacks is the set of what one post is without, or should not be.
type lacks uint8

// Its parts.
const (
	lacksEngagement lacks = 1 << iota
	lacksOwnRate
	lacksComparableRate
	lacksAge
	lacksForm
	lacksTopic
)

// lack is something that posts may be without, with the share of a month's posts from which on it is worth a finding.
type lack struct {
	kind    Kind
	part    lacks
	notable float64
	count   func(*Cell) *int // where a month counts it
}

var allLacks = []lack{
	{NoEngagement, lacksEngagement, Notable, func(c *Cell) *int { return &c.NoEngagement }},
	{NoOwnRate, lacksOwnRate, Notable, func(c *Cell) *int { return &c.NoOwnRate }},
	{NoComparableRate, lacksComparableRate, Notable, func(c *Cell) *int { return &c.NoComparableRate }},
	{Young, lacksAge, Notable, func(c *Cell) *int { return &c.Young }},
	{NoForm, lacksForm, Notable, func(c *Cell) *int { return &c.NoForm }},
	{NoTopic, lacksTopic, NotableTopic, func(c *Cell) *int { return &c.NoTopic }},
}

// lacksOf says what a post is without.
func lacksOf(p panel.Post, ours bool) lacks {
	var all lacks
	platform, metrics := p.Platform(), p.Metrics()
	_, public := social.Engagement(platform, social.PublicEngagement, metrics)
	known := public
	if ours {
		_, known = social.Engagement(platform, social.AllEngagement, metrics)
	}
	if !known {
		all |= lacksEngagement
	}
	if ours && known {
		if _, ok := social.OwnRate(platform, metrics); !ok {
			all |= lacksOwnRate
		}
	}
	if public {
		if _, ok := social.ComparableRate(platform, metrics); !ok {
			all |= lacksComparableRate
		}
	}
	if p.Young() {
		all |= lacksAge
	}
	if p.Form() == "" {
		all |= lacksForm
	}
	if p.Topic() == "" {
		all |= lacksTopic
	}
	return all
}
