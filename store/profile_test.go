package store

import (
	"errors"
	"strings"
	"testing"
)

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

// The settings of the endpoint hold no key, and no error repeats one.
func TestNoKeyIsKept(t *testing.T) {
	s := newStore(t)
	const key = "sk-7hF3kQ9x"
	for _, name := range []string{"endpoint.key", "endpoint.key-env"} {
		if err := updateProfile(s, name, key); !errors.Is(err, ErrInvalid) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	chosen := map[string]string{
		"endpoint.url": "https://gateway.example.com/" + strings.Repeat("v", 200), "endpoint.model": "small-1",
		"endpoint.key-env": "GATEWAY_KEY_2", "endpoint.key": "keyring", "endpoint.http": "any",
	}
	p := must(s.UpdateProfile(chosen))(t)
	for name, value := range chosen {
		equal(t, name, p.Setting(name), value)
	}
	equal(t, "a setting that is none", p.Setting("set_up"), "")
}
