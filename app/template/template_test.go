package template_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/template"
	"auscult/importer"
	"auscult/importer/formats"
)

// filled are rows as a person types them into Excel, per form and in the order of its columns; nil cells are left empty.
// Dates are typed as dates, so that the workbook keeps them as such.
var filled = map[string][]map[string]any{
	"auscult-posts": {{
		"organisation": "Invented Clinic", "channel": "Baby", "platform": "instagram", "published_at": time.Date(2026, 7, 21, 16, 45, 0, 0, time.UTC),
		"post_id": "17978919536823613", "url": "https://www.instagram.com/p/inv1/", "text": "Welcome", "form": "short_video", "topic": "birth_and_baby",
		"boosted": "ja", "reach": 685, "reactions": 91, "comments": 0,
	}},
	"auscult-blog-posts": {{"url": "https://blog.example/knee", "published_at": time.Date(2026, 7, 21, 0, 0, 0, 0, time.UTC), "title": "Knees", "section": "Health"}},
	"auscult-comments": {{
		"channel": "Baby", "platform": "facebook", "comment_id": "1001_2002", "author": "Anna Example", "written_at": time.Date(2026, 7, 21, 18, 5, 0, 0, time.UTC),
		"text": "When?", "ours": "non", "kind": "Kommentar",
	}},
	"auscult-followers": {{"channel": "Baby", "platform": "instagram", "date": time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), "followers": 4120}},
	"auscult-page-totals": {{
		"organisation": "Rival", "platform": "facebook", "from": time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), "to": time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC),
		"followers_start": 4120, "followers_end": 4305, "posts": 38, "reactions": 910,
	}},
}

// want are the same rows as they must be read.
func want(t *testing.T) map[string][]importer.Record {
	t.Helper()
	day := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 12, 0, 0, 0, time.UTC) }
	var m social.Metrics
	m.Set(social.Reach, 685)
	m.Set(social.Reactions, 91)
	m.Set(social.Comments, 0)
	return map[string][]importer.Record{
		"auscult-posts": {{Row: 2, Organisation: "Invented Clinic", Channel: "Baby", Post: social.Post{
			Platform: social.Instagram, NativeID: "17978919536823613", URL: "https://www.instagram.com/p/inv1/",
			PublishedAt: time.Date(2026, 7, 21, 16, 45, 0, 0, time.UTC), Text: "Welcome", Form: social.ShortVideo, FormReason: social.GivenInFile,
			Topic: social.BirthAndBaby, TopicReason: social.GivenInFile, Promotional: social.No, PromotionalReason: "no promotional words",
			Boosted: social.Yes, Metrics: m,
		}}},
		"auscult-blog-posts": {{Row: 2, Channel: "Health", Post: social.Post{
			Platform: social.Blog, URL: "https://blog.example/knee", PublishedAt: day(7, 21), DayOnly: true, Text: "Knees", Form: social.Article, FormReason: "platform: Blog",
			Promotional: social.No, PromotionalReason: "no promotional words",
		}}},
		"auscult-comments": {{Row: 2, Channel: "Baby", Post: social.Post{Platform: social.Facebook}, Comment: &social.Comment{
			Platform: social.Facebook, NativeID: "1001_2002", Author: "Anna Example", WrittenAt: time.Date(2026, 7, 21, 18, 5, 0, 0, time.UTC),
			Text: "When?", Ours: social.No,
		}}},
		"auscult-followers": {{
			Row: 2, Channel: "Baby", Post: social.Post{Platform: social.Instagram},
			Followers: []social.FollowerCount{{On: day(7, 1), Followers: 4120}},
		}},
		"auscult-page-totals": {{
			Row: 2, Organisation: "Rival", Post: social.Post{Platform: social.Facebook},
			Followers: []social.FollowerCount{{On: day(7, 1), Followers: 4120}, {On: day(9, 30), Followers: 4305}},
			Figures: []social.ChannelFigure{
				{Metric: social.ChannelPosts, From: day(7, 1), To: day(9, 30), Value: 38},
				{Metric: social.ChannelReactions, From: day(7, 1), To: day(9, 30), Value: 910},
			},
		}},
	}
}

// read imports a form that was filled in.
func read(t *testing.T, path string) (id string, records []importer.Record) {
	t.Helper()
	doc, err := importer.Open(t.Context(), path, importer.Options{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	if len(doc.Readings) != 1 || len(doc.Passed) > 0 {
		t.Fatalf("%d sheets are read, and people are told about %v", len(doc.Readings), doc.Passed)
	}
	for record, err := range doc.Readings[0].Records(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		if record.Comment != nil {
			record.Comment.ObservedAt = time.Time{} // when the form was saved
		}
		records = append(records, record)
	}
	return doc.Readings[0].Format.ID, records
}

// A form that is filled in is read as what was typed, in every language; empty it is read as nothing.
func TestFilledInWorkbooksAreImported(t *testing.T) {
	for _, f := range template.Forms() {
		for _, l := range language.All() {
			t.Run(f.ID+" "+string(l), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), template.FileName(f))
				if err := template.Save(path, f, language.New(l)); err != nil {
					t.Fatal(err)
				}
				if id, records := read(t, path); id != f.ID || len(records) > 0 {
					t.Errorf("the empty form is %s with %d rows", id, len(records))
				}
				book, err := excelize.OpenFile(path)
				if err != nil {
					t.Fatal(err)
				}
				defer book.Close()
				header, err := book.GetRows(book.GetSheetName(0))
				if err != nil {
					t.Fatal(err)
				}
				for i, typed := range filled[f.ID] {
					for name, value := range typed {
						at, err := excelize.CoordinatesToCellName(slices.Index(header[0], name)+1, i+2)
						if err != nil {
							t.Fatal(name, err)
						}
						style, err := book.GetCellStyle(book.GetSheetName(0), at)
						if err != nil {
							t.Fatal(err)
						}
						// Excel keeps the column's format; the library sets its own for dates.
						if err := errors.Join(book.SetCellValue(book.GetSheetName(0), at, value), book.SetCellStyle(book.GetSheetName(0), at, at, style)); err != nil {
							t.Fatal(err)
						}
					}
				}
				if err := book.Save(); err != nil {
					t.Fatal(err)
				}
				id, records := read(t, path)
				if diff := cmp.Diff(want(t)[f.ID], records, cmp.AllowUnexported(social.Metrics{})); diff != "" || id != f.ID {
					t.Errorf("%s (-want +got)\n%s", id, diff)
				}
			})
		}
	}
}

func TestFilledInCSVIsImported(t *testing.T) {
	for _, f := range template.Forms() {
		for _, l := range language.All() {
			path := filepath.Join(t.TempDir(), f.ID+".csv")
			if err := template.Save(path, f, language.New(l)); err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.TrimPrefix(string(content), "\ufeff")
			r, separator := csv.NewReader(strings.NewReader(text)), ","
			if l != language.English {
				r.Comma, separator = ';', ";"
			}
			header, err := r.Read()
			if err != nil {
				t.Fatal(err)
			}
			for _, typed := range filled[f.ID] {
				var cells []string
				for _, name := range header {
					cell := fmt.Sprint(typed[name])
					switch v := typed[name].(type) {
					case nil:
						cell = ""
					case time.Time:
						cell = strings.TrimSuffix(v.Format("2006-01-02 15:04"), " 00:00")
					}
					cells = append(cells, cell)
				}
				text += strings.Join(cells, separator) + "\n"
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			id, records := read(t, path)
			if diff := cmp.Diff(want(t)[f.ID], records, cmp.AllowUnexported(social.Metrics{})); diff != "" || id != f.ID {
				t.Errorf("%s: %s (-want +got)\n%s", f.ID, id, diff)
			}
		}
	}
}

// Every column of every form is explained in every language, with an example, and the form has a name.
func TestFormsAreExplained(t *testing.T) {
	if len(template.Forms()) < 3 {
		t.Fatalf("%d forms", len(template.Forms()))
	}
	for _, f := range template.Forms() {
		if filled[f.ID] == nil {
			t.Errorf("%s is not tried by the tests of this package", f.ID)
		}
		for _, l := range language.All() {
			speak := language.New(l)
			if name := template.Name(f, speak); strings.HasPrefix(name, "template.") || len([]rune(name)) > excelize.MaxSheetNameLength {
				t.Errorf("%s: the form %s is called %q", l, f.ID, name)
			}
			var b bytes.Buffer
			if err := template.WriteWorkbook(&b, f, speak); err != nil {
				t.Fatal(err)
			}
			book, err := excelize.OpenReader(&b)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := book.GetRows(speak.T("template.sheet"))
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range f.Columns {
				row := rows[4+i]
				if row[0] != c.Names[0] || (row[1] == "") == c.Needed || strings.HasPrefix(row[2], "template.") || row[3] == "" {
					t.Errorf("%s, %s: %s is explained by %q", f.ID, l, c.Names[0], row)
				}
			}
			if err := book.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// The lists to choose from offer the words that are read.
func TestLists(t *testing.T) {
	f, _ := formats.ByID("auscult-posts")
	var b bytes.Buffer
	if err := template.WriteWorkbook(&b, f, language.New(language.German)); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rules, err := book.GetDataValidations("Beiträge")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rules {
		got[r.Sqref] = r.Formula1
	}
	want := map[string]string{
		// Below 24 columns in the rows 5 to 28, each list has a heading, and a blank row before it.
		"C2:C5000": "'Erklärungen'!$A$31:$A$38", // eight platforms
		"H2:H5000": "'Erklärungen'!$A$41:$A$54", // fourteen forms
		"I2:I5000": "'Erklärungen'!$A$57:$A$67", // eleven topics
		"K2:K5000": `"ja,nein"`, "L2:L5000": `"ja,nein"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for cell, text := range map[string]string{"A31": "facebook", "A38": "blog", "A41": "photo", "A54": "audio", "A57": "medical_education", "A67": "service_and_promotion", "C67": "Angebot und Werbung"} {
		if at, err := book.GetCellValue("Erklärungen", cell); err != nil || at != text {
			t.Errorf("%s holds %q, want %q; %v", cell, at, text, err)
		}
	}
}

func TestSaveRefuses(t *testing.T) {
	f, _ := formats.ByID("auscult-posts")
	speak := language.New(language.English)
	dir := t.TempDir()
	if err := template.Save(filepath.Join(dir, "posts.ods"), f, speak); !errors.Is(err, template.ErrExtension) {
		t.Errorf("another kind of file: %v", err)
	}
	there := filepath.Join(dir, "posts.xlsx")
	if err := os.WriteFile(there, []byte("filled in"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := template.Save(there, f, speak); !errors.Is(err, os.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
	if content, err := os.ReadFile(there); err != nil || string(content) != "filled in" {
		t.Errorf("it holds %q now; %v", content, err)
	}
}
