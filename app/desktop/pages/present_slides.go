package pages

import (
	"context"
	"encoding/json"
	"slices"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/desktop/present"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// madeOf is what slides are made of: as long as it is the same, they are the same.
type madeOf struct {
	holdings         *review.Holdings
	question, wishes string
}

// makings finds out what the slides of a question would be made of now.
func makings(ctx context.Context, r *review.Reviewer, q review.Question) (madeOf, error) {
	h, err := r.Holdings(ctx)
	if err != nil {
		return madeOf{}, err
	}
	wishes, err := r.Wishes(ctx)
	if err != nil {
		return madeOf{}, err
	}
	m := madeOf{holdings: h}
	for into, value := range map[*string]any{&m.question: q, &m.wishes: wishes} {
		text, err := json.Marshal(value)
		if err != nil {
			return madeOf{}, err
		}
		*into = string(text)
	}
	return m, nil
}

// slides are the slides of a quarter with what a person has made of them. The zero value has none.
type slides struct {
	made        madeOf
	quarter     social.Quarter
	deck        report.Deck
	names       []string // in the deck's own order
	arrangement review.Arrangement

	plain  map[string]chart.Figure   // as the deck has them, by name
	placed map[numbered]chart.Figure // as they are shown
}

// numbered is a slide with the number that stands on it.
type numbered struct {
	name   string
	number int
}

// makeSlides makes the slides of a question with what is kept about them. There are none where there are no posts.
func makeSlides(ctx context.Context, r *review.Reviewer, made madeOf, q review.Question, speak *language.Speaker) (slides, error) {
	s := slides{made: made, quarter: q.Quarter, plain: map[string]chart.Figure{}, placed: map[numbered]chart.Figure{}}
	forms, err := r.Forms(ctx, q)
	if err != nil || forms.Posts == 0 {
		return s, err
	}
	if s.arrangement, err = r.Arrangement(ctx, q.Quarter); err != nil {
		return s, err
	}
	if s.deck, err = report.Build(ctx, r, q, speak, nil); err != nil {
		return s, err
	}
	s.names = s.deck.Names()
	for i, f := range s.deck.Figures() {
		s.plain[s.names[i]] = f
	}
	return s, nil
}

// order are the slides in their order, those left out too.
func (s *slides) order() []review.ArrangedSlide { return s.arrangement.Of(s.names) }

// slide is what is kept about one.
func (s *slides) slide(name string) review.ArrangedSlide {
	for _, kept := range s.order() {
		if kept.Name == name {
			return kept
		}
	}
	return review.ArrangedSlide{}
}

// shown are the slides as they are shown, by name and with their numbers. The same slide with the same number is the same
// figure, so that it need not be drawn again after another was moved.
func (s *slides) shown() (names []string, all []present.Slide, err error) {
	arranged, err := s.deck.Arranged(s.arrangement)
	if err != nil {
		return nil, nil, err
	}
	figures := arranged.Figures()
	for i, slide := range arranged.Slides {
		key := numbered{slide.Name, i + 1}
		if s.placed[key] == nil {
			s.placed[key] = figures[i]
		}
		names = append(names, slide.Name)
		all = append(all, present.Slide{Figure: s.placed[key], Like: s.plain[slide.Name], Note: slide.Note})
	}
	return names, all, nil
}

// figure is a slide as it is shown; one that is left out as the deck has it.
func (s *slides) figure(name string) chart.Figure {
	names, all, err := s.shown()
	if i := slices.Index(names, name); err == nil && i >= 0 {
		return all[i].Figure
	}
	return s.plain[name]
}

// keeping is an arrangement that is to be kept.
type keeping struct {
	quarter     social.Quarter
	arrangement review.Arrangement
	note        string // the slide whose note was written; empty: another change
}

// entry is how it is remembered: while a note is written it stays one change.
func (k keeping) entry() *entry {
	if k.note == "" {
		return &entry{what: "slides"}
	}
	return &entry{what: "note", same: "note of " + k.quarter.String() + " " + k.note}
}

// keeper keeps arrangements in the workspace, in the background. What is changed while it writes is written after that, in its
// order, so that the last word on a quarter is what stays.
type keeper struct {
	desk    *Desk
	waiting []keeping
	busy    bool
	after   []func() // wait until all is kept
}

// whenKept does something as soon as all is kept.
func (k *keeper) whenKept(do func()) {
	if k.busy {
		k.after = append(k.after, do)
		return
	}
	do()
}

func (k *keeper) keep(a keeping) {
	if last := len(k.waiting) - 1; last >= 0 && a.note != "" && k.waiting[last].note == a.note && k.waiting[last].quarter == a.quarter {
		k.waiting[last] = a
	} else {
		k.waiting = append(k.waiting, a)
	}
	k.next()
}

func (k *keeper) next() {
	if k.busy {
		return
	}
	if len(k.waiting) == 0 {
		after := k.after
		k.after = nil
		for _, do := range after {
			do()
		}
		return
	}
	d, a := k.desk, k.waiting[0]
	k.busy, k.waiting = true, k.waiting[1:]
	d.Background.Go(func() {
		err := record(context.Background(), d, a.entry(), func(ctx context.Context, w *workspace.Workspace) error {
			return review.New(w).SetArrangement(ctx, a.quarter, a.arrangement)
		})
		d.Background.Do(func() {
			k.busy = false
			if err != nil {
				showError(d, "", err)
			}
			k.next()
		})
	})
}
