//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	raiseAndSend = "\x0f" // Ctrl+O
	right        = "\x1b[C"
	soon         = 2 * time.Second
)

// Two programs and two folders of data, which share one folder and nothing else: a hand
// that is raised in one is on the lead's open screen within two seconds of being sent,
// with who offers help, and the report that the lead writes names both.
func TestAHandReachesTheLead(t *testing.T) {
	t.Parallel()
	shared := t.TempDir()
	helper := setUpPerson(t, "Omar")
	for _, args := range [][]string{{"offer", "add", "foundations"}, {"snapshot", "write", shared}} {
		if code, _, errs := call(t, helper, args...); code != 0 {
			t.Fatalf("%q: %s", args, errs)
		}
	}
	lead := start(t, setting{data: setUpPerson(t, "Lea")})
	lead.see("[1 Today]")
	lead.press("6")
	lead.see("Do you lead a team? Press i.")
	lead.press("i")
	lead.see("Do you lead a team?", "Yes, I lead them")
	lead.press("\x1b[B" + enter)
	lead.see("Where are the snapshots?")
	lead.press(shared + enter)
	lead.see("Name of the team")
	lead.press("Ward" + enter)
	lead.see("[Attention]", "Omar")

	learner := start(t, setting{data: setUpPerson(t, "Ines")})
	sent := raiseHand(learner, shared)

	_, drawn := lead.wait("saw the hand", func(screen string) bool {
		words := squeeze(screen)
		return strings.Contains(words, `Ines asks for help with "What AI is, and is not"`) && strings.Contains(words, "Does it know what it says?")
	})
	took := drawn.Sub(sent)
	t.Logf("the hand was on the lead's open screen %v after it was sent", took.Round(time.Millisecond))
	if took > soon && !testing.Short() { // -short: the race detector slows both programs down
		t.Errorf("that is later than %v", soon)
	}
	lead.press(strings.Repeat(right, 4))
	lead.see("[Help map]", "Omar offers: Foundations")

	report := filepath.Join(t.TempDir(), "report.md")
	lead.press("x")
	lead.see("Which file shall it be?")
	lead.press("\x15" + report + enter)
	lead.see("[Help map]")
	told, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Ines", "Omar", "Foundations"} {
		if !strings.Contains(string(told), words) {
			t.Errorf("the report does not say %q:\n%s", words, told)
		}
	}
	if strings.Contains(string(told), "Does it know what it says?") {
		t.Error("the report tells the note of a hand, which was for the lead")
	}
}

// setUpPerson returns the folder of somebody who is set up.
func setUpPerson(t *testing.T, name string) (data string) {
	t.Helper()
	data = t.TempDir()
	if code, _, errs := call(t, data, "setup", "--name", name, "--department", "hr", "--pathway", "path-essentials"); code != 0 {
		t.Fatal(errs)
	}
	return data
}

// raiseHand asks for help with the first lesson, sends it into a folder, and returns when
// the screen was about to say so.
func raiseHand(x *terminal, folder string) time.Time {
	x.see("[1 Today]", "What AI is, and is not")
	x.press(enter)
	x.see("page 1 of")
	x.press("h")
	x.see("Raise my hand")
	x.press("Does it know what it says?" + raiseAndSend)
	x.see("What my lead sees", "Does it know what it says?")
	x.press(enter)
	x.see("Which folder shall it go to?")
	sent := time.Now()
	x.press(folder + enter)
	x.see("✓ Sent")
	return sent
}
