package team

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/plain"
	"waymark/store/snapshot"
)

// A looked is what was found under a name.
type looked struct {
	name     string
	same     *store.SeenFile // it did not change since
	arrival  store.Arrival
	problem  error // why it was not read; another time it may be
	vanished bool
}

// look reads one file, unless it is as it was.
func (in *importer) look(root *os.Root, name string, before *store.SeenFile) looked {
	l := looked{name: name}
	info, err := root.Lstat(name)
	if err != nil {
		l.problem, l.vanished = plainly(err), errors.Is(err, fs.ErrNotExist)
		return l
	}
	file := store.SeenFile{Folder: in.folder, Name: name, Team: in.team, Size: info.Size(), Modified: info.ModTime().UTC(), Reader: reader}
	if before != nil && before.Size == file.Size && before.Modified.Equal(file.Modified) && before.Team == file.Team && before.Reader == reader {
		l.same = before
		return l
	}
	room, _ := in.rooms.Get().(*[]byte)
	if room == nil {
		room = new([]byte)
	}
	defer in.rooms.Put(room)
	data, err := readPlain(root, name, info, *room)
	switch {
	case errors.Is(err, plain.ErrNoFile) || errors.Is(err, errTooLarge):
		file.Reason = err.Error()
	case err != nil:
		l.problem, l.vanished = plainly(err), errors.Is(err, fs.ErrNotExist)
		return l
	default:
		*room = data // for the next one: what is kept of a file is a copy
		in.open(&l, &file, data)
	}
	l.arrival.File = file
	return l
}

// open checks what a file holds: the signature first.
func (in *importer) open(l *looked, file *store.SeenFile, data []byte) {
	signed, err := envelope.Open(data, snapshot.Kind, snapshot.EntryKind, FileKind)
	var told snapshot.Snapshot
	if err == nil {
		told, file.Other, err = contentOf(signed)
	}
	if err != nil {
		file.Reason = err.Error()
	}
	if err != nil || file.Other {
		return
	}
	if told.Made > in.now.AddDate(0, 0, 1).Format(time.DateOnly) {
		l.problem = fmt.Errorf("it is dated %s, in the future; look at the clock of that computer", told.Made)
		return
	}
	l.arrival.Member = store.Member{
		ID: told.Learner.ID, Key: signed.Signer, Team: in.team, Made: told.Made, Number: told.Number,
		Hash: envelope.Hash(signed.Payload), Imported: in.now, Head: packHead(told.Head()), Withdrawn: told.Withdrawn,
	}
	l.arrival.Taught = taughtOf(told.Lessons)
	l.arrival.Original = store.Original{Payload: signed.Payload, Signature: signed.Signature}
}

// contentOf is the snapshot in a statement; other says that it holds something else which
// is sound: an entry that is shared in full, or a team file.
func contentOf(signed envelope.Statement) (told snapshot.Snapshot, other bool, err error) {
	switch signed.Kind {
	case snapshot.EntryKind:
		_, err = snapshot.EntryOf(signed)
		return told, err == nil, err
	case FileKind:
		_, err = fileOf(signed)
		return told, err == nil, err
	}
	told, err = snapshot.Of(signed)
	return told, false, err
}
