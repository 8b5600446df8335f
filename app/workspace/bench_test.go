package workspace_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"auscult/app/workspace"
	"auscult/importer"
)

// manyPosts writes an export of n posts, each with a text as long as posts are.
func manyPosts(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "many.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(f)
	out.WriteString("organisation,channel,platform,published_at,url,text,form,topic,impressions,reach,views,reactions,comments,shares,saves,clicks,followers_at_post\n")
	for i := range n {
		fmt.Fprintf(out, "Invented Hospital,Page %d,instagram,2026-%02d-%02dT%02d:30:00+02:00,https://www.instagram.com/p/inv%07d/,"+
			"\"Every month our midwives answer the questions of expectant parents, number %d: come by, listen, ask. No registration needed.\",photo,birth_and_baby,%d,%d,,%d,%d,%d,%d,%d,%d\n",
			i%8, 1+i%12, 1+i%28, i%24, i, i, 900+i%500, 700+i%400, 20+i%80, i%9, i%5, i%7, i%11, 12_000+i/10)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

const benchPosts = 50_000

// BenchmarkImport is 50,000 posts from one CSV into a fresh workspace: recognised, read, checked, stored. Compare it
// with BenchmarkPlainInsert, the same rows by one prepared statement in one transaction: the design allows 1.5 times.
func BenchmarkImport(b *testing.B) {
	path := manyPosts(b, benchPosts)
	for b.Loop() {
		b.StopTimer()
		w := create(b)
		b.StartTimer()
		r, err := w.ImportFile(context.Background(), path, importer.Options{}, workspace.ImportOptions{})
		if err != nil || r.Tables[0].Import.Taken != benchPosts {
			b.Fatalf("%+v, %v", r, err)
		}
	}
	b.ReportMetric(float64(benchPosts)*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

// BenchmarkPlainInsert stores the posts of BenchmarkImport, already read, into the same tables by one prepared
// statement in one transaction, with the workspace's own settings of the database.
func BenchmarkPlainInsert(b *testing.B) {
	w := create(b)
	if _, err := w.ImportFile(context.Background(), manyPosts(b, benchPosts), importer.Options{}, workspace.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	source, err := sql.Open("sqlite", w.Path())
	if err != nil {
		b.Fatal(err)
	}
	defer source.Close()
	columns, rows := allRows(b, source)
	insert := "INSERT INTO posts VALUES (?"
	for range len(columns) - 1 {
		insert += ", ?"
	}
	for b.Loop() {
		b.StopTimer()
		fresh := create(b)
		importFile(b, fresh, manyPosts(b, 8)) // one post of each channel, so that the channels are there
		db, err := sql.Open("sqlite", fresh.Path()+
			"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_pragma=cache_size(-65536)")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := db.Exec("DELETE FROM posts"); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		statement, err := tx.Prepare(insert + ")")
		if err != nil {
			b.Fatal(err)
		}
		for _, row := range rows {
			if _, err := statement.Exec(row...); err != nil {
				b.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
	b.ReportMetric(float64(benchPosts)*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

func allRows(b *testing.B, db *sql.DB) (columns []string, all [][]any) {
	b.Helper()
	rows, err := db.Query("SELECT * FROM posts")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	if columns, err = rows.Columns(); err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			b.Fatal(err)
		}
		cells[0] = int64(len(all) + 1_000_000) // an id of its own
		all = append(all, cells)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return columns, all
}

// BenchmarkPosts reads 50,000 posts without their texts, as the review does when a workspace is opened.
func BenchmarkPosts(b *testing.B) {
	w := create(b)
	if _, err := w.ImportFile(context.Background(), manyPosts(b, benchPosts), importer.Options{}, workspace.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		posts, err := w.Posts(context.Background(), workspace.PostFilter{WithoutText: true})
		if err != nil || len(posts) != benchPosts {
			b.Fatalf("%d posts, %v", len(posts), err)
		}
	}
}
