package formats

import (
	"fmt"
	"slices"

	"auscult/analytics/social"
)

// FigureRules are the parts of a [Format] that only figures of channels need.
type FigureRules struct {
	// OneOf are the platforms such an export may be of where neither a column nor the format says which. Then the line
	// above the header, the name of the file or the person must.
	OneOf []social.Platform `toml:"one_of,omitempty"`
	// Titles says for exports of one figure a file what the line above the header means: the title, as the export writes
	// it, to the word of a [social.ChannelMetric], or "followers". The column with the field "value" holds it.
	Titles map[string]Field `toml:"titles,omitempty"`
	// ZerosBeside is a word with which the export says in one column that it has no figures yet, while it fills others of
	// the row with zeros: beside it a zero means nothing either.
	ZerosBeside string `toml:"zeros_beside,omitempty"`
	// DatedByExport is for exports without any date, of which only counts as of the export are taken.
	DatedByExport bool `toml:"dated_by_export,omitempty"`

	titles map[string]Field // by their normal spelling
}

// figure reports whether the field is the word of a channel's metric.
func (f Field) figure() bool { return social.ChannelMetric(f).Valid() }

// Figure returns the channel's metric that the field holds, if it is one.
func (f Field) Figure() (social.ChannelMetric, bool) { return social.ChannelMetric(f), f.figure() }

// followers reports whether the field holds how many followers a channel has.
func (f Field) followers() bool {
	return f == FollowerNumber || f == FollowersStart || f == FollowersEnd
}

// otherNumbers are the fields that are numbers without being metrics.
var otherNumbers = []Field{Duration, FollowerNumber, Visitors, TimePerVisitor, TimePerView}

// Counts reports whether the field holds a number in exports of the kind.
func (k Kind) Counts(f Field) bool {
	if k == Figures {
		return f.figure() || f.followers() || f == Value
	}
	_, isMetric := f.Metric()
	return isMetric || slices.Contains(otherNumbers, f)
}

// Titled returns what the line above the header says that the file counts; ok is false for a title that is not declared.
func (f *Format) Titled(title string) (field Field, ok bool) {
	field, ok = f.titles[Normal(title)]
	return field, ok
}

// TitleNames returns the declared titles in order.
func (f *Format) TitleNames() []string {
	names := make([]string, 0, len(f.Titles))
	for name := range f.Titles {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (f *Format) checkFigures() error {
	for _, p := range f.OneOf {
		if !p.Valid() {
			return fmt.Errorf("one_of: %q is not a platform of ours", p)
		}
	}
	hasValue, counts, hasPlatform := false, false, f.Platform != ""
	for _, c := range f.Columns {
		hasValue = hasValue || c.Field == Value
		counts = counts || f.Kind.Counts(c.Field)
		hasPlatform = hasPlatform || c.Field == Platform
	}
	f.titles = map[string]Field{}
	for title, field := range f.Titles {
		if !field.figure() && field != FollowerNumber {
			return fmt.Errorf("titles: %q means %q, which is no metric of a channel", title, field)
		}
		f.titles[Normal(title)] = field
	}
	switch {
	case hasValue != (len(f.Titles) > 0):
		return fmt.Errorf("a value column and titles that say what it counts belong together")
	case f.Kind != Figures && (len(f.Titles) > 0 || f.ZerosBeside != "" || f.DatedByExport):
		return fmt.Errorf("titles, zeros_beside and dated_by_export are for kind %q", Figures)
	case f.Kind == Figures && !counts:
		return fmt.Errorf("there must be a column with a figure or with followers")
	case f.Kind == Figures && !hasPlatform && len(f.OneOf) == 0:
		return fmt.Errorf("the platform must be given, or a platform column, or one_of")
	}
	return nil
}
