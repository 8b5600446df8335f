package mapping

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"auscult/importer"
	"auscult/importer/formats"
)

// Preview says how a file would be understood.
type Preview struct {
	Lines   []Line // the first rows, at most [PreviewLines]
	Rows    int    // all of them
	Refused int
	Reasons []Refusal       // why, the most frequent first
	Notes   []importer.Note // what the person should know
	Words   []string        // for content forms that the format does not know
	Format  *formats.Format
}

// Understood is how many rows would be read.
func (p *Preview) Understood() int { return p.Rows - p.Refused }

// PreviewLines is how many rows a preview shows.
const PreviewLines = 10

// Line is one row as it would be understood, or why it would be refused.
type Line struct {
	Row     int // as Excel shows it
	Record  importer.Record
	Problem *importer.Problem // nil: the row can be read
}

// Refusal counts the rows that would be refused for one reason in one column.
type Refusal struct {
	Reason importer.Reason
	Column string // empty: the whole row
	Rows   int
	First  importer.Problem
}

// ErrHeaderLost is returned by [Read] when the file is not recognised by its own mapping.
var ErrHeaderLost = errors.New("the column names were not found again; choose the row that holds them")

// Read reads the table of the file at path as the format says and stores nothing. It takes as long as an import's
// reading; it can be cancelled. Errors are those of [importer.Open].
func Read(ctx context.Context, path, table string, f *formats.Format, opts importer.Options) (*Preview, error) {
	opts.Declared = f
	doc, err := importer.Open(ctx, path, opts)
	if unknown := (*importer.UnknownError)(nil); errors.As(err, &unknown) {
		return nil, fmt.Errorf("%s: %w", table, ErrHeaderLost)
	}
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	i := slices.IndexFunc(doc.Readings, func(r *importer.Reading) bool { return r.Table == table })
	if i < 0 {
		return nil, fmt.Errorf("%s: %w", table, ErrHeaderLost)
	}
	return read(ctx, doc.Readings[i])
}

func read(ctx context.Context, r *importer.Reading) (*Preview, error) {
	p := &Preview{Notes: r.Notes, Words: r.StrangeForms, Format: r.Format}
	for record, err := range r.Records(ctx) {
		line := Line{Row: record.Row, Record: record}
		var problem importer.Problem
		switch {
		case errors.As(err, &problem):
			line = Line{Row: problem.Row, Problem: &problem}
			p.refuse(problem)
		case err != nil:
			return nil, err
		}
		if p.Rows++; len(p.Lines) < PreviewLines {
			p.Lines = append(p.Lines, line)
		}
		if p.Rows%500 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	slices.SortStableFunc(p.Reasons, func(a, b Refusal) int { return cmp.Compare(b.Rows, a.Rows) })
	return p, ctx.Err()
}

func (p *Preview) refuse(problem importer.Problem) {
	p.Refused++
	for i := range p.Reasons {
		if r := &p.Reasons[i]; r.Reason == problem.Reason && r.Column == problem.Column {
			r.Rows++
			return
		}
	}
	p.Reasons = append(p.Reasons, Refusal{problem.Reason, problem.Column, 1, problem})
}
