package curriculum

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io/fs"
	"sync"

	jsonv1 "github.com/go-json-experiment/json/v1"
)

// The index is the lists of Waymark's own pack, as its many files of YAML give
// them, in one file of JSON. The first frame of the program waits for them, and
// JSON is read several times as fast. A test holds the index to the files.
//
//go:embed index.json
var indexFile []byte

// An index is a folder without what only the checker asks of it, and with the ids of what
// each lesson asks.
type index struct {
	Pack     packFile
	Pathways []Pathway
	Modules  []Module
	Lessons  []Lesson
	Asked    map[string]lessonIDs // by lesson id
}

func (i index) folder(s *source) folder {
	return folder{source: s, pack: i.Pack, pathways: i.Pathways, modules: i.Modules, lessons: i.Lessons, asked: i.Asked}
}

// embedded marks Waymark's own pack, which has an index.
type embedded struct{ fs.FS }

// lists are what was read of a pack, and what is wrong with it.
type lists struct {
	folder folder
	faults []error
}

// readAllLists reads the lists of packs, all at once: the first frame waits for them.
func readAllLists(packs []fs.FS) []lists {
	read := make([]lists, len(packs))
	var all sync.WaitGroup
	for i, pack := range packs {
		all.Go(func() { read[i].folder, read[i].faults = readLists(&source{fsys: pack}) })
	}
	all.Wait()
	return read
}

// readLists reads the lists of a pack: from its index, where it has one.
func readLists(s *source) (folder, []error) {
	switch s.fsys.(type) {
	case embedded:
		return readOwnIndex(s)
	case installed:
		if f, fine := readIndex(s); fine {
			return f, nil
		}
	}
	return readFiles(s)
}

// readFiles reads the lists of a pack, or of a translation in one, from their files.
func readFiles(s *source) (folder, []error) {
	fsys := s.fsys
	if pack, is := fsys.(installed); is {
		fsys = pack.FS
	}
	if _, is := fsys.(below); is {
		return readTranslation(s)
	}
	return readFolder(s)
}

func readOwnIndex(s *source) (folder, []error) {
	var i index
	if err := jsonv1.Unmarshal(indexFile, &i); err != nil {
		return folder{}, []error{err}
	}
	return i.folder(s), nil
}

// encodeIndex makes the index of a folder.
func encodeIndex(f folder) ([]byte, error) {
	var text bytes.Buffer
	lines := json.NewEncoder(&text)
	lines.SetEscapeHTML(false) // see isCleanJSON
	err := lines.Encode(index{f.pack, f.pathways, f.modules, f.lessons, f.asked})
	return text.Bytes(), err
}
