package importer_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/importer"
	"auscult/importer/formats"
	"auscult/importer/source"
)

var zurich = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		panic(err)
	}
	return zone
}()

// write puts a file of the test's own making into a fresh folder.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read opens a file that holds one table and reads all of it.
func read(t *testing.T, path string) (*importer.Reading, []importer.Record, []importer.Problem) {
	t.Helper()
	doc, err := importer.Open(t.Context(), path, importer.Options{Zone: zurich})
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	if len(doc.Readings) != 1 {
		t.Fatalf("%d tables of posts in %s", len(doc.Readings), path)
	}
	records, problems := collect(t, doc.Readings[0])
	return doc.Readings[0], records, problems
}

func collect(t *testing.T, r *importer.Reading) (records []importer.Record, problems []importer.Problem) {
	t.Helper()
	for record, err := range r.Records(t.Context()) {
		var p importer.Problem
		switch {
		case errors.As(err, &p):
			problems = append(problems, p)
		case err != nil:
			t.Fatal(err)
		default:
			records = append(records, record)
		}
	}
	return records, problems
}

func metrics(pairs ...any) social.Metrics {
	var m social.Metrics
	for i := 0; i < len(pairs); i += 2 {
		m.Set(pairs[i].(social.Metric), int64(pairs[i+1].(int)))
	}
	return m
}

func utc(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

var compareMetrics = cmp.AllowUnexported(social.Metrics{})

// One post per format, as the format's own export writes it; what it must become was worked out by hand.
func TestFormats(t *testing.T) {
	tests := []struct {
		name, file, content, format string
		want                        importer.Record
	}{
		{
			name: "Instagram: Pacific time in summer is nine hours behind Zurich", file: "Jul-01-2026_Sep-30-2026_1.csv", format: "meta-instagram-content",
			content: "\ufeff\"Post ID\",\"Account ID\",\"Account username\",\"Account name\",Description,\"Duration (sec)\",\"Publish time\",Permalink,\"Post type\",\"Data comment\",Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n" +
				"17978919536823613,17841472326972546,baby.example,\"Invented Baby\",\"Willkommen, kleiner\nMensch\",0,\"07/21/2026 16:45\",https://www.instagram.com/p/inv1/,\"IG carousel\",,Lifetime,1784,685,91,2,1,0,11\n",
			want: importer.Record{Row: 2, Channel: "Invented Baby", ChannelID: "baby.example", Post: social.Post{
				Platform: social.Instagram, NativeID: "17978919536823613", URL: "https://www.instagram.com/p/inv1/",
				PublishedAt: utc("2026-07-21T23:45:00Z"), Text: "Willkommen, kleiner\nMensch", Form: social.Carousel, FormReason: "platform: IG carousel",
				Promotional: social.No, PromotionalReason: "no promotional words",
				Metrics: metrics(social.Views, 1784, social.Reach, 685, social.Reactions, 91, social.Shares, 2, social.FollowersGained, 1, social.Comments, 0, social.Saves, 11),
			}},
		},
		{
			name: "Facebook: Pacific time in winter, a funded post, an absent reach", file: "anything.csv", format: "meta-facebook-content",
			content: "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,Funded content status,Custom labels,Date,Views,Reach,Reactions,Comments,Shares,Total clicks,Seconds viewed\n" +
				"1000_1,1000,Invented Hospital,Knee day,Knee day: come along,61,01/15/2026 08:00,https://www.facebook.com/invented.example/posts/1,Reel,Boosted,Open day,Lifetime,500,,12,3,4,20,900\n",
			want: importer.Record{Row: 2, Channel: "Invented Hospital", ChannelID: "1000", Post: social.Post{
				Platform: social.Facebook, NativeID: "1000_1", URL: "https://www.facebook.com/invented.example/posts/1",
				PublishedAt: utc("2026-01-15T16:00:00Z"), Text: "Knee day: come along", Form: social.ShortVideo, FormReason: "platform: Reel",
				Campaign: "Open day", Duration: 61 * time.Second, Boosted: social.Yes, Promotional: social.No, PromotionalReason: "no promotional words",
				Metrics: metrics(social.Views, 500, social.Reactions, 12, social.Comments, 3, social.Shares, 4, social.Clicks, 20, social.WatchTime, 900),
			}},
		},
		{
			name: "YouTube, German: totals passed over, soft hyphens, decimal comma, a day without time", file: "Tabellendaten.csv", format: "youtube-studio-content",
			content: "Videos,Videotitel,Ver\u00adöffentlichungs\u00adzeitpunkt des Videos,Dauer,Aufrufe,Wiedergabezeit (Stunden),Abonnenten,Impressionen,Klickrate der Impressionen (%)\n" +
				"Gesamt,,,,504631,\"1.234,5\",90,1,2\n" +
				"invented01,Das gebrochene Handgelenk,26.09.2026,125,1.204,\"12,5\",-3,9.300,\"4,2\"\n",
			want: importer.Record{Row: 3, Post: social.Post{
				Platform: social.YouTube, NativeID: "invented01", URL: "https://www.youtube.com/watch?v=invented01",
				PublishedAt: utc("2026-09-26T10:00:00Z"), DayOnly: true, Text: "Das gebrochene Handgelenk", Form: social.ShortVideo,
				FormReason: "length: at most 180 s", Duration: 125 * time.Second, Promotional: social.No, PromotionalReason: "no promotional words",
				Metrics: metrics(social.Views, 1204, social.WatchTime, 45000, social.FollowersGained, -3, social.Impressions, 9300),
			}},
		},
		{
			name: "our own form: semicolons, a zone in the date, words of ours", file: "posts.csv", format: "auscult-posts",
			content: "organisation;channel;platform;published_at;url;text;form;topic;promotional;boosted;impressions;reactions;comments;shares\n" +
				"Invented Clinic;Careers;XING;2026-03-02T08:30:00+01:00;https://www.xing.com/pages/invented.example;Wir suchen Sie;Short video;job;yes;no;1'500;12;0;1\n",
			want: importer.Record{Row: 2, Organisation: "Invented Clinic", Channel: "Careers", Post: social.Post{
				Platform: social.XING, URL: "https://www.xing.com/pages/invented.example", PublishedAt: utc("2026-03-02T07:30:00Z"), Text: "Wir suchen Sie",
				Form: social.ShortVideo, FormReason: "file", Topic: social.Job, TopicReason: social.GivenInFile,
				Promotional: social.Yes, PromotionalReason: social.GivenInFile, Boosted: social.No,
				Metrics: metrics(social.Impressions, 1500, social.Reactions, 12, social.Comments, 0, social.Shares, 1),
			}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading, records, problems := read(t, write(t, tt.file, tt.content))
			if reading.Format.ID != tt.format {
				t.Errorf("recognised as %s, want %s", reading.Format.ID, tt.format)
			}
			if len(problems) > 0 {
				t.Errorf("refused: %v", problems)
			}
			if diff := cmp.Diff([]importer.Record{tt.want}, records, compareMetrics); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if reading.Rows != 1 {
				t.Errorf("%d rows, want 1", reading.Rows)
			}
		})
	}
}

func TestFollowerHistory(t *testing.T) {
	content := "organisation;channel;platform;date;followers\n" +
		"Us;Baby;instagram;01.02.2026;1'204\n" +
		"Us;;instagram;02.02.2026;1\n" +
		"Us;Baby;instagram;03.02.2026;\n" +
		"Us;Baby;instagram;04.02.2026;12,5\n" +
		"Us;Baby;instagram;05.02.2026;-1\n" +
		"Us;Baby;instagram;06.02.2026;many\n"
	reading, records, problems := read(t, write(t, "f.csv", content))
	if reading.Format.ID != "auscult-followers" {
		t.Errorf("recognised as %s", reading.Format.ID)
	}
	want := []importer.Record{{
		Row: 2, Organisation: "Us", Channel: "Baby", Post: social.Post{Platform: social.Instagram},
		Followers: []social.FollowerCount{{On: utc("2026-02-01T11:00:00Z"), Followers: 1204}}, // noon in Zurich's winter
	}}
	if diff := cmp.Diff(want, records, compareMetrics); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var reasons []importer.Reason
	for _, p := range problems {
		reasons = append(reasons, p.Reason)
	}
	if diff := cmp.Diff([]importer.Reason{importer.Missing, importer.Missing, importer.NotWhole, importer.Negative, importer.NotANumber}, reasons); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

const ownHeader = "organisation;platform;published_at;url;text;form;reactions;comments\n"

// Rows that cannot be read are refused with their place and reason; the others go in.
func TestRefusedRows(t *testing.T) {
	tests := []struct {
		name, row string
		want      importer.Problem
	}{
		{"no date", "Us;facebook;;u;t;;1;1", importer.Problem{Column: "published_at", Reason: importer.Missing}},
		{"a date nobody can read", "Us;facebook;last Tuesday;u;t;;1;1", importer.Problem{Column: "published_at", Value: "last Tuesday", Reason: importer.NotADate}},
		{"a date that does not exist", "Us;facebook;2026-02-30;u;t;;1;1", importer.Problem{Column: "published_at", Value: "2026-02-30", Reason: importer.NotADate}},
		{"a year of the last century", "Us;facebook;1926-02-03;u;t;;1;1", importer.Problem{Column: "published_at", Value: "1926-02-03", Reason: importer.NotADate}},
		{"no organisation", ";facebook;2026-02-03;u;t;;1;1", importer.Problem{Column: "organisation", Reason: importer.Missing}},
		{"a platform we do not know", "Us;myspace;2026-02-03;u;t;;1;1", importer.Problem{Column: "platform", Value: "myspace", Reason: importer.UnknownPlatform}},
		{"a form we do not know", "Us;facebook;2026-02-03;u;t;hologram;1;1", importer.Problem{Column: "form", Value: "hologram", Reason: importer.UnknownForm}},
		{"words for a number", "Us;facebook;2026-02-03;u;t;;many;1", importer.Problem{Column: "reactions", Value: "many", Reason: importer.NotANumber}},
		{"half a reaction", "Us;facebook;2026-02-03;u;t;;1,5;1", importer.Problem{Column: "reactions", Value: "1,5", Reason: importer.NotWhole}},
		{"fewer than none", "Us;facebook;2026-02-03;u;t;;-4;1", importer.Problem{Column: "reactions", Value: "-4", Reason: importer.Negative}},
		{"infinity", "Us;facebook;2026-02-03;u;t;;Inf;1", importer.Problem{Column: "reactions", Value: "Inf", Reason: importer.NotANumber}},
		{"hexadecimal", "Us;facebook;2026-02-03;u;t;;0x1p4;1", importer.Problem{Column: "reactions", Value: "0x1p4", Reason: importer.NotANumber}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			good := "Us;facebook;2026-02-03;https://x.example/1;t;photo;12;1\n"
			_, records, problems := read(t, write(t, "posts.csv", ownHeader+good+tt.row+"\n"+strings.Replace(good, "/1", "/2", 1)))
			tt.want.Row = 3
			if diff := cmp.Diff([]importer.Problem{tt.want}, problems); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(records) != 2 {
				t.Errorf("%d of 2 good rows were read", len(records))
			}
			if said := problems[0].Error(); !strings.Contains(said, "row 3") || !strings.Contains(said, "; ") {
				t.Errorf("the sentence lacks the row or the cure: %s", said)
			}
		})
	}
}

func TestDamageByExcelIsNoticed(t *testing.T) {
	content := "Post ID,Account username,Description,Publish time,Permalink,Post type,Date,Likes,Comments\n" +
		"1.79789E+16,baby.example,a,07/21/2026 16:45,https://www.instagram.com/p/inv1/,IG image,Lifetime,1,1\n" +
		"1.79789E+16,baby.example,b,07/22/2026 16:45,https://www.instagram.com/p/inv2/,IG image,Lifetime,1,1\n"
	_, records, problems := read(t, write(t, "resaved.csv", content))
	if len(records) != 0 || len(problems) != 2 || problems[0].Reason != importer.DamagedID {
		t.Errorf("%d records, problems %v: two posts with one rounded identifier would become one", len(records), problems)
	}
}

func TestDailyFiguresAreRefused(t *testing.T) {
	content := "Post ID,Account username,Description,Publish time,Permalink,Post type,Date,Likes,Comments\n" +
		"17978919536823613,baby.example,a,07/21/2026 16:45,https://www.instagram.com/p/inv1/,IG image,07/22/2026,1,1\n"
	_, records, problems := read(t, write(t, "daily.csv", content))
	if len(records) != 0 || len(problems) != 1 || problems[0].Reason != importer.DailyRow {
		t.Errorf("%d records, problems %v", len(records), problems)
	}
}

// The column decides, never the cell: one day above 12 settles how all the others are meant.
func TestDatesAreDecidedPerColumn(t *testing.T) {
	tests := []struct {
		name   string
		dates  []string
		want   string // the first one
		notice bool
	}{
		{"day first, because of the 25th", []string{"03/04/2026", "25/04/2026"}, "2026-04-03", false},
		{"month first, because of the 25th", []string{"03/04/2026", "04/25/2026"}, "2026-03-04", false},
		{"points are day first", []string{"03.04.2026", "05.04.2026"}, "2026-04-03", false},
		{"nothing tells: day first, and the person is told", []string{"03/04/2026", "05/04/2026"}, "2026-04-03", true},
		{"ISO tells by itself", []string{"2026-04-03", "2026-04-05"}, "2026-04-03", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content := ownHeader
			for i, d := range tt.dates {
				content += "Us;facebook;" + d + ";https://x.example/" + string(rune('a'+i)) + ";t;photo;1;1\n"
			}
			reading, records, problems := read(t, write(t, "posts.csv", content))
			if len(problems) > 0 || len(records) != len(tt.dates) {
				t.Fatalf("%d records, refused %v", len(records), problems)
			}
			if got := records[0].Post.PublishedAt.In(zurich).Format(time.DateOnly); got != tt.want {
				t.Errorf("read as %s, want %s", got, tt.want)
			}
			told := len(reading.Notes) == 1 && reading.Notes[0].Kind == importer.GuessedDates
			if told != tt.notice {
				t.Errorf("notes %v", reading.Notes)
			}
		})
	}
}

func TestNumbersAreDecidedPerColumn(t *testing.T) {
	tests := []struct {
		name  string
		cells []string // of one count column
		want  int64    // the first one
	}{
		{"a comma groups", []string{"1,234", "12"}, 1234},
		{"a point groups", []string{"1.234", "12"}, 1234},
		{"counts written as fractions", []string{"1234.0", "12.0"}, 1234},
		{"an apostrophe groups", []string{"1'234", "12"}, 1234},
		{"a narrow blank groups", []string{"1\u202f234", "12"}, 1234},
		{"two groups settle it for all", []string{"1.234", "1.234.567"}, 1234},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content := ownHeader
			for i, c := range tt.cells {
				content += "Us;facebook;2026-02-03;https://x.example/" + string(rune('a'+i)) + ";t;photo;" + c + ";1\n"
			}
			_, records, problems := read(t, write(t, "posts.csv", content))
			if len(problems) > 0 || len(records) != len(tt.cells) {
				t.Fatalf("%d records, refused %v", len(records), problems)
			}
			if got, _ := records[0].Post.Metrics.Get(social.Reactions); got != tt.want {
				t.Errorf("%q was read as %d, want %d", tt.cells[0], got, tt.want)
			}
		})
	}
}

func TestAbsentIsNotZero(t *testing.T) {
	for _, cell := range []string{"", "-", "--", "n/a", "undefined", "NaN"} {
		_, records, problems := read(t, write(t, "posts.csv", ownHeader+"Us;facebook;2026-02-03;https://x.example/1;t;photo;"+cell+";1\n"))
		if len(problems) > 0 || len(records) != 1 {
			t.Fatalf("%q: refused %v", cell, problems)
		}
		if v, known := records[0].Post.Metrics.Get(social.Reactions); known {
			t.Errorf("%q was read as %d", cell, v)
		}
	}
}

func TestUnknownFile(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"another table", "Name,Street,Town\na,b,c\n", "“Name”, “Street”, “Town”"},
		{"a known export with a column gone", "Post ID,Page name,Title,Post type,Reactions,Comments\n1,P,t,Photo,1,1\n", "“Publish time” is missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := importer.Open(t.Context(), write(t, "file.csv", tt.content), importer.Options{})
			var unknown *importer.UnknownError
			if !errors.As(err, &unknown) {
				t.Fatalf("error %v", err)
			}
			if !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "file.csv") {
				t.Errorf("the sentence does not say what the file holds: %s", err)
			}
		})
	}
}

func TestForcedFormat(t *testing.T) {
	path := write(t, "file.csv", ownHeader+"Us;facebook;2026-02-03;u;t;photo;1;1\n")
	if _, err := importer.Open(t.Context(), path, importer.Options{Format: "no-such-format"}); !errors.Is(err, importer.ErrUnknownFormat) {
		t.Errorf("an unknown format: %v", err)
	}
	var unknown *importer.UnknownError
	if _, err := importer.Open(t.Context(), path, importer.Options{Format: "linkedin-page-content"}); !errors.As(err, &unknown) {
		t.Errorf("a format that does not fit: %v", err)
	}
}

func TestMissingMetricsAreNoted(t *testing.T) {
	content := "Content,Video title,Video publish time,Duration,Views,Watch time (hours)\nTotal,,,,5,1\ninv1,A,\"Sep 26, 2026\",61,5,1\n"
	reading, _, _ := read(t, write(t, "Table data.csv", content))
	want := []importer.Note{{Kind: importer.MissingMetrics, Detail: "Likes, Comments added, Shares"}}
	if diff := cmp.Diff(want, reading.Notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// A list of the blog's posts never has comments: there is nothing to export again.
	if reading, _, _ := read(t, filepath.Join("testdata", "samples", "auscult-blog-posts.csv")); len(reading.Notes) != 0 {
		t.Errorf("%+v", reading.Notes)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := importer.Open(ctx, write(t, "posts.csv", ownHeader+"Us;facebook;2026-02-03;u;t;photo;1;1\n"), importer.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled reading: %v", err)
	}
}

// Every sample export is recognised as its own format and as no other.
func TestSampleExports(t *testing.T) {
	want := map[string]struct {
		format string
		posts  int // rows as Python's csv module counts them, less the header
		days   int // rows of the daily figures that the same file holds, counted likewise
	}{
		"facebook/Oct-01-2024_Sep-30-2025_1043267712.csv":              {"meta-facebook-content", 210, 0},
		"facebook/Jul-01-2025_Sep-30-2026_1187204455.csv":              {"meta-facebook-content", 279, 0},
		"instagram/Oct-01-2024_Sep-30-2025_1043271908.csv":             {"meta-instagram-content", 224, 0},
		"instagram/Oct-01-2025_Sep-30-2026_1187209316.csv":             {"meta-instagram-content", 253, 0},
		"youtube/Content 2024-10-01_2026-10-08 Ahornberg Hospital.zip": {"youtube-studio-content", 100, 738},
		"linkedin/ahornberg-hospital-group_content_1760004720000.xls":  {"linkedin-page-content", 118, 365},
		"linkedin/ahornberg-hospital-group_content_1791452400000.xlsx": {"linkedin-page-content", 124, 365},
		"own/other-channels-2024-2026.csv":                             {"auscult-posts", 466, 0},
		"own/followers-2024-2026.csv":                                  {"auscult-followers", 225, 0},
		"competitors/competitor-posts-2024-2026.csv":                   {"auscult-posts", 3099, 0},
	}
	for name, w := range want {
		t.Run(filepath.Base(name), func(t *testing.T) {
			path := filepath.Join("..", "assets", "sample", "exports", filepath.FromSlash(name))
			doc, err := importer.Open(t.Context(), path, importer.Options{Zone: zurich})
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			ids := []string{w.format}
			var all []importer.Record
			for _, reading := range doc.Readings {
				records, problems := collect(t, reading)
				want := w.posts
				if reading.Format.ID != w.format {
					ids, want = append(ids, reading.Format.ID), w.days
				}
				if len(records) != want || len(problems) > 0 {
					t.Errorf("%s with %d rows, want %d; refused %v", reading.Format.ID, len(records), want, problems)
				}
				all = append(all, records...)
			}
			if len(doc.Readings) != len(ids) || (len(ids) > 1) != (w.days > 0) {
				t.Errorf("%d tables: %v", len(doc.Readings), ids)
			}
			for _, r := range all {
				if r.Followers != nil || r.Figures != nil {
					continue
				}
				if _, known := social.Engagement(r.Post.Platform, social.AllEngagement, r.Post.Metrics); !known {
					t.Fatalf("row %d has no engagement", r.Row)
				}
			}
			for _, other := range formats.All() {
				if slices.Contains(ids, other.ID) {
					continue
				}
				if doc, err := importer.Open(t.Context(), path, importer.Options{Format: other.ID}); err == nil {
					doc.Close()
					t.Errorf("also passes for %s", other.ID)
				}
			}
		})
	}
}

// A table whose header is damaged is refused as damaged, with the row and what to do, not as one without column names.
func TestDamagedHeader(t *testing.T) {
	const header = "organisation;platform;published_at;url;text;form;impressions;reactions\n"
	const post = "Us;facebook;2026-02-03;https://x.example/1;t;photo;12;1\n"
	tests := []struct {
		name, content string
		row           int // 0: the file is no export that Auscult knows, whatever else is wrong with it
	}{
		{"a quotation mark that never closes in the header", `organisation;"platform;published_at` + "\n" + post + post, 1},
		{"the same below a title", "Posts of 2026\n" + `organisation;"platform;published_at` + "\n" + post + post, 2},
		{"another export with a damaged row far below its header", "Name;Street;Town\na;b;c\na;\"b;c\nd;e;f\n", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := importer.Open(t.Context(), write(t, "file.csv", tt.content), importer.Options{})
			var damage *source.Error
			if !errors.As(err, &damage) {
				damage = &source.Error{}
			}
			if err == nil || damage.Row != tt.row || tt.row > 0 && (damage.Problem != source.LostHeader || !strings.Contains(err.Error(), "file.csv")) {
				t.Errorf("%v, want the damage in row %d", err, tt.row)
			}
		})
	}
	_, err := importer.Open(t.Context(), write(t, "book.xlsx", string(workbookOf(t, nil, `<row r="1"><c t="inl`))), importer.Options{})
	if !errors.Is(err, source.ErrDamaged) {
		t.Errorf("a workbook that breaks off in its first row: %v", err)
	}
	// A damaged row above a sound header costs nothing.
	if _, err := importer.Open(t.Context(), write(t, "file.csv", "a \"title\nwith \"x\n"+header+post), importer.Options{}); err != nil {
		t.Error(err)
	}
}
