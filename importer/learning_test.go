package importer_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"auscult/importer"
	"auscult/importer/classify"
	"auscult/importer/formats"
)

// sampleTopics returns the texts of the sample's own posts with the topic each was written to (assets/sample/labels.csv)
// and the one its words point at.
func sampleTopics(t *testing.T) []classify.Example {
	t.Helper()
	sample := filepath.Join("..", "assets", "sample")
	f, err := os.Open(filepath.Join(sample, "labels.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	truth := map[string]string{}
	for _, row := range rows[1:] {
		truth[row[0]+row[1]], truth[row[2]] = row[4], row[4]
	}
	var all []classify.Example
	known := map[string]bool{}
	for _, pattern := range []string{"facebook", "instagram", "youtube", "linkedin"} {
		paths, err := filepath.Glob(filepath.Join(sample, "exports", pattern, "*"))
		if err != nil || len(paths) == 0 {
			t.Fatal(pattern, err)
		}
		for _, path := range paths {
			for _, r := range posts(t, path) {
				p := r.Post
				topic := truth[string(p.Platform)+p.NativeID]
				if topic == "" {
					topic = truth[p.URL]
				}
				if topic == "" || known[p.Text] { // one exported twice, or published twice
					continue
				}
				known[p.Text] = true
				all = append(all, classify.Example{Text: p.Text, Value: topic, Keywords: string(p.Topic)})
			}
		}
	}
	if len(all) < 500 {
		t.Fatalf("only %d texts were found", len(all))
	}
	return all
}

// posts reads the posts of a file that may hold other tables beside them.
func posts(t *testing.T, path string) []importer.Record {
	t.Helper()
	doc, err := importer.Open(t.Context(), path, importer.Options{Zone: zurich})
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	var all []importer.Record
	for _, r := range doc.Readings {
		if r.Format.Kind == formats.Posts {
			records, _ := collect(t, r)
			all = append(all, records...)
		}
	}
	return all
}

// TestLearningOnTheSample corrects some posts of the sample by its truth and looks how often the others are right. The
// sample's texts are invented and simpler than life; the table is in the README.
func TestLearningOnTheSample(t *testing.T) {
	all := sampleTopics(t)
	for _, corrected := range []int{20, 50, 100, 200} {
		var keywords, learned, held, said, rest int
		used := 0
		const draws = 20
		for seed := range uint64(draws) {
			random := rand.New(rand.NewPCG(seed, 2026))
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			l := classify.Learn(all[:corrected])
			held += l.HeldOut.Learned
			if l.Used() {
				used++
			}
			for _, x := range all[corrected:] {
				rest++
				topic, reason := l.Say(classify.Cut(x.Text))
				if (topic == "") != (reason == "") || topic != "" && !strings.HasPrefix(reason, "learned: ") {
					t.Fatalf("%q because %q", topic, reason)
				}
				if topic != "" {
					said++
				}
				if topic == "" {
					topic = x.Keywords
				}
				if topic == x.Value {
					learned++
				}
				if x.Keywords == x.Value {
					keywords++
				}
			}
		}
		percent := func(n, of int) string { return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(of)) }
		t.Logf("%3d corrected: right for %s of the others (said for %s), by keywords alone %s; held out %s; used in %d of %d draws",
			corrected, percent(learned, rest), percent(said, rest), percent(keywords, rest), percent(held, corrected*draws), used, draws)
		if learned < keywords {
			t.Errorf("%d corrections made it worse: %d right, %d by keywords alone", corrected, learned, keywords)
		}
		if corrected >= 100 && used < draws/2 {
			t.Errorf("%d corrections are used in %d of %d draws only", corrected, used, draws)
		}
	}
}
