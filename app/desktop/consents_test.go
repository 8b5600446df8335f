package desktop

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/workspace"
)

// tick ticks the box of those words in the dialog on top.
func tick(t *testing.T, s *shell, words ...string) {
	t.Helper()
	for _, w := range words {
		found := false
		for _, c := range shownOf[*widget.Check](s) {
			if c.Text == w {
				c.SetChecked(true)
				found = true
			}
		}
		if !found {
			t.Errorf("no box %q to tick", w)
		}
	}
}

// A person enters a consent, links a post, withdraws the consent and says that the post is down.
func TestConsentsAreKeptOnThePageConsents(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("consents")
	wants(t, s, "No consents have been entered yet", "A consent register: which patients")
	canvas := s.window.Canvas()
	test.Tap(button(t, canvas, "Enter a consent"))
	save := button(t, canvas, "Save")
	if !save.Disabled() {
		t.Error("a consent without a pseudonym can be saved")
	}
	entries := shownOf[*widget.Entry](s)
	if len(entries) != 10 {
		t.Fatalf("the form has %d fields", len(entries))
	}
	entries[0].SetText("Anna Keller")
	wants(t, s, "This looks like a person’s name or number.")
	entries[0].SetText("P-014")
	wantsNot(t, s, "This looks like a person’s name or number.")
	for i, text := range map[int]string{1: "Photo and quote", 2: "Stories of 2026", 3: "Communications", 9: "Folder 12"} {
		entries[i].SetText(text)
	}
	entries[5].SetText("31 February 2026")
	if !save.Disabled() {
		t.Error("the 31st of February can be saved")
	}
	entries[5].SetText("2026-07-01")
	tick(t, s, "Instagram", "Photo", "It says outright that data on health are published", "It can be withdrawn at any time, and how", "Treatment and payment do not depend on it")
	test.Tap(save)
	wants(t, s, "Incomplete. Missing: signed when and by whom", "That others may pass it on (only the USA ask for it)", "DSG Art. 6(7)", "No posts are linked yet.")

	// What was missing is added; then the consent is valid.
	test.Tap(button(t, canvas, "Change …"))
	shownOf[selecting](s)[0].SetSelected("the person")
	test.Tap(button(t, canvas, "Save"))
	wants(t, s, "Valid until withdrawn", "Signed by: “the person”")
	test.Tap(button(t, canvas, "Link posts …"))
	shownOf[*widget.Entry](s)[0].SetText("day 8 photo-8")
	wants(t, s, "Post of day 8")
	wantsNot(t, s, "Post of day 7")
	offered := menuCellsIn(canvas.Overlays().Top(), "Link")
	if len(offered) != 1 {
		t.Fatalf("%d posts are offered, want the photo of that day", len(offered))
	}
	offered[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if links, err := s.desk.Workspace.ConsentPosts(t.Context()); err != nil || len(links) != 1 {
		t.Fatalf("%v, %v", links, err)
	}
	for canvas.Overlays().Top() != nil {
		canvas.Overlays().Remove(canvas.Overlays().Top())
	}
	wants(t, s, "The register asks for nothing today", "One consent: 1 valid", "Photo · Instagram")

	menuCellsIn(s.content, "P-014")[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wants(t, s, "Covered by the consent.")
	test.Tap(button(t, canvas, "Withdraw …"))
	entries = shownOf[*widget.Entry](s)
	save = button(t, canvas, "Save")
	entries[0].SetText("2026-06-30")
	if !save.Disabled() {
		t.Error("a consent can be withdrawn before it was signed")
	}
	entries[0].SetText("2026-10-01")
	entries[1].SetText("by letter")
	test.Tap(save)
	wants(t, s, "Withdrawn on 1 October 2026: by letter", "Take it down: the consent has ended.", "Take the withdrawal back")
	canvas.Overlays().Remove(canvas.Overlays().Top())
	wants(t, s, "One post stands under a consent that has ended: take it down", "Posts to take down")
	if n, err := new(pages.Consents).Waiting(t.Context(), s.desk.Reviewer, s.desk.Question); n != 1 || err != nil {
		t.Errorf("%d posts wait, %v", n, err)
	}
	test.Tap(button(t, canvas, "It is down"))
	wantsNot(t, s, "Posts to take down")
	menuCellsIn(s.content, "P-014")[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Tap(button(t, canvas, "It stands after all")) // a slip
	wants(t, s, "Posts to take down")
	test.Tap(button(t, canvas, "It is down"))
	wantsNot(t, s, "Posts to take down")
	register, err := s.desk.Reviewer.Consents(t.Context(), time.Now())
	if err != nil || len(register.Entries) != 1 {
		t.Fatalf("%+v, %v", register, err)
	}
	e := register.Entries[0]
	if e.Why != "by letter" || len(e.Posts) != 1 || e.Posts[0].Down.IsZero() || len(e.Platforms) != 1 || e.Platforms[0] != social.Instagram || e.SignedBy != consent.Oneself {
		t.Errorf("%+v", e)
	}
}

// What the USA alone ask for is missed only where their law is chosen.
func TestTheLawDecidesWhatAConsentLacks(t *testing.T) {
	s := withWorkspace(t, language.German)
	id, err := s.desk.Workspace.SaveConsent(t.Context(), consent.Consent{
		Who: "P-1", Information: "Foto", Discloser: "Kommunikation", Purpose: "Geschichten", Platforms: social.Platforms(), Forms: social.Forms(),
		SignedOn: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), SignedBy: consent.Oneself, Kept: "Ordner 3",
		Statements: []consent.Statement{consent.Explicit, consent.Revocable, consent.NoCondition},
	}, workspace.By{})
	if err != nil || id == 0 {
		t.Fatal(err)
	}
	s.show("consents")
	wants(t, s, "Das Register verlangt heute nichts", "Recht: Schweiz (DSG)", "Alle Inhaltsformen · Alle Plattformen")
	within[selecting](s.content)[0].SetSelected("USA (HIPAA)")
	wants(t, s, "Eine Einwilligung ist unvollständig", "Unvollständig: 2 Punkte fehlen", "Recht: USA (HIPAA)")
	if _, err := s.desk.Workspace.ConsentLaw(t.Context()); err != nil {
		t.Error(err)
	}
}
