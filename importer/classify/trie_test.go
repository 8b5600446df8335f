package classify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// plainly scores a text as the rule is told in topics.toml, without regard to speed: it cuts the text in lower case into
// words and compares each with every entry of the lists.
func plainly(lists []wordLists, text string) []score {
	scores := make([]score, len(lists))
	counted := make([][]string, len(lists))
	for word := range tokens(text) {
		for i, list := range lists {
			weight, from := 0, utf8.UTFMax*len(text)+1 // of the entry that counts: the whole word, else the shortest beginning
			for w, entries := range map[int][]string{strong: list.Strong, weak: list.Weak} {
				for _, entry := range entries {
					beginning, isBeginning := strings.CutSuffix(entry, "*")
					switch {
					case entry == word:
						weight, from = w, 0
					case isBeginning && strings.HasPrefix(word, beginning) && len(beginning) < from:
						weight, from = w, len(beginning)
					}
				}
			}
			if weight > 0 && !slices.Contains(counted[i], word) {
				counted[i] = append(counted[i], word)
				scores[i].count(word, weight)
			}
		}
	}
	return scores
}

// FuzzWords compares reading byte by byte with the plain rule.
func FuzzWords(f *testing.F) {
	lists := readLists(f)
	for _, seed := range []string{
		"Every month our midwives answer the questions of expectant parents", "HEBAMMEN und Sages-Femmes, l’équipe d'ÉTÉ",
		"job jobs JOB jobless", "\u0130ce \u212aarriere ﬁer \xff\xc3 team", "stelle–stellen·stellenangebote o'clock -", "MRI. MRT, EKG!",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		scores := words().read(text)
		if got, want := fmt.Sprint(scores[:len(lists)]), fmt.Sprint(plainly(lists, text)); got != want {
			t.Errorf("%q:\n%s, plainly\n%s", text, got, want)
		}
	})
}

// Every entry of the lists is found, alone and within a sentence, in lower and upper case, and a beginning in longer words.
func TestEveryWordIsFound(t *testing.T) {
	lists := readLists(t)
	for i, list := range lists {
		for _, entry := range slices.Concat(list.Strong, list.Weak) {
			word, isBeginning := strings.CutSuffix(entry, "*")
			texts := []string{word, strings.ToUpper(word), "„" + word + "“", "x " + word + ", x"}
			if isBeginning {
				texts = append(texts, word+"xö", word+"’")
			}
			for _, text := range texts {
				scores := words().read(text)
				if scores[i].points == 0 && !strings.ContainsRune(text, 'ß') { // ẞ in upper case is SS
					t.Errorf("%q is not found in %q", entry, text)
				}
				if got, want := fmt.Sprint(scores[:len(lists)]), fmt.Sprint(plainly(lists, text)); got != want {
					t.Errorf("%q:\n%s, plainly\n%s", text, got, want)
				}
			}
		}
	}
}

func TestTooManyLetters(t *testing.T) {
	var letters strings.Builder
	for r := 'a'; letters.Len() < 4*classes; r++ {
		if unicode.IsLower(r) {
			letters.WriteRune(r)
		}
	}
	trie := newTrie()
	if err := trie.add(letters.String(), false, pointer{}); err == nil || !strings.Contains(err.Error(), "letters") {
		t.Errorf("%d classes are enough for %q? %v", classes, letters.String(), err)
	}
}

// readLists returns the word lists of topics.toml, the promotional one last.
func readLists(tb testing.TB) []wordLists {
	tb.Helper()
	var file struct {
		Topic       []wordLists `toml:"topic"`
		Promotional wordLists   `toml:"promotional"`
	}
	if err := toml.Unmarshal(topicFile, &file); err != nil {
		tb.Fatal(err)
	}
	return append(file.Topic, file.Promotional)
}
