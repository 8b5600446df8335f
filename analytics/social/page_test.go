package social_test

import (
	"testing"

	"auscult/analytics/social"
)

func TestParsePage(t *testing.T) {
	tests := []struct{ name, link, host, path string }{
		{"a link", "https://www.Hospital.example/blog/Sleep/?utm_source=news&utm_medium=mail#top", "hospital.example", "/blog/Sleep"},
		{"a path, as Google Analytics writes it", "/blog/sleep/", "", "/blog/sleep"},
		{"a path with campaign parameters", "/blog/sleep?fbclid=IwAR0&gclid=x&mtm_campaign=y", "", "/blog/sleep"},
		{"a link without its scheme", "hospital.example/blog/sleep", "hospital.example", "/blog/sleep"},
		{"the start page", "https://hospital.example", "hospital.example", "/"},
		{"a start page's file", "https://hospital.example/index.html", "hospital.example", "/"},
		{"a folder's file", "/blog/index.php", "", "/blog"},
		{"a page that is called like one", "/blog/index.html-explained", "", "/blog/index.html-explained"},
		{"a blog without names for its posts", "https://hospital.example/?p=123&utm_source=x", "hospital.example", "/?p=123"},
		{"letters encoded", "/blog/gr%C3%B6sse", "", "/blog/grösse"},
		{"letters as they are", "/blog/grösse", "", "/blog/grösse"},
		{"a percent sign that encodes nothing", "/100%", "", "/100%"},
		{"a path without its slash, as Matomo may write it", "blog/sleep", "", "/blog/sleep"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := social.ParsePage(tt.link)
			if want := (social.PageAddress{Host: tt.host, Path: tt.path}); !ok || got != want {
				t.Errorf("%+v, %v; want %+v", got, ok, want)
			}
			if again, ok := social.ParsePage(got.String()); !ok || again != got {
				t.Errorf("read again: %+v, %v", again, ok)
			}
		})
	}
	for _, link := range []string{"", " ", "(not set)", "(other)", "mailto:a@b.example", "Sleep well tonight"} {
		if got, ok := social.ParsePage(link); ok {
			t.Errorf("%q is %+v", link, got)
		}
	}
}
