package language

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"auscult/importer"
	"auscult/importer/source"
)

// worded is an error that has a text of its own, under error.<word>: those of the workspace.
type worded interface {
	error
	Word() string
}

// Error says an error to a person: what is wrong and what can be done. Errors that nobody has foreseen are said to be so,
// with what the program knows, which helps whoever is asked for help.
func (s *Speaker) Error(err error) string {
	var (
		file    *source.Error
		unknown *importer.UnknownError
		aside   *importer.AsideError
		unsaid  *importer.UnsaidPlatformError
		problem importer.Problem
		word    worded
		path    *fs.PathError
	)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled):
		return s.T("error.cancelled")
	case errors.As(err, &problem):
		return s.inRow(problem.Row, problem.Column, s.Reason(problem.Reason))
	case errors.As(err, &unknown):
		return s.unknownFormat(unknown)
	case errors.As(err, &aside):
		return aside.Aside.Name + ". " + aside.Aside.Why[string(s.Language)]
	case errors.As(err, &unsaid):
		return s.T("error.unsaid_platform")
	case errors.As(err, &file):
		return s.sourceError(file)
	case errors.As(err, &word):
		return s.T("error." + word.Word())
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return s.T("error.not_there", Args{"Path": path.Path})
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		return s.T("error.not_allowed", Args{"Path": path.Path})
	}
	return s.T("error.unforeseen", Args{"Error": err.Error()})
}

// sourceError says why a file could not be read. The file's own name is left to the caller, who shows it anyway; that of
// a file or sheet inside it is said.
func (s *Speaker) sourceError(e *source.Error) string {
	said := s.inRow(e.Row, "", s.T("problem."+string(e.Problem)))
	if inside, ok := strings.CutPrefix(e.Table, e.File); ok && inside != "" {
		said = strings.TrimLeft(inside, "/: ") + ": " + said
	}
	return said
}

func (s *Speaker) inRow(row int, column, said string) string {
	switch {
	case row > 0 && column != "":
		return s.T("error.in_cell", Args{"Row": s.Count(int64(row)), "Column": column, "Text": said})
	case row > 0:
		return s.T("error.in_row", Args{"Row": s.Count(int64(row)), "Text": said})
	}
	return said
}

func (s *Speaker) unknownFormat(e *importer.UnknownError) string {
	const most = 8 // columns that are named
	switch {
	case e.Nearest != nil && len(e.Missing) == 0:
		return s.T("error.other_figure", Args{"Format": e.Nearest.Name, "Figure": s.quoted([]string{e.Title}), "Known": s.quoted(e.Nearest.TitleNames())})
	case e.Nearest != nil:
		return s.T("error.lacks_columns", Args{"Format": e.Nearest.Name, "Columns": s.quoted(e.Missing), "Count": len(e.Missing)})
	case len(e.Columns) == 0:
		return s.T("error.no_columns")
	}
	return s.T("error.unknown_format", Args{"Columns": s.quoted(e.Columns[:min(len(e.Columns), most)])})
}

// quoted writes names in the quotation marks of the language, those without letters left out.
func (s *Speaker) quoted(names []string) string {
	var quoted []string
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			const longest = 60
			if runes := []rune(name); len(runes) > longest {
				name = string(runes[:longest]) + "…"
			}
			quoted = append(quoted, s.T("error.quoted", Args{"Name": name}))
		}
	}
	return strings.Join(quoted, ", ")
}
