package progress

import (
	"fmt"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/envelope"
)

// A Policy is a rule of the company that a lesson states, and what the learner
// acknowledged of it.
type Policy struct {
	Lesson curriculum.Lesson
	Hash   string       // of the lesson's file, as it reads now
	Last   store.Policy // what was acknowledged last; zero where nothing was
}

// Current reports that the text was acknowledged as it reads now.
func (p Policy) Current() bool { return p.Last.Hash == p.Hash }

// Changed reports that another text was acknowledged than the one that stands there now.
func (p Policy) Changed() bool { return p.Last.Hash != "" && !p.Current() }

// Record is what store.AcknowledgePolicy keeps when the learner acknowledges it.
func (p Policy) Record() store.Policy {
	return store.Policy{Lesson: p.Lesson.ID, Version: p.Lesson.Version, Hash: p.Hash}
}

// PolicyOf is the rule that a lesson states, seen from what was acknowledged; states is
// false where it states none. The error is one of Catalogue.Text.
func PolicyOf(c *curriculum.Catalogue, l curriculum.Lesson, known []store.Policy) (p Policy, states bool, err error) {
	if l.Policy == "" {
		return Policy{}, false, nil
	}
	text, err := c.Text(l.ID)
	if err != nil {
		return Policy{}, false, fmt.Errorf("the lesson %s: %w", l.ID, err)
	}
	p = Policy{Lesson: l, Hash: envelope.Hash(text)}
	for _, k := range known {
		if k.Lesson == l.ID {
			p.Last = k
		}
	}
	return p, true, nil
}

// readPolicies fetches the rules that concern the learner: of the pathway, and of other
// lessons that they completed.
func (at *Standing) readPolicies(c *curriculum.Catalogue, s *store.Store) error {
	concerns := map[string]bool{}
	for _, id := range at.Path.Lessons {
		concerns[id] = true
	}
	var known []store.Policy
	for _, l := range c.Lessons() {
		if l.Policy == "" || !concerns[l.ID] && !StateOf(at.Did[l.ID]).Complete() {
			continue
		}
		if known == nil {
			var err error
			if known, err = s.Policies(); err != nil {
				return err
			}
		}
		p, _, err := PolicyOf(c, l, known)
		if err != nil {
			return err
		}
		at.Policies = append(at.Policies, p)
	}
	return nil
}

// policyStep is a rule whose text changed since it was acknowledged, or whose lesson is
// complete without that.
func policyStep(at Standing) (Step, bool) {
	for _, p := range at.Policies {
		step := Step{Kind: Acknowledge, Title: p.Lesson.Title, Ref: p.Lesson.ID}
		switch {
		case p.Changed():
			step.Why = "its rule changed since you acknowledged it on " + p.Last.At.Format("2 January 2006")
			step.Minutes, step.Parts = p.Lesson.Minutes, true
			return step, true
		case !p.Current() && StateOf(at.Did[p.Lesson.ID]).Complete():
			step.Why = "you read this rule of your company and have not acknowledged it"
			return step, true
		}
	}
	return Step{}, false
}
