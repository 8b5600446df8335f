package chart

import (
	"math"
	"strconv"
	"strings"
)

// Shape says how a program with charts of its own draws [Data].
type Shape uint8

// The shapes.
const (
	Dots    Shape = iota // a row per name, with dots and ranges on one scale
	Courses              // lines over time: a name is a step
	Stacked              // a lying bar per name, of a part of each series
)

// Role says what a series stands for, and so how it looks.
type Role uint8

// The roles.
const (
	Ours   Role = iota // in the accent colour
	Others             // hollow, or thin and grey
	Median             // of the competitors, dashed
	Before             // where it was: hollow, without a range
	Band               // a pale range behind the dots
	Shade              // steps that stand out: as high as the scale where there is one
	Flag               // a step at which something happened, as high as the scale
)

// Data are the numbers of a figure for programs that draw charts themselves, as PowerPoint and Excel do: the same
// numbers, words and scale as in the picture, without its finer layout.
type Data struct {
	Shape  Shape
	Title  string
	Words  string // all that it shows, for those who cannot see it
	Names  []string
	Series []Series
	// Beside is what stands at the right of each row of dots, as it is written in the picture; nil: nothing.
	Beside []string
	Strong []bool // rows whose names stand out; nil: none
	Scale  Scale
	// Part is of the height of the figure, which may be of several data below each other; together they are 1.
	Part float64
}

// Series is a value per name, NaN where there is none.
type Series struct {
	Name      string // empty: it is not told in the key
	Role      Role
	Values    []float64
	Low, High []float64 // the ranges; nil: none
}

// Scale is the axis of values.
type Scale struct {
	Title     string
	Low, Top  float64
	Step      float64 // between two ticks of a linear scale
	Log       float64 // the base of a logarithmic scale; 0: it is linear
	Origin    float64 // where the names' axis stands
	Format    string  // how ticks are written, as a number format of Excel
	NoNumbers bool    // ticks say nothing that the bars do not
}

// DataOf returns the numbers of a figure, from top to bottom; nil where no program but this one can draw it, as maps of
// forms and scorecards.
func DataOf(fig Figure) []Data {
	if f, ok := fig.(interface{ data() []Data }); ok {
		return f.data()
	}
	return nil
}

// mostRows is how many rows of dots can be read below each other on a slide.
const mostRows = 20

func (f *above) data() []Data {
	upper, lower := DataOf(f.upper), DataOf(f.lower)
	if upper == nil || lower == nil {
		return nil
	}
	for i := range upper {
		upper[i].Part *= 1 - float64(f.part)
	}
	for i := range lower {
		lower[i].Part *= float64(f.part)
	}
	return append(upper, lower...)
}

func (f *framed) data() []Data { return DataOf(f.Figure) }

// absent returns n values that are not there.
func absent(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = math.NaN()
	}
	return values
}

// dataSeries returns a series for n rows with nothing in it yet.
func dataSeries(name string, role Role, n int) Series {
	return Series{Name: name, Role: role, Values: absent(n), Low: absent(n), High: absent(n)}
}

// set puts a value with its range.
func (s *Series) set(i int, value, low, high float64) {
	s.Values[i], s.Low[i], s.High[i] = value, low, high
}

// any reports whether there is a value.
func (s *Series) any() bool {
	for _, v := range s.Values {
		if !math.IsNaN(v) {
			return true
		}
	}
	return false
}

func (r *ranking) data() []Data {
	if r.drawn == 0 || len(r.rows) > mostRows {
		return nil
	}
	n := len(r.rows)
	d := Data{Shape: Dots, Title: r.title, Words: r.Describe(), Part: 1, Scale: r.axis.scale(), Strong: make([]bool, n)}
	d.Scale.Title += "\n— " + r.words.interval
	strong, weak := dataSeries(r.words.best, Ours, n), dataSeries(r.words.behind, Others, n)
	for i, row := range r.rows {
		d.Names = append(d.Names, row.name)
		beside := row.posts
		if i < r.drawn {
			t := row.cell.Typical
			beside = row.value + " · " + row.posts
			of := &weak
			if row.standing == best {
				of, d.Strong[i] = &strong, true
			}
			of.set(i, t.Value, t.Low, t.High)
		}
		d.Beside = append(d.Beside, beside)
	}
	for _, s := range []Series{strong, weak} {
		if s.any() {
			d.Series = append(d.Series, s)
		}
	}
	if len(d.Series) < 2 && !strong.any() {
		d.Series[0].Name = "" // as in the picture: what is behind is told only beside what is ahead
	}
	return []Data{d}
}

// scale returns the axis as others draw it: with ends at ticks.
func (a axis) scale() Scale {
	s := Scale{Title: a.title, Low: a.low, Top: a.top, Origin: a.low}
	switch {
	case a.origin > 0: // halves and doubles of no difference
		s.Log, s.Origin, s.Format = 2, a.origin, "0.##"
		s.Low = math.Pow(2, math.Floor(math.Log2(a.low)+0.05))
		s.Top = math.Pow(2, math.Ceil(math.Log2(a.top)-0.05))
		s.Low, s.Top = min(s.Low, a.low), max(s.Top, a.top)
	case a.log:
		s.Log, s.Format = 10, tickFormat(a.write, a.low)
		s.Low = math.Pow(10, math.Floor(math.Log10(a.low)))
		s.Origin = s.Low
	default:
		s.Step = a.step(6)
		s.Top = s.Step * math.Ceil(a.top/s.Step-1e-9)
		s.Format = tickFormat(a.write, s.Step)
	}
	return s
}

// tickFormat is the number format of Excel that writes a tick as write does: per cent or not, with the decimals that the
// step needs.
func tickFormat(write func(float64) string, step float64) string {
	unit, factor := "", 1.0
	if text := write(step); len(text) > 0 && text[len(text)-1] == '%' {
		unit, factor = "%", 100
		if strings.HasSuffix(text, "\u00a0%") {
			unit = "\"\u00a0\"%"
		}
	}
	return decimalsFormat(step*factor) + unit
}

// changeFormat is the number format of Excel that writes by how much something changes, with its sign.
func changeFormat(write func(float64) string, step float64) string {
	part := tickFormat(write, step)
	return "+" + part + ";\"−\"" + part + ";\"±\"" + part
}

// decimalsFormat writes numbers with as many decimals as v has, at most six.
func decimalsFormat(v float64) string {
	text := strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)
	for i, r := range text {
		if r == '.' {
			return "0." + "000000"[:len(text)-i-1]
		}
	}
	return "#,##0"
}

func (f *lines) data() []Data {
	if len(f.steps) == 0 {
		return nil
	}
	d := Data{Shape: Courses, Title: f.title, Words: f.Describe(), Part: 1, Scale: f.axis.scale()}
	n := len(f.steps)
	if from, to := f.asked[0], f.asked[1]; from < to {
		d.Series = append(d.Series, f.span(f.words.quarter, d.Scale.Top, from, to))
	}
	for _, c := range f.changes {
		d.Series = append(d.Series, f.span(f.words.change, d.Scale.Top, c[0], c[1]+1))
	}
	for _, g := range f.flags {
		if at := int(g.at); at >= 0 && at < n {
			s := Series{Name: g.tag + " " + g.text, Role: Flag, Values: absent(n)}
			s.Values[at] = d.Scale.Top
			d.Series = append(d.Series, s)
		}
	}
	for _, s := range f.steps {
		name := s.name
		if s.year != "" {
			name += " " + s.year
		}
		d.Names = append(d.Names, name)
	}
	for _, o := range f.others {
		d.Series = append(d.Series, Series{Name: o.name, Role: Others, Values: o.values})
	}
	if len(f.peers) > 0 {
		d.Series = append(d.Series, Series{Name: f.words.peers, Role: Median, Values: f.peers})
	}
	d.Series = append(d.Series, Series{Name: f.ours.name, Role: Ours, Values: f.ours.values})
	return []Data{d}
}

// span shades the steps from one to before another.
func (f *lines) span(name string, top float64, from, to int) Series {
	s := Series{Name: name, Role: Shade, Values: absent(len(f.steps))}
	for i := from; i < min(to, len(f.steps)); i++ {
		s.Values[i] = top
	}
	return s
}

func (f *dumbbells) data() []Data {
	n := 0
	for _, g := range f.groups {
		n += len(g.rows)
	}
	if n == 0 || n > mostRows {
		return nil
	}
	d := Data{Shape: Dots, Title: f.title, Words: f.Describe(), Part: 1, Scale: f.axis.scale()}
	d.Scale.Title = f.words.axis
	near, now, next := dataSeries(f.words.near, Band, n), dataSeries(f.words.now, Before, n), dataSeries(f.words.next, Ours, n)
	i := 0
	for _, g := range f.groups {
		for _, row := range g.rows {
			name := g.name + " · " + row.name
			if row.promotional {
				name += " (" + f.words.promotional + ")"
			}
			d.Names = append(d.Names, name)
			beside := row.nowText + " → " + row.nextText
			if row.hours != "" {
				beside += " · " + row.hours
			}
			d.Beside = append(d.Beside, beside)
			from, to := float64(row.now), float64(row.next)
			now.Values[i] = from
			next.set(i, to, min(from, to), max(from, to))
			if row.nearKnown {
				near.set(i, to, float64(row.near.Low), float64(row.near.High))
			}
			i++
		}
	}
	now.Low, now.High = nil, nil
	if near.any() {
		d.Series = append(d.Series, near)
	}
	d.Series = append(d.Series, now, next)
	return []Data{d}
}

func (f *expectation) data() []Data {
	n := len(f.rows)
	if n == 0 || n > mostRows {
		return nil
	}
	a := axis{top: f.top - f.low}
	step := a.step(6)
	d := Data{Shape: Dots, Title: f.title, Words: f.Describe(), Part: 1, Strong: make([]bool, n), Scale: Scale{
		Title: f.words.axis + "\n— " + f.words.interval, Step: step, Format: changeFormat(f.write, step),
		Low: step * math.Floor(f.low/step+1e-9), Top: step * math.Ceil(f.top/step-1e-9),
	}}
	before, promise := dataSeries(f.words.keyBefore, Before, n), dataSeries(f.words.keyPromise, Ours, n)
	open := dataSeries(f.words.keyBefore, Others, n) // what is not corrected is no promise
	for i, row := range f.rows {
		d.Names, d.Beside, d.Strong[i] = append(d.Names, row.name), append(d.Beside, row.promise+" ("+row.reach+")"), row.total
		if !row.corrected {
			open.set(i, row.value, row.low, row.high)
			continue
		}
		promise.set(i, row.value, row.low, row.high)
		if row.lowered {
			before.Values[i] = row.before
		}
	}
	before.Low, before.High = nil, nil
	for _, s := range []Series{before, open, promise} {
		if s.any() {
			d.Series = append(d.Series, s)
		}
	}
	return []Data{d}
}

func (f *hours) data() []Data {
	if len(f.parts) == 0 {
		return nil
	}
	longest := max(f.left, f.bars[0].hours, f.bars[1].hours)
	d := Data{Shape: Stacked, Title: f.title, Words: f.Describe(), Part: 1, Scale: Scale{
		Title: f.words.left, Top: longest, Step: longest, Format: "#,##0", NoNumbers: true,
	}}
	for _, bar := range f.bars {
		d.Names, d.Beside = append(d.Names, bar.name), append(d.Beside, bar.total)
	}
	for _, part := range f.parts {
		d.Series = append(d.Series, Series{Name: part.name, Role: Ours, Values: part.hours[:]})
	}
	return []Data{d}
}
