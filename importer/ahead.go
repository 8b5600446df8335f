package importer

import (
	"context"
	"iter"
	"slices"
	"sync"
	"unsafe"

	"auscult/importer/source"
)

// A file is read by several goroutines ahead of each other: one cuts rows into cells, some understand them, and whoever
// asked for the records stores them. They hand over rows in batches, because handing them over one by one would cost
// more than reading them.
const (
	batchRows  = 128
	batchBytes = 512 << 10 // of cells: a few very long rows must not take the memory that many short ones do not
	batchesOff = 2         // batches that may wait to be taken
)

// ahead yields what batches yields while a goroutine of its own already makes the next ones. When the caller stops
// early, so does the making, and it has ended when ahead returns: the file may be closed then.
func ahead[T any](batches iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		made, stop := make(chan T, batchesOff), make(chan struct{})
		defer func() {
			close(stop)
			for range made { // until the maker has noticed
			}
		}()
		go func() {
			defer close(made)
			for batch := range batches {
				select {
				case made <- batch:
				case <-stop:
					return
				}
			}
		}()
		for batch := range made {
			if !yield(batch) {
				return
			}
		}
	}
}

// inOrder yields what becomes of each batch, in their order, while several workers are at it. Each works with a function of its own, so that it may remember things without asking the others.
func inOrder[T, R any](batches iter.Seq[T], workers int, worker func() func(T) R) iter.Seq[R] {
	type job struct {
		batch  T
		result chan R
	}
	return func(yield func(R) bool) {
		jobs := make(chan job)
		for range workers {
			do := worker()
			go func() {
				for j := range jobs {
					j.result <- do(j.batch)
				}
			}()
		}
		results := ahead(func(yield func(chan R) bool) {
			defer close(jobs)
			for batch := range batches {
				j := job{batch, make(chan R, 1)}
				jobs <- j
				if !yield(j.result) {
					return
				}
			}
		})
		for result := range results {
			if !yield(<-result) {
				return
			}
		}
	}
}

// batch is some rows of a table, with the errors of those that could not be cut into cells. Batches are used again: made
// anew, they would be most of what reading a file allocates.
type batch struct {
	rows  []source.Row
	errs  []error
	cells []source.Cell // of all rows
	bytes int           // of them and the texts in them
}

var batches = sync.Pool{New: func() any { return new(batch) }}

func newBatch() *batch {
	b := batches.Get().(*batch)
	b.rows, b.errs, b.cells, b.bytes = b.rows[:0], b.errs[:0], b.cells[:0], 0
	return b
}

// free gives the batch back to be used again.
func (b *batch) free() {
	if cap(b.cells) <= batchBytes/cellBytes {
		batches.Put(b)
	}
}

const cellBytes = int(unsafe.Sizeof(source.Cell{}))

// add copies the row, whose cells are only valid until the next one.
func (b *batch) add(row source.Row, err error) {
	from := len(b.cells)
	b.cells = append(b.cells, row.Cells...)
	row.Cells = b.cells[from:len(b.cells):len(b.cells)]
	for i := range row.Cells {
		b.bytes += len(row.Cells[i].Text)
	}
	b.bytes += len(row.Cells) * cellBytes
	b.rows, b.errs = append(b.rows, row), append(b.errs, err)
}

func (b *batch) full() bool { return len(b.rows) >= batchRows || b.bytes >= batchBytes }

// batches yields the rows below the header, read ahead, as far as there are columns that the format knows. Whoever takes
// a batch frees it.
func (r *Reading) batches(ctx context.Context) iter.Seq[*batch] {
	width := 0
	for i := range r.columns {
		width = max(width, slices.Max(r.columns[i].places)+1)
	}
	return ahead(func(yield func(*batch) bool) {
		b := newBatch()
		for row, err := range r.body(ctx) {
			row.Cells = row.Cells[:min(len(row.Cells), width)]
			if b.add(row, err); b.full() {
				if !yield(b) {
					return
				}
				b = newBatch()
			}
		}
		yield(b)
	})
}
