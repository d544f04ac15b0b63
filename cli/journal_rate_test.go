package cli_test

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// labels are the names and prompts of the entries whose blind rating scripts hold.
var labels = regexp.MustCompile(`(?i)zebra|okapi|stripe|forest`)

// unlabelled holds that nothing that can be said of an entry tells its labels: every
// command that shows an entry, as text and as JSON, and every file that is written.
func unlabelled(ts *testscript.TestScript, _ bool, args []string) {
	id := args[0]
	for _, call := range []string{
		"journal list", "journal show " + id, "journal bench " + id, "journal rate " + id, "journal result " + id, "status", "next",
		"journal export --format json", "journal export --format csv", "journal export --format csv --outputs", "journal export exported --force",
	} {
		for _, as := range []string{"", " --json"} {
			ts.Check(ts.Exec("tea", strings.Fields(call+as)...))
			noLabel(ts, call+as, ts.ReadFile("stdout")+ts.ReadFile("stderr"))
		}
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs("exported"), "*"))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("the export wrote no file")
	}
	for _, file := range files {
		noLabel(ts, file, ts.ReadFile(file))
	}
}

func noLabel(ts *testscript.TestScript, where, text string) {
	if label := labels.FindString(text); label != "" {
		ts.Fatalf("%s tells %q:\n%s", where, label, text)
	}
}
