package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"waymark/store"
)

// teamTalk is what a lead keeps about the one-to-ones with a person.
type teamTalk struct {
	Learner string `json:"learner"`
	Name    string `json:"name"`
	Note    string `json:"note"`
	Last    string `json:"last"` // day of the last talk

	kept string // what was just done; empty: it was looked at
}

func (a *app) teamNoteCommand() *cobra.Command {
	cmd := a.memberCommand("note ID [TEXT]", "Keep or read your private note about somebody", a.teamNote)
	cmd.Long = "Keep your private note for the next talk with somebody: TEXT, or what comes from a pipe. It takes the place of the " +
		"one before; an empty TEXT (two quotes) takes it away. Without either it is shown. It never leaves this machine: no report, " +
		"no export and no team file has a place for it."
	cmd.Example = "  waymark team note Amara \"Asks for a mentor in finance\"\n  waymark team note Amara"
	return cmd
}

func (a *app) teamNote(args []string) (result, error) {
	id, name, err := a.member(args[0])
	if err != nil {
		return nil, err
	}
	text, err := a.input(args, 1)
	if err != nil {
		return nil, err
	}
	if text == "" && len(args) < 2 {
		talk, err := a.store().Talk(id)
		if err != nil {
			return nil, err
		}
		return talkOf(talk, name, ""), nil
	}
	talk, err := a.store().KeepTalkNote(id, text)
	if err != nil {
		return nil, err
	}
	if talk.Note == "" {
		return talkOf(talk, name, "Your note about "+name+" is taken away."), nil
	}
	return talkOf(talk, name, "Kept, for you alone."), nil
}

func talkOf(t store.Talk, name, kept string) teamTalk {
	return teamTalk{t.Learner, name, t.Note, day(t.Last), kept}
}

func (a *app) teamTalkedCommand() *cobra.Command {
	cmd := a.memberCommand("talked ID", "Note that you talked with somebody today", a.teamTalked)
	cmd.Long = "Note that you talked with somebody today: waymark team since tells what changed from then on. It never leaves this machine."
	cmd.Example = "  waymark team talked Amara"
	return cmd
}

func (a *app) teamTalked(args []string) (result, error) {
	id, name, err := a.member(args[0])
	if err != nil {
		return nil, err
	}
	talk, err := a.store().RecordTalk(id)
	if err != nil {
		return nil, err
	}
	return talkOf(talk, name, "You talked with "+name+" on "+day(talk.Last)+". From now on changes are told since then."), nil
}

func (t teamTalk) text(p *page) {
	if t.kept != "" {
		p.say("%s", t.kept)
		return
	}
	if t.Note == "" {
		p.say("You keep no note about %s.", t.Name)
		return
	}
	for line := range strings.SplitSeq(t.Note, "\n") {
		p.say("%s", line)
	}
}
