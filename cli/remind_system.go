package cli

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The names by which the systems know the reminder.
const (
	unitName = "waymark-remind"
	jobName  = "waymark.remind"
	taskName = "Waymark reminder"
)

// notifying is a script that tells what its words print, by a command, unless that is nothing.
func notifying(command string) string {
	return `line=$("$@") && [ -n "$line" ] && ` + command + ` "$line"; :`
}

func systemd(r reminder, call []string) systemReminder {
	const folder = "~/.config/systemd/user"
	words := append([]string{"/bin/sh", "-c", notifying("notify-send --app-name=Waymark -- Waymark"), "sh"}, call...)
	for i := range words {
		words[i] = unitWord(words[i])
	}
	service := "[Unit]\nDescription=Says what comes next in Waymark\n\n[Service]\nType=oneshot\nExecStart=" + strings.Join(words, " ") + "\n"
	timer := fmt.Sprintf("[Unit]\nDescription=Reminds of Waymark\n\n[Timer]\nOnCalendar=%s *-*-* %s:00\n\n[Install]\nWantedBy=timers.target\n",
		strings.Join(dayNames(r.days, 3), ","), r.at.Format("15:04"))
	return systemReminder{
		System:  "systemd",
		Files:   []reminderFile{{unitName + ".service", service, folder}, {unitName + ".timer", timer, folder}},
		Install: []string{"systemctl --user daemon-reload", "systemctl --user enable --now " + unitName + ".timer"},
		Remove: []string{
			"systemctl --user disable --now " + unitName + ".timer", "rm " + folder + "/" + unitName + ".*", "systemctl --user daemon-reload",
		},
	}
}

// unitWord is a word of a command in a unit of systemd, which reads quotes and backslashes as C does,
// and puts values in the place of % and $.
func unitWord(word string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "$", "$$").Replace(word) + `"`
}

// dayNames are the first letters of the days.
func dayNames(days []time.Weekday, letters int) []string {
	var names []string
	for _, d := range days {
		names = append(names, d.String()[:letters])
	}
	return names
}

func launchd(r reminder, call []string) systemReminder {
	const folder = "~/Library/LaunchAgents"
	const file = folder + "/" + jobName + ".plist"
	script := notifying(`osascript -e "on run argv" -e "display notification (item 1 of argv) with title \"Waymark\"" -e "end run"`)
	var b strings.Builder
	b.WriteString(xml.Header + `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">` + "\n" +
		`<plist version="1.0">` + "\n<dict>\n  <key>Label</key><string>" + jobName + "</string>\n  <key>ProgramArguments</key>\n  <array>\n")
	for _, word := range slices.Concat([]string{"/bin/sh", "-c", script, "sh"}, call) {
		b.WriteString("    <string>")
		_ = xml.EscapeText(&b, []byte(word)) // a Builder takes everything
		b.WriteString("</string>\n")
	}
	b.WriteString("  </array>\n  <key>StartCalendarInterval</key>\n  <array>\n")
	for _, day := range r.days {
		fmt.Fprintf(&b, "    <dict><key>Weekday</key><integer>%d</integer><key>Hour</key><integer>%d</integer><key>Minute</key><integer>%d</integer></dict>\n",
			day, r.at.Hour(), r.at.Minute())
	}
	b.WriteString("  </array>\n</dict>\n</plist>\n")
	return systemReminder{
		System:  "launchd",
		Files:   []reminderFile{{jobName + ".plist", b.String(), folder}},
		Install: []string{"launchctl bootstrap gui/$(id -u) " + file},
		Remove:  []string{"launchctl bootout gui/$(id -u)/" + jobName, "rm " + file},
	}
}

// schtasks opens a window with where the learner stands: Windows has no notification that a
// line could show.
func schtasks(r reminder, call []string) systemReminder {
	words := slices.Clone(call[:len(call)-1]) // the whole status, without --short
	for i, word := range words {
		if i == 0 || strings.ContainsAny(word, " &()^%!;,=") {
			words[i] = `\"` + word + `\"`
		}
	}
	days := strings.ToUpper(strings.Join(dayNames(r.days, 3), ","))
	return systemReminder{
		System: "schtasks",
		Files:  []reminderFile{},
		Install: []string{fmt.Sprintf(`schtasks /Create /TN "%s" /SC WEEKLY /D %s /ST %s /TR "cmd /k %s"`,
			taskName, days, r.at.Format("15:04"), strings.Join(words, " "))},
		Remove: []string{fmt.Sprintf(`schtasks /Delete /TN "%s"`, taskName)},
	}
}
