package cli

import (
	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/progress"
)

// placement is how far the questions are that propose where to start.
type placement struct {
	Asked int          `json:"asked"`
	Most  int          `json:"most"`
	Known []moduleLink `json:"known"`
	Done  bool         `json:"done"`
	Start *lessonLink  `json:"start"`
	Next  *question    `json:"question"`
	Last  *answered    `json:"answered"`

	call string // the command that takes the next answer
}

// moduleLink is a module by its id, for people with its title.
type moduleLink struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func (a *app) placementCommand() *cobra.Command {
	var flags answerFlags
	var unknown, again bool
	cmd := a.verb("placement [ANSWER]", "Find out where to start", func(args []string) (result, error) {
		return a.placement(args, flags, unknown, again)
	})
	cmd.Long = "Find out where to start on your pathway: at most twelve questions about one module after the other, " +
		"which end at the first that is new to you. Without ANSWER the next question is shown, or what Waymark " +
		"proposes; with --plain on a terminal the questions are asked. You decide: waymark settings set start LESSON."
	cmd.Example = "  waymark placement\n  waymark placement b --sure\n  waymark placement --unknown"
	flags.confident(cmd)
	f := cmd.Flags()
	f.BoolVar(&unknown, "unknown", false, "you do not know it")
	f.BoolVar(&again, "again", false, "begin anew, with other questions where there are some")
	return cmd
}

func (a *app) placement(args []string, flags answerFlags, unknown, again bool) (result, error) {
	if unknown && len(args) > 0 {
		return nil, misuse("--unknown stands in place of an ANSWER; give one of them")
	}
	if err := flags.fit(len(args) > 0); err != nil {
		return nil, err
	}
	s, err := a.standing()
	if err != nil {
		return nil, err
	}
	if s.lost != nil {
		return nil, s.lost
	}
	if s.Path.ID == "" {
		return nil, misuse("a placement needs a pathway; choose one first: waymark setup --pathway PATHWAY")
	}
	of := progress.PlacementOf
	if again {
		of = progress.NewPlacement
	}
	if len(args) == 0 && !unknown && a.talks() {
		return nil, a.converse(func(t *talk) error { return t.placement(of) })
	}
	at, err := s.placementAt(of)
	if err != nil {
		return nil, err
	}
	if len(args) == 0 && !unknown {
		return s.placementPage(at, nil, again), nil
	}
	if at.Done {
		return nil, misuse("no question waits; begin anew with --again")
	}
	last, err := s.place(at.Next, args, flags)
	if err != nil {
		return nil, err
	}
	if at, err = s.placementAt(progress.PlacementOf); err != nil {
		return nil, err
	}
	return s.placementPage(at, last, false), nil
}

// placementOf is how far the placement of a pathway is by the answers.
type placementOf func(*curriculum.Catalogue, progress.Pathway, []store.Attempt) (progress.Placement, error)

func (s standing) placementAt(of placementOf) (progress.Placement, error) {
	answers, err := progress.Answers(s.store, s.Path.InOrder())
	if err != nil {
		return progress.Placement{}, err
	}
	return of(s.catalogue, s.Path, answers)
}

// place records the answer to a question; no answer says that it is not known.
func (s standing) place(item curriculum.Item, args []string, flags answerFlags) (*answered, error) {
	if len(args) > 0 {
		found, err := s.recordIn(store.Placement, item, args[0], flags)
		return &found, err
	}
	_, err := s.store.RecordAttempt(progress.Attempt(item, progress.Answer{Check: store.Placement}), store.Requirement{})
	return nil, err
}

// placementPage is what a placement shows; one that begins again does so with its
// first answer.
func (s standing) placementPage(at progress.Placement, last *answered, again bool) placement {
	found := placement{Asked: at.Asked, Most: progress.PlacementMost, Known: []moduleLink{}, Done: at.Done, Last: last, call: "waymark placement"}
	if again {
		found.call += " --again"
	}
	for _, id := range at.Known {
		found.Known = append(found.Known, moduleLink{id, s.moduleTitle(id)})
	}
	if at.Done && at.Start != "" {
		found.Start = new(s.lessonLink(at.Start))
	}
	if !at.Done {
		found.Next = new(questionOf(at.Next))
	}
	return found
}

func (f placement) text(p *page) {
	if f.Last != nil {
		f.Last.explain(p)
		p.gap()
	}
	if f.Next != nil {
		p.say("Where to start: %d of at most %s answered.", f.Asked, count(f.Most, "question"))
		p.gap()
		f.Next.asks(p)
		p.say("Answer with: %s ANSWER", f.call)
		p.say("If you do not know it: %s --unknown", f.call)
		p.say("ANSWER is %s.", f.Next.Answer)
		return
	}
	if f.Asked == 0 {
		p.say("There are no questions yet about what comes first on this pathway. Start at the beginning.")
		return
	}
	for i, m := range f.Known {
		if i == 0 {
			p.say("You knew what was asked about these modules. Their lessons count once you pass the check:")
		}
		p.inset("%s: waymark module check %s", m.Title, m.ID)
	}
	switch {
	case f.Start == nil:
		p.say("You knew something of every module.")
	case len(f.Known) == 0:
		p.say("Start at the beginning: its first lessons are new to you.")
	default:
		p.say("You could start with %s:", f.Start.Title)
		p.inset("waymark settings set start %s", f.Start.ID)
	}
	p.say("%s can only tell so much. You decide.", count(f.Asked, "answer"))
}
