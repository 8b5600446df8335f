package pages

import (
	"context"
	"errors"
	"testing"
	"time"

	"auscult/app/desktop/blocks"
)

// stage is a background whose UI goroutine is the test's: functions handed to it wait until they are played.
type stage struct{ waiting chan func() }

func newStage() *stage { return &stage{make(chan func(), 100)} }

func (s *stage) background() blocks.Background {
	return blocks.Background{Go: func(f func()) { go f() }, Do: func(f func()) { s.waiting <- f }}
}

// play runs what was handed over until done reports true.
func (s *stage) play(t *testing.T, done func() bool) {
	t.Helper()
	for !done() {
		select {
		case f := <-s.waiting:
			f()
		case <-time.After(10 * time.Second):
			t.Fatal("nothing comes")
		}
	}
}

func TestJobsRunOneAfterTheOther(t *testing.T) {
	s := newStage()
	jobs := NewJobs(s.background())
	var order []string
	changes := 0
	jobs.OnChange = func() { changes++ }
	job := func(name string) Job {
		return Job{
			Name: name,
			Work: func(context.Context, Progress) error { return nil },
			Done: func(error) { order = append(order, name) },
		}
	}
	jobs.Start(job("first"))
	jobs.Start(job("second"))
	if name, _, _, ok := jobs.Current(); !ok || name != "first" {
		t.Errorf("running: %q, %v", name, ok)
	}
	s.play(t, func() bool { return len(order) == 2 })
	if order[0] != "first" || changes == 0 {
		t.Errorf("order %v, %d changes told", order, changes)
	}
	if _, _, _, ok := jobs.Current(); ok {
		t.Error("a job is still running")
	}
}

func TestJobIsCancelledAndTellsItsProgress(t *testing.T) {
	s := newStage()
	jobs := NewJobs(s.background())
	var ended error
	over := false
	jobs.Start(Job{
		Name: "import",
		Work: func(ctx context.Context, progress Progress) error {
			progress(0.5, "posts.csv")
			<-ctx.Done()
			return ctx.Err()
		},
		Done: func(err error) { ended, over = err, true },
	})
	s.play(t, func() bool { _, what, _, _ := jobs.Current(); return what == "posts.csv" })
	if _, _, part, _ := jobs.Current(); part != 0.5 {
		t.Errorf("the part done is %v, want 0.5", part)
	}
	jobs.Cancel()
	s.play(t, func() bool { return over })
	if !errors.Is(ended, context.Canceled) {
		t.Errorf("the job ended with %v", ended)
	}
}

func TestStopWaitsForTheWork(t *testing.T) {
	s := newStage()
	jobs := NewJobs(s.background())
	over := make(chan struct{})
	jobs.Start(Job{Work: func(ctx context.Context, _ Progress) error {
		<-ctx.Done()
		close(over)
		return ctx.Err()
	}})
	jobs.Stop()
	select {
	case <-over:
	default:
		t.Error("Stop returned before the work had ended")
	}
}

func TestOnlyTheLatestAnswerIsShown(t *testing.T) {
	s := newStage()
	d := &Desk{Background: s.background()}
	var l latest
	var shown []int
	begun := make(chan struct{})
	ask(d, &l, func(ctx context.Context) (int, error) {
		close(begun)
		<-ctx.Done() // cancelled by the next question
		return 1, nil
	}, func(v int, _ error) { shown = append(shown, v) })
	<-begun
	ask(d, &l, func(context.Context) (int, error) { return 2, nil }, func(v int, _ error) { shown = append(shown, v) })
	s.play(t, func() bool { return len(shown) > 0 })
	select {
	case f := <-s.waiting:
		f()
	case <-time.After(200 * time.Millisecond):
	}
	if len(shown) != 1 || shown[0] != 2 {
		t.Errorf("shown: %v, want only 2", shown)
	}
}
