package team_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/store"
	"waymark/store/envelope"
	"waymark/store/snapshot"
	"waymark/store/team"
)

// A team file fits the published schema; one with a field more does not.
func TestTeamFilesFitTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schemas/team-1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	id, key := "00000000000123456789ABCDEF", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
	f := team.File{Format: team.FileFormat, Team: id, Title: "People", Lead: team.Lead{Name: "Amara", Key: key}, Number: 1, Made: "2026-11-24"}
	whole := f
	whole.Ceiling, whole.Previous = snapshot.Standard, strings.Repeat("0", 64)
	whole.Given = []team.Given{
		{Learner: id, Module: "foundations", Due: "2026-12-24", Reason: "for the new tool", Made: "2026-11-24"},
		{Learner: id, Module: "ethical-ai", Waived: true, Made: "2026-11-24"},
	}
	whole.Wall = []team.Shared{{Name: "Ines", Card: snapshot.Card{ID: id, Shared: "2026-11-20", EntryCard: store.EntryCard{Title: "Warm tone", Verdict: store.Worked, Broke: "One\nTwo"}}}}
	check := func(payload []byte) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(payload)))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	for i, f := range []team.File{f, whole} {
		payload, err := envelope.Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("WAYMARK_EXAMPLES"); dir != "" { // for the check interop of .ci/run
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("team-%d.json", i)), payload, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := team.DecodeFile(payload); err != nil {
			t.Fatal(err)
		}
		if err := check(payload); err != nil {
			t.Error(err)
		}
		for _, more := range []string{`{"score": 7,`, `{"notes": "private",`} {
			if check([]byte(strings.Replace(string(payload), "{", more, 1))) == nil {
				t.Errorf("a team file with %s fits", more)
			}
		}
	}
}
