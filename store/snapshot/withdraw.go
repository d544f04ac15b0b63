package snapshot

import (
	"crypto/ed25519"
	"errors"
	"time"

	"waymark/store"
	"waymark/store/envelope"
)

// ErrNothingSent says that there is nothing to withdraw.
var ErrNothingSent = errors.New("there is nothing to withdraw: no snapshot was sent from this machine")

// Withdraw takes back what was sent: to a folder or a file it writes a signed snapshot that
// says nothing but that those before it are withdrawn, and notes it in the ledger. Where
// path is a folder, the learner's earlier files there are removed, those of entries shared
// in full as well; where it is a file, it is written over. Whoever took in the earlier ones
// forgets what they said with their next look into the folder. What people copied
// elsewhere it cannot reach. It returns the file.
func Withdraw(s *store.Store, path string, now time.Time) (file string, err error) {
	noted, err := s.LastNoted()
	if err != nil {
		return "", err
	}
	if noted.Number == 0 {
		return "", ErrNothingSent
	}
	last, err := s.LastSent()
	if err != nil {
		return "", err
	}
	learner, _, err := s.Identity()
	if err != nil {
		return "", err
	}
	key, err := s.SigningKey()
	if err != nil {
		return "", err
	}
	id := envelope.ID(key.Public().(ed25519.PublicKey))
	return Send(s, withdrawal(Learner{ID: learner, Key: id}, noted.Number+1, last.Hash, now), path)
}

// withdrawal is a snapshot that says nothing but that those before are withdrawn.
func withdrawal(by Learner, number int, previous string, now time.Time) Snapshot {
	return Snapshot{
		Format: Format, Purpose: Purpose, Profile: Minimal, Learner: Learner{ID: by.ID, Key: by.Key},
		Number: number, Previous: previous, Made: now.Format(time.DateOnly), Withdrawn: true,
		Withheld: []string{"everything: what was sent before is withdrawn"},
	}
}
