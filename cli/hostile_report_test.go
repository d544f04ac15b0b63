package cli_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/store/clean/cleantest"
)

// Whatever people are called and write, no report of theirs acts: neither in a browser,
// nor in a spreadsheet, nor once its Markdown is drawn.
func TestHostileReports(t *testing.T) {
	harmless := reportsOf(t, "words")
	all, judged := cleantest.Reports(), 0
	for i, p := range all {
		if i%4 != 0 && os.Getenv("WAYMARK_PROOFS") != "all" {
			continue
		}
		for name, content := range reportsOf(t, p.Text) {
			var live []string
			var err error
			switch filepath.Ext(name) {
			case ".html":
				live, err = cleantest.LiveHTML(content, harmless[name])
			case ".csv":
				live, err = cleantest.LiveCSV(content)
			case ".md":
				live, err = cleantest.LiveMarkdown(content, harmless[name])
			default:
				continue
			}
			judged++
			if err != nil || len(live) > 0 {
				t.Errorf("%s: %s holds %q, %v", p.Name, name, live, err)
			}
		}
	}
	t.Logf("%d texts, %d reports of %d kinds", len(all), judged, len(harmless))
}

// reportsOf are the reports of a learner and of a lead, who write one text wherever
// somebody can write.
func reportsOf(t *testing.T, text string) map[string][]byte {
	t.Helper()
	learner, lead, shared, out := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	hostileFiles(t, shared, strings.TrimSpace(strings.Map(func(r rune) rune { // of controls in a name a snapshot is refused
		if r < ' ' {
			return ' '
		}
		return r
	}, text)))
	run := func(data string, args ...string) {
		t.Helper()
		if code, _, said := call(t, data, append([]string{"--at", "2026-11-24T09:00:00Z", "--pack", "testdata/pack"}, args...)...); code != 0 {
			t.Fatalf("%q with %q: code %d: %s", args, text, code, said)
		}
	}
	at := func(name string) string { return filepath.Join(out, name) }
	own := "x " + text // which nothing takes for an option, or for nothing at all
	for _, data := range []string{learner, lead} {
		run(data, "setup", "--name", own, "--department", "hr", "--pathway", "path-tea")
	}
	run(learner, "journal", "add", "--outcome", text, "--", own)
	run(learner, "journal", "variant", "0", own, "--prompt="+own)
	run(learner, "journal", "variant", "0", "other "+text, "--prompt=other")
	run(learner, "journal", "case", "0", own)
	run(learner, "journal", "output", "0", "a", "1", "--", text+" a")
	run(learner, "journal", "output", "0", "b", "1", "--", text+" b")
	run(learner, "portfolio", "add", "other", "--title="+own, "--set=evidence="+text)
	run(learner, "hand", "raise", "brewing", "--note="+text)
	run(learner, "offer", "add", "serving", "--note="+text)
	run(learner, "snapshot", "write", shared)
	for _, format := range []string{"html", "md"} {
		run(learner, "portfolio", "export", at("portfolio."+format))
	}
	run(learner, "journal", "export", at("journal.csv"), "--format", "csv")
	run(learner, "journal", "export", at("outputs.csv"), "--format", "csv", "--outputs")
	run(learner, "journal", "rate", "0", "--mode", "pairs")
	run(learner, "journal", "rate", "0", "--sheet", at("sheet.csv"))
	run(lead, "team", "import", shared, "--team", own)
	run(lead, "team", "assign", "01ARZ", "serving", "--reason="+own)
	run(lead, "team", "waive", "01ARZ", "brewing", "--reason="+own)
	for _, format := range []string{"html", "csv", "md"} {
		run(lead, "team", "report", "--"+format, at("team."+format))
	}
	run(lead, "team", "evidence", "--to", at("evidence"))
	reports := map[string][]byte{}
	err := filepath.WalkDir(out, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			reports[strings.TrimPrefix(path, out+"/")], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return reports
}
