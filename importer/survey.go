package importer

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// A platform has a few words for its content forms, all short: whatever goes beyond these is no such word, and a file
// full of it must not cost memory.
const (
	mostStrange = 50
	longestWord = 200 // bytes
)

// survey reads the whole table once to decide how each column writes dates and numbers, and what to remark.
func (r *Reading) survey(ctx context.Context) error {
	strange := map[string]bool{}
	for b := range r.batches(ctx) {
		for i, row := range b.rows {
			switch err := b.errs[i]; {
			case errors.Is(err, source.ErrBadRow):
				r.Rows++
			case err != nil:
				return err
			case !r.passes(row):
				r.Rows++
				r.see(row, strange)
			}
		}
		b.free()
	}
	r.decide()
	if len(strange) > 0 {
		words := make([]string, 0, len(strange))
		for w := range strange {
			words = append(words, shorten(w))
		}
		slices.Sort(words)
		r.StrangeForms = words
		words = words[:min(len(words), 10)]
		r.Notes = append(r.Notes, Note{Kind: UnknownForms, Column: r.by[formats.NativeForm].name, Detail: strings.Join(words, ", ")})
	}
	r.remarkDamage()
	r.remarkMissing()
	if r.further > 0 {
		r.Notes = append(r.Notes, Note{Kind: SecondTable, Detail: strconv.Itoa(r.further)})
	}
	if r.Format.DatedByExport {
		r.Notes = append(r.Notes, Note{Kind: DatedByExport, Detail: r.ExportedAt.In(r.hospital).Format(time.DateOnly)})
	}
	return nil
}

// see lets the cells of one row vote, and collects words for content forms that the format does not know, and damage.
func (r *Reading) see(row source.Row, strange map[string]bool) {
	for i := range r.columns {
		c := &r.columns[i]
		cell := c.cell(row)
		switch {
		case cell.Text == "":
			continue
		case c.dates != nil:
			c.dates.see(cell, r.zone)
			if slices.Contains(c.Dates, yearless) {
				r.years.see(cell.Text, r.zone)
			}
			continue
		case c.numbers != nil:
			if cell.Kind == source.Text {
				c.numbers.see(cell.Text)
			}
			continue
		case cell.Kind != source.Text:
		case c.ids != nil:
			c.ids.see(strings.TrimSpace(cell.Text))
		case c == r.at.nativeForm && len(strange) < mostStrange && len(cell.Text) <= longestWord:
			if word := c.normal(cell.Text); word != "" && r.Format.Forms[word] == "" {
				strange[strings.Clone(strings.TrimSpace(cell.Text))] = true
			}
		}
		if cell.Kind == source.Text {
			r.damage.see(c, cell.Text)
		}
		if c == r.at.channelID && c.damagedID(cell) {
			r.damage.channelIDs = true
		}
	}
}

// decide settles dates and numbers after all cells have voted.
func (r *Reading) decide() {
	var all numberColumn
	for i := range r.columns {
		if n := r.columns[i].numbers; n != nil {
			all.pointDecimal += n.pointDecimal
			all.commaDecimal += n.commaDecimal
		}
	}
	fallback := numberStyle{'.'}
	if r.table.Separator == ';' { // Excel writes semicolons exactly where the comma is taken by decimals
		fallback = numberStyle{','}
	}
	file := all.decide(fallback, false)
	for i := range r.columns {
		c := &r.columns[i]
		c.mends, c.dropsMarks = r.damage.mended > 0, r.damage.marks > 0 && c.isProse()
		if c.numbers != nil {
			c.style = c.numbers.decide(file, c.Unit == "")
		}
		if c.dates != nil {
			manner, latest, guess := c.dates.decide()
			c.manner = manner
			if r.tellsWhen(c) {
				r.notExportedBefore(latest)
			}
			if manner.name == yearless && c.dates.any() {
				r.years.decide(r.ExportedAt.In(r.hospital))
				r.Notes = append(r.Notes, Note{Kind: InferredYears, Column: c.name, Detail: strconv.Itoa(r.years.newest)})
			}
			if guess {
				r.Notes = append(r.Notes, Note{Kind: GuessedDates, Column: c.name, Detail: c.manner.name})
			}
			if c.dates.swapped {
				r.Notes = append(r.Notes, Note{Kind: SwappedDates, Column: c.name, Count: c.dates.converted})
			}
			if c.dates.numbers > 0 {
				days := c.dates.firstDate.Format(time.DateOnly) + daysBetween + c.dates.lastDate.Format(time.DateOnly)
				r.Notes = append(r.Notes, Note{Kind: DayNumbers, Column: c.name, Detail: days, Count: c.dates.numbers})
			}
		}
	}
}

// tellsWhen reports whether the column says when a row's figures were counted, or its post appeared.
func (r *Reading) tellsWhen(c *column) bool {
	return c.Field == r.Format.Kind.DateField() || c.Field == formats.LastDay
}

// notExportedBefore raises the date of the export: a file cannot have been exported before its youngest post appeared.
// Where it seems so, its date was lost on the way, as when it was unpacked by a careless program.
func (r *Reading) notExportedBefore(t time.Time) {
	if t.After(r.ExportedAt) {
		r.ExportedAt = t.UTC()
	}
}

// remarkMissing notes when engagement cannot be computed because the export was made without a metric it needs.
func (r *Reading) remarkMissing() {
	if r.Format.Platform == "" || r.Format.Kind != formats.Posts {
		return
	}
	var missing []string
	var m social.Metrics
	for _, c := range r.columns {
		if c.isIt {
			m.Set(c.metric, 0)
		}
	}
	if _, known := social.Engagement(r.Format.Platform, social.AllEngagement, m); known {
		return
	}
	for _, part := range social.EngagementParts(r.Format.Platform, social.AllEngagement) {
		for _, c := range r.Format.Columns {
			if c.Field == formats.Field(part.String()) && !m.Has(part) {
				missing = append(missing, c.Names[0])
			}
		}
	}
	if len(missing) == 0 && r.Format.Group == formats.Declared { // a person may have left out columns: our own words must do
		for _, part := range social.EngagementParts(r.Format.Platform, social.AllEngagement) {
			if !m.Has(part) {
				missing = append(missing, part.String())
			}
		}
	}
	if len(missing) > 0 { // else the format never has them, and exporting again would bring nothing
		r.Notes = append(r.Notes, Note{Kind: MissingMetrics, Detail: strings.Join(missing, ", ")})
	}
}
