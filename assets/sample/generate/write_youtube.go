package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math"
	"sort"
	"strconv"
	"time"
)

// youtubeHeader is the table of YouTube Studio's advanced mode with likes,
// comments and shares ticked (formats.md §5).
var youtubeHeader = []string{
	"Content", "Video title", "Video publish time", "Duration", "Likes", "Comments added", "Shares", "Views",
	"Watch time (hours)", "Subscribers", "Impressions", "Impressions click-through rate (%)",
}

// youtubeFile writes the ZIP that YouTube Studio hands out, three tables.
func (w *world) youtubeFile() (file, error) {
	posts := w.of(true, youtube)
	sort.SliceStable(posts, func(i, j int) bool { return posts[i].final.views > posts[j].final.views })
	entries := []file{
		{path: "Table data.csv", content: youtubeTable(posts)},
		{path: "Chart data.csv", content: youtubeChart(posts)},
		{path: "Totals.csv", content: youtubeTotals(posts)},
	}
	content, err := packed(entries)
	return file{"youtube/Content 2024-10-01_2026-10-08 Ahornberg Hospital.zip", content, lastExport}, err
}

// packed makes a ZIP whose bytes do not depend on the time of day.
func packed(entries []file) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := z.CreateHeader(&zip.FileHeader{Name: e.path, Method: zip.Deflate, Modified: lastExport})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(e.content); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// youtubeDay is a publish date without time, a day in California.
func youtubeDay(at time.Time) string { return at.In(pacific).Format("Jan 2, 2006") }

// youtubeTable lists the videos, most viewed first, after a row of totals.
func youtubeTable(posts []*post) []byte {
	var sum counts
	var hours float64
	impressions := 0
	rows := [][]string{youtubeHeader, nil}
	for _, p := range posts {
		c := p.asOf(lastExport)
		// Thumbnails are shown more often than they are clicked; Shorts are
		// mostly swiped to and have few thumbnail impressions.
		share := 2.9 + 2*float64(p.id[3]%16)/16
		if p.form == "short_video" {
			share *= 0.35
		}
		shown := int(float64(c.impressions) * share)
		rate := 3.2 + 0.4*float64(p.id[4]%10)
		rows = append(rows, []string{
			p.id, p.title, youtubeDay(p.at), strconv.Itoa(p.duration),
			strconv.Itoa(c.reactions), strconv.Itoa(c.comments), strconv.Itoa(c.shares), strconv.Itoa(c.views),
			fmt.Sprintf("%.4f", float64(c.seconds)/3600), strconv.Itoa(c.follows), strconv.Itoa(shown), fmt.Sprintf("%.2f", rate),
		})
		sum.reactions += c.reactions
		sum.comments += c.comments
		sum.shares += c.shares
		sum.views += c.views
		sum.follows += c.follows
		impressions += shown
		hours += float64(c.seconds) / 3600
	}
	rows[1] = []string{
		"Total", "", "", "", strconv.Itoa(sum.reactions), strconv.Itoa(sum.comments), strconv.Itoa(sum.shares), strconv.Itoa(sum.views),
		fmt.Sprintf("%.4f", hours), strconv.Itoa(sum.follows), strconv.Itoa(impressions), "4.87",
	}
	return table(',', rows)
}

// viewsByDay spreads a video's views over the days since 1 October 2024: many
// at first, then a long tail. The days add up to the views.
func viewsByDay(p *post, days int) []int {
	first := int(p.at.Sub(begin).Hours() / 24)
	weights, total := make([]float64, days), 0.0
	for d := first; d < days; d++ {
		age := float64(d - first)
		weights[d] = 0.25*math.Exp(-age/3) + 0.01/(1+age/30)
		total += weights[d]
	}
	views := p.asOf(lastExport).views
	spread, sum, given := make([]int, days), 0.0, 0
	for d := range spread {
		sum += weights[d]
		upTo := int(math.Round(float64(views) * sum / total))
		spread[d] = upTo - given
		given = upTo
	}
	return spread
}

// youtubeDays is the number of days in the export.
func youtubeDays() int { return int(lastExport.Sub(begin).Hours()/24) + 1 }

// youtubeChart has a row a day for the most viewed videos.
func youtubeChart(posts []*post) []byte {
	rows := [][]string{{"Date", "Content", "Video title", "Video publish time", "Duration", "Views"}}
	for _, p := range posts[:min(5, len(posts))] {
		for d, views := range viewsByDay(p, youtubeDays()) {
			if begin.AddDate(0, 0, d+1).Before(p.at) {
				continue // not yet published
			}
			rows = append(rows, []string{
				begin.AddDate(0, 0, d).Format(time.DateOnly), p.id, p.title, youtubeDay(p.at), strconv.Itoa(p.duration), strconv.Itoa(views),
			})
		}
	}
	return table(',', rows)
}

// youtubeTotals has the channel's views a day.
func youtubeTotals(posts []*post) []byte {
	total := make([]int, youtubeDays())
	for _, p := range posts {
		for d, views := range viewsByDay(p, len(total)) {
			total[d] += views
		}
	}
	rows := [][]string{{"Date", "Views"}}
	for d, views := range total {
		rows = append(rows, []string{begin.AddDate(0, 0, d).Format(time.DateOnly), strconv.Itoa(views)})
	}
	return table(',', rows)
}
