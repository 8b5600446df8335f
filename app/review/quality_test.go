package review_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"auscult/analytics/quality"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

func TestQuality(t *testing.T) {
	r, _ := open(t)
	q, err := r.Quality(t.Context(), review.Question{Quarter: quarter(t, "2026Q3"), Everyone: true})
	if err != nil {
		t.Fatal(err)
	}
	// 24 photos and videos of ours and 12 of the rival on Instagram, one article of ours; see open.
	if q.Posts() != 37 || len(q.Report.Channels) != 3 || q.Rows != 37 {
		t.Errorf("%d posts, %d channels, %d rows", q.Posts(), len(q.Report.Channels), q.Rows)
	}
	first := q.Report.Channels[0]
	if name := q.Channel(first.ID); name.Organisation.Name != "Invented Hospital" || first.Platform != social.Instagram || !first.Ours {
		t.Errorf("the first channel is %+v", name)
	}
	speak := language.New(language.English)
	// Our 24 posts have no followers, so that they cannot be compared with the rival's.
	of := q.Of(quality.NoComparableRate)
	if len(of) != 1 || of[0].Posts != 24 || q.FindingSentence(speak, of[0]) != "24 of 24 posts, July 2026 to August 2026" {
		t.Errorf("without comparable rate: %+v", of)
	}
	// And both Instagram channels, on which something appeared every day, fall silent long before 5 October.
	if got := q.Headline(speak); got != "3 things in the data need a look" || len(q.Of(quality.EndsEarly)) != 2 {
		t.Errorf("headline %q", got)
	}
	if got := q.CellSentence(speak, first, 0); got != "Invented Hospital on Instagram, July 2026: 12 posts, exported 5 October 2026, typically 89 days old then. Without comparable rate: 12." {
		t.Errorf("July: %q", got)
	}
	one, err := r.Quality(t.Context(), review.Question{Organisation: q.Report.Channels[2].Organisation})
	if err != nil || len(one.Report.Channels) != 1 {
		t.Errorf("of the rival: %d channels, error %v", len(one.Report.Channels), err)
	}
	blog, err := r.Quality(t.Context(), review.Question{Platforms: []social.Platform{social.Blog}})
	if err != nil || blog.Posts() != 1 {
		t.Errorf("of the blog: %d posts, error %v", blog.Posts(), err)
	}
}

func TestQualityFindsTwins(t *testing.T) {
	ctx := context.Background()
	w, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	rows := "organisation,platform,published_at,url,text,form,reach,reactions,comments\n" +
		"Invented Hospital,facebook,2026-07-01 10:00,https://x.example/a,Open day on Sunday,photo,100,1,1\n" +
		"Invented Hospital,facebook,2026-07-01 10:09,https://x.example/b,Open day on Sunday,photo,100,1,1\n" +
		"Invented Hospital,facebook,2026-07-01 10:05,https://x.example/c,Another text,photo,100,1,1\n"
	path := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(ctx, path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	r := review.New(w)
	q, err := r.Quality(ctx, review.Question{})
	if err != nil {
		t.Fatal(err)
	}
	of := q.Of(quality.Twice)
	if len(of) != 1 || of[0].Posts != 1 || len(of[0].IDs) != 2 {
		t.Fatalf("twins: %+v", of)
	}
	behind, err := r.PostsBehind(ctx, review.Question{}, of[0].IDs)
	if err != nil || len(behind) != 2 || !strings.HasPrefix(behind[0].Text, "Open day") {
		t.Errorf("behind it: %+v, error %v", behind, err)
	}
}

func TestQualityOfNothingAndCancelled(t *testing.T) {
	ctx := context.Background()
	w, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r := review.New(w)
	q, err := r.Quality(ctx, review.Question{})
	if err != nil || q.Posts() != 0 || q.ToLookAt() != 0 || q.Detail(language.New(language.German)) != "" {
		t.Errorf("of nothing: %+v, error %v", q, err)
	}
	cancelled, cancel := context.WithTimeout(ctx, 0)
	defer cancel()
	<-cancelled.Done()
	if _, err := r.Quality(cancelled, review.Question{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled: %v", err)
	}
}
