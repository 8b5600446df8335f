package chart

import (
	"strings"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
)

// CoverageOptions say how much of the data a coverage shows. The zero value shows all.
type CoverageOptions struct {
	Channels int // the first so many
	Months   int // the last so many
}

// coverage is the figure of [Coverage].
type coverage struct {
	title, empty string
	months       []coverageMonth
	rows         []coverageRow
	words        coverageWords
}

type coverageMonth struct {
	name  string // short
	year  string // in the first month shown of a year
	asked bool   // whether it belongs to the quarter looked at
}

// coverageRow is a channel, or the name of an organisation over its channels.
type coverageRow struct {
	organisation, name string
	cells              []coverageCell
}

type coverageCell struct {
	state    quality.State
	column   int
	posts    string  // the number
	complete float64 // share of posts with the rate that counts
	young    bool    // a notable share of the posts was young
	mark     engagement.Cell
	label    string // the sentence
}

// coverageWords are the words of the key, and of gaps.
type coverageWords struct{ complete, lacking, gap, quiet, young string }

// Coverage returns the table of what there is: channels in rows, grouped by organisation, months in columns, in each
// cell the number of posts. A cell is filled where its posts have the rate that counts for them (the own rate for ours,
// the comparable rate for others), paler and hatched the more of them lack it, empty and dashed around in a gap. A dot
// marks months of which one post in ten or more was exported within a week. Months of which nothing is known are blank.
// The months of the quarter looked at have their names in the accent colour.
func Coverage(q review.Quality, o CoverageOptions, speak *language.Speaker) Figure {
	f := &coverage{
		title: speak.T("chart.coverage.title"), empty: q.Headline(speak),
		words: coverageWords{
			complete: speak.T("chart.coverage.complete"), lacking: speak.T("chart.coverage.lacking"), gap: speak.T("chart.coverage.gap"),
			quiet: speak.T("chart.coverage.quiet"), young: speak.T("chart.coverage.young"),
		},
	}
	first, channels := o.shown(q)
	for i, m := range q.Report.Months[first:] {
		month := coverageMonth{name: speak.ShortMonth(m.Month), asked: asked(q.Question.Quarter, m)}
		if i == 0 || m.Month == time.January {
			month.year = m.First().Format("2006")
		}
		f.months = append(f.months, month)
	}
	var last social.OrganisationID
	for i, c := range channels {
		name := q.Channel(c.ID)
		if i == 0 || name.Organisation.ID != last {
			f.rows = append(f.rows, coverageRow{organisation: name.Organisation.Name})
			last = name.Organisation.ID
		}
		f.rows = append(f.rows, newCoverageRow(q, c, name, first, speak))
	}
	return f
}

// shown returns the first month and the channels that are shown.
func (o CoverageOptions) shown(q review.Quality) (first int, channels []quality.Channel) {
	channels = q.Report.Channels
	if o.Channels > 0 && o.Channels < len(channels) {
		channels = channels[:o.Channels]
	}
	if o.Months > 0 {
		first = max(len(q.Report.Months)-o.Months, 0)
	}
	return first, channels
}

// asked reports whether a month belongs to the quarter looked at; the zero quarter asks for none in particular.
func asked(q social.Quarter, m quality.Month) bool {
	return !q.IsZero() && social.QuarterOf(m.First(), q.FirstMonth) == q
}

func newCoverageRow(q review.Quality, c quality.Channel, name review.ChannelName, first int, speak *language.Speaker) coverageRow {
	row := coverageRow{name: c.Platform.Name()}
	if !strings.EqualFold(c.Name, name.Organisation.Name) {
		row.name += " · " + c.Name
	}
	for i, cell := range c.Cells[first:] {
		if cell.State == quality.Outside {
			continue
		}
		row.cells = append(row.cells, coverageCell{
			state: cell.State, column: i, posts: speak.Count(int64(cell.Posts)), complete: cell.Complete(c.Ours),
			young: cell.Posts > 0 && float64(cell.Young) >= quality.Notable*float64(cell.Posts),
			mark:  engagement.Cell{Platform: c.Platform, Posts: cell.Posts, IDs: cell.IDs},
			label: q.CellSentence(speak, c, first+i),
		})
	}
	return row
}

// CoverageHeight is how high a coverage should be, in the window's units, for its rows to be read easily.
func CoverageHeight(q review.Quality, o CoverageOptions) float32 {
	rows := float32(0)
	var last social.OrganisationID
	_, channels := o.shown(q)
	for i, c := range channels {
		if whose := q.Channel(c.ID).Organisation.ID; i == 0 || whose != last {
			last = whose
			rows++
		}
		rows++
	}
	return 82 + 26*rows
}

// Title is described at [Figure].
func (f *coverage) Title() string { return f.title }

// Describe is described at [Figure].
func (f *coverage) Describe() string {
	var b strings.Builder
	b.WriteString(f.title + ".")
	if len(f.months) == 0 {
		b.WriteString(" " + f.empty + ".")
	}
	for _, row := range f.rows {
		for _, c := range row.cells {
			b.WriteString(" " + c.label)
		}
	}
	return b.String()
}

// Draw is described at [Figure].
func (f *coverage) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(f.months) == 0 || len(f.rows) == 0 {
		p.quiet(f.empty)
		return nil
	}
	l := f.layout(p)
	f.drawHeaders(p, l)
	var marks []Mark
	for i, row := range f.rows {
		f.drawRow(p, l, i)
		for _, cell := range row.cells {
			marks = append(marks, Mark{Bounds: l.cell(i, cell.column), Cell: cell.mark, Label: cell.label})
		}
	}
	return marks
}

// coverageLayout says where everything of a coverage goes.
type coverageLayout struct {
	text       vg.Length // size of labels, 0: too little room for any
	label      vg.Length // width of the rows' names
	values     bool      // whether there is room for numbers
	every      int       // every so many months have their name over them
	min, max   vg.Point  // of the cells together; min is at the bottom left
	w, h, gap  vg.Length
	snap       func(vg.Rectangle) vg.Rectangle
	keyLines   [][]keyItem
	numberSize vg.Length
}

// cell returns where a cell goes.
func (l coverageLayout) cell(row, column int) vg.Rectangle {
	x, y := l.min.X+vg.Length(column)*l.w, l.max.Y-vg.Length(row+1)*l.h
	return l.snap(vg.Rectangle{Min: vg.Point{X: x, Y: y}, Max: vg.Point{X: x + l.w - l.gap, Y: y + l.h - l.gap}})
}
