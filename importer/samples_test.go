package importer_test

import (
	"encoding/json"
	"flag"
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

func plainOf(r importer.Record) plain {
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

// Each format has an invented sample under its exact header in testdata/samples; what it becomes was checked by hand
// and stands beside it.
func TestSamples(t *testing.T) {
	samples, err := filepath.Glob(filepath.Join("testdata", "samples", "*.csv"))
	if err != nil || len(samples) < 11 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	for _, path := range samples {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		t.Run(name, func(t *testing.T) {
			reading, records, problems := read(t, path)
			if want := strings.Replace(name, "stories", "content", 1); reading.Format.ID != want {
				t.Fatalf("recognised as %s", reading.Format.ID)
			}
			for _, p := range problems {
				t.Errorf("refused: %v", p)
			}
			got := make([]plain, len(records))
			for i, r := range records {
				got[i] = plainOf(r)
			}
			golden := strings.TrimSuffix(path, ".csv") + ".golden.json"
			if *update {
				raw, err := json.MarshalIndent(got, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, append(raw, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			raw, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			var want []plain
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			for _, other := range formats.All() {
				if other.ID == reading.Format.ID {
					continue
				}
				if doc, err := importer.Open(t.Context(), path, importer.Options{Format: other.ID}); err == nil {
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
		if _, err := os.Stat(filepath.Join("testdata", "samples", f.ID+".csv")); err != nil && !elsewhere[f.ID] {
			t.Errorf("%s has no sample", f.ID)
		}
		for _, l := range []string{"en", "de", "fr"} {
			if f.Where[l] == "" {
				t.Errorf("%s does not say in %s where to get the export", f.ID, l)
			}
		}
	}
}
