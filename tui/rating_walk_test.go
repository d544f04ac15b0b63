package tui

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
)

// labels are what tells the variants of a trial apart, and must be on no frame before
// the reveal: their names, prompts, tools and models, latency, tokens and cost.
var labels = regexp.MustCompile(`(?i)zebra|okapi|answer like|4321|5321|4\.3 s|5\.3 s|31337|31,337|4711|4,711|4712|0\.09182|91827|91828|variant [ab]\b`)

// short are outputs that scroll little, so that a walk has fewer states.
func short(of, by int) string {
	return []string{"Dear customer,\nit is on its way.", "Hello!\nWe are so sorry.\nIt is on its way."}[by] + strings.Repeat(" Yours.", of)
}

// A walk presses every key that a person may press, from every state that one can get
// into, and looks at every frame on the way. A state is what shows and how far the
// rating is: it is entered once. From a state it goes on with a copy of the program
// and of the learner's file.
type walk struct {
	*driver
	file   string
	id     string // of the entry
	seen   map[string]bool
	frames int
	leaks  []string
	faces  map[ratingFace]int
	rest   []walkState
}

type walkState struct {
	model tea.Model
	file  []byte
	path  string
}

// walkRating walks the rating of an entry, opened over the journal, until it is
// revealed or left.
func walkRating(t *testing.T, mode store.Mode, width, height int) *walk {
	t.Helper()
	w := &walk{driver: drive(t, width, height, trialOf(1, short, "zebra", "okapi")), seen: map[string]bool{}, faces: map[ratingFace]int{}}
	w.file, w.id = w.store.File(), w.newest().ID
	one := tone()
	one.Criteria = one.Criteria[:1]
	_, err := w.store.ChooseRubric(w.id, one)
	must(err)
	w.rate()
	if mode == store.ByCriterion {
		w.press("down")
	}
	w.visit("")
	for len(w.rest) > 0 {
		from := w.rest[0]
		w.rest = w.rest[1:]
		for _, k := range keysOf(from.model.(root)) {
			w.model = from.model
			w.restore(from.file)
			w.send(k)
			w.visit(from.path + " " + k.String())
		}
	}
	return w
}

// restore puts the learner's file back, where a key changed it.
func (w *walk) restore(file []byte) {
	now, err := os.ReadFile(w.file)
	must(err)
	if !bytes.Equal(now, file) {
		must(os.WriteFile(w.file, file, 0o600))
	}
}

// visit looks at the frame, and goes on from it where it was not seen yet.
func (w *walk) visit(path string) {
	entry, err := w.store.Bench(w.id)
	must(err)
	x := entry.Experiment
	top := w.model.(root).top()
	rating, onRating := top.(rating)
	if !x.Blind && !onRating {
		return // it is revealed, or was never begun
	}
	view := w.model.View()
	frame := ansi.Strip(view.Content) + "\n" + view.WindowTitle
	w.frames++
	if leak := labels.FindString(frame); leak != "" {
		w.leaks = append(w.leaks, fmt.Sprintf("%q after%s:\n%s", leak, path, frame))
	}
	if onRating {
		w.faces[rating.face]++
	}
	judged := ""
	for _, r := range entry.Rounds {
		for _, j := range r.Judgements {
			judged += fmt.Sprint(r.Number, j.Item, " ")
		}
	}
	state := fmt.Sprint(frame, x.Blind, judged)
	if isHelp(top) {
		state = frame // whence it was opened makes no difference to what it shows, nor to where its keys lead
	}
	if w.seen[state] {
		return
	}
	w.seen[state] = true
	if !onRating && !isHelp(top) {
		return // its own keys are not the rating's; what it shows was looked at
	}
	file, err := os.ReadFile(w.file)
	must(err)
	w.rest = append(w.rest, walkState{w.model, file, path})
}

func isHelp(s Screen) bool { _, is := s.(helpPage); return is }

// keysOf are the keys that the screen that shows knows by its help, and those that work
// everywhere. A note is typed with one letter.
func keysOf(r root) []tea.KeyPressMsg {
	if of, is := r.top().(rating); is && of.writing {
		keys := []tea.KeyPressMsg{keyNamed("enter"), keyNamed("esc")}
		if of.note.Value() == "" {
			keys = append(keys, keyNamed("x"))
		}
		return keys
	}
	names := map[string]bool{}
	for _, k := range []string{"enter", "esc", "tab", "up", "down", "pgdown", "pgup", "home", "end"} {
		names[k] = true
	}
	for _, group := range append(r.top().FullHelp(), r.top().ShortHelp(), everywhereKeys(r)) {
		for _, b := range group {
			names[b.Keys()[0]] = true
		}
	}
	if of, is := r.top().(rating); is && of.face == ratingAsk {
		keys := []string{"1", "2", "0"}
		if len(of.loaded.sheet.Items)-of.loaded.sheet.Left() == 0 { // a key that means the same as another is pressed at the first item
			keys = append(keys, "left", "right", "=", "3", "9", "backspace")
		}
		for _, k := range keys {
			names[k] = true
		}
	}
	if of, is := r.top().(rating); is && of.face == ratingStart {
		delete(names, "u") // takes the bench apart, which is no step of a rating
	}
	if of, is := r.top().(rating); is && of.at > 0 {
		delete(names, "w") // a note of one item is enough
	}
	delete(names, "q") // leaves the program
	delete(names, "ctrl+c")
	var keys []tea.KeyPressMsg
	for name := range names {
		keys = append(keys, keyNamed(name))
	}
	return keys
}

func everywhereKeys(r root) []key.Binding {
	k := r.keys
	return []key.Binding{k.Help, k.Back, k.Undo, k.Capture, k.Settings}
}

// The walk finds a label that is planted in the place where a screen would show it.
func TestTheWalkFindsALeak(t *testing.T) {
	for _, leak := range []string{"made by Zebra", "took 4.3 s", "31337 tokens", "Variant a"} {
		if !labels.MatchString(leak) {
			t.Errorf("%q is not found", leak)
		}
	}
	w := &walk{driver: drive(t, 80, 24, trialOf(1, func(_, by int) string { return []string{"Plain.", "As okapi-large I am sorry."}[by] }, "zebra", "okapi")), seen: map[string]bool{}, faces: map[ratingFace]int{}}
	w.file, w.id = w.store.File(), w.newest().ID
	w.rate().press("enter")
	w.visit(" enter")
	if len(w.leaks) != 1 || !strings.Contains(w.leaks[0], `"okapi" after enter`) {
		t.Errorf("the leaks found are %q", w.leaks)
	}
}

// TestNoLabelShowsBeforeTheReveal asserts over every key path of the rating screen that
// nothing on a frame tells which variant made which output.
func TestNoLabelShowsBeforeTheReveal(t *testing.T) {
	if raced {
		t.Skip("13,000 frames one after the other, where nothing runs beside: left out under the race detector")
	}
	sizes := map[store.Mode][][2]int{store.ByPair: {{120, 40}}, store.ByCriterion: {{80, 24}}}
	if os.Getenv("WAYMARK_WALKS") == "all" {
		both := [][2]int{{80, 24}, {120, 40}}
		sizes = map[store.Mode][][2]int{store.ByPair: both, store.ByCriterion: both}
	}
	for _, mode := range []store.Mode{store.ByPair, store.ByCriterion} {
		for _, size := range sizes[mode] {
			t.Run(fmt.Sprintf("%s/%dx%d", mode, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				w := walkRating(t, mode, size[0], size[1])
				t.Logf("%d frames, %d states, faces %v", w.frames, len(w.seen), w.faces)
				for _, leak := range w.leaks[:min(3, len(w.leaks))] {
					t.Error(leak)
				}
				for _, face := range []ratingFace{ratingStart, ratingAsk, ratingAll, ratingEarly} {
					if w.faces[face] == 0 {
						t.Errorf("the walk never came to page %d", face)
					}
				}
			})
		}
	}
}
