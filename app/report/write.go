package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"auscult/app/chart"
	"auscult/importer/source/private"
)

// Format is a kind of file a deck is written as.
type Format string

// The formats.
const (
	PDF        Format = "pdf"  // one file, vectors and text that can be selected
	PowerPoint Format = "pptx" // one file, with text and charts that can be edited
	Excel      Format = "xlsx" // one file, all figures
	PNG        Format = "png"  // a picture per slide, 1920 × 1080
	SVG        Format = "svg"  // the same as vectors
	CSV        Format = "csv"  // a table per sheet of the workbook
)

// writers make a format's files, as names and contents. A new format is an entry here and a file of its own.
var writers = map[Format]func(ctx context.Context, d Deck, s chart.Style) ([]File, error){
	PDF:        writePDF,
	PowerPoint: writePowerPoint,
	Excel:      writeExcel,
	PNG:        writePNG,
	SVG:        writeSVG,
	CSV:        writeCSV,
}

// File is a file of a review.
type File struct {
	Name    string
	Content []byte
}

// Formats returns all formats.
func Formats() []Format { return []Format{PDF, PowerPoint, Excel, PNG, SVG, CSV} }

// ParseFormat finds the format called name; the error lists those there are.
func ParseFormat(name string) (Format, error) {
	f := Format(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Formats(), f) {
		return "", fmt.Errorf("%q is not a format of the review; there are %v", name, Formats())
	}
	return f, nil
}

// Write makes the files of the deck and saves them in the folder dir, see [Make] and [Save]. It returns their paths.
func Write(ctx context.Context, dir string, d Deck, formats []Format, progress func(done, total int)) ([]string, error) {
	files, err := Make(ctx, d, formats, progress)
	if err != nil {
		return nil, err
	}
	return Save(dir, files)
}

// Make makes the files of the deck in some formats. progress, if not nil, is told after each format how many of all are
// done.
func Make(ctx context.Context, d Deck, formats []Format, progress func(done, total int)) ([]File, error) {
	var files []File
	for i, f := range formats {
		made, err := d.files(ctx, f)
		if err != nil {
			return nil, err
		}
		files = append(files, made...)
		if progress != nil {
			progress(i+1, len(formats))
		}
	}
	return files, nil
}

// Save saves files in the folder dir, which is made if it is missing, and returns their paths. Files of the same names are
// replaced, each at once: a reader sees the old file or the new one, never half of either.
func Save(dir string, files []File) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder for the review: %w", err)
	}
	paths, err := place(dir, files)
	if err != nil {
		return nil, fmt.Errorf("write the review: %w", err)
	}
	return paths, nil
}

// place writes the files into the folder. What an earlier program had begun there when it was killed goes.
func place(dir string, files []File) (paths []string, err error) {
	private.Tidy(dir)
	folder, err := private.New(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Remove()) }()
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := replace(path, folder.Path, f.Content); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// WriteFile writes a deck of one slide and one sheet as the file path. Like [Write] it replaces a file that is there at
// once, and only when all could be drawn.
func WriteFile(ctx context.Context, path string, d Deck, f Format) error {
	if len(d.Slides) != 1 || len(d.Sheets) != 1 {
		return fmt.Errorf("%d slides and %d sheets do not make one file", len(d.Slides), len(d.Sheets))
	}
	made, err := d.files(ctx, f)
	if err != nil {
		return err
	}
	if _, err := place(filepath.Dir(path), []File{{filepath.Base(path), made[0].Content}}); err != nil {
		return fmt.Errorf("write the chart: %w", err)
	}
	return nil
}

// files makes the deck's files of a format.
func (d Deck) files(ctx context.Context, f Format) ([]File, error) {
	write, ok := writers[f]
	if !ok {
		return nil, fmt.Errorf("%q is not a format of the review; there are %v", f, Formats())
	}
	made, err := write(ctx, d, d.Style())
	if err != nil {
		return nil, fmt.Errorf("draw the review as %s: %w", f, err)
	}
	return made, nil
}

// replace puts content where path is, at once: it is written in the folder beside, and moved.
func replace(path, beside string, content []byte) error {
	temporary := filepath.Join(beside, filepath.Base(path))
	if err := os.WriteFile(temporary, content, 0o644); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// writePNG draws a picture per slide.
func writePNG(ctx context.Context, d Deck, s chart.Style) ([]File, error) {
	const width, height, scale = 1920, 1080, 2
	var files []File
	for _, p := range d.pages() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := chart.WritePNG(&b, p, s, width, height, scale); err != nil {
			return nil, err
		}
		files = append(files, File{fmt.Sprintf("%02d-%s.png", p.number, p.Name), b.Bytes()})
	}
	return files, nil
}

// writeSVG draws a picture of vectors per slide.
func writeSVG(ctx context.Context, d Deck, s chart.Style) ([]File, error) {
	var files []File
	for _, p := range d.pages() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := chart.WriteSVG(&b, p, s, int(pageWidth), int(pageHeight)); err != nil {
			return nil, err
		}
		files = append(files, File{fmt.Sprintf("%02d-%s.svg", p.number, p.Name), b.Bytes()})
	}
	return files, nil
}
