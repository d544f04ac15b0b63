//go:build unix

package cli_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/store"
)

// An activity is what somebody does while trouble comes.
type activity struct {
	name    string
	prepare func(x *sitting, s *store.Store)                                   // what there is before
	open    func(x *sitting)                                                   // from Today to where it is done
	act     func(x *sitting) (more bool)                                       // does it once
	read    func(s *store.Store, entry string) (func(what string) bool, error) // what the file has of it
}

func activities() []activity {
	return []activity{
		{"capturing", func(*sitting, *store.Store) {}, func(*sitting) {}, capture, readEntries},
		{"pasting", prepareBench, openBench, paste, readOutputs},
		{"rating", prepareRating, openRating, rate, readJudgements},
		{"closing", prepareClosing, openClosing, closeEntry, readClosing},
	}
}

// capture notes an experiment.
func capture(x *sitting) bool {
	form := shows("New experiment")
	x.press("n")
	x.wait("opened the form", form)
	if x.seeLeft() {
		x.press("\x18") // thrown away
		x.see("[1 Today]")
		x.press("n")
		x.wait("opened the form again", form)
	}
	title := x.write(&words{draft: "capture", find: field("title")})
	logged, safe := shows("Logged in your journal: "+title[:8]), shows("Your entry is safe")
	x.save("entry "+title, enter, func(screen string) bool { return logged(screen) || safe(screen) }, form)
	return true
}

// field finds the words of a field by its name.
func field(name string) func(map[string]string) string {
	return func(fields map[string]string) string { return fields[name] }
}

func readEntries(s *store.Store, _ string) (func(string) bool, error) {
	all, err := s.Experiments()
	held := map[string]bool{}
	for _, e := range all {
		held["entry "+e.Title] = true
	}
	return func(what string) bool { return held[what] }, err
}

// underTrouble is the title of the entry that is worked on.
const underTrouble = "An entry with trouble"

// prepareClosing makes an entry that was tried.
func prepareClosing(x *sitting, s *store.Store) {
	e, _, err := s.AddExperiment(store.Experiment{Title: underTrouble, Outcome: "Ten letters read better, two worse."})
	x.must(e, err)
	x.entry = e.ID
}

// openEntry opens the page of the only entry.
func openEntry(x *sitting) {
	x.press("4")
	x.see("[4 Journal]", underTrouble)
	x.press(enter)
	x.see("Journal › "+underTrouble, "Next")
}

// openClosing opens the page of the only entry, and knows how far it is closed.
func openClosing(x *sitting) {
	e, err := store.New(x.data, time.Now).Experiment(x.entry)
	x.must(e, err)
	x.broke = e.Broke
	openEntry(x)
}

// closeEntry says what the entry came to, or says it better.
func closeEntry(x *sitting) bool {
	form := shows("How it ended")
	open := func() {
		x.press("c")
		x.wait("opened the form", func(screen string) bool { return form(firstLine(screen)) })
	}
	open()
	if x.seeLeft() {
		x.press("\x18")
		x.see("Journal › " + underTrouble)
		open()
	}
	verdict := []string{"partly", "failed", "inconclusive"}[x.random.IntN(3)]
	x.press(verdict[:1])
	x.see("● " + verdict)
	x.press("\t\x1b[F") // what broke, at its end
	broke := x.write(&words{draft: "close-" + x.entry, find: field("broke"), before: x.broke})
	x.save("closed "+broke, "\x13", func(screen string) bool {
		return shows("u takes it back")(screen) && !form(firstLine(screen))
	}, func(screen string) bool { return form(firstLine(screen)) })
	x.broke += broke
	return true
}

func readClosing(s *store.Store, entry string) (func(string) bool, error) {
	e, err := s.Experiment(entry)
	return func(what string) bool {
		return e.Verdict != store.Open && strings.Contains(e.Broke, strings.TrimPrefix(what, "closed "))
	}, err
}

// prepareBench makes an entry with two variants and ten cases.
func prepareBench(x *sitting, s *store.Store) {
	x.entry = benchOf(x.T, s, 10)
}

// benchOf makes an entry with so many cases on its bench.
func benchOf(t *testing.T, s *store.Store, cases int) (entry string) {
	t.Helper()
	e, _, err := s.AddExperiment(store.Experiment{Title: underTrouble})
	if err != nil {
		t.Fatal(err)
	}
	f := store.Filling{Variants: []store.Variant{{Name: "A", Prompt: "Be brief."}, {Name: "B", Prompt: "Be kind."}}}
	for i := range cases {
		f.Cases = append(f.Cases, store.Case{Name: fmt.Sprintf("Letter %d", i+1), Input: fmt.Sprintf("Dear all, %d", i+1)})
	}
	if _, err := s.FillBench(e.ID, f); err != nil {
		t.Fatal(err)
	}
	return e.ID
}

// openBench opens the bench of the only entry.
func openBench(x *sitting) {
	openEntry(x)
	x.press("b")
	x.see("Bench › "+underTrouble, "of 20 outputs")
}

// paste puts an output into the cell under the cursor, which moves on.
func paste(x *sitting) bool {
	x.see("Bench › "+underTrouble, "of 20 outputs")
	if x.seeLeft() {
		x.press(escape)
	}
	screen := x.text()
	n := there(screen)
	if n == 20 {
		return false
	}
	text := x.invent(40)
	x.put(&words{draft: "bench-" + x.entry, find: theOne}, text, "\x1b[200~", "\x1b[201~")
	asks := shows("40 characters")
	x.wait("was asked", asks)
	x.linger()
	x.save("output "+text, enter, func(screen string) bool { return there(screen) == n+1 }, asks)
	return true
}

// theOne finds the words of the only field.
func theOne(fields map[string]string) string {
	for _, text := range fields {
		return text
	}
	return ""
}

func readOutputs(s *store.Store, entry string) (func(string) bool, error) {
	b, err := s.Bench(entry)
	held := map[string]bool{}
	for _, o := range b.Outputs {
		held["output "+o.Text] = true
	}
	return func(what string) bool { return held[what] }, err
}

// prepareRating makes a bench whose outputs are all there.
func prepareRating(x *sitting, s *store.Store) {
	x.entry = benchOf(x.T, s, 12)
	b, err := s.Bench(x.entry)
	x.must(b, err)
	var outputs []store.Output
	for i, c := range b.Cases {
		for _, v := range b.Variants {
			outputs = append(outputs, store.Output{Variant: v.ID, Case: c.ID, Text: fmt.Sprintf("Answer %d", i), Source: store.FromPaste})
		}
	}
	x.must(s.KeepOutputs(x.entry, outputs...))
	x.must(s.StartRound(x.entry, store.ByPair))
}

// openRating goes on with the rating of the only entry.
func openRating(x *sitting) {
	openEntry(x)
	x.press("b")
	x.see("A blind rating is under way")
	x.press("r")
	x.wait("saw what to rate", func(screen string) bool { return shows("Which is better?")(screen) || shows("All rated")(screen) })
}

// rated is how the screen says which item shows, and how many are rated.
var rated = regexp.MustCompile(`(\d+) of 12 · (\d+) rated|(12) of 12 rated`)

// rate judges the item that shows, now and then with a note.
func rate(x *sitting) bool {
	progress := func(screen string) (item, n string) {
		found := rated.FindStringSubmatch(screen)
		if found == nil {
			return "", ""
		}
		return found[1], found[2] + found[3]
	}
	item, n := progress(x.text())
	if item == "" {
		return false
	}
	note := ""
	if x.left != "" || x.random.IntN(2) == 0 {
		x.press("w")
		x.see("  Note  ")
		x.seeLeft()
		x.press("\x15") // from the start of the line
		note = x.write(&words{draft: "rating-" + x.entry, find: noteOf(item)})
		x.press(enter)
		x.wait("left the note", func(screen string) bool { return !strings.Contains(screen, "  Note  ") })
	}
	choice := x.random.IntN(3)
	said := []string{store.LeftBetter, store.RightBetter, store.NoDifference}[choice]
	x.save(fmt.Sprintf("item %s: %s %s", item, said, note), []string{"1", "2", "0"}[choice], func(screen string) bool {
		_, now := progress(screen)
		return now != n && now != ""
	}, rated.MatchString)
	return true
}

// noteOf finds the note on an item, counted from 1, of the first round.
func noteOf(item string) func(map[string]string) string {
	return func(fields map[string]string) string {
		number, err := strconv.Atoi(item)
		var j store.Judgement
		if err != nil || json.Unmarshal([]byte(fields[fmt.Sprintf("1/%d", number-1)]), &j) != nil {
			return ""
		}
		return j.Note
	}
}

func readJudgements(s *store.Store, entry string) (func(string) bool, error) {
	b, err := s.Sheet(entry)
	held := map[string]bool{}
	for _, it := range b.Items {
		if it.Mine != nil {
			held[fmt.Sprintf("item %d: %s %s", it.Number, it.Mine.Choice, it.Mine.Note)] = true
		}
	}
	return func(what string) bool { return held[what] }, err
}
