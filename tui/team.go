package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
	teams "waymark/store/team"
)

// A teamView is one way to look at a team: the answer to one of a lead's questions. Each
// is a value in a file of its own, team_NAME.go. The Team tab draws the frame around it
// and gives it the people whom the filter leaves.
//
// Beside these methods it may have typing() bool, as Screen has, claims(k string) bool, for
// keys that the tab would take, and cursor() *tea.Cursor, where it takes text.
type teamView interface {
	// name is its place in the row of views.
	name() string

	// ask answers the question for some people. It runs in a command, and what it returns
	// comes back as a message to update of this view alone. It must not look at what the
	// person may change meanwhile.
	ask(teamInput) tea.Msg

	// update folds in an answer, keys, the mouse in the view's own coordinates, the size
	// of its room, the look, and whatever its commands return.
	update(tea.Msg) (teamView, tea.Cmd)

	// draw shows the answer. It is not called before there is one.
	draw() string

	// keys are those that work in it, the most useful first.
	keys() []key.Binding

	// rules are how it comes to what it says, for the page behind "?".
	rules() []string

	// detailed reports that ask needs the lessons and cards of everyone.
	detailed() bool
}

// A teamInput is what a view finds its answer in.
type teamInput struct {
	catalogue *curriculum.Catalogue
	now       time.Time
	filter    teams.Filter
	people    []teams.Person          // whom the filter leaves, by name
	details   map[string]teams.Detail // by learner id; nil unless the view is detailed
}

// teamViews are the views in the order of their names.
func teamViews(env Env) []teamView {
	return []teamView{
		newTeamAttention(env), newTeamBoard(env), newTeamModules(env), newTeamWall(env), newTeamHelp(env), newTeamCoverage(env),
		newTeamEvidence(env),
	}
}

// team is the tab of a lead: one view of the people at a time, with how fresh it is above
// it. A learner shares from here.
type team struct {
	room
	keys   teamKeys
	views  []teamView
	at     int   // the open view
	asked  []int // for each view, the question that its answer is to; 0: none yet
	filter teams.Filter

	teamMsg                          // everyone, as stored
	loaded   bool                    // that is known
	details  map[string]teams.Detail // of everyone; nil until a view needed them
	fresh    teams.Freshness         // of whom the open view is about
	asks     int                     // counts the questions: other people are another one
	viewRoom [2]int                  // the size that the views were told last
	watch    teamWatch
	offer    offer // to the learner

	unpublished teams.Pending // what the people do not know of yet
}

type teamKeys struct{ view, filter, lead, take, files, share, mine, publish, report, wall, stop key.Binding }

func newTeam(env Env) team {
	views := teamViews(env)
	return team{
		room: room{env: env}, views: views, asked: make([]int, len(views)),
		keys: teamKeys{
			view: bindAs("←→", "view", "left", "right"), filter: bind("filter", "f"),
			lead: bind("I lead a team", "i"), take: bind("folder", "i"), stop: bind("stop leading", "z"),
			files: bind("files", "r"), share: bind("what my lead sees", "s"), mine: bind("my teams", "t"),
			publish: bind("publish", "p"), report: bind("report", "x"), wall: bind("team's wall", "w"),
		},
	}
}

// Init implements Screen.
func (t team) Init() tea.Cmd { return loadTeam(t.env, t.load) }

// Update implements Screen.
func (t team) Update(msg tea.Msg) (Screen, tea.Cmd) {
	t.room = t.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case teamMsg:
		t, cmd = t.take(msg)
	case offerMsg:
		if msg.to(t.Title(), t.load) {
			t.offer = msg.offer
		}
	case teamFoundMsg:
		t, cmd = t.found(msg)
	case teamFilterMsg:
		t.filter = msg.filter
		t, cmd = t.ask()
	case teamFolderMsg:
		return t, t.place(msg)
	case teamForMsg:
		return t, t.namedOrTaken(msg)
	case teamTakenMsg:
		t, cmd = t.taken(msg)
	case teamPendingMsg:
		t = t.pending(msg)
	case teamLookMsg:
		t, cmd = t.looked(msg)
	case changedMsg:
		t, cmd = t.fetch()
	case tea.WindowSizeMsg:
	case tea.KeyPressMsg:
		t, cmd = t.press(msg)
	case tea.MouseMsg:
		t, cmd = t.mouse(msg)
	case tea.PasteMsg:
		t, cmd = t.tell(t.at, msg)
	default: // the look, and what commands of views return
		t, cmd = t.tellAll(msg)
	}
	t, sized := t.resize()
	return t, tea.Batch(cmd, sized)
}

func (t team) press(msg tea.KeyPressMsg) (team, tea.Cmd) {
	k := msg.String()
	if t.empty() {
		return t, t.pressEmpty(msg)
	}
	if t.Typing() || claimed(t.views[t.at], k) {
		return t.tell(t.at, msg)
	}
	switch {
	case k == "left", k == "shift+tab":
		return t.open(t.strip().round(-1))
	case k == "right", k == "tab":
		return t.open(t.strip().round(1))
	case k == "esc":
		t.filter = teams.Filter{}
		return t.ask()
	case key.Matches(msg, t.keys.filter):
		return t, t.askFilter()
	case key.Matches(msg, t.keys.take):
		return t, t.askFolder()
	case key.Matches(msg, t.keys.files) && t.watch.telling():
		return t, open(newIntake(t.env, t.teamMsg, t.watch))
	case key.Matches(msg, t.keys.share):
		return t, open(newShare(t.env))
	case key.Matches(msg, t.keys.mine):
		return t, open(newMyTeams(t.env))
	case key.Matches(msg, t.keys.stop):
		return t, open(t.asksStop())
	case key.Matches(msg, t.keys.publish):
		return t, open(newPublish(t.env, t.filter.Team))
	case key.Matches(msg, t.keys.report):
		return t, open(t.askReport())
	case key.Matches(msg, t.keys.wall):
		return t.open(t.viewAt("Wall"))
	}
	return t.tell(t.at, msg)
}

// mouse acts on the row of views, and hands the rest down.
func (t team) mouse(msg tea.MouseMsg) (team, tea.Cmd) {
	if t.empty() {
		return t, nil
	}
	m := msg.Mouse()
	click, isClick := msg.(tea.MouseClickMsg)
	if isClick && m.Y == 0 && click.Button == tea.MouseLeft {
		if at := t.strip().under(m.X, t.width); at >= 0 {
			return t.open(at)
		}
	}
	if m.Y -= len(t.head()); isClick && m.Y < 0 {
		return t, nil
	}
	switch msg.(type) {
	case tea.MouseClickMsg:
		return t.tell(t.at, tea.MouseClickMsg(m))
	case tea.MouseWheelMsg:
		return t.tell(t.at, tea.MouseWheelMsg(m))
	}
	return t, nil
}

// tell gives a message to one view.
func (t team) tell(at int, msg tea.Msg) (team, tea.Cmd) {
	var cmd tea.Cmd
	t.views = slices.Clone(t.views)
	t.views[at], cmd = t.views[at].update(msg)
	return t, cmd
}

func (t team) tellAll(msg tea.Msg) (team, tea.Cmd) {
	var cmds []tea.Cmd
	for at := range t.views {
		var cmd tea.Cmd
		t, cmd = t.tell(at, msg)
		cmds = append(cmds, cmd)
	}
	return t, tea.Batch(cmds...)
}

// resize tells the views their room, if it is another one than before.
func (t team) resize() (team, tea.Cmd) {
	size := [2]int{t.width, max(1, t.height-len(t.head()))}
	if size == t.viewRoom || t.width == 0 {
		return t, nil
	}
	t.viewRoom = size
	return t.tellAll(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
}

// empty reports that nobody's snapshot was taken in yet.
func (t team) empty() bool { return len(t.people) == 0 }

func (t team) strip() strip {
	s := strip{at: t.at}
	for _, v := range t.views {
		s.names = append(s.names, v.name())
	}
	return s
}

// head is the row of views, and below it how fresh they are, whom they are about, and
// what a lead has to know about the files.
func (t team) head() []string {
	parts := []string{t.look.Dim.Render(t.fresh.Words())}
	if words := t.filterWords(); words != "" {
		parts = append(parts, t.look.Accent.Render(words))
	}
	if words := t.unpublishedWords(); words != "" {
		parts = append(parts, t.look.Warn.Render(words))
	}
	parts = append(parts, t.watch.words(t.look)...)
	s := newSheet(max(10, t.width-2))
	s.flow(" "+t.look.Symbols.Dot+" ", parts...)
	lines := strings.Split(indent(s.text(), " "), "\n")
	if most := max(1, t.height/4); len(lines) > most { // what stands below is what the tab is for
		lines = lines[:most]
	}
	return append(append([]string{t.strip().draw(t.width, t.look)}, lines...), "")
}

// View implements Screen.
func (t team) View() tea.View {
	switch {
	case !t.loaded:
		return tea.View{}
	case t.empty():
		return tea.View{Content: t.nothing()}
	}
	head := strings.Join(t.head(), "\n") + "\n"
	if t.asked[t.at] == 0 {
		return tea.View{Content: head}
	}
	return tea.View{Content: head + t.views[t.at].draw(), Cursor: t.cursor()}
}

// cursor is where the open view takes text, or none.
func (t team) cursor() *tea.Cursor {
	v, ok := t.views[t.at].(interface{ cursor() *tea.Cursor })
	if !ok || v.cursor() == nil {
		return nil
	}
	at := *v.cursor()
	at.Y += len(t.head())
	return &at
}

// nothing is the page before there are people: what each of two readers can do.
func (t team) nothing() string {
	s := newSheet(t.measure())
	s.gap()
	s.add(noRow, t.look.Title.Render("For learners"))
	s.add(noRow, "Tell your lead how far you are, and nothing else: no answers, no scores, no journal. You see every word of it before it leaves.")
	s.add(noRow, t.look.Accent.Render("Press s to see what your lead sees."))
	if words := t.offer.words(); words != "" {
		s.add(noRow, t.look.Accent.Render(words+": Enter looks at it."))
	} else {
		s.add(noRow, t.look.Accent.Render("Your lead sent you something? Press t."))
	}
	if words := t.offer.lastSent(t.env.Now()); words != "" {
		s.add(noRow, t.look.Dim.Render(words))
	}
	s.gap()
	s.add(noRow, t.look.Title.Render("For team leads"))
	if folder := t.folder(); folder != "" {
		s.add(noRow, "Nobody has shared anything here yet: "+clean.Line(folder))
		s.add(noRow, "What comes into this folder shows by itself while this page is open.")
		s.add(noRow, t.look.Accent.Render("Press i to choose another folder."))
	} else {
		s.add(noRow, "Agree with your people on a folder that all of you can reach, for example on a shared drive. Waymark then shows who needs you this week. It never ranks people.")
		s.add(noRow, t.look.Accent.Render("Do you lead a team? Press i."))
	}
	for _, line := range t.watch.words(t.look) {
		s.add(noRow, line)
	}
	return indent(s.text(), "  ")
}

// Title implements Screen.
func (t team) Title() string { return "Team" }

// Typing implements Screen.
func (t team) Typing() bool {
	v, ok := t.views[t.at].(interface{ typing() bool })
	return ok && !t.empty() && v.typing()
}

// Claims reports that Esc ends a filter before it leaves the tab, and what the open view
// wants.
func (t team) Claims(k string) bool {
	return !t.empty() && (k == "esc" && t.filter != teams.Filter{} || claimed(t.views[t.at], k))
}

// claimed reports that a view takes a key for itself.
func claimed(v teamView, k string) bool {
	c, ok := v.(interface{ claims(k string) bool })
	return ok && c.claims(k)
}

// ShortHelp implements Screen.
func (t team) ShortHelp() []key.Binding {
	if t.empty() {
		return t.keysWhenEmpty()
	}
	if t.Typing() {
		return t.views[t.at].keys()
	}
	keys := append(slices.Clone(t.views[t.at].keys()), t.keys.publish, t.keys.report, t.keys.view, t.keys.filter)
	if t.watch.telling() {
		keys = append(keys, t.keys.files)
	}
	return append(keys, t.keys.take)
}

// FullHelp implements Screen.
func (t team) FullHelp() [][]key.Binding {
	if t.empty() {
		return [][]key.Binding{t.keysWhenEmpty()}
	}
	return [][]key.Binding{append(slices.Clone(t.views[t.at].keys()),
		t.keys.publish, t.keys.report, t.keys.view, t.keys.filter, bind("everyone again", "esc"), t.keys.files, t.keys.take,
		t.keys.wall, t.keys.share, t.keys.mine, t.keys.stop)}
}

// Explain says behind "?" by which rules the open view says what it says.
func (t team) Explain() (about string, paragraphs []string) {
	return t.views[t.at].name(), t.views[t.at].rules()
}

type (
	// teamMsg is everyone whose snapshot was taken in.
	teamMsg struct {
		load   int // which load this is
		now    time.Time
		people []teams.Person // by name
		teams  []store.Team
	}
	// teamFoundMsg is what a view found.
	teamFoundMsg struct {
		ask, at int // the question that this answers, and the view that it is for
		found   tea.Msg
		fresh   teams.Freshness
		load    int                     // of the people
		details map[string]teams.Detail // that were fetched for it; may be nil
	}
	teamFilterMsg struct{ filter teams.Filter }
)
