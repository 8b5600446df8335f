package pages

import (
	"bytes"
	"context"
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
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer"
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
		{"an export that a person has described", formats.Format{Platform: social.XING, Group: formats.Declared}, 1, true},
		{"one whose rows are always the same organisation's", formats.Format{Group: formats.Declared, Organisation: "Hillside Clinic"}, 1, false},
		{"a tool's export may hold anybody's posts", formats.Format{}, 1, true},
		{"a platform's own export that may be of several platforms", formats.Format{Group: formats.OfPlatform}, 1, false},
		{"every page is an organisation of its own", formats.Format{OrganisationFromChannel: true}, 2, false},
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
	var found []string
	var steps []string
	im := &importing{
		workspace: w, progress: func(part float64, _ string) { parts = append(parts, part) },
		found: func(files []string) { found = files },
		step: func(s fileStep) {
			what := "reads"
			if s.Result != nil {
				what = fmt.Sprintf("ended well: %v", s.Result.Err == nil)
			}
			steps = append(steps, fmt.Sprintf("%d %s", s.File, what))
		},
	}
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
	if diff := cmp.Diff([]string{filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv")}, found); diff != "" {
		t.Errorf("files found (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"0 reads", "0 ended well: false", "1 reads", "1 ended well: true"}, steps); diff != "" {
		t.Errorf("steps (-want +got)\n%s", diff)
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

// Where a file does not say which platform it is of, the person is asked, and may leave it out.
func TestWhichPlatformIsAsked(t *testing.T) {
	const reach = "sep=,\n\"Reach\"\n\"Date\",\"Primary\"\n\"2026-07-01T00:00:00\",\"169\"\n"
	w := newWorkspace(t)
	path := write(t, t.TempDir(), "Reach.csv", reach)
	var answer error = errPassedOver
	im := &importing{
		workspace: w, progress: func(float64, string) {},
		platform: func(_ context.Context, file string, of []social.Platform) (given[social.Platform], error) {
			if file != "Reach.csv" || len(of) != 2 {
				t.Errorf("asked about %s, of %v", file, of)
			}
			return given[social.Platform]{answer: social.Instagram}, answer
		},
	}
	results, err := im.run(context.Background(), []string{path})
	if err != nil || len(results) != 1 || !errors.Is(results[0].Err, errPassedOver) {
		t.Fatalf("left out: %+v, %v", results, err)
	}
	answer = nil
	results, err = im.run(context.Background(), []string{path})
	if err != nil || results[0].Err != nil || results[0].Tables[0].Channels[0].Platform != social.Instagram {
		t.Fatalf("answered: %+v, %v", results, err)
	}
}

// An answer may hold for all files of an import, and for no later import.
func TestAnswersForAllFiles(t *testing.T) {
	w, dir := newWorkspace(t), t.TempDir()
	for i, title := range []string{"Reach", "Views", "Content interactions"} {
		write(t, dir, fmt.Sprint(i)+".csv", fmt.Sprintf("sep=,\n%q\n\"Date\",\"Primary\"\n\"2026-07-01T00:00:00\",\"169\"\n", title))
	}
	asked := 0
	im := &importing{
		workspace: w, progress: func(float64, string) {},
		platform: func(context.Context, string, []social.Platform) (given[social.Platform], error) {
			asked++
			return given[social.Platform]{social.Facebook, true}, nil
		},
	}
	for round := 1; round <= 2; round++ {
		results, err := im.run(context.Background(), []string{dir})
		if err != nil || len(results) != 3 || results[2].Err != nil || asked != round {
			t.Fatalf("round %d: %d questions, %+v, %v", round, asked, results, err)
		}
	}
}

// Where a file does not say which of several channels it is of, the person is asked; where there is one, it is that one.
func TestWhichChannelIsAsked(t *testing.T) {
	w, dir := newWorkspace(t), t.TempDir()
	asked := 0
	im := &importing{
		workspace: w, progress: func(float64, string) {},
		whose: func(context.Context, string) (workspace.Owner, error) { return workspace.Owner{}, nil },
		channel: func(_ context.Context, file string, of []string) (given[string], error) {
			asked++
			if file != "3.csv" || strings.Join(of, ", ") != "Baby, Seaview" {
				t.Errorf("asked about %s, of %v", file, of)
			}
			return given[string]{answer: "Baby"}, nil
		},
	}
	const header, day = "organisation,channel,platform,date,followers\n", "Date,Impressions,Create Post\n\"Wed, Mar 4, 2026\",70,1\n"
	files := []struct {
		content string
		asked   int
		channel string
	}{
		{header + "Seaview,Seaview,x,2026-01-01,5\n", 0, "Seaview"},
		{day, 0, "Seaview"}, // the only one
		{header + "Seaview,Baby,x,2026-01-01,5\nRival,Rival,x,2026-01-01,5\nSeaview,Other,tiktok,2026-01-01,5\n", 0, "Baby"},
		{strings.Replace(day, "70", "71", 1), 1, "Baby"},
	}
	for i, f := range files {
		results, err := im.run(context.Background(), []string{write(t, dir, fmt.Sprint(i)+".csv", f.content)})
		if err != nil || len(results) != 1 || results[0].Err != nil {
			t.Fatalf("file %d: %+v, %v", i, results, err)
		}
		if got := results[0].Tables[0].Channels[0].Name; got != f.channel || asked != f.asked {
			t.Errorf("file %d: channel %q after %d questions, want %q after %d", i, got, asked, f.channel, f.asked)
		}
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

func TestNameOfTheTableOfRefusedRows(t *testing.T) {
	speak := language.New(language.English)
	tests := []struct{ file, want string }{
		{"posts.csv", "posts – refused rows.csv"},
		{"Content 2026.zip › Table data.csv", "Content 2026.zip › Table data – refused rows.csv"},
		{`a/b\c:d.xlsx`, "a-b-c-d – refused rows.csv"},
	}
	for _, tt := range tests {
		if got := refusedName(speak, tt.file); got != tt.want {
			t.Errorf("%q is called %q, want %q", tt.file, got, tt.want)
		}
	}
}

// full is a disk that takes no more; what is written is only lost when the file is closed.
type full struct{ bytes.Buffer }

func (*full) Close() error { return errors.New("no space left") }

func TestTableOfRefusedRowsIsClosed(t *testing.T) {
	var disk full
	err := writeRefused(&disk, []importer.Problem{{Row: 3, Reason: importer.Missing}}, language.New(language.English))
	if err == nil || !strings.Contains(disk.String(), "3,") {
		t.Errorf("error %v, written %q", err, disk.String())
	}
}

// Comments are imported once there is a place for their key; the person is asked for one, and may leave the file out.
func TestImportAsksForAPassphraseOfComments(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.csv", "channel,platform,written_at,text,kind\nPage,facebook,2026-07-15 09:12,They helped me,mention\n")
	write(t, dir, "b.csv", export)
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Seaview", TimeZone: "UTC"}, workspace.WithKeyring(keyring.None()))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	im := &importing{workspace: w, progress: func(float64, string) {}, whose: func(context.Context, string) (workspace.Owner, error) {
		return workspace.Owner{Name: "Seaview"}, nil
	}}
	run := func() (comments, posts error) {
		t.Helper()
		results, err := im.run(t.Context(), []string{dir})
		if err != nil || len(results) != 2 {
			t.Fatalf("%v, %v", results, err)
		}
		return results[0].Err, results[1].Err
	}
	if comments, posts := run(); !errors.Is(comments, workspace.ErrNoKey) || posts != nil {
		t.Errorf("nobody to ask: %v, %v", comments, posts)
	}
	im.key = func(context.Context, error) error { return errPassedOver }
	if comments, posts := run(); !errors.Is(comments, errPassedOver) || posts != nil {
		t.Errorf("left out: %v, %v", comments, posts)
	}
	im.key = func(ctx context.Context, why error) error {
		if !errors.Is(why, workspace.ErrNoKey) {
			t.Errorf("asked because of %v", why)
		}
		return w.SetPassphrase(ctx, "four words")
	}
	if comments, posts := run(); comments != nil || posts != nil {
		t.Errorf("with a passphrase: %v, %v", comments, posts)
	}
}
