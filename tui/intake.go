package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	teams "waymark/store/team"
)

// intake lists what became of the files of the teams' folders: which were refused and
// why, which another key signed, and which are no snapshots.
type intake struct {
	room
	list     roll
	teams    []store.Team
	outcomes map[string]teams.Outcome // by teamFolder
	failed   map[string]error
	known    map[string]int // how many people, by the id of their team
	rows     []intakeRow
	open     key.Binding
}

// An intakeRow is a file, or what is said of a folder.
type intakeRow struct {
	heading string // stands above it; may be empty
	file    string
	words   string
	learner string // whom Enter opens; may be empty
	bad     bool
}

func newIntake(env Env, of teamMsg, w teamWatch) intake {
	i := intake{room: room{env: env}, teams: of.teams, known: of.known(), outcomes: w.outcomes, failed: w.failed, open: bind("open the person", "enter")}
	i.rows = i.told()
	return i
}

// Init implements Screen.
func (i intake) Init() tea.Cmd { return nil }

// Update implements Screen.
func (i intake) Update(msg tea.Msg) (Screen, tea.Cmd) {
	i.room = i.room.fit(msg)
	switch msg := msg.(type) {
	case teamLookMsg:
		for k, o := range msg.outcomes {
			i.outcomes = withKey(i.outcomes, k, o)
		}
		i.failed = msg.failed
		i.rows = i.told()
	case teamMsg: // the tab below read again
		i.known = msg.known()
		i.rows = i.told()
	}
	i.list = i.list.fit(i.height-1, i)
	if click, ok := msg.(tea.MouseClickMsg); ok {
		click.Y--
		msg = click
	}
	var clicked bool
	i.list, clicked = i.list.update(msg, i)
	if k, ok := msg.(tea.KeyPressMsg); clicked || ok && key.Matches(k, i.open) {
		if row := i.rows[i.list.at]; row.learner != "" {
			return i, open(newMember(i.env, row.learner))
		}
	}
	return i, nil
}

// told is everything there is to say, folder by folder.
func (i intake) told() []intakeRow {
	var rows []intakeRow
	for _, t := range i.teams {
		if t.Folder == "" {
			continue
		}
		here := i.folderRows(t)
		here[0].heading = t.Title + ", " + t.Folder
		rows = append(rows, here...)
	}
	return rows
}

func (i intake) folderRows(t store.Team) []intakeRow {
	k := teamFolder(t)
	if err := i.failed[k]; err != nil {
		return []intakeRow{{words: "It cannot be read now: " + err.Error() + ". What was taken in before is all there.", bad: true}}
	}
	o := i.outcomes[k]
	look := "nothing new at the last look"
	if n := len(o.Taken); n > 0 {
		look = countOf(n, "snapshot", "snapshots") + " taken in at the last look"
	}
	rows := []intakeRow{{words: countOf(i.known[t.ID], "person", "people") + " known; " + look + "."}}
	for _, a := range o.Alarms {
		rows = append(rows, intakeRow{file: a.File, words: "signed in the name of " + a.Name + " with another key than before; not taken in. Enter shows both keys.", learner: a.Learner, bad: true})
	}
	for _, r := range o.Refused {
		rows = append(rows, intakeRow{file: r.File, words: "refused: " + r.Reason, bad: true})
	}
	for _, name := range o.Others {
		rows = append(rows, intakeRow{file: name, words: "signed by Waymark, and no snapshot"})
	}
	return rows
}

// known counts the people of each team, by its id.
func (m teamMsg) known() map[string]int {
	known := map[string]int{}
	for i := range m.people {
		known[m.people[i].Member.Team]++
	}
	return known
}

// count implements rolled.
func (i intake) count() int { return len(i.rows) }

// high implements rolled.
func (i intake) high(row int, first bool) int { return len(i.lines(row, first, false)) }

// lines implements rolled.
func (i intake) lines(row int, first, picked bool) []string {
	r, s := i.rows[row], newSheet(i.measure()+4)
	if r.heading != "" {
		if !first {
			s.gap()
		}
		s.hang(noRow, "  ", i.look.Title.Render(clean.Line(r.heading)))
	}
	lead := "    "
	if picked {
		lead = "  " + i.look.Symbols.Cursor + " "
	}
	if r.file == "" {
		s.hang(noRow, lead, clean.Line(r.words))
		return s.lines
	}
	sign := i.look.Dim.Render(i.look.Symbols.Dot)
	if r.bad {
		sign = i.look.Bad.Render(i.look.Symbols.No)
	}
	s.hang(noRow, lead+sign+" ", i.look.Strong.Render(clean.Line(r.file)))
	s.hang(noRow, "      ", clean.Line(r.words))
	return s.lines
}

// View implements Screen.
func (i intake) View() tea.View { return tea.View{Content: "\n" + i.list.draw(i, i.look)} }

// Title implements Screen.
func (i intake) Title() string { return "Team " + crumb(i.look) + " Files" }

// ShortHelp implements Screen.
func (i intake) ShortHelp() []key.Binding {
	if i.list.at < len(i.rows) && i.rows[i.list.at].learner != "" {
		return []key.Binding{i.open, pickKeys()}
	}
	return []key.Binding{pickKeys()}
}

// FullHelp implements Screen.
func (i intake) FullHelp() [][]key.Binding { return [][]key.Binding{{i.open, pickKeys()}} }
