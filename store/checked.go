package store

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"time"
)

// To walk through all pages of a file takes a second for 100,000 entries. So every
// save, and every walk, notes beside the file in which condition it left it: its size
// and times, where it lies, its newest transaction, and which start of the machine it was.
// A file that is found in just this condition is not walked through again, for as long
// as checkedFor. docs/decisions/017.
const (
	checkedFor  = 24 * time.Hour
	checkedSize = 512 // bytes; the note is written over, never cut off
)

func (s *Store) checkedFile() string { return s.File() + ".checked" }

// condition tells the file from any other, and from itself after any change. It is
// empty where the system does not say enough. The caller holds the file's lock.
func (s *Store) condition(txID uint64) string {
	info, err := os.Stat(s.File())
	if err != nil {
		return ""
	}
	place := filePlace(info)
	if place == "" {
		return ""
	}
	return fmt.Sprint(txID, info.Size(), info.ModTime().UnixNano(), " ", place)
}

// isChecked reports that the file was left like this when it was sound.
func (s *Store) isChecked() bool {
	note, err := os.ReadFile(s.checkedFile())
	if err != nil {
		return false
	}
	walked, condition, ok := readChecked(note)
	age := time.Since(time.UnixMilli(walked))
	if !ok || age < 0 || age > checkedFor {
		return false
	}
	pages, err := readMetas(s.File())
	if err != nil || condition != s.condition(pages.newest().TxID) {
		return false
	}
	s.walked.Store(walked)
	return true
}

// noteChecked notes the condition of a file that was walked through, and changed by
// nobody else since. A note that cannot be written is missed by nobody but the clock.
func (s *Store) noteChecked(txID uint64) {
	condition := s.condition(txID)
	if condition == "" {
		return
	}
	f, err := os.OpenFile(s.checkedFile(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	_, _ = f.WriteAt(writeChecked(s.walked.Load(), condition), 0)
}

// writeChecked is the note: a sum, the time of the walk and the condition.
func writeChecked(walked int64, condition string) []byte {
	text := fmt.Sprintf("%d %s", walked, condition)
	note := fmt.Appendf(nil, "%08x %s", crc32.Checksum([]byte(text), castagnoli), text)
	return append(note, bytes.Repeat([]byte(" "), max(0, checkedSize-len(note)))...)
}

func readChecked(note []byte) (walked int64, condition string, ok bool) {
	sum, text, found := bytes.Cut(bytes.TrimRight(note, " "), []byte(" "))
	if !found || string(sum) != fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli)) {
		return 0, "", false
	}
	at, rest, _ := bytes.Cut(text, []byte(" "))
	_, err := fmt.Sscan(string(at), &walked)
	return walked, string(rest), err == nil
}
