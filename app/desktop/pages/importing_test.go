package pages

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/workspace"
	"auscult/importer/formats"
)

func TestWhoseIsAskedOnlyWhenNeeded(t *testing.T) {
	named := []formats.Column{{Field: formats.Organisation, Needed: true}}
	tests := []struct {
		name   string
		format formats.Format
		ours   int
		want   bool
	}{
		{"every row names the organisation", formats.Format{Columns: named}, 3, false},
		{"a platform hands its export to the owner only", formats.Format{Platform: social.Facebook}, 1, false},
		{"but several of us own channels", formats.Format{Platform: social.Facebook}, 2, true},
		{"a tool's export may hold anybody's posts", formats.Format{}, 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := needsOwner(&tt.format, tt.ours); got != tt.want {
				t.Errorf("needsOwner = %v, want %v", got, tt.want)
			}
		})
	}
}

const export = "organisation;channel;platform;published_at;text;form;reach;reactions;comments\n" +
	"Seaview;Seaview;facebook;2026-07-01;One;photo;100;3;1\n" +
	"Seaview;Seaview;facebook;2026-07-02;Two;photo;100;4;1\n"

func newWorkspace(t *testing.T) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Create(context.Background(), filepath.Join(t.TempDir(), "w.auscult"), workspace.Settings{Hospital: "Seaview", TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportGoesOnAfterAFileThatCannotBeRead(t *testing.T) {
	w, dir := newWorkspace(t), t.TempDir()
	write(t, dir, "a.csv", "name,street\nA,B\n")
	write(t, dir, "b.csv", export)
	var parts []float64
	im := &importing{workspace: w, progress: func(part float64, _ string) { parts = append(parts, part) }}
	results, err := im.run(context.Background(), []string{dir})
	if err != nil || len(results) != 2 {
		t.Fatalf("results %v, error %v", results, err)
	}
	failed, taken := 0, counts(results).Taken
	for _, r := range results {
		if r.Err != nil {
			failed++
		}
	}
	if failed != 1 || taken != 2 {
		t.Errorf("%d files failed, %d posts taken; want 1 and 2", failed, taken)
	}
	for i := range parts {
		if parts[i] < 0 || parts[i] > 1 || i > 0 && parts[i] < parts[i-1] {
			t.Errorf("progress goes %v", parts)
		}
	}
	speak := language.New(language.English)
	if got := (reporter{speak: speak, zone: time.UTC}).sum(results, nil); got != "One file imported. New: 2" {
		t.Errorf("the sum is %q", got)
	}
}

func TestCancelledImportLeavesNothingHalf(t *testing.T) {
	w := newWorkspace(t)
	ctx, cancel := context.WithCancel(context.Background())
	im := &importing{workspace: w, progress: func(float64, string) { cancel() }}
	results, err := im.run(ctx, []string{write(t, t.TempDir(), "b.csv", export)})
	if !errors.Is(err, context.Canceled) || len(results) != 0 {
		t.Fatalf("results %v, error %v", results, err)
	}
	imports, err := w.Imports(context.Background())
	if err != nil || len(imports) != 0 {
		t.Errorf("%d imports are there, error %v", len(imports), err)
	}
	speak := language.New(language.English)
	if got := (reporter{speak: speak}).sum(results, context.Canceled); !strings.Contains(got, "cancelled") {
		t.Errorf("the sum is %q", got)
	}
}

func TestOneLine(t *testing.T) {
	if got := oneLine("  First\n\nsecond\tline "); got != "First second line" {
		t.Errorf("got %q", got)
	}
	if got := []rune(oneLine(strings.Repeat("ü", 1000))); len(got) != 301 {
		t.Errorf("%d letters are left of 1000", len(got))
	}
}
