package main

import (
	"math"
	"time"
)

// post is one published item of the invented world, with the truth about it.
type post struct {
	channel     *channel
	at          time.Time // local time of the hospital (Europe/Zurich)
	form        string
	topic       string
	promotional bool
	boosted     bool
	viral       bool
	campaign    *campaign // nil outside campaigns
	language    string
	id          string
	url         string
	title       string // first line or video title
	text        string
	duration    int // seconds, 0 for what does not move
	followers   int // followers of the channel at that moment
	partner     bool
	final       counts // what the post has gathered when everybody has seen it
}

// counts are the figures of a post. A platform shows some of them only.
type counts struct {
	reach, impressions, views            int
	reactions, comments, shares, saves   int
	clicks, linkClicks, follows, seconds int
}

// engagement is the sum that the simulator's level is about.
func (c counts) engagement() int { return c.reactions + c.comments + c.shares + c.saves }

// maturity is the share of its final figures that a post has reached at an age.
// Half comes in the first days; videos and blog posts go on for months.
func maturity(platform string, age time.Duration) float64 {
	days := math.Max(0, age.Hours()/24)
	tail := 0.05
	switch platform {
	case youtube:
		tail = 0.12
	case blog:
		tail = 0.15
	}
	return 1 - 0.45*math.Exp(-days/2.5) - tail*math.Exp(-days/90)
}

// asOf returns the counts as an export on that day shows them. A later export
// never shows less.
func (p *post) asOf(export time.Time) counts {
	m := maturity(p.channel.platform, export.Sub(p.at))
	grown := func(n int) int { return int(math.Floor(float64(n)*m + 0.5)) }
	f := p.final
	return counts{
		reach: grown(f.reach), impressions: grown(f.impressions), views: grown(f.views),
		reactions: grown(f.reactions), comments: grown(f.comments), shares: grown(f.shares), saves: grown(f.saves),
		clicks: grown(f.clicks), linkClicks: grown(f.linkClicks), follows: grown(f.follows), seconds: grown(f.seconds),
	}
}
