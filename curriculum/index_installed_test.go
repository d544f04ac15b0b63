package curriculum

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// opened loads an installed pack, and tells whether it was read from its index.
func opened(t *testing.T, dir string) (c *Catalogue, indexed bool) {
	t.Helper()
	c, err := Load(AsInstalled(dir, os.DirFS(dir)))
	if err != nil {
		t.Fatal(err)
	}
	return c, len(c.unindexed) == 0
}

// aged dates the files of a pack back, as if nobody had changed them lately.
func aged(t *testing.T, dir string) {
	t.Helper()
	at := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return os.Chtimes(file, time.Time{}, at)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// withIndex installs the template, and returns its folder.
func withIndex(t *testing.T) (dir string) {
	t.Helper()
	packs := t.TempDir()
	if _, err := Install(packs, os.DirFS(written(t, "house-rules"))); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(packs, "house-rules")
}

// all is what the lists of a catalogue hold.
func all(t *testing.T, c *Catalogue) []any {
	t.Helper()
	told := []any{c.Packs(), c.Lessons()}
	for _, m := range c.Modules() {
		m.file = "" // for the checker
		told = append(told, m)
	}
	for _, p := range c.Pathways() {
		p.file = ""
		told = append(told, p)
	}
	for _, l := range c.Lessons() {
		items, err := c.ItemIDs(l.ID)
		cards, wrong := c.CardIDs(l.ID)
		told = append(told, items, cards)
		if err = errors.Join(err, wrong); err != nil {
			told = append(told, err.Error())
		}
	}
	return told
}

func TestAnIndexTellsWhatTheFilesTell(t *testing.T) {
	dir := withIndex(t)
	c, indexed := opened(t, dir)
	if !indexed {
		t.Fatal("the files were read")
	}
	files, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := all(t, c), all(t, files); !reflect.DeepEqual(got, want) {
		t.Errorf("the index tells\n%v\nand the files\n%v", got, want)
	}
	if items, err := c.ItemIDs(c.Lessons()[0].ID); len(items) == 0 || err != nil {
		t.Errorf("items: %v, %v", items, err)
	}
}

// edited replaces words in a file of a pack.
func edited(t *testing.T, dir, file, from, to string) {
	t.Helper()
	file = filepath.Join(dir, filepath.FromSlash(file))
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), from) {
		t.Fatalf("no %q in %s, %v", from, file, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAChangedPackIsReadFromItsFiles(t *testing.T) {
	readme := func(dir string) string { return filepath.Join(dir, "README.md") }
	for what, change := range map[string]func(t *testing.T, dir string) error{
		"a title of the same length": func(t *testing.T, dir string) error {
			edited(t, dir, "pack.yaml", "Our own", "Our OWN")
			return nil
		},
		"a question": func(t *testing.T, dir string) error {
			edited(t, dir, "our-rules/our-data-rules.md", "id: ", "id: x")
			return nil
		},
		"a file more": func(_ *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, "our-rules", "x.md"), nil, 0o600)
		},
		"a folder more": func(_ *testing.T, dir string) error { return os.Mkdir(filepath.Join(dir, "more"), 0o700) },
		"a file less":   func(_ *testing.T, dir string) error { return os.Remove(readme(dir)) },
		"another name":  func(_ *testing.T, dir string) error { return os.Rename(readme(dir), filepath.Join(dir, "READMF.md")) },
		"another date":  func(_ *testing.T, dir string) error { return os.Chtimes(readme(dir), time.Time{}, time.Now()) },
		"a link": func(_ *testing.T, dir string) error {
			return errors.Join(os.Rename(readme(dir), readme(dir)+"x"), os.Symlink(readme(dir)+"x", readme(dir)))
		},
	} {
		t.Run(what, func(t *testing.T) {
			dir := withIndex(t)
			if _, indexed := opened(t, dir); !indexed {
				t.Fatal("there was no index")
			}
			if err := change(t, dir); err != nil {
				t.Fatal(err)
			}
			if _, err := Load(os.DirFS(dir)); err != nil {
				if _, again := Load(AsInstalled(dir, os.DirFS(dir))); again == nil || again.Error() != err.Error() {
					t.Errorf("the files are refused with %v, the installed pack with %v", err, again)
				}
			} else if _, indexed := opened(t, dir); indexed {
				t.Error("the index was believed")
			}
		})
	}
}

// Packs that were installed before there was an index, and those that were changed since, get
// theirs; one whose files were changed just now waits.
func TestAnIndexIsMadeAnew(t *testing.T) {
	dir := withIndex(t)
	edited(t, dir, "pack.yaml", "Our own", "Our OWN")
	c, _ := opened(t, dir)
	c.Reindex()
	if _, indexed := opened(t, dir); indexed {
		t.Error("an index was made of a file that may be changed in the same instant")
	}
	aged(t, dir)
	c.Reindex()
	c, indexed := opened(t, dir)
	if !indexed || c.Packs()[0].Title != "Our OWN lessons" {
		t.Errorf("indexed: %v, title %q", indexed, c.Packs()[0].Title)
	}
	if left, err := filepath.Glob(filepath.Join(dir, indexName+"-*")); len(left) > 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}

// A lesson whose questions cannot be read says so, with and without an index.
func TestAnIndexHidesNoFault(t *testing.T) {
	dir := withIndex(t)
	edited(t, dir, "our-rules/our-data-rules.md", "kind: ", "kinf: ")
	aged(t, dir)
	c, _ := opened(t, dir)
	c.Reindex()
	again, indexed := opened(t, dir)
	if got, want := all(t, again), all(t, c); !indexed || !reflect.DeepEqual(got, want) || !strings.Contains(fmt.Sprint(want), "kinf") {
		t.Errorf("indexed: %v\n%v\n%v", indexed, got, want)
	}
}

func TestADamagedIndexIsLeftAside(t *testing.T) {
	dir := withIndex(t)
	file := filepath.Join(dir, indexName)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sealed := func(body string) string { // by somebody who can write in the folder
		stamp, _, err := stampOf(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		return indexSum(stamp, []byte(body)) + "\n" + body
	}
	_, body, _ := strings.Cut(string(whole), "\n")
	damaged := map[string]string{
		"empty": "", "cut": string(whole[:len(whole)-9]), "a sum alone": string(whole[:65]), "too large": string(whole) + strings.Repeat(" ", maxIndex),
		"no JSON": sealed("[]"), "an escape": sealed(strings.Replace(body, "Our own", `\u001b[2J`, 1)),
		"a control character": sealed(strings.Replace(body, "Our own", "\x1b[2J", 1)), "half an escape": sealed(body + `\`),
	}
	for at := range whole {
		if at%7 == 0 {
			other := []byte(string(whole))
			other[at] ^= 1
			damaged[fmt.Sprint("byte ", at)] = string(other)
		}
	}
	for what, text := range damaged {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if c, indexed := opened(t, dir); indexed || c.Packs()[0].Title != "Our own lessons" {
			t.Errorf("%s: indexed: %v, title %q", what, indexed, c.Packs()[0].Title)
		}
	}
	if err := os.WriteFile(file, []byte(sealed(body)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, indexed := opened(t, dir); !indexed {
		t.Error("and a sound one was not believed")
	}
}

// A pack named for a call is what its files are, and an index is not copied with a pack.
func TestOnlyInstalledPacksHaveAnIndex(t *testing.T) {
	dir, packs := withIndex(t), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, indexName), []byte("not mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Install(packs, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if _, indexed := opened(t, filepath.Join(packs, "house-rules")); !indexed {
		t.Error("no index of its own")
	}
	c, err := Load(os.DirFS(filepath.Join(packs, "house-rules")))
	if err != nil || len(c.unindexed) > 0 || c.Lessons()[0].Module == "" {
		t.Errorf("%v", err)
	}
	c.Reindex()
}

// Whoever changes what an index holds, or how files are read into it, changes indexFormat too,
// or programs would believe what earlier ones wrote. (A change of the good pack alone changes its sum only.)
func TestTheFormatOfAnIndex(t *testing.T) {
	f, faults := readFolder(&source{fsys: goodPack(t)})
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	f.asked = askedIDs(f)
	text, err := encodeIndex(f)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%s%x", indexFormat, sha256.Sum256(text))
	if want := "waymark index 1\nb40f729511cb13ab5f7efc22b74ffc326e07214ec3ad3874a8faa017bd547114"; got != want {
		t.Errorf("the index of the good pack is %q, not %q", got, want)
	}
}
