package importer_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"auscult/analytics/social"
	"auscult/importer"
)

// line is a row of the Instagram export under metaHeader, with an identifier and a time.
func line(id, at, text string) string {
	return id + ",baby.example," + text + "," + at + ",https://www.instagram.com/p/" + id + "/,IG image,Lifetime,1,1,1,1\n"
}

func days(records []importer.Record) (out []string) {
	for _, r := range records {
		out = append(out, r.Post.PublishedAt.In(zurich).Format("2006-01-02 15:04"))
	}
	return out
}

// A spreadsheet program keeps fifteen digits of an identifier: two posts may then share one. Such rows are refused, with
// the cure, unless their link still holds the identifier.
func TestRoundedIdentifiersAreNeverMerged(t *testing.T) {
	const xHeader = "Post id,Date,Post text,Post Link,Impressions,Likes,Replies,Reposts\n"
	tests := []struct {
		name, content     string
		records, problems int
	}{
		{"scientific notation", metaHeader + line("1.79789E+16", "07/21/2026 16:45", "a") + line("1.79789E+16", "07/22/2026 16:45", "b"), 0, 2},
		{"with a decimal comma", strings.ReplaceAll(metaHeader, ",", ";") + "1,79789E+16;baby.example;a;07/21/2026 16:45;https://www.instagram.com/p/a/;IG image;Lifetime;1;1;1;1\n", 0, 1},
		{"zeros in place of the last digits", metaHeader + line("17978919536823600", "07/21/2026 16:45", "a") + line("17978919536824100", "07/22/2026 16:45", "b"), 0, 2},
		{"one that ends in zeros by chance, beside one that does not", metaHeader + line("17978919536823600", "07/21/2026 16:45", "a") + line("17978919536824113", "07/22/2026 16:45", "b"), 2, 0},
		{"fifteen digits are all there", metaHeader + line("179789195368000", "07/21/2026 16:45", "a") + line("179789195360000", "07/22/2026 16:45", "b"), 2, 0},
		{"the name of an error", metaHeader + line("#NAME?", "07/21/2026 16:45", "a"), 0, 1},
		{"a narrow column", metaHeader + line("#########", "07/21/2026 16:45", "a"), 0, 1},
		{"X: the link still holds it", xHeader + "1.98732E+18,\"Sun, Nov 9, 2025\",t,https://x.com/h/status/1987315260559167965,1,1,1,1\n", 1, 0},
		{"X: zeros, and the link holds it", xHeader + "1987315260559160000,\"Sun, Nov 9, 2025\",t,https://x.com/h/status/1987315260559167965,1,1,1,1\n", 1, 0},
		{"YouTube: an identifier that begins like a formula", "Content,Video title,Video publish time,Views,Likes,Comments,Shares\n#NAME?,t,\"Sep 26, 2026\",1,1,1,1\n", 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, records, problems := read(t, write(t, "resaved.csv", tt.content))
			if len(records) != tt.records || len(problems) != tt.problems {
				t.Fatalf("%d records, refused %v", len(records), problems)
			}
			for _, p := range problems {
				if p.Reason != importer.DamagedID {
					t.Error(p)
				}
			}
			if strings.HasPrefix(tt.name, "X") && records[0].Post.NativeID != "1987315260559167965" {
				t.Error(records[0].Post.NativeID)
			}
		})
	}
}

// A page's rounded number must not open a second channel: the name tells the channel, and the person is told.
func TestRoundedChannelsKeepTheirName(t *testing.T) {
	const header = "Post ID,Page ID,Page name,Publish time,Permalink,Post type,Reactions,Comments,Shares,Total clicks\n"
	reading, records, problems := read(t, write(t, "a.csv", header+"100_1,1.00064E+14,Invented Hospital,01/15/2026 08:00,https://www.facebook.com/i.example/posts/1,Photo,1,1,1,1\n"))
	if len(problems) > 0 || records[0].ChannelID != "" || records[0].Channel != "Invented Hospital" || !slices.Contains(noteKinds(reading), importer.DamagedChannelIDs) {
		t.Errorf("%+v, %v, %v", records, problems, reading.Notes)
	}
	_, records, problems = read(t, write(t, "b.csv", header+"100_1,1.00064E+14,,01/15/2026 08:00,https://www.facebook.com/i.example/posts/1,Photo,1,1,1,1\n"))
	if len(records) > 0 || len(problems) != 1 || problems[0].Reason != importer.DamagedID {
		t.Errorf("%v, %v: without a name nothing tells the channel", records, problems)
	}
}

// Excel of a country where the day comes first makes 03/04/2026 the third of April and leaves 03/21/2026 alone.
func TestSwappedDaysAndMonthsArePutBack(t *testing.T) {
	mixed := metaHeader + line("1", "03/21/2026 16:45", "a") + line("2", "03/25/2026 16:45", "b") +
		line("3", "04.03.2026 16:45", "c") + line("4", "05.03.2026 09:00", "d")
	reading, records, problems := read(t, write(t, "resaved.csv", mixed))
	// Pacific 4 and 5 March are before the clocks change; 21 and 25 March after, while Zurich's have not: eight hours.
	want := []string{"2026-03-22 00:45", "2026-03-26 00:45", "2026-04-04 01:45", "2026-05-03 18:00"}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	// 04.03. was written for 04/03, the third of April, and 05.03. for the third of May.
	if diff := cmp.Diff(want, days(records)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if kinds := noteKinds(reading); !slices.Equal(kinds, []importer.NoteKind{importer.SwappedDates}) || reading.Notes[0].Count != 2 {
		t.Errorf("%+v", reading.Notes)
	}

	// The same saved as a workbook, where what was converted are real dates.
	book := excelize.NewFile()
	for i, row := range strings.Split(strings.TrimSpace(mixed), "\n") {
		cells := make([]any, 0, 11)
		for _, cell := range strings.Split(row, ",") {
			if at, err := time.Parse("02.01.2006 15:04", cell); err == nil {
				cells = append(cells, at)
			} else {
				cells = append(cells, cell)
			}
		}
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	reading, records, problems = read(t, write(t, "resaved.xlsx", b.String()))
	if diff := cmp.Diff(want, days(records)); diff != "" || len(problems) > 0 || !slices.Equal(noteKinds(reading), []importer.NoteKind{importer.SwappedDates}) {
		t.Errorf("(-want +got)\n%s%v, %v", diff, problems, reading.Notes)
	}

	// A German interface's own dates are left as they are.
	_, records, problems = read(t, write(t, "german.csv", metaHeader+line("1", "21.03.2026 16:45", "a")+line("2", "04.03.2026 16:45", "b")))
	if diff := cmp.Diff([]string{"2026-03-22 00:45", "2026-03-05 01:45"}, days(records)); diff != "" || len(problems) > 0 {
		t.Errorf("%s %v", diff, problems)
	}
	// Where both manners say days above twelve, nothing was swapped: what most rows do counts, the others are refused.
	_, records, problems = read(t, write(t, "both.csv", metaHeader+line("1", "03/21/2026 16:45", "a")+line("2", "03/22/2026 16:45", "b")+line("3", "23.03.2026 16:45", "c")))
	if len(records) != 2 || len(problems) != 1 || problems[0].Reason != importer.NotADate {
		t.Errorf("%v, %v", days(records), problems)
	}
}

// 46234 is 31 July 2026 in the count from 1900, as Excel's own help says of 39448, 1 January 2008; the count from 1904
// is 1462 lower.
func TestNumbersOfDaysAreDates(t *testing.T) {
	reading, records, problems := read(t, write(t, "resaved.csv", metaHeader+line("1", "46234.5", "a")+line("2", "46235", "b")+line("3", "46236.25", "c")))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	// Pacific noon, a day alone, Pacific six o'clock.
	if diff := cmp.Diff([]string{"2026-07-31 21:00", "2026-08-01 12:00", "2026-08-02 15:00"}, days(records)); diff != "" {
		t.Error(diff)
	}
	want := []importer.Note{{Kind: importer.DayNumbers, Column: "Publish time", Detail: "2026-07-31 – 2026-08-02", Count: 3}}
	if diff := cmp.Diff(want, reading.Notes); diff != "" {
		t.Error(diff)
	}
	first, last, ok := reading.Notes[0].Days()
	if !ok || first.Day() != 31 || last.Day() != 2 {
		t.Error(first, last, ok)
	}
	_, records, problems = read(t, write(t, "german.csv", strings.ReplaceAll(metaHeader, ",", ";")+"1;baby.example;a;46234,5;https://www.instagram.com/p/a/;IG image;Lifetime;1;1;1;1\n"))
	if len(problems) > 0 || days(records)[0] != "2026-07-31 21:00" {
		t.Errorf("%v, %v", days(records), problems)
	}
	for _, number := range []string{"462345", "4623", "12345", "99999", "46234.5.1", "46234x"} {
		if _, _, problems := read(t, write(t, "no.csv", metaHeader+line("1", number, "a"))); len(problems) != 1 || problems[0].Reason != importer.NotADate {
			t.Errorf("%s: %v", number, problems)
		}
	}
	for _, from1904 := range []bool{false, true} {
		number := 46234.5
		if from1904 {
			number -= 1462
		}
		book := excelize.NewFile()
		if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
			t.Fatal(err)
		}
		header := strings.Split(strings.TrimSpace(metaHeader), ",")
		row := []any{"17978919536823613", "baby.example", "a", number, "https://www.instagram.com/p/a/", "IG image", "Lifetime", 1, 1, 1, 1}
		if err := book.SetSheetRow("Sheet1", "A1", &header); err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", "A2", &row); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := book.Write(&b); err != nil {
			t.Fatal(err)
		}
		reading, records, problems := read(t, write(t, "book.xlsx", b.String()))
		if len(problems) > 0 || days(records)[0] != "2026-07-31 21:00" || !slices.Contains(noteKinds(reading), importer.DayNumbers) {
			t.Errorf("from 1904 %v: %v, %v", from1904, days(records), problems)
		}
	}
}

// UTF-8 that a program has read as Windows-1252 and saved as UTF-8: texts, names and headers are put right, so that the
// channel stays one.
func TestMisreadLettersAreMended(t *testing.T) {
	sound := "Publicerings-id,Sid-id,Sidnamn,Titel,Publiceringstid,Inläggstyp,Permalänk,Räckvidd,Reaktioner,Kommentarer,Delningar,Totalt antal klick\n" +
		"100_1,100,Klinik Nürnberg,Für Ärzte und Größe,01/15/2026 08:00,Foto,https://www.facebook.com/i.example/posts/1,5,1,1,1,1\n"
	misread, err := charmap.Windows1252.NewDecoder().String(sound)
	if err != nil || misread == sound {
		t.Fatal(err)
	}
	reading, records, problems := read(t, write(t, "misread.csv", "\ufeff"+misread))
	if len(problems) > 0 || records[0].Channel != "Klinik Nürnberg" || records[0].Post.Text != "Für Ärzte und Größe" {
		t.Errorf("%+v, %v", records, problems)
	}
	if reach, known := records[0].Post.Metrics.Get(social.Reach); !known || reach != 5 {
		t.Errorf("the reach, whose column has an ä, is %d, %v", reach, known)
	}
	if !slices.Contains(noteKinds(reading), importer.MendedTexts) {
		t.Errorf("nothing is said of it: %+v", reading.Notes)
	}
	// The one letter beyond mending is said to be, and the others are kept as they are.
	reading, records, _ = read(t, write(t, "lost.csv", metaHeader+line("1", "07/21/2026 16:45", "fÃ¼r ?rzte � und â€ mehr")))
	if !slices.Contains(noteKinds(reading), importer.MisreadTexts) || records[0].Post.Text != "fÃ¼r ?rzte � und â€ mehr" {
		t.Errorf("%+v, %q", reading.Notes, records[0].Post.Text)
	}
}

func TestOtherDamageBySpreadsheetPrograms(t *testing.T) {
	// A text as long as a cell holds is cut; an error mark in place of a text loses the text, not the post.
	reading, records, problems := read(t, write(t, "cut.csv", metaHeader+line("1", "07/21/2026 16:45", strings.Repeat("x", 32_767))+line("2", "07/21/2026 16:45", "#NAME?")))
	if len(problems) > 0 || len(records) != 2 || records[1].Post.Text != "" || !slices.Equal(noteKinds(reading), []importer.NoteKind{importer.CutTexts, importer.MarkedTexts}) {
		t.Errorf("%v, %v", reading.Notes, problems)
	}
	// Elsewhere it is refused for what it is.
	_, _, problems = read(t, write(t, "marks.csv", metaHeader+line("1", "########", "a")+strings.Replace(line("2", "07/21/2026 16:45", "a"), "Lifetime,1", "Lifetime,#BEZUG!", 1)))
	if len(problems) != 2 || problems[0].Reason != importer.ErrorMark || problems[1].Reason != importer.ErrorMark {
		t.Error(problems)
	}
	// A row in one cell, as Excel saves what it could not take apart.
	var wrapped strings.Builder
	for _, row := range strings.Split(strings.TrimSpace(metaHeader+line("17978919536823613", "07/21/2026 16:45", `"Geburt, Baby"`)+line("17978919536823614", "07/22/2026 16:45", "b")), "\n") {
		fmt.Fprintf(&wrapped, "\"%s\"\r\n", strings.ReplaceAll(row, `"`, `""`))
	}
	reading, records, problems = read(t, write(t, "wrapped.csv", wrapped.String()))
	if len(problems) > 0 || len(records) != 2 || records[0].Post.Text != "Geburt, Baby" || !slices.Contains(noteKinds(reading), importer.UnwrappedRows) {
		t.Errorf("%+v, %v, %v", records, problems, reading.Notes)
	}
	// Yes and no in a spreadsheet's own words.
	for word, want := range map[string]social.Answer{
		"TRUE": social.Yes, "WAHR": social.Yes, "VRAI": social.Yes, "FALSE": social.No, "FALSCH": social.No, "FAUX": social.No,
	} {
		_, records, problems := read(t, write(t, "own.csv", "organisation;platform;published_at;url;text;boosted;reactions;comments\nUs;facebook;2026-07-21;https://x.example/1;t;"+word+";1;1\n"))
		if len(problems) > 0 || records[0].Post.Boosted != want {
			t.Errorf("%s: %v, %v", word, records, problems)
		}
	}
}
