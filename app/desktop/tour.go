package desktop

import (
	"fyne.io/fyne/v2"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
)

// tourPage is the page on which the tour shows what all pages have.
const tourPage = "forms"

// startTour leads through the window: what is where, in six steps. It ends on the page on which it began.
func (s *shell) startTour() {
	if s.desk == nil || s.current == nil || s.boxOpen() {
		return
	}
	t, desk, content, began := s.speak.T, s.desk, s.content, s.current.ID()
	entry := func(id string) func() fyne.CanvasObject {
		return func() fyne.CanvasObject { return s.navigation.entry(id) }
	}
	shown := func(part func(pages.Toured) fyne.CanvasObject) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			if p, ok := s.current.(pages.Toured); ok {
				return part(p)
			}
			return nil
		}
	}
	page := func() { s.show(tourPage) }
	var steps []blocks.TourStep
	for _, step := range []struct {
		id   string
		at   func() fyne.CanvasObject
		show func()
	}{
		{"pages", func() fyne.CanvasObject { return s.navigation.object }, nil},
		{"context", func() fyne.CanvasObject { return s.context.object }, nil},
		{"headline", shown(pages.Toured.TourHeadline), page},
		{"chart", shown(pages.Toured.TourChart), page},
		{"safeguards", entry("safeguards"), nil},
		{"present", entry("present"), nil},
	} {
		s := blocks.TourStep{Title: t("tour.title." + step.id), Text: t("tour.text." + step.id), At: step.at, Show: step.show}
		if step.show != nil {
			s.Within = content
		}
		steps = append(steps, s)
	}
	s.tour = blocks.StartTour(blocks.TourOptions{
		Canvas: s.window.Canvas(), Steps: steps, Next: t("tour.next"), Back: t("tour.back"), End: t("tour.end"), Fin: t("tour.fin"),
		Count: func(at, all int) string { return t("tour.count", language.Args{"Number": at, "All": all}) },
		Watch: s.watch,
		OnEnd: func() {
			s.tour = nil
			s.remember.setTourSeen()
			if s.desk == desk {
				s.show(began)
			}
		},
	})
}

// offerTour starts the tour by itself: when the sample is opened by somebody who has not seen it.
func (s *shell) offerTour() {
	if s.holdings.Settings.Invented && s.o.OpenSample != nil && !s.remember.tourSeen() && s.tour == nil {
		s.startTour()
	}
}
