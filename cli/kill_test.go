//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"waymark/store"
)

// A program is killed up to so long after one of so many presses of a key.
const (
	longestWait = 40 * time.Millisecond
	mostPresses = 30
)

// A tally counts over all learners.
type tally struct{ left, confirmed, underWay atomic.Int64 }

// TestKill kills the program with SIGKILL at random moments of a learner's
// walk, and starts it again on the same folder. Whatever the screen confirmed
// before must be there afterwards. Half of WAYMARK_KILLS is how often; 10 if not given.
func TestKill(t *testing.T) {
	const learners = 4
	kills := 10
	if given, err := strconv.Atoi(os.Getenv("WAYMARK_KILLS")); err == nil {
		kills = given / 2
	}
	var sum tally
	sum.left.Store(int64(kills))
	began := time.Now()
	t.Run("learners", func(t *testing.T) {
		for i := range learners {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(20261124, uint64(i)))
				for sum.left.Load() > 0 {
					survive(t, random, &sum)
				}
			})
		}
	})
	if !t.Failed() {
		t.Logf("%d kills in %v, %d of them with a save under way: all of %d confirmed answers, exercises and entries are there, and every file opens",
			kills, time.Since(began).Round(time.Second), sum.underWay.Load(), sum.confirmed.Load())
	}
}

// survive takes one learner through all lessons, with a kill again and again.
func survive(t *testing.T, random *rand.Rand, sum *tally) {
	data := t.TempDir()
	l := newLearner(t)
	for finished := false; !finished && sum.left.Add(-1) >= 0; {
		before := len(l.confirmed)
		finished = l.live(t, data, random)
		if l.awaited != "" {
			sum.underWay.Add(1)
		}
		if l.awaited != "" && l.sign.MatchString(l.text()) {
			l.confirmed = append(l.confirmed, l.awaited)
		}
		l.awaited = ""
		sum.confirmed.Add(int64(len(l.confirmed) - before))
		if missing := l.missing(store.New(data, time.Now)); len(missing) > 0 {
			t.Fatalf("confirmed on the screen, and missing after a kill: %q", missing)
		}
	}
}

// live is the time from a start of the program to the next kill. It reports
// whether the pathway was finished before.
func (l *learner) live(t *testing.T, data string, random *rand.Rand) (finished bool) {
	killed := make(chan struct{})
	l.terminal = start(mortal{t, killed}, setting{data: data})
	die := func() {
		close(killed)
		l.kill()
	}
	presses, wait := random.IntN(mostPresses), time.Duration(random.Int64N(int64(longestWait)))
	l.pressed = func() {
		if presses == 0 {
			time.AfterFunc(wait, die)
		}
		presses--
	}
	l.pressed() // to start is the first
	walked := make(chan struct{})
	go func() {
		defer close(walked)
		l.walk(random)
		finished = true
	}()
	<-walked
	if presses >= 0 {
		die()
	}
	<-l.ended
	return finished
}

// mortal ends the goroutine of a walk, without a fault, once the program it
// walks through was killed.
type mortal struct {
	testing.TB
	killed chan struct{}
}

func (m mortal) Fatalf(format string, args ...any) {
	select {
	case <-m.killed:
	default:
		m.Errorf(format, args...)
	}
	runtime.Goexit()
}

// walk does what a learner does, wherever the screen stands, until the pathway
// is finished.
func (l *learner) walk(random *rand.Rand) {
	begun, _ := l.wait("began", func(screen string) bool {
		return strings.Contains(screen, "What shall we call you?") || strings.Contains(screen, " pathway")
	})
	if strings.Contains(begun, "Welcome to Waymark") {
		l.setUp("Ines")
	}
	for !strings.Contains(l.see("[1 Today]", " pathway"), fmt.Sprintf("%d of %d lessons", len(l.lessons), len(l.lessons))) {
		l.log(fmt.Sprintf("Entry %d", random.Uint32()))
		l.press(enter)
		if screen := l.entered(); inCheck(screen) {
			l.takeCheck(screen, random)
		} else {
			l.read(screen, random)
		}
		l.press(escape)
	}
}

// takeCheck answers what is left of a module check, nearly all of it right.
func (l *learner) takeCheck(screen string, random *rand.Rand) {
	if strings.Contains(screen, "Start") {
		l.press(enter)
		screen, _ = l.wait("began the check", func(screen string) bool { return strings.Contains(screen, "Question ") })
	}
	for !checked.MatchString(screen) {
		if item, ok := asked(l.bank, screen); ok && !verdict.MatchString(screen) {
			l.answer(item, random.IntN(20) > 0)
		}
		before := body(l.text())
		l.press(enter)
		screen, _ = l.wait("went on in the check", func(screen string) bool { return body(screen) != before && inCheck(screen) })
	}
}

// checked is how the screen says that a check has ended.
var checked = regexp.MustCompile(`Passed: |Not passed yet: `)

// inCheck reports that a module check shows.
func inCheck(screen string) bool {
	return strings.Contains(screen, "Module check") && (strings.Contains(screen, "Question ") || strings.Contains(screen, "Start") || checked.MatchString(screen))
}

// read goes from the kept page of a lesson to its end, and answers what was not
// answered before.
func (l *learner) read(screen string, random *rand.Rand) {
	for !strings.Contains(screen, "What you have shown") {
		if item, ok := asked(l.items, screen); ok && !verdict.MatchString(screen) {
			l.answer(item, random.IntN(2) == 0)
		}
		if strings.Contains(screen, toMark) && !strings.Contains(screen, "Exercise marked as done") {
			l.markExercise(screen)
		}
		screen = l.turn()
	}
}

// missing lists what was confirmed on the screen and is not in the store.
func (l *learner) missing(s *store.Store) []string {
	held, err := held(s)
	if err != nil {
		return []string{"everything: " + err.Error()}
	}
	var missing []string
	for _, what := range l.confirmed {
		if held[what]--; held[what] < 0 {
			missing = append(missing, what)
		}
	}
	return missing
}

// held counts what the store has: answers, marked exercises and entries.
func held(s *store.Store) (map[string]int, error) {
	held := map[string]int{}
	lessons, err := s.Lessons()
	if err != nil {
		return nil, err
	}
	for id, l := range lessons {
		if !l.Exercise.IsZero() {
			held["exercise "+id]++
		}
		attempts, err := s.Attempts(id)
		if err != nil {
			return nil, err
		}
		for _, a := range attempts {
			held["answer "+id+"#"+a.Item+" "+a.Answer]++
		}
	}
	entries, err := s.Experiments()
	for _, e := range entries {
		held["entry "+e.Title]++
	}
	return held, err
}
