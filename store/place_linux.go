package store

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"syscall"
)

// filePlace tells where a file lies, when the system last saw it change, which no
// program can set, and which start of the machine this is. After a power cut the
// machine has started anew.
func filePlace(info fs.FileInfo) string {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || bootID() == "" {
		return ""
	}
	return fmt.Sprint(stat.Dev, " ", stat.Ino, " ", stat.Ctim, " ", bootID())
}

var bootID = sync.OnceValue(func() string {
	id, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	return strings.TrimSpace(string(id))
})
