package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/cli"
)

// A pack that was installed before packs had an index gets one behind a command that looked
// at it; a pack that is named for a call is left as it is.
func TestAnInstalledPackGetsItsIndex(t *testing.T) {
	data, pack := t.TempDir(), filepath.Join(t.TempDir(), "house-rules")
	waymark := func(args ...string) string {
		t.Helper()
		var said bytes.Buffer
		if code := cli.Run(append(args, "--data", data), strings.NewReader(""), &said, &said, nil); code != 0 {
			t.Fatalf("%q: %d: %s", args, code, &said)
		}
		return said.String()
	}
	waymark("pack", "new", pack)
	waymark("pack", "install", pack)
	index := filepath.Join(data, "packs", "house-rules", ".index")
	if err := os.Remove(index); err != nil {
		t.Fatal(err)
	}
	first := waymark("pack", "list", "--pack", pack)
	if _, err := os.Stat(index); err == nil {
		t.Error("the pack was named for the call, and an index was written")
	}
	if second := waymark("pack", "list"); !strings.Contains(first, "Our own lessons") || second != first {
		t.Errorf("the pack named: %sand installed: %s", first, second)
	}
	if _, err := os.Stat(index); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(pack, ".index")); err == nil {
		t.Error("an index was written where the pack came from")
	}
}
