package template

import (
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/importer/formats"
)

// lastRow is how far down the lists to choose from reach.
const lastRow = 5000

// Colours of the header: needed columns stand out, the others are there if one has the figures.
const (
	neededColour   = "1F5C7A"
	optionalColour = "DCE9EF"
)

// WriteWorkbook writes the form as a workbook: a sheet to fill in, and one that explains its columns.
func WriteWorkbook(w io.Writer, f *formats.Format, speak *language.Speaker) (err error) {
	b := &book{file: excelize.NewFile(), form: f, speak: speak}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if err := b.makeStyles(); err != nil {
		return err
	}
	b.sheet, b.explanations = sheetName(Name(f, speak)), sheetName(speak.T("template.sheet"))
	if err := b.file.SetSheetName("Sheet1", b.sheet); err != nil {
		return err
	}
	if _, err := b.file.NewSheet(b.explanations); err != nil {
		return err
	}
	if err := b.explain(); err != nil {
		return err
	}
	if err := b.fields(); err != nil {
		return err
	}
	for _, sheet := range []string{b.sheet, b.explanations} {
		if err := b.printOnWidth(sheet); err != nil {
			return err
		}
	}
	return b.file.Write(w)
}

// printOnWidth has a sheet printed as wide as the paper.
func (b *book) printOnWidth(sheet string) error {
	yes, landscape, one, any := true, "landscape", 1, 0
	return errors.Join(
		b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}),
	)
}

// sheetName cuts a name to what Excel allows.
func sheetName(name string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), excelize.MaxSheetNameLength)])
}

// book is a workbook in the making.
type book struct {
	file                *excelize.File
	form                *formats.Format
	speak               *language.Speaker
	sheet, explanations string
	listed              map[formats.Field]string // where the words of a column stand, as a range of cells
	styles              struct{ needed, optional, text, day, moment, count, title, heading, wrapped int }
}

func (b *book) makeStyles() error {
	family, err := b.file.GetDefaultFont()
	if err != nil {
		return err
	}
	custom := func(format string) *excelize.Style { return &excelize.Style{CustomNumFmt: &format} }
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	for into, style := range map[*int]*excelize.Style{
		&b.styles.needed:   {Fill: fill(neededColour), Font: &excelize.Font{Bold: true, Color: "FFFFFF", Family: family}},
		&b.styles.optional: {Fill: fill(optionalColour), Font: &excelize.Font{Bold: true, Color: "12303F", Family: family}},
		&b.styles.text:     custom("@"), // or Excel rounds long identifiers and turns words into dates
		&b.styles.day:      custom("yyyy-mm-dd"),
		&b.styles.moment:   custom("yyyy-mm-dd hh:mm"),
		&b.styles.count:    custom("0"),
		&b.styles.title:    {Font: &excelize.Font{Bold: true, Size: 14, Family: family}},
		&b.styles.heading:  {Font: &excelize.Font{Bold: true, Color: "12303F", Family: family}, Fill: fill(optionalColour)},
		&b.styles.wrapped:  {Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}},
	} {
		id, err := b.file.NewStyle(style)
		if err != nil {
			return err
		}
		*into = id
	}
	return nil
}

// fields writes the sheet to fill in: the header, and below it cells formatted for what belongs in them.
func (b *book) fields() error {
	for i, c := range b.form.Columns {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		width, style := b.looks(c)
		header := b.styles.optional
		if c.Needed {
			header = b.styles.needed
		}
		err = errors.Join(
			b.file.SetColWidth(b.sheet, letters, letters, width),
			b.file.SetColStyle(b.sheet, letters, style),
			b.file.SetCellStr(b.sheet, letters+"1", c.Names[0]),
			b.file.SetCellStyle(b.sheet, letters+"1", letters+"1", header),
		)
		if err != nil {
			return err
		}
		if err := b.choices(c, letters); err != nil {
			return err
		}
	}
	return b.file.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// looks returns a column's width in letters and the style of its cells.
func (b *book) looks(c formats.Column) (width float64, style int) {
	switch {
	case c.Field == formats.PublishedAt, c.Field == formats.WrittenAt:
		width, style = 18, b.styles.moment
	case len(c.Dates) > 0:
		width, style = 13, b.styles.day
	case b.form.Kind.Counts(c.Field):
		width, style = 12, b.styles.count
	case c.Field == formats.Text, c.Field == formats.Title:
		width, style = 60, b.styles.text
	case c.Field == formats.URL:
		width, style = 40, b.styles.text
	case c.Field == formats.Organisation, c.Field == formats.Channel, c.Field == formats.Topic:
		width, style = 26, b.styles.text
	default:
		width, style = 16, b.styles.text
	}
	return max(width, float64(len(c.Names[0])+3)), style
}

// choices puts a list to choose from on a column's cells where only certain words are read.
func (b *book) choices(c formats.Column, letters string) error {
	rule := excelize.NewDataValidation(true)
	rule.SetSqref(fmt.Sprintf("%s2:%s%d", letters, letters, lastRow))
	var few []string
	switch c.Field {
	case formats.Promotional, formats.Boosted, formats.Ours:
		few = []string{b.speak.T("template.yes"), b.speak.T("template.no")}
	case formats.CommentKind:
		few = []string{b.speak.T("template.kind.comment"), b.speak.T("template.kind.mention")}
	default:
		if b.listed[c.Field] == "" {
			return nil
		}
		rule.SetSqrefDropList(b.listed[c.Field])
	}
	if few != nil {
		if err := rule.SetDropList(few); err != nil {
			return err
		}
	}
	rule.SetError(excelize.DataValidationErrorStyleWarning, b.speak.T("template.wrong"), b.speak.T("template.wrong_text"))
	return b.file.AddDataValidation(b.sheet, rule)
}

// word is one that a column may hold, and what it means.
type word struct{ word, name string }

// words returns the words that a column may hold; none where any will do.
func (b *book) words(f formats.Field) (words []word) {
	switch f {
	case formats.Platform:
		for _, p := range social.Platforms() {
			words = append(words, word{string(p), p.Name()})
		}
	case formats.Form:
		for _, f := range social.Forms() {
			words = append(words, word{string(f), b.speak.Form(f)})
		}
	case formats.Topic:
		for _, t := range social.Topics() {
			words = append(words, word{string(t), b.speak.Topic(t)})
		}
	}
	return words
}

// The sheet of explanations: a title, a remark, and from firstExplained on a row per column of the form. Below them stand
// the words of the columns that have some, each with its meaning.
const firstExplained = 5

// The widths of its columns, in letters.
var explainedWidths = []float64{26, 10, 70, 40}

func (b *book) explain() error {
	t := b.speak.T
	sheet := b.explanations
	for i, width := range explainedWidths {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = b.file.SetColWidth(sheet, letters, letters, width)
		}
		if err != nil {
			return err
		}
	}
	err := errors.Join(
		b.file.SetCellStr(sheet, "A1", Name(b.form, b.speak)), b.file.SetCellStyle(sheet, "A1", "A1", b.styles.title),
		b.file.SetCellStr(sheet, "A2", t("template.empty")), b.file.MergeCell(sheet, "A2", "D2"),
		b.file.SetCellStyle(sheet, "A2", "D2", b.styles.wrapped), b.file.SetRowHeight(sheet, 2, 2*lineHeight),
		b.row(firstExplained-1, b.styles.heading, t("template.column"), t("template.needed"), t("template.meaning"), t("template.example")),
	)
	if err != nil {
		return err
	}
	row := firstExplained
	for _, c := range b.form.Columns {
		needed := ""
		if c.Needed {
			needed = t("template.yes")
		}
		if err := b.row(row, b.styles.wrapped, c.Names[0], needed, explanation(b.form, c, b.speak), c.Example); err != nil {
			return err
		}
		row++
	}
	return b.lists(row + 1)
}

// lists writes from the row on the words of the columns that have some, and remembers where they stand.
func (b *book) lists(row int) error {
	b.listed = map[formats.Field]string{}
	for _, c := range b.form.Columns {
		words := b.words(c.Field)
		if len(words) == 0 {
			continue
		}
		if err := b.row(row, b.styles.heading, c.Names[0], "", b.speak.T("template.meaning_of_word"), ""); err != nil {
			return err
		}
		b.listed[c.Field] = fmt.Sprintf("'%s'!$A$%d:$A$%d", b.explanations, row+1, row+len(words))
		for i, w := range words {
			if err := b.row(row+1+i, b.styles.wrapped, w.word, "", w.name); err != nil {
				return err
			}
		}
		row += len(words) + 2
	}
	return nil
}

// lineHeight is that of one line of text, in points.
const lineHeight = 15

// row writes texts into a row of the explanations, as high as they need. Programs that open the workbook do not all
// measure it themselves.
func (b *book) row(row, style int, cells ...string) error {
	lines := 1
	for i, text := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			return err
		}
		if err := errors.Join(b.file.SetCellStr(b.explanations, at, text), b.file.SetCellStyle(b.explanations, at, at, style)); err != nil {
			return err
		}
		lines = max(lines, int(math.Ceil(float64(utf8.RuneCountInString(text))/explainedWidths[i])))
	}
	return b.file.SetRowHeight(b.explanations, row, float64(lines*lineHeight))
}
