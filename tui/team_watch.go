package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// A teamWatch looks into the folders of the teams while the tab shows, and knows what
// came of the last look into each.
type teamWatch struct {
	folders  map[string]*teams.Watcher // by teamFolder
	outcomes map[string]teams.Outcome  // of the last look, by the same
	failed   map[string]error          // why a folder could not be looked into
	busy     bool
	beats    int
}

// teamFolder tells the folders that are watched apart: the same one for another team is
// taken in anew.
func teamFolder(t store.Team) string { return t.ID + "\x00" + t.Folder }

// over watches the folders of these teams, and looks at once into those that are new.
func (w teamWatch) over(env Env, all []store.Team) (teamWatch, tea.Cmd) {
	before := w.folders
	w.folders = map[string]*teams.Watcher{}
	isNew := false
	for _, t := range all {
		if t.Folder == "" {
			continue
		}
		k := teamFolder(t)
		watcher, known := before[k]
		if !known {
			watcher, isNew = teams.NewWatcher(env.Store, t.ID, t.Folder), true
		}
		w.folders[k] = watcher
	}
	if !isNew {
		return w, nil
	}
	w.busy = false // what is under way looks into fewer folders
	return w.look(env)
}

// look looks into every folder, one look at a time.
func (w teamWatch) look(env Env) (teamWatch, tea.Cmd) {
	if w.busy || len(w.folders) == 0 {
		return w, nil
	}
	w.busy = true
	folders := w.folders
	return w, func() tea.Msg {
		msg := teamLookMsg{outcomes: map[string]teams.Outcome{}, failed: map[string]error{}}
		for k, watcher := range folders {
			outcome, changed, err := watcher.Look(env.Now())
			if errors.Is(err, store.ErrBusy) {
				continue // another program writes: the next look finds it
			}
			if err != nil {
				msg.failed[k] = err
				continue
			}
			msg.outcomes[k], msg.changed = outcome, msg.changed || changed
		}
		return msg
	}
}

// Beat implements watching: a look each second.
func (t team) Beat() (Screen, tea.Cmd) {
	if t.watch.beats++; t.watch.beats%2 == 1 {
		return t, nil
	}
	var cmd tea.Cmd
	t.watch, cmd = t.watch.look(t.env)
	return t, cmd
}

// looked folds in what came of a look, and lets the screens read again where it brought
// something.
func (t team) looked(msg teamLookMsg) (team, tea.Cmd) {
	t.watch.busy = false
	t.watch.failed = msg.failed
	for k, o := range msg.outcomes {
		t.watch.outcomes = withKey(t.watch.outcomes, k, o)
	}
	if !msg.changed {
		return t, nil
	}
	return t, send(changedMsg{}) // a person's page may be open
}

// refused is how many files were not taken in, and alarms how many signed with another
// key than before.
func (w teamWatch) refused() (refused, alarms int) {
	for k := range w.folders {
		refused += len(w.outcomes[k].Refused)
		alarms += len(w.outcomes[k].Alarms)
	}
	return refused, alarms
}

// telling reports that there is something to say about files.
func (w teamWatch) telling() bool { return len(w.folders) > 0 }

// words say what a lead has to know about the files, as parts of a line.
func (w teamWatch) words(look theme.Theme) []string {
	var parts []string
	refused, alarms := w.refused()
	if alarms > 0 {
		parts = append(parts, look.Bad.Render(countOf(alarms, "changed key", "changed keys")+" (r)"))
	}
	if refused > 0 {
		parts = append(parts, look.Warn.Render(countOf(refused, "file", "files")+" refused (r)"))
	}
	if len(w.failed) > 0 {
		parts = append(parts, look.Warn.Render("the folder cannot be read now (r)"))
	}
	return parts
}

// teamLookMsg is what came of a look into the folders.
type teamLookMsg struct {
	outcomes map[string]teams.Outcome
	failed   map[string]error
	changed  bool
}
