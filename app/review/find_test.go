package review_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

const searched = `organisation,channel,platform,published_at,url,text,form,campaign,reach,reactions,comments,shares
Invented Hospital,Page,facebook,2026-08-01,https://x.example/open-day,"Tag der offenen Tür: Herz und Knie",photo,Autumn,1000,5,0,0
Invented Hospital,Page,facebook,2026-08-02,https://x.example/2,"Die grosse Straße zum Knie",photo,,1000,5,0,0
Rival Clinic,Rival,facebook,2026-08-03,https://y.example/3,"CŒUR à Genève, élan",photo,,1000,5,0,0
Invented Hospital,Page,facebook,2025-01-04,https://x.example/4,"Herz an Herz",photo,,1000,5,0,0
`

// All words must be there, in any order and as parts of words; capitals and accents do not matter. All of it was found by eye.
func TestFind(t *testing.T) {
	r := openTexts(t, searched)
	for words, want := range map[string][]string{
		"herz":           {"2026-08-01", "2025-01-04"},
		"HERZ knie":      {"2026-08-01"},
		"knie herz":      {"2026-08-01"},
		"\"knie herz\"":  nil,
		"„Herz und“ tag": {"2026-08-01"},
		"turen":          nil,
		"tur":            {"2026-08-01"},
		"strasse":        {"2026-08-02"},
		"straße große":   {"2026-08-02"}, // ß is ss
		"STRAẞE":         {"2026-08-02"},
		"geneve elan":    {"2026-08-03"},
		"GENÈVE":         {"2026-08-03"},
		"coeur":          {"2026-08-03"},
		"autumn":         {"2026-08-01"},
		"x.example/open": {"2026-08-01"},
		"  ":             nil,
		"\"\"":           nil,
		"kn":             {"2026-08-02", "2026-08-01"},
		"nowhere":        nil,
	} {
		hits, err := r.Find(t.Context(), review.Search{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range hits.Posts {
			got = append(got, p.PublishedAt.Format("2006-01-02"))
		}
		if diff := cmp.Diff(want, got); diff != "" || hits.All != len(want) {
			t.Errorf("%q: %d in all, (-want +got)\n%s", words, hits.All, diff)
		}
	}
	hits, err := r.Find(t.Context(), review.Search{Words: "kn", Most: 1})
	if err != nil || hits.All != 2 || len(hits.Posts) != 1 || !strings.HasPrefix(hits.Posts[0].Text, "Die grosse") {
		t.Errorf("%d of %d posts, %v; want the newest of 2", len(hits.Posts), hits.All, err)
	}
}

// A post's figures stand as each export has them; what counts is what they say together.
func TestPostDetail(t *testing.T) {
	dir := t.TempDir()
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	const header = "organisation,channel,platform,published_at,url,text,form,reach,reactions,comments,shares\n"
	for _, e := range []struct{ file, day, rows string }{
		{"july.csv", "2026-07-10", "Invented Hospital,Page,facebook,2026-07-01 23:30,https://x.example/1,Our patient Jane Doe is home,photo,1000,5,1,\n"},
		{"october.csv", "2026-10-10", "Invented Hospital,Page,facebook,2026-07-01 23:30,https://x.example/1,Our patient Jane Doe is home,photo,2000,30,,10\n" +
			"Invented Hospital,Other,instagram,2026-07-02 10:00,https://y.example/1,Our patient Jane Doe is home,photo,500,3,,2\n"},
	} {
		path := filepath.Join(dir, e.file)
		day, err := time.Parse(time.DateOnly, e.day)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.WriteFile(path, []byte(header+e.rows), 0o600), os.Chtimes(path, day, day)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	r := review.New(w)
	hits, err := r.Find(t.Context(), review.Search{Words: "x.example"})
	if err != nil || len(hits.Posts) != 1 {
		t.Fatalf("%v, %v", hits, err)
	}
	d, err := r.PostDetail(t.Context(), hits.Posts[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	of := func(m social.Metrics) string {
		var all []string
		for _, k := range d.Metrics() {
			if v, known := m.Get(k); known {
				all = append(all, fmt.Sprint(k, " ", v))
			}
		}
		return strings.Join(all, ", ")
	}
	got := []string{"counts: " + of(d.Post.Metrics)}
	for _, o := range d.History {
		got = append(got, o.File+" "+o.At.Format(time.DateOnly)+": "+of(o.Metrics))
	}
	want := []string{
		"counts: reach 2000, reactions 30, comments 1, shares 10", "july.csv 2026-07-10: reach 1000, reactions 5, comments 1",
		"october.csv 2026-10-10: reach 2000, reactions 30, shares 10",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(d.Others) != 1 || d.Others[0].Channel.Name != "Other" {
		t.Errorf("the same elsewhere: %v", d.Others)
	}
	// 30 + 1 + 10 of 2,000 people.
	if got, want := d.FigureSentence(language.New(language.English)), "Engagement: 41, 2.05% (people reached)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if len(d.Findings) != 2 || d.Findings[1].Text(d.Text) != "Jane Doe" || d.Findings[1].Decision != nil { // the first: a patient's picture
		t.Errorf("findings %+v", d.Findings)
	}
	if _, err := r.PostDetail(t.Context(), 999); !errors.Is(err, workspace.ErrNoPost) {
		t.Errorf("%v, want that there is no such post", err)
	}
}
