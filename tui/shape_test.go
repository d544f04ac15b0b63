package tui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The sizes that keep a stranger's first reading short, in lines.
const (
	maxFunction = 60
	maxUpdate   = 40
	maxFile     = 400
)

// A source is one parsed Go file.
type source struct {
	name  string // path from the module's root
	lines int
	fset  *token.FileSet
	file  *ast.File
}

func parse(name string, text []byte) (source, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, 0)
	return source{name, strings.Count(string(text), "\n"), fset, file}, err
}

// TestShape holds every room to the sizes, and the screens to doing no I/O and
// to having no package variables.
func TestShape(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && entry.IsDir() && path != ".." {
			return fs.SkipDir // a module of its own is no room
		}
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s, err := parse(filepath.ToSlash(path[len("../"):]), text)
		if err != nil {
			return err
		}
		for _, fault := range slices.Concat(s.tooLong(), s.impure()) {
			t.Error(fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tooLong lists what is over its number of lines.
func (s source) tooLong() []string {
	var faults []string
	check := func(what string, lines, most int) {
		if lines > most {
			faults = append(faults, fmt.Sprintf("%s: %s has %d lines, over %d", s.name, what, lines, most))
		}
	}
	check("the file", s.lines, maxFile)
	for _, decl := range s.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		lines := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
		if f.Name.Name == "Update" && f.Recv != nil {
			check("Update", lines, maxUpdate)
		} else {
			check(f.Name.Name, lines, maxFunction)
		}
	}
	return faults
}

// ioPackages reach outside the program: that is for the rooms that the
// screens' commands call.
var ioPackages = []string{
	"bufio", "io/fs", "io/ioutil", "net", "net/http", "os", "os/exec", "os/signal", "path/filepath", "syscall",
	"go.etcd.io/bbolt",
}

// impure lists what a file of tui may not hold. Tests may.
func (s source) impure() []string {
	below := strings.HasPrefix(s.name, "tui/config/") // the room that reads the settings of the machine for them
	if !strings.HasPrefix(s.name, "tui/") || strings.HasSuffix(s.name, "_test.go") || below {
		return nil
	}
	var faults []string
	for _, spec := range s.file.Imports {
		if path, _ := strconv.Unquote(spec.Path.Value); slices.Contains(ioPackages, path) {
			faults = append(faults, s.name+": imports "+path+"; let a room below do that")
		}
	}
	for _, decl := range s.file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.VAR {
			faults = append(faults, s.name+": has a package variable; put it in Env or in a value")
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		// Bubbles' list hands a row an io.Writer to draw on.
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "io" && sel.Sel.Name != "Writer" {
			faults = append(faults, s.name+": uses io."+sel.Sel.Name+"; let a room below do that")
		}
		return true
	})
	return faults
}

func TestShapePlanted(t *testing.T) {
	function := func(head string, lines int) string {
		return "package p\n" + head + " {\n" + strings.Repeat("\t_ = 0\n", lines-2) + "}\n"
	}
	tests := []struct {
		name, file, text string
		want             []string
	}{
		{"a function at the limit", "store/a.go", function("func f()", 60), nil},
		{"a long function", "store/a.go", function("func f()", 61), []string{"store/a.go: f has 61 lines, over 60"}},
		{"a long test", "store/a_test.go", function("func f()", 61), []string{"store/a_test.go: f has 61 lines, over 60"}},
		{"Update at the limit", "tui/a.go", function("func (t) Update()", 40), nil},
		{"a long Update", "tui/a.go", function("func (t) Update()", 41), []string{"tui/a.go: Update has 41 lines, over 40"}},
		{"a function called Update", "tui/a.go", function("func Update()", 41), nil},
		{"a long file", "cli/a.go", "package p\n" + strings.Repeat("\n", 400), []string{"cli/a.go: the file has 401 lines, over 400"}},
		{"a package variable", "tui/a.go", "package p\nvar x int\n", []string{"tui/a.go: has a package variable; put it in Env or in a value"}},
		{"a package variable of a leaf", "tui/theme/a.go", "package p\nvar x int\n", []string{"tui/theme/a.go: has a package variable; put it in Env or in a value"}},
		{"a package variable elsewhere", "store/a.go", "package p\nvar x int\n", nil},
		{"a constant", "tui/a.go", "package p\nconst x = 1\n", nil},
		{"an I/O import", "tui/a.go", "package p\nimport \"os\"\n", []string{"tui/a.go: imports os; let a room below do that"}},
		{"an I/O import of a test", "tui/a_test.go", "package p\nimport \"os\"\n", nil},
		{"a writer", "tui/a.go", "package p\nimport \"io\"\nfunc f(io.Writer) {}\n", nil},
		{"reading", "tui/a.go", "package p\nimport \"io\"\nfunc f() { io.ReadAll(nil) }\n", []string{"tui/a.go: uses io.ReadAll; let a room below do that"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := parse(tt.file, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, slices.Concat(s.tooLong(), s.impure())); diff != "" {
				t.Error(diff)
			}
		})
	}
}
