package cli

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"waymark/store/calendar"
	"waymark/store/snapshot"
	"waymark/tui/config"
)

// A reminder is when somebody wants to be reminded.
type reminder struct {
	at   time.Time // of which the time of day counts
	days []time.Weekday
}

// remindFlags are what all reminders have in common.
type remindFlags struct {
	clock, days string
	exportFlags
}

func (a *app) remindCommand() *cobra.Command {
	cmd := a.noun("remind", "Reminders, for those who want one", a.remindCalendarCommand(),
		a.remindSystemCommand("systemd", "A notification on Linux, by a timer of systemd", systemd),
		a.remindSystemCommand("launchd", "A notification on macOS, by launchd", launchd),
		a.remindSystemCommand("schtasks", "A window on Windows, by the Task Scheduler", schtasks))
	cmd.Long = "Reminders, for those who want one. Waymark itself runs only when you start it: this writes a file for your calendar, or for what starts programs " +
		"on your system, and says how to put it there and how to take it away."
	return cmd
}

func (f *remindFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.clock, "time", "09:15", "the `TIME` of day by your clock")
	cmd.Flags().StringVar(&f.days, "days", "mon-fri", "on `DAYS`: daily, mon-fri or mon,wed,sat")
	for _, name := range []string{"time", "days"} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(map[string][]string{"days": {"daily", "mon-fri"}}[name], cobra.ShellCompDirectiveNoFileComp))
	}
}

func (f *remindFlags) reminder() (r reminder, err error) {
	if r.at, err = time.Parse("15:04", f.clock); err != nil {
		return r, misuse("%q for --time: write the time of day like 09:15", f.clock)
	}
	r.days, err = weekdays(f.days)
	return r, err
}

// weekdays reads days of the week: "daily", "mon-fri", "mon,wed,sat-sun".
func weekdays(text string) ([]time.Weekday, error) {
	if strings.EqualFold(strings.TrimSpace(text), "daily") {
		text = "mon-sun"
	}
	var all []time.Weekday
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		first, ok := weekday(from)
		last, also := weekday(to)
		if !ok || !also {
			return nil, misuse("%q for --days: write daily, mon-fri or mon,wed,sat", text)
		}
		for day := first; ; day = (day + 1) % 7 {
			if !slices.Contains(all, day) {
				all = append(all, day)
			}
			if day == last {
				break
			}
		}
	}
	slices.SortFunc(all, func(a, b time.Weekday) int { return cmp.Compare((a+6)%7, (b+6)%7) }) // from Monday on
	return all, nil
}

// weekday is the day that a word names by three letters or more.
func weekday(word string) (time.Weekday, bool) {
	word = strings.ToLower(strings.TrimSpace(word))
	for day := time.Sunday; day <= time.Saturday; day++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(day.String()), word) {
			return day, true
		}
	}
	return 0, false
}

func (a *app) remindCalendarCommand() *cobra.Command {
	var f remindFlags
	minutes := 10
	cmd := a.verb("ics", "Some minutes that come back in your calendar", func([]string) (result, error) {
		r, err := f.reminder()
		if err != nil {
			return nil, err
		}
		return a.remindCalendar(r, minutes, f.exportFlags)
	})
	cmd.Long = "Some minutes that come back in your calendar, with an alarm, as an iCalendar file. Open the file with your calendar to put them there, and delete them there " +
		"when you do not want them any more. Taking in a later file replaces the earlier one. The time is that of your clock, wherever you are."
	cmd.Example = "  waymark remind ics --time 09:15 --days mon-fri --to waymark.ics"
	f.add(cmd)
	whole(cmd, &minutes, "minutes", 1, 240, "how long: `N` minutes (10)")
	f.exportFlags.add(cmd, false)
	return cmd
}

func (a *app) remindCalendar(r reminder, minutes int, f exportFlags) (result, error) {
	uid, err := a.calendarID("reminder")
	if err != nil {
		return nil, err
	}
	now := a.now()
	start := time.Date(now.Year(), now.Month(), now.Day(), r.at.Hour(), r.at.Minute(), 0, 0, now.Location())
	return handedOut(f, asCalendar, 1, calendar.Write("Waymark", now, []calendar.Event{{
		UID: uid, Title: "Waymark", Text: "waymark next says what comes next, and waymark opens it.", Start: start, Minutes: minutes, Days: r.days, Alarm: true,
	}}))
}

// calendarID is the id of something of this learner in a calendar: always the same, on every
// machine, and telling nobody the learner's own id.
func (a *app) calendarID(of ...string) (string, error) {
	learner, _, err := a.store().Identity()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(strings.Join(append([]string{"waymark calendar", learner}, of...), "\x00")))
	return hex.EncodeToString(sum[:16]) + "@waymark.invalid", nil
}

// A systemReminder is how a system is told to remind somebody.
type systemReminder struct {
	System  string         `json:"system"`
	Folder  string         `json:"folder"` // where the files were written; empty: nowhere
	Files   []reminderFile `json:"files"`
	Install []string       `json:"install"`
	Remove  []string       `json:"remove"`
}

type reminderFile struct {
	Name    string `json:"name"`
	Content string `json:"content"`

	in string // folder in which it belongs
}

func (a *app) remindSystemCommand(system, short string, of func(r reminder, call []string) systemReminder) *cobra.Command {
	var f remindFlags
	cmd := a.verb(system, short, func([]string) (result, error) {
		r, err := f.reminder()
		if err != nil {
			return nil, err
		}
		call, err := a.selfCall("status", "--short")
		if err != nil {
			return nil, err
		}
		found := of(r, call)
		if len(found.Files) > 0 && f.to == "" {
			again, _ := a.selfCall("remind", system, "--time", f.clock, "--days", strings.ReplaceAll(f.days, " ", ""))
			found.Install = slices.Insert(found.Install, 0, shellLine(again)+" --to "+found.Files[0].in)
		}
		return found.written(f.exportFlags)
	})
	cmd.Long = short + ". It tells what waymark status --short tells, and nothing where there is nothing to say. " +
		"It is printed with the lines that put it there and that take it away; nothing is started."
	cmd.Example = "  waymark remind " + system + " --time 09:15 --days mon-fri"
	f.add(cmd)
	if system != "schtasks" {
		cmd.Long += " With --to its files are written."
		cmd.Flags().StringVar(&f.to, "to", "", "write the files into this `FOLDER`")
		cmd.Flags().BoolVar(&f.force, "force", false, "write over files that are there")
	}
	return cmd
}

// shellLine is a call as it is typed in a shell.
func shellLine(call []string) string {
	words := slices.Clone(call)
	for i, word := range words {
		if strings.ContainsFunc(word, func(r rune) bool {
			return !strings.ContainsRune("-_./:,+@", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}) {
			words[i] = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}

// selfCall is this program, called with the folder and the packs that it was called with.
func (a *app) selfCall(words ...string) ([]string, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot tell where waymark is: %w", err)
	}
	call := []string{program}
	if data := a.config().Text(config.Data); data != "" {
		call = append(call, "--data", data)
	}
	for _, pack := range a.packs {
		call = append(call, "--pack", pack)
	}
	for i := 2; i < len(call); i += 2 {
		if call[i], err = filepath.Abs(call[i]); err != nil {
			return nil, err
		}
	}
	call = append(call, words...)
	if slices.ContainsFunc(call, func(word string) bool { return strings.ContainsAny(word, "\n\r\x00") }) {
		return nil, errors.New("the folder of waymark, of yours or of a pack has a line break in its name, which no such file can hold; rename it")
	}
	return call, nil
}

// written puts the files where they were asked for.
func (r systemReminder) written(f exportFlags) (result, error) {
	if f.to == "" {
		return r, nil
	}
	dir, err := filepath.Abs(snapshot.Expand(f.to))
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	for _, file := range r.Files {
		if err := writeNew(filepath.Join(dir, file.Name), []byte(file.Content), f.force); err != nil {
			return nil, err
		}
	}
	r.Folder = dir
	return r, nil
}

func (r systemReminder) text(p *page) {
	for _, file := range r.Files {
		p.gap()
		p.say("%s:", filepath.Join(cmp.Or(r.Folder, file.in), file.Name))
		if r.Folder == "" {
			p.gap()
			p.raw(escapeControls([]byte(file.Content)))
		}
	}
	p.gap()
	p.say("To put it there:")
	p.lines(r.Install)
	p.gap()
	p.say("To take it away:")
	p.lines(r.Remove)
}

// lines writes commands, each on a line of its own however long it is: a shell gets it whole.
func (p *page) lines(commands []string) {
	for _, c := range commands {
		p.raw(escapeControls([]byte("  " + c + "\n")))
	}
}
