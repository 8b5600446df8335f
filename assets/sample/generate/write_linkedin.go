package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// Headers of the page export of LinkedIn (formats.md §6).
var (
	linkedinMetrics = []string{
		"Date", "Impressions (organic)", "Impressions (sponsored)", "Impressions (total)", "Unique impressions (organic)",
		"Clicks (organic)", "Clicks (sponsored)", "Clicks (total)", "Reactions (organic)", "Reactions (sponsored)", "Reactions (total)",
		"Comments (organic)", "Comments (sponsored)", "Comments (total)", "Reposts (organic)", "Reposts (sponsored)", "Reposts (total)",
		"Engagement rate (organic)", "Engagement rate (sponsored)", "Engagement rate (total)",
	}
	linkedinPosts = []string{
		"Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date", "Campaign end date",
		"Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)", "Likes", "Comments", "Reposts", "Follows",
		"Engagement rate", "Content Type",
	}
	linkedinTypes = map[string]string{
		"photo": "Image", "carousel": "Multi-image", "video": "Video", "document": "Document", "article": "Article", "poll": "Poll", "text": "Text",
	}
)

const linkedinDate = "01/02/2006"

func milliseconds(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

// linkedinPeriod are the UTC days of an export: a year, up to the last full day
// of the quarter before it was made.
func linkedinPeriod(exported time.Time) (from, to time.Time) {
	to = time.Date(exported.Year(), 10, 1, 0, 0, 0, 0, time.UTC)
	return to.AddDate(-1, 0, 0), to
}

// linkedinWorkbook writes the year before an export: LinkedIn gives out at most
// 365 days at a time.
func (w *world) linkedinWorkbook(exported time.Time) ([]byte, error) {
	from, to := linkedinPeriod(exported)
	var posts []*post
	for _, p := range w.of(true, linkedin) {
		if at := p.at.UTC(); !at.Before(from) && at.Before(to) {
			posts = append(posts, p)
		}
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "Metrics"); err != nil {
		return nil, err
	}
	if _, err := f.NewSheet("All posts"); err != nil {
		return nil, err
	}
	sheets := []struct {
		name string
		rows [][]any
	}{{"Metrics", linkedinDays(posts, from, to, exported)}, {"All posts", linkedinTable(posts, from, to, exported)}}
	for _, s := range sheets {
		for i, row := range s.rows {
			if err := f.SetSheetRow(s.name, fmt.Sprintf("A%d", i+1), &row); err != nil {
				return nil, err
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return repacked(b.Bytes())
}

// preamble is the first row of both sheets; the header comes below it.
func preamble(about string, from, to time.Time) []any {
	return []any{fmt.Sprintf("%s from %s to %s (UTC). Engagement rate is clicks, likes, comments, reposts and follows over impressions.",
		about, from.Format(linkedinDate), to.AddDate(0, 0, -1).Format(linkedinDate))}
}

func cells(names []string) []any {
	row := make([]any, len(names))
	for i, n := range names {
		row[i] = n
	}
	return row
}

// share returns a/b to six places, 0 for nothing over nothing.
func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	r, _ := strconv.ParseFloat(strconv.FormatFloat(float64(a)/float64(b), 'f', 6, 64), 64)
	return r
}

// linkedinTable is the sheet "All posts", newest first.
func linkedinTable(posts []*post, from, to, exported time.Time) [][]any {
	rows := [][]any{preamble("Insights on all posts", from, to), cells(linkedinPosts)}
	for i := len(posts) - 1; i >= 0; i-- {
		p := posts[i]
		c := p.asOf(exported)
		kind, campaign, start, stop, audience := "Organic", "", "", "", "All followers"
		if p.boosted {
			kind, campaign, audience = "Sponsored", "Boost "+p.at.UTC().Format("2006-01"), "Boosted audience"
			start, stop = p.at.UTC().Format(linkedinDate), p.at.UTC().AddDate(0, 0, 7).Format(linkedinDate)
		}
		var views, offsite any
		if p.duration > 0 {
			views, offsite = c.views*2/5, 0
		}
		rows = append(rows, []any{
			p.text, p.url, kind, campaign, p.channel.name, p.at.UTC().Format(linkedinDate), start, stop, audience,
			c.impressions, views, offsite, c.clicks, share(c.clicks, c.impressions), c.reactions, c.comments, c.shares, c.follows,
			share(c.clicks+c.reactions+c.comments+c.shares+c.follows, c.impressions), linkedinTypes[p.form],
		})
	}
	return rows
}

// linkedinDays is the sheet "Metrics": what the posts gathered, by day. Each
// post's figures are spread over its first six days.
func linkedinDays(posts []*post, from, to, exported time.Time) [][]any {
	days := int(to.Sub(from).Hours() / 24)
	type figures struct{ impressions, unique, clicks, reactions, comments, reposts, follows int }
	organic, sponsored := make([]figures, days), make([]figures, days)
	for _, p := range posts {
		c := p.asOf(exported)
		into := organic
		if p.boosted {
			into = sponsored
		}
		first := int(p.at.UTC().Sub(from).Hours() / 24)
		given := figures{}
		upTo := []int{52, 76, 88, 94, 98, 100}
		for i, percent := range upTo {
			d := min(first+i, days-1)
			add := func(total int, into, given *int) {
				n := total*percent/100 - *given
				*into += n
				*given += n
			}
			add(c.impressions, &into[d].impressions, &given.impressions)
			add(c.reach, &into[d].unique, &given.unique)
			add(c.clicks, &into[d].clicks, &given.clicks)
			add(c.reactions, &into[d].reactions, &given.reactions)
			add(c.comments, &into[d].comments, &given.comments)
			add(c.shares, &into[d].reposts, &given.reposts)
			add(c.follows, &into[d].follows, &given.follows)
		}
	}
	rows := [][]any{preamble("Aggregated engagement metrics", from, to), cells(linkedinMetrics)}
	rate := func(f figures) float64 {
		return share(f.clicks+f.reactions+f.comments+f.reposts+f.follows, f.impressions)
	}
	for d := range days {
		o, s := organic[d], sponsored[d]
		both := figures{
			o.impressions + s.impressions, o.unique + s.unique, o.clicks + s.clicks, o.reactions + s.reactions,
			o.comments + s.comments, o.reposts + s.reposts, o.follows + s.follows,
		}
		rows = append(rows, []any{
			from.AddDate(0, 0, d).Format(linkedinDate), o.impressions, s.impressions, both.impressions, o.unique,
			o.clicks, s.clicks, both.clicks, o.reactions, s.reactions, both.reactions, o.comments, s.comments, both.comments,
			o.reposts, s.reposts, both.reposts, rate(o), rate(s), rate(both),
		})
	}
	return rows
}

// repacked writes a workbook again with its parts sorted and at a fixed time.
func repacked(workbook []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, err
	}
	var entries []file
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return nil, err
		}
		entries = append(entries, file{path: f.Name, content: content})
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].path < entries[j].path })
	return packed(entries)
}

// convertToXLS makes the old Excel file from a modern one with LibreOffice,
// because Go has no writer for it.
func convertToXLS(out string, w *world) error {
	book, err := w.linkedinWorkbook(firstExport)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "auscult-sample")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	name := filepath.Base(oldExcel)
	modern := filepath.Join(folder, name+"x")
	if err := os.WriteFile(modern, book, 0o644); err != nil {
		return err
	}
	made, err := soffice(folder, `xls:MS Excel 97`, modern)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(made)
	if err != nil {
		return err
	}
	source, err := cellsFingerprint(book)
	if err != nil {
		return err
	}
	return writeAll(out, []file{
		{oldExcel, content, firstExport},
		{path: "../xls.source.sha256", content: []byte(source + "\n")},
	})
}

// cellsFingerprint is the SHA-256 of all cells of a workbook. It is kept beside
// the sample to notice an old Excel file that was not made anew.
func cellsFingerprint(book []byte) (string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		return "", err
	}
	defer f.Close()
	var b bytes.Buffer
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%q\n", rows)
	}
	return fingerprint(b.Bytes()), nil
}

// soffice converts a file with LibreOffice in its own profile and returns the
// path of the result.
func soffice(folder, format, source string) (string, error) {
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(folder, "profile"))
	cmd := exec.Command("soffice", "--headless", profile, "--convert-to", format, "--outdir", folder, source)
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("LibreOffice: %w: %s", err, said)
	}
	extension, _, _ := bytes.Cut([]byte(format), []byte(":"))
	base := filepath.Base(source)
	return filepath.Join(folder, base[:len(base)-len(filepath.Ext(base))]+"."+string(extension)), nil
}
