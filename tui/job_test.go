package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// at is a clock that a test sets.
type setClock struct{ now time.Time }

func (c *setClock) later(by time.Duration) { c.now = c.now.Add(by) }

func working(t *testing.T) (*driver, *setClock, *jobs) {
	t.Helper()
	c := &setClock{morning()}
	d := driveWith(t, 80, 24, Options{Dark: true, Now: func() time.Time { return c.now }}, setUp)
	return d, c, d.model.(root).env.Jobs
}

// What takes longer than a second says how far it is and about how long it takes yet, and
// Esc stops it; nothing else is closed by that.
func TestALongJobIsToldAndStopped(t *testing.T) {
	d, c, jobs := working(t)
	d.press("4", "?").see("On this screen: Journal")
	tell, end := jobs.begin("Taking in snapshots")
	if d.not("Taking in"); tell(1000, 4000) != nil {
		t.Fatal("it was stopped")
	}
	c.later(2 * time.Second)
	d.see("Taking in snapshots: 1000 of 4000, about 6s left", "Esc stop it").press("esc").see("Taking in snapshots: stopping", "On this screen: Journal")
	if err := tell(1200, 4000); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on: %v", err)
	}
	end()
	d.not("Taking in").press("esc").see("[4 Journal]")
}

// Of two jobs the newer one shows, and then the other again.
func TestTheNewestJobShows(t *testing.T) {
	d, c, jobs := working(t)
	_, first := jobs.begin("Taking in snapshots")
	_, second := jobs.begin("Writing the report")
	c.later(3 * time.Second)
	d.see("Writing the report: 3s so far")
	second()
	d.see("Taking in snapshots: 3s so far")
	first()
	d.not("so far").see("quit")
}

// Who looks elsewhere is told of the end of what took long, once; who looks here is not.
func TestTheEndOfALongJobIsToldToWhoIsAway(t *testing.T) {
	for _, way := range []struct {
		took time.Duration
		away bool
		told bool
	}{{jobLong, true, true}, {jobLong, false, false}, {jobLong - time.Second, true, false}} {
		d, c, jobs := working(t)
		if d.send(tea.FocusMsg{}); way.away {
			d.send(tea.BlurMsg{})
		}
		_, end := jobs.begin("Taking in snapshots")
		c.later(way.took)
		end()
		for again, told := range []bool{way.told, false} {
			cmd := d.model.(root).tellEnd()
			if (cmd != nil) != told {
				t.Errorf("%+v, look %d: told %v", way, again, cmd != nil)
			} else if told {
				if raw, ok := cmd().(tea.RawMsg); !ok || !strings.Contains(raw.Msg.(string), "\x1b]9;Waymark: Taking in snapshots has ended\x07") {
					t.Errorf("it is told %#v", raw)
				}
			}
		}
	}
}
