package tui

import (
	"strings"
	"testing"

	"waymark/store"
)

func TestTodayLeadsToTheReviews(t *testing.T) {
	drive(t, 120, 40, returning).see("3-day streak").press("down").see("to recall it now").press("enter").see("[3 Review]")
}

func TestTheTimeThatAPersonHasChangesWhatIsProposed(t *testing.T) {
	d := drive(t, 120, 40, returning).not("What fits").press("m").see("What fits into 5 minutes", "m I have 10 min")
	d.press("m", "m").see("What fits into 20 minutes").press("m").not("What fits")
}

// The cursor is on what is best now, unless the person put it elsewhere.
func TestWhatIsBestNowIsChosen(t *testing.T) {
	d := drive(t, 80, 24).see("▸ Next lesson")
	daysAgo(2, did("fnd-what-ai-is", true))(d.store)
	d.send(changedMsg{})
	d.see("▸ Review").press("down").see("▸ Next lesson")
	d.send(changedMsg{})
	d.see("▸ Next lesson")
	d = drive(t, 80, 24, returning).press("down").see("▸ Review")
	d.send(changedMsg{})
	d.see("▸ Review")
}

// A reason says what it is about, and is never cut off.
func TestTheReasonOfAStepIsWhole(t *testing.T) {
	drive(t, 60, 20, returning).press("m").see("Review: to recall it now makes it last").press("down").see("Continue: you were here today")
	drive(t, 60, 20, didAll("foundations")).press("m", "down").see("in parts if you", "like")
}

func TestWhereTheLineIsShortTheStreakGivesWayAsAWhole(t *testing.T) {
	long := func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"name": "Lena Müller-Lüdenscheidt"})
		must(err)
	}
	drive(t, 60, 20, returning, long).see("Lüdenscheidt", "1 of 15 min").not("3-day", "min ·")
}

func TestTheStreakCanBeSwitchedOff(t *testing.T) {
	off := func(s *store.Store) {
		_, err := s.UpdateProfile(map[string]string{"streak": "off"})
		must(err)
	}
	drive(t, 120, 40, returning, off).see("of 15 min").not("streak")
}

// What waits is opened where it goes on: the rating, and the pilot of the entry.
func TestTodayLeadsToWhatWaits(t *testing.T) {
	drive(t, 80, 24, on(underRating)).press("down").see("▸ Rate blind").press("enter").see("Blind rating", "rated")
	d := drive(t, 80, 24, piloted, func(s *store.Store) {
		x := keeps(s.LatestExperiments(1))[0]
		keeps(s.StartPilot(x.ID, store.Pilot{Scope: "Two of us.", Guard: "No complaint.", Stop: "One complaint.", Ends: "2026-11-25"}))
	})
	for range 4 {
		if strings.Contains(d.frame(), "▸ Pilot") {
			break
		}
		d.press("down")
	}
	d.see("▸ Pilot").press("enter").see("▸ Pilot", "One complaint.")
}

// A new entry that was begun and not kept is named, and n goes on with it.
func TestTodayNamesANewEntryThatWasBegun(t *testing.T) {
	d := drive(t, 120, 40, beganOne).see("You began writing", "Meeting notes", "n goes on.")
	d.press("n").see("Meeting notes by voice").press("ctrl+x").not("You began writing")
}

// beganOne is a person who began a new entry and did not keep it.
func beganOne(s *store.Store) {
	must(s.KeepDraft(captureDraft, map[string]string{"title": "Meeting notes by voice"}))
}

func todayStories() []story {
	return []story{
		{name: "today"},
		{name: "today-busy", with: busy},
		{name: "today-returning", with: returning},
		{name: "today-time", keys: []string{"m"}, with: returning},
		{name: "today-ascii", with: busy, ascii: true},
		{name: "today-begun", with: beganOne},
	}
}
