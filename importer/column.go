package importer

import (
	"slices"
	"strings"

	"auscult/analytics/social"
	"auscult/importer/formats"
	"auscult/importer/source"
)

// column is a declared column, where it is in this file and how it writes.
type column struct {
	formats.Column
	places []int
	name   string // in this file
	metric social.Metric
	isIt   bool // whether it is a metric

	dates   *dateColumn
	manner  manner
	numbers *numberColumn
	style   numberStyle
	ids     *idColumn

	mends      bool // texts of the table were read in another encoding and can be put right
	dropsMarks bool // marks of spreadsheet programs stand in place of texts

	normals map[string]string // of the column's commonest texts; see normal
}

// postColumns are the columns that every row of posts is asked for; nil where the file lacks one. Looking each up by its
// field would take a good part of the time that reading a row takes.
type postColumns struct {
	platform, url, nativeID, organisation, channelID, channel, period, date, time *column
	title, text, campaign, nativeForm, form, topic, promotional, boosted          *column
}

func (r *Reading) postColumns() postColumns {
	return postColumns{
		platform: r.by[formats.Platform], url: r.by[formats.URL], nativeID: r.by[formats.NativeID],
		organisation: r.by[formats.Organisation], channelID: r.by[formats.ChannelID], channel: r.by[formats.Channel],
		period: r.by[formats.Period], date: r.by[r.Format.Kind.DateField()], time: r.by[formats.PublishedTime],
		title: r.by[formats.Title], text: r.by[formats.Text], campaign: r.by[formats.Campaign],
		nativeForm: r.by[formats.NativeForm], form: r.by[formats.Form], topic: r.by[formats.Topic],
		promotional: r.by[formats.Promotional], boosted: r.by[formats.Boosted],
	}
}

// datesOf returns the manners of writing dates that a column may use. A column recognised by a guessed name is of an
// export in a language that nobody has seen, whose dates may be written as that language writes them.
func datesOf(c formats.Column, guessed bool) []string {
	dates := c.Dates
	if guessed {
		for _, more := range []string{"day-first", "month-name"} {
			if !slices.Contains(dates, more) {
				dates = append(slices.Clip(dates), more)
			}
		}
	}
	return dates
}

// cell returns the column's cell in the row: of several columns that may carry the field, the first that is filled.
func (c *column) cell(row source.Row) source.Cell {
	for _, place := range c.places {
		if place < len(row.Cells) && row.Cells[place].Text != "" {
			return row.Cells[place]
		}
	}
	return source.Cell{Kind: source.Blank}
}

// text returns the column's trimmed text in the row; empty when the file lacks the column. It is part of the row and
// keeps all of it in memory.
func (c *column) text(row source.Row) string {
	if c == nil {
		return ""
	}
	text := strings.TrimSpace(c.cell(row).Text)
	if c.mends {
		text, _ = source.Mend(text)
	}
	if c.dropsMarks && isErrorMark(text) {
		return ""
	}
	return text
}

// mostNormals is how many texts a column remembers in normal writing. Platforms, forms and organisations are fewer.
const mostNormals = 256

// normal returns a text of the column as [formats.Normal] writes it. Few different texts stand in the columns that are
// asked for it, so it remembers them.
func (c *column) normal(text string) string {
	normal, known := c.normals[text]
	if known {
		return normal
	}
	normal = formats.Normal(text)
	if normal != text && len(text) <= longestWord {
		if c.normals == nil || len(c.normals) == mostNormals {
			c.normals = map[string]string{}
		}
		c.normals[strings.Clone(text)] = strings.Clone(normal)
	}
	return normal
}
