package source

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const (
	german  = "Titel;Aufrufe\nTag der offenen Tür in Köln;1\nÄrzte grüßen größere Straßen;2\nÜber uns;3\n"
	french  = "Titre;Vues\nJournée à l'hôpital Élysée;1\nÇa c'est la santé, déjà créée;2\n"
	english = "Title;Views\nMeet us at the café;1\nA naïve résumé;2\n"
)

func TestEncodings(t *testing.T) {
	utf16LE := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	utf16BE := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	tests := []struct {
		name    string
		content []byte
		want    string
		text    string // what must be found, when it is not the whole
	}{
		{"ASCII", []byte("a;b\n"), UTF8, "a"},
		{"UTF-8", []byte(german), UTF8, "Köln"},
		{"UTF-8 with BOM", []byte("\ufeff" + german), UTF8BOM, "Titel"},
		{"UTF-16 LE", encode(t, utf16LE, german), UTF16LE, "Köln"},
		{"UTF-16 BE", encode(t, utf16BE, german), UTF16BE, "Köln"},
		{"UTF-16 LE without BOM", encode(t, utf16LE, german)[2:], UTF16LE, "Köln"},
		{"UTF-16 BE without BOM", encode(t, utf16BE, german)[2:], UTF16BE, "Köln"},
		{"UTF-16 with a sign beyond the first plane", encode(t, utf16LE, "a;b\nKlinik 🩺 Köln;1\n"), UTF16LE, "🩺"},
		{"German, Windows-1252", encode(t, charmap.Windows1252, german), Windows1252, "Köln"},
		{"German, Windows-1252 with quotes and dashes", encode(t, charmap.Windows1252, "a;b\n„Grüße“ – für 5 €…;1\n"), Windows1252, "„Grüße“ – für 5 €…"},
		{"French, Windows-1252", encode(t, charmap.Windows1252, french), Windows1252, "Élysée"},
		{"English, Windows-1252", encode(t, charmap.Windows1252, english), Windows1252, "café"},
		{"apostrophe only, Windows-1252", encode(t, charmap.Windows1252, "a,b\nDon’t worry,1\n"), Windows1252, "Don’t"},
		{"German with euro, ISO 8859-15", encode(t, charmap.ISO8859_15, "a;b\nGrüße für 5 €;1\n"), ISO885915, "5 €"},
		{"French with œ, ISO 8859-15", encode(t, charmap.ISO8859_15, "a;b\nLe cœur a été opéré;1\n"), ISO885915, "cœur"},
		{"German, CP850", encode(t, charmap.CodePage850, german), CP850, "Köln"},
		{"French, CP850", encode(t, charmap.CodePage850, "a;b\nJournée à l'hôpital Édouard, À bientôt;1\n"), CP850, "Édouard"},
		{"German, Mac OS Roman", encode(t, charmap.Macintosh, german), MacRoman, "Köln"},
		{"French, Mac OS Roman", encode(t, charmap.Macintosh, french), MacRoman, "Élysée"},
		{"English, Mac OS Roman", encode(t, charmap.Macintosh, english), MacRoman, "café"},
		{"cents, CP437", encode(t, charmap.CodePage437, "a;b\nfür 5¢ in Köln;1\nnur 7¢ Gebühr;1\n"), CP437, "5¢"},
		// As iconv of glibc 2.36 wrote "a;b\nGröße;Köln\n": an independent program.
		{"iconv -t CP850", []byte("a;b\nGr\x94\xe1e;K\x94ln\n"), CP850, "Größe"},
		{"iconv -t MACINTOSH", []byte("a;b\nGr\x9a\xa7e;K\x9aln\n"), MacRoman, "Größe"},
		{"iconv -t WINDOWS-1252", []byte("a;b\nGr\xf6\xdfe;K\xf6ln\n"), Windows1252, "Größe"},
		{"old Insights saved again by Excel", []byte("Date,City - Catalu\xf1a\n1/2/2016,3\n"), Windows1252, "Cataluña"},
		{"UTF-8 with one letter cut in two", []byte(german + "Grüße \xc3;4\n"), UTF8, "Grüße \ufffd"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, tables, err := readAll(t, write(t, "x.csv", test.content), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Tables[0].Encoding; got != test.want {
				t.Errorf("encoding %s, want %s", got, test.want)
			}
			all := strings.Join(texts(tables["x.csv"]), "\n")
			if !strings.Contains(all, test.text) || strings.Contains(all, "\ufeff") {
				t.Errorf("read %q", all)
			}
		})
	}
}

// Only the last line of five megabytes holds a letter that tells the encoding.
func TestEncodingShowsLate(t *testing.T) {
	plain := strings.Repeat("some text,1\n", 5<<20/12)
	for want, last := range map[string]string{UTF8: "Köln,2\n", Windows1252: "K\xf6ln,2\n"} {
		f, err := Open(t.Context(), write(t, "x.csv", []byte(plain+last)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if got := f.Tables[0].Encoding; got != want {
			t.Errorf("encoding %s, want %s", got, want)
		}
		var city string
		for row := range f.Tables[0].Rows(t.Context()) {
			city = row.Cells[0].Text
		}
		if city != "Köln" {
			t.Errorf("last city %q", city)
		}
	}
}

// Letters that the end of a piece cuts in two must not look malformed.
func TestCensusAcrossPieces(t *testing.T) {
	for shift := range 4 {
		content := []byte(strings.Repeat("x", shift) + strings.Repeat("🩺", 200_000))
		f, err := Open(t.Context(), write(t, "x.csv", bytes.Clone(content)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Tables[0]; got.Encoding != UTF8 || got.Replaced != 0 {
			t.Errorf("shift %d: %s, %d", shift, got.Encoding, got.Replaced)
		}
		f.Close()
	}
}

// In well-formed UTF-8 every byte but the first of each letter is a continuation.
func TestContinuations(t *testing.T) {
	const text = "Für Eltern: 20 € – «été», 日本語, 👶 and plain letters"
	for from := range text {
		piece := text[from:]
		if got, want := continuations([]byte(piece)), len(piece)-len([]rune(piece)); got != int64(want) {
			t.Errorf("%q: %d, want %d", piece, got, want)
		}
	}
}
