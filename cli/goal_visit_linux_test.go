package cli_test

import (
	"cmp"
	"math/rand/v2"
	"strings"
	"time"
)

// A visit is one run of a program in a terminal.
type visit struct {
	setting
	args  []string
	ready string        // text of the first frame
	begin []string      // pressed first, and not measured
	keys  []string      // pressed one by one; each is measured
	quiet time.Duration // without output: the screen is settled; default: 60 ms
	idle  time.Duration // for how long nothing is pressed, before the keys
	quit  string        // default: q
}

// seen is what a visit measured: milliseconds, bytes and MiB.
type seen struct {
	frame         float64 // from just before the start of the program
	settled       sample  // from each press to the last output that followed
	bytes         sample  // of output after each press
	line          sample  // of output after each press of j alone
	idleProcessor float64 // milliseconds of work in each second
	idleBytes     float64 // a second
	memory        float64 // the most
	quit          float64 // from the key that ends the program until the process is gone
}

// visit runs a program once, and holds that Waymark leaves the terminal as it was.
func (s *suite) visit(v visit) seen {
	s.t.Helper()
	if v.quiet == 0 {
		v.quiet = 60 * time.Millisecond
	}
	if v.width == 0 {
		v.width, v.height = 120, 40
	}
	x := start(s.t, v.setting, v.args...)
	var got seen
	_, drawn := x.wait("drew the first frame", func(screen string) bool { return strings.Contains(screen, v.ready) })
	got.frame = milliseconds(drawn.Sub(x.began))
	s.starts++
	if len(v.begin)+len(v.keys) > 0 || v.idle > 0 {
		x.settle(500 * time.Millisecond)
	}
	if v.idle > 0 {
		worked, wrote := processorTime(s.t, x.cmd.Process.Pid), len(x.wrote())
		time.Sleep(v.idle)
		got.idleProcessor = milliseconds(processorTime(s.t, x.cmd.Process.Pid)-worked) / v.idle.Seconds()
		got.idleBytes = float64(len(x.wrote())-wrote) / v.idle.Seconds()
	}
	for _, key := range v.begin {
		x.press(key)
		x.settle(max(v.quiet, 300*time.Millisecond))
	}
	got.press(x, v)
	got.memory = peakMemory(x.cmd.Process.Pid)
	pressed := time.Now()
	x.press(cmp.Or(v.quit, "q"))
	x.end()
	got.quit = milliseconds(x.gone.Sub(pressed))
	if v.program == s.waymark {
		x.wantRestored()
	}
	return got
}

// press measures the keys of a visit.
func (got *seen) press(x *terminal, v visit) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, key := range v.keys {
		// Presses must not fall into step with the ticks at which frames are drawn.
		time.Sleep(time.Duration(random.IntN(17_000)) * time.Microsecond)
		before, pressed := len(x.wrote()), time.Now()
		x.press(key)
		came := x.settle(v.quiet)
		if !came.After(pressed) { // the key had nothing to change
			continue
		}
		bytes := float64(len(x.wrote()) - before)
		got.settled = append(got.settled, milliseconds(came.Sub(pressed)))
		if got.bytes = append(got.bytes, bytes); key == "j" {
			got.line = append(got.line, bytes)
		}
	}
}

// settle waits until nothing came for as long as quiet, and tells when the last output did.
func (x *terminal) settle(quiet time.Duration) (came time.Time) {
	for from := time.Now(); ; {
		x.mu.Lock()
		came = x.came
		x.mu.Unlock()
		if came.After(from) {
			from = came
		}
		rest := time.Until(from.Add(quiet))
		if rest <= 0 {
			return came
		}
		time.Sleep(rest)
	}
}
