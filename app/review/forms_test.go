package review_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"auscult/analytics/engagement"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer"
)

// open makes a workspace of two quarters in which short videos were made to earn three times as much as photos on
// Instagram, and a competitor with followers only.
func open(t testing.TB) (*review.Reviewer, *workspace.Workspace) {
	t.Helper()
	ctx := context.Background()
	w, err := workspace.Create(ctx, filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"}, workspace.WithKeyring(keyring.Memory()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	var rows strings.Builder
	rows.WriteString("organisation,platform,published_at,url,text,form,reach,reactions,comments,followers_at_post\n")
	for day := 1; day <= 12; day++ {
		fmt.Fprintf(&rows, "Invented Hospital,instagram,2026-07-%02d,https://x.example/p%d,photo %d,photo,1000,%d,0,\n", day, day, day, 20+day%4)
		fmt.Fprintf(&rows, "Invented Hospital,instagram,2026-08-%02d,https://x.example/v%d,video %d,short_video,1000,%d,0,\n", day, day, day, 60+day%5)
		fmt.Fprintf(&rows, "Rival Clinic,instagram,2026-07-%02d,https://x.example/r%d,theirs,photo,,%d,0,5000\n", day, day, 30+day%3)
	}
	rows.WriteString("Invented Hospital,blog,2026-10-02,https://x.example/b,young,article,,3,1,\n")
	path := filepath.Join(t.TempDir(), "posts.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	exported := time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, exported, exported); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(ctx, path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return review.New(w), w
}

func quarter(t testing.TB, name string) social.Quarter {
	t.Helper()
	q, err := social.ParseQuarter(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestHoldings(t *testing.T) {
	r, _ := open(t)
	h, err := r.Holdings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if h.Posts() != 37 || len(h.Organisations) != 2 || len(h.Channels) != 3 {
		t.Errorf("%d posts, %d organisations, %d channels", h.Posts(), len(h.Organisations), len(h.Channels))
	}
	if got := h.LastExport.Format(time.DateOnly); got != "2026-10-05" {
		t.Errorf("newest figures of %s", got)
	}
	// There is a post of the fourth quarter, but the export does not reach its end.
	if got := h.LastQuarter().String(); got != "2026Q3" {
		t.Errorf("the quarter to review is %s", got)
	}
}

func TestFormsSayWhatTheDataSay(t *testing.T) {
	r, _ := open(t)
	english, german := language.New(language.English), language.New(language.German)
	f, err := r.Forms(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	if f.Question.Measure != engagement.OwnRate || f.Organisation.Name != "Invented Hospital" || f.Posts != 24 {
		t.Errorf("%+v", f.Question)
	}
	if got := f.Headline(english); !strings.HasPrefix(got, "Short video earns 2.") || !strings.HasSuffix(got, " times as much as photo on Instagram") {
		t.Errorf("headline %q", got)
	}
	if got := f.Headline(german); !strings.HasPrefix(got, "Kurzvideo bringt auf Instagram 2,") {
		t.Errorf("headline %q", got)
	}
	if got := f.PlatformHeadline(english, social.Instagram); got != "Short video comes first on Instagram" {
		t.Errorf("platform headline %q", got)
	}
	if f.Finding == nil || f.Finding.Times.Low < 1.8 || f.Finding.Times.High > 4.2 || !strings.Contains(f.Detail(english), "not yet a proof") {
		t.Errorf("finding %+v, %q", f.Finding, f.Detail(english))
	}
	cell, _ := f.Table.Cell(social.Instagram, social.Photo)
	if got := f.CellSentence(english, cell); !strings.HasPrefix(got, "Photo on Instagram: a typical post earns 2.") || !strings.Contains(got, "per 100 people reached") {
		t.Errorf("sentence %q", got)
	}
	if got := f.Source(english); !strings.Contains(got, "24 posts") || !strings.Contains(got, "5 October 2026") {
		t.Errorf("source %q", got)
	}
}

func TestHeadlinesWithoutAFinding(t *testing.T) {
	r, _ := open(t)
	s := language.New(language.English)
	for _, tt := range []struct {
		name     string
		question review.Question
		want     string
	}{
		{"nothing at all", review.Question{Quarter: quarter(t, "2020Q1")}, "There are no posts in Q1 2020"},
		{"one post", review.Question{Quarter: quarter(t, "2026Q4")}, "One post is too few"},
		{"one form only", review.Question{Quarter: quarter(t, "2026Q3"), Forms: []social.Form{social.Photo}}, "12 posts are too few"},
	} {
		f, err := r.Forms(t.Context(), tt.question)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Headline(s); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q", tt.name, got)
		}
		if f.Detail(s) != "" {
			t.Errorf("%s: says how sure it is of nothing: %q", tt.name, f.Detail(s))
		}
	}
}

func TestCompetitors(t *testing.T) {
	r, _ := open(t)
	h, err := r.Holdings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rival := slices.IndexFunc(h.Organisations, func(o social.Organisation) bool { return o.Competitor })
	for _, q := range []review.Question{{Organisation: h.Organisations[rival].ID}, {Competitors: true}} {
		f, err := r.Forms(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if s := f.Subtitle(language.New(language.English)); q.Competitors && !strings.Contains(s, "all competitors") {
			t.Errorf("subtitle %q", s)
		}
		cell, _ := f.Table.Cell(social.Instagram, social.Photo)
		if f.Posts != 12 || f.Question.Measure != engagement.ComparableRate || cell.Denominator != social.PerFollowers || cell.Over != 60_000 {
			t.Errorf("%+v: %d posts by %s, %+v", q, f.Posts, f.Question.Measure, cell)
		}
	}
}

func TestPostsBehind(t *testing.T) {
	r, _ := open(t)
	rows, err := r.Posts(t.Context(), review.Question{Platforms: []social.Platform{social.Instagram}})
	if err != nil || len(rows) != 24 {
		t.Fatalf("%d posts, %v", len(rows), err)
	}
	for i, row := range rows {
		if row.Text == "" || row.Channel.Name != "Invented Hospital" || row.Rate == nil || row.Engagement == nil {
			t.Fatalf("%+v", row)
		}
		if i > 0 && row.Rate.Rate() > rows[i-1].Rate.Rate() {
			t.Errorf("post %d is above the one before", i)
		}
	}
	if rows, err := r.PostsBehind(t.Context(), review.Question{}, nil); err != nil || rows != nil {
		t.Errorf("posts behind nothing: %v, %v", rows, err)
	}
}

func TestForget(t *testing.T) {
	r, w := open(t)
	before, err := r.Forms(t.Context(), review.Question{})
	if err != nil {
		t.Fatal(err)
	}
	imports, err := w.Imports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(t.Context(), imports[0].ID); err != nil {
		t.Fatal(err)
	}
	kept, err := r.Forms(t.Context(), review.Question{})
	if err != nil || kept.Posts != before.Posts {
		t.Errorf("what was read was not kept: %d posts, %v", kept.Posts, err)
	}
	r.Forget()
	after, err := r.Forms(t.Context(), review.Question{})
	if err != nil || after.Posts != 0 {
		t.Errorf("%d posts after the undo, %v", after.Posts, err)
	}
}

func BenchmarkForms(b *testing.B) {
	r, _ := open(b)
	for b.Loop() {
		r.Forget()
		if _, err := r.Forms(context.Background(), review.Question{Quarter: quarter(b, "2026Q3")}); err != nil {
			b.Fatal(err)
		}
	}
}
