package interop_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waymark/store"
	"waymark/store/interop"
)

// Examples of all that leaves, for validators by others: the check "interop" of .ci/run.
func TestExamples(t *testing.T) {
	dir := os.Getenv("WAYMARK_EXAMPLES")
	if dir == "" {
		t.Skip("the check interop of .ci/run names a folder for the examples")
	}
	var all []interop.Statement
	for seed := range uint64(6) {
		p := richPerson(t, seed)
		who := p.who()
		if seed%2 == 0 {
			who.Name = "Zoë “Zed” O'Hara-Şahin"
		}
		all = append(all, interop.Statements(who, p.records())...)
		all = append(all, voids(t, p)...)
	}
	content, err := interop.EncodeStatements(all)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "statements.json"), content, 0o600))
	p := newPerson(t)
	for i, b := range earned(t, p.c) {
		_, signed := badge(t, p, b, strings.Repeat("Ines", i%2))
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("badge-%d.jwt", i)), signed, 0o600))
	}
	t.Logf("%d statements, %d badges", len(all), len(earned(t, p.c)))
}

// voids takes back the last lesson of a person, which was told.
func voids(t *testing.T, p *person) []interop.Statement {
	t.Helper()
	const to = "https://records.example.com"
	p.learn("fnd-what-ai-is")
	o := p.outbox(to, false)
	must(t, p.store.Deliver(to, o.Waiting))
	p.undo()
	var all []interop.Statement
	for _, d := range p.outbox(to, false).Waiting {
		if d.Voids != "" {
			all = append(all, statementOf(t, d))
		}
	}
	if len(all) == 0 {
		t.Fatal("nothing is taken back")
	}
	return all
}

func statementOf(t *testing.T, d store.Delivery) interop.Statement {
	t.Helper()
	var s interop.Statement
	must(t, json.Unmarshal([]byte(d.Statement), &s))
	return s
}
