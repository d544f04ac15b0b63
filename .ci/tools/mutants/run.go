package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A suite is the tests of a package, in a program that holds all mutants.
type suite struct {
	program, dir, work string
	patience           time.Duration // what tests with a mutant may take beyond five times as long as without
	flags              []string
	tests              []test
}

// A test is one function, and what it reaches.
type test struct {
	name    string
	takes   time.Duration
	reaches map[int]bool
}

// An outcome is what became of a mutant.
type outcome string

const (
	killed    outcome = "killed"
	lived     outcome = "lived"
	timedOut  outcome = "timed out"
	unreached outcome = "not reached"
)

// learn runs each test alone, as the code is, and keeps which mutants it comes by.
func (s *suite) learn(skip *regexp.Regexp) error {
	out, err := s.command(context.Background(), nil, "-test.list=.").Output()
	if err != nil {
		return err
	}
	var failed []error
	for name := range strings.Lines(string(out)) {
		name = strings.TrimSpace(name)
		if strings.HasPrefix(name, "Benchmark") || skip.MatchString(name) {
			continue
		}
		t, err := s.one(name)
		if err != nil {
			failed = append(failed, err)
		}
		s.tests = append(s.tests, t)
	}
	slices.SortFunc(s.tests, func(a, b test) int { return int(a.takes - b.takes) })
	return errors.Join(failed...)
}

func (s *suite) one(name string) (test, error) {
	reached := filepath.Join(s.work, "reached")
	os.Remove(reached)
	start := time.Now()
	out, err := s.run(context.Background(), []string{"MUTANTS_REACHED=" + reached}, "-test.run=^"+name+"$")
	t := test{name, time.Since(start), make(map[int]bool)}
	if err != nil {
		return t, fmt.Errorf("%s fails without a mutant: %w\n%s", name, err, out)
	}
	ids, err := os.ReadFile(reached)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return t, err
	}
	for id := range strings.FieldsSeq(string(ids)) {
		n, err := strconv.Atoi(id)
		if err != nil {
			return t, err
		}
		t.reaches[n] = true
	}
	return t, nil
}

// reaching are the tests that come by a mutant, the fastest first.
func (s *suite) reaching(id int) (tests []test) {
	for _, t := range s.tests {
		if t.reaches[id] {
			tests = append(tests, t)
		}
	}
	return tests
}

// try runs tests with a mutant until one fails: first those that take a second together.
func (s *suite) try(id int, tests []test) (outcome, error) {
	fast, sum := 0, time.Duration(0)
	for ; fast < len(tests) && sum+tests[fast].takes < time.Second; fast++ {
		sum += tests[fast].takes
	}
	for _, part := range [][]test{tests[:fast], tests[fast:]} {
		if len(part) == 0 {
			continue
		}
		if o, err := s.tryAll(id, part); o != lived || err != nil {
			return o, err
		}
	}
	return lived, nil
}

func (s *suite) tryAll(id int, tests []test) (outcome, error) {
	names, takes := make([]string, len(tests)), s.patience
	for i, t := range tests {
		names[i] = t.name
		takes += 5 * t.takes
	}
	ctx, cancel := context.WithTimeout(context.Background(), takes)
	defer cancel()
	_, err := s.run(ctx, []string{"MUTANT=" + strconv.Itoa(id)}, "-test.failfast", "-test.run=^("+strings.Join(names, "|")+")$")
	var failed *exec.ExitError
	switch {
	case err == nil:
		return lived, nil
	case ctx.Err() != nil:
		return timedOut, nil
	case errors.As(err, &failed):
		return killed, nil
	}
	return lived, err
}

// run runs tests in a folder of their own, which is removed with all that a mutant left there.
func (s *suite) run(ctx context.Context, env []string, args ...string) ([]byte, error) {
	temp := filepath.Join(s.work, "run")
	if err := os.Mkdir(temp, 0o755); err != nil { // open to all: tests may give up their rights
		return nil, err
	}
	defer os.RemoveAll(temp)
	cmd := s.command(ctx, append(env, "TMPDIR="+temp, "HOME="+temp), append(args, "-test.short")...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what it started and left
	}
	return out.Bytes(), err
}

func (s *suite) command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.program, append(args, s.flags...)...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}
