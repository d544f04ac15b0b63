package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/clean"
)

// keeps is a value that must have been stored.
func keeps[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// openBench opens the bench of an entry that was prepared.
func openBench(t testing.TB, width, height int, prepare func(*store.Store) store.Experiment) (*driver, string) {
	t.Helper()
	var id string
	d := drive(t, width, height, func(s *store.Store) { id = prepare(s).ID })
	d.send(openMsg{newBench(d.model.(root).env, id)})
	return d, id
}

// bare is an entry with nothing on its bench.
func bare(s *store.Store) store.Experiment {
	x, _, err := s.AddExperiment(store.Experiment{Title: "Tone of refund replies"})
	return keeps(x, err)
}

// compared is an entry with two variants and some cases.
func compared(cases int) func(*store.Store) store.Experiment {
	return func(s *store.Store) store.Experiment {
		x := bare(s)
		keeps(s.KeepVariant(x.ID, store.Variant{Name: "Formal", Prompt: "Answer the customer politely.\nKeep it short."}))
		keeps(s.KeepVariant(x.ID, store.Variant{Name: "Warm", Parent: "a", Prompt: "Answer the customer warmly.\nKeep it short.", Model: "small-model"}))
		var all []store.Case
		for i := range cases {
			all = append(all, store.Case{Input: fmt.Sprintf("Letter %d: where is my refund? I have been waiting for it for %d weeks.", i+1, i+2)})
		}
		keeps(s.KeepCases(x.ID, all...))
		return x
	}
}

// The whole way from an empty entry to 2 × 6 outputs, by pasting.
func TestAnEmptyBenchIsFilledByPasting(t *testing.T) {
	d, id := openBench(t, 80, 24, bare)
	keys := 0
	press := func(names ...string) {
		keys += len(names)
		d.press(names...)
	}
	d.see("1 Name what you compare", "2 Add cases", "3 Paste what came out", "4 Rate blind", "5 Result")
	press("enter")
	d.paste("Formal")
	press("tab")
	d.paste("Answer the customer politely.")
	press("ctrl+s")
	d.see("Formal", "One more")
	press("v")
	d.paste("Warm")
	press("tab")
	d.paste("Answer the customer warmly.")
	press("ctrl+s")
	press("c")
	d.paste("Where is it?\nIt broke.\nI paid twice.\nNo answer yet.\nWrong colour.\nToo late.")
	d.see("6 cases", "each line is one")
	press("ctrl+s")
	d.see("Formal", "Warm", "missing", "0 of 12 outputs")
	set := keys
	for i := range 12 {
		d.paste(fmt.Sprintf("Output %d", i+1))
		d.see("Keep this for", "Enter")
		press("enter")
	}
	d.see("12 of 12 outputs", "rate blind")
	b := keeps(d.store.Bench(id))
	var texts []string
	for _, o := range b.Outputs {
		texts = append(texts, o.Variant+o.Case+" "+o.Text)
	}
	if got := strings.Join(texts, "; "); !strings.HasPrefix(got, "a0001 Output 1; b0001 Output 2; a0002 Output 3") || len(texts) != 12 {
		t.Errorf("outputs: %s", got)
	}
	t.Logf("from an empty entry to 2 × 6 outputs: %d keys and 17 pastes; of these the outputs took %d keys and 12 pastes", keys, keys-set)
	if keys-set != 12 {
		t.Errorf("12 outputs took %d keys", keys-set)
	}
}

// A wrong key while a paste waits loses nothing; only Esc drops it.
func TestAWaitingPasteIsLostByNoKeyButEsc(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.paste("First answer")
	d.press("q", "n", "u", "x", "1", ",", "?", "tab", "down", "v", "c", "r", "f")
	d.see(`Keep this for "Formal"`, "12 characters", `"First answer"`)
	d.paste("Second answer").see(`"Second answer"`)
	d.press("esc").not("Keep this")
	if n := len(keeps(d.store.Bench(id)).Outputs); n != 0 {
		t.Errorf("%d outputs without Enter", n)
	}
	d.paste("Third").press("enter").see("there", "1 of 4 outputs")
	if d.quit {
		t.Error("a key quit")
	}
}

// The next paste may come before the last one has arrived in the file.
func TestAPasteDoesNotWaitForTheOneBefore(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.paste("One")
	var save tea.Cmd
	d.model, save = d.model.Update(keyNamed("enter"))
	d.see("keeping")
	d.paste("Two").see(`for "Warm"`).press("enter")
	d.run(save)
	b := keeps(d.store.Bench(id))
	if len(b.Outputs) != 2 || b.Outputs[0].Text != "One" || b.Outputs[1].Text != "Two" {
		t.Errorf("outputs: %+v", b.Outputs)
	}
	d.see("2 of 4 outputs")
}

func TestAnOutputThatCannotBeKeptComesBack(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	d.press("right").paste("Precious words")
	if err := d.store.RemoveVariant(id, "b"); err != nil {
		t.Fatal(err)
	}
	d.press("enter").see("Precious words", "no place")
}

func TestAReplacedOutputIsAFurtherTry(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	d.paste("One").press("enter", "left").paste("Better").see("Replace try 1").press("enter").see("try 2")
	d.press("left", "m").write("7").press("enter").see("7 min of yours", "try 2")
	d.press("enter").see("7 min of yours", "Better").press("x").see("Remove this output?").press("z", "q").see("Remove this output?").press("enter")
	d.see("0 of 2 outputs").press("u").see("1 of 2 outputs")
	if o, _ := keeps(d.store.Bench(id)).Output("a", "0001"); o.Tries != 2 || *o.Minutes != 7 {
		t.Errorf("%+v", o)
	}
}

func TestPromptAndInputAreCopied(t *testing.T) {
	d, _ := openBench(t, 80, 24, compared(1))
	_, cmd := d.model.Update(keyNamed("y"))
	var copied string
	for _, c := range cmd().(tea.BatchMsg) {
		if v := reflect.ValueOf(c()); v.Kind() == reflect.String {
			copied = v.String()
		}
	}
	if want := "Answer the customer politely.\nKeep it short.\n\nLetter 1: where is my refund? I have been waiting for it for 2 weeks."; copied != want {
		t.Errorf("copied %q, want %q", copied, want)
	}
}

func TestWhatTheEntryNamesIsTakenOver(t *testing.T) {
	d, id := openBench(t, 80, 24, named2)
	d.see("a formal prompt; a warm prompt").press("enter").see("a formal prompt", "a warm prompt", "Inputs from your work")
	d.press("up", "enter").see("No prompt yet").press("enter", "tab").write("Answer.").press("ctrl+s").see("Answer.")
	if v := keeps(d.store.Bench(id)).Variants; len(v) != 2 || v[1].Prompt != "Answer." {
		t.Errorf("%+v", v)
	}
	d.press("x").see(`Remove the variant "a warm prompt"?`).press("enter").not("a warm prompt")
	if v := keeps(d.store.Bench(id)).Variants; len(v) != 1 {
		t.Errorf("%+v", v)
	}
}

func TestAVariantWithOutputsStaysAndLeadsToANewOne(t *testing.T) {
	d, id := openBench(t, 80, 24, filled(2, 4))
	d.press("home", "right", "enter").see("[-politely-]{+warmly+}")
	d.press("enter").see("It has 2 outputs").not("Prompt").press("esc")
	d.press("v").see(`begins as "Warm"`).write("Warmest").press("tab").write("!").press("ctrl+s")
	if v := keeps(d.store.Bench(id)).Variants[2]; v.Parent != "b" || v.Prompt != "Answer the customer warmly.\nKeep it short.!" || v.Model != "small-model" {
		t.Errorf("%+v", v)
	}
	d.press("esc").press("home", "enter").press("x", "enter").see("has outputs")
}

func TestAFormKeepsItsWordsUntilTheyAreStored(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(2))
	d.press("enter").write("Half an ans").press("esc").not("Half an ans")
	d.press("enter").see("Half an ans", "You were writing this").write("wer").press("ctrl+s").see("1 of 4 outputs")
	if o, _ := keeps(d.store.Bench(id)).Output("a", "0001"); o.Text != "Half an answer" {
		t.Errorf("%+v", o)
	}
	d.press("left", "x", "enter").press("enter").not("Half an ans").write("Other").press("ctrl+x")
	d.press("enter").not("Other").press("esc")
	d.press("v").write("formal").press("ctrl+s").see("another variant has it", "formal")
}

func TestAPasteThatDoesNotFitIsRefusedWhole(t *testing.T) {
	d, _ := openBench(t, 80, 24, compared(2))
	d.press("enter").paste(strings.Repeat("word ", 5000)).see("Nothing was pasted", "25000").not("word word")
	d.press("esc").paste(strings.Repeat("word ", 5000)).press("enter").see("1 of 4 outputs")
}

func TestCasesAreCutAsChosen(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(0))
	d.paste("One\nmore line\n\nTwo\n\n\nThree").see("3 cases", "an empty line parts them")
	d.press("ctrl+t").see("1 case", "all of it is one").press("ctrl+t").see("4 cases", "each line is one").press("ctrl+t").see("3 cases")
	d.press("ctrl+s").see("0 of 6 outputs")
	d.press("C").write("Late").press("tab").write("Where?").press("tab").write("Sorry").press("ctrl+s").see("Late")
	var got []string
	for _, c := range keeps(d.store.Bench(id)).Cases {
		got = append(got, c.Name+"|"+c.Input+"|"+c.Expected)
	}
	if want := "|One\nmore line|; |Two|; |Three|; Late|Where?|Sorry"; strings.Join(got, "; ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	d.press("end", "left", "enter").see(`Edit "Late"`).press("end").write("r").press("ctrl+s").see("Later").press("x").see("Remove").press("enter").not("Later")
}

func TestFiveHundredLinesBecomeCasesAtOnce(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(0))
	var lines []string
	for i := range 500 {
		lines = append(lines, fmt.Sprintf("Letter %d", i+1))
	}
	d.paste(strings.Join(lines, "\n")).see("500 cases").press("ctrl+s").see("0 of 1000 outputs")
	if n := len(keeps(d.store.Bench(id)).Cases); n != 500 {
		t.Errorf("%d cases", n)
	}
	d.press("end").see("500 Letter 500")
}

func TestFilesAreReadAndConfirmed(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	d, id := openBench(t, 80, 24, compared(1))
	d.press("c").write("Typed before").press("ctrl+o").paste(file("cases.csv", "name,input,expected\nLate,Where?,Sorry\n")).press("enter").see("1 new case").press("enter")
	d.press("i").paste(file("results.csv", "variant,case,input,output\nWarm,Late,Where?,We are sorry.\nShort,Late,Where?,Sorry.\n")).press("enter")
	d.see("1 new variant, 2 outputs").press("esc")
	if n := len(keeps(d.store.Bench(id)).Outputs); n != 0 {
		t.Errorf("%d outputs without Enter", n)
	}
	d.press("i").paste(filepath.Join(dir, "results.csv")).press("enter", "enter").see("2 of 6 outputs")
	d.press("c").see("Typed before").press("esc")
	d.press("o").paste(filepath.Join(dir, "none.txt")).press("enter").see("no file").press("esc")
	d.press("o").paste(file("answer.txt", "From a file\x1b[31m")).press("enter").see(`"From a file`).press("enter").see("3 of 6 outputs")
	if o, _ := keeps(d.store.Bench(id)).Output("a", "0001"); o.Source != store.FromFile {
		t.Errorf("%+v", o)
	}
}

func TestARubricIsChosenAndChangedAsAnOwnVersion(t *testing.T) {
	d, id := openBench(t, 80, 24, compared(1))
	d.press("b", "down", "enter").see("Outputs are rated by")
	chosen := keeps(d.store.Bench(id)).Rubric
	if chosen.Title != "Reply to a customer" {
		t.Errorf("%+v", chosen)
	}
	d.press("b").see("on the bench").press("e").write("!").press("tab")
	d.paste("\n\nSounds like us, weight 3\n0: not at all\n2: fully\n").press("ctrl+s").see("Saved as your version 1").press("esc")
	b := keeps(d.store.Bench(id))
	last := b.Rubric.Criteria[len(b.Rubric.Criteria)-1]
	if b.Rubric.Title != "Reply to a customer (mine)!" || last.Name != "Sounds like us" || last.Weight != 3 || len(last.Anchors) != 2 {
		t.Errorf("%+v", b.Rubric)
	}
	for i, c := range chosen.Criteria {
		if got := b.Rubric.Criteria[i]; got.ID != c.ID || got.Gate != c.Gate || got.Weight != c.Weight {
			t.Errorf("criterion %d: %+v, was %+v", i, got, c)
		}
	}
	d.press("b").see("yours, version 1").press("e", "ctrl+s").see("version 2")
}

func TestChecksMarkOutputsAndAreRefusedInWords(t *testing.T) {
	d, id := openBench(t, 80, 24, filled(2, 4))
	d.press("a").write("\nwrds < 3").see("cannot be read").press("ctrl+s").see("is no check").press("ctrl+x")
	d.press("a").write("\ncontains: never").press("ctrl+s").see("Saved: 3 checks").see("fails 1")
	if got := keeps(d.store.Bench(id)).Checks; len(got) != 3 {
		t.Errorf("%q", got)
	}
}

// While outputs are rated the bench shows neither a variant nor an output.
func TestABlindBenchShowsNothingButTheWayOn(t *testing.T) {
	d, id := openBench(t, 80, 24, filled(6, 12))
	d.press("right", "x").see("Remove")
	keeps(d.store.StartRound(id, store.ByPair))
	d.send(changedMsg{})
	for _, k := range []string{"", "enter", "tab", "v", "c", "y", "f", "o", "a", "b", "x", "esc", "pgdown", "end"} {
		if k != "" {
			d.press(k)
		}
		d.not("Formal", "Warm", "Dear customer")
	}
	d.paste("x").not("Formal", "Warm").see("A blind rating is under way")
	d.press("x").see("Reveal now").press("z", "n").see("Reveal now").press("esc").see("under way")
	d.press("x", "enter").see("Formal", "Revealed early")
	if r := keeps(d.store.Bench(id)).Rounds[0]; !r.Early {
		t.Errorf("%+v", r)
	}
}

func TestTheEntryAndItsBenchLeadToRatingAndResult(t *testing.T) {
	d, _ := openBench(t, 80, 24, filled(2, 4))
	top := func() string { return reflect.TypeOf(d.model.(root).top()).Name() }
	for _, step := range [][2]string{
		{"r", "rating"},
		{"esc", "benchScreen"},
		{"=", "result"},
		{"esc", "benchScreen"},
		{"esc", "today"},
		{"4", "journal"},
		{"enter", "experiment"},
		{"b", "benchScreen"},
		{"esc", "experiment"},
		{"r", "rating"},
		{"esc", "experiment"},
		{"=", "result"},
		{"esc", "experiment"},
	} {
		if d.press(step[0]); top() != step[1] {
			t.Fatalf("%q shows %s, want %s:\n%s", step[0], top(), step[1], d.frame())
		}
	}
}

// Texts that try to steer the terminal, and an output of a megabyte.
func TestHostileTextsAreDrawnSafely(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {60, 20}, {80, 24}, {120, 40}} {
		d, _ := openBench(t, size[0], size[1], hostile)
		for _, k := range []string{"up", "up", "enter", "esc", "right", "enter", "esc", "down", "left", "enter", "end", "right", "right", "esc", "left", "enter", "esc"} {
			d.press(k)
			content := d.model.View().Content
			checkFrame(t, content, size[0], size[1])
			if clean.Screen(content) != content || strings.ContainsAny(ansi.Strip(content), "\x1b\x07\u202e\u200b") {
				t.Fatalf("after %q: %q", k, content)
			}
		}
	}
}

func TestAnEntryThatIsGoneIsSaid(t *testing.T) {
	d, _ := openBench(t, 80, 24, bare)
	keeps(d.store.Undo(time.Time{}))
	d.send(changedMsg{})
	d.see("not in your file")
	d.press("enter", "v", "c", "x").paste("x").see("not in your file")
}

// Nothing breaks in a window that is smaller than it should be, whatever is open.
func TestTheBenchFitsASmallWindow(t *testing.T) {
	for name, prepare := range map[string]func(*store.Store) store.Experiment{"empty": bare, "half": filled(6, 5), "many": many, "blind": underRating} {
		for _, k := range []string{"", "enter", "v", "c", "b", "a", "i", "x", "?"} {
			d, _ := openBench(t, 40, 12, prepare)
			if k != "" {
				d.press(k)
			}
			checkFrame(t, d.model.View().Content, 40, 12)
			d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
			checkFrame(t, d.model.View().Content, 120, 40)
			d.send(tea.WindowSizeMsg{Width: 60, Height: 20})
			checkFrame(t, d.model.View().Content, 60, 20)
			if t.Failed() {
				t.Fatalf("%s after %q:\n%s", name, k, d.frame())
			}
		}
	}
}

func BenchmarkBench(b *testing.B) {
	for name, prepare := range map[string]func(*store.Store) store.Experiment{"2x6": filled(6, 12), "hostile": hostile, "many": many} {
		b.Run(name, func(b *testing.B) {
			d, _ := openBench(b, 120, 40, prepare)
			down, up := keyNamed("down"), keyNamed("up")
			for b.Loop() {
				d.model, _ = d.model.Update(down)
				d.model.View()
				d.model, _ = d.model.Update(up)
				d.model.View()
			}
		})
	}
}
