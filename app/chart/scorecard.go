package chart

import (
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/analytics/position"
	"auscult/app/language"
	"auscult/app/review"
)

// scorecard is the figure of [Scorecard].
type scorecard struct {
	title, empty string
	rows         []scoreRow
	words        scoreWords
}

// scoreWords are the words above the columns and of the key.
type scoreWords struct{ ours, peers, we, median, competitor string }

// scoreRow is one criterion.
type scoreRow struct {
	name, ours, peers, verdict, label string
	standing                          position.Verdict
	// Places on the row's own scale, 0 to 1; NaN: absent.
	at, low, high, median float64
	others                []float64
	mark                  engagement.Cell
}

// Scorecard returns the audit: a row per criterion with our figure, the competitors' median, and where we and each of
// them stand between the lowest and the highest. Each row has a scale of its own, further to the right being more. The
// verdict is a word with a sign of its own shape: a triangle up, a dot, a triangle down, a stroke.
func Scorecard(p review.Position, speak *language.Speaker) Figure {
	f := &scorecard{
		title: p.Subtitle(speak), empty: p.Headline(speak),
		words: scoreWords{
			ours: speak.T("chart.scorecard.ours"), peers: speak.T("chart.scorecard.peers"), we: p.Names[0],
			median: speak.T("chart.lines.peers"), competitor: speak.T("chart.scorecard.competitor"),
		},
	}
	if p.Nothing() {
		return f
	}
	for _, c := range p.Report.Criteria {
		f.rows = append(f.rows, newScoreRow(p, c, speak))
	}
	return f
}

// ScorecardHeight is how high a scorecard should be, in the window's units, for its rows to be read easily.
func ScorecardHeight(p review.Position) float32 { return 80 + 30*float32(len(p.Report.Criteria)) }

func newScoreRow(p review.Position, c position.Criterion, speak *language.Speaker) scoreRow {
	nan := math.NaN()
	row := scoreRow{
		name: p.CriterionName(speak, c), ours: "–", peers: "–", verdict: p.Verdict(speak, c), label: p.Sentence(speak, c),
		standing: c.Verdict, at: nan, low: nan, high: nan, median: nan, mark: engagement.Cell{Posts: len(c.IDs), IDs: c.IDs},
	}
	median, least, most, known := c.Median()
	if known {
		row.peers = p.Value(speak, c, median)
	}
	if c.Ours != nil {
		e := c.Ours.Estimate
		row.ours = p.Value(speak, c, e.Value)
		if !known {
			return row
		}
		least, most = min(least, e.Value), max(most, e.Value)
		if !math.IsNaN(e.Low) {
			least, most = min(least, e.Low), max(most, e.High)
		}
	}
	if !known {
		return row
	}
	scale := func(v float64) float64 {
		if most <= least {
			return 0.5
		}
		return (v - least) / (most - least) // NaN stays NaN
	}
	row.median = scale(median)
	for _, peer := range c.Peers {
		row.others = append(row.others, scale(peer.Estimate.Value))
	}
	if c.Ours != nil {
		row.at, row.low, row.high = scale(c.Ours.Estimate.Value), scale(c.Ours.Estimate.Low), scale(c.Ours.Estimate.High)
	}
	return row
}

// Title is described at [Figure].
func (f *scorecard) Title() string { return f.title }

// Describe is described at [Figure].
func (f *scorecard) Describe() string {
	if len(f.rows) == 0 {
		return f.title + ". " + f.empty + "."
	}
	var b strings.Builder
	b.WriteString(f.title + ".")
	for _, row := range f.rows {
		b.WriteString(" " + row.label)
	}
	return b.String()
}

// scoreLayout says where the columns of a scorecard are.
type scoreLayout struct {
	text, h                       vg.Length
	top                           vg.Length // of the first row
	ours, peers                   vg.Length // right edges of the two columns of figures
	left, right                   vg.Length // of the strips
	verdict                       vg.Length // left edge
	names, figures, verdicts, key bool
}

// layout gives the strips what the words leave over. On narrow canvases the peers' figures go with the head, then the
// verdicts' words, then all words.
func (f *scorecard) layout(p pen) scoreLayout {
	size := p.Size()
	for text := p.grown(); ; text *= 0.94 {
		l := scoreLayout{text: text, top: p.Max.Y, left: p.Min.X, right: p.Max.X}
		l.names, l.figures, l.verdicts, l.key = size.X > 18*text, size.X > 34*text, size.X > 26*text, size.Y > 14*text
		regular, bold := p.face(text, false), p.face(text, true)
		var names, ours, peers, verdicts vg.Length
		for _, row := range f.rows {
			names, ours = max(names, regular.width(row.name)), max(ours, bold.width(row.ours))
			peers, verdicts = max(peers, regular.width(row.peers)), max(verdicts, regular.width(row.verdict))
		}
		small := p.face(0.84*text, false)
		ours, peers = max(ours, small.width(f.words.ours)), max(peers, small.width(f.words.peers))
		if l.names {
			l.left += names + 1.2*text
		}
		if l.figures {
			l.ours = l.left + ours
			l.peers = l.ours + 1.2*text + peers
			l.left = l.peers + 1.6*text
			l.top -= 1.9 * text
		}
		if l.verdicts {
			l.verdict = l.right - verdicts
			l.right = l.verdict - 2.6*text
		} else {
			l.right -= 1.6 * text
		}
		bottom := p.Min.Y
		if l.key {
			bottom += 2 * text
		}
		l.h = (l.top - bottom) / vg.Length(len(f.rows))
		if l.right-l.left > 8*text && l.h > 1.6*text || text < p.least(0.6) || text < smallest {
			l.h = min(l.h, 3*text)
			l.right = max(l.right, l.left)
			return l
		}
	}
}

// Draw is described at [Figure].
func (f *scorecard) Draw(c draw.Canvas, s Style) []Mark {
	p := pen{c, s}
	if len(f.rows) == 0 {
		p.quiet(f.empty)
		return nil
	}
	l := f.layout(p)
	if l.figures {
		small := p.face(0.84*l.text, false)
		p.text(vg.Point{X: l.ours, Y: l.top + 0.6*l.text}, f.words.ours, small, p.Grey, right)
		p.text(vg.Point{X: l.peers, Y: l.top + 0.6*l.text}, f.words.peers, small, p.Grey, right)
	}
	var marks []Mark
	for i, row := range f.rows {
		bounds := p.snapped(vg.Rectangle{
			Min: vg.Point{X: p.Min.X, Y: l.top - vg.Length(i+1)*l.h}, Max: vg.Point{X: p.Max.X, Y: l.top - vg.Length(i)*l.h},
		})
		f.drawRow(p, l, row, (bounds.Min.Y+bounds.Max.Y)/2)
		if i > 0 {
			p.rule(vg.Point{X: p.Min.X, Y: bounds.Max.Y}, vg.Point{X: p.Max.X, Y: bounds.Max.Y}, 0.5, p.Rule)
		}
		marks = append(marks, Mark{Bounds: bounds, Cell: row.mark, Label: row.label})
	}
	if l.key {
		p.key(flow(f.key(p, l.text), p.Size().X), p.Min.X, l.top-vg.Length(len(f.rows))*l.h-0.3*l.text, 0.84*l.text)
	}
	return marks
}

func (f *scorecard) drawRow(p pen, l scoreLayout, row scoreRow, y vg.Length) {
	regular, bold := p.face(l.text, false), p.face(l.text, true)
	if l.names {
		p.middle(vg.Point{X: p.Min.X, Y: y}, row.name, regular, p.Ink, left)
	}
	if l.figures {
		p.middle(vg.Point{X: l.ours, Y: y}, row.ours, bold, p.Ink, right)
		p.middle(vg.Point{X: l.peers, Y: y}, row.peers, regular, p.Grey, right)
	}
	p.strip(l, row, y)
	sign := l.right + 1.1*l.text
	if l.verdicts {
		sign = l.verdict - 0.9*l.text
		face, c := regular, p.Grey
		if row.standing == position.Ahead || row.standing == position.Behind {
			face, c = bold, p.Ink
		}
		p.middle(vg.Point{X: l.verdict, Y: y}, row.verdict, face, c, left)
	}
	p.sign(row.standing, vg.Point{X: sign, Y: y}, 0.42*l.text)
}

// strip draws where we and the competitors stand.
func (p pen) strip(l scoreLayout, row scoreRow, y vg.Length) {
	x := func(v float64) vg.Length { return l.left + vg.Length(v)*(l.right-l.left) }
	p.rule(vg.Point{X: l.left, Y: y}, vg.Point{X: l.right, Y: y}, 0.8, p.Rule)
	for _, v := range row.others {
		p.ring(vg.Point{X: x(v), Y: y}, 0.3*l.text, 0.1*l.text, p.Muted)
	}
	if !math.IsNaN(row.median) {
		p.line(vg.Point{X: x(row.median), Y: y - 0.6*l.text}, vg.Point{X: x(row.median), Y: y + 0.6*l.text}, 0.13*l.text, p.Grey)
	}
	if !math.IsNaN(row.low) && !math.IsNaN(row.at) {
		p.line(vg.Point{X: x(row.low), Y: y}, vg.Point{X: x(row.high), Y: y}, 0.19*l.text, p.Accent)
	}
	if !math.IsNaN(row.at) {
		p.dot(vg.Point{X: x(row.at), Y: y}, 0.42*l.text, p.Accent)
	}
}

// sign draws a verdict's own shape in its own colour.
func (p pen) sign(v position.Verdict, at vg.Point, r vg.Length) {
	c := p.Muted
	switch v {
	case position.Ahead:
		c = p.Accent
	case position.Behind:
		c = p.Ink
	}
	p.shape(v, at, r, c)
}

// shape draws a verdict's own shape.
func (p pen) shape(v position.Verdict, at vg.Point, r vg.Length, c color.Color) {
	triangle := func(up vg.Length) {
		var path vg.Path
		path.Move(vg.Point{X: at.X - r, Y: at.Y - 0.75*up*r})
		path.Line(vg.Point{X: at.X + r, Y: at.Y - 0.75*up*r})
		path.Line(vg.Point{X: at.X, Y: at.Y + 0.95*up*r})
		path.Close()
		p.SetColor(c)
		p.Fill(path)
	}
	switch v {
	case position.Ahead:
		triangle(1)
	case position.Behind:
		triangle(-1)
	case position.Even:
		p.dot(at, 0.55*r, c)
	default:
		p.line(vg.Point{X: at.X - 0.8*r, Y: at.Y}, vg.Point{X: at.X + 0.8*r, Y: at.Y}, 0.3*r, c)
	}
}

// key explains the marks of the strips.
func (f *scorecard) key(p pen, labels vg.Length) []keyItem {
	text, room := 0.84*labels, p.Size().X/3
	return []keyItem{
		p.sample(f.words.we, text, text, room, func(p pen, x, y vg.Length) {
			p.dot(vg.Point{X: x + 0.5*text, Y: y}, 0.46*text, p.Accent)
		}),
		p.sample(f.words.competitor, text, text, room, func(p pen, x, y vg.Length) {
			p.ring(vg.Point{X: x + 0.5*text, Y: y}, 0.36*text, 0.12*text, p.Muted)
		}),
		p.sample(f.words.median, text, 0.6*text, room, func(p pen, x, y vg.Length) {
			p.line(vg.Point{X: x + 0.3*text, Y: y - 0.6*text}, vg.Point{X: x + 0.3*text, Y: y + 0.6*text}, 0.15*text, p.Grey)
		}),
	}
}
