package pages

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
)

// showDecisions lists what has been decided, the latest first, and says whether the log is as it was written.
func showDecisions(d *Desk) {
	speak := d.Speak
	var l latest
	ask(d, &l, d.Reviewer.DecisionLog, func(log review.Log, err error) {
		if err != nil {
			showError(d, "", err)
			return
		}
		save := blocks.NewButtonWithIcon(speak.T("page_safeguards.log_save"), theme.DocumentSaveIcon(), func() { saveDecisions(d, log) })
		if len(log.Entries) == 0 {
			save.Disable()
		}
		content := container.NewVScroll(blocks.Narrow(blocks.BesideScroll(decisionsShown(d, log))))
		showBox(d, speak.T("page_safeguards.log_title"), content, 1080, 560, save)
	})
}

// saveDecisions asks where to, and writes the list there for the privacy officer.
func saveDecisions(d *Desk, log review.Log) {
	save := dialog.NewFileSave(func(to fyne.URIWriteCloser, err error) {
		if err == nil && to == nil { // nothing chosen
			return
		}
		name := ""
		if err == nil {
			name = to.URI().Name()
			err = report.WriteDecisions(to, log)
			if closed := to.Close(); err == nil {
				err = closed
			}
		}
		if err != nil {
			showError(d, name, err)
		}
	}, d.Window)
	save.SetFileName(d.Speak.T("page_safeguards.log_file") + ".json")
	save.SetFilter(storage.NewExtensionFileFilter([]string{".json"}))
	save.SetConfirmText(d.Speak.T("toolkit.save"))
	save.SetView(dialog.ListView)
	save.Resize(dialogSize(d, 860, 600))
	blocks.Show(save, d.Window, blocks.Keys{})
}

func decisionsShown(d *Desk, log review.Log) fyne.CanvasObject {
	speak := d.Speak
	if len(log.Entries) == 0 {
		return blocks.Column(blocks.Muted(speak.T("safeguard.log.none")), blocks.Small(speak.T("page_safeguards.log_text")))
	}
	state := blocks.Remark(speak.T("safeguard.log.intact", language.Args{"Count": len(log.Entries)}), false)
	if log.Broken != nil {
		state = blocks.Remark(log.BrokenSentence(speak), true)
	}
	n := len(log.Entries)
	entry := func(i int) review.LogEntry { return log.Entries[n-1-i] } // the latest first
	return blocks.Column(
		state,
		blocks.NewTable(blocks.TableOptions{
			Columns: []blocks.TableColumn{
				{Title: speak.T("show.number"), Width: 40, Figure: true, ID: "number", Key: func(i int) blocks.Key { return byCount(n - i) }},
				{Title: speak.T("show.date"), Width: 120, ID: "date", Key: func(i int) blocks.Key { return byTime(entry(i).At) }},
				{Title: speak.T("safeguard.log.by"), Width: 130, Grow: 1, ID: "by", Key: func(i int) blocks.Key { return blocks.ByWords(entry(i).By) }},
				{Title: speak.T("show.safeguards.kind"), Width: 130, Grow: 1, ID: "kind", Key: func(i int) blocks.Key { return blocks.ByWords(review.SafeguardKind(speak, entry(i).Kind)) }},
				{Title: speak.T("show.safeguards.decision"), Width: 140, ID: "decision", Key: func(i int) blocks.Key { return blocks.ByWords(review.VerdictName(speak, entry(i).Verdict)) }},
				{Title: speak.T("safeguard.log.scope"), Width: 150, Grow: 1, ID: "scope", Key: func(i int) blocks.Key { return blocks.ByWords(entry(i).Scope(speak)) }},
				{Title: speak.T("safeguard.log.reason"), Width: 160, Grow: 2, ID: "reason", Key: func(i int) blocks.Key { return blocks.ByWords(entry(i).Reason) }},
			},
			Rows: n, Step: 20,
			Tools: tableTools(d, "decisions", func(i int) string {
				e := entry(i)
				return said(speak.Day(e.At.In(d.zone())), e.By, review.SafeguardKind(speak, e.Kind), review.VerdictName(speak, e.Verdict), e.Scope(speak), e.Reason)
			}),
			Row: func(i int) []blocks.TableCell {
				e := entry(i)
				return []blocks.TableCell{
					{Text: strconv.FormatInt(e.Number, 10), Muted: true},
					{Text: speak.Day(e.At.In(d.zone())), Under: e.At.In(d.zone()).Format("15:04")},
					{Text: e.By, Wraps: true},
					{Text: review.SafeguardKind(speak, e.Kind), Wraps: true},
					{Text: review.VerdictName(speak, e.Verdict), Wraps: true},
					{Text: e.Scope(speak), Wraps: true},
					{Text: e.Reason, Wraps: true},
				}
			},
			More: func(hidden int) string { return speak.T("window.more", language.Args{"Count": hidden}) },
		}),
		blocks.Small(speak.T("safeguard.log.head", language.Args{"Seal": log.Head})),
		blocks.Small(speak.T("page_safeguards.log_text")),
	)
}
