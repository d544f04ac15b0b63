package calendar

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

var now = time.Date(2026, 11, 28, 8, 0, 0, 0, time.FixedZone("", 2*60*60)) // a Saturday

func examples() []Event {
	return []Event{
		{
			UID: "daily@waymark.invalid", Title: "Ten minutes with Waymark", Text: "waymark status says; what, comes \\ next.\nThen go on.",
			Start: time.Date(2026, 11, 28, 9, 15, 0, 0, time.UTC), Minutes: 10, Days: []time.Weekday{time.Monday, time.Wednesday}, Alarm: true,
		},
		{
			UID: "due@waymark.invalid", Title: strings.Repeat("Übergrößen für jeden Zweck 漢字 🎓 ", 8), Text: "BEGIN:VEVENT\r\nSUMMARY:planted\r\nEND:VEVENT",
			Start: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
		},
	}
}

// Another library reads what was written, and finds it whole.
func TestACalendarIsReadBack(t *testing.T) {
	file := Write("Waymark, mine", now, examples())
	example(t, file)
	for line := range strings.SplitSeq(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
		if len(line) > octets || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	read, err := ics.ParseCalendar(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	events := read.Events()
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	for i, want := range examples() {
		for p, is := range map[ics.ComponentProperty]string{
			ics.ComponentPropertyUniqueId: want.UID, ics.ComponentPropertySummary: strings.TrimSpace(want.Title),
			ics.ComponentPropertyDescription: strings.ReplaceAll(want.Text, "\r", ""),
		} {
			if got := events[i].GetProperty(p); got == nil || strings.TrimSpace(got.Value) != is {
				t.Errorf("%s is %v, want %q", p, got, is)
			}
		}
	}
	for p, is := range map[ics.ComponentProperty]string{
		ics.ComponentPropertyDtStart: "20261130T091500", ics.ComponentPropertyRrule: "FREQ=WEEKLY;BYDAY=MO,WE", ics.ComponentPropertyDtstamp: "20261128T060000Z",
	} {
		if got := events[0].GetProperty(p).Value; got != is {
			t.Errorf("%s is %q, want %q", p, got, is)
		}
	}
	if alarms := events[0].Alarms(); len(alarms) != 1 || len(events[1].Alarms()) != 0 {
		t.Errorf("%d and %d alarms", len(alarms), len(events[1].Alarms()))
	}
	if day, err := events[1].GetAllDayStartAt(); err != nil || day.Format(time.DateOnly) != "2026-12-31" {
		t.Errorf("the whole day is %v, %v", day, err)
	}
}

// example keeps a file for the check interop, where another program reads it.
func example(t *testing.T, file []byte) {
	if dir := os.Getenv("WAYMARK_EXAMPLES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "calendar.ics"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A calendar holds no character that steers a program, whoever wrote the text.
func FuzzWrite(f *testing.F) {
	f.Add("Tea; hot, \\strong\x1b[31m", "a\r\n b\x00")
	f.Fuzz(func(t *testing.T, title, about string) {
		file := Write(title, now, []Event{{UID: "1", Title: title, Text: about, Start: now}})
		for line := range strings.SplitSeq(string(file), "\r\n") {
			if len(line) > octets || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' }) {
				t.Errorf("%q", line)
			}
		}
		if strings.Count(string(file), "\r\nBEGIN:") != 1 {
			t.Errorf("a text became a component: %q", file)
		}
	})
}
