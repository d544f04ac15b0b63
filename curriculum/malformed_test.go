package curriculum

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// read loads a pack of one lesson and reads it to the end.
func read(lesson string) error {
	pack := fstest.MapFS{
		"pack.yaml":     {Data: []byte("id: x")},
		"m/module.yaml": {Data: []byte("id: m\nlessons: [x]")},
		"m/x.md":        {Data: []byte(lesson)},
	}
	c, err := Load(pack)
	if err != nil {
		return err
	}
	_, err = c.Body("x", "")
	return err
}

const (
	front = "---\nid: x\ntitle: X\n---\n"
	begin = front + "```yaml item\nid: i\nkind: single\nstem: Why?\n" // the fence stands on line 5
)

func TestBrokenLessonsNamePlaceAndRemedy(t *testing.T) {
	const options = "options:\n  a: yes\n  b: no\n"
	long := strings.Repeat("word ", 500)
	tests := map[string]struct{ lesson, says string }{
		"no front matter":      {"# Tea", "m/x.md:1: the lesson has no front matter"},
		"open front matter":    {"---\nid: x\n", "m/x.md:1: the front matter does not end"},
		"another id":           {"---\nid: y\n---\n", `m/x.md:2: the lesson id "y" is not the file's name; write "id: x"`},
		"unknown field":        {"---\nid: x\ntitel: X\n---\n", `m/x.md:3: unknown field "titel"; check its spelling`},
		"field twice":          {"---\nid: x\nid: x\n---\n", `m/x.md:3: mapping key "id" already defined at line 2`},
		"words for a number":   {"---\nid: x\nminutes: ten\n---\n", `m/x.md:3: "ten" stands where a number is expected`},
		"text for a list":      {"---\nid: x\nneeds: y\n---\n", `m/x.md:3: "y" stands where a list is expected`},
		"a list of objectives": {"---\nid: x\nobjectives: [a]\n---\n", `m/x.md:3: `},
		"colon in a text":      {front + "```yaml item\nid: i\nstem: So: why?\n```\n", `m/x.md:7: the YAML does not fit together here; check the indentation, and quote a text that has ": "`},
		"alias":                {front + "```yaml item\nid: &a i\nstem: *a\n```\n", "m/x.md:6: YAML anchors and aliases"},
		"deep YAML":            {front + "```yaml item\nid: " + strings.Repeat("{a: ", 40) + strings.Repeat("}", 40) + "\n```\n", "m/x.md:6: YAML nested too deep"},
		"empty block":          {front + "```yaml item\n```\n", "m/x.md:6: the block is empty"},
		"unknown block":        {front + "```yaml itm\nid: i\n```\n", `m/x.md:5: unknown block "itm"; use item, cards`},
		"open fence":           {front + "\n```text\n", "m/x.md:6: a fence never ends"},
		"open comment":         {front + "a <!-- b", "m/x.md:5: a comment never ends"},
		"no id":                {front + "```yaml item\nkind: free\nstem: Why?\n```", "m/x.md:5: the item has no id"},
		"reserved id":          {front + "```yaml item\nid: exercise\nkind: free\nstem: Why?\n```", `m/x.md:5: the id "exercise" is taken`},
		"id twice":             {front + strings.Repeat("```yaml item\nid: i\nkind: free\nstem: Why?\n```\n", 2), `m/x.md:10: the id "i" is used twice`},
		"no options":           {begin + "answer: a\n```", "m/x.md:5: item i: it has fewer than two options"},
		"option twice":         {begin + "options:\n  a: yes\n  a: no\nanswer: a\n```", `m/x.md:11: mapping key "a" already defined at line 10`},
		"option without text":  {begin + "options:\n  a: {why: so}\n  b: no\nanswer: b\n```", `m/x.md:10: "a" has no text`},
		"key with a comma":     {begin + "options:\n  \"a,b\": yes\n  b: no\nanswer: b\n```", `m/x.md:10: the key "a,b" has a space`},
		"wrong answer key":     {begin + options + "answer: c\n```", `m/x.md:5: item i: its answer does not fit: "c" is none of the options`},
		"list as answer":       {begin + options + "answer: [a]\n```", "m/x.md:12: a list stands where a text is expected"},
		"unknown department":   {front + "```yaml example\nfor: [legal]\ntext: a\n```", `m/x.md:5: unknown department "legal"`},
		"long line":            {front + long, "m/x.md:5: a line of 2500 characters"},
		"deep quotes":          {front + "\n" + strings.Repeat("> - ", 40), "m/x.md:6: quotes or lists nested 80 deep"},
		"deep list":            {front + strings.Repeat("  ", 20) + "- a", "m/x.md:5: quotes or lists nested 21 deep"},
		"deep links":           {front + strings.Repeat("[", 30) + "\n", "m/x.md:5: brackets nested 30 deep"},
		"wide table":           {front + strings.Repeat("|a", 300), "m/x.md:5: a table of 299 columns"},
		"long table":           {front + strings.Repeat("|a|b|\n", 300), "m/x.md:205: a table of 201 rows"},
		"blocks":               {front + strings.Repeat("```yaml cards\n[]\n```\n", 150), "m/x.md:5: 150 blocks; split the lesson"},
		"headings":             {front + strings.Repeat("# a\n\n", 400), "m/x.md:605: 301 headings"},
		"nesting in YAML":      {front + "```yaml exercise\ntask: \"> > > > > > > > > > a\"\n```", "m/x.md:6: quotes or lists nested 10 deep"},
		"folded to one line":   {front + "```yaml exercise\ntask: >\n" + strings.Repeat("  word word word\n", 200) + "```", "m/x.md:6: a line of 2999 characters"},
		"large block":          {front + "```yaml exercise\ntask: |\n" + strings.Repeat("  word word word\n", 1000) + "```", "m/x.md:6: 17 KB of YAML in one piece"},
		"large file":           {front + strings.Repeat(strings.Repeat("word ", 10)+"\n", 2000), "m/x.md: the file has 100 KB"},
		"not UTF-8":            {front + "\n\xff\n", "m/x.md:6: this line is not UTF-8"},
		"control characters":   {"---\nid: x\ntitle: [\"\\u0000\"]\n---\n", "m/x.md:3: "},
	}
	for name, test := range tests {
		err := read(test.lesson)
		if !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want one that says %q", name, err, test.says)
		} else if !strings.Contains(err.Error(), "; ") {
			t.Errorf("%s: no remedy in %v", name, err)
		}
	}
}

func TestBrokenPacksNameTheFile(t *testing.T) {
	tests := map[string]struct{ file, text, says string }{
		"no id":         {"pack.yaml", "title: X", "pack.yaml:1: the pack has no id"},
		"broken list":   {"m/module.yaml", "id: m\nlessons: {a", "m/module.yaml:3: the YAML does not fit"},
		"module twice":  {"n/module.yaml", "id: m", `n/module.yaml:1: the module id "m" is taken by m/module.yaml`},
		"lesson twice":  {"n/module.yaml", "id: n\nlessons: [x]", `n/x.md:1: the lesson id "x" is taken by m/x.md`},
		"pathway no id": {"pathways/p.yaml", "title: P", "pathways/p.yaml:1: the pathway has no id"},
	}
	for name, test := range tests {
		pack := fstest.MapFS{
			"pack.yaml":     {Data: []byte("id: x")},
			"m/module.yaml": {Data: []byte("id: m\nlessons: [x]")},
			"m/x.md":        {Data: []byte(front)},
			"n/x.md":        {Data: []byte(front)},
		}
		pack[test.file] = &fstest.MapFile{Data: []byte(test.text)}
		if _, err := Load(pack); !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want one that says %q", name, err, test.says)
		}
	}
}

// A pack is not read over its limits: the number of its files, the size of one, and of all.
func TestAPackOverItsLimitsIsRefused(t *testing.T) {
	large := &fstest.MapFile{Data: bytes.Repeat([]byte("word word word\n"), maxFile/15+1)}
	many := func(pack fstest.MapFS, folder string, n int, file *fstest.MapFile) {
		for i := range n {
			pack[fmt.Sprintf("%s/%04d.md", folder, i)] = file
		}
	}
	for says, fill := range map[string]func(fstest.MapFS){
		"m/x.md: the file has 65 KB":                              func(p fstest.MapFS) { p["m/x.md"] = large },
		"m: with this folder the pack has more than 2000 files":   func(p fstest.MapFS) { many(p, "m", maxFiles, &fstest.MapFile{}) },
		"m: with this folder the pack has more than 2 MB of text": func(p fstest.MapFS) { many(p, "m", 40, &fstest.MapFile{Data: large.Data[:maxFile]}) },
	} {
		pack := fstest.MapFS{"pack.yaml": {Data: []byte("id: x")}, "m/module.yaml": {Data: []byte("id: m\nlessons: [x]")}, "m/x.md": {Data: []byte(front)}}
		fill(pack)
		if _, err := Load(pack); !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v", says, err)
		}
	}
}

// Folders on a disk can hold what blocks or leads elsewhere.
func TestLoadReadsOnlyRegularFiles(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret.md")
	for name, text := range map[string]string{
		secret:                              front,
		filepath.Join(dir, "pack.yaml"):     "id: x",
		filepath.Join(dir, "m/module.yaml"): "id: m\nlessons: [x]",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(secret, filepath.Join(dir, "m/x.md")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if _, err := Load(os.DirFS(dir)); !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), "m/x.md: this is a link") {
		t.Errorf("got %v", err)
	}
	if _, err := Load(os.DirFS(filepath.Join(dir, "none"))); !errors.Is(err, ErrMalformed) || !strings.Contains(err.Error(), "pack.yaml: the file is missing") {
		t.Errorf("a missing folder: %v", err)
	}
}

// Texts made to take long must not.
func TestHostileTextIsReadInTime(t *testing.T) {
	for name, text := range map[string]string{
		"quotes":   strings.Repeat(">", 60_000),
		"lists":    strings.Repeat("- ", 30_000),
		"brackets": strings.Repeat("[a](", 15_000),
		"fences":   strings.Repeat("```yaml item\nid: a\n```\n", 2_500),
		"comments": strings.Repeat("<!-- ", 12_000),
		"lines":    strings.Repeat("\n", 60_000),
		"keys":     "```yaml item\n" + strings.Repeat("? ", 8_000) + "\n```",
		"flow":     "```yaml item\n" + strings.Repeat("{a: ", 4_000) + "\n```",
	} {
		begun := time.Now()
		_ = read(front + text)
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s: read in %v", name, took)
		}
	}
}
