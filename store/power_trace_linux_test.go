package store

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"strconv"
	"strings"
	"testing"
)

// What a program does to its files is recorded by strace(1), which sees what the kernel
// sees: each call that changes a file, a folder or what is on the disk, with its bytes.
const recorded = "trace=openat,write,pwrite64,copy_file_range,ftruncate,truncate,fsync,fdatasync,mkdirat,unlinkat,linkat,renameat,renameat2,close"

// A call is one call of the system that succeeded.
type call struct {
	name string
	args []string
	ret  int
}

// record runs a role of the test program on a folder, and returns its calls in order.
func record(t *testing.T, role, dir string, env ...string) []call {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: nothing can be recorded")
	}
	trace := path.Join(t.TempDir(), "trace")
	cmd := exec.Command(strace, "-f", "-y", "-xx", "-s", "10000000", "-e", recorded, "-o", trace, os.Args[0])
	cmd.Env = append(append(os.Environ(), "STORE_TEST_ROLE="+role, "STORE_TEST_DIR="+dir), env...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &said
	if err := cmd.Run(); err != nil {
		if strings.Contains(said.String(), "PTRACE") {
			t.Skipf("the system lets no program be recorded: %s", &said)
		}
		t.Fatalf("%v: %s", err, &said)
	}
	f, err := os.Open(trace)
	check(t, err)
	defer f.Close()
	return must(readTrace(f))(t)
}

// readTrace reads what strace wrote. A call during which another thread made one stands in
// two parts, and counts where it ended.
func readTrace(r io.Reader) ([]call, error) {
	var calls []call
	begun := map[string]string{}
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return calls, nil
		}
		if err != nil {
			return nil, err
		}
		thread, text, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		text = strings.TrimLeft(text, " ")
		if head, cut := strings.CutSuffix(text, " <unfinished ...>"); cut {
			begun[thread] = head
			continue
		}
		if _, rest, isRest := strings.Cut(text, " resumed>"); isRest && strings.HasPrefix(text, "<... ") {
			text = begun[thread] + rest
		}
		if c, ok := readCall(text); ok {
			calls = append(calls, c)
		}
	}
}

// readCall reads one call; one that failed is none.
func readCall(text string) (c call, ok bool) {
	end := strings.LastIndex(text, ") ")
	name, args, isCall := strings.Cut(text[:max(end, 0)], "(")
	if !isCall {
		return c, false
	}
	result, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimLeft(text[end+1:], " "), "= "), "<")
	ret, err := strconv.Atoi(strings.TrimSpace(result))
	return call{name, strings.Split(args, ", "), ret}, err == nil
}

// bytes is an argument that holds bytes.
func (c call) bytes(arg int) []byte {
	text := strings.Trim(c.args[arg], `"`)
	b, err := hex.DecodeString(strings.ReplaceAll(text, `\x`, ""))
	if err != nil {
		panic(fmt.Sprintf("strace wrote %.40s: %v", text, err))
	}
	return b
}

func (c call) number(arg int) int {
	n, err := strconv.Atoi(strings.SplitN(c.args[arg], "<", 2)[0])
	if err != nil {
		panic(fmt.Sprintf("strace wrote %v: %v", c, err))
	}
	return n
}

// file is the path that an open file has at the time of the call.
func (c call) file(arg int) string {
	_, name, _ := strings.Cut(c.args[arg], "<")
	name = strings.TrimSuffix(strings.TrimSuffix(name, ">"), "(deleted)")
	b, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSuffix(name, ">"), `\x`, ""))
	if err != nil {
		return name // of a pipe
	}
	return string(b)
}

// path is the path of two arguments, a folder and a name.
func (c call) path(arg int) string {
	name := string(c.bytes(arg + 1))
	if path.IsAbs(name) {
		return name
	}
	return path.Join(c.file(arg), name)
}
