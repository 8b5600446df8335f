package mapping

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"auscult/analytics/social"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/source"
)

var (
	clock  = regexp.MustCompile(`^\d{1,2}[:.]\d{2}`)
	length = regexp.MustCompile(`^\d+:\d\d|^\d+ ?(h|m|s)`)
)

func isLetter(r rune) bool { return r != utf8.RuneError && unicode.IsLetter(r) }

func isNumber(c source.Cell) bool { return c.Kind == source.Number || importer.IsNumber(c.Text) }

func isLink(c source.Cell) bool {
	text := strings.ToLower(strings.TrimSpace(c.Text))
	return strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "www.")
}

// isPage reports whether a cell is the link of a page or its path.
func isPage(c source.Cell) bool {
	return isLink(c) || strings.HasPrefix(strings.TrimSpace(c.Text), "/")
}

// ourWord writes a cell as one of our words is written: "Short video" becomes "short_video".
func ourWord(text string) string { return strings.ReplaceAll(formats.Normal(text), " ", "_") }

// traits are what a column's values look like, found out once: a file may have hundreds of columns.
type traits struct {
	dates, numbers, links, pages, platforms, identifiers bool
	length                                               int // of a typical value, in letters
}

func traitsOf(values []source.Cell) traits {
	return traits{
		dates: holdsDates(values), numbers: mostly(values, isNumber), links: mostly(values, isLink), pages: mostly(values, isPage),
		platforms:   mostly(values, func(c source.Cell) bool { _, ok := importer.PlatformNamed(c.Text); return ok }),
		identifiers: areIdentifiers(values), length: typicalLength(values),
	}
}

// fits reports whether the filled cells of a column can be the field's: a name alone is not believed when what stands
// under it is something else.
func (c *Column) fits(f formats.Field, kind formats.Kind) bool {
	looks := c.looks
	switch f {
	case formats.PublishedTime:
		return mostly(c.values, func(c source.Cell) bool { return clock.MatchString(strings.TrimSpace(c.Text)) })
	case formats.URL:
		return looks.links
	case formats.Platform:
		return looks.platforms
	case formats.Form:
		return mostly(c.values, func(c source.Cell) bool { return social.Form(ourWord(c.Text)).Valid() })
	case formats.Topic:
		return mostly(c.values, func(c source.Cell) bool { return social.Topic(ourWord(c.Text)).Valid() })
	case formats.NativeForm:
		return !looks.numbers && looks.length <= 30 && !looks.dates && !looks.links
	case formats.Page:
		return looks.pages
	case formats.TimePerVisitor, formats.TimePerView:
		return looks.numbers || mostly(c.values, func(c source.Cell) bool { return length.MatchString(strings.TrimSpace(c.Text)) })
	case formats.NativeID:
		return looks.identifiers && !looks.links && !looks.dates
	case formats.Promotional, formats.Boosted, formats.ChannelID, formats.InReplyTo, formats.Ours:
		return !looks.dates
	case formats.Text, formats.Title, formats.Channel, formats.Organisation, formats.Campaign, formats.Author, formats.CommentKind:
		return !looks.numbers && !looks.dates && !looks.links
	}
	switch {
	case kind.Dates(f):
		return looks.dates
	case kind.Counts(f):
		return looks.numbers
	}
	return true
}

func typicalLength(values []source.Cell) int {
	total := 0
	for _, v := range values {
		total += utf8.RuneCountInString(v.Text)
	}
	return total / max(len(values), 1)
}

// areIdentifiers reports whether all cells differ and hold one word of some length.
func areIdentifiers(values []source.Cell) bool {
	const shortest = 5
	one := mostly(values, func(c source.Cell) bool {
		return utf8.RuneCountInString(c.Text) >= shortest && !strings.ContainsAny(strings.TrimSpace(c.Text), " \n")
	})
	return one && len(distinct(values, len(values))) == len(values)
}

var (
	inHours   = regexp.MustCompile(`hour|stunde|heure|\(h\)|std\.`)
	inSeconds = regexp.MustCompile(`sec|sek|\(s\)`)
)

// unitIn reads the unit of a time out of a column's name; empty when it does not say.
func unitIn(name string) string {
	name = formats.Normal(name)
	switch {
	case inHours.MatchString(name):
		return "hours"
	case inSeconds.MatchString(name):
		return "seconds"
	}
	return ""
}
