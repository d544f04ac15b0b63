package progress

import (
	"fmt"
	"strings"
	"time"

	"waymark/store"
	"waymark/store/bench"
)

// What the words beside an answer are taken to mean, as a probability of being
// right. Learners say a word and no number, so this is a convention of Waymark.
// "Sure" leaves room for one error in twenty: a word that promised no error at
// all would be broken by the first. "Guess" is as likely right as wrong: somebody
// with no idea at all seldom answers, and whoever can strike out an option or two
// is near one half. Answers without a word are left out: saying nothing is no
// statement.
const (
	SureMeans  = 0.95
	GuessMeans = 0.5
)

// enough is the number of answers under which a share says too little.
const enough = 10

// A Bin is the answers of which the same probability was stated.
type Bin struct {
	Stated float64 // the stated probability of being right, 0 to 1
	Said   int     // answers of which it was stated
	Right  int     // of these, the right ones
}

// A Calibration is what a learner said beforehand and what came of it, one bin
// for each stated probability.
type Calibration []Bin

// CalibrationOf is what was said of answers, and came of them, on the days from
// one on.
func CalibrationOf(days []store.Day, from time.Time) Calibration {
	guess, sure := Bin{Stated: GuessMeans}, Bin{Stated: SureMeans}
	for _, d := range days {
		if d.Date >= from.Format(time.DateOnly) {
			guess.Said, guess.Right = guess.Said+d.Guesses, guess.Right+d.GuessRight
			sure.Said, sure.Right = sure.Said+d.Sure, sure.Right+d.SureRight
		}
	}
	return Calibration{sure, guess}
}

// Answers is how many answers there are.
func (c Calibration) Answers() int {
	n := 0
	for _, b := range c {
		n += b.Said
	}
	return n
}

// Brier is the mean squared difference of what was stated and what came of it,
// 1 for right and 0 for wrong: BS = (1/N) sum (f - o)^2 (Brier 1950, Monthly
// Weather Review 78, 1-3, in the form for an outcome that comes or does not). 0
// is best, 1 is worst, and always stating 0.5 gives 0.25. It is not ok without
// answers.
func (c Calibration) Brier() (score float64, ok bool) {
	var sum float64
	for _, b := range c {
		sum += float64(b.Right)*(1-b.Stated)*(1-b.Stated) + float64(b.Said-b.Right)*b.Stated*b.Stated
	}
	return c.mean(sum)
}

// Reference is the Brier score of always stating the share p of answers that
// were right, p (1 - p). A lower score of one's own means that the words tell
// right answers from wrong ones. It is not ok without answers.
func (c Calibration) Reference() (score float64, ok bool) {
	p, ok := c.right()
	return p * (1 - p), ok
}

// Bias is the mean of what was stated less the share that was right: over 0
// is over-confident, under 0 under-confident (Lichtenstein, Fischhoff & Phillips
// 1982). It is not ok without answers.
func (c Calibration) Bias() (bias float64, ok bool) {
	var stated float64
	for _, b := range c {
		stated += float64(b.Said) * b.Stated
	}
	stated, _ = c.mean(stated)
	p, ok := c.right()
	return stated - p, ok
}

// right is the share of all answers that were right.
func (c Calibration) right() (float64, bool) {
	n := 0
	for _, b := range c {
		n += b.Right
	}
	return c.mean(float64(n))
}

func (c Calibration) mean(sum float64) (float64, bool) {
	n := c.Answers()
	if n <= 0 {
		return 0, false
	}
	return sum / float64(n), true
}

// An Observed is what came of one stated probability.
type Observed struct {
	Stated    float64
	Answers   int
	Right     float64 // the share that was right
	Low, High float64 // its interval, see bench.Wilson
}

// Reliability is what came of each stated probability, in the order of the bins
// and without the empty ones: the points of a reliability diagram.
func (c Calibration) Reliability() []Observed {
	var all []Observed
	for _, b := range c {
		if p, ok := portion(b.Right, b.Said); ok {
			low, high := bench.Wilson(b.Right, b.Said)
			all = append(all, Observed{b.Stated, b.Said, p, low, high})
		}
	}
	return all
}

// Words says what the figures mean, one sentence or two for each stated
// probability. A difference is only called one where what was stated is outside
// the interval of what came of it.
func (c Calibration) Words() string {
	var all []string
	for _, b := range c {
		if b.Said > 0 {
			all = append(all, b.words())
		}
	}
	if len(all) == 0 {
		return "You have not said yet of any answer how sure you are."
	}
	return strings.Join(all, " ")
}

func (b Bin) words() string {
	about, when := b.name()
	text := fmt.Sprintf("Of %s %s, %s right", counted(b.Said, "answer"), about, were(b.Right))
	if b.Said < enough {
		return text + ": too early to tell."
	}
	text += fmt.Sprintf(" (%.0f%%). ", 100*float64(b.Right)/float64(b.Said))
	switch low, high := bench.Wilson(b.Right, b.Said); {
	case b.Stated > high:
		return text + "When " + when + " you are right less often than it feels."
	case b.Stated < low:
		return text + "When " + when + " you are right more often than it feels."
	}
	return text + "That fits what you said."
}

// ScoreWords says what the Brier score means beside that of saying the same of
// every answer. It is empty where that says nothing: with few answers, with only
// one word, or where all were right or all wrong.
func (c Calibration) ScoreWords() string {
	score, _ := c.Brier()
	same, _ := c.Reference()
	if c.Answers() < enough || len(c.Reliability()) < 2 || same == 0 {
		return ""
	}
	text := fmt.Sprintf("Your Brier score is %.2f, where 0 is best; to say the same of every answer would give %.2f. ", score, same)
	if score < same {
		return text + "Your words tell right answers from wrong ones."
	}
	return text + "One word for all answers would have told as much."
}

// name is a stated probability in words: which answers, and when.
func (b Bin) name() (about, when string) {
	switch b.Stated {
	case SureMeans:
		return "you were sure about", "you are sure"
	case GuessMeans:
		return "that you guessed", "you guess"
	}
	percent := fmt.Sprintf("%.0f%%", 100*b.Stated)
	return "that you gave " + percent, "you say " + percent
}

// were is how many answers were right, up to the word "right".
func were(n int) string {
	switch n {
	case 0:
		return "none was"
	case 1:
		return "1 was"
	}
	return fmt.Sprintf("%d were", n)
}
