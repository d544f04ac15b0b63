package cli

import (
	"cmp"
	"errors"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
)

// assignment is a module that was given to a person, or waived for them.
type assignment struct {
	Learner string `json:"learner"`
	Name    string `json:"name"`
	Module  string `json:"module"`
	Title   string `json:"title"`
	Due     string `json:"due"`
	Waived  bool   `json:"waived"`
	Reason  string `json:"reason"`
	Made    string `json:"made"`
}

// assigned is an assignment that was just made, or taken back.
type assigned struct {
	assignment
	back bool
}

func assignmentOf(c *curriculum.Catalogue, a store.Assignment, name string) assignment {
	return assignment{a.Learner, name, a.Module, titleOf(c, a.Module), a.Due, a.Waived, a.Reason, day(a.Made)}
}

func (a *app) teamAssignCommand() *cobra.Command {
	var due, reason string
	cmd := a.memberCommand("assign ID MODULE", "Give a module to somebody, with a reason", func(args []string) (result, error) {
		return a.give(args, due, reason, false)
	})
	cmd.Long = "Give a module to somebody, with a reason and if you like a day. It reaches them with the next team file, waymark team " +
		"publish. Everyone who can read that folder can read the reason: keep private what is private."
	cmd.Example = "  waymark team assign Amara ethical-ai --due 2026-12-31 --reason \"Audit\""
	write(cmd, &due, "due", "the `DAY` until when, like 2026-12-31")
	write(cmd, &reason, "reason", "why, in a few words; the person reads it")
	return a.completeModule(cmd)
}

func (a *app) teamWaiveCommand() *cobra.Command {
	var reason string
	cmd := a.memberCommand("waive ID MODULE", "Say that somebody need not do a module", func(args []string) (result, error) {
		return a.give(args, "", reason, true)
	})
	cmd.Long = "Say that somebody need not do a module, with a reason. It reaches them with the next team file, waymark team publish. " +
		"Everyone who can read that folder can read the reason."
	cmd.Example = "  waymark team waive Jonas foundations --reason \"You teach it\""
	write(cmd, &reason, "reason", "why, in a few words; the person reads it")
	return a.completeModule(cmd)
}

func (a *app) teamUnassignCommand() *cobra.Command {
	cmd := a.memberCommand("unassign ID MODULE", "Take back what you gave or waived", a.unassign)
	cmd.Long = "Take back a module that you gave to somebody, or waived. It reaches them with the next team file, waymark team publish."
	cmd.Example = "  waymark team unassign Amara ethical-ai"
	return a.completeModule(cmd)
}

// completeModule completes a person, and then a module.
func (a *app) completeModule(cmd *cobra.Command) *cobra.Command {
	modules := a.ids(moduleIDs)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return a.memberWords(cmd, args, typed)
		case 1:
			return modules(cmd, args, typed)
		}
		return nil, quietly
	}
	return cmd
}

// give gives a module to a person, or waives it.
func (a *app) give(args []string, due, reason string, waived bool) (result, error) {
	id, name, err := a.member(args[0])
	if err != nil {
		return nil, err
	}
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	module, err := c.Module(args[1])
	if err != nil {
		return nil, err
	}
	made, err := a.store().Assign(store.Assignment{Learner: id, Module: module.ID, Due: due, Waived: waived, Reason: reason})
	if err != nil {
		return nil, err
	}
	return assigned{assignmentOf(c, made, name), false}, nil
}

func (a *app) unassign(args []string) (result, error) {
	id, name, err := a.member(args[0])
	if err != nil {
		return nil, err
	}
	c, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	module := args[1]
	if m, err := c.Module(module); err == nil {
		module = m.ID
	} else if !errors.Is(err, curriculum.ErrNotFound) { // that of a pack that is gone is given by its whole id
		return nil, err
	}
	given, err := a.store().AssignmentsOf(id)
	if err != nil {
		return nil, err
	}
	gone := assignment{Learner: id, Name: name, Module: module, Title: titleOf(c, module)}
	for _, g := range given {
		if g.Module == module {
			gone = assignmentOf(c, g, name)
		}
	}
	if err := a.store().Unassign(id, module); err != nil {
		return nil, err
	}
	return assigned{gone, true}, nil
}

// what is the kind of the assignment in words, for a column.
func (g assignment) what() string {
	switch {
	case g.Waived:
		return "waived"
	case g.Due != "":
		return "due " + g.Due
	}
	return "given"
}

func (d assigned) text(p *page) {
	module := cmp.Or(d.Title, d.Module)
	switch {
	case d.back:
		p.say("Taken back for %s: %s", d.Name, module)
	case d.Waived:
		p.say("%s need not do %s: %s", d.Name, module, d.Reason)
	case d.Due != "":
		p.say("Given to %s, until %s: %s", d.Name, d.Due, module)
		p.inset("%s", d.Reason)
	default:
		p.say("Given to %s: %s", d.Name, module)
		p.inset("%s", d.Reason)
	}
	p.say("It reaches them with the next team file: waymark team publish")
}
