package classify

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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

// pointer says which subjects a word points at.
type pointer struct {
	to     subject
	weight int
}

// lexicon knows what words point at.
type lexicon struct {
	topics      []social.Topic
	promotional subject
	whole       map[string][]pointer
	beginnings  map[string][]pointer
	shortest    int // of the beginnings, in bytes
	longest     int
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
	l := &lexicon{whole: map[string][]pointer{}, beginnings: map[string][]pointer{}, shortest: 1 << 10}
	for i, t := range file.Topic {
		if !t.Topic.Valid() {
			return nil, fmt.Errorf("topics: %q is not a topic", t.Topic)
		}
		l.topics = append(l.topics, t.Topic)
		l.add(subject(i), t)
	}
	l.promotional = subject(len(l.topics))
	l.add(l.promotional, file.Promotional)
	return l, nil
}

func (l *lexicon) add(to subject, lists wordLists) {
	for weight, list := range map[int][]string{strong: lists.Strong, weak: lists.Weak} {
		for _, word := range list {
			if beginning, found := strings.CutSuffix(word, "*"); found {
				l.beginnings[beginning] = append(l.beginnings[beginning], pointer{to, weight})
				l.shortest, l.longest = min(l.shortest, len(beginning)), max(l.longest, len(beginning))
			} else {
				l.whole[word] = append(l.whole[word], pointer{to, weight})
			}
		}
	}
}

// score is how much a text points at a subject, and the word that said so first and strongest.
type score struct {
	points, best int
	word         string
	seen         []string
}

// read scores every subject of a text. A word that comes twice counts once.
func (l *lexicon) read(text string) []score {
	scores := make([]score, len(l.topics)+1)
	for word := range tokens(text) {
		for _, p := range l.whole[word] {
			scores[p.to].count(word, p.weight)
		}
		for n := l.shortest; n <= min(len(word), l.longest); n++ {
			if n < len(word) && !utf8.RuneStart(word[n]) {
				continue
			}
			for _, p := range l.beginnings[word[:n]] {
				scores[p.to].count(word, p.weight)
			}
		}
	}
	return scores
}

// tokens yields the words of a text in small letters; a hashtag is a word without its sign.
func tokens(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '’'
	})
}

func (s *score) count(word string, weight int) {
	if slices.Contains(s.seen, word) {
		return
	}
	s.seen = append(s.seen, word)
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
