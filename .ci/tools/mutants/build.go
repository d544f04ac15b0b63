package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed switch.go.txt
var files embed.FS

// A listed is a package as `go list` tells of it.
type listed struct {
	ImportPath, Dir, Name, Export string
	GoFiles                       []string
}

// build makes the test program of a package with all mutants in it, and lists them. The
// package itself stays as it is: the compiler reads other files in the place of its own.
func build(pkg, work string) (program, dir string, mutants []mutant, err error) {
	p, exports, err := list(pkg)
	if err != nil {
		return "", "", nil, err
	}
	replace := map[string]string{filepath.Join(p.Dir, "mutant_switch.go"): filepath.Join(work, "mutant_switch.go")}
	text, err := files.ReadFile("switch.go.txt")
	if err != nil {
		return "", "", nil, err
	}
	sources, mutants, err := sourcesOf(p, exports)
	if err != nil {
		return "", "", nil, err
	}
	sources["mutant_switch.go"] = bytes.Replace(text, []byte("PACKAGE"), []byte(p.Name), 1)
	for name, src := range sources {
		replace[filepath.Join(p.Dir, name)] = filepath.Join(work, name)
		if err := os.WriteFile(filepath.Join(work, name), src, 0o600); err != nil {
			return "", "", nil, err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", "", nil, err
	}
	if err := os.WriteFile(filepath.Join(work, "overlay.json"), overlay, 0o600); err != nil {
		return "", "", nil, err
	}
	program = filepath.Join(work, "mutants.test")
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-overlay="+filepath.Join(work, "overlay.json"), "-o="+program, pkg)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return program, p.Dir, mutants, cmd.Run()
}

// list describes a package, and says where the compiled form of each is that it imports.
func list(pkg string) (p listed, exports map[string]string, err error) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Name,Export,GoFiles", "-export", "-deps", pkg)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return listed{}, nil, err
	}
	exports = make(map[string]string)
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		p = listed{} // the package itself comes last
		if err := d.Decode(&p); err != nil {
			return listed{}, nil, err
		}
		exports[p.ImportPath] = p.Export
	}
	return p, exports, nil
}

// sourcesOf returns the source of each file with its mutants.
func sourcesOf(p listed, exports map[string]string) (map[string][]byte, []mutant, error) {
	fset := token.NewFileSet()
	sources := make(map[string][]byte)
	var parsed []*ast.File
	for _, name := range p.GoFiles {
		src, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil {
			return nil, nil, err
		}
		file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return nil, nil, err
		}
		sources[name] = src
		parsed = append(parsed, file)
	}
	open := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", open)}
	info := types.Info{Types: make(map[ast.Expr]types.TypeAndValue), Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object)}
	if _, err := config.Check(p.ImportPath, fset, parsed, &info); err != nil {
		return nil, nil, fmt.Errorf("types of %s: %w", p.ImportPath, err)
	}
	var mutants []mutant
	for i, name := range p.GoFiles {
		m := mutator{fset: fset, info: &info, src: sources[name], next: len(mutants) + 1}
		sources[name] = m.mutate(parsed[i])
		mutants = append(mutants, m.mutants...)
	}
	return sources, mutants, nil
}
