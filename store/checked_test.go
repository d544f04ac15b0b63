package store

import (
	"os"
	"testing"
	"time"
)

// A file that was left sound is not walked through again; any other is.
func TestAFileIsWalkedThroughUnlessItWasLeftSound(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	if filePlace(must(os.Stat(s.File()))(t)) == "" {
		t.Skip("this system does not tell when a file changed")
	}
	later := func(change func(path string)) bool {
		t.Helper()
		change(s.File())
		return New(s.Dir(), time.Now).isChecked()
	}
	equal(t, "as it was left", later(func(string) {}), true)
	equal(t, "with the same bytes and times, but written since", later(func(path string) {
		info := must(os.Stat(path))(t)
		check(t, os.WriteFile(path, must(os.ReadFile(path))(t), 0o600))
		check(t, os.Chtimes(path, info.ModTime(), info.ModTime()))
	}), false)
	_ = must(New(s.Dir(), time.Now).Profile())(t)
	equal(t, "walked through", later(func(string) {}), true)
	equal(t, "another file in its place", later(func(path string) {
		content := must(os.ReadFile(path))(t)
		check(t, os.Remove(path))
		check(t, os.WriteFile(path, content, 0o600))
	}), false)
	_ = must(s.Profile())(t) // sees that it is another file
	s.walked.Store(time.Now().Add(-checkedFor - time.Minute).UnixMilli())
	check(t, s.KeepPlace("fnd", "1.0.0", "next", false))
	equal(t, "walked through a day ago", later(func(string) {}), false)
	equal(t, "a note that is cut short", later(func(path string) { check(t, os.Truncate(path+".checked", 40)) }), false)
}
