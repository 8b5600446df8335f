package desktop

import (
	"encoding/json"
	"os"
	"runtime"
	"slices"

	"fyne.io/fyne/v2"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// remember keeps what a person has chosen in the program's preferences, from one start to the next.
type remember struct{ preferences fyne.Preferences }

// The keys of the preferences.
const (
	keyWidth      = "window.width"
	keyHeight     = "window.height"
	keyLanguage   = "language"
	keyAppearance = "appearance"
	keyZoom       = "zoom"
	keyRecent     = "recent"
	keyPerson     = "person"
	keyTour       = "tour seen"
	keyQuestion   = "question " // and the workspace's path
)

// The window's size at the first start.
const (
	firstWidth  = 1280
	firstHeight = 800
)

func (r remember) size() fyne.Size {
	return fyne.NewSize(
		float32(r.preferences.FloatWithFallback(keyWidth, firstWidth)),
		float32(r.preferences.FloatWithFallback(keyHeight, firstHeight)),
	)
}

func (r remember) setSize(size fyne.Size) {
	r.preferences.SetFloat(keyWidth, float64(size.Width))
	r.preferences.SetFloat(keyHeight, float64(size.Height))
}

// language returns the language chosen before, else the system's.
func (r remember) language() language.Language {
	if l, err := language.Parse(r.preferences.String(keyLanguage)); err == nil {
		return l
	}
	return language.OfSystem()
}

func (r remember) setLanguage(l language.Language) { r.preferences.SetString(keyLanguage, string(l)) }

func (r remember) theme() blocks.Theme {
	zoom := float32(r.preferences.FloatWithFallback(keyZoom, 1))
	return blocks.Theme{
		Appearance: blocks.Appearance(r.preferences.StringWithFallback(keyAppearance, string(firstAppearance()))),
		Zoom:       min(max(zoom, leastZoom), mostZoom),
	}
}

// firstAppearance is the system's where it can be asked. On Linux not every desktop answers, and Fyne then takes dark for
// granted, which a person has not asked for.
func firstAppearance() blocks.Appearance {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return blocks.AsSystem
	}
	return blocks.Light
}

func (r remember) setTheme(t blocks.Theme) {
	r.preferences.SetString(keyAppearance, string(t.Appearance))
	r.preferences.SetFloat(keyZoom, float64(t.Zoom))
}

// mostRecent is how many workspaces the start page offers to open again.
const mostRecent = 6

// recent returns the workspaces opened last, newest first, without those that are gone.
func (r remember) recent() []string {
	return slices.DeleteFunc(r.preferences.StringList(keyRecent), func(path string) bool {
		_, err := os.Stat(path)
		return err != nil
	})
}

func (r remember) addRecent(path string) {
	all := slices.DeleteFunc(r.preferences.StringList(keyRecent), func(other string) bool { return other == path })
	all = append([]string{path}, all...)
	r.preferences.SetStringList(keyRecent, all[:min(len(all), mostRecent)])
}

// person returns the name under which this person decided last.
func (r remember) person() string { return r.preferences.String(keyPerson) }

func (r remember) setPerson(name string) { r.preferences.SetString(keyPerson, name) }

// tourSeen reports whether the tour has been seen or ended.
func (r remember) tourSeen() bool { return r.preferences.Bool(keyTour) }

func (r remember) setTourSeen() { r.preferences.SetBool(keyTour, true) }

// question returns what was looked at last in the workspace; ok is false when it was never looked at.
func (r remember) question(path string) (q review.Question, ok bool) {
	text := r.preferences.String(keyQuestion + path)
	if text == "" || json.Unmarshal([]byte(text), &q) != nil {
		return review.Question{}, false
	}
	return q, true
}

func (r remember) setQuestion(path string, q review.Question) {
	text, err := json.Marshal(q)
	if err != nil { // a question is plain values; it is only not remembered
		return
	}
	r.preferences.SetString(keyQuestion+path, string(text))
}

// still returns those of a list that are there; none if nothing else is: then all are looked at.
func still[T comparable](list, there []T) []T {
	list = slices.DeleteFunc(slices.Clone(list), func(v T) bool { return !slices.Contains(there, v) })
	if len(list) == len(there) {
		return nil
	}
	return list
}

// fitting takes out of a remembered question what the workspace does not hold any more.
func fitting(q review.Question, quarters []social.Quarter, known func(social.OrganisationID) bool) review.Question {
	if !q.Quarter.IsZero() && !slices.Contains(quarters, q.Quarter) {
		q.Quarter = social.Quarter{}
		if len(quarters) > 0 {
			q.Quarter = quarters[len(quarters)-1]
		}
	}
	if q.Organisation != 0 && !known(q.Organisation) {
		q.Organisation, q.Measure = 0, ""
	}
	return q
}
