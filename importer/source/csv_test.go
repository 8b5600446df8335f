package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCSVRecords(t *testing.T) {
	tests := []struct {
		name    string
		content string
		want    []string
	}{
		{"LF and a line end at the end", "a,b\n1,2\n", []string{"1: a|b", "2: 1|2"}},
		{"no line end at the end", "a,b\n1,2", []string{"1: a|b", "2: 1|2"}},
		{"CRLF", "a,b\r\n1,2\r\n", []string{"1: a|b", "2: 1|2"}},
		{"CR of an old Mac", "a,b\r1,2\r", []string{"1: a|b", "2: 1|2"}},
		{"CR with LF inside quotes", "a,b\r\"x\ny\",2\r\"z\ny\",3", []string{"1: a|b", "2: x\ny|2", "3: z\ny|3"}},
		{"empty lines are rows without cells", "a,b\n\n1,2\n\n", []string{"1: a|b", "2: ", "3: 1|2", "4: "}},
		{"line break in quotes is one row", "a,b\n\"x\r\ny\",2\n3,4\n", []string{"1: a|b", "2: x\r\ny|2", "3: 3|4"}},
		{"doubled quotes", "a,b\n\"say \"\"hi\"\"\",\"\"\n", []string{"1: a|b", `2: say "hi"|`}},
		{"only doubled quotes", "a,b\n\"\"\"\",\"\"\"\"\"\"\n", []string{"1: a|b", `2: "|""`}},
		{"quoted at the end of the file", "a,b\n1,\"2\"", []string{"1: a|b", "2: 1|2"}},
		{"quoted before CR at the end of the file", "a,b\n1,\"2\"\r", []string{"1: a|b", "2: 1|2"}},
		{"quoted before CRLF", "a,\"b\"\r\n1,\"2\"\r\n", []string{"1: a|b", "2: 1|2"}},
		{"blanks after the closing quote", "a,b\n\"1\" ,\"2\"  \n", []string{"1: a|b", "2: 1|2"}},
		{"ragged rows stay ragged", "a,b,c\n1,2\n1,2,3,4\n1,2,3\n", []string{"1: a|b|c", "2: 1|2", "3: 1|2|3|4", "4: 1|2|3"}},
		{"separator at the end", "a,b,\n\"1\",\"2\",", []string{"1: a|b|", "2: 1|2|"}},
		{"stray quote in an unquoted field", "a,b\n5\" pipe,2\n3,4\n", []string{"1: a|b", `2: 5" pipe|2`, "3: 3|4"}},
		{"stray quote in a quoted field", "a,b\n\"say \"hi\" now\",2\n3,4\n", []string{"1: a|b", `2: say "hi" now|2`, "3: 3|4"}},
		{"quote that never closes", "a,b\n1,\"2\n3,4\n5,6\n", []string{"1: a|b", "2: BAD: A quotation mark opens a text that never ends.", "3: 3|4", "4: 5|6"}},
		{"quote that closes in a later row", "a,b\n1,\"2\n3,\"x\"\n5,6\n", []string{"1: a|b", "2: BAD: A quotation mark stands where none may be, after a line break.", "3: 3|x", "4: 5|6"}},
		{"quoted word at the start, tabs", "a\tb\n\"Hi\" she said\t2\n\"3\"\t4\n", []string{"1: a|b", `2: "Hi" she said|2`, "3: 3|4"}},
		{"quoted word at the start of the last line, tabs", "a\tb\n\"Hi\" she said\t2", []string{"1: a|b", `2: "Hi" she said|2`}},
		{"NUL bytes are left out", "a,b\n1\x00,\x002\n", []string{"1: a|b", "2: 1|2"}},
		{"end mark of DOS", "a,b\r\n1,2\r\n\x1a", []string{"1: a|b", "2: 1|2"}},
		{"Excel's sep line is no row", "sep=;\r\na;b\r\n1,5;2\r\n", []string{"1: a|b", "2: 1,5|2"}},
		{"Excel's sep line in quotes", "\"sep=|\"\na|b\n", []string{"1: a|b"}},
		{"daily results of Meta", "sep=,\n\"Reach\"\n\"Date\",\"Primary\"\n\"2025-12-24T00:00:00\",\"169\"\n\n", []string{"1: Reach", "2: Date|Primary", "3: 2025-12-24T00:00:00|169", "4: "}},
		{"one column", "title\nx\n", []string{"1: title", "2: x"}},
		{"one line without end", "x", []string{"1: x"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, tables, err := readAll(t, write(t, "posts.csv", []byte(test.content)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, texts(tables["posts.csv"])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSeparator(t *testing.T) {
	tests := []struct {
		name    string
		content string
		want    rune
	}{
		{"comma", "a,b,c\n1,2,3\n", ','},
		{"semicolon with decimal commas in every row", "a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n1,5;2,5;3,5\n", ';'},
		{"semicolon with commas in the header", "Reaktionen, Kommentare;Reichweite;x\n1;2;3\n", ';'},
		{"tab with commas in texts", "a\tb\nHello, you\t1\nAnd, well, you\t2\n", '\t'},
		{"bar", "a|b\n1|2\n", '|'},
		{"comma with semicolons in quoted texts", "a,b\n\"x;y;z\",1\n\"x;y\",2\n", ','},
		{"comma with many semicolons in texts", "a,b,c\nx; y; z,1,2\nx;y,1,2\nno,1,2\n", ','},
		{"comments before the table", "# ----\n# Pages and screens\n# 20260701-20260930\n\nPage,Views,Users\n/a,1,2\n/b,3,4\n", ','},
		{"title rows before the table", "Report\n\"Mar 1, 2024 - Mar 31, 2024\"\nDate (GMT),Post ID,Likes\n2024-03-01 14:30,1,2\n", ','},
		{"several tables in one file", "A;b\n1;2\n\nC;d;e\n1;2;3\n1;2;3\n", ';'},
		{"line breaks in quoted texts", "a;b\n\"x,\ny,z\";1\n\"x,\ny,z\";1\n", ';'},
		{"nothing to separate", "title\none\n", ','},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, _, err := readAll(t, write(t, "x.csv", []byte(test.content)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Tables[0].Separator; got != test.want {
				t.Errorf("separator %q, want %q", got, test.want)
			}
		})
	}
}

// A small buffer must not change what is read: every cut between two pieces of
// the text is tried.
func TestRecordsAcrossPieces(t *testing.T) {
	const content = "a,\"b\r\nc\"\"d\" ,e\r\n\"\",\"x\"y\",z\r\n1,\"open\r\n2,3\r\n"
	read := func(r io.Reader, size int) []string {
		s := newRecordScanner(r, dialect{sep: ',', eol: '\n'}, Options{}.withDefaults())
		s.buf = make([]byte, size)
		var list []string
		for {
			record, flaw, err := s.next()
			if err != nil {
				return list
			}
			if flaw != sound {
				list = append(list, "flaw")
				continue
			}
			for _, c := range cellsOf(nil, record, s.fields) {
				list = append(list, c.Text)
			}
			list = append(list, "/")
		}
	}
	want := read(strings.NewReader(content), 1000)
	for size := 1; size < 60; size++ {
		if diff := cmp.Diff(want, read(strings.NewReader(content), size)); diff != "" {
			t.Fatalf("buffer of %d bytes: %s", size, diff)
		}
	}
}

func TestLongCellIsReportedAndReadingGoesOn(t *testing.T) {
	opts := Options{MaxField: 1000, MaxColumns: 3}
	long := strings.Repeat("x", 2000)
	endless := strings.Repeat("y", 300_000)
	content := "a,b\n" + long + ",1\n2,\"" + long + "\"\n" + endless + "\n3,\"z\n" + strings.Repeat("k,l\n", 400) + "1,2,3,4\n5,6\n"
	_, tables, err := readAll(t, write(t, "x.csv", []byte(content)), opts)
	if err != nil {
		t.Fatal(err)
	}
	got := texts(tables["x.csv"])
	const tooLong = "BAD: A cell is longer than is allowed; perhaps a quotation mark is missing."
	want := []string{"1: a|b", "2: " + tooLong, "3: " + tooLong, "4: " + tooLong, "5: " + tooLong, "6: k|l"}
	if diff := cmp.Diff(want, got[:6]); diff != "" {
		t.Error(diff)
	}
	want = []string{"405: k|l", "406: BAD: The row has more columns than is allowed.", "407: 5|6"}
	if diff := cmp.Diff(want, got[len(got)-3:]); diff != "" {
		t.Error(diff)
	}
}

// The cost of hostile quotes shows in the bytes that were read in vain.
func TestHostileQuotesCostLittle(t *testing.T) {
	for name, line := range map[string]string{
		"opens on every line":          "\"a\n",
		"pairs that never close":       "\"\"b\n",
		"stray after each line break":  ",\"a\n\"b\n",
		"three quotes on every line":   "\"\"\"\n",
		"open quote, blanks and words": "\" \" x\n",
	} {
		t.Run(name, func(t *testing.T) {
			content := strings.Repeat(line, 4<<20/len(line))
			s := newRecordScanner(strings.NewReader(content), dialect{sep: ',', eol: '\n'}, Options{}.withDefaults())
			for {
				if _, _, err := s.next(); err != nil {
					break
				}
			}
			if limit := int64(2*len(content) + 4<<20); s.wasted > limit {
				t.Errorf("%d bytes read in vain for a text of %d", s.wasted, len(content))
			}
		})
	}
}

func TestErrorsNameFileRowAndCure(t *testing.T) {
	f, err := Open(t.Context(), write(t, "posts.csv", []byte("a,b\n1,\"2\n3,4\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for row, err := range f.Tables[0].Rows(t.Context()) {
		if row.Number != 2 {
			continue
		}
		const want = "posts.csv, row 2, column 2: A quotation mark opens a text that never ends. The line is left out. Put the missing quotation mark there, or export the file again."
		if !errors.Is(err, ErrBadRow) || err.Error() != want {
			t.Errorf("got %q", err)
		}
	}
}

func TestCancelledReadingEnds(t *testing.T) {
	f, err := Open(t.Context(), write(t, "x.csv", []byte(strings.Repeat("a,b\n", 10_000))), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rows := 0
	var last error
	for _, err := range f.Tables[0].Rows(ctx) {
		cancel()
		rows, last = rows+1, err
	}
	if !errors.Is(last, context.Canceled) || rows > 2*checkEvery {
		t.Errorf("%d rows, then %v", rows, last)
	}
	if _, err := Open(ctx, f.Path, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Open: %v", err)
	}
}

func TestRowsStartAnew(t *testing.T) {
	f, err := Open(t.Context(), write(t, "x.csv", []byte("a,b\n1,2\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range f.Tables[0].Rows(t.Context()) {
		break
	}
	rows, err := collect(t, f.Tables[0])
	if err != nil || len(rows) != 2 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// However a record is cut — eight bytes at a time, up to the next quote, letter by letter — its cells are the same.
func TestCellsOfAnyLength(t *testing.T) {
	for n := range 20 {
		plain, quoted := strings.Repeat("x", n), strings.Repeat("é,\"\"\n", n)
		content := fmt.Sprintf("a,b,c,d,e\r\n%s,\"%s\",%s,%sl\"etter\",%s\r\n", plain, quoted, plain, plain, plain)
		want := []string{
			"1: a|b|c|d|e",
			fmt.Sprintf("2: %s|%s|%s|%sl\"etter\"|%s", plain, strings.Repeat("é,\"\n", n), plain, plain, plain),
		}
		_, tables, err := readAll(t, write(t, "posts.csv", []byte(content)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, texts(tables["posts.csv"])); diff != "" {
			t.Errorf("%d letters: %s", n, diff)
		}
	}
}
