// Package frozen keeps a quarter's review as it was presented, and answers the question: what did we show then, and what has
// changed since? What is frozen is never computed anew: the files, a picture of every slide and all figures are kept in the
// workspace, each under its SHA-256, with a record of what they were made from. It is sealed, and cannot be changed or removed.
//
//	id, err := frozen.Freeze(ctx, w, reviewer, question, frozen.By{Name: "Maria Rossi", At: time.Now()}, speak, nil)
//	all, err := frozen.List(ctx, w)
//	kept, err := frozen.Open(ctx, w, all[0])
//	changes, err := frozen.Compare(ctx, reviewer, kept)
package frozen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// The refusals, beside those of the workspace.
const (
	// ErrNoName is returned where nobody says who freezes a review.
	ErrNoName refusal = "frozen_no_name"
	// ErrNoQuarter is returned where what is to be frozen is not a quarter.
	ErrNoQuarter refusal = "frozen_no_quarter"
	// ErrNoPosts is returned for a quarter without posts.
	ErrNoPosts refusal = "frozen_no_posts"
	// ErrNone is returned when there is no frozen review of that number.
	ErrNone refusal = "frozen_none"
	// ErrNewer is returned for a review that a newer Auscult has frozen.
	ErrNewer refusal = "frozen_newer"
)

// refusal is an error that a person can do something about. Its value is the word used in the texts of the window.
type refusal string

var refusals = map[refusal]string{
	ErrNoName:    "say who freezes the review",
	ErrNoQuarter: "choose the quarter whose review is to be frozen",
	ErrNoPosts:   "there are no posts in this quarter, so there is no review to freeze",
	ErrNone:      "there is no frozen review of this number",
	ErrNewer:     "a newer Auscult has frozen this review; update Auscult to open it",
}

func (r refusal) Error() string { return refusals[r] }

// Word is the refusal's word in the texts of the window.
func (r refusal) Word() string { return string(r) }

// By says who freezes a review, when, and with which version of the program.
type By struct {
	Name    string
	At      time.Time
	Program string
}

// kept are the formats of the files that are kept.
var kept = []report.Format{report.PDF, report.PowerPoint, report.Excel}

// assured is which part of the work it takes to build the deck; the rest is drawing it.
const assured = 0.6

// Freeze keeps the review of a question as the page Present shows it, with what could give somebody away masked as in all that
// leaves the program. progress (nil: nobody) is told which part is done. Errors are the refusals of this package,
// [report.ErrNoSlides], those of the workspace, and ctx's; then nothing has been kept.
func Freeze(ctx context.Context, w *workspace.Workspace, r *review.Reviewer, q review.Question, by By, speak *language.Speaker, progress func(part float64)) (workspace.FrozenID, error) {
	if progress == nil {
		progress = func(float64) {}
	}
	by.Name = strings.Join(strings.Fields(by.Name), " ")
	switch {
	case by.Name == "":
		return 0, ErrNoName
	case q.Quarter.IsZero():
		return 0, ErrNoQuarter
	}
	forms, err := r.Forms(ctx, q)
	if err != nil {
		return 0, err
	}
	if forms.Posts == 0 {
		return 0, ErrNoPosts
	}
	deck, err := report.BuildArranged(ctx, r, q, speak, func(part float64) { progress(assured * part) })
	if err != nil {
		return 0, err
	}
	record := Record{
		Form: form, Title: deck.Title, Quarter: q.Quarter.String(), Language: deck.Language, At: by.At.UTC().Truncate(time.Second), By: by.Name,
		Program: by.Program, Exports: exportsOf(deck.Exports), Arrangement: deck.Arrangement.Slides,
	}
	if record.Schema, err = w.SchemaVersion(ctx); err != nil {
		return 0, err
	}
	h, err := r.Holdings(ctx)
	if err != nil {
		return 0, err
	}
	record.Question, record.Settings = questionOf(q, h), settingsOf(h.Settings)
	contents, err := record.fill(ctx, deck, progress)
	if err != nil {
		return 0, err
	}
	document, err := json.Marshal(record)
	if err != nil {
		return 0, fmt.Errorf("freeze the review: %w", err)
	}
	return w.Freeze(ctx, q.Quarter, document, contents)
}

// fill makes the contents of the deck and names them in the record.
func (r *Record) fill(ctx context.Context, deck report.Deck, progress func(part float64)) (contents [][]byte, err error) {
	keep := func(content []byte) string {
		contents = append(contents, content)
		return workspace.ContentName(content)
	}
	for i, f := range kept {
		files, err := report.Make(ctx, deck, []report.Format{f}, nil)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			r.Files = append(r.Files, File{f, file.Name, keep(file.Content), len(file.Content)})
		}
		progress(assured + (1-assured)*float64(i+1)/float64(len(kept)+1))
	}
	pictures, err := report.Make(ctx, deck, []report.Format{report.PNG}, nil)
	if err != nil {
		return nil, err
	}
	for i, f := range deck.Figures() {
		s, picture := deck.Slides[i], pictures[i]
		r.Slides = append(r.Slides, Slide{s.Name, s.Headline, f.Describe(), s.Note, picture.Name, keep(picture.Content), len(picture.Content)})
	}
	sheets, err := writeSheets(sheetsOf(deck))
	if err != nil {
		return nil, err
	}
	r.Figures = keep(sheets)
	return contents, nil
}

// Review is a frozen review: its record. What it holds is read by [Open].
type Review struct {
	Record
	ID   workspace.FrozenID
	Seal string
	// Broken says that it is not what was frozen, or that what was frozen just before it is gone.
	Broken bool
}

// List returns all frozen reviews, the oldest first. A record that cannot be read is broken and has nothing but its number and
// quarter.
func List(ctx context.Context, w *workspace.Workspace) ([]Review, error) {
	rows, err := w.FrozenReviews(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Review, len(rows))
	for i, row := range rows {
		r := Review{ID: row.ID, Seal: row.Seal, Broken: !row.Intact}
		if err := json.Unmarshal(row.Document, &r.Record); err != nil {
			r.Record, r.Broken = Record{Quarter: row.Quarter}, true
		}
		all[i] = r
	}
	return all, nil
}

// Of returns the frozen reviews of a quarter, the newest first.
func Of(all []Review, q social.Quarter) []Review {
	var some []Review
	for _, r := range slices.Backward(all) {
		if r.Quarter == q.String() && max(r.Settings.YearStart, time.January) == max(q.FirstMonth, time.January) {
			some = append(some, r)
		}
	}
	return some
}

// Find returns the frozen review of a number. It returns [ErrNone] when there is none.
func Find(ctx context.Context, w *workspace.Workspace, id workspace.FrozenID) (Review, error) {
	all, err := List(ctx, w)
	if err != nil {
		return Review{}, err
	}
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
	}
	return Review{}, ErrNone
}

// Kept is a frozen review with all that it holds, byte for byte as it was frozen.
type Kept struct {
	Review
	Files    []report.File // in the order of the record
	Pictures []report.File // of its slides, in their order
	Sheets   []Sheet
}

// Save saves the files in a folder, see [report.Save].
func (k Kept) Save(folder string) ([]string, error) { return report.Save(folder, k.Files) }

// Open reads what a frozen review holds and verifies all of it. It returns [workspace.ErrFrozenDamaged] where it is not as it was
// frozen, and [ErrNewer] where this program is too old for it.
func Open(ctx context.Context, w *workspace.Workspace, r Review) (Kept, error) {
	k := Kept{Review: r}
	switch {
	case r.Broken:
		return k, fmt.Errorf("frozen review %d: %w", r.ID, workspace.ErrFrozenDamaged)
	case r.Form > form:
		return k, fmt.Errorf("frozen review %d: %w", r.ID, ErrNewer)
	}
	read := func(name, content string, into *[]report.File) error {
		b, err := w.FrozenContent(ctx, content)
		if err == nil {
			*into = append(*into, report.File{Name: name, Content: b})
		}
		return err
	}
	for _, f := range r.Files {
		if err := read(f.Name, f.Content, &k.Files); err != nil {
			return k, err
		}
	}
	for _, s := range r.Slides {
		if err := read(s.File, s.Picture, &k.Pictures); err != nil {
			return k, err
		}
	}
	b, err := w.FrozenContent(ctx, r.Figures)
	if err != nil {
		return k, err
	}
	if k.Sheets, err = readSheets(b); err != nil {
		return k, errors.Join(workspace.ErrFrozenDamaged, err)
	}
	return k, nil
}
