// Mutants changes the code of a package in small ways, one at a time, and counts how many of
// these mutants its tests notice.
//
//	mutants [-sample 300 -seed 1] [-skip REGEXP] [-least 80] PACKAGE [FLAGS OF THE TESTS]
//
// A comparison gets another boundary, or its opposite; && and || change places, as + and -
// do, * and /, ++ and --, break and continue; a ! or a minus goes; a condition without an
// operator is negated. Constants stay. All mutants are compiled into one test program, and
// a variable of the environment switches one of them on: a mutant costs the run of the tests
// that come by it, and no compilation.
//
// It prints the mutants that lived, and the share of those killed among all that a test
// comes by and that end in time; it fails where that is below -least. Tests run with -short,
// each in time that it took without a mutant, five times over; mutants that hang get 4 GB of
// memory and of disk.
package main

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run() error {
	sample := flag.Int("sample", 0, "how many mutants to try, drawn at random; 0 for all")
	seed := flag.Uint64("seed", 1, "what the draw begins with")
	skip := flag.String("skip", "^$", "tests to leave out")
	least := flag.Float64("least", 80, "the share of killed mutants below which this fails, in per cent")
	flag.Parse()
	leftOut, err := regexp.Compile(*skip)
	if err != nil {
		return err
	}
	if flag.NArg() == 0 {
		return fmt.Errorf("which package?")
	}
	work, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}
	program, dir, mutants, err := build(flag.Arg(0), work)
	if err != nil {
		return err
	}
	if err := limit(); err != nil {
		return err
	}
	s := suite{program: program, dir: dir, work: work, patience: 15 * time.Second, flags: flag.Args()[1:]}
	if err := s.learn(leftOut); err != nil {
		return err
	}
	fmt.Printf("%d mutants, %d tests\n", len(mutants), len(s.tests))
	f, err := s.tryEach(draw(mutants, *sample, *seed))
	if err != nil {
		return err
	}
	fmt.Println(f)
	if f.share() < *least/100 {
		return fmt.Errorf("fewer than %v %% are killed", *least)
	}
	return nil
}

// limit keeps a mutant that goes wild from the memory and the disk of the machine.
func limit() error {
	const most = 4 << 30
	for _, resource := range []int{syscall.RLIMIT_AS, syscall.RLIMIT_FSIZE} {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return nil
}

// draw returns n mutants in their order, the same for the same code and seed.
func draw(mutants []mutant, n int, seed uint64) []mutant {
	if n == 0 || n >= len(mutants) {
		return mutants
	}
	var drawn []mutant
	for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(mutants))[:n] {
		drawn = append(drawn, mutants[i])
	}
	slices.SortFunc(drawn, func(a, b mutant) int { return a.id - b.id })
	return drawn
}

// Figures say what became of the mutants.
type figures struct {
	killed, lived, timedOut, unreached int
	others                             []string // those that were not killed
	took                               time.Duration
}

func (s *suite) tryEach(mutants []mutant) (f figures, err error) {
	start := time.Now()
	for _, m := range mutants {
		o := unreached
		if tests := s.reaching(m.id); len(tests) > 0 {
			if o, err = s.try(m.id, tests); err != nil {
				return f, err
			}
		}
		switch o {
		case killed:
			f.killed++
			continue
		case lived:
			f.lived++
		case timedOut:
			f.timedOut++
		case unreached:
			f.unreached++
		}
		line := fmt.Sprintf("%-11s %s", o, m)
		f.others = append(f.others, line)
		fmt.Println(line)
	}
	f.took = time.Since(start)
	return f, nil
}

func (f figures) share() float64 { return float64(f.killed) / float64(max(1, f.killed+f.lived)) }

func (f figures) String() string {
	all := f.killed + f.lived + f.timedOut + f.unreached
	low, high := wilson(f.killed, f.killed+f.lived)
	return fmt.Sprintf("%d tried in %v: %d killed, %d lived, %d timed out, %d that no test reaches\n"+
		"killed: %.1f %% of those reached (as a sample: 95 %% interval %.1f to %.1f); reached: %.1f %%",
		all, f.took.Round(time.Second), f.killed, f.lived, f.timedOut, f.unreached,
		100*f.share(), 100*low, 100*high, 100*float64(all-f.unreached)/float64(max(1, all)))
}

// wilson is the interval that holds the share of k in n with 95 % certainty.
func wilson(k, n int) (low, high float64) {
	const z = 1.96
	if n == 0 {
		return 0, 1
	}
	p, size := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*size)) / (1 + z*z/size)
	half := z / (1 + z*z/size) * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	return middle - half, middle + half
}
