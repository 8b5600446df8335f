package pages

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// tryCard lets a person move any number of the mix by hand, and says at once what that brings, what it takes and which
// limits it breaks.
type tryCard struct {
	desk     *Desk
	card     *blocks.Card
	wish     func(review.Wishes)
	relayout func()
	sum      *blocks.Words
	broken   *blocks.Words
	platform *blocks.Segments
	rows     *fyne.Container
	back     *blocks.Button

	st       review.Strategy
	mix      strategy.Mix
	judged   strategy.Plan
	counters map[strategy.Cell]*tryRow
}

// tryRow are the parts of a row that change.
type tryRow struct {
	counter     *blocks.Counter
	hours, more *blocks.Words
}

func newTryCard(d *Desk, wish func(review.Wishes), relayout func()) *tryCard {
	c := &tryCard{desk: d, wish: wish, relayout: relayout, rows: blocks.Tight()}
	t := d.Speak.T
	c.sum = blocks.NewWords("", blocks.WordsOptions{Bold: true})
	c.broken = blocks.NewWords("", blocks.WordsOptions{Color: theme.ColorNameError})
	c.platform = blocks.NewSegments(func(string) { c.showRows() })
	c.back = blocks.NewButtonWithIcon(t("page_strategy.try.back"), theme.ContentUndoIcon(), func() { c.set(c.st.Plan.Mix()) })
	c.card = blocks.NewCard(blocks.CardOptions{
		Title: t("page_strategy.try.title"), Subtitle: t("page_strategy.try.text"), Corner: c.back,
		Body: blocks.Column(blocks.Tight(c.sum, c.broken), c.platform.Object(), c.rows),
	})
	return c
}

// show starts anew from a recommended mix.
func (c *tryCard) show(st review.Strategy) {
	c.st = st
	var options []blocks.Option
	for _, p := range social.Platforms() {
		if _, used := st.Response.Usual[p]; used {
			options = append(options, blocks.Option{ID: string(p), Label: p.Name()})
		}
	}
	chosen := c.platform.Chosen()
	if chosen == "" && len(options) > 0 {
		chosen = options[0].ID
	}
	c.platform.Set(options, chosen)
	c.set(st.Plan.Mix())
}

// assured takes over what has been worked out of the plan meanwhile; what was tried stays.
func (c *tryCard) assured(st review.Strategy) {
	c.st = st
	c.judge()
}

func (c *tryCard) set(m strategy.Mix) {
	c.mix = m
	c.judge()
	c.showRows()
}

// judge says what the mix brings.
func (c *tryCard) judge() {
	speak := c.desk.Speak
	c.judged = c.st.Judge(c.mix)
	c.sum.SetText(c.st.TriedSentence(speak, c.judged))
	c.broken.SetText(c.st.BrokenSentence(speak, c.judged))
	for _, l := range c.judged.Lines {
		if row := c.counters[l.Cell]; row != nil {
			row.fill(c, l)
		}
	}
	if c.tried() {
		c.back.Enable()
	} else {
		c.back.Disable()
	}
	c.relayout()
}

// tried reports whether the mix differs from the recommended one.
func (c *tryCard) tried() bool {
	for _, l := range c.st.Plan.Lines {
		if c.mix[l.Cell] != l.Next {
			return true
		}
	}
	return false
}

func (r *tryRow) fill(c *tryCard, l strategy.Line) {
	r.counter.Set(l.Next)
	r.hours.SetText(c.desk.Speak.Figure(l.Hours))
	r.more.SetText(c.desk.Speak.Change(l.More))
}

// mostTried is how many posts of a cell can be tried.
const mostTried = 400

// showRows lists the cells of the chosen platform.
func (c *tryCard) showRows() {
	speak := c.desk.Speak
	t := speak.T
	c.counters = map[strategy.Cell]*tryRow{}
	var lines []strategy.Line
	for _, l := range c.judged.Lines {
		if string(l.Platform) == c.platform.Chosen() {
			lines = append(lines, l)
		}
	}
	recommended := map[strategy.Cell]int{}
	for _, l := range c.st.Plan.Lines {
		recommended[l.Cell] = l.Next
	}
	figure := func(text string) *blocks.Words {
		return blocks.NewWords(text, blocks.WordsOptions{Single: true, Align: fyne.TextAlignTrailing})
	}
	c.rows.Objects = []fyne.CanvasObject{blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("show.form"), Width: 200, Grow: 2},
			{Title: t("strategy.column.now"), Width: 60, Figure: true},
			{Title: t("page_strategy.recommended"), Width: 90, Figure: true},
			{Title: t("page_strategy.try.yours"), Width: 130},
			{Title: t("page_strategy.try.pin"), Width: 40},
			{Title: t("strategy.column.hours"), Width: 70, Figure: true},
			{Title: t("page_strategy.try.more"), Width: 120, Grow: 1, Figure: true},
		},
		Rows: len(lines), Step: len(lines),
		Row: func(i int) []blocks.TableCell {
			l := lines[i]
			row := &tryRow{hours: figure(""), more: figure("")}
			row.counter = blocks.NewCounter(l.Next, mostTried, func(n int) {
				c.mix[l.Cell] = n
				c.judge()
			})
			c.counters[l.Cell] = row
			row.fill(c, l)
			return []blocks.TableCell{
				{Text: c.st.FormName(speak, l.Cell)},
				{Text: strconv.Itoa(l.Now), Muted: true},
				{Text: strconv.Itoa(recommended[l.Cell]), Muted: true},
				{Object: row.counter.Object()},
				{Object: c.pin(l.Cell)},
				{Object: row.hours},
				{Object: row.more},
			}
		},
		More: func(hidden int) string { return t("page_strategy.more_reasons", language.Args{"Count": hidden}) },
	})}
	c.rows.Refresh()
	c.relayout()
}

// pin is a box to tick that keeps a plan at the number that is tried.
func (c *tryCard) pin(cell strategy.Cell) *widget.Check {
	_, pinned := c.st.Wishes.Pinned(cell)
	check := widget.NewCheck("", nil)
	check.SetChecked(pinned)
	check.OnChanged = func(on bool) {
		if on {
			c.wish(c.st.Wishes.Pin(cell, c.mix[cell]))
		} else {
			c.wish(c.st.Wishes.Unpin(cell))
		}
	}
	return check
}
