package store

import (
	"fmt"
	"testing"
)

func TestCasesCanBeKeptAgainAfterASaveThatFailed(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	cases := []Case{{Input: "one"}, {}}
	_, err = s.KeepCases(x.ID, cases...)
	wantErr(t, err, ErrInvalid)
	cases[1].Input = "two"
	equal(t, "ids", []string{cases[0].ID, cases[1].ID}, []string{"", ""})
	equal(t, "kept", must(s.KeepCases(x.ID, cases...))(t), []Case{{ID: "0001", Input: "one"}, {ID: "0002", Input: "two"}})
}

func TestABenchIsFullOfCasesThatAreThere(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	cases := make([]Case, MaxCases)
	for i := range cases {
		cases[i].Input = fmt.Sprint("letter ", i)
	}
	_ = must(s.KeepCases(x.ID, cases...))(t)
	_, err = s.KeepCases(x.ID, Case{Input: "one more"})
	wantErr(t, err, ErrInvalid)
	check(t, s.RemoveCase(x.ID, "0001"))
	equal(t, "in its place", must(s.KeepCases(x.ID, Case{Input: "one more"}))(t)[0].ID, "1001")
}
