package tui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

// backups lists the backups of the learner's file, makes one, and goes back to one.
type backups struct {
	room
	keys   backupsKeys
	all    []store.Backup
	loaded bool
	busy   bool // one is being made
	load   int  // which load is the newest: the answer of an earlier one is stale
	rows   picker
}

type backupsKeys struct{ restore, choose, add key.Binding }

func newBackups(env Env) backups {
	return backups{room: room{env: env}, rows: newPicker(), keys: backupsKeys{bind("go back to it", "enter"), pickKeys(), bind("make one now", "b")}}
}

// Init implements Screen.
func (b backups) Init() tea.Cmd {
	env, load := b.env, b.load
	return func() tea.Msg {
		all, err := env.Store.Backups()
		return answer(backupsMsg{load, all}, err)
	}
}

// Update implements Screen.
func (b backups) Update(msg tea.Msg) (Screen, tea.Cmd) {
	b.room = b.room.fit(msg)
	switch msg := msg.(type) {
	case backupsMsg:
		if msg.load == b.load {
			b.all, b.loaded = msg.all, true
			b.rows = b.rows.set(b.list())
		}
	case changedMsg:
		b.load++
		return b, b.Init()
	case backedUpMsg:
		b.busy = false
		if msg.err != nil {
			return b, send(failedMsg{msg.err})
		}
		return b, tea.Sequence(send(changedMsg{}), notice("A backup was made and read through: "+sizeOf(msg.made)+"."))
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, b.keys.restore):
			return b, b.asksRestore()
		case key.Matches(msg, b.keys.add) && b.loaded && !b.busy:
			b.busy = true
			return b, b.add()
		}
	}
	b.rows = b.rows.size(min(b.width, 76), max(1, min(len(b.all), b.height-backupsTop)), b.look)
	var clicked bool
	if b.rows, clicked = b.rows.update(msg, backupsTop); clicked {
		return b, b.asksRestore()
	}
	return b, nil
}

// backupsTop is the line where the list begins.
const backupsTop = 3

func (b backups) list() []choice {
	rows := make([]choice, len(b.all))
	for i, one := range b.all {
		rows[i] = choice{value: one.Path, title: b.madeAt(one), right: sizeOf(one) + ", " + one.Reason.String()}
	}
	return rows
}

// madeAt is when a backup was made, by the clock of now.
func (b backups) madeAt(one store.Backup) string {
	return one.At.In(b.env.Now().Location()).Format("Mon 2 Jan 2006 15:04")
}

// sizeOf says how much is in a backup.
func sizeOf(b store.Backup) string {
	entries := fmt.Sprintf("%d entries", b.Entries)
	if b.Entries == 1 {
		entries = "1 entry"
	}
	return entries + ", " + store.Bytes(b.Size).String()
}

func (b backups) add() tea.Cmd {
	env := b.env
	return func() tea.Msg {
		made, err := env.Store.BackUp(store.AskedFor)
		return backedUpMsg{made, err}
	}
}

// asksRestore asks before the file of now makes way for a backup.
func (b backups) asksRestore() tea.Cmd {
	i := b.rows.index()
	if i >= len(b.all) {
		return nil
	}
	env, one, when := b.env, b.all[i], b.madeAt(b.all[i])
	return open(newSure(env, "Go back to a backup", "Go back to "+when+"?", []string{
		"Your journal, lessons, reviews and settings are then as they were at that time: " + sizeOf(one) + ".",
		"What is there now is kept as a backup, first in this list. So you can come back to it in the same way. Entries that were only waiting to be saved stay.",
	}, bind("go back to it", "y"), func() (string, error) {
		r, err := env.Store.RestoreFrom(one.Path, false)
		if r.Damaged {
			return "You are back at " + when + ". The damaged file is kept: " + r.Kept, err
		}
		return "You are back at " + when + ". What was there before is kept as a backup.", err
	}))
}

// View implements Screen.
func (b backups) View() tea.View {
	if !b.loaded {
		return tea.View{}
	}
	page := sheet{width: b.measure()}
	if len(b.all) == 0 {
		page.add(noRow, "There is no backup yet. Waymark makes one every hour in which something changed. Press "+b.keys.add.Help().Key+" to make one now.")
		return tea.View{Content: "\n" + indent(page.text(), "  ")}
	}
	page.add(noRow, b.look.Dim.Render("Enter goes back to one. What is there now is kept."))
	return tea.View{Content: "\n" + indent(page.text(), "  ") + "\n\n" + b.rows.view()}
}

// Title implements Screen.
func (b backups) Title() string { return "Backups" }

// Status implements Screen.
func (b backups) Status() string {
	if len(b.all) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", b.rows.index()+1, len(b.all))
}

// ShortHelp implements Screen.
func (b backups) ShortHelp() []key.Binding {
	if len(b.all) == 0 {
		return []key.Binding{b.keys.add}
	}
	return []key.Binding{b.keys.restore, b.keys.choose, b.keys.add}
}

// FullHelp implements Screen.
func (b backups) FullHelp() [][]key.Binding { return [][]key.Binding{b.ShortHelp()} }

type (
	// backupsMsg is the backups that there are, the newest first.
	backupsMsg struct {
		load int
		all  []store.Backup
	}
	// backedUpMsg is the backup that was made.
	backedUpMsg struct {
		made store.Backup
		err  error
	}
)
