package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"
)

// example is a package whose test notices the mutants of some lines, and not of others.
var example = map[string]string{
	"go.mod": "module example\n\ngo 1.26\n",
	"a.go": `package example

const limit = 2 * 3 // constants stay

func noticed(xs []int, on bool) (sum int) {
	for i := 0; i < len(xs); i++ {
		if xs[i] < 0 || xs[i] >= limit {
			continue
		}
		sum += xs[i] * 2
	}
	if !on && sum != 4 {
		return -sum
	}
	switch {
	case odd(sum):
		return sum%3 - 1
	}
	return sum
}

func odd(n int) bool { return n&1 == 1 }

func unnoticed(n int) bool { return n > 5 }

func unreached(n int) int { return n + 1 }

func endless(n int) (steps int) {
	for n > 0 {
		n--
		steps++
	}
	return steps
}

func join[T ~string](a, b T) T { return a + b }
`,
	"a_test.go": `package example

import "testing"

func TestNoticed(t *testing.T) {
	for _, tt := range []struct {
		xs   []int
		on   bool
		want int
	}{
		{[]int{-1, 2, 7}, false, 4}, {[]int{3, 6}, false, -6}, {[]int{3, 0}, true, 6}, {nil, true, 0}, {[]int{5, 5}, false, -20}, {[]int{1, 2, 2}, true, 10},
	} {
		if got := noticed(tt.xs, tt.on); got != tt.want {
			t.Error(tt, got)
		}
	}
	if odd(2) || !odd(3) || join("a", "b") != "ab" {
		t.Error("wrong")
	}
}

func TestUnnoticed(t *testing.T) { unnoticed(5) }

func TestEndless(t *testing.T) {
	if endless(3) != 3 {
		t.Error("wrong")
	}
}

func TestOfTheMachine(t *testing.T) { t.Fatal("left out") }
`,
}

func TestMutantsOfAnExample(t *testing.T) {
	dir, work := t.TempDir(), t.TempDir()
	for name, text := range example {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	program, folder, mutants, err := build(".", work)
	if err != nil {
		t.Fatal(err)
	}
	s := suite{program: program, dir: folder, work: work, patience: 5 * time.Second}
	if err := s.learn(regexp.MustCompile("Machine")); err != nil {
		t.Fatal(err)
	}
	f, err := s.tryEach(mutants)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"lived       a.go:7:12: < becomes <=", // that of zeros makes no difference to a sum
		"not reached a.go:17:16: - becomes +",
		"not reached a.go:17:13: % becomes *",
		"lived       a.go:24:39: > becomes >=",
		"lived       a.go:24:39: > becomes <=",
		"not reached a.go:26:38: + becomes -",
		"timed out   a.go:30:4: - becomes +",
	}
	if !slices.Equal(f.others, want) || f.killed != 19 {
		t.Errorf("%d were killed, and\n%q\nwant\n%q", f.killed, f.others, want)
	}
	if now, err := os.ReadFile("a.go"); err != nil || string(now) != example["a.go"] {
		t.Errorf("the source has changed, or %v", err)
	}
}

func TestADrawIsTheSameAgain(t *testing.T) {
	all := make([]mutant, 100)
	for i := range all {
		all[i].id = i + 1
	}
	first, again, other := draw(all, 10, 1), draw(all, 10, 1), draw(all, 10, 2)
	if len(first) != 10 || !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Error(first, again, other)
	}
	if all[0].id != 1 || len(draw(all, 0, 1)) != 100 {
		t.Error("not all")
	}
}

// The interval is that of Wilson: 90 of 100 give 82.6 to 94.5 %.
func TestWilson(t *testing.T) {
	if low, high := wilson(90, 100); low < 0.8255 || low > 0.8257 || high < 0.9447 || high > 0.9449 {
		t.Error(low, high)
	}
}
