package pages

import (
	"context"
	"time"

	"auscult/app/desktop/blocks"
)

// Job is work that changes the workspace and may take longer than a blink.
type Job struct {
	Name string // for the status line
	// Work does it, off the UI goroutine. When ctx is cancelled it must come to an end and leave nothing half-done.
	Work func(ctx context.Context, progress Progress) error
	// Done is called on the UI goroutine when the work has ended; the error is the work's.
	Done func(error)
}

// Progress says how far work has come: the part done, 0 to 1, and what is being worked on. It may be called from any
// goroutine and as often as wanted.
type Progress func(part float64, what string)

// Jobs runs one job after the other, because they all write to the same workspace. It is used on the UI goroutine.
type Jobs struct {
	background blocks.Background
	// OnChange is called whenever the current job or its progress has changed; nil: not.
	OnChange func()

	current *running
	waiting []Job
}

type running struct {
	job    Job
	ctx    context.Context
	cancel context.CancelFunc
	part   float64
	what   string
	ended  chan struct{}
}

// NewJobs returns jobs of which none is running.
func NewJobs(background blocks.Background) *Jobs { return &Jobs{background: background} }

// Start runs the job, or lets it wait until the one before has ended.
func (j *Jobs) Start(job Job) {
	if j.current != nil {
		j.waiting = append(j.waiting, job)
		return
	}
	r := &running{job: job, ended: make(chan struct{})}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	j.current = r
	j.changed()
	j.background.Go(func() {
		err := job.Work(r.ctx, j.progress(r))
		close(r.ended)
		j.background.Do(func() { j.end(r, err) })
	})
}

// progress hands progress to the UI goroutine, at most ten times a second.
func (j *Jobs) progress(r *running) Progress {
	var last time.Time
	return func(part float64, what string) {
		now := time.Now()
		if now.Sub(last) < 100*time.Millisecond {
			return
		}
		last = now
		j.background.Do(func() {
			if j.current == r {
				r.part, r.what = part, what
				j.changed()
			}
		})
	}
}

func (j *Jobs) end(r *running, err error) {
	r.cancel()
	j.current = nil
	if r.job.Done != nil {
		r.job.Done(err)
	}
	if len(j.waiting) > 0 && j.current == nil {
		next := j.waiting[0]
		j.waiting = j.waiting[1:]
		j.Start(next)
		return
	}
	j.changed()
}

func (j *Jobs) changed() {
	if j.OnChange != nil {
		j.OnChange()
	}
}

// Current describes the running job; ok is false when there is none.
func (j *Jobs) Current() (name, what string, part float64, ok bool) {
	if j.current == nil {
		return "", "", 0, false
	}
	return j.current.job.Name, j.current.what, j.current.part, true
}

// Cancel ends the running job.
func (j *Jobs) Cancel() {
	if j.current != nil {
		j.current.cancel()
	}
}

// Stop cancels everything and waits, at most a few seconds, until the running work has ended, so that the workspace can
// be closed. Nobody is told any more.
func (j *Jobs) Stop() {
	j.waiting = nil
	j.OnChange = nil
	if j.current == nil {
		return
	}
	r := j.current
	r.job.Done = nil
	r.cancel()
	select {
	case <-r.ended:
	case <-time.After(5 * time.Second):
	}
}
