// Package formats knows the export formats: which columns each has, what they mean, and where the platform hides the
// button. A format is a declaration in a file of this folder, not code; to add one, write its file and a sample of it.
//
//	found := formats.Recognise(header, formats.All())
package formats

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
)

// Field is what a column means to us.
type Field string

// The fields that are not metrics. A metric's field is the metric's own word, such as "reactions".
const (
	NativeID     Field = "native_id"
	Organisation Field = "organisation"
	Platform     Field = "platform"
	Channel      Field = "channel"
	ChannelID    Field = "channel_id"
	PublishedAt  Field = "published_at"
	URL          Field = "url"
	Title        Field = "title"
	Text         Field = "text"
	NativeForm   Field = "native_form" // the platform's own word for the content form
	Form         Field = "form"        // one of our words
	Topic        Field = "topic"
	Campaign     Field = "campaign"
	Promotional  Field = "promotional"
	Boosted      Field = "boosted"
	Duration     Field = "duration" // seconds
	// PublishedTime is the time of day where an export keeps it apart from the date.
	PublishedTime Field = "published_time"
	// Period says over which time a row counts. Content exports say "Lifetime"; a date means that the row holds a
	// single day's figures.
	Period Field = "period"
	// Date and FollowerNumber are of follower histories and of figures. In figures Date is the day, or with LastDay the
	// first of several.
	Date           Field = "date"
	FollowerNumber Field = "followers"
	// Those of a website's statistics, beside the metrics. TimePerVisitor and TimePerView are averages.
	Page           Field = "page" // its path or link
	Visitors       Field = "visitors"
	TimePerVisitor Field = "time_per_visitor"
	TimePerView    Field = "time_per_view"
	// Those of comments, beside channel, platform, native_id (the comment's), url (the post's) and text.
	WrittenAt   Field = "written_at"
	Author      Field = "author"
	InReplyTo   Field = "in_reply_to"
	Ours        Field = "ours"
	CommentKind Field = "comment_kind" // a comment or a mention
	// The others are of figures, beside the words of [social.ChannelMetric].
	LastDay        Field = "to"
	FollowersStart Field = "followers_start" // on the first day
	FollowersEnd   Field = "followers_end"   // on the last day
	Value          Field = "value"           // the figure that the line above the header names; see Format.Titles
)

var plainFields = []Field{
	NativeID, Organisation, Platform, Channel, ChannelID, PublishedAt, URL, Title, Text,
	NativeForm, Form, Topic, Campaign, Promotional, Boosted, Duration, PublishedTime, Period,
	Date, FollowerNumber, Page, Visitors, TimePerVisitor, TimePerView, WrittenAt, Author, InReplyTo, Ours, CommentKind,
	LastDay, FollowersStart, FollowersEnd, Value,
}

// Metric returns the metric the field holds, if it is one.
func (f Field) Metric() (social.Metric, bool) { return social.ParseMetric(string(f)) }

// NeedsUnit reports whether the field is a time spent, whose unit a column must name.
func (f Field) NeedsUnit() bool {
	return f == TimePerVisitor || f == TimePerView || f == Field(social.WatchTime.String())
}

func (f Field) valid(k Kind) bool {
	_, isMetric := f.Metric()
	if k == Figures {
		isMetric = f.figure()
	}
	return isMetric || slices.Contains(plainFields, f)
}

// Format declares one export format.
type Format struct {
	ID   string `toml:"id"`
	Name string `toml:"name"` // for people, the same in every language
	// Group says whose export it is, for lists.
	Group Group `toml:"group"`
	// Kind says what a row is; the default is a post.
	Kind Kind `toml:"kind,omitempty"`
	// Platform whose posts the export holds; empty when the file itself says so row by row.
	Platform social.Platform `toml:"platform,omitempty"`
	// Organisation and Channel are whose posts the export holds where it never says so itself; empty: they are told at
	// each import.
	Organisation string `toml:"organisation,omitempty"`
	Channel      string `toml:"channel,omitempty"`
	// Evidence says how well the format is known: what was seen, where, when.
	Evidence string `toml:"evidence"`
	// Zone in which the export writes times of day: an IANA name, or empty for the hospital's own.
	Zone string `toml:"zone,omitempty"`
	// Sheets are the names of the workbook sheets that hold the posts; empty means any. On a sheet of another name the
	// format must give stronger evidence; see [Recognise].
	Sheets []string `toml:"sheets,omitempty"`
	// Where tells how to get the export, per language ("en", "de", "fr").
	Where map[string]string `toml:"where,omitempty"`

	Columns []Column `toml:"column,omitempty"`
	// With names columns that the format always has and that say nothing to us: they only tell it from others.
	With []string `toml:"with,omitempty"`
	// Without names columns that the format never has: a file with one of them is something else that looks like it.
	Without []string `toml:"without,omitempty"`
	// Alone says that the format has no other columns than the declared ones and nothing above its header, for headers of
	// a few common words: the chart in Google Analytics' files has the same.
	Alone bool `toml:"alone,omitempty"`

	FigureRules

	// Forms maps the platform's own words for a content form, in lower case, to ours.
	Forms map[string]social.Form `toml:"forms,omitempty"`
	// BoostedWords and OrganicWords are what the boosted column says, in lower case. With BoostedWhenFilled any other
	// text in it means boosted too, and an empty cell means not boosted.
	BoostedWords      []string `toml:"boosted_words,omitempty"`
	OrganicWords      []string `toml:"organic_words,omitempty"`
	BoostedWhenFilled bool     `toml:"boosted_when_filled,omitempty"`

	Skips []Skip `toml:"skip,omitempty"`

	// URLFrom builds a post's link from its identifier: "{native_id}" is replaced by it.
	URLFrom string `toml:"url_from,omitempty"`
	// IDInLink says that the identifiers in the file are those in the links, so that the link can stand in for an
	// identifier that is damaged. How links hold identifiers, package links knows.
	IDInLink bool `toml:"id_in_link,omitempty"`
	// ChannelFrom finds the channel's name in the names of the file and its container ("a.zip/b.csv"), for exports
	// that do not name it: the first group of the expression.
	ChannelFrom string `toml:"channel_from,omitempty"`

	// MomentInID says how a post's identifier tells when it was published; the zero value: it does not.
	MomentInID Moment `toml:"moment_in_id,omitempty"`
	// OrganisationFromChannel is for exports of many competitors' pages: each page is an organisation of its own.
	OrganisationFromChannel bool `toml:"organisation_from_channel,omitempty"`
	// Collected says that somebody else than the platform has written the figures down, though the group does not.
	Collected bool `toml:"collected,omitempty"`
	// HTMLText says that texts hold HTML entities, such as &amp;.
	HTMLText bool `toml:"html_text,omitempty"`

	// PeriodFrom finds the period of the figures in the lines above the header: two groups of the expression hold its
	// first and last day, as 20260701 or 2026-07-01. Where it fits more than once the last counts.
	PeriodFrom string `toml:"period_from,omitempty"`
	// Blocks says that a file may hold several tables, each under comments or an empty line: the first that fits is
	// read, to its own end.
	Blocks bool `toml:"blocks,omitempty"`
	// Headerless says that no row names the columns: each has its place and, where it matters, what it holds.
	Headerless bool `toml:"headerless,omitempty"`

	zone        *time.Location
	channelFrom *regexp.Regexp
	periodFrom  *regexp.Regexp
}

// Group is a kind of format.
type Group string

// The groups, in the order of lists.
const (
	OfPlatform Group = "platform" // a platform's own export
	OfAuscult  Group = "own"      // our own form
	OfTool     Group = "tool"     // a scheduling or analytics tool's export
	Declared   Group = "declared" // declared by the people who use it, by mapping its columns
	Closed     Group = "closed"   // no longer offered; old files can still be read
)

var groups = []Group{OfPlatform, OfAuscult, OfTool, Declared, Closed}

// Column declares one column.
type Column struct {
	Field Field `toml:"field"`
	// Names the column goes by, in any language. They are compared without regard to case, blanks and soft hyphens.
	Names []string `toml:"names"`
	// Guessed are further names, in any language, that nobody has seen in a real export. A file recognised with the help
	// of one must give stronger evidence, and says so; see [Recognise].
	Guessed []string `toml:"guessed,omitempty"`
	// Needed columns must be there for the format to be recognised. Where they say when, whose or which post it is, they
	// must also be filled in every row.
	Needed bool `toml:"needed,omitempty"`
	// Dates names the manners of writing dates the column may use, best guess first; see the importer's dates.
	Dates []string `toml:"dates,omitempty"`
	// Unit of a watch time: "hours" or "seconds".
	Unit string `toml:"unit,omitempty"`
	// Example is an invented value, for the explanations of our own forms.
	Example string `toml:"example,omitempty"`
	// Sum adds up all columns of these names, for exports that count kinds of reactions apart. Without it the first
	// that is filled counts.
	Sum bool `toml:"sum,omitempty"`
	// Place of the column in a format without a header, 1 being the first; and what all its cells hold there: a "number",
	// a "link", or anything. Together they are all there is to recognise the format by.
	Place int    `toml:"place,omitzero"`
	Holds string `toml:"holds,omitempty"`
}

// Moment says how to read the moment of publication out of a post's identifier: its bits above Shift count milliseconds
// (with Unit "ms") or seconds ("s") since Epoch, in milliseconds since 1970.
type Moment struct {
	Shift uint   `toml:"shift"`
	Unit  string `toml:"unit,omitempty"`
	Epoch int64  `toml:"epoch"`
}

// MomentOf reads when the post of that identifier was published; ok is false when identifiers do not tell.
func (f *Format) MomentOf(id string) (t time.Time, ok bool) {
	m := f.MomentInID
	n, err := strconv.ParseUint(id, 10, 63)
	if m.Unit == "" || err != nil {
		return time.Time{}, false
	}
	ms := int64(n >> m.Shift)
	if m.Unit == "s" {
		ms *= 1000
	}
	t = time.UnixMilli(m.Epoch + ms).UTC()
	return t, t.Year() >= 2005 && t.Year() < 2100 // older than the platforms: an identifier of another kind
}

// Skip declares rows that are no posts, such as totals: those whose field holds one of the words.
type Skip struct {
	Field Field    `toml:"field"`
	Words []string `toml:"words"`
}

// Location returns the zone of the export's times, or hospital where the export follows it.
func (f *Format) Location(hospital *time.Location) *time.Location {
	if f.zone != nil {
		return f.zone
	}
	return hospital
}

// ChannelIn finds the channel's name in a file's name; empty when the format declares none or the name holds none.
func (f *Format) ChannelIn(fileName string) string {
	if f.channelFrom == nil {
		return ""
	}
	if m := f.channelFrom.FindStringSubmatch(fileName); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// Authority is how much an export's word counts where another export says something else of the same post: a greater
// one more.
type Authority int

// The authorities.
const (
	ToolsWord     Authority = iota // a tool has collected the figures, in its own way and when it liked
	OwnWord                        // a person has filled in our form
	PlatformsWord                  // the platform itself has counted
)

// Authority returns whose word the export is.
func (f *Format) Authority() Authority {
	switch {
	case f.Group == OfAuscult:
		return OwnWord
	case f.Group == OfTool, f.Collected:
		return ToolsWord
	}
	return PlatformsWord
}

//go:embed *.toml
var files embed.FS

// All returns the formats Auscult ships, by group, then platform, then name.
var All = sync.OnceValue(func() []*Format {
	formats, err := load(files)
	if err != nil {
		// The files are part of the program and a test loads them: this cannot happen to a user.
		panic(err)
	}
	return formats
})

// ByID returns the format called id.
func ByID(id string) (*Format, bool) {
	for _, f := range All() {
		if f.ID == id {
			return f, true
		}
	}
	return nil, false
}

func load(fsys fs.FS) ([]*Format, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	var formats []*Format
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		f, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		formats = append(formats, f)
	}
	slices.SortFunc(formats, func(a, b *Format) int {
		return cmp.Or(cmp.Compare(slices.Index(groups, a.Group), slices.Index(groups, b.Group)),
			cmp.Compare(a.Platform.Order(), b.Platform.Order()), strings.Compare(a.Name, b.Name))
	})
	return formats, nil
}

// Parse reads a format's declaration and checks it. Errors name the entry that is wrong.
func Parse(raw []byte) (*Format, error) {
	f := &Format{}
	meta, err := toml.Decode(string(raw), f)
	if err != nil {
		return nil, fmt.Errorf("not a format declaration: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown entry %q", unknown[0].String())
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *Format) check() error {
	if f.ID == "" || f.Name == "" || f.Evidence == "" {
		return fmt.Errorf("id, name and evidence must be filled")
	}
	if f.Kind == "" {
		f.Kind = Posts
	}
	if !slices.Contains(kinds, f.Kind) {
		return fmt.Errorf("kind %q is none of %v", f.Kind, kinds)
	}
	if !slices.Contains(groups, f.Group) {
		return fmt.Errorf("group %q is none of %v", f.Group, groups)
	}
	if f.Platform != "" && !f.Platform.Valid() {
		return fmt.Errorf("platform %q is not one of ours", f.Platform)
	}
	var err error
	if f.Zone != "" {
		if f.zone, err = time.LoadLocation(f.Zone); err != nil {
			return fmt.Errorf("zone: %w", err)
		}
	}
	for name, target := range map[string]struct {
		expression string
		compiled   **regexp.Regexp
	}{"channel_from": {f.ChannelFrom, &f.channelFrom}, "period_from": {f.PeriodFrom, &f.periodFrom}} {
		if target.expression == "" {
			continue
		}
		if *target.compiled, err = regexp.Compile(target.expression); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if (*target.compiled).NumSubexp() < 1 {
			return fmt.Errorf("%s has no group", name)
		}
	}
	if u := f.MomentInID.Unit; u != "" && u != "s" && u != "ms" {
		return fmt.Errorf("moment_in_id: unit %q is neither s nor ms", u)
	}
	for word, form := range f.Forms {
		if !form.Valid() {
			return fmt.Errorf("forms: %q means %q, which is not a content form", word, form)
		}
	}
	if f.periodFrom != nil && f.periodFrom.NumSubexp() < 2 {
		return fmt.Errorf("period_from has not the two groups for the first and the last day")
	}
	if err := f.checkFigures(); err != nil {
		return err
	}
	if err := f.checkPlaces(); err != nil {
		return err
	}
	return f.checkColumns()
}

func (f *Format) checkColumns() error {
	seen := map[string]bool{}
	hasDate, hasNeeded := f.DatedByExport || f.Kind.DateField() == "", false
	for _, c := range f.Columns {
		if !c.Field.valid(f.Kind) {
			return fmt.Errorf("column %q is not a field of ours", c.Field)
		}
		if len(c.Names) == 0 {
			return fmt.Errorf("column %q has no names", c.Field)
		}
		for _, name := range slices.Concat(c.Names, c.Guessed) {
			if seen[Normal(name)] {
				return fmt.Errorf("the name %q stands for two columns", name)
			}
			seen[Normal(name)] = true
		}
		if c.Field == f.Kind.DateField() {
			hasDate = len(c.Dates) > 0
		}
		if unit := c.Unit; c.Field.NeedsUnit() && unit != "hours" && unit != "seconds" {
			return fmt.Errorf("%s needs the unit hours or seconds", c.Field)
		}
		hasNeeded = hasNeeded || c.Needed
	}
	if !hasDate {
		return fmt.Errorf("there must be a %s column that says how its dates are written", f.Kind.DateField())
	}
	if !hasNeeded {
		return fmt.Errorf("at least one column must be needed, or every file would be recognised")
	}
	for _, s := range f.Skips {
		if !s.Field.valid(f.Kind) || len(s.Words) == 0 {
			return fmt.Errorf("skip: field %q with %d words", s.Field, len(s.Words))
		}
	}
	return nil
}
