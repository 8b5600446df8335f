package blocks

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/engagement"
	"auscult/app/chart"
)

// grid is a figure of two rows and two columns, the lower right place empty.
type grid struct{ drawn int }

func (g *grid) Draw(c draw.Canvas, _ chart.Style) []chart.Mark {
	g.drawn++
	mark := func(column, row int, label string) chart.Mark {
		size := c.Size()
		at := vg.Point{X: size.X * vg.Length(column) / 2, Y: size.Y * vg.Length(1-row) / 2}
		return chart.Mark{
			Bounds: vg.Rectangle{Min: at, Max: at.Add(vg.Point{X: size.X / 2, Y: size.Y / 2})},
			Label:  label, Cell: engagement.Cell{Posts: len(label)},
		}
	}
	return []chart.Mark{mark(0, 0, "A"), mark(1, 0, "BB"), mark(0, 1, "CCC")}
}

func (g *grid) Title() string    { return "grid" }
func (g *grid) Describe() string { return "A, BB and CCC" }

func shownChart(t *testing.T, opened *[]string) (*Chart, *grid, fyne.Window) {
	t.Helper()
	w := window(t, Theme{Appearance: Light}, container.NewStack(), fyne.NewSize(400, 300))
	c := NewChart(ChartOptions{Canvas: w.Canvas(), Background: AtOnce(), OnOpen: func(m chart.PixelMark) { *opened = append(*opened, m.Label) }})
	g := &grid{}
	w.SetContent(c)
	c.SetFigure(g, 200)
	return c, g, w
}

func TestChartIsWalkedByTheKeyboard(t *testing.T) {
	var opened []string
	c, _, w := shownChart(t, &opened)
	w.Canvas().Focus(c)
	if c.Sentence() != "A" || !c.ring.Visible() || c.tip.words.Text() != "A" {
		t.Fatalf("the focus marks %q, ring %v, tip %q", c.Sentence(), c.ring.Visible(), c.tip.words.Text())
	}
	steps := []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "BB"},
		{fyne.KeyRight, "BB"}, // there is nothing further right
		{fyne.KeyLeft, "A"},
		{fyne.KeyDown, "CCC"},
		{fyne.KeyUp, "A"},
		{fyne.KeyEnd, "CCC"},
		{fyne.KeyHome, "A"},
	}
	for i, s := range steps {
		c.TypedKey(&fyne.KeyEvent{Name: s.key})
		if c.Sentence() != s.want {
			t.Errorf("step %d, %s: at %q, want %q", i+1, s.key, c.Sentence(), s.want)
		}
	}
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(opened) != 1 || opened[0] != "A" {
		t.Errorf("Enter opened %v, want A", opened)
	}
	escaped := false
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escaped = true })
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !escaped || c.ring.Visible() || c.tip.words.Visible() {
		t.Errorf("Esc reaches the window: %v; the chart is still marked: %v", escaped, c.ring.Visible())
	}
}

func TestChartAnswersThePointer(t *testing.T) {
	var opened []string
	c, _, w := shownChart(t, &opened)
	size := c.Size()
	lower := fyne.NewPos(size.Width*0.2, size.Height*0.8)
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: lower}})
	if c.Sentence() != "CCC" || c.Cursor() != desktop.PointerCursor {
		t.Errorf("pointing at the lower left says %q with cursor %v", c.Sentence(), c.Cursor())
	}
	empty := fyne.NewPos(size.Width*0.8, size.Height*0.8)
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: empty}})
	if c.Sentence() != "" || c.Cursor() != desktop.DefaultCursor {
		t.Errorf("pointing at nothing says %q", c.Sentence())
	}
	test.TapAt(c, empty)
	if w.Canvas().Focused() != c || c.Sentence() != "" {
		t.Errorf("a click beside all marks says %q, or leaves the keyboard elsewhere", c.Sentence())
	}
	test.TapAt(c, lower)
	if len(opened) != 1 || opened[0] != "CCC" {
		t.Errorf("clicks opened %v, want CCC once", opened)
	}
	c.FocusLost()
	c.MouseOut()
	if c.Sentence() != "" {
		t.Errorf("after the pointer has gone it still says %q", c.Sentence())
	}
}

// The menu opens by the menu key and by the second button, and its keys work without it.
func TestChartHasAMenu(t *testing.T) {
	var opened []string
	c, _, w := shownChart(t, &opened)
	c.TypedShortcut(&fyne.ShortcutCopy{}) // there is no menu yet
	c.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if w.Canvas().Overlays().Top() != nil {
		t.Fatal("a chart without a menu opens one")
	}
	copied := 0
	c.o.Menu = func() *fyne.Menu {
		item := fyne.NewMenuItem("Copy", func() { copied++ })
		item.Shortcut = &fyne.ShortcutCopy{}
		return fyne.NewMenu("", item)
	}
	c.TypedShortcut(&fyne.ShortcutCopy{})
	c.TypedShortcut(&fyne.ShortcutPaste{})
	if copied != 1 {
		t.Errorf("copied %d times", copied)
	}
	for name, open := range map[string]func(){
		"the menu key":      func() { c.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu}) },
		"the second button": func() { c.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(10, 10)}) },
	} {
		open()
		top := w.Canvas().Overlays().Top()
		if top == nil {
			t.Errorf("%s opens nothing", name)
			continue
		}
		top.Hide()
	}
}

func TestChartIsDrawnForItsPixelsAndOnlyOnce(t *testing.T) {
	var opened []string
	c, g, w := shownChart(t, &opened)
	width, height := w.Canvas().PixelCoordinateForPosition(fyne.NewPos(c.Size().Width, c.Size().Height))
	if got := c.Picture().Image.Bounds(); got.Dx() != width || got.Dy() != height {
		t.Errorf("the picture is %v, the chart %d × %d pixels", got, width, height)
	}
	first := g.drawn
	c.Refresh()
	if g.drawn != first {
		t.Errorf("drawn %d times for one size", g.drawn)
	}
	w.Resize(fyne.NewSize(500, 300))
	second := g.drawn
	if second == first {
		t.Error("not drawn anew for another size")
	}
	w.Resize(fyne.NewSize(400, 300))
	if g.drawn != second {
		t.Error("drawn anew for a size it was drawn for before")
	}
	if c.Describe() != "A, BB and CCC" {
		t.Errorf("described as %q", c.Describe())
	}
}

func TestChartKeepsThePictureUntilTheNextIsThere(t *testing.T) {
	w := window(t, Theme{Appearance: Light}, container.NewStack(), fyne.NewSize(400, 300))
	var waiting []func()
	late := Background{Go: func(f func()) { waiting = append(waiting, f) }, Do: func(f func()) { f() }, Pause: time.Nanosecond}
	work := func() {
		for len(waiting) > 0 {
			next := waiting[0]
			waiting = waiting[1:]
			next()
		}
	}
	c := NewChart(ChartOptions{Canvas: w.Canvas(), Background: late})
	w.SetContent(c)
	c.SetFigure(&grid{}, 200)
	work()
	before := c.Picture().Image
	w.Resize(fyne.NewSize(600, 300))
	if c.Picture().Image != before {
		t.Error("the old picture is gone before the new one is there")
	}
	work()
	if c.Picture().Image == before {
		t.Error("the new picture does not come")
	}
}
