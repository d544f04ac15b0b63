package store

import (
	"errors"
	"testing"
)

func TestSettingsHaveBounds(t *testing.T) {
	s := newStore(t)
	for setting, fits := range map[[2]string]bool{
		{"reviews", "-1"}: false, {"reviews", "0"}: true, {"reviews", "50"}: true, {"reviews", "51"}: false,
		{"goal", "4"}: false, {"goal", "5"}: true, {"goal", "120"}: true, {"goal", "121"}: false, {"goal", "x"}: false,
		{"retention", "0.79"}: false, {"retention", "0.80"}: true, {"retention", "0.95"}: true, {"retention", "0.96"}: false,
	} {
		err := updateProfile(s, setting[0], setting[1])
		if (err == nil) != fits || err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%s %s: %v", setting[0], setting[1], err)
		}
	}
}

// A key pasted where the name of a variable belongs is not kept.
func TestANameOfAVariable(t *testing.T) {
	for name, fits := range map[string]bool{
		"AZ_az09": true, "_": true, "z": true, "Z9": true, "A0": true,
		"0A": false, "9": false, "A B": false, "A-B": false, "A@": false, "A[": false, "A`": false, "A{": false, "A/": false, "A:": false, "Ä": false,
	} {
		if err := variableName(name); (err == nil) != fits {
			t.Errorf("%q: %v", name, err)
		}
	}
}
