package curriculum

// A Kind is how an item is answered.
type Kind string

// The seven kinds of item.
const (
	Single  Kind = "single"  // one option is right
	Multi   Kind = "multi"   // two or more options are right
	Order   Kind = "order"   // steps into order
	Match   Kind = "match"   // a right side for each left side
	Numeric Kind = "numeric" // a number within a tolerance
	Flaw    Kind = "flaw"    // say what is wrong, see the model answer, judge yourself
	Free    Kind = "free"    // write, see rubric and model answer, judge yourself
)

// An Item is an assessment question tied to an objective. Its YAML fields are
// named like those here, in lower case.
type Item struct {
	ID        string // stable within the lesson; Ref is "lesson#item"
	Lesson    string `yaml:"-"`
	Kind      Kind
	Objective string
	Stem      string
	Options   []Option `yaml:"-"`          // single, multi: the choices; order: the steps; match: the right sides
	Left      []Option `yaml:"-"`          // match: the left sides, keyed "1", "2", …
	Answer    Answer   `yaml:"-"`          // the key; zero for flaw and free
	Also      []Answer `yaml:"-"`          // order: other orders that are right too
	KeepOrder bool     `yaml:"keep_order"` // show the options as written (numbers, dates)
	Tolerance float64  // numeric: largest accepted distance from the key
	Unit      string   // numeric: "%", "tokens", …
	Calc      string   // numeric: formula from which the checker recomputes the key
	Why       string   // feedback on the whole: order, match, numeric
	Rubric    []string // free: the points of a good answer
	Model     string   // flaw, free: the model answer
	Hints     []string // two, from vague to near
	Worked    string   // the worked answer
	Facts     []string
	Of        string `yaml:"-"` // a variant: id of the item that it is a version of
	Bank      bool   `yaml:"-"` // only checks ask it
	Variants  []Item `yaml:"-"` // parallel versions: same objective, other numbers and setting
}

// An Option is a choice, a step or a side, with the reason for its judgement.
type Option struct {
	Key  string `yaml:"-"` // stable; the screen's letter is the position, not the key
	Text string
	Why  string
}

// Ref is the item's id as people and commands write it: "lesson#item".
func (i Item) Ref() string { return i.Lesson + "#" + i.ID }

// SelfJudged reports that the learner judges the answer, not the program.
func (i Item) SelfJudged() bool { return i.Kind == Flaw || i.Kind == Free }
