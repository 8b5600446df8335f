package main

import (
	"strconv"
	"time"
)

// genericHeader is Auscult's own form for posts (formats.md §10).
var genericHeader = []string{
	"organisation", "channel", "platform", "published_at", "url", "text", "form", "topic", "promotional", "boosted",
	"reach", "impressions", "views", "reactions", "comments", "shares", "saves", "clicks", "followers_at_post",
}

// otherChannels writes the group's channels for which there is no export: X,
// XING, TikTok and the blog, kept by hand in a list.
func (w *world) otherChannels() file {
	rows := [][]string{genericHeader}
	for _, p := range w.of(true, x, xing, tiktok, blog) {
		rows = append(rows, ownRow(p))
	}
	return file{"own/other-channels-2024-2026.csv", table(';', rows), lastExport}
}

// competitorPosts writes what can be seen of the competitors from outside.
func (w *world) competitorPosts() file {
	rows := [][]string{genericHeader}
	for _, p := range w.of(false, facebook, instagram, youtube, linkedin, x, tiktok) {
		rows = append(rows, publicRow(p))
	}
	return file{"competitors/competitor-posts-2024-2026.csv", table(',', rows), lastExport}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// ownRow has what the owner of a channel sees; what a platform does not count
// stays empty.
func ownRow(p *post) []string {
	c := p.asOf(lastExport)
	n := strconv.Itoa
	reach, impressions, views, saves, clicks, followers := "", "", "", "", n(c.clicks), n(p.followers)
	switch p.channel.platform {
	case x:
		impressions, saves = n(c.impressions), n(c.saves)
	case xing:
		impressions = n(c.impressions)
	case tiktok:
		reach, views, saves, clicks = n(c.reach), n(c.views), n(c.saves), ""
	case blog:
		views, clicks, followers = n(c.views), "", ""
	}
	return []string{
		p.channel.organisation, p.channel.name, p.channel.platform, p.at.Format(time.RFC3339), p.url, p.text, p.form, p.topic,
		yesNo(p.promotional), yesNo(p.boosted), reach, impressions, views, n(c.reactions), n(c.comments), n(c.shares), saves, clicks, followers,
	}
}

// publicRow has public figures only: topic, promotion and boost are not known,
// views are public on YouTube and TikTok, shares are not on Instagram and YouTube.
func publicRow(p *post) []string {
	c := p.asOf(lastExport)
	n := strconv.Itoa
	views, shares := "", n(c.shares)
	switch p.channel.platform {
	case youtube:
		views, shares = n(c.views), ""
	case tiktok:
		views = n(c.views)
	case instagram:
		shares = ""
	}
	return []string{
		p.channel.organisation, p.channel.name, p.channel.platform, p.at.Format(time.RFC3339), p.url, p.text, p.form, "",
		"", "", "", "", views, n(c.reactions), n(c.comments), shares, "", "", n(p.followers),
	}
}

// followerHistory writes the followers of the group's channels on the first of each month, in our own form.
func (w *world) followerHistory() file {
	rows := [][]string{{"organisation", "channel", "platform", "date", "followers"}}
	for _, c := range w.channels {
		if !c.own() || c.followers[1] == 0 {
			continue
		}
		name := c.name
		if c.platform == linkedin { // LinkedIn's export names the page in the file's name only
			name = "ahornberg-hospital-group"
		}
		for month := begin; !month.After(end); month = month.AddDate(0, 1, 0) {
			rows = append(rows, []string{c.organisation, name, c.platform, month.Format(time.DateOnly), strconv.Itoa(c.audience(month))})
		}
	}
	return file{"own/followers-2024-2026.csv", table(';', rows), lastExport}
}
