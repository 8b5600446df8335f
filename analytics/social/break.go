package social

import (
	"slices"
	"time"
)

// DefinitionBreak is a day on which a platform changed what it counts or what it calls a content form. Figures from
// before and after it are not of one kind, so a trend that crosses it says so.
type DefinitionBreak struct {
	ID       string // a word of its own, such as "youtube-shorts-views"; edited breaks keep it
	Platform Platform
	// Metrics are the metrics whose meaning changed; none when only the sorting into content forms did.
	Metrics []Metric
	Forms   []Form // the content forms it is about; none: all
	// On is the first day of the new definition, as midnight in UTC; the platforms name a day, not an hour.
	On time.Time
	// What says in a sentence what changed, by language ("en", "de", "fr"). What a person has added stands under "".
	What     map[string]string
	Source   string   // where it is announced or reported, an address
	Evidence Evidence // how well it is known
}

// Evidence says how well something is known.
type Evidence string

// The kinds of evidence.
const (
	Primary   Evidence = "primary"   // the platform's own word
	Secondary Evidence = "secondary" // reported by others
	Stated    Evidence = "stated"    // a person of the hospital has said so
)

// Valid reports whether e is one of the kinds.
func (e Evidence) Valid() bool { return e == Primary || e == Secondary || e == Stated }

// Says returns the sentence in the language, else in English, else as a person wrote it.
func (b DefinitionBreak) Says(language string) string {
	for _, l := range []string{language, "en", ""} {
		if s := b.What[l]; s != "" {
			return s
		}
	}
	return ""
}

// Concerns reports whether the figures of a post are affected: it is on the platform, of one of the forms, and knows
// one of the metrics. A break without metrics concerns every post of its forms.
func (b DefinitionBreak) Concerns(p Platform, f Form, m Metrics) bool {
	if p != b.Platform || len(b.Forms) > 0 && !slices.Contains(b.Forms, f) {
		return false
	}
	return len(b.Metrics) == 0 || slices.ContainsFunc(b.Metrics, m.Has)
}

// Begins returns the moment in the zone from which the new definition holds: the beginning of the day [DefinitionBreak.On].
func (b DefinitionBreak) Begins(zone *time.Location) time.Time {
	return time.Date(b.On.Year(), b.On.Month(), b.On.Day(), 0, 0, 0, 0, zone)
}
