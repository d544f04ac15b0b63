package store

import (
	"strconv"
	"strings"
)

// driveInMounts judges the drive of a path, without links, by the table of mounts of
// Linux: see proc_pid_mountinfo(5).
func driveInMounts(table, path string) Location {
	var found Location
	longest := -1
	for line := range strings.Lines(table) {
		at, kind, source, ok := readMount(line)
		root := strings.TrimSuffix(at, "/")
		isAbove := path == at || strings.HasPrefix(path, root+"/")
		if ok && isAbove && len(root) >= longest { // of two in one place the later lies above
			found, longest = driveByKind(kind, source), len(root)
		}
	}
	return found
}

// readMount reads a line: where it is mounted, which kind of file system it is, and what
// was mounted. A number of optional fields ends with a hyphen.
func readMount(line string) (at, kind, source string, ok bool) {
	before, after, found := strings.Cut(line, " - ")
	head, tail := strings.Fields(before), strings.Fields(after)
	if !found || len(head) < 6 || len(tail) < 2 {
		return "", "", "", false
	}
	return unescaped(head[4]), tail[0], unescaped(tail[1]), true
}

// unescaped puts back the characters that the table writes as octal numbers: blanks, tabs,
// line ends and backslashes.
func unescaped(field string) string {
	parts := strings.Split(field, `\`)
	for i, part := range parts[1:] {
		if len(part) >= 3 {
			if n, err := strconv.ParseUint(part[:3], 8, 8); err == nil {
				parts[i+1] = string([]byte{byte(n)}) + part[3:]
				continue
			}
		}
		parts[i+1] = `\` + part
	}
	return strings.Join(parts, "")
}

// isOfServer reports that a path of Windows names a server and what it shares, as
// \\server\share. What begins with \\?\ or \\.\ is a drive of this machine, unless UNC follows.
func isOfServer(path string) bool {
	rest, ok := strings.CutPrefix(slashed(path), "//")
	if !ok {
		return false
	}
	if local, ok := strings.CutPrefix(rest, "?/"); ok {
		return len(local) > 4 && strings.EqualFold(local[:4], "UNC/")
	}
	server, share, _ := strings.Cut(rest, "/")
	return server != "" && server != "." && share != ""
}
