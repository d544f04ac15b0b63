package tui

import (
	"errors"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/progress"
)

// reviewScreen says how much is up for review, and when more comes. The cards
// themselves are asked by recall, which opens over it.
type reviewScreen struct {
	room
	pane
	keys reviewKeys
	up   reviewMsg
	more int    // reviews asked for over the daily number
	day  string // on which they were asked for
	load int    // which load is the newest
}

type reviewKeys struct{ begin, more, aside key.Binding }

// fiveMore is how many reviews one asks for at once, when today's are done.
const fiveMore = 5

func newReview(env Env) reviewScreen {
	return reviewScreen{
		room: room{env: env}, pane: newPane(),
		keys: reviewKeys{
			begin: bind("begin", "enter", "space"),
			more:  bind("five more", "m"),
			aside: bind("what is set aside", "a"),
		},
	}
}

// Init implements Screen.
func (s reviewScreen) Init() tea.Cmd { return loadReview(s.env, s.more, s.day, s.load) }

// loadReview fetches how much is up, with what was asked for on a day over the
// daily number.
func loadReview(env Env, more int, day string, load int) tea.Cmd {
	return func() tea.Msg {
		at, err := progress.Read(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		now := env.Now()
		if now.Format(time.DateOnly) != day {
			more = 0 // a new day
		}
		pile, recalls, err := progress.Recalls(env.Catalogue, env.Store, at, now, more)
		msg := reviewMsg{load: load, now: now, more: more, pile: pile, cards: len(at.Cards), daily: at.Profile.DailyReviews()}
		for _, r := range recalls {
			msg.lessons = tallied(msg.lessons, r.Lesson.Title)
		}
		for _, c := range at.Cards {
			if c.Suspended {
				msg.aside++
			}
		}
		msg.forecast = progress.Forecast(at, now, forecastDays)
		return answer(msg, err)
	}
}

// forecastDays is how far the screen looks for the next cards: no card stays
// away for longer.
const forecastDays = 200

// tallied counts one card more of a lesson.
func tallied(counts []tally, title string) []tally {
	for i := range counts {
		if counts[i].title == title {
			counts[i].cards++
			return counts
		}
	}
	return append(counts, tally{title, 1})
}

// Update implements Screen.
func (s reviewScreen) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case reviewMsg:
		if msg.load == s.load {
			s.up, s.more = msg, msg.more
		}
	case changedMsg:
		s.load++
		return s, s.Init()
	case tea.KeyPressMsg:
		s, cmd = s.press(msg)
	case tea.MouseClickMsg:
		s, cmd = s.act(s.rowUnder(msg))
	case tea.MouseWheelMsg:
		s.view, cmd = s.view.Update(msg)
		return s, cmd
	}
	return s.layout(), cmd
}

// The rows that a click finds.
const (
	beginRow = iota
	moreRow
	asideRow
)

func (s reviewScreen) press(msg tea.KeyPressMsg) (reviewScreen, tea.Cmd) {
	switch {
	case key.Matches(msg, s.keys.begin) && s.isUp():
		return s.act(beginRow)
	case key.Matches(msg, s.keys.more) && s.offers():
		return s.act(moreRow)
	case key.Matches(msg, s.keys.aside) && s.up.aside > 0:
		return s.act(asideRow)
	}
	s.view = scrolled(s.view, msg.String())
	return s, nil
}

// act does what a row offers.
func (s reviewScreen) act(row int) (reviewScreen, tea.Cmd) {
	switch row {
	case beginRow:
		return s, open(newRecall(s.env, s.more))
	case moreRow:
		s.more, s.day = s.up.pile.Done+fiveMore-s.up.daily, s.up.now.Format(time.DateOnly)
		s.load++ // what is still on its way does not know of it
		return s, open(newRecall(s.env, s.more))
	case asideRow:
		return s, open(newSuspended(s.env))
	}
	return s, nil
}

// isUp reports that cards wait to be asked today.
func (s reviewScreen) isUp() bool { return len(s.up.pile.Cards) > 0 }

// offers reports that today's reviews are done, and there are more to be had.
func (s reviewScreen) offers() bool { return !s.isUp() && s.up.pile.Wait > 0 }

// Title implements Screen.
func (s reviewScreen) Title() string { return "Review" }

// ShortHelp implements Screen.
func (s reviewScreen) ShortHelp() []key.Binding {
	var keys []key.Binding
	if s.isUp() {
		keys = append(keys, s.keys.begin)
	}
	if s.offers() {
		keys = append(keys, s.keys.more)
	}
	if s.up.aside > 0 {
		keys = append(keys, s.keys.aside)
	}
	if !s.isUp() {
		keys = append(keys, bind("Today", "1"))
	}
	return keys
}

// FullHelp implements Screen.
func (s reviewScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.begin, bind("five more, when today's are done", "m"), bind("questions that were set aside", "a")}}
}

// reviewMsg is how much is up for review.
type reviewMsg struct {
	load     int // which load this answers
	now      time.Time
	more     int // asked for over the daily number
	pile     progress.Pile
	lessons  []tally
	cards    int // all there are
	aside    int // of them, set aside
	daily    int // reviews that the person wants in a day
	forecast []int
}

// A tally is how many cards of a lesson are up.
type tally struct {
	title string
	cards int
}
