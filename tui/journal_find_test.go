package tui

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
)

// long is a journal of several pages.
func long(s *store.Store) {
	var all []store.Bench
	for i := range 250 {
		at := morning().Add(time.Duration(i-300*24) * time.Hour)
		all = append(all, store.Bench{Experiment: store.Experiment{
			ID:    fmt.Sprintf("01ARZ3NDEK%016d", i),
			Title: fmt.Sprintf("Weekly summary number %d", i+1), Created: at, Updated: at,
			Verdict: store.Verdicts()[i%4], Learning: "Short summaries are read to the end.",
		}})
	}
	keeps(s.ImportExperiments(all))
}

// waiting is a journal with everything that the row of an entry can say.
func waiting(s *store.Store) {
	busy(s)
	piloted(s)
	x := keeps(s.LatestExperiments(1))[0]
	keeps(s.ShareExperiment(x.ID, store.CardShared, "It is meant for all."))
	underRating(s)
	y, _, err := s.AddExperiment(store.Experiment{Title: "Meeting notes by voice"})
	must(err)
	must(s.KeepDraft(draftName("close", y.ID), map[string]string{"learning": "Half a sentence"}))
	beganOne(s)
}

func journalStories() []story {
	find := []string{"4", "/"}
	return []story{
		{name: "journal-empty", keys: []string{"4"}},
		{name: "journal", keys: []string{"4"}, with: busy},
		{name: "journal-waiting", keys: []string{"4"}, with: waiting},
		{name: "journal-long", keys: []string{"4", "pgdown", "down"}, with: long},
		{name: "journal-long-ascii", keys: []string{"4", "/"}, text: "summ", with: long, ascii: true},
		{name: "journal-search", keys: find, text: "refund", with: waiting},
		{name: "journal-search-kept", keys: append(find, "s", "o", "u", "r", "c", "e", "s", "enter", "esc"), with: busy},
		{name: "journal-search-none", keys: find, text: "parental leave", with: busy},
		{name: "journal-search-field", keys: find, text: "mood:good", with: busy},
		{name: "journal-help", keys: []string{"4", "?"}, with: busy},
	}
}

func TestTheJournalIsSearchedAsOneTypes(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "/").see("verdict:failed tag:refund")
	d.write("sourc").see("Ask for sources", "1 hit").not("Three examples")
	if frame := d.model.View().Content; !strings.Contains(frame, ";4m") && !strings.Contains(frame, "[4;") && !strings.Contains(frame, ";4;") {
		t.Errorf("no match is underlined: %q", frame)
	}
	d.press("esc").see("3 entries, newest first", "Warmer tone", "Three examples")
	d.press("/").write("refund").press("enter").see("Still open").press("esc").see("Search", "refund").not("Three examples")
	d.press("esc").see("3 entries, newest first")
	d.press("/").write("q").see("No entry fits", "Esc shows all")
}

// A title that fits counts more than a text, and the best hit is the chosen one.
func TestTheBestHitIsChosen(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "/").write("exa").see("▸ ● Three examples for product notes")
	d.press("backspace", "backspace", "backspace").write("source").see("▸ ● Ask for sources")
	d.press("esc").see("▸ ● Ask for sources") // what is chosen stays chosen
	d.press("/").write("w").press("down")
	row, _ := d.model.(root).top().(journal).rows.chosen()
	d.write("a")
	if now, _ := d.model.(root).top().(journal).rows.chosen(); now.value != row.value && strings.Contains(d.frame(), row.title) {
		t.Errorf("the cursor went from %q to %q", row.title, now.title)
	}
}

func TestAFieldThatIsNotKnownIsSaidCalmly(t *testing.T) {
	d := drive(t, 60, 20, busy).press("4", "/").write("mood:good").see("The field \"mood\"").not("not accepted", "No entry")
	d.press("esc", "/").write("after:2026-1").see("The date \"2026-1\"").write("1").see("3 hits")
	d.press("enter").see("Warmer tone").not("Search")
	d = drive(t, 60, 20, busy).press("4", "/").write("mood:good").press("enter").see("The field \"mood\"")
	d.write(" x").see("Search")
}

// One search runs at a time, and after it the newest: what was typed between is not
// looked for, and an answer to it does not show.
func TestOneSearchRunsAtATime(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "/")
	first := d.hold(keyNamed("t"))
	for _, k := range []string{"h", "r"} {
		var cmd tea.Cmd
		if d.model, cmd = d.model.Update(keyNamed(k)); cmd != nil {
			t.Errorf("%s does more than wait", k)
		}
	}
	d.see("Warmer tone").not("hit", "3 entries")
	before := d.model.(root).top().(journal).load
	first()
	if runs := d.model.(root).top().(journal).load - before; runs != 1 {
		t.Errorf("%d more searches", runs)
	}
	d.see("Three examples", "1 hit").not("Warmer tone")
}

// Enter that comes before the answer opens the best of the answer, not what showed.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "/")
	release := d.hold(tea.KeyPressMsg{Code: 'e', Text: "e"})
	d.write("xamples").press("enter").see("Search")
	release()
	d.see("Journal › Three examples")
	d.press("esc").see("Search").press("j").see("Search", "examples", "1 hit").not("examplesj")
}

func TestTheJournalComesByPages(t *testing.T) {
	d := drive(t, 80, 24, long).press("4").see("250 entries", "Weekly summary number 250", "1 of 250")
	if n := len(d.model.(root).top().(journal).entries); n != journalPage {
		t.Errorf("%d entries at the beginning", n)
	}
	for range 20 {
		d.press("pgdown")
	}
	d.press("end").see("Weekly summary number 1 ", "250 of 250")
	keeps(store.New(d.store.Dir(), morning).UpdateProfile(map[string]string{"name": "Ida"}))
	d.send(changedMsg{})
	d.see("▸ ● Weekly summary number 1 ")
	d.press("/").write("summ").see("250 hits", "1 of 250")
	for range 60 {
		d.press("pgdown", "down")
	}
	d.see("250 of 250")
}

func TestAnEarlierPageDoesNotComeOverALaterOne(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4")
	stale := d.model.(root).top().Init()()
	keeps(d.store.UpdateExperiment(keeps(d.store.LatestExperiments(1))[0].ID, map[string]string{"title": "Renamed"}))
	d.send(changedMsg{})
	d.see("Renamed").send(stale)
	d.see("Renamed")
}

// A new entry is shown and chosen, also where a search would hide it.
func TestANewEntryIsChosen(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "/").write("sources").press("down", "enter", "esc").see("Search")
	d.press("n").write("Minutes of meetings").press("enter").see("▸ ○ Minutes of meetings", "4 entries")
}

// The same for an entry that the range of tasks proposes.
func TestANewEntryOfTheRangeIsChosen(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "/").write("sources").press("enter", "esc", "a", "enter").see("New experiment")
	d.write("Minutes of meetings").press("ctrl+s", "esc").see("▸ ○ Minutes of meetings", "4 entries")
}

// An entry of another program ends no search, and moves no cursor.
func TestAnEntryOfAnotherProgramLeavesTheSearchAlone(t *testing.T) {
	d := drive(t, 80, 24, busy).press("4", "down").see("▸ ● Ask for sources").beat()
	one(d.store, map[string]string{"title": "From the other terminal"})
	d.beat().see("4 entries", "From the other terminal", "▸ ● Ask for sources")
	d.press("/").write("sources").press("enter", "esc").see("Search", "1 hit")
	one(d.store, map[string]string{"title": "Once more from there"})
	d.beat().see("Search", "1 hit", "▸ ● Ask for sources")
}

func TestARowSaysWhatWaits(t *testing.T) {
	d := drive(t, 80, 24, waiting).press("4").see("6 to rate", "draft", "pilot", "shared", "You began one today")
	d.send(tea.WindowSizeMsg{Width: 60, Height: 20})
	d.see("◐", "→", "↑").not("6 to rate").press("?")
	d.send(tea.WindowSizeMsg{Width: 100, Height: 60})
	d.see("outputs wait to")
}

// Beside a wide list stands the short page of the chosen entry, fetched one at a time.
func TestTheShortPageStandsBesideTheList(t *testing.T) {
	d := drive(t, 120, 40, waiting).press("4").see("Words about it were begun").press("down").see("judgements are left")
	d.see("Bench").press("down").see("pilot ends on").press("down", "down").see("sources did not exist").press("/").write("notes").see("Three examples beat one long")
}

func TestAJournalThatCannotBeReadSaysSo(t *testing.T) {
	d := drive(t, 80, 24, busy)
	must(os.WriteFile(d.store.Dir()+"/waymark.db", []byte(strings.Repeat("no journal ", 2000)), 0o600))
	d.press("4").see("Your file is damaged").press("esc").see("Your journal cannot be read now", "n still notes")
}

// pageAway goes down until the next page is fetched, and returns that it cannot be read.
func pageAway(t *testing.T, d *driver) (failed tea.Msg, back func()) {
	t.Helper()
	back = away(t, d)
	var answer tea.Cmd
	for answer == nil {
		d.model, answer = d.model.Update(keyNamed("down"))
	}
	return answer(), back
}

// A page that cannot be read is asked for again when the cursor moves or the file
// changes, and not by itself.
func TestAPageThatCannotBeReadIsNotAskedForWithoutEnd(t *testing.T) {
	d := drive(t, 80, 24, long).press("4").beat()
	failed, back := pageAway(t, d)
	before := d.model.(root).top().(journal).load
	for _, msg := range []tea.Msg{failed, peekMsg{}} {
		d.model, _ = d.model.Update(msg)
	}
	if more := d.model.(root).top().(journal).load - before; more != 0 {
		t.Fatalf("%d more pages are asked for", more)
	}
	d.beat().see("waymark.db")
	back()
	d.beat().press("end", "end", "end").see("250 of 250")
}

// The same where nobody saw that the file was away.
func TestAPageIsAskedForAgainWhereTheCursorMoves(t *testing.T) {
	d := drive(t, 80, 24, long).press("4")
	failed, back := pageAway(t, d)
	back()
	d.model, _ = d.model.Update(failed)
	d.press("down", "end", "end", "end").see("250 of 250")
}

// What others wrote marks no more than itself: a span that does not fit is left out.
func TestMarksStayInTheirText(t *testing.T) {
	look := drive(t, 80, 24).model.(root).look
	row := choice{value: "1", title: "提示 tone", marks: []store.Span{{From: 0, To: 6}, {From: 90, To: 99}}, below: "a warm tone", label: "Learning: ", belowMarks: []store.Span{{From: 2, To: 6}}}
	p := newPicker(row, choice{value: "2", title: "short"})
	p.tall = true
	view := p.size(30, 8, look).view()
	for line := range strings.SplitSeq(view, "\n") {
		if ansi.StringWidth(line) > 30 {
			t.Errorf("too wide: %q", line)
		}
	}
	if text := ansi.Strip(view); !strings.Contains(text, "提示 tone") || !strings.Contains(text, "Learning: a warm tone") {
		t.Errorf("drawn as\n%s", text)
	}
	if _, clicked := p.size(30, 8, look).update(tea.MouseClickMsg{X: 3, Y: 5, Button: tea.MouseLeft}, 2); !clicked {
		t.Error("the second line of a row takes no click")
	}
}

// A key of a search, from the press to the frame that shows the answer. The journal of
// 100,000 entries is one that TestFillJournal of the store made.
func BenchmarkJournalSearch(b *testing.B) {
	dir := os.Getenv("WAYMARK_JOURNAL")
	if dir == "" {
		b.Skip("WAYMARK_JOURNAL names no folder: see docs/performance.md")
	}
	o := Options{Dark: true, Store: store.New(dir, time.Now), Catalogue: loaded, Now: time.Now}
	setUp(o.Store)
	for _, query := range []string{"refund", "verdict:failed tone", `"re ta`} {
		b.Run(query, func(b *testing.B) {
			d := &driver{t: b, model: New(o), store: o.Store}
			d.run(d.model.Init())
			d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
			d.press("4")
			at, worst := 0, time.Duration(0)
			for b.Loop() {
				if at == 0 {
					b.StopTimer()
					if d.model.(root).top().Typing() {
						d.press("esc")
					}
					d.press("/")
					b.StartTimer()
				}
				from := time.Now()
				d.write(query[at : at+1])
				d.model.View()
				worst = max(worst, time.Since(from))
				at = (at + 1) % len(query)
			}
			b.ReportMetric(float64(worst.Milliseconds()), "worst-ms")
		})
	}
}
