//go:build unix

package cli_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"waymark/store"
)

// How long a person takes, by the keystroke-level model (Card, Moran, Newell: The
// Keystroke-Level Model for User Performance Time with Interactive Systems, CACM 23(7),
// 1980): a key of a person who is no typist, and making up one's mind before it. Reading is
// at the mean speed of adults for text that is no story (Brysbaert: How many words do we read
// per minute?, Journal of Memory and Language 109, 2019).
const (
	keyTime        = 500 * time.Millisecond // the model has 0.12 for a good typist and 1.2 for the worst
	mindTime       = 1350 * time.Millisecond
	wordsPerMinute = 238
)

// A person sits at a terminal, and is as slow as the model says.
type person struct {
	*terminal
	keys int
	took time.Duration   // by the model, which leaves out what the program takes
	seen map[string]bool // the lines that were read
}

// reads is the time for every line that is new on the screen.
func (p *person) reads(signs ...string) {
	p.t.Helper()
	screen := p.see(signs...)
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	words := 0
	for line := range strings.Lines(ansi.Strip(screen)) {
		if p.seen[line] {
			continue
		}
		p.seen[line] = true
		for w := range strings.FieldsSeq(line) {
			if strings.ContainsFunc(w, unicode.IsLetter) {
				words++
			}
		}
	}
	p.took += time.Duration(words) * time.Minute / wordsPerMinute
}

// decides is a key that a person first thinks about.
func (p *person) decides(keys string) {
	p.took += mindTime
	p.types(keys)
}

func (p *person) types(keys string) {
	p.press(keys)
	p.keys += len([]rune(keys))
	p.took += time.Duration(len([]rune(keys))) * keyTime
}

// Whoever starts Waymark for the first time and skips what it asks reads the first lesson
// after two keys and within a minute, every word on the way there read; who answers it all,
// after six keys.
func TestTheFirstLessonIsNear(t *testing.T) {
	t.Parallel()
	const name, offer, today = "What shall we call you?", "Do you know some of this already?", "Next lesson"
	for way, signs := range map[string][]string{
		escape: {name, today},
		enter:  {name, "Where do you work?", "Which pathway", "Which colours", offer, today},
	} {
		p := person{terminal: start(t, setting{width: 80, height: 24})}
		for i, sign := range signs {
			p.reads(sign)
			p.decides(map[bool]string{true: way, false: enter}[i == 0])
		}
		p.see("Foundations › What AI is, and is not", "page 1")
		t.Logf("%q first: %d keys, %v", way, p.keys, p.took)
		if p.keys > 6 || way == escape && p.took > time.Minute {
			t.Error("that is too much")
		}
	}
}

// An experiment is noted within 45 seconds, from wherever one is.
func TestAnExperimentWithin45Seconds(t *testing.T) {
	t.Parallel()
	const title = "Warmer tone in refund replies"
	data := t.TempDir()
	call(t, data, "setup", "--department", "sales", "--pathway", "path-sales")
	p := person{terminal: start(t, setting{data: data, width: 80, height: 24}, "lesson", "open", "fnd-what-ai-is")}
	p.see("page 1")
	p.decides("n")
	p.reads("New experiment")
	p.decides(title)
	p.decides(enter)
	p.see("page 1")
	if t.Logf("%d keys, %v", p.keys, p.took); p.took > 45*time.Second {
		t.Error("that is too much")
	}
	p.poll("kept the entry", func() bool {
		found, err := store.New(data, time.Now).ListExperiments(store.Listing{Limit: 1})
		return err == nil && len(found.Experiments) == 1 && found.Experiments[0].Title == title
	})
}
