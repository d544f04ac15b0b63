package curriculum

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// written makes a new pack in a folder of the test.
func written(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := WriteTemplate(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestTheTemplatePassesTheCheck(t *testing.T) {
	for _, f := range Check(os.DirFS(written(t, "house-rules")), fixedDay()) {
		t.Error(f)
	}
	for _, name := range []string{"Über uns!", "Наши правила"} {
		if err := WriteTemplate(filepath.Join(t.TempDir(), name)); err == nil {
			t.Errorf("the folder %q gave an id", name)
		}
	}
}

func TestAnInstalledPackIsReplacedAsAWhole(t *testing.T) {
	packs, dir := t.TempDir(), written(t, "house-rules")
	for _, title := range []string{"First", "Second"} {
		file := filepath.Join(dir, "pack.yaml")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "title:") {
				lines[i] = "title: " + title
			}
		}
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		reading, _ := Installed(packs) // a program that has the pack open
		p, err := Install(packs, os.DirFS(dir))
		if err != nil || p.Title != title {
			t.Fatalf("installed %+v, %v", p, err)
		}
		if got, err := Installed(packs); err != nil || len(got) != 1 || PackID(os.DirFS(got[0])) != "house-rules" {
			t.Errorf("installed: %v, %v (before: %v)", got, err, reading)
		}
	}
	if err := Remove(packs, "house-rules"); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"house-rules", "..", "", "a/b", "."} {
		if err := Remove(packs, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("removing %q: %v", id, err)
		}
	}
}

func TestWhatIsWrongIsNotInstalled(t *testing.T) {
	packs, dir := t.TempDir(), written(t, "house-rules")
	if _, err := Install(packs, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for name, pack := range map[string]fstest.MapFS{
		"broken":        {"pack.yaml": {Data: []byte("id: house-rules\ntitle: [")}},
		"Waymark's own": {"pack.yaml": {Data: []byte("id: waymark\ntitle: W\nversion: 1.0.0\nas_of: 2026-11-24")}},
		"a path":        {"pack.yaml": {Data: []byte("id: ../up\ntitle: W\nversion: 1.0.0\nas_of: 2026-11-24")}},
		"nothing":       {},
	} {
		if _, err := Install(packs, pack); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := Installed(packs); err != nil || len(got) != 1 || PackID(os.DirFS(got[0])) != "house-rules" {
		t.Errorf("what was installed before: %v, %v", got, err)
	}
}

// Pictures, hidden files and folders in folders stay behind.
func TestOnlyWhatAPackIsMadeOfIsCopied(t *testing.T) {
	packs, dir := t.TempDir(), written(t, "house-rules")
	for _, name := range []string{".git/config", "our-rules/deep/er.md", "our-rules/logo.png", "node_modules/a/b/README.md"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte("x"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Install(packs, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".git", "our-rules/deep", "our-rules/logo.png", "node_modules/a"} {
		if _, err := os.Stat(filepath.Join(packs, "house-rules", filepath.FromSlash(name))); err == nil {
			t.Errorf("%s was copied", name)
		}
	}
}
