package store

import (
	"context"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// draftPrefix begins the name of every temporary file and folder in the learner's folder.
const draftPrefix = ".new-"

// outsideDraft begins the names of those in other folders. It is the learner's own, since
// somebody else's program could be writing there too.
func (s *Store) outsideDraft() string {
	return fmt.Sprintf(".waymark-new-%08x-", crc32.Checksum([]byte(s.dir), castagnoli))
}

// sweepLock is shared by the programs that write temporary files, and held alone by one that
// sweeps: so nothing is swept that somebody still writes.
func (s *Store) sweepLock() *flock.Flock { return flock.New(filepath.Join(s.dir, "writing.lock")) }

// writing keeps temporary files from being swept while one is written. Where the lock cannot
// be had at all, nobody else can have it to sweep either.
func (s *Store) writing() (done func()) {
	lock := s.sweepLock()
	ctx, cancel := context.WithTimeout(context.Background(), max(s.patience, time.Millisecond))
	defer cancel()
	_, _ = lock.TryRLockContext(ctx, time.Millisecond)
	return func() { _ = lock.Close() }
}

// Sweep removes the temporary files that a program left when it was killed. While one is
// being written all of them stay, until next time.
func (s *Store) Sweep() {
	s.sweep(draftPrefix, s.dir, s.spoolDir(), filepath.Join(s.dir, "drafts"), filepath.Join(s.dir, "edits"), s.BackupsDir())
}

func (s *Store) sweep(prefix string, dirs ...string) {
	strays := draftsIn(prefix, dirs)
	if len(strays) == 0 {
		return
	}
	lock := s.sweepLock()
	if locked, err := lock.TryLock(); err != nil || !locked {
		return
	}
	defer func() { _ = lock.Close() }()
	for _, stray := range strays {
		_ = os.RemoveAll(stray)
	}
}

func draftsIn(prefix string, dirs []string) (drafts []string) {
	for _, dir := range dirs {
		files, _ := os.ReadDir(dir) // one that is not there has none
		for _, f := range files {
			if strings.HasPrefix(f.Name(), prefix) {
				drafts = append(drafts, filepath.Join(dir, f.Name()))
			}
		}
	}
	return drafts
}
