package importer

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// readPage reads a page's figures. Formats of this kind have a page column and need it.
func (r *Reading) readPage(row source.Row, rec *Record) *Problem {
	link, c := r.text(row, formats.Page)
	if link == "" {
		return c.problem("", Missing)
	}
	address, ok := social.ParsePage(link)
	if !ok {
		return c.problem(link, NotAPage)
	}
	f := &social.PageFigures{Page: address, From: r.Period.From, To: r.Period.To, ObservedAt: r.ExportedAt}
	f.Title, _ = r.text(row, formats.Title)
	if problem := r.readMetrics(row, &rec.Post); problem != nil {
		return problem
	}
	figure := func(m social.Metric) *int64 {
		if v, known := rec.Post.Metrics.Get(m); known {
			return &v
		}
		return nil
	}
	f.Views, f.WatchTime = figure(social.Views), figure(social.WatchTime)
	f.Clicks, f.Impressions = figure(social.Clicks), figure(social.Impressions)
	var problem *Problem
	if visitors := r.by[formats.Visitors]; visitors != nil {
		if f.Visitors, problem = visitors.count(row); problem != nil {
			return problem
		}
	}
	if f.WatchTime == nil {
		if f.WatchTime, problem = r.totalTime(row, formats.TimePerVisitor, f.Visitors); problem != nil {
			return problem
		}
	}
	if f.WatchTime == nil {
		if f.WatchTime, problem = r.totalTime(row, formats.TimePerView, f.Views); problem != nil {
			return problem
		}
	}
	rec.Page, rec.Post = f, social.Post{Platform: rec.Post.Platform}
	return nil
}

// totalTime is an average time, as the field's column holds it, times what it is the average of, in seconds. It is nil
// when either is missing.
func (r *Reading) totalTime(row source.Row, average formats.Field, of *int64) (*int64, *Problem) {
	c := r.by[average]
	if c == nil || of == nil {
		return nil, nil
	}
	cell := c.cell(row)
	if isAbsent(cell.Text) {
		return nil, nil
	}
	seconds, ok := c.seconds(cell)
	if !ok || seconds < 0 || seconds > 1e9 {
		return nil, c.problem(cell.Text, NotATime)
	}
	total := int64(math.Round(seconds * float64(*of)))
	return &total, nil
}

// spoken is a length of time with its units: 1 h 2 min 3 s, 2m 05s, 1 min 23s.
var spoken = regexp.MustCompile(`^(?:(\d+) ?(?:h|hrs?|Std\.?))? ?(?:(\d+) ?(?:m|min\.?))? ?(?:(\d+) ?(?:s|sec\.?|Sek\.?))?$`)

// seconds reads a length of time: a number in the column's unit, 0:01:23, or with the units' names.
func (c *column) seconds(cell source.Cell) (float64, bool) {
	text := strings.TrimSpace(cell.Text)
	var parts []string
	switch m := spoken.FindStringSubmatch(text); {
	case strings.Contains(text, ":"):
		parts = strings.Split(text, ":")
		if len(parts) > 3 {
			return 0, false
		}
	case m != nil && text != "":
		parts = m[1:]
	default:
		style := c.style
		if cell.Kind == source.Number {
			style = numberStyle{'.'}
		}
		v, ok := style.parse(text)
		if c.Unit == "hours" {
			v *= 3600
		}
		return v, ok
	}
	total := 0.0
	for _, part := range parts {
		n := uint64(0)
		if part != "" {
			var err error
			if n, err = strconv.ParseUint(part, 10, 32); err != nil {
				return 0, false
			}
		}
		total = total*60 + float64(n)
	}
	return total, true
}
