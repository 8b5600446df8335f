package workspace_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"auscult/app/workspace"
	"auscult/importer"
	"auscult/importer/formats"
)

// declared is a format of a person's own for files with the columns Wann, Wo, Was and, where wide, Mag.
func declared(t *testing.T, id string, wide bool) *formats.Format {
	t.Helper()
	text := `id = "` + id + `"
name = "Format ` + id + `"
group = "declared"
platform = "xing"
organisation = "Invented Hospital"
channel = "Jobs"
evidence = "invented for this test"
[[column]]
field = "published_at"
names = ["Wann"]
needed = true
dates = ["iso"]
[[column]]
field = "text"
names = ["Was"]
needed = true
`
	if wide {
		text += "[[column]]\nfield = \"reactions\"\nnames = [\"Mag\"]\n"
	}
	f, err := formats.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func ids(all []*formats.Format) []string {
	var ids []string
	for _, f := range all {
		ids = append(ids, f.ID)
	}
	return ids
}

func TestOwnFormats(t *testing.T) {
	ctx, w, now := context.Background(), create(t), time.Unix(1_790_000_000, 0)
	path := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(path, []byte("Wann;Was;Mag\n2026-08-01;Ein Beitrag;3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	unknown := (*importer.UnknownError)(nil)
	if _, err := w.ImportFile(ctx, path, importer.Options{}, workspace.ImportOptions{}); !errors.As(err, &unknown) {
		t.Fatalf("before it is declared: %v", err)
	}
	for _, f := range []*formats.Format{declared(t, "own-narrow", false), declared(t, "own-wide", true), declared(t, "own-wide", true)} {
		if err := w.AddFormat(ctx, f, now); err != nil {
			t.Fatal(err)
		}
	}
	own, err := w.Formats(ctx)
	if err != nil || !slices.Equal(ids(own), []string{"own-narrow", "own-wide"}) {
		t.Fatalf("%v, %v", ids(own), err)
	}
	for _, taken := range []*formats.Format{declared(t, "own-wide", false), declared(t, "auscult-posts", false)} {
		if err := w.AddFormat(ctx, taken, now); !errors.Is(err, workspace.ErrFormatExists) {
			t.Errorf("another format called %s: %v", taken.ID, err)
		}
	}
	if report := importFile(t, w, path); report.Import.Format != "own-wide" || report.Import.Taken != 1 || report.Channels[0].Name != "Jobs" {
		t.Errorf("%+v", report)
	}
	if err := w.RemoveFormat(ctx, "own-wide"); err != nil {
		t.Fatal(err)
	}
	if err := w.RemoveFormat(ctx, "own-wide"); !errors.Is(err, workspace.ErrNoFormat) {
		t.Errorf("removed twice: %v", err)
	}
	if imports, err := w.Imports(ctx); err != nil || len(imports) != 1 || imports[0].Format != "own-wide" {
		t.Errorf("after the format is gone: %+v, %v", imports, err)
	}
	if posts, err := w.Posts(ctx, workspace.PostFilter{}); err != nil || len(posts) != 1 {
		t.Errorf("after the format is gone: %d posts, %v", len(posts), err)
	}
}

// For the same header the person's own word counts more than what Auscult ships.
func TestOwnFormatWinsWhereItFitsAsWell(t *testing.T) {
	ctx, w := context.Background(), create(t)
	shipped, _ := formats.ByID("auscult-posts")
	raw, err := shipped.Encode()
	if err != nil {
		t.Fatal(err)
	}
	f, err := formats.Parse([]byte(strings.Replace(string(raw), `id = "auscult-posts"`, `id = "own-posts"`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	path := export(t, "posts.csv", "2026-10-01", "Invented Hospital;Main;facebook;2026-08-01;;One;photo;1;2;3")
	if r := importFile(t, w, path); r.Import.Format != "auscult-posts" {
		t.Fatalf("imported as %s", r.Import.Format)
	}
	if err := w.AddFormat(ctx, f, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	path = export(t, "posts2.csv", "2026-10-01", "Invented Hospital;Main;facebook;2026-08-02;;Two;photo;1;2;3")
	if r := importFile(t, w, path); r.Import.Format != "own-posts" {
		t.Errorf("imported as %s", r.Import.Format)
	}
}
