package blocks

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// window shows a block in a window of the house style, in software.
func window(t *testing.T, house Theme, object fyne.CanvasObject, size fyne.Size) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(house)
	w := test.NewTempWindow(t, object)
	w.SetPadded(false)
	w.Resize(size)
	return w
}

func TestStateLooks(t *testing.T) {
	w := window(t, Theme{Appearance: Light}, container.NewStack(), fyne.NewSize(640, 360))
	w.SetContent(NewState(StateOptions{
		Icon: theme.GridIcon(), Title: "There are no posts yet",
		Text:    "Import the exports of your channels. Then this page says which content form earns most.",
		Actions: []Action{{Label: "Import exports", Icon: theme.DownloadIcon(), Do: func() {}}},
	}))
	test.AssertRendersToImage(t, "state.png", w.Canvas())
}

func TestReportCardLooks(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark, HighContrast} {
		w := window(t, Theme{Appearance: appearance}, container.NewStack(), fyne.NewSize(640, 260))
		w.SetContent(container.NewVScroll(Margin(Column(NewCard(CardOptions{
			Title: "posts.csv", Subtitle: "Auscult: posts (own form)  ·  Seaview on Facebook",
			Body: Column(
				Facts(Fact{Value: "412", Label: "Rows"}, Fact{Value: "400", Label: "New"}, Fact{Value: "12", Label: "Refused", Alarm: true}),
				Remark("The cell is empty, but every post needs it. Fill it in.", true),
			),
			Footer: "Source: own exports.",
		}).Object()))))
		w.Content().Refresh() // words know their height only after they know their width
		test.AssertRendersToImage(t, fmt.Sprintf("report_%s.png", appearance), w.Canvas())
	}
}

func TestTableShowsMoreRowsStepByStep(t *testing.T) {
	grown := 0
	var asked []int
	table := func() fyne.CanvasObject {
		return NewTable(TableOptions{
			Columns: []TableColumn{{Title: "Row", Width: 60, Figure: true}, {Title: "Text", Width: 100, Grow: 1}},
			Rows:    7, Step: 3,
			Row: func(i int) []TableCell {
				asked = append(asked, i)
				return []TableCell{{Text: fmt.Sprint(i)}, {Text: "post"}}
			},
			More:  func(hidden int) string { return fmt.Sprintf("%d more", hidden) },
			Grown: func() { grown++ },
		})
	}
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(400, 600))
	object := table().(*fyne.Container)
	w.SetContent(object)
	more := func() *Button {
		b, _ := object.Objects[len(object.Objects)-1].(*Button)
		return b
	}
	if b := more(); b == nil || b.Text != "4 more" || len(asked) != 3 {
		t.Fatalf("after building: button %v, rows asked for %v", b, asked)
	}
	test.Tap(more())
	if b := more(); b == nil || b.Text != "1 more" || len(asked) != 6 || grown != 1 {
		t.Fatalf("after one press: button %v, rows asked for %v, grown %d", b, asked, grown)
	}
	test.Tap(more())
	if more() != nil || len(asked) != 7 {
		t.Fatalf("after two presses a button is left, or rows asked for are %v", asked)
	}
}

func TestTableFitsIntoLittleRoom(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	l := &rowLayout{[]TableColumn{{Width: 100}, {Width: 300, Grow: 1}}}
	total := theme.Size(SizeGap)
	for _, width := range l.widths(216) {
		total += width
	}
	if total > 216.01 {
		t.Errorf("the columns take %v of 216", total)
	}
}

func TestMultiChoiceNeverAsksForNothing(t *testing.T) {
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(400, 400))
	var got [][]string
	m := NewMultiChoice(MultiChoiceOptions{All: "All", Width: 200, Canvas: w.Canvas(), OnChanged: func(ids []string) { got = append(got, ids) }})
	m.Set([]Option{{"a", "A"}, {"b", "B"}}, nil)
	w.SetContent(m.Object())
	check := widget.NewCheck("", nil)
	m.tick("a", false, check)
	if len(got) != 1 || len(got[0]) != 1 || got[0][0] != "b" || m.button.Selected != "B" {
		t.Fatalf("without A: asked %v, label %q", got, m.button.Selected)
	}
	m.tick("b", false, check)
	if len(got) != 1 || !check.Checked {
		t.Fatalf("without anything: asked %v, box ticked %v", got, check.Checked)
	}
	m.tick("a", true, check)
	if len(got) != 2 || got[1] != nil || m.button.Selected != "All" {
		t.Fatalf("with both again: asked %v, label %q", got, m.button.Selected)
	}
}

func TestStepperEndsAtItsEnds(t *testing.T) {
	var got []string
	s := NewStepper(ChoiceOptions{Width: 100, OnChanged: func(id string) { got = append(got, id) }})
	window(t, Theme{}, s.Object(), fyne.NewSize(400, 100))
	s.Set([]Option{{"q1", "Q1"}, {"q2", "Q2"}}, "q1")
	if !s.before.Disabled() || s.after.Disabled() || len(got) != 0 {
		t.Fatalf("at the first: before %v, after %v, asked %v", s.before.Disabled(), s.after.Disabled(), got)
	}
	test.Tap(s.after)
	if s.before.Disabled() || !s.after.Disabled() || len(got) != 1 || got[0] != "q2" {
		t.Fatalf("at the last: before %v, after %v, asked %v", s.before.Disabled(), s.after.Disabled(), got)
	}
}

func TestFlowBreaksLines(t *testing.T) {
	box := func() fyne.CanvasObject {
		return container.New(square{100}, NewBackdrop("", "", false))
	}
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	flow := Flow(box(), box(), box())
	flow.Resize(fyne.NewSize(230, 300))
	third := flow.Objects[2].Position()
	if third.X != 0 || third.Y <= 100 {
		t.Errorf("the third of three boxes stands at %v, want the next line", third)
	}
	if got := flow.MinSize().Height; got < 200 {
		t.Errorf("two lines need %v, want at least 200", got)
	}
}
