package bench

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/store"
)

func TestCasesAreReadFromAFile(t *testing.T) {
	want := []store.Case{{Name: "Late", Input: "Where is my parcel?\nIt is late.", Expected: "An apology"}, {Input: "Broken mug"}}
	tests := map[string]string{
		"cases.csv":   "name,Input,expected output\nLate,\"Where is my parcel?\nIt is late.\",An apology\n,Broken mug,\n",
		"excel.csv":   "\ufeffcase;input;expected\nLate;\"Where is my parcel?\nIt is late.\";An apology\n;Broken mug;\n",
		"cases.jsonl": `{"case": "Late", "input": "Where is my parcel?\nIt is late.", "expected": "An apology", "other": 1}` + "\n\n" + `{"input": "Broken mug"}`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := ReadCases(name, []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFileWithoutCasesIsRefusedWithAReason(t *testing.T) {
	tests := map[string]struct{ name, text, reason string }{
		"results":   {"a.csv", "variant,input,output\nA,x,y\n", "file with results"},
		"no input":  {"a.csv", "question to whom,length\nx,1\n", "no column is called input"},
		"nothing":   {"a.csv", "input\n", "no case"},
		"no object": {"a.jsonl", "[1]\n", "no JSON object"},
		"text":      {"a.txt", "input\nx", "can be pasted"},
		"not UTF-8": {"a.csv", "input\n\xff\xfe\n", "UTF-8"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ReadCases(test.name, []byte(test.text))
			if !errors.Is(err, store.ErrInvalid) || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("%v, want a reason with %q", err, test.reason)
			}
		})
	}
}

func TestAFileIsReadOnlyIfItIsOne(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.txt")
	if err := os.WriteFile(large, []byte(strings.Repeat("x", MaxImport+1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, reason := range map[string]string{dir: "not a file", filepath.Join(dir, "none"): "no file", large: "16 MB"} {
		_, err := ReadFile(path)
		if answered := errors.Is(err, store.ErrInvalid) || errors.Is(err, store.ErrNotFound); !answered || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v, want a reason with %q", path, err, reason)
		}
	}
}

func FuzzReadCases(f *testing.F) {
	f.Add("a.csv", []byte("input,expected\nx,y\n"))
	f.Add("a.jsonl", []byte(`{"input": "x"}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		cases, err := ReadCases(name, data)
		if err == nil && len(cases) == 0 {
			t.Error("neither cases nor an error")
		}
	})
}
