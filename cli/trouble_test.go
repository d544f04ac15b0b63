//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"waymark/store"
)

// A trouble is what may happen while somebody works.
type trouble struct {
	name   string
	passes bool // the program lives on, until it is killed
	keeps  bool // drafts can be written meanwhile

	// strike lets it happen, and returns how it passes again.
	strike func(x *sitting) (relieve func())

	// place makes the learner's folder; nil: any folder.
	place func(t *testing.T) string
}

// troubles are those that need nothing of the machine. The full disk does: TestFullDisk.
var troubles = []trouble{
	{name: "kill -9", strike: func(x *sitting) func() { x.kill(); return nil }},
	{name: "a closed window", strike: func(x *sitting) func() { x.closeWindow(); return nil }},
	{name: "a locked file", passes: true, keeps: true, strike: (*sitting).lockFile},
}

// TestTrouble has somebody note experiments, put outputs on a bench, rate them and
// close an entry, with trouble at a random moment. What the screen confirmed must be
// there afterwards, and so must be what was typed two seconds before; nothing hangs.
// The number in the name of a trial is its seed. WAYMARK_TROUBLES is how often there is trouble, with that of TestFullDisk; each kind
// once with each activity if not given.
func TestTrouble(t *testing.T) { meet(t, troubles, often()-often()/4) }

// often is how much trouble there shall be, of all four kinds together.
func often() int {
	if given, err := strconv.Atoi(os.Getenv("WAYMARK_TROUBLES")); err == nil {
		return given
	}
	return 4 * len(activities())
}

// meet runs so many trials: in turn each kind of trouble with each activity.
func meet(t *testing.T, kinds []trouble, times int) {
	const atOnce = 6 // a trial mostly waits
	var sum reckoning
	began, numbers := time.Now(), make(chan int)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for i := range numbers {
				kind, what := kinds[i%len(kinds)], activities()[i/len(kinds)%len(activities())]
				t.Run(fmt.Sprintf("%s while %s %d", kind.name, what.name, i), func(t *testing.T) {
					x := &sitting{T: t, random: rand.New(rand.NewPCG(20261126, uint64(i))), activity: what}
					x.suffer(kind)
					sum.add(x)
				})
			}
		})
	}
	for i := range times {
		numbers <- i
	}
	close(numbers)
	workers.Wait()
	if !t.Failed() {
		t.Logf("%d troubles in %v: %s", times, time.Since(began).Round(time.Second), &sum)
	}
}

// A reckoning adds up what trials came to.
type reckoning struct {
	mu                                          sync.Mutex
	confirmed, underWay, told, offered, letters int
	oldest                                      time.Duration
}

func (r *reckoning) add(x *sitting) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.confirmed += len(x.confirmed)
	r.underWay += x.underWay
	r.told += x.told
	r.offered += x.offered
	r.letters += x.lost
	r.oldest = max(r.oldest, x.oldest)
}

func (r *reckoning) String() string {
	return fmt.Sprintf("all of %d confirmed things are there; a save was under way in %d; the screen told of a save that failed %d times; "+
		"%d drafts were there and offered; %d letters were lost, the oldest had been typed %v before",
		r.confirmed, r.underWay, r.told, r.offered, r.letters, r.oldest.Round(time.Millisecond))
}

// suffer is a trial: a sitting with trouble, and a second one that finds what was left
// and goes on.
func (x *sitting) suffer(kind trouble) {
	if x.data = x.TempDir(); kind.place != nil {
		x.data = kind.place(x.T)
	}
	s := store.New(x.data, time.Now)
	x.must(s.UpdateProfile(map[string]string{"name": "Ines", "pathway": "path-essentials", "theme": "auto"}))
	x.activity.prepare(x, s)
	until := x.first(kind)
	if x.Failed() {
		return
	}
	x.examine(until)

	x.terminal, x.slow, x.pressed = start(x.T, setting{data: x.data}), false, nil
	x.see("[1 Today]", " pathway")
	x.activity.open(x)
	x.activity.act(x)
	x.kill()
	x.examine(time.Now())
}

// first is the sitting with trouble, until the program is killed, at the latest after
// the trouble has passed. It returns the time at which what was typed two seconds
// before has to be kept.
func (x *sitting) first(kind trouble) (until time.Time) {
	x.slow = x.random.IntN(3) == 0
	presses, wait := x.random.IntN(12), x.upTo(longestWait)
	if x.slow {
		presses, wait = 0, x.upTo(2*notLonger)
	}
	hold, passes := x.upTo(3*time.Second), kind.passes && x.random.IntN(2) == 0
	x.spare = 4096 * int64(x.random.IntN(4))
	gone, over, walked := make(chan struct{}), make(chan struct{}), make(chan struct{})
	x.terminal = start(mortal{x.T, gone}, setting{data: x.data})
	strike := sync.OnceFunc(func() {
		until = time.Now()
		if !kind.passes {
			close(gone)
			kind.strike(x)
			return
		}
		defer kind.strike(x)()
		time.Sleep(hold)
		if passes {
			close(over)
			return
		}
		if kind.keeps {
			until = time.Now()
		}
		close(gone)
		x.kill()
	})
	go func() {
		defer close(walked)
		x.see("[1 Today]", " pathway")
		x.activity.open(x)
		x.pressed = func() {
			if presses--; presses == -1 {
				time.AfterFunc(wait, strike)
			}
		}
		x.pressed()
		x.work(over)
	}()
	<-walked
	strike()
	x.kill()
	return until
}

// work does the one thing again and again, until there is no more to do, or once more
// when the trouble is over.
func (x *sitting) work(over <-chan struct{}) {
	for more := true; more; {
		last := false
		select {
		case <-over:
			last = true
		default:
		}
		more = x.activity.act(x) && !last
	}
}

// closeWindow closes the terminal's side of the pseudo-terminal: the program is told
// that it has hung up. It has to end by itself.
func (x *terminal) closeWindow() {
	x.pty.Close()
	select {
	case <-x.ended:
	case <-time.After(patience):
		x.t.Errorf("the window was closed, and the program goes on; the screen was:\n%s", x.text())
	}
}

// lockFile holds the learner's file as another program would.
func (x *sitting) lockFile() (letGo func()) {
	f, err := os.OpenFile(store.New(x.data, time.Now).File(), os.O_RDWR, 0)
	if err != nil {
		x.Error(err)
		return func() {}
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		x.Error(err)
	}
	return func() { f.Close() }
}
