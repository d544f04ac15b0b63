package team

import (
	"sync"
	"time"

	"waymark/store"
)

// A Watcher takes in what changes in the folder of a team, for as long as somebody looks
// at the team. It is safe for concurrent use.
type Watcher struct {
	store  *store.Store
	team   string
	folder string

	mu sync.Mutex
}

// NewWatcher returns a watcher of a folder, whose snapshots are taken in for the team with
// the given id. It touches nothing before its first Look.
func NewWatcher(s *store.Store, team, folder string) *Watcher {
	return &Watcher{store: s, team: team, folder: folder}
}

// Look takes in what changed in the folder since the last look; the first one takes in all
// of it, as Import does. It may be called every second: where nothing changed it reads no
// file and saves nothing. Changed says that the lead's store did change, or that there is
// something new to tell. Errors are those of Import.
func (w *Watcher) Look(now time.Time) (o Outcome, changed bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	o, err = Import(w.store, w.team, w.folder, now)
	return o, err == nil && len(o.Taken)+len(o.Alarms)+len(o.Refused) > 0, err
}
