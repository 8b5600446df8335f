package pages

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/chart"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

// scenariosCard keeps mixes under names, lays them side by side, and marks the one that was decided on.
type scenariosCard struct {
	desk     *Desk
	card     *blocks.Card
	mix      func() (review.Strategy, strategy.Mix) // what would be saved
	try      func(review.Scenario)
	relayout func()
	latest   latest
	after    func() // something was adopted or released
}

func newScenariosCard(d *Desk, mix func() (review.Strategy, strategy.Mix), try func(review.Scenario), after, relayout func()) *scenariosCard {
	c := &scenariosCard{desk: d, mix: mix, try: try, after: after, relayout: relayout}
	t := d.Speak.T
	save := blocks.NewButtonWithIcon(t("page_strategy.scenarios.save"), theme.DocumentSaveIcon(), c.save)
	c.card = blocks.NewCard(blocks.CardOptions{
		Title: t("page_strategy.scenarios.title"), Subtitle: t("page_strategy.scenarios.text"), Corner: save,
	})
	return c
}

// refresh reads the scenarios anew.
func (c *scenariosCard) refresh() {
	ask(c.desk, &c.latest, c.desk.Reviewer.Scenarios, c.show)
}

func (c *scenariosCard) show(all []review.Scenario, err error) {
	defer c.relayout()
	if err != nil {
		c.card.SetBody(blocks.Remark(c.desk.Speak.Error(err), true))
		return
	}
	st, _ := c.mix()
	var rows []fyne.CanvasObject
	var same []review.Scenario
	for _, s := range all {
		if s.Quarter == st.Quarter {
			same = append(same, s)
			rows = append(rows, c.row(s))
		}
	}
	if len(rows) == 0 {
		c.card.SetBody(blocks.Muted(c.desk.Speak.T("page_strategy.scenarios.none")))
		return
	}
	if len(same) > 1 {
		rows = append(rows, c.compared(same))
	}
	c.card.SetBody(blocks.Column(rows...))
}

// row is a scenario with what can be done with it.
func (c *scenariosCard) row(s review.Scenario) fyne.CanvasObject {
	d := c.desk
	t := d.Speak.T
	name := s.Name
	var decide *blocks.Button
	if s.Adopted {
		name = t("page_strategy.scenarios.adopted_name", language.Args{"Name": s.Name})
		decide = blocks.NewButton(t("page_strategy.scenarios.release"), func() {
			c.change("released", func(ctx context.Context, w *workspace.Workspace) error { return w.ReleaseScenario(ctx, s.ID) })
		})
	} else {
		decide = blocks.NewButton(t("page_strategy.scenarios.adopt"), func() {
			c.change("adopted", func(ctx context.Context, w *workspace.Workspace) error { return w.AdoptScenario(ctx, s.ID) })
		})
	}
	remove := quietButton(theme.DeleteIcon(), func() {
		c.change("scenario_removed", func(ctx context.Context, w *workspace.Workspace) error { return w.DeleteScenario(ctx, s.ID) })
	})
	if s.Adopted {
		remove.Disable()
	}
	open := blocks.NewButton(t("page_strategy.scenarios.try"), func() { c.try(s) })
	return container.NewBorder(nil, nil, nil, container.NewHBox(open, decide, remove), blocks.Tight(
		blocks.NewWords(name, blocks.WordsOptions{Bold: true}), blocks.Small(review.ScenarioSentence(d.Speak, s)),
	))
}

// compared lays scenarios side by side, by platform.
func (c *scenariosCard) compared(all []review.Scenario) fyne.CanvasObject {
	speak := c.desk.Speak
	columns := []blocks.TableColumn{{Title: speak.T("page_strategy.scenarios.posts"), Width: 180, Grow: 1}}
	for _, s := range all {
		columns = append(columns, blocks.TableColumn{Title: s.Name, Width: 110, Figure: true})
	}
	var platforms []social.Platform
	for _, p := range social.Platforms() {
		for _, s := range all {
			if on(s.Mix, p) > 0 {
				platforms = append(platforms, p)
				break
			}
		}
	}
	return blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(platforms), Step: len(platforms),
		Row: func(i int) []blocks.TableCell {
			cells := []blocks.TableCell{{Text: platforms[i].Name()}}
			for _, s := range all {
				cells = append(cells, blocks.TableCell{Text: strconv.Itoa(on(s.Mix, platforms[i]))})
			}
			return cells
		},
	})
}

// on is how many posts a mix has on a platform.
func on(m strategy.Mix, p social.Platform) int {
	n := 0
	for cell, posts := range m {
		if cell.Platform == p {
			n += posts
		}
	}
	return n
}

// save asks for a name and keeps the mix that is tried under it.
func (c *scenariosCard) save() {
	d := c.desk
	t := d.Speak.T
	st, mix := c.mix()
	name := wordsEntry(d, "", "page_strategy.scenarios.example")
	form := dialog.NewForm(t("page_strategy.scenarios.save"), t("page_trends.events.save"), t("window.cancel"), []*widget.FormItem{
		{Text: t("page_strategy.scenarios.name"), Widget: name},
	}, func(yes bool) {
		if yes {
			c.change("scenario", func(ctx context.Context, w *workspace.Workspace) error {
				_, err := review.New(w).SaveScenario(ctx, st, name.Text, mix, time.Now())
				return err
			})
		}
	}, d.Window)
	form.Resize(fyne.NewSize(460, 0))
	blocks.Show(form, d.Window, blocks.Keys{First: name})
}

// change changes scenarios in the background; the list follows.
func (c *scenariosCard) change(what string, work func(ctx context.Context, w *workspace.Workspace) error) {
	d := c.desk
	d.Background.Go(func() {
		err := record(context.Background(), d, &entry{what: what}, work)
		d.Background.Do(func() {
			if err != nil {
				showError(d, "", err)
			}
			c.refresh()
			c.after()
		})
	})
}

// recordCard shows what came of the scenarios that were adopted: the program keeps score of its own advice.
type recordCard struct {
	desk     *Desk
	card     *blocks.Card
	chart    *blocks.Chart
	relayout func()
	latest   latest
}

func newRecordCard(d *Desk, relayout func()) *recordCard {
	c := &recordCard{desk: d, relayout: relayout}
	c.chart = blocks.NewChart(blocks.ChartOptions{Canvas: d.Window.Canvas(), Background: d.Background})
	c.card = blocks.NewCard(blocks.CardOptions{})
	c.card.Object().Hide()
	return c
}

func (c *recordCard) refresh() {
	ask(c.desk, &c.latest, c.desk.Reviewer.TrackRecord, c.show)
}

func (c *recordCard) show(t review.TrackRecord, err error) {
	defer c.relayout()
	if err != nil || len(t.Quarters) == 0 {
		c.card.Object().Hide()
		if err != nil {
			showError(c.desk, "", err)
		}
		return
	}
	speak := c.desk.Speak
	c.card.SetWords(t.Headline(speak), t.Detail(speak), speak.T("page_strategy.record"))
	var rows []fyne.CanvasObject
	if len(t.Over.Points) > 0 {
		c.chart.SetFigure(chart.Promises(t, speak), chart.PromisesHeight(t))
		rows = append(rows, c.chart)
	}
	for _, q := range t.Quarters {
		lines := []fyne.CanvasObject{
			blocks.NewWords(q.Headline(speak), blocks.WordsOptions{Bold: true}), blocks.NewWords(q.Detail(speak), blocks.WordsOptions{}),
		}
		for _, e := range q.Experiments {
			lines = append(lines, blocks.Small(review.ExperimentSentence(speak, e)))
		}
		rows = append(rows, blocks.Tight(lines...), c.cells(q))
	}
	c.card.SetBody(blocks.Column(rows...))
	c.card.Object().Show()
}

// cells lists planned against done, and what a typical post brought against what was expected of it.
func (c *recordCard) cells(q review.QuarterRecord) fyne.CanvasObject {
	speak := c.desk.Speak
	t := speak.T
	return blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("show.form"), Width: 200, Grow: 2},
			{Title: t("page_strategy.planned"), Width: 80, Figure: true},
			{Title: t("page_strategy.done"), Width: 90, Figure: true},
			{Title: t("page_strategy.expected"), Width: 160, Figure: true},
			{Title: t("page_strategy.observed"), Width: 90, Figure: true},
			{Title: "", Width: 150},
		},
		Rows: len(q.Cells), Step: mostReasons,
		Row: func(i int) []blocks.TableCell {
			cell := q.Cells[i]
			row := []blocks.TableCell{
				{Text: review.CellName(speak, cell.Cell)}, {Text: strconv.Itoa(cell.Planned)}, {Text: strconv.Itoa(cell.Published)},
			}
			if len(cell.Posts) == 0 || cell.Posts[0].Expected.Value == 0 {
				return row
			}
			p := cell.Posts[0]
			if p.Observed.N == 0 {
				return append(row, blocks.TableCell{Text: speak.Figure(p.Expected.Low) + " – " + speak.Figure(p.Expected.High), Muted: true})
			}
			row = append(row, blocks.TableCell{Text: speak.Figure(p.Range.Low) + " – " + speak.Figure(p.Range.High), Muted: true})
			word := t("page_strategy.missed")
			if p.Held {
				word = t("page_strategy.held")
			}
			return append(row, blocks.TableCell{Text: speak.Figure(p.Observed.Value)}, blocks.TableCell{Text: word, Muted: p.Held})
		},
		More:  func(hidden int) string { return t("page_strategy.more_reasons", language.Args{"Count": hidden}) },
		Grown: c.relayout,
	})
}
