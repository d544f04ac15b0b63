package store

import (
	"strings"
	"testing"
)

// filling is a text that a field of a piece can hold.
func (f PieceField) filling(entry string) string {
	switch {
	case f.Name == "experiments":
		return entry
	case f.Form == ChoiceField:
		return f.Choices[0]
	case f.Form == NumberField:
		return "30"
	case f.Date:
		return "2026-12-31"
	}
	return "some words"
}

func TestEveryFieldOfAPieceHoldsWhatIsPutIntoIt(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone"})
	check(t, err)
	for _, kind := range PieceKinds() {
		p := Piece{Kind: kind.ID}
		for _, f := range kind.AllFields() {
			check(t, f.Set(&p, f.filling(x.ID)))
			for form, bad := range map[FieldKind]string{ChoiceField: "perhaps", NumberField: "-1", LineField: strings.Repeat("x", 501), TextField: strings.Repeat("x", 20_001)} {
				if f.Form == form {
					wantErr(t, f.Set(&p, bad), ErrInvalid)
				}
			}
			if f.Date {
				wantErr(t, f.Set(&p, "31.12.2026"), ErrInvalid)
			}
			equal(t, kind.ID+" "+f.Name, f.Of(p), f.filling(x.ID))
		}
		kept := must(s.KeepPiece(p))(t)
		equal(t, kind.ID+": left open", len(kept.Open()), 0)
		equal(t, kind.ID, must(s.Piece(kept.ID))(t), kept)
		for _, f := range kind.AllFields() {
			check(t, f.Set(&kept, ""))
			equal(t, kind.ID+" "+f.Name+" emptied", f.Of(kept), "")
		}
		_, err := s.KeepPiece(kept)
		wantErr(t, err, ErrInvalid) // it has no title now
	}
}

func TestAPieceIsOfItsKind(t *testing.T) {
	s := newStore(t)
	for _, p := range []Piece{{Kind: "poem", Title: "x"}, {Kind: "other", Title: "x", Fields: map[string]string{"rhyme": "y"}}, {Kind: "other"}} {
		_, err := s.KeepPiece(p)
		wantErr(t, err, ErrInvalid)
	}
	_, err := s.KeepPiece(Piece{Kind: "other", Title: "x", Experiments: []string{"01ZZ"}})
	wantErr(t, err, ErrNotFound)
	_, err = s.KeepPiece(Piece{ID: "01ZZ", Kind: "other", Title: "x"})
	wantErr(t, err, ErrNotFound)
	equal(t, "pieces", len(must(s.Pieces())(t)), 0)
}
