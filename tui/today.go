package tui

import (
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
	teams "waymark/store/team"
)

// today answers "what do I do now?" in one key press.
type today struct {
	room
	keys  todayKeys
	steps picker
	next  []progress.Step
	time  int // index of the minutes in times that the person has
	offer offer
	todayMsg
}

type todayKeys struct{ open, choose, time key.Binding }

// times are the minutes that a person may say to have; 0 is no limit.
func times() []int { return []int{0, 5, 10, 20} }

func newToday(env Env) today {
	return today{
		room:  room{env: env},
		keys:  todayKeys{open: bind("open", "enter"), choose: pickKeys(), time: bind("I have 5 minutes", "m")},
		steps: newPicker(),
	}
}

// Init implements Screen.
func (t today) Init() tea.Cmd { return loadToday(t.env, t.load) }

// Update implements Screen.
func (t today) Update(msg tea.Msg) (Screen, tea.Cmd) {
	t.room = t.room.fit(msg)
	switch msg := msg.(type) {
	case todayMsg:
		return t.folded(msg)
	case offerMsg:
		if msg.to(t.Title(), t.load) {
			t.offer = msg.offer
			t = t.proposed()
		}
	case tea.WindowSizeMsg:
		t = t.proposed() // what stands in a row depends on its width
	case changedMsg:
		t.load++
		return t, t.Init()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, t.keys.open):
			return t, t.act()
		case key.Matches(msg, t.keys.time):
			t.time = (t.time + 1) % len(times())
			t.steps = newPicker() // the best one is chosen anew
			t = t.proposed()
		}
	}
	t.steps = t.steps.size(t.column()+1, len(t.next), t.look)
	var clicked bool
	if t.steps, clicked = t.steps.update(msg, todayTop); clicked {
		return t, t.act()
	}
	return t, nil
}

// folded is Today with what was fetched; then what a lead published is looked for.
func (t today) folded(msg todayMsg) (Screen, tea.Cmd) {
	if msg.load != t.load {
		return t, nil
	}
	known := t.lost != nil
	t.todayMsg = msg
	t = t.proposed()
	look := lookForOffer(t.env, t.Title(), t.load)
	if msg.lost != nil && !known {
		return t, tea.Batch(look, send(failedMsg{msg.lost}))
	}
	return t, look
}

// proposed lists what to do in the time that the person has. Who stands on the
// best step stays on the best one; who chose another stays on that.
func (t today) proposed() today {
	if t.now.IsZero() {
		return t
	}
	t.next = t.offer.among(progress.Next(t.Standing, t.experiments, t.now, times()[t.time]))
	rows, onBest := t.rows(), t.steps.index() == 0
	t.steps = t.steps.set(rows).size(t.column()+1, len(t.next), t.look)
	if onBest {
		t.steps = t.steps.choose(rows[0].value)
	}
	return t
}

// act does the chosen step.
func (t today) act() tea.Cmd {
	i := t.steps.index()
	if i >= len(t.next) {
		return nil
	}
	switch step := t.next[i]; step.Kind {
	case offerStep:
		return open(newAccept(t.env, step.Ref))
	case progress.Setup:
		return open(newPathwayQuestion(t.env, t.Profile))
	case progress.Continue, progress.Start, progress.Reread, progress.Assigned:
		return open(newLesson(t.env, step.Ref))
	case progress.Acknowledge:
		return open(t.rule(step.Ref))
	case progress.Experiment:
		return open(newExperiment(t.env, step.Ref))
	case progress.Rate:
		return open(newRating(t.env, step.Ref))
	case progress.Pilot:
		return open(newExperimentAt(t.env, step.Ref, "pilot"))
	case progress.CheckNow:
		return open(newCheck(t.env, step.Ref))
	case progress.Review:
		return send(placeMsg{reviewPlace})
	}
	return send(placeMsg{pathwaysPlace})
}

// rule opens a lesson that states a rule where it is acknowledged, or, where its text
// changed since it was, at its beginning.
func (t today) rule(id string) lesson {
	l := newLesson(t.env, id)
	l.opens = endAnchor
	for _, p := range t.Policies {
		if p.Lesson.ID == id && p.Changed() {
			l.opens = beginningAnchor
		}
	}
	return l
}

// loadToday fetches everything that Today shows. A pathway that is in no pack of
// this run is said, and another one can be chosen.
func loadToday(env Env, load int) tea.Cmd {
	return func() tea.Msg {
		at, err := teams.Standing(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		experiments, failed := progress.Entries(env.Store)
		if failed != nil {
			return failedMsg{failed}
		}
		begun, _, _ := env.Store.Draft(captureDraft) // one that cannot be read is none
		return todayMsg{load, at, experiments, begun, env.Now(), err}
	}
}

// Title implements Screen.
func (t today) Title() string { return "Today" }

// ShortHelp implements Screen.
func (t today) ShortHelp() []key.Binding {
	return []key.Binding{t.keys.open, t.keys.choose, t.timeKey(), bind("settings", ",")}
}

// FullHelp implements Screen.
func (t today) FullHelp() [][]key.Binding {
	return [][]key.Binding{{t.keys.choose, t.keys.open, t.timeKey()}}
}

// timeKey says what the key for the time does next.
func (t today) timeKey() key.Binding {
	next := times()[(t.time+1)%len(times())]
	if next == 0 {
		return bind("no limit", "m")
	}
	return bind(fmt.Sprintf("I have %d min", next), "m")
}

// todayMsg is everything that Today shows.
type todayMsg struct {
	load int // which load this answers, or is the newest
	progress.Standing
	experiments []store.Experiment
	begun       store.Draft // a new entry that was begun and not kept; zero for none
	now         time.Time
	lost        error // why the pathway cannot be shown; nil where it can
}
