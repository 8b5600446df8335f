package importer

import (
	"context"
	"errors"
	"html"
	"iter"
	"math"
	"strings"
	"sync"
	"time"

	"auscult/analytics/social"
	"auscult/importer/classify"
	"auscult/importer/formats"
	"auscult/importer/links"
	"auscult/importer/source"
)

// Records yields the table's posts in the file's order. A row that cannot be read comes as an error of type [Problem],
// and reading goes on; any other error ends it and means that the file as a whole must be refused. Rows are read and
// understood ahead of whoever asks for them; see [ahead].
func (r *Reading) Records(ctx context.Context) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		understand := func() func(*batch) *[]result { return r.worker().understand }
		for results := range inOrder(r.batches(ctx), r.workers(), understand) {
			for i := range *results {
				if !yield((*results)[i].record, (*results)[i].err) {
					return
				}
			}
			resultBatches.Put(results)
		}
	}
}

// result is a row that was understood or not.
type result struct {
	record Record
	err    error
}

var resultBatches = sync.Pool{New: func() any { return new([]result) }}

// understand frees the batch and returns what its rows say. An error that is no [Problem] is the last.
func (r *Reading) understand(b *batch) *[]result {
	defer b.free()
	results := resultBatches.Get().(*[]result)
	to := (*results)[:0]
	for i, row := range b.rows {
		switch err := b.errs[i]; {
		case errors.Is(err, source.ErrBadRow):
			to = append(to, result{err: Problem{Row: row.Number, Reason: Unreadable}})
		case err != nil:
			to = append(to, result{err: err})
		case !r.passes(row):
			to = append(to, r.result(row))
		}
	}
	*results = to
	return results
}

func (r *Reading) result(row source.Row) result {
	record, problem := r.record(row)
	if problem != nil {
		problem.Row = row.Number
		return result{err: *problem}
	}
	record.own()
	return result{record: record}
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

// own copies the texts that are still part of the row, all into one piece of memory: kept as they are, each would keep
// the whole row.
func (r *Record) own() {
	p := &r.Post
	texts := [...]*string{&r.Organisation, &r.Channel, &r.ChannelID, &p.NativeID, &p.URL, &p.Text, &p.Campaign}
	n := 0
	for _, t := range texts {
		n += len(*t)
	}
	var piece strings.Builder
	piece.Grow(n)
	for _, t := range texts {
		piece.WriteString(*t)
	}
	all := piece.String()
	for _, t := range texts {
		*t, all = all[:len(*t)], all[len(*t):]
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
	return strings.Clone(c.text(row)), c
}

func (r *Reading) readIdentity(row source.Row, rec *Record) *Problem {
	p := &rec.Post
	at := &r.at
	if c := at.platform; c != nil {
		platform := c.text(row)
		var ok bool
		if p.Platform, ok = platformWords[c.normal(platform)]; !ok {
			return c.problem(platform, UnknownPlatform)
		}
	}
	link, id := at.url.text(row), at.nativeID.text(row)
	if c := at.nativeID; c != nil {
		damaged := c.damagedID(c.cell(row))
		if damaged {
			id = ""
		}
		if damaged && r.Format.IDInLink {
			id = links.ID(p.Platform, link)
		}
		if id == "" && damaged {
			return c.problem(c.text(row), DamagedID)
		}
		if id == "" && c.Needed {
			return c.problem("", Missing)
		}
	}
	p.NativeID, p.URL = id, link
	if c := at.url; c != nil && isErrorMark(link) {
		return c.problem(link, DamagedID)
	}
	if c := at.url; p.URL == "" && c != nil && c.Needed {
		return c.problem("", Missing)
	}
	if p.NativeID == "" {
		p.NativeID = links.ID(p.Platform, p.URL)
	}
	if p.URL == "" && p.NativeID != "" && r.Format.URLFrom != "" {
		p.URL = strings.ReplaceAll(r.Format.URLFrom, "{native_id}", p.NativeID)
	}
	rec.Organisation = at.organisation.text(row)
	if c := at.organisation; rec.Organisation == "" && c != nil && c.Needed {
		return c.problem("", Missing)
	}
	if rec.Organisation == "" {
		rec.Organisation = r.Format.Organisation
	}
	rec.ChannelID = at.channelID.text(row)
	name, c := at.channel.text(row), at.channel
	if of := at.channelID; of != nil && of.damagedID(of.cell(row)) {
		if name == "" {
			return of.problem(rec.ChannelID, DamagedID)
		}
		rec.ChannelID = "" // the name tells the channel; a note says so
	}
	switch {
	case isErrorMark(name):
		return c.problem(name, DamagedID)
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
	if c := r.at.period; c != nil {
		if cell := c.cell(row); cell.Kind == source.Date || isDate(cell.Text) {
			return c.problem(cell.Text, DailyRow)
		}
	}
	c := r.at.date // every format has one and needs it
	cell := c.cell(row)
	if strings.TrimSpace(cell.Text) == "" {
		return c.problem("", Missing)
	}
	if isErrorMark(cell.Text) {
		return c.problem(cell.Text, ErrorMark)
	}
	t, dayOnly, ok := r.moment(row, c, cell)
	if ok && !dayOnly {
		p.PublishedAt = t.UTC()
		return nil
	}
	inID, told := r.Format.MomentOf(p.NativeID)
	if named, withoutYear := parseNamed(tidy(cell.Text)); told && !ok && withoutYear && named.year == 0 {
		if named.fallsOn(inID) || named.fallsOn(inID.In(r.hospital)) { // nobody knows whose days TikTok means
			t, ok = inID, true
		} else {
			t, ok = named.onOrAfter(inID)
			dayOnly = ok
		}
	}
	// An identifier that holds the moment says more than a day, or than a date without its year. It tells of the
	// upload, so where it falls on another day than the export says, the post was scheduled and the export is right.
	if told && (!ok || dayOnly && sameDay(inID, t)) {
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
	if clock := r.at.time.text(row); clock != "" && cell.Kind == source.Text {
		cell.Text = strings.TrimSpace(cell.Text) + " " + clock
	}
	if t, dayOnly, ok = c.dates.moment(cell, c.manner, r.zone); ok && t.Year() == leapYear {
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
		n, known, problem := c.whole(row)
		switch {
		case problem != nil:
			return problem
		case !known:
		case c.Field == formats.Duration:
			p.Duration = time.Duration(n) * time.Second
		default:
			p.Metrics.Set(c.metric, n)
		}
	}
	return nil
}

// count reads the column's whole number in the row, times in seconds; nil where the file does not say.
func (c *column) count(row source.Row) (*int64, *Problem) {
	n, known, problem := c.whole(row)
	if !known {
		return nil, problem
	}
	return &n, nil
}

// whole is count for the metrics of posts, of which there are too many to put each into memory of its own.
func (c *column) whole(row source.Row) (n int64, known bool, _ *Problem) {
	v, cell, ok := c.number(row)
	switch {
	case isAbsent(cell.Text):
		return 0, false, nil
	case !ok && isErrorMark(cell.Text):
		return 0, false, c.problem(cell.Text, ErrorMark)
	case !ok:
		return 0, false, c.problem(cell.Text, NotANumber)
	case v < 0 && c.Field != formats.Field(social.FollowersGained.String()): // people also leave because of a post
		return 0, false, c.problem(cell.Text, Negative)
	case c.Unit == "hours":
		v = math.Round(v * 3600)
	case c.Unit == "seconds", c.Field == formats.Duration:
		v = math.Round(v)
	case v != math.Trunc(v):
		return 0, false, c.problem(cell.Text, NotWhole)
	}
	return int64(v), true, nil
}

// number reads the column's number in the row and returns the cell it came from: an absent one, the one that is no
// number, or the last one read.
func (c *column) number(row source.Row) (v float64, cell source.Cell, ok bool) {
	if !c.Sum {
		cell = c.cell(row)
		v, ok = c.parse(cell)
		return v, cell, ok
	}
	for _, place := range c.places {
		if place >= len(row.Cells) || isAbsent(row.Cells[place].Text) {
			continue
		}
		cell = row.Cells[place]
		part, ok := c.parse(cell)
		if !ok {
			return 0, cell, false
		}
		v += part
	}
	return v, cell, true
}

func (c *column) parse(cell source.Cell) (float64, bool) {
	if cell.Kind == source.Number {
		return numberStyle{'.'}.parse(cell.Text)
	}
	return c.style.parse(cell.Text)
}

func (r *Reading) readContent(row source.Row, p *social.Post) *Problem {
	at := &r.at
	p.Text = joinText(at.title.text(row), at.text.text(row))
	if r.Format.HTMLText {
		p.Text = html.UnescapeString(p.Text)
	}
	p.Campaign = at.campaign.text(row)
	if form := at.form.text(row); form != "" {
		var ok bool
		if p.Form, ok = formWords[word(at.form.normal(form))]; !ok {
			return at.form.problem(form, UnknownForm)
		}
		p.FormReason = social.GivenInFile
	} else {
		clues := classify.Clues{Platform: p.Platform, Duration: p.Duration, PublishedAt: p.PublishedAt, Text: p.Text}
		if c := at.nativeForm; c != nil {
			clues.Native = c.text(row)
			clues.Form = r.Format.Forms[c.normal(clues.Native)]
		}
		p.Form, p.FormReason = classify.Form(clues)
	}
	said := classify.Words(p.Text)
	p.Topic, p.TopicReason = said.Topic, said.TopicReason
	p.Promotional, p.PromotionalReason = said.Promotional, said.PromotionalReason
	if topic := at.topic.text(row); topic != "" {
		var ok bool
		if p.Topic, ok = topicWords[word(at.topic.normal(topic))]; !ok {
			return at.topic.problem(topic, UnknownTopic)
		}
		p.TopicReason = social.GivenInFile
	}
	if c := at.promotional; c != nil {
		if given := answers[c.normal(c.text(row))]; given != social.Unsaid {
			p.Promotional, p.PromotionalReason = given, social.GivenInFile
		}
	}
	if c := at.boosted; c != nil {
		p.Boosted = r.boosted(c.normal(c.text(row)))
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
		return social.AnswerOf(!isAbsent(text) && strings.Trim(text, "0.,") != "")
	}
	return answers[text]
}

var answers = map[string]social.Answer{
	"yes": social.Yes, "true": social.Yes, "1": social.Yes, "ja": social.Yes, "oui": social.Yes, "x": social.Yes,
	"wahr": social.Yes, "vrai": social.Yes, "sann": social.Yes, "sant": social.Yes, "falsch": social.No, "faux": social.No, "falskt": social.No,
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

var (
	formWords  = byWord(social.Forms())
	topicWords = byWord(social.Topics())
)

// byWord finds one of our words without keeping the text it was read from.
func byWord[T ~string](all []T) map[string]T {
	words := map[string]T{}
	for _, v := range all {
		words[string(v)] = v
	}
	return words
}

// PlatformNamed finds the platform that a cell names, by our word for it or its proper name.
func PlatformNamed(text string) (social.Platform, bool) {
	p, ok := platformWords[formats.Normal(text)]
	return p, ok
}

// word writes normal text as our words are written: "short video" becomes "short_video".
func word(normal string) string { return strings.ReplaceAll(normal, " ", "_") }

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
