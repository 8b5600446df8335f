package mapping_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"auscult/analytics/social"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/mapping"
	"auscult/importer/source"
)

const karma = "testdata/Fanpage Karma 2026-09.csv"

var (
	reactions = formats.Field(social.Reactions.String())

	on    = time.Date(2026, time.November, 24, 10, 0, 0, 0, time.UTC)
	never = func(string) bool { return false }
)

func sampleOf(t *testing.T, path string) *importer.Sample {
	t.Helper()
	s, err := importer.TakeSample(t.Context(), path, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// preview reads the file as the mapping says.
func preview(t *testing.T, m *mapping.Mapping, path string) *mapping.Preview {
	t.Helper()
	f, err := m.Format(on, never)
	if err != nil {
		t.Fatal(err)
	}
	p, err := mapping.Read(t.Context(), path, m.Table(), f, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// meanings lists the mapped columns as "name = field (why)".
func meanings(m *mapping.Mapping) []string {
	var all []string
	for _, c := range m.Columns {
		if c.Field != "" {
			all = append(all, c.Name+" = "+string(c.Field)+" ("+string(c.Why)+")")
		}
	}
	return all
}

func lacks(m *mapping.Mapping) []mapping.Lack {
	var all []mapping.Lack
	for _, p := range m.Problems() {
		all = append(all, p.Lack)
	}
	return all
}

// germanWorkbook writes an Excel file as a marketing department keeps it by hand: its own words, typed dates, two sheets.
func germanWorkbook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	sheet := func(name string, rows [][]any) {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err == nil {
				err = f.SetSheetRow(name, cell, &row)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SetSheetName("Sheet1", "Hinweise"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Hinweise", "A1", "Bitte jede Woche nachführen"); err != nil {
		t.Fatal(err)
	}
	rows := [][]any{{"Haus", "Kanal", "Tag der Veröffentlichung", "Beitrag", "Art", "Reichweite", "Gefällt mir", "Notizen"}}
	for i := range 12 {
		rows = append(rows, []any{"Klinikum Musterstadt", "Instagram", time.Date(2026, time.August, 1+i, 0, 0, 0, 0, time.UTC), "Neues aus dem Geburtshaus, bitte weitersagen: Folge " + strings.Repeat("i", i+1), "Foto", 900 + i, 10 + i, ""})
	}
	sheet("2026", rows)
	path := filepath.Join(t.TempDir(), "Beiträge.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSuggest(t *testing.T) {
	tests := []struct {
		name     string
		path     string
		table    int
		header   int
		kind     formats.Kind
		platform social.Platform
		format   string // its proposed name
		meanings []string
		lacks    []mapping.Lack
	}{
		{
			// The layout has no dates: it cannot be mapped, and the page must say so.
			"the columns of UCI's Facebook metrics", "testdata/facebook-metrics.csv", 0, 1, formats.Posts, social.Facebook, "facebook metrics",
			[]string{
				"Type = native_form (name)", "Paid = boosted (name)", "Lifetime Post Total Reach = reach (name)",
				"Lifetime Post Total Impressions = impressions (name)", "comment = comments (name)", "like = reactions (name)", "share = shares (name)",
			},
			[]mapping.Lack{mapping.NoDates, mapping.NoIdentity},
		},
		{
			"a tool for comparing profiles", "testdata/Fanpage Karma 2026-09.csv", 0, 1, formats.Posts, "", "Fanpage Karma",
			[]string{
				"Profile = channel (name)", "Network = platform (name)", "Date = published_at (name)", "Message = text (name)", "Link = url (name)",
				"Post type = native_form (name)", "Number of Likes = reactions (similar)", "Number of Comments = comments (similar)", "Shares = shares (name)",
				"Fans = followers_at_post (name)",
			},
			nil,
		},
		{
			"three rows with titles above the names", "testdata/drei_titelzeilen.csv", 0, 4, formats.Posts, "", "drei titelzeilen",
			[]string{
				"Datum = published_at (name)", "Netzwerk = platform (name)", "Beitrag = text (name)", "Link zum Beitrag = url (name)", "Beitragsart = native_form (name)",
				"Gefällt mir = reactions (name)", "Kommentare = comments (name)", "Geteilt = shares (name)", "Reichweite = reach (name)",
			},
			nil,
		},
		{
			"a workbook in its own German words", "workbook", 1, 1, formats.Posts, "", "Beiträge",
			[]string{
				"Haus = organisation (name)", "Kanal = channel (name)", "Tag der Veröffentlichung = published_at (values)", "Beitrag = text (name)",
				"Art = native_form (name)", "Reichweite = reach (name)", "Gefällt mir = reactions (name)",
			},
			[]mapping.Lack{mapping.NoPlatform},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := tt.path
			if path == "workbook" {
				path = germanWorkbook(t)
			}
			m := mapping.Suggest(sampleOf(t, path), tt.table)
			if m.Header() != tt.header || m.Kind != tt.kind || m.Platform != tt.platform || m.Name != tt.format {
				t.Errorf("names in row %d, %s, platform %q, called %q", m.Header(), m.Kind, m.Platform, m.Name)
			}
			if diff := cmp.Diff(tt.meanings, meanings(m)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.lacks, lacks(m)); diff != "" {
				t.Errorf("lacks (-want +got)\n%s", diff)
			}
		})
	}
}

func TestDatesThatDoNotSayWhichNumberIsTheDayMustBeSettledByAPerson(t *testing.T) {
	path := write(t, "a.csv", "Date,Network,Message\n03/04/2026,XING,One\n05/06/2026,XING,Two\n")
	m := mapping.Suggest(sampleOf(t, path), 0)
	m.Name = "A"
	if m.Dates != "" || !cmp.Equal(lacks(m), []mapping.Lack{mapping.NoManner}) {
		t.Fatalf("dates %q, lacks %v", m.Dates, lacks(m))
	}
	if got := m.DateManners(); !cmp.Equal(got, []string{"day-first", "month-first"}) {
		t.Errorf("manners %v", got)
	}
	for manner, want := range map[string]time.Month{"day-first": time.April, "month-first": time.March} {
		m.Dates = manner
		p := preview(t, m, path)
		if got := p.Lines[0].Record.Post.PublishedAt.Month(); got != want {
			t.Errorf("read %s as %v, want %v", manner, got, want)
		}
	}
}

func columnsOf(m *mapping.Mapping) map[string]int {
	at := map[string]int{}
	for i, c := range m.Columns {
		at[c.Name] = i
	}
	return at
}

func TestAssignTakesAFieldFromTheColumnThatHadIt(t *testing.T) {
	m := mapping.Suggest(sampleOf(t, karma), 0)
	at := columnsOf(m)
	m.Assign(at["Engagement rate"], formats.Text)
	if got := m.Of(formats.Text); len(got) != 1 || got[0] != at["Engagement rate"] || m.Columns[at["Message"]].Field != "" {
		t.Errorf("text is in columns %v", got)
	}
	m.Assign(at["Date"], "")
	if got := lacks(m); !cmp.Equal(got, []mapping.Lack{mapping.NoDate}) || m.Dates != "" {
		t.Errorf("without a date it lacks %v, dates %q", got, m.Dates)
	}
	m.Assign(at["Link"], formats.PublishedAt)
	if got := lacks(m); !cmp.Equal(got, []mapping.Lack{mapping.NotDates}) {
		t.Errorf("with links as dates it lacks %v", got)
	}
}

// The first row of the sample: 22 likes, 1 love and 2 haha, read off the file.
func TestKindsOfReactionsAddUp(t *testing.T) {
	m := mapping.Suggest(sampleOf(t, karma), 0)
	at := columnsOf(m)
	m.Assign(at["Reactions Love"], reactions)
	m.Assign(at["Reactions Haha"], reactions)
	p := preview(t, m, karma)
	if got, _ := p.Lines[0].Record.Post.Metrics.Get(social.Reactions); got != 25 {
		t.Errorf("%d reactions, want 25", got)
	}
}

// Of the sample's 60 rows, row 21 has no date and row 32 no platform of ours.
func TestPreviewSaysWhatWouldBeRefused(t *testing.T) {
	m := mapping.Suggest(sampleOf(t, karma), 0)
	p := preview(t, m, karma)
	if p.Rows != 60 || p.Refused != 2 || len(p.Lines) != mapping.PreviewLines {
		t.Fatalf("%d rows, %d refused, %d lines", p.Rows, p.Refused, len(p.Lines))
	}
	want := []mapping.Refusal{
		{Reason: importer.NotADate, Column: "Date", Rows: 1, First: importer.Problem{Row: 21, Column: "Date", Reason: importer.NotADate}},
		{Reason: importer.UnknownPlatform, Column: "Network", Rows: 1, First: importer.Problem{Row: 32, Column: "Network", Value: "Myspace", Reason: importer.UnknownPlatform}},
	}
	if diff := cmp.Diff(want, p.Reasons, cmpopts.IgnoreFields(importer.Problem{}, "Value")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	first := p.Lines[0].Record
	if first.Channel != "Hillside Clinic" || first.Post.Form != social.Photo || first.Post.PublishedAt.Format(time.DateTime) != "2026-07-01 08:30:00" {
		t.Errorf("the first row is %+v", first)
	}
}

func TestWordsForContentForms(t *testing.T) {
	m := mapping.Suggest(sampleOf(t, karma), 0)
	if got := m.Words(); !cmp.Equal(got, []string{"Carousel", "Mystery", "Photo", "Reel", "Status"}) {
		t.Fatalf("words %v", got)
	}
	if m.Forms["reel"] != social.ShortVideo || m.Forms["mystery"] != "" {
		t.Errorf("proposed %v", m.Forms)
	}
	if p := preview(t, m, karma); !cmp.Equal(p.Words, []string{"Mystery"}) {
		t.Errorf("strange words %v", p.Words)
	}
	m.SetForm("Mystery", social.Poll)
	if p := preview(t, m, karma); len(p.Words) != 0 || p.Lines[4].Record.Post.Form != social.Poll {
		t.Errorf("strange words %v, form of the fifth row %q", p.Words, p.Lines[4].Record.Post.Form)
	}
}

func TestOwners(t *testing.T) {
	path := write(t, "a.csv", "Datum;Beitrag;Gefällt mir\n01.08.2026;Ein Beitrag;4\n")
	m := mapping.Suggest(sampleOf(t, path), 0)
	m.Name, m.Platform, m.Owner = "A", social.XING, mapping.Always
	if got := lacks(m); !cmp.Equal(got, []mapping.Lack{mapping.NoOwner}) {
		t.Errorf("lacks %v", got)
	}
	m.Organisation, m.Channel = "Hillside Clinic", "Jobs"
	if r := preview(t, m, path).Lines[0].Record; r.Organisation != "Hillside Clinic" || r.Channel != "Jobs" || r.Post.Platform != social.XING {
		t.Errorf("the row is %+v", r)
	}
	m.Owner = mapping.EachChannel
	if r := preview(t, m, path).Lines[0].Record; r.Organisation != "Jobs" {
		t.Errorf("the row is %+v", r)
	}
}

func TestFollowerHistoriesAreToldApart(t *testing.T) {
	path := write(t, "xing_follower.csv", "Stichtag;Seite;Anzahl Follower\n01.08.2026;Klinikum;812\n01.09.2026;Klinikum;830\n")
	m := mapping.Suggest(sampleOf(t, path), 0)
	if m.Kind != formats.Followers || m.Platform != social.XING || len(m.Problems()) > 0 {
		t.Fatalf("%s on %q, lacks %v", m.Kind, m.Platform, lacks(m))
	}
	p := preview(t, m, path)
	if p.Refused > 0 || len(p.Lines[1].Record.Followers) != 1 || p.Lines[1].Record.Followers[0].Followers != 830 {
		t.Errorf("%+v", p.Lines)
	}
	if m = m.WithKind(formats.Posts); m.Kind != formats.Posts || len(m.Problems()) == 0 {
		t.Errorf("as posts: %v", lacks(m))
	}
}

func TestOddHeaders(t *testing.T) {
	path := write(t, "a.csv", "Datum;;Datum;Text\n01.08.2026;x;02.08.2026;Ein Beitrag\n")
	m := mapping.Suggest(sampleOf(t, path), 0)
	if m.Columns[1].Mappable() || m.Columns[2].Mappable() || !m.Columns[0].Mappable() {
		t.Errorf("%+v", m.Columns)
	}
	m.Assign(1, formats.URL)
	if m.Columns[1].Field != "" {
		t.Error("a column without a name was mapped")
	}
	empty := mapping.Suggest(sampleOf(t, write(t, "b.csv", "1;2\n3;4\n")), 0)
	if got := lacks(empty); !cmp.Equal(got, []mapping.Lack{mapping.NoHeader}) {
		t.Errorf("without names it lacks %v", got)
	}
	moved := mapping.Suggest(sampleOf(t, "testdata/drei_titelzeilen.csv"), 0).WithHeader(0)
	if moved.Header() != 1 || len(moved.Columns) != 1 {
		t.Errorf("with the title as header: %d columns", len(moved.Columns))
	}
}

func TestDraftIsCompletedByHand(t *testing.T) {
	m := mapping.Suggest(sampleOf(t, karma), 0)
	raw, err := m.Draft(on, never)
	if err != nil {
		t.Fatal(err)
	}
	f, err := formats.Parse(raw)
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	want, err := m.Format(on, never)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, f, cmpopts.IgnoreUnexported(formats.Format{}, formats.FigureRules{})); diff != "" {
		t.Errorf("the draft says something else (-format +draft)\n%s", diff)
	}
	for _, part := range []string{`UNSURE, from a similar name; such as`, `"Mystery"`, `# names = ["Engagement rate"]`} {
		if !strings.Contains(string(raw), part) {
			t.Errorf("the draft lacks %q:\n%s", part, raw)
		}
	}
	raw, err = mapping.Suggest(sampleOf(t, "testdata/facebook-metrics.csv"), 0).Draft(on, never)
	if err != nil || !strings.Contains(string(raw), "# MISSING: no column holds dates") {
		t.Errorf("%v\n%s", err, raw)
	}
	if _, err := formats.Parse(raw); err == nil {
		t.Error("a draft without dates passes for a format")
	}
}

// Each manner that a person can choose reads its own example and is told from the others.
func TestManners(t *testing.T) {
	for manner, example := range map[string]string{
		"iso": "2026-12-31", "day-first": "31.12.2026", "month-first": "12/31/2026", "month-name": "31 Dec 2026", "iso-us-zone": "2026-12-31 16:45:00 EST",
	} {
		if got := importer.MannersOf([]string{example}, mapping.Manners()); !cmp.Equal(got, []string{manner}) {
			t.Errorf("%s: %q is read by %v", manner, example, got)
		}
	}
}

// What colleagues keep of comments and of their website is told from posts where its own names say so.
func TestKindsAreToldApart(t *testing.T) {
	tests := []struct {
		name, text string
		kind       formats.Kind
		platform   social.Platform
		meanings   []string
	}{
		{
			"comments", "Kommentiert am;Netzwerk;Kommentar;Verfasser\n01.08.2026;Facebook;Wann haben Sie offen?;Erfundene Person\n", formats.Comments, "",
			[]string{"Kommentiert am = written_at (name)", "Netzwerk = platform (name)", "Kommentar = text (name)", "Verfasser = author (name)"},
		},
		{
			"pages of a website", "Seite;Besucher;Seitenaufrufe;Verweildauer je Besuch\n/blog/schlaf;12;30;1:05\n/blog/knie;40;55;0:44\n", formats.Web, social.Blog,
			[]string{"Seite = page (name)", "Besucher = visitors (name)", "Seitenaufrufe = views (name)"},
		},
		{
			"what pages earned in a period", "Von;Bis;Seite;Netzwerk;Beiträge;Reaktionen\n01.07.2026;30.09.2026;Klinikum;Facebook;38;910\n", formats.Figures, "",
			[]string{"Von = date (name)", "Bis = to (name)", "Seite = channel (name)", "Netzwerk = platform (name)", "Beiträge = posts (name)", "Reaktionen = reactions (name)"},
		},
		{
			"posts with a page and an author", "Datum;Seite;Text;Autor;Likes\n01.08.2026;Klinikum;Ein Beitrag;A;3\n", formats.Posts, "",
			[]string{"Datum = published_at (name)", "Seite = channel (name)", "Text = text (name)", "Likes = reactions (name)"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, "a.csv", tt.text)
			m := mapping.Suggest(sampleOf(t, path), 0)
			if m.Kind != tt.kind || m.Platform != tt.platform {
				t.Errorf("taken for %s on %q", m.Kind, m.Platform)
			}
			if diff := cmp.Diff(tt.meanings, meanings(m)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			m.Name = "A"
			if m.Platform == "" && len(m.Of(formats.Platform)) == 0 {
				m.SetPlatform(social.XING)
			}
			if p := preview(t, m, path); p.Refused != 0 || p.Rows == 0 {
				t.Errorf("%d of %d rows would be refused: %v", p.Refused, p.Rows, p.Reasons)
			}
		})
	}
}
