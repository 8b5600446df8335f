package social

import "time"

// PostID identifies a post within a workspace. Zero means none.
type PostID int64

// Post is one published item, whatever the platform calls it.
type Post struct {
	ID       PostID
	Channel  ChannelID
	Platform Platform // its channel's platform

	// NativeID is the platform's own identifier, read as text because most exceed 2^53. Empty when no export told.
	NativeID string
	URL      string

	PublishedAt time.Time // in UTC
	// DayOnly says that the export gave a date without a time of day: PublishedAt is then noon of that day in the
	// hospital's time zone, and nothing may be said about the hour.
	DayOnly bool

	Text string // title and text as published

	Form       Form
	FormReason string // how the form is known: [GivenInFile], [CorrectedByHand], the platform's own word for it, or the rule that derived it
	Topic      Topic
	// TopicReason is how the topic is known: [GivenInFile], [CorrectedByHand], or the words that decided.
	TopicReason string
	Campaign    string // what belongs together, as the export or the manager says; empty: none
	// Duration is the length of a video or audio; zero when there is none or no export told.
	Duration    time.Duration
	Promotional Answer // whether it tries to sell something
	// PromotionalReason is how that is known: [GivenInFile], [CorrectedByHand], or the words that decided.
	PromotionalReason string
	Boosted           Answer // whether money was spent on showing it

	// CrossPost is a number that posts share which are one thing published on several platforms; zero: there is none.
	CrossPost int64

	Metrics Metrics
	// ObservedAt is when the metrics were exported, in UTC. Exports hold lifetime totals, so a young post looks weak.
	ObservedAt time.Time
}

// How a label is known, where that is one word: in every other case it is a kind and a detail, such as "word: midwives".
const (
	GivenInFile     = "file"              // the file says it itself, as against what is derived from it
	CorrectedByHand = "corrected by hand" // a person has said it
)

// Age is the post's age when its metrics were exported.
func (p Post) Age() time.Duration { return p.ObservedAt.Sub(p.PublishedAt) }

// YoungAge is the age below which a post's totals are still growing too fast to compare it with others.
const YoungAge = 7 * 24 * time.Hour

// Young reports whether the post was younger than [YoungAge] when its metrics were exported.
func (p Post) Young() bool { return p.Age() < YoungAge }
