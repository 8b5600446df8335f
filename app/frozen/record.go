package frozen

import (
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// form is the form of records that this program writes. One that means something else by a field gets the next number; fields
// that are only added do not.
const form = 1

// Record says what a frozen review is: what it was made from, by whom and how, and the names of its contents. It is kept as
// JSON, whose field names are fixed.
type Record struct {
	Form     int       `json:"form"`
	Title    string    `json:"title"`
	Quarter  string    `json:"quarter"`
	Language string    `json:"language"` // two letters
	At       time.Time `json:"frozen_at"`
	By       string    `json:"frozen_by"` // a person's name
	Program  string    `json:"program"`   // its version
	Schema   int       `json:"schema"`    // how many scripts of the workspace's schema there were
	Question Question  `json:"question"`
	Settings Settings  `json:"settings"`
	Exports  []Export  `json:"exports"` // that the figures rest on, newest first
	// Arrangement are all slides in their order, those that were left out too. What could give somebody away is masked in notes.
	Arrangement []review.ArrangedSlide `json:"arrangement"`
	Slides      []Slide                `json:"slides"` // as they were shown
	Files       []File                 `json:"files"`
	Figures     string                 `json:"figures"` // the content with the figures, see [Sheet]
}

// Question is what was looked at beside the quarter, see [review.Question].
type Question struct {
	Platforms    []social.Platform  `json:"platforms,omitempty"`
	Forms        []social.Form      `json:"forms,omitempty"`
	Topics       []social.Topic     `json:"topics,omitempty"`
	Audiences    []social.Audience  `json:"audiences,omitempty"`
	Sections     []string           `json:"sections,omitempty"`
	Organisation string             `json:"organisation,omitempty"` // its name; empty: the hospital's own
	Competitors  bool               `json:"competitors,omitempty"`
	Everyone     bool               `json:"everyone,omitempty"`
	Measure      engagement.Measure `json:"measure,omitempty"`
}

// Settings are those of the hospital at that time.
type Settings struct {
	Hospital  string     `json:"hospital"`
	TimeZone  string     `json:"time_zone"`
	YearStart time.Month `json:"year_start"`
	Invented  bool       `json:"invented"`
}

// Export is a file that figures rest on.
type Export struct {
	File       string    `json:"file"`
	SHA256     string    `json:"sha256"`
	Format     string    `json:"format"`
	ExportedAt time.Time `json:"exported_at"`
	ImportedAt time.Time `json:"imported_at"`
	Posts      int       `json:"posts"` // how many have their figures from it
}

// Slide is a slide as it was shown.
type Slide struct {
	Name     string `json:"name"`
	Headline string `json:"headline"`
	Words    string `json:"words"` // all that it shows, for those who cannot see it
	Note     string `json:"note,omitempty"`
	File     string `json:"file"`    // of the picture
	Picture  string `json:"picture"` // the content, a PNG of 1920 × 1080 pixels
	Bytes    int    `json:"bytes"`
}

// File is a file of the review.
type File struct {
	Format  report.Format `json:"format"`
	Name    string        `json:"name"`
	Content string        `json:"content"`
	Bytes   int           `json:"bytes"`
}

// Size returns how many bytes the files and pictures have together.
func (r Record) Size() int {
	n := 0
	for _, f := range r.Files {
		n += f.Bytes
	}
	for _, s := range r.Slides {
		n += s.Bytes
	}
	return n
}

func questionOf(q review.Question, h *review.Holdings) Question {
	o, _ := h.Organisation(q.Organisation)
	return Question{q.Platforms, q.Forms, q.Topics, q.Audiences, q.Sections, o.Name, q.Competitors, q.Everyone, q.Measure}
}

// asked returns the question that the record answers, for today's workspace. ok is false when its organisation is not there.
func (r Record) asked(h *review.Holdings) (q review.Question, ok bool) {
	quarter, err := social.ParseQuarter(r.Quarter, r.Settings.YearStart)
	if err != nil {
		return review.Question{}, false
	}
	f := r.Question
	q = review.Question{
		Quarter: quarter, Platforms: f.Platforms, Forms: f.Forms, Topics: f.Topics, Audiences: f.Audiences, Sections: f.Sections,
		Competitors: f.Competitors, Everyone: f.Everyone, Measure: f.Measure,
	}
	if f.Organisation == "" {
		return q, true
	}
	for _, o := range h.Organisations {
		if o.Name == f.Organisation {
			q.Organisation = o.ID
			return q, true
		}
	}
	return q, false
}

func settingsOf(s workspace.Settings) Settings {
	return Settings{s.Hospital, s.TimeZone, max(s.YearStart, time.January), s.Invented}
}

func exportsOf(e review.Exports) []Export {
	all := make([]Export, len(e.Files))
	for i, f := range e.Files {
		all[i] = Export{f.File, f.SHA256, f.Format, f.ExportedAt, f.ImportedAt, f.Posts}
	}
	return all
}
