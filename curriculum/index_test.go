package curriculum

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the index of the content")

// The program reads the index, the checker reads the files: they must agree.
func TestTheIndexIsThatOfTheContent(t *testing.T) {
	f, faults := readFolder(&source{fsys: Embedded()})
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	f.asked = askedIDs(f)
	want, err := encodeIndex(f)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("index.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(indexFile, want) {
		t.Fatal("index.json is not that of the content: go test ./curriculum -run Index -update rewrites it")
	}
}
