package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// exitWords are what the exit codes of every command mean.
var exitWords = [...]string{
	"done",
	"failed",
	"the words of the call are off",
	"no such thing",
	"another program holds the file",
	"what was read is invalid: a pack, a snapshot, a team file, a damaged file",
	"a signature does not hold, or another key signed than before",
	"a privacy rule forbids it",
}

// manPage is the manual of a command, as man(1) reads it.
type manPage struct {
	Name string `json:"name"`
	Page string `json:"page"`
}

// manFolder is where the manuals of all commands were written.
type manFolder struct {
	Folder string   `json:"folder"`
	Files  []string `json:"files"`
}

func (a *app) manCommand(root *cobra.Command) *cobra.Command {
	var to string
	cmd := a.verb("man [COMMAND]...", "Print the manual, for man, or write that of every command", func(args []string) (result, error) {
		cmd, err := named(root, args)
		if err != nil {
			return nil, err
		}
		if to != "" {
			return writeManual(to, cmd)
		}
		return manualOf(cmd), nil
	})
	cmd.Long = "Print the manual of Waymark, or of a command of it, in the form that man reads. With --to it and those of all commands below it are " +
		"written into a folder, a file for each: put them where your system keeps manuals, such as /usr/local/share/man/man1."
	cmd.Example = "  waymark man | man -l -\n  waymark man journal add | man -l -\n  waymark man --to man1"
	cmd.Flags().StringVar(&to, "to", "", "write the manuals of all commands into this `FOLDER`")
	return cmd
}

// writeManual writes the manuals of a command and of all below it.
func writeManual(to string, cmd *cobra.Command) (result, error) {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return nil, fmt.Errorf("cannot make the folder %s: %w", to, err)
	}
	done := manFolder{Folder: to, Files: []string{}}
	for _, c := range append([]*cobra.Command{cmd}, below(cmd)...) {
		page := manualOf(c)
		if err := os.WriteFile(filepath.Join(to, page.Name), []byte(page.Page), 0o644); err != nil {
			return nil, fmt.Errorf("cannot write the manual: %w", err)
		}
		done.Files = append(done.Files, page.Name)
	}
	return done, nil
}

// below are all commands below one.
func below(cmd *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			all = append(append(all, c), below(c)...)
		}
	}
	return all
}

// manualName is the name of a command's manual: waymark-journal-add.
func manualName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func manualOf(cmd *cobra.Command) manPage {
	name, r := manualName(cmd), new(roff)
	day, _, _ := strings.Cut(built("vcs.time"), "T")
	r.request(`TH %s 1 %q "waymark %s" "Waymark"`, strings.ToUpper(roffText.Replace(name)), day, appVersion())
	r.section("NAME")
	r.line(name + " - " + cmd.Short)
	r.section("SYNOPSIS")
	r.synopsis(cmd)
	r.section("DESCRIPTION")
	r.line(cmp.Or(cmd.Long, cmd.Short+"."))
	if cmd.HasSubCommands() {
		r.section("COMMANDS")
		for _, c := range cmd.Commands() {
			r.term(strings.TrimPrefix(c.CommandPath(), "waymark "), sentence(c.Short))
		}
	}
	r.section("OPTIONS")
	r.options(cmd)
	r.section("EXAMPLES")
	r.literal(examples(cmd))
	r.surroundings()
	r.section("SEE ALSO")
	r.seeAlso(cmd)
	return manPage{name + ".1", r.String()}
}

func (r *roff) synopsis(cmd *cobra.Command) {
	_, words, _ := strings.Cut(cmd.Use, " ")
	if cmd.HasSubCommands() {
		words = "[COMMAND]"
	}
	r.bold(cmd.CommandPath())
	r.line(strings.TrimSpace(words + " [OPTION]..."))
}

// options are those of a command, and of Waymark those of every command.
func (r *roff) options(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
		word, about := pflag.UnquoteUsage(f)
		option := "--" + f.Name
		if f.Shorthand != "" {
			option = "-" + f.Shorthand + ", " + option
		}
		r.term(strings.TrimSpace(option+" "+word), sentence(about))
	})
	if cmd.HasParent() {
		r.request("PP")
		r.line("The options of every command, such as --json and --data, are described in waymark(1).")
	}
}

// surroundings are what holds for every command.
func (r *roff) surroundings() {
	r.section("ENVIRONMENT")
	for _, v := range [][2]string{
		{"WAYMARK_DATA", "Your folder, as --data says it."},
		{"WAYMARK_PLAIN", "Lines instead of screens, as with --plain, where it is not empty."},
		{"NO_COLOR", "No colour, as with --no-color, where it is not empty."},
		{"VISUAL, EDITOR", "The program in which long texts are written."},
		{"XDG_DATA_HOME", "Where your folder is, if nothing else says it."},
		{"HTTPS_PROXY, NO_PROXY", "The way to a model or a record store, where you connected one."},
	} {
		r.term(v[0], v[1])
	}
	r.section("FILES")
	for _, f := range [][2]string{
		{"~/.local/share/waymark", "Your folder on Linux; ~/Library/Application Support/waymark on macOS, %LOCALAPPDATA%\\waymark on Windows."},
		{"waymark.db", "In that folder: all that you did."},
		{"backups", "In that folder: its backups."},
	} {
		r.term(f[0], f[1])
	}
	r.section("EXIT STATUS")
	for code, words := range exitWords {
		r.term(fmt.Sprint(code), sentence(words))
	}
}

// seeAlso are the manuals of the command above and of those directly below.
func (r *roff) seeAlso(cmd *cobra.Command) {
	var near []*cobra.Command
	if cmd.HasParent() {
		near = append(near, cmd.Parent())
	}
	near = append(near, cmd.Commands()...)
	for i, c := range near {
		end := ","
		if i == len(near)-1 {
			end = ""
		}
		r.request("BR %s (1)%s", roffText.Replace(manualName(c)), end)
	}
}

func (m manPage) text(p *page) { p.raw([]byte(m.Page)) }

func (m manFolder) text(p *page) {
	p.say("Written: %s in %s", count(len(m.Files), "manual"), m.Folder)
}
