package tui

import (
	"testing"

	"waymark/store"
	teams "waymark/store/team"
)

// A member who presses i is asked first, and is not made a lead by Enter.
func TestWhoLeadsNobodyStaysALearner(t *testing.T) {
	d := drive(t, 80, 24).press("6").see("Your lead sent you something? Press t.", "t my teams", "Do you lead a team? Press i.").not("publish")
	d.press("i").see("snapshots of others").press("enter").see("For learners").not("Where are the snapshots?")
	d.press("t").see("You accepted no team file").press("esc", "z").see("For learners")
	d.press("?").not("p  publish", "x  report", "f  filter")
}

func TestALeadCanStopLeading(t *testing.T) {
	d := drive(t, 80, 24, crew).press("6", "z").see("Stop leading", "7 people", "not even with u", "y: forget them").press("esc").see("[Attention]")
	d.press("z", "y").see("You lead no team here any more", "For learners", "Do you lead a team? Press i.").not("[Attention]")
	if kept, err := d.store.Members(); err != nil || len(kept) != 0 {
		t.Errorf("%d people are known: %v", len(kept), err)
	}
	d.beat().beat().not("Amara")
}

func TestALeadReachesWhatMembersReach(t *testing.T) {
	drive(t, 80, 24, crew).press("6", "s").see("What my lead sees").press("esc", "t").see("My teams").press("esc", "w").see("[Wall]")
}

func TestWhatIsNotPublishedIsSaid(t *testing.T) {
	d := drive(t, 80, 24, assigned, func(s *store.Store) {
		kept, err := s.Teams()
		must(err)
		kept[0].Folder = s.Dir()
		_, err = s.KeepTeam(kept[0])
		must(err)
	})
	d.press("6").see("1 module given, 1 module waived, not published: p", "p publish", "x report")
	d.press("p", "p").see("Published number 1", "tab Team, then t").press("esc").see("[Attention]").not("not published")
	given, err := d.store.Assignments()
	must(err)
	must(d.store.Unassign(given[0].Learner, given[0].Module))
	d.send(changedMsg{})
	d.see("1 module taken back, not published: p")
}

func TestFilesSayHowManyAreKnown(t *testing.T) {
	drive(t, 80, 24, crew).press("6", "r").see("7 people known; nothing new at the last look")
	d := drive(t, 80, 24, crew).press("6")
	shareOf(d.store, sharedFolder(d.store), "Ana Silva", "finance")
	d.beat().beat().press("r").see("8 people known; 1 snapshot taken in at the last look")
}

func TestWhatWaitsIsCountedAgainstTheLastFile(t *testing.T) {
	team := store.Team{ID: "t", Published: 1, Folder: t.TempDir()}
	people := []teams.Person{{Member: store.Member{ID: "a", Team: "t"}, Given: []store.Assignment{{Learner: "a", Module: "m"}}}}
	if p := teams.PendingOf(team, people); p != (teams.Pending{}) {
		t.Errorf("with a file that is gone: %+v", p)
	}
	team.Published = 0
	if p := teams.PendingOf(team, people); p != (teams.Pending{Given: 1}) {
		t.Errorf("without a file: %+v", p)
	}
	team.ID = "another"
	if p := teams.PendingOf(team, people); p != (teams.Pending{}) {
		t.Errorf("of another team: %+v", p)
	}
}
