package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/cli"
)

// misfit is how a script's program ends whose document does not fit the schema.
const misfit = 99

// runToSchema is cli.Run, which ends with misfit where a script of documentsSeen called it with --json and what it
// printed is not as the schema says.
func runToSchema(args []string) int {
	seen := os.Getenv("WAYMARK_SEEN")
	if seen == "" || !slices.Contains(args, "--json") {
		return cli.Run(args, os.Stdin, os.Stdout, os.Stderr, os.Environ())
	}
	var out bytes.Buffer
	code := cli.Run(args, os.Stdin, io.MultiWriter(os.Stdout, &out), os.Stderr, os.Environ())
	if out.Len() == 0 {
		return code
	}
	shape, err := fitting(filepath.Join(seen, "schema.json"), cli.CommandOf(args), out.Bytes())
	if err == nil {
		err = os.WriteFile(filepath.Join(seen, shape), nil, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return misfit
	}
	return code
}

// fitting is which of the shapes of a command a document has.
func fitting(schema, command string, document []byte) (shape string, err error) {
	read, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return "", err
	}
	compiler := jsonschema.NewCompiler()
	var why error
	for _, shape := range append(shapesOf(schema)[command], "helpPage") {
		s, err := compiler.Compile(schema + "#/$defs/" + url.PathEscape(shape))
		if err != nil {
			return "", err
		}
		err = s.Validate(read)
		switch {
		case err == nil && shape == "helpPage":
			return "waymark help, helpPage", nil
		case err == nil:
			return command + ", " + shape, nil
		}
		why = errors.Join(why, fmt.Errorf("no %s: %w", shape, err))
	}
	return "", fmt.Errorf("the document of %q is none of the shapes that the schema has: %w", command, why)
}

// shapesOf are the shapes of each command in a schema; the help of a command has its own.
func shapesOf(schema string) map[string][]string {
	text, _ := os.ReadFile(schema)
	var read struct {
		Defs map[string]struct {
			AnyOf []struct {
				Ref string `json:"$ref"`
			}
		} `json:"$defs"`
	}
	if json.Unmarshal(text, &read) != nil {
		return nil
	}
	shapes := map[string][]string{}
	for name, def := range read.Defs {
		for _, of := range def.AnyOf {
			shapes[name] = append(shapes[name], strings.TrimPrefix(of.Ref, "#/$defs/"))
		}
	}
	return shapes
}

// documentsSeen is a folder with a schema that is stricter than the one in docs: it allows no field that is not
// documented. Programs of the scripts keep there which shapes they printed, and at the end all of them have to be there.
func documentsSeen(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	schema := strictSchema(t, folder)
	t.Cleanup(func() {
		if strings.Contains(flag.Lookup("test.run").Value.String(), "/") || t.Failed() {
			return // not all scripts ran
		}
		for command, shapes := range shapesOf(schema) {
			for _, shape := range shapes {
				_, err := os.Stat(filepath.Join(folder, command+", "+shape))
				if err != nil && !slices.Contains(unscripted(), command+", "+shape) {
					t.Errorf("no script calls %q with --json for the shape %s", command, shape)
				}
			}
		}
	})
	return folder
}

// unscripted are shapes that no script prints: they need a record store, an earned badge, a second rater, or
// much before them, and tests in Go read their fields.
func unscripted() []string {
	return []string{
		"waymark export xapi, xapiSent", "waymark export log, interop.Statement", "waymark export badge, exportedFile", "waymark badge verify, badgeVerified",
		"waymark journal rate, sheetTaken", "waymark journal rate, journalResult", "waymark journal rubric, benchShown", "waymark team add, teamImport",
	}
}

func strictSchema(t *testing.T, folder string) (schema string) {
	t.Helper()
	text, err := os.ReadFile("../docs/schemas/output-1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	strict := strings.ReplaceAll(string(text), `"properties":`, `"additionalProperties":false,"properties":`)
	schema = filepath.Join(folder, "schema.json")
	if err := os.WriteFile(schema, []byte(strict), 0o600); err != nil {
		t.Fatal(err)
	}
	return schema
}

// A document with a field too many, one too few or one of another kind does not fit.
func TestASchemaFindsFaults(t *testing.T) {
	schema := strictSchema(t, t.TempDir())
	for document, fits := range map[string]bool{
		`{"bytes_before": 2, "bytes_after": 1}`:              true,
		`{"bytes_before": 2}`:                                false,
		`{"bytes_before": 2, "bytes_after": null}`:           false,
		`{"bytes_before": 2, "bytes_after": 1, "more": "x"}`: false,
	} {
		if _, err := fitting(schema, "waymark compact", []byte(document)); (err == nil) != fits {
			t.Errorf("%s: %v", document, err)
		}
	}
}
