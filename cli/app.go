package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"waymark/curriculum"
	"waymark/store"
	"waymark/tui/config"
)

// app is one call of the program: its flags, the world around it, and what its
// command found.
type app struct {
	packs []string
	at    time.Time
	json  bool
	flags *pflag.FlagSet // of every command
	here  *config.Config // what is set on this machine, once it was asked for

	stdin    io.Reader
	stdout   io.Writer // for a conversation; what a command found is printed by Run
	stderr   io.Writer // for how far a long command is
	terminal bool      // stdin and stdout are a terminal
	environ  map[string]string

	used    bool // the learner's folder was looked at
	busy    bool // another program holds the file: nobody waits for it again
	glances bool // the learner's folder is looked at in passing: see store.Glance
	reached bool // a command began: an error is no longer about the words of the call
	found   result
	loaded  atomic.Pointer[curriculum.Catalogue] // screens load it beside
}

func newApp(stdin io.Reader, stdout io.Writer, environ []string) *app {
	a := &app{stdin: stdin, stdout: stdout, environ: make(map[string]string, len(environ))}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		a.environ[name] = value
	}
	a.terminal = isTerminal(stdin) && isTerminal(stdout)
	return a
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// rootCommand builds the tree of commands.
func (a *app) rootCommand() *cobra.Command {
	var version bool
	root := a.verb("waymark", "Learn to work well with AI, and log what you try", func(args []string) (result, error) {
		if version {
			return a.version(args)
		}
		return a.start(args)
	})
	root.Flags().BoolVar(&version, "version", false, "say which version this is")
	root.Long = "Waymark teaches you to work well with AI, in sittings of 5 to 15 minutes, and " +
		"keeps a journal of what you try. Called alone it opens the screens; with --plain " +
		"it asks and answers in lines, for screen readers; without a terminal it prints " +
		"where you stand."
	root.Example = "  waymark\n  waymark --plain\n  waymark next"
	root.Args = oneOf
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.found = helpOf(cmd) })
	root.SetHelpCommand(a.helpCommand(root))
	root.SetHelpCommandGroupID("more")
	a.globalFlags(root)

	group := func(id, title string, commands ...*cobra.Command) {
		root.AddGroup(&cobra.Group{ID: id, Title: title})
		for _, c := range commands {
			c.GroupID = id
		}
		root.AddCommand(commands...)
	}
	group("learn", "Learn:", a.setupCommand(), a.placementCommand(), a.statusCommand(), a.nextCommand(), a.pathwayCommand(),
		a.moduleCommand(), a.lessonCommand(), a.answerCommand(), a.reviewCommand(), a.drillCommand(), a.progressCommand(),
		a.undoCommand())
	group("share", "Keep and share:", a.journalCommand(), a.portfolioCommand(),
		a.noun("badge", "Badges, and what each still asks for", example(a.verb("list", "List the badges", a.badgeList), "waymark badge list"), a.badgeVerifyCommand()),
		a.handCommand(), a.offerCommand(), a.snapshotCommand(), a.teamCommand(), a.evidenceCommand(), a.exportCommand(), a.remindCommand())
	group("file", "Your file:", a.backupCommand(), a.restoreCommand(), a.mergeCommand(), a.doctorCommand(), a.compactCommand(), a.eraseCommand())
	group("more", "More:", a.settingsCommand(), a.packCommand(), a.versionCommand(), a.completionCommand(root), a.manCommand(root))
	return root
}

func (a *app) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	a.flags = f
	f.String("data", "", "your `FOLDER` (without: waymark in the XDG data folder)")
	f.StringArrayVar(&a.packs, "pack", nil, "add a curriculum `FOLDER`; may be given again")
	f.BoolVar(&a.json, "json", false, "print one JSON document")
	f.Bool("plain", false, "lines instead of screens, for screen readers")
	f.Bool("no-color", false, "no colour")
	f.Bool("ascii", false, "no symbols beyond ASCII")
	f.Func("at", "what `TIME` it is (RFC 3339), for reports and tests", func(text string) (err error) {
		a.at, err = time.Parse(time.RFC3339, text)
		if year := a.at.UTC().Year(); err != nil || year < 1970 || year > 9999 {
			return errors.New("write it like 2026-11-24T09:00:00Z, from 1970 on")
		}
		return nil
	})
	f.SortFlags = false
}

// verb makes a command whose arguments are the words of use: capitals stand for
// what must be given, brackets for what may be.
func (a *app) verb(use, short string, do func(args []string) (result, error)) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Args: wordsOfUse, RunE: func(_ *cobra.Command, args []string) (err error) {
		a.reached = true
		a.found, err = do(args)
		return err
	}}
	cmd.Flags().SortFlags = false
	if !namesFile.MatchString(use) {
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	return cmd
}

// example gives a command the lines that its help shows as examples.
func example(cmd *cobra.Command, lines ...string) *cobra.Command {
	cmd.Example = "  " + strings.Join(lines, "\n  ")
	return cmd
}

// namesFile finds in the use of a command the words that a shell completes as files.
var namesFile = regexp.MustCompile(`DIR|FILE|PATH|PACK`)

// noun makes a command that only holds verbs.
func (a *app) noun(name, short string, verbs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: name, Short: short, Args: cobra.ArbitraryArgs, RunE: oneOf}
	cmd.AddCommand(verbs...)
	return cmd
}

// start opens the screens or begins a conversation, or prints where the learner
// stands where there is no terminal.
func (a *app) start([]string) (result, error) {
	switch {
	case a.screens():
		return nil, a.open("")
	case a.talks():
		return nil, a.converse((*talk).home)
	}
	return a.status(nil)
}

func (a *app) now() time.Time {
	if !a.at.IsZero() {
		return a.at
	}
	return time.Now()
}

// usualData is the learner's folder where nobody chose one.
func usualData() string { return filepath.Join(xdg.DataHome, "waymark") }

func (a *app) store() *store.Store {
	dir := cmp.Or(a.config().Text(config.Data), usualData())
	if a.glances {
		return store.Glance(dir, a.now)
	}
	a.used = true
	return store.New(dir, a.now)
}

// catalogue loads Waymark's own pack, those of --pack, and the installed ones
// that are not among them.
func (a *app) catalogue() (*curriculum.Catalogue, error) {
	installed, err := curriculum.Installed(a.packsDir())
	if err != nil {
		return nil, fmt.Errorf("%w; look at the folder, or choose another one with --data", err)
	}
	packs, dirs := []fs.FS{curriculum.Embedded()}, []string{}
	var named []string // ids of the packs of --pack
	for i, dir := range append(slices.Clone(a.packs), installed...) {
		if slices.Contains(dirs, dir) { // the completion of cobra names one again
			continue
		}
		pack, err := openPack(dir)
		if err != nil {
			return nil, err
		}
		if i < len(a.packs) {
			named = append(named, curriculum.PackID(pack))
		} else if slices.Contains(named, filepath.Base(dir)) {
			continue // the folder named for this call is what is being written
		} else {
			pack = curriculum.AsInstalled(dir, pack)
		}
		packs, dirs = append(packs, pack), append(dirs, dir)
	}
	c, err := curriculum.Load(packs...)
	if err == nil {
		c, err = c.In(a.config().Text(config.Language))
	}
	if err == nil {
		a.loaded.Store(c)
		return c, nil
	}
	for i, pack := range packs[1:] {
		alone, err := curriculum.Load(pack)
		if err == nil {
			_, err = alone.In(a.config().Text(config.Language))
		}
		switch {
		case err == nil:
		case slices.Contains(installed, dirs[i]):
			return nil, fmt.Errorf("%s: %w; mend it there, or take it away with waymark pack remove %s", dirs[i], err, filepath.Base(dirs[i]))
		default:
			return nil, fmt.Errorf("%s: %w", dirs[i], err)
		}
	}
	return nil, err
}

// input returns the argument at index, or standard input where it is "-" or
// missing and something is piped in.
func (a *app) input(args []string, index int) (string, error) {
	if len(args) > index && args[index] != "-" {
		return args[index], nil
	}
	if len(args) <= index && isTerminal(a.stdin) {
		return "", nil
	}
	const most = 64 << 10
	text, err := io.ReadAll(io.LimitReader(a.stdin, most+1))
	if err != nil {
		return "", fmt.Errorf("cannot read standard input: %w", err)
	}
	if len(text) > most {
		return "", misuse("standard input is longer than %d KB; shorten the text", most>>10)
	}
	return strings.TrimSpace(string(text)), nil
}

// ids makes a completion of the ids that the catalogue holds.
func (a *app) ids(list func(*curriculum.Catalogue) []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		catalogue, err := a.catalogue()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return slices.DeleteFunc(list(catalogue), func(id string) bool { return !strings.HasPrefix(id, typed) }), cobra.ShellCompDirectiveNoFileComp
	}
}

// completing gives a command the words that complete its arguments, as many as its
// use names.
func completing(cmd *cobra.Command, words cobra.CompletionFunc) *cobra.Command {
	most := len(strings.Fields(cmd.Use)) - 1
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words(cmd, args, typed)
	}
	return cmd
}
