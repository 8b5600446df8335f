package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/report/ooxml"
)

// The sheets begin with headline, subtitle and an empty row; the table's header is in row firstTable.
const firstTable = 4

// The widths of columns, in letters: no narrower and no wider than these. What is wider is wrapped.
const (
	narrowest = 9
	widest    = 44
	wrapped   = 64 // of sentences
)

// writeExcel writes all figures of the deck as one workbook: an overview, the charts that Excel can draw, a sheet per page
// and the numbers behind the charts. The same deck gives the same bytes.
func writeExcel(ctx context.Context, d Deck, s chart.Style) ([]File, error) {
	b := &workbook{file: excelize.NewFile(), deck: d, style: s, speak: language.New(language.Language(d.Language)), styles: map[string]int{}}
	content, err := b.make(ctx)
	if err = errors.Join(err, b.file.Close()); err != nil {
		return nil, err
	}
	return []File{{"review.xlsx", content}}, nil
}

// workbook is a workbook in the making. The first error is kept, and nothing is done after it.
type workbook struct {
	file   *excelize.File
	deck   Deck
	style  chart.Style
	speak  *language.Speaker
	styles map[string]int // by what they are of
	err    error
}

func (b *workbook) make(ctx context.Context) ([]byte, error) {
	t := b.speak.T
	overview := t("report.sheet.overview")
	b.do(b.file.SetSheetName("Sheet1", overview))
	charts := b.addCharts(t("report.sheet.charts"), t("report.sheet.numbers"))
	for _, s := range b.deck.Sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b.addSheet(s)
	}
	if charts {
		b.do(b.file.MoveSheet(t("report.sheet.numbers"), b.lastSheet()))
		b.do(b.file.MoveSheet(b.lastSheet(), t("report.sheet.numbers"))) // behind the last one
	}
	b.overview(overview, charts)
	b.properties()
	if b.err != nil {
		return nil, fmt.Errorf("compose the workbook: %w", b.err)
	}
	b.file.Theme = nil // ours instead, so that charts have the house's colours
	b.file.Pkg.Store("xl/theme/theme1.xml", []byte(ooxml.Head+ooxml.Theme(b.deck.Author, officeFont, paletteOf(b.style))))
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return nil, fmt.Errorf("compose the workbook: %w", err)
	}
	return ooxml.Sorted(out.Bytes())
}

func (b *workbook) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *workbook) lastSheet() string {
	all := b.file.GetSheetList()
	return all[len(all)-1]
}

// dated is when the deck's files are said to be made.
func (d Deck) dated() time.Time {
	if d.Date.IsZero() { // without figures; not the clock's time, so that the same deck gives the same bytes
		return time.Unix(0, 0).UTC()
	}
	return d.Date.UTC()
}

func (b *workbook) properties() {
	at := b.deck.dated().Format(time.RFC3339)
	b.do(b.file.SetDocProps(&excelize.DocProperties{
		Title: b.deck.Title, Creator: b.deck.Author, LastModifiedBy: b.deck.Author, Created: at, Modified: at, Language: tag(b.deck.Language),
	}))
	b.do(b.file.SetAppProps(&excelize.AppProperties{Application: "Auscult", Company: b.deck.Author}))
}

// hex writes a colour as Excel does.
func hex(c interface{ RGBA() (r, g, b, a uint32) }) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("%02X%02X%02X", r>>8, g>>8, b>>8)
}

// look returns a style, made when it is first asked for.
func (b *workbook) look(name string, style excelize.Style) int {
	if id, known := b.styles[name]; known {
		return id
	}
	if style.Font == nil {
		style.Font = &excelize.Font{Size: 10, Color: hex(b.style.Ink)}
	}
	style.Font.Family = officeFont
	id, err := b.file.NewStyle(&style)
	b.do(err)
	b.styles[name] = id
	return id
}

func (b *workbook) headline() int {
	return b.look("headline", excelize.Style{Font: &excelize.Font{Bold: true, Size: 15, Color: hex(b.style.Ink)}})
}

func (b *workbook) subtitle() int {
	return b.look("subtitle", excelize.Style{Font: &excelize.Font{Size: 10, Color: hex(b.style.Grey)}})
}

func (b *workbook) header(number bool) int {
	align := "left"
	if number {
		align = "right"
	}
	return b.look("header "+align, excelize.Style{
		Font:      &excelize.Font{Bold: true, Size: 10, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(b.style.AccentInk)}},
		Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true},
	})
}

func (b *workbook) cell(v Value) int {
	border := []excelize.Border{{Type: "bottom", Style: 1, Color: hex(b.style.Rule)}}
	top := &excelize.Alignment{Vertical: "top"}
	switch {
	case v.Numeric:
		return b.look("figure "+v.Format, excelize.Style{CustomNumFmt: &v.Format, Border: border, Alignment: top})
	case !v.Day.IsZero():
		format := map[string]string{"de": "dd.mm.yyyy", "fr": "dd/mm/yyyy"}[b.deck.Language]
		if format == "" {
			format = "d mmm yyyy"
		}
		return b.look("day", excelize.Style{CustomNumFmt: &format, Border: border, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	}
	return b.look("words", excelize.Style{Border: border, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
}

// at names a cell, from 1.
func (b *workbook) at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	b.do(err)
	return name
}

// put writes a value with its look.
func (b *workbook) put(sheet string, column, row int, v Value) {
	at := b.at(column, row)
	switch {
	case v.Numeric:
		b.do(b.file.SetCellValue(sheet, at, v.Number))
	case !v.Day.IsZero():
		b.do(b.file.SetCellValue(sheet, at, time.Date(v.Day.Year(), v.Day.Month(), v.Day.Day(), 0, 0, 0, 0, time.UTC)))
	case v.Text != "":
		b.do(b.file.SetCellStr(sheet, at, harmlessText(v.Text)))
	}
	b.do(b.file.SetCellStyle(sheet, at, at, b.cell(v)))
}

// say writes words into a cell with a look.
func (b *workbook) say(sheet string, column, row int, text string, style int) {
	at := b.at(column, row)
	b.do(b.file.SetCellStr(sheet, at, harmlessText(text)))
	b.do(b.file.SetCellStyle(sheet, at, at, style))
}

// harmlessText keeps a spreadsheet program from running words as a formula, here and when the cell is saved as CSV. A cell
// of text is no formula in a workbook; a program that saves it as CSV forgets that.
func harmlessText(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// addSheet adds a page: its headline, the table with its header frozen and sortable, notes and source.
func (b *workbook) addSheet(s Sheet) {
	name := tabName(s.Title)
	_, err := b.file.NewSheet(name)
	b.do(err)
	if b.err != nil {
		return
	}
	b.say(name, 1, 1, s.Headline, b.headline())
	b.say(name, 1, 2, s.Subtitle, b.subtitle())
	for i, column := range s.Columns {
		number := false
		for _, row := range s.Rows {
			number = number || row[i].Numeric
		}
		b.say(name, i+1, firstTable, column, b.header(number))
		letters, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.file.SetColWidth(name, letters, letters, s.width(i)))
	}
	b.do(b.file.SetRowHeight(name, firstTable, 30))
	for i, row := range s.Rows {
		for j, v := range row {
			b.put(name, j+1, firstTable+1+i, v)
		}
		b.do(b.file.SetRowHeight(name, firstTable+1+i, s.height(row)))
	}
	last := firstTable + len(s.Rows)
	if len(s.Rows) > 0 {
		b.do(b.file.AutoFilter(name, "A4:"+b.at(len(s.Columns), last), nil))
	}
	for i, note := range append(append([]string{}, s.Notes...), s.Source) {
		style := b.look("note", excelize.Style{})
		if i == len(s.Notes) {
			style = b.subtitle()
		}
		b.say(name, 1, last+2+i, note, style)
	}
	frozen := 1
	if len(s.Columns) > 6 {
		frozen = 2
	}
	b.do(b.file.SetPanes(name, &excelize.Panes{
		Freeze: true, XSplit: frozen, YSplit: firstTable, TopLeftCell: b.at(frozen+1, firstTable+1), ActivePane: "bottomRight",
	}))
	b.page(name)
}

// tabName makes a title fit for a tab: Excel allows 31 letters, and none of :\/?*[].
func tabName(title string) string {
	name := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, title))
	return string(name[:min(len(name), excelize.MaxSheetNameLength)])
}

// width is how wide a column is: as its longest figure or word, within bounds.
func (s Sheet) width(column int) float64 {
	longest, words := utf8.RuneCountInString(longestWord(s.Columns[column]))+4, 0
	for _, row := range s.Rows {
		n := utf8.RuneCountInString(row[column].Text)
		if row[column].Numeric || !row[column].Day.IsZero() {
			longest = max(longest, n+2)
		} else {
			words = max(words, n+2)
		}
	}
	limit := widest
	if words > 2*widest {
		limit = wrapped
	}
	return math.Max(narrowest, float64(max(longest, min(words, limit))))
}

func longestWord(text string) (longest string) {
	for _, word := range strings.Fields(text) {
		if utf8.RuneCountInString(word) > utf8.RuneCountInString(longest) {
			longest = word
		}
	}
	return longest
}

// height is how high a row is for its wrapped words. Programs that open the workbook do not all measure it themselves.
func (s Sheet) height(row []Value) float64 {
	lines := 1.0
	for i, v := range row {
		if !v.Numeric && v.Day.IsZero() {
			lines = max(lines, math.Ceil(1.05*float64(utf8.RuneCountInString(v.Text))/s.width(i)))
		}
	}
	return 3 + 13*lines
}

// page has a sheet printed as wide as the paper, with the hospital and the page number at its foot.
func (b *workbook) page(sheet string) {
	yes, no, landscape, one, any, a4 := true, false, "landscape", 1, 0, 9
	b.do(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.do(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}))
	foot := strings.ReplaceAll(strings.Join(filled(b.deck.Author, b.deck.Title), " · "), "&", "&&")
	b.do(b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&8" + foot + "&R&8&P"}))
	b.do(b.file.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &no}))
}

// overview is the first sheet: whose review it is, of when, and what the sheets say, with links.
func (b *workbook) overview(name string, charts bool) {
	t := b.speak.T
	b.say(name, 1, 1, b.deck.Title, b.headline())
	row := 2
	if len(b.deck.Slides) > 0 {
		for _, line := range append([]string{b.deck.Author}, b.deck.Slides[0].Lines...) {
			b.say(name, 1, row, line, b.subtitle())
			row++
		}
	}
	row++
	b.say(name, 1, row, t("report.column.sheet"), b.header(false))
	b.say(name, 2, row, t("report.column.finding"), b.header(false))
	b.do(b.file.SetColWidth(name, "A", "A", 26))
	b.do(b.file.SetColWidth(name, "B", "B", 100))
	link := b.look("link", excelize.Style{Font: &excelize.Font{Size: 10, Color: hex(b.style.AccentInk), Underline: "single"}, Alignment: &excelize.Alignment{Vertical: "top"}})
	list := b.deck.Sheets
	if charts {
		list = append([]Sheet{{Title: t("report.sheet.charts"), Headline: b.deck.Title}}, list...)
		list = append(list, Sheet{Title: t("report.sheet.numbers"), Headline: t("report.sheet.numbers_headline")})
	}
	for _, s := range list {
		row++
		tab := tabName(s.Title)
		b.say(name, 1, row, tab, link)
		b.do(b.file.SetCellHyperLink(name, b.at(1, row), "'"+strings.ReplaceAll(tab, "'", "''")+"'!A1", "Location"))
		b.put(name, 2, row, words(s.Headline))
	}
	b.page(name)
	b.file.SetActiveSheet(0)
}
