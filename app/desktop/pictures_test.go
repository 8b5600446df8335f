package desktop

import (
	"database/sql"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
	"auscult/app/sample"
	"auscult/app/workspace"
)

var (
	update = flag.Bool("update", false, "take the pictures of the pages anew; look at them before you commit them")
	whole  = flag.Bool("pictures", false, "compare the pictures of all pages in all appearances and languages, not of a few")
)

// statusHeight is how much of the window's foot the pictures leave out: it says how many days old the figures are.
const statusHeight = 36

// looks are the windows in which each page has a picture. The first stand for all in a usual run.
var looks = []struct {
	language   language.Language
	appearance blocks.Appearance
}{
	{language.English, blocks.Light},
	{language.German, blocks.Dark},
	{language.German, blocks.Light},
	{language.English, blocks.Dark},
}

// usual is how many of the looks a usual run compares.
const usual = 2

// Every page of the sample looks as it did when somebody looked at it last, at 1280 × 800.
func TestPagesLookTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("it draws every page")
	}
	path, err := sample.Make(t.Context(), t.TempDir(), sample.Options{})
	if err != nil {
		t.Fatal(err)
	}
	datedImports(t, path)
	for i, look := range looks {
		if i >= usual && !*whole && !*update {
			break
		}
		name := string(look.language) + "-" + string(look.appearance)
		t.Run(name, func(t *testing.T) {
			s := start(t, look.language)
			s.setTheme(blocks.Theme{Appearance: look.appearance, Zoom: 1})
			w, err := workspace.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			s.opened(w)
			s.desk.Reviewer.SetToday(func() time.Time { return time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC) })
			s.changed()
			for _, p := range pages.All() {
				s.show(p.ID())
				for _, wider := range []float32{1, 0} { // in the tests nothing but a change of size lays a window out anew
					s.window.Resize(fyne.NewSize(1280+wider, 800))
				}
				compare(t, filepath.Join("testdata", "pages", p.ID()+"-"+name+".png"), withoutStatus(s.window.Canvas().Capture()))
			}
		})
	}
}

// datedImports says that the sample was imported on the day after its exports, whenever the test runs.
func datedImports(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE imports SET imported_at = ?", time.Date(2026, time.October, 9, 9, 0, 0, 0, time.UTC).Unix()); err != nil {
		t.Fatal(err)
	}
}

// withoutStatus cuts the status line off.
func withoutStatus(img image.Image) *image.RGBA {
	b := img.Bounds()
	cut := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()-statusHeight))
	draw.Draw(cut, cut.Bounds(), img, b.Min, draw.Src)
	return cut
}

// compare holds a picture against the one that is kept, or keeps it. What differs lies beside it for looking at.
func compare(t *testing.T, path string, got *image.RGBA) {
	t.Helper()
	if *update {
		keepPicture(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if at, n := unlike(got, want); n > 0 {
		failed := filepath.Join(t.ArtifactDir(), filepath.Base(path))
		keepPicture(t, failed, got)
		t.Errorf("the page differs from %s in %d pixels, first at %v; see %s (kept with -artifacts), and if it is right, “make golden”", path, n, at, failed)
	}
}

// unlike counts the pixels in which two pictures differ by more than the rounding of edges.
func unlike(got *image.RGBA, want image.Image) (first image.Point, n int) {
	if got.Bounds().Size() != want.Bounds().Size() {
		return want.Bounds().Max, got.Bounds().Dx() * got.Bounds().Dy()
	}
	const rounding = 4 << 8
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			r1, g1, b1, _ := got.At(x, y).RGBA()
			r2, g2, b2, _ := want.At(want.Bounds().Min.X+x, want.Bounds().Min.Y+y).RGBA()
			for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				if d > rounding || d < -rounding {
					if n == 0 {
						first = image.Pt(x, y)
					}
					n++
					break
				}
			}
		}
	}
	return first, n
}

func keepPicture(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
