package tui

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"waymark/store"
)

const (
	journalPage = 100 // entries that are fetched at a time
	searchPage  = 25  // hits that a search fetches, at each letter; each is read to show where it fits
)

// A journalAsk is what the journal asks the store for: a page of all entries, or the
// best of those that fit a query.
type journalAsk struct {
	query  string
	before string // the entry that the page goes on after; empty: the first page
	limit  int
}

// A journalRow is what the list shows of an entry. The list may be long, so it keeps
// no more of each.
type journalRow struct {
	id, title  string
	verdict    store.Verdict
	created    time.Time
	toRate     int
	blind      bool
	pilot      bool
	shared     bool
	titleMarks []store.Span
	label      string // the field that the excerpt is of
	excerpt    string
	marks      []store.Span
}

func rowOf(e store.Experiment) journalRow {
	return journalRow{
		id: e.ID, title: e.Title, verdict: e.Verdict, created: e.Created, toRate: e.ToRate, blind: e.Blind,
		pilot: e.Pilot != nil && e.Pilot.Running(), shared: e.Visibility != store.Private,
	}
}

func rowOfResult(r store.Result) journalRow {
	row := rowOf(r.Experiment)
	row.titleMarks, row.excerpt, row.marks, row.label = r.Title, r.Excerpt, r.Marks, r.Field
	if row.excerpt == "" {
		row.excerpt = cmp.Or(r.Learning, r.Question, r.Hypothesis)
	}
	return row
}

// ask fetches, one thing at a time: while one is under way only the newest wish waits.
func (j journal) ask(a journalAsk) (journal, tea.Cmd) {
	j.wish = a
	if j.busy {
		j.again = true
		return j, nil
	}
	j.busy, j.again = true, false
	j.load++
	return j, loadJournal(j.env, j.load, a)
}

// fresh is the wish for what shows, as it is now.
func (j journal) fresh() journalAsk {
	a := journalAsk{query: j.query(), limit: searchPage}
	if a.query == "" {
		a.limit = journalPage
	}
	if a.query == j.shown.query {
		a.limit = max(a.limit, len(j.entries))
	}
	return a
}

// query is what is looked for, as it is typed.
func (j journal) query() string { return strings.TrimSpace(j.input.Value()) }

// onward fetches more when the cursor comes near the last row that is here. What could
// not be read is asked for again when the cursor moved: by itself it would go on for ever.
func (j journal) onward(moved bool) (journal, tea.Cmd) {
	near := j.rows.index() >= len(j.entries)-max(1, j.rows.list.Paginator.PerPage)
	if j.busy || !near || j.lost != nil && !moved || len(j.entries) >= j.total || j.ended || j.query() != j.shown.query {
		return j, nil
	}
	if j.shown.query != "" {
		return j.ask(journalAsk{query: j.shown.query, limit: 2 * len(j.entries)})
	}
	return j.ask(journalAsk{before: j.entries[len(j.entries)-1].id, limit: journalPage})
}

// loadJournal fetches what is asked for. A query that cannot be understood yet is no
// failure: it is still being typed.
func loadJournal(env Env, load int, a journalAsk) tea.Cmd {
	return func() tea.Msg {
		msg := journalMsg{load: load, ask: a}
		msg.begun, _, _ = env.Store.Draft(captureDraft) // one that cannot be read is none
		drafts, _ := env.Store.Drafts()
		for _, d := range drafts {
			msg.drafts = append(msg.drafts, d.Name)
		}
		if a.query == "" {
			page, err := env.Store.ListExperiments(store.Listing{Before: a.before, Limit: a.limit})
			for _, e := range page.Experiments {
				msg.rows = append(msg.rows, rowOf(e))
			}
			msg.total, msg.err, msg.last = page.Total, err, page.Next == ""
			return msg
		}
		found, err := env.Store.SearchExperiments(a.query, a.limit)
		for _, r := range found.Results {
			msg.rows = append(msg.rows, rowOfResult(r))
		}
		msg.total, msg.most, msg.err, msg.last = found.Total, found.More, err, len(found.Results) < a.limit
		return msg
	}
}

// take folds in what was fetched, unless something newer is wished for by now.
func (j journal) take(msg journalMsg) (journal, tea.Cmd) {
	if msg.load != j.load {
		return j, nil
	}
	j.busy = false
	if j.again {
		return j.ask(j.wish)
	}
	j.trouble, j.lost = "", nil
	switch {
	case errors.Is(msg.err, store.ErrInvalid) && msg.ask.query != "":
		j.trouble = capital(strings.TrimPrefix(msg.err.Error(), store.ErrInvalid.Error()+": "))
		j.hasty = false
		return j, nil
	case msg.err != nil:
		j.lost, j.hasty = msg.err, false
		return j, send(failedMsg{msg.err})
	}
	j = j.hold(msg)
	if j.noted && msg.ask.query == "" {
		j.rows.list.Select(0)
	}
	j.noted = false
	if j.hasty {
		j.hasty, j.typing = false, false
		return j, j.openChosen()
	}
	return j, nil
}

// captured shows an entry that was noted here, also where a search would hide it. One of
// another program leaves the search and the cursor alone.
func (j journal) captured(msg capturedMsg) (journal, tea.Cmd) {
	if msg.err != nil || j.typing {
		return j, nil
	}
	j.noted = true
	j.input.SetValue("")
	j.trouble = ""
	return j.ask(j.fresh())
}

// hold takes over rows. Who stands on the best hit stays on the best one; who chose
// another row stays on that, as long as it is there.
func (j journal) hold(msg journalMsg) journal {
	other := msg.ask.query != j.shown.query
	before, had := j.rows.chosen()
	onBest := j.rows.index() == 0
	if msg.ask.before != "" {
		msg.rows = append(slices.Clip(j.entries), msg.rows...)
	} else {
		j.peekOld = true
	}
	j.shown, j.entries, j.loaded, j.ended = msg.ask, msg.rows, true, msg.last
	j.total, j.most, j.begun, j.drafts = msg.total, msg.most, msg.begun, msg.drafts
	j = j.listed()
	here, _ := j.rows.chosen()
	if other && (onBest && msg.ask.query != "" || !had || here.value != before.value) {
		j.rows.list.Select(0)
	}
	return j
}
