// Package envelope signs statements, and opens those that others signed: DSSE
// envelopes (https://github.com/secure-systems-lab/dsse) with one Ed25519 signature.
// The key that signed is named in the envelope as a did:key, so that a statement can be
// checked before anything is known of who made it. Whose key it is, is for the caller
// to say.
package envelope

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// MaxSize is how many bytes an envelope may have.
const MaxSize = 1 << 20

// The errors of Open, which Open wraps with the reason.
var (
	ErrMalformed = errors.New("not a signed file of Waymark")
	ErrSignature = errors.New("the signature does not hold")
)

// A Statement is what was signed, and by which key.
type Statement struct {
	Kind      string // media type of the payload
	Signer    string // did:key of the key that signed
	Payload   []byte
	Signature []byte
}

// Hash is the SHA-256 of a payload, in hexadecimal digits.
func Hash(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}

// Seal signs a payload and returns the envelope as the bytes of a file, which end in a
// line break.
func Seal(key ed25519.PrivateKey, kind string, payload []byte) ([]byte, error) {
	signer, err := dsse.NewEnvelopeSigner(own(key))
	if err != nil {
		return nil, err
	}
	sealed, err := signer.SignPayload(context.Background(), kind, payload)
	if err != nil {
		return nil, err
	}
	return file(sealed)
}

func file(e *dsse.Envelope) ([]byte, error) {
	content, err := json.Marshal(e)
	return append(content, '\n'), err
}

// File is the envelope of the statement as Seal writes it. Others may write the same
// statement in other bytes, with other spaces between them: whoever asks that no byte is
// another compares it with these.
func (s Statement) File() ([]byte, error) {
	b64 := base64.StdEncoding.EncodeToString
	return file(&dsse.Envelope{PayloadType: s.Kind, Payload: b64(s.Payload), Signatures: []dsse.Signature{{KeyID: s.Signer, Sig: b64(s.Signature)}}})
}

// Open returns the statement in an envelope whose signature holds and whose kind is one
// of those given. Anything else is ErrMalformed or ErrSignature. Nothing of the payload
// is read before.
func Open(data []byte, kinds ...string) (Statement, error) {
	if len(data) > MaxSize {
		return Statement{}, fmt.Errorf("%w: it is larger than 1 MB", ErrMalformed)
	}
	var e dsse.Envelope
	if err := json.Unmarshal(data, &e, json.RejectUnknownMembers(true)); err != nil {
		return Statement{}, fmt.Errorf("%w: it is cut short, or holds something else", ErrMalformed)
	}
	if len(e.Signatures) != 1 {
		return Statement{}, fmt.Errorf("%w: it has %d signatures and should have one", ErrMalformed, len(e.Signatures))
	}
	if err := checkKind(e.PayloadType, kinds); err != nil {
		return Statement{}, err
	}
	s := Statement{Kind: e.PayloadType, Signer: e.Signatures[0].KeyID}
	key, err := Key(s.Signer)
	if err != nil {
		return Statement{}, err
	}
	verifier, err := dsse.NewEnvelopeVerifier(theirs(key))
	if err != nil {
		return Statement{}, err
	}
	if _, s.Payload, err = verifier.VerifyAndDecode(context.Background(), &e); err != nil {
		return Statement{}, fmt.Errorf("%w: the file was changed after it was signed, or never was", ErrSignature)
	}
	s.Signature, err = decode(e.Signatures[0].Sig)
	return s, err
}

// decode reads either alphabet of base64, as DSSE asks for and as the library does.
func decode(text string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		data, err = base64.URLEncoding.DecodeString(text)
	}
	return data, err
}

func checkKind(kind string, kinds []string) error {
	if slices.Contains(kinds, kind) {
		return nil
	}
	return fmt.Errorf("%w: it is of another kind, %q", ErrMalformed, short(kind))
}

// own is a private key as the library wants it.
type own ed25519.PrivateKey

func (k own) Sign(_ context.Context, data []byte) ([]byte, error) {
	return ed25519.Sign(ed25519.PrivateKey(k), data), nil
}

func (k own) KeyID() (string, error) {
	return ID(ed25519.PrivateKey(k).Public().(ed25519.PublicKey)), nil
}

// theirs is a public key as the library wants it.
type theirs ed25519.PublicKey

func (k theirs) Verify(_ context.Context, data, signature []byte) error {
	if !ed25519.Verify(ed25519.PublicKey(k), data, signature) {
		return ErrSignature
	}
	return nil
}

func (k theirs) KeyID() (string, error)   { return ID(ed25519.PublicKey(k)), nil }
func (k theirs) Public() crypto.PublicKey { return ed25519.PublicKey(k) }

// Decode reads the payload of a statement into v, strictly: no unknown and no doubled
// names, no other case, no invalid UTF-8.
func (s Statement) Decode(v any) error {
	return json.Unmarshal(s.Payload, v, json.RejectUnknownMembers(true))
}

// Encode returns v as a payload: indented JSON that people can read, the same bytes for
// the same value.
func Encode(v any) ([]byte, error) {
	content, err := json.Marshal(v, jsontext.WithIndent("  "), json.Deterministic(true))
	return append(content, '\n'), err
}
