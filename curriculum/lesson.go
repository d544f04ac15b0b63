package curriculum

import (
	"slices"
	"strings"
)

// A Lesson is one sitting of 5 to 15 minutes: one Markdown file. This is its
// front matter, which every list needs; Catalogue.Body reads the rest.
type Lesson struct {
	ID         string
	Title      string
	Version    string // patch: nothing changes; minor: new since you read it; major: refresh due
	Minutes    int    // the whole sitting: reading, items and exercise
	Needs      []string
	Objectives []Objective `yaml:"-"`
	Skill      string      // the human skill that the lesson leads
	Reflection string      // the question the skill asks at the end
	Policy     string      `json:",omitempty"` // a lesson that states a rule of the company ends in this sentence, which readers acknowledge
	WarmUp     string      `yaml:"warm_up"`    // item id (lesson#item) of an earlier lesson, asked first; may be empty
	Facts      []string    // ids in the pack's fact sheet
	AsOf       string      `yaml:"as_of"` // ISO date: when facts and sources were checked
	Frameworks Frameworks

	Pack   string `yaml:"-"` // id of the pack
	Module string `yaml:"-"` // id of the module
	File   string `yaml:"-"` // path inside the pack, for messages
}

// An Objective is what the learner can do afterwards.
type Objective struct {
	ID   string // "O1"
	Text string // starts with a verb
}

// Frameworks say which outside frameworks a lesson supports.
type Frameworks struct {
	Literacy []string // L1 to L5, areas of EU AI Act Art. 4
	NIST     []string // subcategories of the NIST AI RMF 1.0
	DigComp  []string // areas of DigComp 3.0
	UNESCO   []string // cells aspect-level, for example "E-A"
}

// A Body is the text of a lesson, in reading order, with the examples of one
// department in place.
type Body struct {
	Pages      []Page
	Items      []Item // all items of all pages, in order
	Cards      []Card
	Exercise   Exercise
	Experiment Experiment

	Language string // BCP 47, of the text; empty where no translation was asked for
	Remark   string // why it is not in the language that was asked for, or is not up to date; may be empty

	law bool // the original says that it is no legal advice
}

// SourcesID is the anchor of the page that lists a lesson's sources, whatever language its
// heading is in.
const SourcesID = "sources"

// noAdvice are the words, in lower case, by which a lesson that cites law says
// what it is not.
const noAdvice = "not legal advice"

// StatesLaw reports that the lesson states law: its text says that it is no legal
// advice, which the checker asks of every lesson that cites facts of law.
func (b Body) StatesLaw() bool {
	return b.law || slices.ContainsFunc(b.Pages, func(p Page) bool { return strings.Contains(strings.ToLower(p.Text), noAdvice) })
}

// ItemIDs lists the ids of the items, in order.
func (b Body) ItemIDs() []string {
	var ids []string
	for _, item := range b.Items {
		ids = append(ids, item.ID)
	}
	return ids
}

// CardIDs lists the ids of the cards, in order.
func (b Body) CardIDs() []string {
	var ids []string
	for _, card := range b.Cards {
		ids = append(ids, card.ID)
	}
	return ids
}

// A Page is what one screen shows: text, or one item, the exercise or the
// experiment. A page breaks at a "##" heading, at "---" and around blocks.
type Page struct {
	ID       string // stable anchor: slug of its heading, or the item's id; what a kept place refers to
	Heading  string // the "##" heading it stands under
	Text     string // Markdown; empty on a page that is one block
	Item     *Item
	Exercise *Exercise
	Trial    *Experiment
	Scenario *Scenario
}

// An Exercise is a task of 5 to 8 minutes that needs no assistant.
type Exercise struct {
	Task    string // Markdown
	Without string // the route that needs no assistant
	Minutes int
	Sample  *Sample // text to work on; may be nil
}

// A Sample is a text that an assistant might have produced, with its hidden key.
type Sample struct {
	Text   string
	Errors []PlantedError
}

// A PlantedError is one entry of a sample's hidden key.
type PlantedError struct {
	Quote string // the words in the sample
	Kind  string // for example "invented source"
	Why   string
}

// An Experiment is what the journal opens already filled in.
type Experiment struct {
	Title      string
	Hypothesis string
	Variants   []string
	Measure    string
	Cases      string // how many and which, in words

	Count   int    // how many cases that makes; 0 for not said
	Success string // what result would settle it, said before the first case
	Guard   string // what must not get worse
	Rule    string // what is done with each result
	Task    string // id of the type of task; empty where no AI does one
	Rubric  string // id of the rubric that its outputs are rated by; may be empty
	Data    string // the class that its cases have where the lesson says so: see DataClasses
}

// DataClasses are the classes of data that a case can have, the strictest last.
func DataClasses() []string { return []string{"public", "internal", "confidential", "personal"} }
