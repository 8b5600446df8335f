// Package safeguard answers the question of the privacy officer and of whoever is about to press "publish": does this text
// give a patient away, and does it keep to what hospitals ask of themselves in public?
//
// It looks for the eighteen identifiers of HIPAA (45 CFR 164.514(b)(2)(i)), which also serve for health data under Art. 9
// GDPR and Art. 5 let. c of the Swiss data protection act: those two have no list, their test is whether somebody can be
// determined. And it looks for breaches of house rules, each with its source and threshold, see [Rules]. English, German
// and French are read at once, because hospitals mix them.
//
// The checks know words and patterns, nothing else. They assist, they do not certify: what they miss is printed by the
// calibration test of this package, and pictures are not seen at all. Staff may be named, patients may not; which of both a
// name is, the words around it tell: what speaks for a patient and what against adds up, with the points of names.toml.
//
//	c := safeguard.New(safeguard.Options{Kind: safeguard.Post, Names: []string{"Klinik am See"}})
//	for _, f := range c.Check("Unsere Patientin Anna Keller ist wieder zu Hause.") { … f.Rule, f.Text(…) … }
//
// A text is read once, in time linear in its length; nothing of it is kept.
package safeguard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Kind says what a finding is about.
type Kind string

// The identifiers, with their letters in 45 CFR 164.514(b)(2)(i).
const (
	Name        Kind = "name"        // A
	Place       Kind = "place"       // B: smaller than a region, tied to a person
	Date        Kind = "date"        // C: tied to a person
	Age         Kind = "age"         // C: above 89
	Phone       Kind = "phone"       // D
	Fax         Kind = "fax"         // E
	Email       Kind = "email"       // F
	Insurance   Kind = "insurance"   // G and I: social security and health insurance
	Record      Kind = "record"      // H: a hospital's own number of a patient or case
	Account     Kind = "account"     // J
	Certificate Kind = "certificate" // K
	Vehicle     Kind = "vehicle"     // L
	Device      Kind = "device"      // M
	Link        Kind = "link"        // N: a person's profile
	IP          Kind = "ip"          // O
	Handle      Kind = "handle"      // R: a person's name on a platform
	Combination Kind = "combination" // R: what together leaves few people
)

// The house rules.
const (
	Claim        Kind = "claim"        // figures on health without a source
	Promise      Kind = "promise"      // superlatives, promises of cure, prices as bait
	Advice       Kind = "advice"       // medical advice to a person in public
	Humour       Kind = "humour"       // jokes beside sensitive topics
	Politics     Kind = "politics"     // parties, elections, votes
	Confirmation Kind = "confirmation" // a reply that says that somebody was a patient
	Consent      Kind = "consent"      // a patient's story or picture of which the text does not say that it may be shown
	Own          Kind = "own"          // words that the hospital's own rules do without
)

// Identifies reports whether a finding of the kind can give a person away; the others are house rules.
func (k Kind) Identifies() bool {
	return slices.Contains(Identifiers(), k)
}

// Identifiers returns the kinds that can give a person away, in the order of the law.
func Identifiers() []Kind {
	return []Kind{Name, Place, Date, Age, Phone, Fax, Email, Insurance, Record, Account, Certificate, Vehicle, Device, Link, IP, Handle, Combination}
}

// Conduct returns the kinds of the house rules.
func Conduct() []Kind {
	return []Kind{Consent, Confirmation, Advice, Claim, Promise, Humour, Politics, Own}
}

// Severity says how much a finding matters.
type Severity uint8

// The severities.
const (
	Note    Severity = 1 + iota // worth a look
	Warning                     // decide before it goes out
	Serious                     // must not go out as it is
)

// MarshalText writes the severity's word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what [Severity.MarshalText] writes; empty is no severity.
func (s *Severity) UnmarshalText(text []byte) error {
	*s = 0
	for _, v := range Severities() {
		if v.String() == string(text) {
			*s = v
		}
	}
	if *s == 0 && len(text) > 0 {
		return fmt.Errorf("%q is no severity; use serious, warning or note", text)
	}
	return nil
}

// String returns the severity's word.
func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Warning:
		return "warning"
	case Serious:
		return "serious"
	}
	return ""
}

// Severities returns them, the gravest first.
func Severities() []Severity { return []Severity{Serious, Warning, Note} }

// Cure names what to do about a finding.
type Cure string

// The cures.
const (
	Remove      Cure = "remove"       // take it out or mask it
	Generalise  Cure = "generalise"   // say less exactly: a region, a year, "over 90"
	AskConsent  Cure = "ask_consent"  // written consent, or not at all
	Private     Cure = "private"      // answer without a word on whether they were here, and invite them to write
	NameSource  Cure = "name_source"  // say where it is from, with a link
	Soften      Cure = "soften"       // say what can be shown
	SeeDoctor   Cure = "see_doctor"   // general information, and the way to a consultation
	LeaveOut    Cure = "leave_out"    // not on the hospital's channel
	HideComment Cure = "hide_comment" // the public's own: hide it and write to the person
	Reword      Cure = "reword"       // say it in other words
)

// Cures returns all cures.
func Cures() []Cure {
	return []Cure{Remove, Generalise, AskConsent, Private, NameSource, Soften, SeeDoctor, LeaveOut, HideComment, Reword}
}

// Finding is something that a check noticed.
type Finding struct {
	Kind       Kind
	Rule       string // which recogniser or house rule: "ahv", "phone", "named_patient"; see [Rules]
	Severity   Severity
	Start, End int // bytes of the text; never empty, never within a letter
	Cure       Cure
	Said       string // why, in the hospital's own words; empty but for its own rules
}

// Reason names why the rule looks for what it found; rules that differ only in how a number is written have one in common.
func (f Finding) Reason() string { return reasonOf(f.Rule) }

func reasonOf(rule string) string {
	switch {
	case strings.HasPrefix(rule, "plate_"):
		return "plate"
	case strings.HasPrefix(rule, "beneficiary_"):
		return "beneficiary"
	case rule == "ip6":
		return "ip"
	}
	return strings.TrimSuffix(rule, "_plain")
}

// Reasons returns all names of reasons, each once.
func Reasons() []string {
	l := lexiconOf()
	all := []string{
		"phone", "fax", "email", "profile", "handle", "dated_event", "over_89", "address", "small_place", "few_people", "named_patient", "named_relative",
		"named_in_reply", "named_in_comment", "named_with_illness", "perhaps_named", "person_named",
	}
	add := func(rule string) {
		if r := reasonOf(rule); !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	for _, n := range l.numbers {
		add(n.rule)
	}
	for _, n := range l.labelled {
		add(n.rule)
	}
	for _, r := range l.rules {
		add(r.ID)
	}
	return all
}

// Text returns what the finding is about, of the text in which it was found.
func (f Finding) Text(text string) string { return text[f.Start:f.End] }

// TextKind says who wrote a text to whom, which decides what it may say.
type TextKind uint8

// The kinds of texts.
const (
	Post    TextKind = iota // the hospital to everybody; also a draft
	Reply                   // the hospital to a person, in public
	Comment                 // the public: house rules do not bind it
)

var textKindNames = [...]string{Post: "post", Reply: "reply", Comment: "comment"}

// TextKinds returns the kinds of texts.
func TextKinds() []TextKind { return []TextKind{Post, Reply, Comment} }

// String returns the kind's word in files and flags.
func (k TextKind) String() string { return textKindNames[k] }

// Options say what a text is and what may be in it.
type Options struct {
	Kind TextKind
	// Names are staff, places, organisations and brands that are no patients: "Dr. Anna Meier", "Klinik am See". A name is
	// known when all its words stand in one of them.
	Names []string
	// Domains are the hospital's own ("spital.example"): addresses there are its own.
	Domains []string
	// Handles are the hospital's own names on platforms, with or without the sign @.
	Handles []string
	// Phones are the hospital's own numbers, written in any way.
	Phones []string
	// Pictured says that the text stands under a photo or a film.
	Pictured bool
	// House is what the hospital has made of the house rules; see [House.Check].
	House House
}

// Checker checks texts of one kind. It may be used by several goroutines at once.
type Checker struct {
	words *lexicon
	o     Options
	known known
	house house
}

// New returns a checker.
func New(o Options) *Checker {
	ours := o.House.Ours
	o.Names, o.Phones, o.Domains = slices.Concat(o.Names, ours.Names), slices.Concat(o.Phones, ours.Phones), slices.Concat(o.Domains, ours.Domains)
	return &Checker{words: lexiconOf(), o: o, known: knownOf(o), house: houseOf(o.House)}
}

// Check returns what is in a text, in the order of the text. It never fails: of a text that is no UTF-8 it reads what it
// can. Findings of identifiers do not overlap; those of house rules may stand over whole sentences.
func (c *Checker) Check(text string) []Finding {
	r := read(c.words, text)
	defer r.release()
	s := &search{reading: r, o: &c.o, known: &c.known, lexicon: c.words}
	if len(c.house.own) > 0 && c.o.Kind != Comment {
		s.found = c.house.look(r)
	}
	if s.o.Kind == Reply {
		s.confirm()
	}
	s.look()
	return c.house.hold(s.findings())
}

// findings puts in order what was found; of identifiers that overlap the one that was found first stays.
func (s *search) findings() []Finding {
	var kept []Finding
	for _, f := range s.found {
		if !f.Kind.Identifies() || s.claim(f.Start, f.End) {
			kept = append(kept, f)
		}
	}
	slices.SortStableFunc(kept, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return kept
}

// claim gives a stretch to a finding; false where a part of it has been given to another.
func (s *search) claim(start, end int) bool {
	first, last := s.between(start, end)
	for _, t := range s.tokens[first:last] {
		if t.claimed {
			return false
		}
	}
	for i := first; i < last; i++ {
		s.tokens[i].claimed = true
	}
	return true
}

// Gravest returns the gravest severity among findings; zero without any.
func Gravest(findings []Finding) Severity {
	var worst Severity
	for _, f := range findings {
		worst = max(worst, f.Severity)
	}
	return worst
}
