package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mayImport is the one direction in which the rooms depend on each other: for
// each room, the rooms that it may import.
var mayImport = map[string][]string{
	"waymark": {"cli"},
	"cli": {
		"tui/config", "tui/theme",
		"store/envelope", "store/evidence", "store/portfolio",
		"tui", "curriculum", "store", "store/bench", "store/calendar", "store/clean", "store/endpoint", "store/exchange", "store/hub", "store/interop",
		"store/plain", "store/progress", "store/review", "store/scan", "store/snapshot", "store/team",
	},
	"tui": {
		"tui/config",
		"store/envelope", "store/evidence", "store/portfolio",
		"tui/chart", "tui/markdown", "tui/theme", "curriculum", "store", "store/bench", "store/clean",
		"store/endpoint", "store/exchange", "store/hub", "store/interop", "store/progress", "store/review", "store/scan", "store/snapshot", "store/team",
	},
	"tui/chart":             {"tui/theme"},
	"tui/markdown":          {"tui/theme", "store/clean"},
	"tui/theme":             {},
	"tui/config":            {"tui/theme"},
	"store/hub":             {"store/snapshot", "store", "store/clean"},
	"store/envelope":        {"store/clean"},
	"store/team":            {"store/envelope", "store/parallel", "store/plain", "store/portfolio", "store/snapshot", "store/progress", "curriculum", "store", "store/clean", "store/webpage"},
	"store/evidence":        {"store/envelope", "store/portfolio", "store/snapshot", "store/team", "store/progress", "curriculum", "store", "store/clean", "store/webpage"},
	"store/team/teamtest":   {"store/envelope", "store/snapshot", "store/progress", "store"}, // tests alone import it
	"store/snapshot":        {"store/envelope", "store/progress", "curriculum", "store", "store/clean", "store/lazy"},
	"store/progress":        {"curriculum", "store", "store/bench", "store/clean", "store/envelope", "store/parallel"},
	"store/bench":           {"store", "store/clean", "store/endpoint", "store/lazy"},
	"store/interop":         {"store/endpoint", "store/envelope", "store/progress", "curriculum", "store", "store/clean"},
	"store/exchange":        {"store", "store/clean", "store/lazy"},
	"store":                 {"store/review", "store/scan", "store/clean", "store/lazy", "store/parallel"},
	"store/review":          {},
	"store/scan":            {"store/clean", "store/lazy"},
	"store/calendar":        {"store/clean"},
	"store/lazy":            {},
	"store/parallel":        {},
	"store/clean":           {"store/lazy"},
	"store/clean/cleantest": {}, // which no room may import: tests alone do
	"curriculum":            {},
	"store/portfolio": {
		"store/progress", "store/snapshot", "curriculum", "store", "store/scan", "store/clean", "store/lazy", "store/webpage",
	},
	"store/webpage": {},
	"store/plain":   {},

	"store/endpoint":              {},
	"store/endpoint/endpointtest": {}, // which no room may import: tests alone do
}

// bbolt is the database, which only the store knows.
const bbolt = "go.etcd.io/bbolt"

// onlyIn is, for each library that one room keeps to itself, that room: what is in
// the library's folders belongs to it.
var onlyIn = map[string]string{
	bbolt:                             "store",
	"net":                             "store/endpoint", // Waymark makes no call that nobody started
	"crypto/tls":                      "store/endpoint",
	"golang.org/x/net":                "store/endpoint",
	"github.com/openai/openai-go/v3":  "store/endpoint",
	"github.com/zalando/go-keyring":   "store/endpoint",
	"github.com/pelletier/go-toml/v2": "tui/config",
}

// isPure tells the packages in the folders of net that cannot reach the network.
func isPure(path string) bool {
	return slices.Contains([]string{"net/url", "net/netip", "net/mail", "golang.org/x/net/html"}, path)
}

// A room is one package of the module with what it imports, as go list tells.
type room struct {
	ImportPath string
	Imports    []string
}

func TestRooms(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var rooms []room
	for list := json.NewDecoder(strings.NewReader(string(out))); ; {
		var r room
		if err := list.Decode(&r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		rooms = append(rooms, r)
	}
	for _, fault := range wrongImports(rooms) {
		t.Error(fault)
	}
}

// wrongImports lists every import that the rules of the rooms forbid.
func wrongImports(rooms []room) []string {
	var faults []string
	for _, r := range rooms {
		name := strings.TrimPrefix(r.ImportPath, "waymark/")
		allowed, known := mayImport[name]
		if !known {
			faults = append(faults, name+" is a room without a rule: say in mayImport what it may import")
			continue
		}
		for _, path := range r.Imports {
			other, ours := strings.CutPrefix(path, "waymark/")
			if ours && !slices.Contains(allowed, other) || isKept(path, name) {
				faults = append(faults, name+" may not import "+path)
			}
		}
	}
	return faults
}

// isKept reports that a library belongs to another room than the one named. The
// helper of that room's tests may have it: endpoint/endpointtest, as httptest is
// to http.
func isKept(imported, name string) bool {
	for library, owner := range onlyIn {
		isIn := imported == library || strings.HasPrefix(imported, library+"/")
		if isIn && !isPure(imported) && name != owner && name != owner+"/"+path.Base(owner)+"test" {
			return true
		}
	}
	return false
}

func TestRoomsPlanted(t *testing.T) {
	tests := []struct {
		room, imports, want string
	}{
		{"waymark", "waymark/cli", ""},
		{"waymark", "waymark/tui", "waymark may not import waymark/tui"},
		{"waymark/cli", "waymark/tui", ""},
		{"waymark/tui", "waymark/cli", "tui may not import waymark/cli"},
		{"waymark/tui/theme", "waymark/tui", "tui/theme may not import waymark/tui"},
		{"waymark/tui/markdown", "waymark/store/clean", ""},
		{"waymark/tui/markdown", "waymark/store", "tui/markdown may not import waymark/store"},
		{"waymark/store/progress", "waymark/curriculum", ""},
		{"waymark/store", "waymark/curriculum", "store may not import waymark/curriculum"},
		{"waymark/store", "waymark/store/team", "store may not import waymark/store/team"},
		{"waymark/store/clean", "waymark/store", "store/clean may not import waymark/store"},
		{"waymark/curriculum", "waymark/store/clean", "curriculum may not import waymark/store/clean"},
		{"waymark/store", "go.etcd.io/bbolt", ""},
		{"waymark/cli", "go.etcd.io/bbolt/errors", "cli may not import go.etcd.io/bbolt/errors"},
		{"waymark/cli", "waymark/store/endpoint", ""},
		{"waymark/store", "waymark/store/endpoint", "store may not import waymark/store/endpoint"},
		{"waymark/store/endpoint", "waymark/store/clean", "store/endpoint may not import waymark/store/clean"},
		{"waymark/cli", "waymark/store/endpoint/endpointtest", "cli may not import waymark/store/endpoint/endpointtest"},
		{"waymark/store/endpoint", "net/http", ""},
		{"waymark/store/endpoint/endpointtest", "net", ""},
		{"waymark/cli", "net/http", "cli may not import net/http"},
		{"waymark/store", "net", "store may not import net"},
		{"waymark/store", "net/url", ""},
		{"waymark/store/progress", "golang.org/x/net/http2", "store/progress may not import golang.org/x/net/http2"},
		{"waymark/tui", "github.com/openai/openai-go/v3/option", "tui may not import github.com/openai/openai-go/v3/option"},
		{"waymark/cli", "github.com/zalando/go-keyring", "cli may not import github.com/zalando/go-keyring"},
		{"waymark/store/progress", "go.etcd.io/bbolt", "store/progress may not import go.etcd.io/bbolt"},
		{"waymark/util", "fmt", "util is a room without a rule: say in mayImport what it may import"},
	}
	for _, tt := range tests {
		got := strings.Join(wrongImports([]room{{tt.room, []string{tt.imports}}}), "; ")
		if got != tt.want {
			t.Errorf("%s importing %s: %q, want %q", tt.room, tt.imports, got, tt.want)
		}
	}
}

// The top level holds the rooms and what a repository needs, nothing else.
func TestTopLevel(t *testing.T) {
	out, err := exec.Command("git", "ls-files").Output()
	if err != nil {
		t.Skip("not a checkout of git")
	}
	for _, fault := range strays(strings.Fields(string(out))) {
		t.Error(fault)
	}
}

// strays lists the files that stand where the top level has no place for them.
func strays(files []string) []string {
	known := []string{
		"main.go", "main_test.go", "tui", "store", "curriculum", "cli", "docs", "go.mod", "go.sum",
		"README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md",
	}
	var faults []string
	for _, file := range files {
		top, _, _ := strings.Cut(file, "/")
		if !slices.Contains(known, top) && !strings.HasPrefix(top, ".") {
			faults = append(faults, file+" has no place at the top level")
		}
	}
	return faults
}

func TestTopLevelPlanted(t *testing.T) {
	got := strays([]string{"main.go", "tui/root.go", ".ci/run", "util/strings.go", "notes.txt"})
	want := []string{"util/strings.go has no place at the top level", "notes.txt has no place at the top level"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// charm is the modules that are known by another name on GitHub. That name
// stands behind them in go.mod and behind one import of each.
var charm = map[string]string{
	"charm.land/bubbletea/v2": "github.com/charmbracelet/bubbletea",
	"charm.land/bubbles/v2":   "github.com/charmbracelet/bubbles",
	"charm.land/glamour/v2":   "github.com/charmbracelet/glamour",
	"charm.land/lipgloss/v2":  "github.com/charmbracelet/lipgloss",
}

func TestRequirements(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range wrongRequirements(string(mod)) {
		t.Error(fault)
	}
	imports, err := importLines(".")
	if err != nil {
		t.Fatal(err)
	}
	for module, name := range charm {
		line := regexp.MustCompile(`^"` + regexp.QuoteMeta(module) + `(/\w+)?" // ` + regexp.QuoteMeta(name) + `$`)
		if !slices.ContainsFunc(imports, line.MatchString) {
			t.Errorf("no import of %s bears the comment // %s", module, name)
		}
	}
}

// wrongRequirements lists what go.mod does not say of the libraries that
// Waymark is built on.
func wrongRequirements(mod string) []string {
	var faults []string
	for _, module := range []string{"charm.land/bubbletea/v2", "charm.land/bubbles/v2", "charm.land/glamour/v2", "charm.land/lipgloss/v2", bbolt} {
		line := regexp.MustCompile(`(?m)^\s*(?:require )?` + regexp.QuoteMeta(module) + ` v\S+(.*)$`).FindStringSubmatch(mod)
		switch {
		case line == nil || strings.Contains(line[1], "// indirect"):
			faults = append(faults, "go.mod does not directly require "+module)
		case charm[module] != "" && line[1] != " // "+charm[module]:
			faults = append(faults, fmt.Sprintf("go.mod: the line of %s does not end in // %s", module, charm[module]))
		}
	}
	return faults
}

func TestRequirementsPlanted(t *testing.T) {
	const good = "require (\n" +
		"\tcharm.land/bubbles/v2 v2.2.1 // github.com/charmbracelet/bubbles\n" +
		"\tcharm.land/bubbletea/v2 v2.1.1 // github.com/charmbracelet/bubbletea\n" +
		"\tcharm.land/glamour/v2 v2.0.1 // github.com/charmbracelet/glamour\n" +
		"\tcharm.land/lipgloss/v2 v2.0.6 // github.com/charmbracelet/lipgloss\n" +
		"\tgo.etcd.io/bbolt v1.5.0\n)\n"
	tests := []struct {
		name, old, new, want string
	}{
		{"nothing wrong", "", "", ""},
		{"missing", "charm.land/glamour/v2 v2.0.1", "example.com/other v1.0.0", "go.mod does not directly require charm.land/glamour/v2"},
		{"indirect", "bbolt v1.5.0", "bbolt v1.5.0 // indirect", "go.mod does not directly require go.etcd.io/bbolt"},
		{"no name", " // github.com/charmbracelet/bubbles", "", "go.mod: the line of charm.land/bubbles/v2 does not end in // github.com/charmbracelet/bubbles"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(wrongRequirements(strings.Replace(good, tt.old, tt.new, 1)), "; ")
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// importLines returns each import below dir that has a comment, as written.
func importLines(dir string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			if spec.Comment != nil {
				lines = append(lines, spec.Path.Value+" // "+strings.TrimSpace(spec.Comment.Text()))
			}
		}
		return nil
	})
	return lines, err
}

// What a page of the documentation links to is there.
func TestLinksOfThePages(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob("docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	example := regexp.MustCompile("(?s)\n```.*?\n```")
	for _, page := range slices.Concat([]string{"README.md", "CHANGELOG.md", "SECURITY.md"}, pages, decisions) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllStringSubmatch(string(example.ReplaceAll(text, nil)), -1) {
			if to := found[1]; !strings.Contains(to, ":") {
				if _, err := os.Stat(filepath.Join(filepath.Dir(page), to)); err != nil {
					t.Errorf("%s links to %s: %v", page, to, err)
				}
			}
		}
	}
}

// Nobody has to guess which number of a date is the month, or which half of the day it is: a date
// is in words ("26 November 2026") or as ISO 8601 writes it, and a time has 24 hours.
func TestDatesAreUnambiguous(t *testing.T) {
	written := regexp.MustCompile(`\.Format\("([^"]+)"\)`)
	sound := regexp.MustCompile(`^(Mon(day)? )?(0?2 )?Jan(uary)?( 2006)?,?( 15:04)?$|^2006-?01(-?02)?([T -]150?4?.*| 15:04)?$|^Mon$|^15:04$`)
	seen := 0
	err := filepath.WalkDir(".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		text, err := os.ReadFile(file)
		for _, m := range written.FindAllSubmatch(text, -1) {
			if seen++; !sound.Match(m[1]) {
				t.Errorf("%s writes a date as %q", file, m[1])
			}
		}
		return err
	})
	if err != nil || seen < 30 {
		t.Errorf("%d dates looked at, %v", seen, err)
	}
}
