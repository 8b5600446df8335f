// Package sample makes the sample workspace: two years of an invented hospital group and four invented competitors,
// imported from the sample exports that the program carries with it, exactly as a person would import their own.
package sample

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"auscult/app/workspace"
	"auscult/assets"
	"auscult/importer"
)

// Hospital is the invented hospital group whose sample it is.
const Hospital = "Ahornberg Hospital Group"

// FileName is the sample workspace's name within its folder.
const FileName = "sample" + workspace.Extension

// ErrNotSample is returned by [Make] when a workspace that is not the sample is in the way.
var ErrNotSample error = notSample{}

type notSample struct{}

func (notSample) Error() string {
	return "a workspace of this name is there already and is not the sample; choose another folder"
}

// Word is the error's word in the texts of the window.
func (notSample) Word() string { return "not_sample" }

// Options say how to make the sample.
type Options struct {
	// Progress is called after each file with how many of all are done.
	Progress func(file string, done, total int)
	// Report is called with what became of each file.
	Report func(workspace.FileReport)
}

// Make writes the sample exports into the folder "exports" of dir, makes the sample workspace beside it and imports
// them. An older sample there is replaced. It returns the workspace's path; when it fails or ctx is cancelled, no
// workspace is left behind.
func Make(ctx context.Context, dir string, o Options) (string, error) {
	target := filepath.Join(dir, FileName)
	if err := removeOld(ctx, target); err != nil {
		return "", fmt.Errorf("make sample: %s: %w", target, err)
	}
	files, err := Unpack(filepath.Join(dir, "exports"))
	if err != nil {
		return "", fmt.Errorf("make sample: %w", err)
	}
	w, err := workspace.Create(ctx, target, workspace.Settings{Hospital: Hospital, TimeZone: "Europe/Zurich", Invented: true})
	if err != nil {
		return "", fmt.Errorf("make sample: %w", err)
	}
	err = fill(ctx, w, files, o)
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		removeFiles(target)
		return "", fmt.Errorf("make sample: %w", err)
	}
	return target, nil
}

func fill(ctx context.Context, w *workspace.Workspace, files []string, o Options) error {
	for i, file := range files {
		report, err := w.ImportFile(ctx, file, importer.Options{}, workspace.ImportOptions{})
		if err != nil {
			return err
		}
		if o.Report != nil {
			o.Report(report)
		}
		if o.Progress != nil {
			o.Progress(filepath.Base(file), i+1, len(files))
		}
	}
	return addConsents(ctx, w)
}

// removeOld removes an older sample. Anything else of that name is somebody's work.
func removeOld(ctx context.Context, target string) error {
	if _, err := os.Stat(target); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	w, err := workspace.Open(ctx, target)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotSample, err)
	}
	s, err := w.Settings(ctx)
	if closing := w.Close(); err == nil {
		err = closing
	}
	switch {
	case err != nil:
		return err
	case !s.Invented:
		return ErrNotSample
	}
	return removeFiles(target)
}

// removeFiles removes a workspace with what SQLite may have left beside it.
func removeFiles(target string) error {
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(target + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Unpack writes the sample exports into dir, each dated with the day of its export, and returns their paths, oldest
// export first.
func Unpack(dir string) ([]string, error) {
	raw, err := assets.Sample.Open(manifest)
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	rows, err := csv.NewReader(raw).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", manifest, err)
	}
	rows = rows[1:] // the header
	slices.SortStableFunc(rows, func(a, b []string) int { return strings.Compare(a[1], b[1]) })
	var files []string
	for _, row := range rows {
		exported, err := time.Parse(time.DateOnly, row[1])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", manifest, err)
		}
		target := filepath.Join(dir, filepath.FromSlash(row[0]))
		if err := unpackFile(path.Join(exports, row[0]), target, exported.Add(10*time.Hour)); err != nil {
			return nil, err
		}
		files = append(files, target)
	}
	return files, nil
}

const (
	exports  = "sample/exports"
	manifest = exports + "/manifest.csv"
)

func unpackFile(name, target string, exported time.Time) error {
	content, err := assets.Sample.ReadFile(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(target, content, 0o644); err != nil {
		return err
	}
	return os.Chtimes(target, exported, exported)
}
