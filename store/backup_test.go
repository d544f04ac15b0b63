package store

import (
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestABackupHoldsEverythingAndComesBack(t *testing.T) {
	s, _, seen := lived(t)
	key := must(s.SigningKey())(t)
	_, _, err := s.AddExperiment(Experiment{Title: "Waits in a line"})
	check(t, err)
	b := must(s.BackUp(AskedFor))(t)
	equal(t, "entries", b.Entries, 2)
	info := must(os.Stat(b.Path))(t)
	equal(t, "mode", info.Mode().Perm(), 0o600)
	equal(t, "mode of the folder", must(os.Stat(s.BackupsDir()))(t).Mode().Perm(), 0o700)
	equal(t, "listed", must(s.Backups())(t), []Backup{b})
	checkSound(t, b.Path)
	full := must(look(s, "fnd"))(t)

	_ = must(s.Undo(time.Time{}))(t)
	equal(t, "after an undo", must(look(s, "fnd"))(t), seen)
	check(t, s.Restore(b.Path))
	equal(t, "restored", must(look(s, "fnd"))(t), full)
	kept := must(s.Backups())(t)[0]
	equal(t, "what was there is kept", kept.Reason, BeforeRestoring)
	check(t, s.Restore(kept.Path))
	equal(t, "and comes back", must(look(s, "fnd"))(t), seen)
	noDrafts(t, s)

	elsewhere := New(filepath.Join(t.TempDir(), "new machine"), s.now)
	check(t, elsewhere.Restore(b.Path))
	equal(t, "on a new machine", must(look(elsewhere, "fnd"))(t), full)
	equal(t, "with the key", must(elsewhere.SigningKey())(t).Equal(key), true)
	learner, device, err := s.Identity()
	check(t, err)
	learner2, device2, err := elsewhere.Identity()
	check(t, err)
	equal(t, "the learner", learner2, learner)
	equal(t, "it is another device", device2 != device, true)
	check(t, elsewhere.read(func(t2 *tx) error {
		content, err := t2.getBytes(metaBucket, packedKey)
		equal(t, "the key is not in the file", content == nil, true)
		return err
	}))
	checkSound(t, elsewhere.File())
}

// noDrafts fails where a temporary file was left.
func noDrafts(t testing.TB, s *Store) {
	t.Helper()
	equal(t, "temporary files", draftsIn(draftPrefix, []string{s.dir, s.spoolDir(), s.BackupsDir(), filepath.Join(s.dir, "drafts")}), nil)
}

func TestADamagedFileIsKeptWhereABackupTakesItsPlace(t *testing.T) {
	s, _, seen := lived(t)
	b := must(s.BackUp(Automatic))(t)
	bad := must(os.ReadFile(s.File()))(t)
	for i := 3 * 4096; i < len(bad); i += 100 {
		bad[i] ^= 0x55
	}
	check(t, os.WriteFile(s.File(), bad, 0o600))
	s = New(s.Dir(), s.now)
	_, err := s.BackUp(Automatic)
	wantErr(t, err, ErrDamaged)
	equal(t, "backups", must(s.Backups())(t), []Backup{b})
	_, waiting, err := s.AddExperiment(Experiment{Title: "Written meanwhile"})
	check(t, err)
	equal(t, "it waits", waiting != nil, true)

	r := must(s.RestoreFrom(b.Path, false))(t)
	equal(t, "kept as damaged", r.Damaged && strings.Contains(filepath.Base(r.Kept), "damaged"), true)
	equal(t, "untouched", string(must(os.ReadFile(r.Kept))(t)) == string(bad), true)
	titles := []string{}
	for _, x := range must(s.Experiments())(t) {
		titles = append(titles, x.Title)
	}
	equal(t, "what waited is taken in", strings.Join(titles, ", "), "Written meanwhile, Tone")
	equal(t, "the rest is as it was", must(look(s, "fnd"))(t).Attempts, seen.Attempts)
	noDrafts(t, s)
}

func TestABackupThatIsDamagedIsRefused(t *testing.T) {
	s, _, seen := lived(t)
	b := must(s.BackUp(AskedFor))(t)
	sound := must(os.ReadFile(b.Path))(t)
	for name, spoil := range map[string]func([]byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"a value": func(b []byte) []byte { b[strings.Index(string(b), "long long long")]++; return b },
		"empty":   func([]byte) []byte { return nil },
		"a meta":  func(b []byte) []byte { binary.LittleEndian.PutUint64(b[16+48:], 9999); return b },
		"other":   func([]byte) []byte { return []byte(strings.Repeat("Dear diary, ", 5000)) },
	} {
		t.Run(name, func(t *testing.T) {
			check(t, os.WriteFile(b.Path, spoil([]byte(string(sound))), 0o600))
			err := s.Restore(b.Path)
			wantErr(t, err, ErrDamaged)
			if !strings.Contains(err.Error(), b.Path) || !strings.Contains(err.Error(), "nothing was changed") {
				t.Errorf("the message is %q", err)
			}
			equal(t, "the file", must(look(s, "fnd"))(t), seen)
			equal(t, "no backup was made for nothing", len(must(s.Backups())(t)), 1)
			noDrafts(t, s)
		})
	}
}

func TestABackupOfAnotherLearnerIsRefused(t *testing.T) {
	s, _, seen := lived(t)
	mine := must(s.SigningKey())(t)
	other := newStore(t)
	check(t, updateProfile(other, "name", "Amara"))
	theirs := must(other.SigningKey())(t)
	b := must(other.BackUp(AskedFor))(t)
	wantErr(t, s.Restore(b.Path), ErrAnother)
	equal(t, "the file", must(look(s, "fnd"))(t), seen)

	_ = must(s.RestoreFrom(b.Path, true))(t)
	equal(t, "the name", must(s.Profile())(t).Name, "Amara")
	equal(t, "the key goes with the learner", must(s.SigningKey())(t).Equal(theirs), true)
	_ = must(s.RestoreFrom(must(s.Backups())(t)[0].Path, true))(t)
	equal(t, "back again", must(look(s, "fnd"))(t), seen)
	equal(t, "with the key", must(s.SigningKey())(t).Equal(mine), true)
}

func TestABackupIsMadeBeforeTheFileIsBroughtToANewFormat(t *testing.T) {
	s := newStore(t)
	old := must(os.ReadFile("testdata/format4.db"))(t)
	check(t, os.MkdirAll(s.Dir(), 0o700))
	check(t, os.WriteFile(s.File(), old, 0o600))
	before := values(t, s.File())
	_ = must(s.Profile())(t)
	all := must(s.Backups())(t)
	equal(t, "backups", len(all), 1)
	equal(t, "why", all[0].Reason, BeforeMigrating)
	equal(t, "it holds the file as it was", maps.Equal(values(t, all[0].Path), before), true)
	migrated := values(t, s.File())
	check(t, s.Restore(all[0].Path))
	_ = must(s.Profile())(t)
	equal(t, "restored, it is brought to the format once more", maps.Equal(values(t, s.File()), migrated), true)
}

func TestABackupIsMadeBeforeAnImport(t *testing.T) {
	s, other := newStore(t), newStore(t)
	x := trial(t, other, 1)
	bench := must(other.Bench(x.ID))(t)
	_ = must(s.ImportExperiments([]Bench{bench}))(t)
	equal(t, "nothing was there before", len(must(s.Backups())(t)), 0)
	_ = must(s.ImportExperiments([]Bench{bench}))(t)
	all := must(s.Backups())(t)
	equal(t, "backups", len(all), 1)
	equal(t, "why", all[0].Reason, BeforeImporting)
}
