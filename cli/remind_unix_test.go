//go:build unix

package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// awkward is the name of a folder that shells, units and property lists read in ways of
// their own.
const awkward = `a $HOME %h "b" \c 'd' & <e>`

// reminders are the files of a system's reminder, for somebody whose folder has an awkward
// name, in a folder.
func reminders(t *testing.T, system string, flags ...string) (folder, data string) {
	t.Helper()
	data = filepath.Join(t.TempDir(), awkward)
	if code, _, said := call(t, data, "setup", "--name", "Ines", "--department", "hr", "--pathway", "path-essentials"); code != 0 {
		t.Fatal(said)
	}
	folder = t.TempDir()
	code, out, said := call(t, data, append([]string{"remind", system, "--to", folder, "--json"}, flags...)...)
	if code != 0 || !json.Valid([]byte(out)) {
		t.Fatalf("code %d: %s%s", code, out, said)
	}
	return folder, data
}

// recorder is a folder with a program that writes down the words that it is called with.
func recorder(t *testing.T, name string) (folder, record string) {
	t.Helper()
	folder = t.TempDir()
	record = filepath.Join(folder, "record")
	script := "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done > " + record + "\n"
	if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return folder, record
}

// isTold runs the words of a reminder and holds that it tells what comes next; and to
// somebody who is not set up nothing.
func isTold(t *testing.T, notifier, data string, words []string, want ...string) {
	t.Helper()
	if words[len(words)-1] != "--short" || words[len(words)-2] != "status" {
		t.Fatalf("it does not ask for the status: %q", words)
	}
	at := slices.Index(words, "--data")
	if at < 0 || words[at+1] != data {
		t.Fatalf("the folder %q is not in %q", data, words)
	}
	words[at-1] = "waymark" // in the place of this test
	for _, folder := range []string{t.TempDir(), data} {
		path, record := recorder(t, notifier)
		words[at+1] = folder
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Env = append(os.Environ(), "PATH="+path+":"+os.Getenv("PATH"))
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Fatalf("%v: %s", err, out)
		}
		told, err := os.ReadFile(record)
		if folder != data && err == nil {
			t.Errorf("somebody without a pathway is told %q", told)
		}
		if folder == data && string(told) != strings.Join(want, "\n")+"\n" {
			t.Errorf("it tells %q, want %q", told, want)
		}
	}
}

// What systemd reads of the service is what was meant, and it finds nothing wrong with it.
func TestTheTimerOfSystemd(t *testing.T) {
	analyze := tool(t, "systemd-analyze")
	folder, data := reminders(t, "systemd", "--time", "07:05", "--days", "sat-mon")
	for _, unit := range []string{"waymark-remind.service", "waymark-remind.timer"} {
		verify := exec.Command(analyze, "--user", "verify", filepath.Join(folder, unit))
		verify.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+t.TempDir())
		if out, err := verify.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v: %s", unit, err, out)
		}
	}
	out, err := exec.Command(analyze, "calendar", line(t, filepath.Join(folder, "waymark-remind.timer"), "OnCalendar=")).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Normalized form: Sat..Mon *-*-* 07:05:00") && !strings.Contains(string(out), "Mon,Sat,Sun *-*-* 07:05:00") {
		t.Errorf("%v: %s", err, out)
	}
	isTold(t, "notify-send", data, unitWords(t, line(t, filepath.Join(folder, "waymark-remind.service"), "ExecStart=")),
		"--app-name=Waymark", "--", "Waymark", "▶ 12 min")
}

// line is what stands behind a name in a unit.
func line(t *testing.T, file, name string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(l, name); ok {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("%s has no %s", file, name)
	return ""
}

// unitWords are the words of a command as systemd reads it where all are quoted.
func unitWords(t *testing.T, command string) []string {
	t.Helper()
	var words []string
	for command != "" {
		end := 1
		for command[end] != '"' {
			if command[end] == '\\' {
				end++
			}
			end++
		}
		if left := strings.NewReplacer(`\\`, "", `\"`, "", "%%", "", "$$", "").Replace(command[1:end]); strings.ContainsAny(left, `\"%$`) {
			t.Errorf("systemd would put a value into %q", left)
		}
		word := strings.NewReplacer(`\\`, `\`, `\"`, `"`, "%%", "%", "$$", "$").Replace(command[1:end])
		words, command = append(words, word), strings.TrimPrefix(command[end+1:], " ")
	}
	return words
}

// What another program reads of the property list is what was meant.
func TestTheAgentOfLaunchd(t *testing.T) {
	python := tool(t, "python3")
	folder, data := reminders(t, "launchd", "--time", "07:05", "--days", "sun")
	out, err := exec.Command(python, "-c", "import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], 'rb'))))",
		filepath.Join(folder, "waymark.remind.plist")).CombinedOutput()
	var agent struct {
		Label                 string
		ProgramArguments      []string
		StartCalendarInterval []map[string]int
	}
	if err != nil || json.Unmarshal(out, &agent) != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := agent.StartCalendarInterval; agent.Label != "waymark.remind" || len(got) != 1 || got[0]["Weekday"] != 0 || got[0]["Hour"] != 7 || got[0]["Minute"] != 5 {
		t.Errorf("%+v", agent)
	}
	isTold(t, "osascript", data, agent.ProgramArguments, "-e", "on run argv", "-e", `display notification (item 1 of argv) with title "Waymark"`,
		"-e", "end run", "▶ 12 min")
}
