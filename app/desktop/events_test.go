package desktop

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/app/language"
)

// selecting is a list to choose from.
type selecting interface {
	fyne.CanvasObject
	SetSelected(label string)
}

// shownOf returns the widgets of a kind that are shown in a dialog, in the order in which they stand.
func shownOf[T fyne.CanvasObject](s *shell) []T { return within[T](s.window.Canvas().Overlays().Top()) }

// within returns the widgets of a kind that are shown within an object, in the order in which they stand.
func within[T fyne.CanvasObject](object fyne.CanvasObject) (found []T) {
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		if w, ok := o.(T); ok {
			found = append(found, w)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(object)
	return found
}

// A person adds an event on the page Trends, changes it and removes it.
func TestEventsAreWrittenOnThePageTrends(t *testing.T) {
	s := withWorkspace(t, language.German)
	drop(s, writeExport(t))
	s.show("trends")
	within[selecting](s.content)[0].SetSelected("Beiträge") // of the export the comparable rate is not known
	wants(t, s, "Was geschehen ist", "Noch keine Ereignisse.")
	test.Tap(button(t, s.window.Canvas(), "Ereignis eintragen"))
	entries := shownOf[*widget.Entry](s)
	save := button(t, s.window.Canvas(), "Sichern")
	entries[0].SetText("31.2.2026")
	entries[1].SetText("Neue Geburtsabteilung")
	if !save.Disabled() {
		t.Error("the 31st of February can be saved")
	}
	entries[0].SetText("12.8.2026")
	shownOf[selecting](s)[0].SetSelected("Instagram")
	test.Tap(save)
	wants(t, s, "12. August 2026, Instagram: Neue Geburtsabteilung.")
	all, err := s.desk.Workspace.Annotations(t.Context())
	if err != nil || len(all) != 1 || all[0].Platform != social.Instagram || all[0].On.Format("2006-01-02") != "2026-08-12" {
		t.Fatalf("%+v, %v", all, err)
	}
	if chart := firstChart(t, s); !strings.Contains(chart.Describe(), "Neue Geburtsabteilung") {
		t.Error("the chart does not tell of the event")
	}
}

// Definition breaks are listed, switched off, and added.
func TestBreaksAreEditedOnThePageTrends(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("trends")
	test.Tap(button(t, s.window.Canvas(), "Definitions"))
	wants(t, s, "15 November 2025: Facebook gave up impressions; views took their place.", "Where it is reported")
	checks := shownOf[*widget.Check](s)
	checks[0].SetChecked(false) // the newest
	own, err := s.desk.Workspace.Breaks(t.Context())
	if err != nil || !own.Off["facebook-viewers"] || len(own.Off) != 1 {
		t.Errorf("%+v, %v", own, err)
	}
	entries := shownOf[*widget.Entry](s)
	add := button(t, s.window.Canvas(), "Add")
	if !add.Disabled() {
		t.Error("a change without words can be added")
	}
	entries[0].SetText("2026-08-01")
	entries[1].SetText("Reactions of guests count too")
	test.Tap(add)
	if own, err = s.desk.Workspace.Breaks(t.Context()); err != nil || len(own.Added) != 1 || own.Added[0].Platform != social.Facebook || !slices.Equal(own.Added[0].Metrics, []social.Metric{social.Reactions}) {
		t.Errorf("%+v, %v", own, err)
	}
	wants(t, s, "1 August 2026, Facebook: Reactions of guests count too", "Added here")
}

// Once a channel has an audience, the bar offers to look at it alone, and what is chosen counts on every page.
func TestChannelsHaveAudiences(t *testing.T) {
	s := withWorkspace(t, language.English)
	drop(s, writeExport(t))
	s.show("forms")
	if s.context.audiences.Object().Visible() || s.context.sections.Object().Visible() {
		t.Error("audiences are offered though no channel has any")
	}
	file := s.window.MainMenu().Items[0]
	at := slices.IndexFunc(file.Items, func(i *fyne.MenuItem) bool { return i.Label == "Channels …" })
	file.Items[at].Action()
	wants(t, s, "Say whom a channel is for", "Seaview Hospital", "Facebook · Hillside Clinic")
	choices := shownOf[selecting](s)
	choices[0].SetSelected("Job-seekers")
	shownOf[*widget.SelectEntry](s)[0].SetText("Orthopaedics")
	test.Tap(button(t, s.window.Canvas(), "Save"))
	if !s.context.audiences.Object().Visible() || !s.context.sections.Object().Visible() {
		t.Fatal("audiences are not offered")
	}
	q := s.desk.Question
	q.Audiences = []social.Audience{social.JobSeekers}
	s.ask(q)
	wants(t, s, "Q3 2026, channels: Job-seekers")
	q.Audiences, q.Sections = nil, []string{"Orthopaedics"}
	s.ask(q)
	wants(t, s, "channels: Orthopaedics")
	channels, err := s.desk.Workspace.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range channels {
		if err := s.desk.Workspace.SetAudience(t.Context(), c.ID, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	s.changed()
	if s.context.sections.Object().Visible() || len(s.desk.Question.Sections) != 0 {
		t.Errorf("nobody has a section any more, and still %q is looked at", s.desk.Question.Sections)
	}
}
