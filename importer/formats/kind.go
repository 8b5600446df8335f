package formats

import (
	"slices"

	"auscult/analytics/social"
)

// Kind is what the rows of an export are.
type Kind string

// The kinds.
const (
	Posts     Kind = "posts"
	Followers Kind = "followers" // how many followers a channel had on a day
	Figures   Kind = "figures"   // what was counted of a channel on a day, or from one day to another
	Web       Kind = "web"       // the figures of a website's page over a period
	Comments  Kind = "comments"  // what people wrote under posts, or about a channel
)

var kinds = []Kind{Posts, Followers, Figures, Web, Comments}

// Kinds returns the kinds whose rows a person can describe column by column, in the order in which lists show them.
func Kinds() []Kind {
	return slices.DeleteFunc(slices.Clone(kinds), func(k Kind) bool { return len(fieldsOf[k].needed) == 0 })
}

// DateField returns the field that says when: a post was published, followers were counted, figures begin, a comment
// was written. It is empty for the kinds whose rows have no date.
func (k Kind) DateField() Field {
	switch k {
	case Followers, Figures:
		return Date
	case Web:
		return ""
	case Comments:
		return WrittenAt
	}
	return PublishedAt
}

// fieldsOf lists what the rows of each kind can say, in the order in which a person is asked: first what every row
// needs, then whose it is, then the rest.
var fieldsOf = map[Kind]struct{ needed, other []Field }{
	Posts: {
		needed: []Field{PublishedAt, Platform},
		other: append([]Field{
			PublishedTime, Organisation, Channel, ChannelID, URL, NativeID, Title, Text, NativeForm, Form, Topic,
			Campaign, Promotional, Boosted, Duration,
		}, metricFields()...),
	},
	Followers: {
		needed: []Field{Date, FollowerNumber, Channel, Platform},
		other:  []Field{Organisation, ChannelID},
	},
	Figures: {
		needed: []Field{Date, Platform},
		other: append([]Field{
			LastDay, Organisation, Channel, ChannelID, FollowerNumber, FollowersStart, FollowersEnd,
		}, figureFields()...),
	},
	Web: { // always of a blog, see [Kind.Platform]
		needed: []Field{Page},
		other: []Field{
			Title, Organisation, Channel, Field(social.Views.String()), Visitors, TimePerVisitor, TimePerView,
			Field(social.WatchTime.String()), Field(social.Clicks.String()), Field(social.Impressions.String()),
		},
	},
	Comments: {
		needed: []Field{WrittenAt, Text, Platform},
		other:  []Field{Organisation, Channel, ChannelID, URL, NativeID, InReplyTo, Author, Ours, CommentKind},
	},
}

// Platform returns the platform that all rows of the kind are of; empty when any can be.
func (k Kind) Platform() social.Platform {
	if k == Web {
		return social.Blog
	}
	return ""
}

// Fields returns every field that a row of the kind can have, the needed ones first.
func (k Kind) Fields() []Field { return append(k.Needs(), fieldsOf[k].other...) }

// Needs returns the fields without which no row of the kind can be read. Those that a format can say for the whole file
// (the platform and the channel) need no column then.
func (k Kind) Needs() []Field { return slices.Clone(fieldsOf[k].needed) }

func metricFields() []Field {
	var all []Field
	for _, m := range social.AllMetrics() {
		all = append(all, Field(m.String()))
	}
	return all
}

func figureFields() []Field {
	var all []Field
	for _, m := range social.ChannelMetrics() {
		all = append(all, Field(m))
	}
	return all
}

// Dates reports whether the field holds a day or a moment in exports of the kind.
func (k Kind) Dates(f Field) bool {
	return f != "" && f == k.DateField() || k == Figures && f == LastDay
}
