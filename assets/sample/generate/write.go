package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// file is one file of the sample: its path in the exports folder, its content,
// and the day on which it was exported (zero: not an export).
type file struct {
	path     string
	content  []byte
	exported time.Time
}

// oldExcel is the LinkedIn workbook in the old format, made from its modern
// twin by LibreOffice.
var oldExcel = "linkedin/ahornberg-hospital-group_content_" + milliseconds(firstExport) + ".xls"

// exports makes all files but the old Excel one, in a fixed order.
func (w *world) exports() ([]file, error) {
	var files []file
	files = append(files, w.facebookFiles()...)
	files = append(files, w.instagramFiles()...)
	youtubeZip, err := w.youtubeFile()
	if err != nil {
		return nil, err
	}
	linkedinNew, err := w.linkedinWorkbook(lastExport)
	if err != nil {
		return nil, err
	}
	files = append(files, youtubeZip,
		file{"linkedin/ahornberg-hospital-group_content_" + milliseconds(lastExport) + ".xlsx", linkedinNew, lastExport},
		w.otherChannels(), w.followerHistory(), w.competitorPosts())
	files = append(files, manifest(files))
	truth, err := w.truth()
	if err != nil {
		return nil, err
	}
	return append(files, truth, w.labels()), nil
}

// manifest lists the export day of each file: unpacked from the program, files
// have no time of their own.
func manifest(files []file) file {
	rows := [][]string{{"file", "exported_on"}}
	for _, f := range files {
		rows = append(rows, []string{f.path, f.exported.Format(time.DateOnly)})
		if strings.HasSuffix(f.path, ".xlsx") {
			rows = append(rows, []string{oldExcel, firstExport.Format(time.DateOnly)})
		}
	}
	return file{path: "manifest.csv", content: table(',', rows)}
}

// writeAll writes the files and sets their times to the day of export.
func writeAll(out string, files []file) error {
	for _, f := range files {
		name := filepath.Join(out, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.content, 0o644); err != nil {
			return err
		}
		if f.exported.IsZero() {
			continue
		}
		if err := os.Chtimes(name, f.exported, f.exported); err != nil {
			return err
		}
	}
	return nil
}

// table writes rows as ordinary CSV with line feeds.
func table(comma rune, rows [][]string) []byte {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	c.Comma = comma
	if err := c.WriteAll(rows); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// byteOrderMark begins the CSV files of Meta.
const byteOrderMark = "\uFEFF"

// metaTable writes rows as Meta does: byte order mark, line feeds, quotes only
// around fields with a blank, comma, newline or quote.
func metaTable(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	for _, row := range rows {
		for i, field := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(field, " ,\n\"") {
				field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
			}
			b.WriteString(field)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}
