package snapshot

import (
	"crypto/ed25519"

	"waymark/store"
	"waymark/store/envelope"
)

// Send writes the snapshot that was made from a source to a file or a folder, and notes
// it in the ledger. It returns the file. Nothing is noted where nothing was written.
func Send(s *store.Store, snap Snapshot, path string) (file string, err error) {
	key, err := s.SigningKey()
	if err != nil {
		return "", err
	}
	if envelope.ID(key.Public().(ed25519.PublicKey)) != snap.Learner.Key { //nolint:errcheck // an Ed25519 key has no other
		return "", invalid("your key is another one than when it was made; look at the preview again")
	}
	payload, err := snap.Encode()
	if err != nil {
		return "", err
	}
	if file, err = Write(path, key, snap); err != nil {
		return "", err
	}
	return file, s.RecordSent(store.Sent{
		Number: snap.Number, Hash: envelope.Hash(payload), Profile: string(snap.Profile), To: file, Payload: string(payload),
	})
}
