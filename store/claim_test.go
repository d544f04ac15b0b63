package store

import "testing"

func TestClaimsStayLockedWhenTheResultIsEmptied(t *testing.T) {
	for name, result := range map[string]map[string]string{
		"verdict": {"verdict": "failed"}, "outcome": {"outcome": "2 of 8"}, "both": {"outcome": "2 of 8", "verdict": "failed"},
	} {
		s := newStore(t)
		x, _, err := s.AddExperiment(Experiment{Title: "Tone", Success: "6 of 8"})
		check(t, err)
		_ = must(s.UpdateExperiment(x.ID, result))(t)
		emptied := must(s.UpdateExperiment(x.ID, map[string]string{"verdict": "", "outcome": ""}))(t)
		equal(t, name+": closed", emptied.Closed.IsZero(), true)
		_, err = s.UpdateExperiment(x.ID, map[string]string{"success": "2 of 8"})
		wantErr(t, err, ErrLocked)
		check(t, s.Rebuild())
		equal(t, name+": rebuilt", must(s.Experiment(x.ID))(t), emptied)
		equal(t, name+": amended", len(must(s.Amend(x.ID, "success", "5 of 8", "a case was void"))(t).Amendments), 1)
	}
}

func TestAnAmendmentIsOfItsFieldOnly(t *testing.T) {
	s := newStore(t)
	x := trial(t, s, 1)
	check(t, s.update(func(t *tx) error { // as an older version would have kept it
		kept, err := t.experiment(x.ID)
		kept.Question = " two  lines\n"
		if err != nil {
			return err
		}
		return t.append(experimentSubject(x.ID), experimentAdded, kept)
	}))
	got := must(s.Amend(x.ID, "success", "5 of 8", "a case was void"))(t)
	equal(t, "success", got.Success, "5 of 8")
	a := got.Amendments[0]
	equal(t, "amendment", []string{a.Field, a.From, a.To}, []string{"success", "6 of 8", "5 of 8"})
}
