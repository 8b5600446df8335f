package pages

import (
	"strconv"

	"auscult/analytics/strategy"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// showTestPlan shows a test in alternate weeks, ready to be carried out: which week has how many posts of the one and of
// the other, and how large a difference it can find.
func showTestPlan(d *Desk, st review.Strategy, test strategy.Test) {
	e, err := st.Experiment(test)
	if err != nil {
		showError(d, "", err)
		return
	}
	t := d.Speak.T
	table := blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("page_strategy.test.week"), Width: 190, Grow: 1},
			{Width: 130, Grow: 1},
			{Title: review.CellName(d.Speak, e.Tested.Cell()), Width: 190, Figure: true},
			{Title: review.CellName(d.Speak, e.Against.Cell()), Width: 190, Figure: true},
		},
		Rows: len(e.Weeks), Step: len(e.Weeks),
		Row: func(i int) []blocks.TableCell {
			week := e.Weeks[i]
			kind, tested, against := "page_strategy.test.usual", e.Tested.Usual, e.Against.Usual
			if week.Test {
				kind, tested, against = "page_strategy.test.test", e.Tested.InTest, e.Against.InTest
			}
			return []blocks.TableCell{
				{Text: d.Speak.Date(week.From)}, {Text: t(kind), Muted: !week.Test}, {Text: strconv.Itoa(tested)}, {Text: strconv.Itoa(against)},
			}
		},
	})
	text := t("page_strategy.test.text", language.Args{"Detectable": d.Speak.Times(e.Detectable)})
	showBox(d, t("page_strategy.test.title"), blocks.Column(blocks.Muted(text), table), 780, 620)
}
