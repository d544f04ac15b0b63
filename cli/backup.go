package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/snapshot"
)

// backup is a copy of the learner's file.
type backup struct {
	Number  int    `json:"number"` // in the list, 1 for the newest; 0 for one in a place of its own
	Path    string `json:"path"`
	At      string `json:"at"`
	Reason  string `json:"reason"`
	Events  int    `json:"events"`
	Entries int    `json:"entries"`
	Bytes   int64  `json:"bytes"`

	made time.Time
}

// backupMade is a backup that was just made.
type backupMade struct{ backup }

type backupList struct {
	Backups []backup `json:"backups"`
}

func (a *app) backupCommand() *cobra.Command {
	var force bool
	cmd := a.verb("backup [FILE]", "Make a backup of everything you did", func(args []string) (result, error) {
		return a.backUp(args, force)
	})
	cmd.Long = "Make a backup of everything you did, and read it through. Without FILE it goes into your folder, where Waymark makes one " +
		"every hour in which something changed, and before anything large; of those the newest of each of 24 hours, 7 days, 4 weeks and " +
		"12 months stay. With FILE it goes to a place of your choice, for another disk or another machine. A backup holds your private " +
		"key: keep it as you keep your folder."
	cmd.Example = "  waymark backup\n  waymark backup /media/stick/waymark-backup.db"
	cmd.Flags().BoolVar(&force, "force", false, "replace FILE where it is there already")
	return cmd
}

func (a *app) backUp(args []string, force bool) (result, error) {
	if len(args) == 0 {
		b, err := a.store().BackUp(store.AskedFor)
		return backupMade{a.backupOf(b, 1)}, err
	}
	b, err := a.store().BackUpTo(snapshot.Expand(args[0]), force)
	return backupMade{a.backupOf(b, 0)}, err
}

func (a *app) backupOf(b store.Backup, number int) backup {
	return backup{number, b.Path, stamp(b.At), b.Reason.String(), b.Events, b.Entries, b.Size, b.At.In(a.now().Location())}
}

// backups lists them, the newest first.
func (a *app) backups() (backupList, error) {
	all, err := a.store().Backups()
	list := backupList{[]backup{}}
	for i, b := range all {
		list.Backups = append(list.Backups, a.backupOf(b, i+1))
	}
	return list, err
}

// find returns the path of the backup that somebody names: by its number, by the beginning of
// its date, of which the newest is meant, or by the path of a file.
func (l backupList) find(word string) (string, error) {
	path := snapshot.Expand(word)
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		return path, nil
	}
	number, err := strconv.Atoi(word)
	isNumber := err == nil && len(word) < 4
	at := slices.IndexFunc(l.Backups, func(b backup) bool {
		if isNumber {
			return b.Number == number
		}
		return strings.HasPrefix(b.local(), strings.Replace(word, "T", " ", 1)) || strings.HasPrefix(b.At, word)
	})
	if at < 0 {
		return "", fmt.Errorf("there is no backup %q: %w; waymark restore lists them", word, store.ErrNotFound)
	}
	return l.Backups[at].Path, nil
}

// local is when a backup was made, by the clock of now.
func (b backup) local() string { return b.made.Format(time.DateTime) }

func (b backup) holds() string {
	return fmt.Sprintf("%s in the journal, %s", entries(b.Entries), store.Bytes(b.Bytes).String())
}

func (b backupMade) text(p *page) {
	p.say("A backup was made and read through: %s.", b.holds())
	p.inset("%s", b.Path)
	if b.Number == 0 {
		p.say("It holds your private key: keep it as you keep your folder. To use it, also on another machine: waymark restore FILE")
	}
}

func (l backupList) text(p *page) {
	if len(l.Backups) == 0 {
		p.say("There is no backup yet. Waymark makes one every hour in which something changed; to make one now: waymark backup")
		return
	}
	rows := [][]string{}
	for _, b := range l.Backups {
		rows = append(rows, []string{strconv.Itoa(b.Number), b.local(), entries(b.Entries), store.Bytes(b.Bytes).String(), b.Reason})
	}
	p.table(rows)
	p.gap()
	p.say("To go back to one: waymark restore NUMBER. What is there now is kept.")
}

// upkeep keeps the learner's folder in order when the work of a call is done. What goes wrong
// is told where somebody can do something about it, and changes no exit code.
func (a *app) upkeep() {
	if !a.used || !a.at.IsZero() {
		return // nothing was looked at, or the clock is only pretended
	}
	if c := a.loaded.Load(); c != nil {
		c.Reindex()
	}
	err := a.store().Upkeep(func() {
		fmt.Fprintln(a.stderr, wrapped(a.stderr, "waymark: that is done. Now the backup of the day is made, which takes a while with your journal; Ctrl+C leaves it for later."))
	})
	if err == nil || slices.ContainsFunc(store.Passing(), func(trouble error) bool { return errors.Is(err, trouble) }) {
		return
	}
	fmt.Fprintln(a.stderr, wrapped(a.stderr, "waymark: no backup could be made: "+clean.Text(err.Error())))
}
