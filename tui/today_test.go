package tui

import (
	"testing"

	"waymark/store"
)

func TestTodayLeadsToTheReviews(t *testing.T) {
	drive(t, 120, 40, returning).see("3-day streak").press("down").see("To recall it now").press("enter").see("[3 Review]")
}

func TestTheTimeThatAPersonHasChangesWhatIsProposed(t *testing.T) {
	d := drive(t, 120, 40, returning).not("What fits").press("m").see("What fits into 5 minutes", "m I have 10 min")
	d.press("m", "m").see("What fits into 20 minutes").press("m").not("What fits")
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
