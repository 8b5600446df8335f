package main

import (
	"strconv"
	"strings"
	"time"
)

// facebookHeader is the content export of Meta Business Suite for Facebook
// pages (formats.md §1b).
var facebookHeader = []string{
	"Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type", "Permalink",
	"Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status", "Data comment", "Date",
	"Views", "Reach", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks", "Other Clicks", "Link Clicks",
	"Matched Audience Targeting Consumption (Photo Click)", "Seconds viewed", "Average Seconds viewed",
}

// instagramHeader is the same for Instagram accounts (formats.md §1a).
var instagramHeader = []string{
	"Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time", "Permalink",
	"Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments", "Saves",
}

// Names of content forms in Meta's exports.
var (
	facebookTypes  = map[string]string{"photo": "Photo", "video": "Video", "short_video": "Reel", "link": "Link", "text": "Text", "live": "Live"}
	instagramTypes = map[string]string{"photo": "IG image", "carousel": "IG carousel", "short_video": "IG reel"}
)

// metaFile is one download: a period in Pacific days, both included.
type metaFile struct {
	path     string
	from, to string
	exported time.Time
}

// facebookFiles writes both downloads; the third quarter of 2025 is in both,
// with grown figures in the newer one.
func (w *world) facebookFiles() []file {
	return w.metaFiles(facebook, facebookHeader, facebookRow, []metaFile{
		{"facebook/Oct-01-2024_Sep-30-2025_1043267712.csv", "2024-10-01", "2025-09-30", firstExport},
		{"facebook/Jul-01-2025_Sep-30-2026_1187204455.csv", "2025-07-01", "2026-09-30", lastExport},
	})
}

// instagramFiles writes a download for each year.
func (w *world) instagramFiles() []file {
	return w.metaFiles(instagram, instagramHeader, instagramRow, []metaFile{
		{"instagram/Oct-01-2024_Sep-30-2025_1043271908.csv", "2024-10-01", "2025-09-30", firstExport},
		{"instagram/Oct-01-2025_Sep-30-2026_1187209316.csv", "2025-10-01", "2026-09-30", lastExport},
	})
}

// metaFiles writes the posts of a platform, newest first, into downloads.
func (w *world) metaFiles(platform string, header []string, row func(*post, time.Time) []string, downloads []metaFile) []file {
	posts := w.of(true, platform)
	var files []file
	for _, d := range downloads {
		rows := [][]string{header}
		for i := len(posts) - 1; i >= 0; i-- {
			if on := posts[i].at.In(pacific).Format(time.DateOnly); on >= d.from && on <= d.to {
				rows = append(rows, row(posts[i], d.exported))
			}
		}
		files = append(files, file{d.path, metaTable(rows), d.exported})
	}
	return files
}

// pacificTime is Meta's publish time: Pacific, without saying so.
func pacificTime(at time.Time) string { return at.In(pacific).Format("01/02/2006 15:04") }

// facebookRow is a post as the export shows it.
func facebookRow(p *post, exported time.Time) []string {
	c := p.asOf(exported)
	// The title is the first line for films and links, empty for the rest.
	title, funded, labels, language, seconds, average := "", "", "", "", "", ""
	if p.duration > 0 || p.form == "link" {
		title = p.title
	}
	if p.boosted {
		funded = "Boosted"
	}
	if p.campaign != nil {
		labels = p.campaign.name
	}
	if p.language == "de" {
		language = "de"
	}
	if p.duration > 0 {
		seconds = strconv.Itoa(c.seconds)
		average = strconv.Itoa(c.seconds / max(1, c.views))
	}
	photo := 0
	if p.form == "photo" {
		photo = (c.clicks - c.linkClicks) / 2
	}
	return []string{
		p.id, p.channel.pageID, p.channel.name, title, p.text, strconv.Itoa(p.duration), pacificTime(p.at), "", p.url,
		"0", "0", facebookTypes[p.form], language, labels, funded, "", "Lifetime",
		strconv.Itoa(c.views), strconv.Itoa(c.reach), strconv.Itoa(c.reactions + c.comments + c.shares),
		strconv.Itoa(c.reactions), strconv.Itoa(c.comments), strconv.Itoa(c.shares),
		strconv.Itoa(c.clicks), strconv.Itoa(c.clicks - c.linkClicks - photo), strconv.Itoa(c.linkClicks), strconv.Itoa(photo),
		seconds, average,
	}
}

// The account that owns the one collaborator post, for which Meta leaves reach
// and follows empty.
const partnerAccount, partnerHandle, partnerName = "99841466120034875", "stadtlauf.ahornberg.example", "Stadtlauf Ahornberg (invented)"

// instagramRow is a post as the export shows it.
func instagramRow(p *post, exported time.Time) []string {
	c := p.asOf(exported)
	account, handle, name := p.channel.pageID, p.channel.handle, p.channel.name
	reach, follows, url := strconv.Itoa(c.reach), strconv.Itoa(c.follows), p.url
	if p.partner {
		account, handle, name, reach, follows = partnerAccount, partnerHandle, partnerName, "", ""
		url = strings.Replace(url, p.channel.handle, handle, 1)
	}
	return []string{
		p.id, account, handle, name, p.text, strconv.Itoa(p.duration), pacificTime(p.at), url,
		instagramTypes[p.form], "", "Lifetime", strconv.Itoa(c.views), reach, strconv.Itoa(c.reactions),
		strconv.Itoa(c.shares), follows, strconv.Itoa(c.comments), strconv.Itoa(c.saves),
	}
}
