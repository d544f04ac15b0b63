// Package calendar writes iCalendar files (RFC 5545), which every calendar takes in. It
// knows no learner and no curriculum.
package calendar

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"waymark/store/clean"
)

// An Event is something that stands in a calendar: at a time of day, or on a whole day.
type Event struct {
	UID     string // the same whenever the event is written, so that it replaces itself
	Title   string
	Text    string
	Start   time.Time      // the date, and with Minutes the time of day, that a clock on the wall shows
	Minutes int            // how long it takes; 0: it is about the whole day
	Days    []time.Weekday // it comes back on these days of each week; none: once
	Alarm   bool           // the calendar says so when it begins
}

// Write is a calendar with a name and its events, as written at a time. Times of day have no zone: a
// reminder at 09:15 is at 09:15 wherever the person is, also after the clocks change.
func Write(name string, now time.Time, events []Event) []byte {
	var f file
	f.line("BEGIN", "VCALENDAR")
	f.line("VERSION", "2.0")
	f.line("PRODID", "-//Waymark//Waymark//EN")
	f.line("CALSCALE", "GREGORIAN")
	f.line("X-WR-CALNAME", text(name))
	for _, e := range events {
		f.event(e, now)
	}
	f.line("END", "VCALENDAR")
	return []byte(f.String())
}

type file struct{ strings.Builder }

func (f *file) event(e Event, now time.Time) {
	f.line("BEGIN", "VEVENT")
	f.line("UID", text(e.UID))
	f.line("DTSTAMP", now.UTC().Format("20060102T150405Z"))
	start := e.first()
	if e.Minutes > 0 {
		f.line("DTSTART", start.Format("20060102T150405"))
		f.line("DURATION", fmt.Sprintf("PT%dM", e.Minutes))
	} else {
		f.line("DTSTART;VALUE=DATE", start.Format("20060102"))
	}
	if len(e.Days) > 0 {
		f.line("RRULE", "FREQ=WEEKLY;BYDAY="+days(e.Days))
	}
	f.line("SUMMARY", text(e.Title))
	if e.Text != "" {
		f.line("DESCRIPTION", text(e.Text))
	}
	f.line("TRANSP", "TRANSPARENT") // nobody is busy by it
	if e.Alarm {
		f.line("BEGIN", "VALARM")
		f.line("ACTION", "DISPLAY")
		f.line("DESCRIPTION", text(e.Title))
		f.line("TRIGGER", "PT0S")
		f.line("END", "VALARM")
	}
	f.line("END", "VEVENT")
}

// first is the first day on which the event takes place: the standard wants it to be one
// of the days that the rule names.
func (e Event) first() time.Time {
	for i := range 7 {
		day := e.Start.AddDate(0, 0, i)
		for _, d := range e.Days {
			if day.Weekday() == d {
				return day
			}
		}
	}
	return e.Start
}

func days(all []time.Weekday) string {
	var names []string
	for _, d := range all {
		names = append(names, strings.ToUpper(d.String()[:2]))
	}
	return strings.Join(names, ",")
}

// text is a text as a value: what separates values, and lines, is escaped.
func text(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(clean.Text(s))
}

// octets is how long a line may be before it is folded.
const octets = 75

func (f *file) line(name, value string) {
	rest, most := name+":"+value, octets
	for len(rest) > most {
		at := most
		for !utf8.RuneStart(rest[at]) {
			at--
		}
		f.WriteString(rest[:at] + "\r\n ")
		rest, most = rest[at:], octets-1 // a folded line begins with a space
	}
	f.WriteString(rest + "\r\n")
}
