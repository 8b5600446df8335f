package importer

import (
	"context"
	"errors"
	"html"
	"iter"
	"math"
	"regexp"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/importer/classify"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// Records yields the table's posts in the file's order. A row that cannot be read comes as an error of type [Problem],
// and reading goes on; any other error ends it and means that the file as a whole must be refused.
func (r *Reading) Records(ctx context.Context) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		r.years.restart()
		for row, err := range r.body(ctx) {
			if err != nil {
				if !errors.Is(err, source.ErrBadRow) {
					yield(Record{}, err)
					return
				}
				if !yield(Record{}, Problem{Row: rowOf(err), Reason: Unreadable}) {
					return
				}
				continue
			}
			if r.passes(row) {
				continue
			}
			record, problem := r.record(row)
			if problem != nil {
				problem.Row = row.Number
				if !yield(Record{}, *problem) {
					return
				}
				continue
			}
			if !yield(record, nil) {
				return
			}
		}
	}
}

// record reads one row. The row's number is filled in by the caller.
func (r *Reading) record(row source.Row) (Record, *Problem) {
	rec := Record{Row: row.Number, Channel: r.channel}
	p := &rec.Post
	p.Platform = r.platform
	if problem := r.readIdentity(row, &rec); problem != nil {
		return rec, problem
	}
	switch r.Format.Kind {
	case formats.Web:
		return rec, r.readPage(row, &rec)
	case formats.Followers:
		return rec, r.readFollowers(row, &rec)
	case formats.Figures:
		return rec, r.readFigures(row, &rec)
	}
	if problem := r.readDate(row, p); problem != nil {
		return rec, problem
	}
	switch r.Format.Kind {
	case formats.Comments:
		return rec, r.readComment(row, &rec)
	default:
		return rec, r.readPost(row, p)
	}
}

// readPost reads what a row says of a post beyond whose it is and when it appeared.
func (r *Reading) readPost(row source.Row, p *social.Post) *Problem {
	if problem := r.readMetrics(row, p); problem != nil {
		return problem
	}
	return r.readContent(row, p)
}

// text returns the field's trimmed text in the row, as a copy that outlives the row, and its column; both are empty
// when the file lacks it.
func (r *Reading) text(row source.Row, f formats.Field) (string, *column) {
	c := r.by[f]
	if c == nil {
		return "", nil
	}
	return strings.Clone(strings.TrimSpace(c.cell(row).Text)), c
}

// roundedID is what spreadsheet programs make of a long number: 1.79789E+16.
var roundedID = regexp.MustCompile(`^\d([.,]\d+)?[eE]\+?\d+$`)

// rounded reports whether the column's cell is an identifier that a spreadsheet program has rounded.
func (c *column) rounded(row source.Row) bool {
	cell := c.cell(row)
	numeric := cell.Kind == source.Number && len(cell.Text) > 15 // a workbook keeps 15 digits of a number
	return numeric || roundedID.MatchString(strings.TrimSpace(cell.Text))
}

func (r *Reading) readIdentity(row source.Row, rec *Record) *Problem {
	p := &rec.Post
	if platform, c := r.text(row, formats.Platform); c != nil {
		var ok bool
		if p.Platform, ok = platformNamed(platform); !ok {
			return c.problem(platform, UnknownPlatform)
		}
	}
	link, urlColumn := r.text(row, formats.URL)
	id, c := r.text(row, formats.NativeID)
	if c != nil {
		damaged := c.rounded(row)
		if damaged {
			id = r.Format.IDIn(link) // the link may still hold it
		}
		if id == "" && damaged {
			original, _ := r.text(row, formats.NativeID)
			return c.problem(original, DamagedID)
		}
		if id == "" && c.Needed {
			return c.problem("", Missing)
		}
	}
	p.NativeID, p.URL = id, link
	if p.URL == "" && urlColumn != nil && urlColumn.Needed {
		return urlColumn.problem("", Missing)
	}
	if p.NativeID == "" {
		p.NativeID = r.Format.IDIn(p.URL)
	}
	if p.URL == "" && p.NativeID != "" && r.Format.URLFrom != "" {
		p.URL = strings.ReplaceAll(r.Format.URLFrom, "{native_id}", p.NativeID)
	}
	if rec.Organisation, c = r.text(row, formats.Organisation); rec.Organisation == "" && c != nil && c.Needed {
		return c.problem("", Missing)
	}
	rec.ChannelID, _ = r.text(row, formats.ChannelID)
	name, c := r.text(row, formats.Channel)
	switch {
	case name != "":
		rec.Channel = name
	case c != nil && c.Needed && r.Format.Kind != formats.Posts: // a post may do without: its organisation has it
		return c.problem("", Missing)
	}
	if r.Format.OrganisationFromChannel && rec.Organisation == "" {
		rec.Organisation = rec.Channel
	}
	return nil
}

func (r *Reading) readDate(row source.Row, p *social.Post) *Problem {
	if c := r.by[formats.Period]; c != nil {
		if cell := c.cell(row); cell.Kind == source.Date || isDate(cell.Text) {
			return c.problem(cell.Text, DailyRow)
		}
	}
	c := r.by[r.Format.Kind.DateField()] // every format has one and needs it
	cell := c.cell(row)
	if strings.TrimSpace(cell.Text) == "" {
		return c.problem("", Missing)
	}
	t, dayOnly, ok := r.moment(row, c, cell)
	// An identifier that holds the moment says more than a day, or than a date without its year. It tells of the
	// upload, so where it falls on another day than the export says, the post was scheduled and the export is right.
	if inID, told := r.Format.MomentOf(p.NativeID); told && (!ok || dayOnly && sameDay(inID, t)) {
		t, dayOnly, ok = inID, false, true
	}
	if !ok {
		return c.problem(cell.Text, NotADate)
	}
	if dayOnly {
		t = noon(t, r.hospital)
	}
	p.PublishedAt, p.DayOnly = t.UTC(), dayOnly
	return nil
}

// moment reads the cell of a date, with the time of day from its own column where there is one.
func (r *Reading) moment(row source.Row, c *column, cell source.Cell) (t time.Time, dayOnly, ok bool) {
	if cell.Kind == source.Date {
		t, err := time.ParseInLocation(typedDate, cell.Text, r.zone)
		return t, t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0, err == nil && plausible(t)
	}
	text := cell.Text
	if clock, _ := r.text(row, formats.PublishedTime); clock != "" {
		text = strings.TrimSpace(text) + " " + clock
	}
	if t, dayOnly, ok = c.manner.parse(text, r.zone, &c.dates.last); ok && c.manner.name == yearless {
		t, ok = r.years.place(t)
	}
	return t, dayOnly, ok
}

// sameDay compares in t's own zone.
func sameDay(a, t time.Time) bool {
	y1, m1, d1 := a.In(t.Location()).Date()
	y2, m2, d2 := t.Date()
	return y1 == y2 && m1 == m2 && d1 == d2
}

// isDate reports whether the cell holds a date in any usual manner.
func isDate(text string) bool {
	var l layout
	for _, name := range []string{"iso", "month-first", "day-first"} {
		if _, _, ok := manners[name].parse(text, time.UTC, &l); ok {
			return true
		}
	}
	return false
}

func (r *Reading) readMetrics(row source.Row, p *social.Post) *Problem {
	for i := range r.columns {
		c := &r.columns[i]
		if c.numbers == nil || !c.isIt && c.Field != formats.Duration {
			continue
		}
		n, problem := c.count(row)
		switch {
		case problem != nil:
			return problem
		case n == nil:
		case c.Field == formats.Duration:
			p.Duration = time.Duration(*n) * time.Second
		default:
			p.Metrics.Set(c.metric, *n)
		}
	}
	return nil
}

// count reads the column's whole number in the row, times in seconds; nil where the file does not say.
func (c *column) count(row source.Row) (*int64, *Problem) {
	v, cell, ok := c.number(row)
	switch {
	case isAbsent(cell.Text):
		return nil, nil
	case !ok:
		return nil, c.problem(cell.Text, NotANumber)
	case v < 0 && c.Field != formats.Field(social.FollowersGained.String()): // people also leave because of a post
		return nil, c.problem(cell.Text, Negative)
	case c.Unit == "hours":
		v = math.Round(v * 3600)
	case c.Unit == "seconds", c.Field == formats.Duration:
		v = math.Round(v)
	case v != math.Trunc(v):
		return nil, c.problem(cell.Text, NotWhole)
	}
	n := int64(v)
	return &n, nil
}

// number reads the column's number in the row and returns the cell it came from: an absent one, the one that is no
// number, or the last one read.
func (c *column) number(row source.Row) (v float64, cell source.Cell, ok bool) {
	cells := []source.Cell{c.cell(row)}
	if c.Sum {
		cells = cells[:0]
		for _, place := range c.places {
			if place < len(row.Cells) && !isAbsent(row.Cells[place].Text) {
				cells = append(cells, row.Cells[place])
			}
		}
	}
	for _, cell = range cells {
		style := c.style
		if cell.Kind == source.Number {
			style = numberStyle{'.'}
		}
		part, ok := style.parse(cell.Text)
		if !ok {
			return 0, cell, false
		}
		v += part
	}
	return v, cell, true
}

func (r *Reading) readContent(row source.Row, p *social.Post) *Problem {
	title, _ := r.text(row, formats.Title)
	text, _ := r.text(row, formats.Text)
	p.Text = joinText(title, text)
	if r.Format.HTMLText {
		p.Text = html.UnescapeString(p.Text)
	}
	p.Campaign, _ = r.text(row, formats.Campaign)
	native, _ := r.text(row, formats.NativeForm)
	clues := classify.Clues{
		Platform: p.Platform, Native: native, Form: r.Format.Forms[formats.Normal(native)],
		Duration: p.Duration, PublishedAt: p.PublishedAt, Text: p.Text,
	}
	p.Form, p.FormReason = classify.Form(clues)
	if form, c := r.text(row, formats.Form); form != "" {
		if p.Form, p.FormReason = social.Form(word(form)), social.GivenInFile; !p.Form.Valid() {
			return c.problem(form, UnknownForm)
		}
	}
	said := classify.Words(p.Text)
	p.Topic, p.TopicReason = said.Topic, said.TopicReason
	p.Promotional, p.PromotionalReason = said.Promotional, said.PromotionalReason
	if topic, c := r.text(row, formats.Topic); topic != "" {
		if p.Topic, p.TopicReason = social.Topic(word(topic)), social.GivenInFile; !p.Topic.Valid() {
			return c.problem(topic, UnknownTopic)
		}
	}
	if promotional, _ := r.text(row, formats.Promotional); answer(promotional) != social.Unsaid {
		p.Promotional, p.PromotionalReason = answer(promotional), social.GivenInFile
	}
	if boosted, c := r.text(row, formats.Boosted); c != nil {
		p.Boosted = r.boosted(formats.Normal(boosted))
	}
	return nil
}

func (r *Reading) boosted(text string) social.Answer {
	for _, w := range r.Format.BoostedWords {
		if text == w {
			return social.Yes
		}
	}
	for _, w := range r.Format.OrganicWords {
		if text == w {
			return social.No
		}
	}
	if r.Format.BoostedWhenFilled {
		return social.AnswerOf(!isAbsent(text) && text != "0")
	}
	return answer(text)
}

var answers = map[string]social.Answer{
	"yes": social.Yes, "true": social.Yes, "1": social.Yes, "ja": social.Yes, "oui": social.Yes, "x": social.Yes,
	"no": social.No, "false": social.No, "0": social.No, "nein": social.No, "non": social.No,
}

func answer(text string) social.Answer { return answers[formats.Normal(text)] }

var platformWords = func() map[string]social.Platform {
	words := map[string]social.Platform{"twitter": social.X, "website": social.Blog}
	for _, p := range social.Platforms() {
		words[string(p)] = p
		words[formats.Normal(p.Name())] = p
	}
	return words
}()

func platformNamed(text string) (social.Platform, bool) {
	p, ok := platformWords[formats.Normal(text)]
	return p, ok
}

// word writes one of our words as code does: "Short video" becomes "short_video".
func word(text string) string { return strings.ReplaceAll(formats.Normal(text), " ", "_") }

// joinText puts a post's title before its text, unless the text begins with it anyway.
func joinText(title, text string) string {
	switch {
	case title == "" || strings.HasPrefix(text, strings.TrimRight(title, "….")):
		return text
	case text == "":
		return title
	}
	return title + "\n\n" + text
}

func (c *column) problem(value string, reason Reason) *Problem {
	return &Problem{Column: c.name, Value: shorten(strings.Clone(strings.TrimSpace(value))), Reason: reason}
}
