package team

// Settle makes a watcher trust the time of its folder, as it does some seconds after a
// change.
func Settle(w *Watcher) { w.since = w.since.Add(-2 * watchSure) }

// The form of a head, for tests of it.
var (
	PackHead   = packHead
	UnpackHead = unpackHead
)
