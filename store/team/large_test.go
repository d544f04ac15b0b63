package team

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/store"
	"waymark/store/snapshot"
	"waymark/store/team/teamtest"
)

// padded is a signed snapshot whose payload has some bytes, most of them blanks.
func padded(t *testing.T, learner, size int) []byte {
	t.Helper()
	payload, err := teamtest.Snap(learner, "Ada", 0).Encode()
	if err != nil {
		t.Fatal(err)
	}
	blanks := bytes.Repeat([]byte(" "), size-len(payload))
	return teamtest.Sealed(t, learner, append(payload, blanks...))
}

func TestASnapshotThatIsLargerThanAnyIsRefused(t *testing.T) {
	dir, s := t.TempDir(), store.New(filepath.Join(t.TempDir(), "waymark"), time.Now)
	teamtest.Put(t, dir, "large.json", padded(t, 1, snapshot.MaxPayload+1))
	teamtest.Put(t, dir, "largest.json", padded(t, 2, snapshot.MaxPayload))
	o, err := Import(s, "", dir, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Taken) != 1 || len(o.Refused) != 1 || !strings.Contains(o.Refused[0].Reason, "larger than 256 kB") {
		t.Errorf("%+v", o)
	}
}

// However large snapshots are, few bytes of them wait to be saved at any time.
func TestBatchesAreBoundedInBytes(t *testing.T) {
	dir := t.TempDir()
	large := padded(t, 1, snapshot.MaxPayload)
	var names []string
	for n := range 200 {
		names = append(names, fmt.Sprintf("%03d.json", n))
		teamtest.Put(t, dir, names[n], large)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	in := importer{now: today}
	var found []string
	for some := range in.read(root, names, nil, make(chan struct{})) {
		waiting := 0
		for _, l := range some {
			waiting += len(l.arrival.Original.Payload)
			found = append(found, l.name)
		}
		if waiting > batchBytes+atOnce*snapshot.MaxPayload {
			t.Errorf("%d MB wait to be saved", waiting>>20)
		}
	}
	same(t, "read in order", found, names)
}
