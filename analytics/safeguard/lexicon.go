package safeguard

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

//go:embed words.toml
var wordFile []byte

//go:embed names.toml
var nameFile []byte

// cue is a set of what a word tells.
type cue uint64

// The cues, in the names of words.toml, conduct.toml and names.toml.
const (
	cuePatient cue = 1 << iota
	cueSuffering
	cueEvent
	cueBirth
	cueCondition
	cueKin
	cuePerson
	cuePronoun
	cueOwn
	cueHonorific
	cueTitle
	cueRole
	cueOrganisation
	cueNamesake
	cueNaming
	cueLittle
	cueCongratulations
	cueGreeting
	cueConfirming
	cueConsent
	cueContact
	cueReachMe
	cueFax
	cueVehicle
	cueVersion
	cueMonth
	cueFrom
	cueAddress
	cueRoad
	cueRare
	cueInsured
	cueGiven
	cueAmbiguous
	cueFamous
	cueBigPlace
	cueLabel
	cueHealth
	cueSensitive
	cueHumour
	cueParty
	cuePolitics
	cueSuperlative
	cuePromise
	cuePrice
	cueDose
	cueUnit
	cueYou
	cueStory
	cueQuantity
	cueOffer
	cueSaid
	cueCalling
	cueBorn
	cueHouse
	cueSpeaks
	cueIAm
	cueYours
	cueMedical
	cueSaying
	cueClinical
	cueThanks
	cueGerman
	// The last two are set by the reader, not by words.
	cueDigit
	cueNet
)

// quiet are the cues that lead to nothing by themselves.
const quiet = cuePronoun | cueOwn | cueTitle | cueRole | cueOrganisation | cueNamesake | cueLittle | cueGreeting | cueConsent | cueContact |
	cueFax | cueVersion | cueMonth | cueFrom | cueRoad | cueRare | cueGiven | cueAmbiguous | cueFamous | cueBigPlace | cueHealth | cueUnit | cueSaid |
	cueCondition | cuePerson | cueOffer | cueQuantity | cueHonorific | cueCalling | cueSaying | cueClinical | cueThanks | cueGerman | cueYours | cueMedical | cueIAm | cueHouse | cueSpeaks | cueVehicle | cueInsured | cueCongratulations

var cueNames = map[string]cue{
	"patient": cuePatient, "suffering": cueSuffering, "event": cueEvent, "birth": cueBirth, "condition": cueCondition, "kin": cueKin, "person": cuePerson,
	"pronoun": cuePronoun, "own": cueOwn, "honorific": cueHonorific, "title": cueTitle, "role": cueRole, "organisation": cueOrganisation, "namesake": cueNamesake,
	"naming": cueNaming, "little": cueLittle, "congratulations": cueCongratulations, "greeting": cueGreeting, "confirming": cueConfirming, "consent": cueConsent,
	"contact": cueContact, "reachme": cueReachMe, "fax": cueFax, "vehicle": cueVehicle, "version": cueVersion, "month": cueMonth, "from": cueFrom,
	"address": cueAddress, "road": cueRoad, "rare": cueRare, "insured": cueInsured, "health": cueHealth, "sensitive": cueSensitive, "humour": cueHumour,
	"party": cueParty, "politics": cuePolitics, "superlative": cueSuperlative, "promise": cuePromise, "price": cuePrice, "dose": cueDose, "unit": cueUnit,
	"you": cueYou, "story": cueStory, "quantity": cueQuantity, "offer": cueOffer, "said": cueSaid, "calling": cueCalling, "born": cueBorn, "house": cueHouse, "speaks": cueSpeaks, "iam": cueIAm, "yours": cueYours, "medical": cueMedical, "saying": cueSaying, "clinical": cueClinical, "thanks": cueThanks, "german": cueGerman,
}

// lexicon is what all words tell, and what numbers look like.
type lexicon struct {
	trie     trie
	endings  []ending
	numbers  []number
	labelled []labelled
	begins   [256][]int // which numbers may begin with a byte
	offices  []string
	profiles []string
	rules    []Rule
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
		c, known := cueNames[entry.Name]
		if !known {
			return fmt.Errorf("words of safeguards: there is no cue %q", entry.Name)
		}
		for _, list := range [][]string{entry.En, entry.De, entry.Fr, entry.All} {
			for _, word := range list {
				if e, ok := strings.CutPrefix(word, "*"); ok {
					l.endings = append(l.endings, ending{e, c})
					continue
				}
				if err := l.trie.add(word, meaning{cues: c, label: -1}); err != nil {
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
		Offices, Profiles                []string
	}
	if err := toml.Unmarshal(raw, &file); err != nil {
		return fmt.Errorf("names of safeguards: %w", err)
	}
	ambiguous := map[string]bool{}
	for name := range strings.FieldsSeq(file.Ambiguous) {
		ambiguous[name] = true
	}
	for _, list := range []struct {
		names string
		cue   cue
	}{{file.Given, cueGiven}, {file.Ambiguous, cueAmbiguous}, {file.Famous, cueFamous}, {file.Places, cueBigPlace}} {
		for name := range strings.FieldsSeq(list.names) {
			if list.cue == cueGiven && ambiguous[name] {
				continue
			}
			// Of names with hyphens the first part is what a text is asked for.
			first, _, _ := strings.Cut(name, "-")
			if err := l.trie.add(first, meaning{cues: list.cue, label: -1}); err != nil {
				return fmt.Errorf("names of safeguards: %w", err)
			}
		}
	}
	l.offices, l.profiles = file.Offices, file.Profiles
	return nil
}

// meaning is what a word or a phrase tells.
type meaning struct {
	cues  cue
	label int // of a labelled number; -1 for none
}

// phrase is several words in a row; the first is where it is kept.
type phrase struct {
	rest []string // "_" stands for any word; a star at the end for its beginning
	meaning
}

// node is what a place in the trie knows.
type node struct {
	whole, beginning cue
	phrases          []phrase
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
	default:
		n.whole |= m.cues
	}
	return nil
}

// find returns what a word in lower case tells by itself, and its place, of which the phrases are kept that begin with it;
// the place is 0 where the word is unknown.
func (t *trie) find(word []byte) (cues cue, at int32) {
	at = root
	for _, b := range word {
		c := t.class[b]
		if c == 0 {
			return cues, 0
		}
		if at = t.next[at*classes+int32(c)]; at == 0 {
			return cues, 0
		}
		cues |= t.known[at].beginning
	}
	return cues | t.known[at].whole, at
}
