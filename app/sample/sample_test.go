package sample_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/sample"
	"auscult/app/workspace"
)

// open makes the sample in a fresh folder and opens it.
func open(t *testing.T) (*workspace.Workspace, []workspace.FileReport) {
	t.Helper()
	var reports []workspace.FileReport
	path, err := sample.Make(t.Context(), t.TempDir(), sample.Options{Report: func(r workspace.FileReport) { reports = append(reports, r) }})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w, reports
}

// truth is what the sample was made with, see truth.json beside it.
type truth struct {
	Platforms []struct {
		Platform social.Platform
		Forms    []struct {
			Form     social.Form
			LogLevel float64 `json:"log_level"`
			Plain    int     `json:"own_posts"`
			Promoted int     `json:"own_promotional_posts"`
		}
	}
}

func readTruth(t *testing.T) truth {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "assets", "sample", "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var told truth
	if err := json.Unmarshal(raw, &told); err != nil {
		t.Fatal(err)
	}
	return told
}

// From the export files alone, the page Forms finds what the sample was made with: where it calls forms separate, they
// are in the true order.
func TestFormsFindTheTruth(t *testing.T) {
	w, reports := open(t)
	refused := 0
	for _, r := range reports {
		for _, table := range r.Tables {
			refused += table.Import.Refused
		}
	}
	if len(reports) != 10 || refused > 0 {
		t.Errorf("%d files, %d rows refused", len(reports), refused)
	}
	forms, err := review.New(w).Forms(t.Context(), review.Question{Measure: engagement.PerPost})
	if err != nil {
		t.Fatal(err)
	}
	separated := 0
	for _, p := range readTruth(t).Platforms {
		for _, a := range p.Forms {
			cell, _ := forms.Table.Cell(p.Platform, a.Form)
			if made := a.Plain + a.Promoted; cell.Posts != made {
				t.Errorf("%s %s: %d posts, %d were made", p.Platform, a.Form, cell.Posts, made)
			}
			for _, b := range p.Forms {
				other, _ := forms.Table.Cell(p.Platform, b.Form)
				times, err := forms.Table.Times(p.Platform, a.Form, b.Form)
				// A hundred pairs are looked at, each of whose intervals may miss in 10 of 100 cases, and the mix drifts:
				// only clear differences between well-filled cells are held to the truth.
				if err == nil && times.Low > 1.15 && cell.Used >= 15 && other.Used >= 15 {
					separated++
					if a.LogLevel <= b.LogLevel {
						t.Errorf("%s: %s is found %.1f times %s (%.2f to %.2f), but was made %.2f times", p.Platform, a.Form,
							times.Value, b.Form, times.Low, times.High, math.Exp(a.LogLevel-b.LogLevel))
					}
				}
			}
		}
	}
	if separated < 10 {
		t.Errorf("only %d pairs of forms are told apart in two years", separated)
	}
	instagram := forms.Table.On(social.Instagram)
	if !instagram[0].TopGroup || !slices.Contains([]social.Form{social.ShortVideo, social.Carousel}, instagram[0].Form) {
		t.Errorf("Instagram's best form: %+v", instagram[0])
	}
	if photo, _ := forms.Table.Cell(social.Instagram, social.Photo); photo.TopGroup {
		t.Error("photos may be Instagram's best form, though they were made at half of it")
	}
}

// The topics and the selling posts that words alone tell, against what the sample's posts were made as. The texts are
// invented and simpler than life: on real posts expect less.
func TestWordsTellTopics(t *testing.T) {
	w, _ := open(t)
	raw, err := os.ReadFile(filepath.Join("..", "..", "assets", "sample", "labels.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type label struct {
		topic       social.Topic
		promotional bool
	}
	labels := map[string]label{}
	for _, r := range rows[1:] { // platform, native_id, url, form, topic, promotional, …
		labels[r[2]] = label{social.Topic(r[4]), r[5] == "yes"}
	}
	var told, right, silent, promotional, hits, flagged int
	err = w.EachPost(t.Context(), workspace.PostFilter{}, func(p social.Post) error {
		l, ok := labels[p.URL]
		if !ok || p.TopicReason == social.GivenInFile {
			return nil
		}
		switch {
		case p.Topic == "":
			silent++
		case p.Topic == l.topic:
			right++
			told++
		default:
			told++
		}
		if l.promotional {
			promotional++
		}
		if p.Promotional == social.Yes {
			flagged++
			if l.promotional {
				hits++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("topics: %d of %d right, nothing said of %d; promotional: %d of %d found, %d flagged", right, told, silent, hits, promotional, flagged)
	if told+silent < 1000 {
		t.Fatalf("only %d posts could be checked", told+silent)
	}
	if share := float64(right) / float64(told+silent); share < 0.6 {
		t.Errorf("words tell the topic of %.0f %% of the posts", 100*share)
	}
}

// The latest quarter, which people see first, has something to say.
func TestLatestQuarterHasAFinding(t *testing.T) {
	w, _ := open(t)
	r := review.New(w)
	h, err := r.Holdings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if q := h.LastQuarter().String(); q != "2026Q3" {
		t.Errorf("latest complete quarter %s", q)
	}
	forms, err := r.Forms(t.Context(), review.Question{Quarter: h.LastQuarter()})
	if err != nil {
		t.Fatal(err)
	}
	if forms.Finding == nil || !forms.Invented || forms.Organisation.Name != sample.Hospital {
		t.Errorf("%q, %+v", forms.Headline(language.New(language.English)), forms.Finding)
	}
	if forms.Question.Measure != engagement.OwnRate || forms.Posts < 150 {
		t.Errorf("%d posts by %s", forms.Posts, forms.Question.Measure)
	}
	for _, c := range forms.Table.Cells {
		if c.Young > 0 {
			t.Errorf("%s %s: %d posts too young, though the sample was exported a week after the quarter", c.Platform, c.Form, c.Young)
		}
	}
}

// With the follower history every own post has a comparable rate.
func TestOwnPostsCanBeCompared(t *testing.T) {
	w, _ := open(t)
	forms, err := review.New(w).Forms(t.Context(), review.Question{Measure: engagement.ComparableRate})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range forms.Table.Cells {
		// A blog has readers, not followers, and the collaborator's account on Instagram has no history.
		if c.NoFigure > 1 && c.Platform != social.Blog {
			t.Errorf("%s %s: %d of %d posts have no comparable rate", c.Platform, c.Form, c.NoFigure, c.Posts)
		}
	}
}

func TestMakeReplacesOnlyASample(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		if _, err := sample.Make(t.Context(), dir, sample.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	other := t.TempDir()
	w, err := workspace.Create(t.Context(), filepath.Join(other, sample.FileName), workspace.Settings{Hospital: "Somebody's work", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, err := sample.Make(t.Context(), other, sample.Options{}); !errors.Is(err, sample.ErrNotSample) {
		t.Errorf("somebody's work was replaced: %v", err)
	}
}

func TestCancelledMakeLeavesNoWorkspace(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	_, err := sample.Make(ctx, dir, sample.Options{Progress: func(_ string, done, _ int) {
		if done == 2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, sample.FileName)); err == nil {
		t.Error("half a sample is left")
	}
}

func TestUnpackDatesTheExports(t *testing.T) {
	files, err := sample.Unpack(t.TempDir())
	if err != nil || len(files) != 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var last time.Time
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		if info.ModTime().Before(last) || info.ModTime().Year() < 2025 || info.ModTime().Year() > 2026 {
			t.Errorf("%s is dated %s", filepath.Base(f), info.ModTime())
		}
		last = info.ModTime()
	}
}
