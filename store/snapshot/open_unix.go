//go:build unix

package snapshot

import "syscall"

// asItIs opens a file and no link, and a pipe at once, whether or not anybody writes into it.
const asItIs = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
