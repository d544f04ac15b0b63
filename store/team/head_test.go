package team_test

import (
	"reflect"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"waymark/store/snapshot"
	"waymark/store/team"
)

// Every field of a head is kept, also one that is new.
func TestAHeadIsKeptWhole(t *testing.T) {
	positive := rapid.Custom(func(r *rapid.T) int { return rapid.IntRange(0, 1<<40).Draw(r, "n") })
	whole := rapid.MakeCustom[snapshot.Snapshot](rapid.MakeConfig{Types: map[reflect.Type]*rapid.Generator[any]{reflect.TypeFor[int](): positive.AsAny()}})
	rapid.Check(t, func(r *rapid.T) {
		want := whole.Draw(r, "snapshot").Head()
		got, err := team.UnpackHead(team.PackHead(want))
		if err != nil {
			r.Fatal(err)
		}
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			r.Fatal(diff)
		}
	})
}

func FuzzUnpackHead(f *testing.F) {
	f.Add(team.PackHead(snapshot.Snapshot{Modules: make([]snapshot.Module, 2), Hands: make([]snapshot.Topic, 1)}))
	f.Fuzz(func(_ *testing.T, head string) {
		_, _ = team.UnpackHead(head)
	})
}
