//go:build unix

package cli_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"waymark/store"
)

// A sitting is somebody at the program who does one thing again and again. What the
// screen confirmed must be in the store, whatever happens next, and what was typed two
// seconds ago in the store or in its draft.
type sitting struct {
	*testing.T
	*terminal
	random   *rand.Rand
	data     string // the learner's folder
	activity activity
	entry    string // id of the entry that it is about
	slow     bool   // types at a person's pace
	pressed  func() // is told of each press; may be nil
	broke    string // what the entry holds of what broke
	spare    int64  // bytes that are left on a full disk

	confirmed []string          // what the screen said is safe, in the words of its activity
	awaited   string            // what was sent and is not confirmed yet
	sign      func(string) bool // whether the screen confirms it
	words     *words            // what is typed and not saved
	left      string            // words that the first sitting left as a draft

	underWay, told, offered, lost int // for the reckoning
	oldest                        time.Duration
}

// words are what somebody typed into a field and did not save.
type words struct {
	draft  string                                // its name
	find   func(fields map[string]string) string // what the draft has of it
	before string                                // what the field held already
	text   string                                // what was typed after that
	at     []time.Time                           // when each letter was typed
}

func (x *sitting) must(_ any, err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

func (x *sitting) upTo(most time.Duration) time.Duration {
	return time.Duration(x.random.Int64N(int64(most)))
}

// press types keys and tells so.
func (x *sitting) press(keys string) {
	x.terminal.press(keys)
	if x.pressed != nil {
		x.pressed()
	}
}

// see waits until the screen shows all of the texts.
func (x *sitting) see(texts ...string) string {
	x.Helper()
	return x.terminal.see(texts...)
}

// invent is a word that nobody used before.
func (x *sitting) invent(letters int) string {
	var word strings.Builder
	for range letters {
		word.WriteByte(byte('a' + x.random.IntN(26)))
	}
	return word.String()
}

// write types a new word into the field that has the cursor.
func (x *sitting) write(w *words) string {
	if !x.slow {
		return x.put(w, x.invent(8), "", "")
	}
	x.words = w
	for range x.random.IntN(100) + 8 {
		letter := x.invent(1)
		w.text, w.at = w.text+letter, append(w.at, time.Now())
		x.press(letter)
		time.Sleep(x.upTo(40 * time.Millisecond))
	}
	return w.text
}

// put enters a text in one go, between what comes before and after a paste.
func (x *sitting) put(w *words, text, before, after string) string {
	now := time.Now()
	for range text {
		w.at = append(w.at, now)
	}
	w.text, x.words = text, w
	x.press(before + text + after)
	return text
}

// linger lets time pass, as somebody who thinks.
func (x *sitting) linger() {
	if x.slow {
		time.Sleep(x.upTo(notLonger + notLonger/2))
	}
}

// save presses keys until the screen confirms what they asked for. Where it says that
// this failed, and still shows where it was asked for, they are pressed again.
func (x *sitting) save(what, keys string, sign, here func(string) bool) {
	x.Helper()
	x.awaited, x.sign = what, sign
	refused := func(screen string) bool { return failed(screen) && here(screen) }
	// What failed may have been another thing than the save, such as Today's look at the
	// file. Then the keys that are pressed again reach Today, where Enter opens a lesson.
	astray := func(screen string) bool { return strings.Contains(firstLine(screen), "page 1 of") }
	x.press(keys)
	for range 200 {
		screen, _ := x.wait("confirmed "+what, func(screen string) bool { return sign(screen) || refused(screen) || astray(screen) })
		switch {
		case sign(screen):
			x.confirmed, x.awaited, x.words = append(x.confirmed, what), "", nil
			return
		case astray(screen):
			x.awaited, x.words = "", nil
			x.press("\x1b")
			x.see("[1 Today]")
			return
		}
		time.Sleep(200 * time.Millisecond) // what shows may be from before the keys
		select {
		case <-x.ended:
			x.terminal.t.Fatalf("the program ended before it confirmed %s; the screen:\n%s", what, x.text())
		default:
		}
		if refused(x.text()) {
			x.told++
			x.press(keys)
		}
	}
	x.terminal.t.Fatalf("%s failed again and again; the screen:\n%s", what, x.text())
}

// failed reports that the screen tells of a save that failed.
func failed(screen string) bool {
	screen = squeeze(screen)
	return strings.Contains(screen, "nother program is using the file") || strings.Contains(screen, "he disk is full")
}

// letters are those of a text alone: a word that is wrapped in a field is whole again.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, text)
}

// examine holds, once the program is gone, that nothing is missing. What was typed two
// seconds before a time must be there.
func (x *sitting) examine(until time.Time) {
	x.Helper()
	s := store.New(x.data, time.Now)
	held, err := x.activity.read(s, x.entry)
	if err != nil {
		x.Fatalf("the file cannot be read: %v", err)
	}
	if x.awaited != "" {
		x.underWay++
		if x.sign(x.text()) {
			x.confirmed = append(x.confirmed, x.awaited)
		}
	}
	for _, what := range x.confirmed {
		if !held(what) {
			x.Errorf("confirmed on the screen, and not there: %q\nthe last screen:\n%s", what, x.text())
		}
	}
	if x.left = ""; x.words != nil && (x.awaited == "" || !held(x.awaited)) {
		x.examineWords(s, until)
	}
	x.awaited, x.words = "", nil
}

// examineWords holds that what was typed two seconds before is kept.
func (x *sitting) examineWords(s *store.Store, until time.Time) {
	x.Helper()
	w := x.words
	d, _, err := s.Draft(w.draft)
	if err != nil {
		x.Fatal(err)
	}
	kept := strings.TrimPrefix(w.find(d.Fields), w.before)
	if !strings.HasPrefix(w.text, kept) {
		kept = "" // it is of what was saved before
	}
	x.left = kept
	if len(kept) == len(w.text) {
		return
	}
	if age := until.Sub(w.at[len(kept)]); age > notLonger && !testing.Short() {
		x.Errorf("a letter typed %v before is lost: the draft %s has %q of %q\nthe last screen:\n%s", age, w.draft, kept, w.text, x.text())
	} else {
		x.oldest = max(x.oldest, age)
	}
	x.lost += len(w.text) - len(kept)
}

// offered holds that the words that were left are in the open form.
func (x *sitting) seeLeft() bool {
	x.Helper()
	if x.left == "" {
		return false
	}
	tail := x.left[max(0, len(x.left)-30):]
	x.wait("saw the words that were left: "+tail, func(screen string) bool { return strings.Contains(letters(screen), tail) })
	x.left = ""
	x.offered++
	return true
}
