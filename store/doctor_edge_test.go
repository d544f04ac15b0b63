package store

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func TestNothingIsFoundInASoundFolder(t *testing.T) {
	s := newStore(t)
	_ = must(s.SigningKey())(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	check(t, s.KeepDraft("capture", map[string]string{"title": "x"}))
	_ = must(s.BackUp(AskedFor))(t)
	equal(t, "findings", must(s.Examine())(t).Findings, nil)
	check(t, os.Chmod(s.File(), 0o644)) // nobody comes by it through the folder
	equal(t, "findings", must(s.Examine())(t).Findings, nil)
	check(t, os.Chmod(s.Dir(), 0o755))
	equal(t, "open to others", len(must(s.Examine())(t).Findings), 2)
	check(t, os.Chmod(s.Dir(), 0o700))
}

func TestAFileOfAnOlderFormatIsFoundSound(t *testing.T) {
	for format := 1; format < len(formats); format++ {
		s := newStore(t)
		check(t, os.Mkdir(s.Dir(), 0o700))
		check(t, os.WriteFile(s.File(), must(os.ReadFile(filepath.Join("testdata", fmt.Sprintf("format%d.db", format))))(t), 0o600))
		equal(t, fmt.Sprint("findings in format ", format), must(s.Examine())(t).Findings, nil)
	}
}

// Five bad values are named; more are counted.
func TestManyBadValuesAreCounted(t *testing.T) {
	for bad, findings := range map[int]int{1: 1, 5: 5, 6: 6, 9: 6} {
		s := New(filepath.Join(t.TempDir(), "waymark"), time.Now)
		check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
		spoilt := harmed(t, must(os.ReadFile(s.File()))(t), lessonBucket, func(b *bbolt.Tx, bucket []byte) error {
			for n := range bad {
				if err := b.Bucket(bucket).Put(fmt.Append(nil, "bad", n), []byte("no value of ours, without a sum")); err != nil {
					return err
				}
			}
			return nil
		})
		check(t, os.WriteFile(s.File(), spoilt, 0o600))
		all := must(s.Examine())(t).Findings
		equal(t, fmt.Sprint("findings of ", bad), len(all), findings)
		counted := strings.Contains(fmt.Sprint(all), fmt.Sprintf("There are %d values", bad))
		equal(t, fmt.Sprint("counted of ", bad), counted, bad > 5)
	}
}

func TestEventsThatFitNothingAreFound(t *testing.T) {
	s := newStore(t)
	check(t, s.KeepPlace("fnd", "1.0.0", "intro", false))
	check(t, s.update(func(t *tx) error {
		id := randomID(t.now)
		e := Event{ID: id, Device: t.device, Subject: "lesson/fnd", Kind: placeKept, Version: 1, At: t.now, Action: id, Data: json.RawMessage(`{"page":7}`)}
		return t.put(logBucket, id, e)
	}))
	x := must(s.Examine())(t)
	equal(t, "found", x.names(), []string{CheckRecords})
	equal(t, "grave", x.Sound(), false)
	_ = must(s.Repair())(t)
}

// The way on says which backup it takes from.
func TestAWayOnNamesTheBackup(t *testing.T) {
	s := newStore(t)
	for n := range 60 {
		_ = must(s.RecordAttempt(attempt(fmt.Sprint("item-", n), true), need))(t)
	}
	spoil := func() {
		b := must(os.ReadFile(s.File()))(t)
		for n := 2; n < len(b)/samplePage; n++ {
			if strings.Contains(string(page(b, n)), `"item":"item-7"`) {
				clear(page(b, n))
			}
		}
		check(t, os.WriteFile(s.File(), b, 0o600))
	}
	what := func() string { return must(New(s.Dir(), time.Now).Examine())(t).Remedies[0].What }
	sound := must(os.ReadFile(s.File()))(t)
	spoil()
	if without := what(); strings.Contains(without, "backup") || !strings.Contains(without, "can be read in it. ") {
		t.Errorf("without a backup: %s", without)
	}
	check(t, os.WriteFile(s.File(), sound, 0o600))
	_ = must(s.BackUp(AskedFor))(t)
	spoil()
	if with := what(); !strings.Contains(with, "in it or in the newest backup, of 24 November 2026 ") {
		t.Errorf("with a backup: %s", with)
	}
	_ = must(s.Repair())(t)
}
