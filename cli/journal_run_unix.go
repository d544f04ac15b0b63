//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// endsTogether makes a command the head of a group, so that what it started ends
// with it when it is ended: a shell that is killed alone leaves its children behind.
func endsTogether(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
