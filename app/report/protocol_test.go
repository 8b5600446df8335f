package report_test

import (
	"bytes"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"auscult/analytics/consent"
	"auscult/analytics/protocol"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// spoken is an invented protocol as of a day on which a training is overdue.
func spoken(l language.Language) review.Protocol {
	p := review.Protocol{
		Protocol: protocol.Starter(string(l)), There: true, Hospital: "Seaview Hospital", Day: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		Changed: workspace.By{Who: "A. Manager", At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)},
	}
	p.People = []protocol.Person{{
		Name: "Head of communications 👩‍⚕️", Roles: []string{"crisis"}, Contact: "ext. 4711",
		Trainings: []protocol.Training{{What: "First aid", Done: protocol.DayOf(time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC)), Months: 12}},
	}}
	p.Findings = p.Look(p.Day, nil)
	return p
}

// The protocol prints on two A4 pages in every language, with everything that is in it, and gives the same bytes twice.
func TestProtocolIsPrinted(t *testing.T) {
	for _, l := range language.All() {
		speak, p := language.New(l), spoken(l)
		var once, twice bytes.Buffer
		for _, b := range []*bytes.Buffer{&once, &twice} {
			if err := report.WriteProtocol(b, p, speak); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Errorf("%s: the same protocol gives other bytes", l)
		}
		if n := len(regexp.MustCompile(`/Type /Page\b`).FindAll(once.Bytes(), -1)); n != 2 {
			t.Errorf("%s: %d pages", l, n)
		}
		for _, mark := range []string{"/StructTreeRoot", "/MarkInfo", "<dc:title>"} { // ISO 32000-1, 14.7; ISO 16684-1
			if !bytes.Contains(once.Bytes(), []byte(mark)) {
				t.Errorf("%s: it is not tagged: no %s", l, mark)
			}
		}
		if !bytes.Contains(once.Bytes(), []byte("595.28 841.89")) { // A4 in points: 210 mm × 297 mm
			t.Errorf("%s: the pages are not A4", l)
		}
		pdftotext, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Skip("without pdftotext (poppler-utils) the PDF's text cannot be read back")
		}
		path := filepath.Join(t.TempDir(), "protocol.pdf")
		if err := os.WriteFile(path, once.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command(pdftotext, "-raw", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(strings.Fields(string(text)), " ")
		wanted := []string{"Seaview Hospital", speak.T("protocol.title"), "ext. 4711", speak.T("protocol.due.overdue", language.Args{"What": "First aid", "Date": speak.Date(time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(1, 0, 0))}), "AMA", "FMH", "HUG", "Mayo", speak.T("protocol.page", language.Args{"Page": "2", "Pages": "2"})}
		for _, r := range p.Rules {
			wanted = append(wanted, strings.Fields(r.Text)[0]+" "+strings.Fields(r.Text)[1])
		}
		for _, want := range wanted {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q does not stand in it:\n%s", l, want, said)
			}
		}
	}
}

// Headings stand in the hospital's colour: that of #aa0000 is 170/255 red, as PDF writes colours.
func TestTheProtocolHasTheHospitalsColour(t *testing.T) {
	p := spoken(language.English)
	p.Colour = color.NRGBA{0xaa, 0, 0, 0xff}
	own := report.Deck{Colour: p.Colour}.Style().Accent
	if own == (report.Deck{}).Style().Accent || own.R != 0xaa {
		t.Fatalf("the accent is %v", own)
	}
	var ours, theirs bytes.Buffer
	if err := report.WriteProtocol(&ours, spoken(language.English), language.New(language.English)); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteProtocol(&theirs, p, language.New(language.English)); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(ours.Bytes(), theirs.Bytes()) {
		t.Error("another colour makes no difference")
	}
}

// A long protocol goes on on further pages, each with the titles of its table.
func TestALongProtocolGoesOn(t *testing.T) {
	p := spoken(language.English)
	for range 120 {
		p.Rules = append(p.Rules, protocol.Rule{Text: strings.Repeat("Keep to this rule. ", 20), Source: "the hospital"})
	}
	p.Rules[1].Text = strings.Repeat("A rule that fills more than a page is cut. ", 200)
	var b bytes.Buffer
	if err := report.WriteProtocol(&b, p, language.New(language.English)); err != nil {
		t.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type /Page\b`).FindAll(b.Bytes(), -1)); n < 10 {
		t.Errorf("%d pages hold 130 rules", n)
	}
}

// A table for Excel, with what could be run as a formula made harmless.
func TestConsentsAsATable(t *testing.T) {
	c := consent.Consent{ID: 1, Who: "P-1", Information: "=HYPERLINK(1)", Platforms: []social.Platform{social.X}, Forms: []social.Form{social.Text}}
	g := review.ConsentRegister{Law: consent.CH, Day: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	g.Entries = []review.ConsentEntry{{Consent: c, State: c.State(g.Day, g.Law), Missing: c.Missing(g.Law), Posts: []review.ConsentPost{{TakeDown: true}, {}}}}
	var b bytes.Buffer
	if err := report.WriteConsents(&b, g, language.New(language.German)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "\ufeffStand;Pseudonym;") || !strings.Contains(lines[1], ";P-1;'=HYPERLINK(1);") || !strings.HasSuffix(lines[1], ";2;1") {
		t.Errorf("%q", lines)
	}
}
