package pages

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/workspace"
	"auscult/importer"
)

// reporter says what became of files.
type reporter struct {
	speak    *language.Speaker
	zone     *time.Location
	relayout func() // called when a part has been unfolded
	// save lets a person save the refused rows of a file.
	save func(file string, problems []importer.Problem)
	// explain opens the page for saying what the columns of a file mean that no format knows; nil: there is none.
	explain func(path string)
}

// sum says in a sentence what became of all files.
func (r reporter) sum(results []fileResult, err error) string {
	n := counts(results)
	failed := 0
	for _, result := range results {
		if result.Err != nil {
			failed++
		}
	}
	whole := len(results) - failed
	args := language.Args{"Count": whole, "New": r.speak.Count(int64(n.Taken)), "Merged": r.speak.Count(int64(n.Merged + n.Same))}
	switch {
	case cancelled(err):
		return r.speak.T("import.sum.cancelled")
	case err != nil:
		return r.speak.T("import.sum.failed")
	case len(results) == 0:
		return r.speak.T("import.sum.nothing")
	case len(added(results)) == len(results):
		return r.speak.T("own_format.added", language.Args{"Name": r.speak.List(added(results))})
	case whole == 0:
		return r.speak.T("import.sum.none", language.Args{"Count": failed})
	case n.Taken+n.Merged+n.Same == 0:
		return r.speak.T("import.sum.unchanged", args)
	case n.Merged+n.Same == 0:
		return r.speak.T("import.sum.new", args)
	}
	return r.speak.T("import.sum.merged", args)
}

// remarks says what a person should know beyond the sum; nil when all went well.
func (r reporter) remarks(results []fileResult, err error) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	switch {
	case cancelled(err) && len(results) == 0:
		lines = append(lines, blocks.Remark(r.speak.T("import.remark.cancelled_all"), false))
	case cancelled(err):
		lines = append(lines, blocks.Remark(r.speak.T("import.remark.cancelled"), false))
	case err != nil:
		lines = append(lines, blocks.Remark(r.speak.Error(err), true))
	case len(results) == 0:
		lines = append(lines, blocks.Remark(r.speak.T("import.remark.nothing"), false))
	}
	failed := 0
	for _, result := range results {
		if result.Err != nil && !cancelled(result.Err) {
			failed++
		}
	}
	if failed > 0 && len(results) > 1 {
		lines = append(lines, blocks.Remark(r.speak.T("import.remark.failed", language.Args{"Count": failed}), true))
	}
	if n := counts(results).Refused; n > 0 {
		lines = append(lines, blocks.Remark(r.speak.T("import.remark.refused", language.Args{"Count": n}), true))
	}
	if len(lines) == 0 {
		return nil
	}
	return blocks.Tight(lines...)
}

// cards returns one card per table of the file, and one for what could not be read.
func (r reporter) cards(result fileResult) []fyne.CanvasObject {
	name := filepath.Base(result.Path)
	var cards []fyne.CanvasObject
	for _, t := range result.Tables {
		cards = append(cards, r.table(t))
	}
	if len(result.Passed)+len(result.Skipped) > 0 {
		cards = append(cards, r.passed(name, result.FileReport))
	}
	if result.Added != nil {
		text := r.speak.T("own_format.added", language.Args{"Name": result.Added.Name})
		cards = append(cards, blocks.NewCard(blocks.CardOptions{Title: name, Body: blocks.Remark(text, false)}).Object())
	}
	if result.Err != nil && !cancelled(result.Err) {
		cards = append(cards, blocks.NewCard(blocks.CardOptions{Title: name, Body: r.failure(result)}).Object())
	}
	return cards
}

// passed lists what in a file was not read: tables, and what a ZIP holds beside them, with the reason.
func (r reporter) passed(file string, report workspace.FileReport) fyne.CanvasObject {
	inside := func(name string) string { return strings.TrimLeft(strings.TrimPrefix(name, file), "/: ") }
	var entries []blocks.Entry
	for _, t := range report.Passed {
		entries = append(entries, blocks.Entry{Name: inside(t.Table), Text: r.speak.Passed(t)})
	}
	for _, e := range report.Skipped {
		entries = append(entries, blocks.Entry{Name: inside(e.Table), Text: r.speak.T("problem." + string(e.Problem))})
	}
	title := r.speak.T("import.passed.title", language.Args{"File": file, "Count": len(entries)})
	return blocks.NewCard(blocks.CardOptions{Title: title, Body: blocks.Entries(entries...)}).Object()
}

// failure says why a file was not imported, and offers what can be done.
func (r reporter) failure(result fileResult) fyne.CanvasObject {
	text := r.speak.Error(result.Err)
	if errors.Is(result.Err, errPassedOver) {
		text = r.speak.T("import.passed_over")
	}
	remark := blocks.Remark(text, true)
	if unknown := (*importer.UnknownError)(nil); errors.As(result.Err, &unknown) && r.explain != nil && len(unknown.Columns) > 0 {
		button := blocks.NewButtonWithIcon(r.speak.T("mapping.open"), theme.DocumentCreateIcon(), func() { r.explain(result.Path) })
		return blocks.Column(remark, blocks.Leading(button))
	}
	return remark
}

// added are the names of the formats that were declared by files.
func added(results []fileResult) []string {
	var names []string
	for _, result := range results {
		if result.Added != nil {
			names = append(names, result.Added.Name)
		}
	}
	return names
}

func (r reporter) table(t workspace.TableReport) fyne.CanvasObject {
	count := func(n int, label string, alarm bool) blocks.Fact {
		return blocks.Fact{Value: r.speak.Count(int64(n)), Label: r.speak.T("import.count." + label), Alarm: alarm && n > 0}
	}
	im := t.Import
	facts := []blocks.Fact{
		count(im.Rows, "rows", false), count(im.Taken, "taken", false), count(im.Merged, "merged", false), count(im.Unchanged, "unchanged", false),
	}
	if im.Same > 0 {
		facts = append(facts, count(im.Same, "same", false))
	}
	parts := []fyne.CanvasObject{blocks.Facts(append(facts, count(im.Refused, "refused", true))...)}
	if im.Same > 0 {
		parts = append(parts, blocks.Remark(r.speak.T("import.remark.same", language.Args{"Count": im.Same}), false))
	}
	if !t.Already.IsZero() {
		parts = append(parts, blocks.Remark(r.speak.T("import.already", language.Args{"Date": r.speak.Date(t.Already.In(r.zone))}), false))
	}
	for _, n := range t.Reading.Notes {
		parts = append(parts, blocks.Remark(r.speak.Note(n), n.Kind == importer.MissingMetrics || n.Kind == importer.GuessedColumns))
	}
	if im.Refused > 0 && len(t.Problems) > 0 {
		parts = append(parts, r.unfolding(t))
	}
	return blocks.NewCard(blocks.CardOptions{
		Title: im.File, Subtitle: r.understood(t), Body: blocks.Column(parts...),
	}).Object()
}

// understood says as what a table was read: format, channels, date of its figures.
func (r reporter) understood(t workspace.TableReport) string {
	parts := []string{t.Reading.Format.Name}
	var channels []string
	for _, c := range t.Channels {
		channels = append(channels, r.speak.T("import.channel", language.Args{"Channel": c.Name, "Platform": c.Platform.Name()}))
	}
	const most = 4
	if len(channels) > most {
		more := r.speak.T("import.more_channels", language.Args{"Count": len(channels) - most})
		channels = append(channels[:most:most], more)
	}
	if len(channels) > 0 {
		parts = append(parts, strings.Join(channels, ", "))
	}
	if !t.Import.ExportedAt.IsZero() {
		parts = append(parts, r.speak.T("import.exported", language.Args{"Date": r.speak.Date(t.Import.ExportedAt.In(r.zone))}))
	}
	return strings.Join(parts, "  ·  ")
}

// unfolding is a button that shows the refused rows.
func (r reporter) unfolding(t workspace.TableReport) fyne.CanvasObject {
	list := blocks.Column()
	list.Hide()
	show := r.speak.T("import.refused.show", language.Args{"Count": t.Import.Refused})
	button := blocks.NewButtonWithIcon(show, theme.MenuExpandIcon(), nil)
	button.Importance = widget.LowImportance
	button.OnTapped = func() {
		if list.Visible() {
			list.Hide()
			button.SetText(show)
			button.SetIcon(theme.MenuExpandIcon())
		} else {
			if len(list.Objects) == 0 {
				list.Objects = []fyne.CanvasObject{r.refused(t.Problems, t.Import.Refused)}
			}
			list.Show()
			button.SetText(r.speak.T("import.refused.hide"))
			button.SetIcon(theme.MenuDropDownIcon())
		}
		r.relayout()
	}
	save := saveButton(r.speak, func() { r.save(t.Import.File, t.Problems) })
	return blocks.Tight(blocks.Flow(blocks.Leading(button), save), list)
}

// refused lists refused rows, each reason with its cure once, over the rows it is about.
func (r reporter) refused(problems []importer.Problem, total int) fyne.CanvasObject {
	var reasons []importer.Reason
	by := map[importer.Reason][]importer.Problem{}
	for _, p := range problems {
		if !slices.Contains(reasons, p.Reason) {
			reasons = append(reasons, p.Reason)
		}
		by[p.Reason] = append(by[p.Reason], p)
	}
	var parts []fyne.CanvasObject
	for _, reason := range reasons {
		rows := by[reason]
		parts = append(parts, blocks.Tight(blocks.Remark(r.speak.Reason(reason), true), blocks.NewTable(blocks.TableOptions{
			Columns: []blocks.TableColumn{
				{Title: r.speak.T("import.refused.row"), Width: 60, Figure: true},
				{Title: r.speak.T("import.refused.column"), Width: 160, Grow: 1},
				{Title: r.speak.T("import.refused.value"), Width: 200, Grow: 3},
			},
			Rows: len(rows),
			Row: func(i int) []blocks.TableCell {
				value := blocks.TableCell{Text: rows[i].Value}
				if value.Text == "" {
					value = blocks.TableCell{Text: r.speak.T("import.refused.empty"), Muted: true}
				}
				return []blocks.TableCell{{Text: r.speak.Count(int64(rows[i].Row))}, {Text: rows[i].Column}, value}
			},
			Step:  8,
			More:  func(hidden int) string { return r.speak.T("window.more", language.Args{"Count": hidden}) },
			Grown: r.relayout,
		})))
	}
	if total > len(problems) {
		parts = append(parts, blocks.Muted(r.speak.T("import.refused.further", language.Args{"Count": total - len(problems)})))
	}
	return blocks.Column(parts...)
}
