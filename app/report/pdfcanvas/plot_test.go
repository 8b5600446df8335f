package pdfcanvas

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// The words of the sample plot, with what offices in Zürich write every day.
const (
	title  = "Zürich, Höhe — 2 × 3 → 50 %, Übergrösse, ‘’“”"
	xLabel = "Größe der Gemeinden («Straße» à Genève)"
	yLabel = "Verhältnis Ø Tägliche Avantgarde"
)

const plotW, plotH = 16 * vg.Centimeter, 10 * vg.Centimeter

// samplePlot draws a plot with all that charts in reports are made of.
func samplePlot(t testing.TB, dc vgdraw.Canvas) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	p := plot.New()
	sans := font.Font{Typeface: "Liberation", Variant: "Sans"}
	bold := sans
	bold.Weight = stdfont.WeightBold
	p.Title.Text = title
	p.Title.TextStyle.Font = font.From(bold, 13)
	p.X.Label.Text, p.Y.Label.Text = xLabel, yLabel
	for _, s := range []*text.Style{&p.X.Label.TextStyle, &p.Y.Label.TextStyle} {
		s.Font = font.From(sans, 10)
	}
	// The ticks stay in the default, Liberation Serif.
	p.Add(plotter.NewGrid())

	grid, err := plotter.NewPolygon(
		plotter.XYs{{X: 0, Y: 0}, {X: 10, Y: 2}, {X: 10, Y: 7}, {X: 0, Y: 4}},
		plotter.XYs{{X: 2, Y: 2}, {X: 2, Y: 3.5}, {X: 5, Y: 4}, {X: 5, Y: 2.5}}, // the other way round: a hole
	)
	must(err)
	grid.Color = color.NRGBA{R: 0, G: 114, B: 178, A: 70}
	grid.LineStyle.Width = 0
	p.Add(grid)

	var curve, dots plotter.XYs
	for i := range 60 {
		x := float64(i) / 6
		curve = append(curve, plotter.XY{X: x, Y: 5 + 3*math.Sin(x) + 0.6*math.Cos(9*x)})
		if i%6 == 0 {
			dots = append(dots, plotter.XY{X: x, Y: 5 + 2*math.Cos(x)})
		}
	}
	line, err := plotter.NewLine(curve)
	must(err)
	line.Width, line.Color = 3, color.NRGBA{R: 213, G: 94, A: 255}
	dashed, err := plotter.NewLine(dots)
	must(err)
	dashed.Dashes = []vg.Length{6, 3, 1, 3}
	dashed.Width = 1.5
	glyphs, err := plotter.NewScatter(dots)
	must(err)
	glyphs.GlyphStyleFunc = func(i int) vgdraw.GlyphStyle {
		shapes := []vgdraw.GlyphDrawer{
			vgdraw.CircleGlyph{},
			vgdraw.RingGlyph{},
			vgdraw.SquareGlyph{},
			vgdraw.BoxGlyph{},
			vgdraw.TriangleGlyph{},
			vgdraw.PyramidGlyph{},
			vgdraw.PlusGlyph{},
			vgdraw.CrossGlyph{},
		}
		return vgdraw.GlyphStyle{Color: color.NRGBA{B: 160, A: 200}, Radius: 5, Shape: shapes[i%len(shapes)]}
	}
	names, err := plotter.NewLabels(plotter.XYLabels{
		XYs:    plotter.XYs{{X: 0.3, Y: 8.6}, {X: 6.2, Y: 1.1}},
		Labels: []string{"AVATAR Tee 1’111’211", "🎉 Sommerfest in 東京"},
	})
	must(err)
	p.Add(line, dashed, glyphs, names)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 10, 0, 10
	p.Draw(dc)

	// A strip of cells as in a heat map, turned and stretched.
	c := dc.Canvas
	c.Push()
	c.Translate(vg.Point{X: plotW - 100, Y: plotH - 120})
	c.Rotate(math.Pi / 12)
	for i := range 5 {
		cell := vg.Rectangle{Min: vg.Point{X: vg.Length(12 * i)}, Max: vg.Point{X: vg.Length(12*i + 12), Y: 12}}
		c.SetColor(color.NRGBA{R: 255, G: uint8(50 * i), B: 60, A: 255})
		c.Fill(cell.Path())
	}
	c.SetColor(nil)
	c.SetLineWidth(0.5)
	c.Stroke(vg.Rectangle{Max: vg.Point{X: 60, Y: 12}}.Path())
	face := font.DefaultCache.Lookup(sans, 8)
	c.FillString(face, vg.Point{Y: 15}, "Schräg: Übersicht")
	c.Pop()

	// Curves, a pie wedge and a ring by winding, and a picture.
	c.Push()
	c.Translate(vg.Point{X: 70, Y: 50})
	var bow vg.Path
	bow.Move(vg.Point{})
	bow.QuadTo(vg.Point{X: 20, Y: 40}, vg.Point{X: 40})
	bow.CubeTo(vg.Point{X: 50, Y: -20}, vg.Point{X: 70, Y: 20}, vg.Point{X: 80})
	c.SetLineWidth(2)
	c.SetColor(color.NRGBA{G: 158, B: 115, A: 255})
	c.Stroke(bow)
	var wedge vg.Path
	wedge.Move(vg.Point{X: 110})
	wedge.Arc(vg.Point{X: 110}, 18, math.Pi/6, 5*math.Pi/4)
	wedge.Close()
	c.Fill(wedge)
	var ring vg.Path
	ring.Arc(vg.Point{X: 160}, 18, 0, 2*math.Pi)
	ring.Close()
	ring.Move(vg.Point{X: 170})
	ring.Arc(vg.Point{X: 160}, 10, 0, -2*math.Pi)
	ring.Close()
	c.Fill(ring)
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: 190, Y: -15}, Max: vg.Point{X: 230, Y: 15}}, gradient(40, 30))
	c.Pop()
}

// gradient is a small picture, pale on the left and with a dark lower edge.
func gradient(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{R: 90, G: 30, B: 150, A: uint8(255 * x / w)}
			if y > h*3/4 {
				c = color.NRGBA{A: 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

// samplePDF is the sample plot between two lines of the report's own text. It
// is neither compressed nor dated, so that tests can read it.
func samplePDF(t testing.TB) []byte {
	t.Helper()
	doc := newDoc()
	RegisterFonts(doc)
	doc.AddPage()
	doc.SetFont(Sans, "B", 12)
	doc.Text(20, 15, "Überschrift davor")
	c := New(doc, 2*vg.Centimeter, 2*vg.Centimeter, plotW, plotH)
	samplePlot(t, vgdraw.New(c))
	doc.Text(20, 130, "Unterschrift danach, gleich gross")
	return output(t, doc)
}

func newDoc() *fpdf.Fpdf {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetCompression(false)
	doc.SetCatalogSort(true)
	day := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	doc.SetCreationDate(day)
	doc.SetModificationDate(day)
	return doc
}

func output(t testing.TB, doc *fpdf.Fpdf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameDrawingGivesSameBytes(t *testing.T) {
	first := samplePDF(t)
	for range 5 {
		if !bytes.Equal(first, samplePDF(t)) {
			t.Fatal("two renderings of one plot differ")
		}
	}
}

func TestTextCanBeReadOut(t *testing.T) {
	got := run(t, "pdftotext", "-raw", "-enc", "UTF-8", savePDF(t), "-")
	for _, want := range []string{
		title, xLabel,
		"AVATAR Tee 1’111’211", "Sommerfest in □",
		"Überschrift davor", "Unterschrift danach, gleich gross",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("pdftotext does not find %q in:\n%s", want, got)
		}
	}
	// Turned text comes out word by word.
	for _, want := range strings.Fields(yLabel + " Schräg: Übersicht") {
		if !strings.Contains(got, want) {
			t.Errorf("pdftotext does not find the turned word %q in:\n%s", want, got)
		}
	}
}

// TestLooksLikeThePicture holds the page against gonum's own picture of the
// same plot. Set PDFCANVAS_PICTURE to a file name to look at both.
func TestLooksLikeThePicture(t *testing.T) {
	const dpi = 160
	out := filepath.Join(t.TempDir(), "page")
	run(t, "pdftoppm", "-png", "-r", "160", "-singlefile", savePDF(t), out)
	file, err := os.Open(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	page, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	canvas := vgimg.NewWith(vgimg.UseWH(plotW, plotH), vgimg.UseDPI(dpi))
	samplePlot(t, vgdraw.New(canvas))
	want := canvas.Image()

	px := func(l vg.Length) int { return int(math.Round(l.Dots(dpi))) }
	got := image.NewRGBA(want.Bounds())
	draw.Draw(got, got.Bounds(), page, image.Pt(px(2*vg.Centimeter), px(2*vg.Centimeter)), draw.Src)
	if name := os.Getenv("PDFCANVAS_PICTURE"); name != "" {
		saveComposite(t, name, got, want)
	}

	differ := 0
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			a, b := color.GrayModel.Convert(got.At(x, y)).(color.Gray), color.GrayModel.Convert(want.At(x, y)).(color.Gray)
			if math.Abs(float64(a.Y)-float64(b.Y)) > 96 {
				differ++
			}
		}
	}
	share := float64(differ) / float64(want.Bounds().Dx()*want.Bounds().Dy())
	t.Logf("%.2f %% of the pixels differ by more than 96 of 255", 100*share)
	if share > 0.01 {
		t.Errorf("%.2f %% of the pixels differ clearly from gonum's picture, want at most 1 %%", 100*share)
	}
}

func saveComposite(t *testing.T, name string, parts ...image.Image) {
	t.Helper()
	b := parts[0].Bounds()
	all := image.NewRGBA(image.Rect(0, 0, b.Dx(), len(parts)*(b.Dy()+10)))
	for i, p := range parts {
		at := image.Pt(0, i*(b.Dy()+10))
		draw.Draw(all, b.Add(at), p, p.Bounds().Min, draw.Src)
	}
	var data bytes.Buffer
	if err := png.Encode(&data, all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// savePDF writes the sample to a file of the test.
func savePDF(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "sample.pdf")
	if err := os.WriteFile(name, samplePDF(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// run returns what a program of poppler prints, or skips the test where the
// program is not installed.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed (Debian: poppler-utils); the check is left out", program)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, stderr.String())
	}
	if stderr.Len() > 0 { // poppler complains there about files that break the rules
		t.Errorf("%s complains: %s", program, stderr.String())
	}
	return string(out)
}
