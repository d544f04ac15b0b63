package cli

import (
	"fmt"
	"time"

	"waymark/store"
)

// experiment is an entry of the journal. Minutes are whole, shares from 0 to 1.
type experiment struct {
	ID           string       `json:"id"`
	Title        string       `json:"title"`
	Verdict      string       `json:"verdict"`
	Lesson       string       `json:"lesson"`
	Hypothesis   string       `json:"hypothesis"`
	Variants     string       `json:"variants"`
	Measure      string       `json:"measure"`
	Outcome      string       `json:"outcome"`
	Learning     string       `json:"learning"`
	Created      string       `json:"created"`
	Updated      string       `json:"updated"`
	Closed       string       `json:"closed"`
	Question     string       `json:"question"`
	Today        string       `json:"today"`
	Before       *int         `json:"before_min"`
	After        *int         `json:"after_min"`
	Success      string       `json:"success"`
	Prediction   *float64     `json:"prediction"`
	Guard        string       `json:"guard"`
	Rule         string       `json:"rule"`
	Task         string       `json:"task"`
	Domain       string       `json:"domain"`
	Use          string       `json:"use"`
	Data         string       `json:"data"`
	Tool         string       `json:"tool"`
	Model        string       `json:"model"`
	ModelVersion string       `json:"model_version"`
	Settings     string       `json:"settings"`
	Lessons      []string     `json:"lessons"`
	Tags         []string     `json:"tags"`
	Cost         *store.Money `json:"cost"`
	Judged       string       `json:"judged"`
	Met          string       `json:"met"`
	Broke        string       `json:"broke"`
	Next         string       `json:"next"`
	Skill        string       `json:"skill"`
	Reflection   string       `json:"reflection"`
	Visibility   string       `json:"visibility"`
	Overruled    string       `json:"overruled"`
	Withdrawn    string       `json:"withdrawn"`
	Locked       bool         `json:"locked"`
	Blind        bool         `json:"blind"`
	ToRate       int          `json:"to_rate"`
	Amendments   []amendment  `json:"amendments"`
	Pilot        *pilot       `json:"pilot"`
	Others       []otherText  `json:"others"`
	Aside        string       `json:"aside"` // id of the entry that has the bench as it is on another machine

	entry store.Experiment
	day   string // when it was noted, where the learner was then
}

// amendment is a claim that was changed after it had locked.
type amendment struct {
	Field  string `json:"field"`
	From   string `json:"from"`
	To     string `json:"to"`
	Reason string `json:"reason"`
	At     string `json:"at"`
}

// otherText is what a field holds on another machine.
type otherText struct {
	Field string `json:"field"`
	Text  string `json:"text"`
	At    string `json:"at"`
}

// pilot is a trial in earnest.
type pilot struct {
	Scope    string `json:"scope"`
	Guard    string `json:"guard"`
	Stop     string `json:"stop"`
	Ends     string `json:"ends"`
	Started  string `json:"started"`
	Ended    string `json:"ended"`
	Decision string `json:"decision"`
	Why      string `json:"why"`
}

func experimentOf(e store.Experiment) experiment {
	x := experiment{
		ID: e.ID, Title: e.Title, Verdict: e.Verdict.String(), Lesson: e.Lesson,
		Hypothesis: e.Hypothesis, Variants: e.Variants, Measure: e.Measure, Outcome: e.Outcome, Learning: e.Learning,
		Created: stamp(e.Created), Updated: stamp(e.Updated), Closed: stamp(e.Closed),
		Question: e.Question, Today: e.Today, Before: e.MinutesBefore, After: e.MinutesAfter,
		Success: e.Success, Guard: e.Guard, Rule: e.Rule,
		Task: e.Task, Domain: e.Domain, Use: string(e.Use), Data: string(e.Data),
		Tool: e.Tool, Model: e.Model, ModelVersion: e.ModelVersion, Settings: e.Settings,
		Lessons: append([]string{}, e.Lessons...), Tags: append([]string{}, e.Tags...),
		Cost: e.Cost, Judged: e.Judged, Met: string(e.Met), Broke: e.Broke, Next: string(e.Next),
		Skill: e.Skill, Reflection: e.Reflection, Visibility: visibilityOf(e.Visibility), Overruled: e.Overruled, Withdrawn: e.Withdrawn,
		Locked: e.Locked(), Blind: e.Blind, ToRate: e.ToRate, Amendments: []amendment{}, Others: []otherText{}, Aside: e.Aside,
		entry: e, day: dayOf(e.Created),
	}
	if e.Prediction != nil {
		share := float64(*e.Prediction) / 100
		x.Prediction = &share
	}
	for _, a := range e.Amendments {
		x.Amendments = append(x.Amendments, amendment{a.Field, a.From, a.To, a.Reason, stamp(a.At)})
	}
	for _, o := range e.Others {
		x.Others = append(x.Others, otherText{o.Field, o.Text, stamp(o.At)})
	}
	if p := e.Pilot; p != nil {
		x.Pilot = &pilot{p.Scope, p.Guard, p.Stop, p.Ends, stamp(p.Started), stamp(p.Ended), string(p.Decision), p.Why}
	}
	return x
}

func visibilityOf(v store.Visibility) string {
	if v == store.Private {
		return "private"
	}
	return string(v)
}

// status says what else there is about an entry.
func (e experiment) status(p *page) {
	if e.Locked && e.Hypothesis+e.Success+e.Measure != "" {
		p.say("What was expected and what counts as success stand since the first result.")
	}
	for _, a := range e.entry.Amendments {
		f, _ := store.FieldOf(a.Field)
		p.say("Amended on %s: %s was %q. The reason: %s", dayOf(a.At), midSentence(f.Label), a.From, a.Reason)
	}
	for _, o := range e.entry.Others {
		f, _ := store.FieldOf(o.Field)
		p.say("On another machine, %s was %q, on %s. To end this, change the field.", midSentence(f.Label), o.Text, dayOf(o.At))
	}
	if e.Aside != "" {
		p.say("Its bench went on on another machine, too. How it is there is the entry %s.", e.Aside)
	}
	if q := e.entry.Pilot; q != nil {
		e.pilotText(p, *q)
	}
	switch {
	case e.Withdrawn != "":
		p.say("%s", e.withdrawnWords())
	case e.Visibility != "private":
		p.say("Shared: %s.", map[string]string{"card": "the card", "full": "the full record"}[e.Visibility])
	}
}

// withdrawnNotes tell of an entry that was changed and is private again.
func (e experiment) withdrawnNotes() []string {
	if e.Withdrawn == "" {
		return nil
	}
	return []string{"waymark: " + midSentence(e.withdrawnWords())}
}

// withdrawnWords say why the entry is private again.
func (e experiment) withdrawnWords() string {
	return fmt.Sprintf("It is private again: %s. Look at it, and share it anew: waymark journal share %s --preview", e.Withdrawn, e.ID)
}

func (e experiment) pilotText(p *page, q store.Pilot) {
	state := "ends on " + q.Ends
	if !q.Running() {
		state = fmt.Sprintf("ended on %s: %s. %s", q.Ended.Format(time.DateOnly), q.Decision, q.Why)
	}
	p.say("Pilot, %s", state)
	p.table([][]string{{"Scope", q.Scope}, {"Must not get worse", q.Guard}, {"Stopped if", q.Stop}})
}
