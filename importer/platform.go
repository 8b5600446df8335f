package importer

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"auscult/analytics/social"
	"auscult/importer/formats"
)

// UnsaidPlatformError says that an export does not tell which platform it is of. With the platform in [Options], or its
// name in the file's, it can be read.
type UnsaidPlatformError struct {
	Table  string // the table's name
	Format *formats.Format
}

func (e *UnsaidPlatformError) Error() string {
	names := make([]string, len(e.Format.OneOf))
	for i, p := range e.Format.OneOf {
		names[i] = p.Name()
	}
	return fmt.Sprintf("%s does not say which platform it is of; put its name into the file's name or say it with --platform (%s)",
		e.Table, strings.Join(names, ", "))
}

// platformOf returns the platform that all rows of a table are of; empty where each row says so itself. Where neither
// the format nor a column tells, the line above the header may name it, then the file and its archive, then the folder.
func platformOf(found foundHeader, path, table string, opts Options) (social.Platform, error) {
	f := found.match.Format
	if f.Platform != "" || len(f.OneOf) == 0 {
		return f.Platform, nil
	}
	for i, c := range f.Columns {
		if c.Field == formats.Platform && len(found.match.At[i]) > 0 {
			return "", nil
		}
	}
	if slices.Contains(f.OneOf, opts.Platform) {
		return opts.Platform, nil
	}
	for _, text := range []string{found.title, table, filepath.Base(filepath.Dir(path))} {
		if p, ok := onlyPlatformIn(text, f.OneOf); ok {
			return p, nil
		}
	}
	return "", &UnsaidPlatformError{table, f}
}

// onlyPlatformIn finds the platform that the text names; ok is false when it names none, or several. Names of one letter
// are no names: they stand in many texts.
func onlyPlatformIn(text string, of []social.Platform) (found social.Platform, ok bool) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		p, known := platformWords[formats.Normal(word)]
		switch {
		case !known || len(word) < 2 || !slices.Contains(of, p):
		case ok && p != found:
			return "", false
		default:
			found, ok = p, true
		}
	}
	return found, ok
}
