package tui

import (
	"fmt"
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/store"
	"waymark/store/exchange"
)

// An Editor makes the run of the person's own editor on a file. It is made outside of
// the screens, which start no programs.
type Editor func(path string) (tea.ExecCommand, error)

// noEditorWords say how an editor is named.
const noEditorWords = "E opens the entry in your own editor, once it is named: set VISUAL or EDITOR before you start Waymark, such as EDITOR=nano."

// atOnce is how soon an editor comes back that opens a window of its own and does not
// wait for it.
const atOnce = 1500 * time.Millisecond

// editorDraft is the draft that holds an entry as it was when its file was written:
// only what differs from it was changed by the person.
func editorDraft(id string) string { return draftName("editor", id) }

// edit opens the entry in the person's own editor.
func (x experiment) edit() tea.Cmd {
	switch {
	case x.loaded.entry.Blind:
		return notice(blindWords)
	case x.env.Editor == nil:
		return notice(noEditorWords)
	}
	env, e := x.env, x.loaded.entry
	return func() tea.Msg {
		path, err := beginEdit(env, e)
		if err != nil {
			return failedMsg{err}
		}
		run, err := env.Editor(path)
		if err != nil {
			return failedMsg{err}
		}
		return editingMsg{id: e.ID, run: run}
	}
}

// beginEdit writes the file of an entry, unless there is one already that holds what
// is not saved yet: then it is opened again.
func beginEdit(env Env, e store.Experiment) (path string, err error) {
	before, found, err := env.Store.Draft(editorDraft(e.ID))
	if err != nil {
		return "", err
	}
	path, text, err := env.Store.Edited(e.ID)
	if err != nil {
		return "", err
	}
	if read := exchange.ReadMarkdown(text); text != nil && found && (len(read.Problems) > 0 || len(edits(read, before.Fields)) > 0) {
		return path, nil
	}
	if err := keepBase(env, e); err != nil {
		return "", err
	}
	return env.Store.BeginEdit(e.ID, exchange.Form(e))
}

// keepBase notes what an entry holds, against which its file is compared.
func keepBase(env Env, e store.Experiment) error {
	texts := map[string]string{}
	for _, f := range store.Fields() {
		texts[f.Name] = f.Of(e)
	}
	return env.Store.KeepDraft(editorDraft(e.ID), texts)
}

// edits are the fields that a person changed in the file.
func edits(read exchange.Read, before map[string]string) map[string]string {
	changed := map[string]string{}
	for name, text := range read.Fields {
		if text != before[name] {
			changed[name] = text
		}
	}
	if changed["title"] == "" {
		delete(changed, "title") // an entry keeps its title where that was emptied
	}
	return changed
}

// startEditor gives the terminal to the editor, until that ends. It is told of no colours
// meanwhile that only Waymark asked for.
func (x experiment) startEditor(msg editingMsg) tea.Cmd {
	env, began := x.env, x.env.Now()
	edit := tea.Exec(msg.run, func(err error) tea.Msg {
		return readBack(env, msg.id, env.Now().Sub(began), err)
	})
	return tea.Sequence(tea.Raw(ansi.ResetModeLightDark), edit, send(tea.ResumeMsg{}))
}

// readBack saves what was changed in the file of an entry. What cannot be saved stays
// in the file and in drafts, and is listed.
func readBack(env Env, id string, took time.Duration, failed error) tea.Msg {
	path, text, err := env.Store.Edited(id)
	if err != nil {
		return failedMsg{err}
	}
	before, _, err := env.Store.Draft(editorDraft(id))
	if err != nil {
		return failedMsg{err}
	}
	read := exchange.ReadMarkdown(text)
	if text == nil {
		read = exchange.Read{}
	}
	changed := edits(read, before.Fields)
	nothing := len(changed) == 0 && len(read.Problems) == 0
	switch {
	case failed != nil && nothing:
		endEdit(env, id)
		return failedMsg{fmt.Errorf("the editor could not be used: %w; nothing was changed", failed)}
	case failed != nil:
		return failedMsg{fmt.Errorf("the editor ended with an error, so nothing was saved: %w; what you wrote is in %s, and E opens it again", failed, path)}
	case nothing && took < atOnce:
		return noticeMsg{"Your editor came back at once, and nothing was changed. If it opens a window of its own, it has to wait for you, such as EDITOR=\"code --wait\"."}
	case nothing:
		endEdit(env, id)
		return noticeMsg{"Nothing was changed."}
	}
	return saveEdits(env, id, path, before.Fields, changed, read.Problems)
}

// saveEdits saves the changed fields. Claims that have locked wait as amendments, for
// want of a reason.
func saveEdits(env Env, id, path string, was, changed map[string]string, problems []exchange.Problem) tea.Msg {
	e, err := env.Store.Experiment(id)
	if err != nil {
		return failedMsg{fmt.Errorf("%w; what you wrote is in %s", err, path)}
	}
	msg := editedMsg{id: id, path: path, problems: problems, entry: e}
	if msg.locked, err = keepForLater(env, e, was, changed); err != nil {
		return failedMsg{fmt.Errorf("%w; what you wrote is in %s", err, path)}
	}
	msg.saved = len(changed)
	if msg.saved > 0 {
		saved, err := env.Store.UpdateExperiment(id, maps.Clone(changed))
		if err != nil {
			return failedMsg{fmt.Errorf("%w; what you wrote is in %s, and E opens it again", err, path)}
		}
		msg.entry = saved
	}
	if len(problems) == 0 {
		endEdit(env, id)
	} else if err := keepBase(env, msg.entry); err != nil {
		return failedMsg{err}
	}
	return msg
}

// endEdit forgets the file of an entry. One that stays behind does no harm.
func endEdit(env Env, id string) {
	_ = env.Store.EndEdit(id)
	_ = env.Store.DropDraft(editorDraft(id))
}

// edited says what was saved, and shows what could not be.
func (x experiment) edited(msg editedMsg) (Screen, tea.Cmd) {
	if msg.id != x.id {
		return x, nil
	}
	var parts []string
	if msg.saved > 0 {
		parts = append(parts, "Saved from your editor: "+countOf(msg.saved, "field", "fields")+".")
	}
	if len(msg.locked)+len(msg.problems) > 0 {
		return x, tea.Batch(send(changedMsg{}), open(newUnread(x.env, msg)), notice(strings.Join(append(parts, "The rest is kept, and shown here."), " ")))
	}
	return x, tea.Batch(send(changedMsg{}), notice(strings.Join(append(parts, "u takes it back."), " ")))
}

type (
	// editingMsg says that the file of an entry is ready for the editor.
	editingMsg struct {
		id  string
		run tea.ExecCommand
	}
	// editedMsg says what became of the file of an entry.
	editedMsg struct {
		id, path string
		entry    store.Experiment
		saved    int           // fields
		locked   []store.Field // claims whose new words wait for a reason
		problems []exchange.Problem
	}
)
