package store

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"waymark/store/clean"
)

// A Piece is one thing in the portfolio, in its owner's words.
type Piece struct {
	ID          string            `json:"id"`
	Kind        string            `json:"kind"` // id of a PieceKind
	Title       string            `json:"title"`
	Problem     string            `json:"problem,omitempty"`
	Mine        string            `json:"mine,omitempty"` // the owner's part
	AI          string            `json:"ai,omitempty"`   // AI's part
	Evidence    string            `json:"evidence,omitempty"`
	Reflection  string            `json:"reflection,omitempty"`
	Fields      map[string]string `json:"fields,omitempty"` // those of its kind, by name, in their text form
	Date        string            `json:"date,omitempty"`   // ISO date of the work
	Permission  string            `json:"permission,omitempty"`
	Framework   string            `json:"framework,omitempty"`
	Experiments []string          `json:"experiments,omitempty"` // ids of the entries that it rests on
	Lessons     []string          `json:"lessons,omitempty"`     // ids
	AttestedBy  string            `json:"attested_by,omitempty"` // the name of who stands for it
	AttestedOn  string            `json:"attested_on,omitempty"` // ISO date
	Created     time.Time         `json:"created"`
	Updated     time.Time         `json:"updated"`
}

// value returns the place of one of the fields that every kind has, or nil.
func (p *Piece) value(name string) *string {
	return map[string]*string{
		"title": &p.Title, "problem": &p.Problem, "mine": &p.Mine, "ai": &p.AI, "evidence": &p.Evidence,
		"reflection": &p.Reflection, "date": &p.Date, "permission": &p.Permission, "framework": &p.Framework,
		"attested_by": &p.AttestedBy, "attested_on": &p.AttestedOn,
	}[name]
}

// Of is what a piece holds in a field, as text.
func (f PieceField) Of(p Piece) string {
	switch f.Name {
	case "experiments":
		return strings.Join(p.Experiments, ", ")
	case "lessons":
		return strings.Join(p.Lessons, ", ")
	}
	if v := p.value(f.Name); v != nil {
		return *v
	}
	return p.Fields[f.Name]
}

// Set puts a text into a field of a piece, or is ErrInvalid.
func (f PieceField) Set(p *Piece, text string) error {
	if f.Form == TextField {
		text = strings.TrimSpace(clean.Text(text))
	} else {
		text = clean.Line(text)
	}
	if err := f.check(text); err != nil {
		return err
	}
	switch v := p.value(f.Name); {
	case f.Name == "experiments":
		p.Experiments = listOf(text)
	case f.Name == "lessons":
		p.Lessons = listOf(text)
	case v != nil:
		*v = text
	default:
		p.Fields = maps.Clone(p.Fields)
		if p.Fields == nil {
			p.Fields = map[string]string{}
		}
		if p.Fields[f.Name] = text; text == "" {
			delete(p.Fields, f.Name)
		}
	}
	return nil
}

func (f PieceField) check(text string) error {
	if text == "" {
		return nil
	}
	if f.Form == ChoiceField && !slices.Contains(f.Choices, text) {
		return invalid("%q for %q: choose %s, or leave it out", text, f.Label, listed(f.Choices))
	}
	if f.Form == NumberField {
		if n, err := strconv.Atoi(text); err != nil || n < 0 {
			return invalid("%q for %q: give a whole number", text, f.Label)
		}
	}
	if f.Date {
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return invalid("%q for %q: write the day like 2026-12-31", text, f.Label)
		}
	}
	limit := 500
	if f.Form == TextField {
		limit = 20_000
	}
	return checkLength(strconv.Quote(f.Label), text, limit)
}

func listOf(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(list, part) {
			list = append(list, part)
		}
	}
	return list
}

// Open lists the fields that the piece needs before it counts for a badge, and that
// are still empty.
func (p Piece) Open() []PieceField {
	kind, _ := PieceKindOf(p.Kind)
	return slices.DeleteFunc(kind.AllFields(), func(f PieceField) bool { return !f.Needed || f.Of(p) != "" })
}

// KeepPiece adds a piece to the portfolio, or, with an ID, changes one. Only the
// title and the kind are required. An unknown kind or field is ErrInvalid, an entry
// that does not exist ErrNotFound.
func (s *Store) KeepPiece(p Piece) (Piece, error) {
	err := s.update(func(t *tx) error {
		kind, found := PieceKindOf(p.Kind)
		if !found {
			return invalid("the kind of piece %q: choose %s", p.Kind, listed(PieceKindIDs()))
		}
		p.Updated, p.Created = t.now, t.now
		var old Piece
		if p.ID == "" {
			p.ID = randomID(t.now)
		} else {
			var err error
			if old, err = t.piece(p.ID); err != nil {
				return err
			}
			p.ID, p.Created = old.ID, old.Created
		}
		if err := p.tidy(t, kind); err != nil {
			return err
		}
		return t.append("piece/"+p.ID, pieceKept, pieceData{p, p.changed(old, kind)})
	})
	return p, err
}

// pieceData is a piece as it was kept. Changed are the fields that are not as they were: what
// another machine changed meanwhile stays.
type pieceData struct {
	Piece
	Changed []string `json:"changed,omitempty"`
}

func (p Piece) changed(old Piece, kind PieceKind) (names []string) {
	if old.Kind != p.Kind {
		return nil // it is new, or of another kind: all of it counts
	}
	for _, f := range kind.AllFields() {
		if f.Of(p) != f.Of(old) {
			names = append(names, f.Name)
		}
	}
	if names == nil {
		names = []string{"title"}
	}
	return names
}

func (p *Piece) tidy(t *tx, kind PieceKind) error {
	known := map[string]bool{}
	for _, f := range kind.AllFields() {
		known[f.Name] = true
		if err := f.Set(p, f.Of(*p)); err != nil {
			return err
		}
	}
	for name := range p.Fields {
		if !known[name] {
			return invalid("the field %q: a piece of the kind %q has no such field", name, kind.ID)
		}
	}
	if p.Title == "" {
		return invalid("a portfolio piece without a title: give it one")
	}
	for i, id := range p.Experiments {
		x, err := t.experiment(id)
		if err != nil {
			return err
		}
		p.Experiments[i] = x.ID
	}
	return nil
}

// RemovePiece takes a piece out of the portfolio. The id may be any prefix that fits
// one piece only.
func (s *Store) RemovePiece(id string) (Piece, error) {
	var p Piece
	err := s.update(func(t *tx) (err error) {
		if p, err = t.piece(id); err != nil {
			return err
		}
		return t.append("piece/"+p.ID, pieceRemoved, pieceGone{p.ID, p.Title})
	})
	return p, err
}

type pieceGone struct {
	ID    string `json:"id"`
	Title string `json:"title"` // for the words of undo, when there is no record of it
}

// Pieces returns the portfolio, newest piece first.
func (s *Store) Pieces() ([]Piece, error) {
	var all []Piece
	err := s.view(func(t *tx) error {
		return each(t, pieceBucket, "", func(_ string, p Piece) error {
			all = append(all, p)
			return nil
		})
	})
	slices.Reverse(all)
	return all, err
}

// Piece returns the piece whose id begins with the given letters.
func (s *Store) Piece(idOrPrefix string) (Piece, error) {
	var p Piece
	err := s.view(func(t *tx) (err error) {
		p, err = t.piece(idOrPrefix)
		return err
	})
	if err == nil && p.ID == "" {
		err = notFound("no portfolio piece has an id that begins with %q", idOrPrefix)
	}
	return p, err
}

func (t *tx) piece(idOrPrefix string) (Piece, error) {
	var found []Piece
	err := each(t, pieceBucket, strings.ToUpper(idOrPrefix), func(_ string, p Piece) error {
		found = append(found, p)
		return nil
	})
	switch {
	case err != nil:
		return Piece{}, err
	case len(found) == 0 || idOrPrefix == "":
		return Piece{}, notFound("no portfolio piece has an id that begins with %q", idOrPrefix)
	case len(found) > 1:
		return Piece{}, invalid("the id %q: it fits %d portfolio pieces; give more of it", idOrPrefix, len(found))
	}
	return found[0], nil
}

func (t *tx) applyPiece(e Event) error {
	if e.Kind == pieceRemoved {
		return t.remove(pieceBucket, idOf(e.Subject))
	}
	var d pieceData
	if err := e.data(&d); err != nil {
		return err
	}
	var p Piece
	found, err := t.get(pieceBucket, d.ID, &p)
	if err != nil || !found || d.Changed == nil || p.Kind != d.Kind {
		return errors.Join(err, t.put(pieceBucket, d.ID, d.Piece))
	}
	kind, _ := PieceKindOf(d.Kind)
	for _, f := range kind.AllFields() {
		if slices.Contains(d.Changed, f.Name) {
			if err := f.Set(&p, f.Of(d.Piece)); err != nil {
				return damaged("%s %q: %v", logBucket, e.ID, err)
			}
		}
	}
	p.Updated = d.Updated
	return t.put(pieceBucket, p.ID, p)
}
