package workspace_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"auscult/app/workspace"
	"auscult/importer"
)

const scaleRows = 1_000_000

// writeScale writes the same file as the benchmark of package importer: our own form with columns beside it that
// Auscult does not know.
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

// BenchmarkMillionPosts imports a million posts into a fresh workspace and stores the same posts, already read, by one
// prepared statement in one transaction. The ratio of both is what counts.
func BenchmarkMillionPosts(b *testing.B) {
	path := writeScale(b)
	var importing, plainly time.Duration
	var peak, size uint64
	for b.Loop() {
		w := create(b)
		began := time.Now()
		peak = max(peak, heapPeak(func() {
			r, err := w.ImportFile(context.Background(), path, importer.Options{}, workspace.ImportOptions{})
			if err != nil || r.Tables[0].Import.Taken != scaleRows {
				b.Fatalf("%+v, %v", r, err)
			}
		}))
		importing += time.Since(began)
		b.StopTimer()
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(w.Path())
		if err != nil {
			b.Fatal(err)
		}
		size = uint64(info.Size())
		plainly += insertPlainly(b, w.Path())
		b.StartTimer()
	}
	n := float64(b.N)
	b.ReportMetric(importing.Seconds()/n, "s-import")
	b.ReportMetric(plainly.Seconds()/n, "s-insert")
	b.ReportMetric(importing.Seconds()/plainly.Seconds(), "ratio")
	b.ReportMetric(float64(peak)/(1<<20), "MB-peak")
	b.ReportMetric(float64(size)/(1<<20), "MB-workspace")
}

// insertPlainly stores the posts of the workspace into the same tables of another one and gives the time for that
// alone: the posts are read in portions outside it, because a million of them would not leave much of the memory.
func insertPlainly(b *testing.B, from string) (took time.Duration) {
	b.Helper()
	ctx := context.Background()
	read, err := sql.Open("sqlite", from)
	if err != nil {
		b.Fatal(err)
	}
	defer read.Close()
	to := filepath.Join(b.TempDir(), "plain.auscult")
	fresh, err := workspace.Create(ctx, to, settings, ring)
	if err != nil {
		b.Fatal(err)
	}
	if err := fresh.Close(); err != nil {
		b.Fatal(err)
	}
	// Set like the workspace, foreign keys included, for which whatever posts refer to must be there.
	db, err := sql.Open("sqlite", to+"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_pragma=cache_size(-65536)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // what is attached is so to one connection
	if _, err := db.Exec("ATTACH DATABASE ? AS whole", from); err != nil {
		b.Fatal(err)
	}
	for _, table := range []string{"imports", "organisations", "channels"} {
		if _, err := db.Exec("INSERT OR IGNORE INTO " + table + " SELECT * FROM whole." + table); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := db.Exec("DETACH DATABASE whole"); err != nil {
		b.Fatal(err)
	}

	rows, err := read.Query("SELECT * FROM posts")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	statement, err := tx.Prepare("INSERT INTO posts VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")")
	if err != nil {
		b.Fatal(err)
	}
	took += time.Since(began)
	const together = 10_000
	portion := make([][]any, 0, together)
	store := func() {
		began := time.Now()
		for _, row := range portion {
			if _, err := statement.Exec(row...); err != nil {
				b.Fatal(err)
			}
		}
		took += time.Since(began)
		portion = portion[:0]
	}
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			b.Fatal(err)
		}
		if portion = append(portion, cells); len(portion) == together {
			store()
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	store()
	began = time.Now()
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return took + time.Since(began)
}

// heapPeak runs do and gives the most memory the heap used meanwhile, looked at every few milliseconds. It asks in a way
// that does not stop the program, which would be a good part of the time that is measured.
func heapPeak(do func()) uint64 {
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var peak uint64
		used := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(used)
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
