package logo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"
)

// pngOf is a transparent picture with a filled rectangle in it.
func pngOf(t testing.TB, width, height int, filled image.Rectangle) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := filled.Min.Y; y < filled.Max.Y; y++ {
		for x := filled.Min.X; x < filled.Max.X; x++ {
			img.Set(x, y, color.NRGBA{0, 0xaa, 0x55, 0xff})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func svg(inner string) []byte {
	return []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 100 50" width="90mm">` + inner + `</svg>`)
}

const green = `<rect x="20" y="30" width="60" height="20" fill="#00aa55"/>`

func TestLogosAreCutToWhatIsSeen(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 90, 30)), nil); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		content []byte
		kind    Kind
		width   float64 // as the file says
		ratio   float64 // of what is seen
	}{
		"png":                     {pngOf(t, 200, 100, image.Rect(20, 20, 140, 60)), PNG, 200, 3},
		"jpeg, which is all seen": {photo.Bytes(), JPEG, 90, 3},
		"svg":                     {svg(green), SVG, 100, 3},
		"svg with a style sheet":  {svg(`<style>.a,.b{fill:red} /* ! */ .b { fill: #00aa55; }</style><g class="b"><rect x="20" y="30" width="60" height="20"/></g>`), SVG, 100, 3},
		"svg of a drawing program": {svg(`<title>Invented</title><metadata><x:thing xmlns:x="urn:x"><svg/></x:thing></metadata>` +
			`<y:view xmlns:y="urn:y" y:zoom="2"/>` + green), SVG, 100, 3},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := File{"logo", tt.content}.Read()
			if err != nil {
				t.Fatal(err)
			}
			if l.Kind != tt.kind || l.Width != tt.width {
				t.Errorf("%s, %v wide, want %s, %v", l.Kind, l.Width, tt.kind, tt.width)
			}
			w, h := l.Fit(120, 24)
			if math.Abs(w/h-tt.ratio) > 0.01*tt.ratio || math.Abs(h-24) > 1e-9 {
				t.Errorf("fits as %v × %v, want proportions of %v", w, h, tt.ratio)
			}
			img := l.Image(72, 24)
			if tt.kind == JPEG {
				return
			}
			for _, at := range []image.Point{{2, 2}, {69, 21}, {36, 12}} { // to the very corners
				if got := color.NRGBAModel.Convert(img.At(at.X, at.Y)); got != (color.NRGBA{0, 0xaa, 0x55, 0xff}) {
					t.Errorf("the pixel at %v is %v", at, got)
				}
			}
		})
	}
}

func TestHighLogosFit(t *testing.T) {
	l, err := File{"logo.png", pngOf(t, 50, 200, image.Rect(0, 0, 50, 200))}.Read()
	if err != nil {
		t.Fatal(err)
	}
	if w, h := l.Fit(120, 24); w != 6 || h != 24 {
		t.Errorf("fits as %v × %v, want 6 × 24", w, h)
	}
}

func TestWhatCannotBeALogoIsRefused(t *testing.T) {
	large := pngOf(t, 100, 50, image.Rect(0, 0, 100, 50))
	bomb := slices.Clone(large)
	copy(bomb[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // width and height in the header: 65,536 each
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	for name, tt := range map[string]struct {
		content []byte
		want    Refusal
	}{
		"nothing":                   {nil, ErrKind},
		"words":                     {[]byte("our logo"), ErrKind},
		"a page":                    {[]byte("<html><body/></html>"), ErrKind},
		"a GIF":                     {[]byte("GIF89a\x01\x00\x01\x00"), ErrKind},
		"too many bytes":            {make([]byte, MostBytes+1), ErrLarge},
		"too many pixels":           {bomb, ErrPixels},
		"half a picture":            {large[:len(large)/2], ErrBroken},
		"nothing to be seen":        {pngOf(t, 40, 40, image.Rectangle{}), ErrEmpty},
		"a line":                    {pngOf(t, 100, 40, image.Rect(0, 0, 100, 2)), ErrSlender},
		"half an svg":               {svg(green)[:120], ErrBroken},
		"svg that shows nothing":    {svg(`<path d=""/>`), ErrEmpty},
		"svg without a size":        {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><rect width="3" height="2"/></svg>`), ErrSVG},
		"svg with words":            {svg(green + `<text x="1" y="1">Seaview</text>`), ErrSVG},
		"svg with a picture":        {svg(green + `<image href="https://www.example.org/logo.png"/>`), ErrSVG},
		"svg with a script":         {svg(green + `<script>alert(1)</script>`), ErrSVG},
		"svg with a filter":         {svg(`<g filter="url(#f)">` + green + `</g>`), ErrSVG},
		"svg with a filter's style": {svg(`<g style="filter:url(#f)">` + green + `</g>`), ErrSVG},
		"svg with other rules":      {svg(`<style>rect > g { fill: red }</style>` + green), ErrSVG},
		"svg that uses itself":      {svg(`<g id="a"><use href="#a"/></g>`), ErrSVG},
		"svg of entities":           {[]byte(`<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="&a;"/></svg>`), ErrBroken},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := (File{"logo", tt.content}).Read(); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEveryRefusalSaysWhatToDo(t *testing.T) {
	for _, r := range Refusals() {
		if r.Error() == "" || !strings.HasPrefix(r.Word(), "logo_") {
			t.Errorf("%q says %q", r.Word(), r.Error())
		}
	}
}

func TestTheSamePixelsEachTime(t *testing.T) {
	for _, content := range [][]byte{pngOf(t, 200, 100, image.Rect(20, 20, 140, 60)), svg(green + `<circle cx="50" cy="40" r="7" fill="#fff"/>`)} {
		one, err1 := File{"a", content}.Read()
		two, err2 := File{"b", content}.Read()
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		two.Image(10, 5)
		a, b := one.Image(61, 20).(*image.NRGBA), two.Image(61, 20).(*image.NRGBA)
		if !bytes.Equal(a.Pix, b.Pix) {
			t.Error("the same file gives other pixels")
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(pngOf(f, 20, 10, image.Rect(2, 2, 14, 6)))
	f.Add(svg(green))
	f.Add(svg(`<style>.a{fill:url(#g)}</style><defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs><path class="a" d="M1 2c3 4 5 6 7 8z" transform="rotate(30)"/>`))
	f.Add([]byte("<svg"))
	f.Fuzz(func(t *testing.T, content []byte) {
		l, err := File{"logo", content}.Read()
		if err != nil {
			var r Refusal
			if !errors.As(err, &r) {
				t.Errorf("%v is no refusal", err)
			}
			return
		}
		if w, h := l.Fit(120, 24); !(w > 0 && w <= 120.001 && h > 0 && h <= 24.001) {
			t.Errorf("fits as %v × %v", w, h)
		}
		if b := l.Image(12, 5).Bounds(); b != image.Rect(0, 0, 12, 5) {
			t.Errorf("the picture covers %v", b)
		}
	})
}
