package curriculum

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

//go:embed template
var template embed.FS

// WriteTemplate makes the folder dir and in it a pack that passes the check and
// explains itself; its id is the folder's name. It is there as a whole or not at all. What
// is there already is fs.ErrExist, unless it is an empty folder.
func WriteTemplate(dir string) error {
	id := Slug(filepath.Base(filepath.Clean(dir)))
	if !kebabCase().MatchString(id) {
		return fmt.Errorf("the folder %q cannot give the pack its id; name it with plain letters, digits and hyphens", dir)
	}
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file or a link: name a folder that is not there yet: %w", dir, fs.ErrExist)
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s has files in it: name a folder that is not there yet: %w", dir, fs.ErrExist)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	draft, err := os.MkdirTemp(filepath.Dir(dir), ".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(draft)
	if err := writeTemplate(filepath.Join(draft, id), id); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // which is empty
		return err
	}
	return os.Rename(filepath.Join(draft, id), dir)
}

// writeTemplate writes the files of the template for a pack of an id.
func writeTemplate(dir, id string) error {
	pack, err := fs.Sub(template, "template")
	if err != nil {
		return err
	}
	return fs.WalkDir(pack, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(name, "my-pack", id)))
		if e.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		text, err := fs.ReadFile(pack, name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, []byte(strings.ReplaceAll(string(text), "my-pack", id)), 0o644)
	})
}

// Install copies a pack into the folder of installed packs, in place of an
// earlier version of it. What is checked is the copy. A pack with errors, and one
// whose id Waymark's own pack has, is an ErrMalformed. The earlier version stays
// aside until the next install, for a program that is reading it.
func Install(packs string, pack fs.FS) (Pack, error) {
	if err := os.MkdirAll(packs, 0o700); err != nil {
		return Pack{}, err
	}
	for _, left := range leftovers(packs) {
		_ = os.RemoveAll(left) // one that stays does no harm
	}
	draft, err := os.MkdirTemp(packs, ".new-")
	if err != nil {
		return Pack{}, err
	}
	defer os.RemoveAll(draft)
	if err := copyPack(draft, pack); err != nil {
		return Pack{}, err
	}
	p, err := checkInstall(os.DirFS(draft))
	if err != nil {
		return Pack{}, err
	}
	if err := indexCopy(draft); err != nil {
		return Pack{}, err
	}
	target := filepath.Join(packs, p.ID)
	if err := os.Rename(target, filepath.Join(packs, ".old-"+filepath.Base(draft))); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Pack{}, err
	}
	return p, os.Rename(draft, target)
}

// indexCopy writes the indexes of a pack that was just copied. Without them the files are read.
func indexCopy(dir string) error {
	pack := os.DirFS(dir)
	_ = writeIndex(dir, pack)
	tags, err := languagesOf(&source{fsys: pack})
	for _, tag := range tags {
		_ = writeIndex(filepath.Join(dir, translationsDir, tag), translationIn(pack, tag))
	}
	return err
}

// checkInstall returns the pack if it may be installed.
func checkInstall(pack fs.FS) (Pack, error) {
	for _, f := range Check(pack, time.Time{}) {
		if f.Level == LevelError {
			return Pack{}, fmt.Errorf("%s: %w; waymark pack check shows all that is to be mended", f, ErrMalformed)
		}
	}
	f, _ := readFolder(&source{fsys: pack})
	if own, _ := readLists(&source{fsys: Embedded()}); own.pack.ID == f.pack.ID {
		return Pack{}, &fault{"pack.yaml", 1, fmt.Sprintf("the id %q is that of Waymark's own pack", f.pack.ID), "give yours another id"}
	}
	return f.pack.Pack, nil
}

// leftovers are the folders that earlier installs left aside.
func leftovers(packs string) []string {
	entries, err := os.ReadDir(packs)
	if err != nil {
		return nil
	}
	var left []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".new-") || strings.HasPrefix(e.Name(), ".old-") {
			left = append(left, filepath.Join(packs, e.Name()))
		}
	}
	return left
}

// copyPack copies what a pack is made of: its texts, up to the limits of a pack, and its
// translations, each like a pack. Pictures and hidden files stay behind, and so do other folders in folders.
func copyPack(dir string, pack fs.FS) error {
	if err := copyFolders(dir, pack); err != nil {
		return err
	}
	tags, err := languagesOf(&source{fsys: pack})
	if err != nil {
		return err
	}
	for _, tag := range tags {
		there := filepath.Join(dir, translationsDir, tag)
		if err := os.MkdirAll(there, 0o700); err != nil {
			return err
		}
		if err := copyFolders(there, translationIn(pack, tag)); err != nil {
			return inTranslation(tag, err)
		}
	}
	return nil
}

func copyFolders(dir string, pack fs.FS) error {
	s := &source{fsys: pack}
	top, err := s.list(".")
	if err != nil {
		return err
	}
	if err := copyTexts(dir, s, ".", top); err != nil {
		return err
	}
	for _, e := range top {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		inside, err := s.list(e.Name())
		if err != nil {
			return err
		}
		if err := os.Mkdir(filepath.Join(dir, e.Name()), 0o700); err != nil {
			return err
		}
		if err := copyTexts(dir, s, e.Name(), inside); err != nil {
			return err
		}
	}
	return nil
}

func copyTexts(dir string, s *source, folder string, entries []fs.DirEntry) error {
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || !isText(e.Name()) {
			continue
		}
		name := path.Join(folder, e.Name())
		if !e.Type().IsRegular() {
			return notAFile(name)
		}
		text, err := s.read(name, maxFile)
		if err != nil {
			return err
		}
		file, before := filepath.Join(dir, filepath.FromSlash(name)), time.Now().Add(-2*settledFor)
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return err
		}
		if err := os.Chtimes(file, time.Time{}, before); err != nil { // or the index had to wait
			return err
		}
	}
	return nil
}

// PackID is the id of a pack; empty where its pack.yaml cannot be read.
func PackID(pack fs.FS) string {
	var p packFile
	if err := readYAML(&source{fsys: pack}, "pack.yaml", &p); err != nil {
		return ""
	}
	return p.ID
}

// Installed lists the folders of the installed packs, by name.
func Installed(packs string) ([]string, error) {
	entries, err := os.ReadDir(packs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var dirs []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			dirs = append(dirs, filepath.Join(packs, e.Name()))
		}
	}
	return dirs, err
}

// Remove takes an installed pack away; what was learned in it stays in the
// learner's file. It is ErrNotFound if there is none of this id.
func Remove(packs, id string) error {
	dir := filepath.Join(packs, id)
	if !kebabCase().MatchString(id) {
		return fmt.Errorf("pack %q: %w; waymark pack list shows the ids", shorten(id), ErrNotFound)
	}
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("no pack %q is installed: %w; waymark pack list shows the ids", id, ErrNotFound)
	}
	return os.RemoveAll(dir)
}
