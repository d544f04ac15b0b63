package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/calendar"
	"waymark/store/progress"
)

func (a *app) exportCalendarCommand() *cobra.Command {
	var f exportFlags
	cmd := a.verb("calendar", "The days by which something is asked of you", func([]string) (result, error) { return a.exportCalendar(f) })
	cmd.Long = "The days by which something is asked of you, as an iCalendar file: modules that a lead gave you, until they are done, and the ends of your pilots. " +
		"Taking in a later file moves what moved; what is done stays where it is until you delete it. The titles of your pilots are in it: think of who sees your calendar. " +
		"Reviews are no part of it: they come up on most days, and wait; waymark remind is for them."
	cmd.Example = "  waymark export calendar --to waymark-days.ics"
	f.add(cmd, false)
	return cmd
}

func (a *app) exportCalendar(f exportFlags) (result, error) {
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	entries, err := s.store.Experiments()
	if err != nil {
		return nil, err
	}
	days := append(assignmentDays(s.Given), pilotDays(entries)...)
	for i := range days {
		if days[i].UID, err = a.calendarID(days[i].UID); err != nil {
			return nil, err
		}
	}
	return handedOut(f, asCalendar, len(days), calendar.Write("Waymark", s.now, days))
}

// assignmentDays are the days of modules that were given and are not done.
func assignmentDays(all []progress.Given) []calendar.Event {
	var days []calendar.Event
	for _, g := range all {
		day, err := time.Parse(time.DateOnly, g.Due)
		if err != nil || g.Waived || g.Module.State.Complete() {
			continue
		}
		days = append(days, calendar.Event{
			UID: "module/" + g.Module.ID, Title: "Waymark: " + g.Module.Title, Start: day,
			Text: fmt.Sprintf("Asked for by %s: %s", g.Lead(), g.Reason),
		})
	}
	return days
}

// pilotDays are the last days of pilots that run.
func pilotDays(all []store.Experiment) []calendar.Event {
	var days []calendar.Event
	for _, x := range all {
		if x.Pilot == nil || !x.Pilot.Running() {
			continue
		}
		if day, err := time.Parse(time.DateOnly, x.Pilot.Ends); err == nil {
			days = append(days, calendar.Event{
				UID: "pilot/" + x.ID, Title: "End of the pilot: " + x.Title, Start: day, Text: "waymark journal pilot " + x.ID + " asks what comes of it.",
			})
		}
	}
	return days
}
