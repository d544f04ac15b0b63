package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"waymark/store/clean"
	"waymark/store/progress"
)

// topic is the id of the lesson or module that a row stands for; empty for a pathway.
func (n node) topic() string {
	switch {
	case n.lesson != nil:
		return n.lesson.ID
	case n.module != nil:
		return n.module.ID
	}
	return ""
}

// about does something with the hand or the offer about the chosen row.
func (p pathways) about(do func(env Env, about string) tea.Cmd) tea.Cmd {
	if about := p.chosen().topic(); about != "" {
		return do(p.env, about)
	}
	return notice("Choose a module or a lesson first: a hand or an offer is about one of them.")
}

// marked puts hands and offers before the words at the end of a row.
func (p pathways) marked(about, words string) string {
	return strings.Join(append(p.loaded.topics.marks(about), words), ", ")
}

// moduleWords is how far a module is, and what a lead said of it. What is waived is not
// done: the signs stay as they are.
func (p pathways) moduleWords(m progress.Module) string {
	words := fmt.Sprintf("%d of %d", m.Done, len(m.Lessons))
	if _, waived := p.loaded.Waived(m.ID); waived {
		return "waived, " + words
	}
	g, assigned := p.loaded.Assigned(m.ID)
	switch due := g.DueWords(p.loaded.now); {
	case !assigned || m.State == progress.Done:
		return words
	case due == "":
		return "assigned, " + words
	default:
		return due + ", " + words
	}
}

// drawGiven says what a lead said of a module, and why.
func (p pathways) drawGiven(s *sheet, module string) {
	if g, ok := p.loaded.Waived(module); ok {
		s.add(noRow, p.look.Accent.Render("waived")+" by "+clean.Line(g.Lead())+": \""+clean.Line(g.Reason)+"\""+p.look.Dim.Render("  You need not do it; it stays open."))
	}
	if g, ok := p.loaded.Assigned(module); ok {
		words := p.look.Accent.Render("assigned") + " by " + clean.Line(g.Lead())
		if due := g.DueWords(p.loaded.now); due != "" {
			words += ", " + due
		}
		s.add(noRow, words+": \""+clean.Line(g.Reason)+"\"")
	}
}
