package tui

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"charm.land/bubbles/v2/key"

	"waymark/store"
	"waymark/store/clean"
	"waymark/store/exchange"
)

// A keyBook is the keys of every screen, as "?" shows them in the stories that lead there.
type keyBook struct {
	mu   sync.Mutex
	tops map[int]Screen // the screen of each story
}

func (k *keyBook) note(story int, top Screen) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tops[story] = top
}

// compare holds docs/keys.md to the screens. One that no story reaches would be missing.
// Where only some stories were told there is nothing to compare.
func (k *keyBook) compare(t *testing.T) {
	if len(k.tops) < len(stories()) || t.Failed() && !*update {
		return
	}
	screens := map[string]*screenKeys{}
	for i, s := range stories() {
		top := k.tops[i]
		name := screenName(top)
		if screens[name] == nil {
			screens[name] = &screenKeys{story: s.name}
		}
		for _, group := range append(top.FullHelp(), top.ShortHelp()) {
			screens[name].add(group)
		}
	}
	const file = "../docs/keys.md"
	got := keysPage(screens, globalKeys())
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s is not what the screens say (go test ./tui -run Frames -update rewrites it): %v", file, err)
	}
	for _, name := range screenTypes(t) {
		if screens[name] == nil {
			t.Errorf("no story leads to the screen %q", name)
		}
	}
}

// keyStories lead to the screens that nothing else leads to.
func keyStories() []story {
	over := func(open func(Env) Screen) func(*store.Store) func(Env) Screen {
		return func(*store.Store) func(Env) Screen { return open }
	}
	return []story{
		{name: "reflection", over: over(func(e Env) Screen {
			l, err := e.Catalogue.Lesson("fnd-what-ai-is")
			must(err)
			return newReflection(e, l, "")
		})},
		{name: "unread", over: over(func(e Env) Screen {
			return newUnread(e, editedMsg{
				path: "/home/ines/entry.md", entry: store.Experiment{Title: "Warmer tone in refund replies"},
				locked:   []store.Field{{Name: "hypothesis", Label: "Hypothesis"}},
				problems: []exchange.Problem{{Line: 12, Why: "there is no field of this name", Text: "Outcom: two of ten wrote again"}},
			})
		})},
	}
}

// screenKeys are the keys of one screen, each once, in the order in which they were first seen.
type screenKeys struct {
	story string
	rows  [][2]string
}

func (k *screenKeys) add(group []key.Binding) {
	for _, b := range group {
		row := [2]string{b.Help().Key, b.Help().Desc}
		if b.Enabled() && row[0] != "" && !slices.Contains(k.rows, row) {
			k.rows = append(k.rows, row)
		}
	}
}

// screenName is the name of a screen's type, in words.
func screenName(s Screen) string { return inWords(reflect.TypeOf(s).Name()) }

func inWords(name string) string {
	words := regexp.MustCompile(`[A-Z]`).ReplaceAllStringFunc(name, func(letter string) string { return " " + strings.ToLower(letter) })
	return string(unicode.ToUpper(rune(words[0]))) + words[1:]
}

// screenTypes are the names of all screens, as the files of this folder have them.
func screenTypes(t *testing.T) []string {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`(?m)^func \(\w+ (\w+)\) FullHelp\(\)`).FindAllStringSubmatch(string(text), -1) {
			names = append(names, inWords(found[1]))
		}
	}
	return names
}

func keysPage(screens map[string]*screenKeys, global keyMap) string {
	var b strings.Builder
	b.WriteString("# Keys\n\nWhat `?` shows, screen by screen. This page is made from the program: `go test ./tui -update` writes it.\n")
	table := func(title, story string, rows [][2]string) {
		fmt.Fprintf(&b, "\n## %s\n\n", title)
		if story != "" {
			fmt.Fprintf(&b, "[How it looks](screens/%s-80x24.svg)\n\n", story)
		}
		b.WriteString("| Key | What it does |\n| --- | --- |\n")
		for _, row := range rows {
			fmt.Fprintf(&b, "| %s | %s |\n", tableCell(row[0]), tableCell(row[1]))
		}
	}
	everywhere := new(screenKeys)
	everywhere.add(append(sharedKeys(global, len(places())), global.Suspend))
	table("Everywhere", "", everywhere.rows)
	b.WriteString("\nWhile you type, letters are text: these keys work again after `Esc`.\n")
	for _, name := range slices.Sorted(maps.Keys(screens)) {
		if len(screens[name].rows) > 0 {
			table(name, screens[name].story, screens[name].rows)
		}
	}
	return b.String()
}

func tableCell(text string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`).Replace(clean.Line(text))
}
