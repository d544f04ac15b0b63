package cli_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	frameTime = 1000.0 / 120 // milliseconds, at Bubble Tea's highest rate
	mebibyte  = " MiB"
	home      = "\x1b[H" // the reader keeps the place: each visit ends where the next is to begin
)

// rounds is how often each program is started, or WAYMARK_STARTS.
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("WAYMARK_STARTS")); err == nil {
		return n
	}
	return 30
}

// screens measures goals 1 to 8.
func (s *suite) screens() {
	s.firstFrames()
	s.keys()
	s.memory()
	s.idle()
}

func (s *suite) minimal(program string) visit {
	return visit{setting: setting{program: program}, ready: "A line of a page"}
}

// reader opens the lesson of 1,600 words.
func (s *suite) reader() visit {
	return visit{
		setting: setting{program: s.waymark, data: s.aYear()}, ready: "Page 1 of many words",
		args: []string{"--pack", s.aLesson(), "lesson", "open", longLesson},
	}
}

// today is Today after a year.
func (s *suite) today() visit {
	return visit{setting: setting{program: s.waymark, data: s.aYear()}, ready: "From your journal"}
}

// fullToday is Today of 300 lessons of an installed pack, five years and 10,000 entries.
func (s *suite) fullToday() visit {
	return visit{
		setting: setting{program: s.waymark, data: s.fiveYears()}, ready: "From your journal",
		args: []string{"--at", "2027-08-10T09:00:00Z"},
	}
}

// frame measures the time to the first frame, and notes how long quitting takes.
func (s *suite) frame(v visit, quits *sample) func() float64 {
	return func() float64 {
		got := s.visit(v)
		*quits = append(*quits, got.quit)
		return got.frame
	}
}

func (s *suite) firstFrames() {
	var quits, other sample
	silent := s.reader()
	silent.silent = true
	all := inTurn(
		rounds(),
		s.frame(s.minimal(s.floor), &other), s.frame(s.minimal(s.bare), &other),
		s.frame(s.reader(), &quits), s.frame(silent, &quits), s.frame(s.fullToday(), &quits),
	)
	floor, bare, reader, silently, full := all[0], all[1], all[2], all[3], all[4]
	s.ratio("1", "first frame of a lesson, to the floor", reader, floor, 1.3)
	s.ratio("1", "the same, to the bare floor (stretch)", reader, bare, 1.5)
	s.ratio("2", "first frame of Today with 300 lessons, five years, 10,000 entries, to the floor", full, floor, 1.2)
	s.ratio("3", "first frame on a terminal that answers nothing, to one that answers", silently, reader, 1.1)
	s.atMost("8", "from q to the end of the process, p50", quits.p(50), 10, " ms", fmt.Sprintf("floor %.1f ms, p99 %.1f ms", other.p(50), quits.p(99)))
	s.atMost("8", fmt.Sprintf("failed starts of %d, and terminals not as they were", s.starts), 0, 0, "", "any ends this run")
}

// keys scrolls, a line and then a page, for goals 4 and 5.
func (s *suite) keys() {
	const visits = 6
	ours, minimal := s.reader(), s.minimal(s.floor)
	ours.begin, ours.keys = []string{home}, append(slices.Repeat([]string{"j", "j", "j", " "}, 14), home)
	minimal.keys = slices.Repeat([]string{"j", "j", "j", "k"}, 14)
	narrow := ours
	narrow.width, narrow.height = 96, 40 // here the contents do not stand beside the page
	var reader, floor, bytes, line, alone sample
	for range visits {
		one, other, plain := s.visit(ours), s.visit(minimal), s.visit(narrow)
		reader, floor = append(reader, one.settled...), append(floor, other.settled...)
		bytes, line, alone = append(bytes, one.bytes...), append(line, one.line...), append(alone, plain.line...)
	}
	s.ratio("4", "key to the settled screen in the reader, p50, to the floor", reader, floor, 1.1)
	s.atMost("4", "the same, p99", reader.p(99), frameTime+5, " ms", fmt.Sprintf("floor %.1f ms; %d keys", floor.p(99), len(reader)))
	s.atMost("5", "bytes for a line of scrolling, p50", alone.p(50), 250, "", fmt.Sprintf("p95 %.0f", alone.p(95)))
	s.atMost("5", "the same with the contents beside the page", line.p(50), 250, "", fmt.Sprintf("p95 %.0f", line.p(95)))
	s.atMost("5", "bytes for a key with pages, p95", bytes.p(95), 8500, "", fmt.Sprintf("p50 %.0f", bytes.p(50)))
}

// memory reads a lesson to its end, and looks at each tab, for goal 6.
func (s *suite) memory() {
	read, look, full := s.reader(), s.today(), s.fullToday()
	read.keys = append(slices.Repeat([]string{" "}, 14), home)
	look.keys = []string{"j", "k", "j"}
	full.keys = look.keys
	s.atMost("6", "peak memory, reader", s.visit(read).memory, 22, mebibyte, "")
	s.atMost("6", "peak memory, Today", s.visit(look).memory, 22, mebibyte, "")
	s.atMost("6", "peak memory, Today of five years", s.visit(full).memory, 40, mebibyte, "")
	full.keys = strings.Split("2 3 4 5 1", " ")
	full.quiet = 500 * time.Millisecond
	s.atMost("6", "the same, and all tabs opened", s.visit(full).memory, 40, mebibyte, "")
}

// idle measures what a program costs that nobody uses, for goal 7.
func (s *suite) idle() {
	resting := func(v visit, bytes *float64) func() float64 {
		v.idle = 4 * time.Second
		return func() float64 {
			got := s.visit(v)
			*bytes = max(*bytes, got.idleBytes)
			return got.idleProcessor
		}
	}
	var ours, other float64
	all := inTurn(5, resting(s.today(), &ours), resting(s.reader(), &ours), resting(s.minimal(s.floor), &other))
	for i, what := range []string{"Today", "reader"} {
		s.atMost("7", "work of an idle program to the floor's, "+what, all[i].p(50)/all[2].p(50), 1.2, "×", fmt.Sprintf("%.2f to %.2f ms a second", all[i].p(50), all[2].p(50)))
	}
	s.atMost("7", "bytes a second of an idle program", ours, 0, "", "")
}
