package interop

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"

	"waymark/store"
)

// Home begins every name that leaves the machine: of the account, of what was learned, and
// of badges. It leads nowhere, and never will (RFC 2606): the names mean what they say, also
// where there is no network. docs/interoperability.md lists them.
const Home = "https://waymark.invalid/"

// A Statement says in xAPI that a learner completed or passed something, or takes such a
// statement back. It holds what versions 1.0.3 and 2.0 (IEEE 9274.1.1) have in common, and
// the fields are all that is ever told.
type Statement struct {
	ID        string   `json:"id"`
	Actor     Actor    `json:"actor"`
	Verb      Verb     `json:"verb"`
	Object    Object   `json:"object"`
	Result    *Result  `json:"result,omitempty"`
	Context   *Context `json:"context,omitempty"`
	Timestamp string   `json:"timestamp"` // noon UTC of the day: a time of day is not told

	event string
}

// An Actor is the learner by their random id, with a name only where they chose so.
type Actor struct {
	ObjectType string  `json:"objectType"`
	Name       string  `json:"name,omitempty"`
	Account    Account `json:"account"`
}

// An Account is the random id of a learner.
type Account struct {
	HomePage string `json:"homePage"`
	Name     string `json:"name"`
}

// A Verb is what became of the object.
type Verb struct {
	ID      string            `json:"id"`
	Display map[string]string `json:"display"`
}

// An Object is what was completed or passed, or the statement that is taken back.
type Object struct {
	ObjectType string      `json:"objectType"`
	ID         string      `json:"id"`
	Definition *Definition `json:"definition,omitempty"`
}

// A Definition says what kind of thing it is, and its title by language.
type Definition struct {
	Type string            `json:"type"`
	Name map[string]string `json:"name"`
}

// A Result says that something is completed or passed, and no more.
type Result struct {
	Success    bool `json:"success,omitempty"`
	Completion bool `json:"completion,omitempty"`
}

// A Context names the version of the lesson as it was taught.
type Context struct {
	Platform string `json:"platform"`
	Revision string `json:"revision,omitempty"`
}

// The vocabulary of ADL, which every record store knows.
const (
	verbs      = "http://adlnet.gov/expapi/verbs/"
	activities = "http://adlnet.gov/expapi/activities/"
	voided     = "voided"
)

// A Learner is who statements are about.
type Learner struct {
	ID   string // random: see store.Identity
	Name string // empty unless they chose to be named
}

func (l Learner) actor() Actor {
	return Actor{ObjectType: "Agent", Name: l.Name, Account: Account{HomePage: Home, Name: l.ID}}
}

// Statements tells records in xAPI. A lesson that is known from a check is left out: the
// check itself is told.
func Statements(who Learner, records []Record) []Statement {
	all := []Statement{}
	for _, r := range records {
		if r.Kind == Lesson && r.Status == Passed {
			continue
		}
		s := Statement{
			ID: statementID(r.Status, r.iri(), who.ID, r.event), Actor: who.actor(), Verb: verb(r.Status),
			Object:  Object{ObjectType: "Activity", ID: r.iri(), Definition: r.definition()},
			Result:  &Result{Completion: r.Status == Completed, Success: r.Status == Passed},
			Context: &Context{Platform: "Waymark", Revision: r.Version}, Timestamp: noon(r.Day), event: r.event,
		}
		all = append(all, s)
	}
	return all
}

// statementID is a UUID of version 5 of what a statement says of whom, and of the event that
// made it true: the same whenever it is made, and nothing of the time can be read from it.
func statementID(parts ...string) string {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte(Home))
	var name bytes.Buffer
	for _, part := range parts {
		name.WriteString(part + "\n")
	}
	return uuid.NewSHA1(space, name.Bytes()).String()
}

// noon is a day as xAPI wants it: there, a day without a time cannot be told.
func noon(day string) string { return day + "T12:00:00Z" }

func verb(name string) Verb {
	return Verb{ID: verbs + name, Display: map[string]string{"en": name}}
}

// iri is the name of what a record is about, the same for everybody and for ever: also where
// another pack has the same id, and the catalogue puts the name of the pack before it.
func (r Record) iri() string {
	return Home + r.Pack + "/" + r.Kind + "/" + strings.TrimPrefix(r.ID, r.Pack+"/")
}

func (r Record) definition() *Definition {
	kind := map[string]string{Lesson: "lesson", Check: "assessment", Module: "module", Pathway: "course"}[r.Kind]
	title := r.Title
	if r.Kind == Check {
		title = "Check of " + r.Title
	}
	language := r.Language
	if language == "" {
		language = "und" // BCP 47: undetermined
	}
	return &Definition{Type: activities + kind, Name: map[string]string{language: title}}
}

// about is what a statement says of what, for a learner to be told once.
func (s Statement) about() string { return s.Verb.Display["en"] + " " + s.Object.ID }

// void takes a statement back that was sent.
func void(sent store.Delivery, at time.Time) (Statement, error) {
	s, err := Told(sent)
	return Statement{
		ID: statementID(voided, sent.ID), Actor: s.Actor, Verb: verb(voided),
		Object: Object{ObjectType: "StatementRef", ID: sent.ID}, Timestamp: noon(at.Format(time.DateOnly)), event: sent.Event,
	}, err
}

// Told is what a statement says that was sent, or waits.
func Told(d store.Delivery) (Statement, error) {
	var s Statement
	err := json.Unmarshal([]byte(d.Statement), &s)
	return s, err
}

// Words say what a statement says, for people: "completed What AI is, and is not", and the
// day.
func (s Statement) Words() (what, day string) {
	what, day = s.Verb.Display["en"], s.Timestamp[:min(len(s.Timestamp), len(time.DateOnly))]
	if s.Object.Definition == nil {
		return what + " " + s.Object.ID, day
	}
	for _, title := range s.Object.Definition.Name {
		what += " " + title
	}
	return what, day
}

// EncodeStatements is statements as the JSON of a file, one array as a record store takes it.
func EncodeStatements(all []Statement) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(all)
	return out.Bytes(), err
}

// line is a statement as it is sent.
func (s Statement) line() (string, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	return string(bytes.TrimSpace(out.Bytes())), err
}
