package report

import (
	"fmt"
	"image/color"
	"io"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"

	"auscult/analytics/protocol"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/report/pdfcanvas"
	"auscult/app/review"
)

// WriteProtocol writes the communication protocol as a PDF of A4 pages to print and hang up: whom to call first, who answers
// what, who may post where, who has which role, trainings, rules with their sources. It is dated by its last change, not by
// the clock, so that the same protocol gives the same bytes. Errors are those of w.
func WriteProtocol(w io.Writer, p review.Protocol, speak *language.Speaker, style chart.Style) error {
	h := newHandout(p, speak, style)
	h.steps()
	h.answers()
	h.posting()
	h.roles()
	h.trainings()
	h.rules()
	if err := h.doc.Output(w); err != nil {
		return fmt.Errorf("write the communication protocol: %w", err)
	}
	return nil
}

// Measures of a page, in points.
const (
	handoutMargin = 45
	handoutFoot   = 40 // room for the footer
	handoutText   = 9.5
	handoutLine   = 12
	handoutPad    = 3.5
)

// allPages stands in the footer for how many pages there are, until that is known.
const allPages = "{pages}"

// handout is a protocol that is being written.
type handout struct {
	doc   *fpdf.Fpdf
	p     review.Protocol
	speak *language.Speaker
	style chart.Style
	width float64 // between the margins
}

func newHandout(p review.Protocol, speak *language.Speaker, style chart.Style) *handout {
	h := &handout{p: p, speak: speak, style: style}
	doc := fpdf.New("P", "pt", "A4", "")
	h.doc = doc
	doc.SetCatalogSort(true)
	doc.SetCreationDate(p.Changed.At.UTC())
	doc.SetModificationDate(p.Changed.At.UTC())
	title := speak.T("protocol.title")
	doc.SetTitle(title, true)
	doc.SetAuthor(p.Hospital, true)
	doc.SetCreator("Auscult", true)
	doc.SetLang(string(speak.Language))
	doc.SetMargins(handoutMargin, handoutMargin, handoutMargin)
	doc.SetAutoPageBreak(false, handoutMargin)
	doc.AliasNbPages(allPages)
	pdfcanvas.RegisterFonts(doc)
	width, _ := doc.GetPageSize()
	h.width = width - 2*handoutMargin
	doc.SetFooterFunc(h.footer)
	doc.AddPage()
	doc.SetXY(handoutMargin, handoutMargin)
	h.words("B", 20, style.Ink, title)
	h.words("", handoutText, style.Grey, p.Hospital+" · "+p.Detail(speak))
	doc.SetY(doc.GetY() + 4)
	return h
}

// footer says whose protocol it is, and which page of how many.
func (h *handout) footer() {
	_, height := h.doc.GetPageSize()
	h.doc.SetXY(handoutMargin, height-handoutFoot)
	h.font("", 8, h.style.Grey)
	h.doc.CellFormat(h.width/2, 10, h.text("", h.p.Hospital), "", 0, "L", false, 0, "")
	page := func(of string) string {
		return h.text("", h.speak.T("protocol.page", language.Args{"Page": fmt.Sprint(h.doc.PageNo()), "Pages": of}))
	}
	width := h.doc.GetStringWidth(page("9")) // how many there are, is known at the end; the alias is wider
	h.doc.SetX(handoutMargin + h.width - width)
	h.doc.CellFormat(width, 10, page(allPages), "", 0, "L", false, 0, "")
}

// font chooses bold ("B") or plain letters of a size and colour.
func (h *handout) font(weight string, size float64, c color.NRGBA) {
	h.doc.SetFont(pdfcanvas.Sans, weight, size)
	h.doc.SetTextColor(int(c.R), int(c.G), int(c.B))
}

// text is a text with what the typeface lacks replaced.
func (h *handout) text(weight, text string) string {
	f := font.Font{Variant: "Sans"}
	if weight != "" {
		f.Weight = stdfont.WeightBold
	}
	return pdfcanvas.Printable(f, text)
}

// words writes a text over the whole width.
func (h *handout) words(weight string, size float64, c color.NRGBA, text string) {
	h.font(weight, size, c)
	h.doc.SetX(handoutMargin)
	h.doc.MultiCell(h.width, size*1.3, h.text(weight, text), "", "L", false)
}

// handoutColumn is a column of a table: its title and its share of the width.
type handoutColumn struct {
	title string
	share float64
	bold  bool
}

// section begins a part under its title, and keeps it with some of what follows.
func (h *handout) section(title string) {
	h.room(110)
	h.doc.SetY(h.doc.GetY() + 12)
	h.font("B", 12.5, h.style.Accent)
	h.doc.Bookmark(h.text("B", title), 0, -1)
	h.doc.SetX(handoutMargin)
	h.doc.CellFormat(h.width, 17, h.text("B", title), "", 1, "L", false, 0, "")
}

// room begins another page where there is no room for that much.
func (h *handout) room(height float64) bool {
	_, page := h.doc.GetPageSize()
	if h.doc.GetY()+height <= page-handoutFoot-handoutPad {
		return false
	}
	h.doc.AddPage()
	h.doc.SetXY(handoutMargin, handoutMargin)
	return true
}

// table writes rows under their titles; on another page the titles stand again.
func (h *handout) table(columns []handoutColumn, rows [][]string) {
	h.head(columns)
	for _, row := range rows {
		cells := make([][]string, len(columns))
		lines := 1
		for i, c := range columns {
			h.font(weightOf(c), handoutText, h.style.Ink)
			cells[i] = h.wrap(weightOf(c), row[i], h.width*c.share-2*handoutPad)
			lines = max(lines, len(cells[i]))
		}
		height := float64(lines)*handoutLine + 2*handoutPad
		if h.room(height) {
			h.head(columns)
		}
		h.row(columns, cells, height)
	}
}

func weightOf(c handoutColumn) string {
	if c.bold {
		return "B"
	}
	return ""
}

// head writes the titles of a table.
func (h *handout) head(columns []handoutColumn) {
	if !hasTitles(columns) {
		return
	}
	h.font("B", 8, h.style.Grey)
	y := h.doc.GetY()
	x := float64(handoutMargin)
	for _, c := range columns {
		h.doc.SetXY(x, y)
		h.doc.CellFormat(h.width*c.share, 14, h.text("B", c.title), "", 0, "L", false, 0, "")
		x += h.width * c.share
	}
	h.doc.SetY(y + 14)
}

func hasTitles(columns []handoutColumn) bool {
	for _, c := range columns {
		if c.title != "" {
			return true
		}
	}
	return false
}

// row writes a row that is that high, under a line.
func (h *handout) row(columns []handoutColumn, cells [][]string, height float64) {
	y := h.doc.GetY()
	r := h.style.Rule
	h.doc.SetDrawColor(int(r.R), int(r.G), int(r.B))
	h.doc.SetLineWidth(0.6)
	h.doc.Line(handoutMargin, y, handoutMargin+h.width, y)
	x := float64(handoutMargin)
	for i, c := range columns {
		h.font(weightOf(c), handoutText, h.style.Ink)
		for n, line := range cells[i] {
			h.doc.SetXY(x, y+handoutPad+float64(n)*handoutLine)
			h.doc.CellFormat(h.width*c.share-handoutPad, handoutLine, line, "", 0, "L", false, 0, "")
		}
		x += h.width * c.share
	}
	h.doc.SetY(y + height)
}

// wrap breaks a text into lines that fit, at blanks where it can.
func (h *handout) wrap(weight, text string, width float64) []string {
	var lines []string
	for part := range strings.SplitSeq(text, "\n") {
		lines = append(lines, h.doc.SplitText(h.text(weight, part), width)...)
	}
	return lines
}

// steps say whom to call.
func (h *handout) steps() {
	if len(h.p.Escalation) == 0 {
		return
	}
	t := h.speak.T
	h.section(t("protocol.part.escalation"))
	var rows [][]string
	for i, s := range h.p.Escalation {
		rows = append(rows, []string{fmt.Sprint(i + 1), s.When, h.p.RoleNames(s.Role) + "\n" + h.names(s.Role), h.phone(s)})
	}
	h.table([]handoutColumn{{"", 0.05, true}, {t("protocol.column.when"), 0.47, false}, {t("protocol.column.call"), 0.3, false}, {t("protocol.column.phone"), 0.18, true}}, rows)
}

// names are the people of a role, without how to reach them.
func (h *handout) names(role string) string {
	var names []string
	for _, who := range h.p.Having(role) {
		names = append(names, who.Name)
	}
	if len(names) == 0 {
		return h.speak.T("protocol.nobody")
	}
	return strings.Join(names, ", ")
}

// phone is the number of a step, or how to reach the people of its role.
func (h *handout) phone(s protocol.Step) string {
	if s.Phone != "" {
		return s.Phone
	}
	var all []string
	for _, who := range h.p.Having(s.Role) {
		if who.Contact != "" {
			all = append(all, who.Contact)
		}
	}
	return strings.Join(all, "\n")
}

// answers say who answers what.
func (h *handout) answers() {
	if len(h.p.Answers) == 0 {
		return
	}
	t := h.speak.T
	h.section(t("protocol.part.answers"))
	var rows [][]string
	for _, a := range h.p.Answers {
		rows = append(rows, []string{
			review.QuestionKind(h.speak, a.Question), h.p.RoleNames(a.Role), review.AnswerHours(h.speak, a) + "\n" + review.AnswerPlace(h.speak, a), a.How,
		})
	}
	h.table([]handoutColumn{{t("protocol.column.question"), 0.2, true}, {t("protocol.column.who"), 0.17, false}, {t("protocol.column.deadline"), 0.23, false}, {t("protocol.column.how"), 0.4, false}}, rows)
}

// posting says who may post where.
func (h *handout) posting() {
	if len(h.p.Posting) == 0 {
		return
	}
	t := h.speak.T
	h.section(t("protocol.part.posting"))
	var rows [][]string
	for _, m := range h.p.Posting {
		posts, approves := h.p.RoleNames(m.Roles...), h.p.RoleNames(m.Approval)
		same := slices.IndexFunc(rows, func(r []string) bool { return r[1] == posts && r[2] == approves })
		if same >= 0 { // platforms with the same people stand in one row
			rows[same][0] += ", " + m.Platform.Name()
			continue
		}
		rows = append(rows, []string{m.Platform.Name(), posts, approves})
	}
	h.table([]handoutColumn{{t("protocol.column.platform"), 0.4, true}, {t("protocol.column.posts"), 0.35, false}, {t("protocol.column.approves"), 0.25, false}}, rows)
}

// roles say who has which part.
func (h *handout) roles() {
	if len(h.p.Roles) == 0 {
		return
	}
	t := h.speak.T
	h.section(t("protocol.part.roles"))
	var rows [][]string
	for _, r := range h.p.Roles {
		rows = append(rows, []string{r.Name, r.Duty, h.p.Who(h.speak, r.ID)})
	}
	h.table([]handoutColumn{{t("protocol.column.role"), 0.2, true}, {t("protocol.column.duty"), 0.45, false}, {t("protocol.column.people"), 0.35, false}}, rows)
}

// trainings say who has done what, and what is due.
func (h *handout) trainings() {
	var rows [][]string
	for _, who := range h.p.People {
		var lines []string
		late := map[string]bool{}
		for _, d := range h.p.Findings.Overdue() {
			if d.Person.Name == who.Name {
				late[d.What] = true
				lines = append(lines, review.TrainingSentence(h.speak, d))
			}
		}
		for _, training := range who.Trainings {
			if !late[training.What] {
				lines = append(lines, review.TrainingLine(h.speak, training))
			}
		}
		if len(lines) > 0 {
			rows = append(rows, []string{who.Name, strings.Join(lines, "\n")})
		}
	}
	if len(rows) == 0 {
		return
	}
	h.section(h.speak.T("protocol.part.trainings"))
	h.table([]handoutColumn{{"", 0.3, true}, {"", 0.7, false}}, rows)
}

// rules say what to do and not to do, and who says so.
func (h *handout) rules() {
	if len(h.p.Rules) == 0 {
		return
	}
	h.section(h.speak.T("protocol.part.rules"))
	var rows [][]string
	for i, r := range h.p.Rules {
		rows = append(rows, []string{fmt.Sprint(i + 1), r.Text, r.Source})
	}
	h.table([]handoutColumn{{"", 0.05, true}, {"", 0.56, false}, {h.speak.T("protocol.column.source"), 0.39, false}}, rows)
}
