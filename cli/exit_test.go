package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"waymark/curriculum"
	"waymark/store"
	"waymark/store/evidence"
	"waymark/store/snapshot"
)

// Scripts tell by the code what went wrong, however deep it arose.
func TestExitCodes(t *testing.T) {
	for _, test := range []struct {
		err  error
		code int
	}{
		{nil, 0},
		{errors.New("anything"), 1},
		{store.ErrReadOnly, 1},
		{store.ErrFull, 1},
		{store.ErrNothingToUndo, 1},
		{store.ErrStays, 1},
		{misuse("no such word"), 2},
		{store.ErrInvalid, 2},
		{curriculum.ErrAmbiguous, 2},
		{curriculum.ErrNotFound, 3},
		{store.ErrNotFound, 3},
		{fs.ErrNotExist, 3},
		{store.ErrBusy, 4},
		{store.ErrDamaged, 5},
		{store.ErrNewer, 5},
		{curriculum.ErrMalformed, 5},
		{snapshot.ErrInvalid, 5},
		{evidence.ErrPack, 5},
		{evidence.ErrChanged, 6},
	} {
		err := test.err
		if err != nil {
			err = fmt.Errorf("trying: %w", fmt.Errorf("more closely: %w", err))
		}
		if got := exitCode(err); got != test.code {
			t.Errorf("%v ends with code %d, want %d", err, got, test.code)
		}
	}
}
