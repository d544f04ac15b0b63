package cli

import (
	"cmp"
	"errors"
	"fmt"

	"waymark/store"
	"waymark/store/snapshot"
)

// sharing leads to what the person shares with a lead: what would be seen, sending it,
// hands and offers, and what came back.
func (t *talk) sharing() error {
	for {
		hands, err := t.app.store().Hands()
		if err != nil {
			return err
		}
		offers, err := t.app.store().Offers()
		if err != nil {
			return err
		}
		sent, err := t.app.store().Ledger()
		if err != nil {
			return err
		}
		teams, err := acceptedTeams(t.app.store())
		if err != nil {
			return err
		}
		again, err := t.doOne("Share with your lead:", []deed{
			{row{"Hear what your lead would see", ""}, t.previewed},
			{row{"Send it", "to a file or a folder; nothing is sent before"}, t.send},
			{row{"Ask for help", count(len(hands), "hand") + " up"}, t.hands},
			{row{"Offer help", count(len(offers), "offer")}, t.offers},
			{row{"What you sent so far", count(len(sent), "time")}, t.ledger},
			{row{"The team file of your lead", count(len(teams), "team") + " accepted"}, t.teamFiles},
		})
		if err != nil || !again {
			return err
		}
	}
}

// doOne lists deeds and does the chosen one. It reports whether one was chosen.
func (t *talk) doOne(about string, deeds []deed) (chosen bool, err error) {
	t.say("%s", about)
	var rows []row
	for _, d := range deeds {
		rows = append(rows, d.row)
	}
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return false, err
	}
	err = t.do(deeds[n])
	t.gap()
	return true, err
}

// previewed reads what a snapshot would hold.
func (t *talk) previewed() error {
	found, err := t.app.snapshotPreview(nil)
	if err != nil {
		return err
	}
	preview, ok := found.(snapshotPreview)
	if !ok {
		return nil
	}
	t.show(preview.inWords)
	for {
		typed, err := t.ask("Enter goes back, e to hear the exact text that would be signed:")
		if err != nil || typed == "" || command(typed, free, "quit", "back") != "" {
			return err
		}
		if command(typed, free, "exact") == "" {
			t.unknown(typed)
			continue
		}
		t.show(preview.text)
	}
}

// inWords is the snapshot as people hear it, with what is not in it.
func (s snapshotPreview) inWords(p *page) {
	told := s.snapshot
	p.say("This is all that your lead would see. It is for support and training records, and not for appraisal.")
	p.say("You: %s, profile %s.", person{Name: cmp.Or(told.Learner.Name, "no name"), Department: told.Learner.Department}.named(), told.Profile)
	if told.Learner.Role != "" {
		p.say("Role: %s.", told.Learner.Role)
	}
	p.say("Pathway: %s, %s left. Last active in week: %s.", told.Pathway.Title, minutes(told.MinutesLeft), cmp.Or(told.LastActiveWeek, "none"))
	for _, m := range told.Modules {
		p.say("Module %s: %s, %d of %s.", m.Title, m.State, m.Done, count(m.Total, "lesson"))
	}
	if len(told.Lessons) > 0 {
		p.say("Lessons with their day and level: %d.", len(told.Lessons))
	}
	sayTopics(p, "You ask for help with", told.Hands)
	sayTopics(p, "You offer help with", told.Offers)
	for _, c := range told.Cards {
		p.say("Experiment: %s, %s.", c.Title, c.Verdict.String())
	}
	if len(told.Policies) > 0 {
		p.say("Rules that you read: %d.", len(told.Policies))
	}
	p.say("Beside that: a random id, your key, the day, and the versions of Waymark and its packs.")
	p.gap()
	for _, note := range s.notes() {
		p.say("%s", sentence(note))
	}
}

func sayTopics(p *page, what string, topics []snapshot.Topic) {
	for _, topic := range topics {
		p.say("%s %s.", what, joined(cmp.Or(topic.Title, topic.About), topic.Note))
	}
}

// send writes a snapshot to where the person says.
func (t *talk) send() error {
	last, err := t.app.store().LastSent()
	if err != nil {
		return err
	}
	if last.To != "" {
		t.say("The last one went to %s", last.To)
	}
	path, err := t.ask("Type the folder or file to write it to; Enter alone sends nothing:")
	if err != nil || path == "" || command(path, free, "quit", "back") != "" {
		return err
	}
	found, err := t.app.snapshotWrite([]string{path})
	if err != nil {
		return err
	}
	t.say("Sent. It lies in this file:")
	t.show(found.text)
	return nil
}

// hands lists what the person asks help for, raises a hand or takes one down.
func (t *talk) hands() error {
	return t.topics("You ask for help with:", "Raise a hand", (*store.Store).Hands, func(about, note string) (result, error) {
		return t.app.addTopic((*store.Store).RaiseHand, about, note, "Your hand is up")
	}, func(about string) (result, error) {
		return t.app.dropTopic((*store.Store).Hands, (*store.Store).LowerHand, about, "Your hand is down")
	})
}

// offers lists what the person offers help with, makes an offer or takes one back.
func (t *talk) offers() error {
	return t.topics("You offer help with:", "Make an offer", (*store.Store).Offers, func(about, note string) (result, error) {
		return t.app.addTopic((*store.Store).MakeOffer, about, note, "You offer help")
	}, func(about string) (result, error) {
		return t.app.dropTopic((*store.Store).Offers, (*store.Store).EndOffer, about, "Your offer is taken back")
	})
}

func (t *talk) topics(title, more string, of func(*store.Store) ([]store.Topic, error),
	add func(about, note string) (result, error), drop func(about string) (result, error),
) error {
	for {
		c, err := t.app.catalogue()
		if err != nil {
			return err
		}
		all, err := of(t.app.store())
		if err != nil {
			return err
		}
		rows := []row{{title: more}}
		for _, topic := range all {
			rows = append(rows, row{topicOf(c, topic).name(), cmp.Or(topic.Note, "no note") + "; choose it to take it back"})
		}
		t.say("%s", title)
		n, err := t.choose(rows, -1, "to go back")
		switch {
		case err != nil || n < 0:
			return err
		case n == 0:
			err = t.addTopic(add)
		default:
			err = t.result(drop(all[n-1].About))
		}
		if errors.Is(err, errLeft) {
			return err
		} else if err != nil {
			t.failed(err)
		}
		t.gap()
	}
}

// addTopic asks what it is about, and adds it.
func (t *talk) addTopic(add func(about, note string) (result, error)) error {
	about, err := t.ask("What is it about? Type the id of a lesson or module, or a few words; Enter alone goes back:")
	if err != nil || about == "" {
		return err
	}
	note, err := t.ask("A note in a few words, which your lead sees; Enter alone leaves it empty:")
	if err != nil {
		return err
	}
	return t.result(add(about, note))
}

// askHand asks for help with a lesson or module.
func (t *talk) askHand(id string) error {
	note, err := t.ask("What would you like to know? Your lead hears it with your next snapshot; Enter alone leaves it empty, q leaves your hand down:")
	if err != nil || command(note, free, "quit") != "" {
		return err
	}
	if err := t.result(t.app.addTopic((*store.Store).RaiseHand, id, note, "Your hand is up")); err != nil {
		t.failed(err)
	}
	return nil
}

// ledger reads what was sent, and to the letter what the person chooses.
func (t *talk) ledger() error {
	sent, err := t.app.store().Ledger()
	if err != nil {
		return err
	}
	if len(sent) == 0 {
		t.say("You have sent nothing.")
		return nil
	}
	var rows []row
	for _, s := range sent {
		rows = append(rows, row{fmt.Sprintf("Number %d, on %s", s.Number, s.At.Format("2 January 2006")), s.Profile + ", to " + s.To})
	}
	t.say("What you sent, oldest first. A number reads it to the letter:")
	n, err := t.choose(rows, -1, "to go back")
	if err != nil || n < 0 {
		return err
	}
	t.show(snapshotPayload(sent[n].Payload).text)
	return nil
}

// teamFiles reads what was accepted from whom, and takes in another file.
func (t *talk) teamFiles() error {
	if err := t.result(t.app.teamAcceptedAll()); err != nil {
		return err
	}
	path, err := t.ask("Type the file of your lead, or its folder, to take it in; Enter alone goes back:")
	if err != nil || path == "" || command(path, free, "quit", "back") != "" {
		return err
	}
	o, err := t.app.offeredFile(path)
	if err != nil {
		return err
	}
	return t.accept(o)
}
