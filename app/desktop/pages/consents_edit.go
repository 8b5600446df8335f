package pages

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// consentForm asks for everything that a consent has.
type consentForm struct {
	desk *Desk
	was  consent.Consent
	law  consent.Law
	then func(consent.ID)
	save *blocks.Button

	who, information, discloser, recipients, purpose, authority, endsWith, kept *widget.Entry
	signed, expires                                                             *widget.Entry
	signer                                                                      *blocks.Choice
	signedBy                                                                    consent.Signer
	platforms, forms, statements                                                *checks
	paid                                                                        *widget.Check
	warning                                                                     *fyne.Container
	content                                                                     *fyne.Container
}

// editConsent asks for a new consent, or for changes of one that there is, and stores it.
func editConsent(d *Desk, c consent.Consent, l consent.Law, then func(consent.ID)) {
	f := &consentForm{desk: d, was: c, law: l, then: then, signedBy: c.SignedBy, warning: blocks.Tight()}
	title := d.Speak.T("page_consents.change_title")
	if c.ID == 0 {
		title = d.Speak.T("page_consents.add")
	}
	scroll := container.NewVScroll(blocks.Narrow(blocks.BesideScroll(f.object())))
	box := dialog.NewCustomWithoutButtons(title, scroll, d.Window)
	f.save = blocks.NewButton(d.Speak.T("page_trends.events.save"), func() {
		box.Hide()
		f.store()
	})
	f.save.Importance = widget.HighImportance
	box.SetButtons([]fyne.CanvasObject{blocks.NewButton(d.Speak.T("window.cancel"), box.Hide), f.save})
	box.Resize(dialogSize(d, 860, 720))
	blocks.Show(box, d.Window, blocks.Keys{First: f.who})
	f.changed()
}

// object is the form, in the order of the law's list.
func (f *consentForm) object() fyne.CanvasObject {
	d, c := f.desk, f.was
	t := d.Speak.T
	text := func(value string) *widget.Entry {
		e := widget.NewEntry()
		e.SetText(value)
		e.OnChanged = func(string) { f.changed() }
		return e
	}
	f.who, f.information, f.discloser, f.recipients = text(c.Who), text(c.Information), text(c.Discloser), text(c.Recipients)
	f.purpose, f.authority, f.endsWith, f.kept = text(c.Purpose), text(c.Authority), text(c.EndsWith), text(c.Kept)
	f.signed, f.expires = f.maybeDay(c.SignedOn), f.maybeDay(c.Expires)
	f.signer = blocks.NewChoice(blocks.ChoiceOptions{Width: 260, Framed: true, OnChanged: func(id string) {
		f.signedBy = consent.Signer(id)
		f.changed()
	}})
	signers := []blocks.Option{{Label: t("page_consents.signer_unknown")}}
	for _, s := range consent.Signers() {
		signers = append(signers, blocks.Option{ID: string(s), Label: review.ConsentSigner(d.Speak, s)})
	}
	f.signer.Set(signers, string(c.SignedBy))
	f.paid = widget.NewCheck(t("page_consents.paid"), nil)
	f.paid.Checked = c.Paid
	f.platforms = newChecks(social.Platforms(), c.Platforms, social.Platform.Name)
	f.forms = newChecks(social.Forms(), c.Forms, d.Speak.Form)
	f.statements = newChecks(consent.Statements(), c.Statements, func(s consent.Statement) string {
		said := review.ConsentStatement(d.Speak, s)
		if consent.ElementOf(s).AskedOnlyBy(consent.US) {
			said = t("page_consents.us_only", language.Args{"Statement": said})
		}
		return said
	})
	hint := func(id string) string { return t("page_consents." + id + "_hint") }
	day := t("page_consents.day_hint", dayExample(d))
	expiry := day
	if f.law != consent.US {
		expiry = t("page_consents.us_only", language.Args{"Statement": day})
	}
	field := func(name, hint string, w fyne.CanvasObject) fyne.CanvasObject {
		return blocks.Tight(blocks.NewWords(review.ConsentField(d.Speak, name), blocks.WordsOptions{Bold: true}), w, blocks.Small(hint))
	}
	beside := func(fields ...fyne.CanvasObject) fyne.CanvasObject { return blocks.Beside(320, fields...) }
	f.content = blocks.Column(
		field("who", hint("who"), f.who), f.warning,
		beside(field("information", hint("information"), f.information), field("purpose", hint("purpose"), f.purpose)),
		beside(field("discloser", hint("discloser"), f.discloser), field("recipients", hint("recipients"), f.recipients)),
		field("platforms", "", f.platforms.flow()),
		field("forms", "", f.forms.flow()),
		beside(field("signed_on", day, f.signed), field("signed_by", "", blocks.Leading(f.signer.Object()))),
		field("authority", hint("authority"), f.authority),
		beside(field("expires", expiry, f.expires), field("ends_with", hint("ends_with"), f.endsWith)),
		field("statements", "", f.statements.column()),
		f.paid,
		field("kept", hint("kept"), f.kept),
	)
	return f.content
}

// maybeDay is a field for a day that may stay empty.
func (f *consentForm) maybeDay(day time.Time) *widget.Entry {
	e := widget.NewEntry()
	if !day.IsZero() {
		e.SetText(f.desk.Speak.Day(day))
	}
	valid := dayEntry(f.desk, day).Validator
	e.Validator = func(text string) error {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		return valid(text)
	}
	e.OnChanged = func(string) { f.changed() }
	return e
}

// consent is what has been said by now.
func (f *consentForm) consent() consent.Consent {
	c := f.was
	c.Who, c.Information, c.Discloser, c.Recipients = f.who.Text, f.information.Text, f.discloser.Text, f.recipients.Text
	c.Purpose, c.Authority, c.EndsWith, c.Kept = f.purpose.Text, f.authority.Text, f.endsWith.Text, f.kept.Text
	c.SignedOn, _ = f.desk.Speak.ParseDay(f.signed.Text) // validated; an empty field is no day
	c.Expires, _ = f.desk.Speak.ParseDay(f.expires.Text)
	c.SignedBy, c.Paid = f.signedBy, f.paid.Checked
	c.Platforms, c.Forms, c.Statements = chosenOf[social.Platform](f.platforms), chosenOf[social.Form](f.forms), chosenOf[consent.Statement](f.statements)
	return c
}

// changed warns of what gives somebody away, and lets be saved what can be.
func (f *consentForm) changed() {
	if f.save == nil { // the form is still being filled
		return
	}
	speak := f.desk.Speak
	f.warning.Objects = nil
	for _, name := range f.consent().Revealing() {
		said := speak.T("page_consents.reveals", language.Args{"Field": review.ConsentField(speak, name)})
		if name == "who" {
			said = speak.T("page_consents.who_reveals")
		}
		f.warning.Add(blocks.Remark(said, true))
	}
	if len(f.warning.Objects) == 0 {
		f.warning.Hide()
	} else {
		f.warning.Show()
	}
	f.content.Refresh()
	blocks.Enable(f.save, strings.TrimSpace(f.who.Text) != "" && errors.Join(f.signed.Validate(), f.expires.Validate()) == nil)
}

// store keeps what has been said.
func (f *consentForm) store() {
	d, c := f.desk, f.consent()
	var id consent.ID
	d.Background.Go(func() {
		var err error
		id, err = d.Workspace.SaveConsent(context.Background(), c, d.by())
		d.Background.Do(func() {
			if err != nil {
				showError(d, "", err)
				return
			}
			d.Changed()
			f.then(id)
		})
	})
}

// checks are boxes to tick, one for each word.
type checks struct {
	words []string
	boxes []fyne.CanvasObject
}

func newChecks[T ~string](all, chosen []T, name func(T) string) *checks {
	c := &checks{}
	for _, v := range all {
		box := widget.NewCheck(name(v), nil)
		box.Checked = slices.Contains(chosen, v)
		c.words = append(c.words, string(v))
		c.boxes = append(c.boxes, box)
	}
	return c
}

func (c *checks) flow() fyne.CanvasObject { return blocks.Flow(c.boxes...) }

func (c *checks) column() fyne.CanvasObject { return container.NewVBox(c.boxes...) }

// chosenOf returns the words that are ticked.
func chosenOf[T ~string](c *checks) []T {
	var chosen []T
	for i, box := range c.boxes {
		if box.(*widget.Check).Checked {
			chosen = append(chosen, T(c.words[i]))
		}
	}
	return chosen
}
