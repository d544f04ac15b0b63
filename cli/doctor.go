package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"waymark/store"
)

// examination is all that could be found out about the learner's file.
type examination struct {
	File     string    `json:"file"`
	There    bool      `json:"there"`
	Sound    bool      `json:"sound"`
	Findings []symptom `json:"findings"`
	Remedies []remedy  `json:"remedies"`
	Events   int       `json:"events"`
	Lost     int       `json:"lost"`
	Complete bool      `json:"complete"`
	Backup   string    `json:"backup"`
}

type symptom struct {
	Check string `json:"check"`
	Grave bool   `json:"grave"`
	What  string `json:"what"`
	Next  string `json:"next"`
}

type remedy struct {
	Command string `json:"command"`
	What    string `json:"what"`
}

// repaired says what became of the learner's file.
type repaired struct {
	File       string   `json:"file"`
	Kept       string   `json:"kept"`
	Backup     string   `json:"backup"`
	Events     int      `json:"events"`
	FromBackup int      `json:"from_backup"`
	Lost       int      `json:"lost"`
	Complete   bool     `json:"complete"`
	Dropped    []string `json:"dropped"`
	Unshared   int      `json:"unshared"`
	LeadWhole  bool     `json:"lead_whole"`
	NewLearner bool     `json:"new_learner"`

	said []string
}

func (a *app) doctorCommand() *cobra.Command {
	var rebuild bool
	cmd := a.verb("doctor", "Look whether your file is sound, and repair it", func([]string) (result, error) {
		if rebuild {
			return a.repair()
		}
		return a.examine()
	})
	cmd.Long = "Look at your file from its first page to what it adds up to, and at all that lies beside it. Nothing is changed. " +
		"What is wrong is said in plain words, with the ways on: the one that loses least comes first.\n\n" +
		"With --rebuild the file is made anew from everything that can be read in it and, where something is missing, in the newest backup. " +
		"The file as it was stays beside it, untouched. Exit code 5 says that the file is damaged."
	cmd.Example = "  waymark doctor\n  waymark doctor --rebuild"
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "make it anew from what can be read; the old file stays")
	return cmd
}

func (a *app) examine() (result, error) {
	x, err := a.store().Examine()
	if err != nil {
		return nil, err
	}
	found := examination{x.File, x.There, x.Sound(), []symptom{}, []remedy{}, x.Events, x.Lost, x.Complete, x.Backup}
	for _, f := range x.Findings {
		found.Findings = append(found.Findings, symptom{f.Name, f.Grave, f.What, f.Next})
	}
	for _, r := range x.Remedies {
		found.Remedies = append(found.Remedies, remedy{r.Command, r.What})
	}
	return found, nil
}

func (x examination) text(p *page) {
	switch {
	case !x.There:
		p.say("There is no file yet: %s is made when you first save something.", x.File)
	case x.Sound:
		p.say("Your file is sound: %s", x.File)
	default:
		p.say("Your file is damaged: %s", x.File)
		p.say("Nothing was changed, and nothing will be unless you choose it.")
	}
	x.list(p, true, "What is wrong:")
	x.list(p, false, "Worth knowing:")
	if len(x.Remedies) == 0 {
		return
	}
	p.gap()
	p.say("What you can do, the way that loses least first:")
	for n, r := range x.Remedies {
		p.wrap(fmt.Sprintf("  %d. ", n+1), "     ", r.What)
		if r.Command != "" {
			p.indented("     ", "%s", r.Command)
		}
	}
}

func (x examination) list(p *page, grave bool, title string) {
	for _, f := range x.Findings {
		if f.Grave != grave {
			continue
		}
		if title != "" {
			p.gap()
			p.say("%s", title)
			title = ""
		}
		text := f.What
		if f.Next != "" {
			text += " " + f.Next
		}
		p.wrap("  - ", "    ", text)
	}
}

// fault is that the file is damaged. What is wrong was said, so it names no more.
func (x examination) fault() error {
	if x.Sound {
		return nil
	}
	return fmt.Errorf("%w: see above for what you can do", store.ErrDamaged)
}

func (a *app) repair() (result, error) {
	r, err := a.store().Repair()
	if err != nil {
		return nil, err
	}
	dropped := append([]string{}, r.Dropped...)
	return repaired{a.store().File(), r.Kept, r.Backup, r.Events, r.FromBackup, r.Lost, r.Complete, dropped, r.Unshared, r.LeadWhole, r.NewLearner, r.Words()}, nil
}

func (r repaired) text(p *page) {
	p.say("Your file was made anew: %s", r.File)
	p.say("It was kept as it had been: %s", r.Kept)
	p.gap()
	for _, sentence := range r.said {
		p.wrap("  - ", "    ", sentence)
	}
}
