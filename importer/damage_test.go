package importer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"auscult/importer"
	"auscult/importer/source"
)

// damages are the ways in which a file is damaged, each with its own luck.
var damages = []struct {
	name string
	do   func(r *rand.Rand, b []byte) []byte
}{
	{"cut off", func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] }},
	{"beginning gone", func(r *rand.Rand, b []byte) []byte { return b[r.IntN(len(b)):] }},
	{"bytes flipped", func(r *rand.Rand, b []byte) []byte {
		for range 1 + r.IntN(200) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		return b
	}},
	{"a stretch of zeros", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		clear(b[at:min(at+r.IntN(4096), len(b))])
		return b
	}},
	{"a stretch twice", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		end := min(at+r.IntN(4096), len(b))
		return append(append(bytes.Clone(b[:end]), b[at:end]...), b[end:]...)
	}},
	{"stray quotation marks", func(r *rand.Rand, b []byte) []byte {
		for range 1 + r.IntN(5) {
			b[r.IntN(len(b))] = '"'
		}
		return b
	}},
	{"a column gone", func(r *rand.Rand, b []byte) []byte {
		lines := bytes.Split(b, []byte("\n"))
		sep := []byte(",;"[r.IntN(2):][:1])
		drop := r.IntN(20)
		for i, line := range lines {
			cells := bytes.Split(line, sep)
			if drop < len(cells) {
				lines[i] = bytes.Join(append(slices.Clone(cells[:drop]), cells[drop+1:]...), sep)
			}
		}
		return bytes.Join(lines, []byte("\n"))
	}},
	{"another encoding", func(r *rand.Rand, b []byte) []byte {
		if !utf8.Valid(b) {
			return b
		}
		switch r.IntN(3) {
		case 0:
			out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(b)
			if err != nil {
				return b
			}
			return out
		case 1:
			return []byte(strings.Map(func(c rune) rune {
				if encoded, ok := charmap.Windows1252.EncodeRune(c); ok {
					return rune(encoded)
				}
				return '?'
			}, string(b))) // bytes of cp1252 read as runes: the classic double encoding
		}
		out, _ := charmap.CodePage850.NewEncoder().Bytes(bytes.ToValidUTF8(b, []byte("?")))
		return out
	}},
	{"a huge field", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		return append(append(bytes.Clone(b[:at]), bytes.Repeat([]byte("x"), 3<<20)...), b[at:]...)
	}},
	{"shuffled lines", func(r *rand.Rand, b []byte) []byte {
		lines := bytes.Split(b, []byte("\n"))
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		return bytes.Join(lines, []byte("\n"))
	}},
}

// A hundred damaged variants of each sample end in a clear refusal or in records, never in a panic.
func TestDamagedSamples(t *testing.T) {
	root := filepath.Join("..", "assets", "sample", "exports")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "manifest.csv" {
			return err
		}
		t.Run(d.Name(), func(t *testing.T) {
			t.Parallel()
			original, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(original) > 200_000 { // the competitors' file: its first thousand rows are as good
				original = original[:200_000]
			}
			dir := t.TempDir()
			for i := range 100 {
				damage := damages[i%len(damages)]
				r := rand.New(rand.NewPCG(20261123, uint64(i)))
				content := damage.do(r, bytes.Clone(original))
				if strings.HasSuffix(path, ".zip") && i >= 50 { // damage within a sound archive
					content = zipped(t, damage.do(r, unzipped(t, original)))
				}
				name := filepath.Join(dir, fmt.Sprintf("%03d%s", i, filepath.Ext(path)))
				if err := os.WriteFile(name, content, 0o600); err != nil {
					t.Fatal(err)
				}
				checkOutcome(t, damage.name, name)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkOutcome reads a damaged file to its end and checks that whatever came of it is fit for people.
func checkOutcome(t *testing.T, damage, path string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	doc, err := importer.Open(ctx, path, importer.Options{})
	if err != nil {
		checkRefusal(t, damage, path, err)
		return
	}
	defer doc.Close()
	for _, reading := range doc.Readings {
		for record, err := range reading.Records(ctx) {
			var p importer.Problem
			switch {
			case errors.As(err, &p):
				if p.Row < 1 || p.Reason == "" {
					t.Errorf("%s: a refused row without its place: %+v", damage, p)
				}
			case err != nil:
				checkRefusal(t, damage, path, err)
			case record.Followers == nil && record.Figures == nil && record.Post.PublishedAt.IsZero() || !record.Post.Platform.Valid():
				t.Errorf("%s: row %d was taken without a date or a platform", damage, record.Row)
			}
		}
	}
}

func checkRefusal(t *testing.T, damage, path string, err error) {
	t.Helper()
	var unknown *importer.UnknownError
	var told *source.Error
	var aside *importer.AsideError
	var unsaid *importer.UnsaidPlatformError
	if !errors.As(err, &unknown) && !errors.As(err, &told) && !errors.As(err, &aside) && !errors.As(err, &unsaid) {
		t.Errorf("%s: refused without saying why: %v", damage, err)
		return
	}
	if !strings.Contains(err.Error(), filepath.Base(path)) {
		t.Errorf("%s: the refusal does not name the file: %v", damage, err)
	}
}

func unzipped(t *testing.T, archive []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	content, err := fs.ReadFile(z, "Table data.csv")
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func zipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("Table data.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzReading holds whatever a machine feeds the importer to what people may rely on: no panic, every taken post has a
// date and a platform, every refused row its place, and reading twice gives the same.
func FuzzReading(f *testing.F) {
	f.Add([]byte(ownHeader + "Us;facebook;2026-02-03;https://x.example/1;t;photo;12;1\n"))
	f.Add([]byte("Content,Video title,Video publish time,Duration,Views\nTotal,,,,5\ninv1,A,\"Sep 26, 2026\",61,5\n"))
	f.Add([]byte("Post ID,Account username,Description,Publish time,Permalink,Post type,Date,Likes,Comments\n1,b,\"a\nb\",07/21/2026 16:45,u,IG image,Lifetime,\"1,234\",-\n"))
	f.Add([]byte("Post ID,Page name,Publish time,Reactions\n1,P,13/01/2026 16:45,1.234\n2,P,01/13/2026 4:45 PM,1E+3\n"))
	f.Add([]byte(metaFollows + "\nReach\nDate,Primary\n"))
	f.Add([]byte("\"Date\",\"Total Viewers\",\"New Viewers\"\n\"1er mars\",\"5\",\"0\"\n\"29 tháng Hai\",\"undefined\",\"0\"\n"))
	f.Add([]byte("organisation;platform;from;to;posts\nUs;facebook;01.07.2026;30.06.2026;-1\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "fuzzed.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		checkOutcome(t, "fuzzed", path)
		if counted := count(t, path); counted != count(t, path) {
			t.Error("reading twice gives two results")
		}
	})
}

// count returns how many rows are taken and refused.
func count(t *testing.T, path string) (n [2]int) {
	doc, err := importer.Open(t.Context(), path, importer.Options{})
	if err != nil {
		return n
	}
	defer doc.Close()
	for _, reading := range doc.Readings {
		for _, err := range reading.Records(t.Context()) {
			if err == nil {
				n[0]++
			} else {
				n[1]++
			}
		}
		if n[0]+n[1] != reading.Rows {
			t.Errorf("%d rows announced, %d read", reading.Rows, n[0]+n[1])
		}
	}
	return n
}
