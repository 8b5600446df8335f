package formats_test

import (
	"slices"
	"testing"

	"auscult/importer/formats"
)

// headers writes a format's whole header with the guessed names that stand at the same place in each list, as an export
// in one language would have it; a column without guesses keeps its own name.
func headers(f *formats.Format) [][]string {
	most := 0
	for _, c := range f.Columns {
		most = max(most, len(c.Guessed))
	}
	var all [][]string
	for i := range most {
		header := make([]string, len(f.Columns))
		for j, c := range f.Columns {
			header[j] = c.Names[0]
			if len(c.Guessed) > 0 {
				header[j] = c.Guessed[min(i, len(c.Guessed)-1)]
			}
		}
		all = append(all, header)
	}
	return all
}

// A header in words that nobody has seen is recognised for what it is when all of it is there, says which columns are
// guesses, and is taken for no other format.
func TestGuessedHeadersAreRecognised(t *testing.T) {
	tried := 0
	for _, f := range formats.All() {
		for _, header := range headers(f) {
			tried++
			m, ok := formats.Recognise(header, "", formats.All())
			if !ok || m.Format.ID != f.ID || len(m.Guessed) == 0 {
				t.Errorf("%s: %q is recognised as %+v", f.ID, header, m)
				continue
			}
			if !slices.IsSorted(m.Guessed) || len(m.Guessed) > len(header) {
				t.Errorf("%s: guessed places %v", f.ID, m.Guessed)
			}
		}
	}
	if tried < 20 {
		t.Fatalf("only %d headers were tried", tried)
	}
}

// Guessed names alone are little evidence: with a few of them among others nothing is recognised.
func TestGuessedNamesNeedStrongerEvidence(t *testing.T) {
	for name, header := range map[string][]string{
		"a list of videos": {"Inhalt", "Videotitel", "Veröffentlichungszeitpunkt des Videos", "Vues", "Länge", "Ordner", "Kamera", "Schnitt", "Ton", "Regie"},
		"an editor's plan": {"Beitrags-ID", "Seitenname", "Veröffentlichungszeitpunkt", "Autor", "Status", "Freigabe", "Kunde", "Notiz"},
		"a page's posts":   {"Beitragstitel", "Beitragslink", "Erstellungsdatum", "Impressionen", "Autor", "Status", "Freigabe", "Kunde", "Notiz", "Budget"},
	} {
		if m, ok := formats.Recognise(header, "", formats.All()); ok {
			t.Errorf("%s is taken for %s", name, m.Format.ID)
		}
	}
	// The same with enough beside them is one.
	enough := []string{"Beitrags-ID", "Seitenname", "Veröffentlichungszeitpunkt", "Permalink", "Beitragstyp", "Reichweite", "Reaktionen", "Kommentare", "Autor"}
	if m, ok := formats.Recognise(enough, "", formats.All()); !ok || m.Format.ID != "meta-facebook-content" || len(m.Guessed) != 7 {
		t.Errorf("%+v, %v", m, ok)
	}
}

// What goes by names that were seen is never passed over for a guess, however much the guess explains.
func TestSeenNamesGoBeforeGuesses(t *testing.T) {
	seen, err := formats.Parse([]byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	guessed, err := formats.Parse([]byte(`
id = "guess"
name = "Guess"
group = "tool"
evidence = "invented for this test"
[[column]]
field = "published_at"
names = ["Date of it"]
guessed = ["When"]
needed = true
dates = ["iso"]
[[column]]
field = "text"
names = ["What"]
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range [][]*formats.Format{{seen, guessed}, {guessed, seen}} {
		if m, ok := formats.Recognise([]string{"When", "What"}, "", known); !ok || m.Format.ID != "x" {
			t.Errorf("%+v, %v", m, ok)
		}
	}
	twin := *guessed
	twin.ID = "twin"
	if m, ok := formats.Recognise([]string{"When", "What"}, "", []*formats.Format{guessed, &twin}); ok {
		t.Errorf("of two guesses that explain as much, %s was taken", m.Format.ID)
	}
}

// A table that somebody has copied into a workbook of their own is recognised when most of it is there.
func TestSheetsOfOtherNames(t *testing.T) {
	f, _ := formats.ByID("linkedin-page-content")
	var all []string
	for _, c := range f.Columns {
		all = append(all, c.Names[0])
	}
	if m, ok := formats.Recognise(all, "Tabelle1", formats.All()); !ok || m.Format.ID != f.ID || len(m.Guessed) > 0 {
		t.Errorf("%+v, %v", m, ok)
	}
	few := []string{"Post title", "Post link", "Created date", "Impressions", "Owner", "Status", "Budget", "Note"}
	if m, ok := formats.Recognise(few, "Tabelle1", formats.All()); ok {
		t.Errorf("taken for %s", m.Format.ID)
	}
	if _, ok := formats.Recognise(few, "All posts", formats.All()); !ok {
		t.Error("on the sheet that LinkedIn writes it is not recognised")
	}
}
