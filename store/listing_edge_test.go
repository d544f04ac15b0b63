package store

import (
	"fmt"
	"testing"
)

func TestPagesOfWhatAQueryFinds(t *testing.T) {
	s := newStore(t)
	s.sizes = smallSizes
	for i := range 10 {
		_, _, err := s.AddExperiment(Experiment{Title: fmt.Sprint("Refund ", i)})
		check(t, err)
		_, _, err = s.AddExperiment(Experiment{Title: fmt.Sprint("Other ", i)})
		check(t, err)
	}
	var got []string
	next := ""
	for range 3 {
		page := must(s.ListExperiments(Listing{Query: "refund", Before: next, Limit: 4}))(t)
		equal(t, "total", page.Total, 10)
		got, next = append(got, titles(page.Experiments)...), page.Next
	}
	want := []string{}
	for i := range 10 {
		want = append(want, fmt.Sprint("Refund ", 9-i))
	}
	equal(t, "all pages, the newest first", got, want)
	equal(t, "the page after the last", next, "")
}
