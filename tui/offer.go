package tui

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
	teams "waymark/store/team"
)

// offer is a team file that lies where the last snapshot went, and that the learner has not
// accepted: the only way in which a lead's news arrive.
type offer struct {
	path string // empty where there is none
	file teams.File
	last store.Sent // the snapshot that was sent last; zero where none was
}

// lookForOffer looks where the last snapshot went, once a screen has what it shows: a
// shared folder may take its time. What cannot be read is no offer, as nobody asked for it.
func lookForOffer(env Env, screen string, load int) tea.Cmd {
	return func() tea.Msg {
		msg := offerMsg{screen: screen, load: load}
		var err error
		if msg.last, err = env.Store.LastSent(); err == nil && msg.last.Number > 0 {
			if msg.path, msg.file, err = teams.Offered(env.Store, msg.last.To); err != nil {
				msg.path = ""
			}
		}
		return msg
	}
}

// words say whose it is; empty where there is none.
func (o offer) words() string {
	if o.path == "" {
		return ""
	}
	return cmp.Or(clean.Line(o.file.Lead.Name), "Your lead") + " published something for you"
}

// among puts it among the steps that Today proposes: behind the best one, so that Enter
// does not change its meaning when it is found.
func (o offer) among(steps []progress.Step) []progress.Step {
	if o.path == "" {
		return steps
	}
	step := progress.Step{Kind: offerStep, Title: o.words(), Why: "Enter looks at it. Nothing changes before you accept it.", Ref: o.path}
	return slices.Insert(slices.Clone(steps), min(1, len(steps)), step)
}

// offerStep is the kind of that step.
const offerStep = "offer"

// lastSent says where the last snapshot went; empty where none was sent.
func (o offer) lastSent(now time.Time) string {
	if o.last.Number == 0 {
		return ""
	}
	day := "on " + o.last.At.Format("2 January 2006")
	if o.last.At.Format(time.DateOnly) == now.Format(time.DateOnly) {
		day = "today"
	}
	return "Last sent " + day + " to " + clean.Line(o.last.Folder())
}

// offerMsg is what lies there, for one screen and one of its loads.
type offerMsg struct {
	screen string
	load   int
	offer
}

// to reports that it answers the newest load of a screen.
func (m offerMsg) to(screen string, load int) bool { return m.screen == screen && m.load == load }
