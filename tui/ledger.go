package tui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/snapshot"
)

// ledger lists every snapshot that was sent, newest first, and shows each to the letter.
type ledger struct {
	room
	rows   picker
	sent   []store.Sent
	gone   map[int]bool // numbers that withdrew those before
	told   int          // statements that went to record stores
	loaded bool
	load   int
	exact  key.Binding
}

func newLedger(env Env) ledger {
	return ledger{room: room{env: env}, rows: newPicker(), exact: bind("to the letter", "enter")}
}

// Init implements Screen.
func (l ledger) Init() tea.Cmd {
	env, load := l.env, l.load
	return func() tea.Msg {
		sent, err := env.Store.Ledger()
		if err != nil {
			return failedMsg{err}
		}
		told, err := env.Store.Deliveries("")
		if err != nil {
			return failedMsg{err}
		}
		msg := ledgerMsg{load, sent, map[int]bool{}, len(told)}
		slices.Reverse(msg.sent)
		for _, s := range msg.sent {
			told, err := snapshot.Decode([]byte(s.Payload))
			msg.gone[s.Number] = err == nil && told.Withdrawn
		}
		return msg
	}
}

// Update implements Screen.
func (l ledger) Update(msg tea.Msg) (Screen, tea.Cmd) {
	l.room = l.room.fit(msg)
	switch msg := msg.(type) {
	case ledgerMsg:
		if msg.load == l.load {
			l.sent, l.gone, l.told, l.loaded = msg.sent, msg.gone, msg.told, true
			l.rows = l.rows.set(l.list())
		}
	case changedMsg:
		l.load++
		return l, l.Init()
	case tea.KeyPressMsg:
		if key.Matches(msg, l.exact) {
			return l, l.open()
		}
	}
	l.rows = l.rows.size(min(l.width, 90), max(1, l.height-ledgerTop-5-min(1, l.told)), l.look)
	before := l.rows.index()
	var clicked bool
	if l.rows, clicked = l.rows.update(msg, ledgerTop); clicked && before == l.rows.index() {
		return l, l.open()
	}
	return l, nil
}

// ledgerTop is the line where the rows begin.
const ledgerTop = 1

func (l ledger) list() []choice {
	rows := make([]choice, len(l.sent))
	for i, s := range l.sent {
		what := s.Profile
		if l.gone[s.Number] {
			what = "withdrawal"
		}
		if s.Failed != "" {
			what = "not arrived"
		}
		rows[i] = choice{
			value: fmt.Sprintf("%d %s", s.Number, s.At), title: fmt.Sprintf("%3d  %-11s %s", s.Number, what, clean.Line(s.Folder())),
			right: s.At.Format("2 Jan 2006 15:04"),
		}
	}
	return rows
}

// chosen is the snapshot under the cursor.
func (l ledger) chosen() (store.Sent, bool) {
	if i := l.rows.index(); i < len(l.sent) {
		return l.sent[i], true
	}
	return store.Sent{}, false
}

func (l ledger) open() tea.Cmd {
	s, ok := l.chosen()
	if !ok {
		return nil
	}
	return open(newExact(l.env, fmt.Sprintf("Snapshot %d", s.Number), "As it was signed and sent on "+s.At.Format("2 January 2006")+".", s.Payload))
}

// View implements Screen.
func (l ledger) View() tea.View {
	if !l.loaded {
		return tea.View{}
	}
	s := newSheet(max(20, l.width-4))
	chosen, ok := l.chosen()
	if !ok {
		s.gap()
		words := "Nothing was sent from here."
		if l.told > 0 {
			words = "No snapshot was sent from here."
		}
		s.add(noRow, words)
		s.gap()
		s.add(noRow, l.look.Dim.Render("Whatever you send is listed here, with the day, the place and every word of it. It stays on this machine."))
		l.addStatements(s)
		return tea.View{Content: indent(s.text(), "  ")}
	}
	s.hang(noRow, l.look.Dim.Render("To    "), clean.Line(chosen.To))
	s.hang(noRow, l.look.Dim.Render("Hash  "), chosen.Hash)
	l.addStatements(s)
	return tea.View{Content: "\n" + l.rows.view() + "\n\n" + indent(s.text(), "  ")}
}

// addStatements says that record stores were told something, too.
func (l ledger) addStatements(s *sheet) {
	if l.told > 0 {
		s.add(noRow, l.look.Dim.Render(countOf(l.told, "statement", "statements")+" for record stores: waymark export log"))
	}
}

// Title implements Screen.
func (l ledger) Title() string { return "All that was sent" }

// Status implements Screen.
func (l ledger) Status() string { return countOf(len(l.sent), "snapshot", "snapshots") }

// ShortHelp implements Screen.
func (l ledger) ShortHelp() []key.Binding {
	if len(l.sent) == 0 {
		return nil
	}
	return []key.Binding{l.exact, pickKeys()}
}

// FullHelp implements Screen.
func (l ledger) FullHelp() [][]key.Binding { return [][]key.Binding{{l.exact, pickKeys()}} }

// ledgerMsg is all that was sent, newest first.
type ledgerMsg struct {
	load int
	sent []store.Sent
	gone map[int]bool
	told int
}
