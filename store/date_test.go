package store

import "testing"

func TestADayIsReadAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-31": "2026-12-31", "31.12.2026": "2026-12-31", " 1.2.2026 ": "2026-02-01", "31  dec 2026": "2026-12-31",
		"3 December 2026": "2026-12-03", "Dec 31, 2026": "2026-12-31",
		"3/4/2026": "", "31.12.26": "", "32.12.2026": "", "30 Feb 2026": "", "tomorrow": "", "": "",
	} {
		if got, ok := ISODay(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", text, got, ok, want)
		}
	}
}
