package tui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// A quiz is one item being answered: asked, for flaw and free items judged by
// the learner, kept in the store, and then explained. It is a value.
type quiz struct {
	item    curriculum.Item
	seed    uint64
	ask     ask
	phase   phase
	hints   int    // how many hints are shown; the last one is the worked answer
	sure    string // store.Sure, store.Guess or nothing
	text    string
	judge   int // the judgement under the cursor; noRow until the learner chooses
	grade   curriculum.Grade
	again   string           // what to mend before the answer can be graded
	opened  bool             // the answer shown was given in an earlier sitting
	another *curriculum.Item // asked next, since the worked answer was shown
	resting bool             // Esc left the text field; the words stay
	sealed  bool             // asked in a check: no hints, and what was answered stays
}

type phase int

const (
	asking  phase = iota
	judging       // flaw, free: the model answer shows, the learner judges
	keeping       // on its way to the store
	kept          // stored and explained
)

// A submission is an answer ready to be kept.
type submission struct {
	item       curriculum.Item
	text       string
	judgement  curriculum.Judgement
	grade      curriculum.Grade
	confidence string
	hints      int
}

// attempt is the record of it, given in a check, or in none.
func (s submission) attempt(check string) store.Attempt {
	return progress.Attempt(s.item, progress.Answer{
		Text: s.text, Grade: s.grade, Self: s.judgement, Confidence: s.confidence, Hints: s.hints, Check: check,
	})
}

// newQuiz asks an item, its options shuffled by seed; draft is what was typed
// before and not sent.
func newQuiz(item curriculum.Item, seed uint64, draft string) quiz {
	a := newAsk(item, seed, draft)
	return quiz{item: item, seed: seed, ask: a, resting: a.typing(), judge: noRow}
}

// update folds in input, in a room of the given width. The submission is not nil
// when an answer was given and has to be kept.
func (q quiz) update(msg tea.Msg, width int) (quiz, *submission) {
	if q.resting && q.phase == asking && opensField(msg, q.item.Kind) {
		q.resting = false
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case k.String() == "enter" && q.resting:
			q.resting = false
			return q, nil
		case k.String() == "esc" && q.phase == judging:
			q.phase, q.resting, q.again = asking, false, ""
			return q, nil
		case k.String() == "esc" && q.typing():
			q.resting = true
			return q, nil
		case k.String() == "tab" && q.phase == asking:
			q.hints, q.again = min(q.hints+1, len(q.allHints())), ""
			return q, nil
		case q.states(k.String()):
			return q.stated(k.String()), nil
		case k.String() == "enter" && q.phase == asking:
			return q.submit()
		case k.String() == "space" && q.phase == asking && !q.ask.typing() && q.ask.row() == noRow:
			q.again = incomplete(q.item.Kind)
			return q, nil
		}
	}
	switch {
	case q.phase == asking && !q.resting:
		q.again = ""
		q.ask = q.ask.update(msg, width)
	case q.phase == judging:
		return q.judged(msg)
	}
	return q, nil
}

// opensField reports that input is meant for the text field though it rests: a
// paste, or what is written in such a field.
func opensField(msg tea.Msg, kind curriculum.Kind) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return true
	case tea.KeyPressMsg:
		return written(msg.String(), kind)
	}
	return false
}

// written reports that a key is what a field of the kind holds: part of a number,
// or a letter or digit. Signs stay commands, such as "?".
func written(k string, kind curriculum.Kind) bool {
	if kind == curriculum.Numeric {
		return len(k) == 1 && strings.Contains("0123456789-.,", k)
	}
	letter, size := utf8.DecodeRuneInString(k)
	return size == len(k) && (unicode.IsLetter(letter) || unicode.IsDigit(letter))
}

// allHints are the hints, of which the last one is the worked answer.
func (q quiz) allHints() []string {
	if q.sealed {
		return nil
	}
	hints := slices.Clone(q.item.Hints)
	if q.item.Worked != "" {
		hints = append(hints, q.item.Worked)
	}
	return hints
}

// hintsUsed is how much help the learner took: after the worked answer as much
// as there is, however few hints came before it.
func (q quiz) hintsUsed() int {
	if q.item.Worked != "" && q.hints > 0 && q.hints == len(q.allHints()) {
		return store.WorkedHint
	}
	return min(q.hints, store.WorkedHint-1)
}

// states reports that a key says how sure the learner is. In a number field it
// does so before a letter was typed, which belongs to a unit.
func (q quiz) states(k string) bool {
	if q.phase != asking || q.item.SelfJudged() || k != "s" && k != "g" {
		return false
	}
	text, _ := q.ask.answer()
	return !q.ask.typing() || !strings.ContainsFunc(text, unicode.IsLetter)
}

// stated takes what the learner says of the answer; said again, it is taken back.
func (q quiz) stated(k string) quiz {
	said := map[string]string{"s": store.Sure, "g": store.Guess}[k]
	if q.sure == said {
		said = ""
	}
	q.sure = said
	return q
}

// draft is what is typed and not sent.
func (q quiz) draft() string {
	if !q.ask.typing() {
		return ""
	}
	text, _ := q.ask.answer()
	return text
}

// submit grades what was answered; what cannot be graded is asked again.
func (q quiz) submit() (quiz, *submission) {
	text, complete := q.ask.answer()
	if !complete {
		q.again = incomplete(q.item.Kind)
		return q, nil
	}
	answer, err := q.item.ParseAnswer(text)
	if err == nil {
		err = q.item.Enough(answer)
	}
	if err != nil {
		q.again = sentence(err)
		return q, nil
	}
	q.text = q.item.Format(answer)
	if q.item.SelfJudged() {
		q.phase, q.judge, q.again = judging, noRow, ""
		return q, nil
	}
	grade, err := q.item.Grade(answer)
	if err != nil {
		q.again = sentence(err)
		return q, nil
	}
	q.phase, q.grade = keeping, grade
	return q, &submission{item: q.item, text: q.text, grade: grade, confidence: q.sure, hints: q.hintsUsed()}
}

// unknown says that the learner does not know. Nothing of it is right, and it is
// explained like any answer.
func (q quiz) unknown() (quiz, *submission) {
	q.grade, _ = q.item.Grade(curriculum.Answer{}) // an item that is not graded has no notes
	q.grade.Right, q.grade.Score = false, 0
	q.phase, q.text, q.again = keeping, "", ""
	return q, &submission{item: q.item, grade: q.grade}
}

func incomplete(kind curriculum.Kind) string {
	const skip = " The right arrow goes on without an answer."
	switch kind {
	case curriculum.Single:
		return "Choose an answer first, with its letter or the arrow keys." + skip
	case curriculum.Order:
		return "Put the steps in order first: choose one, then type the number of its place." + skip
	case curriculum.Multi:
		return "Pick at least one with its letter, or with the arrow keys and the space bar." + skip
	case curriculum.Match:
		return "Give every line a letter first." + skip
	case curriculum.Numeric:
		return "Type a number first, or press Esc to leave the field."
	}
	return "Write a few words first, or press Esc and the right arrow to skip."
}

// judgements are the choices after the model answer.
func judgements() []curriculum.Judgement {
	return []curriculum.Judgement{curriculum.Met, curriculum.Partly, curriculum.NotYet}
}

// judged takes the learner's judgement of an own answer.
func (q quiz) judged(msg tea.Msg) (quiz, *submission) {
	all := judgements()
	chosen := noRow
	switch msg := msg.(type) {
	case rowMsg:
		chosen = msg.row
	case tea.KeyPressMsg:
		q.judge = moved(q.judge, msg.String(), len(all))
		chosen = letterRow(msg.String(), len(all))
		if msg.String() == "enter" {
			chosen = q.judge
			q.again = "Compare the two first, then choose with a, b or c."
		}
	}
	if chosen < 0 || chosen >= len(all) {
		return q, nil
	}
	answer, err := q.item.ParseAnswer(q.text)
	if err != nil {
		q.again = sentence(err)
		return q, nil
	}
	grade, err := q.item.GradeSelf(answer, all[chosen])
	if err != nil {
		q.again = sentence(err)
		return q, nil
	}
	q.judge, q.phase, q.grade, q.again = chosen, keeping, grade, ""
	return q, &submission{item: q.item, text: q.text, judgement: all[chosen], grade: grade, hints: q.hintsUsed()}
}

// stored says that the answer is safe: only then is it explained.
func (q quiz) stored() quiz {
	q.phase = kept
	return q
}

// failed goes back to where the answer was given; nothing typed is lost.
func (q quiz) failed() quiz {
	q.phase = asking
	if q.item.SelfJudged() {
		q.phase = judging
	}
	return q
}

// recall shows an answer of an earlier sitting.
func (q quiz) recall(text string, judgement curriculum.Judgement) quiz {
	answer, err := q.item.ParseAnswer(text)
	if err != nil {
		return q
	}
	grade, err := q.item.Grade(answer)
	if q.item.SelfJudged() {
		grade, err = q.item.GradeSelf(answer, judgement)
	}
	if err != nil {
		return q
	}
	q.text, q.grade, q.phase, q.opened = text, grade, kept, true
	return q
}

// row is the row that must be in view, or noRow.
func (q quiz) row() int {
	switch q.phase {
	case asking:
		return q.ask.row()
	case judging:
		return q.judge
	}
	return noRow
}

// typing reports that keys belong to the item: text, or the judgement of it,
// from which Esc goes back to the text.
func (q quiz) typing() bool {
	return q.ask != nil && (q.phase == judging || q.phase == asking && q.ask.typing() && !q.resting)
}

// claims reports that a key is an answer here, whatever else it may mean.
func (q quiz) claims(k string) bool {
	switch q.phase {
	case asking:
		if q.states(k) {
			return true
		}
		if q.ask.typing() {
			return !q.resting || k == "enter" || written(k, q.item.Kind)
		}
		return k == "space" || k == "up" || k == "down" || letterRow(k, len(q.item.Options)) != noRow
	case keeping:
		return k == "enter"
	case judging:
		return k == "up" || k == "down" || k == "enter" || k == "esc" || letterRow(k, len(judgements())) != noRow
	}
	return false
}

// takes reports that a key is for the item: an answer to it, or what is said of
// the answer.
func (q quiz) takes(k string) bool {
	return q.claims(k) || q.phase == asking && (k == "enter" || k == "tab" || digitRow(k, 9) != noRow)
}

// quizHelp is what the page behind "?" says of an item that is being answered.
func quizHelp(more ...key.Binding) []key.Binding {
	return append([]key.Binding{
		bindAs("a b c", "choose an answer", "a"), bindAs("s g", "I am sure; I guess", "s"), bind("answer; continue", "enter"),
	}, more...)
}

// hintKey is the key for a hint, while there is one more.
func (q quiz) hintKey() []key.Binding {
	switch all := len(q.allHints()); {
	case q.hints == all:
		return nil
	case q.hints == all-1 && q.item.Worked != "":
		return []key.Binding{bind("worked answer", "tab")}
	}
	return []key.Binding{bind("hint", "tab")}
}

func (q quiz) keys() []key.Binding {
	switch q.phase {
	case asking:
		if q.resting && q.sealed {
			return []key.Binding{bind("answer", "enter"), bindAs("→", "skip", "right")}
		}
		if q.resting {
			return append([]key.Binding{bind("answer", "enter"), bindAs("Space", "next page", "space")}, q.hintKey()...)
		}
		keys := append(q.ask.keys(), q.hintKey()...)
		if !q.ask.typing() {
			keys = append(keys, bindAs("→", "skip", "right"))
		}
		return keys
	case judging:
		return []key.Binding{bind("keep it", "enter"), bindAs("↑↓ a-c", "judge your answer", "up")}
	case kept:
		if q.sealed {
			return []key.Binding{bind("continue", "enter")}
		}
		if q.another != nil {
			return []key.Binding{bind("one more like it", "enter"), bindAs("→", "go on", "right")}
		}
		return []key.Binding{bind("continue", "enter"), bind("answer again", "r"), bind("take back", "u")}
	}
	return nil
}
