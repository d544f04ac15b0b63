package cli_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// allowSockets is the variable of the environment that lets a program of a test
// use the network: for what has to do with the endpoint, and nothing else.
const allowSockets = "WAYMARK_TEST_SOCKETS"

// errNoFilter says why sockets cannot be forbidden here.
var errNoFilter = errors.New("the system has no filter for calls that these tests know")

// forbidSockets makes the kernel kill this program as soon as it asks for a
// socket. So all scripts, walks and conversations of these tests, which run the
// program, prove at the same time that it makes no call.
func forbidSockets() {
	if os.Getenv(allowSockets) == "allowed" {
		return
	}
	err := filterSockets()
	if asked := os.Getenv("WAYMARK_TEST_FILTER"); asked != "" && err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(noFilter)
	}
}

// noFilter is the exit code of dial where sockets cannot be forbidden.
const noFilter = 77

// dial is a program that breaks the rule, as it is told.
func dial() {
	forbidSockets()
	network, address := os.Args[1], os.Args[2]
	connection, err := net.Dial(network, address)
	if err == nil {
		connection.Close()
	}
	fmt.Println("it tried:", err)
}

// The check can fail: a program that tries to reach the network, or asks for a
// name, is killed, and goes on where it may.
func TestASocketIsForbidden(t *testing.T) {
	for _, tt := range []struct{ network, address string }{
		{"tcp", "127.0.0.1:1"}, {"tcp6", "[::1]:1"}, {"udp", "127.0.0.1:53"}, {"unix", "/nowhere/at/all"}, {"tcp", "gateway.invalid:443"},
	} {
		t.Run(tt.network+" "+tt.address, func(t *testing.T) {
			run := func(env string) (string, error) {
				cmd := exec.Command("dial", tt.network, tt.address)
				cmd.Env = append(os.Environ(), env)
				out, err := cmd.CombinedOutput()
				return string(out), err
			}
			out, err := run("WAYMARK_TEST_FILTER=needed")
			if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == noFilter {
				t.Skip(strings.TrimSpace(out))
			}
			if err == nil || !strings.Contains(err.Error(), "bad system call") || strings.Contains(out, "it tried") {
				t.Errorf("forbidden: error %v, output %q", err, out)
			}
			if strings.HasSuffix(tt.address, ".invalid:443") {
				return // no test asks the network for a name
			}
			if out, err := run(allowSockets + "=allowed"); err != nil || !strings.Contains(out, "it tried") {
				t.Errorf("allowed: error %v, output %q", err, out)
			}
		})
	}
}
