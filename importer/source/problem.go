package source

import "slices"

// Problem is what is wrong with a file. Its value is the word used in the texts of the window.
type Problem string

// The problems. Each has a sentence and a cure below.
const (
	EmptyFile       Problem = "empty_file"
	MissingFile     Problem = "missing_file"
	NoPermission    Problem = "no_permission"
	CannotOpen      Problem = "cannot_open"
	DamagedFile     Problem = "damaged"
	TooLarge        Problem = "too_large"
	Encrypted       Problem = "encrypted"
	Folder          Problem = "folder"
	OldWorkbook     Problem = "old_workbook"
	PDF             Problem = "pdf"
	Picture         Problem = "picture"
	Packed          Problem = "packed"
	TextDocument    Problem = "text_document"
	NotATable       Problem = "not_a_table"
	UnreadableTable Problem = "unreadable_table"
	XML2003         Problem = "xml_2003"
	WebPage         Problem = "web_page"
	XMLFile         Problem = "xml"
	JSONFile        Problem = "json"
	OfficeDocument  Problem = "office_document"
	OtherOffice     Problem = "other_office"
	BinaryWorkbook  Problem = "binary_workbook"
	OpenDocument    Problem = "open_document"
	NumbersDocument Problem = "numbers"
	NoSheets        Problem = "no_sheets"
	EmptyZIP        Problem = "empty_zip"
	StrangeZIP      Problem = "strange_zip"
	NestedZIP       Problem = "nested_zip"
	UnclosedQuote   Problem = "unclosed_quote"
	StrayQuote      Problem = "stray_quote"
	LongCell        Problem = "long_cell"
	WideRow         Problem = "wide_row"
	LostHeader      Problem = "lost_header" // a damaged row that seems to be the one with the column names
)

// sentence says a problem and what a person can do about it, in plain English.
type sentence struct{ problem, cure string }

var sentences = map[Problem]sentence{
	EmptyFile:       {"The file is empty.", "Export it again."},
	MissingFile:     {"The file does not exist any more.", "Choose it again."},
	NoPermission:    {"The file may not be opened.", "Check that you may read it and that no other program holds it."},
	CannotOpen:      {"The file cannot be opened.", "Close it in other programs, or copy it to this computer, and try again."},
	DamagedFile:     {"The file is damaged or incomplete.", "Download or export it again."},
	TooLarge:        {"The file unpacks to more than is allowed.", "Export a shorter period, or split the file."},
	Encrypted:       {"The file is protected with a password.", "Open it in its own program, remove the password and save it again."},
	Folder:          {"This is a folder or a device, not a file.", "Choose the files inside it."},
	OldWorkbook:     {"This workbook was saved in a format older than Excel 97.", "Open it in Excel or LibreOffice and save it as XLSX."},
	PDF:             {"This is a PDF, which holds a picture of a table and not the table.", "Export the figures as CSV or XLSX."},
	Picture:         {"This is a picture.", "Export the figures as CSV or XLSX."},
	Packed:          {"This is a packed file of a kind that cannot be read here.", "Unpack it and choose the files inside, or pack them as ZIP."},
	TextDocument:    {"This is a text document.", "Save the table as CSV or XLSX."},
	NotATable:       {"This is not a table.", "Export it as CSV or XLSX."},
	UnreadableTable: {"This is not a table that can be read here.", "Export it as CSV or XLSX."},
	XML2003:         {"This is an XML spreadsheet of 2003.", "Open it in Excel or LibreOffice and save it as XLSX."},
	WebPage:         {"This is a web page (HTML), whatever its name says.", "Open it in Excel or LibreOffice and save it as CSV or XLSX. If it came from a download, check that you were logged in."},
	XMLFile:         {"This is an XML file, not a table.", "Export it as CSV or XLSX."},
	JSONFile:        {"This is a JSON file, not a table.", "Export it as CSV or XLSX."},
	OfficeDocument:  {"This is a text document or a presentation, not a workbook.", "Copy the table into a workbook, or export it as CSV."},
	OtherOffice:     {"This is a document of another Office program, not a workbook.", "Copy the table into a workbook, or export it as CSV."},
	BinaryWorkbook:  {"This is a binary workbook (XLSB).", "Open it in Excel or LibreOffice and save it as XLSX."},
	OpenDocument:    {"This is an OpenDocument file.", "Open it in LibreOffice and save it as XLSX or CSV."},
	NumbersDocument: {"This is an Apple Numbers file.", "Export it from Numbers as CSV or Excel."},
	NoSheets:        {"The workbook holds no sheets with cells.", "Export it again."},
	EmptyZIP:        {"The ZIP holds no files.", "Export it again."},
	StrangeZIP:      {"The ZIP was packed by a method that cannot be read here.", "Unpack it and choose the files inside."},
	NestedZIP:       {"This is a ZIP inside a ZIP inside a ZIP, or one of very many.", "Unpack the outer one and choose the inner ones."},
	UnclosedQuote:   {"A quotation mark opens a text that never ends.", "The line is left out. Put the missing quotation mark there, or export the file again."},
	StrayQuote:      {"A quotation mark stands where none may be, after a line break.", "The line is left out. Double the quotation marks inside the text, or export the file again."},
	LongCell:        {"A cell is longer than is allowed; perhaps a quotation mark is missing.", "The line is left out. Look at it in an editor."},
	LostHeader:      {"This row is damaged, and no other one holds the column names.", "Put it right in a text editor, or export the file again."},
	WideRow:         {"The row has more columns than is allowed.", "It is left out. Look at it in an editor."},
}

// Problems returns all problems, in the order of their words.
func Problems() []Problem {
	all := make([]Problem, 0, len(sentences))
	for p := range sentences {
		all = append(all, p)
	}
	slices.Sort(all)
	return all
}
