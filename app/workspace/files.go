package workspace

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"auscult/importer"
	"auscult/importer/source"
)

// FileReport says what became of one file.
type FileReport struct {
	Path   string
	Tables []TableReport     // one per table of posts in it
	Passed []importer.Passed // tables in it that were not read
	// Skipped says what a ZIP holds beside its tables and why each was not read.
	Skipped []*source.Error
}

// TableReport says how one table was understood and what its import did.
type TableReport struct {
	Reading *importer.Reading
	ImportReport
}

// ImportFile recognises the file at path and imports every table of posts in it, each as an import of its own. When one
// of them fails, those before it stay; the report says which they are. Errors are those of [importer.Open],
// [Workspace.SaysChannels] and [Workspace.Import]. An empty zone in read is the hospital's; without known formats the
// workspace's own count beside those that Auscult ships.
func (w *Workspace) ImportFile(ctx context.Context, path string, read importer.Options, o ImportOptions) (FileReport, error) {
	report := FileReport{Path: path}
	if read.Zone == nil {
		s, err := w.Settings(ctx)
		if err != nil {
			return report, err
		}
		read.Zone = s.Zone()
	}
	if read.Known == nil {
		known, err := w.KnownFormats(ctx)
		if err != nil {
			return report, err
		}
		read.Known = known
	}
	doc, err := importer.Open(ctx, path, read)
	if err != nil {
		return report, err
	}
	defer doc.Close()
	report.Passed, report.Skipped = doc.Passed, doc.File.Skipped
	if err := w.SaysChannels(ctx, doc, o.Owner); err != nil {
		return report, err
	}
	for _, reading := range doc.Readings {
		done, err := w.Import(ctx, reading, o)
		if err != nil {
			return report, err
		}
		report.Tables = append(report.Tables, TableReport{reading, done})
	}
	return report, nil
}

// exportExtensions are how the names of exports end. Inside a folder only these are tried; a file that is named itself
// is tried whatever it is called.
var exportExtensions = []string{".csv", ".tsv", ".txt", ".xls", ".xlsx", ".zip", ".xml", ".rss", ".atom"}

// IsExport reports whether a file of that name may be an export.
func IsExport(name string) bool {
	return slices.Contains(exportExtensions, strings.ToLower(filepath.Ext(name)))
}

// Files lists the files that paths name: a file as it is, a folder with every export in it and below. Files of a folder
// come oldest first, as they were exported. Hidden files are passed over.
func Files(paths []string) ([]string, error) {
	var all []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("cannot find %s: %w", path, err)
		}
		if !info.IsDir() {
			all = append(all, path)
			continue
		}
		found, err := exportsIn(path)
		if err != nil {
			return nil, fmt.Errorf("cannot list %s: %w", path, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

func exportsIn(folder string) ([]string, error) {
	type file struct {
		path string
		when int64
	}
	var found []file
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(d.Name(), ".") && path != folder; hidden {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || !IsExport(path) {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		found = append(found, file{path, info.ModTime().Unix()})
		return nil
	})
	slices.SortStableFunc(found, func(a, b file) int {
		if a.when != b.when {
			return int(a.when - b.when)
		}
		return strings.Compare(a.path, b.path)
	})
	paths := make([]string, len(found))
	for i, f := range found {
		paths[i] = f.path
	}
	return paths, err
}
