package cli

import "waymark/store/progress"

// policy is the rule that the lesson states, as it reads now; states is false where it
// states none.
func (r *reading) policy() (p progress.Policy, states bool, err error) {
	if r.lesson.Policy == "" {
		return p, false, nil
	}
	known, err := r.store.Policies()
	if err != nil {
		return p, false, err
	}
	return progress.PolicyOf(r.catalogue, r.lesson, known)
}

// asksPolicy reports that the rule waits to be acknowledged.
func (r *reading) asksPolicy() bool {
	p, states, err := r.policy()
	return err == nil && states && !p.Current()
}

// sayPolicy says which rule the lesson states, and whether it is acknowledged.
func (r *reading) sayPolicy() error {
	p, states, err := r.policy()
	if err != nil || !states {
		return err
	}
	r.gap()
	day := p.Last.At.Format("2 January 2006")
	switch {
	case p.Current():
		r.say("A rule of your company, which you acknowledged on %s: %s", day, r.lesson.Policy)
	case p.Changed():
		r.say("A rule of your company. It changed since you acknowledged it on %s; please read this text. To acknowledge it is to say: %s", day, r.lesson.Policy)
	default:
		r.say("A rule of your company. To acknowledge it is to say: %s", r.lesson.Policy)
	}
	return nil
}

// acknowledge records that the person read the rule as it reads now.
func (r *reading) acknowledge() error {
	p, states, err := r.policy()
	if err != nil || !states {
		return err
	}
	if _, err := r.store.AcknowledgePolicy(p.Record()); err != nil {
		r.failed(err)
		return nil
	}
	r.say("Acknowledged. It stands in your record, and in the next snapshot that you send. It cannot be taken back.")
	return nil
}
