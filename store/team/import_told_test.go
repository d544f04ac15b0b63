package team_test

import (
	"errors"
	"fmt"
	"testing"

	"waymark/store/team"
	"waymark/store/team/teamtest"
)

// An import says how far it is, and one that is stopped has taken in what it says; the next
// goes on with the rest.
func TestAnImportIsToldAndStopped(t *testing.T) {
	dir, s, stopped := t.TempDir(), newStore(t), errors.New("stopped")
	const people = 600
	for n := range people {
		teamtest.Put(t, dir, fmt.Sprintf("%04d.json", n), teamtest.Signed(t, n, teamtest.Snap(n, "Ines", 0)))
	}
	var told []int
	first, err := team.ImportTelling(s, "", dir, now, func(done, of int) error {
		if told = append(told, done); of != people {
			t.Errorf("%d of %d", done, of)
		}
		return stopped
	})
	if !errors.Is(err, stopped) || len(told) != 1 || len(first.Taken) != told[0] || told[0] == people {
		t.Fatalf("told %v, took %d: %v", told, len(first.Taken), err)
	}
	told = nil
	second, err := team.ImportTelling(s, "", dir, now, func(done, _ int) error { told = append(told, done); return nil })
	if err != nil || second.Same != len(first.Taken) || len(second.Taken) != people-second.Same || told[len(told)-1] != people {
		t.Errorf("then told %v, took %d beside %d: %v", told, len(second.Taken), second.Same, err)
	}
}
