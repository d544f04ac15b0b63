package cli

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"waymark/store"
	"waymark/store/clean"
)

func (a *app) journalShareCommand() *cobra.Command {
	var full, redact, preview bool
	var reason string
	cmd := a.verb("share ID", "Let others see an entry: its card, or all of it", func(args []string) (result, error) {
		as := store.CardShared
		if full {
			as = store.FullShared
		}
		if preview {
			return a.journalPreview(args[0], as)
		}
		return a.journalShare(args[0], as, redact, reason)
	})
	cmd.Long = "Let others see an entry: its card (title, kind of task, verdict, learning, what broke), or with --full all of it. " +
		"What looks like an address, a number of a person or an account, or a key is marked first, and so are words that name a class " +
		"of data. An entry with marks, or with confidential or personal data, is not shared (code 7) until they are taken out, or " +
		"overruled with a reason, which is kept."
	cmd.Example = "  waymark journal share 01M86 --preview\n  waymark journal share 01M86 --redact"
	cmd.Flags().BoolVar(&full, "full", false, "the full record, with prompts, cases and outputs")
	cmd.Flags().BoolVar(&preview, "preview", false, "only show what others would see")
	cmd.Flags().BoolVar(&redact, "redact", false, "put \"[e-mail address]\" and the like in the place of marks")
	write(cmd, &reason, "reason", "why it may be shared in spite of its marks or data")
	cmd.MarkFlagsMutuallyExclusive("preview", "redact")
	cmd.MarkFlagsMutuallyExclusive("preview", "reason")
	return cmd
}

// disclosure is what others see of an entry, or would see.
type disclosure struct {
	ID         string          `json:"id"`
	As         string          `json:"as"`         // card or full
	Visibility string          `json:"visibility"` // as it is now
	Overruled  string          `json:"overruled"`
	Card       store.EntryCard `json:"card"`
	Texts      []sharedText    `json:"texts"`
	Redacted   []redactedPart  `json:"redacted"`
	Against    string          `json:"against"` // what speaks against sharing, in words

	title   string
	preview bool
	refused error
}

type sharedText struct {
	Place string     `json:"place"`
	Label string     `json:"label"`
	Text  string     `json:"text"`
	Marks []markPart `json:"marks"`
}

// markPart is a part of a text that a person should look at.
type markPart struct {
	Start int    `json:"start"` // in characters, from 0
	End   int    `json:"end"`
	Kind  string `json:"kind"`
	What  string `json:"what"`
	Part  string `json:"part"`
}

type redactedPart struct {
	Label string `json:"label"`
	Kind  string `json:"kind"`
	Now   string `json:"now"`
}

func disclosureOf(d store.Disclosure) disclosure {
	shown := disclosure{
		ID: d.Experiment.ID, As: string(d.As), Visibility: visibilityOf(d.Experiment.Visibility), Overruled: d.Experiment.Overruled,
		Card: d.Experiment.Card(), Texts: []sharedText{}, Redacted: []redactedPart{}, Against: d.Against(), title: d.Experiment.Title,
	}
	for _, t := range d.Texts {
		text := sharedText{t.Place, t.Label, t.Text, []markPart{}}
		for _, m := range t.Marks {
			start, part := utf8.RuneCountInString(t.Text[:m.Start]), t.Text[m.Start:m.End]
			text.Marks = append(text.Marks, markPart{start, start + utf8.RuneCountInString(part), string(m.Kind), m.What, part})
		}
		shown.Texts = append(shown.Texts, text)
	}
	return shown
}

func (a *app) journalPreview(id string, as store.Visibility) (result, error) {
	d, err := a.store().Disclosure(id, as)
	if err != nil {
		return nil, err
	}
	shown := disclosureOf(d)
	shown.preview = true
	return shown, nil
}

func (a *app) journalShare(id string, as store.Visibility, redact bool, reason string) (result, error) {
	s := a.store()
	var redacted []store.Redaction
	if redact {
		var err error
		if _, redacted, err = s.Redact(id, as); err != nil {
			return nil, err
		}
	}
	_, refused := s.ShareExperiment(id, as, reason)
	if refused != nil && !errors.Is(refused, store.ErrPrivacy) {
		return nil, refused
	}
	d, err := s.Disclosure(id, as)
	if err != nil {
		return nil, err
	}
	shown := disclosureOf(d)
	if refused != nil {
		shown.refused = fmt.Errorf("%w: --redact, or --reason TEXT", refused)
	}
	for _, r := range redacted {
		shown.Redacted = append(shown.Redacted, redactedPart{r.Label, string(r.Kind), r.Now})
	}
	return shown, nil
}

func (d disclosure) fault() error { return d.refused }

func (d disclosure) text(p *page) {
	what := map[string]string{"card": "the card", "full": "the full record"}[d.As]
	if len(d.Redacted) > 0 {
		p.say("Taken out:")
		rows := [][]string{}
		for _, r := range d.Redacted {
			rows = append(rows, []string{r.Label, r.Now})
		}
		p.table(rows)
		p.gap()
	}
	switch {
	case d.preview:
		p.say("What others would see (%s):", what)
	case d.refused != nil:
		p.say("Not shared. This is what others would have seen (%s):", what)
	default:
		p.say("Shared, %s: %s", what, d.title)
		if d.Overruled != "" {
			p.say("In spite of what speaks against it. Your reason: %s", d.Overruled)
		}
		p.inset("waymark journal unshare %s", d.ID)
		return
	}
	for _, t := range d.Texts {
		p.gap()
		p.say("%s", t.Label)
		for line := range strings.SplitSeq(t.words(), "\n") {
			p.inset("%s", line)
		}
		for _, m := range t.Marks {
			p.inset("! %s: %s", m.What, clean.Line(m.Part))
		}
	}
	if d.preview && d.Against != "" {
		p.gap()
		p.say("%s", sentence(fmt.Sprintf("%s. It is not shared until that is taken out (--redact), or a reason is given (--reason).", d.Against)))
	}
}

// words is the text as people read it.
func (t sharedText) words() string {
	for _, task := range store.Tasks() {
		if t.Place == "field/task" && task.ID == t.Text {
			return task.Name
		}
	}
	return t.Text
}

// entryUnshared is an entry that is private again.
type entryUnshared struct{ experiment }

func (a *app) journalUnshare(args []string) (result, error) {
	e, err := a.store().UnshareExperiment(args[0])
	if err != nil {
		return nil, err
	}
	return entryUnshared{experimentOf(e)}, nil
}

func (e entryUnshared) text(p *page) { p.say("Private: %s", e.Title) }
