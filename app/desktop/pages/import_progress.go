package pages

import (
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
)

// importProgress shows, while files are being imported, what has become of each so far.
type importProgress struct {
	desk     *Desk
	card     *blocks.Card
	relayout func()
	tasks    *blocks.Tasks
	paths    []string
}

func newImportProgress(d *Desk, relayout func()) *importProgress {
	p := &importProgress{desk: d, relayout: relayout}
	cancel := blocks.NewButtonWithIcon(d.Speak.T("window.cancel"), theme.CancelIcon(), d.Jobs.Cancel)
	p.card = blocks.NewCard(blocks.CardOptions{Corner: cancel})
	p.card.Object().Hide()
	return p
}

// Object returns the card for the window.
func (p *importProgress) Object() fyne.CanvasObject { return p.card.Object() }

// begin lists the files.
func (p *importProgress) begin(paths []string) {
	p.paths = paths
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = filepath.Base(path)
	}
	p.tasks = blocks.NewTasks(names, p.desk.Speak.T("import.state.waiting"))
	p.title(0)
	p.card.SetBody(p.tasks.Object())
	p.card.Object().Show()
	p.relayout()
}

func (p *importProgress) title(done int) {
	speak := p.desk.Speak
	p.card.SetWords(speak.T("import.progress", language.Args{"Count": len(p.paths), "Done": speak.Count(int64(done))}), "", "")
}

// show says how far a file has come.
func (p *importProgress) show(s fileStep) {
	if p.tasks == nil {
		return
	}
	speak := p.desk.Speak
	task := blocks.Task{State: blocks.TaskRunning, Text: speak.T("import.state.opening")}
	switch {
	case s.Result != nil && s.Result.Err != nil:
		task.State, task.Text = blocks.TaskFailed, speak.T("import.state.failed")
	case s.Result != nil:
		n := counts([]fileResult{*s.Result})
		task.State, task.Text = blocks.TaskDone, speak.T("import.state.done", language.Args{"Count": n.Taken + n.Merged})
	case s.Rows > 0:
		task.Part = float64(s.Done) / float64(s.Rows)
		task.Text = speak.T("import.state.reading", language.Args{"Count": s.Rows, "Done": speak.Count(int64(s.Done))})
	}
	p.tasks.Set(s.File, task)
	if s.Result != nil {
		p.title(s.File + 1)
	}
}

// end hides the list: the report takes its place.
func (p *importProgress) end() {
	p.tasks = nil
	p.card.SetBody(nil)
	p.card.Object().Hide()
}

// steps hands steps to the UI goroutine, but rows that are counted at most ten times a second.
func (p *importProgress) steps() func(fileStep) {
	var last time.Time
	return func(s fileStep) {
		if now := time.Now(); s.Result == nil && s.Done > 0 {
			if now.Sub(last) < 100*time.Millisecond {
				return
			}
			last = now
		}
		p.desk.Background.Do(func() { p.show(s) })
	}
}
