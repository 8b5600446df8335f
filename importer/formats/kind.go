package formats

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
