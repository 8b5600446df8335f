package pages

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
	"auscult/app/desktop/blocks"
	"auscult/app/review"
)

// numberEntry is a field for a number that is not below zero; an empty one counts as nothing said.
func numberEntry(d *Desk, v *float64) *widget.Entry {
	e := widget.NewEntry()
	if v != nil {
		e.SetText(d.Speak.Plain(*v))
	}
	e.Validator = func(text string) error {
		if _, ok := readNumber(text); !ok {
			return errors.New(d.Speak.T("page_strategy.number_wrong"))
		}
		return nil
	}
	return e
}

// readNumber reads a number with a comma or a point; nil for an empty field.
func readNumber(text string) (v *float64, ok bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", ".")
	if text == "" {
		return nil, true
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || number < 0 {
		return nil, false
	}
	return &number, true
}

// wishBox is a dialog in which wishes are edited: a list that scrolls, with what adds to it above, and buttons that save
// and cancel. save returns the wishes, or false where something is not yet right.
func wishBox(d *Desk, title, text string, head, list fyne.CanvasObject, save func() (review.Wishes, bool), set func(review.Wishes)) {
	t := d.Speak.T
	top := blocks.Column(blocks.Muted(text))
	if head != nil {
		top.Add(head)
	}
	content := container.NewBorder(top, nil, nil, nil, container.NewVScroll(blocks.Narrow(blocks.BesideScroll(list))))
	box := dialog.NewCustomWithoutButtons(title, content, d.Window)
	keep := blocks.NewButton(t("page_trends.events.save"), func() {
		if w, ok := save(); ok {
			box.Hide()
			set(w)
		}
	})
	keep.Importance = widget.HighImportance
	shut := blocks.NewButton(t("window.cancel"), box.Hide)
	box.SetButtons([]fyne.CanvasObject{shut, keep})
	box.Resize(dialogSize(d, 900, 640))
	blocks.Show(box, d.Window, blocks.Keys{First: shut})
}

// showEfforts asks for the hours of each content form.
func showEfforts(d *Desk, w review.Wishes, set func(review.Wishes)) {
	t := d.Speak.T
	efforts := strategy.DefaultEfforts()
	maps.Copy(efforts, w.Efforts)
	per, setUp := map[social.Form]*widget.Entry{}, map[social.Form]*widget.Entry{}
	forms := social.Forms()
	table := blocks.NewTable(blocks.TableOptions{
		Columns: []blocks.TableColumn{
			{Title: t("show.form"), Width: 200, Grow: 2}, {Title: t("page_strategy.per_post"), Width: 160, Grow: 1}, {Title: t("page_strategy.set_up"), Width: 160, Grow: 1},
		},
		Rows: len(forms), Step: len(forms),
		Row: func(i int) []blocks.TableCell {
			e := efforts[forms[i]]
			per[forms[i]], setUp[forms[i]] = numberEntry(d, &e.PerPost), numberEntry(d, &e.SetUp)
			return []blocks.TableCell{{Text: d.Speak.Form(forms[i])}, {Object: per[forms[i]]}, {Object: setUp[forms[i]]}}
		},
	})
	wishBox(d, t("page_strategy.efforts"), t("page_strategy.efforts_text"), nil, table, func() (review.Wishes, bool) {
		kept := map[social.Form]strategy.Effort{}
		for _, f := range forms {
			p, ok1 := readNumber(per[f].Text)
			s, ok2 := readNumber(setUp[f].Text)
			if !ok1 || !ok2 || p == nil || *p == 0 {
				d.Window.Canvas().Focus(per[f])
				return review.Wishes{}, false
			}
			e := strategy.Effort{PerPost: *p}
			if s != nil {
				e.SetUp = *s
			}
			if e != strategy.DefaultEfforts()[f] {
				kept[f] = e
			}
		}
		if w.Efforts = kept; len(kept) == 0 {
			w.Efforts = nil
		}
		return w, true
	}, set)
}

// staffRow is a person in the box of the staff.
type staffRow struct {
	person      strategy.Person
	name, hours *widget.Entry
	forms       *blocks.MultiChoice
	there       *widget.Check
}

// showStaff asks who makes posts: their hours, what they can make, and whether they are there next quarter.
func showStaff(d *Desk, w review.Wishes, set func(review.Wishes)) {
	t := d.Speak.T
	list := blocks.Column()
	var rows []*staffRow
	var draw func()
	add := func(p strategy.Person) {
		r := &staffRow{person: p}
		r.name = widget.NewEntry()
		r.name.SetText(p.Name)
		r.name.SetPlaceHolder(t("page_strategy.staff_name"))
		r.hours = numberEntry(d, nil)
		if p.Hours > 0 {
			r.hours.SetText(d.Speak.Plain(p.Hours))
		}
		r.hours.SetPlaceHolder(t("page_strategy.staff_hours"))
		r.forms = blocks.NewMultiChoice(blocks.MultiChoiceOptions{
			All: t("page_strategy.all_forms"), Width: 220, Canvas: d.Window.Canvas(), OnChanged: func(ids []string) {
				r.person.Forms = nil
				for _, id := range ids {
					r.person.Forms = append(r.person.Forms, social.Form(id))
				}
			},
		})
		var options []blocks.Option
		var chosen []string
		for _, f := range social.Forms() {
			options = append(options, blocks.Option{ID: string(f), Label: d.Speak.Form(f)})
			if slices.Contains(p.Forms, f) {
				chosen = append(chosen, string(f))
			}
		}
		r.forms.Set(options, chosen)
		r.there = widget.NewCheck(t("page_strategy.staff_there"), nil)
		r.there.SetChecked(!p.Off)
		rows = append(rows, r)
	}
	draw = func() {
		list.Objects = nil
		for i, r := range rows {
			remove := quietButton(theme.DeleteIcon(), func() {
				rows = slices.Delete(rows, i, i+1)
				draw()
			})
			list.Add(blocks.Flow(
				blocks.AtLeast(190, r.name), blocks.AtLeast(150, r.hours), r.forms.Object(), r.there, remove,
			))
		}
		if len(rows) == 0 {
			list.Add(blocks.Muted(t("page_strategy.staff_none")))
		}
		list.Refresh()
	}
	for _, p := range w.Staff {
		add(p)
	}
	draw()
	more := blocks.NewButtonWithIcon(t("page_strategy.staff_add"), theme.ContentAddIcon(), func() {
		add(strategy.Person{})
		draw()
		d.Window.Canvas().Focus(rows[len(rows)-1].name)
	})
	wishBox(d, t("page_strategy.staff"), t("page_strategy.staff_text"), blocks.Leading(more), list, func() (review.Wishes, bool) {
		var staff []strategy.Person
		for _, r := range rows {
			hours, ok := readNumber(r.hours.Text)
			r.person.Name, r.person.Off = strings.TrimSpace(r.name.Text), !r.there.Checked
			switch {
			case r.person.Name == "":
				d.Window.Canvas().Focus(r.name)
				return review.Wishes{}, false
			case !ok || hours == nil:
				d.Window.Canvas().Focus(r.hours)
				return review.Wishes{}, false
			}
			r.person.Hours = *hours
			staff = append(staff, r.person)
		}
		w.Staff = staff
		return w, true
	}, set)
}
