package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/bench"
)

// piece is one thing in the portfolio.
type piece struct {
	ID          string            `json:"id"`
	Kind        string            `json:"kind"`
	Title       string            `json:"title"`
	Fields      map[string]string `json:"fields"` // by name, those that were filled in
	Experiments []string          `json:"experiments"`
	Lessons     []string          `json:"lessons"`
	AttestedBy  string            `json:"attested_by"`
	AttestedOn  string            `json:"attested_on"`
	Open        []string          `json:"open"` // names of the fields that it needs before it counts for a badge
	Created     string            `json:"created"`
	Updated     string            `json:"updated"`

	kind store.PieceKind
	kept store.Piece
	did  string // what was done with it, in words; empty where it is shown
}

func pieceOf(p store.Piece) piece {
	kind, _ := store.PieceKindOf(p.Kind)
	shown := piece{
		ID: p.ID, Kind: p.Kind, Title: p.Title, Fields: map[string]string{}, Experiments: append([]string{}, p.Experiments...),
		Lessons: append([]string{}, p.Lessons...), AttestedBy: p.AttestedBy, AttestedOn: p.AttestedOn, Open: []string{},
		Created: stamp(p.Created), Updated: stamp(p.Updated), kind: kind, kept: p,
	}
	for _, f := range kind.AllFields() {
		if text := f.Of(p); text != "" && !slices.Contains([]string{"title", "experiments", "lessons", "attested_by", "attested_on"}, f.Name) {
			shown.Fields[f.Name] = text
		}
	}
	for _, f := range p.Open() {
		shown.Open = append(shown.Open, f.Name)
	}
	return shown
}

func (a *app) portfolioCommand() *cobra.Command {
	return a.noun("portfolio", "Show what you can do: pieces of work, badges, a page to print",
		a.portfolioAddCommand(),
		example(a.verb("list", "List your pieces, and what each still needs", a.portfolioList), "waymark portfolio list"),
		example(a.verb("show ID", "Show a piece", a.portfolioShow), "waymark portfolio show 01M86"),
		a.portfolioEditCommand(),
		a.portfolioAttestCommand(),
		example(a.verb("remove ID", "Take a piece out", a.portfolioRemove), "waymark portfolio remove 01M86"),
		completing(example(a.verb("kinds [KIND]", "List the kinds of piece, or what a kind asks for", a.portfolioKinds),
			"waymark portfolio kinds", "waymark portfolio kinds template-card"), cobra.FixedCompletions(store.PieceKindIDs(), cobra.ShellCompDirectiveNoFileComp)),
		a.portfolioExportCommand(),
	)
}

// pieceFlags are fields of a piece as they were given: "problem=40 replies a week".
type pieceFlags []string

func (f *pieceFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar((*[]string)(f), "set", nil, "a `NAME=TEXT` of a field; may be given again")
}

// into puts the fields that were given into a piece.
func (f pieceFlags) into(p *store.Piece) error {
	kind, _ := store.PieceKindOf(p.Kind)
	all := kind.AllFields()
	for _, given := range f {
		name, words, ok := strings.Cut(given, "=")
		if !ok {
			return misuse("--set %q: write NAME=TEXT, such as problem=\"40 replies a week\"", given)
		}
		i := slices.IndexFunc(all, func(field store.PieceField) bool { return field.Name == strings.ReplaceAll(name, "-", "_") })
		if i < 0 {
			names := make([]string, len(all))
			for j, field := range all {
				names[j] = field.Name
			}
			return misuse("a piece of the kind %s has no field %q%s; waymark portfolio kinds %s lists them", p.Kind, name, closest(name, "", names), p.Kind)
		}
		if err := all[i].Set(p, words); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) portfolioAddCommand() *cobra.Command {
	var as, title string
	var set pieceFlags
	cmd := a.verb("add ENTRY|KIND", "Begin a piece, from an entry of the journal or of a kind", func(args []string) (result, error) {
		return a.portfolioAdd(args[0], as, title, set)
	})
	cmd.Long = "Begin a piece: from an entry of the journal, whose words are put where they fit, or of a kind (" +
		strings.Join(store.PieceKindIDs(), ", ") + "), which needs a title. What is missing can be added later."
	cmd.Example = "  waymark portfolio add 01M86\n  waymark portfolio add template-card --title \"Refund replies\""
	choose(cmd, &as, "as", store.PieceKindIDs(), "the kind of a piece that is made from an entry")
	write(cmd, &title, "title", "what it is, in the words of your work")
	set.add(cmd)
	cmd.ValidArgsFunction = cobra.FixedCompletions(store.PieceKindIDs(), cobra.ShellCompDirectiveNoFileComp)
	return cmd
}

func (a *app) portfolioAdd(what, as, title string, set pieceFlags) (result, error) {
	s := a.store()
	p := store.Piece{Kind: what}
	if _, isKind := store.PieceKindOf(what); !isKind {
		b, err := s.Bench(what)
		if err != nil {
			return nil, notPiece(what, err)
		}
		if p, err = store.PieceOf(b, as, resultWords(b)); err != nil {
			return nil, err
		}
	} else if as != "" && as != what {
		return nil, misuse("--as is for a piece that is made from an entry; %s is a kind already", what)
	}
	if title != "" {
		p.Title = title
	}
	if err := set.into(&p); err != nil {
		return nil, err
	}
	if p.Title == "" {
		return nil, misuse("a piece needs a title: waymark portfolio add %s --title \"What it is\"", what)
	}
	return keptPiece(s, p, "Added")
}

// notPiece says that words name neither an entry nor a kind.
func notPiece(what string, err error) error {
	if near := closest(what, "", store.PieceKindIDs()); near != "" && errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w%s", err, near)
	}
	return err
}

// resultWords are what a bench came to, where there is a result.
func resultWords(b store.Bench) string {
	if len(b.Rounds) == 0 {
		return ""
	}
	return strings.Join(bench.Of(b).Words(), "\n")
}

func keptPiece(s *store.Store, p store.Piece, did string) (result, error) {
	kept, err := s.KeepPiece(p)
	if err != nil {
		return nil, err
	}
	shown := pieceOf(kept)
	shown.did = did
	return shown, nil
}

func (a *app) portfolioEditCommand() *cobra.Command {
	var set pieceFlags
	cmd := a.verb("edit ID", "Change fields of a piece", func(args []string) (result, error) {
		s := a.store()
		p, err := s.Piece(args[0])
		switch {
		case err != nil:
			return nil, err
		case len(set) == 0:
			return nil, misuse("say what to change: --set NAME=TEXT; waymark portfolio kinds %s lists the names", p.Kind)
		}
		if err := set.into(&p); err != nil {
			return nil, err
		}
		return keptPiece(s, p, "Changed")
	})
	cmd.Long = "Change fields of a piece; an empty text empties a field."
	cmd.Example = "  waymark portfolio edit 01M86 --set problem=\"40 replies a week\" --set cases=30"
	set.add(cmd)
	return cmd
}

func (a *app) portfolioAttestCommand() *cobra.Command {
	var on string
	cmd := a.verb("attest ID NAME", "Note who stands for a piece", func(args []string) (result, error) {
		s := a.store()
		p, err := s.Piece(args[0])
		if err != nil {
			return nil, err
		}
		if p.AttestedBy, p.AttestedOn = args[1], on; on == "" {
			p.AttestedOn = a.now().Format(time.DateOnly)
		}
		return keptPiece(s, p, "Attested")
	})
	cmd.Long = "Note the name of a colleague, or of a person who is affected, who has seen a piece and stands for it. " +
		"An empty name takes it back."
	write(cmd, &on, "on", "when they said so, like 2026-12-31 (without: today)")
	cmd.Example = "  waymark portfolio attest 01M86 \"Ben Okoro\" --on 2026-11-20"
	return cmd
}

func (a *app) portfolioRemove(args []string) (result, error) {
	p, err := a.store().RemovePiece(args[0])
	if err != nil {
		return nil, err
	}
	shown := pieceOf(p)
	shown.did = "Taken out"
	return shown, nil
}

func (a *app) portfolioShow(args []string) (result, error) {
	p, err := a.store().Piece(args[0])
	if err != nil {
		return nil, err
	}
	return pieceOf(p), nil
}

func (q piece) text(p *page) {
	if q.did != "" {
		p.say("%s: %s", q.did, q.Title)
		if q.did == "Taken out" {
			p.say("Take that back with: waymark undo")
			return
		}
		p.say("%s", q.needs())
		p.inset("waymark portfolio show %s", q.ID)
		return
	}
	p.say("%s", q.Title)
	rows := [][]string{{"Kind", q.kind.Name}}
	for _, f := range q.kind.AllFields() {
		if words := f.Of(q.kept); words != "" && f.Name != "title" {
			rows = append(rows, []string{f.Label, words})
		}
	}
	p.table(append(rows, []string{"Id", q.ID}))
	p.say("%s", q.needs())
}

// needs says what is missing.
func (q piece) needs() string {
	open := q.kept.Open()
	if len(open) == 0 {
		return "Nothing is missing."
	}
	labels := make([]string, len(open))
	for i, f := range open {
		labels[i] = fmt.Sprintf("%s (%s)", f.Label, f.Name)
	}
	return "Still needs: " + strings.Join(labels, ", ") + "."
}
