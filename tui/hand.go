package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
)

// topics are what the learner asks for help with, and offers to help with.
type topics struct{ hands, offers []store.Topic }

// readTopics fetches them, in a command.
func readTopics(s *store.Store) (topics, error) {
	hands, err := s.Hands()
	if err != nil {
		return topics{}, err
	}
	offers, err := s.Offers()
	return topics{hands, offers}, err
}

func isAbout(about string) func(store.Topic) bool {
	return func(t store.Topic) bool { return t.About == about }
}

// asks reports that a hand is up about a lesson, a module or words.
func (t topics) asks(about string) bool { return slices.ContainsFunc(t.hands, isAbout(about)) }

// helps reports that help is offered with it.
func (t topics) helps(about string) bool { return slices.ContainsFunc(t.offers, isAbout(about)) }

// marks says both in words, for the end of a row and for the header.
func (t topics) marks(about string) []string {
	var words []string
	if t.asks(about) {
		words = append(words, "hand up")
	}
	if t.helps(about) {
		words = append(words, "help offered")
	}
	return words
}

// topicTitle names what a hand or an offer is about.
func topicTitle(c *curriculum.Catalogue, about string) string {
	if l, err := c.Lesson(about); err == nil && l.ID == about {
		return clean.Line(l.Title)
	}
	if m, err := c.Module(about); err == nil && m.ID == about {
		return clean.Line(m.Title)
	}
	return clean.Line(about)
}

// raise raises the hand about a lesson or module, or lowers it where it is up.
func (t topics) raise(env Env, about string) tea.Cmd {
	if !t.asks(about) {
		return open(newHandForm(env, about))
	}
	return lower(env, about)
}

// offer offers help with a lesson or module, or takes that back.
func (t topics) offer(env Env, about string) tea.Cmd {
	if !t.helps(about) {
		return open(newOfferForm(env, about))
	}
	return endOffer(env, about)
}

// handKey says what the key for the hand does next.
func (t topics) handKey(about string) key.Binding {
	if t.asks(about) {
		return bind("hand down", "h")
	}
	return bind("hand up", "h")
}

// offerKey says what the key for offers does next.
func (t topics) offerKey(about string) key.Binding {
	if t.helps(about) {
		return bind("end my offer", "o")
	}
	return bind("offer help", "o")
}

func lower(env Env, about string) tea.Cmd {
	return topicDone(func() (store.Topic, error) { return env.Store.LowerHand(about) }, "Your hand is down; your next snapshot says so. u takes it back.")
}

func endOffer(env Env, about string) tea.Cmd {
	return topicDone(func() (store.Topic, error) { return env.Store.EndOffer(about) }, "Your offer is taken back; your next snapshot says so. u takes that back.")
}

func topicDone(do func() (store.Topic, error), said string) tea.Cmd {
	return func() tea.Msg {
		if _, err := do(); err != nil {
			return failedMsg{err}
		}
		return tea.Sequence(send(changedMsg{}), notice(said))()
	}
}

// newHandForm asks what would help. Without about, it asks as well what it is about.
func newHandForm(env Env, about string) paper {
	return newTopicForm(env, about, blank{
		title: "Raise my hand", draft: draftName("hand", about), save: "raise it", leave: true,
		about: "Your lead sees it with the next snapshot that you send, so that they find somebody who helps; so can everyone who can read that folder. Nothing is sent by this.",
		keep: func(values, _ map[string]string) (string, error) {
			_, err := env.Store.RaiseHand(values["about"], values["note"])
			return "Your hand is up. Your lead sees it with the next snapshot that you send. u takes it back.", err
		},
	}, "What would help? It may stay empty. Enter raises your hand.")
}

// newOfferForm asks how the learner would help.
func newOfferForm(env Env, about string) paper {
	return newTopicForm(env, about, blank{
		title: "Offer help", draft: draftName("offer", about), save: "offer it", leave: true,
		about: "Your lead sees it with the next snapshot that you send, unless you chose the profile minimal, and may ask you to help somebody; everyone who can read that folder can see it, too. Nothing is sent by this.",
		keep: func(values, _ map[string]string) (string, error) {
			_, err := env.Store.MakeOffer(values["about"], values["note"])
			return "Your offer stands. Your lead sees it with the next snapshot that you send. u takes it back.", err
		},
	}, "How would you help? It may stay empty. Enter offers it.")
}

// newTopicForm asks for a note. Enter is enough, and one more key leads on to what is sent.
func newTopicForm(env Env, about string, b blank, note string) paper {
	const noteLimit, aboutLimit = 200, 120 // those of the store
	fields := []field{{name: "note", label: "About " + topicTitle(env.Catalogue, about), help: note, lines: 2, single: true, limit: noteLimit}}
	if about == "" {
		fields[0].label = "A note"
		fields = append([]field{{name: "about", label: "About what?", help: "in a few words, such as Excel formulas", lines: 1, limit: aboutLimit}}, fields...)
		b.lacking = func(values map[string]string) (name, words string) {
			if values["about"] == "" {
				return "about", "Say in a few words what it is about."
			}
			return "", ""
		}
	}
	b.fields = fields
	if keep := b.keep; about != "" {
		b.keep = func(values, changed map[string]string) (string, error) {
			values["about"] = about
			return keep(values, changed)
		}
	}
	b.quick = true
	b.own = append(b.own, bind(b.save+" and send", "ctrl+o"))
	b.ownKey = func(p paper, k string) (paper, tea.Cmd, bool) {
		switch {
		case k == "ctrl+o":
			p.after = open(newShare(env))
		case k != "enter" || p.form.at < len(p.form.fields)-1:
			return p, nil, false
		}
		next, cmd := p.try()
		return next.(paper), cmd, true
	}
	return newPaper(env, b)
}
