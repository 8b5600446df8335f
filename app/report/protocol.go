package report

import (
	"fmt"
	"image/color"
	"io"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"auscult/analytics/protocol"
	"auscult/app/chart"
	"auscult/app/language"
	"auscult/app/report/pdfcanvas"
	"auscult/app/review"
)

// WriteProtocol writes the communication protocol as a PDF of A4 pages to print and hang up: whom to call first, who answers
// what, who may post where, who has which role, trainings, rules with their sources. It is tagged, so that it can be read
// aloud, in the hospital's colour, and dated by its last change, not by the clock, so that the same protocol gives the same bytes. Errors are those of w.
func WriteProtocol(w io.Writer, p review.Protocol, speak *language.Speaker) error {
	h := newHandout(p, speak, 0)
	h.write() // to know how many pages there are
	h = newHandout(p, speak, h.number)
	h.write()
	if err := h.tags.Output(w); err != nil {
		return fmt.Errorf("write the communication protocol: %w", err)
	}
	return nil
}

// Measures of a page, in points.
const (
	handoutWidth  vg.Length = 595.28 // A4: 210 mm × 297 mm
	handoutHeight vg.Length = 841.89
	handoutMargin vg.Length = 45
	handoutFoot   vg.Length = 50 // room for the footer
	handoutText   vg.Length = 9.5
	handoutPad    vg.Length = 4
	handoutBelow  vg.Length = 1  // under the last line of a row, which has air under it already
	handoutTitles vg.Length = 20 // room for a table's titles
)

// handout is a protocol that is being written.
type handout struct {
	doc    *fpdf.Fpdf
	tags   *pdfcanvas.Tags
	page   draw.Canvas // the current one
	number int         // its number
	pages  int         // how many there will be; 0: not known yet
	top    vg.Length   // where the next thing begins, from the bottom of the page
	p      review.Protocol
	speak  *language.Speaker
	style  chart.Style
	width  vg.Length // between the margins
}

func newHandout(p review.Protocol, speak *language.Speaker, pages int) *handout {
	about := Deck{Title: speak.T("protocol.title"), Author: p.Hospital, Language: string(speak.Language), Colour: p.Colour, Date: p.Changed.At.UTC()}
	doc := newPDF(about, float64(handoutWidth), float64(handoutHeight))
	return &handout{doc: doc, tags: pdfcanvas.NewTags(doc), pages: pages, p: p, speak: speak, style: about.Style(), width: handoutWidth - 2*handoutMargin}
}

// write writes everything.
func (h *handout) write() {
	h.turn()
	h.words(pdfcanvas.Heading1, chart.Words{Text: h.speak.T("protocol.title"), Size: 20, Bold: true, Color: h.style.Ink})
	h.words(pdfcanvas.Text, chart.Words{Text: h.p.Hospital + " · " + h.p.Detail(h.speak), Size: handoutText, Color: h.style.Grey})
	h.steps()
	h.answers()
	h.posting()
	h.roles()
	h.trainings()
	h.rules()
}

// turn begins a page, with its footer.
func (h *handout) turn() {
	h.doc.AddPage()
	h.number++
	h.page = draw.New(h.tags.New(0, 0, handoutWidth, handoutHeight))
	h.top = handoutHeight - handoutMargin
	foot := vg.Rectangle{Min: vg.Point{X: handoutMargin}, Max: vg.Point{X: handoutMargin + h.width, Y: handoutFoot - 8}}
	number := h.speak.T("protocol.page", language.Args{"Page": fmt.Sprint(h.number), "Pages": fmt.Sprint(h.pages)})
	pdfcanvas.Tag(h.page.Canvas, pdfcanvas.Part{Role: pdfcanvas.Footer}, func() {
		h.style.Set(h.page, foot, chart.Words{Text: h.p.Hospital, Size: 8, Color: h.style.Grey, Lines: 1})
		h.style.Set(h.page, foot, chart.Words{Text: number, Size: 8, Color: h.style.Grey, Lines: 1, Right: true})
	})
}

// mostLines is more than a page has.
const mostLines = 200

// words writes a text over the whole width.
func (h *handout) words(as pdfcanvas.Role, w chart.Words) {
	w.Lines = mostLines
	box := vg.Rectangle{Min: vg.Point{X: handoutMargin}, Max: vg.Point{X: handoutMargin + h.width, Y: h.top}}
	pdfcanvas.Tag(h.page.Canvas, pdfcanvas.Part{Role: as}, func() { h.top = h.style.Set(h.page, box, w) - 2 })
}

// handoutColumn is a column of a table: its title and its share of the width.
type handoutColumn struct {
	title string
	share vg.Length
	bold  bool
}

// section begins a part under its title, and keeps it with some of what follows.
func (h *handout) section(title string) {
	if h.top < handoutFoot+150 {
		h.turn()
	} else {
		h.top -= 11
	}
	h.doc.SetFont(pdfcanvas.Sans, "", 12) // bookmarks are encoded by the current font
	h.doc.Bookmark(title, 0, float64(handoutHeight-h.top))
	h.words(pdfcanvas.Heading2, chart.Words{Text: title, Size: 12.5, Bold: true, Color: h.style.Accent})
}

// table writes rows under their titles; on another page the titles stand again.
func (h *handout) table(columns []handoutColumn, rows [][]string) {
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.title
	}
	titled := strings.Join(titles, "") != ""
	for len(rows) > 0 {
		if least := h.height(columns, rows[0]) + handoutTitles; h.top-least < handoutFoot {
			h.turn()
			rows[0] = h.cut(columns, rows[0], h.top-handoutTitles-handoutFoot) // else one that is too long would never fit
		}
		pdfcanvas.Tag(h.page.Canvas, pdfcanvas.Part{Role: pdfcanvas.Table}, func() {
			if titled {
				h.row(columns, titles, pdfcanvas.Header)
			}
			for len(rows) > 0 && h.top-h.height(columns, rows[0]) >= handoutFoot {
				h.rule()
				h.row(columns, rows[0], pdfcanvas.Cell)
				rows = rows[1:]
			}
		})
	}
}

// cut shortens the longest text of a row until the row fits.
func (h *handout) cut(columns []handoutColumn, row []string, highest vg.Length) []string {
	row = slices.Clone(row)
	for h.height(columns, row) > highest {
		longest := 0
		for i, text := range row {
			if len(text) > len(row[longest]) {
				longest = i
			}
		}
		letters := []rune(row[longest])
		row[longest] = string(letters[:len(letters)*9/10]) + "…"
	}
	return row
}

// cell is a text of a table as it is set, a paragraph for each of its lines.
func (h *handout) cell(c handoutColumn, text string, as pdfcanvas.Role) []chart.Words {
	w := chart.Words{Size: handoutText, Bold: c.bold, Color: color.Color(h.style.Ink), Lines: mostLines}
	if as == pdfcanvas.Header {
		w.Size, w.Bold, w.Color = 8, true, h.style.Grey
	}
	var all []chart.Words
	for line := range strings.SplitSeq(text, "\n") {
		w.Text = line
		all = append(all, w)
	}
	return all
}

// height is how high a row is.
func (h *handout) height(columns []handoutColumn, row []string) vg.Length {
	var highest vg.Length
	for i, c := range columns {
		var height vg.Length
		for _, w := range h.cell(c, row[i], pdfcanvas.Cell) {
			height += h.style.Extent(w, h.width*c.share-2*handoutPad).Y
		}
		highest = max(highest, height)
	}
	return highest + handoutPad + handoutBelow
}

// row writes a row.
func (h *handout) row(columns []handoutColumn, row []string, as pdfcanvas.Role) {
	part := pdfcanvas.Part{Role: as}
	if as == pdfcanvas.Header {
		part.Scope = "Column"
	}
	left, lowest := handoutMargin, h.top
	pdfcanvas.Tag(h.page.Canvas, pdfcanvas.Part{Role: pdfcanvas.Row}, func() {
		for i, c := range columns {
			pdfcanvas.Tag(h.page.Canvas, part, func() {
				top := h.top - handoutPad
				if as == pdfcanvas.Header {
					top = h.top - handoutBelow
				}
				for _, w := range h.cell(c, row[i], as) {
					box := vg.Rectangle{Min: vg.Point{X: left}, Max: vg.Point{X: left + h.width*c.share - 2*handoutPad, Y: top}}
					top = h.style.Set(h.page, box, w)
				}
				lowest = min(lowest, top)
			})
			left += h.width * c.share
		}
	})
	h.top = lowest - handoutBelow
}

// rule draws the line over a row.
func (h *handout) rule() {
	var line vg.Path
	line.Move(vg.Point{X: handoutMargin, Y: h.top})
	line.Line(vg.Point{X: handoutMargin + h.width, Y: h.top})
	h.page.SetColor(h.style.Rule)
	h.page.SetLineWidth(0.6)
	h.page.Stroke(line)
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
