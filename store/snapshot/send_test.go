package snapshot_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// What is written is what was shown, to the letter, and the ledger has it.
func TestSending(t *testing.T) {
	p := newPerson(t, 1)
	folder := t.TempDir()
	s, file := p.send(snapshot.Standard, folder)
	if name := filepath.Base(file); !strings.HasPrefix(name, "waymark-"+s.Learner.Name+"-") || !strings.HasSuffix(name, ".json") {
		t.Errorf("the file is called %s", name)
	}
	shown, err := s.Encode()
	must(t, err)
	content, err := os.ReadFile(file)
	must(t, err)
	back, signed, err := snapshot.Open(content)
	must(t, err)
	if diff := cmp.Diff(s, back); diff != "" || string(signed.Payload) != string(shown) {
		t.Errorf("it was not written as it was shown: %s", diff)
	}
	last, err := p.store.LastSent()
	must(t, err)
	if last.Payload != string(shown) || last.To != file || last.Hash != envelope.Hash(shown) || last.Number != 1 {
		t.Errorf("the ledger has %+v", last)
	}
	// The next one follows it; the first one cannot be sent any more.
	next, _ := p.send(snapshot.Minimal, folder)
	if next.Number != 2 || next.Previous != last.Hash {
		t.Errorf("the next has number %d, after %s", next.Number, next.Previous)
	}
	if _, err := snapshot.Send(p.store, s, filepath.Join(folder, "again.json")); !errors.Is(err, snapshot.ErrInvalid) {
		t.Errorf("an older one: %v", err)
	}
	// The same one to another place is no new one.
	if _, err := snapshot.Send(p.store, next, filepath.Join(folder, "copy.json")); err != nil {
		t.Error(err)
	}
	if all := files(t, folder); len(all) != 2 {
		t.Errorf("the folder has %q", slices.Collect(maps.Keys(all)))
	}
}

// Whoever reads a snapshot while the next one takes its place reads all of the old one.
func TestASnapshotIsReplacedAsAWhole(t *testing.T) {
	p, folder := newPerson(t, 1), t.TempDir()
	_, file := p.send(snapshot.Standard, folder)
	before, err := os.ReadFile(file)
	must(t, err)
	reading, err := os.Open(file)
	must(t, err)
	defer reading.Close()
	if _, next := p.send(snapshot.Minimal, folder); next != file {
		t.Fatalf("the next one is %s, and not in the place of %s", next, file)
	}
	read, err := io.ReadAll(reading)
	must(t, err)
	if string(read) != string(before) {
		t.Errorf("the file that was being read has become %q", read)
	}
}

func TestNothingElseIsWrittenOver(t *testing.T) {
	p, other := newPerson(t, 1), newPerson(t, 2)
	folder := t.TempDir()
	_, theirs := other.send(snapshot.Minimal, folder)
	notes, link, big := filepath.Join(folder, "notes.json"), filepath.Join(folder, "link.json"), filepath.Join(folder, "big.json")
	must(t, os.WriteFile(notes, []byte(`{"notes": "mine"}`), 0o600), os.WriteFile(big, make([]byte, envelope.MaxSize+1), 0o600))
	if err := os.Symlink(notes, link); err != nil {
		t.Skipf("this system has no links: %v", err)
	}
	before := files(t, folder)
	s := p.with(snapshot.Standard, "")
	for _, path := range []string{theirs, notes, link, big, filepath.Join(folder, "gone", "file.json"), filepath.Join(folder, "gone")} {
		if _, err := snapshot.Send(p.store, s, path); err == nil {
			t.Errorf("%s was written", path)
		}
	}
	_, sending := snapshot.Send(p.store, s, filepath.Join(folder, "gone"))
	_, writing := snapshot.Write(filepath.Join(folder, "gone"), keyOf(1), example())
	for what, err := range map[string]error{"sent": sending, "written": writing} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s to a folder that is not there: %v", what, err)
		}
	}
	if _, err := snapshot.Write(folder, keyOf(1), snapshot.Snapshot{}); !errors.Is(err, snapshot.ErrInvalid) {
		t.Errorf("nothing at all: %v", err)
	}
	if diff := cmp.Diff(before, files(t, folder)); diff != "" {
		t.Error(diff)
	}
	if ledger, err := p.store.Ledger(); err != nil || len(ledger) != 0 {
		t.Errorf("nothing was sent, and the ledger has %v, %v", ledger, err)
	}
}

// With another name, the file under the old one goes.
func TestANewNameLeavesNoOldFile(t *testing.T) {
	p := newPerson(t, 1)
	folder := t.TempDir()
	_, mine := p.send(snapshot.Minimal, folder)
	_, kept := p.send(snapshot.Minimal, filepath.Join(folder, "kept.json"))
	_, err := p.store.UpdateProfile(map[string]string{"name": "Ines Álvarez"})
	must(t, err)
	_, renamed := p.send(snapshot.Minimal, folder)
	all := slices.Sorted(maps.Keys(files(t, folder)))
	if want := []string{filepath.Base(kept), filepath.Base(renamed)}; !slices.Equal(all, want) || mine == renamed {
		t.Errorf("the folder has %q, want %q", all, want)
	}
	if !strings.Contains(renamed, "waymark-ines-álvarez-") {
		t.Errorf("the file is called %s", renamed)
	}
}

// An entry that is shared in full is a file beside the snapshot, with the profile "open"
// only, and goes when it is shared no more.
func TestFullRecords(t *testing.T) {
	p := newPerson(t, 1)
	folder := t.TempDir()
	p.send(snapshot.Standard, folder)
	if n := len(files(t, folder)); n != 1 {
		t.Fatalf("%d files with the standard profile", n)
	}
	s, _ := p.send(snapshot.Full, folder)
	records := map[string]bool{}
	for _, c := range s.Cards {
		records[c.Record] = c.Record != ""
	}
	found := 0
	for name, content := range files(t, folder) {
		e, signed, err := snapshot.OpenEntry([]byte(content))
		if err != nil {
			continue
		}
		found++
		if !records[envelope.Hash(signed.Payload)] || signed.Signer != s.Learner.Key || e.Learner != s.Learner.ID || !strings.Contains(name, "-entry-"+strings.ToLower(e.ID)) {
			t.Errorf("%s is named by no card, or by another learner: %+v", name, e)
		}
		if !strings.Contains(e.Words(), full) || !strings.Contains(e.Title(), standard) || len(leaksOfEntry(string(signed.Payload))) > 0 {
			t.Errorf("%s: %v\n%s", name, leaksOfEntry(string(signed.Payload)), e.Words())
		}
	}
	if found != 2 {
		t.Errorf("%d records, want 2", found)
	}
	// One is made private, and of the other the card alone is shared; both files go, and
	// what is no file of the learner's stays.
	stranger := filepath.Join(folder, "waymark-x-"+strings.ToLower(s.Learner.ID[20:])+"-entry-1.json")
	must(t, os.WriteFile(stranger, []byte("{}"), 0o600))
	full := p.shared[store.FullShared]
	_, err := p.store.UnshareExperiment(full[0])
	must(t, err)
	_, err = p.store.ShareExperiment(full[1], store.CardShared, "a reason")
	must(t, err)
	s, file := p.send(snapshot.Full, folder)
	if all := slices.Sorted(maps.Keys(files(t, folder))); !slices.Equal(all, slices.Sorted(slices.Values([]string{filepath.Base(file), filepath.Base(stranger)}))) {
		t.Errorf("the folder has %q", all)
	}
	if slices.ContainsFunc(s.Cards, func(c snapshot.Card) bool { return c.Record != "" }) {
		t.Error("a card names a record that is not shared")
	}
}

// leaksOfEntry is leaks for the file of an entry that is shared in full: its own texts may
// be there.
func leaksOfEntry(text string) []string {
	return leaks(strings.ReplaceAll(text, full, ""), snapshot.Standard)
}

// What was shown is what is sent: an entry that was changed or made private in between is
// found, and nothing is written.
func TestARecordThatChangedMeanwhileIsNotSent(t *testing.T) {
	p := newPerson(t, 1)
	folder, id := t.TempDir(), p.shared[store.FullShared][0]
	changed := func() error {
		_, err := p.store.UpdateExperiment(id, map[string]string{"outcome": "Another outcome"})
		return err
	}
	benchChanged := func() error {
		b, err := p.store.Bench(id)
		must(t, err)
		b.Variants[0].Note = "Another note"
		_, err = p.store.KeepVariant(id, b.Variants[0])
		return err
	}
	narrowed := func() error {
		_, err := p.store.ShareExperiment(p.shared[store.FullShared][1], store.CardShared, "a reason")
		return err
	}
	madePrivate := func() error { _, err := p.store.UnshareExperiment(id); return err }
	_, err := p.store.UnshareExperiment(p.shared[store.FullShared][1])
	must(t, err)
	_, err = p.store.ShareExperiment(p.shared[store.FullShared][1], store.FullShared, "a reason") // today, as its card will be
	must(t, err)
	for i, change := range []func() error{changed, benchChanged, narrowed, madePrivate} {
		s := p.with(snapshot.Full, "")
		must(t, change())
		if _, err := snapshot.Send(p.store, s, folder); !errors.Is(err, snapshot.ErrInvalid) || !strings.Contains(err.Error(), "look at it again") || len(files(t, folder)) > 0 {
			t.Errorf("change %d: %v, and the folder has %d files", i, err, len(files(t, folder)))
		}
	}
}

// What does not fit the learner, or what stands where it would go, is refused before anything
// is written or noted.
func TestWhatCannotBeSentIsRefusedBefore(t *testing.T) {
	for name, c := range map[string]struct {
		says   string
		change func(p *person, s *snapshot.Snapshot, folder string)
	}{
		"another key": {"your key is another one", func(p *person, _ *snapshot.Snapshot, _ string) {
			must(t, os.Remove(p.store.KeyFile()))
		}},
		"a sly name": {"cannot be seen", func(_ *person, s *snapshot.Snapshot, _ string) { s.Learner.Name = "I\u202enes" }},
		"too much": {"larger than", func(_ *person, s *snapshot.Snapshot, _ string) {
			for i := range 150 {
				s.Modules = append(s.Modules, snapshot.Module{ID: fmt.Sprint("m", i), Title: strings.Repeat("é", 300), State: "not started", Total: 1})
				s.Hands = append(s.Hands, snapshot.Topic{About: fmt.Sprint("m", i), Title: strings.Repeat("é", 300), Note: strings.Repeat("é", 300), Since: "2026-11-24"})
			}
		}},
		"a team file that is garbled": {"the accepted team file of", func(p *person, _ *snapshot.Snapshot, _ string) {
			must(t, p.accept(`{"ceiling": 7}`))
			if _, err := snapshot.Read(catalogue(), p.store, "1.2.3", now()); err == nil || !strings.Contains(err.Error(), "the accepted team file of") {
				t.Errorf("read: %v", err)
			}
		}},
		"notes where a record goes": {"is nothing that you sent", func(p *person, s *snapshot.Snapshot, folder string) {
			at := t.TempDir()
			if _, err := snapshot.Send(p.store, *s, at); err != nil {
				t.Fatal(err)
			}
			*s = p.with(snapshot.Full, "")
			for name := range files(t, at) {
				if strings.Contains(name, "-entry-") {
					must(t, os.WriteFile(filepath.Join(folder, name), []byte("{}"), 0o600))
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p, folder := newPerson(t, 1), t.TempDir()
			s := p.with(snapshot.Full, "")
			c.change(p, &s, folder)
			before := files(t, folder)
			ledger, err := p.store.Ledger()
			must(t, err)
			if _, err := snapshot.Send(p.store, s, folder); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %q", err, c.says)
			}
			after, err := p.store.Ledger()
			must(t, err)
			if diff := cmp.Diff(before, files(t, folder)); diff != "" || len(after) != len(ledger) {
				t.Errorf("%d in the ledger, was %d\n%s", len(after), len(ledger), diff)
			}
		})
	}
}

func TestAPathFromHome(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the home folder has another variable there")
	}
	t.Setenv("HOME", "/home/ines")
	for path, want := range map[string]string{"~": "/home/ines", "~/team": "/home/ines/team", "~kai/team": "~kai/team", "/x/~": "/x/~"} {
		if got := snapshot.Expand(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

// A record that is too large for a file is not sent; its card is.
func TestALargeRecordStaysAtHome(t *testing.T) {
	p := newPerson(t, 1)
	_, err := p.store.UpdateExperiment(p.shared[store.FullShared][0], map[string]string{"outcome": strings.Repeat("long ", 200_000)})
	must(t, err)
	folder := t.TempDir()
	s, _ := p.send(snapshot.Full, folder)
	if len(s.Cards) != 4 || len(files(t, folder)) != 2 {
		t.Errorf("%d cards and %d files, want 4 and 2", len(s.Cards), len(files(t, folder)))
	}
}

// A withdrawal takes the place of all that was sent to a folder, and says nothing.
func TestWithdrawal(t *testing.T) {
	p, other := newPerson(t, 1), newPerson(t, 2)
	folder := t.TempDir()
	if _, err := snapshot.Withdraw(p.store, folder, now()); !errors.Is(err, snapshot.ErrNothingSent) {
		t.Errorf("before anything was sent: %v", err)
	}
	_, theirs := other.send(snapshot.Minimal, folder)
	sent, _ := p.send(snapshot.Full, folder)
	file, err := snapshot.Withdraw(p.store, folder, now())
	must(t, err)
	all := files(t, folder)
	if len(all) != 2 || all[filepath.Base(theirs)] == "" {
		t.Errorf("the folder has %q", slices.Collect(maps.Keys(all)))
	}
	s, _, err := snapshot.Open([]byte(all[filepath.Base(file)]))
	must(t, err)
	last, err := p.store.LastSent()
	must(t, err)
	if !s.Withdrawn || s.Number != sent.Number+1 || s.Learner.ID != sent.Learner.ID || last.Number != s.Number || last.To != file {
		t.Errorf("it says %+v, and the ledger %+v", s, last)
	}
	if strings.Contains(file, minimal) || len(leaks(last.Payload, snapshot.Minimal)) > 0 || strings.Contains(last.Payload, minimal) {
		t.Errorf("%s holds something of the learner: %s", file, last.Payload)
	}
	// It goes over a file of another name as well, and what is sent later tells again.
	named := filepath.Join(folder, "mine.json")
	p.send(snapshot.Minimal, named)
	if _, err := snapshot.Withdraw(p.store, named, now()); err != nil {
		t.Error(err)
	}
	if s, _, err := snapshot.Open([]byte(files(t, folder)["mine.json"])); err != nil || !s.Withdrawn {
		t.Errorf("%+v, %v", s, err)
	}
}
