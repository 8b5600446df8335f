package social

import "slices"

// Form is a content form: what kind of thing a post is, whatever its platform calls it.
type Form string

// The content forms. The empty form means that nothing is known about it.
const (
	Photo       Form = "photo"
	Carousel    Form = "carousel" // several pictures in one post, also "album" and "multi-image"
	Video       Form = "video"
	ShortVideo  Form = "short_video" // upright and brief: reel, Short, TikTok
	Live        Form = "live"
	Story       Form = "story"
	Text        Form = "text"
	Link        Form = "link"
	Document    Form = "document" // a PDF to leaf through
	Poll        Form = "poll"
	Event       Form = "event"
	Article     Form = "article" // a long text published on the platform or the blog itself
	Infographic Form = "infographic"
	Audio       Form = "audio"
)

// Forms returns every content form in the order in which lists show them.
func Forms() []Form {
	return []Form{
		Photo, Carousel, Infographic, Video, ShortVideo, Live, Story,
		Text, Link, Document, Article, Poll, Event, Audio,
	}
}

// Valid reports whether f is one of [Forms].
func (f Form) Valid() bool { return slices.Contains(Forms(), f) }

// Order returns f's place in [Forms], for sorting; unknown forms come last.
func (f Form) Order() int { return order(Forms(), f) }
