package store

import "slices"

// What counts in a search, and how much. A later version that changes this, or how
// words are told apart, raises indexVersion: then the index is made anew.
const (
	indexVersion   = 1
	titleWeight    = 8
	learningWeight = 4 // tags as well
	otherWeight    = 1
	fieldWeight    = 1 // of a word in one field
	mostWeight     = 255
	indexedText    = 64 << 10 // bytes of one text that are searched
)

// A part is a text of an entry that is searched.
type part struct {
	field  string // as a person names it: verdict:failed
	text   string
	weight int
	only   bool // found by its field only, not by its words alone
}

// searchTerms are the texts of an entry by which it is found, the weightiest first. A
// choice is found by its field only: everybody's data is internal.
func searchTerms(x Experiment) []part {
	var parts []part
	for _, f := range fields() {
		p := part{field: f.Name, text: f.in(&x), weight: otherWeight, only: f.Kind == ChoiceField}
		switch {
		case f.Kind == NumberField || f.Kind == MoneyField:
			continue
		case f.Name == "title":
			p.weight = titleWeight
		case f.Name == "learning" || f.Name == "tags":
			p.weight = learningWeight
		case f.Name == "verdict":
			p.text = x.Verdict.String()
		}
		if name, renamed := filterNames[f.Name]; renamed {
			p.field = name
		}
		parts = append(parts, p)
	}
	parts = append(parts,
		part{field: "visibility", text: x.visibility(), only: true}, part{field: "status", text: x.status(), only: true})
	slices.SortStableFunc(parts, func(a, b part) int { return b.weight - a.weight })
	return parts
}

// visibility is who may see an entry, in one word.
func (x Experiment) visibility() string {
	if x.Visibility == Private {
		return "private"
	}
	return string(x.Visibility)
}

// status are the words for how far an entry has come.
func (x Experiment) status() string {
	words := "closed"
	if x.Verdict == Open {
		words = "open"
	}
	if x.Visibility != Private {
		words += " shared"
	}
	if x.Pilot != nil {
		words += " pilot"
	}
	return words
}

// filterNames are the fields that a query names otherwise than an entry does.
var filterNames = map[string]string{"lessons": "lesson", "tags": "tag", "model_version": "model"}

// filters are the fields whose words are kept by field as well, so that a query can
// name them. The words of longer texts would double the index.
var filters = []string{
	"data", "domain", "lesson", "model", "next", "question", "skill", "status", "tag", "task", "title", "tool", "use", "verdict", "visibility",
}

// fieldMark begins a term that stands for a word in one field; no word of a text
// begins with it.
const fieldMark = "\x01"

func fieldTerm(field, word string) string { return fieldMark + field + ":" + word }

// termsOf returns the terms of an entry with their weights.
func termsOf(x Experiment) map[string]int {
	terms := make(map[string]int, 256)
	scanTerms(x, func(term string, weight int) { terms[term] = addedWeight(terms[term], weight) })
	return terms
}

// scanTerms calls fn with the terms of an entry: a word as often as it stands there.
func scanTerms(x Experiment, fn func(term string, weight int)) {
	for _, p := range searchTerms(x) {
		named := slices.Contains(filters, p.field)
		eachWord(upTo(p.text, indexedText), func(w word) {
			if !p.only {
				fn(w.text, p.weight)
			}
			if named {
				fn(fieldTerm(p.field, w.text), 0)
			}
		})
	}
}

// addedWeight is what a term weighs that stands in one more place: for a word the sum
// of the weights of its places. For a word in one field it is always the same.
func addedWeight(before, weight int) int {
	if weight == 0 {
		return fieldWeight
	}
	return min(before+weight, mostWeight)
}
