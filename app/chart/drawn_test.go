package chart_test

import (
	"bytes"
	"image/color"
	"testing"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/chart"
	"auscult/app/language"
)

// A figure that is kept as a picture shows the same pixels at its own size, whatever the scale, and the same colours smaller.
func TestDrawn(t *testing.T) {
	forms := formsOf(engagement.OwnRate, sureCell(social.Instagram, social.Photo, 30, 1, 2, 3, true), sureCell(social.Facebook, social.Link, 12, 4, 5, 6, true))
	fig := chart.Heat(forms, language.New(language.English))
	var kept bytes.Buffer
	if err := chart.WritePNG(&kept, fig, chart.Light(), 640, 360, 1.5); err != nil {
		t.Fatal(err)
	}
	want := chart.Render(fig, chart.Light(), 640, 360, 1.5).Image
	again := chart.Drawn(kept.Bytes(), fig.Title(), fig.Describe())
	for _, scale := range []float64{1, 1.5, 2} {
		if got := chart.Render(again, chart.Dark(), 640, 360, scale).Image; !bytes.Equal(got.Pix, want.Pix) {
			t.Errorf("at scale %v the pixels are others", scale)
		}
	}
	mean := func(size int, at func(x, y int) color.Color, bounds int) float64 {
		sum := 0.0
		for x := range size {
			for y := range bounds {
				r, g, b, _ := at(x, y).RGBA()
				sum += float64(r+g+b) / (3 * 0xffff)
			}
		}
		return sum / float64(size*bounds)
	}
	small := chart.Render(again, chart.Light(), 160, 90, 1).Image
	if a, b := mean(640, want.At, 360), mean(160, small.At, 90); a-b > 0.01 || b-a > 0.01 {
		t.Errorf("brightness %.3f, and %.3f when small", a, b)
	}
	if again.Title() != fig.Title() || again.Describe() != fig.Describe() || again == chart.Drawn(kept.Bytes(), fig.Title(), fig.Describe()) {
		t.Error("its words are lost, or it cannot be told from another")
	}
	chart.Render(chart.Drawn([]byte("no picture"), "", ""), chart.Light(), 64, 36, 1) // draws nothing
}
