package classify

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
)

//go:embed topics.toml
var topicFile []byte

// subject is what words point at: the place of a topic in the file, or promotional.
type subject int

// weights: a strong word settles it, weak ones need company.
const (
	strong = 2
	weak   = 1
	enough = 2
)

// pointer says which subject a word points at.
type pointer struct {
	to     subject
	weight int
}

// lexicon knows what words point at.
type lexicon struct {
	topics      []social.Topic
	promotional subject
	words       *trie
}

type wordLists struct {
	Topic  social.Topic `toml:"topic"`
	Strong []string     `toml:"strong"`
	Weak   []string     `toml:"weak"`
}

var words = sync.OnceValue(func() *lexicon {
	l, err := parseLexicon(topicFile)
	if err != nil {
		panic(err) // the file is part of the program and a test reads it
	}
	return l
})

func parseLexicon(raw []byte) (*lexicon, error) {
	var file struct {
		Topic       []wordLists `toml:"topic"`
		Promotional wordLists   `toml:"promotional"`
	}
	if err := toml.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("topics: %w", err)
	}
	l := &lexicon{words: newTrie()}
	for i, t := range file.Topic {
		if !t.Topic.Valid() {
			return nil, fmt.Errorf("topics: %q is not a topic", t.Topic)
		}
		l.topics = append(l.topics, t.Topic)
		if err := l.add(subject(i), t); err != nil {
			return nil, err
		}
	}
	if len(l.topics) >= mostSubjects {
		return nil, fmt.Errorf("topics: more than %d", mostSubjects-1)
	}
	l.promotional = subject(len(l.topics))
	return l, l.add(l.promotional, file.Promotional)
}

func (l *lexicon) add(to subject, lists wordLists) error {
	for _, list := range []struct {
		words  []string
		weight int
	}{{lists.Strong, strong}, {lists.Weak, weak}} {
		for _, word := range list.words {
			beginning, isBeginning := strings.CutSuffix(word, "*")
			if err := l.words.add(beginning, isBeginning, pointer{to, list.weight}); err != nil {
				return fmt.Errorf("topics: %w", err)
			}
		}
	}
	return nil
}

// score is how much a text points at a subject, and the word that said so first and strongest.
type score struct {
	points, best int
	word         string
}

// hit is a word of a text that has counted for a subject.
type hit struct {
	word string
	to   subject
}

// mostSubjects is how many subjects a lexicon may have: the topics and promotional.
const mostSubjects = 16

// read scores every subject of a text. A word that comes twice counts once, and for one subject only as the first of
// what knows it: the whole word, then its beginnings from the shortest on.
func (l *lexicon) read(text string) (scores [mostSubjects]score) {
	var hits [8]hit // few words of a text are in the lexicon
	var places [8]place
	counted, begun := hits[:0], places[:0]
	for i := 0; i < len(text); {
		var from int
		var whole place
		from, i, whole, begun = l.words.word(text, i, begun[:0])
		if len(begun) == 0 && len(l.words.at(whole).whole) == 0 {
			continue
		}
		word := strings.ToLower(text[from:i])
		count := func(pointers []pointer) {
			for _, p := range pointers {
				if h := (hit{word, p.to}); !slices.Contains(counted, h) {
					counted = append(counted, h)
					scores[p.to].count(word, p.weight)
				}
			}
		}
		count(l.words.at(whole).whole)
		for _, at := range begun {
			count(l.words.at(at).beginnings)
		}
	}
	return scores
}

// tokens yields the words of a text in small letters; a hashtag is a word without its sign.
func tokens(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !isLetter(r) })
}

func (s *score) count(word string, weight int) {
	s.points += weight
	if weight > s.best {
		s.best, s.word = weight, word
	}
}

// Said is what the words of a text tell about it.
type Said struct {
	Topic             social.Topic // empty when nothing points clearly anywhere
	TopicReason       string       // which word decided: "word: midwives"
	Promotional       social.Answer
	PromotionalReason string
}

// Words derives what a text is about and whether it tries to sell something. A text without any words says nothing.
func Words(text string) Said {
	var said Said
	if strings.TrimSpace(text) == "" {
		return said
	}
	l := words()
	scores := l.read(text)
	best := -1
	for i := range l.topics {
		if s := scores[i]; s.points >= enough && (best < 0 || s.points > scores[best].points) {
			best = i
		}
	}
	if best >= 0 {
		said.Topic, said.TopicReason = l.topics[best], byWord+": "+scores[best].word
	}
	said.Promotional, said.PromotionalReason = social.No, nothingSelling
	if s := scores[l.promotional]; s.points >= enough {
		said.Promotional, said.PromotionalReason = social.Yes, byWord+": "+s.word
	}
	return said
}
