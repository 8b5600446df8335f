package pages

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/protocol"
	"auscult/analytics/social"
	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/review"
)

// copied returns the protocol with lists of its own, so that what is shown stays as it is until it has been stored.
func (p *Protocol) copied() protocol.Protocol {
	c := p.shown.Protocol
	c.Roles, c.People, c.Posting = slices.Clone(c.Roles), slices.Clone(c.People), slices.Clone(c.Posting)
	c.Answers, c.Escalation, c.Rules = slices.Clone(c.Answers), slices.Clone(c.Escalation), slices.Clone(c.Rules)
	return c
}

// move lets two entries of a part change places.
func (p *Protocol) move(part string, i, j int) {
	c := p.copied()
	swap := map[string]func(){
		"roles": func() { c.Roles[i], c.Roles[j] = c.Roles[j], c.Roles[i] }, "people": func() { c.People[i], c.People[j] = c.People[j], c.People[i] },
		"posting": func() { c.Posting[i], c.Posting[j] = c.Posting[j], c.Posting[i] }, "answers": func() { c.Answers[i], c.Answers[j] = c.Answers[j], c.Answers[i] },
		"escalation": func() { c.Escalation[i], c.Escalation[j] = c.Escalation[j], c.Escalation[i] }, "rules": func() { c.Rules[i], c.Rules[j] = c.Rules[j], c.Rules[i] },
	}
	swap[part]()
	p.store(c)
}

// remove takes an entry out of a part. A role that is still named elsewhere is refused.
func (p *Protocol) remove(part string, i int) {
	c := p.copied()
	switch part {
	case "roles":
		c.Roles = slices.Delete(c.Roles, i, i+1)
	case "people":
		c.People = slices.Delete(c.People, i, i+1)
	case "posting":
		c.Posting = slices.Delete(c.Posting, i, i+1)
	case "answers":
		c.Answers = slices.Delete(c.Answers, i, i+1)
	case "escalation":
		c.Escalation = slices.Delete(c.Escalation, i, i+1)
	case "rules":
		c.Rules = slices.Delete(c.Rules, i, i+1)
	}
	p.store(c)
}

// put puts an entry in the place of entry i, or at the end for a negative one.
func put[T any](list []T, i int, v T) []T {
	if i < 0 {
		return append(list, v)
	}
	list[i] = v
	return list
}

// at returns entry i, or an empty one for a negative i.
func at[T any](list []T, i int) T {
	var none T
	if i < 0 {
		return none
	}
	return list[i]
}

// edit asks for a new entry of a part (a negative i), or for changes of entry i.
func (p *Protocol) edit(part string, i int) {
	map[string]func(int){
		"roles": p.editRole, "people": p.editPerson, "posting": p.editPosting, "answers": p.editAnswer, "escalation": p.editStep, "rules": p.editRule,
	}[part](i)
}

// form asks for what the items are; yes makes the changed protocol of them.
func (p *Protocol) form(part string, first fyne.Focusable, items []*widget.FormItem, yes func(*protocol.Protocol)) {
	d := p.desk
	form := dialog.NewForm(d.Speak.T("protocol.part."+part), d.Speak.T("page_trends.events.save"), d.Speak.T("window.cancel"), items, func(save bool) {
		if save {
			c := p.copied()
			yes(&c)
			p.store(c)
		}
	}, d.Window)
	form.Resize(dialogSize(d, 760, 0))
	blocks.Show(form, d.Window, blocks.Keys{First: first})
}

// line is a field of one line; needed ones must not stay empty.
func (p *Protocol) line(text string, needed bool) *widget.Entry {
	e := widget.NewEntry()
	e.SetText(text)
	if needed {
		e.Validator = func(text string) error {
			if strings.TrimSpace(text) == "" {
				return errors.New(p.desk.Speak.T("page_protocol.missing"))
			}
			return nil
		}
	}
	return e
}

// item is a field with its name, and a hint where there is one.
func (p *Protocol) item(name string, w fyne.CanvasObject, hint ...string) *widget.FormItem {
	return &widget.FormItem{Text: p.desk.Speak.T("page_protocol." + name), Widget: w, HintText: strings.Join(hint, "")}
}

// roleChoice lets a person choose a role; none is what it says for no role, where that may be.
func (p *Protocol) roleChoice(chosen, none string) (choice *widget.Select, role func() string) {
	var ids, names []string
	if none != "" {
		ids, names = append(ids, ""), append(names, none)
	}
	for _, r := range p.shown.Roles {
		ids, names = append(ids, r.ID), append(names, r.Name)
	}
	choice = widget.NewSelect(names, nil)
	choice.SetSelectedIndex(max(0, slices.Index(ids, chosen)))
	return choice, func() string { return at(ids, choice.SelectedIndex()) }
}

// roleChecks lets a person choose several roles.
func (p *Protocol) roleChecks(chosen []string) *checks {
	var ids []string
	for _, r := range p.shown.Roles {
		ids = append(ids, r.ID)
	}
	return newChecks(ids, chosen, func(id string) string { return p.shown.RoleNames(id) })
}

func (p *Protocol) editRole(i int) {
	t := p.desk.Speak.T
	r := at(p.shown.Roles, i)
	name, duty, needs := p.line(r.Name, true), p.line(r.Duty, false), p.line(strings.Join(r.Needs, ", "), false)
	p.form("roles", name, []*widget.FormItem{
		p.item("name", name), p.item("duty", duty), p.item("needs", needs, t("page_protocol.needs_hint")),
	}, func(c *protocol.Protocol) {
		r.Name, r.Duty, r.Needs = strings.TrimSpace(name.Text), strings.TrimSpace(duty.Text), nil
		for what := range strings.SplitSeq(needs.Text, ",") {
			if what = strings.TrimSpace(what); what != "" {
				r.Needs = append(r.Needs, what)
			}
		}
		if r.ID == "" {
			r.ID = c.NewRoleID(r.Name)
		}
		c.Roles = put(c.Roles, i, r)
	})
}

func (p *Protocol) editPerson(i int) {
	d := p.desk
	who := at(p.shown.People, i)
	name, contact, roles := p.line(who.Name, true), p.line(who.Contact, false), p.roleChecks(who.Roles)
	example := dayExample(d)
	trainings := blocks.NewNoteEntry("", 4)
	trainings.SetText(writeTrainings(d.Speak, who.Trainings))
	trainings.Validator = func(text string) error {
		if _, wrong := readTrainings(d.Speak, text); wrong > 0 {
			return errors.New(d.Speak.T("page_protocol.trainings_wrong", language.Args{"Line": d.Speak.Count(int64(wrong)), "Example": example["Example"]}))
		}
		return nil
	}
	p.form("people", name, []*widget.FormItem{
		p.item("name", name), p.item("contact", contact, d.Speak.T("page_protocol.contact_hint")), p.item("roles", roles.flow()),
		p.item("trainings", trainings, d.Speak.T("page_protocol.trainings_hint", example)),
	}, func(c *protocol.Protocol) {
		who.Name, who.Contact, who.Roles = strings.TrimSpace(name.Text), strings.TrimSpace(contact.Text), chosenOf[string](roles)
		who.Trainings, _ = readTrainings(d.Speak, trainings.Text) // validated
		c.People = put(c.People, i, who)
	})
}

// writeTrainings writes trainings one a line, as [readTrainings] reads them.
func writeTrainings(speak *language.Speaker, all []protocol.Training) string {
	var lines []string
	for _, t := range all {
		line := t.What + "; " + speak.Day(t.Done.Time)
		if t.Months > 0 {
			line += "; " + strconv.Itoa(t.Months)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// readTrainings reads trainings, one a line: what; day; months. Without months it counts for ever. It returns the line, from
// 1, that cannot be read; 0 where all can.
func readTrainings(speak *language.Speaker, text string) (all []protocol.Training, wrong int) {
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		parts := strings.Split(line, ";")
		if len(parts) < 2 || len(parts) > 3 || strings.TrimSpace(parts[0]) == "" {
			return nil, i + 1
		}
		day, err := speak.ParseDay(parts[1])
		if err != nil {
			return nil, i + 1
		}
		t := protocol.Training{What: strings.TrimSpace(parts[0]), Done: protocol.DayOf(day)}
		if len(parts) == 3 && strings.TrimSpace(parts[2]) != "" {
			if t.Months, err = strconv.Atoi(strings.TrimSpace(parts[2])); err != nil || t.Months < 0 || t.Months > protocol.MostMonths {
				return nil, i + 1
			}
		}
		all = append(all, t)
	}
	return all, 0
}

func (p *Protocol) editPosting(i int) {
	m := at(p.shown.Posting, i)
	var names []string
	var free []social.Platform
	for _, on := range social.Platforms() {
		if on == m.Platform || !slices.ContainsFunc(p.shown.Posting, func(o protocol.Posting) bool { return o.Platform == on }) {
			free, names = append(free, on), append(names, on.Name())
		}
	}
	where := widget.NewSelect(names, nil)
	where.SetSelectedIndex(max(0, slices.Index(free, m.Platform)))
	roles := p.roleChecks(m.Roles)
	approval, approves := p.roleChoice(m.Approval, p.desk.Speak.T("page_protocol.nobody_approves"))
	p.form("posting", where, []*widget.FormItem{
		p.item("platform", where), p.item("roles", roles.flow()), p.item("approval", approval),
	}, func(c *protocol.Protocol) {
		c.Posting = put(c.Posting, i, protocol.Posting{Platform: free[where.SelectedIndex()], Roles: chosenOf[string](roles), Approval: approves()})
	})
}

func (p *Protocol) editAnswer(i int) {
	speak := p.desk.Speak
	a := at(p.shown.Answers, i)
	var names []string
	var free []protocol.Kind
	for _, k := range protocol.Kinds() {
		if k == a.Question || !slices.ContainsFunc(p.shown.Answers, func(o protocol.Answer) bool { return o.Question == k }) {
			free, names = append(free, k), append(names, review.QuestionKind(speak, k))
		}
	}
	kind := widget.NewSelect(names, nil)
	kind.SetSelectedIndex(max(0, slices.Index(free, a.Question)))
	role, answers := p.roleChoice(a.Role, "")
	hours := p.line(strconv.Itoa(max(1, a.Hours)), true)
	hours.Validator = func(text string) error {
		if n, err := strconv.Atoi(strings.TrimSpace(text)); err != nil || n < 1 || n > protocol.MostHours {
			return errors.New(speak.T("page_protocol.hours_wrong"))
		}
		return nil
	}
	private := widget.NewCheck(speak.T("page_protocol.private"), nil)
	private.Checked = a.Private
	how := blocks.NewNoteEntry("", 3)
	how.SetText(a.How)
	p.form("answers", hours, []*widget.FormItem{
		p.item("question", kind), p.item("role", role), p.item("hours", hours), {Widget: private}, p.item("how", how),
	}, func(c *protocol.Protocol) {
		n, _ := strconv.Atoi(strings.TrimSpace(hours.Text)) // validated
		c.Answers = put(c.Answers, i, protocol.Answer{
			Question: free[kind.SelectedIndex()], Role: answers(), Hours: n, Private: private.Checked, How: strings.Join(strings.Fields(how.Text), " "),
		})
	})
}

func (p *Protocol) editStep(i int) {
	s := at(p.shown.Escalation, i)
	when, phone := p.line(s.When, true), p.line(s.Phone, false)
	role, called := p.roleChoice(s.Role, "")
	p.form("escalation", when, []*widget.FormItem{p.item("when", when), p.item("role", role), p.item("phone", phone)}, func(c *protocol.Protocol) {
		c.Escalation = put(c.Escalation, i, protocol.Step{When: strings.TrimSpace(when.Text), Role: called(), Phone: strings.TrimSpace(phone.Text)})
	})
}

func (p *Protocol) editRule(i int) {
	r := at(p.shown.Rules, i)
	text, source, link := p.line(r.Text, true), p.line(r.Source, false), p.line(r.URL, false)
	p.form("rules", text, []*widget.FormItem{p.item("text", text), p.item("source", source), p.item("url", link)}, func(c *protocol.Protocol) {
		c.Rules = put(c.Rules, i, protocol.Rule{Text: strings.TrimSpace(text.Text), Source: strings.TrimSpace(source.Text), URL: strings.TrimSpace(link.Text)})
	})
}
