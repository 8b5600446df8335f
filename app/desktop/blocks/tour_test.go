package blocks

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// tourOf starts a tour of three parts, the second of which is not to be seen, in a window of that size.
func tourOf(t *testing.T, house Theme, size fyne.Size, said *[]string) (*Tour, fyne.Window, fyne.CanvasObject) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(house)
	list, page := widget.NewLabel("A list"), widget.NewLabel("A page")
	w := test.NewTempWindow(t, container.NewPadded(container.NewBorder(nil, nil, container.NewVBox(list), nil, page)))
	w.SetPadded(false)
	w.Resize(size)
	hidden := widget.NewLabel("")
	hidden.Hide()
	part := func(o fyne.CanvasObject) func() fyne.CanvasObject { return func() fyne.CanvasObject { return o } }
	tour := StartTour(TourOptions{
		Canvas: w.Canvas(), Next: "Next", Back: "Back", End: "End the tour", Fin: "Begin",
		Steps: []TourStep{
			{Title: "The list", Text: "All that there is stands in it. A click leads there.", At: part(list)},
			{Title: "The middle", Text: "This is not to be seen yet. It comes.", At: part(hidden), Show: func() { *said = append(*said, "shown") }},
			{Title: "The page", Text: "What was chosen stands here. That is all.", At: part(page)},
		},
		Count: func(at, all int) string { return fmt.Sprintf("%d of %d", at, all) },
		OnEnd: func() { *said = append(*said, "ended") },
	})
	return tour, w, list
}

// The keyboard leads through a tour, and it ends after the last step and by Esc, once.
func TestATourByKeyboard(t *testing.T) {
	var said []string
	tour, w, _ := tourOf(t, Theme{}, fyne.NewSize(700, 420), &said)
	var at []int
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn, fyne.KeySpace} {
		press(w.Canvas().Focused(), k)
		at = append(at, tour.At())
	}
	if want := []int{1, 0, 0, 1, 2}; !slices.Equal(at, want) {
		t.Errorf("the steps %v, want %v", at, want)
	}
	if tour.next.Text != "Begin" || tour.count.Text() != "3 of 3" {
		t.Errorf("the last step says %q and %q", tour.next.Text, tour.count.Text())
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	tour.Stop()
	if got := strings.Join(said, " "); got != "shown shown ended" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("said %q", got)
	}

	said = nil
	_, w, _ = tourOf(t, Theme{}, fyne.NewSize(700, 420), &said)
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if got := strings.Join(said, " "); got != "ended" {
		t.Errorf("Esc: %q", got)
	}
}

// The words never stand over the part that they are about while there is room, nor outside the window, whatever its size.
func TestTheWordsOfATourStandBesideThePart(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 700, Height: 420}, {Width: 420, Height: 600}, {Width: 1280, Height: 800}} {
		var said []string
		tour, w, list := tourOf(t, Theme{}, size, &said)
		tour.follow() // the list has been laid out since
		at, card := tour.card.Position(), tour.card.Size()
		if at.X < 0 || at.Y < 0 || at.X+card.Width > size.Width || at.Y+card.Height > size.Height {
			t.Errorf("%v: the words stand at %v, %v large", size, at, card)
		}
		ring := tour.ring // the list stands in the upper left corner
		if ring.Hidden || ring.Size().Width < list.Size().Width || ring.Size().Width > list.Size().Width+20 || ring.Position().X > 20 || ring.Position().Y > 20 {
			t.Errorf("%v: the ring is at %v, %v large, the list %v", size, ring.Position(), ring.Size(), list.Size())
		}
		if at.X < ring.Position().X+ring.Size().Width && at.Y < ring.Position().Y+ring.Size().Height {
			t.Errorf("%v: the words at %v stand over the list", size, at)
		}
		press(w.Canvas().Focused(), fyne.KeyRight)
		if !tour.ring.Hidden {
			t.Errorf("%v: a part that is not to be seen has a ring", size)
		}
		w.Resize(fyne.NewSize(500, 500))
		if tour.Size() != w.Canvas().Size() {
			t.Errorf("%v: the tour does not follow the window", size)
		}
	}
}

func TestATourLooks(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark} {
		var said []string
		tour, w, _ := tourOf(t, Theme{Appearance: appearance}, fyne.NewSize(640, 300), &said)
		tour.follow()
		test.AssertRendersToImage(t, "tour_"+string(appearance)+".png", w.Canvas())
	}
}
