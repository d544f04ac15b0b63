package tui

import (
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

func todayStories() []story {
	return []story{
		{name: "today"},
		{name: "today-busy", with: busy},
		{name: "today-returning", with: returning},
		{name: "today-time", keys: []string{"m"}, with: returning},
		{name: "today-ascii", with: busy, ascii: true},
	}
}
