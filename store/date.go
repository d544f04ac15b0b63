package store

import (
	"strings"
	"time"
)

// ISODay is a day as people write it, "31.12.2026", "31 Dec 2026" or "2026-12-31", as an ISO
// day. It is not ok for one that could be two days, such as 3/4/2026, nor for what is none.
func ISODay(text string) (day string, ok bool) {
	text = strings.Join(strings.Fields(text), " ")
	for _, form := range []string{time.DateOnly, "2.1.2006", "2. 1. 2006", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}
