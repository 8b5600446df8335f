package formats

// Kind is what the rows of an export are.
type Kind string

// The kinds.
const (
	Posts     Kind = "posts"
	Followers Kind = "followers" // how many followers a channel had on a day
)

var kinds = []Kind{Posts, Followers}

// DateField returns the field that says when: a post was published, or followers were counted.
func (k Kind) DateField() Field {
	if k == Followers {
		return Date
	}
	return PublishedAt
}
