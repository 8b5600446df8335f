package classify

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"auscult/analytics/social"
)

// Errors of [ParsePattern].
var (
	ErrNoWords = errors.New("a rule needs at least one word to look for")
	ErrStar    = errors.New("a star stands for the rest of a word: write it at the end, after at least two letters, such as infografik*")
	ErrQuotes  = errors.New("a phrase needs a quotation mark at its beginning and at its end")
	ErrTooLong = errors.New("the words of a rule may have 1,000 letters together")
)

const longestRule = 1000 // letters

// Pattern is what one of the manager's own rules looks for in texts. A text fits when one of the pattern's words or
// phrases is in it; capital letters do not matter, accents do.
type Pattern struct{ phrases []phrase }

// phrase is one or more words in a row. The last may be only a beginning.
type phrase struct {
	written   string // as a reason shows it
	words     []string
	beginning bool
}

// quotes are the quotation marks of our languages, opening and closing.
const quotes = "\"„“”«»"

// ParsePattern reads words, beginnings such as infografik* and phrases in quotation marks, with blanks or commas between
// them. Its errors are ErrNoWords, ErrStar, ErrQuotes and ErrTooLong.
func ParsePattern(text string) (Pattern, error) {
	var p Pattern
	if len([]rune(text)) > longestRule {
		return p, ErrTooLong
	}
	rest := text
	for {
		rest = strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;", r) })
		if rest == "" {
			break
		}
		var piece string
		if strings.IndexAny(rest, quotes) == 0 {
			rest = afterQuote(rest)
			end := strings.IndexAny(rest, quotes)
			if end < 0 {
				return Pattern{}, ErrQuotes
			}
			piece, rest = rest[:end], afterQuote(rest[end:])
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;"+quotes, r) })
			if end < 0 {
				end = len(rest)
			}
			piece, rest = rest[:end], rest[end:]
		}
		ph, err := parsePhrase(piece)
		if err != nil {
			return Pattern{}, err
		}
		if len(ph.words) > 0 {
			p.phrases = append(p.phrases, ph)
		}
	}
	if len(p.phrases) == 0 {
		return Pattern{}, ErrNoWords
	}
	return p, nil
}

// afterQuote returns text without the quotation mark it begins with.
func afterQuote(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[size:]
}

func parsePhrase(piece string) (phrase, error) {
	piece, beginning := strings.CutSuffix(strings.TrimSpace(piece), "*")
	ph := phrase{words: slices.Collect(tokens(piece)), beginning: beginning}
	if strings.Contains(piece, "*") {
		return ph, ErrStar
	}
	ph.written = strings.Join(ph.words, " ")
	if beginning {
		ph.written += "*"
		if len(ph.words) == 0 || len([]rune(ph.words[len(ph.words)-1])) < 2 {
			return ph, ErrStar
		}
	}
	return ph, nil
}

// Find returns what of the pattern is in the text, as it was written; the first that is there.
func (p Pattern) Find(t Text) (written string, found bool) {
	for _, ph := range p.phrases {
		if ph.in(t) {
			return ph.written, true
		}
	}
	return "", false
}

// Text is a text cut into its words, so that many patterns can be looked for in it.
type Text []string

// Cut cuts a text into its words.
func Cut(text string) Text { return slices.Collect(tokens(text)) }

func (ph phrase) in(t Text) bool {
	last := len(ph.words) - 1
	for at := 0; at+last < len(t); at++ {
		if !slices.Equal(ph.words[:last], t[at:at+last]) {
			continue
		}
		if t[at+last] == ph.words[last] || ph.beginning && strings.HasPrefix(t[at+last], ph.words[last]) {
			return true
		}
	}
	return false
}

// Rules are the manager's own rules, ready to be applied.
type Rules []compiledRule

type compiledRule struct {
	social.Rule
	pattern Pattern
}

// Compile makes rules ready. Its errors are those of [ParsePattern] and [social.Label.Check].
func Compile(rules []social.Rule) (Rules, error) {
	compiled := make(Rules, len(rules))
	for i, r := range rules {
		if !slices.Contains(social.RuleLabels(), r.Label) {
			return nil, fmt.Errorf("a rule cannot set %q", r.Label)
		}
		if err := r.Label.Check(r.Value); err != nil {
			return nil, err
		}
		if r.Platform != "" && !r.Platform.Valid() {
			return nil, fmt.Errorf("%q is not a platform", r.Platform)
		}
		pattern, err := ParsePattern(r.Words)
		if err != nil {
			return nil, err
		}
		compiled[i] = compiledRule{r, pattern}
	}
	return compiled, nil
}

// Match returns the first rule for the label that fits a post of the platform, as its place in the list, and the reason
// "own rule: infografik*"; the place is -1 when none fits.
func (r Rules) Match(l social.Label, platform social.Platform, t Text) (place int, reason string) {
	for i := range r {
		if r[i].Label != l || !r[i].Takes(platform) {
			continue
		}
		if written, found := r[i].pattern.Find(t); found {
			return i, OwnRule + ": " + written
		}
	}
	return -1, ""
}
