package tui

import (
	"cmp"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	teams "waymark/store/team"
)

// accept shows a team file of a lead, before the learner accepts it.
type accept struct {
	room
	pane
	path   string
	keys   acceptKeys
	loaded bool
	doing  bool
	acceptMsg
}

type acceptKeys struct{ accept, trust key.Binding }

func newAccept(env Env, path string) accept {
	return accept{
		room: room{env: env}, pane: newPane(), path: path,
		keys: acceptKeys{accept: bind("accept it", "a"), trust: bind("trust the new key", "t")},
	}
}

// newAcceptFrom asks where the team file lies. A folder stands for the file in it.
func newAcceptFrom(env Env, folder string) prompt {
	return newPrompt(env, "Team file", "Where is the file of your lead?", "The folder where you send your snapshots, or the file "+teams.FileName+" itself. You see all of it before you accept it.", folder, func(path string) (tea.Msg, error) {
		found, err := teams.Find(path)
		if err != nil {
			return nil, err
		}
		if _, _, err := teams.ReadFile(found); err != nil {
			return nil, err
		}
		return openMsg{newAccept(env, found)}, nil
	})
}

// Init implements Screen.
func (a accept) Init() tea.Cmd {
	env, path := a.env, a.path
	return func() tea.Msg {
		msg := acceptMsg{path: path}
		var err error
		if msg.file, msg.signed, err = teams.ReadFile(path); err != nil {
			return failedMsg{err}
		}
		if msg.learner, _, err = env.Store.Identity(); err != nil {
			return failedMsg{err}
		}
		kept, err := env.Store.AcceptedTeams()
		if err != nil {
			return failedMsg{err}
		}
		for _, k := range kept {
			if k.Team == msg.file.Team {
				msg.before, err = teams.DecodeFile([]byte(k.Payload))
				msg.pinned = k
			}
		}
		return answer(msg, err)
	}
}

// Update implements Screen.
func (a accept) Update(msg tea.Msg) (Screen, tea.Cmd) {
	a.room = a.room.fit(msg)
	switch msg := msg.(type) {
	case acceptMsg:
		if msg.path == a.path && !a.loaded {
			a.acceptMsg, a.loaded = msg, true
		}
	case acceptedMsg:
		if msg.path != a.path || !a.doing {
			return a, nil
		}
		if a.doing = false; msg.err != nil {
			return a, send(failedMsg{msg.err})
		}
		return a, tea.Sequence(back(a), send(changedMsg{}), notice(a.accepted()))
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.MouseWheelMsg:
		a.view, _ = a.view.Update(msg)
		return a, nil
	}
	return a.layout(), nil
}

func (a accept) press(msg tea.KeyPressMsg) (Screen, tea.Cmd) {
	switch {
	case !a.loaded:
	case key.Matches(msg, a.keys.accept) && !a.alarm() && !a.older() && !a.same():
		if a.doing {
			return a, nil
		}
		a.doing = true
		env, file, signed, path := a.env, a.file, a.signed, a.path
		return a, func() tea.Msg {
			_, err := teams.AcceptRead(env.Store, file, signed, path, false)
			return acceptedMsg{path, err}
		}
	case key.Matches(msg, a.keys.trust) && a.alarm():
		return a, open(a.asksTrust())
	default:
		a.view = scrolled(a.view, msg.String())
	}
	return a, nil
}

// accepted says what came of accepting it.
func (a accept) accepted() string {
	if len(a.file.For(a.learner)) == 0 {
		return "Accepted."
	}
	return "Accepted. What your lead gave you is on Today and Pathways."
}

// alarm reports that another key signed than the one that was pinned.
func (a accept) alarm() bool { return a.pinned.Key != "" && a.pinned.Key != a.signed.Signer }

// older reports that a later file was accepted already.
func (a accept) older() bool { return !a.alarm() && a.pinned.Number > a.file.Number }

// same reports that this very file was accepted.
func (a accept) same() bool { return !a.alarm() && a.pinned.Hash == envelope.Hash(a.signed.Payload) }

// asksTrust asks before another key takes the place of the pinned one.
func (a accept) asksTrust() sure {
	env, file, signed, path := a.env, a.file, a.signed, a.path
	return newSure(env, "Another key", "Did you speak with "+a.lead()+", and is the new key theirs?", []string{
		"Before: " + envelope.Fingerprint(a.pinned.Key) + ". Now: " + envelope.Fingerprint(a.signed.Signer) + ".",
		"Ask them in person or by telephone to read out what their Waymark shows. Somebody else who can write into the folder could have made this file.",
	}, bind("we compared it: accept", "y"), func() (string, error) {
		_, err := teams.AcceptRead(env.Store, file, signed, path, true)
		return "Accepted, with the new key. Esc goes back.", err
	})
}

// lead is the name of who signed the file.
func (a accept) lead() string { return cmp.Or(clean.Line(a.file.Lead.Name), "your lead") }

func (a accept) layout() accept {
	if !a.loaded || a.width == 0 {
		return a
	}
	s := newSheet(a.measure())
	a.drawWho(s)
	s.gap()
	if a.pinned.Key != "" && !a.alarm() {
		a.drawChanges(s)
		s.gap()
	}
	drawFile(s, a.room, a.file, a.learner)
	a.pane = a.hold(s, a.width, a.height)
	return a
}

// drawWho says whose file it is, and what there is to compare.
func (a accept) drawWho(s *sheet) {
	key := envelope.Fingerprint(a.signed.Signer)
	switch {
	case a.alarm():
		s.add(noRow, a.look.Bad.Render(a.look.Symbols.No+" Another key signed this file"))
		s.add(noRow, "You accepted "+clean.Line(a.before.Title)+" from the key "+envelope.Fingerprint(a.pinned.Key)+". This file comes from "+key+". Perhaps your lead has a new machine; perhaps it is not your lead.")
		s.add(noRow, a.look.Strong.Render("Do not accept it before you have asked them."))
	case a.older():
		s.add(noRow, a.look.Warn.Render("An older file")+fmt.Sprintf("  You accepted number %d; this is number %d, and changes nothing.", a.pinned.Number, a.file.Number))
	case a.same():
		s.add(noRow, a.look.Good.Render(a.look.Symbols.Yes+" You have accepted this file"))
	case a.pinned.Key != "":
		s.add(noRow, a.look.Good.Render(a.look.Symbols.Yes+" The key is the one that you accepted")+"  "+key)
	default:
		s.add(noRow, a.look.Title.Render("Is this your lead?"))
		s.hang(noRow, a.look.Dim.Render("Name  "), a.lead())
		s.hang(noRow, a.look.Dim.Render("Key   "), a.look.Strong.Render(key))
		s.add(noRow, "Ask them to read out all of the key that their Waymark shows where they publish. If it is the same, the file is theirs. It is remembered, and a file with another key is an alarm.")
	}
}

// drawChanges says what a later file changes for the learner.
func (a accept) drawChanges(s *sheet) {
	if a.same() || a.older() {
		return
	}
	c := a.file.Since(a.before, a.learner)
	s.add(noRow, a.look.Title.Render("New in it for you"))
	if c.None() {
		s.add(noRow, "Nothing.")
	}
	dot := a.look.Symbols.Dot + " "
	if c.Title {
		s.hang(noRow, dot, "The team is called "+clean.Line(a.file.Title)+", was "+clean.Line(a.before.Title)+".")
	}
	if c.Lead {
		s.hang(noRow, dot, "Its lead is called "+a.lead()+", was "+clean.Line(a.before.Lead.Name)+".")
	}
	if c.Ceiling {
		s.hang(noRow, dot, ceilingOf(a.file)+" Before: "+ceilingOf(a.before))
	}
	for _, g := range c.Given {
		drawGiven(s, a.room, dot, g)
	}
	for _, g := range c.Gone {
		s.hang(noRow, dot, "No longer given or waived: "+topicTitle(a.env.Catalogue, g.Module)+".")
	}
	if c.Cards > 0 {
		s.hang(noRow, dot, countOf(c.Cards, "new experiment", "new experiments")+" on the wall.")
	}
}

// drawFile says what a team file holds for a learner.
func drawFile(s *sheet, r room, f teams.File, learner string) {
	s.add(noRow, r.look.Title.Render(clean.Line(f.Title))+r.look.Dim.Render(fmt.Sprintf("  number %d, of %s", f.Number, dayWords(f.Made))))
	s.hang(noRow, r.look.Dim.Render("Snapshots   "), ceilingOf(f))
	given := f.For(learner)
	if len(given) == 0 {
		s.hang(noRow, r.look.Dim.Render("For you     "), "Nothing is given to you, and nothing waived.")
	}
	lead := "For you     "
	for _, g := range given {
		drawGiven(s, r, r.look.Dim.Render(lead), g)
		lead = "            "
	}
	s.hang(noRow, r.look.Dim.Render("Wall        "), countOf(len(f.Wall), "experiment", "experiments")+" that people of the team shared.")
	s.gap()
	s.add(noRow, r.look.Dim.Render("Everyone who can read the folder can read this file. To accept it sends nothing."))
}

func drawGiven(s *sheet, r room, lead string, g teams.Given) {
	words := r.look.Strong.Render(topicTitle(r.env.Catalogue, g.Module))
	switch {
	case g.Waived:
		words += ": waived, you need not do it"
	case g.Due != "":
		words += ": asked of you by " + dayWords(g.Due)
	default:
		words += ": asked of you"
	}
	s.hang(noRow, lead, words+". \""+clean.Line(g.Reason)+"\"")
}

// ceilingOf says how much the lead of a file lets snapshots tell.
func ceilingOf(f teams.File) string {
	if f.Ceiling == "" || f.Ceiling == snapshot.Full {
		return "You choose how much yours tells."
	}
	return "Yours may tell no more than the profile " + string(f.Ceiling) + "."
}

// View implements Screen.
func (a accept) View() tea.View {
	if !a.loaded {
		return tea.View{}
	}
	return tea.View{Content: a.draw(a.look)}
}

// Title implements Screen.
func (a accept) Title() string { return "Team file" }

// ShortHelp implements Screen.
func (a accept) ShortHelp() []key.Binding {
	scroll := bindAs("↑↓", "scroll", "up", "down")
	switch {
	case a.alarm():
		return []key.Binding{bind("leave it", "esc"), a.keys.trust, scroll}
	case a.older(), a.same():
		return []key.Binding{scroll}
	}
	return []key.Binding{a.keys.accept, bind("leave it", "esc"), scroll}
}

// FullHelp implements Screen.
func (a accept) FullHelp() [][]key.Binding { return [][]key.Binding{a.ShortHelp()} }

type (
	// acceptMsg is a team file, and what was accepted of the team before.
	acceptMsg struct {
		path    string
		file    teams.File
		signed  envelope.Statement
		learner string // random id
		before  teams.File
		pinned  store.Accepted // zero where nothing was
	}
	// acceptedMsg says that it is kept, or why not.
	acceptedMsg struct {
		path string
		err  error
	}
)
