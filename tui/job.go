package tui

import (
	"context"
	"fmt"
	"sync"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store/clean"
)

const (
	// jobShows is after how long a person is told what is under way.
	jobShows = time.Second
	// jobLong is how long somebody who looks elsewhere is told of the end.
	jobLong = 10 * time.Second
)

// jobs are the long pieces of work that commands do beside the screens. The footer says how
// far the newest one is, and Esc stops it.
type jobs struct {
	mu    sync.Mutex
	now   func() time.Time
	under []*job
	ended string // a long one that ended, until somebody asks
}

// A job is a piece of work that may take long.
type job struct {
	title    string // what is done, such as "Taking in snapshots"
	began    time.Time
	done, of int // things; of is 0 where nobody knows
	ctx      context.Context
	stop     context.CancelFunc
}

// begin is called by a command when its work begins. It says with tell how far it is, and
// gives up when that returns an error; end is called when it is over, in any case.
func (j *jobs) begin(title string) (tell func(done, of int) error, end func()) {
	ctx, stop := context.WithCancel(context.Background())
	this := &job{title: title, began: j.now(), ctx: ctx, stop: stop}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.under = append(j.under, this)
	tell = func(done, of int) error {
		j.mu.Lock()
		defer j.mu.Unlock()
		this.done, this.of = done, of
		return ctx.Err()
	}
	return tell, func() { j.end(this) }
}

func (j *jobs) end(this *job) {
	this.stop()
	j.mu.Lock()
	defer j.mu.Unlock()
	for i, other := range j.under {
		if other == this {
			j.under = append(j.under[:i:i], j.under[i+1:]...)
		}
	}
	if j.now().Sub(this.began) >= jobLong {
		j.ended = this.title
	}
}

// shown is the newest job that has taken long enough to be told, as it is now.
func (j *jobs) shown() (job, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if n := len(j.under); n > 0 && j.now().Sub(j.under[n-1].began) >= jobShows {
		return *j.under[n-1], true
	}
	return job{}, false
}

// finished is a long job that ended since the last call; empty for none.
func (j *jobs) finished() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	title := j.ended
	j.ended = ""
	return title
}

// words say how far a job is, and how long it may take yet: as long for each thing as for
// those before.
func (j job) words(now time.Time) string {
	took := now.Sub(j.began)
	switch {
	case j.ctx.Err() != nil:
		return j.title + ": stopping"
	case j.of == 0:
		return fmt.Sprintf("%s: %s so far", j.title, took.Round(time.Second))
	}
	words := fmt.Sprintf("%s: %d of %d", j.title, j.done, j.of)
	if j.done > 0 {
		left := took / time.Duration(j.done) * time.Duration(j.of-j.done)
		words += fmt.Sprintf(", about %s left", max(time.Second, left.Round(time.Second)))
	}
	return words
}

// stops stops the job that shows; false where none does.
func (r root) stops() bool {
	j, shows := r.env.Jobs.shown()
	if shows {
		j.stop()
	}
	return shows
}

// jobFooter stands in place of the keys while something takes long.
func (r root) jobFooter(j job) []string {
	stop := r.help.ShortHelpView([]key.Binding{bind("stop it", "esc")})
	return []string{" " + spread(r.look.Accent.Render(clean.Line(j.words(r.env.Now()))), stop, r.size.Width-1)}
}

// tellEnd tells somebody who looks elsewhere that a long job ended, where the terminal can:
// others pass over the sequence (OSC 9).
func (r root) tellEnd() tea.Cmd {
	title := r.env.Jobs.finished()
	if title == "" || !r.away {
		return nil
	}
	return tea.Raw(ansi.Notify("Waymark: " + clean.Line(title) + " has ended"))
}
