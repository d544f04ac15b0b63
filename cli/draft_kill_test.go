//go:build unix

package cli_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"waymark/store"
)

// notLonger is how long words may be typed and not be on disk.
const notLonger = 2 * time.Second

// TestKillWhileTyping kills the program with SIGKILL at random moments while somebody
// types into a form. What was typed two seconds before must be there again.
// WAYMARK_KILLS is how often; 4 if not given.
func TestKillWhileTyping(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector slows the program down too much to hold it to a time")
	}
	const typists = 4
	kills := typists
	if given, err := strconv.Atoi(os.Getenv("WAYMARK_KILLS")); err == nil {
		kills = given
	}
	var left, oldest atomic.Int64
	left.Store(int64(kills))
	t.Run("typists", func(t *testing.T) {
		for i := range typists {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(20261126, uint64(i)))
				for left.Add(-1) >= 0 {
					lost := typeUntilKilled(t, random)
					for before := oldest.Load(); int64(lost) > before && !oldest.CompareAndSwap(before, int64(lost)); before = oldest.Load() {
					}
				}
			})
		}
	})
	t.Logf("%d kills: the oldest letter that was lost had been typed %v before", kills, time.Duration(oldest.Load()).Round(time.Millisecond))
}

// typist is the program with the form of a new entry open, of somebody who is set up.
func typist(t *testing.T) (x *terminal, s *store.Store) {
	t.Helper()
	data := t.TempDir()
	s = store.New(data, time.Now)
	if _, err := s.UpdateProfile(map[string]string{"name": "Ines", "pathway": "path-essentials", "theme": "auto"}); err != nil {
		t.Fatal(err)
	}
	x = start(t, setting{data: data})
	x.see("[1 Today]", " pathway")
	x.press("n")
	x.see("What do you want to try?")
	return x, s
}

// typeUntilKilled types and kills. It returns how long before the kill the oldest
// letter was typed that is lost.
func typeUntilKilled(t *testing.T, random *rand.Rand) (lost time.Duration) {
	t.Helper()
	x, s := typist(t)
	var typed []time.Time
	letters := time.NewTicker(25 * time.Millisecond)
	defer letters.Stop()
	killed := time.After(time.Duration(random.Int64N(int64(2 * notLonger))))
	for done := false; !done; {
		select {
		case <-killed:
			done = true
		case at := <-letters.C:
			x.press(string(rune('a' + len(typed)%26)))
			typed = append(typed, at)
		}
	}
	x.kill()
	died := time.Now()
	d, _, err := s.Draft("capture")
	if err != nil {
		t.Fatal(err)
	}
	kept := d.Fields["title"]
	for i := range kept {
		if kept[i] != byte('a'+i%26) {
			t.Fatalf("%q is kept, which nobody typed", kept)
		}
	}
	if len(kept) >= len(typed) {
		return 0
	}
	lost = died.Sub(typed[len(kept)])
	if lost > notLonger {
		t.Errorf("a letter typed %v before the kill is lost; %d of %d are kept", lost, len(kept), len(typed))
	}
	return lost
}

// A closed window, or a request to end, loses nothing.
func TestAClosedWindowKeepsWhatIsTyped(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			x, s := typist(t)
			x.press("Warmer tone")
			x.see("Warmer tone")
			x.signal(signal)
			x.end()
			d, found, err := s.Draft("capture")
			if err != nil || !found || d.Fields["title"] != "Warmer tone" {
				t.Errorf("%v kept %+v, %v", signal, d, err)
			}
			again := start(t, setting{data: s.Dir()})
			again.see("[1 Today]", " pathway")
			again.press("n")
			if screen := again.see("Warmer tone", "You were writing this today"); !strings.Contains(screen, "Ctrl+X throws it away") {
				t.Error(screen)
			}
		})
	}
}
