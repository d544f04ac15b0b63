package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/store/interop"
	"waymark/store/snapshot"
)

// schemaFile describes every document that a command prints with --json.
const schemaFile = "../docs/schemas/output-1.schema.json"

// documents are, for each command, what it prints with --json: one of these.
func documents() map[string][]any {
	all := map[string][]any{}
	add := func(noun string, verbs string, shapes ...any) {
		for verb := range strings.SplitSeq(verbs, " ") {
			command := strings.TrimSpace(strings.TrimSpace("waymark "+noun) + " " + verb)
			all[command] = append(all[command], shapes...)
		}
	}
	add("", "", status{}, version{})
	add("", "status", status{}, statusLine{})
	add("", "next", step{})
	add("", "setup", profile{})
	add("", "placement", placement{})
	add("", "answer", asked{}, answered{})
	add("", "review", reviewPile{}, cardPage{}, reviewed{})
	add("", "progress", progressReport{})
	add("", "undo", undone{})
	add("", "backup", backupMade{})
	add("", "restore", backupList{}, restored{})
	add("", "merge", merged{})
	add("", "doctor", examination{}, repaired{})
	add("", "compact", compacted{})
	add("", "erase", erased{})
	add("", "version", version{})
	add("", "completion", completion{})
	add("", "help", helpPage{})
	add("pathway", "list", pathwayList{})
	add("pathway", "show", pathwayPage{})
	add("pathway", "start", pathwayStart{})
	add("module", "list", moduleList{})
	add("module", "show", modulePage{})
	add("module", "check", checkPage{})
	add("lesson", "list", lessonList{})
	add("lesson", "show open", lessonPage{})
	add("lesson", "done", lessonDone{})
	add("drill", "list", drillList{})
	add("drill", "run", drillPage{}, drillDone{})
	journalDocuments(add)
	teamDocuments(add)
	otherDocuments(add)
	return all
}

func otherDocuments(add func(noun, verbs string, shapes ...any)) {
	add("portfolio", "add show edit attest remove", piece{})
	add("portfolio", "list", pieceList{})
	add("portfolio", "kinds", kindList{})
	add("portfolio", "export", portfolioPage{}, portfolioFile{})
	add("badge", "list", badgeList{})
	add("badge", "verify", badgeVerified{})
	add("hand", "raise lower", topicChanged{})
	add("hand", "list", topicList{})
	add("offer", "add remove", topicChanged{})
	add("offer", "list", topicList{})
	add("snapshot", "preview", snapshot.Snapshot{})
	add("snapshot", "write withdraw", snapshotFile{})
	add("snapshot", "verify", snapshotVerified{})
	add("snapshot", "log", snapshotLog{}, snapshot.Snapshot{})
	add("export", "badge csv anki calendar events", exportedFile{})
	add("export", "xapi", exportedFile{}, xapiSent{})
	add("export", "log", exportLog{}, interop.Statement{})
	add("remind", "ics", exportedFile{})
	add("remind", "systemd launchd schtasks", systemReminder{})
	add("settings", "list", settingList{})
	add("settings", "get", setting{})
	add("settings", "set", settingChanged{})
	add("settings", "file", settingFile{})
	add("settings", "check", settingCheck{})
	add("", "man", manPage{}, manFolder{})
	add("pack", "list", packList{})
	add("pack", "info", packInfo{})
	add("pack", "check", packCheck{})
	add("pack", "new install remove", packChange{})
}

func journalDocuments(add func(noun, verbs string, shapes ...any)) {
	add("journal", "add", experimentAdded{})
	add("journal", "list", experimentList{})
	add("journal", "search", searchResults{})
	add("journal", "show", experimentShown{})
	add("journal", "edit", experimentChanged{})
	add("journal", "close", experimentClosed{})
	add("journal", "pilot", pilotShown{})
	add("journal", "bench variant case output check", benchShown{})
	add("journal", "rubric", rubricList{}, benchShown{})
	add("journal", "run", ran{})
	add("journal", "import", imported{}, takenIn{})
	add("journal", "export", exported{})
	add("journal", "rate", journalRating{}, journalResult{}, sheetWritten{}, sheetTaken{})
	add("journal", "result", journalResult{})
	add("journal", "share", disclosure{})
	add("journal", "unshare", entryUnshared{})
	add("journal", "range", taskRange{})
}

func teamDocuments(add func(noun, verbs string, shapes ...any)) {
	add("team", "add import", teamImport{})
	add("team", "attention", teamNeeds{})
	add("team", "board", teamBoard{})
	add("team", "member", teamMember{})
	add("team", "since", teamChanges{})
	add("team", "modules", teamModules{})
	add("team", "wall", teamWall{})
	add("team", "help-map", teamHelpMap{})
	add("team", "coverage", teamCoverage{})
	add("team", "assign waive unassign", assigned{})
	add("team", "note talked", teamTalk{})
	add("team", "trust", teamTrust{})
	add("team", "erase readmit", teamErased{})
	add("team", "publish", teamPublished{})
	add("team", "accept", teamAccepted{}, teamAcceptedList{})
	add("team", "leave", teamLeft{})
	add("team", "report", teamReport{})
	add("team", "evidence", teamEvidence{})
	add("evidence", "verify", evidenceVerified{})
}

// The schema says what the program's types say; go test ./cli -run Schema -update writes it.
func TestTheSchemaIsThatOfTheTypes(t *testing.T) {
	for _, cmd := range leaves(newApp(nil, nil, nil).rootCommand()) {
		if documents()[cmd.CommandPath()] == nil {
			t.Errorf("documents says nothing of %q", cmd.CommandPath())
		}
	}
	s := schema{defs: map[string]any{}}
	for command, shapes := range documents() {
		var of []any
		for _, shape := range shapes {
			of = append(of, s.of(reflect.TypeOf(shape)))
		}
		s.defs[command] = map[string]any{"anyOf": of}
	}
	var b bytes.Buffer
	b.WriteString("{\n" + `"$schema": "https://json-schema.org/draft/2020-12/schema",` + "\n" + `"$id": "urn:waymark:schema:output-1",` + "\n" +
		`"title": "What Waymark's commands print with --json",` + "\n" +
		`"description": "The document of a command is $defs/waymark COMMAND. Shapes only grow: further fields may come. docs/json.md says what the fields mean.",` + "\n" +
		`"$defs": {`)
	between := "\n"
	for _, name := range slices.Sorted(maps.Keys(s.defs)) { // a line for each, so that a change can be read
		line, err := json.Marshal(s.defs[name])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s%q: %s", between, name, line)
		between = ",\n"
	}
	b.WriteString("\n}\n}\n")
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(schemaFile, b.Bytes(), 0o644); err != nil { //nolint:gosec // everybody may read it
			t.Fatal(err)
		}
	}
	if is, err := os.ReadFile(schemaFile); err != nil || !bytes.Equal(is, b.Bytes()) {
		t.Errorf("%s is not what the types say, or %v: go test ./cli -run Schema -update writes it", schemaFile, err)
	}
}

// A schema is made of types as encoding/json writes them, and as docs/json.md promises: a pointer may be null,
// and a list never is.
type schema struct{ defs map[string]any }

func (s *schema) of(t reflect.Type) any {
	switch t.Kind() {
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{s.of(t.Elem()), map[string]any{"type": "null"}}}
	case reflect.Struct:
		return s.object(t)
	case reflect.Slice, reflect.Array:
		list := map[string]any{"type": "array", "items": s.of(t.Elem())}
		if t.Kind() == reflect.Array {
			list["minItems"], list["maxItems"] = t.Len(), t.Len()
		}
		return list
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return map[string]any{"type": "integer"}
	}
	panic(fmt.Sprintf("documents() holds %v, of which the schema says nothing", t))
}

func (s *schema) object(t reflect.Type) any {
	if t == reflect.TypeFor[time.Time]() {
		return map[string]any{"type": "string", "format": "date-time"}
	}
	if t.Name() == "" {
		return s.fields(t)
	}
	name := strings.TrimPrefix(t.String(), "cli.")
	if s.defs[name] == nil {
		s.defs[name] = true // it may hold itself
		s.defs[name] = s.fields(t)
	}
	return map[string]any{"$ref": "#/$defs/" + name}
}

func (s *schema) fields(t reflect.Type) any {
	properties, required := map[string]any{}, []string{}
	for name, f := range namedFields(t) {
		properties[name] = s.of(f.Type)
		switch {
		case !strings.Contains(f.Tag.Get("json"), ",omit"):
			required = append(required, name)
		case f.Type.Kind() == reflect.Pointer:
			properties[name] = s.of(f.Type.Elem())
		}
	}
	slices.Sort(required)
	return map[string]any{"type": "object", "properties": properties, "required": required}
}

// namedFields are the fields of a type by their names in JSON, also those of what it embeds, unless it has one of
// that name itself.
func namedFields(t reflect.Type) map[string]reflect.StructField {
	named := map[string]reflect.StructField{}
	var embedded []reflect.Type
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			embedded = append(embedded, f.Type)
		case f.IsExported() && name != "-":
			named[cmp.Or(name, f.Name)] = f
		}
	}
	for _, e := range embedded {
		for name, f := range namedFields(e) {
			if _, has := named[name]; !has {
				named[name] = f
			}
		}
	}
	return named
}

// CommandOf is the command that words call.
func CommandOf(words []string) string {
	cmd, _, err := newApp(nil, nil, nil).rootCommand().Find(words)
	if err != nil {
		return ""
	}
	return cmd.CommandPath()
}
