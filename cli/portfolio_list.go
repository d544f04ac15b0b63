package cli

import (
	"fmt"

	"waymark/store"
	"waymark/store/progress"
)

// pieceList is the portfolio, newest piece first, with the badges that it counts for.
type pieceList struct {
	Pieces []piece `json:"pieces"`
	Badges []badge `json:"badges"`

	shortest int
}

// badge is a badge and what it asks for.
type badge struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Earned bool        `json:"earned"`
	Parts  []badgePart `json:"parts"`
}

type badgePart struct {
	Text string   `json:"text"`
	Have int      `json:"have"`
	Want int      `json:"want"`
	Left string   `json:"left"` // in words; empty where it is all there
	By   []string `json:"by"`   // ids of the entries and pieces that count
}

// work fetches what badges are earned by, and the badges.
func (a *app) work() (progress.Work, []badge, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return progress.Work{}, nil, err
	}
	w, err := progress.ReadWork(a.store())
	if err != nil {
		return w, nil, err
	}
	all, err := progress.Badges(catalogue, w)
	badges := []badge{}
	for _, b := range all {
		shown := badge{ID: b.ID, Title: b.Title, Earned: b.Earned, Parts: []badgePart{}}
		for _, part := range b.Parts {
			shown.Parts = append(shown.Parts, badgePart{part.Text, part.Have, part.Want, part.Left, append([]string{}, part.By...)})
		}
		badges = append(badges, shown)
	}
	return w, badges, err
}

func (a *app) portfolioList([]string) (result, error) {
	w, badges, err := a.work()
	if err != nil {
		return nil, err
	}
	found := pieceList{Pieces: []piece{}, Badges: badges, shortest: shortestID(w.Pieces)}
	for _, p := range w.Pieces {
		found.Pieces = append(found.Pieces, pieceOf(p))
	}
	return found, nil
}

// shortestID is how many characters of an id tell all pieces apart.
func shortestID(all []store.Piece) int {
	const least, whole = 8, 26
	for n := least; n < whole; n++ {
		seen := map[string]bool{}
		for _, p := range all {
			seen[p.ID[:min(n, len(p.ID))]] = true
		}
		if len(seen) == len(all) {
			return n
		}
	}
	return whole
}

func (l pieceList) text(p *page) {
	if len(l.Pieces) == 0 {
		p.say("Your portfolio is empty. Begin with an entry of your journal, or with a kind of piece:")
		p.inset("waymark portfolio add ENTRY")
		p.inset("waymark portfolio kinds")
	}
	rows := make([][]string, len(l.Pieces))
	for i, q := range l.Pieces {
		state := "complete"
		if n := len(q.Open); n > 0 {
			state = fmt.Sprintf("%d open", n)
		}
		rows[i] = []string{q.ID[:min(l.shortest, len(q.ID))], q.kind.Name, state, q.Title}
	}
	p.table(rows)
	p.gap()
	earned := 0
	for _, b := range l.Badges {
		if b.Earned {
			earned++
		}
	}
	p.say("%d of %s earned; what each asks for: waymark badge list", earned, count(len(l.Badges), "badge"))
}

// badgeList is all badges.
type badgeList struct {
	Badges []badge `json:"badges"`
}

func (a *app) badgeList([]string) (result, error) {
	_, badges, err := a.work()
	if err != nil {
		return nil, err
	}
	return badgeList{badges}, nil
}

func (l badgeList) text(p *page) {
	if len(l.Badges) == 0 {
		p.say("No pack in use has badges.")
	}
	for _, b := range l.Badges {
		p.gap()
		state := "not earned yet"
		if b.Earned {
			state = "earned"
		}
		p.say("%s: %s", b.Title, state)
		rows := [][]string{}
		for _, part := range b.Parts {
			words := part.Text
			if part.Left != "" {
				words += ": " + part.Left
			}
			rows = append(rows, []string{map[bool]string{true: "done", false: "open"}[part.Left == ""], words})
		}
		p.table(rows)
	}
}

// kindList is the kinds of piece, one of them with its fields.
type kindList struct {
	Kinds []pieceKind `json:"kinds"`

	whole bool
}

type pieceKind struct {
	ID     string       `json:"id"`
	Title  string       `json:"title"`
	Text   string       `json:"text"`
	Fields []pieceField `json:"fields"`
}

type pieceField struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"`
	Help    string   `json:"help"`
	Needed  bool     `json:"needed"` // before it counts for a badge
	Choices []string `json:"choices"`
}

func (a *app) portfolioKinds(args []string) (result, error) {
	kinds := store.PieceKinds()
	if len(args) > 0 {
		kind, found := store.PieceKindOf(args[0])
		if !found {
			return nil, misuse("there is no kind %q%s; waymark portfolio kinds lists them", args[0], closest(args[0], "", store.PieceKindIDs()))
		}
		kinds = []store.PieceKind{kind}
	}
	list := kindList{Kinds: []pieceKind{}, whole: len(args) > 0}
	for _, k := range kinds {
		shown := pieceKind{k.ID, k.Name, k.Text, []pieceField{}}
		for _, f := range k.AllFields() {
			shown.Fields = append(shown.Fields, pieceField{f.Name, f.Label, f.Help, f.Needed, append([]string{}, f.Choices...)})
		}
		list.Kinds = append(list.Kinds, shown)
	}
	return list, nil
}

func (l kindList) text(p *page) {
	if !l.whole {
		rows := make([][]string, len(l.Kinds))
		for i, k := range l.Kinds {
			rows[i] = []string{k.ID, k.Text}
		}
		p.table(rows)
		return
	}
	for _, k := range l.Kinds {
		p.say("%s: %s", k.Title, k.Text)
		var rows [][]string
		for _, f := range k.Fields {
			rows = append(rows, []string{map[bool]string{true: "*", false: ""}[f.Needed], f.Name, f.Help})
		}
		p.table(rows)
		p.say("* needed before the piece counts for a badge; a title is enough to begin")
	}
}
