package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"waymark/curriculum"
	"waymark/store/clean"
	"waymark/store/plain"
)

// packCheck is what the checker found in a pack.
type packCheck struct {
	Pack     string    `json:"pack"`
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Notes    int       `json:"notes"`
	Findings []finding `json:"findings"`
}

type finding struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Rule    string `json:"rule"`
	Level   string `json:"level"`
	Message string `json:"message"`
	Remedy  string `json:"remedy"`
}

func (a *app) packCommand() *cobra.Command {
	check := a.verb("check [DIR]", "Check a pack: file, line and remedy of each fault", a.packCheck)
	check.Long = "Check a pack, and name file, line and remedy of each fault. Without DIR it checks " +
		"Waymark's own. Errors end it with code 5; warnings alone do not."
	check.Example = "  waymark pack check\n  waymark pack check my-rules"
	create := a.verb("new DIR", "Write a pack that works and explains itself", a.packNew)
	create.Long = "Write a pack that works and explains itself into a new folder, whose name becomes its id: " +
		"a pathway, a module and a lesson, to be changed into your own."
	create.Example = "  waymark pack new my-rules"
	install := a.verb("install DIR", "Keep a pack for all later calls", a.packInstall)
	install.Long = "Check a pack and copy it beside your file, for all later calls; again after a change. A pack " +
		"with errors is not installed. Progress in it hangs on its ids."
	install.Example = "  waymark pack install my-rules"
	return a.noun("pack", "Write, check and install curriculum", create, check,
		example(a.verb("info [PACK]", "Count what a pack holds, a folder or an installed one; without PACK: Waymark's own", a.packInfo),
			"waymark pack info", "waymark pack info my-rules"),
		example(a.verb("list", "List the packs in use", a.packList), "waymark pack list"), install,
		example(a.verb("remove ID", "Take an installed pack away; what was learned in it stays", a.packRemove), "waymark pack remove my-rules"))
}

func (a *app) packCheck(args []string) (result, error) {
	name, pack, err := a.packOf(args)
	if err != nil {
		return nil, err
	}
	found := packCheck{Pack: name, Findings: []finding{}}
	for _, f := range curriculum.Check(pack, a.now()) {
		found.Findings = append(found.Findings, finding(f))
		switch f.Level {
		case curriculum.LevelError:
			found.Errors++
		case curriculum.LevelNote:
			found.Notes++
		default:
			found.Warnings++
		}
	}
	return found, nil
}

// packOf opens the pack that a command names by its folder, or by its id if it is
// installed; without a name Waymark's own.
func (a *app) packOf(args []string) (name string, pack fs.FS, err error) {
	if len(args) == 0 {
		return "embedded", curriculum.Embedded(), nil
	}
	dir := args[0]
	installed, err := curriculum.Installed(a.packsDir())
	if err != nil {
		return "", nil, err
	}
	if at := slices.Index(installed, filepath.Join(a.packsDir(), dir)); at >= 0 {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			dir = installed[at]
		}
	}
	pack, err = openPack(dir)
	return args[0], pack, err
}

func (c packCheck) fault() error {
	if c.Errors == 0 {
		return nil
	}
	return fmt.Errorf("%s: %w: mend the %s and check again", c.Pack, curriculum.ErrMalformed, count(c.Errors, "error"))
}

// openPack opens a folder of curriculum; nothing outside of it can be read
// through it, and nothing in it is waited for.
func openPack(dir string) (fs.FS, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("cannot open the pack %s: it is not a folder, %w; name a folder that has a pack.yaml", dir, curriculum.ErrMalformed)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot open the pack %s; name a folder that has a pack.yaml: %w", dir, err)
	}
	return plain.FS(root), nil
}

func (c packCheck) text(p *page) {
	for _, f := range c.Findings {
		p.raw(fmt.Appendln(nil, clean.Line(curriculum.Finding(f).String())))
	}
	counted := fmt.Sprintf("%s: %s, %s", c.Pack, count(c.Errors, "error"), count(c.Warnings, "warning"))
	if c.Notes > 0 {
		counted += ", " + count(c.Notes, "note")
	}
	p.say("%s", counted)
}
