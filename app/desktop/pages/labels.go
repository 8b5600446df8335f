package pages

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// labelsCard is a card that says where forms and topics come from: what people have said, their own rules, and what has
// been learned from both. Any page may have one.
type labelsCard struct {
	desk     *Desk
	card     *blocks.Card
	relayout func()
	latest   latest
}

// newLabelsCard returns a card that is hidden until it has been refreshed.
func newLabelsCard(d *Desk, relayout func()) *labelsCard {
	c := &labelsCard{desk: d, relayout: relayout}
	rules := blocks.NewButtonWithIcon(d.Speak.T("labels.own_rules"), theme.ListIcon(), func() { showRules(d) })
	c.card = blocks.NewCard(blocks.CardOptions{Corner: rules})
	c.card.Object().Hide()
	return c
}

// Object returns the card for the window.
func (c *labelsCard) Object() fyne.CanvasObject { return c.card.Object() }

// refresh brings the card up to date.
func (c *labelsCard) refresh() {
	d := c.desk
	ask(d, &c.latest, d.Reviewer.Labelling, func(l review.Labelling, err error) {
		t := d.Speak.T
		if err != nil {
			c.card.SetWords(t("labels.title"), "", "")
			c.card.SetBody(blocks.Remark(c.desk.Speak.Error(err), true))
		} else {
			c.card.SetWords(t("labels.title"), l.Summary(d.Speak), t("labels.how"))
			var learned []blocks.Entry
			for _, l := range l.Learned {
				learned = append(learned, blocks.Entry{Name: d.Speak.Label(l.Label), Text: l.Sentence(d.Speak)})
			}
			c.card.SetBody(blocks.Entries(learned...))
		}
		c.card.Object().Show()
		c.relayout()
	})
}
