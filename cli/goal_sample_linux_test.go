package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A sample is what was measured of one thing, again and again: milliseconds, or bytes.
type sample []float64

// p is a percentile: one of the figures, never one between two.
func (s sample) p(percent float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[max(0, int(math.Ceil(percent/100*float64(len(sorted))))-1)]
}

// inTurn measures several things n times each: A, B, A, B …, so that other work on the
// machine slows all of them alike. The first turn, which warms caches, does not count.
func inTurn(n int, measure ...func() float64) []sample {
	samples := make([]sample, len(measure))
	for turn := range n + 1 {
		for i, m := range measure {
			if figure := m(); turn > 0 {
				samples[i] = append(samples[i], figure)
			}
		}
	}
	return samples
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// command measures a whole process, from just before its start to its end.
func command(t testing.TB, name string, args ...string) func() float64 {
	return func() float64 {
		t.Helper()
		took, _ := run(t, exec.Command(name, args...))
		return took
	}
}

// work measures for how long a whole process keeps processors busy, which other work on
// the machine changes less.
func work(t testing.TB, name string, args ...string) func() float64 {
	return func() float64 {
		t.Helper()
		_, busy := run(t, exec.Command(name, args...))
		return busy
	}
}

// run runs a command, and tells how long it took and how long it kept processors busy.
func run(t testing.TB, cmd *exec.Cmd) (took, busy float64) {
	t.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		t.Fatalf("%q: %v: %s", cmd.Args, err, said.String())
	}
	return milliseconds(time.Since(began)), milliseconds(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime())
}

// peakMemory is the most memory that a process had while it lives, in MiB.
func peakMemory(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	number, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
	kilobytes, _ := strconv.ParseFloat(string(number), 64) // not there: the process is gone
	return kilobytes / 1024
}

// memoryOf is the most memory that a command takes, in MiB. What the kernel says at its end
// counts in the memory of whoever started it, so it is asked while the command lives.
func memoryOf(t testing.TB, name string, args ...string) float64 {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdout = io.Discard
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	look := time.NewTicker(500 * time.Microsecond)
	defer look.Stop()
	for most := 0.0; ; {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			return most
		case <-look.C:
			most = max(most, peakMemory(cmd.Process.Pid))
		}
	}
}

// processorTime is for how long a process that lives has kept processors busy.
func processorTime(t testing.TB, pid int) time.Duration {
	t.Helper()
	var used unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|2), &used); err != nil { // the clock of a process, as clock_getcpuclockid(3) names it
		t.Fatal(err)
	}
	return time.Duration(used.Nano())
}
