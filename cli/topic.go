package cli

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/clean"
)

// topic is what somebody asks help for, or offers help with.
type topic struct {
	About string `json:"about"`
	Title string `json:"title"` // of the lesson or module; empty where it is words
	Note  string `json:"note"`
	Since string `json:"since"`
}

type topicList struct {
	Topics []topic `json:"topics"`

	empty []string // what to say where there are none
}

// topicChanged is a hand or an offer that was just made or taken back.
type topicChanged struct {
	topic
	said string // what happened to it
	next bool   // it goes out with the next snapshot
}

func topicOf(c *curriculum.Catalogue, t store.Topic) topic {
	return topic{t.About, titleOf(c, t.About), t.Note, t.Since.Format(time.DateOnly)}
}

// titleOf is the title of the lesson or module with an id; words have none.
func titleOf(c *curriculum.Catalogue, id string) string {
	if l, err := c.Lesson(id); err == nil && l.ID == id {
		return l.Title
	}
	if m, err := c.Module(id); err == nil && m.ID == id {
		return m.Title
	}
	return ""
}

// about is what a topic names: a lesson or module by its id or by the beginning that
// no other id has; anything else is words.
func about(c *curriculum.Catalogue, typed string) (string, error) {
	typed = strings.Join(strings.Fields(typed), " ")
	l, lesson := c.Lesson(typed)
	m, module := c.Module(typed)
	switch {
	case lesson == nil && l.ID == typed, lesson == nil && errors.Is(module, curriculum.ErrNotFound):
		return l.ID, nil
	case module == nil && m.ID == typed, module == nil && errors.Is(lesson, curriculum.ErrNotFound):
		return m.ID, nil
	case lesson == nil && module == nil:
		return "", misuse("%q may be the lesson %s or the module %s; write more of it", clean.Line(typed), l.ID, m.ID)
	case errors.Is(lesson, curriculum.ErrAmbiguous):
		return "", lesson
	case errors.Is(module, curriculum.ErrAmbiguous):
		return "", module
	}
	return typed, nil
}

// kept is which of the topics is meant: by its words, by their beginning that no other
// has, or by the lesson or module that typed names.
func kept(c *curriculum.Catalogue, all []store.Topic, typed string) string {
	typed = strings.TrimSpace(typed)
	var begin []string
	for _, t := range all {
		if strings.EqualFold(t.About, typed) {
			return t.About
		}
		if typed != "" && strings.HasPrefix(strings.ToLower(t.About), strings.ToLower(typed)) {
			begin = append(begin, t.About)
		}
	}
	if len(begin) == 1 {
		return begin[0]
	}
	id, err := about(c, typed)
	if err != nil {
		return typed
	}
	return id
}

// topics lists hands or offers.
func (a *app) topics(of func(*store.Store) ([]store.Topic, error), empty ...string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	all, err := of(a.store())
	if err != nil {
		return nil, err
	}
	list := topicList{[]topic{}, empty}
	for _, t := range all {
		list.Topics = append(list.Topics, topicOf(catalogue, t))
	}
	return list, nil
}

// addTopic raises a hand or makes an offer.
func (a *app) addTopic(add func(s *store.Store, about, note string) (store.Topic, error), typed, note, said string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	id, err := about(catalogue, typed)
	if err != nil {
		return nil, err
	}
	t, err := add(a.store(), id, note)
	if err != nil {
		return nil, err
	}
	return topicChanged{topicOf(catalogue, t), said, true}, nil
}

// dropTopic takes a hand down or an offer back.
func (a *app) dropTopic(of func(*store.Store) ([]store.Topic, error), drop func(s *store.Store, about string) (store.Topic, error), typed, said string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	all, err := of(a.store())
	if err != nil {
		return nil, err
	}
	t, err := drop(a.store(), kept(catalogue, all, typed))
	if err != nil {
		return nil, err
	}
	return topicChanged{topicOf(catalogue, t), said, false}, nil
}

// topicIDs are the ids of modules and lessons.
func topicIDs(c *curriculum.Catalogue) []string { return append(moduleIDs(c), lessonIDs(c)...) }

// topicWords complete what a hand is raised about, or help offered with.
func (a *app) topicWords(of func(*store.Store) ([]store.Topic, error)) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		all, err := of(a.store())
		if err != nil {
			return nil, quietly // a shell has no place for an error
		}
		var words []string
		for _, t := range all {
			words = append(words, described(t.About, t.Note))
		}
		return beginning(words, typed), quietly
	}
}

// name is the topic in words.
func (t topic) name() string { return cmp.Or(t.Title, t.About) }

// full is the topic in words, with its id where it has one.
func (t topic) full() string {
	if t.Title == "" {
		return t.About
	}
	return t.Title + " (" + t.About + ")"
}

func (t topicChanged) text(p *page) {
	p.say("%s: %s", t.said, t.full())
	if t.Note != "" {
		p.inset("%s", t.Note)
	}
	if t.next {
		p.say("It is in your next snapshot. See all of it before it leaves: waymark snapshot preview")
	} else {
		p.say("It is not in your next snapshot any more.")
	}
}

func (l topicList) text(p *page) {
	if len(l.Topics) == 0 {
		p.say("%s", l.empty[0])
		for _, line := range l.empty[1:] {
			p.inset("%s", line)
		}
		return
	}
	rows := make([][]string, len(l.Topics))
	for i, t := range l.Topics {
		rows[i] = []string{t.Since, joined(t.full(), t.Note)}
	}
	p.table(rows)
}
