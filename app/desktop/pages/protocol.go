package pages

import (
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/protocol"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/report"
	"auscult/app/review"
)

// Protocol is the page of the communication protocol: who answers what, whom to call, who is trained. It is changed here, and
// written as a PDF to print.
type Protocol struct {
	desk     *Desk
	scaffold *blocks.Scaffold
	tools    *fyne.Container
	due      *blocks.Card
	parts    map[string]*blocks.Card
	adds     map[string]*blocks.Button
	latest   latest
	shown    review.Protocol
}

// protocolParts are the parts of a protocol, in the order in which they are shown.
var protocolParts = []string{"escalation", "answers", "posting", "roles", "people", "rules"}

var _ Waiter = (*Protocol)(nil)

// ID is described at [Page].
func (p *Protocol) ID() string { return "protocol" }

// Icon is described at [Page].
func (p *Protocol) Icon() fyne.Resource { return theme.AccountIcon() }

// Build is described at [Page].
func (p *Protocol) Build(d *Desk) fyne.CanvasObject {
	p.desk = d
	t := d.Speak.T
	print := blocks.NewButtonWithIcon(t("page_protocol.print"), theme.DocumentPrintIcon(), p.print)
	print.Importance = widget.HighImportance
	p.tools = container.NewHBox(print,
		blocks.NewButtonWithIcon(t("page_protocol.save_file"), theme.DocumentSaveIcon(), p.saveFile),
		blocks.NewButtonWithIcon(t("page_protocol.open_file"), theme.FolderOpenIcon(), p.openFile),
	)
	p.due = blocks.NewCard(blocks.CardOptions{Title: t("page_protocol.due"), Subtitle: t("page_protocol.due_text")})
	p.parts, p.adds = map[string]*blocks.Card{}, map[string]*blocks.Button{}
	objects := []fyne.CanvasObject{p.tools, p.due.Object()}
	for _, part := range protocolParts {
		p.adds[part] = blocks.NewButtonWithIcon(t("page_protocol.add"), theme.ContentAddIcon(), func() { p.edit(part, -1) })
		p.parts[part] = blocks.NewCard(blocks.CardOptions{Title: t("protocol.part." + part), Subtitle: t("page_protocol." + part + "_text"), Corner: p.adds[part]})
		objects = append(objects, p.parts[part].Object())
	}
	p.scaffold = blocks.NewScaffold(objects...)
	p.scaffold.ShowState(loading(d))
	return p.scaffold.Object()
}

// Refresh is described at [Page].
func (p *Protocol) Refresh() {
	day := p.desk.today()
	ask(p.desk, &p.latest, func(ctx context.Context) (review.Protocol, error) {
		return p.desk.Reviewer.Protocol(ctx, day)
	}, p.show)
}

// Waiting is described at [Waiter]. Trainings wait that are missing or overdue, and roles that nobody has.
func (p *Protocol) Waiting(ctx context.Context, r *review.Reviewer, _ review.Question) (int, error) {
	day, err := today(ctx, r)
	if err != nil {
		return 0, err
	}
	shown, err := r.Protocol(ctx, day)
	return len(shown.Findings.Overdue()) + len(shown.Findings.Empty), err
}

func (p *Protocol) show(r review.Protocol, err error) {
	if err != nil {
		p.scaffold.ShowState(problem(p.desk, err, p.Refresh))
		return
	}
	speak := p.desk.Speak
	p.shown = r
	if !r.There {
		p.scaffold.ShowState(blocks.StateOptions{
			Icon: p.Icon(), Title: r.Headline(speak), Text: speak.T("page_protocol.start"),
			Actions: []blocks.Action{
				{Label: speak.T("page_protocol.begin"), Icon: theme.ContentAddIcon(), Do: func() { p.store(protocol.Starter(string(speak.Language))) }},
				{Label: speak.T("page_protocol.open_file"), Icon: theme.FolderOpenIcon(), Do: p.openFile},
			},
		})
		return
	}
	p.showDue()
	for _, part := range protocolParts {
		p.showPart(part)
	}
	p.scaffold.SetHeadline(r.Headline(speak), r.Detail(speak))
}

// showDue lists the trainings that are missing, overdue or soon due.
func (p *Protocol) showDue() {
	speak, due := p.desk.Speak, p.shown.Findings.Trainings
	if len(due) == 0 {
		p.due.Object().Hide()
		return
	}
	colours := map[protocol.Due]fyne.ThemeColorName{protocol.Never: theme.ColorNameError, protocol.Overdue: theme.ColorNameError, protocol.Soon: theme.ColorNameWarning}
	p.due.SetBody(blocks.NewTable(blocks.TableOptions{
		Plain: true, Columns: []blocks.TableColumn{{Width: 220, Grow: 1}, {Width: 320, Grow: 2}}, Rows: len(due), Step: len(due),
		Row: func(i int) []blocks.TableCell {
			return []blocks.TableCell{{Text: due[i].Person.Name}, {Text: review.TrainingSentence(speak, due[i]), Color: colours[due[i].State], Wraps: true}}
		},
	}))
	p.due.Object().Show()
}

// showPart lists the entries of a part, each with the buttons that change, move and remove it.
func (p *Protocol) showPart(part string) {
	blocks.Enable(p.adds[part], p.canAdd(part))
	columns, rows := p.table(part)
	if len(rows) == 0 {
		p.parts[part].SetBody(blocks.Muted(p.desk.Speak.T("page_protocol.none")))
		return
	}
	columns = append(columns, blocks.TableColumn{Width: 150})
	p.parts[part].SetBody(blocks.NewTable(blocks.TableOptions{
		Columns: columns, Rows: len(rows), Step: len(rows),
		Row: func(i int) []blocks.TableCell {
			return append(slices.Clone(rows[i]), blocks.TableCell{Object: p.buttons(part, i, len(rows))})
		},
	}))
}

// canAdd reports whether a part can have one more entry: each platform and each kind of question has one at most, and somebody
// must be there to call or to answer.
func (p *Protocol) canAdd(part string) bool {
	switch r := p.shown; part {
	case "posting":
		return len(r.Posting) < len(social.Platforms())
	case "answers":
		return len(r.Answers) < len(protocol.Kinds()) && len(r.Roles) > 0
	case "escalation":
		return len(r.Roles) > 0
	}
	return true
}

// buttons change, move and remove an entry.
func (p *Protocol) buttons(part string, i, n int) fyne.CanvasObject {
	up := quietButton(theme.MoveUpIcon(), func() { p.move(part, i, i-1) })
	down := quietButton(theme.MoveDownIcon(), func() { p.move(part, i, i+1) })
	blocks.Enable(up, i > 0)
	blocks.Enable(down, i < n-1)
	return container.NewHBox(
		quietButton(theme.DocumentCreateIcon(), func() { p.edit(part, i) }), up, down, quietButton(theme.DeleteIcon(), func() { p.remove(part, i) }),
	)
}

// table is a part as rows of a table.
func (p *Protocol) table(part string) (columns []blocks.TableColumn, rows [][]blocks.TableCell) {
	speak, r := p.desk.Speak, p.shown
	t := speak.T
	who := func(role string) blocks.TableCell {
		cell := blocks.TableCell{Text: r.Who(speak, role), Wraps: true}
		if len(r.Having(role)) == 0 {
			cell.Color = theme.ColorNameWarning
		}
		return cell
	}
	column := func(title string, width, grow float32) blocks.TableColumn {
		return blocks.TableColumn{Title: t("protocol.column." + title), Width: width, Grow: grow}
	}
	switch part {
	case "escalation":
		columns = []blocks.TableColumn{column("when", 240, 3), column("call", 130, 1), column("people", 150, 2), column("phone", 100, 1)}
		for _, s := range r.Escalation {
			rows = append(rows, []blocks.TableCell{{Text: s.When, Wraps: true}, {Text: r.RoleNames(s.Role), Wraps: true}, who(s.Role), {Text: s.Phone, Wraps: true}})
		}
	case "answers":
		columns = []blocks.TableColumn{column("question", 150, 1), column("who", 130, 1), column("deadline", 130, 1), column("how", 220, 3)}
		for _, a := range r.Answers {
			rows = append(rows, []blocks.TableCell{
				{Text: review.QuestionKind(speak, a.Question), Wraps: true},
				{Text: r.RoleNames(a.Role), Wraps: true},
				{Text: review.AnswerHours(speak, a), Under: review.AnswerPlace(speak, a), Wraps: true},
				{Text: a.How, Wraps: true, Muted: true},
			})
		}
	case "posting":
		columns = []blocks.TableColumn{column("platform", 150, 1), column("posts", 220, 2), column("approves", 150, 1)}
		for _, m := range r.Posting {
			rows = append(rows, []blocks.TableCell{{Text: m.Platform.Name()}, {Text: r.RoleNames(m.Roles...), Wraps: true}, {Text: r.RoleNames(m.Approval), Wraps: true}})
		}
	case "roles":
		columns = []blocks.TableColumn{column("role", 150, 1), column("duty", 240, 3), column("people", 180, 2)}
		for _, role := range r.Roles {
			rows = append(rows, []blocks.TableCell{{Text: role.Name, Wraps: true}, {Text: role.Duty, Wraps: true, Muted: true}, who(role.ID)})
		}
	case "people":
		columns = []blocks.TableColumn{column("people", 180, 1), {Title: t("page_protocol.roles"), Width: 180, Grow: 1}, {Title: t("protocol.part.trainings"), Width: 220, Grow: 2}}
		for _, person := range r.People {
			lines := ""
			for i, training := range person.Trainings {
				if i > 0 {
					lines += "\n"
				}
				lines += review.TrainingLine(speak, training)
			}
			rows = append(rows, []blocks.TableCell{{Text: person.Name, Under: person.Contact, Wraps: true}, {Text: r.RoleNames(person.Roles...), Wraps: true}, {Text: lines, Wraps: true, Muted: true}})
		}
	case "rules":
		columns = []blocks.TableColumn{{Title: t("page_protocol.text"), Width: 320, Grow: 3}, column("source", 200, 2)}
		for _, rule := range r.Rules {
			source := blocks.TableCell{Text: rule.Source, Wraps: true, Muted: true}
			if u, err := url.Parse(rule.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && rule.Source != "" {
				source = blocks.TableCell{Text: rule.Source, Link: u}
			}
			rows = append(rows, []blocks.TableCell{{Text: rule.Text, Wraps: true}, source})
		}
	}
	return columns, rows
}

// store keeps a protocol in the place of the one there is; every page follows.
func (p *Protocol) store(to protocol.Protocol) {
	d := p.desk
	d.Background.Go(func() {
		err := d.Reviewer.SaveProtocol(context.Background(), to, d.by())
		d.Background.Do(func() {
			if err != nil {
				p.refuse(err)
				return
			}
			d.Changed()
		})
	})
}

// refuse says why a protocol was not taken.
func (p *Protocol) refuse(err error) {
	blocks.ShowError(errors.New(review.ProtocolError(p.desk.Speak, err)), p.desk.Window)
}

// print writes the protocol as a PDF to print.
func (p *Protocol) print() {
	speak, shown := p.desk.Speak, p.shown
	saveAs(p.desk, speak.T("page_protocol.print"), fileName(speak.T("page_protocol.file"))+".pdf", func(w io.Writer) error {
		return report.WriteProtocol(w, shown, speak)
	})
}

// saveFile writes the protocol as TOML, to edit or to hand on.
func (p *Protocol) saveFile() {
	speak, shown := p.desk.Speak, p.shown
	saveAs(p.desk, speak.T("page_protocol.save_file"), fileName(speak.T("page_protocol.file"))+".toml", func(w io.Writer) error {
		text, err := shown.Marshal()
		if err == nil {
			_, err = w.Write(text)
		}
		return err
	})
}

// openFile asks for a file and reads the protocol from it.
func (p *Protocol) openFile() {
	d := p.desk
	open := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r == nil { // nothing chosen
			return
		}
		if err != nil {
			showError(d, "", err)
			return
		}
		_ = r.Close() // only the path is wanted
		p.read(r.URI().Path())
	}, d.Window)
	open.SetFilter(storage.NewExtensionFileFilter([]string{".toml", ".json", ".TOML", ".JSON"}))
	open.SetTitleText(d.Speak.T("page_protocol.open_file"))
	open.SetConfirmText(d.Speak.T("import.choose"))
	open.SetView(dialog.ListView)
	(&picker{desk: d}).show(open)
}

// read reads the protocol from a file.
func (p *Protocol) read(path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		showError(p.desk, path, err)
		return
	}
	to, err := protocol.Parse(text)
	if err != nil {
		p.refuse(err)
		return
	}
	p.store(to)
}
