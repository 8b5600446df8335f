package safeguard

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/unicode/norm"
)

//go:embed words.toml
var wordFile []byte

//go:embed names.toml
var nameFile []byte

// lexicon is what all words tell, and what numbers look like.
type lexicon struct {
	trie     trie
	endings  []ending
	numbers  []number
	labelled []labelled
	numbered int        // of the labelled: what any word for a number leads to
	begins   [256][]int // which numbers may begin with a byte
	offices  []string
	profiles []string
	rules    []Rule
	evidence []evidence
	// villages are the endings of the names of places in German, villagesElsewhere in other languages, landmarks their last words.
	villages, villagesElsewhere, landmarks []string
	scale                                  scale
}

// ending is what words that end so tell.
type ending struct {
	letters string
	cue     cue
}

// ends returns what the ending of a word tells.
func (l *lexicon) ends(letters []byte) cue {
	for _, e := range l.endings {
		if n := len(letters) - len(e.letters); n > 2 && string(letters[n:]) == e.letters {
			return e.cue
		}
	}
	return 0
}

var lexiconOf = sync.OnceValue(func() *lexicon {
	l, err := parseLexicon()
	if err != nil {
		panic(err) // the files are part of the program and a test reads them
	}
	return l
})

func parseLexicon() (*lexicon, error) {
	l := &lexicon{trie: newTrie()}
	for _, file := range [][]byte{wordFile, conductFile} {
		if err := l.addCues(file); err != nil {
			return nil, err
		}
	}
	if err := l.addNames(nameFile); err != nil {
		return nil, err
	}
	if err := l.addNumbers(numberFile); err != nil {
		return nil, err
	}
	return l, l.addRules(conductFile)
}

func (l *lexicon) addCues(raw []byte) error {
	var file struct {
		Cue []struct {
			Name       string
			En, De, Fr []string
			All        []string
		}
		Rule []ruleEntry
	}
	meta, err := toml.Decode(string(raw), &file)
	if err != nil {
		return fmt.Errorf("words of safeguards: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("words of safeguards: %q is not known", unknown[0].String())
	}
	for _, entry := range file.Cue {
		m := meaning{cues: cueNames[entry.Name], tones: toneNames[entry.Name], label: -1}
		if m.cues == 0 && m.tones == 0 {
			return fmt.Errorf("words of safeguards: there is no cue %q", entry.Name)
		}
		for _, list := range [][]string{entry.En, entry.De, entry.Fr, entry.All} {
			for _, word := range list {
				if e, ok := strings.CutPrefix(word, "*"); ok {
					l.endings = append(l.endings, ending{e, m.cues})
					continue
				}
				if err := l.trie.add(word, m); err != nil {
					return fmt.Errorf("words of safeguards: %s: %w", entry.Name, err)
				}
			}
		}
	}
	return nil
}

func (l *lexicon) addNames(raw []byte) error {
	var file struct {
		Given, Ambiguous, Famous, Places string
		Villages, VillagesElsewhere      string
		Landmarks                        string
		Offices, Profiles                []string
		Points                           scale
		Evidence                         []evidenceEntry
	}
	if err := toml.Unmarshal(raw, &file); err != nil {
		return fmt.Errorf("names of safeguards: %w", err)
	}
	var given []string
	ambiguous := map[string]bool{}
	for name := range strings.FieldsSeq(file.Ambiguous) {
		ambiguous[name] = true
	}
	for _, list := range []struct {
		names string
		cue   cue
	}{{file.Given, cueGiven}, {file.Ambiguous, cueAmbiguous}, {file.Famous, cueFamous}, {file.Places, cueBigPlace}} {
		for name := range strings.FieldsSeq(list.names) {
			first, _, _ := strings.Cut(name, "-") // of names with hyphens this is what a text is asked for
			if list.cue == cueGiven && ambiguous[first] {
				continue
			}
			if err := l.trie.add(first, meaning{cues: list.cue, label: -1}); err != nil {
				return fmt.Errorf("names of safeguards: %w", err)
			}
			if list.cue == cueGiven {
				given = append(given, first)
			}
		}
	}
	for _, name := range given { // José is written Jose too, unless that is a word
		if bare := withoutAccents(name); bare != name {
			if cues, tones, _ := l.trie.find([]byte(bare)); cues != 0 || tones != 0 {
				continue
			}
			if err := l.trie.add(bare, meaning{cues: cueGiven, label: -1}); err != nil {
				return fmt.Errorf("names of safeguards: %w", err)
			}
		}
	}
	l.offices, l.profiles = file.Offices, file.Profiles
	l.villages, l.villagesElsewhere, l.landmarks = strings.Fields(file.Villages), strings.Fields(file.VillagesElsewhere), strings.Fields(file.Landmarks)
	return l.addEvidence(file.Evidence, file.Points)
}

// withoutAccents returns a word in its plainest letters.
func withoutAccents(word string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, norm.NFD.String(word))
}

// meaning is what a word or a phrase tells.
type meaning struct {
	cues  cue
	tones tone
	label int // of a labelled number; -1 for none
}

// phrase is several words in a row; the first is where it is kept.
type phrase struct {
	rest []string // "_" stands for any word; a star at the end for its beginning
	meaning
}

// node is what a place in the trie knows.
type node struct {
	whole, beginning           cue
	wholeTones, beginningTones tone
	phrases                    []phrase
}

const classes = 96

// trie finds words by their letters, in lower case and composed (é, not e and an accent).
type trie struct {
	class [256]uint8 // 0: no word has the byte
	used  uint8
	next  []int32 // classes a place; 0 is nowhere
	known []node
}

func newTrie() trie {
	return trie{next: make([]int32, 2*classes), known: make([]node, 2)}
}

const root = 1

func (t *trie) add(text string, m meaning) error {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '.' })
	if len(parts) == 0 || strings.HasPrefix(parts[0], "_") || !utf8.ValidString(text) || strings.ToLower(text) != text {
		return fmt.Errorf("%q is no word in small letters", text)
	}
	first, isBeginning := strings.CutSuffix(parts[0], "*")
	if isBeginning && len(parts) > 1 {
		return fmt.Errorf("%q: the first word of a phrase is a whole one", text)
	}
	at := int32(root)
	for i := range len(first) {
		c := t.class[first[i]]
		if c == 0 {
			t.used++
			if c = t.used; c >= classes {
				return fmt.Errorf("%q: the words have more than %d different letters", text, classes-1)
			}
			t.class[first[i]] = c
		}
		next := at*classes + int32(c)
		if t.next[next] == 0 {
			t.next[next] = int32(len(t.known))
			t.next = append(t.next, make([]int32, classes)...)
			t.known = append(t.known, node{})
		}
		at = t.next[next]
	}
	n := &t.known[at]
	switch {
	case len(parts) > 1 || m.label >= 0:
		n.phrases = append(n.phrases, phrase{parts[1:], m})
	case isBeginning:
		n.beginning |= m.cues
		n.beginningTones |= m.tones
	default:
		n.whole |= m.cues
		n.wholeTones |= m.tones
	}
	return nil
}

// find returns what a word in lower case tells by itself, and its place, of which the phrases are kept that begin with it;
// the place is 0 where the word is unknown.
func (t *trie) find(word []byte) (cues cue, tones tone, at int32) {
	at = root
	for _, b := range word {
		c := t.class[b]
		if c == 0 {
			return cues, tones, 0
		}
		if at = t.next[at*classes+int32(c)]; at == 0 {
			return cues, tones, 0
		}
		cues |= t.known[at].beginning
		tones |= t.known[at].beginningTones
	}
	return cues | t.known[at].whole, tones | t.known[at].wholeTones, at
}
