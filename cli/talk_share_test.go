//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"testing"
)

// In lines a learner hears what would leave, raises a hand, sends, and takes in what the
// lead gave; the lead hears who asks, hears a row of the board, and gives a module.
func TestPlainSharing(t *testing.T) {
	t.Parallel()
	lead, shared := t.TempDir(), t.TempDir()
	l := listen(t, setUpData(t))
	sharesInLines(l, shared)
	m := leadsInLines(t, lead, shared)
	acceptsInLines(t, l, lead, shared)
	if at := drawn.FindString(l.wrote() + m.wrote()); at != "" {
		t.Errorf("said %q", at)
	}
	l.leave("\x04")
}

// sharesInLines hears what would leave, raises a hand and sends.
func sharesInLines(l *listener, shared string) {
	l.hear("7. Share with your lead", "alone for 1:")
	l.say("7")
	l.hear("Share with your lead:", "1. Hear what your lead would see", "to go back:")
	l.say("1")
	l.hear("This is all that your lead would see.", "You: Ines", "Module Foundations: not started, 0 of", "Not in this snapshot:", "- your answers, right or wrong", "It would be the first one that you send.", "would be signed:")
	l.say("e")
	l.hear(`"format": "waymark-snapshot/2"`, "would be signed:")
	l.say("")
	l.hear("to go back:")
	l.say("3")
	l.hear("You ask for help with:", "1. Raise a hand", "to go back:")
	l.say("1")
	l.hear("What is it about?", "goes back:")
	l.say("foundations")
	l.hear("A note", "leaves it empty:")
	l.say("What is a token?")
	l.hear("Your hand is up: Foundations", "2. Foundations: What is a token?; choose it to take it back", "to go back:")
	l.say("")
	l.hear("3. Ask for help: 1 hand up", "to go back:")
	l.say("2")
	l.hear("sends nothing:")
	l.say(filepath.Join(shared, "nowhere"))
	l.hear("That did not work", "to go back:")
	l.say("2")
	l.hear("sends nothing:")
	l.say(shared)
	l.hear("Sent. It lies in this file:", "5. What you sent so far: 1 time", "to go back:")
	l.say("5")
	l.hear("1. Number 1, on ", "to go back:")
	l.say("1")
	l.hear(`"note": "What is a token?"`, "to go back:")
}

// leadsInLines hears who asks, and gives a module.
func leadsInLines(t *testing.T, lead, shared string) (m *listener) {
	t.Helper()
	call(t, lead, "setup", "--name", "Lea", "--department", "hr", "--pathway", "path-essentials")
	call(t, lead, "team", "import", shared)
	m = listen(t, lead)
	m.hear("8. Your team", "alone for 1:")
	m.say("8")
	m.hear("Your team:", "1. Who needs you this week", "to go back:")
	m.say("1")
	m.hear("Snapshots: 1 of 1 shared in the last 7 days", `1. Ines`, "What is a token?", "to go back:")
	m.say("1")
	m.hear("Asks for help with:", "to waive one:")
	m.say("n")
	m.hear("takes it away:")
	m.say("Wants examples")
	m.hear("Kept, for you alone.", "Your private note:", "to waive one:")
	m.say("a")
	m.hear("Which module?", "1. Foundations", "to go back:")
	m.say("1")
	m.hear("sets none:")
	m.say("2099-12-31")
	m.hear("goes back:")
	m.say("The audit")
	m.hear("Given to Ines, until 2099-12-31: Foundations", "to waive one:")
	m.say("t")
	m.hear("You talked with Ines", "to waive one:")
	m.say("")
	m.hear("to go back:")
	m.say("")
	m.hear("Your team:", "to go back:")
	m.say("2")
	m.hear("1. Ines", "has not started yet, snapshot of today", "to go back:")
	m.leave("\x04")
	return m
}

// acceptsInLines takes in what the lead published, and is warned of another key.
func acceptsInLines(t *testing.T, l *listener, lead, shared string) {
	t.Helper()
	call(t, lead, "team", "publish")

	l.say("6")
	l.hear("You have accepted no team file.", "goes back:")
	l.say(shared)
	l.hear("Team of Lea, from Lea: file 1", "not accepted yet", "Due 2099-12-31: Foundations: The audit", "read out all of their key", "or Enter alone to leave it:")
	l.say("")
	l.hear("Nothing was accepted.", "to go back:")
	l.say("6")
	l.hear("You have accepted no team file.", "goes back:")
	l.say(shared)
	l.hear("or Enter alone to leave it:")
	l.say("yes")
	l.hear("accepted on", "to go back:")
	if err := os.Remove(filepath.Join(lead, "key.pem")); err != nil {
		t.Fatal(err)
	}
	call(t, lead, "team", "publish")
	l.say("6")
	l.hear("goes back:")
	l.say(shared)
	l.hear("CAUTION: the key so far is", "or Enter alone to leave it:")
	l.say("")
	l.hear("Nothing was accepted.", "to go back:")
}

// A hand is raised from where the question came up: a module, or a page of a lesson.
func TestPlainHandFromALesson(t *testing.T) {
	t.Parallel()
	data := setUpData(t)
	l := listen(t, data, "lesson", "open", "fnd-what-ai-is")
	l.hear("q to leave:")
	l.say("hand")
	l.hear("q leaves your hand down:")
	l.say("Why twice?")
	l.hear("Your hand is up: What AI is, and is not", "q to leave:")
	l.leave("\x04")
}
