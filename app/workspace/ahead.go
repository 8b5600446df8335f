package workspace

import (
	"iter"

	"auscult/importer"
)

// readAhead yields what records yields, while a second goroutine already reads what comes next: reading a file and
// writing the database each keep one processor busy. When the caller stops early, so does the reading.
func readAhead(records iter.Seq2[importer.Record, error]) iter.Seq2[importer.Record, error] {
	type item struct {
		record importer.Record
		err    error
	}
	const (
		together = 256 // records handed over at a time: one by one, the handing over would cost more than the reading
		ahead    = 4   // such handfuls that may wait
	)
	return func(yield func(importer.Record, error) bool) {
		handfuls := make(chan []item, ahead)
		stop := make(chan struct{})
		defer func() {
			close(stop)
			for range handfuls { // until the reader has noticed: the file may be closed afterwards
			}
		}()
		go func() {
			defer close(handfuls)
			handful := make([]item, 0, together)
			hand := func() bool {
				select {
				case handfuls <- handful:
					handful = make([]item, 0, together)
					return true
				case <-stop:
					return false
				}
			}
			for record, err := range records {
				handful = append(handful, item{record, err})
				if len(handful) == together && !hand() {
					return
				}
			}
			hand()
		}()
		for handful := range handfuls {
			for i := range handful {
				if !yield(handful[i].record, handful[i].err) {
					return
				}
			}
		}
	}
}
