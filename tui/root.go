// Package tui is the full-screen program: tabs, and a stack of screens over them.
package tui

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2" // github.com/charmbracelet/bubbletea
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	"waymark/tui/config"
	"waymark/tui/theme"
)

const (
	// watchEvery is how often root looks whether another program changed the
	// learner's file.
	watchEvery = 500 * time.Millisecond

	// Drawing memory grows with the window: a larger one is drawn at this size.
	maxWidth, maxHeight = 500, 200
	minWidth, minHeight = 40, 12
)

// root routes messages to the screens, and frames the one that shows.
type root struct {
	env    Env
	keys   keyMap
	places []place
	tabs   []Screen // the screen of each place; nil until it is first shown
	at     int      // the open tab
	stack  []Screen // over the tab
	size   tea.WindowSizeMsg
	help   help.Model
	notice note
	look   theme.Theme
	chosen config.Look // how the person wants it to look
	dark   bool        // the terminal's background, as far as it said
	lively bool        // the terminal was asked to tell when that changes
	stamp  string      // the learner's file as last seen
	tour   int         // the stop of the tour that shows, from 1; 0 is none
	lesson string      // opens first; may be empty
	check  string      // a module whose check opens first; may be empty
	drill  string      // a text with planted errors that opens first; may be empty
	rating string      // an entry whose blind rating opens first; may be empty
	begin  tea.Cmd
	drafts draftKeeper
	ready  bool  // catalogue and person are known, and the first screen is open
	told   bool  // that the learner's file is damaged
	away   bool  // the person looks at another window
	fatal  error // why the program cannot go on
	began  time.Time
	tended time.Time // when the learner's folder was last kept in order
}

// A note is what the footer says until the next key.
type note struct {
	text      string
	confirmed string // the part of the text that says what was done; empty: none
	failed    bool
	since     time.Time
}

// noticesStay is how long a notice covers the keys; a failure stays until a key.
const noticesStay = 6 * time.Second

func newRoot(env Env, o Options) root {
	r := root{env: env, keys: globalKeys(), places: places(), help: help.New(), lesson: o.Lesson, check: o.Check, drill: o.Drill, rating: o.Rating, dark: o.Dark, chosen: o.Look, began: env.Now()}
	r.tabs = make([]Screen, len(r.places))
	r.begin = begin(env, o.Catalogue)
	r.tended = r.began.Add(tendFirst - tendEvery)
	return r.restyle(theme.New(r.chosen.Palette(r.dark), r.chosen.ASCII))
}

// Init asks the terminal for its background, and fetches what there is to learn
// and who learns. The first screen opens when both are known.
func (r root) Init() tea.Cmd { return tea.Batch(r.begin, tea.RequestBackgroundColor) }

func (r root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(msg)
	case changedMsg:
		next, cmd := r.everyone(msg)
		return next, tea.Batch(cmd, fetchLook(r.env))
	case tea.PasteMsg:
		return r.paste(msg)
	case tea.MouseMsg:
		return r.mouse(msg)
	case tea.WindowSizeMsg:
		return r.resized(msg)
	case tea.BlurMsg, tea.FocusMsg:
		return r.faced(msg), nil
	case tea.BackgroundColorMsg, tea.ResumeMsg, uv.LightColorSchemeEvent, uv.DarkColorSchemeEvent, chosenMsg:
		return r.lit(msg)
	case openMsg:
		return r.push(msg.screen)
	case jumpMsg:
		return r.jump(msg.screen)
	case backMsg:
		return r.closed(msg)
	case placeMsg:
		return r.show(msg.index)
	case tourMsg:
		return r.tourTo(1)
	case noticeMsg:
		return r.noticed(msg), nil
	case failedMsg:
		return r.failed(msg)
	case stampMsg:
		return r.watched(msg)
	case draftMsg, draftKeptMsg, draftFoundMsg:
		return r.drafted(msg)
	case beginMsg:
		return r.begun(msg)
	}
	return r.everyone(msg)
}

// press acts on the global keys, unless the top screen takes text.
func (r root) press(msg tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	r.notice = note{}
	switch {
	case key.Matches(msg, r.keys.Abort):
		return r, tea.Quit
	case key.Matches(msg, r.keys.Suspend):
		return r, tea.Sequence(tea.Raw(ansi.ResetModeLightDark), tea.Suspend)
	case !r.ready:
		return r, nil
	case key.Matches(msg, r.keys.Back) && r.stops():
		return r, nil
	case r.touring():
		return r.guide(msg)
	case r.top().Typing(), claims(r.top(), msg.String()):
	case key.Matches(msg, r.keys.Quit):
		return r, tea.Quit
	case key.Matches(msg, r.keys.Back):
		return r.pop()
	case key.Matches(msg, r.keys.Help):
		return r.push(newHelp(r.env, r.top(), r.keys, len(r.places)))
	case key.Matches(msg, r.keys.Undo):
		return r, undo(r.env, r.began)
	case key.Matches(msg, r.keys.Capture):
		return r.push(newCapture(r.env))
	case key.Matches(msg, r.keys.Settings):
		return r.push(newSettings(r.env))
	case key.Matches(msg, r.keys.Palette) && r.mayLeave():
		return r.push(newPalette(r.env, r.places, r.began))
	case len(r.stack) == 0 && isTab(msg.String(), len(r.places)):
		return r.show(int(msg.String()[0] - '1'))
	}
	return r.topOnly(msg)
}

// paste gives pasted text to the screen that shows, clean.
func (r root) paste(msg tea.PasteMsg) (tea.Model, tea.Cmd) {
	if !r.ready {
		return r, nil
	}
	return r.topOnly(tea.PasteMsg{Content: clean.Text(ansi.Strip(msg.Content))})
}

// claims reports that a screen takes a key for itself, although keys are commands
// there. Screens that do have the method Claims.
func claims(s Screen, k string) bool {
	c, ok := s.(interface{ Claims(k string) bool })
	return ok && c.Claims(k)
}

func isTab(k string, tabs int) bool {
	n, err := strconv.Atoi(k)
	return err == nil && n >= 1 && n <= tabs
}

// top is the screen that shows.
func (r root) top() Screen {
	if len(r.stack) > 0 {
		return r.stack[len(r.stack)-1]
	}
	return r.tabs[r.at]
}

// screens are all open screens.
func (r root) screens() []*Screen {
	var all []*Screen
	for i := range r.tabs {
		if r.tabs[i] != nil {
			all = append(all, &r.tabs[i])
		}
	}
	for i := range r.stack {
		all = append(all, &r.stack[i])
	}
	return all
}

// show opens a tab.
func (r root) show(index int) (tea.Model, tea.Cmd) {
	r.stack, r.at = nil, index
	if r.tabs[index] != nil {
		return r, nil
	}
	s, cmd := r.welcome(r.places[index].open(r.env))
	r.tabs = slices.Clone(r.tabs)
	r.tabs[index] = s
	return r, cmd
}

// push puts a screen on top. No screen opens one of its own kind: that is a key
// pressed twice before the first one was acted on.
func (r root) push(s Screen) (tea.Model, tea.Cmd) {
	if reflect.TypeOf(s) == reflect.TypeOf(r.top()) {
		return r, nil
	}
	r.tour = 0
	s, cmd := r.welcome(s)
	r.stack = append(slices.Clone(r.stack), s)
	return r, cmd
}

// jump opens a screen, instead of one of its kind where that shows.
func (r root) jump(s Screen) (tea.Model, tea.Cmd) {
	if len(r.stack) > 0 && reflect.TypeOf(s) == reflect.TypeOf(r.top()) {
		r.stack = r.stack[:len(r.stack)-1]
	}
	return r.push(s)
}

// mayLeave reports that nothing on the top screen has to end first.
func (r root) mayLeave() bool { return len(r.stack) == 0 || !claims(r.top(), "esc") }

// pop closes the top screen; the one below may show something that it changed.
func (r root) pop() (tea.Model, tea.Cmd) {
	if len(r.stack) == 0 {
		if r.at != 0 {
			return r.show(0)
		}
		return r, nil
	}
	r.stack = r.stack[:len(r.stack)-1]
	return r.topOnly(changedMsg{})
}

func (r root) noticed(msg noticeMsg) root {
	r.notice = note{text: msg.text, confirmed: msg.text, since: r.env.Now()}
	return r
}

// failed says what failed. What a busy file kept from the screens is fetched at
// the next look at it; what was confirmed a moment before stays beside that.
func (r root) failed(msg failedMsg) (tea.Model, tea.Cmd) {
	if store.IsFileDamaged(msg.err) && !r.told && !r.top().Typing() { // or words would be keys of its page
		r.told = true // once: who has seen it may want to use the rest
		return r.push(newDoctor(r.env, false))
	}
	said := note{text: sentence(msg.err), failed: true}
	if errors.Is(msg.err, store.ErrBusy) {
		r.stamp = "busy"
		if said.confirmed = r.notice.confirmed; said.confirmed != "" {
			said.text = strings.TrimSuffix(said.confirmed, ".") + ". " + said.text
		}
	}
	r.notice = said
	return r, nil
}

// closed closes the top screen, if it is the one that asked for it.
func (r root) closed(msg backMsg) (tea.Model, tea.Cmd) {
	if msg.kind != reflect.TypeOf(r.top()) {
		return r, nil
	}
	return r.pop()
}

// welcome tells a new screen what the others know already.
func (r root) welcome(s Screen) (Screen, tea.Cmd) {
	s, _ = s.Update(lookMsg{r.look})
	s, sized := s.Update(r.body())
	return s, tea.Batch(sized, s.Init())
}

// topOnly gives the person's input to the screen that shows.
func (r root) topOnly(msg tea.Msg) (tea.Model, tea.Cmd) {
	r.stack, r.tabs = slices.Clone(r.stack), slices.Clone(r.tabs)
	target := &r.tabs[r.at]
	if len(r.stack) > 0 {
		target = &r.stack[len(r.stack)-1]
	}
	var cmd tea.Cmd
	*target, cmd = (*target).Update(msg)
	return r, cmd
}

// everyone gives a message to every open screen: an answer may be for any.
func (r root) everyone(msg tea.Msg) (tea.Model, tea.Cmd) {
	r.stack, r.tabs = slices.Clone(r.stack), slices.Clone(r.tabs)
	var cmds []tea.Cmd
	for _, s := range r.screens() {
		var cmd tea.Cmd
		*s, cmd = (*s).Update(msg)
		cmds = append(cmds, cmd)
	}
	return r, tea.Batch(cmds...)
}

func (r root) relook() (tea.Model, tea.Cmd) {
	r = r.restyle(theme.New(r.chosen.Palette(r.dark), r.chosen.ASCII))
	return r.everyone(lookMsg{r.look})
}

func (r root) restyle(look theme.Theme) root {
	r.look = look
	s := &r.help.Styles
	s.ShortKey, s.FullKey = look.HelpKey, look.HelpKey
	s.ShortDesc, s.FullDesc, s.Ellipsis = look.Dim, look.Dim, look.Dim
	s.ShortSeparator, s.FullSeparator = look.Rule, look.Rule
	r.help.ShortSeparator, r.help.Ellipsis = " "+look.Symbols.Dot+" ", look.Symbols.Ellipsis
	return r
}

type (
	// beginMsg is what there is to learn, and the person as stored.
	beginMsg struct {
		catalogue *curriculum.Catalogue
		profile   store.Profile
		err       error
	}
	// stampMsg is the learner's file as it is now.
	stampMsg struct{ stamp string }
)
