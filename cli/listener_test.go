//go:build unix

package cli_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"waymark/curriculum"
	"waymark/store"
)

// A listener sits at a terminal and hears what the program says line by line, as
// a screen reader would read it out.
type listener struct {
	*terminal
	heard int // how much of what was said, without line breaks, was attended to
}

func listen(t testing.TB, data string, args ...string) *listener {
	t.Helper()
	return &listener{terminal: start(t, setting{data: data}, append([]string{"--plain"}, args...)...)}
}

// said is what the program said that was not attended to yet.
func (l *listener) said() string { return squeeze(l.wrote())[l.heard:] }

// hear waits until all of the texts are said, one after the other, and returns
// what was said up to there.
func (l *listener) hear(texts ...string) string {
	l.t.Helper()
	begin := l.heard
	for _, text := range texts {
		text = squeeze(text)
		l.wait("heard "+text, func(string) bool { return strings.Contains(l.said(), text) })
		l.heard += strings.Index(l.said(), text) + len(text)
	}
	return squeeze(l.wrote())[begin:l.heard]
}

// say types a line.
func (l *listener) say(line string) {
	l.t.Helper()
	l.press(line + "\r")
}

// leave ends the conversation and holds that it was one in lines.
func (l *listener) leave(keys string) {
	l.t.Helper()
	l.press(keys)
	if code := l.end(); code != 0 {
		l.t.Errorf("ended with code %d", code)
	}
	l.inLines()
}

// drawn is what a conversation must not hold: escape sequences, box lines, blocks
// and Braille, and returning to the beginning of a line.
var drawn = regexp.MustCompile("\x1b|[\u2500-\u259f\u2800-\u28ff]|\r+[^\r\n]")

func (l *listener) inLines() {
	l.t.Helper()
	out := l.wrote()
	if at := drawn.FindStringIndex(out); at != nil {
		l.t.Errorf("this is no line to be read out: %q", out[max(0, at[0]-40):min(len(out), at[1]+40)])
	}
}

// setUpInLines answers the questions of the first start.
func (l *listener) setUpInLines() {
	l.t.Helper()
	l.hear("What shall we call you?", "none:")
	l.say("Ines")
	l.hear("Where do you work?", "1. Marketing", "Other:")
	l.say("77")
	l.hear(`There is no "77" here`, "Other:")
	l.say("10")
	l.hear("Which pathway do you want to follow?", "1. Essentials", "for Essentials:")
	l.say("")
	l.hear("Kept: Ines, Other, Essentials pathway.", "Do you know some of this already?", "for the beginning:")
	l.say("")
	l.hear("What do you want to do?", "alone for 1:")
}

// answerInLines answers an item wrong, with a hint and as a guess, and then right.
func (l *listener) answerInLines(item curriculum.Item) {
	l.t.Helper()
	wrong, right := item.Format(answerTo(item, false)), item.Format(answerTo(item, true))
	l.hear(item.Stem, "to leave:")
	l.say("h")
	l.hear("Hint 1: "+item.Hints[0], "to leave:")
	if item.SelfJudged() {
		l.say(right)
		l.hear("A good answer: "+item.Model, "to leave:")
		l.say("n")
		l.hear("Your judgement: not.", "to leave:")
		l.say("a")
		l.hear("to leave:")
		l.say(right)
		l.hear("to leave:")
		l.say("met")
		l.hear("Your judgement: met.", "to leave:")
		return
	}
	l.say("what?")
	l.hear("to leave:")
	l.say(wrong + " guess")
	l.hear("Not quite", "to leave:")
	l.say("a")
	l.hear(item.Stem, "to leave:")
	l.say(right + " sure")
	l.hear("Right.", "to leave:")
}

// recall answers the next card of the reviews.
func (l *listener) recall(known *learner) {
	l.t.Helper()
	l.hear("left. From the lesson")
	asked := l.hear("to leave:")
	if strings.Contains(asked, "Enter for the answer") {
		l.say("")
		l.hear("Answer:", "How well did you recall it? Again (tomorrow)", "to leave:")
		l.say("?")
		l.hear("Again: it did not come to you", "to leave:")
		l.say("g")
		l.hear("Good. It comes back in")
		return
	}
	var item curriculum.Item
	for _, i := range known.items {
		for _, version := range append([]curriculum.Item{i}, i.Variants...) {
			if strings.Contains(asked, squeeze(version.Stem)) {
				item = version
			}
		}
	}
	if item.ID == "" {
		l.t.Fatalf("an unknown question: %s", asked)
	}
	l.say(item.Format(answerTo(item, true)))
	l.hear("Right.", "It comes back", "Enter for the next", "to leave:")
	l.say("")
}

// setUpData makes a folder in which somebody is set up.
func setUpData(t testing.TB) string {
	t.Helper()
	data := t.TempDir()
	_, err := store.New(data, time.Now).UpdateProfile(map[string]string{"name": "Ines", "department": "hr", "pathway": "path-essentials"})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// answerChecked answers the question that a check asks, right.
func (l *listener) answerChecked(bank map[string]curriculum.Item) {
	l.t.Helper()
	asked := l.hear("Question", "to leave:")
	for stem, item := range bank {
		if strings.Contains(asked, stem) {
			l.say(item.Format(answerTo(item, true)))
			l.hear("Right.", "to leave:")
			return
		}
	}
	l.t.Fatalf("an unknown question: %s", asked)
}
