package importer

import (
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// readFigures reads a row of figures: what was counted of a channel on a day, or from one day to another, and how many
// followers it had. What an export leaves out, or calls undefined, is left out here.
func (r *Reading) readFigures(row source.Row, rec *Record) *Problem {
	first, problem := r.firstDay(row)
	if problem != nil {
		return problem
	}
	last, problem := r.lastDay(row, first)
	if problem != nil {
		return problem
	}
	beside := r.hasNoFiguresYet(row)
	for i := range r.columns {
		c := &r.columns[i]
		if !r.says(c, row, beside) {
			continue
		}
		n, problem := c.count(row)
		if problem != nil {
			return problem
		}
		switch metric, isMetric := c.Field.Figure(); {
		case isMetric:
			rec.Figures = append(rec.Figures, social.ChannelFigure{Metric: metric, From: first, To: last, Value: *n})
		case c.Field == formats.FollowersStart:
			rec.Followers = append(rec.Followers, social.FollowerCount{On: first, Followers: *n})
		default:
			rec.Followers = append(rec.Followers, social.FollowerCount{On: last, Followers: *n})
		}
	}
	return nil
}

// firstDay returns the row's day, or the first of its days.
func (r *Reading) firstDay(row source.Row) (time.Time, *Problem) {
	if r.Format.DatedByExport {
		return noon(r.ExportedAt.In(r.hospital), r.hospital).UTC(), nil
	}
	return r.day(row, r.by[formats.Date])
}

// lastDay returns the last of the row's days, which is the first one where the file does not say otherwise.
func (r *Reading) lastDay(row source.Row, first time.Time) (time.Time, *Problem) {
	c := r.by[formats.LastDay]
	if c == nil || !c.Needed && strings.TrimSpace(c.cell(row).Text) == "" {
		return first, nil
	}
	last, problem := r.day(row, c)
	if problem == nil && last.Before(first) {
		problem = c.problem(c.cell(row).Text, EndsBeforeStart)
	}
	return last, problem
}

// day reads a day of a column as noon in the hospital's zone. It is the day that is written, whatever the zone of the
// export: platforms count whole days of theirs.
func (r *Reading) day(row source.Row, c *column) (time.Time, *Problem) {
	cell := c.cell(row)
	if strings.TrimSpace(cell.Text) == "" {
		return time.Time{}, c.problem("", Missing)
	}
	t, _, ok := r.moment(row, c, cell)
	if !ok {
		return time.Time{}, c.problem(cell.Text, NotADate)
	}
	return noon(t, r.hospital).UTC(), nil
}

// says reports whether the column counts something and has a figure in the row. beside means that zeros are none.
func (r *Reading) says(c *column, row source.Row, beside bool) bool {
	if c.numbers == nil {
		return false
	}
	text := strings.TrimSpace(c.cell(row).Text)
	return !isAbsent(text) && !(beside && text == "0")
}

// hasNoFiguresYet reports whether the export says in some column that it has none for the row.
func (r *Reading) hasNoFiguresYet(row source.Row) bool {
	if r.Format.ZerosBeside == "" {
		return false
	}
	for i := range r.columns {
		c := &r.columns[i]
		if text := c.cell(row).Text; c.numbers != nil && len(text) < 40 && formats.Normal(text) == formats.Normal(r.Format.ZerosBeside) {
			return true
		}
	}
	return false
}

// saysNothing reports whether the row of an export of figures has none, as on days that the platform has not counted
// yet. Such a row is no mistake, and no zero.
func (r *Reading) saysNothing(row source.Row) bool {
	if r.Format.Kind != formats.Figures {
		return false
	}
	beside := r.hasNoFiguresYet(row)
	for i := range r.columns {
		if r.says(&r.columns[i], row, beside) {
			return false
		}
	}
	return true
}

// secondTable reports whether another table begins with the row, in formats of which one file holds one figure: there
// the header is the same, and the line above it says that something else is counted.
func (r *Reading) secondTable(row source.Row) bool {
	if len(r.Format.Titles) == 0 {
		return false
	}
	c := r.by[formats.Date]
	text := c.cell(row).Text
	return len(text) < 40 && formats.Normal(text) == formats.Normal(c.name)
}
