package tui

import (
	"os"
	"path/filepath"
	"testing"

	"waymark/store"
)

func TestALeadSeesAtOnceWhoHasNotStarted(t *testing.T) {
	d := drive(t, 80, 24, func(s *store.Store) {
		folder := s.Dir() + "/drive"
		shareOf(s, folder, "Amara Okafor", "finance", did("fnd-what-ai-is", true))
		shareOf(s, folder, "Jonas Lindqvist", "operations")
		shareOf(s, folder, "Wei Chen", "hr", did("fnd-what-ai-is", false))
		must(os.WriteFile(folder+"/rubbish.json", []byte("{}"), 0o600))
	})
	d.press("6").press("i").see("Do you lead a team?").press("down", "enter").write(d.store.Dir()+"/drive").press("enter").see("Name of the team", "4 files are there").write("Back office").press("enter")
	d.see("3 snapshots taken in", "rubbish.json", "[Attention]", "Have not started yet", "▸ Jonas Lindqvist", "2 people need nothing")
	d.press("down").see("1 file refused", "3 of 3 shared in the last 7 days").press("right").see("[Board]", "◐ 1/5").press("r").see("Files", "rubbish.json", "refused")
	kept, err := d.store.Teams()
	must(err)
	if len(kept) != 1 || kept[0].Title != "Back office" || kept[0].Folder != d.store.Dir()+"/drive" {
		t.Errorf("kept %+v", kept)
	}
}

// A folder is asked for once: the same one is looked into, another one has to be for a team.
func TestAnotherFolderIsForATeam(t *testing.T) {
	d := drive(t, 80, 24, crew)
	other := d.store.Dir() + "/other"
	shareOf(d.store, other, "Ana Silva", "finance")
	d.press("6", "i").see("Where are the snapshots?", "shared").press("enter").see("[Attention]", "known already")
	d.press("i", "ctrl+u").write(other).press("enter").see("Which team is this for?", "Back office", "A new team")
	d.press("down", "enter").see("Name of the team").write("back OFFICE").press("enter").see("a second team with the name").press("ctrl+u").write("Finance").press("enter")
	d.see("1 snapshot taken in").press("f").see("Team Back office", "Team Finance").press("end", "enter").see("only Team Finance", "1 of 1", "Ana Silva").not("Marek")
}

func TestASingleFileIsTakenInForATeam(t *testing.T) {
	d := drive(t, 80, 24, crew)
	other := d.store.Dir() + "/mail"
	shareOf(d.store, other, "Ana Silva", "finance")
	files, err := filepath.Glob(other + "/*.json")
	must(err)
	d.press("6", "i", "ctrl+u").write(files[0]).press("enter").see("Which team").press("enter").see("1 snapshot taken in", "of 8 shared in")
	kept, err := d.store.Teams()
	must(err)
	if len(kept) != 1 || kept[0].Folder != sharedFolder(d.store) {
		t.Errorf("kept %+v", kept)
	}
}

// What comes into the folder shows within two looks at the learner's file, which is a
// second, and the cursor stays on its person.
func TestTheFolderIsWatchedWhileTheTabShows(t *testing.T) {
	d := drive(t, 80, 24, crew).press("6", "end").see("▸ Priya Nair").not("Ana Silva")
	shareOf(d.store, sharedFolder(d.store), "Ana Silva", "finance")
	d.beat().beat().see("▸ Priya Nair").press("right").see("of 8 shared in", "Ana Silva")
	d.press("1")
	shareOf(d.store, sharedFolder(d.store), "Lou Petit", "finance")
	d.beat().beat().beat()
	if people, err := d.store.Members(); err != nil || len(people) != 8 {
		t.Errorf("with another tab open %d people are known, %v", len(people), err)
	}
	d.press("6").beat().beat().see("Lou Petit", "of 9 shared in")
}

func TestPeopleShowAlthoughTheirFolderIsGone(t *testing.T) {
	d := drive(t, 80, 24, crew, func(s *store.Store) { must(os.RemoveAll(s.Dir() + "/shared")) })
	d.press("6").see("Marek Nowak", "the folder cannot be read now").press("r").see("It cannot be read now", "taken in before is all there")
}

func TestAFilterHoldsForEveryViewUntilEsc(t *testing.T) {
	d := drive(t, 80, 24, crew).press("6", "f", "down", "enter").see("only Finance", "2 of 2 shared in", "Amara").not("Marek Nowak")
	d.press("right").see("[Board]", "only Finance", "Tom Becker").not("Priya").press("esc").see("[Board]", "Priya").not("only Finance")
	d.press("esc").see("[1 Today]")
}

func TestTheBoardIsOrderedAndMovesSideways(t *testing.T) {
	d := drive(t, 60, 20, crew).press("6", "right").see("1 Foundations").not("5 Working")
	d.press(">", ">").see("modules 3 to 5 of 5", "5 Working").not("1 Foundations").press("<", "<", "<").see("1 Foundations")
	d.press("o").see("Order: name", "▸ Amara").press("o").see("Order: department").press("o").see("Order: oldest snapshot").press("o").see("Order: who has not started", "▸ Jonas")
	d.press("enter").see("Team › Jonas Lindqvist")
}

func TestTheBoardFitsTheSmallestWindow(t *testing.T) {
	d := drive(t, 40, 12, crew).press("6", "right").see("○ 0/5 ○ 0/3 ○ 0/2", "Jonas").not("as of")
	checkFrame(t, d.model.View().Content, 40, 12)
}

func TestTheMouseOpensViewsAndPeople(t *testing.T) {
	d := drive(t, 80, 24, crew).press("6").click(14, 2).see("[Board]")
	d.clickOn("Amara Okafor").see("Team › Amara Okafor").press("esc").click(3, 2).see("[Attention]")
}

func TestAttentionIsQuietWhereNobodyNeedsAnything(t *testing.T) {
	drive(t, 80, 24, calm).press("6").see("All 2 people need nothing from you").press("enter", "down", "up").see("[Attention]")
}

func TestTheRulesOfAViewStandBehindTheQuestionMark(t *testing.T) {
	drive(t, 120, 40, crew).press("6", "?").see("What it means: Attention").press("esc", "right", "?").see("What it means: Board")
	drive(t, 120, 40, crew).press("6", "enter", "?").see("What it means: a person's page")
}
