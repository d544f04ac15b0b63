package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/progress"
)

// hands lists the learner's raised hands and offers of help, and ends them.
type hands struct {
	room
	keys   handsKeys
	rows   picker
	topics topics
	loaded bool
	load   int
}

type handsKeys struct{ end, hand, offer, share, choose key.Binding }

func newHands(env Env) hands {
	return hands{
		room: room{env: env}, rows: newPicker(),
		keys: handsKeys{
			end: bind("take it down", "x"), hand: bind("raise a hand", "h"), offer: bind("offer help", "o"),
			share: bind("what my lead sees", "s"), choose: pickKeys(),
		},
	}
}

// Init implements Screen.
func (h hands) Init() tea.Cmd {
	env, load := h.env, h.load
	return func() tea.Msg {
		t, err := readTopics(env.Store)
		return answer(handsMsg{load, t}, err)
	}
}

// Update implements Screen.
func (h hands) Update(msg tea.Msg) (Screen, tea.Cmd) {
	h.room = h.room.fit(msg)
	switch msg := msg.(type) {
	case handsMsg:
		if msg.load == h.load {
			h.topics, h.loaded = msg.topics, true
			h.rows = h.rows.set(h.list())
		}
	case changedMsg:
		h.load++
		return h, h.Init()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, h.keys.end):
			return h, h.end()
		case key.Matches(msg, h.keys.hand):
			return h, open(newHandForm(h.env, ""))
		case key.Matches(msg, h.keys.offer):
			return h, open(newOfferForm(h.env, ""))
		case key.Matches(msg, h.keys.share):
			return h, open(newShare(h.env))
		}
	}
	h.rows = h.rows.size(min(h.width, 80), max(1, h.height-handsTop-4), h.look)
	h.rows, _ = h.rows.update(msg, handsTop)
	return h, nil
}

// handsTop is the line where the hands begin.
const handsTop = 1

// Values of rows begin with what they are, since one thing may be both.
const handRow, offerRow = "hand/", "offer/"

func (h hands) list() []choice {
	var rows []choice
	row := func(kind, words string, all []store.Topic) {
		for _, t := range all {
			rows = append(rows, choice{value: kind + t.About, title: pad(words, 14) + topicTitle(h.env.Catalogue, t.About), right: "since " + progress.ShortDay(t.Since, h.env.Now())})
		}
	}
	row(handRow, "Hand up", h.topics.hands)
	row(offerRow, "Help offered", h.topics.offers)
	return rows
}

// chosen is the topic under the cursor, and whether it is a hand.
func (h hands) chosen() (t store.Topic, isHand, ok bool) {
	i, n := h.rows.index(), len(h.topics.hands)
	switch {
	case i < n:
		return h.topics.hands[i], true, true
	case i < n+len(h.topics.offers):
		return h.topics.offers[i-n], false, true
	}
	return store.Topic{}, false, false
}

func (h hands) end() tea.Cmd {
	t, isHand, ok := h.chosen()
	switch {
	case !ok:
		return nil
	case isHand:
		return lower(h.env, t.About)
	}
	return endOffer(h.env, t.About)
}

// View implements Screen.
func (h hands) View() tea.View {
	if !h.loaded {
		return tea.View{}
	}
	s := newSheet(h.measure())
	t, _, ok := h.chosen()
	if !ok {
		s.gap()
		s.add(noRow, h.look.Title.Render("No hand is up, and no help is offered"))
		s.gap()
		s.add(noRow, "Press h in a lesson or on Pathways to raise your hand about it, and o to offer help with it. Here, h and o are about anything else, in your own words.")
		s.gap()
		s.add(noRow, h.look.Dim.Render("Your lead sees hands and offers with the next snapshot that you send, and finds people who fit together. So can everyone who can read that folder."))
		return tea.View{Content: indent(s.text(), "  ")}
	}
	if t.Note != "" {
		s.add(noRow, "\""+clean.Line(t.Note)+"\"")
	}
	s.add(noRow, h.look.Dim.Render("Your lead, and everyone who can read the folder, sees these in your next snapshot: s shows it."))
	return tea.View{Content: "\n" + h.rows.view() + "\n\n" + indent(s.text(), "  ")}
}

// Title implements Screen.
func (h hands) Title() string { return "My hands and offers" }

// ShortHelp implements Screen.
func (h hands) ShortHelp() []key.Binding {
	if _, isHand, ok := h.chosen(); !ok {
		return []key.Binding{h.keys.hand, h.keys.offer, h.keys.share}
	} else if !isHand {
		return []key.Binding{bind("take it back", "x"), h.keys.choose, h.keys.hand, h.keys.offer, h.keys.share}
	}
	return []key.Binding{h.keys.end, h.keys.choose, h.keys.hand, h.keys.offer, h.keys.share}
}

// FullHelp implements Screen.
func (h hands) FullHelp() [][]key.Binding { return [][]key.Binding{h.ShortHelp()} }

// handsMsg is what is asked and offered.
type handsMsg struct {
	load   int
	topics topics
}
