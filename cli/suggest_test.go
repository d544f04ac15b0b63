//go:build unix

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-shellwords"
)

// Whoever misspells a word is told which one was meant, and the code says what kind of word
// it was.
func TestMisspeltWords(t *testing.T) {
	f := prepared(t).copy(t)
	for _, tt := range []struct {
		line, meant string
		code        int
	}{
		{"jurnal", "journal", 2},
		{"journal ad", "add", 2},
		{"team bord", "board", 2},
		{"help jurnal", "journal", 2},
		{"help journal ad", "add", 2},
		{"man journal ad", "add", 2},
		{"--jsn", "--json", 2},
		{"journal list --jsn", "--json", 2},
		{"journal add x --tgs mail", "--tags", 2},
		{"lesson show fnd-wat-ai-is", "fnd-what-ai-is", 3},
		{"module show foundtions", "foundations", 3},
		{"pathway show path-esentials", "path-essentials", 3},
		{"answer fnd-what-ai-is#invoice-tol c", "invoice-tool", 3},
		{"drill run marketing/spring-newslettr", "marketing/spring-newsletter", 3},
		{"settings get gaol", "goal", 2},
		{"settings set department markting", "marketing", 2},
		{"settings set pathway path-esentials", "path-essentials", 3},
		{"settings set start fnd-wat-ai-is", "fnd-what-ai-is", 3},
		{"setup --department markting", "marketing", 2},
		{"journal export --format jsn", "json", 2},
		{"journal close 01M86 --verdict workd", "worked", 2},
		{"portfolio kinds templat-card", "template-card", 2},
		{"export badge badge-evaluater", "badge-evaluator", 3},
		{"completion bsh", "bash", 2},
		{"team member Amora", "Amara", 3},
		{"team board --team Suport", "Support", 3},
	} {
		words, err := shellwords.Parse(tt.line)
		if err != nil {
			t.Fatal(err)
		}
		stdin, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		code := Run(append([]string{"--data", filepath.Join(f.dir, "data")}, words...), stdin, &out, &errs, os.Environ())
		stdin.Close()
		said := errs.String()
		if code != tt.code {
			t.Errorf("waymark %s ended with %d, want %d: %s", tt.line, code, tt.code, said)
		}
		_, meant, _ := strings.Cut(said, "did you mean ")
		if _, nearest, _ := strings.Cut(said, "the nearest are "); !strings.Contains(meant, tt.meant) && !strings.HasPrefix(nearest, tt.meant) {
			t.Errorf("waymark %s does not propose %s: %s", tt.line, tt.meant, said)
		}
	}
}
