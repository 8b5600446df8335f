package language_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/assets"
)

// plurals are the keys with which a text says its plural forms.
var plurals = []string{"one", "other"}

// texts reads a language's texts by their ids; a text with plural forms is one id.
func texts(t *testing.T, l language.Language) map[string]string {
	t.Helper()
	raw, err := assets.Texts.ReadFile("texts/" + string(l) + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	collect(found, "", tree)
	return found
}

func collect(found map[string]string, prefix string, tree map[string]any) {
	for name, value := range tree {
		id := strings.TrimPrefix(prefix+"."+name, ".")
		switch v := value.(type) {
		case map[string]any:
			collect(found, id, v)
		case string:
			if slices.Contains(plurals, name) && prefix != "list" {
				found[prefix] += " " + v
			} else {
				found[id] = v
			}
		}
	}
}

var placeholder = regexp.MustCompile(`{{\s*\.(\w+)\s*}}`)

func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Every language has every text, with the same placeholders.
func TestLanguagesAreComplete(t *testing.T) {
	english := texts(t, language.English)
	if len(english) < 50 {
		t.Fatalf("only %d texts were found", len(english))
	}
	for _, l := range []language.Language{language.German, language.French} {
		other := texts(t, l)
		same := 0
		for id, text := range english {
			translated, ok := other[id]
			switch {
			case !ok:
				t.Errorf("%s lacks %s", l, id)
			case !slices.Equal(placeholders(text), placeholders(translated)):
				t.Errorf("%s: %s has the placeholders %v, English has %v", l, id, placeholders(translated), placeholders(text))
			case text == translated:
				same++
			}
		}
		for id := range other {
			if _, ok := english[id]; !ok {
				t.Errorf("%s has %s, which English lacks", l, id)
			}
		}
		if same > len(english)/4 { // names and loan words are the same; a whole file in English is not a translation
			t.Errorf("%d of %d texts in %s are the English ones", same, len(english), l)
		}
	}
}

// used finds the ids that the program asks for: whole ones, and beginnings to which it adds a word.
func used(t *testing.T) (ids, beginnings map[string]string) {
	t.Helper()
	ids, beginnings = map[string]string{}, map[string]string{}
	quoted := regexp.MustCompile(`"([a-z_]+(?:\.[a-z0-9_]+)*\.?)"`)
	sprintf := regexp.MustCompile(`"([a-z_]+(?:\.[a-z0-9_]+)*\.)%[ds]"`)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range append(quoted.FindAllStringSubmatch(string(source), -1), sprintf.FindAllStringSubmatch(string(source), -1)...) {
			if strings.HasSuffix(m[1], ".") {
				beginnings[m[1]] = path
			} else {
				ids[m[1]] = path
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids, beginnings
}

// No text is there that nobody says, and none is missing that somebody does.
func TestTextsAreUsedAndThere(t *testing.T) {
	english := texts(t, language.English)
	ids, beginnings := used(t)
	for id := range english {
		_, whole := ids[id]
		_, begun := beginnings[id[:strings.LastIndex(id, ".")+1]]
		if !whole && !begun {
			t.Errorf("%s is never said", id)
		}
	}
	calls := regexp.MustCompile(`\.T\("([^"]+)"\s*[,)]`)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range calls.FindAllStringSubmatch(string(source), -1) {
			if _, ok := english[m[1]]; !ok {
				t.Errorf("%s says %s, which is not there", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every word of the domain has a name in every language.
func TestWordsOfTheDomain(t *testing.T) {
	for _, l := range language.All() {
		s := language.New(l)
		var said []string
		for _, f := range append(social.Forms(), "") {
			said = append(said, s.Form(f))
		}
		for _, topic := range append(social.Topics(), "") {
			said = append(said, s.Topic(topic))
		}
		for _, d := range []social.Denominator{social.PerReach, social.PerImpressions, social.PerViews, social.PerFollowers, social.NoDenominator} {
			said = append(said, s.Denominator(d))
		}
		for _, text := range said {
			if text == "" || strings.Contains(text, "_") || strings.Contains(text, ".") {
				t.Errorf("%s says %q", l, text)
			}
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	day := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	quarter := social.Quarter{Year: 2026, Number: 3}
	tests := []struct {
		language                                            language.Language
		count, figure, small, percent, times, date, quarter string
	}{
		// As CLDR writes numbers in the three languages; dates as newspapers do.
		{language.English, "1,234,567", "1,230", "0.0123", "3.44%", "2.1", "2 March 2026", "Q3 2026"},
		{language.German, "1.234.567", "1.230", "0,0123", "3,44\u00a0%", "2,1", "2. März 2026", "Q3 2026"},
		{language.French, "1\u00a0234\u00a0567", "1\u00a0230", "0,0123", "3,44\u00a0%", "2,1", "2 mars 2026", "T3 2026"},
	}
	for _, tt := range tests {
		s := language.New(tt.language)
		for _, pair := range [][2]string{
			{s.Count(1234567), tt.count},
			{s.Figure(1234.4), tt.figure},
			{s.Figure(0.012345), tt.small},
			{s.Percent(0.03436), tt.percent},
			{s.Times(2.1234), tt.times},
			{s.Date(day), tt.date},
			{s.Quarter(quarter), tt.quarter},
		} {
			if got := strings.ReplaceAll(pair[0], "\u202f", "\u00a0"); got != pair[1] {
				t.Errorf("%s: %q, want %q", tt.language, got, pair[1])
			}
		}
	}
}

func TestFigureHasThreeDigits(t *testing.T) {
	s := language.New(language.English)
	for v, want := range map[float64]string{0: "0", 999.6: "1,000", 42.34: "42.3", 5: "5", 0.5: "0.5", 12345678: "12,300,000", -3.14159: "-3.14"} {
		if got := s.Figure(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	s := language.New(language.English)
	for v, want := range map[float64]string{
		0: "0.00%", 0.03: "3.00%", 0.00644: "0.64%", 0.0999: "9.99%", 0.09999: "10.0%", 0.1234: "12.3%", 0.9999: "100%", 1.5: "150%",
		0.000123: "0.012%", 0.0000045: "0.00045%",
	} {
		if got := s.Percent(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	s := language.New(language.German)
	if got := s.T("forms.headline.too_few", language.Args{"Count": 1}); !strings.HasPrefix(got, "Ein Beitrag ist") {
		t.Error(got)
	}
	if got := s.T("forms.headline.too_few", language.Args{"Count": 1200}); !strings.HasPrefix(got, "1.200 Beiträge sind") {
		t.Error(got)
	}
}

func TestParse(t *testing.T) {
	for tag, want := range map[string]language.Language{"de": "de", "de-CH": "de", "fr_FR.UTF-8": "fr", "EN": "en"} {
		if got, err := language.Parse(tag); err != nil || got != want {
			t.Errorf("%s: %s, %v", tag, got, err)
		}
	}
	for _, tag := range []string{"", "x", "it", "deu", "C.UTF-8"} {
		if got, err := language.Parse(tag); err == nil || got != language.English {
			t.Errorf("%s: %s, %v", tag, got, err)
		}
	}
}
