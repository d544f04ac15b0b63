package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// teamErased is a person whose data were erased, or who may be taken in again.
type teamErased struct {
	Learner string `json:"learner"`
	Reason  string `json:"reason"`
	Erased  bool   `json:"erased"`

	name string
}

func (a *app) teamEraseCommand() *cobra.Command {
	var reason string
	cmd := a.memberCommand("erase ID", "Forget all that you know of somebody", func(args []string) (result, error) {
		return a.teamErase(args[0], reason)
	})
	cmd.Long = "Forget all that you know of somebody: snapshots, what was given, notes and talks. What stays is their random id with the " +
		"day and the reason, so that the same files do not bring them back. It cannot be undone. The files in your folders are not touched. " +
		"Do not write a name into the reason."
	cmd.Example = "  waymark team erase Amara --reason \"left the company\""
	write(cmd, &reason, "reason", "why, in a few words; it has to be given")
	return cmd
}

func (a *app) teamErase(typed, reason string) (result, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, misuse("say why with --reason; it stays with the id, so write no name")
	}
	id, name, err := a.anyMember(typed)
	if err != nil {
		return nil, err
	}
	if err := a.store().EraseMember(id, reason); err != nil {
		return nil, err
	}
	return teamErased{id, reason, true, name}, nil
}

func (a *app) teamReadmitCommand() *cobra.Command {
	cmd := completing(a.verb("readmit ID", "Let somebody who was erased be taken in again", a.teamReadmit), a.erasedWords)
	cmd.Long = "Let somebody who was erased be taken in again, with the next import. ID is the id, or its beginning: names were erased."
	cmd.Example = "  waymark team readmit 00000000"
	return cmd
}

func (a *app) erasedWords(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	erased, err := a.store().ErasedMembers()
	if err != nil {
		return nil, quietly // a shell has no place for an error
	}
	var words []string
	for _, e := range erased {
		words = append(words, described(e.Learner, e.Reason))
	}
	return beginning(words, typed), quietly
}

func (a *app) teamReadmit(args []string) (result, error) {
	erased, err := a.store().ErasedMembers()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range erased {
		ids = append(ids, e.Learner)
	}
	id, err := a.unnamed(ids, args[0])
	if err != nil {
		return nil, fmt.Errorf("nobody was erased whose id begins so: %w", err)
	}
	return teamErased{id, "", false, id}, a.store().ReadmitMember(id)
}

func (e teamErased) text(p *page) {
	if !e.Erased {
		p.say("%s can be taken in again: waymark team import DIR", e.Learner)
		return
	}
	p.say("Erased: %s. Their files are refused from now on, until: waymark team readmit %s", e.name, e.Learner)
	if e.name != e.Learner {
		p.say("The next team file does not name them any more: waymark team publish")
	}
}
