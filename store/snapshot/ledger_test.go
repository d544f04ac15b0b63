package snapshot_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"waymark/store"
	"waymark/store/snapshot"
)

// Two programs of one learner send at once: one of them is told that the other did, and what
// lies in the folder is what the ledger says was sent last.
func TestTwoProgramsSendAtOnce(t *testing.T) {
	for range 8 {
		p := newPerson(t, 1)
		folder := t.TempDir()
		standard, minimal := p.with(snapshot.Standard, ""), p.with(snapshot.Minimal, "")
		_, err := p.store.UpdateProfile(map[string]string{"sharing": string(snapshot.Standard)})
		must(t, err)
		var both errgroup.Group
		sent := make([]error, 2)
		for i, s := range []snapshot.Snapshot{standard, minimal} {
			other := store.New(filepath.Dir(p.store.File()), time.Now)
			both.Go(func() error { _, sent[i] = snapshot.Send(other, s, folder); return nil })
		}
		must(t, both.Wait())
		if (sent[0] == nil) == (sent[1] == nil) {
			t.Fatalf("one of two was to be sent: %v, %v", sent[0], sent[1])
		}
		isInLedger(t, p.store, folder)
	}
}

// isInLedger fails where a snapshot in the folder is not the one that was noted last.
func isInLedger(t *testing.T, s *store.Store, folder string) {
	t.Helper()
	last, err := s.LastSent()
	must(t, err)
	for name, content := range files(t, folder) {
		_, signed, err := snapshot.Open([]byte(content))
		must(t, err)
		if string(signed.Payload) != last.Payload {
			t.Fatalf("%s is not what the ledger has:\n%s\n%s", name, signed.Payload, last.Payload)
		}
	}
}

// Whatever ends the program while a file is written, the ledger has it already.
func TestWhatIsWrittenIsInTheLedgerBefore(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the name of a draft may be longer there")
	}
	p := newPerson(t, 1)
	folder := t.TempDir()
	s := p.with(snapshot.Standard, "")
	// A name that is as long as one may be: the draft beside it, which has a longer one, cannot be made.
	long := filepath.Join(folder, strings.Repeat("x", 250)+".json")
	_, err := snapshot.Send(p.store, s, long)
	if _, is := errors.AsType[*fs.PathError](err); !is || len(files(t, folder)) > 0 {
		t.Fatalf("it cannot be written: %v", err)
	}
	ledger, err := p.store.Ledger()
	must(t, err)
	if len(ledger) != 1 || ledger[0].Number != 1 || ledger[0].To != long || !strings.Contains(ledger[0].Failed, "writing to") {
		t.Fatalf("the ledger has %+v", ledger)
	}
	if last, err := p.store.LastSent(); err != nil || last.Number != 0 {
		t.Errorf("it counts as sent: %+v, %v", last, err)
	}
	if _, err := snapshot.Withdraw(p.store, long, now()); err == nil || errors.Is(err, snapshot.ErrNothingSent) {
		t.Errorf("what may have left can be withdrawn: %v", err)
	}
	// Its number is not used again, and the next one is that after the last that was sent.
	next, file := p.send(snapshot.Standard, folder)
	if next.Number != 3 || next.Previous != "" {
		t.Errorf("the next has number %d, after %q", next.Number, next.Previous)
	}
	must(t, p.store.Rebuild())
	last, err := p.store.LastSent()
	must(t, err)
	if last.To != file || last.Failed != "" {
		t.Errorf("the last that was sent is %+v", last)
	}
	isInLedger(t, p.store, folder)
	_, err = os.Stat(filepath.Join(folder, filepath.Base(file)))
	must(t, err)
}

// The same snapshot may be sent again where it did not arrive.
func TestWhatDidNotArriveIsSentAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the name of a draft may be longer there")
	}
	p := newPerson(t, 1)
	s, folder := p.with(snapshot.Minimal, ""), t.TempDir()
	if _, err := snapshot.Send(p.store, s, filepath.Join(folder, strings.Repeat("x", 250)+".json")); err == nil {
		t.Fatal("it was written")
	}
	if _, err := snapshot.Send(p.store, s, folder); err != nil {
		t.Fatal(err)
	}
	isInLedger(t, p.store, folder)
	ledger, err := p.store.Ledger()
	must(t, err)
	if len(ledger) != 2 || ledger[0].Failed == "" || ledger[1].Failed != "" {
		t.Errorf("the ledger has %+v", ledger)
	}
}
