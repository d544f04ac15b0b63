package curriculum

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// goodPack is the pack under testdata/good, to be spoilt.
func goodPack(t testing.TB) fstest.MapFS {
	t.Helper()
	return packIn(t, "testdata/good")
}

// packIn is a pack in a folder, to be spoilt.
func packIn(t testing.TB, folder string) fstest.MapFS {
	t.Helper()
	pack, dir := fstest.MapFS{}, os.DirFS(folder)
	err := fs.WalkDir(dir, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		pack[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

// replace spoils a file of a pack: old must stand in it.
func replace(t testing.TB, pack fstest.MapFS, file, old, new string) {
	t.Helper()
	text := string(pack[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	pack[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
}

const (
	teaLesson  = "tea/evl-tea-test.md"
	teaModule  = "tea/module.yaml"
	teaPathway = "pathways/path-tea.yaml"
	teaBank    = "bank/evl-tea-test.md"
	teaDrills  = "drills/hr.md"
	teaRubrics = "rubrics.yaml"
	teaTasks   = "tasks.yaml"
)

// Each row breaks one rule and no other.
var spoilt = []struct{ rule, file, old, new string }{
	{"F01", teaLesson, "skill: critical", "skil: critical"},
	{"F01", teaLesson, "answer: b\n", "answer: e\n"},
	{"F01", teaLesson, "for: [hr]", "for: [human-resources]"},
	{"F01", teaLesson, "kind: free", "kind: essay"},
	{"F01", teaLesson, "```yaml cards", "```yaml card"},
	{"F01", teaLesson, "```yaml cards", "```cards"},
	{"F01", teaBank, "```yaml item\nid: jury-steps", "```yaml scenario\nid: jury-steps"},
	{"F01", teaDrills, "```yaml drill\nid: tasting-plan", "```yaml item\nid: tasting-plan"},
	{"F01", teaRubrics, "  1: A guest", "  some: A guest"},
	{"F01", teaRubrics, "  1: A guest has to ask once", "  0: A guest has to ask once"},
	{"F01", teaRubrics, "  1: A guest has to ask once", "  1: [once]"},
	{"F01", teaRubrics, "weight: 1", "weight: some"},
	{"F01", teaTasks, "tasks:", "task:"},
	{"F01", "facts/tea.yaml", "status: V1", "status: [V1"},
	{"F01", "facts/tea.yaml", "S-90:", "R-90:"},
	{"C01", teaModule, "[evl-tea-test]", "[evl-tea-test, evl-not-written]"},
	{"C01", teaLesson, "id: fair-plans", "id: Fair_Plans"},
	{"C01", "pack.yaml", "modules: [tea]", "modules: [tea, coffee]"},
	{"C01", teaPathway, "id: path-tea", "id: path-coffee"},
	{"C02", teaLesson, "needs: [fnd-what-ai-is]", "needs: [fnd-no-such]"},
	{"C02", teaLesson, "needs: [fnd-what-ai-is]", "needs: [evl-tea-test]"},
	{"C02", teaPathway, "[fnd-what-ai-is, evl-tea-test]", "[evl-tea-test, fnd-what-ai-is]"},
	{"C02", teaPathway, "evl-tea-test]", "evl-tea-test, evl-not-written]"},
	{"C02", teaLesson, "warm_up: fnd-what-ai-is#invoice-tool", "warm_up: evl-nowhere#item"},
	{"C02", teaLesson, "warm_up: fnd-what-ai-is#invoice-tool", "warm_up: fnd-what-ai-is#no-such-item"},
	{"C02", teaPathway, "id: path-tea", "id: path-tea\nextends: path-esentials"},
	{"C03", teaLesson, "## Myths", "## Errors"},
	{"C03", teaLesson, "variants: [names shown, names hidden]", "variants: [names shown]"},
	{"C04", teaLesson, "  O1: Explain why", "  O1: Understand why"},
	{"C04", teaLesson, "id: fair-plans\nkind: multi\nobjective: O1", "id: fair-plans\nkind: multi\nobjective: O7"},
	{"C04", teaLesson, "  O2: Plan a test that a colleague can repeat", "  O2: Plan a test\n  O3: Repeat a test"},
	{"C05", teaLesson, "    why: Everybody sees them.\n", ""},
	{"C05", teaLesson, "answer: a,c", "answer: a"},
	{"C05", teaLesson, "Choose two.", "Choose three."},
	{"C05", teaLesson, "answer: d,c,a,b", "answer: a,b,c,d"},
	{"C05", teaLesson, "answer: 1=b,2=c,3=a", "answer: 1=b,2=b,3=a"},
	{"C07", teaLesson, "A name raises a hope that shapes taste", "A name raises a hope, and this hope then shapes what we believe to taste"},
	{"C08", teaBank, "Bring the work of the jury into a fair order.", "Put the steps of a fair tasting into order."},
	{"C08", teaLesson, "When do you say which result settles the matter?", "What decides which sample comes first?"},
	{"C09", teaLesson, "minutes: 13", "minutes: 24"},
	{
		"C10", teaLesson, "The dealer's brochure praises the dearer one in every line.",
		"The dealer's brochure praises the dearer one in every line of every page that it has, and it has many pages, more than anybody could read in a whole week.",
	},
	{"C10", teaBank, "A name raises hopes. Hide it, and the poem is judged.", "A name raises hopes in every reader of every poem that was ever sent in to any jury anywhere in this wide world of ours, so hide it well."},
	{"C11", teaLesson, "cup  --> taster --> note", "cup  --> taster --> note --> another taster --> another note --> done"},
	{"C11", teaLesson, "| Taster | First | Second |\n| --- | --- | --- |", "| Taster | First | Second | Third | Fourth |\n| --- | --- | --- | --- | --- |"},
	{"C11", teaLesson, "```text\n", "```\n"},
	{"C12", teaLesson, "Diagram in words: each", "Each"},
	{"C13", teaLesson, "named the tea that came first [S-90].", "named the tea that came first."},
	{"C13", teaLesson, "facts: [S-90, R-90]", "facts: [S-90, R-90, S-91]"},
	{"C13", teaLesson, "facts: [S-90, R-90]", "facts: [S-90, R-90, S-99]"},
	{"C13", teaLesson, "facts: [S-90, R-90]", "facts: [R-90]"},
	{"C14", teaLesson, "Two samples stand", "Two samples currently stand"},
	{"C15", "facts/law.yaml", "as_of: 2026-11-24", "as_of: 2026-05-24"},
	{"C16", teaLesson, "General information, not legal advice.", "General information."},
	{"C17", teaLesson, "Paper is enough.", "Paper is enough, see www.tea.test."},
	{"C17", teaLesson, "Paper is enough.", "Paper is enough, or call +44 20 7946 0958."},
	{"C17", teaLesson, "Paper is enough.", "Paper is enough, and so is Copilot."},
	{"C18", teaLesson, "The cure is old and cheap", "The cure is revolutionary and cheap"},
	{"C18", teaLesson, "Luck alone picks", "The assistant thinks that luck picks"},
	{"C19", teaLesson, "calc: 18/24*100", "calc: 18/25*100"},
	{"C19", teaLesson, "calc: 18/24*100", "calc: 18 of 24"},
	{"C20", "glossary.yaml", "term: coin", "term: banknote"},
	{"C20", "glossary.yaml", "lesson: evl-tea-test", "lesson: evl-coffee-test"},
	{"C20", teaLesson, "Paper is enough.", "Paper of any color is enough."},
	{"C21", "frameworks/tea.yaml", "O2: {literacy: [L3], nist", "O2: {nist"},
	{"C21", "frameworks/tea.yaml", "  evl-tea-test:\n", "  evl-no-such: {O1: {literacy: [L3]}}\n  evl-tea-test:\n"},
	{"C21", "frameworks/tea.yaml", "    O1: ", "    O7: {literacy: [L3], nist: [MEASURE 1.1]}\n    O1: "},
	{"C21", "frameworks/tea.yaml", `, digcomp: ["5"]`, ""},
	{"C21", teaLesson, "nist: [MEASURE 1.1]", "nist: [MEASURES 1]"},
	{"C21", teaLesson, "literacy: [L3]", "literacy: []"},
	{"C22", "facts/tea.yaml", "A made-up figure that nobody has verified.", "A label tells us what to expect, and we tend to find what we expect."},
	{"C23", teaLesson, "minutes: 13", "minutes: 0"},
	{"C24", teaLesson, "task: review", "task: dreaming"},
	{"C24", teaLesson, "task: review", "task: classify"},
	{"C24", teaLesson, "rubric: tea-note", "rubric: coffee-note"},
	{"C24", teaLesson, "data: public", "data: secret"},
	{"C24", teaLesson, "count: 10", "count: -1"},
	{"C24", teaLesson, "guard: cups that grew cold before the second sip\n", ""},
	{"C24", teaLesson, "guard: cups that grew cold before the second sip", "guard: cups that grew cold before the second sip, and cups that were spilt. Cups that were too hot to taste. Cups that nobody wanted to have. Cups that broke in the sink of the kitchen"},
	{"C25", teaLesson, "skill: critical", "policy: I have read it. I follow it.\nskill: critical"},
	{"C25", teaLesson, "skill: critical", "policy: Tea rules\nskill: critical"},
	{"C25", teaLesson, "skill: critical", "policy: I have read the rules of our house about tea, coffee, water, milk, lemons, biscuits, cups, spoons, kettles, tables, chairs and all the rest of it, and I follow them.\nskill: critical"},
	{"B01", teaLesson, "Keep the note with the result. It says who poured, how many rounds there were, and what had been agreed before.", ""},
	{"B02", teaLesson, "## Who pours, and who writes", "### Who pours, and who writes"},
	{"B03", teaLesson, "quote: Everybody sees the packets", "quote: Everyone sees the packets"},
	{"B04", teaLesson, "  - Ask what a praised name does to a judgement.\n", ""},
	{"B05", teaLesson, "version: 1.0.0", "version: one"},
	{"B05", "pack.yaml", "version: 1.0.0", "version: latest"},
	{"B06", teaBank, "kind: order\nobjective: O2", "kind: order\nobjective: O1"},
	{"B07", teaDrills, "quote: which is 80% of them", "quote: which is 90% of them"},
	{"B07", teaDrills, "quote: A study", "quote: in the other six. A study"},
	{"B07", teaDrills, "quote: which is 80% of them", "quote: the"},
	{"B07", teaDrills, "quote: which is", "quote: The dear tea\n    kind: wrong name\n    why: It was the other one.\n  - quote: which is"},
	{"B07", teaDrills, "6 for the cheap one.\n\n", "6 for the cheap one.\n"},
	{"B07", teaDrills, "title: Plan of a tasting\n", ""},
	{"B07", teaDrills, "Nobody speaks until the last letter is written.\n  If one tea is named in eight rounds or more, we buy that one.\n  If not, we keep the tea that we have and repeat the test in spring.\n", ""},
	{"B08", "badges.yaml", "modules: [tea]", "modules: [coffee]"},
	{"B08", "badges.yaml", "id: badge-host", "id: badge-taster"},
	{"B08", "badges.yaml", "badges: [badge-taster]", "badges: [badge-host]"},
	{"B08", "badges.yaml", "kind: experiment", "kind: tasting"},
	{"B08", "badges.yaml", "kind: experiment", "kind: experiment\n      cases: 30"},
	{"B08", "badges.yaml", "count: 1", "count: 0"},
	{"B09", teaRubrics, "2: A guest knows every word\n", "2: A guest knows every word\n" + secondRubric("Tea note")},
	{"B09", teaRubrics, "2: A guest knows every word\n", "2: A guest knows every word\n" + secondRubric("tea-note")},
	{"B09", teaRubrics, "title: Note on a tasting", "title: Note on a tasting that took place in an office of forty people"},
	{"B09", teaRubrics, "version: 1.0.0", "version: one"},
	{"B09", teaRubrics, "lesson: evl-tea-test", "lesson: evl-coffee-test"},
	{"B09", teaRubrics, "for: [review, draft]", "for: [review, dream]"},
	{"B09", teaRubrics, "    - id: plain\n      name: Plain words\n      weight: 1\n      anchors:\n        0: A guest has to ask twice\n        1: A guest has to ask once\n        2: A guest knows every word\n", ""},
	{"B09", teaRubrics, "id: plain", "id: repeatable"},
	{"B09", teaRubrics, "id: plain", "id: Plain Words"},
	{"B09", teaRubrics, "name: Plain words", "name: \"\""},
	{"B09", teaRubrics, "weight: 1", "weight: 0"},
	{"B09", teaRubrics, "        0: A guest has to ask twice\n", ""},
	{"B09", teaRubrics, "        2: A guest knows", "        3: A guest knows"},
	{"B09", teaRubrics, "        1: A guest has to ask once", "        02: A guest has to ask once"},
	{"B09", teaRubrics, "A guest has to ask once", "A guest has to ask once, and then once more, and then somebody else has to explain the word again with a drawing"},
	{"B09", teaRubrics, "A guest has to ask once", "A guest has to ask a revolutionary question"},
	{"B09", teaRubrics, "A guest has to ask once", "The colour is right and the color is named"},
	{"B10", teaTasks, "review: ", "dreaming: "},
	{"B10", teaTasks, "hr: ", "kitchen: "},
	{"B10", teaTasks, "review: [evl-tea-test]", "review: [evl-coffee-test]"},
	{"B10", teaTasks, "review: [evl-tea-test]", "review: []"},
	{"F01", teaLesson, "stem: Why does the taster not see the names of the two teas?\n", ""},
	{"F01", teaLesson, "  2: A coin for the order\n  3: Thirty cups in place of one\n", ""},
	{"F01", teaLesson, "answer: b\n", "answer: b\nalso: [a]\n"},
	{"F01", teaLesson, "also: [\"c,d,a,b\"]", "also: [\"c,d,a\"]"},
	{"F01", teaLesson, "tolerance: 0.5", "tolerance: -1"},
	{"F01", teaLesson, "text: \"Luck\"", "text: [Luck]"},
	{"F01", teaLesson, "for: [hr]", "for: [hr"},
	{"F01", teaLesson, "for: [hr]\ntext: |\n  Compare two job texts without the name of their writer.\n", "for: [hr]\n"},
	{"F01", teaLesson, "- id: coin\n", "- id: [coin\n"},
	{"F01", teaLesson, "minutes: 13", "minutes: -5"},
	{"F01", teaBank, "id: jury-steps", "id: why-blind"},
	{"F01", teaModule, "[evl-tea-test]", "[../evl-tea-test]"},
	{"F01", teaPathway, "title: Tea", "title: [Tea"},
	{"F01", "frameworks/tea.yaml", "objectives:", "objectives: ["},
	{"F01", "badges.yaml", "title: Host", "title: [Host"},
	{"F01", "glossary.yaml", "term: coin", "term: [coin"},
	{"F01", "facts/tea.yaml", "status: V1", "status: [V1]"},
	{"C02", teaPathway, "evl-tea-test]", "evl-tea-test, evl-tea-test]"},
	{"C03", teaLesson, "## Check yourself", "```yaml exercise\nminutes: 1\n```\n\n## Check yourself"},
	{"C03", teaLesson, "## Remember", "```yaml experiment\ntitle: T\nhypothesis: H\nvariants: [a, b]\nmeasure: M\nsuccess: S\nguard: G\nrule: R\n```\n\n## Remember"},
	{"C03", teaLesson, "## Names change", "## Remember\n\nHide the names.\n\n## Names change"},
	{"C03", teaLesson, "## Who pours", "## First\n\nOne pours.\n\n## Second\n\nOne writes.\n\n## Who pours"},
	{"C03", teaLesson, "## Check yourself", "```yaml scenario\nid: pot\ntitle: A pot\ntext: It is cold.\nbranches:\n  - {choice: Warm it, outcome: It is warm}\n  - {choice: Drink it, outcome: It is gone}\n```\n\n## Check yourself"},
	{"C03", teaLesson, "## Check yourself", "```yaml scenario\nid: pot\ntitle: A pot\ntext: It is cold.\nbranches:\n  - {choice: Warm it, outcome: \"\", good: true}\n  - {choice: Drink it, outcome: It is gone}\n```\n\n## Check yourself"},
	{"C04", teaLesson, "- id: coin\n  objective: O2", "- id: coin\n  objective: O7"},
	{"C04", teaLesson, "  question: What decides which sample comes first?\n", ""},
	{"C04", teaLesson, "  O2: Plan a test that a colleague can repeat", "  O2: Plan a test that a colleague can repeat\n  O10: Repeat a test"},
	{"C10", teaLesson, "in the note.\n\nKeep the note", "in the note. Keep the note"},
	{"C11", teaLesson, "- **Open:** the", "- **Open:**\tthe"},
	{"C11", teaLesson, "```text\ncup  -->", "---\n\n```text\n" + strings.Repeat("cup\n", 12) + "cup  -->"},
	{"C11", teaLesson, "cup  --> taster --> note", "茶 --> taster --> note"},
	{"C11", teaLesson, "| Omar | A | B |", "| Omar, who has come over from the other office to taste with us | A | B |"},
	{"C12", teaLesson, "Paper is enough.", "Paper is enough. ![](paper.png)"},
	{"C19", teaLesson, "calc: 18/24*100", "calc: 18/0"},
	{"C20", "glossary.yaml", "term: coin", "term: \"\""},
	{"C20", "glossary.yaml", "term: coin", "term: Blind"},
	{"C21", "frameworks/tea.yaml", "as_of: 2026-11-24", "as_of: soon"},
	{"B05", teaLesson, "title: A fair test of tea\n", ""},
	{"B05", teaLesson, "as_of: 2026-11-24", "as_of: soon"},
	{"B06", teaBank, "objective: O2", "objective: O7"},
	{"B07", teaDrills, "    kind: wrong sum\n", ""},
	{"B08", "badges.yaml", "title: Host", "title: \"\""},
}

// secondRubric is one that would be sound under an id of its own.
func secondRubric(id string) string {
	criterion := "    - {id: %s, name: Warm, weight: 1, anchors: {0: It is cold, 2: It is warm}}\n"
	return "- id: " + id + "\n  title: A pot\n  version: 1.0.0\n  lesson: evl-tea-test\n  for: [review]\n  criteria:\n" +
		fmt.Sprintf(criterion, "pot") + fmt.Sprintf(criterion, "lid")
}

func TestCheckFindsEachFault(t *testing.T) {
	seen := map[string]bool{}
	for i, s := range spoilt {
		seen[s.rule] = true
		t.Run(fmt.Sprint(s.rule, " ", i), func(t *testing.T) {
			t.Parallel()
			pack := goodPack(t)
			replace(t, pack, s.file, s.old, s.new)
			found := Check(pack, time.Time{})
			if len(found) == 0 {
				t.Errorf("%q in place of %q: nothing found", s.new, s.old)
			}
			for _, f := range found {
				if f.Rule != s.rule || f.File == "" || f.Message == "" || f.Remedy == "" {
					t.Errorf("%q in place of %q: found %s", s.new, s.old, f)
				}
			}
		})
	}
	for _, r := range rules() {
		if r.id != "C06" && r.id[0] != 'T' && !seen[r.id] { // TestCheckOfTranslations breaks those of translations
			t.Errorf("no example breaks %s", r.id)
		}
	}
}

func TestCheckFindsADrillInTwoDepartments(t *testing.T) {
	pack := goodPack(t)
	pack["drills/finance.md"] = pack[teaDrills]
	found := Check(pack, time.Time{})
	if len(found) == 0 {
		t.Error("nothing found")
	}
	for _, f := range found {
		if f.Rule != "B07" || !strings.Contains(f.Message, "drills/finance.md") {
			t.Errorf("found %s", f)
		}
	}
}

// Twenty questions whose right option is always b, and always the longest.
func TestCheckFindsKeysThatCanBeGuessed(t *testing.T) {
	var lesson strings.Builder
	lesson.WriteString("---\nid: evl-keys\ntitle: Keys\nversion: 1.0.0\nas_of: 2026-11-24\n---\n")
	for n := range enough {
		fmt.Fprintf(&lesson, "```yaml item\nid: item-%d\nkind: single\nstem: Which?\noptions:\n  a: {text: Not so, why: Wrong}\n  b: {text: It is the one that is right, why: Right}\nanswer: b\n```\n", n)
	}
	found := map[string]int{}
	for _, f := range Check(fstest.MapFS{
		"pack.yaml":        {Data: []byte("id: keys\nstyle: waymark")},
		"keys/module.yaml": {Data: []byte("id: keys\nlessons: [evl-keys]")},
		"keys/evl-keys.md": {Data: []byte(lesson.String())},
	}, time.Time{}) {
		found[f.Rule]++
	}
	// Four in a row, one key for the whole lesson, a key in over 30% of the bank.
	if found["C06"] != 3 {
		t.Errorf("found %v, want C06 three times", found)
	}
	if found["C07"] != 1+enough {
		t.Errorf("found %v, want C07 for each item and for the bank", found)
	}
}

func TestCheckIsContentWithGoodPacks(t *testing.T) {
	for name, pack := range map[string]fs.FS{"good": goodPack(t), "embedded": Embedded()} {
		for _, f := range Check(pack, time.Time{}) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// A pack without "style: waymark" may write as it likes; what would not work is
// still found.
func TestCheckBindsOthersLess(t *testing.T) {
	pack := goodPack(t)
	replace(t, pack, "pack.yaml", "style: waymark\n", "")
	replace(t, pack, teaLesson, "Luck alone picks", "The assistant thinks that revolutionary luck, currently 12%, picks")
	replace(t, pack, teaLesson, "## Myths", "## Tales")
	if found := Check(pack, time.Time{}); len(found) > 0 {
		t.Errorf("house style bound another pack: %v", found)
	}
	replace(t, pack, teaLesson, "calc: 18/24*100", "calc: 18/25*100")
	rules := []string{}
	for _, f := range Check(pack, time.Time{}) {
		rules = append(rules, f.Rule)
	}
	if !slices.Equal(rules, []string{"C19"}) {
		t.Errorf("a wrong key was found as %v", rules)
	}
}

// Fences that a pack cannot close, folders without a pack: a finding, no panic.
func TestCheckOfWhatIsNoPack(t *testing.T) {
	for name, pack := range map[string]fs.FS{
		"an empty folder": fstest.MapFS{},
		"a lone lesson":   fstest.MapFS{"tea.md": {Data: []byte("# Tea")}},
		"a broken list":   fstest.MapFS{"pack.yaml": {Data: []byte("id: x")}, "m/module.yaml": {Data: []byte("lessons: 3")}},
	} {
		if found := Check(pack, time.Time{}); len(found) == 0 || found[0].Rule != formatRule {
			t.Errorf("%s: found %v", name, found)
		}
	}
}

// fixedDay is when the tests take place.
func fixedDay() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }

// Facts of two packs may have the same id: each lesson means its own pack's.
func TestFactsOfTwoPacksAreToldApart(t *testing.T) {
	pack := goodPack(t)
	replace(t, pack, "pack.yaml", "style: waymark\n", "")
	text := strings.ReplaceAll(string(pack["facts/tea.yaml"].Data), "S-90", "S-01")
	pack["facts/tea.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, "as_of: 2026-11-24", "as_of: 2020-01-01", 1))}
	lesson := strings.ReplaceAll(string(pack[teaLesson].Data), "S-90", "S-01")
	pack[teaLesson] = &fstest.MapFile{Data: []byte(lesson)}
	c, err := Load(Embedded(), pack)
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.Lesson("evl-tea-test")
	if err != nil {
		t.Fatal(err)
	}
	if day, err := c.Overdue(l, fixedDay()); err != nil || day != "2020-01-01" {
		t.Errorf("overdue since %q, %v", day, err)
	}
}

// A lesson that gets its pack's name before its id keeps its bank.
func TestARenamedLessonKeepsItsBank(t *testing.T) {
	second := goodPack(t)
	replace(t, second, "pack.yaml", "id: tea", "id: second-tea")
	c, err := Load(goodPack(t), second)
	if err != nil {
		t.Fatal(err)
	}
	if bank, err := c.Bank("second-tea/evl-tea-test"); err != nil || len(bank) != 4 {
		t.Errorf("a bank of %d items, %v", len(bank), err)
	}
}
