package pages

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/importer/formats"
	"auscult/importer/mapping"
)

const karma = "../../../importer/mapping/testdata/Fanpage Karma 2026-09.csv"

// importPage builds the page Import in software; all work is done at once.
func importPage(t *testing.T) *Import {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(blocks.Theme{})
	window := app.NewWindow("test")
	w := newWorkspace(t)
	p := &Import{}
	d := &Desk{
		Speak: language.New(language.English), Window: window, Workspace: w, Reviewer: review.New(w), Background: blocks.AtOnce(),
		Jobs: NewJobs(blocks.AtOnce()), Go: func(string) {},
	}
	d.Changed = func() { d.Reviewer.Forget(); p.Refresh() }
	d.Watch = NewWatching(d, app.Preferences())
	t.Cleanup(d.Watch.Stop)
	window.SetContent(p.Build(d))
	window.Resize(fyne.NewSize(1280, 800))
	p.Refresh()
	return p
}

func (c *columnsCard) named(t *testing.T, name string) *columnRow {
	t.Helper()
	i := slices.IndexFunc(c.p.m.Columns, func(column mapping.Column) bool { return column.Name == name })
	if i < 0 || c.rows[i] == nil {
		t.Fatalf("there is no column %q", name)
	}
	return c.rows[i]
}

func TestUnknownFileIsExplainedAndImported(t *testing.T) {
	p := importPage(t)
	p.explain(karma)
	m := p.mapper
	if !m.isOpen() || m.read == nil || m.read.Understood() != 58 {
		t.Fatalf("open %v, preview %+v", m.isOpen(), m.read)
	}
	if got := m.bar.status.Text(); got != "Ready: 58 rows are understood, 2 refused. Please check 2 proposals above." {
		t.Errorf("the bar says %q", got)
	}
	m.columns.named(t, "Date").field.Choose("")
	if got := m.bar.status.Text(); got != "Still missing: the column with the date" || !m.bar.imports.Disabled() || m.read != nil {
		t.Errorf("without a date the bar says %q", got)
	}
	m.columns.named(t, "Date").field.Choose(string(formats.PublishedAt))
	m.columns.named(t, "Reactions Love").field.Choose("reactions")
	if got := m.columns.named(t, "Reactions Love").why.Text(); got != "Added up with “Number of Likes”" {
		t.Errorf("the second column of reactions says %q", got)
	}
	m.file.owner.Choose(string(mapping.EachChannel))
	m.file.name.SetText("")
	if !m.bar.imports.Disabled() || m.read == nil {
		t.Error("without a name it can be imported, or the preview is gone")
	}
	m.file.name.SetText("Monthly comparison")
	test.Tap(m.bar.imports)
	if m.isOpen() {
		t.Error("the page is still open")
	}
	ctx := context.Background()
	own, err := p.desk.Workspace.Formats(ctx)
	if err != nil || len(own) != 1 || own[0].ID != "own-monthly-comparison" {
		t.Fatalf("formats %v, %v", own, err)
	}
	imports, err := p.desk.Workspace.Imports(ctx)
	if err != nil || len(imports) != 1 || imports[0].Taken != 58 || imports[0].Refused != 2 || imports[0].Format != own[0].ID {
		t.Errorf("imports %+v, %v", imports, err)
	}
	if got := p.own.name(own[0].ID); got != "Monthly comparison" || !p.own.card.Object().Visible() {
		t.Errorf("the history calls it %q", got)
	}
	p.own.remove(own[0])
	if own, err := p.desk.Workspace.Formats(ctx); err != nil || len(own) != 0 || p.own.card.Object().Visible() {
		t.Errorf("after removing: %v, %v", own, err)
	}
}

func TestFileWithoutDatesIsRefusedInPlainWords(t *testing.T) {
	p := importPage(t)
	p.explain("../../../importer/mapping/testdata/facebook-metrics.csv")
	m := p.mapper
	if got := m.bar.status.Text(); got != "This file cannot be imported: no column holds dates." || !m.bar.imports.Disabled() || !m.notice.Visible() {
		t.Errorf("the bar says %q", got)
	}
	if !p.Back() || m.isOpen() || p.Back() {
		t.Error("Esc does not lead back")
	}
}

func TestChoicesOfTheFile(t *testing.T) {
	p := importPage(t)
	path := write(t, t.TempDir(), "a.csv", "Auswertung\nDate,Message,Watch time,Type\n03/04/2026,One,1.5,Mystery\n05/06/2026,Two,2,Reel\n")
	p.explain(path)
	m := p.mapper
	for _, missing := range []string{"how the dates are written", "the platform", "hours or seconds"} {
		if !strings.Contains(m.bar.status.Text(), missing) {
			t.Errorf("the bar says %q, not %q", m.bar.status.Text(), missing)
		}
	}
	m.file.dates.Choose("month-first")
	m.file.platform.Choose("youtube")
	m.columns.named(t, "Watch time").unit.Choose("hours")
	m.file.zone.Choose("America/New_York")
	m.words.forms[slices.Index(m.words.asked, "Mystery")].Choose("live")
	if m.read == nil || m.read.Refused != 0 {
		t.Fatalf("the bar says %q", m.bar.status.Text())
	}
	post := m.read.Lines[0].Record.Post
	if got := m.preview.cells(m.read.Lines[0])[1].Text; got != "4 March 2026" || post.Form != "live" {
		t.Errorf("understood as %q, %q", got, post.Form)
	}
	if text, _ := m.preview.detail(m.read.Lines[0]); text != "Watch time 5,400" {
		t.Errorf("the figures are %q", text) // an hour and a half has 5,400 seconds
	}
	if said := p.desk.Speak.Note(m.read.Notes[0]); !strings.Contains(said, "lacks Reactions and likes, Comments") {
		t.Errorf("the remark is %q", said)
	}
	m.file.header.Choose("0")
	if got := m.bar.status.Text(); !strings.Contains(got, "cannot be imported") {
		t.Errorf("with the title as column names the bar says %q", got)
	}
}

func TestDroppedDeclarationIsTakenIn(t *testing.T) {
	p := importPage(t)
	p.explain(karma)
	p.mapper.file.owner.Choose(string(mapping.EachChannel))
	f, err := p.mapper.m.Format(time.Now(), p.mapper.taken)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "shared.toml")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	p.Receive([]string{path})
	if own, err := p.desk.Workspace.Formats(context.Background()); err != nil || len(own) != 1 || own[0].Name != "Fanpage Karma" {
		t.Fatalf("formats %v, %v", own, err)
	}
	p.Receive([]string{karma})
	imports, err := p.desk.Workspace.Imports(context.Background())
	if err != nil || len(imports) != 1 || imports[0].Format != f.ID {
		t.Errorf("imports %+v, %v", imports, err)
	}
	p.Receive([]string{write(t, t.TempDir(), "broken.toml", "id = 3")})
	if len(p.files.Objects) != 1 {
		t.Error("a broken declaration is passed over in silence")
	}
}

func TestPreviewOfWhatIsNoPost(t *testing.T) {
	tests := []struct {
		name, text, kind string
		cells            []string
		detail           string
	}{
		{
			"figures.csv", "Von;Bis;Seite;Netzwerk;Beiträge;Reaktionen\n01.07.2026;30.09.2026;Klinikum;Facebook;38;910\n", "figures",
			[]string{"2", "1 July 2026", "Klinikum · Facebook", "30 September 2026"},
			"Posts published 38  ·  Reactions and likes 910",
		},
		{
			"followers.csv", "Stichtag;Seite;Netzwerk;Anzahl Follower\n01.08.2026;Klinikum;XING;1812\n", "followers",
			[]string{"2", "1 August 2026", "Klinikum · XING", "1,812"},
			"",
		},
		{
			"pages.csv", "Seite;Besucher;Seitenaufrufe\n/blog/schlaf;12;30\n", "web",
			[]string{"2", "", "Blog", "/blog/schlaf"},
			"Views 30  ·  Visitors 12",
		},
		{
			"comments.csv", "Kommentiert am;Netzwerk;Kommentar\n01.08.2026 10:30;Facebook;Wann haben Sie offen?\n", "comments",
			[]string{"2", "1 August 2026, 10:30", "Facebook", "Wann haben Sie offen?"},
			"",
		},
	}
	p := importPage(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p.explain(write(t, t.TempDir(), tt.name, tt.text))
			m := p.mapper
			if string(m.m.Kind) != tt.kind || m.read == nil || m.read.Refused != 0 {
				t.Fatalf("taken for %s; the bar says %q", m.m.Kind, m.bar.status.Text())
			}
			var cells []string
			for _, c := range m.preview.cells(m.read.Lines[0]) {
				cells = append(cells, c.Text)
			}
			if !slices.Equal(cells, tt.cells) {
				t.Errorf("shown as %q, want %q", cells, tt.cells)
			}
			if text, problem := m.preview.detail(m.read.Lines[0]); text != tt.detail || problem {
				t.Errorf("the second line is %q, want %q", text, tt.detail)
			}
		})
	}
}
