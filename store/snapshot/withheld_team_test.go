package snapshot_test

import (
	"crypto/ed25519"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/evidence"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// signingKey is the key of a generated learner, of whom there are more than keyOf has keys.
func signingKey(seed uint64) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(append(make([]byte, 24), binary.BigEndian.AppendUint64(nil, seed)...))
}

// send puts the snapshot of a generated learner where a lead finds it.
func send(folder string, seed uint64, s snapshot.Snapshot, content string) error {
	sealed, err := envelope.Seal(signingKey(seed), snapshot.Kind, []byte(content))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, s.Learner.ID+".json"), sealed, 0o600)
}

// checkTeam takes in a folder of snapshots of one profile, as a lead who has private words of
// their own everywhere, and looks for what was withheld in the reports and the pack of evidence that the
// lead could hand on.
func checkTeam(t *testing.T, folder string, profile snapshot.Profile) {
	t.Helper()
	lead := newPerson(t, 1)
	taken, err := team.Import(lead.store, "", folder, now())
	must(t, err)
	if len(taken.Taken) < learners()/5 || len(taken.Refused) > 0 {
		t.Fatalf("%s: %d were taken in, %v was refused", profile, len(taken.Taken), taken.Refused)
	}
	people, err := team.People(lead.store)
	must(t, err)
	for _, p := range people[:20] {
		_, err := lead.store.KeepTalkNote(p.Member.ID, lead.word(private))
		must(t, err)
		_, err = lead.store.Assign(store.Assignment{Learner: p.Member.ID, Module: "foundations", Waived: true, Reason: lead.word(minimal)})
		must(t, err)
	}
	size := 0
	for name, content := range handedOn(t, lead.store) {
		size += len(content)
		const norm = "ISO/IEC 42001:2023" // no time of day
		for _, leak := range leaks(strings.ReplaceAll(content, norm, ""), profile) {
			t.Errorf("%s, %s: %s", profile, name, leak)
		}
	}
	t.Logf("%s: %d people, %d bytes of reports and packs", profile, len(people), size)
}

// handedOn is the text of all that a lead hands on, by file. Of a pack the lessons are left out: they are content,
// of which the hash is the name.
func handedOn(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	dir, texts := t.TempDir(), map[string]string{}
	report, err := team.NewReport(catalogue(), s, team.Filter{}, now())
	must(t, err)
	for _, ending := range []string{".md", ".csv", ".html"} {
		file, err := team.WriteReport(filepath.Join(dir, "report"+ending), report, false)
		must(t, err)
		texts["report"+ending] = contentOf(t, file)
	}
	pack, err := evidence.Make(catalogue(), s, team.Filter{}, now())
	must(t, err)
	folder, err := evidence.Write(s, pack, filepath.Join(dir, "pack"))
	must(t, err)
	names, err := filepath.Glob(filepath.Join(folder, "*.*"))
	must(t, err)
	for _, name := range names {
		texts[filepath.Base(name)] = contentOf(t, name)
	}
	signed, err := envelope.Open([]byte(texts[evidence.ManifestFile]), evidence.ManifestKind)
	must(t, err)
	texts[evidence.ManifestFile] = string(signed.Payload)
	if len(texts) < 9 || !strings.Contains(texts["records.csv"], minimal) {
		t.Fatalf("%d files, or nothing of anybody in them", len(texts))
	}
	return texts
}

func contentOf(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	must(t, err)
	return string(content)
}
