package importer

import (
	"strings"
	"time"
)

// Note is a remark on how a file was understood. Kind is the word in JSON and in the texts of the window.
type Note struct {
	Kind   NoteKind
	Column string
	Detail string
	Count  int // of cells, rows or letters; 0 where the kind counts nothing
}

// Days returns the first and the last day that a note of the kind [DayNumbers] tells of.
func (n Note) Days() (first, last time.Time, ok bool) {
	from, to, _ := strings.Cut(n.Detail, daysBetween)
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	return first, last, n.Kind == DayNumbers && err1 == nil && err2 == nil
}

const daysBetween = " – "

// NoteKind says what a [Note] is about.
type NoteKind string

// The kinds of notes.
const (
	GuessedDates   NoteKind = "guessed_dates"   // day and month could be swapped; Detail says how they were read
	UnknownForms   NoteKind = "unknown_forms"   // the platform's words in Detail mean no content form we know
	MissingMetrics NoteKind = "missing_metrics" // the export was made without the columns in Detail
	UnknownPeriod  NoteKind = "unknown_period"  // nothing says over which days the figures were counted
	InferredYears  NoteKind = "inferred_years"  // the dates have no year; Detail is the newest row's, told from the export's date
	SecondTable    NoteKind = "second_table"    // the file holds another table from the row in Detail on, which was not read
	DatedByExport  NoteKind = "dated_by_export" // the file has no date; Detail is the day of the export, which was taken for it
	GuessedColumns NoteKind = "guessed_columns" // the columns in Detail go by names that nobody has seen in a real export

	// What spreadsheet programs have done to the file:

	DayNumbers        NoteKind = "day_numbers"         // the dates were numbers of days; Detail holds the first and the last
	SwappedDates      NoteKind = "swapped_dates"       // day and month were swapped in Count cells, and are put back
	MendedTexts       NoteKind = "mended_texts"        // Count texts had letters in another encoding, and are put right
	MisreadTexts      NoteKind = "misread_texts"       // the same, but letters are lost
	CutTexts          NoteKind = "cut_texts"           // Count texts end where a cell is full
	MarkedTexts       NoteKind = "marked_texts"        // Count texts are an error mark, and are left out
	DamagedChannelIDs NoteKind = "damaged_channel_ids" // channels are told apart by their names alone
	UnwrappedRows     NoteKind = "unwrapped_rows"      // each row stood in one cell
	ReplacedLetters   NoteKind = "replaced_letters"    // Count bytes are no letters
)

// NoteKinds returns all kinds of notes.
func NoteKinds() []NoteKind {
	return []NoteKind{
		GuessedDates, UnknownForms, MissingMetrics, UnknownPeriod, InferredYears, SecondTable, DatedByExport, GuessedColumns, DayNumbers, SwappedDates, MendedTexts, MisreadTexts,
		CutTexts, MarkedTexts, DamagedChannelIDs, UnwrappedRows, ReplacedLetters,
	}
}
