package social_test

import (
	"slices"
	"testing"
	"time"

	"auscult/analytics/social"
)

var websites = []social.Channel{
	{ID: 1, Organisation: 1, Platform: social.Blog, Name: "Hospital"},
	{ID: 2, Organisation: 1, Platform: social.Blog, Name: "Birth and Baby"},
	{ID: 3, Organisation: 2, Platform: social.Blog, Name: "Other hospital of the group"},
	{ID: 4, Organisation: 1, Platform: social.Facebook, Name: "Hospital"},
}

func date(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return at.Add(12 * time.Hour)
}

// views are a page's views over a period, exported on a day. An empty period is an unknown one.
func views(channel social.ChannelID, page, from, to string, n int64, exported string) social.PageFigures {
	address, _ := social.ParsePage(page)
	return social.PageFigures{Channel: channel, Page: address, From: date(from), To: date(to), Views: &n, ObservedAt: date(exported)}
}

// The expected sums are added up by hand from the periods named.
func TestLifetimeViews(t *testing.T) {
	const page = "/blog/sleep"
	july := views(1, page, "2026-07-01", "2026-07-31", 10, "2026-08-01")
	august := views(1, page, "2026-08-01", "2026-08-31", 20, "2026-09-01")
	september := views(1, page, "2026-09-01", "2026-09-30", 40, "2026-10-01")
	quarter := views(1, page, "2026-07-01", "2026-09-30", 71, "2026-10-02")
	across := views(1, page, "2026-08-15", "2026-09-15", 500, "2026-11-01")
	ever := views(1, page, "", "", 9999, "2026-11-01")
	before := views(1, page, "", "", 8888, "2026-10-01")
	septemberAgain := views(1, page, "2026-09-01", "2026-09-30", 43, "2026-11-01")
	septemberAgain.Page.Host = "hospital.example"
	tests := []struct {
		name     string
		figures  []social.PageFigures
		want     int64
		from, to string
	}{
		{"one month", []social.PageFigures{july}, 10, "2026-07-01", "2026-07-31"},
		{"three months", []social.PageFigures{september, july, august}, 70, "2026-07-01", "2026-09-30"},
		{"a gap", []social.PageFigures{july, september}, 50, "2026-07-01", "2026-09-30"},
		{"a quarter and its last month exported later", []social.PageFigures{quarter, septemberAgain}, 71, "2026-07-01", "2026-09-30"},
		{"a quarter, and its months, exported earlier", []social.PageFigures{july, quarter, august, september}, 71, "2026-07-01", "2026-09-30"},
		{"a period across two months", []social.PageFigures{july, august, september, across}, 70, "2026-07-01", "2026-09-30"},
		{"the same month from two programs", []social.PageFigures{septemberAgain, september}, 43, "2026-09-01", "2026-09-30"},
		{"periods that touch", []social.PageFigures{views(1, page, "2026-07-01", "2026-07-15", 1, "2026-08-01"), views(1, page, "2026-07-15", "2026-07-31", 2, "2026-08-01")}, 2, "2026-07-15", "2026-07-31"},
		{"unknown periods beside a known one", []social.PageFigures{ever, july, before}, 10, "2026-07-01", "2026-07-31"},
		{"unknown periods alone", []social.PageFigures{ever, before}, 9999, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for range 2 { // whatever the order
				pages := social.NewWebHistory(slices.Clone(tt.figures), websites).Pages()
				if len(pages) != 1 || pages[0].Views == nil || *pages[0].Views != tt.want {
					t.Fatalf("%d pages, the first %+v; want %d views", len(pages), pages[0], tt.want)
				}
				if p := pages[0]; !p.From.Equal(date(tt.from)) || !p.To.Equal(date(tt.to)) {
					t.Errorf("from %v to %v", p.From, p.To)
				}
				slices.Reverse(tt.figures)
			}
		})
	}
}

// A search engine's figures and those of the website's own statistics stand side by side; visitors of two periods are
// not added up, because who came in both would count twice.
func TestLifetimeOfEachFigure(t *testing.T) {
	visitors, clicks, seconds := int64(5), int64(3), int64(600)
	analytics := views(1, "/blog/sleep", "2026-07-01", "2026-07-31", 10, "2026-08-01")
	analytics.Visitors, analytics.WatchTime, analytics.Title = &visitors, &seconds, "Sleep"
	search := social.PageFigures{Channel: 1, Page: social.PageAddress{Host: "hospital.example", Path: "/blog/sleep"}, Clicks: &clicks, From: date("2026-07-01"), To: date("2026-07-31"), ObservedAt: date("2026-08-05")}
	one := social.NewWebHistory([]social.PageFigures{search, analytics}, websites).Pages()
	if len(one) != 1 || *one[0].Views != 10 || *one[0].Visitors != 5 || *one[0].WatchTime != 600 || *one[0].Clicks != 3 || one[0].Impressions != nil ||
		one[0].Title != "Sleep" || one[0].Page.Host != "hospital.example" {
		t.Errorf("%+v", one)
	}
	later := views(1, "/blog/sleep", "2026-08-01", "2026-08-31", 20, "2026-09-01")
	later.Visitors = &visitors
	two := social.NewWebHistory([]social.PageFigures{analytics, later}, websites).Pages()
	if len(two) != 1 || *two[0].Views != 30 || two[0].Visitors != nil {
		t.Errorf("%+v", two)
	}
}

func TestWhichPageAPostIs(t *testing.T) {
	figures := []social.PageFigures{
		views(1, "/blog/sleep", "2026-07-01", "2026-07-31", 10, "2026-08-01"),
		views(3, "/blog/sleep", "2026-07-01", "2026-07-31", 33, "2026-08-01"),
		views(1, "https://hospital.example/blog/heart", "2026-07-01", "2026-07-31", 20, "2026-08-01"),
		views(1, "https://one.example/blog/twice", "2026-07-01", "2026-07-31", 1, "2026-08-01"),
		views(1, "https://two.example/blog/twice", "2026-07-01", "2026-07-31", 2, "2026-08-01"),
		views(1, "/", "2026-07-01", "2026-07-31", 999, "2026-08-01"),
	}
	h := social.NewWebHistory(figures, websites)
	tests := []struct {
		name    string
		channel social.ChannelID
		url     string
		want    int64
		known   bool
	}{
		{"by path, where the figures know no host", 1, "https://www.hospital.example/blog/sleep/?utm_source=x", 10, true},
		{"a section of the same organisation", 2, "https://hospital.example/blog/sleep", 10, true},
		{"the same path at another hospital of the group", 3, "https://other.example/blog/sleep", 33, true},
		{"by host and path", 1, "https://www.hospital.example/blog/heart", 20, true},
		{"another host", 1, "https://elsewhere.example/blog/heart", 0, false},
		{"a post that gives a path only", 1, "/blog/heart", 20, true},
		{"one of two hosts", 1, "https://two.example/blog/twice", 2, true},
		{"a path that two hosts have", 1, "/blog/twice", 0, false},
		{"no page", 1, "https://hospital.example/blog/none", 0, false},
		{"a link to the start page", 1, "https://hospital.example/", 0, false},
		{"no link", 1, "", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := social.Post{Platform: social.Blog, Channel: tt.channel, URL: tt.url, ObservedAt: date("2026-07-02")}
			h.Fill(&p)
			if got, known := p.Metrics.Get(social.Views); got != tt.want || known != tt.known {
				t.Errorf("%d views, known %v", got, known)
			}
			if want := date("2026-08-01"); tt.known && !p.ObservedAt.Equal(want) {
				t.Errorf("observed at %v", p.ObservedAt)
			}
		})
	}

	told := social.Post{Platform: social.Blog, Channel: 1, URL: "/blog/sleep", ObservedAt: date("2026-07-02")}
	told.Metrics.Set(social.Views, 7)
	if h.Fill(&told); !told.ObservedAt.Equal(date("2026-07-02")) || told.Metrics.Len() != 1 {
		t.Errorf("a post whose own export told its views: %+v", told)
	}
	if v, _ := told.Metrics.Get(social.Views); v != 7 {
		t.Errorf("%d views", v)
	}
	facebook := social.Post{Platform: social.Facebook, Channel: 4, URL: "https://hospital.example/blog/sleep"}
	if h.Fill(&facebook); facebook.Metrics.Len() != 0 {
		t.Errorf("a Facebook post that links to the page: %+v", facebook.Metrics)
	}
	var nothing social.WebHistory
	if nothing.Fill(&told); told.Metrics.Len() != 1 || len(nothing.Pages()) != 0 {
		t.Error("the zero history knows something")
	}
}
