package pages

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/safeguard/decision"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// decideBox asks for a decision on a finding: what, for which texts, why and by whom. It shows the text as it is, because nobody
// can judge a masked one.
type decideBox struct {
	desk   *Desk
	found  review.Found
	alike  []review.Found // others of the same words that are open
	same   []review.Found // others of the same rule that are open
	done   func()
	box    *dialog.CustomDialog
	text   *blocks.Words
	means  *blocks.Words
	scope  *blocks.Choice
	why    *widget.Entry
	who    *widget.Entry
	wrong  *fyne.Container
	keep   *blocks.Button
	chosen review.Verdict
	whom   string // of which texts: scopeText, scopeWords or scopeRule
	latest latest
}

// The texts that a decision can be about.
const (
	scopeText  = "text"  // this finding alone
	scopeWords = "words" // the same words wherever they stand, also later
	scopeRule  = "rule"  // all of the same rule that are open in what is looked at
)

// showDecide opens the box with a verdict chosen; done is called once the decision is kept.
func showDecide(d *Desk, g review.Safeguards, f review.Found, v decision.Verdict, done func()) {
	t := d.Speak.T
	b := &decideBox{desk: d, found: f, alike: g.Alike(f), same: g.SameRule(f), done: done, text: blocks.NewWords("…", blocks.WordsOptions{}), means: blocks.Muted(""), wrong: blocks.Tight()}
	verdict := blocks.NewChoice(blocks.ChoiceOptions{Caption: t("show.safeguards.decision"), Width: 250, Framed: true, OnChanged: func(id string) { b.choose(decision.Verdict(id)) }})
	var options []blocks.Option
	for _, v := range decision.Verdicts() {
		options = append(options, blocks.Option{ID: string(v), Label: review.VerdictName(d.Speak, v)})
	}
	if f.Decision != nil {
		options = append(options, blocks.Option{ID: string(decision.Reopen), Label: t("page_safeguards.reopen")})
	}
	verdict.Set(options, string(v))
	b.scope = blocks.NewChoice(blocks.ChoiceOptions{Caption: t("safeguard.log.scope"), Width: 390, Framed: true, OnChanged: func(id string) { b.whom = id }})
	b.why, b.who = widget.NewEntry(), widget.NewEntry()
	b.why.SetPlaceHolder(t("page_safeguards.why_example"))
	b.who.SetText(d.Person)
	b.who.SetPlaceHolder(t("page_safeguards.who_example"))
	b.why.OnSubmitted = func(string) { b.store() }
	b.who.OnSubmitted = func(string) { b.store() }
	cancel := blocks.NewButton(t("window.cancel"), func() { b.box.Hide() })
	b.keep = blocks.NewButtonWithIcon(t("page_safeguards.keep"), theme.ConfirmIcon(), b.store)
	b.keep.Importance = widget.HighImportance

	text := container.NewVScroll(blocks.Narrow(b.text))
	text.SetMinSize(fyne.NewSize(0, 72))
	content := container.NewVScroll(blocks.Narrow(blocks.Column(
		text,
		blocks.Small(review.SafeguardReason(d.Speak, f.Finding)+" "+review.SafeguardCure(d.Speak, f.Cure)),
		widget.NewSeparator(),
		blocks.Flow(verdict.Object(), b.scope.Object()),
		b.means,
		blocks.Tight(blocks.Small(t("safeguard.log.reason")), b.why),
		blocks.Tight(blocks.Small(t("page_safeguards.who")), b.who),
		b.wrong,
	)))
	b.box = dialog.NewCustomWithoutButtons(t("page_safeguards.decide_title", language.Args{
		"Kind": review.SafeguardKind(d.Speak, f.Kind), "Channel": f.Channel.Name, "Date": d.Speak.Date(f.Published),
	}), content, d.Window)
	b.box.SetButtons([]fyne.CanvasObject{cancel, b.keep})
	b.box.Resize(dialogSize(d, 760, 560))
	b.choose(v)
	b.read()
	blocks.Show(b.box, d.Window, blocks.Keys{First: b.why})
}

// choose says what a verdict means, and offers the texts it is usually about first.
func (b *decideBox) choose(v decision.Verdict) {
	b.chosen.Verdict = v
	b.means.SetText(b.desk.Speak.T("page_safeguards.means." + string(v)))
	t := b.desk.Speak.T
	everywhere := t("page_safeguards.scope.everywhere")
	if len(b.alike) > 0 {
		everywhere = t("page_safeguards.scope.words", language.Args{"Count": len(b.alike)})
	}
	options := []blocks.Option{{ID: scopeText, Label: t("page_safeguards.scope.text")}, {ID: scopeWords, Label: everywhere}}
	if v != decision.Reopen && len(b.same) > 0 {
		options = append(options, blocks.Option{ID: scopeRule, Label: t("page_safeguards.scope.rule", language.Args{"Count": len(b.same) + 1})})
	}
	b.whom = scopeText
	switch {
	case v == decision.NotPatient: // a false alarm is one wherever the words stand
		b.whom = scopeWords
	case v == decision.Reopen && b.found.Decision != nil && b.found.Decision.Everywhere:
		b.whom = scopeWords
	}
	b.scope.Set(options, b.whom)
}

// read shows the text with the finding marked.
func (b *decideBox) read() {
	f := b.found
	ask(b.desk, &b.latest, func(ctx context.Context) (string, error) { return b.desk.Reviewer.TextOf(ctx, f) }, func(text string, err error) {
		switch {
		case err != nil:
			b.text.SetText(b.desk.Speak.Error(err))
		case f.End > len(text): // it has been taken back, or was imported anew, while the page was open
			b.text.SetText(f.Excerpt)
		default:
			b.text.SetMarked(text, blocks.Stretch{Start: f.Start, End: f.End})
		}
	})
}

// store keeps the decision and closes the box.
func (b *decideBox) store() {
	d := b.desk
	v := b.chosen
	v.Reason, v.By, v.Everywhere = strings.TrimSpace(b.why.Text), strings.TrimSpace(b.who.Text), b.whom == scopeWords
	b.wrong.Objects = nil
	var missing fyne.Focusable
	for _, m := range []struct {
		lacks bool
		text  string
		field fyne.Focusable
	}{{v.By == "", "error.no_decider", b.who}, {v.Reason == "", "error.no_reason", b.why}} {
		if m.lacks {
			b.wrong.Objects = append([]fyne.CanvasObject{blocks.Remark(d.Speak.T(m.text), true)}, b.wrong.Objects...)
			missing = m.field
		}
	}
	b.wrong.Refresh()
	if missing != nil {
		d.Window.Canvas().Focus(missing)
		return
	}
	found := []review.Found{b.found}
	if b.whom == scopeRule {
		found = append(found, b.same...)
	}
	d.SetPerson(v.By)
	b.keep.Disable()
	d.Background.Go(func() {
		err := d.Reviewer.Decide(context.Background(), found, v, time.Now())
		d.Background.Do(func() {
			b.box.Hide()
			if err != nil {
				showError(d, "", err)
				return
			}
			b.done()
		})
	})
}
