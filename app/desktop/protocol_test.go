package desktop

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
)

// A person begins with the starter and fills in who has which role and training; what is lacking is named until it is not.
func TestTheProtocolIsWrittenOnItsPage(t *testing.T) {
	s := withWorkspace(t, language.English)
	s.show("protocol")
	canvas := s.window.Canvas()
	wants(t, s, "There is no communication protocol yet", "AMA, FMH, HUG, Mayo Clinic")
	test.Tap(button(t, canvas, "Begin with the starter"))
	wants(t, s, "6 roles have nobody", "Whom to call", "Crisis contact", "within one hour", "nobody yet", "Massachusetts Medical Society")
	adds := func() (all []*blocks.Button) {
		for _, b := range within[*blocks.Button](s.content) {
			if b.Text == "Add" {
				all = append(all, b)
			}
		}
		return all
	}
	if got := adds(); len(got) != 6 || !got[1].Disabled() || !got[2].Disabled() || got[4].Disabled() {
		t.Errorf("every kind of question and every platform has its entry, and more can be added to %v", got)
	}
	test.Tap(adds()[4]) // people
	save := button(t, canvas, "Save")
	entries := shownOf[*widget.Entry](s)
	entries[0].SetText("Head of communications")
	entries[1].SetText("ext. 4711")
	tick(t, s, "Editor", "Approver", "Medical reviewer", "Privacy officer", "Press office")
	trainings := shownOf[*blocks.NoteEntry](s)[0]
	trainings.SetText("Privacy in social media; 2020-01-05; 24\nHouse rules for posts")
	if !save.Disabled() {
		t.Error("a training that was done on no day can be saved")
	}
	trainings.SetText("Privacy in social media; 2020-01-05; 24\nHouse rules for posts; 2026-01-05")
	test.Tap(save)
	wants(t, s, "2 trainings are missing or overdue. Nobody has the role Crisis contact", "Head of communications (ext. 4711)",
		"Privacy in social media: overdue since 5 January 2022", "Speaking in a crisis: not done yet", "House rules for posts: 5 January 2026")

	if n, err := new(pages.Protocol).Waiting(t.Context(), s.desk.Reviewer, s.desk.Question); n != 3 || err != nil {
		t.Errorf("%d trainings and roles wait, want 2 and 1; %v", n, err)
	}

	// A role that is still named elsewhere cannot be removed.
	icons := func(part string, row int) []*blocks.Button {
		t.Helper()
		var all []*blocks.Button
		for _, b := range within[*blocks.Button](s.content) {
			if b.Text == "" {
				all = append(all, b)
			}
		}
		first := map[string]int{"escalation": 0, "answers": 4, "posting": 10, "roles": 18, "people": 24, "rules": 25}[part]
		return all[4*(first+row) : 4*(first+row)+4]
	}
	test.Tap(icons("roles", 5)[3])
	wants(t, s, "“crisis” is not among the roles.")
	canvas.Overlays().Remove(canvas.Overlays().Top())
	test.Tap(icons("rules", 0)[2]) // the first rule goes down
	test.Tap(icons("rules", 9)[3]) // the last goes
	test.Tap(icons("escalation", 3)[0])
	shownOf[*widget.Entry](s)[1].SetText("+41 00 000 00 00")
	test.Tap(button(t, canvas, "Save"))
	wants(t, s, "+41 00 000 00 00")
	p, err := s.desk.Reviewer.Protocol(t.Context(), time.Now())
	if err != nil || len(p.Rules) != 9 || p.Rules[1].Source != "Massachusetts Medical Society, Social Media Guidelines for Physicians" || p.Escalation[3].Phone == "" || p.Escalation[3].Role != "crisis" {
		t.Errorf("%v: %+v", err, p)
	}

	// Everything that can be edited can be opened and saved as it is.
	before, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"escalation", "answers", "posting", "roles", "people", "rules"} {
		test.Tap(icons(part, 0)[0])
		test.Tap(button(t, canvas, "Save"))
	}
	if p, err = s.desk.Reviewer.Protocol(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if after, err := p.Marshal(); err != nil || string(after) != string(before) {
		t.Errorf("saved as it was, it is another: %s", cmp.Diff(string(before), string(after)))
	}
}

// A protocol in German begins in German.
func TestTheStarterSpeaksTheLanguageOfTheWindow(t *testing.T) {
	s := withWorkspace(t, language.German)
	s.show("protocol")
	test.Tap(button(t, s.window.Canvas(), "Mit der Vorlage beginnen"))
	wants(t, s, "6 Rollen sind unbesetzt", "Wen anrufen", "Ärztliche Prüfung", "in einer Stunde", "nicht öffentlich")
}
