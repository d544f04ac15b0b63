//go:build unix

package cli_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"waymark/cli"
)

const aKey = "sk-7hF3kQ9xT2"

// The key goes into the keyring and nowhere else: not into the learner's folder,
// not into what is printed.
func TestTheKeyIsKeptInTheKeyringAlone(t *testing.T) {
	keyring.MockInit()
	data := setUpData(t)
	run := func(stdin string, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		if code := cli.Run(append([]string{"--data", data}, args...), strings.NewReader(stdin), &out, &out, nil); code != 0 {
			t.Fatalf("%q: code %d, %s", args, code, out.String())
		}
		return out.String()
	}
	kept := func() string {
		key, _ := keyring.Get("waymark", "https://gateway.example.com:443")
		return key
	}
	said := run("", "settings", "set", "endpoint.url", "https://gateway.example.com/v1")
	said += run("", "settings", "set", "endpoint.key-env", "GATEWAY_KEY")
	said += run(aKey+"\n", "settings", "set", "endpoint.key", "-")
	said += run("", "settings", "list") + run("", "settings", "list", "--json")
	if kept() != aKey {
		t.Errorf("the keyring holds %q", kept())
	}
	if got := run("", "settings", "get", "endpoint.key"); !strings.HasPrefix(got, "endpoint.key: keyring\n") {
		t.Errorf("the setting says %q", got)
	}
	if got := run("", "settings", "get", "endpoint.key-env"); !strings.HasPrefix(got, "endpoint.key-env: none\n") {
		t.Errorf("the key is said to be in a variable, too: %q", got)
	}
	said += run("", "settings", "set", "endpoint.key", "")
	if kept() != "" {
		t.Errorf("taken away, the keyring holds %q", kept())
	}
	if strings.Contains(said, aKey) {
		t.Errorf("printed the key: %s", said)
	}
	files := 0
	err := filepath.WalkDir(data, func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(aKey)) {
			t.Errorf("%s holds the key", path)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files, error %v", files, err)
	}
}

// What is typed as a key is not shown, and Ctrl+C ends the question.
func TestTheKeyIsTypedUnseen(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the keyring of this machine would keep it")
	}
	t.Parallel()
	data := setUpData(t)
	call(t, data, "settings", "set", "endpoint.url", "https://gateway.example.com/v1")
	env := []string{allowSockets + "=allowed", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere/at/all"}
	for keys, says := range map[string]string{aKey + enter: "this machine has no keyring", aKey + "\x03": "stopped; nothing was changed"} {
		x := start(t, setting{data: data, env: env}, "settings", "set", "endpoint.key", "-")
		x.see("Your key for https://gateway.example.com/v1 (it is not shown):")
		x.press(keys)
		if code := x.end(); code != 1 {
			t.Errorf("ended with code %d", code)
		}
		if screen := x.see(says); strings.Contains(screen, aKey) {
			t.Errorf("the screen shows the key:\n%s", screen)
		}
	}
}
