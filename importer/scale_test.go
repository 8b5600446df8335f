package importer_test

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"auscult/importer"
	"auscult/importer/source"
)

const scaleRows = 1_000_000

// writeScale writes an invented export in our own form, with columns beside it that Auscult does not know, as a
// hospital's own database may hand out: 30 columns, quoted texts with letters beyond ASCII.
func writeScale(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "million.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriterSize(f, 1<<20)
	out.WriteString("organisation,channel,platform,published_at,url,text,form,topic,impressions,reach,views,reactions,comments,shares,saves,clicks,followers_at_post")
	for i := range 13 {
		fmt.Fprintf(out, ",invented_%d", i)
	}
	out.WriteByte('\n')
	for i := range scaleRows {
		fmt.Fprintf(out, "Erfundenes Spital,Page %d,instagram,20%02d-%02d-%02dT%02d:30:00+02:00,https://www.instagram.com/p/inv%07d/,"+
			"\"Jeden Monat beantworten unsere Hebammen Fragen, Nr. %d: kommen Sie „einfach“ vorbei – für Eltern.\",photo,birth_and_baby,%d,%d,,%d,%d,%d,%d,%d,%d",
			i%8, 16+i%10, 1+i%12, 1+i%28, i%24, i, i, 900+i%500, 700+i%400, 20+i%80, i%9, i%5, i%7, i%11, 12_000+i/100)
		for c := range 13 {
			fmt.Fprintf(out, ",%d", (i*31+c*17)%1000)
		}
		out.WriteByte('\n')
	}
	if err := errors.Join(out.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkMillionRows reads a million rows of 30 columns, once as the importer does — recognised, surveyed, checked, and
// each post looked for among those before it by its link — and once with encoding/csv, which only cuts them into cells.
// The ratio of both is what counts: it hardly depends on the computer.
func BenchmarkMillionRows(b *testing.B) {
	path := writeScale(b)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	seed := maphash.MakeSeed()
	var opening, records, cells, plainly, reusing time.Duration
	var peak uint64
	for b.Loop() {
		peak = max(peak, heapPeak(func() {
			began := time.Now()
			doc, err := importer.Open(context.Background(), path, importer.Options{})
			if err != nil {
				b.Fatal(err)
			}
			opening += time.Since(began)
			began = time.Now()
			n, known := 0, map[uint64]bool{}
			for record, err := range doc.Readings[0].Records(context.Background()) {
				if err != nil {
					b.Fatal(err)
				}
				if link := maphash.String(seed, record.Post.URL); !known[link] {
					known[link] = true
					n++
				}
			}
			records += time.Since(began)
			if n != scaleRows || doc.Readings[0].Format.ID != "auscult-posts" {
				b.Fatalf("%d rows of %s", n, doc.Readings[0].Format.ID)
			}
			if err := doc.Close(); err != nil {
				b.Fatal(err)
			}
		}))
		b.StopTimer()
		began := time.Now()
		readCells(b, path)
		cells += time.Since(began)
		began = time.Now()
		readPlainly(b, path, false)
		plainly += time.Since(began)
		began = time.Now()
		readPlainly(b, path, true)
		reusing += time.Since(began)
		b.StartTimer()
	}
	n := float64(b.N)
	b.ReportMetric(opening.Seconds()/n, "s-open")
	b.ReportMetric(records.Seconds()/n, "s-records")
	b.ReportMetric(cells.Seconds()/n, "s-cells")
	b.ReportMetric(plainly.Seconds()/n, "s-encoding/csv")
	b.ReportMetric(reusing.Seconds()/n, "s-encoding/csv-reusing")
	b.ReportMetric((opening+records).Seconds()/reusing.Seconds(), "ratio") // to the fastest manner: the stricter one
	b.ReportMetric((opening+records).Seconds()/plainly.Seconds(), "ratio-as-it-comes")
	b.ReportMetric(float64(peak)/(1<<20), "MB-peak")
}

// readCells reads the file as package source does, checksum and encoding included, but without a meaning: the part of
// the importer that does what encoding/csv does.
func readCells(b *testing.B, path string) {
	b.Helper()
	file, err := source.Open(context.Background(), path, source.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	n := 0
	for row, err := range file.Tables[0].Rows(context.Background()) {
		if err != nil || len(row.Cells) != 30 {
			b.Fatal(len(row.Cells), err)
		}
		n++
	}
	if n != scaleRows+1 {
		b.Fatalf("%d rows", n)
	}
}

// readPlainly reads the file with encoding/csv: with a record of its own for each row, as it comes and as whoever keeps
// rows needs it, or reusing one record for all, which is the fastest it can.
func readPlainly(b *testing.B, path string, reuse bool) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReaderSize(f, 128<<10))
	r.ReuseRecord = reuse
	for n := 0; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			if n != scaleRows+1 {
				b.Fatalf("%d rows", n)
			}
			return
		}
		if err != nil || len(row) != 30 {
			b.Fatal(len(row), err)
		}
	}
}
