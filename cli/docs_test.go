package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"waymark/curriculum"
)

// Whoever reads Waymark's JSON finds every command and every field described.
func TestJSONIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(text)
	var documented []string
	for _, heading := range regexp.MustCompile(`(?m)^## (.+)$`).FindAllStringSubmatch(doc, -1) {
		documented = append(documented, commandsOf(heading[1])...)
	}
	for _, cmd := range leaves(newApp(nil, nil, nil).rootCommand()) {
		if !slices.Contains(documented, cmd.CommandPath()) {
			t.Errorf("no heading names %q", cmd.CommandPath())
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range regexp.MustCompile("`json:\"(\\w+)").FindAllStringSubmatch(string(source), -1) {
			if !strings.Contains(doc, `"`+tag[1]+`"`) && !strings.Contains(doc, "`"+tag[1]+"`") {
				t.Errorf("the field %q of %s is not described", tag[1], file)
			}
		}
	}
}

// commandsOf lists the commands that a heading names: "waymark team import,
// board" is "waymark team import" and "waymark team board".
func commandsOf(heading string) []string {
	parts := strings.Split(heading, ", ")
	before := parts[0][:strings.LastIndex(" "+parts[0], " ")]
	commands := []string{parts[0]}
	for _, part := range parts[1:] {
		if !strings.HasPrefix(part, "waymark") {
			part = before + part
		}
		commands = append(commands, part)
	}
	return commands
}

// Help fits a terminal of 80 columns, for every command.
func TestHelpFits(t *testing.T) {
	for _, cmd := range leaves(newApp(nil, nil, nil).rootCommand()) {
		p := new(page)
		helpOf(cmd).text(p)
		for line := range strings.Lines(p.out.String()) {
			if len(line) > columns+1 {
				t.Errorf("%s: %d columns: %s", cmd.CommandPath(), len(line)-1, line)
			}
		}
	}
}

// leaves are the commands that do something.
func leaves(cmd *cobra.Command) []*cobra.Command {
	if !cmd.HasSubCommands() {
		return []*cobra.Command{cmd}
	}
	var all []*cobra.Command
	for _, c := range cmd.Commands() {
		all = append(all, leaves(c)...)
	}
	return all
}

// The tree of commands is built before the first frame is drawn.
func BenchmarkCommands(b *testing.B) {
	environ := os.Environ()
	for b.Loop() {
		newApp(os.Stdin, os.Stdout, environ).rootCommand()
	}
}

// What an example of the help names is there.
func TestExamplesName(t *testing.T) {
	catalogue, err := curriculum.Load(curriculum.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	find := func(word string) error {
		lesson, id, whole := strings.Cut(word, "#")
		body, err := catalogue.Body(lesson, "")
		if err != nil || !whole || slices.Contains(body.CardIDs(), id) {
			return err
		}
		_, err = catalogue.Item(word)
		return err
	}
	for _, cmd := range leaves(newApp(nil, nil, nil).rootCommand()) {
		for word := range strings.FieldsSeq(cmd.Example) {
			if strings.HasPrefix(word, "fnd-") && find(word) != nil {
				t.Errorf("%s: %v", cmd.CommandPath(), find(word))
			}
		}
	}
}
