package importer_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/importer"
	"auscult/importer/formats"
)

var update = flag.Bool("update", false, "write the golden files anew; look at them before they are committed")

// plain is a record as the golden files write it, for people to check by eye.
type plain struct {
	Row           int
	Organisation  string `json:",omitempty"`
	Channel       string `json:",omitempty"`
	ChannelID     string `json:",omitempty"`
	Platform      string
	NativeID      string `json:",omitempty"`
	URL           string
	Published     string
	DayOnly       bool `json:",omitempty"`
	Text          string
	Form, FormWhy string
	Boosted       int8 `json:",omitempty"`
	Metrics       map[string]int64
}

// plainPage and plainComment are the same for records that are no posts.
type plainPage struct {
	Row                                             int
	Page                                            string
	Title, From, To                                 string `json:",omitempty"`
	Views, Visitors, WatchTime, Clicks, Impressions *int64 `json:",omitempty"`
}

type plainComment struct {
	Row                                                 int
	Organisation, Channel, Platform                     string `json:",omitempty"`
	PostURL, NativeID, InReplyTo, Author, Written, Text string `json:",omitempty"`
	DayOnly, Mention                                    bool   `json:",omitempty"`
	Ours                                                int8   `json:",omitempty"`
}

func plainOf(r importer.Record) any {
	if f := r.Page; f != nil {
		p := plainPage{Row: r.Row, Page: f.Page.String(), Title: f.Title, Views: f.Views, Visitors: f.Visitors, WatchTime: f.WatchTime, Clicks: f.Clicks, Impressions: f.Impressions}
		if f.KnowsPeriod() {
			p.From, p.To = f.From.Format(time.RFC3339), f.To.Format(time.RFC3339)
		}
		return p
	}
	if c := r.Comment; c != nil {
		return plainComment{
			r.Row, r.Organisation, r.Channel, string(c.Platform), c.PostURL, c.NativeID, c.InReplyTo, c.Author,
			c.WrittenAt.Format(time.RFC3339), c.Text, c.DayOnly, c.Mention, int8(c.Ours),
		}
	}
	p := plain{
		Row: r.Row, Organisation: r.Organisation, Channel: r.Channel, ChannelID: r.ChannelID, Platform: string(r.Post.Platform),
		NativeID: r.Post.NativeID, URL: r.Post.URL, Published: r.Post.PublishedAt.Format(time.RFC3339), DayOnly: r.Post.DayOnly,
		Text: r.Post.Text, Form: string(r.Post.Form), FormWhy: r.Post.FormReason, Boosted: int8(r.Post.Boosted), Metrics: map[string]int64{},
	}
	for m, v := range r.Post.Metrics.All() {
		p.Metrics[m.String()] = v
	}
	return p
}

// plainFigures is a record of figures as the golden files write it.
type plainFigures struct {
	Row          int
	Organisation string `json:",omitempty"`
	Channel      string `json:",omitempty"`
	Platform     string
	Followers    []string `json:",omitempty"` // the day in Zurich and the number
	Figures      []string `json:",omitempty"` // metric, first day, last day where it is another, value
}

func plainFiguresOf(r importer.Record) plainFigures {
	p := plainFigures{Row: r.Row, Organisation: r.Organisation, Channel: r.Channel, Platform: string(r.Post.Platform)}
	day := func(t time.Time) string { return t.In(zurich).Format("2006-01-02 15h") }
	for _, c := range r.Followers {
		p.Followers = append(p.Followers, fmt.Sprintf("%s: %d", day(c.On), c.Followers))
	}
	for _, f := range r.Figures {
		days := day(f.From)
		if !f.To.Equal(f.From) {
			days += " to " + day(f.To)
		}
		p.Figures = append(p.Figures, fmt.Sprintf("%s %s: %d", f.Metric, days, f.Value))
	}
	return p
}

// exported is when the samples count as exported. Some formats tell years from it.
var exported = time.Date(2026, time.September, 20, 8, 0, 0, 0, time.UTC)

// atExport copies a sample to where it can have the date of an export. The folder says which platform it is of, where
// the export does not.
func atExport(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "Instagram")
	path = filepath.Join(folder, filepath.Base(path))
	if err := errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(path, content, 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	return path
}

// Each format has an invented sample under its exact header in testdata/samples; what it becomes was checked by hand
// and stands beside it.
func TestSamples(t *testing.T) {
	samples, err := filepath.Glob(filepath.Join("testdata", "samples", "*.[cx][sm][vl]")) // .csv and .xml
	if err != nil || len(samples) < 11 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	for _, path := range samples {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		t.Run(name, func(t *testing.T) {
			sample := atExport(t, path)
			reading, records, problems := read(t, sample)
			if want := strings.Replace(name, "stories", "content", 1); reading.Format.ID != want {
				t.Fatalf("recognised as %s", reading.Format.ID)
			}
			for _, p := range problems {
				t.Errorf("refused: %v", p)
			}
			plainly := make([]any, len(records))
			for i, r := range records {
				if reading.Format.Kind == formats.Figures {
					plainly[i] = plainFiguresOf(r)
				} else {
					plainly[i] = plainOf(r)
				}
			}
			got, err := json.MarshalIndent(plainly, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := strings.TrimSuffix(path, filepath.Ext(path)) + ".golden.json"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			for _, other := range formats.All() {
				if other.ID == reading.Format.ID {
					continue
				}
				if doc, err := importer.Open(t.Context(), sample, importer.Options{Format: other.ID}); err == nil {
					doc.Close()
					t.Errorf("also passes for %s", other.ID)
				}
			}
		})
	}
}

// Every format that Auscult ships has a sample that a test reads.
func TestEveryFormatHasASample(t *testing.T) {
	// The formats of the sample workspace are read by TestSampleExports.
	elsewhere := map[string]bool{
		"auscult-posts": true, "auscult-followers": true, "linkedin-page-content": true, "meta-facebook-content": true,
		"meta-instagram-content": true, "youtube-studio-content": true,
	}
	for _, f := range formats.All() {
		if found, err := filepath.Glob(filepath.Join("testdata", "samples", f.ID+".[cx][sm][vl]")); (err != nil || len(found) != 1) && !elsewhere[f.ID] {
			t.Errorf("%s has no sample", f.ID)
		}
		for _, l := range []string{"en", "de", "fr"} {
			if f.Where[l] == "" {
				t.Errorf("%s does not say in %s where to get the export", f.ID, l)
			}
		}
	}
}
