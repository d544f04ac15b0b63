package store

import "testing"

func updateProfile(s *Store, name, value string) error {
	_, err := s.UpdateProfile(map[string]string{name: value})
	return err
}

// Two programs may be open at once: each changes what it was told to change.
func TestAProfileKeepsWhatAnotherProgramChanged(t *testing.T) {
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	other := New(s.Dir(), s.now)
	check(t, updateProfile(other, "department", "hr"))
	check(t, updateProfile(s, "theme", "dark"))
	p := must(s.Profile())(t)
	equal(t, "profile", p, Profile{Name: "Ines", Department: "hr", Theme: "dark", SetUp: p.SetUp})
	if p.SetUp.IsZero() {
		t.Error("the set-up has not ended")
	}
}
