package pages

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

func TestRulesBox(t *testing.T) {
	test.NewTempApp(t)
	w := newWorkspace(t)
	path := write(t, t.TempDir(), "posts.csv", export+"Seaview;Seaview;facebook;2026-07-03;Three or one;;100;4;1\n")
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	changed := 0
	d := &Desk{
		Speak: language.New(language.English), Window: test.NewTempWindow(t, container.NewStack()), Workspace: w, Reviewer: review.New(w),
		Jobs: NewJobs(blocks.AtOnce()), Background: blocks.AtOnce(), Changed: func() { changed++ },
	}
	d.Window.Resize(fyne.NewSize(1280, 800))
	b := showRules(d)
	if !b.add.Disabled() || !strings.Contains(b.preview.Text(), "A star stands for the rest") {
		t.Errorf("without words it says %q", b.preview.Text())
	}
	for words, want := range map[string]string{
		"one":      "This rule fits 2 posts and decides 1.", // of the other the file says the form
		"t*":       "write it at the end, after at least two letters",
		`"one two`: "needs a quotation mark",
		",":        "needs at least one word",
		"nowhere":  "This rule fits no post.",
	} {
		b.words.SetText(words)
		if got := b.preview.Text(); !strings.Contains(got, want) || b.add.Disabled() == strings.HasPrefix(got, "This rule") {
			t.Errorf("%s: it says %q, and Add is disabled: %v", words, got, b.add.Disabled())
		}
	}
	if rules, err := w.Rules(t.Context()); err != nil || len(rules) != 0 || changed != 0 {
		t.Fatalf("trying has stored %v, %v", rules, err)
	}
	b.words.SetText("one")
	b.words.OnSubmitted("one") // Enter adds it
	b.label.Choose(string(social.TopicLabel))
	b.value.Choose(string(social.Job))
	b.where.Choose(string(social.Facebook))
	b.words.SetText("th*")
	test.Tap(b.add)
	want := []social.Rule{
		{ID: 1, Label: social.FormLabel, Value: "infographic", Words: "one"},
		{ID: 2, Label: social.TopicLabel, Value: "job", Words: "th*", Platform: social.Facebook},
	}
	rules, err := w.Rules(t.Context())
	if err != nil || len(rules) != 2 || rules[0] != want[0] || rules[1] != want[1] || changed != 2 || b.words.Text != "" {
		t.Fatalf("stored %+v, %v; changed %d times", rules, err, changed)
	}
	var buttons []*blocks.Button
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *blocks.Button:
			buttons = append(buttons, o)
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		}
	}
	walk(b.list)
	if len(buttons) != 6 || !buttons[0].Disabled() || !buttons[4].Disabled() {
		t.Fatalf("%d buttons; the first rule cannot go up, the last not down", len(buttons))
	}
	test.Tap(buttons[1]) // the first goes down
	if rules, err := w.Rules(t.Context()); err != nil || rules[0] != want[1] || rules[1] != want[0] {
		t.Errorf("after moving %+v, %v", rules, err)
	}
	buttons = nil
	walk(b.list)
	test.Tap(buttons[5]) // and is removed
	if rules, err := w.Rules(t.Context()); err != nil || len(rules) != 1 || rules[0] != want[1] || changed != 4 {
		t.Errorf("after removing %+v, %v; changed %d times", rules, err, changed)
	}
}
