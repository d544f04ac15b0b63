package curriculum

// An Answer is what a learner, or the key, gives to an item, by stable keys.
// It is written the same way in lesson files, on the command line and in the
// store: single "b"; multi "a,c"; order "b,a,c"; match "1=b,2=a";
// numeric "0.75"; flaw and free: text.
type Answer struct {
	Keys   []string          // single, multi, order
	Pairs  map[string]string // match: left key to right key
	Number float64           // numeric
	Text   string            // flaw, free
}

// A Judgement is what a learner says of an own answer to a flaw or free item.
type Judgement string

// The three judgements of one's own answer.
const (
	Met    Judgement = "met"
	Partly Judgement = "partly"
	NotYet Judgement = "not"
)

// A Grade is the result of one answer.
type Grade struct {
	Right bool    // everything right; for self-judged items: met
	Score float64 // 0 to 1. Multi: +1 for each right choice, -1 for each wrong one, floor 0, over the number of right ones
	Notes []Note  // feedback on each option, side or step, in the item's order
	Why   string  // feedback on the whole
}

// A Note is the feedback on one option, side or step.
type Note struct {
	Key    string // of the option (match: of the left side)
	Chosen bool   // the learner chose it (order, match: put it where it is)
	Right  bool   // it belongs to the right answer (order, match: it stands right)
	Why    string
}
