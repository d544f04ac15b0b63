package tui

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui/config"
	"waymark/tui/theme"
)

// begin starts to read the catalogue and who the person is, beside the start of
// the renderer, and returns the command that waits for both.
func begin(env Env, load func() (*curriculum.Catalogue, error)) tea.Cmd {
	var msg beginMsg
	var unread error
	both := new(sync.WaitGroup)
	var thrown atomic.Value // a fault is that of the command, which is guarded
	aside := func(do func()) {
		both.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					thrown.Store(fmt.Sprintf("%v\n%s", p, debug.Stack()))
				}
			}()
			do()
		})
	}
	aside(func() { msg.catalogue, unread = load() })
	aside(func() { msg.profile, msg.err = env.Store.Profile() })
	return func() tea.Msg {
		both.Wait()
		if p := thrown.Load(); p != nil {
			panic(p)
		}
		if unread != nil {
			msg.err = unread
		}
		return msg
	}
}

// begun opens the first screen, or ends the program if the catalogue or the
// learner's file cannot be read.
func (r root) begun(msg beginMsg) (tea.Model, tea.Cmd) {
	switch {
	case msg.catalogue != nil && store.IsFileDamaged(msg.err):
		return r.ill(msg.catalogue)
	case msg.err != nil:
		r.fatal = msg.err
		return r, tea.Quit
	}
	r.env.Catalogue, r.chosen, r.ready = msg.catalogue, lookOf(r.chosen, msg.profile), true
	r = r.restyle(theme.New(r.chosen.Palette(r.dark), r.chosen.ASCII))
	next, shown := r.show(0)
	cmds := []tea.Cmd{r.watch(), shown}
	for _, s := range r.first(msg.profile) {
		var opened tea.Cmd
		next, opened = next.(root).push(s)
		cmds = append(cmds, opened)
	}
	if faults := r.chosen.Faults; len(faults) > 0 {
		cmds = append(cmds, send(failedMsg{faults[0]}))
	}
	return next, tea.Batch(cmds...)
}

// ill shows what is wrong with the learner's file, in place of everything.
func (r root) ill(catalogue *curriculum.Catalogue) (tea.Model, tea.Cmd) {
	r.env.Catalogue, r.ready, r.told, r.stack = catalogue, true, true, nil
	return r.push(newDoctor(r.env, true))
}

// first is what opens over Today at the start, the top one last.
func (r root) first(p store.Profile) []Screen {
	var screens []Screen
	if r.lesson != "" {
		screens = append(screens, newLesson(r.env, r.lesson))
	}
	if r.check != "" {
		screens = append(screens, newCheck(r.env, r.check))
	}
	if r.drill != "" {
		screens = append(screens, newDrills(r.env), newDrill(r.env, r.drill))
	}
	if r.rating != "" {
		screens = append(screens, newRating(r.env, r.rating))
	}
	if p.SetUp.IsZero() {
		screens = append(screens, newSetup(r.env, r.chosen.Theme.Text))
	}
	return screens
}

// fetchLook fetches how the person wants it to look: another program may have changed it.
func fetchLook(env Env) tea.Cmd {
	return func() tea.Msg {
		p, err := env.Store.Profile()
		if err != nil {
			return nil // the screens, which fetch as well, say it
		}
		return chosenMsg{lookOf(env.Config.Look(), p)}
	}
}

// lookOf is what was chosen for the machine. Where that leaves the theme open, it is the
// one that the learner's file kept before there were settings of a machine.
func lookOf(look config.Look, p store.Profile) config.Look {
	if from := look.Theme.From; (from == config.Default || from == "") && p.Theme != "" {
		look.Theme = config.Value{Text: p.Theme, From: config.Learner}
	}
	return look
}

// faced notes whether the person looks elsewhere.
func (r root) faced(msg tea.Msg) root {
	_, r.away = msg.(tea.BlurMsg)
	return r
}

// lit acts on what the person and the terminal say of colours. A terminal that answers is asked to tell
// of changes as well (mode 2031), from which it is asked again: a scheme is no colour.
func (r root) lit(msg tea.Msg) (tea.Model, tea.Cmd) {
	if chosen, said := msg.(chosenMsg); said {
		r.chosen = chosen.look
		return r.relook()
	}
	if _, back := msg.(tea.ResumeMsg); back { // from a shell or an editor, which may have set it otherwise
		r.lively = false
	}
	background, said := msg.(tea.BackgroundColorMsg)
	if !said {
		return r, tea.RequestBackgroundColor
	}
	var tell tea.Cmd
	if !r.lively {
		r.lively, tell = true, tea.Raw(ansi.SetModeLightDark)
	}
	r.dark = background.IsDark()
	next, cmd := r.relook()
	return next, tea.Batch(cmd, tell)
}

// watched acts on a look at the learner's file, and looks again soon.
func (r root) watched(msg stampMsg) (tea.Model, tea.Cmd) {
	r, cmd := r.seen(msg)
	r, tended := r.tend()
	again := tea.Tick(watchEvery, func(time.Time) tea.Msg { return r.watch()() })
	return r, tea.Batch(again, cmd, tended, r.tellEnd())
}

// How soon after the start, and how often from then on, the learner's folder is kept in
// order beside the screens.
const (
	tendFirst = 10 * time.Second
	tendEvery = 10 * time.Minute
)

// tend keeps the learner's folder in order, now and then: a backup is made where one is due.
func (r root) tend() (root, tea.Cmd) {
	now, env := r.env.Now(), r.env
	if age := now.Sub(r.tended); age >= 0 && age < tendEvery {
		return r, nil
	}
	r.tended = now
	return r, func() tea.Msg {
		err := env.Store.Upkeep(nil)
		if err == nil || slices.ContainsFunc(store.Passing(), func(trouble error) bool { return errors.Is(err, trouble) }) {
			return nil
		}
		return failedMsg{fmt.Errorf("no backup could be made: %w", err)}
	}
}

// seen compares the learner's file with what was last seen of it, keeps what is being
// typed, and lets the tab look at what it watches.
func (r root) seen(msg stampMsg) (root, tea.Cmd) {
	before := r.stamp
	r.stamp = msg.stamp
	if !r.notice.failed && r.env.Now().Sub(r.notice.since) > noticesStay {
		r.notice = note{}
	}
	r, drafts := r.keepDrafts()
	r, looked := r.beat()
	if before == "" || before == msg.stamp {
		return r, tea.Batch(drafts, looked)
	}
	return r, tea.Batch(drafts, looked, send(changedMsg{}))
}

// A watching tab shows something from outside the learner's file, such as a folder.
type watching interface {
	// Beat is called twice a second while the tab shows, or a screen over it.
	Beat() (Screen, tea.Cmd)
}

func (r root) beat() (root, tea.Cmd) {
	w, ok := r.tabs[r.at].(watching)
	if !ok {
		return r, nil
	}
	var cmd tea.Cmd
	r.tabs = slices.Clone(r.tabs)
	r.tabs[r.at], cmd = w.Beat()
	return r, cmd
}

// watch looks at the learner's file, and at the date: a screen that was left open
// over night says the new day. That the file cannot be seen is a change as well, and so is
// one of this machine's settings, or of the theme in use.
func (r root) watch() tea.Cmd {
	env, colours := r.env, r.chosen.Theme.Text
	return func() tea.Msg {
		stamp, err := env.Store.Stamp()
		if err != nil {
			stamp = "unseen"
		}
		return stampMsg{env.Now().Format(time.DateOnly) + " " + stamp + env.Config.Stamp(colours)}
	}
}

// undo takes back the last action of this sitting, and says what it was: a key
// pressed too often must not eat what was done on other days.
func undo(env Env, began time.Time) tea.Cmd {
	return func() tea.Msg {
		undone, err := env.Store.Undo(began)
		if errors.Is(err, store.ErrNothingToUndo) {
			return noticeMsg{"Nothing more to take back since you started Waymark."}
		}
		if errors.Is(err, store.ErrStays) {
			return noticeMsg{"Your last answer was in a module check, where it stays as you gave it. Nothing was taken back."}
		}
		if err != nil {
			return failedMsg{err}
		}
		what := undone.Summary
		if l, err := env.Catalogue.Lesson(undone.Lesson); err == nil {
			what = undone.What + " in " + l.Title
		}
		for _, kind := range []string{"hand/", "offer/"} {
			if about, is := strings.CutPrefix(undone.Subject, kind); is {
				what = undone.What + " about " + topicTitle(env.Catalogue, about)
			}
		}
		if ref, isDrill := strings.CutPrefix(undone.Subject, "drill/"); isDrill {
			if d, err := env.Catalogue.Drill(ref); err == nil {
				what = fmt.Sprintf("your reading of %q", d.Title)
			}
		}
		return tea.Sequence(send(changedMsg{}), notice("Taken back: "+what))()
	}
}
