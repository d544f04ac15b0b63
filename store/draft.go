package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waymark/store/clean"
	"waymark/store/lazy"
)

// A Draft is what was typed into a form and not saved yet. It is a file of its own
// beside the learner's file, so that it is kept also while that one is locked,
// damaged or may not be changed.
type Draft struct {
	Name   string            `json:"name"`   // the form, such as "capture" or "close-" with the id of an entry
	Fields map[string]string `json:"fields"` // the texts, by the names of their fields
	At     time.Time         `json:"at"`     // when it was typed
}

const (
	maxDraft  = 8 << 20 // bytes of a file that is still read
	maxDrafts = 1000    // files that are looked at
)

// draftNames are the names that a draft may have: each is a file name everywhere.
var draftNames = lazy.Regexp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,119}$`)

func (s *Store) draftPath(name string) string { return filepath.Join(s.dir, "drafts", name+".json") }

// KeepDraft keeps what was typed into a form: as a whole or not at all, in place of
// what was kept before. Texts are kept clean. Fields without any text are nothing to
// keep: the draft is dropped.
func (s *Store) KeepDraft(name string, fields map[string]string) error {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	d := Draft{Name: name, Fields: map[string]string{}, At: s.time()}
	any := false
	for field, text := range fields {
		d.Fields[clean.Line(field)] = clean.Text(text)
		any = any || strings.TrimSpace(text) != ""
	}
	if !draftNames().MatchString(name) {
		return invalid("the name %q of a draft: letters, digits, - and _ only", name)
	}
	if !any {
		return s.DropDraft(name)
	}
	content, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if len(content) > maxDraft {
		return invalid("a draft of %d MB: keep to %d", len(content)>>20, maxDraft>>20)
	}
	path := s.draftPath(name)
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return s.explain(err)
	}
	return s.explain(s.writeFile(path, content))
}

// Draft returns what was typed into a form and not saved. A file that holds no draft
// is none, and stays for a person to look at.
func (s *Store) Draft(name string) (d Draft, found bool, err error) {
	if !draftNames().MatchString(name) {
		return Draft{}, false, nil
	}
	f, err := os.Open(s.draftPath(name))
	if errors.Is(err, fs.ErrNotExist) {
		return Draft{}, false, nil
	}
	if err != nil {
		return Draft{}, false, s.explain(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || info.Size() > maxDraft {
		return Draft{}, false, nil
	}
	content, err := io.ReadAll(io.LimitReader(f, maxDraft))
	if err != nil {
		return Draft{}, false, s.explain(err)
	}
	d, found = readDraft(name, content)
	return d, found, nil
}

// readDraft reads the file of a draft. Somebody else may have written it.
func readDraft(name string, content []byte) (Draft, bool) {
	var d Draft
	if json.Unmarshal(content, &d) != nil || d.Name != name || len(d.Fields) == 0 || d.At.IsZero() {
		return Draft{}, false
	}
	fields := map[string]string{}
	for field, text := range d.Fields {
		fields[clean.Line(field)] = clean.Text(text)
	}
	d.Fields = fields
	return d, true
}

// Drafts returns all drafts, the newest first.
func (s *Store) Drafts() ([]Draft, error) {
	files, err := os.ReadDir(filepath.Join(s.dir, "drafts"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, s.explain(err)
	}
	var all []Draft
	for _, f := range files[:min(len(files), maxDrafts)] {
		name, isDraft := strings.CutSuffix(f.Name(), ".json")
		if !isDraft || !f.Type().IsRegular() {
			continue
		}
		d, found, err := s.Draft(name)
		if err != nil {
			return nil, err
		}
		if found {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b Draft) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(a.Name, b.Name)) })
	return all, nil
}

// DropDraft forgets what was typed into a form: it is saved, or was thrown away. A
// draft that is not there is no error.
func (s *Store) DropDraft(name string) error {
	s.saves.Add(1)
	defer s.saves.Add(-1)
	if !draftNames().MatchString(name) {
		return invalid("the name %q of a draft: letters, digits, - and _ only", name)
	}
	err := os.Remove(s.draftPath(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.explain(err)
}

// dropDraftsAbout forgets what was being typed about a person: the names of such drafts end in
// the person's id.
func (s *Store) dropDraftsAbout(learner string) error {
	files, err := os.ReadDir(filepath.Join(s.dir, "drafts"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.explain(err)
	}
	for _, f := range files {
		name, isDraft := strings.CutSuffix(f.Name(), ".json")
		if isDraft && strings.HasSuffix(name, "-"+learner) && draftNames().MatchString(name) {
			err = errors.Join(err, s.DropDraft(name))
		}
	}
	return err
}
