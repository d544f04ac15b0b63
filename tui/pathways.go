package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/progress"
	teams "waymark/store/team"
)

// pathways is the tree of pathways, modules and lessons, with what is known of
// the chosen one.
type pathways struct {
	room
	keys   pathwaysKeys
	rows   picker
	loaded pathwaysMsg
	nodes  map[string]node
	opened string // id of the pathway whose lessons show; empty for none
	load   int    // which load is the newest: the answer of an earlier one is stale
}

// A node is what a row of the tree stands for: a pathway, a module of one, or a
// lesson.
type node struct {
	path   progress.Pathway
	module *progress.Module
	lesson *progress.Lesson
}

type pathwaysKeys struct{ open, choose, follow, check, place, drills, hand, offer key.Binding }

func newPathways(env Env) pathways {
	return pathways{
		room: room{env: env}, rows: newPicker(),
		keys: pathwaysKeys{
			open: bind("open", "enter"), choose: pickKeys(), follow: bind("follow", "f"), check: bind("test out", "t"),
			place: bind("where to start", "w"), drills: bind("find the errors", "d"),
			hand: bind("hand up", "h"), offer: bind("offer help", "o"),
		},
	}
}

// Init implements Screen.
func (p pathways) Init() tea.Cmd { return loadPathways(p.env, p.load) }

func loadPathways(env Env, load int) tea.Cmd {
	return func() tea.Msg {
		at, err := teams.Standing(env.Catalogue, env.Store)
		if err != nil && !errors.Is(err, curriculum.ErrNotFound) {
			return failedMsg{err}
		}
		msg := pathwaysMsg{load: load, now: env.Now(), Standing: at}
		if msg.topics, err = readTopics(env.Store); err != nil {
			return failedMsg{err}
		}
		for _, path := range env.Catalogue.Pathways() {
			state, err := progress.Of(env.Catalogue, path.ID, at.Did)
			if err != nil {
				return failedMsg{err}
			}
			msg.paths = append(msg.paths, state)
		}
		if i := slices.IndexFunc(msg.paths, func(p progress.Pathway) bool { return p.ID == at.Profile.Pathway }); i > 0 {
			msg.paths = slices.Insert(slices.Delete(msg.paths, i, i+1), 0, at.Path)
		}
		return msg
	}
}

// Update implements Screen.
func (p pathways) Update(msg tea.Msg) (Screen, tea.Cmd) {
	p.room = p.room.fit(msg)
	switch msg := msg.(type) {
	case pathwaysMsg:
		if msg.load == p.load {
			p = p.fill(msg)
		}
	case lookMsg:
		p = p.fill(p.loaded)
	case changedMsg:
		p.load++
		return p, p.Init()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, p.keys.open):
			return p.act()
		case key.Matches(msg, p.keys.follow):
			return p, p.follow()
		case key.Matches(msg, p.keys.place) && p.loaded.Profile.Pathway != "":
			return p, open(newPlacement(p.env))
		case key.Matches(msg, p.keys.check):
			return p, p.takeCheck()
		case key.Matches(msg, p.keys.drills):
			return p, open(newDrillsOf(p.env, p.chosen().department(p.env.Catalogue)))
		case key.Matches(msg, p.keys.hand):
			return p, p.about(p.loaded.topics.raise)
		case key.Matches(msg, p.keys.offer):
			return p, p.about(p.loaded.topics.offer)
		}
	}
	p.rows = p.rows.size(p.column(), p.treeHeight(), p.look)
	before := p.rows.index()
	var clicked bool
	if p.rows, clicked = p.rows.update(msg, 1); clicked && before == p.rows.index() {
		return p.act()
	}
	return p, nil
}

// fill makes the rows of the tree.
func (p pathways) fill(msg pathwaysMsg) pathways {
	first := len(p.loaded.paths) == 0
	p.loaded, p.nodes = msg, map[string]node{}
	if first && len(msg.paths) > 0 {
		p.opened = msg.paths[0].ID
	}
	var rows []choice
	next := ""
	for _, path := range msg.paths {
		rows = append(rows, p.row(node{path: path}, path.ID, choice{title: p.pathTitle(path), right: fmt.Sprintf("%d of %d", path.Done, path.Total)}))
		if path.ID != p.opened {
			continue
		}
		for m := range path.Modules {
			module := path.Modules[m]
			rows = append(rows, p.row(node{path: path, module: &module}, path.ID+"/"+module.ID,
				choice{title: module.Title, right: p.marked(module.ID, p.moduleWords(module)), sign: sign(p.look, module.State), level: 1}))
			for l := range module.Lessons {
				lesson := module.Lessons[l]
				id := path.ID + "/" + module.ID + "/" + lesson.ID
				rows = append(rows, p.row(node{path: path, module: &module, lesson: &lesson}, id,
					choice{title: lesson.Title, right: p.marked(lesson.ID, minutesLeft(lesson)), sign: sign(p.look, lesson.State), level: 2}))
				if next == "" && !lesson.State.Complete() {
					next = id
				}
			}
		}
	}
	p.rows = p.rows.set(rows)
	if first {
		p.rows = p.rows.choose(next)
	}
	return p
}

// pathTitle names a pathway, and says which one is followed.
func (p pathways) pathTitle(path progress.Pathway) string {
	if path.ID == p.loaded.Profile.Pathway {
		return path.Title + " pathway, yours"
	}
	return path.Title + " pathway"
}

func (p pathways) row(n node, id string, c choice) choice {
	p.nodes[id] = n
	c.value = id
	return c
}

func minutesLeft(l progress.Lesson) string {
	if l.Update != progress.Unchanged {
		return l.Update.String()
	}
	if l.State.Complete() {
		return stateWords(l.State)
	}
	return fmt.Sprintf("%d min", l.LeftMin)
}

func (p pathways) chosen() node {
	row, _ := p.rows.chosen()
	return p.nodes[row.value]
}

// act opens the chosen lesson, or the next one of a module; it shows or hides
// the lessons of a pathway.
func (p pathways) act() (pathways, tea.Cmd) {
	n := p.chosen()
	switch {
	case n.lesson != nil:
		return p, open(newLesson(p.env, n.lesson.ID))
	case n.module == nil:
		if p.opened == n.path.ID {
			p.opened = ""
		} else {
			p.opened = n.path.ID
		}
		p = p.fill(p.loaded)
		if p.opened != "" && len(n.path.Modules) > 0 {
			p.rows = p.rows.choose(n.path.ID + "/" + n.path.Modules[0].ID)
		}
		return p, nil
	}
	for _, l := range n.module.Lessons {
		if !l.State.Complete() {
			return p, open(newLesson(p.env, l.ID))
		}
	}
	return p, notice("Every lesson here is done or known.")
}

// follow makes the chosen pathway the person's own.
func (p pathways) follow() tea.Cmd {
	n := p.chosen()
	if n.path.ID == "" || n.path.ID == p.loaded.Profile.Pathway {
		return notice("You follow this pathway already.")
	}
	env := p.env
	return func() tea.Msg {
		if _, err := env.Store.UpdateProfile(map[string]string{"pathway": n.path.ID}); err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(send(changedMsg{}), notice("You follow "+n.path.Title+"."))()
	}
}

func (p pathways) column() int {
	if p.wide() {
		return min(64, p.width/2)
	}
	return p.width
}

// treeHeight leaves room below the tree for the details, where there is no
// second pane.
func (p pathways) treeHeight() int {
	if p.wide() {
		return p.height - 1
	}
	return max(4, p.height-8)
}

// View implements Screen.
func (p pathways) View() tea.View {
	if len(p.loaded.paths) == 0 {
		return tea.View{}
	}
	tree := "\n" + p.rows.view()
	if !p.wide() {
		s := newSheet(p.width - 4)
		p.drawChosen(s)
		rule := p.look.Rule.Render(strings.Repeat(p.look.Symbols.Dash, p.width))
		return tea.View{Content: fill(tree, p.width, p.treeHeight()+1) + "\n" + rule + "\n" + indent(s.text(), "  ")}
	}
	s := newSheet(min(72, p.width-p.column()-6))
	s.gap()
	p.drawChosen(s)
	side := indent(fill(s.text(), s.width, p.height), " "+p.look.Rule.Render(p.look.Symbols.Bar)+"  ")
	return tea.View{Content: beside(tree, side, p.column(), p.height)}
}

// drawChosen tells what is known of the chosen row.
func (p pathways) drawChosen(s *sheet) {
	n := p.chosen()
	switch {
	case n.lesson != nil:
		p.drawLesson(s, *n.lesson)
	case n.module != nil:
		s.add(noRow, p.look.Title.Render(clean.Line(n.module.Title)))
		s.add(noRow, clean.Line(n.module.Summary))
		s.add(noRow, p.look.Dim.Render(fmt.Sprintf("%s, %d min left", n.module.State, n.module.LeftMin)))
		p.drawGiven(s, n.module.ID)
		p.drawCheck(s, n)
	default:
		s.add(noRow, p.look.Title.Render(clean.Line(n.path.Title)+" pathway"))
		s.add(noRow, clean.Line(n.path.Summary))
		s.add(noRow, p.look.Dim.Render("For: "+clean.Line(n.path.For)))
		s.add(noRow, p.look.Dim.Render(fmt.Sprintf("%d of %d lessons done, %d min left", n.path.Done, n.path.Total, n.path.LeftMin)))
	}
	if department := n.department(p.env.Catalogue); department != "" {
		s.add(noRow, p.look.Dim.Render(drillsOf(department)))
	}
}

func (p pathways) drawLesson(s *sheet, l progress.Lesson) {
	s.add(noRow, p.look.Title.Render(clean.Line(l.Title))+p.look.Dim.Render("  "+howFar(l)))
	if p.wide() {
		s.gap()
	}
	for _, o := range l.Objectives {
		s.hang(noRow, p.look.Symbols.Dot+" ", clean.Line(o.Text))
	}
	if p.wide() {
		s.gap()
		s.add(noRow, p.look.Dim.Render("Human skill: "+clean.Line(l.Skill)))
	}
	if needs := p.needs(l); needs != "" {
		s.add(noRow, p.look.Warn.Render("Builds on: ")+needs)
	}
}

// howFar is the state of a lesson, and what is left of it or new in it.
func howFar(l progress.Lesson) string {
	state, left := stateWords(l.State), minutesLeft(l)
	if left == state {
		return state
	}
	return state + ", " + left
}

// needs names what the lesson builds on and is not done. It advises; nothing is
// locked.
func (p pathways) needs(l progress.Lesson) string {
	var open []string
	for _, id := range l.Needs {
		if other, err := p.env.Catalogue.Lesson(id); err == nil && !progress.StateOf(p.loaded.Did[id]).Complete() {
			open = append(open, clean.Line(other.Title))
		}
	}
	return strings.Join(open, ", ")
}

// Title implements Screen.
func (p pathways) Title() string { return "Pathways" }

// Status implements Screen.
func (p pathways) Status() string {
	s := p.look.Symbols
	return s.Empty + " new " + s.Half + " started " + s.Full + " done " + s.Known + " known"
}

// ShortHelp implements Screen.
func (p pathways) ShortHelp() []key.Binding {
	keys, n := []key.Binding{p.keys.open}, p.chosen()
	if p.tests(n) {
		keys = append(keys, p.checkKey(n))
	}
	if about := n.topic(); about != "" {
		keys = append(keys, p.loaded.topics.handKey(about), p.keys.choose, p.loaded.topics.offerKey(about))
	} else {
		keys = append(keys, p.keys.choose)
	}
	if len(p.loaded.paths) > 1 {
		keys = append(keys, p.keys.follow)
	}
	return append(keys, p.keys.drills)
}

// FullHelp implements Screen.
func (p pathways) FullHelp() [][]key.Binding {
	s := p.look.Symbols
	return [][]key.Binding{{
		p.keys.open, p.keys.choose, bind("test out, module check", "t"), p.keys.follow, p.keys.place, p.keys.drills, bind("hand up: ask for help; hand down", "h"), p.keys.offer,
		bindAs(s.Empty+" "+s.Half+" "+s.Full, "new, started, done", ""),
		bindAs(s.Known, "known: passed by a check", ""),
	}}
}

// pathwaysMsg is every pathway with what the learner has done in it.
type pathwaysMsg struct {
	load int // which load this answers
	progress.Standing
	paths  []progress.Pathway // the followed one first
	topics topics
	now    time.Time
}
