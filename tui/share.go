package tui

import (
	"fmt"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// share shows a learner what a lead would see: every word of the next snapshot, what it
// withholds, and what changed since the last one. One key sends it.
type share struct {
	room
	pane
	keys    shareKeys
	load    int // which load is the newest: the answer of an earlier one is stale
	loaded  bool
	sending bool
	shareMsg
	sent  shareSentMsg // what was sent last while the screen is open
	offer offer
}

type shareKeys struct {
	send, other, profile, exact, ledger, hands, teams, withdraw key.Binding
}

func newShare(env Env) share {
	return share{
		room: room{env: env}, pane: newPane(),
		keys: shareKeys{
			send: bind("send", "enter"), other: bind("another place", "f"), profile: bind("how much it tells", "p"),
			exact: bind("to the letter", "b"), ledger: bind("all that was sent", "l"), hands: bind("hands and offers", "h"),
			teams: bind("my teams", "t"), withdraw: bind("withdraw", "w"),
		},
	}
}

// Init implements Screen.
func (s share) Init() tea.Cmd { return loadShare(s.env, s.load) }

func loadShare(env Env, load int) tea.Cmd {
	return func() tea.Msg {
		msg, err := readShare(env)
		msg.load, msg.none = load, err
		return msg
	}
}

// readShare makes the snapshot that would be sent now.
func readShare(env Env) (msg shareMsg, err error) {
	if msg.files, err = teams.Accepted(env.Store); err != nil {
		return msg, err
	}
	if msg.source, err = snapshot.Read(env.Catalogue, env.Store, env.Version, env.Now()); err != nil {
		return msg, err
	}
	if msg.snap, err = snapshot.Make(msg.source); err != nil {
		return msg, err
	}
	bytes, err := msg.snap.Encode()
	if err != nil {
		return msg, err
	}
	msg.bytes = string(bytes)
	msg.changes, err = snapshot.ChangesSince(msg.source.Last, msg.snap)
	return msg, err
}

// Update implements Screen.
func (s share) Update(msg tea.Msg) (Screen, tea.Cmd) {
	s.room = s.room.fit(msg)
	switch msg := msg.(type) {
	case shareMsg:
		if msg.load == s.load {
			s.shareMsg, s.loaded, s.sending = msg, msg.none == nil, false
			return s.layout(), lookForOffer(s.env, s.Title(), s.load)
		}
	case offerMsg:
		if msg.to(s.Title(), s.load) {
			s.offer = msg.offer
		}
	case shareSentMsg:
		return s.told(msg)
	case changedMsg:
		s.load++
		return s, s.Init()
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.MouseWheelMsg:
		s.view, _ = s.view.Update(msg)
		return s, nil
	}
	return s.layout(), nil
}

func (s share) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch {
	case !s.loaded:
	case key.Matches(msg, s.keys.send) && s.source.Last.Number == 0, key.Matches(msg, s.keys.other):
		return s, open(s.asksWhere())
	case key.Matches(msg, s.keys.send):
		return s.sendAgain()
	case key.Matches(msg, s.keys.profile):
		return s, open(newSetting(s.env, wishes{Profile: s.source.Standing.Profile}, sharingQuestion(s.files)))
	case key.Matches(msg, s.keys.exact):
		return s, open(newExact(s.env, "To the letter", "These bytes are signed and sent, and nothing else but the signature.", s.bytes))
	case key.Matches(msg, s.keys.ledger):
		return s, open(newLedger(s.env))
	case key.Matches(msg, s.keys.hands):
		return s, open(newHands(s.env))
	case key.Matches(msg, s.keys.teams):
		return s, s.openTeams()
	case key.Matches(msg, s.keys.withdraw):
		return s, s.withdraw()
	default:
		s.view = scrolled(s.view, msg.String())
	}
	return s, nil
}

// sendAgain sends to where the last one went. It asks first where nothing is new.
func (s share) sendAgain() (Screen, tea.Cmd) {
	if s.sending {
		return s, nil
	}
	env, snap, to := s.env, s.snap, s.source.Last.To
	if !s.same() {
		s.sending = true
		return s, func() tea.Msg { return sendSnapshot(env, snap, to) }
	}
	return s, open(newSure(env, "Send again", "Send the same once more?", []string{
		"Nothing is new since number " + strconv.Itoa(s.source.Last.Number) + ". Your lead would see what they see already.",
		"It helps where that file was removed from " + clean.Line(s.source.Last.Folder()) + ".",
	}, bind("send it again", "y"), func() (string, error) {
		msg := sendSnapshot(env, snap, to)
		return fmt.Sprintf("Sent again, as number %d", msg.number), msg.err
	}))
}

// same reports that it would say what the last one said.
func (s share) same() bool { return s.source.Last.Number > 0 && len(s.changes) == 0 }

// asksWhere asks for a place to send to.
func (s share) asksWhere() prompt {
	env, snap, folder := s.env, s.snap, ""
	if s.source.Last.Number > 0 {
		folder = s.source.Last.Folder()
	}
	return newPrompt(env, "Send my snapshot", "Which folder shall it go to?", "The one that your lead named, for example on a shared drive. A dot alone is the folder where you started Waymark.", folder, func(path string) (tea.Msg, error) {
		msg := sendSnapshot(env, snap, path)
		return msg, msg.err
	})
}

// sendSnapshot sends what was shown.
func sendSnapshot(env Env, snap snapshot.Snapshot, path string) shareSentMsg {
	file, err := snapshot.Send(env.Store, snap, path)
	return shareSentMsg{file: file, number: snap.Number, err: err}
}

// told folds in that the snapshot was sent, or why it was not.
func (s share) told(msg shareSentMsg) (Screen, tea.Cmd) {
	s.load++ // the number and what changed are others now, whatever came of it
	if msg.err != nil {
		return s, tea.Batch(send(failedMsg{msg.err}), s.Init())
	}
	s.sent = msg
	s.view.GotoTop()
	return s, s.Init()
}

// openTeams opens the team file that is new, or the teams that were accepted.
func (s share) openTeams() tea.Cmd {
	if s.offer.path != "" {
		return open(newAccept(s.env, s.offer.path))
	}
	return open(newMyTeams(s.env))
}

// withdraw asks before what was sent is taken back.
func (s share) withdraw() tea.Cmd {
	last, env := s.source.Last, s.env
	if last.Number == 0 {
		return notice("Nothing was sent from here, so there is nothing to withdraw.")
	}
	return open(newSure(env, "Withdraw", "Take back what you sent?", []string{
		"A last snapshot goes to " + clean.Line(last.Folder()) + ". It says that all of yours are withdrawn, and nothing else; your earlier files there are removed.",
		"Your lead's Waymark then forgets what they said. What somebody copied elsewhere it cannot reach.",
		"What you learned stays here, and you can send again at any time.",
	}, bind("withdraw", "y"), func() (string, error) {
		file, err := snapshot.Withdraw(env.Store, last.Folder(), env.Now())
		return "Withdrawn, by " + clean.Line(file), err
	}))
}

// Title implements Screen.
func (s share) Title() string { return "What my lead sees" }

// Status implements Screen.
func (s share) Status() string {
	if !s.loaded {
		return ""
	}
	return "profile " + string(s.snap.Profile)
}

// ShortHelp implements Screen.
func (s share) ShortHelp() []key.Binding {
	k := s.keys
	if !s.loaded {
		return nil
	}
	if s.source.Last.Number == 0 {
		return []key.Binding{k.send, k.profile, k.exact, k.hands, k.teams}
	}
	if s.same() {
		return []key.Binding{bind("go back", "esc"), bind("send again", "enter"), k.other, k.profile, k.exact, k.ledger, k.hands, k.teams, k.withdraw}
	}
	return []key.Binding{k.send, k.other, k.profile, k.exact, k.ledger, k.hands, k.teams, k.withdraw}
}

// FullHelp implements Screen.
func (s share) FullHelp() [][]key.Binding {
	k := s.keys
	return [][]key.Binding{{k.send, k.other, k.profile, k.exact, bindAs("↑↓", "scroll", "up")}, {k.ledger, k.withdraw, k.hands, k.teams}}
}

// Explain implements explainer.
func (s share) Explain() (about string, paragraphs []string) {
	return "What my lead sees", []string{
		"A snapshot is a signed file that you write into a folder which your lead reads, such as a shared drive. Everyone who can read that folder can read it, too. Nothing leaves this machine otherwise, and nothing is sent by itself.",
		"It is for support and training records, not for appraisal: a lead's Waymark ranks nobody, and has no place for scores, attempts or times.",
		"The profile says how much it tells. A team that you accepted can lower that, and can never add anything.",
		"Each file has a number, so that nobody can put an old one in the place of a new one.",
	}
}

type (
	// shareMsg is the snapshot that would be sent now.
	shareMsg struct {
		load    int // which load this answers
		source  snapshot.Source
		snap    snapshot.Snapshot
		bytes   string
		changes []string     // since the last one
		files   []teams.File // that were accepted
		none    error        // why there is no snapshot; nil where there is one
	}
	// shareSentMsg says where it was sent, or why not.
	shareSentMsg struct {
		file   string
		number int
		err    error
	}
)
