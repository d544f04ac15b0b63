package curriculum

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	jsonv1 "github.com/go-json-experiment/json/v1"
)

// An installed pack has an index as well, in a hidden file of its folder, and so has each of
// its translations. It begins with a sum of all that follows and of what the folders say of
// each file: where the index is damaged or a file was changed, added or taken away, the sum is
// another one, and the files are read.
const (
	indexName   = ".index"
	indexFormat = "waymark index 1\n" // another one where the same files give another index
	maxIndex    = 3 * maxPack
	settledFor  = 2 * time.Second // a file changed again within one tick of a coarse clock looks the same
)

// installed marks a pack that may have an index.
type installed struct {
	fs.FS
	dir string
}

// AsInstalled marks the pack fsys, whose folder is dir, as an installed one: it is read from its
// index where that is true to its files.
func AsInstalled(dir string, fsys fs.FS) fs.FS { return installed{fsys, dir} }

// Reindex writes an index for each installed pack that had to be read from its files. Where it
// cannot, the files are read the next time as well.
func (c *Catalogue) Reindex() {
	for _, pack := range c.unindexed {
		_ = writeIndex(pack.dir, pack.FS)
	}
}

// readIndex reads the lists of an installed pack from its index, if that can be believed.
func readIndex(s *source) (folder, bool) {
	f, err := s.fsys.Open(indexName)
	if err != nil {
		return folder{}, false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxIndex))
	if err != nil {
		return folder{}, false
	}
	sum, text, _ := bytes.Cut(text, []byte("\n"))
	stamp, _, err := stampOf(s.fsys)
	if err != nil || string(sum) != indexSum(stamp, text) || !isCleanJSON(text) {
		return folder{}, false
	}
	var i index
	if err := jsonv1.Unmarshal(text, &i); err != nil {
		return folder{}, false
	}
	return i.folder(s), i.Asked != nil
}

// indexSum is the sum that an index begins with.
func indexSum(stamp hash.Hash, text []byte) string {
	stamp.Write(text)
	return fmt.Sprintf("%x", stamp.Sum(nil))
}

// stampOf sums up what the folders of a pack say of its files, and tells when the newest
// was changed.
func stampOf(fsys fs.FS) (stamp hash.Hash, newest time.Time, err error) {
	stamp = sha256.New()
	stamp.Write([]byte(indexFormat))
	dirs := []string{"."}
	for files := 0; len(dirs) > 0; dirs = dirs[1:] {
		entries, err := readDir(fsys, dirs[0])
		if err != nil {
			return nil, newest, err
		}
		if files += len(entries); files > maxFiles {
			return nil, newest, errors.New("too many files")
		}
		for _, e := range entries {
			name := path.Join(dirs[0], e.Name())
			switch {
			case strings.HasPrefix(e.Name(), "."):
			case e.IsDir():
				if fmt.Fprintf(stamp, "%q\n", name); dirs[0] == "." {
					dirs = append(dirs, name)
				}
			default:
				info, err := e.Info()
				if err != nil {
					return nil, newest, err
				}
				fmt.Fprintf(stamp, "%q %v %d %d\n", name, info.Mode().Type(), info.Size(), info.ModTime().UnixNano())
				if info.ModTime().After(newest) {
					newest = info.ModTime()
				}
			}
		}
	}
	return stamp, newest, nil
}

// isCleanJSON reports that no text in JSON holds what steers a terminal or cannot be seen,
// neither as it is nor as an escape.
func isCleanJSON(text []byte) bool {
	if clean(string(text)) != string(text) {
		return false
	}
	for {
		_, escape, found := bytes.Cut(text, []byte(`\`))
		if !found {
			return true
		}
		if len(escape) == 0 || !bytes.ContainsAny(escape[:1], `\"nt`) {
			return false
		}
		text = escape[1:]
	}
}

// writeIndex writes the index of a pack in a folder, unless its files were changed just now.
func writeIndex(dir string, pack fs.FS) error {
	draft, err := os.CreateTemp(dir, indexName+"-")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	defer draft.Close()
	now, err := draft.Stat() // by the clock that dates the files as well
	if err != nil {
		return err
	}
	stamp, newest, err := stampOf(pack)
	if err != nil || now.ModTime().Sub(newest) < settledFor {
		return err
	}
	f, faults := readFiles(&source{fsys: pack})
	if len(faults) > 0 {
		return faults[0]
	}
	f.asked = askedIDs(f)
	text, err := encodeIndex(f)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(draft, "%s\n%s", indexSum(stamp, text), text)
	if err = errors.Join(err, draft.Close()); err != nil {
		return err
	}
	return os.Rename(draft.Name(), filepath.Join(dir, indexName))
}

// askedIDs reads what each lesson asks; those that cannot be read are left out.
func askedIDs(f folder) map[string]lessonIDs {
	asked := map[string]lessonIDs{}
	for _, l := range f.lessons {
		if doc, err := readDocument(f.source, l); err == nil {
			body := doc.body("")
			asked[l.ID] = lessonIDs{body.ItemIDs(), body.CardIDs()}
		}
	}
	return asked
}
