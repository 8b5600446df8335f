// Package template answers: how do I hand Auscult figures that no export holds? It writes the empty forms that a person
// fills in with Excel and imports like any export: competitors' page totals, posts of channels without an export, notes
// of followers. A form is made of its format's declaration, so that what is written is what will be read; another form
// needs a declaration of the group "own", examples in it, and its words in the texts ("template.name", "template.explain").
//
//	f, _ := formats.ByID("auscult-posts")
//	err := template.Save("posts.xlsx", f, language.New(language.German))
package template

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"auscult/app/language"
	"auscult/importer/formats"
)

// Forms returns the formats that can be filled in by hand, in the order of lists.
func Forms() []*formats.Format {
	var forms []*formats.Format
	for _, f := range formats.All() {
		if f.Group == formats.OfAuscult {
			forms = append(forms, f)
		}
	}
	return forms
}

// Name is the form's name for people.
func Name(f *formats.Format, speak *language.Speaker) string {
	return speak.T("template.name." + strings.ReplaceAll(f.ID, "-", "_"))
}

// explanation says what belongs in a column: in this form, where that is not the same in all forms.
func explanation(f *formats.Format, c formats.Column, speak *language.Speaker) string {
	id := "template.explain." + strings.ReplaceAll(f.ID, "-", "_") + "_" + c.Names[0]
	if text := speak.T(id); text != id {
		return text
	}
	return speak.T("template.explain." + c.Names[0])
}

// FileName is what the form's file is called unless a person calls it otherwise, with the extension of a workbook.
func FileName(f *formats.Format) string { return f.ID + ".xlsx" }

// ErrExtension is returned, wrapped, for a file that is to be neither a workbook nor a CSV.
var ErrExtension = errors.New("a form is an .xlsx or a .csv file")

// Save writes the form to a new file: a workbook or, without explanations, a CSV, as the name ends. It returns
// [ErrExtension] for other endings, and os.ErrExist where there is such a file: it may have been filled in.
func Save(path string, f *formats.Format, speak *language.Speaker) error {
	write := WriteWorkbook
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".xlsx":
	case ".csv":
		write = WriteCSV
	default:
		return fmt.Errorf("%s: %w", path, ErrExtension)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("cannot write the form: %w", err)
	}
	if err := errors.Join(write(file, f, speak), file.Close()); err != nil {
		return errors.Join(fmt.Errorf("cannot write the form: %w", err), os.Remove(path))
	}
	return nil
}

// WriteCSV writes the form's header, the way the Excel of the language opens it in columns by a double click.
func WriteCSV(w io.Writer, f *formats.Format, speak *language.Speaker) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	if speak.Language != language.English {
		c.Comma = ';'
	}
	header := make([]string, len(f.Columns))
	for i, column := range f.Columns {
		header[i] = column.Names[0]
	}
	return errors.Join(c.Write(header), flushed(c))
}

func flushed(c *csv.Writer) error {
	c.Flush()
	return c.Error()
}
