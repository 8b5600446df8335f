package blocks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TaskState says how far a task has come.
type TaskState int

// The states.
const (
	TaskWaiting TaskState = iota
	TaskRunning
	TaskDone
	TaskFailed
)

// Task is one of several things that are worked on one after the other.
type Task struct {
	State TaskState
	Text  string  // what can be said about it, such as "1,500 of 3,000 rows"
	Part  float64 // done, 0 to 1, while it is running
}

// mostTasks is how many tasks are seen at once; a longer list scrolls to the one that is running.
const mostTasks = 7

// Tasks is a list of tasks, each with its name, its state and, while it is running, how far it has come.
type Tasks struct {
	column *fyne.Container
	scroll *container.Scroll
	rows   []*taskRow
}

type taskRow struct {
	icon *widget.Icon
	text *Words
	bar  *widget.ProgressBar
	line *fyne.Container
}

// NewTasks returns a list of waiting tasks with the names, and what is said of one that waits.
func NewTasks(names []string, waiting string) *Tasks {
	t := &Tasks{column: container.New(&columnLayout{gap: sizeNone})}
	columns := []TableColumn{{Width: 24}, {Width: 200, Grow: 3}, {Width: 170, Grow: 2}, {Width: 150}}
	for _, name := range names {
		row := &taskRow{icon: widget.NewIcon(nil), text: NewWords(waiting, WordsOptions{Single: true, Color: ColorMuted}), bar: widget.NewProgressBar()}
		row.bar.TextFormatter = func() string { return "" }
		row.line = container.New(&rowLayout{columns}, container.New(topLeft{18}, row.icon), NewWords(name, WordsOptions{Single: true}),
			row.text, container.New(thin{}, row.bar))
		t.rows = append(t.rows, row)
		t.column.Add(row.line)
		row.show(Task{Text: waiting})
	}
	t.scroll = container.NewVScroll(t.column)
	return t
}

// Object returns the list for the window.
func (t *Tasks) Object() fyne.CanvasObject { return container.New(taskWindow{t.rows}, t.scroll) }

// Set changes what is shown of the task number i, and scrolls to it while it is running.
func (t *Tasks) Set(i int, task Task) {
	if i < 0 || i >= len(t.rows) {
		return
	}
	t.rows[i].show(task)
	if task.State != TaskRunning {
		return
	}
	top, high := t.rows[i].line.Position().Y, t.rows[i].line.Size().Height
	if view := t.scroll.Size().Height; top < t.scroll.Offset.Y || top+high > t.scroll.Offset.Y+view {
		t.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-view/2)))
	}
}

func (r *taskRow) show(task Task) {
	r.text.SetText(task.Text)
	r.text.Show() // an empty text keeps its place
	r.bar.Hide()
	switch task.State {
	case TaskRunning:
		r.icon.SetResource(theme.NewPrimaryThemedResource(theme.MediaPlayIcon()))
		r.bar.SetValue(task.Part)
		r.bar.Show()
	case TaskDone:
		r.icon.SetResource(theme.NewSuccessThemedResource(theme.ConfirmIcon()))
	case TaskFailed:
		r.icon.SetResource(theme.NewWarningThemedResource(theme.WarningIcon()))
	default:
		r.icon.SetResource(nil)
	}
}

// thin keeps a progress bar low, in the middle of its room.
type thin struct{}

func (thin) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	high := theme.Padding() * 2
	for _, o := range objects {
		o.Move(fyne.NewPos(0, (size.Height-high)/2))
		o.Resize(fyne.NewSize(size.Width, high))
	}
}

func (thin) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, theme.TextSize())
}

// taskWindow lets a list be as high as its first rows.
type taskWindow struct{ rows []*taskRow }

func (taskWindow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (l taskWindow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	height := float32(0)
	for _, row := range l.rows[:min(len(l.rows), mostTasks)] {
		height += row.line.MinSize().Height
	}
	return fyne.NewSize(least.Width, max(height, least.Height))
}

// Thin keeps a progress bar low, in the middle of its room.
func Thin(bar fyne.CanvasObject) fyne.CanvasObject { return container.New(thin{}, bar) }
