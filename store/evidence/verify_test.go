package evidence_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"golang.org/x/sync/errgroup"

	"waymark/store/envelope"
	"waymark/store/evidence"
	. "waymark/store/team/teamtest"
)

// A folder is a pack in memory, of which copies can be changed.
type folder fstest.MapFS

func inMemory(t testing.TB) (folder, evidence.Pack) {
	t.Helper()
	return inMemoryOf(t, 60)
}

func inMemoryOf(t testing.TB, people int) (folder, evidence.Pack) {
	t.Helper()
	p, _, path := writtenOf(t, people)
	f := folder{}
	for name, content := range contents(t, path) {
		f[name] = &fstest.MapFile{Data: content}
	}
	return f, p
}

// with is the folder with another content of a file; nil removes it.
func (f folder) with(name string, content []byte) folder {
	other := maps.Clone(f)
	if other[name] = (&fstest.MapFile{Data: content}); content == nil {
		delete(other, name)
	}
	return other
}

func (f folder) names() []string { return slices.Sorted(maps.Keys(f)) }

func (f folder) data(name string) []byte { return f[name].Data }

// verify verifies the folder, which has to be readable.
func (f folder) verify(t testing.TB, key string) evidence.Finding {
	t.Helper()
	found, err := evidence.VerifyFS(fstest.MapFS(f), key)
	check(t, err)
	return found
}

// rowsAt are the rows that a byte of a file belongs to: two for the line break between
// them, none for lines that hold no record.
func rowsAt(name string, content []byte, at, records int) []int {
	if name != "records.csv" && name != "records.json" && name != "chain.csv" {
		return nil
	}
	row := bytes.Count(content[:at], []byte("\n"))
	rows := []int{row}
	if content[at] == '\n' {
		rows = append(rows, row+1)
	}
	return slices.DeleteFunc(rows, func(r int) bool { return r < 1 || r > records })
}

func TestAPackAsItWasWrittenHolds(t *testing.T) {
	p, _, path := written(t)
	for _, key := range []string{"", p.Lead.Key} {
		found, err := evidence.Verify(path, key)
		check(t, err)
		if found.Err() != nil || len(found.Changes) > 0 || found.Manifest.Records != len(p.Records) || found.Manifest.Lead != p.Lead || found.Folder != path {
			t.Errorf("%v: %+v", found.Err(), found.Changes)
		}
	}
}

// Of 1,000 changes of a single byte, at random places over all files, every one is found,
// in its file and, of records, in its row.
func TestEverySingleByteThatWasChangedIsFoundAndLocated(t *testing.T) {
	f, p := inMemory(t)
	total := 0
	for _, name := range f.names() {
		total += len(f.data(name))
	}
	var workers errgroup.Group
	workers.SetLimit(runtime.GOMAXPROCS(0))
	var inRows atomic.Int64
	changes := 1_000
	if testing.Short() {
		changes = 100
	}
	for n := range changes {
		workers.Go(func() error {
			r := rand.New(rand.NewPCG(uint64(n), 7))
			name, at := f.place(r, total, n)
			content := bytes.Clone(f.data(name))
			content[at] ^= byte(1 + r.IntN(255))
			found, err := evidence.VerifyFS(fstest.MapFS(f.with(name, content)), "")
			rows := rowsAt(name, f.data(name), at, len(p.Records))
			if err != nil || !isLocated(found, name, rows) {
				return fmt.Errorf("change %d, byte %d of %s, rows %v: %w, %+v", n, at, name, rows, err, found.Changes)
			}
			if len(rows) > 0 {
				inRows.Add(1)
			}
			return nil
		})
	}
	check(t, workers.Wait())
	t.Logf("%d changes found and located, %d of them in their rows, in a pack of %d bytes and %d records", changes, inRows.Load(), total, len(p.Records))
}

// place is a byte to change: every second one anywhere by its size, the others in a file
// drawn by lot, so that small files get their share.
func (f folder) place(r *rand.Rand, total, n int) (name string, at int) {
	if n%2 == 0 {
		names := f.names()
		name = names[r.IntN(len(names))]
		return name, r.IntN(len(f.data(name)))
	}
	at = r.IntN(total)
	for _, name := range f.names() {
		if at < len(f.data(name)) {
			return name, at
		}
		at -= len(f.data(name))
	}
	panic("beyond the end")
}

// isLocated reports that a finding names one file and no other, and of it the rows and no
// others; without rows, that it names none.
func isLocated(found evidence.Finding, name string, rows []int) bool {
	if found.Err() == nil || len(found.Changes) == 0 {
		return false
	}
	for _, c := range found.Changes {
		if c.File != name || c.Row > 0 && !slices.Contains(rows, c.Row) || c.Row > 0 && (c.Record.Person == "" || !c.Known) {
			return false
		}
	}
	named := slices.ContainsFunc(found.Changes, func(c evidence.Change) bool { return c.Row > 0 })
	return named == (len(rows) > 0)
}

func TestRowsThatWereMovedTakenOutOrPutInAreNamed(t *testing.T) {
	f, p := inMemory(t)
	last := len(p.Records)
	tests := []struct {
		name string
		what func(lines []string) []string
		want string
	}{
		{"taken out", func(l []string) []string { return slices.Delete(l, 17, 18) }, "missing 17"},
		{"two taken out", func(l []string) []string { return slices.Delete(slices.Delete(l, 40, 41), 17, 18) }, "missing 17, missing 40"},
		{"put in", func(l []string) []string { return slices.Insert(l, 17, l[30]) }, "added 0"},
		{"a new one", func(l []string) []string { return slices.Insert(l, 17, "a new row\n") }, "added 0"},
		{"at the end", func(l []string) []string { return append(l, l[30]) }, "added 0"},
		{"swapped", func(l []string) []string { l[17], l[21] = l[21], l[17]; return l }, "moved 17, moved 21"},
		{"neighbours swapped", func(l []string) []string { l[17], l[18] = l[18], l[17]; return l }, "moved 18"},
		{"moved", func(l []string) []string { row := l[17]; return slices.Insert(slices.Delete(l, 17, 18), 40, row) }, "moved 17"},
		{"changed twice", func(l []string) []string {
			l[17], l[40] = strings.Replace(l[17], "2", "3", 1), strings.Replace(l[40], "2", "3", 1)
			return l
		}, "changed 17, changed 40"},
		{"cut short", func(l []string) []string { return l[:last-1] }, fmt.Sprintf("missing %d, missing %d", last-1, last)},
	}
	for _, name := range []string{"records.csv", "records.json", "chain.csv"} {
		lines := strings.SplitAfter(string(f.data(name)), "\n")
		for _, tt := range tests {
			got := rowsNamed(t, f.with(name, []byte(strings.Join(tt.what(slices.Clone(lines)), ""))).verify(t, ""), name)
			if got != tt.want {
				t.Errorf("%s, %s: %s, want %s", name, tt.name, got, tt.want)
			}
		}
	}
}

// rowsNamed are what a finding says of the rows of one file, to which every change belongs. Lines
// around the records are left out where rows are named.
func rowsNamed(t *testing.T, found evidence.Finding, name string) string {
	t.Helper()
	var rows, others []string
	for _, c := range found.Changes {
		if c.File != name {
			t.Errorf("%s is named, which was not changed", c.File)
		}
		words := fmt.Sprintf("%s %d", c.What, c.Row)
		if c.Row > 0 {
			rows = append(rows, words)
		} else {
			others = append(others, words)
		}
	}
	if len(rows) == 0 {
		rows = others
	}
	return strings.Join(rows, ", ")
}

// A row that was changed in both files of the records, with a hash that fits in the chain,
// does not fit the end of the chain; one that was changed in two of the three is named in
// both.
func TestARowThatWasChangedInSeveralFilesIsNamed(t *testing.T) {
	f, _ := inMemory(t)
	for name, old := range map[string]string{"records.csv": ",holds,", "records.json": `"level":"holds"`} {
		lines := strings.SplitAfter(string(f.data(name)), "\n")
		at := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, old) })
		lines[at] = strings.Replace(lines[at], "holds", "applied", 1)
		f = f.with(name, []byte(strings.Join(lines, "")))
	}
	found := f.verify(t, "")
	if len(found.Changes) != 2 || found.Changes[0].Row != found.Changes[1].Row || found.Changes[0].Row == 0 || !errors.Is(found.Err(), evidence.ErrChanged) {
		t.Errorf("%v: %+v", found.Err(), found.Changes)
	}
	found = f.with("chain.csv", []byte("row,record,chain\n")).verify(t, "")
	if len(found.Changes) != 3 || found.Changes[0].Row != 0 {
		t.Errorf("with all three changed: %+v", found.Changes)
	}
}

func TestFilesThatAreMissingAddedOrSwappedAreNamed(t *testing.T) {
	f, _ := inMemory(t)
	for _, name := range f.names() {
		if name == evidence.ManifestFile {
			continue
		}
		found := f.with(name, nil).verify(t, "")
		if len(found.Changes) != 1 || found.Changes[0].File != name || found.Changes[0].What != evidence.Missing {
			t.Errorf("without %s: %+v", name, found.Changes)
		}
		cut := f.with(name, f.data(name)[:len(f.data(name))/2]).verify(t, "")
		empty := f.with(name, []byte{}).verify(t, "")
		for _, c := range append(cut.Changes, empty.Changes...) {
			if c.File != name {
				t.Errorf("%s cut short: %+v", name, c)
			}
		}
		if cut.Err() == nil || empty.Err() == nil {
			t.Errorf("%s cut short is not found", name)
		}
	}
	found := f.with("lessons/more.md", []byte("more")).with("a.txt", []byte("a")).verify(t, "")
	if len(found.Changes) != 2 || found.Changes[0].File != "a.txt" || found.Changes[1].What != evidence.Added {
		t.Errorf("with two more: %+v", found.Changes)
	}
	swapped := f.with("REPORT.md", f.data("REPORT.html")).with("REPORT.html", f.data("REPORT.md")).verify(t, "")
	if len(swapped.Changes) != 2 || !strings.Contains(swapped.Changes[0].Words(), "it holds what belongs into REPORT.md") {
		t.Errorf("swapped: %+v", swapped.Changes)
	}
	if _, err := evidence.VerifyFS(fstest.MapFS(f.with(evidence.ManifestFile, nil)), ""); !errors.Is(err, evidence.ErrPack) {
		t.Errorf("without a manifest: %v", err)
	}
}

// Whoever signs another manifest is found out by whoever names the key that should have
// signed.
func TestAnotherSignerIsFoundOut(t *testing.T) {
	f, p := inMemory(t)
	signed, err := envelope.Open(f.data(evidence.ManifestFile), evidence.ManifestKind)
	check(t, err)
	reseal := func(payload string) evidence.Finding {
		data, err := envelope.Seal(Key(5), evidence.ManifestKind, []byte(payload))
		check(t, err)
		return f.with(evidence.ManifestFile, data).verify(t, p.Lead.Key)
	}
	if found := reseal(strings.ReplaceAll(string(signed.Payload), p.Lead.Key, DID(5))); !errors.Is(found.Err(), envelope.ErrSignature) || found.Changes[0].File != evidence.ManifestFile {
		t.Errorf("%v: %+v", found.Err(), found.Changes)
	}
	if found := reseal(string(signed.Payload)); !errors.Is(found.Err(), evidence.ErrPack) {
		t.Errorf("under another's name: %v", found.Err())
	}
	for _, evil := range []string{"../../../etc/passwd", "/etc/passwd", "lessons/../manifest.json", "REPORT.md", "manifest.json"} {
		payload := strings.ReplaceAll(strings.Replace(string(signed.Payload), "REPORT.html", evil, 1), p.Lead.Key, DID(5))
		if found := reseal(payload); !errors.Is(found.Err(), evidence.ErrPack) {
			t.Errorf("a manifest that names %s: %v", evil, found.Err())
		}
	}
}

// Whoever signs may put their name to records that do not fit together: that is found as well.
func TestRecordsThatDoNotFitTogetherAreFound(t *testing.T) {
	f, p := inMemory(t)
	lines := strings.SplitAfter(string(f.data("records.csv")), "\n")
	lines[17] = strings.Replace(lines[17], "2026", "2025", 1)
	table := strings.Join(lines, "")
	signed, err := envelope.Open(f.data(evidence.ManifestFile), evidence.ManifestKind)
	check(t, err)
	payload := strings.NewReplacer(envelope.Hash(f.data("records.csv")), envelope.Hash([]byte(table)), p.Lead.Key, DID(5)).Replace(string(signed.Payload))
	data, err := envelope.Seal(Key(5), evidence.ManifestKind, []byte(payload))
	check(t, err)
	found := f.with("records.csv", []byte(table)).with(evidence.ManifestFile, data).verify(t, "")
	if got := rowsNamed(t, found, "records.csv"); got != "changed 17" || !errors.Is(found.Err(), evidence.ErrChanged) {
		t.Errorf("%s, %v", got, found.Err())
	}
}

// What is signed may hold, and the bytes around it be others: that is found as well.
func TestBytesAroundTheSignatureAreFound(t *testing.T) {
	f, _ := inMemory(t)
	data := f.data(evidence.ManifestFile)
	for name, other := range map[string][]byte{
		"a space":        append(bytes.Clone(data), ' '),
		"another letter": bytes.Replace(data, []byte(`"sig"`), []byte(`"\u0073ig"`), 1),
	} {
		if found := f.with(evidence.ManifestFile, other).verify(t, ""); !errors.Is(found.Err(), envelope.ErrSignature) {
			t.Errorf("%s: %v", name, found.Err())
		}
	}
}

func TestLinksAndDevicesInAPackAreNoFiles(t *testing.T) {
	_, _, path := written(t)
	other := filepath.Join(t.TempDir(), "report")
	check(t, os.Rename(filepath.Join(path, "REPORT.md"), other))
	if os.Symlink(other, filepath.Join(path, "REPORT.md")) != nil {
		t.Skip("this system has no links")
	}
	found, err := evidence.Verify(path, "")
	check(t, err)
	if len(found.Changes) != 1 || !strings.Contains(found.Changes[0].Words(), "a link or a device") {
		t.Errorf("%+v", found.Changes)
	}
	if _, err := evidence.Verify(filepath.Join(path, "no"), ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	if _, err := evidence.Verify(t.TempDir(), ""); !errors.Is(err, evidence.ErrPack) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := evidence.Verify(filepath.Join(path, "REPORT.html"), ""); !errors.Is(err, evidence.ErrPack) {
		t.Errorf("a file: %v", err)
	}
}

// Whatever stands in the records, nothing but what was signed passes.
func FuzzRecords(f *testing.F) {
	pack, _ := inMemoryOf(f, 3)
	for _, name := range []string{"records.csv", "records.json", "chain.csv"} {
		f.Add(pack.data(name)[:500])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"records.csv", "records.json", "chain.csv"} {
			found := pack.with(name, data).verify(t, "")
			if found.Err() == nil && !bytes.Equal(data, pack.data(name)) {
				t.Errorf("%s passes as %q", name, data)
			}
		}
	})
}
