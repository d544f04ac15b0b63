package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/renameio/v2/maybe"
)

// maxFile is the longest file that is read, in bytes: a hundred times what there is to say.
const maxFile = 64 << 10

// read is what a file holds; nothing, where there is none.
func read(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case path == os.DevNull:
		return nil, nil
	case !info.Mode().IsRegular():
		return nil, errors.New("this is no file; name one with WAYMARK_CONFIG, or take it away")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if len(data) > maxFile {
		return nil, fmt.Errorf("the file is longer than %d KB; nothing in it holds until it is shorter", maxFile>>10)
	}
	return bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), err // which Notepad puts there
}

// Stamp changes when the file, or that of the theme, does.
func (p Place) Stamp(theme string) string {
	var stamp strings.Builder
	for _, path := range []string{p.File, p.themeFile(theme)} {
		if info, err := os.Stat(path); path != "" && err == nil {
			fmt.Fprint(&stamp, info.ModTime().UnixNano(), info.Size())
		}
	}
	return stamp.String()
}

// written is what the file says, and what is wrong with it.
func (p Place) written() (map[string]string, []Fault) {
	data, err := read(p.File)
	if err != nil {
		return nil, []Fault{{File: p.File, What: reason(err)}}
	}
	entries, faults := parse(p.File, data)
	said := map[string]string{}
	for _, e := range entries {
		s, known := SettingOf(e.key)
		text, err := "", p.unknown(e.key, keys())
		if known {
			if text, err = e.value(s); err == nil {
				text, err = p.check(s, text)
			}
		}
		if err != nil {
			faults = append(faults, Fault{p.File, e.line, err.Error() + "; the line is passed over"})
			continue
		}
		said[e.key] = text
	}
	return said, faults
}

// reason is what the system says of a file, without its name.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return err.Error() + "; the file is passed over"
}

func keys() []string {
	var names []string
	for _, s := range Settings() {
		names = append(names, s.Key)
	}
	return names
}

func (p Place) unknown(key string, names []string) error {
	meant := ""
	if p.Meant != nil {
		meant = p.Meant(key, names)
	}
	return fmt.Errorf("there is no %q here, only %s%s", key, strings.Join(names, ", "), meant)
}

// Set keeps a choice in the file; an empty text takes it out, so that the default holds.
// Whatever else is in the file stays as it was written: of a setting that is there its value
// alone is written anew, a new one comes last.
func (p Place) Set(key, text string) error {
	s, known := SettingOf(key)
	if !known {
		return invalid{p.unknown(key, keys())}
	}
	if p.File == "" {
		return errors.New("this system names no folder for settings; name a file with WAYMARK_CONFIG")
	}
	if text = strings.TrimSpace(text); text != "" {
		var err error
		if text, err = p.check(s, text); err != nil {
			return invalid{err}
		}
	}
	before, err := read(p.File)
	if err != nil {
		return Fault{File: p.File, What: strings.ReplaceAll(reason(err), "passed over", "left as it is")}
	}
	entries, faults := parse(p.File, before)
	if len(faults) > 0 {
		return invalid{fmt.Errorf("%w; mend that first, so that nothing of your file is lost", faults[0])}
	}
	after := edit(before, entries, s, text)
	if bytes.Equal(before, after) {
		return nil
	}
	return p.write(after)
}

// edit is a file with one setting changed.
func edit(before []byte, entries []entry, s Setting, text string) []byte {
	at := slices.IndexFunc(entries, func(e entry) bool { return e.key == s.Key })
	switch {
	case at < 0 && text == "":
		return before
	case at < 0:
		after := slices.Clone(before)
		if len(after) == 0 {
			after = []byte("# How Waymark is set on this machine. All that can be said here: waymark settings file --example\n")
		}
		if !bytes.HasSuffix(after, []byte("\n")) {
			after = append(after, '\n')
		}
		return append(after, s.Key+" = "+s.toml(text)+"\n"...)
	case text == "":
		return slices.Concat(before[:entries[at].begin], before[entries[at].end:])
	}
	return slices.Concat(before[:entries[at].from], []byte(s.toml(text)), before[entries[at].to:])
}

// toml is a value as it is written.
func (s Setting) toml(text string) string {
	if s.Switch {
		return strconv.FormatBool(text == On)
	}
	if !strings.Contains(text, "'") && strings.Contains(text, `\`) {
		return "'" + text + "'" // a path of Windows, as people write it
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// write puts the file in its place, whole or not at all. A link to it stays one.
func (p Place) write(data []byte) error {
	path := p.File
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the setting could not be kept: %w", err)
	}
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := maybe.WriteFile(path, data, mode); err != nil {
		return fmt.Errorf("the setting could not be kept: %w", err)
	}
	return nil
}

// Example is a file that says all there is to say.
func Example() string {
	var b strings.Builder
	comment := func(text string) {
		b.WriteString("# " + strings.ReplaceAll(ansi.Wordwrap(text, 76, ""), "\n", "\n# ") + "\n")
	}
	comment("How Waymark is set on this machine. Take away the # before what you want to set. What is chosen for you on every machine is in your own file: waymark settings list")
	for _, s := range Settings() {
		variables := s.Variable + " goes"
		if s.Key == Theme {
			variables = s.Variable + " and NO_COLOR go"
		}
		b.WriteString("\n")
		comment(fmt.Sprintf("%s: %s. %s before it.", strings.ToUpper(s.About[:1])+s.About[1:], strings.ReplaceAll(s.Choices, onOff, "true, false"), variables))
		fmt.Fprintf(&b, "# %s = %s\n", s.Key, s.Example)
	}
	return b.String()
}
