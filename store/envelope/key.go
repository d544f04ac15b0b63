package envelope

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/mr-tron/base58"

	"waymark/store/clean"
)

// prefix begins the name of every key: the method of W3C did:key, and the letter of
// base58btc in multibase.
const prefix = "did:key:z"

// ed25519Code is the multicodec of an Ed25519 public key, 0xed, as a varint.
var ed25519Code = []byte{0xed, 0x01}

// ID is the did:key of a key (https://w3c-ccg.github.io/did-key-spec/).
func ID(key ed25519.PublicKey) string {
	return prefix + base58.Encode(append(bytes.Clone(ed25519Code), key...))
}

// Key is the key that a did:key stands for, or ErrMalformed.
func Key(id string) (ed25519.PublicKey, error) {
	const most = 100 // characters: base58 takes time with the square of them
	wrong := fmt.Errorf("%w: %q names no key that Waymark knows", ErrMalformed, short(id))
	digits, ok := strings.CutPrefix(id, prefix)
	if !ok || len(id) > most {
		return nil, wrong
	}
	raw, err := base58.Decode(digits)
	key, known := bytes.CutPrefix(raw, ed25519Code)
	if err != nil || !known || len(key) != ed25519.PublicKeySize || ID(key) != id {
		return nil, wrong
	}
	return key, nil
}

// Fingerprint is a key in a form that two people can compare by voice: the first 80 bits
// of its SHA-256 in groups of four, as in "3f9a 01bc 77d2 8e10 45ac". Fewer could be met by
// trying keys.
func Fingerprint(id string) string {
	sum := sha256.Sum256([]byte(id))
	digits := hex.EncodeToString(sum[:10])
	return strings.Join([]string{digits[:4], digits[4:8], digits[8:12], digits[12:16], digits[16:]}, " ")
}

// IsFingerprint reports that somebody typed the whole fingerprint of a key, or the key.
func IsFingerprint(typed, id string) bool {
	plain := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
	return plain(typed) == plain(Fingerprint(id)) || typed == id
}

// short is the beginning of a text from outside, for a message.
func short(s string) string {
	if r := []rune(clean.Line(s)); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return clean.Line(s)
}
