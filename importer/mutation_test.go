package importer_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	gauge "runtime/metrics"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"auscult/importer"
	"auscult/importer/source"
)

var long = flag.Bool("long", false, "run 10,000 mutations instead of a few hundred; AUSCULT_LONG=1 does the same for all packages")

func isLong() bool { return !testing.Short() && (*long || os.Getenv("AUSCULT_LONG") != "") }

// readingTakes is what one file may take, however bad it is. It is no measure of speed but tells a hang.
const readingTakes = 10 * time.Second

// mutationSeed makes a run repeatable: mutation i of a sample is always the same.
const mutationSeed = 20261124

// evilCells are contents of cells that have broken other programs.
var evilCells = []string{
	"", " ", "-", "NaN", "Inf", "-Inf", "1e308", "1e999", "-1", "0x10", "99999999999999999999", "1.797E+16", "1,234,567.89", "1.234.567,89", "٣٤", "½",
	"00/00/0000", "31/02/2026", "0000-00-00", "9999-12-31T23:59:59Z", "10000-01-01", "-0001-01-01", "2026-13-45", "46287.5", "24:00", "29 Feb 2025",
	"=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "<script>alert(1)</script>", "&amp;&lt;&#x10FFFF;&#999999999;", "%s%n%d", "../../../etc/passwd", "'; DROP TABLE posts; --",
	"\u202eright to left", "\ufeff", "\u0000", "\u2028", "👩‍👩‍👧‍👦", "Zalgo" + strings.Repeat("\u0301", 500), "\xff\xfe", "\xc3\x28", "\xed\xa0\x80",
	`"`, `""`, `"""`, `"open`, `clo"sed`, "\"a\nb\"", "\"a\r\nb", "\r", "\t", ";", ",", "|", "_x000D_", "_xD83D__xDE00_", strings.Repeat("9", 400), strings.Repeat("ä", 40_000),
}

// mutations change a text one way each; what they stand for is in their names.
var mutations = []struct {
	name string
	do   func(r *rand.Rand, b []byte) []byte
}{
	{"a cell replaced", func(r *rand.Rand, b []byte) []byte {
		return onCells(r, b, func(cells [][]byte) [][]byte {
			cells[r.IntN(len(cells))] = []byte(pick(r, evilCells))
			return cells
		})
	}},
	{"a column replaced", func(r *rand.Rand, b []byte) []byte {
		at, evil := r.IntN(30), []byte(pick(r, evilCells))
		return onAllRows(b, func(i int, cells [][]byte) [][]byte {
			if i > 0 && at < len(cells) {
				cells[at] = evil
			}
			return cells
		})
	}},
	{"a name of a column replaced", func(r *rand.Rand, b []byte) []byte {
		at, evil := r.IntN(30), []byte(pick(r, evilCells))
		return onAllRows(b, func(i int, cells [][]byte) [][]byte {
			if i == 0 && at < len(cells) {
				cells[at] = evil
			}
			return cells
		})
	}},
	{"a column gone", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(30)
		return onAllRows(b, func(_ int, cells [][]byte) [][]byte {
			if at < len(cells) {
				return slices.Delete(cells, at, at+1)
			}
			return cells
		})
	}},
	{"a column twice", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(30)
		return onAllRows(b, func(_ int, cells [][]byte) [][]byte {
			if at < len(cells) {
				return slices.Insert(cells, at, cells[at])
			}
			return cells
		})
	}},
	{"columns shuffled", func(r *rand.Rand, b []byte) []byte {
		seed := r.Uint64()
		return onAllRows(b, func(_ int, cells [][]byte) [][]byte {
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
			return cells
		})
	}},
	{"thousands of empty columns", func(r *rand.Rand, b []byte) []byte {
		more := make([][]byte, 1+r.IntN(20_000))
		return onCells(r, b, func(cells [][]byte) [][]byte { return append(cells, more...) })
	}},
	{"a row in two", func(r *rand.Rand, b []byte) []byte {
		return onLines(b, func(lines [][]byte) [][]byte {
			i := r.IntN(len(lines))
			at := r.IntN(len(lines[i]) + 1)
			return slices.Insert(lines, i+1, lines[i][at:])
		})
	}},
	{"rows gone", func(r *rand.Rand, b []byte) []byte {
		return onLines(b, func(lines [][]byte) [][]byte {
			from := r.IntN(len(lines))
			return slices.Delete(lines, from, min(from+1+r.IntN(50), len(lines)))
		})
	}},
	{"rows twice", func(r *rand.Rand, b []byte) []byte {
		return onLines(b, func(lines [][]byte) [][]byte {
			from := r.IntN(len(lines))
			return append(lines, lines[from:min(from+1+r.IntN(50), len(lines))]...)
		})
	}},
	{"rows shuffled", func(r *rand.Rand, b []byte) []byte {
		return onLines(b, func(lines [][]byte) [][]byte {
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			return lines
		})
	}},
	{"empty rows at the beginning", func(r *rand.Rand, b []byte) []byte {
		return append(bytes.Repeat([]byte(pick(r, []string{"\n", "\r\n", ",,,\n", " \n", "\"\"\n"})), 1+r.IntN(30)), b...)
	}},
	{"only the header", func(_ *rand.Rand, b []byte) []byte {
		return onLines(b, func(lines [][]byte) [][]byte { return lines[:1] })
	}},
	{"other line ends", func(r *rand.Rand, b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("\n"), []byte(pick(r, []string{"\r", "\r\n", "\r\r\n", "\n\r", "\n\n", "\v", "\u2028"})))
	}},
	{"another separator", func(r *rand.Rand, b []byte) []byte {
		return bytes.ReplaceAll(b, []byte(separatorOf(b)), []byte(pick(r, []string{";", "\t", "|", ",", " ", ":", ";;", "\x1f"})))
	}},
	{"a line of Excel's at the beginning", func(r *rand.Rand, b []byte) []byte {
		return append([]byte(pick(r, []string{"sep=;\n", "sep=,\r\n", "\"sep=|\"\n", "sep=\n", "sep=\"\n", "SEP=\t\n"})), b...)
	}},
	{"another encoding", func(r *rand.Rand, b []byte) []byte { return otherEncoding(r, b) }},
	{"a byte order mark", func(r *rand.Rand, b []byte) []byte {
		return append([]byte(pick(r, []string{"\xef\xbb\xbf", "\xef\xbb\xbf\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "\xff\xfe\x00\x00", "\x00\x00\xfe\xff", "+/v8-"})), b...)
	}},
	{"two encodings in one file", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b) + 1)
		return append(bytes.Clone(b[:at]), otherEncoding(r, b[at:])...)
	}},
	{"strange bytes", func(r *rand.Rand, b []byte) []byte {
		for range 1 + r.IntN(50) {
			at := r.IntN(len(b) + 1)
			b = slices.Insert(b, at, []byte(pick(r, []string{"\x00", "\x1a", "\xff", "\xc3", "\r", "\"", "\n", "\x1b[31m", "\ufffd"}))...)
		}
		return b
	}},
	{"a signature of another kind of file", func(r *rand.Rand, b []byte) []byte {
		return append([]byte(pick(r, []string{"PK\x03\x04", "PK\x05\x06", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "\x09\x08\x10\x00", "%PDF-", "<html>", "{\\rtf", "\x1F\x8B\x08", "<?xml "})), b...)
	}},
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// separatorOf is the likeliest separator, found without the code under test.
func separatorOf(b []byte) string {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ";"
	}
	return ","
}

// onLines changes the lines of a text, texts of several lines cut in two as careless programs do.
func onLines(b []byte, do func([][]byte) [][]byte) []byte {
	return bytes.Join(do(bytes.Split(b, []byte("\n"))), []byte("\n"))
}

func onAllRows(b []byte, do func(i int, cells [][]byte) [][]byte) []byte {
	sep := []byte(separatorOf(b))
	return onLines(b, func(lines [][]byte) [][]byte {
		for i, line := range lines {
			lines[i] = bytes.Join(do(i, bytes.Split(line, sep)), sep)
		}
		return lines
	})
}

// onCells changes the cells of one row, or of a few.
func onCells(r *rand.Rand, b []byte, do func([][]byte) [][]byte) []byte {
	sep := []byte(separatorOf(b))
	return onLines(b, func(lines [][]byte) [][]byte {
		for range 1 + r.IntN(5) {
			i := r.IntN(len(lines))
			lines[i] = bytes.Join(do(bytes.Split(lines[i], sep)), sep)
		}
		return lines
	})
}

func otherEncoding(r *rand.Rand, b []byte) []byte {
	b = bytes.ToValidUTF8(b, []byte("?"))
	encoders := []func() ([]byte, error){
		func() ([]byte, error) {
			return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(b)
		},
		func() ([]byte, error) { return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(b) },
		func() ([]byte, error) {
			return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes(b)
		},
		func() ([]byte, error) {
			return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes(b)
		},
		func() ([]byte, error) { // half a letter at the end
			utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(b)
			return utf16[:max(0, len(utf16)-1)], err
		},
		func() ([]byte, error) { return inCharmap(charmap.Windows1252, b), nil },
		func() ([]byte, error) { return inCharmap(charmap.CodePage850, b), nil },
		func() ([]byte, error) { return inCharmap(charmap.Macintosh, b), nil },
		func() ([]byte, error) { return charmap.Windows1252.NewDecoder().Bytes(b) }, // the classic double encoding
	}
	encoded, err := encoders[r.IntN(len(encoders))]()
	if err != nil {
		return b
	}
	return encoded
}

func inCharmap(m *charmap.Charmap, b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		c, n := utf8.DecodeRune(b)
		b = b[n:]
		encoded, ok := m.EncodeRune(c)
		if !ok {
			encoded = '?'
		}
		out = append(out, encoded)
	}
	return out
}

// sample is a sound file that mutations start from.
type sample struct {
	name    string
	content []byte
}

func samples(t testing.TB) []sample {
	t.Helper()
	var all []sample
	for _, root := range []string{filepath.Join("..", "assets", "sample", "exports"), filepath.Join("testdata", "samples")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == "manifest.csv" || strings.HasSuffix(path, ".json") {
				return err
			}
			content, err := os.ReadFile(path)
			if filepath.Ext(path) == ".csv" && len(content) > 60_000 { // the first rows are as good
				content = content[:60_000]
			}
			all = append(all, sample{d.Name(), content})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 15 {
		t.Fatalf("%d samples", len(all))
	}
	return all
}

// mutate gives the sample changed in one to three ways and says which.
func (s sample) mutate(r *rand.Rand) (content []byte, how string) {
	content = bytes.Clone(s.content)
	isZIP := bytes.HasPrefix(content, []byte("PK"))
	var ways []string
	for range 1 + r.IntN(3) {
		switch {
		case len(content) == 0:
		case isZIP && len(ways) == 0 && r.IntN(4) > 0: // within a sound archive
			var way string
			content, way = mutateEntry(r, content)
			ways = append(ways, way)
		case isZIP || bytes.HasPrefix(s.content, []byte("\xD0\xCF")) || r.IntN(4) == 0:
			damage := damages[r.IntN(len(damages))]
			content = damage.do(r, content)
			ways = append(ways, damage.name)
		default:
			m := mutations[r.IntN(len(mutations))]
			content = m.do(r, content)
			ways = append(ways, m.name)
		}
	}
	return content, strings.Join(ways, ", ")
}

// mutateEntry changes one file inside a ZIP.
func mutateEntry(r *rand.Rand, archive []byte) (content []byte, how string) {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return archive, "nothing"
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	victim := r.IntN(len(z.File))
	for i, entry := range z.File {
		inside, err := fs.ReadFile(z, entry.Name)
		if err != nil {
			return archive, "nothing"
		}
		name := entry.Name
		if i == victim && len(inside) > 0 {
			switch n := r.IntN(len(mutations) + len(damages) + 3); {
			case n < len(mutations):
				how, inside = mutations[n].name, mutations[n].do(r, inside)
			case n < len(mutations)+len(damages):
				damage := damages[n-len(mutations)]
				how, inside = damage.name, damage.do(r, inside)
			case n == len(mutations)+len(damages):
				how, name = "gone", ""
			case n == len(mutations)+len(damages)+1:
				how, name = "renamed", pick(r, evilNames)
			default:
				how, inside = "values of XML replaced", mutateXML(r, inside)
			}
			how = entry.Name + ": " + how
		}
		if name == "" {
			continue
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: entry.Modified})
		if err != nil {
			return archive, "nothing"
		}
		if _, err := w.Write(inside); err != nil {
			return archive, "nothing"
		}
	}
	if err := out.Close(); err != nil {
		return archive, "nothing"
	}
	return b.Bytes(), how
}

// mutateXML replaces what stands between quotation marks or tags.
func mutateXML(r *rand.Rand, b []byte) []byte {
	for range 1 + r.IntN(20) {
		open, shut := byte('"'), byte('"')
		if r.IntN(2) == 0 {
			open, shut = '>', '<'
		}
		from := r.IntN(len(b))
		i := bytes.IndexByte(b[from:], open)
		if i < 0 {
			continue
		}
		from += i + 1
		j := bytes.IndexByte(b[from:], shut)
		if j < 0 {
			continue
		}
		evil := pick(r, append(evilCells, "XFD1048576", "ZZZZZZ1", "A0", "A-1", "A99999999999", "s", "inlineStr", "d", "e", "<c><v>", "</row>", "<![CDATA[x", "<!--", "&bomb;", "<?x"))
		b = slices.Replace(b, from, from+j, []byte(evil)...)
	}
	return b
}

// No mutation of a sample makes reading panic, hang, or end otherwise than in records or a refusal that names the file.
func TestMutations(t *testing.T) {
	n := 600
	if isLong() {
		n = 10_000
	}
	all := samples(t)
	dir := t.TempDir()
	temp := filepath.Join(dir, "unpacked")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	work := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range work {
				s := all[i%len(all)]
				content, how := s.mutate(rand.New(rand.NewPCG(mutationSeed, uint64(i))))
				path := filepath.Join(dir, fmt.Sprintf("mutation-%05d%s", i, filepath.Ext(s.name)))
				if err := os.WriteFile(path, content, 0o600); err != nil {
					t.Error(err)
					return
				}
				readThrough(t, fmt.Sprintf("%s, mutation %d (%s)", s.name, i, how), path, source.Options{TempDir: temp})
				if err := os.Remove(path); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	workers.Wait()
	checkEmpty(t, dir, "unpacked")
	checkEmpty(t, temp)
}

// readThrough reads a bad file to its end, like checkOutcome, under a watch: a panic is told with what made it, and a
// file that takes too long is a failure whether or not the reading listens to its context. It tells how it ended.
func readThrough(t *testing.T, what, path string, opts source.Options) (taken, refused int, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), readingTakes)
	defer cancel()
	watch := time.AfterFunc(readingTakes+5*time.Second, func() { panic(what + ": hangs") })
	defer watch.Stop()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: panic: %v\n%s", what, p, debug.Stack())
		}
	}()
	doc, err := importer.Open(ctx, path, importer.Options{Source: opts})
	if err != nil {
		checkRefusal(t, what, path, err) // also refuses the end of the context
		return 0, 0, err
	}
	defer func() {
		if err := doc.Close(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}()
	for _, skipped := range doc.File.Skipped {
		checkRefusal(t, what, path, skipped)
	}
	for _, reading := range doc.Readings {
		for record, err := range reading.Records(ctx) {
			var p importer.Problem
			switch {
			case errors.As(err, &p):
				refused++
				if p.Row < 1 || p.Reason == "" {
					t.Errorf("%s: a refused row without its place: %+v", what, p)
				}
			case err != nil:
				checkRefusal(t, what, path, err)
				return taken, refused, err
			default:
				taken++
				if !hasWhatItNeeds(record) {
					t.Errorf("%s: row %d was taken without its date, its page or its platform", what, record.Row)
				}
			}
		}
	}
	return taken, refused, nil
}

// hasWhatItNeeds reports whether a record has what every one of its kind must have.
func hasWhatItNeeds(r importer.Record) bool {
	has := !r.Post.PublishedAt.IsZero()
	switch {
	case r.Followers != nil || r.Figures != nil:
		has = true
		for _, c := range r.Followers {
			has = has && !c.On.IsZero()
		}
		for _, f := range r.Figures {
			has = has && !f.From.IsZero() && !f.To.Before(f.From)
		}
	case r.Page != nil:
		has = r.Page.Page.Path != ""
	case r.Comment != nil:
		has = !r.Comment.WrittenAt.IsZero()
	}
	return has && r.Post.Platform.Valid()
}

// checkEmpty makes sure that nothing was left or written in the folder but what is expected there.
func checkEmpty(t *testing.T, dir string, but ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Error(err)
	}
	for _, e := range entries {
		if !slices.Contains(but, e.Name()) {
			t.Errorf("%s was left in %s", e.Name(), filepath.Base(dir))
		}
	}
}

var evilNames = []string{
	"../../escaped.csv", "/escaped.csv", `..\..\escaped.csv`, `C:\escaped.csv`, `\\server\share\escaped.csv`, "escaped\x00.csv", "a/../../../escaped.csv",
	"./escaped.csv", "escaped.csv/", "", ".", "..", "CON", "NUL.csv", "escaped.csv:stream", strings.Repeat("d/", 5000) + "escaped.csv", strings.Repeat("x", 60_000) + ".csv",
	"\x1b[2Jescaped.csv", "\u202evsc.depacse", "[Content_Types].xml", "xl/workbook.xml",
}

// bomb is a small file that wants to become a large one.
type bomb struct {
	name string
	make func(t *testing.T) []byte
	want error // what the refusal must be; nil when the file may be read after all
	slow bool  // made or read so slowly that only a long run can have it
	// atMost is the memory that reading may take, in bytes; 0 means a gigabyte.
	atMost uint64
}

const ownPost = "Us;facebook;2026-02-03;https://x.example/1;t;photo;12;1\n"

var bombs = []bomb{
	{name: "an entry far over the limit", want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		return rawZIP(t, rawEntry{"Table data.csv", repeatedDeflate(t, ownHeader, ownPost, 4<<30), 4<<30 + uint64(len(ownHeader)), 0})
	}},
	{name: "an entry far over the limit that says it is small", want: source.ErrDamaged, make: func(t *testing.T) []byte {
		return rawZIP(t, rawEntry{"Table data.csv", repeatedDeflate(t, ownHeader, ownPost, 4<<30), 1000, 0})
	}},
	{name: "an entry just under the limit", want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		size := uint64(2<<30 - 1<<20)
		return rawZIP(t, rawEntry{"Table data.csv", repeatedDeflate(t, ownHeader, ownPost, size), size, 0})
	}},
	{name: "2 GiB of nothing", want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		size := uint64(2<<30 - 1<<20)
		return rawZIP(t, rawEntry{"Table data.csv", repeatedDeflate(t, "", "\x00\x00\x00\x00", size), size, 0})
	}},
	{name: "many entries", want: source.ErrTooLarge, make: func(t *testing.T) []byte { return manyEntries(t, 10_001) }},
	{name: "very many entries", slow: true, want: source.ErrTooLarge, make: func(t *testing.T) []byte { return manyEntries(t, 400_000) }},
	{name: "as many entries as are allowed", slow: true, make: func(t *testing.T) []byte { return manyEntries(t, 10_000) }},
	{name: "entries that share their bytes", want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		size := uint64(20 << 20)
		return overlapping(t, rawZIP(t, rawEntry{"Table data.csv", repeatedDeflate(t, ownHeader, ownPost, size), size, 0}), 9000)
	}},
	{name: "a ZIP in a ZIP, fifty deep", want: source.ErrNested, make: func(t *testing.T) []byte {
		inner := storedZIP(t, "Table data.csv", ownHeader+ownPost)
		for range 50 {
			inner = storedZIP(t, "inner.zip", string(inner))
		}
		return inner
	}},
	{name: "hundreds of workbooks in a ZIP", make: func(t *testing.T) []byte {
		book := string(workbookOf(t, nil, `<row r="1"><c t="inlineStr"><is><t>x</t></is></c></row>`))
		entries := make([]string, 0, 1600)
		for i := range 800 {
			entries = append(entries, fmt.Sprintf("%d.xlsx", i), book)
		}
		return storedZIP(t, entries...)
	}},
	{name: "a list of millions of empty texts", slow: true, make: func(t *testing.T) []byte {
		return workbookOf(t, map[string]string{"xl/sharedStrings.xml": `<sst>` + strings.Repeat(`<si/>`, 6_000_000) + `</sst>`}, headerRow)
	}},
	{name: "a list of texts of more than is allowed", want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		return workbookOf(t, map[string]string{"xl/sharedStrings.xml": `<sst>` + strings.Repeat(`<si><t>`+strings.Repeat("x", 900_000)+`</t></si>`, 80) + `</sst>`}, headerRow)
	}},
	{name: "a row of one long text from the disk again and again", slow: true, make: func(t *testing.T) []byte {
		texts := `<sst>` + strings.Repeat(`<si><t>`+incompressible(1, 1_000_000)+`</t></si>`, 72) + `</sst>`
		return workbookOf(t, map[string]string{"xl/sharedStrings.xml": texts}, headerRow+`<row r="2">`+strings.Repeat(`<c t="s"><v>71</v></c>`, 16_384)+`</row>`)
	}},
	{name: "a row of long texts", slow: true, make: func(t *testing.T) []byte {
		return workbookOf(t, nil, headerRow+`<row r="2">`+strings.Repeat(`<c t="inlineStr"><is><t>`+incompressible(2, 1_000_000)+`</t></is></c>`, 30)+`</row>`)
	}},
	{name: "a text longer than is allowed", slow: true, want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		return workbookOf(t, nil, headerRow+`<row r="2"><c t="inlineStr"><is><t>`+strings.Repeat("x", 60_000_000)+`</t></is></c></row>`)
	}},
	{name: "a tag that never ends", slow: true, make: func(t *testing.T) []byte {
		return workbookOf(t, nil, `<row`+strings.Repeat(` a="b"`, 9_000_000)+`></row>`)
	}},
	{name: "deep XML", slow: true, make: func(t *testing.T) []byte {
		return workbookOf(t, nil, headerRow+`<row r="2"><c t="inlineStr"><is>`+strings.Repeat("<r>", 5_000_000))
	}},
	{name: "entities that multiply", make: func(t *testing.T) []byte {
		laughs := `<!DOCTYPE worksheet [<!ENTITY a0 "ha">`
		for i := range 30 {
			laughs += fmt.Sprintf(`<!ENTITY a%d "&a%d;&a%d;&a%d;&a%d;">`, i+1, i, i, i, i)
		}
		return workbookOf(t, map[string]string{"xl/worksheets/sheet1.xml": laughs + `]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&a30;</t></is></c></row></sheetData></worksheet>`}, "")
	}},
	{name: "an entity from the disk", make: func(t *testing.T) []byte {
		return workbookOf(t, map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>`}, "")
	}},
	{name: "a million empty columns", slow: true, make: func(t *testing.T) []byte {
		return workbookOf(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><dimension ref="A1:BDWGN1048576"/><cols><col min="1" max="1000000" width="9"/></cols><sheetData>` +
			headerRow + `<row r="2" spans="1:1000000">` + strings.Repeat(`<c s="0"/>`, 1_000_000) + `</row></sheetData></worksheet>`}, "")
	}},
	{name: "rows of which only the last column is filled", make: func(t *testing.T) []byte {
		var rows strings.Builder
		rows.WriteString(headerRow)
		for i := range 3000 {
			fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+2, i+2)
		}
		return workbookOf(t, nil, rows.String())
	}},
	{name: "a sheet listed a thousand times", make: func(t *testing.T) []byte {
		return workbookOf(t, map[string]string{
			"xl/workbook.xml": `<workbook><sheets>` + strings.Repeat(`<sheet name="S" sheetId="1" r:id="rId1"/>`, 1000) + `</sheets></workbook>`,
		}, strings.Repeat(`<row></row>`, 500_000))
	}},
	{name: "100,000 sheets", want: source.ErrTooLarge, make: func(t *testing.T) []byte {
		var sheets, rels strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&sheets, `<sheet name="S%d" r:id="r%d"/>`, i, i)
			fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="x/worksheet" Target="worksheets/sheet%d.xml"/>`, i, i)
		}
		return workbookOf(t, map[string]string{
			"xl/workbook.xml":            `<workbook><sheets>` + sheets.String() + `</sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships>` + rels.String() + `</Relationships>`,
		}, headerRow)
	}},
	{name: "a field of 100 MB", make: func(*testing.T) []byte {
		return []byte(ownHeader + "Us;facebook;2026-02-03;https://x.example/1;" + strings.Repeat("x", 100<<20) + ";photo;12;1\n" + ownPost)
	}},
	{name: "a quoted field of 100 MB", make: func(*testing.T) []byte {
		return []byte(ownHeader + `Us;facebook;2026-02-03;https://x.example/1;"` + strings.Repeat("x", 100<<20) + "\";photo;12;1\n" + ownPost)
	}},
	{name: "a quoted field of 100 MB in lines", slow: true, make: func(*testing.T) []byte {
		return []byte(ownHeader + `Us;facebook;2026-02-03;https://x.example/1;"` + strings.Repeat(strings.Repeat("x", 99)+"\n", 1<<20) + "\";photo;12;1\n" + ownPost)
	}},
	{name: "quotation marks that each open a text", slow: true, make: func(*testing.T) []byte {
		return []byte(ownHeader + strings.Repeat("Us;\"x\n", 2<<20) + ownPost)
	}},
	{name: "36 MB of rows that cannot be cut into cells", slow: true, make: func(*testing.T) []byte {
		return []byte(ownHeader + strings.Repeat("Us;\"x\n", 6<<20) + ownPost)
	}},
	{name: "36 MB of rows that say nothing", slow: true, make: func(*testing.T) []byte {
		return []byte(ownHeader + strings.Repeat("a;b\n", 9<<20) + ownPost)
	}},
	{name: "posts of 900 kB", slow: true, atMost: 200 << 20, make: func(*testing.T) []byte {
		post := "Us;facebook;2026-02-03;https://x.example/1;" + strings.Repeat("long text ", 90_000) + ";photo;12;1\n"
		return []byte(ownHeader + strings.Repeat(post, 300))
	}},
	{name: "60 MB of quotation marks", make: func(*testing.T) []byte { return []byte(ownHeader + strings.Repeat(`"`, 60<<20) + "\n" + ownPost) }},
	{name: "60 MB of separators", slow: true, make: func(*testing.T) []byte { return []byte(ownHeader + strings.Repeat(`;`, 60<<20) + "\n" + ownPost) }},
	{name: "40 MB of empty lines", slow: true, make: func(*testing.T) []byte { return []byte(ownHeader + strings.Repeat("\n", 40<<20) + ownPost) }},
}

// No file, however it was crafted, takes more than a few seconds or more than a gigabyte to be read or refused.
func TestBombs(t *testing.T) {
	for _, b := range bombs {
		t.Run(b.name, func(t *testing.T) {
			if b.slow && !isLong() {
				t.Skip("only in a long run")
			}
			dir := t.TempDir()
			temp := filepath.Join(dir, "deep", "unpacked")
			if err := os.MkdirAll(temp, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "bomb.bin")
			if err := os.WriteFile(path, b.make(t), 0o600); err != nil {
				t.Fatal(err)
			}
			debug.FreeOSMemory() // what making it took is not to be blamed on the reading
			began := time.Now()
			var taken, refused int
			var err error
			peak := heapPeak(func() { taken, refused, err = readThrough(t, b.name, path, source.Options{TempDir: temp}) })
			t.Logf("%d taken, %d refused, %d MB, %v: %v", taken, refused, peak>>20, time.Since(began).Round(time.Millisecond), err)
			if atMost := cmp.Or(b.atMost, 1<<30); peak > atMost {
				t.Errorf("reading took %d MB", peak>>20)
			}
			if b.want != nil && !errors.Is(err, b.want) {
				t.Errorf("ended with %v, want %v", err, b.want)
			}
			checkEmpty(t, dir, "deep", "bomb.bin")
			checkEmpty(t, filepath.Join(dir, "deep"), "unpacked")
			checkEmpty(t, temp)
		})
	}
}

// Names inside a ZIP are shown and never followed: nothing is written but into the folder for it, and that is emptied.
func TestEvilNames(t *testing.T) {
	book := string(workbookOf(t, nil, headerRow))
	for i, name := range evilNames {
		dir := t.TempDir()
		temp := filepath.Join(dir, "a", "b", "c")
		if err := os.MkdirAll(temp, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Chdir(temp)
		path := filepath.Join(dir, "named.zip")
		if err := os.WriteFile(path, storedZIP(t, name, ownHeader+ownPost, name+".xlsx", book), 0o600); err != nil {
			t.Fatal(err)
		}
		readThrough(t, fmt.Sprintf("name %d, %.40q", i, name), path, source.Options{TempDir: temp})
		checkEmpty(t, dir, "a", "named.zip")
		checkEmpty(t, filepath.Join(dir, "a"), "b")
		checkEmpty(t, filepath.Join(dir, "a", "b"), "c")
		checkEmpty(t, temp)
		if _, err := os.Stat("/escaped.csv"); err == nil {
			t.Errorf("%q was written", name)
		}
	}
}

// heapPeak runs do and gives the most memory the heap used meanwhile, looked at every few milliseconds. It asks in a way
// that does not stop the program, which would be a good part of the time that is measured.
func heapPeak(do func()) uint64 {
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var peak uint64
		used := []gauge.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			gauge.Read(used)
			peak = max(peak, used[0].Value.Uint64()+used[1].Value.Uint64())
			select {
			case <-tick.C:
			case <-stop:
				done <- peak
				return
			}
		}
	}()
	do()
	close(stop)
	return <-done
}

// incompressible is invented text that a ZIP cannot make much smaller, so that no bound on the ratio stops it.
func incompressible(seed uint64, n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ."
	r := rand.New(rand.NewPCG(mutationSeed, seed))
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[r.IntN(len(letters))]
	}
	return string(b)
}

type rawEntry struct {
	name    string
	deflate []byte
	size    uint64 // as the archive says
	crc     uint32
}

// rawZIP writes entries whose stated sizes need not be true.
func rawZIP(t *testing.T, entries ...rawEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: e.name, Method: zip.Deflate, CRC32: e.crc, CompressedSize64: uint64(len(e.deflate)), UncompressedSize64: e.size,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.deflate); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repeatedDeflate compresses head followed by at least size bytes of unit without ever holding them: a compressed
// megabyte that refers to nothing before it may stand any number of times.
func repeatedDeflate(t *testing.T, head, unit string, size uint64) []byte {
	t.Helper()
	block := func(content string) []byte {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	content := strings.Repeat(unit, 1<<20/len(unit))
	out := block(head)
	out = append(out, bytes.Repeat(block(content), int(size/uint64(len(content)))+1)...)
	return append(out, 0x03, 0x00) // the last block, empty
}

// storedZIP packs names and contents as they are, also under names that Go's writer would not think of.
func storedZIP(t *testing.T, namesAndContents ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(namesAndContents); i += 2 {
		content := []byte(namesAndContents[i+1])
		if strings.HasSuffix(namesAndContents[i], "/") {
			content = nil // a folder, which Go's writer lets have no content
		}
		size := uint64(len(content))
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: namesAndContents[i], Method: zip.Store, CRC32: crc32.ChecksumIEEE(content), CompressedSize64: size, UncompressedSize64: size,
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(content) == 0 {
			continue
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func manyEntries(t *testing.T, n int) []byte {
	t.Helper()
	entries := make([]string, 0, 2*n)
	for i := range n {
		entries = append(entries, fmt.Sprintf("%d.csv", i), "a;b\n1;2\n")
	}
	return storedZIP(t, entries...)
}

// overlapping lists the archive's only entry n times, so that few bytes are unpacked again and again.
func overlapping(t *testing.T, archive []byte, n int) []byte {
	t.Helper()
	directory, end := bytes.LastIndex(archive, []byte("PK\x01\x02")), bytes.LastIndex(archive, []byte("PK\x05\x06"))
	if directory < 0 || end < directory {
		t.Fatal("no list of entries")
	}
	entry := archive[directory:end]
	out := append(bytes.Clone(archive[:directory]), bytes.Repeat(entry, n)...)
	tail := bytes.Clone(archive[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	return append(out, tail...)
}

// headerRow is the header of our own form as a sheet writes it.
var headerRow = func() string {
	row := `<row r="1">`
	for name := range strings.SplitSeq(strings.TrimSpace(ownHeader), ";") {
		row += `<c t="inlineStr"><is><t>` + name + `</t></is></c>`
	}
	return row + `</row>`
}()

// workbookOf is the smallest workbook with these rows; parts replace or add to its own.
func workbookOf(t *testing.T, parts map[string]string, rows string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="Posts" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
	for name, content := range parts {
		all[name] = content
	}
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(all[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
