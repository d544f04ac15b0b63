package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The key of a backup takes the place of none, of one that cannot be read, or of somebody
// else's; what is no key takes the place of nothing.
func TestWhereTheKeyOfABackupGoes(t *testing.T) {
	key := func() string {
		s := New(filepath.Join(t.TempDir(), "waymark"), time.Now)
		_ = must(s.SigningKey())(t)
		return string(must(os.ReadFile(s.KeyFile()))(t))
	}
	mine, other := key(), key()
	for _, test := range []struct {
		name, there, given string
		replace            bool
		then               string
	}{
		{"none there", "", other, false, other},
		{"none anywhere", "", "", false, ""},
		{"none given", mine, "", false, mine},
		{"none given, of somebody else", mine, "", true, ""},
		{"one there", mine, other, false, mine},
		{"one there, of somebody else", mine, other, true, other},
		{"what cannot be read", "garbled", other, false, other},
		{"what is no key", mine, "garbled", true, mine},
		{"what is no key, and none there", "", "garbled", false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := New(t.TempDir(), time.Now)
			if test.there != "" {
				check(t, os.WriteFile(s.KeyFile(), []byte(test.there), 0o600))
			}
			check(t, s.placeKey(test.given, test.replace))
			then, err := os.ReadFile(s.KeyFile())
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
			equal(t, "then", string(then), test.then)
			_, err = os.Stat(s.KeyFile() + ".unreadable")
			equal(t, "kept aside", err == nil, test.there == "garbled")
		})
	}
}
