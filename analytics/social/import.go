package social

import "time"

// ImportID identifies an import within a workspace. Zero means none.
type ImportID int64

// Import is one batch of rows from one file, which can be undone.
type Import struct {
	ID         ImportID
	File       string // the file's name as people know it, without its folder
	SHA256     string // of the file's bytes, in hexadecimal: the same file is not imported twice
	Format     string // the export format's identifier
	Encoding   string
	ImportedAt time.Time
	// ExportedAt is when the platform wrote the figures. Where two imports know the same post, the later export wins.
	ExportedAt time.Time

	Rows      int // rows with something in them, without header and totals
	Taken     int // new posts, or rows with a count that was not there
	Merged    int // those that were there and now know more or newer figures
	Unchanged int // those that were there with the same figures
	Same      int // posts that only other sources had told of
	Refused   int // rows that could not be read
}
