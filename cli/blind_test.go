//go:build unix

package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/store"
)

// A blindWalk is somebody who compares two ways of writing and may not know which is
// which while rating. The names and prompts hold letters that occur nowhere else.
type blindWalk struct {
	*terminal
	data  string
	entry string
	seen  *frames
}

const (
	blindTitle = "Refund letters that people understand"
	warmName   = "Þorn"
	curtName   = "Łoop"
	warmPrompt = "Answer kindly ǂ in three sentences."
	curtPrompt = "Answer briefly ǂ in one sentence."
)

// tells are what says which output is whose, as single letters: whatever is drawn of a
// name or a prompt shows in what the program writes.
const tells = "ÞŁǂ"

// frames are what a screen showed from a moment on.
type frames struct {
	t     *testing.T
	x     *terminal
	from  int // bytes that the program had written before
	extra []string
	n     int
}

// watch looks at every frame from now on.
func watch(t *testing.T, x *terminal, extra ...string) *frames {
	f := &frames{t: t, x: x, from: len(x.wrote()), extra: extra}
	x.eachFrame(f.look)
	return f
}

func (f *frames) look(frame string) {
	f.n++
	if tell := f.tell(frame); tell != "" {
		f.t.Errorf("%q shows while the rating is blind:\n%s", tell, frame)
	}
}

// tell is what of a text says which output is whose.
func (f *frames) tell(text string) string {
	if i := strings.IndexAny(text, tells); i >= 0 {
		return text[i:min(len(text), i+2)]
	}
	for _, word := range f.extra {
		if strings.Contains(text, word) {
			return word
		}
	}
	return ""
}

// end stops to look, once it held that no byte of what was drawn tells anything.
func (f *frames) end() {
	f.t.Helper()
	f.x.eachFrame(nil)
	if strings.ContainsAny(f.x.wrote()[f.from:], tells) {
		f.t.Error("the program drew a label while the rating was blind")
	}
	if f.n == 0 {
		f.t.Error("no frame was looked at")
	}
}

// A whole experiment by pasting: noted, two variants, six cases, twelve outputs, rated
// blind, revealed, read and closed.
func TestBlindExperimentByPasting(t *testing.T) {
	t.Parallel()
	w := &blindWalk{data: setUpData(t)}
	w.terminal = start(t, setting{data: w.data})
	w.see("[1 Today]", " pathway")
	w.press("n")
	w.see("What do you want to try?")
	w.paste(blindTitle)
	w.press(enter)
	w.see("Logged in your journal: " + blindTitle)
	w.findEntry(t)
	w.openBench()
	w.see("From an idea to a fair test")
	w.addVariant(warmName, warmPrompt)
	w.addVariant(curtName, curtPrompt)
	w.press("c")
	w.see("Bench › Add cases")
	w.paste("Where is my money?\nThe shoes do not fit\nI was charged twice\nCancel my order\nThe parcel is lost\nMay I swap it?")
	w.see("6 cases")
	w.press("\x13")
	w.see("Saved: 6 cases", "0 of 12 outputs")
	for i := range 12 {
		text := answerOf([]string{"kindly", "briefly"}[i%2], i/2)
		w.paste(text)
		w.wait("was asked", shows(`"`+text+`"`))
		w.press(enter)
		w.wait("kept an output", func(screen string) bool { return there(screen) == i+1 })
	}
	w.see("12 of 12 outputs")
	w.rateAll(t, "by paste")
	w.close(t)
}

// answerOf is an output that says, for the test alone, how it was written.
func answerOf(way string, i int) string { return fmt.Sprintf("Dear guest, %s said %d.", way, i+1) }

// there counts the cells whose output is there.
func there(screen string) int { return strings.Count(screen, "● there") }

func (w *blindWalk) paste(text string) { w.press("\x1b[200~" + text + "\x1b[201~") }

// findEntry reads the id of the only entry.
func (w *blindWalk) findEntry(t *testing.T) {
	t.Helper()
	all, err := store.New(w.data, time.Now).Experiments()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	w.entry = all[0].ID
}

// openBench goes from a tab to the bench of the only entry.
func (w *blindWalk) openBench() {
	w.t.Helper()
	w.press("4")
	w.see("[4 Journal]", blindTitle)
	w.press(enter)
	w.see("Journal › "+blindTitle, "Next")
	w.press("b")
	w.see("Bench › " + blindTitle)
}

func firstLine(screen string) string {
	line, _, _ := strings.Cut(screen, "\n")
	return line
}

func (w *blindWalk) addVariant(name, prompt string) {
	w.t.Helper()
	w.press("v")
	w.see("New variant")
	w.paste(name)
	w.see(name)
	w.press("\t")
	w.paste(prompt)
	w.see(prompt)
	w.press("\x13")
	w.see("Saved: the variant")
}

// pair is how the screen shows a pair to be rated.
var pair = regexp.MustCompile(`(?s)Left\b.*?(kindly|briefly) said (\d).*Right\b.*?(kindly|briefly) said (\d)`)

// rateAll rates all pairs and prefers the kind answers. On no frame, and in nothing that
// a command prints meanwhile, stands which output is whose.
func (w *blindWalk) rateAll(t *testing.T, extra ...string) {
	t.Helper()
	if !strings.ContainsAny(w.text(), tells) {
		t.Errorf("nothing to hide shows before the rating, so that this cannot fail:\n%s", w.text())
	}
	w.press("r")
	w.see("How do you want to rate?", "By pair")
	w.seen = watch(t, w.terminal, extra...)
	w.press(enter)
	cases := map[string]bool{}
	for i := range 6 {
		screen, _ := w.wait("saw a pair", func(screen string) bool {
			return strings.Contains(screen, fmt.Sprintf("%d of 6 · %d rated", i+1, i)) && pair.MatchString(screen)
		})
		found := pair.FindStringSubmatch(screen)
		if found[1] == found[3] || found[2] != found[4] || cases[found[2]] {
			t.Errorf("a pair of %q", found[1:])
		}
		cases[found[2]] = true
		if i == 3 {
			w.leaveAndComeBack(t, screen)
		}
		if found[1] == "kindly" {
			w.press("1")
		} else {
			w.press("2")
		}
	}
	w.see("All rated", "6 of 6 rated")
	w.commandsTellNothing(t)
	w.seen.end()
	w.press(enter)
	w.see("Result › " + blindTitle)
	w.readResult(t)
}

// leaveAndComeBack looks at everything else that shows the entry while it is rated.
func (w *blindWalk) leaveAndComeBack(t *testing.T, item string) {
	t.Helper()
	w.commandsTellNothing(t)
	steps := []struct{ keys, shows string }{
		{"i", "folds it"},
		{"i", "shows all"},
		{"w", "Note"},
		{"so far so good" + enter, "With a note."},
		{"?", "in a random order"},
		{escape, "Which is better?"},
		{"s", "5 of 6"},
		{"p", "4 of 6"},
	}
	for _, step := range steps {
		w.press(step.keys)
		w.wait("saw "+step.shows, shows(step.shows))
	}
	w.press(escape)
	w.see("A blind rating is under way")
	w.press(escape)
	w.see("Journal › "+blindTitle, "Next")
	w.press(escape)
	w.see("[4 Journal]", blindTitle)
	w.press("5")
	w.see("[5 Progress]")
	w.press("1")
	w.see("[1 Today]", blindTitle)
	w.openBench()
	w.see("A blind rating is under way")
	w.press("r")
	w.wait("came back to the pair", func(screen string) bool {
		return strings.Contains(screen, "4 of 6 · 3 rated") && strings.Contains(squeeze(screen), squeeze(firstLine(body(item))))
	})
}

// commandsTellNothing holds that no command says which output is whose.
func (w *blindWalk) commandsTellNothing(t *testing.T) {
	t.Helper()
	sheet := filepath.Join(t.TempDir(), "sheet.csv")
	for _, args := range [][]string{
		{"journal", "show", w.entry},
		{"journal", "bench", w.entry},
		{"journal", "result", w.entry},
		{"journal", "rate", w.entry},
		{"journal", "list"},
		{"journal", "rate", w.entry, "--sheet", sheet},
		{"journal", "export", "--format", "json"},
		{"journal", "export", "--format", "csv", "--outputs"},
		{"status"},
		{"next"},
	} {
		for _, form := range [][]string{nil, {"--json"}} {
			if form != nil && slices.Contains(args, sheet) {
				continue
			}
			code, out, err := call(t, w.data, slices.Concat(args, form)...)
			if tell := w.seen.tell(out + err); tell != "" || code != 0 {
				t.Errorf("%q ended with code %d and tells %q while the rating is blind:\n%s%s", args, code, tell, out, err)
			}
		}
	}
	content, err := os.ReadFile(sheet)
	if tell := w.seen.tell(string(content)); err != nil || tell != "" {
		t.Errorf("the sheet for a second rater tells %q, or: %v", tell, err)
	}
}

// resultJSON is what a script reads of a result.
type resultJSON struct {
	UnderWay bool     `json:"under_way"`
	Judged   int      `json:"judged"`
	Words    []string `json:"words"`
	Pairs    []struct {
		Won, Lost, Tied int
		P               float64
	}
	History []struct{ Left, Right string }
}

// readResult holds that the screen says all that the command says, and that it is true.
func (w *blindWalk) readResult(t *testing.T) {
	t.Helper()
	code, out, _ := call(t, w.data, "journal", "result", w.entry, "--json")
	var r resultJSON
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != 0 {
		t.Fatalf("code %d, %v: %s", code, err, out)
	}
	if len(r.Pairs) != 1 || r.UnderWay || r.Judged != 6 || r.Pairs[0].Won+r.Pairs[0].Lost != 6 || r.Pairs[0].Won*r.Pairs[0].Lost != 0 || r.Pairs[0].P != 0.0313 || len(r.History) != 6 {
		t.Errorf("the result is %+v", r)
	}
	if words := strings.Join(r.Words, " "); !strings.Contains(words, warmName+" was rated better than "+curtName) || !strings.Contains(words, "few cases") {
		t.Errorf("the result in words: %s", words)
	}
	all := squeeze(w.text())
	for {
		before := w.text()
		if !strings.Contains(before, "↓ more") {
			break
		}
		w.press(space)
		screen, _ := w.wait("read on", func(screen string) bool { return screen != before })
		all += " " + squeeze(screen)
	}
	for _, words := range r.Words {
		for _, sentence := range strings.SplitAfter(words, ". ") {
			if !strings.Contains(all, squeeze(sentence)) {
				t.Errorf("the screen does not say %q:\n%s", sentence, all)
			}
		}
	}
}

// close says what the experiment came to.
func (w *blindWalk) close(t *testing.T) {
	t.Helper()
	w.press(escape)
	w.see("Bench › " + blindTitle)
	w.press(escape)
	w.see("Journal › "+blindTitle, "close it")
	w.press("c")
	w.see("How it ended", "○ worked")
	w.press("w")
	w.see("● worked")
	w.press("\t")
	const learning = "A kind opening saves a second letter."
	w.wait("came to the learning", func(screen string) bool { return strings.Contains(screen, "one sentence") })
	w.paste(learning)
	w.see(learning)
	w.press("\x13")
	w.see("Closed: worked", learning)
	e, err := store.New(w.data, time.Now).Experiment(w.entry)
	if err != nil || e.Verdict != store.Worked || e.Learning != learning || e.Blind {
		t.Errorf("%+v, %v", e, err)
	}
	if _, out, _ := call(t, w.data, "journal", "show", w.entry, "--json"); !strings.Contains(out, learning) || !strings.Contains(out, `"worked"`) {
		t.Error(out)
	}
}
