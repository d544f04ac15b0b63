package cli

import (
	"os/exec"
	"strconv"
)

// endsTogether ends what a command started along with it: taskkill walks the tree.
func endsTogether(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		if err := exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run(); err != nil {
			return cmd.Process.Kill()
		}
		return nil
	}
}
