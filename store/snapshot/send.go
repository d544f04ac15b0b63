package snapshot

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"waymark/store"
	"waymark/store/envelope"
)

// Send writes the snapshot that was made from a source to a file or a folder, with a file
// beside it for each entry whose full record it names. It returns the file of the snapshot.
//
// It is noted in the ledger before anything is written, and no other program of the learner
// sends meanwhile: whatever leaves the machine stands in the ledger, also where the program is
// ended in between. Where it cannot be written the ledger says so.
//
// The learner's own files of entries that it does not name any more are removed from that
// folder, and so are, where path is a folder, earlier snapshots of theirs under another
// name. What was changed or taken back since the snapshot was made is ErrInvalid, and nothing
// is written or noted.
func Send(s *store.Store, snap Snapshot, path string) (file string, err error) {
	key, err := s.SigningKey()
	if err != nil {
		return "", err
	}
	err = s.Sending(func() error {
		out := parcel{snap: snap, key: key}
		file, err = out.send(s, path)
		return err
	})
	return file, err
}

// send is Send while nobody else sends.
func (p *parcel) send(s *store.Store, path string) (file string, err error) {
	if err := p.pack(s); err != nil {
		return "", err
	}
	if file, err = p.mayWrite(path); err != nil {
		return "", err
	}
	err = s.RecordSent(store.Sent{
		Number: p.snap.Number, Hash: envelope.Hash(p.payload), Profile: string(p.snap.Profile), To: file, Payload: string(p.payload),
	})
	if err != nil {
		return "", err
	}
	if err := p.write(file); err != nil {
		return "", errors.Join(err, s.RecordUnsent(p.snap.Number, err.Error()))
	}
	return file, p.tidy(file)
}

// A parcel is a snapshot with the full records that go with it.
type parcel struct {
	snap    Snapshot
	key     ed25519.PrivateKey
	payload []byte
	entries []sealed
}

// sealed is a payload and the name of its file.
type sealed struct {
	name    string
	payload []byte
}

// pack collects what is sent, and refuses what is not as it was when it was looked at.
func (p *parcel) pack(s *store.Store) (err error) {
	if envelope.ID(p.key.Public().(ed25519.PublicKey)) != p.snap.Learner.Key {
		return invalid("your key is another one than when it was made; look at the preview again")
	}
	last, err := s.LastNoted()
	if err != nil {
		return err
	}
	if p.payload, err = p.snap.Encode(); err != nil {
		return err
	}
	again := last.Number == p.snap.Number && last.Hash == envelope.Hash(p.payload)
	if p.snap.Number != last.Number+1 && !again {
		return invalid("another one was sent meanwhile; look at the preview again")
	}
	if err := p.snap.recheck(s); err != nil {
		return err
	}
	shared, err := sharedEntries(s)
	if err != nil {
		return err
	}
	for _, c := range p.snap.Cards {
		record, err := recheckCard(s, shared, p.snap.Learner, c)
		if err != nil {
			return err
		}
		if record != nil {
			p.entries = append(p.entries, sealed{p.snap.entryName(c.ID), record})
		}
	}
	return nil
}

// mayWrite is the file that a snapshot for a path goes to. It refuses to write over what is
// none of the learner's own files.
func (p *parcel) mayWrite(path string) (file string, err error) {
	if file, err = p.snap.target(path); err != nil {
		return "", err
	}
	for _, e := range p.entries {
		if err := mayReplace(filepath.Join(filepath.Dir(file), e.name), p.isOwn); err != nil {
			return "", err
		}
	}
	return file, nil
}

// write puts the files into place: the full records first, so that the snapshot names none
// that is not there.
func (p *parcel) write(file string) error {
	for _, e := range p.entries {
		if err := writeSigned(filepath.Join(filepath.Dir(file), e.name), p.key, EntryKind, e.payload); err != nil {
			return err
		}
	}
	return writeSigned(file, p.key, Kind, p.payload)
}

// tidy removes what the learner sent to the folder of a snapshot before and does not send
// any more: files under the names that Waymark gives, signed with the learner's key.
func (p *parcel) tidy(file string) error {
	folder := filepath.Dir(file)
	keep := []string{file}
	for _, e := range p.entries {
		keep = append(keep, filepath.Join(folder, e.name))
	}
	entriesOnly := filepath.Base(file) != p.snap.fileName() && !p.snap.Withdrawn
	files, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("looking for earlier files in %s: %w", folder, err)
	}
	for _, f := range files {
		path := filepath.Join(folder, f.Name())
		if !p.isNamed(f.Name(), entriesOnly) || isOneOf(path, keep) || mayReplace(path, p.isOwn) != nil {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is not shared any more, and could not be removed: %w", path, err)
		}
	}
	return nil
}

// isOneOf reports that a path leads to one of some files. It does not go by names, which
// some systems write in other forms than they were given.
func isOneOf(path string, files []string) bool {
	info, err := os.Lstat(path)
	return err != nil || slices.ContainsFunc(files, func(file string) bool {
		kept, err := os.Lstat(file)
		return err != nil || os.SameFile(info, kept)
	})
}

// isNamed reports that a file has a name that Waymark gives to files of the learner.
func (p *parcel) isNamed(name string, entriesOnly bool) bool {
	rest, ours := strings.CutPrefix(name, "waymark-")
	mark := p.snap.Learner.mark()
	isEntry := strings.Contains(rest, "-"+mark+entryInfix)
	return ours && strings.HasSuffix(rest, ".json") && (isEntry || !entriesOnly && strings.HasSuffix(rest, "-"+mark+".json"))
}

// isOwn reports that a file is a snapshot or an entry of the learner, signed with their key.
func (p *parcel) isOwn(data []byte) bool {
	if s, signed, err := Open(data); err == nil {
		return s.Learner.ID == p.snap.Learner.ID && signed.Signer == p.snap.Learner.Key
	}
	e, signed, err := OpenEntry(data)
	return err == nil && e.Learner == p.snap.Learner.ID && signed.Signer == p.snap.Learner.Key
}
