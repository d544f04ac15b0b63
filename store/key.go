package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// keyBlock is how PEM names a private key in the form of PKCS #8.
const keyBlock = "PRIVATE KEY"

// KeyFile is the path of the file that holds the learner's own key.
func (s *Store) KeyFile() string { return filepath.Join(s.dir, "key.pem") }

// SigningKey is the key that signs what leaves the machine in the learner's name. It is
// made when it is first asked for, in a file of its own that nobody else may read: an
// Ed25519 key in PEM, PKCS #8. A file that holds no such key is ErrDamaged, and stays as
// it is.
func (s *Store) SigningKey() (ed25519.PrivateKey, error) {
	key, err := s.readKey()
	if errors.Is(err, fs.ErrNotExist) {
		if err = s.makeKey(); err == nil {
			key, err = s.readKey()
		}
	}
	if _, bad := errors.AsType[keyError](err); bad {
		return nil, err
	}
	return key, s.explain(err)
}

func (s *Store) readKey() (ed25519.PrivateKey, error) {
	content, err := os.ReadFile(s.KeyFile())
	if err != nil {
		return nil, err
	}
	if key := parseKey(content); key != nil {
		return key, nil
	}
	return nil, keyError{s.KeyFile()}
}

// parseKey reads the content of a key file; one that holds no key is nil.
func parseKey(content []byte) ed25519.PrivateKey {
	block, _ := pem.Decode(content)
	if block == nil || block.Type != keyBlock {
		return nil
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if key, ok := parsed.(ed25519.PrivateKey); ok && err == nil {
		return key
	}
	return nil
}

// makeKey makes the key, unless another program was faster.
func (s *Store) makeKey() error {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := makeFolder(s.dir); err != nil {
		return err
	}
	defer s.writing()()
	draft, err := os.MkdirTemp(s.dir, draftPrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(draft)
	path := filepath.Join(draft, "key.pem")
	if err := writeSynced(path, pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: der})); err != nil {
		return err
	}
	if err := os.Link(path, s.KeyFile()); err != nil && !errors.Is(err, fs.ErrExist) {
		// Some file systems have no links; there, the last of two first writers wins.
		if err := os.Rename(path, s.KeyFile()); err != nil {
			return err
		}
	}
	return syncDir(s.dir)
}

// A keyError is a key file that cannot be read. It is ErrDamaged, with another remedy
// than the learner's file has.
type keyError struct{ file string }

func (e keyError) Error() string {
	return fmt.Sprintf("%s: your signing key cannot be read; put back a copy of the file, or move it away: then a new key is made, and whoever collects your snapshots has to confirm it", e.file)
}

func (e keyError) Is(target error) bool { return target == ErrDamaged }
