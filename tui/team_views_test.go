package tui

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"waymark/store/evidence"
)

// toView opens the Team tab and goes to a view by its place.
func toView(at int, keys ...string) []string {
	all := []string{"6"}
	for range at {
		all = append(all, "right")
	}
	return append(all, keys...)
}

// The places of the views in their row.
const (
	modulesAt  = 2
	wallAt     = 3
	helpAt     = 4
	coverageAt = 5
	evidenceAt = 6
)

// few are four of the team: too few to say what is hard.
func few() []mate { return support()[:4] }

// quiet is a team in which nobody asks, offers or shares.
func quiet() []mate {
	people := support()
	for i := range people {
		people[i].hands, people[i].offers, people[i].cards, people[i].lessons = nil, nil, nil, nil
	}
	return people
}

func teamViewStories() []story {
	full := staffed(support()...)
	return []story{
		{name: "team-modules", keys: toView(modulesAt), with: full},
		{name: "team-modules-page", keys: toView(modulesAt, "down", "enter"), with: full},
		{name: "team-modules-few", keys: toView(modulesAt), with: staffed(few()...)},
		{name: "team-wall", keys: toView(wallAt, "down"), with: full},
		{name: "team-wall-search", keys: toView(wallAt, "/"), text: "refund", with: full},
		{name: "team-wall-none", keys: toView(wallAt, "/"), text: "zebra", with: full},
		{name: "team-wall-page", keys: toView(wallAt, "down", "down", "enter"), with: full},
		{name: "team-wall-empty", keys: toView(wallAt), with: staffed(quiet()...)},
		{name: "team-help", keys: toView(helpAt, "down"), with: full},
		{name: "team-help-alone", keys: toView(helpAt), with: full},
		{name: "team-help-quiet", keys: toView(helpAt), with: staffed(quiet()...)},
		{name: "team-coverage", keys: toView(coverageAt), with: full},
		{name: "team-coverage-row", keys: toView(coverageAt, "down", "enter"), with: full},
		{name: "team-views-ascii", keys: toView(helpAt, "down"), with: full, ascii: true},
		{name: "team-wall-ascii", keys: toView(wallAt), with: full, ascii: true},
		{name: "team-evidence", keys: toView(evidenceAt), with: full},
		{name: "team-evidence-row", keys: toView(evidenceAt, "down", "down", "down", "enter"), with: full},
		{name: "team-evidence-write", keys: toView(evidenceAt, "e"), with: full},
		{name: "team-evidence-ascii", keys: toView(evidenceAt, "end"), with: full, ascii: true},
		{name: "team-report", keys: []string{"6", "x"}, with: full},
	}
}

func TestWhatIsHardNamesWhoAsksAndCountsWhoWaits(t *testing.T) {
	d := drive(t, 80, 24, staffed(support()...)).press(toView(modulesAt)...)
	d.see("Prompt design", "1 of 6 has a hand up", "Foundations", "1 of 6 stalled").not("Jonas", "Ben", "Chiara")
	d.press("down", "enter").see("Team › Prompt design", "Chiara Russo", "My briefs get too long.", "Lessons that they are about", "Write the prompt as a brief").not("Ben", "Jonas")
	d.press("esc").see("[Modules]")
	d.press("?").see("What it means: Modules")
}

func TestWhatIsHardIsSilentAboutFew(t *testing.T) {
	d := drive(t, 80, 24, staffed(few()...)).press(toView(modulesAt)...)
	d.see("Silent: 4 people have it, and it speaks from 5 on.").not("hand up")
	d.press("down", "enter").see("singled out", "Whoever raised a hand is in Help map").not("Chiara", "stalled")
}

func TestFailuresHangLikeSuccesses(t *testing.T) {
	d := drive(t, 80, 24, staffed(support()...)).press(toView(wallAt)...)
	frame := d.frame()
	order := []string{"inconclusive  Refund replies in a warmer tone", "worked        Warmer tone in refund replies", "failed        Ask for sources in market summaries"}
	for i, row := range order {
		at := strings.Index(frame, row)
		if at < 0 {
			t.Fatalf("the wall lacks %q:\n%s", row, frame)
		}
		if frame = frame[at:]; i < len(order)-1 && strings.Count(frame[:strings.Index(frame, order[i+1])], "\n") != 1 {
			t.Errorf("%q takes another room than the others", row)
		}
	}
	d.press("end", "enter").see("Wall › Ask for sources", "Chiara Russo", "What broke: 4 of 10 sources did not exist.")
}

func TestTheWallSaysWhatWasTriedAlready(t *testing.T) {
	d := drive(t, 120, 40, staffed(support()...)).press(toView(wallAt, "down")...)
	d.see("Warmer tone in refund replies", "The full record is shared, too", "Already tried, and like it", "Too few cases to tell.")
	d.press("down").see("Nothing like it was tried by others.")
}

func TestTheWallIsFoundWhileWordsAreTyped(t *testing.T) {
	d := drive(t, 100, 30, staffed(support()...)).press(toView(wallAt, "/")...).see("Search")
	d.write("refu").see("2 cards").not("Ask for sources")
	d.write("xq").see("0 cards", "No card fits")
	d.press("esc").see("3 cards, newest first", "Ask for sources")
	d.press("/").write("i6").see("[Wall]", "0 cards") // no key of the tab
	d.press("esc", "/").paste("chiara\nrusso").see("1 card").press("enter").see("Wall › Ask for sources")
	d.press("esc").see("1 card").press("esc").see("3 cards, newest first").press("esc").see("[1 Today]")
}

func TestAnIntroductionIsCopied(t *testing.T) {
	d := drive(t, 80, 24, staffed(support()...)).press(toView(helpAt)...)
	d.see("Jonas Lindqvist: pivot tables from exports", "nobody offers to help", "since 15 November 2026", "Nobody to introduce yet")
	d.press("enter").see("there is nobody to introduce Jonas")
	d.press("down").see("Amara Okafor offers: Brief clearly", "the same topic", "What Enter copies").press("enter").see("Copied")
	if !strings.Contains(d.copied, "Chiara Russo") || !strings.Contains(d.copied, "Write the prompt as a brief") {
		t.Errorf("copied: %q", d.copied)
	}
}

// Where the desktop has a clipboard, what is copied is there too, and then it is sure; where
// that fails, or there is none, it hangs on the terminal.
func TestACopyIsSureWhereTheDesktopTakesIt(t *testing.T) {
	for _, way := range []struct {
		desktop func(string) error
		told    string
	}{
		{nil, "Copied, if your terminal lets programs copy: an introduction"},
		{func(string) error { return errors.New("no display") }, "Copied, if your terminal lets programs copy: an introduction"},
		{func(string) error { return nil }, "Copied: an introduction of"},
	} {
		var got []string
		o := Options{Dark: true}
		if way.desktop != nil {
			o.Clipboard = func(text string) error { got = append(got, text); return way.desktop(text) }
		}
		d := driveWith(t, 80, 24, o, setUp, staffed(support()...)).press(toView(helpAt)...).press("down", "enter").see(way.told)
		if way.desktop != nil && (len(got) != 1 || got[0] != d.copied) {
			t.Errorf("the desktop got %q", got)
		}
	}
}

func TestCoverageNamesGapsAndSingleHolders(t *testing.T) {
	d := drive(t, 120, 40, staffed(support()...)).press(toView(coverageAt)...)
	d.see("nobody holds yet", "a gap: nobody holds it yet", "AI literacy", "Amara Okafor, Chiara Russo", "Amara Okafor and Chiara Russo hold it.")
	d.press("end").see("71 of 71").press("home").see("1 of 71")
	for range 30 {
		if strings.Contains(d.frame(), "only one person: Amara Okafor") {
			return
		}
		d.press("down")
	}
	t.Errorf("no competency hangs on Amara alone:\n%s", d.frame())
}

// Nothing that a view shows may be a score, a duration or a time of day.
func TestViewsHoldNoFigureOfAPerson(t *testing.T) {
	d := drive(t, 120, 40, staffed(support()...)).press("6")
	for range evidenceAt + 1 {
		if found := regexp.MustCompile(`(?i)\b(score|rank|worst|best|behind|minutes|[0-9]+ ?%|[0-9]{1,2}:[0-9]{2})\b`).FindString(d.frame()); found != "" {
			t.Errorf("a view says %q:\n%s", found, d.frame())
		}
		d.press("right")
	}
}

func TestNamesThatFit(t *testing.T) {
	many := slices.Repeat([]string{"Amara Okafor"}, 500)
	tests := []struct {
		names []string
		width int
		want  string
	}{
		{[]string{"Amara Okafor", "Jonas Lindqvist"}, 40, "Amara Okafor, Jonas Lindqvist"},
		{[]string{"Amara Okafor", "Jonas Lindqvist", "Wei Chen"}, 30, "Amara Okafor and 2 more"},
		{many, 45, "Amara Okafor, Amara Okafor and 498 more"},
		{many, 10, "Amara Oka…"},
	}
	for _, tt := range tests {
		if got := namesThatFit(tt.names, tt.width); got != tt.want {
			t.Errorf("%d names in %d cells: %q, want %q", len(tt.names), tt.width, got, tt.want)
		}
	}
}

func TestAReportSaysWhatItHoldsBeforeItIsWritten(t *testing.T) {
	d := drive(t, 80, 24, staffed(support()...)).press("6", "x")
	d.see("Which file shall it be?", "answer, no score", "none of your notes", "team-report.html")
	d.press("esc").see("[Attention]")
}

// In the lowest window the row under the cursor is seen in every view.
func TestViewsInALowWindow(t *testing.T) {
	for at, want := range map[int]string{modulesAt: "Foundations", wallAt: "Refund r", helpAt: "nobody offers", coverageAt: "L1 How AI works", evidenceAt: "A pack of today"} {
		drive(t, 40, 12, staffed(support()...)).press(toView(at)...).see(want)
	}
}

// What lacks in a pack is there before it is written; then it is written for whom the filter leaves,
// and verifies.
func TestEvidenceSaysWhatIsMissingAndIsWritten(t *testing.T) {
	d := drive(t, 120, 40, staffed(support()...)).press(toView(evidenceAt)...)
	d.see("[Evidence]", "A pack of today", "of 6 people", "AI literacy", "UNESCO", "Nobody completed a lesson for 30 of 49 areas.")
	d.press("?").see("What it means: Evidence", "It says what was not taught yet").press("esc")
	folder := filepath.Join(d.store.Dir(), "pack")
	d.press("e").see("Which folder shall it be?", "none of your notes", "waymark-evidence-2026-").press("ctrl+u").write(folder).press("enter").see("✓ Written", "then hand on the folder and your key", "waymark evidence verify").press("esc").see("[Evidence]")
	found, err := evidence.Verify(folder, "")
	must(err)
	if found.Err() != nil || found.Manifest.People != 6 {
		t.Errorf("%v, of %d people", found.Err(), found.Manifest.People)
	}
	d.press("e").press("ctrl+u").write(folder).press("enter").see("choose another name")
	d.press("esc", "f", "down", "enter").see("only ", "[Evidence]").press("e", "ctrl+u").write(folder + "-2").press("enter").see("✓ Written")
	found, err = evidence.Verify(folder+"-2", "")
	must(err)
	if found.Manifest.Department == "" || found.Manifest.People >= 6 {
		t.Errorf("of %q with %d people", found.Manifest.Department, found.Manifest.People)
	}
}
