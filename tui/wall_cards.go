package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/progress"
	teams "waymark/store/team"
	"waymark/tui/theme"
)

// wallCards are the cards of a wall, found while words are typed, and the chosen one in
// full with those that resemble it. A lead's wall and a learner's are both this.
type wallCards struct {
	twin
	binds  wallCardsKeys
	lead   bool // whose wall it is: answers go to the one that asked
	crumb  string
	wall   teams.Wall
	load   int // which wall it is: the answer about an earlier one is stale
	input  textinput.Model
	typing bool

	found []teams.WallCard // the cards that show
	query string           // what they answer
	busy  bool             // something is being looked for

	like     []teams.WallCard // the cards that resemble one
	likeOf   string           // which one
	likeBusy bool
}

type wallCardsKeys struct{ open, find, clear, choose key.Binding }

func newWallCards(env Env, lead bool, crumb string) wallCards {
	return wallCards{
		twin: twin{room: room{env: env}}, lead: lead, crumb: crumb, input: newInput("", 30),
		binds: wallCardsKeys{open: bind("whole card", "enter"), find: bind("search", "/"), clear: bind("show all", "esc"), choose: pickKeys()},
	}
}

// hang puts up a wall; the cursor stays on its card.
func (w wallCards) hang(wall teams.Wall) (wallCards, tea.Cmd) {
	w.wall, w.likeOf, w.busy, w.likeBusy = wall, "", false, false
	w.load++
	if w.words() != "" {
		return w.search()
	}
	return w.show("", wall.Cards), nil
}

// show shows cards; the cursor stays on its card, or goes to the first where that is gone.
func (w wallCards) show(query string, cards []teams.WallCard) wallCards {
	at := 0
	if w.at < w.count() {
		id := cardID(w.found[w.at])
		at = max(0, slices.IndexFunc(cards, func(c teams.WallCard) bool { return cardID(c) == id }))
	}
	w.roll = w.roll.moved(at)
	w.query, w.found = query, cards
	return w
}

// cardID tells cards apart: two people may hold an entry of one id.
func cardID(c teams.WallCard) string { return c.Learner + "/" + c.Name + "/" + c.Card.ID }

// words are what is looked for, as they are typed.
func (w wallCards) words() string { return strings.TrimSpace(w.input.Value()) }

// search looks for what is typed, one thing at a time: a wall may be long.
func (w wallCards) search() (wallCards, tea.Cmd) {
	if w.busy || w.words() == w.query {
		return w, nil
	}
	w.busy = true
	wall, msg := w.wall, wallFoundMsg{lead: w.lead, load: w.load, query: w.words()}
	return w, func() tea.Msg {
		msg.cards = wall.Search(msg.query).Cards
		return msg
	}
}

// mostLike is how many cards show that resemble the chosen one.
const mostLike = 5

// beside looks for cards like the chosen one, one search at a time.
func (w wallCards) beside() (wallCards, tea.Cmd) {
	if w.likeBusy || w.at >= w.count() || cardID(w.found[w.at]) == w.likeOf {
		return w, nil
	}
	w.likeBusy = true
	card, wall, msg := w.found[w.at], w.wall, wallLikeMsg{lead: w.lead, load: w.load}
	return w, func() tea.Msg {
		msg.of = cardID(card)
		for _, c := range wall.Tried(card.Card.Title) {
			if cardID(c) != msg.of && len(msg.cards) < mostLike {
				msg.cards = append(msg.cards, c)
			}
		}
		return msg
	}
}

func (w wallCards) update(msg tea.Msg) (wallCards, tea.Cmd) {
	w.room = w.room.fit(msg)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case wallFoundMsg:
		if msg.lead == w.lead && msg.load == w.load {
			w.busy = false
			w, cmd = w.show(msg.query, msg.cards).search()
		}
	case wallLikeMsg:
		if msg.lead == w.lead && msg.load == w.load {
			w.likeOf, w.like, w.likeBusy = msg.of, msg.cards, false
		}
	case tea.PasteMsg:
		w, cmd = w.write(oneLine(msg, 1))
	case tea.KeyPressMsg:
		w, cmd = w.press(msg)
	default:
		var clicked bool
		w.above = len(w.top())
		if w.twin, clicked = w.twin.update(msg, w); clicked && !w.wide() {
			cmd = w.openChosen()
		}
	}
	w.above = len(w.top())
	w.twin = w.twin.fit(w)
	w, like := w.beside()
	return w, tea.Batch(cmd, like)
}

// press acts on a key. While words are typed the arrows still move in the list.
func (w wallCards) press(msg tea.KeyPressMsg) (wallCards, tea.Cmd) {
	k := msg.String()
	switch {
	case k == "esc":
		w.typing = false
		w.input.SetValue("")
		return w.search()
	case key.Matches(msg, w.binds.open):
		w.typing = false
		return w, w.openChosen()
	case key.Matches(msg, w.binds.find) && !w.typing:
		w.typing = true
		w.input.CursorEnd()
		return w, nil
	case w.typing && k != "up" && k != "down" && k != "pgup" && k != "pgdown":
		return w.write(msg)
	}
	w.twin, _ = w.twin.update(msg, w)
	return w, nil
}

// write changes what is looked for, and looks for it.
func (w wallCards) write(msg tea.Msg) (wallCards, tea.Cmd) {
	if !w.typing {
		return w, nil
	}
	w.input, _ = w.input.Update(msg)
	return w.search()
}

// claims reports that Esc ends a search before it leaves the wall.
func (w wallCards) claims(k string) bool { return k == "esc" && (w.typing || w.input.Value() != "") }

func (w wallCards) openChosen() tea.Cmd {
	if w.at >= w.count() {
		return nil
	}
	return open(newPage(w.env, w.crumb+" "+crumb(w.look)+" "+clean.Line(w.found[w.at].Card.Title), w.aside))
}

// count implements rolled.
func (w wallCards) count() int { return len(w.found) }

// high implements rolled.
func (w wallCards) high(int, bool) int { return 1 }

// lines implements rolled: every verdict has the same line.
func (w wallCards) lines(row int, _, picked bool) []string {
	const wordy = 96 // cells from which on there is room for names, too
	c := w.found[row]
	right := cardDay(c.Card.Shared, w.env.Now())
	if w.column() >= wordy {
		right = pad(clip(clean.Line(c.Name), 20), 22) + right
	}
	verdict := pad(c.Card.Verdict.String(), len("inconclusive")+2)
	return w.row(picked, verdictSign(w.look, c.Card.Verdict)+" "+verdict+clean.Line(c.Card.Title), right)
}

// cardDay is an ISO day as short as it can be told.
func cardDay(day string, now time.Time) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return leftPad(progress.ShortDay(t, now), 8)
}

// aside implements twinned: the whole card, and what was tried that is like it.
func (w wallCards) aside(s *sheet, look theme.Theme) {
	c := w.found[w.at]
	drawCard(s, look, c)
	if w.likeOf != cardID(c) {
		return
	}
	s.gap()
	if len(w.like) == 0 {
		s.add(noRow, look.Dim.Render("Nothing like it was tried by others."))
		return
	}
	s.add(noRow, look.Title.Render("Already tried, and like it"))
	for _, other := range w.like {
		s.hang(noRow, verdictSign(look, other.Card.Verdict)+" ", clean.Line(other.Card.Title)+look.Dim.Render("  "+other.Card.Verdict.String()+", "+clean.Line(other.Name)))
		if other.Card.Learning != "" {
			s.hang(noRow, "  ", look.Dim.Render(clean.Line(other.Card.Learning)))
		}
	}
}

// top is the lines above the cards: how many there are, or what is looked for.
func (w wallCards) top() []string {
	if !w.typing && w.input.Value() == "" {
		return []string{" " + w.look.Dim.Render(number(len(w.wall.Cards), "card", "cards")+", newest first, whatever came of it"), ""}
	}
	found := ""
	if w.words() == w.query {
		found = number(len(w.found), "card", "cards")
	}
	in := w.input
	in.SetWidth(max(10, min(30, w.width-28)))
	return []string{spread(w.look.Title.Render(searchLabel)+restyled(in, w.look).View(), w.look.Dim.Render(found), w.column()+1), ""}
}

func (w wallCards) draw() string {
	top := strings.Join(w.top(), "\n") + "\n"
	if w.count() == 0 {
		words := "No card fits. Each word has to begin a word of the card: type fewer of them. Esc shows all cards again."
		s := newSheet(w.measure())
		s.add(noRow, words)
		return top + indent(s.text(), "  ")
	}
	return top + w.twin.draw(w)
}

// cursor is where words are typed, or none.
func (w wallCards) cursor() *tea.Cursor {
	if !w.typing {
		return nil
	}
	in := w.input
	in.SetWidth(max(10, min(30, w.width-28)))
	return shifted(in.Cursor(), len(searchLabel))
}

func (w wallCards) keys() []key.Binding {
	switch {
	case w.typing:
		return []key.Binding{w.binds.open, w.binds.choose, w.binds.clear}
	case w.input.Value() != "":
		return []key.Binding{w.binds.open, w.binds.find, w.binds.clear}
	case len(w.wall.Cards) == 0:
		return nil
	}
	return []key.Binding{w.binds.open, w.binds.find, w.binds.choose}
}

type (
	// wallFoundMsg is the cards that fit what was looked for.
	wallFoundMsg struct {
		lead  bool
		load  int
		query string
		cards []teams.WallCard
	}
	// wallLikeMsg is the cards that resemble one.
	wallLikeMsg struct {
		lead  bool
		load  int
		of    string
		cards []teams.WallCard
	}
)
