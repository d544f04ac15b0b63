package store

import (
	"errors"
	"os"
	"slices"
	"sync/atomic"
	"testing"
)

// A spoilt file is one that verbs are tried on. Each does its work or says that the file is
// damaged, and then the file stays as it is.
type spoilt struct {
	part           string
	file           []byte
	looked         bool // the program began while the file was sound
	tried, refused *atomic.Int64
}

func (f spoilt) try(t *testing.T, verbs []verb) {
	var s *Store
	for _, v := range verbs {
		if s == nil {
			s = storeOf(t, f.file)
			s.inspected.Store(f.looked)
		}
		err := v.do(s)
		f.tried.Add(1)
		changed := string(must(os.ReadFile(s.File()))(t)) != string(f.file)
		if errors.Is(err, ErrDamaged) {
			f.refused.Add(1)
		}
		if err != nil && (changed || !isAnswer(err) && !errors.Is(err, ErrDamaged)) {
			t.Errorf("%s, bucket %s harmed, the file changed: %v: %v", v.name, f.part, changed, err)
		}
		if changed || s.hasCaptured() {
			s = nil
		}
	}
}

// Whichever part of the file is missing or garbled when the program begins.
func TestVerbsOnADamagedFile(t *testing.T) {
	w, share := eventful(t), proofs(1, 10) // of the calls, one in so many is tried
	var tried, refused atomic.Int64
	t.Cleanup(func() {
		t.Logf("%d calls on files that were harmed, of which %d said so", tried.Load(), refused.Load())
	})
	for i, part := range bucketsOf(t, w.file) {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			for j, harm := range harms {
				var some []verb
				for k, v := range w.verbs() {
					if (i+j+k)%share == 0 {
						some = append(some, v)
					}
				}
				spoilt{part, harmed(t, w.file, part, harm), false, &tried, &refused}.try(t, some)
			}
		})
	}
}

// A part that goes while the program runs, which looks through the file when it begins: all
// verbs that may need it.
func TestVerbsOnAFileThatGoesBad(t *testing.T) {
	w := eventful(t)
	var tried, refused atomic.Int64
	t.Cleanup(func() { t.Logf("%d calls on files that went bad, of which %d said so", tried.Load(), refused.Load()) })
	for _, part := range bucketsOf(t, w.file) {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			spoilt{part, harmed(t, w.file, part, harms[0]), true, &tried, &refused}.try(t, w.needing(part))
		})
	}
}

// needing are the verbs that may need a part of the file: those of its room, or all.
func (w world) needing(part string) []verb {
	learned := []string{profileBucket, lessonBucket, attemptBucket, objectiveBucket, cardBucket, checkBucket, drillBucket, dayBucket, handBucket, offerBucket, policyBucket}
	noted := []string{experimentBucket, benchBucket, variantBucket, caseBucket, outputBucket, roundBucket, rubricBucket, pieceBucket, waitingBucket, searchBucket, freshBucket}
	common := []string{metaBucket, logBucket, subjectBucket, undoneBucket, textBucket}
	switch {
	case slices.Contains(learned, part):
		return w.learning()
	case slices.Contains(noted, part):
		return slices.Concat(w.writing(), w.testing())
	case slices.Contains(common, part):
		return w.verbs()
	}
	return w.sharing()
}
