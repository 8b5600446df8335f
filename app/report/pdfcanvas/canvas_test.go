package pdfcanvas

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"regexp"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// drawn returns the page operators of what mark draws on a canvas of 200 × 100
// points whose corner at the bottom left is that of the page.
func drawn(t *testing.T, mark func(*Canvas)) string {
	t.Helper()
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: 200, Ht: 100}})
	doc.SetCompression(false)
	doc.AddPage()
	doc.RawWriteStr("% begin")
	c := New(doc, 0, 0, 200, 100)
	mark(c)
	doc.RawWriteStr("% end")
	out := string(output(t, doc))
	_, out, ok := strings.Cut(out, "% begin\n")
	out, _, end := strings.Cut(out, "% end")
	if !ok || !end {
		t.Fatal("no page in the file")
	}
	return out
}

func point(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

func segment(points ...vg.Point) vg.Path {
	var p vg.Path
	for i, pt := range points {
		if i == 0 {
			p.Move(pt)
		} else {
			p.Line(pt)
		}
	}
	return p
}

func TestMarks(t *testing.T) {
	nan := math.NaN()
	line := segment(point(1, 2), point(3.25, 4.0001))
	const id = "1.00000 0.00000 0.00000 1.00000 0.00000 0.00000 cm\n"
	const pen = "1 w\n0 J 1 j\n[] 0 d\n0 0 0 RG\n"
	const black = "0 0 0 rg\n"
	for _, tt := range []struct {
		name string
		mark func(*Canvas)
		want string
	}{
		{"a line is stroked", func(c *Canvas) { c.Stroke(line) }, "q\n" + id + pen + "1 2 m\n3.25 4 l\nS\nQ\n"},
		{"a line is dashed", func(c *Canvas) {
			c.SetLineDash([]vg.Length{3, 1}, -1)
			c.Stroke(line)
		}, "q\n" + id + "1 w\n0 J 1 j\n[3 1 ] 3 d\n0 0 0 RG\n1 2 m\n3.25 4 l\nS\nQ\n"},
		{"an area with a hole is filled by winding", func(c *Canvas) {
			p := segment(point(0, 0), point(9, 0), point(9, 9))
			p.Close()
			p = append(p, segment(point(1, 1), point(2, 2), point(2, 1))...)
			p.Close()
			c.SetColor(color.NRGBA{R: 255, G: 51, A: 255})
			c.Fill(p)
		}, "q\n" + id + "1 0.2 0 rg\n0 0 m\n9 0 l\n9 9 l\nh\n1 1 m\n2 2 l\n2 1 l\nh\nf\nQ\n"},
		{"colour and alpha are told apart", func(c *Canvas) {
			c.SetColor(color.RGBA{R: 51, A: 51}) // premultiplied: pure red, a fifth of it
			c.Fill(line)
		}, "q\n" + id + "/GS1 gs\n1 0 0 rg\n1 2 m\n3.25 4 l\nf\nQ\n/GS2 gs\n"},
		{"a quadratic curve is raised to a cubic one", func(c *Canvas) {
			p := segment(point(0, 0))
			p.QuadTo(point(3, 3), point(6, 0))
			c.Stroke(p)
		}, "q\n" + id + pen + "0 0 m\n2 2 4 2 6 0 c\nS\nQ\n"},
		{"a cubic curve", func(c *Canvas) {
			p := segment(point(0, 0))
			p.CubeTo(point(1, 1), point(2, 1), point(3, 0))
			c.Fill(p)
		}, "q\n" + id + black + "0 0 m\n1 1 2 1 3 0 c\nf\nQ\n"},
		{"an arc begins with a line from the pen", func(c *Canvas) {
			p := segment(point(0, 0))
			p.Arc(point(0, 0), 10, 0, math.Pi/4)
			c.Fill(p)
		}, "q\n" + id + black + "0 0 m\n10 0 l\n10 2.652 8.946 5.196 7.071 7.071 c\nf\nQ\n"},
		{"turning, moving and stretching add up", func(c *Canvas) {
			c.Translate(point(10, 20))
			c.Rotate(math.Pi / 2)
			c.Scale(2, 3)
			c.Fill(line)
		}, "q\n0.00000 2.00000 -3.00000 0.00000 10.00000 20.00000 cm\n" + black + "1 2 m\n3.25 4.0001 l\nf\nQ\n"},
		{"pop brings everything back", func(c *Canvas) {
			c.Push()
			c.Translate(point(1, 1))
			c.SetColor(color.Transparent)
			c.SetLineWidth(7)
			c.SetLineDash([]vg.Length{1}, 0)
			c.Pop()
			c.Stroke(line)
		}, "q\n" + id + pen + "1 2 m\n3.25 4 l\nS\nQ\n"},
		{"pop without push, push without pop", func(c *Canvas) {
			c.Pop()
			c.Pop()
			c.Push()
			c.Stroke(line)
		}, "q\n" + id + pen + "1 2 m\n3.25 4 l\nS\nQ\n"},
		{"a point that is none leaves a gap", func(c *Canvas) {
			c.Stroke(segment(point(0, 0), point(1, 0), point(nan, 1), point(2, 0), point(3, 0)))
		}, "q\n" + id + pen + "0 0 m\n1 0 l\n2 0 m\n3 0 l\nS\nQ\n"},
		{"a path that opens with a line", func(c *Canvas) {
			var p vg.Path
			p.Line(point(1, 1))
			p.Line(point(2, 2))
			c.Stroke(p)
		}, "q\n" + id + pen + "1 1 m\n2 2 l\nS\nQ\n"},
		{"an unusable dash is a solid line", func(c *Canvas) {
			c.SetLineDash([]vg.Length{0, 0}, 1)
			c.SetLineDash([]vg.Length{1, -1}, 1)
			c.Stroke(line)
		}, "q\n" + id + pen + "1 2 m\n3.25 4 l\nS\nQ\n"},
		{"a curve without controls is a line", func(c *Canvas) {
			c.Stroke(append(segment(point(0, 0)), vg.PathComp{Type: vg.CurveComp, Pos: point(1, 1)}))
		}, "q\n" + id + pen + "0 0 m\n1 1 l\nS\nQ\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := drawn(t, tt.mark); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestNothingToSeeDrawsNothing(t *testing.T) {
	face := font.DefaultCache.Lookup(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10)
	line := segment(point(1, 2), point(3, 4))
	got := drawn(t, func(c *Canvas) {
		c.Stroke(nil)
		c.Fill(vg.Path{})
		c.Fill(segment(point(1, 1)))
		c.Fill(vg.Path{{Type: vg.CloseComp}})
		c.Stroke(vg.Path{{Type: 99}})
		c.Stroke(vg.Path{{Type: vg.ArcComp, Radius: vg.Length(math.Inf(1))}})
		c.FillString(face, point(1, 1), "")
		c.FillString(face, point(1, 1), " \u200b\n")
		c.FillString(face, point(math.NaN(), 1), "a")
		c.FillString(font.Face{}, point(1, 1), "size zero")
		c.DrawImage(vg.Rectangle{Max: point(5, 5)}, nil)
		c.DrawImage(vg.Rectangle{Max: point(5, 5)}, image.NewGray(image.Rectangle{}))
		c.DrawImage(vg.Rectangle{}, image.NewGray(image.Rect(0, 0, 1, 1)))
		c.SetLineWidth(0)
		c.Stroke(line)
		c.SetLineWidth(-1)
		c.Stroke(line)
		c.SetColor(color.Transparent)
		c.Fill(line)
		c.SetColor(nil)
		c.Scale(0, 1)
		c.Fill(line)
	})
	if got != "" {
		t.Errorf("got\n%s\nwant nothing", got)
	}
}

// TestPlaceOnThePage puts marks into the corners of a canvas on an A4 page
// measured in millimetres, 210 × 297.
func TestPlaceOnThePage(t *testing.T) {
	doc := newDoc()
	doc.AddPage()
	c := New(doc, 20*vg.Millimeter, 30*vg.Millimeter, 100*vg.Millimeter, 50*vg.Millimeter)
	if w, h := c.Size(); w != 100*vg.Millimeter || h != 50*vg.Millimeter {
		t.Errorf("size %v × %v", w, h)
	}
	c.Fill(draw.NewCanvas(c, 10, 10).Rectangle.Path())
	// 20 mm from the left, 297 − 30 − 50 mm from the bottom, in points. fpdf
	// rounds A4 to 841.89 points.
	want := fmt.Sprintf("0.00000 0.00000 1.00000 %.5f %.5f cm", 20*72/25.4, 841.89-80*72/25.4)
	if out := string(output(t, doc)); !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

func TestTheDocumentIsLeftAsItWas(t *testing.T) {
	doc := newDoc()
	RegisterFonts(doc)
	doc.AddPage()
	doc.SetFont(Sans, "BU", 11)
	doc.SetDrawColor(1, 2, 3)
	doc.SetFillColor(4, 5, 6)
	doc.SetTextColor(7, 8, 9)
	doc.SetAlpha(0.5, "Multiply")
	doc.SetLineWidth(3)
	doc.SetXY(40, 50)
	state := func() string {
		alpha, mode := doc.GetAlpha()
		pt, unit := doc.GetFontSize()
		x, y := doc.GetXY()
		line := make([]any, 0, 16)
		for _, get := range []func() (int, int, int){doc.GetDrawColor, doc.GetFillColor, doc.GetTextColor} {
			r, g, b := get()
			line = append(line, r, g, b)
		}
		return fmt.Sprint(append(line, alpha, mode, doc.GetFontFamily(), doc.GetFontStyle(), pt, unit, doc.GetLineWidth(), x, y)...)
	}
	before := state()
	samplePlot(t, draw.New(New(doc, 10, 10, plotW, plotH)))
	if after := state(); after != before {
		t.Errorf("state of the document\nbefore %s\nafter  %s", before, after)
	}
	out := string(output(t, doc))
	if opened, closed := len(regexp.MustCompile(`(?m)^q\b`).FindAllString(out, -1)), len(regexp.MustCompile(`(?m)\bQ$`).FindAllString(out, -1)); opened != closed {
		t.Errorf("%d q and %d Q", opened, closed)
	}
}

func TestMistakesOfTheCallerBecomeErrors(t *testing.T) {
	t.Run("no page", func(t *testing.T) {
		doc := newDoc()
		New(doc, 0, 0, 10, 10).Fill(segment(point(0, 0), point(1, 1)))
		if err := doc.Error(); err == nil || !strings.Contains(err.Error(), "no page") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("another page", func(t *testing.T) {
		doc := newDoc()
		doc.AddPage()
		c := New(doc, 0, 0, 10, 10)
		doc.AddPage()
		c.Fill(segment(point(0, 0), point(1, 1)))
		if err := doc.Error(); err == nil || !strings.Contains(err.Error(), "page 1") {
			t.Errorf("error %v", err)
		}
	})
}

// TestPicturesOfOneWidth holds for what fpdf alone does not give: it writes
// pictures of one width in the order of a map.
func TestPicturesOfOneWidth(t *testing.T) {
	render := func() []byte {
		doc := newDoc()
		doc.AddPage()
		c := New(doc, 0, 0, 300, 300)
		for i := range 6 {
			img := image.NewGray16(image.Rect(3, 3, 7, 9)) // 16 bits, and not at the origin
			img.SetGray16(3+i%4, 3+i, color.Gray16{Y: 40000})
			for range 2 { // the second time by name
				c.DrawImage(vg.Rectangle{Min: point(float64(20*i), 0), Max: point(float64(20*i+10), 10)}, img)
			}
		}
		return output(t, doc)
	}
	first := render()
	if n := bytes.Count(first, []byte("/Subtype /Image")); n != 6 {
		t.Errorf("%d pictures embedded, want 6", n)
	}
	if n := bytes.Count(first, []byte("/Width 4\n/Height 6\n")); n != 6 {
		t.Errorf("%d pictures of 4 × 6 pixels, want 6", n)
	}
	for range 10 {
		if !bytes.Equal(first, render()) {
			t.Fatal("two renderings of the same pictures differ")
		}
	}
}

func TestClippedByTheCaller(t *testing.T) {
	got := drawn(t, func(c *Canvas) {
		c.doc.ClipRect(10, 20, 30, 40, false)
		c.Push() // and never popped
		c.Rotate(1)
		c.Fill(segment(point(0, 0), point(9, 0), point(9, 9)))
		c.doc.ClipEnd()
	})
	lines := strings.Split(strings.TrimSpace(got), "\n")
	if lines[0] != "q 10.00 80.00 30.00 -40.00 re W n" || lines[len(lines)-1] != "Q" || lines[len(lines)-2] != "Q" {
		t.Errorf("the clipping does not embrace the drawing:\n%s", got)
	}
}
