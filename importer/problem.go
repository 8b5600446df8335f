package importer

import "fmt"

// Reason says why a row was refused. Its value is the word used in JSON and in the texts of the window.
type Reason string

// The reasons.
const (
	Unreadable      Reason = "unreadable"        // the row itself is damaged
	Missing         Reason = "missing"           // a field every row needs is empty
	NotADate        Reason = "not_a_date"        //
	NotANumber      Reason = "not_a_number"      //
	NotWhole        Reason = "not_whole"         // a count with a fraction
	Negative        Reason = "negative"          // a count below zero
	UnknownPlatform Reason = "unknown_platform"  //
	UnknownForm     Reason = "unknown_form"      //
	UnknownTopic    Reason = "unknown_topic"     //
	DamagedID       Reason = "damaged_id"        // a spreadsheet program has rounded the identifier
	ErrorMark       Reason = "error_mark"        // a spreadsheet program's mark for what it cannot compute or show
	DailyRow        Reason = "daily_row"         // a single day's figures instead of the post's total
	EndsBeforeStart Reason = "ends_before_start" // the last day of a figure lies before its first one
	NotAPage        Reason = "not_a_page"        // neither a link nor a path of a website
	NotATime        Reason = "not_a_time"        // no length of time

	UnknownCommentKind Reason = "unknown_comment_kind" // neither a comment nor a mention
)

var reasonSentences = map[Reason]string{
	Unreadable:      "the row is damaged; open the file in a text editor and look for a stray quotation mark",
	Missing:         "the cell is empty, but every row needs it; fill it in",
	NotADate:        "this is not a date written like the others in the column; write it the same way",
	NotANumber:      "this is not a number; correct it or leave the cell empty",
	NotWhole:        "a count cannot have a fraction; correct it or leave the cell empty",
	Negative:        "a count cannot be below zero; correct it or leave the cell empty",
	UnknownPlatform: "this is not a platform Auscult knows; use facebook, instagram, youtube, linkedin, x, xing, tiktok or blog",
	UnknownForm:     "this is not a content form Auscult knows; see the list with the form, or leave the cell empty",
	UnknownTopic:    "this is not a topic Auscult knows; see the list with the form, or leave the cell empty",
	DamagedID:       "a spreadsheet program has rounded this identifier, so posts could be mixed up; export the file again and import it without opening it in Excel first",
	ErrorMark:       "a spreadsheet program has put this mark in place of the value; export the file again and import it without opening it in Excel first",
	EndsBeforeStart: "the last day lies before the first one; correct one of them",
	DailyRow:        "the row holds one day's figures; export the lifetime figures of the posts instead",
	NotAPage:        "this is neither a link nor a path of a website; correct it",
	NotATime:        "this is not a length of time; write seconds, or hours:minutes:seconds, or leave the cell empty",

	UnknownCommentKind: "this is neither a comment nor a mention; write one of the two words, or leave the cell empty",
}

// Reasons returns all reasons.
func Reasons() []Reason {
	return []Reason{
		Unreadable, Missing, NotADate, NotANumber, NotWhole, Negative, UnknownPlatform, UnknownForm, UnknownTopic, DamagedID, ErrorMark, DailyRow,
		EndsBeforeStart, NotAPage, NotATime, UnknownCommentKind,
	}
}

// Problem is one row that was refused, with its place as Excel shows it.
type Problem struct {
	Row    int    // 1 is the table's first row
	Column string // the column's name in the file; empty when the whole row is meant
	Value  string // what stands there, shortened
	Reason Reason
}

// Error says in English what is wrong with the row and what to do.
func (p Problem) Error() string {
	sentence := reasonSentences[p.Reason]
	switch {
	case p.Column == "":
		return fmt.Sprintf("row %d: %s", p.Row, sentence)
	case p.Value == "":
		return fmt.Sprintf("row %d, column %q: %s", p.Row, p.Column, sentence)
	}
	return fmt.Sprintf("row %d, column %q, %q: %s", p.Row, p.Column, p.Value, sentence)
}

// shorten cuts a cell's text to what fits into a message.
func shorten(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
