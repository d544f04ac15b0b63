package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/bench"
)

// completeRest gives completions to all that has none yet. Only a call of the shell's script
// needs them, and no other call waits for that.
func (a *app) completeRest(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	words := a.argumentWords(root)
	flags := a.flagValues()
	for _, cmd := range append(below(root), root) {
		if f, known := words[cmd.CommandPath()]; known {
			cmd.ValidArgsFunction = f
		} else if strings.HasSuffix(cmd.Use, "DIR") || strings.HasSuffix(cmd.Use, "DIR]") && !strings.Contains(cmd.Use, "FILE") {
			cmd.ValidArgsFunction = folders
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if _, known := cmd.GetFlagCompletionFunc(f.Name); known {
				return
			}
			list, own := flags[cmd.CommandPath()+" "+f.Name]
			if !own {
				list = flags[f.Name]
			}
			_ = cmd.RegisterFlagCompletionFunc(f.Name, flagCompletion(f, list))
		})
	}
}

// A wordList lists what there is to choose from, given the words before.
type wordList func(args []string) []string

// flagCompletion completes the value of a flag: by a list, or by what its usage calls it.
func flagCompletion(f *pflag.Flag, list wordList) cobra.CompletionFunc {
	kind, _ := pflag.UnquoteUsage(f)
	switch {
	case list != nil:
		return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			return beginning(list(args), typed), quietly
		}
	case kind == "FILE":
		return files
	case kind == "FOLDER":
		return folders
	}
	return cobra.NoFileCompletions
}

func files(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// flagValues are what flags may be given, by their names, or those of a command and a flag.
func (a *app) flagValues() map[string]wordList {
	variants := func(args []string) []string { return a.benchWords(args, variantWords) }
	lists := map[string]wordList{
		"entry":                          func([]string) []string { return a.entryWords("") },
		"piece":                          func([]string) []string { return a.pieceWords() },
		"set":                            func([]string) []string { return pieceFieldWords() },
		"parent":                         variants,
		"waymark journal variant change": variants,
		"waymark journal case change":    func(args []string) []string { return a.benchWords(args, caseWords) },
	}
	for _, name := range []string{"tags", "tool", "model", "model_version", "domain"} {
		lists[strings.ReplaceAll(name, "_", "-")] = func([]string) []string { return a.usedWords(name) }
	}
	return lists
}

// argumentWords complete the words of commands that their own files do not.
func (a *app) argumentWords(root *cobra.Command) map[string]cobra.CompletionFunc {
	first := func(list func() []string, otherwise cobra.ShellCompDirective) cobra.CompletionFunc {
		return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, quietly
			}
			return beginning(list(), typed), otherwise
		}
	}
	piece, pack, command := first(a.pieceWords, quietly), first(a.packWords, cobra.ShellCompDirectiveDefault), manualWords(root)
	return map[string]cobra.CompletionFunc{
		"waymark portfolio show": piece, "waymark portfolio edit": piece, "waymark portfolio attest": piece, "waymark portfolio remove": piece,
		"waymark portfolio add": first(func() []string { return append(store.PieceKindIDs(), a.entryWords("")...) }, quietly),
		"waymark pack remove":   first(a.packWords, quietly), "waymark pack info": pack, "waymark pack check": pack,
		"waymark export log": first(a.statementWords, quietly),
		"waymark journal check": func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return a.entryWords(typed), quietly
			}
			return beginning(bench.CheckForms(), typed), quietly
		},
		"waymark placement": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) { return nil, quietly },
		"waymark help":      command, "waymark man": command,
	}
}

// manualWords complete the name of a command, noun by noun.
func manualWords(root *cobra.Command) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		cmd, err := named(root, args)
		if err != nil {
			return nil, quietly
		}
		var words []string
		for _, c := range cmd.Commands() {
			words = append(words, described(c.Name(), c.Short))
		}
		return beginning(words, typed), quietly
	}
}

// pieceWords are ids of pieces of the portfolio, with their titles.
func (a *app) pieceWords() []string {
	all, _ := a.store().Pieces() // a shell has no place for an error
	var words []string
	for _, p := range all {
		words = append(words, described(p.ID, p.Title))
	}
	return words
}

// pieceFieldWords are the fields of every kind of piece, each ready for its text.
func pieceFieldWords() []string {
	var words []string
	for _, k := range store.PieceKinds() {
		for _, f := range k.AllFields() {
			words = append(words, described(strings.ReplaceAll(f.Name, "_", "-")+"=", f.Label))
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// packWords are ids of the installed packs.
func (a *app) packWords() []string {
	dirs, _ := curriculum.Installed(a.packsDir())
	var words []string
	for _, dir := range dirs {
		words = append(words, filepath.Base(dir))
	}
	return words
}

// statementWords are ids of the statements that were sent, with what they say.
func (a *app) statementWords() []string {
	all, _ := a.store().Deliveries("")
	var words []string
	for _, d := range all {
		words = append(words, described(d.ID, sentStatementOf(d).What))
	}
	return words
}

// benchWords are words of the bench of the entry that is the first of the words before.
func (a *app) benchWords(args []string, of func(store.Bench) []string) []string {
	if len(args) == 0 {
		return nil
	}
	b, err := a.store().Bench(args[0])
	if err != nil {
		return nil
	}
	return of(b)
}

// usedWords are what the newest entries say in a field, the newest first.
func (a *app) usedWords(name string) []string {
	all, _ := a.store().LatestExperiments(mostCompleted)
	var words []string
	for _, f := range store.Fields() {
		for _, e := range all {
			if f.Name == name {
				words = append(words, strings.FieldsFunc(f.Of(e), func(r rune) bool { return r == ',' && name == "tags" })...)
			}
		}
	}
	var once []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(once, w) {
			once = append(once, w)
		}
	}
	return once
}
