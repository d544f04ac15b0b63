//go:build unix

package plain_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"waymark/store/plain"
)

// shared is a folder that somebody else filled, beside a secret of the reader.
func shared(t *testing.T) *os.Root {
	t.Helper()
	top := t.TempDir()
	dir, secret := filepath.Join(top, "shared"), filepath.Join(top, "secret")
	at := func(name string) string { return filepath.Join(dir, name) }
	err := errors.Join(
		os.Mkdir(dir, 0o700), os.WriteFile(secret, []byte("secret"), 0o600),
		os.WriteFile(at("file"), []byte("text"), 0o600), os.Mkdir(at("folder"), 0o700),
		os.Symlink("file", at("link")), os.Symlink(secret, at("out")), os.Symlink("none", at("nowhere")),
		os.Link(secret, at("hard")), syscall.Mkfifo(at("pipe"), 0o600),
	)
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

// What leads elsewhere, or would be waited for, is not opened: by itself, and as a folder of
// files.
func TestOnlyPlainFilesAreOpened(t *testing.T) {
	root := shared(t)
	fsys := plain.FS(root)
	for _, c := range []struct {
		name             string
		alone, inFolders error // nil: it is opened; errAny: it is refused
	}{
		{"file", nil, nil},
		{"link", nil, nil}, // it stays inside
		{"folder", plain.ErrNoFile, nil},
		{"pipe", plain.ErrNoFile, plain.ErrNoFile},
		{"hard", plain.ErrLinked, plain.ErrLinked},
		{"out", errAny, errAny},
		{"nowhere", fs.ErrNotExist, fs.ErrNotExist},
		{"../secret", errAny, errAny},
	} {
		f, info, err := plain.Open(root, c.name)
		if judge(t, c.name, err, c.alone); err == nil {
			text, _ := io.ReadAll(f)
			if string(text) != "text" || !info.Mode().IsRegular() || f.Close() != nil {
				t.Errorf("%s holds %q: %v", c.name, text, info.Mode())
			}
		}
		in, err := fsys.Open(c.name)
		if judge(t, "in a folder: "+c.name, err, c.inFolders); err == nil {
			in.Close()
		} else if wrong, ok := errors.AsType[*fs.PathError](err); !ok || wrong.Path != c.name {
			t.Errorf("%v does not name %s", err, c.name)
		}
	}
}

var errAny = errors.New("any")

func judge(t *testing.T, name string, err, want error) {
	t.Helper()
	if refused := err != nil; refused != (want != nil) || refused && !errors.Is(want, errAny) && !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", name, err, want)
	}
}

// Both reasons are fs.ErrInvalid, by which a loader tells them from a disk that fails.
func TestWhatIsNoPlainFileIsInvalid(t *testing.T) {
	for says, err := range map[string]error{"a link, a folder or a device": plain.ErrNoFile, "make a copy of it": plain.ErrLinked} {
		if !errors.Is(err, fs.ErrInvalid) || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want one that says %q", err, says)
		}
	}
}

// A folder tells of links without following them out.
func TestAFolderTellsOfLinks(t *testing.T) {
	fsys := plain.FS(shared(t))
	if info, err := fs.Lstat(fsys, "out"); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link: %v, %v", info, err)
	}
	if target, err := fs.ReadLink(fsys, "link"); err != nil || target != "file" {
		t.Errorf("it leads to %q, %v", target, err)
	}
	if _, err := fs.Stat(fsys, "out"); err == nil {
		t.Error("a link was followed out of the folder")
	}
}
