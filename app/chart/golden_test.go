package chart_test

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/review"
)

var update = flag.Bool("update", false, "renew the pictures under testdata; look at them before you commit them")

// golden lists the pictures under testdata.
var golden = []struct {
	name          string
	figure        func(*language.Speaker) chart.Figure
	language      language.Language
	style         chart.Style
	width, height int
	scale         float64
}{
	{"heat-light-en", heatOf(quarter), language.English, chart.Light(), 1000, 480, 1},
	{"heat-light-de", heatOf(quarter), language.German, chart.Light(), 1000, 480, 1},
	{"heat-dark-en", heatOf(quarter), language.English, chart.Dark(), 1000, 480, 1},
	{"heat-dark-de", heatOf(quarter), language.German, chart.Dark(), 1000, 480, 1},
	{"heat-contrast-de", heatOf(quarter), language.German, chart.HighContrast(), 1000, 480, 1},
	{"lines-contrast-en", linesOf(eventful), language.English, chart.HighContrast(), 1000, 420, 1},
	{"mix-contrast-de", mixOf(modest), language.German, chart.HighContrast(), 1000, 320, 1},
	{"scorecard-contrast-en", scorecardOf(standing), language.English, chart.HighContrast(), 1000, 320, 1},
	{"lines-pale-en", linesOf(twoYears), language.English, chart.Light().WithAccent(color.NRGBA{0xf0, 0xe4, 0x42, 0xff}), 1000, 400, 1},
	{"heat-dense", heatOf(quarter), language.French, chart.Light(), 1500, 720, 2},
	{"heat-crowd", heatOf(crowd), language.German, chart.Light(), 1100, 760, 1},
	{"heat-small", heatOf(crowd), language.English, chart.Dark(), 300, 200, 1},
	{"heat-framed", framedHeat, language.English, chart.Light(), 1600, 900, 1.5},
	{"heat-empty", heatOf(nothing), language.English, chart.Light(), 600, 200, 1},
	{"ranking-light-en", rankingOf(quarter, social.Instagram), language.English, chart.Light(), 900, 300, 1},
	{"ranking-light-de", rankingOf(quarter, social.Facebook), language.German, chart.Light(), 900, 340, 1},
	{"ranking-dark-en", rankingOf(quarter, social.LinkedIn), language.English, chart.Dark(), 900, 340, 1.25},
	{"ranking-dark-de", rankingOf(quarter, social.Facebook), language.German, chart.Dark(), 640, 300, 1},
	{"ranking-wide", rankingOf(wide, social.TikTok), language.English, chart.Light(), 900, 260, 1},
	{"ranking-small", rankingOf(crowd, social.Facebook), language.German, chart.Light(), 300, 200, 1},
	{"ranking-framed", framedRanking, language.German, chart.Dark(), 1000, 560, 1},
	{"scorecard-light-en", scorecardOf(standing), language.English, chart.Light(), 1000, 320, 1},
	{"scorecard-dark-de", scorecardOf(standing), language.German, chart.Dark(), 720, 300, 1},
	{"scorecard-small", scorecardOf(standing), language.French, chart.Light(), 260, 180, 1},
	{"standing-light-en", standingOf(byForm), language.English, chart.Light(), 1000, 300, 1},
	{"standing-dark-de", standingOf(byForm), language.German, chart.Dark(), 720, 320, 1},
	{"standing-small", standingOf(byForm), language.French, chart.Light(), 300, 160, 1},
	{"lines-light-en", linesOf(twoYears), language.English, chart.Light(), 1000, 400, 1},
	{"lines-dark-de", linesOf(twoYears), language.German, chart.Dark(), 900, 380, 1},
	{"lines-weeks", linesOf(aYearOfWeeks), language.French, chart.Light(), 1200, 500, 1.5},
	{"lines-events-light-en", linesOf(eventful), language.English, chart.Light(), 1000, 420, 1},
	{"lines-events-dark-de", linesOf(eventful), language.German, chart.Dark(), 900, 400, 1},
	{"lines-events-crowd", linesOf(crowdedEvents), language.French, chart.Light(), 900, 420, 1.25},
	{"lines-events-small", linesOf(eventful), language.English, chart.Light(), 240, 120, 1},
	{"lines-small", linesOf(twoYears), language.English, chart.Light(), 240, 120, 1},
	{"lines-empty", linesOf(noYears), language.German, chart.Light(), 500, 160, 1},
	{"coverage-light-en", coverageOf(holes, chart.CoverageOptions{}), language.English, chart.Light(), 1000, 340, 1},
	{"coverage-dark-de", coverageOf(holes, chart.CoverageOptions{}), language.German, chart.Dark(), 1000, 340, 1.25},
	{"coverage-last-months", coverageOf(holes, chart.CoverageOptions{Months: 5, Channels: 3}), language.French, chart.Light(), 700, 220, 1},
	{"coverage-large", coverageOf(large, chart.CoverageOptions{}), language.German, chart.Light(), 1100, 1250, 1},
	{"coverage-small", coverageOf(large, chart.CoverageOptions{}), language.English, chart.Dark(), 300, 240, 1},
	{"coverage-empty", coverageOf(func() review.Quality { return review.Quality{} }, chart.CoverageOptions{}), language.English, chart.Light(), 500, 160, 1},
	{"timing-light-en", timingOf(week), language.English, chart.Light(), 1000, 400, 1},
	{"timing-light-de", timingOf(levelWeek), language.German, chart.Light(), 1000, 400, 1},
	{"timing-dark-en", timingOf(levelWeek), language.English, chart.Dark(), 760, 400, 1},
	{"timing-dark-de", timingOf(week), language.German, chart.Dark(), 1000, 400, 1},
	{"timing-small", timingOf(week), language.French, chart.Light(), 300, 200, 1},
	{"timing-empty", timingOf(tooFewTimes), language.English, chart.Light(), 600, 120, 1},
	{"drivers-light-en", driversOf(review.WordingGroup), language.English, chart.Light(), 1000, 420, 1},
	{"drivers-light-de", driversOf(review.TopicGroup), language.German, chart.Light(), 1000, 220, 1},
	{"drivers-dark-en", driversOf(review.TopicGroup), language.English, chart.Dark(), 800, 220, 1},
	{"drivers-dark-de", driversOf(review.WordingGroup), language.German, chart.Dark(), 760, 420, 1},
	{"drivers-small", driversOf(review.WordingGroup), language.French, chart.Light(), 300, 240, 1},
	{"mix-light-en", mixOf(modest), language.English, chart.Light(), 1000, 320, 1},
	{"mix-dark-de", mixOf(modest), language.German, chart.Dark(), 640, 340, 1.25},
	{"mix-large-light-de", mixOf(largeMix), language.German, chart.Light(), 1020, 620, 1},
	{"mix-large-dark-en", mixOf(largeMix), language.English, chart.Dark(), 1500, 560, 1},
	{"mix-large-wide", mixOf(largeMix), language.French, chart.Light(), 1730, 660, 2},
	{"mix-unassured", mixOf(unassured), language.French, chart.Light(), 800, 300, 1},
	{"mix-small", mixOf(largeMix), language.English, chart.Light(), 300, 240, 1},
	{"mix-empty", mixOf(noPlan), language.German, chart.Light(), 600, 160, 1},
	{"hours-light-en", hoursOf(modest, chart.HoursByForm), language.English, chart.Light(), 1000, 150, 1},
	{"hours-dark-de", hoursOf(largeMix, chart.HoursByPlatform), language.German, chart.Dark(), 1000, 150, 1},
	{"hours-large-fr", hoursOf(largeMix, chart.HoursByForm), language.French, chart.Light(), 1000, 150, 1.25},
	{"hours-over", hoursOf(overworked, chart.HoursByPlatform), language.German, chart.Light(), 640, 140, 1},
	{"hours-small", hoursOf(largeMix, chart.HoursByForm), language.English, chart.Light(), 260, 60, 1},
	{"hours-empty", hoursOf(noPlan, chart.HoursByForm), language.English, chart.Dark(), 500, 120, 1},
	{"promises-light-en", promisesOf(kept), language.English, chart.Light(), 1000, 250, 1},
	{"promises-dark-de", promisesOf(kept), language.German, chart.Dark(), 720, 250, 1},
	{"promises-empty", promisesOf(review.TrackRecord{}), language.French, chart.Light(), 500, 120, 1},
	{"expectation-light-en", expectationOf(modest), language.English, chart.Light(), 1000, 144, 1},
	{"expectation-light-de", expectationOf(manyGoals), language.German, chart.Light(), 1000, 280, 1},
	{"expectation-dark-fr", expectationOf(manyGoals), language.French, chart.Dark(), 800, 280, 1.25},
	{"expectation-unassured", expectationOf(unassured), language.German, chart.Dark(), 700, 144, 1},
	{"expectation-small", expectationOf(manyGoals), language.English, chart.Light(), 240, 120, 1},
	{"expectation-empty", expectationOf(noPlan), language.French, chart.Light(), 500, 120, 1},
	{"ranking-empty", rankingOf(quarter, social.XING), language.German, chart.Dark(), 500, 160, 1},
}

func heatOf(f func() review.Forms) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Heat(f(), s) }
}

func rankingOf(f func() review.Forms, p social.Platform) func(*language.Speaker) chart.Figure {
	return func(s *language.Speaker) chart.Figure { return chart.Ranking(f(), p, s) }
}

func nothing() review.Forms { return formsOf("own_rate") }

func framedHeat(s *language.Speaker) chart.Figure {
	f := quarter()
	return chart.Framed(chart.Heat(f, s), f.Headline(s), f.Subtitle(s), f.Source(s))
}

func framedRanking(s *language.Speaker) chart.Figure {
	f := quarter()
	return chart.Framed(
		chart.Ranking(f, social.Facebook, s), f.PlatformHeadline(s, social.Facebook), f.Subtitle(s), f.Source(s),
	)
}

func TestPictures(t *testing.T) {
	for _, g := range golden {
		t.Run(g.name, func(t *testing.T) {
			got := chart.Render(g.figure(language.New(g.language)), g.style, g.width, g.height, g.scale).Image
			path := filepath.Join("testdata", g.name+".png")
			if *update {
				writePNG(t, path, got)
				return
			}
			want := readPNG(t, path)
			if at, ok := differ(got, want); !ok {
				failed := filepath.Join(t.ArtifactDir(), g.name+".png")
				writePNG(t, failed, got)
				t.Errorf("the picture differs from %s at %v; see %s (kept with -artifacts), and if it is right, go test ./app/chart -update",
					path, at, failed)
			}
		})
	}
}

// differ compares two pictures. A difference of two in 255 is allowed: other processors round the edges of letters
// differently.
func differ(got *image.RGBA, want image.Image) (at image.Point, same bool) {
	if got.Bounds().Size() != want.Bounds().Size() {
		return want.Bounds().Max, false
	}
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			r1, g1, b1, _ := got.At(x, y).RGBA()
			r2, g2, b2, _ := want.At(want.Bounds().Min.X+x, want.Bounds().Min.Y+y).RGBA()
			for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				if d > 0x202 || d < -0x202 {
					return image.Point{X: x, Y: y}, false
				}
			}
		}
	}
	return image.Point{}, true
}

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func readPNG(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
