package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/progress"
)

// A drafting screen has words that are not saved yet. Root keeps them on disk while
// they are typed, twice a second at most, and once more when the program ends.
type drafting interface {
	// Draft is the name of what is being written and its texts, by the names of
	// their fields; no texts where nothing was typed, and no name before it is known
	// what is on disk.
	Draft() (name string, fields map[string]string)
}

// draftName is a name for a draft, of what it is about.
func draftName(parts ...string) string {
	const most = 120
	name := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') {
			return r
		}
		return '-'
	}, strings.Join(parts, "-"))
	return name[:min(len(name), most)]
}

// loadDraft fetches what was typed under a name and not saved: a draftFoundMsg, without
// fields where there is none. Until then its screen has no draft to tell of, or an empty
// form would be taken for words that were thrown away.
func loadDraft(env Env, name string) tea.Cmd {
	return func() tea.Msg {
		d, _, _ := env.Store.Draft(name) // one that cannot be read is none: the form is there all the same
		return draftFoundMsg{store.Draft{Name: name, Fields: d.Fields, At: d.At}}
	}
}

// keepDraft keeps words at once, where a screen is left before they are saved.
func keepDraft(name string, fields map[string]string) tea.Cmd {
	return send(draftMsg{name, fields, true})
}

// dropDraft forgets words that are saved, or thrown away.
func dropDraft(name string) tea.Cmd { return send(draftMsg{name, nil, true}) }

// A draftKeeper writes drafts one at a time and in order: while one write is under
// way only the newest words of each draft wait.
type draftKeeper struct {
	known   map[string]string    // what is on disk, by the names of the drafts
	dropped map[string]time.Time // when each was last saved or thrown away
	busy    bool
	waiting []draftMsg
	failing bool // the last write failed, and it was said
}

// mark is a draft's texts in one string, to see whether they changed.
func (d draftMsg) mark() string {
	if len(d.fields) == 0 {
		return ""
	}
	return fmt.Sprint(d.fields)
}

// keep writes a draft, or lets it wait.
func (k draftKeeper) keep(env Env, d draftMsg) (draftKeeper, tea.Cmd) {
	if len(d.fields) == 0 {
		k.dropped = maps.Clone(k.dropped)
		if k.dropped == nil {
			k.dropped = map[string]time.Time{}
		}
		k.dropped[d.name] = env.Now()
	}
	if k.busy {
		var others []draftMsg
		for _, w := range k.waiting {
			if w.name != d.name {
				others = append(others, w)
			}
		}
		k.waiting = append(others, d)
		return k, nil
	}
	k.busy = true
	return k, func() tea.Msg { return draftKeptMsg{d, d.write(env)} }
}

func (d draftMsg) write(env Env) error {
	if len(d.fields) == 0 {
		return env.Store.DropDraft(d.name)
	}
	return env.Store.KeepDraft(d.name, d.fields)
}

// done folds in that a draft is written, and goes on with what waited. That it could
// not be written is said once, unless it is saved by now.
func (k draftKeeper) done(env Env, msg draftKeptMsg) (draftKeeper, tea.Cmd) {
	waiting, failed := k.waiting, msg.err != nil && !k.drops(msg.draft)
	k.busy, k.waiting = false, nil
	var said tea.Cmd
	switch {
	case msg.err == nil && msg.draft.left:
		k = k.knows(msg.draft)
		said = send(changedMsg{}) // screens say which drafts there are
	case msg.err == nil:
		k = k.knows(msg.draft)
	case failed && !k.failing:
		said = send(failedMsg{fmt.Errorf("what you type is not kept until you save it: %w", msg.err)})
	}
	k.failing = failed
	cmds := []tea.Cmd{said}
	for _, d := range waiting {
		var next tea.Cmd
		k, next = k.keep(env, d)
		cmds = append(cmds, next)
	}
	return k, tea.Batch(cmds...)
}

// drops reports that words need not be kept any more: they are saved by now, or thrown
// away.
func (k draftKeeper) drops(d draftMsg) bool {
	gone := func(w draftMsg) bool { return w.name == d.name && len(w.fields) == 0 }
	return gone(d) || slices.ContainsFunc(k.waiting, gone)
}

// knows notes what is on disk.
func (k draftKeeper) knows(d draftMsg) draftKeeper {
	known := map[string]string{d.name: d.mark()}
	for name, mark := range k.known {
		if name != d.name {
			known[name] = mark
		}
	}
	k.known = known
	return k
}

// unkept are the words on the screens that are not on disk.
func (k draftKeeper) unkept(screens []*Screen) []draftMsg {
	var unkept []draftMsg
	for _, s := range screens {
		writes, ok := (*s).(drafting)
		if !ok {
			continue
		}
		name, fields := writes.Draft()
		if d := (draftMsg{name: name, fields: fields}); name != "" && d.mark() != k.known[name] {
			unkept = append(unkept, d)
		}
	}
	return unkept
}

// keepDrafts keeps what the screens hold, if it changed.
func (r root) keepDrafts() (root, tea.Cmd) {
	var cmds []tea.Cmd
	for _, d := range r.drafts.unkept(r.screens()) {
		var cmd tea.Cmd
		r.drafts, cmd = r.drafts.keep(r.env, d)
		cmds = append(cmds, cmd)
	}
	return r, tea.Batch(cmds...)
}

// drafted acts on the messages about drafts. What was found on disk is known.
func (r root) drafted(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case draftMsg:
		r.drafts, cmd = r.drafts.keep(r.env, msg)
	case draftKeptMsg:
		r.drafts, cmd = r.drafts.done(r.env, msg)
	case draftFoundMsg:
		if !msg.draft.At.After(r.drafts.dropped[msg.draft.Name]) { // read before it was gone
			msg.draft = store.Draft{Name: msg.draft.Name}
		}
		r.drafts = r.drafts.knows(draftMsg{name: msg.draft.Name, fields: msg.draft.Fields})
		return r.everyone(msg)
	}
	return r, cmd
}

// lastDrafts writes what no command will any more, since the program ends. It is the
// one place beside a command that may wait for the disk.
func (r root) lastDrafts() {
	for _, d := range append(r.drafts.waiting, r.drafts.unkept(r.screens())...) {
		_ = d.write(r.env) // there is no screen left to say it on
	}
}

// draftWords say when something was typed.
func draftWords(at, now time.Time) string {
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return "today at " + at.Format("15:04")
	}
	return "on " + progress.ShortDay(at, now) + " at " + at.Format("15:04")
}

type (
	// draftMsg are words to keep; without any, the draft is dropped.
	draftMsg struct {
		name   string
		fields map[string]string
		left   bool // its form is left, as opposed to words kept while they are typed
	}
	draftKeptMsg struct {
		draft draftMsg
		err   error
	}
	draftFoundMsg struct{ draft store.Draft }
)
