package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// answered is one answer, graded and recorded.
type answered struct {
	Item       string       `json:"item"`
	Answer     string       `json:"answer"`
	Right      bool         `json:"right"`
	Score      float64      `json:"score"`
	Self       string       `json:"self,omitempty"`
	Confidence string       `json:"confidence,omitempty"`
	Feedback   []feedback   `json:"feedback"`
	Why        string       `json:"why"`
	Solution   string       `json:"solution"`
	Worked     string       `json:"worked"`
	Lesson     lessonStatus `json:"lesson"`
	Card       *cardStatus  `json:"card"`
	Check      *checkStatus `json:"check"`
}

// feedback says of one option, side or step why it is right or wrong.
type feedback struct {
	Key    string `json:"key"`
	Text   string `json:"text"`
	Chosen bool   `json:"chosen"`
	Right  bool   `json:"right"`
	Why    string `json:"why"`
}

// asked is an item that got no answer yet. Of an item that the learner judges
// it shows what to judge by.
type asked struct {
	question
	Rubric []string `json:"rubric,omitempty"`
	Model  string   `json:"model,omitempty"`
}

// lessonStatus is what a lesson still needs.
type lessonStatus struct {
	ID             string `json:"id"`
	Title          string `json:"title"`
	State          string `json:"state"`
	Answered       int    `json:"answered"`
	Items          int    `json:"items"`
	ExerciseMarked bool   `json:"exercise_marked"`
	LeftMin        int    `json:"left_min"`
}

// answerFlags are what the learner says about an own answer.
type answerFlags struct {
	self        curriculum.Judgement
	sure, guess bool
	hints       int // how many were looked at
}

func (a *app) answerCommand() *cobra.Command {
	var flags answerFlags
	cmd := a.verb("answer ITEM [ANSWER]", "Answer a question of a lesson", func(args []string) (result, error) {
		return a.answer(flags, args)
	})
	cmd.Long = "Answer a question of a lesson: it is graded, recorded and explained. ITEM is " +
		"LESSON#ITEM, as lesson show prints it. ANSWER is written by the keys of the options: " +
		"b, or a,c, or in order b,a,c, or in pairs 1=b,2=a; a number; or a text in quotes, or - " +
		"for standard input. A negative number stands behind --.\n\n" +
		"Without ANSWER the question is shown. A question that you judge yourself is shown with " +
		"its model answer: write yours first, then answer again with --self."
	cmd.Example = "  waymark answer fnd-what-ai-is#invoice-tool\n  waymark answer fnd-what-ai-is#invoice-tool c --sure"
	flags.confident(cmd)
	choose(cmd, &flags.self, "self", []curriculum.Judgement{curriculum.Met, curriculum.Partly, curriculum.NotYet},
		"your own judgement of a written answer: met, partly or not")
	return completing(cmd, a.awaited)
}

// record grades an answer and stores it, in the check that waits for it.
func (s standing) record(item curriculum.Item, text string, flags answerFlags) (answered, error) {
	check, err := s.waiting(item)
	if err != nil {
		return answered{}, err
	}
	return s.recordIn(check, item, text, flags)
}

// recordIn is record for an answer in a check, in store.Placement, or in none.
func (s standing) recordIn(check string, item curriculum.Item, text string, flags answerFlags) (answered, error) {
	answer, err := item.ParseAnswer(text)
	if err == nil {
		err = item.Enough(answer)
	}
	if err != nil {
		return answered{}, usageError{err.Error()}
	}
	grade, err := gradeOf(item, answer, flags.self)
	if err != nil {
		return answered{}, err
	}
	lesson, body, err := s.lesson(item.Lesson)
	if err != nil {
		return answered{}, err
	}
	attempt := progress.Attempt(item, progress.Answer{
		Text: item.Format(answer), Grade: grade, Self: flags.self, Confidence: flags.confidence(), Hints: flags.hints, Check: check,
	})
	did, err := s.store.RecordAttempt(attempt, progress.Requirement(lesson, body))
	if err != nil {
		return answered{}, err
	}
	found := answered{
		Item: item.Ref(), Answer: attempt.Answer, Right: grade.Right, Score: grade.Score,
		Self: attempt.Self, Confidence: attempt.Confidence,
		Feedback: feedbackOf(item, answer, grade), Why: cmp.Or(grade.Why, item.Why), Solution: solutionOf(item), Worked: item.Worked,
		Lesson: lessonStatusOf(lesson, body, did),
	}
	err = s.follow(&found, attempt)
	return found, err
}

// follow adds what an answer brought about elsewhere: in its review card, and in
// the module check that it was given in.
func (s standing) follow(found *answered, attempt store.Attempt) error {
	if attempt.Card != "" {
		cards, err := s.store.Cards()
		if err != nil {
			return err
		}
		for _, c := range cards {
			if c.ID == attempt.Card {
				found.Card = new(cardStatusOf(c))
			}
		}
	}
	if attempt.Check == "" || attempt.Check == store.Placement {
		return nil
	}
	checks, err := s.store.Checks()
	if err != nil {
		return err
	}
	for _, c := range checks {
		if c.ID == attempt.Check {
			found.Check = new(s.checkStatus(c))
		}
	}
	return nil
}

// confident adds the flags by which the learner says how sure they are.
func (f *answerFlags) confident(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.sure, "sure", false, "you are sure of it")
	cmd.Flags().BoolVar(&f.guess, "guess", false, "it is a guess")
}

// fit refuses flags that do not go together, or that have no answer to go with.
func (f answerFlags) fit(hasAnswer bool) error {
	switch {
	case f.sure && f.guess:
		return misuse("--sure and --guess exclude each other; give one of them")
	case !hasAnswer && f.confidence() != "":
		return misuse("--%s goes with an ANSWER, and there is none", f.confidence())
	}
	return nil
}

func (f answerFlags) confidence() string {
	switch {
	case f.sure:
		return store.Sure
	case f.guess:
		return store.Guess
	}
	return ""
}

func gradeOf(item curriculum.Item, answer curriculum.Answer, self curriculum.Judgement) (curriculum.Grade, error) {
	switch {
	case item.SelfJudged() && self == "":
		return curriculum.Grade{}, misuse("you judge this answer yourself: compare it with the model answer (waymark answer %s), then answer again with --self met, partly or not", item.Ref())
	case item.SelfJudged():
		return item.GradeSelf(answer, self)
	case self != "":
		return curriculum.Grade{}, misuse("--self is for questions that you judge yourself; %s is graded by its key", item.Ref())
	}
	return item.Grade(answer)
}

func askedOf(item curriculum.Item) asked {
	found := asked{question: questionOf(item)}
	if item.SelfJudged() {
		found.Rubric, found.Model = item.Rubric, item.Model
	}
	return found
}

func feedbackOf(item curriculum.Item, answer curriculum.Answer, grade curriculum.Grade) []feedback {
	texts := map[string]string{}
	for _, o := range item.Options {
		texts[o.Key] = o.Text
	}
	for _, side := range item.Left {
		texts[side.Key] = side.Text + " = " + texts[answer.Pairs[side.Key]]
	}
	found := make([]feedback, len(grade.Notes))
	for i, n := range grade.Notes {
		found[i] = feedback{n.Key, texts[n.Key], n.Chosen, n.Right, n.Why}
	}
	return found
}

// solutionOf is the right answer as it would be typed, or the model answer.
func solutionOf(item curriculum.Item) string {
	if item.SelfJudged() {
		return item.Model
	}
	return strings.TrimSpace(item.Format(item.Answer) + " " + item.Unit)
}

func lessonStatusOf(l curriculum.Lesson, body curriculum.Body, did store.Lesson) lessonStatus {
	return lessonStatus{
		ID: l.ID, Title: l.Title, State: progress.StateOf(did).String(), Answered: progress.Answered(body.ItemIDs(), did), Items: len(body.Items),
		ExerciseMarked: !did.Exercise.IsZero(), LeftMin: progress.LeftMin(l, body.ItemIDs(), did),
	}
}

func (q asked) text(p *page) {
	q.question.text(p)
	if q.Model == "" {
		return
	}
	p.gap()
	if len(q.Rubric) > 0 {
		p.say("A good answer:")
		for _, point := range q.Rubric {
			p.inset("- %s", point)
		}
		p.gap()
	}
	p.say("Model answer: %s", q.Model)
}

func (a answered) text(p *page) {
	a.explain(p)
	if a.Card != nil {
		p.gap()
		a.Card.returns(p, "This question")
	}
	p.gap()
	if a.Check != nil {
		a.Check.text(p)
		return
	}
	a.Lesson.text(p)
}

// explain lays out what was right, and why.
func (a answered) explain(p *page) {
	p.say("%s", a.verdict())
	p.gap()
	var rows [][]string
	for _, f := range a.Feedback {
		if f.Chosen || f.Right {
			rows = append(rows, []string{f.Key, f.mark(), f.Text})
			if f.Why != "" {
				rows = append(rows, []string{"", "", f.Why})
			}
		}
	}
	p.table(rows)
	if a.Why != "" {
		p.say("%s", a.Why)
	}
	if !a.Right || a.Self != "" {
		p.gap()
		p.say("%s: %s", a.solutionName(), a.Solution)
		p.say("%s", a.Worked)
	}
}

func (a answered) verdict() string {
	switch {
	case a.Self != "":
		return "Recorded. Your judgement: " + a.Self + "."
	case a.Right:
		return "Right."
	case a.Score > 0:
		return fmt.Sprintf("Not quite: %.0f%% of it is right.", 100*a.Score)
	}
	return "Not quite."
}

func (a answered) solutionName() string {
	if a.Self != "" {
		return "Model answer"
	}
	return "Right answer"
}

func (f feedback) mark() string {
	switch {
	case f.Chosen && f.Right:
		return "right"
	case f.Chosen:
		return "wrong"
	}
	return "missed"
}

func (l lessonStatus) text(p *page) {
	p.say("%s: %s", l.Title, l.State)
	if isComplete(l.State) {
		return
	}
	p.inset("%d of %s answered", l.Answered, count(l.Items, "question"))
	if !l.ExerciseMarked {
		p.inset("The exercise is not marked: waymark lesson done %s --exercise", l.ID)
	}
}
