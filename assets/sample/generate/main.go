// Command generate writes the sample that comes with Auscult: two years of an
// invented hospital group and four invented competitors, as the export files a
// marketing manager would have on the disk.
//
//	go run ./assets/sample/generate -o assets/sample/exports
//
// The same program always writes the same files: every random stream has an
// explicit seed, nothing depends on the clock or on map order. The old Excel
// file (.xls) needs LibreOffice and is only rewritten with -xls.
//
// How to read the program: truth.go holds the effects that are in the data,
// channels.go and competitors.go who posts how much of what, calendar.go the
// campaigns and the seasons, plan.go which posts appear, counts.go what comes
// of them, texts.go what they say, and each write_….go one export format.
package main

import (
	"flag"
	"fmt"
	"os"
	_ "time/tzdata" // Windows has no time zone database
)

func main() {
	out := flag.String("o", "assets/sample/exports", "folder for the export files; truth.json and labels.csv go beside it")
	xls := flag.Bool("xls", false, "also rewrite the old Excel file (needs soffice on PATH)")
	flag.Parse()
	if err := run(*out, *xls); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run makes the world and writes every file of the sample. The exports go into
// the folder out, the truth and the labels into its parent.
func run(out string, xls bool) error {
	w, err := newWorld()
	if err != nil {
		return err
	}
	files, err := w.exports()
	if err != nil {
		return err
	}
	if err := writeAll(out, files); err != nil {
		return err
	}
	if xls {
		return convertToXLS(out, w)
	}
	return nil
}
