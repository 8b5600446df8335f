package blocks

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A form with several columns, fields beside each other, and a table with a second line under its rows.
func TestRowsLook(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark, HighContrast} {
		w := window(t, Theme{Appearance: appearance}, container.NewStack(), fyne.NewSize(820, 520))
		choice := NewChoice(ChoiceOptions{Caption: "Platform", Width: 190, Framed: true})
		choice.Set([]Option{{"xing", "XING"}}, "xing")
		field := NewField("Choose or type", nil)
		rows := NewRows(TableColumn{Title: "In the file", Width: 200, Grow: 1}, TableColumn{Title: "Means", Width: 250}, TableColumn{Title: "Because", Width: 150})
		for _, text := range []string{"Likes", "Notes"} {
			finder := NewFinder(FinderOptions{Empty: "– not used –", Canvas: w.Canvas()})
			if text == "Likes" {
				finder.Set([]FinderOption{{ID: "r", Label: "Reactions and likes"}}, "r")
			} else {
				finder.Disable()
			}
			rows.Add(Tight(NewWords(text, WordsOptions{Bold: true, Single: true}), Small("12")), finder.Object(),
				NewWords("A similar name – please check", WordsOptions{Color: theme.ColorNameWarning, Size: theme.SizeNameCaptionText}))
		}
		table := NewTable(TableOptions{
			Columns: []TableColumn{{Title: "Row", Width: 40, Figure: true}, {Title: "Post", Width: 200, Grow: 1}},
			Rows:    2,
			Row:     func(i int) []TableCell { return []TableCell{{Text: []string{"2", "3"}[i]}, {Text: "A post"}} },
			Detail: func(i int) (string, bool) {
				return []string{"Reactions 12", "Date: never – this is not a date"}[i], i == 1
			},
		})
		w.SetContent(container.NewVScroll(Margin(Column(
			Flow(Captioned("Name", 240, field), choice.Object()), rows.Object(), table,
		))))
		w.Content().Refresh() // words know their height only after they know their width
		test.AssertRendersToImage(t, "rows_"+string(appearance)+".png", w.Canvas())
	}
}

func TestFieldAndChoicePassEscOn(t *testing.T) {
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(400, 200))
	var typed []string
	field := NewField("", func(text string) { typed = append(typed, text) })
	choice := NewChoice(ChoiceOptions{Width: 100})
	w.SetContent(container.NewVBox(field, choice.Object(), widget.NewLabel("")))
	escapes := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escapes++ })
	for _, o := range []fyne.Focusable{field, choice.choose} {
		w.Canvas().Focus(o)
		o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if w.Canvas().Focused() != nil {
			t.Errorf("%T keeps the focus", o)
		}
	}
	if escapes != 2 {
		t.Errorf("Esc was passed on %d times, want 2", escapes)
	}
	field.Set("written by the page", nil)
	if len(typed) != 0 || field.Text != "written by the page" {
		t.Errorf("typed %v, says %q", typed, field.Text)
	}
	test.Type(field, "x")
	if len(typed) != 1 {
		t.Errorf("typed %v", typed)
	}
}

func TestRevealScrollsAsLittleAsNeeded(t *testing.T) {
	var boxes []fyne.CanvasObject
	for range 10 {
		boxes = append(boxes, container.New(square{100}, NewBackdrop("", "", false)))
	}
	s := NewScaffold(boxes...)
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(300, 400))
	w.SetContent(s.Object())
	s.SetHeadline("Headline", "")
	s.Reveal(boxes[0])
	if s.scroll.Offset.Y != 0 {
		t.Errorf("for what is seen it scrolls to %v", s.scroll.Offset)
	}
	s.Reveal(boxes[8])
	down := s.scroll.Offset.Y
	if top := boxes[8].Position().Y + theme.Size(SizeMargin); down == 0 || top < down || top+100 > down+400 {
		t.Errorf("a box at %v is not seen at offset %v", top, down)
	}
	s.Reveal(boxes[1])
	if s.scroll.Offset.Y >= down {
		t.Error("it does not scroll back up")
	}
}
