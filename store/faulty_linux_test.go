//go:build linux && (amd64 || arm64)

package store

import (
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A faulty disk answers the calls that the store makes to the disk, in the place of the kernel:
// by seccomp(2), which hands each call of one thread to somebody who decides. So any call can
// fail on a real file system, also for root, and no file of the store has to know of tests.

// diskCalls are the calls that read a disk or change it.
var diskCalls = map[uint32]string{
	unix.SYS_OPENAT: "open", unix.SYS_READ: "read", unix.SYS_PREAD64: "read", unix.SYS_GETDENTS64: "list", unix.SYS_FSTAT: "stat",
	unix.SYS_WRITE: "write", unix.SYS_PWRITE64: "write", unix.SYS_COPY_FILE_RANGE: "copy", unix.SYS_FTRUNCATE: "truncate",
	unix.SYS_TRUNCATE: "truncate", unix.SYS_FSYNC: "sync", unix.SYS_FDATASYNC: "sync", unix.SYS_MKDIRAT: "mkdir",
	unix.SYS_LINKAT: "link", unix.SYS_RENAMEAT: "rename", unix.SYS_UNLINKAT: "remove", unix.SYS_UTIMENSAT: "set time", unix.SYS_FLOCK: "lock",
}

// A diskCall is one call, and from where in the store it comes.
type diskCall struct {
	does string
	from func() []string // file:line, the innermost first
}

// notice and verdict are struct seccomp_notif and seccomp_notif_resp.
type notice struct {
	id         uint64
	pid, flags uint32
	number     uint32
	arch       uint32
	ip         uint64
	args       [6]uint64
}

type verdict struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// onFaultyDisk runs something of which each call to the disk is put to fail: with 0 it is
// done, and otherwise it fails like that. Syncs are not done, since nobody cuts the power.
func onFaultyDisk(t *testing.T, fail func(diskCall) syscall.Errno, do func()) {
	t.Helper()
	listener, failed, over := make(chan int), make(chan error, 1), make(chan struct{})
	defer close(over)
	var ended atomic.Bool
	var begin func()
	begin = func() {
		runtime.LockOSThread()
		if unix.Gettid() == unix.Getpid() { // the first thread cannot end: it waits, so that another one begins
			go begin()
			<-over
			runtime.UnlockOSThread()
			return
		}
		fd, err := handOver() // and the thread is never let go: it ends with its filter
		if err != nil {
			failed <- err
			close(listener)
			return
		}
		listener <- fd
		defer func() { _ = unix.Fsync(-1) }() // tells that it has ended
		defer ended.Store(true)
		do()
	}
	go begin()
	fd, ok := <-listener
	if !ok {
		t.Skip("no calls can be handed over: ", <-failed)
	}
	defer unix.Close(fd)
	for stacks := make([]byte, 256<<10); ; {
		var n notice
		_, _, code := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SECCOMP_IOCTL_NOTIF_RECV, uintptr(unsafe.Pointer(&n)))
		if code == unix.EINTR || code == unix.ENOENT { // the call was interrupted, and is made again
			continue
		}
		if code != 0 {
			t.Fatal("a call cannot be taken over: ", code)
		}
		c := diskCall{diskCalls[n.number], func() []string { return linesOfTheCall(stacks) }}
		v := verdict{id: n.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
		if n.number == unix.SYS_FLOCK && n.args[1] == unix.LOCK_UN {
			c.does = "unlock"
		}
		if code := fail(c); code != 0 {
			v.errno, v.flags = -int32(code), 0
		} else if c.does == "sync" {
			v.flags = 0
		}
		_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SECCOMP_IOCTL_NOTIF_SEND, uintptr(unsafe.Pointer(&v)))
		if ended.Load() {
			return
		}
	}
}

// linesOfTheCall are the lines of the store, without those of tests, through which the call
// came that waits for its answer.
func linesOfTheCall(room []byte) (lines []string) {
	for stack := range strings.SplitSeq(string(room[:runtime.Stack(room, true)]), "\n\n") {
		if !strings.Contains(stack, ".onFaultyDisk.func1()") {
			continue
		}
		for line := range strings.Lines(stack) {
			place, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			if strings.HasPrefix(line, "\t") && strings.Contains(place, "/store/") && !strings.Contains(place, "_test.go") {
				lines = append(lines, filepath.Base(place))
			}
		}
	}
	return lines
}

// handOver gives this thread the filter, and returns where its calls are asked for.
func handOver() (fd int, err error) {
	const number, length = 0, 32 // where they stand in struct seccomp_data
	const wakes, logs = 8, 4096  // bytes by which the runtime of Go wakes itself, and "go test" notes which files are opened
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	jump := func(how uint16, value uint32, then, otherwise uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_K | how, K: value, Jt: then, Jf: otherwise}
	}
	program := []unix.SockFilter{
		load(number),
		jump(unix.BPF_JEQ, unix.SYS_READ, 1, 0),
		jump(unix.BPF_JEQ, unix.SYS_WRITE, 0, 3),
		load(length),
		jump(unix.BPF_JEQ, logs, uint8(len(diskCalls)+2), 0),
		jump(unix.BPF_JGT, wakes, 0, uint8(len(diskCalls)+1)),
		load(number),
	}
	left := uint8(len(diskCalls))
	for call := range diskCalls {
		program = append(program, jump(unix.BPF_JEQ, call, left, 0))
		left--
	}
	for _, end := range []uint32{unix.SECCOMP_RET_ALLOW, unix.SECCOMP_RET_USER_NOTIF} {
		program = append(program, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: end})
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return 0, err
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	listener, _, code := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER, uintptr(unsafe.Pointer(&filter)))
	if code != 0 {
		return 0, code
	}
	return int(listener), nil
}
