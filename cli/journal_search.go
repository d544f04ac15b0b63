package cli

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/clean"
)

// The entries that list and search show unless told otherwise.
const (
	pageLimit   = 50
	searchLimit = 20
)

// queryHelp explains what a query may hold.
const queryHelp = "Each word of QUERY begins a word of the entry; quotes hold words together. A field narrows: " +
	"verdict:failed, status:open, tag:refund, lesson:prm-examples, model:x, tool:x, task:x, domain:x, data:personal, use:augment, next:adopt, " +
	"visibility:card, skill:x, title:x, question:x; after:2026-10 and before:2026-11-03 go by the day on which it was logged."

// experimentList is a page of the journal.
type experimentList struct {
	Query       string       `json:"query"`
	Experiments []experiment `json:"experiments"`
	Total       int          `json:"total"` // of all pages
	Next        string       `json:"next"`  // --before of the next page; empty: this is the last

	short int // characters that tell each id from all others
}

func (a *app) journalListCommand() *cobra.Command {
	var before string
	var limit int
	var all bool
	cmd := a.verb("list [QUERY]", "List entries, newest first; those that fit QUERY", func(args []string) (result, error) {
		if all {
			limit = math.MaxInt
		}
		return a.journalList(store.Listing{Query: strings.Join(args, ""), Before: before, Limit: limit})
	})
	cmd.Long = "List entries, newest first. " + queryHelp
	cmd.Flags().IntVar(&limit, "limit", pageLimit, "`N` entries at most")
	cmd.Flags().StringVar(&before, "before", "", "only entries logged before the one with this `ID`")
	cmd.Flags().BoolVar(&all, "all", false, "all entries")
	cmd.Example = "  waymark journal list\n  waymark journal list status:open --limit 5"
	return cmd
}

func (a *app) journalList(l store.Listing) (result, error) {
	if l.Limit < 1 {
		return nil, misuse("--limit %d: give a number from 1 on", l.Limit)
	}
	s := a.store()
	if l.Before != "" {
		e, err := s.Experiment(l.Before)
		if err != nil {
			return nil, err
		}
		l.Before = e.ID
	}
	page, err := s.ListExperiments(l)
	if err != nil {
		return nil, err
	}
	list := experimentList{Query: l.Query, Experiments: []experiment{}, Total: page.Total, Next: page.Next, short: page.Short}
	for _, e := range page.Experiments {
		list.Experiments = append(list.Experiments, experimentOf(e))
	}
	return list, nil
}

func (l experimentList) text(p *page) {
	switch {
	case len(l.Experiments) == 0 && l.Query == "" && l.Total == 0:
		p.say(`The journal is empty. Log what you try: waymark journal add "What you try"`)
	case l.Total == 0:
		p.say("No entry fits %q.", l.Query)
	}
	rows := make([][]string, len(l.Experiments))
	for i, e := range l.Experiments {
		rows[i] = []string{e.ID[:min(l.short, len(e.ID))], e.day, e.Verdict, e.inList()}
	}
	p.table(rows)
	if l.Next != "" {
		p.gap()
		p.say("%d entries in all. Older ones: --before %s, or --all", l.Total, l.Next[:min(l.short, len(l.Next))])
	}
}

// searchResults are the entries that fit a query, best first.
type searchResults struct {
	Query   string         `json:"query"`
	Total   int            `json:"total"`
	More    bool           `json:"more"` // there may be more than total: only the best were read for a phrase
	Results []searchResult `json:"results"`
}

// searchResult is an entry, and where it fits. Marks are characters: from, and up to.
type searchResult struct {
	Experiment experiment `json:"experiment"`
	Title      [][2]int   `json:"title_marks"`
	Field      string     `json:"field"`
	Excerpt    string     `json:"excerpt"`
	Marks      [][2]int   `json:"marks"`

	title, line string // with the marks in brackets
}

func (a *app) journalSearchCommand() *cobra.Command {
	var limit int
	cmd := a.verb("search QUERY", "Find entries, the best first", func(args []string) (result, error) {
		return a.journalSearch(args[0], limit)
	})
	cmd.Long = "Find entries, the best first. " + queryHelp
	cmd.Flags().IntVar(&limit, "limit", searchLimit, "`N` entries at most")
	cmd.Example = "  waymark journal search \"refund tone\"\n  waymark journal search \"refund tag:mail after:2026-11-01\""
	return cmd
}

func (a *app) journalSearch(query string, limit int) (result, error) {
	if limit < 1 {
		return nil, misuse("--limit %d: give a number from 1 on", limit)
	}
	found, err := a.store().SearchExperiments(query, limit)
	if err != nil {
		return nil, err
	}
	results := searchResults{Query: query, Total: found.Total, More: found.More, Results: []searchResult{}}
	for _, r := range found.Results {
		title := r.Experiment.Title
		results.Results = append(results.Results, searchResult{
			Experiment: experimentOf(r.Experiment),
			Title:      characters(title, r.Title), Field: r.Field, Excerpt: r.Excerpt, Marks: characters(r.Excerpt, r.Marks),
			title: bracketed(title, r.Title), line: bracketed(r.Excerpt, r.Marks),
		})
	}
	return results, nil
}

// characters counts spans in characters instead of bytes.
func characters(text string, spans []store.Span) [][2]int {
	marks := [][2]int{}
	for _, s := range spans {
		marks = append(marks, [2]int{utf8.RuneCountInString(text[:s.From]), utf8.RuneCountInString(text[:s.To])})
	}
	return marks
}

// bracketed puts brackets round spans of a text.
func bracketed(text string, spans []store.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.From] + "[" + text[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + text[at:]
}

func (s searchResults) text(p *page) {
	if s.Total == 0 {
		p.say("No entry fits %q.", s.Query)
		return
	}
	for _, r := range s.Results {
		p.gap()
		p.wrap("", "  ", clean.Line(r.title))
		if r.line != "" {
			p.wrap("  ", "  ", clean.Line(r.Field+": "+r.line))
		}
		p.inset("%s, %s: waymark journal show %s", r.Experiment.day, r.Experiment.Verdict, r.Experiment.ID)
	}
	switch {
	case s.More:
		p.gap()
		p.say("At least %d entries fit.", s.Total)
	case s.Total > len(s.Results):
		p.gap()
		p.say("%d entries fit. More of them: --limit %d", s.Total, s.Total)
	}
}
