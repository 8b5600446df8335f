package blocks

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestTasksShowHowFarEachIs(t *testing.T) {
	for _, appearance := range []Appearance{Light, Dark, HighContrast} {
		tasks := NewTasks([]string{"facebook.csv", "linkedin.xls", "addresses.csv", "x.csv"}, "waiting")
		w := window(t, Theme{Appearance: appearance}, container.NewStack(), fyne.NewSize(640, 200))
		w.SetContent(container.NewVScroll(Margin(Column(tasks.Object()))))
		tasks.Set(0, Task{State: TaskDone, Text: "done: 412 new or updated"})
		tasks.Set(1, Task{State: TaskFailed, Text: "could not be imported"})
		tasks.Set(2, Task{State: TaskRunning, Text: "reading row 1,500 of 3,000", Part: 0.5})
		tasks.Set(9, Task{State: TaskDone}) // there is none
		test.AssertRendersToImage(t, fmt.Sprintf("tasks_%s.png", appearance), w.Canvas())
	}
}

func TestALongListOfTasksScrollsToTheOneThatRuns(t *testing.T) {
	names := make([]string, 40)
	for i := range names {
		names[i] = fmt.Sprint(i)
	}
	w := window(t, Theme{}, container.NewStack(), fyne.NewSize(640, 600))
	tasks := NewTasks(names, "waiting")
	w.SetContent(container.NewVBox(tasks.Object()))
	row := tasks.rows[0].line.Size().Height
	if got := tasks.scroll.Size().Height; got > mostTasks*row+1 {
		t.Errorf("the list is %v high, want at most %d rows of %v", got, mostTasks, row)
	}
	tasks.Set(30, Task{State: TaskRunning})
	top := tasks.rows[30].line.Position().Y
	if from, to := tasks.scroll.Offset.Y, tasks.scroll.Offset.Y+tasks.scroll.Size().Height; top < from || top+row > to {
		t.Errorf("the row at %v is not seen: %v to %v is", top, from, to)
	}
}

func TestNoticeLooks(t *testing.T) {
	w := window(t, Theme{Appearance: Light}, container.NewStack(), fyne.NewSize(720, 260))
	w.SetContent(container.NewVScroll(Margin(Column(
		NewNotice(NoticeOptions{Warning: true, Text: "3 things in the data need a look", Aside: NewButton("Look at the data", nil)}),
		NewNotice(NoticeOptions{Icon: theme.FolderIcon(), Text: "New exports in “Downloads” are imported by themselves", Detail: "/home/anna/Downloads"}),
	))))
	w.Content().Refresh() // words know their height only after they know their width
	test.AssertRendersToImage(t, "notice.png", w.Canvas())
}

func TestCellsThatWrapMakeTheirRowHigher(t *testing.T) {
	const long = "No posts from 30 March 2026 to 2 July 2026 (95 days), though posts come before and after."
	height := func(wraps bool) float32 {
		w := window(t, Theme{}, container.NewStack(), fyne.NewSize(300, 400))
		table := NewTable(TableOptions{
			Columns: []TableColumn{{Width: 60}, {Width: 100, Grow: 1}}, Plain: true, Rows: 1,
			Row:  func(int) []TableCell { return []TableCell{{Text: "LinkedIn"}, {Text: long, Wraps: wraps}} },
			More: func(int) string { return "" },
		}).(*fyne.Container)
		w.SetContent(container.NewVScroll(Column(table)))
		w.Content().Refresh()
		if len(table.Objects) != 1 {
			t.Fatalf("a plain table of one row has %d parts", len(table.Objects))
		}
		return table.Objects[0].Size().Height
	}
	if one, several := height(false), height(true); several < one+14 {
		t.Errorf("the row is %v high with one line and %v with several", one, several)
	}
}
