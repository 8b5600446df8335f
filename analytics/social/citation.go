package social

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// citation reads a text word by word and tells whether it names a source. Three things do: a label before a colon
// ("Quelle:", "Source :"), an address or number of where such things are published (doi.org, 10.1000/182), and two words
// that are harmless alone but near each other speak of somebody else's finding ("laut … WHO", "Studien … zeigen"):
// "laut" alone may be loud, and students study.
type citation struct {
	found bool
	// How many words ago the label, study, saying ("laut") and German verb of finding were last seen; more than nearWords: none.
	label, study, saying, finding int
}

// nearWords is how many words further two words still belong together: "according to the World Health Organization".
const nearWords = 5

func newCitation() citation {
	return citation{false, nearWords + 1, nearWords + 1, nearWords + 1, nearWords + 1}
}

// read takes the next word.
func (c *citation) read(word string) {
	if c.found {
		return
	}
	c.label, c.study, c.saying, c.finding = c.label+1, c.study+1, c.saying+1, c.finding+1
	switch {
	case c.label == 1 && word[0] == ':', // "Source : OMS"
		c.study == 1 && isLink(word), // "Studie: https://…", but not "Neue Studie: Musik vor der Narkose"
		strings.IndexByte(word, '.') > 0 && (isDOI(word) || publishesFindings(word)):
		c.found = true
		return
	}
	k := cueOf(word)
	colon := strings.IndexByte(word, ':')
	if colon > 0 && k&labelCue == 0 {
		k |= cueOf(word[:colon]) & labelCue // "Quelle:https://…"
	}
	switch {
	case k&labelCue != 0 && colon > 0,
		k&(studyCue|bodyCue) != 0 && c.saying <= nearWords,
		k&studyCue != 0 && c.finding <= nearWords,
		k&findingCue != 0 && c.study <= nearWords:
		c.found = true
		return
	}
	if k&labelCue != 0 {
		c.label = 0
	}
	if k&studyCue != 0 {
		c.study = 0
	}
	if k&sayingCue != 0 {
		c.saying = 0
	}
	if k&germanCue != 0 {
		c.finding = 0
	}
	if last := word[len(word)-1]; last == '!' || last == '?' || last == '.' && len(word) > 4 { // not "z.B.", "Dr."
		c.study, c.saying, c.finding = nearWords+1, nearWords+1, nearWords+1
	}
}

// skip passes a word that is no part of the sentence, such as a hashtag.
func (c *citation) skip() { c.label++ }

// cue is what a word may mean for a citation.
type cue uint8

const (
	labelCue   cue = 1 << iota // a source, when a colon follows
	studyCue                   // a study
	bodyCue                    // who issues findings and guidelines
	sayingCue                  // according to
	findingCue                 // shows, found
	germanCue                  // a finding that may stand before the study: "das zeigt eine Studie"
)

// longestCue is the length of the longest of [cues] in bytes.
const longestCue = 32

var cues = func() map[string]cue {
	all := map[string]cue{}
	for words, k := range map[string]cue{
		"source sources quelle quellen quellenangabe quellenangaben références reference references literatur literature " +
			"bibliographie publication publikation fachpublikation": labelCue,
		"studie studien study studies étude études metaanalyse metaanalysen meta-analyse meta-analysis métaanalyse méta-analyse " +
			"untersuchung untersuchungen": studyCue,
		"leitlinie leitlinien guideline guidelines bundesamt bundesamts weltgesundheitsorganisation organisation organization " +
			"robert-koch-institut institut institute universität university université fachgesellschaft gesellschaft society société " +
			"krebsliga herzstiftung inserm fachzeitschrift zeitschrift journal lancet revue statistik statistics cochrane": bodyCue,
		"laut gemäss gemäß selon according d'après d’après":                                                                 sayingCue,
		"zeigt zeigen zeigte belegt belegen bestätigt bestätigen ergab":                                                     findingCue | germanCue,
		"veröffentlicht veröffentlichte publiziert publizierte erschienen ":                                                 findingCue,
		"shows show showed shown found finds suggests suggest suggested published confirms confirm confirmed":               findingCue,
		"montre montrent montré révèle révèlent confirme confirment suggère suggèrent démontre démontrent publiée publiées": findingCue,
	} {
		for word := range strings.FieldsSeq(words) {
			all[word] |= k
		}
	}
	return all
}()

// cueLengths has, for the first byte of a small cue, a bit for each length in bytes: nearly all words need no look into
// [cues].
var cueLengths = func() (lengths [256]uint64) {
	for word := range cues {
		lengths[word[0]] |= 1 << len(word)
	}
	return lengths
}()

// bodies are short names of who issues findings: only in capitals, because "who" and "bag" are words.
var bodies = map[string]bool{
	"WHO": true, "OMS": true, "BAG": true, "OFSP": true, "FOPH": true, "RKI": true, "CDC": true, "ECDC": true, "NIH": true, "NHS": true,
	"HAS": true, "INSERM": true, "AWMF": true, "STIKO": true, "EKIF": true, "BFS": true, "OFS": true, "EMA": true, "FDA": true, "NICE": true,
}

// cueOf returns what a word may mean, punctuation around it and an article joined to its front ("l’étude") aside.
func cueOf(word string) cue {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(word) < 3 {
		return 0
	}
	first := word[0]
	if 'A' <= first && first <= 'Z' {
		if 'A' <= word[1] && word[1] <= 'Z' && bodies[word] {
			return bodyCue
		}
		first |= 0x20 // as a small letter; those of É and é are the same
	}
	if len(word) <= longestCue && cueLengths[first]>>len(word)&1 != 0 {
		var buffer [longestCue + utf8.UTFMax]byte // spares the small letters an allocation
		small := buffer[:0]
		for _, r := range word {
			if len(small) > longestCue {
				break
			}
			small = utf8.AppendRune(small, unicode.ToLower(r))
		}
		if k := cues[string(small)]; k != 0 {
			return k
		}
	}
	switch {
	case strings.HasSuffix(word, "studie"), strings.HasSuffix(word, "studien"): // "Langzeitstudie"
		return studyCue
	case word[1] == '\'', strings.HasPrefix(word[1:], "’"):
		return cueOf(word[1:]) // "l’étude"
	}
	return 0
}

// isDOI reports whether a word is the number of a publication: "10.1000/182", "doi:10.1000/182".
func isDOI(word string) bool {
	at := strings.Index(word, "10.")
	if at < 0 || at > 0 && !strings.HasSuffix(strings.ToLower(word[:at]), "doi:") && !strings.ContainsRune("([<", rune(word[at-1])) {
		return false
	}
	registrant, name, _ := strings.Cut(word[at+len("10."):], "/")
	number, _, _ := strings.Cut(registrant, ".")
	return len(number) >= 4 && len(name) >= 3 && strings.Trim(registrant, "0123456789.") == "" // "10.2026/27" is a date
}

// publishers are the domains on which findings, guidelines and official advice on health are published.
var publishers = []string{
	"doi.org", "nih.gov", "cdc.gov", "fda.gov", "who.int", "europa.eu", "admin.ch", "rki.de", "awmf.org", "bzga.de", "bioeg.de", "iqwig.de",
	"gesundheitsinformation.de", "infektionsschutz.de", "aerzteblatt.de", "krebsgesellschaft.de", "krebsliga.ch", "swissmedic.ch",
	"swissheart.ch", "cochrane.org", "cochranelibrary.com", "inserm.fr", "has-sante.fr", "santepubliquefrance.fr", "liguecancer.ch",
	"nhs.uk", "nice.org.uk", "nejm.org", "thelancet.com", "bmj.com", "jamanetwork.com", "nature.com", "science.org", "sciencedirect.com",
	"springer.com", "wiley.com", "plos.org", "escardio.org", "cancer.org", "heart.org",
}

// publishesFindings reports whether a word is an address, with or without "https://", on one of [publishers].
func publishesFindings(word string) bool {
	if _, after, is := strings.Cut(word, "://"); is {
		word = after
	}
	word = strings.TrimLeft(word, "([<„“\"'«*")
	if at := strings.IndexAny(word, "/?#:)]>,;“”\"'»*"); at >= 0 {
		word = word[:at]
	}
	word = strings.ToLower(strings.TrimRight(word, ".!"))
	for _, domain := range publishers {
		if host, is := strings.CutSuffix(word, domain); is && (host == "" || strings.HasSuffix(host, ".")) {
			return true
		}
	}
	return false
}
