package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	jsonv1 "github.com/go-json-experiment/json/v1"
	"github.com/gofrs/flock"
)

// A new entry is saved by adding one line to a file beside the learner's file, which
// takes one write that reaches the disk before it is confirmed; to save it in the
// learner's file takes two, of pages that lie apart. Whatever reads or saves next takes the
// lines in first, so that nobody sees a difference. docs/decisions/018.
//
// A line is a CRC-32C in hexadecimal and the entry as JSON. It begins with a line
// feed, too: after a line that was cut short, the next is whole.
const (
	capturedMost = 128 << 10 // bytes of lines that wait before a new entry takes them in
	capturedRead = 64 << 20  // bytes that are read of them at most
)

func (s *Store) captureFile() string { return filepath.Join(s.spoolDir(), "entries.log") }

// capture keeps a new entry in a line. It is an error where the learner's file is not
// there or cannot be used: then somebody has to be told.
func (s *Store) capture(x newEntry) error {
	if !s.usable.Load() {
		if err := s.look(func(*tx) error { return nil }); err != nil { // not view: what waits may wait on
			return err
		}
	}
	if _, err := statFile(s.File()); err != nil {
		return err
	}
	line, err := json.Marshal(x)
	if err != nil {
		return err
	}
	size, err := s.addLine(fmt.Appendf(nil, "\n%08x %s\n", crc32.Checksum(line, castagnoli), line))
	if err == nil && size > capturedMost {
		_ = s.update(func(*tx) error { return nil }) // or later: the entry is safe
	}
	return err
}

// addLine adds to the lines that wait and returns how long they are.
func (s *Store) addLine(line []byte) (size int64, err error) {
	if err := s.makeCaptureFile(); err != nil {
		return 0, err
	}
	unlock, err := s.lockCaptured()
	if err != nil {
		return 0, err
	}
	defer unlock()
	f, err := os.OpenFile(s.captureFile(), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, errors.Join(err, f.Close())
	}
	_, err = f.Write(line)
	if err = errors.Join(err, f.Sync()); err != nil {
		err = errors.Join(err, f.Truncate(info.Size()))
	}
	return info.Size() + int64(len(line)), errors.Join(err, f.Close())
}

func (s *Store) makeCaptureFile() error {
	if _, err := os.Stat(s.captureFile()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := makeFolder(s.spoolDir()); err != nil {
		return err
	}
	f, err := os.OpenFile(s.captureFile(), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), syncDir(s.spoolDir()), syncDir(s.dir))
}

// lockCaptured keeps other programs from the lines that wait.
func (s *Store) lockCaptured() (unlock func(), err error) { return s.lock(s.captureFile() + ".lock") }

// lock takes the lock that a file stands for, or is ErrBusy where another program keeps it
// too long. The system lets go of it when the program ends, however that is.
func (s *Store) lock(file string) (unlock func(), err error) {
	lock := flock.New(file)
	ctx, cancel := context.WithTimeout(context.Background(), max(s.patience, time.Millisecond))
	defer cancel()
	locked, err := lock.TryLock()
	if err == nil && !locked {
		if _, err = lock.TryLockContext(ctx, 2*time.Millisecond); errors.Is(err, context.DeadlineExceeded) {
			err = ErrBusy
		}
	}
	return func() { _ = lock.Close() }, err
}

// hasCaptured reports that lines wait.
func (s *Store) hasCaptured() bool {
	info, err := os.Stat(s.captureFile())
	return err == nil && info.Size() > 0
}

// captured reads the entries that wait in lines, and reports that each line is one. An error
// is of the disk: nothing is known of the lines then.
func (s *Store) captured() (waiting []newEntry, whole bool, err error) {
	f, err := os.Open(s.captureFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, capturedRead))
	if err != nil {
		return nil, false, err
	}
	whole = len(content) < capturedRead
	for line := range bytes.SplitSeq(content, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		if x, ok := readLine(line); ok {
			waiting = append(waiting, x)
		} else {
			whole = false
		}
	}
	return waiting, whole, nil
}

func readLine(line []byte) (x newEntry, ok bool) {
	sum, entry, _ := bytes.Cut(line, []byte(" "))
	ok = string(sum) == fmt.Sprintf("%08x", crc32.Checksum(entry, castagnoli)) && jsonv1.Unmarshal(entry, &x) == nil
	return x, ok
}

// takingCaptured runs a save that takes in the entries that wait in lines, and empties
// their file after it. Meanwhile nobody adds to it. A line that cannot be read was never
// confirmed, or the disk has changed it: the file is then kept beside, for a person to
// look at.
func (s *Store) takingCaptured(save func(waiting []newEntry) error) error {
	if !s.hasCaptured() {
		return save(nil)
	}
	unlock, err := s.lockCaptured()
	if err != nil {
		return err
	}
	defer unlock()
	waiting, whole, unread := s.captured()
	if err := save(waiting); err != nil || unread != nil { // what could not be read waits on
		return err
	}
	if whole {
		_ = os.Truncate(s.captureFile(), 0) // what stays is known when it is read again
	} else {
		_ = os.Rename(s.captureFile(), filepath.Join(s.spoolDir(), fmt.Sprintf("unreadable-%d.log", time.Now().UnixMilli())))
	}
	return nil
}
