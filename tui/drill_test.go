package tui

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// drillOf is a text of the embedded pack.
func drillOf(ref string) curriculum.Drill {
	d, err := catalogue().Drill(ref)
	must(err)
	return d
}

// wrongLines are the numbers of the lines with an error.
func wrongLines(d curriculum.Drill) []int {
	var wrong []int
	for _, l := range d.Lines() {
		if l.Wrong() {
			wrong = append(wrong, l.Number)
		}
	}
	return wrong
}

// handed hands texts in: of each the lines with an error, the first of them let
// pass where missing is set, and the first line too.
func handed(missing bool, refs ...string) func(*store.Store) {
	return func(s *store.Store) {
		for _, ref := range refs {
			d := drillOf(ref)
			marks := wrongLines(d)
			if missing {
				marks = append(marks[min(1, len(marks)):], 1)
			}
			if _, err := s.RecordDrill(progress.DrillReading(d, marks)); err != nil {
				panic(err)
			}
		}
	}
}

func drillReadings(d *driver) []store.Drill {
	d.t.Helper()
	all, err := d.store.Drills()
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

// list opens the drills from the pathways.
func (d *driver) list() *driver { return d.press("2", "d") }

// text opens a text that is not the one to read next.
func (d *driver) text(ref string) *driver {
	d.send(openMsg{newDrill(d.model.(root).env, ref)})
	return d
}

const newsletter = "marketing/spring-newsletter" // the lines 5, 7 and 9 are wrong

func TestATextIsReadAndExplained(t *testing.T) {
	d := drive(t, 80, 24).list().see("Find the errors", "Marketing", "0 of 9 read", "You have not looked for errors").not("clean", "planted")
	d.text(newsletter).see("What it was given", "this much is right", "Given to the assistant: Kestrel", "[ ]  1  Subject: Roses", "0 of 10 lines marked")
	d.press("space", "down", "down", "down", "down", "space").see("[✗]  5  You get these prices", "1 of 10 lines marked")
	d.press("9", "2").see("[✗]  9  Our roses are guaranteed", "[✗]  2  Dear gardeners", "3 of 10 lines marked")
	d.press("enter").see(
		"You found 2 of 3 errors and raised 1 false alarm.", "So far you find 2 of 3 errors and raise 1 false alarm in 1 text.",
		"✓  5  You get these", "found  dropped condition in", "prices hold in the shops only", "~  2  Dear gardeners", "false alarm  nothing is wrong in this line", "✗  7  Come to our free planting",
	)
	d.press("pgdown").see(`missed  wrong date in "Sunday 18 April": The workshop`, "What it was given", "too early to tell")
	if r := drillReadings(d); len(r) != 1 || r[0].Drill != newsletter || !slices.Equal(r[0].Marked, []int{2, 5, 9}) || r[0].Hits != 2 || r[0].Misses != 1 || r[0].FalseAlarms != 1 || r[0].Rejections != 6 {
		t.Fatalf("kept %+v", r)
	}
	d.press("esc").see("1 of 9 read", "So far you find 2 of 3 errors")
}

func TestNoMarkAtAllIsAskedForOnce(t *testing.T) {
	d := drive(t, 80, 24).list().text("marketing/open-day-invitation").press("enter").see("No line is marked. Is nothing wrong in it?")
	if r := drillReadings(d); len(r) != 0 {
		t.Fatalf("kept %+v", r)
	}
	d.press("down").not("Is nothing wrong in it?").press("enter").see("Is nothing wrong in it?").press("enter")
	d.see("✓ There was nothing to find in this text, and you raised no false alarm.", "there was no error to find")
	if r := drillReadings(d); len(r) != 1 || len(r[0].Marked) != 0 || r[0].Rejections != 10 {
		t.Fatalf("kept %+v", r)
	}
}

func TestAMarkIsTakenBack(t *testing.T) {
	d := drive(t, 80, 24, handed(false, "hr/"+firstOf("hr"))).list().text(newsletter).press("3", "4", "u").see("1 of 10 lines marked", "[✗]  3", "[ ]  4")
	d.press("3").see("0 of 10 lines marked").press("u").see("1 of 10 lines marked").press("u").see("0 of 10 lines marked").press("u").see("No mark to take back.")
	if r := drillReadings(d); len(r) != 1 {
		t.Fatalf("u took something else back: %+v", r)
	}
	d.press("0").see("[✗] 10  Your Kestrel team")
}

// trained is a learner who got better over eleven texts.
func trained(s *store.Store) {
	for i, department := range []string{"hr", "sales", "product"} {
		drills, err := catalogue().Drills(department)
		must(err)
		for _, d := range drills[:3] {
			handed(i < 2, d.Ref)(s)
		}
	}
	handed(true, newsletter)(s)
	handed(false, "marketing/repair-post")(s)
}

// reads is the keys that open the text to read next and go on in it.
func reads(keys ...string) []string { return append([]string{"2", "d", "enter"}, keys...) }

func firstOf(department string) string {
	drills, err := catalogue().Drills(department)
	must(err)
	return drills[0].ID
}

func TestTheMarksOfATextThatIsLeftAreKept(t *testing.T) {
	d := drive(t, 80, 24).list().text(newsletter).press("5", "7", "esc").see("begun", "Find the errors")
	d.press("esc").see("Pathways").press("d").see("begun").text(newsletter).see("2 of 10 lines marked", "[✗]  5", "[✗]  7")
	d.press("enter", "esc").not("begun").see("2 of 3 found")
}

func TestOnlyTheFirstReadingCounts(t *testing.T) {
	d := drive(t, 80, 24, handed(true, newsletter)).list().see("2 of 3 found, 1 false").text(newsletter)
	d.see("You found 2 of 3 errors and raised 1 false alarm.", "✗  5").press("r").see("does not count", "0 of 10 lines marked")
	d.press("5", "7", "9", "enter").see("You found 3 of 3 errors", "only the first reading counts", "So far you find 2 of 3 errors and raise 1 false alarm in 1 text.")
	if r := drillReadings(d); len(r) != 2 {
		t.Fatalf("kept %+v", r)
	}
	d.press("esc").see("1 of 90 texts read")
}

func TestAReadingCanBeTakenBack(t *testing.T) {
	d := drive(t, 80, 24).list().text(newsletter).press("5", "enter").see("You found 1 of 3").press("u")
	d.see(`Taken back: your reading of "`+drillOf(newsletter).Title+`"`, "1 of 10 lines marked", "[✗]  5").not("You found")
	if r := drillReadings(d); len(r) != 0 {
		t.Fatalf("kept %+v", r)
	}
	d.press("7", "enter").see("You found 2 of 3")
}

// Who presses Enter twice has not passed over what was wrong.
func TestEnterReadsTheResultOnBeforeTheNextText(t *testing.T) {
	d := drive(t, 80, 24).list().press("enter", "5", "enter").see("Find the errors › Summary of a customer survey", "You found 1 of 3 errors", "↓ more")
	d.press("enter").see("Find the errors › Summary of a customer survey").not("You found 1 of 3 errors")
	d.press("enter", "enter").see("0 of 10 lines marked")
}

func TestTheTextsFollowEachOther(t *testing.T) {
	d := drive(t, 120, 40).list()
	drills, err := catalogue().Drills("marketing")
	must(err)
	for _, text := range drills {
		d.press("enter")
		for _, n := range wrongLines(text) {
			d.press(strconv.Itoa(n % 10))
		}
		d.press("enter")
		if len(text.Errors) == 0 {
			d.press("enter")
		}
		d.see("read again")
	}
	all := drillReadings(d)
	for i, r := range all {
		if r.Drill != drills[i].Ref || r.Misses+r.FalseAlarms > 0 {
			t.Errorf("text %d: %+v, want %s", i+1, r, drills[i].Ref)
		}
	}
	d.press("esc").see("9 of 9 read", "9 of 90 texts read")
}

func TestAClickMarksALine(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		d := drive(t, size[0], size[1]).list().text(newsletter)
		for y := range size[1] {
			if row := d.reading().sheet.rowAt(y - headerHeight - 1); row == 2 {
				d.click(10, y).see("[✗]  3", "1 of 10 lines marked").click(10, y).see("[ ]  3", "0 of 10 lines marked")
				break
			}
		}
	}
}

// reading is the text on top.
func (d *driver) reading() drill { return d.model.(root).top().(drill) }

func TestAnAnswerToAnEarlierLoadIsStale(t *testing.T) {
	d := drive(t, 80, 24).list().text(newsletter)
	stale := loadDrill(d.model.(root).env, newsletter, d.reading().load)()
	d.press("5", "enter").see("You found 1 of 3")
	d.send(stale)
	d.see("You found 1 of 3")
}

func TestTheListOpensAndClosesDepartments(t *testing.T) {
	d := drive(t, 80, 24).list().press("up", "enter").see("Sales", "Engineering", "Other").not("Report on a campaign")
	d.press("down", "enter").see("Mail with an offer for six pumps").press("enter").see("What it was given")
}

func TestADepartmentsLessonLeadsToItsTexts(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(openMsg{newLesson(d.model.(root).env, "pck-sales")})
	d.press("end").see("Press d to find the errors in texts of Sales").press("d").see("Sales", "Mail with an offer for six pumps")
	drive(t, 80, 24).press("enter", "end").not("find the errors").press("d").not("Find the errors")
}

func TestDrillsInALowWindow(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {120, 12}, {300, 80}} {
		d := drive(t, size[0], size[1], handed(true, newsletter)).list()
		checkFrame(t, d.model.View().Content, size[0], size[1])
		d.text("marketing/coffee-survey").press("5").see("[✗]  5")
		checkFrame(t, d.model.View().Content, size[0], size[1])
		d.press("u", "enter").see("Is nothing wrong")
		d.send(tea.WindowSizeMsg{Width: 60, Height: 20})
		d.press("enter").see("You found 0 of 3 errors")
		checkFrame(t, d.model.View().Content, 60, 20)
	}
}

func TestAClickOpensAText(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
		d := drive(t, size[0], size[1], trained).list()
		for y, line := range strings.Split(d.frame(), "\n") {
			if strings.Contains(line, "Post with the words") {
				d.click(10, y)
				if row := d.model.(root).top().(drills).chosen(); row.drill == nil || row.drill.Ref != "marketing/repair-post" {
					t.Fatalf("at %v the click chose %+v", size, row)
				}
				d.click(10, y).see("You found 2 of 2 errors")
				break
			}
		}
	}
}

func TestATextOpensFirst(t *testing.T) {
	d := driveWith(t, 80, 24, Options{Dark: true, Drill: newsletter}, setUp).see("Draft of a newsletter", "0 of 10 lines marked")
	d.press("esc").see("0 of 9 read").press("esc").see("Good morning, Ines")
}

func drillStories() []story {
	return []story{
		{name: "drills", keys: []string{"2", "d"}},
		{name: "drills-busy", keys: append(reads("5", "esc"), slices.Repeat([]string{"down"}, 8)...), with: trained},
		{name: "drill", keys: []string{"2", "d", "enter"}},
		{name: "drill-marked", keys: reads("space", "down", "down", "space", "7")},
		{name: "drill-none-marked", keys: reads("enter")},
		{name: "drill-handed-in", keys: reads("1", "3", "enter"), with: trained},
		{name: "drill-ascii", keys: reads("1", "3", "enter"), with: trained, ascii: true},
	}
}
