package pages

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/safeguard"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// draftCard checks a text while it is being written. Nothing of it is kept.
type draftCard struct {
	*blocks.Card
	desk     *Desk
	kind     *blocks.Choice
	text     *blocks.NoteEntry
	pictured *widget.Check
	found    *fyne.Container
	latest   latest
	of       safeguard.TextKind
}

func newDraftCard(d *Desk) *draftCard {
	t := d.Speak.T
	c := &draftCard{desk: d, Card: blocks.NewCard(blocks.CardOptions{Title: t("page_safeguards.draft"), Subtitle: t("page_safeguards.draft_text")}), found: blocks.Tight()}
	c.kind = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("page_safeguards.draft_kind"), Width: 190, Framed: true, OnChanged: func(id string) {
		for _, k := range safeguard.TextKinds() {
			if k.String() == id {
				c.of = k
			}
		}
		c.check()
	}})
	var kinds []blocks.Option
	for _, k := range safeguard.TextKinds() {
		kinds = append(kinds, blocks.Option{ID: k.String(), Label: t("page_safeguards.of." + k.String())})
	}
	c.of = safeguard.Post
	c.kind.Set(kinds, c.of.String())
	c.pictured = widget.NewCheck(t("page_safeguards.pictured"), func(bool) { c.check() })
	c.text = blocks.NewNoteEntry(t("page_safeguards.draft_example"), 4)
	c.text.OnChanged = func(string) { c.check() }
	c.SetBody(blocks.Column(blocks.Flow(c.kind.Object(), blocks.Captioned("\u00a0", 240, c.pictured)), c.text, c.found))
	return c
}

// check checks what is written by now.
func (c *draftCard) check() {
	text := c.text.Text
	draft := review.Draft{Text: text, Kind: c.of, Pictured: c.pictured.Checked}
	ask(c.desk, &c.latest, func(ctx context.Context) ([]safeguard.Finding, error) {
		return c.desk.Reviewer.CheckDraft(ctx, draft)
	}, func(findings []safeguard.Finding, err error) { c.show(text, findings, err) })
}

func (c *draftCard) show(text string, findings []safeguard.Finding, err error) {
	speak := c.desk.Speak
	c.found.Objects = nil
	switch {
	case err != nil:
		c.found.Add(blocks.Remark(speak.Error(err), true))
	case strings.TrimSpace(text) == "": // there is nothing to say yet
	default:
		c.found.Add(blocks.NewWords(review.SafeguardsFound(speak, findings), blocks.WordsOptions{Bold: true}))
		for _, f := range findings {
			c.found.Add(blocks.Remark(review.SafeguardSentence(speak, text, f), f.Severity == safeguard.Serious))
		}
		c.found.Add(blocks.Small(speak.T("safeguard.assists")))
	}
	c.found.Refresh()
}
