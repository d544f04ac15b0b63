package store

import (
	"bytes"
	"os"
	"testing"
)

// A list of free pages that is none, or names more pages than there are, says nothing.
func TestAGarbledListOfFreePagesIsNotBelieved(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	b := must(os.ReadFile(s.File()))(t)
	both := must(readMetas(s.File()))(t)
	m := both.newest()
	list := page(b, int(m.Freelist))
	count := func(change func()) (uint64, bool) {
		change()
		return freePages(bytes.NewReader(b), m)
	}
	free, ok := count(func() {})
	equal(t, "sound", ok && free < m.Pages, true)
	_, ok = count(func() { native.PutUint16(list[10:], uint16(m.Pages-1)) })
	equal(t, "all pages but one", ok, true)
	_, ok = count(func() { native.PutUint16(list[10:], uint16(m.Pages)) })
	equal(t, "all pages", ok, false)
	_, ok = count(func() { native.PutUint16(list[10:], 1); native.PutUint16(list[8:], leafPage) })
	equal(t, "another page", ok, false)
	m.Freelist = m.Pages + 1000
	_, ok = count(func() {})
	equal(t, "beyond the end", ok, false)
}
