package snapshot_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/store/snapshot"
)

// fits says what a schema of docs/schemas finds wrong with a document.
func fits(t *testing.T, schema, document string) error {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../../docs/schemas/" + schema)
	must(t, err)
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
	must(t, err)
	return s.Validate(v)
}

// keepExample keeps a document for the check interop of .ci/run, where that asks for it.
func keepExample(t *testing.T, name, document string) {
	t.Helper()
	if dir := os.Getenv("WAYMARK_EXAMPLES"); dir != "" {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(document), 0o600))
	}
}

// What Encode writes fits the published schema, in all profiles; what has a field more, or
// one that its profile does not tell, fits no more.
func TestSnapshotsFitTheSchema(t *testing.T) {
	s, err := jsonschema.NewCompiler().Compile("../../docs/schemas/snapshot-2.schema.json")
	must(t, err)
	for seed := range uint64(100) {
		in := newGardener(seed).source(t)
		for _, p := range snapshot.Profiles() {
			in.Standing.Profile.Sharing = string(p)
			_, content := encoded(t, in)
			keepExample(t, fmt.Sprintf("snapshot-%d-%s.json", seed, p), content)
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(content))
			must(t, err)
			if err := s.Validate(v); err != nil {
				t.Fatalf("%v\n%s", err, content)
			}
		}
	}
	p := newPerson(t, 1)
	p.send(snapshot.Full, t.TempDir())
	if _, err := snapshot.Withdraw(p.store, t.TempDir(), now()); err != nil {
		t.Fatal(err)
	}
	last, err := p.store.LastSent()
	must(t, err)
	keepExample(t, "snapshot-withdrawn.json", last.Payload)
	if err := fits(t, "snapshot-2.schema.json", last.Payload); err != nil {
		t.Errorf("a withdrawal: %v", err)
	}
	content, err := example().Encode()
	must(t, err)
	good := string(content)
	if err := fits(t, "snapshot-2.schema.json", good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"a score":                 {`"number"`, `"score": 7, "number"`},
		"answers in a module":     {`"done": 2`, `"answers": [], "done": 2`},
		"minutes of a lesson":     {`"how"`, `"minutes": 9, "how"`},
		"a prompt on a card":      {`"verdict"`, `"prompt": "x", "verdict"`},
		"a time":                  {`"2026-11-24"`, `"2026-11-24T10:00:00Z"`},
		"more than minimal":       {`"profile": "open"`, `"profile": "minimal"`},
		"more than standard":      {`"profile": "open"`, `"profile": "standard"`},
		"withdrawn, and the rest": {`"made"`, `"withdrawn": true, "made"`},
		"a percentage as a level": {`"holds"`, `"73 %"`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good || fits(t, "snapshot-2.schema.json", bad) == nil {
			t.Errorf("%s fits", name)
		}
	}
}
