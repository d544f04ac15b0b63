package interop

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-json-experiment/json"

	"waymark/store/clean"
	"waymark/store/envelope"
	"waymark/store/progress"
)

// ErrUnearned says that a badge is not earned yet.
var ErrUnearned = errors.New("the badge is not earned yet")

// A Credential is a badge as Open Badges 3.0 has it: a verifiable credential (W3C, data model
// 2.0) that the learner gives to themselves. It says what the badge asks for, and nothing of
// how the learner met it: no piece, no entry, no name of a colleague.
type Credential struct {
	Context   []string `json:"@context"`
	ID        string   `json:"id"`
	Type      []string `json:"type"`
	Name      string   `json:"name"`
	Issuer    Issuer   `json:"issuer"`
	ValidFrom string   `json:"validFrom"` // the day on which it was signed, from its beginning in UTC
	Subject   Subject  `json:"credentialSubject"`
}

// An Issuer is who signed: the key of the learner.
type Issuer struct {
	ID   string   `json:"id"` // did:key
	Type []string `json:"type"`
	Name string   `json:"name,omitempty"`
}

// A Subject is who has the badge.
type Subject struct {
	ID          string      `json:"id"` // did:key
	Type        []string    `json:"type"`
	Achievement Achievement `json:"achievement"`
}

// An Achievement is the badge.
type Achievement struct {
	ID          string   `json:"id"`
	Type        []string `json:"type"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Criteria    Criteria `json:"criteria"`
}

// Criteria are what a badge asks for, in words.
type Criteria struct {
	Narrative string `json:"narrative"`
}

// SelfIssued reports that whoever has the badge also signed it.
func (c Credential) SelfIssued() bool { return c.Issuer.ID == c.Subject.ID }

// claims are a credential as the payload of a JWT (Open Badges 3.0, 8.2): its own fields, and
// those by which JWTs know issuer, subject, id and time.
type claims struct {
	Credential
	Issuer    string `json:"iss"`
	Subject   string `json:"sub"`
	JWT       string `json:"jti"`
	NotBefore int64  `json:"nbf"` // seconds since 1970
}

// The contexts say what the names in a credential mean.
const (
	credentialsContext = "https://www.w3.org/ns/credentials/v2"
	badgesContext      = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
)

const (
	isCredential = "VerifiableCredential"
	isBadge      = "OpenBadgeCredential"
)

// NewCredential is the credential of an earned badge; one that is not earned is ErrUnearned.
// The name may be empty. For one learner and badge the id is always the same: a later one
// takes the place of an earlier one.
func NewCredential(b progress.Badge, who Learner, key ed25519.PublicKey, now time.Time) (Credential, error) {
	if !b.Earned {
		return Credential{}, fmt.Errorf("%w: %s; waymark badge list says what is left", ErrUnearned, b.Title)
	}
	parts := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		parts[i] = "- " + p.Text
	}
	id := envelope.ID(key)
	return Credential{
		Context: []string{credentialsContext, badgesContext},
		ID:      "urn:uuid:" + statementID("badge", b.Pack, b.ID, who.ID),
		Type:    []string{isCredential, isBadge}, Name: b.Title,
		Issuer:    Issuer{ID: id, Type: []string{"Profile"}, Name: who.Name},
		ValidFrom: now.UTC().Format(time.DateOnly) + "T00:00:00Z",
		Subject: Subject{ID: id, Type: []string{"AchievementSubject"}, Achievement: Achievement{
			ID: Home + b.Pack + "/badge/" + b.ID, Type: []string{"Achievement"}, Name: b.Title,
			Description: "A badge of Waymark. It stands for evidence of learning that the learner keeps. " +
				"The learner's own program issued it: nobody else attests it.",
			Criteria: Criteria{"It asks for:\n\n" + strings.Join(parts, "\n")},
		}},
	}, nil
}

// Sign makes a JWT of a credential, signed with the key of the learner (EdDSA).
func (c Credential) Sign(key ed25519.PrivateKey) ([]byte, error) {
	id := envelope.ID(key.Public().(ed25519.PublicKey))
	from, err := time.Parse(time.RFC3339, c.ValidFrom)
	if err != nil {
		return nil, err
	}
	payload, err := json.Marshal(claims{c, c.Issuer.ID, c.Subject.ID, c.ID, from.Unix()})
	if err != nil {
		return nil, err
	}
	options := (&jose.SignerOptions{EmbedJWK: true}).WithType("JWT").WithHeader("kid", keyOf(id))
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: key}, options)
	if err != nil {
		return nil, err
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return nil, err
	}
	token, err := signed.CompactSerialize()
	return []byte(token + "\n"), err
}

// keyOf is how a did:key names its only key.
func keyOf(did string) string { return did + "#" + strings.TrimPrefix(did, "did:key:") }

// MaxCredential is how many bytes a credential may have.
const MaxCredential = 64 << 10

// OpenCredential reads a credential whose signature holds: signed with EdDSA by the did:key
// that it names as its issuer. Anything else is envelope.ErrMalformed or
// envelope.ErrSignature. Nothing of it is read before. Its texts are somebody else's.
func OpenCredential(data []byte, now time.Time) (Credential, error) {
	malformed := func(why string) error { return fmt.Errorf("%w: %s", envelope.ErrMalformed, why) }
	if len(data) > MaxCredential {
		return Credential{}, malformed("it is larger than 64 kB")
	}
	token, err := jose.ParseSignedCompact(strings.TrimSpace(string(data)), []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil {
		return Credential{}, malformed("it is no JWT that was signed with EdDSA")
	}
	did, _, _ := strings.Cut(token.Signatures[0].Protected.KeyID, "#")
	key, err := envelope.Key(did)
	if err != nil {
		return Credential{}, malformed("it names no did:key that signed it")
	}
	payload, err := token.Verify(key)
	if err != nil {
		return Credential{}, fmt.Errorf("%w: the file was changed after it was signed, or never was", envelope.ErrSignature)
	}
	var c claims
	if err := json.Unmarshal(payload, &c); err != nil {
		return Credential{}, malformed("its payload is no credential")
	}
	from, err := time.Parse(time.RFC3339, c.ValidFrom)
	switch {
	case !slices.Contains(c.Type, isCredential) || !slices.Contains(c.Type, isBadge):
		return Credential{}, malformed("it is no Open Badge 3.0")
	case c.Credential.Issuer.ID != did || c.Issuer != did:
		return Credential{}, fmt.Errorf("%w: another key signed it than that of its issuer", envelope.ErrSignature)
	case c.Subject != c.Credential.Subject.ID || c.JWT != c.ID:
		return Credential{}, malformed("it says two things of whom it is about")
	case err != nil || from.Unix() != c.NotBefore:
		return Credential{}, malformed("it does not say from when it is valid")
	case from.After(now):
		return Credential{}, malformed("it is valid from " + clean.Line(c.ValidFrom) + " on only")
	}
	return c.Credential, nil
}
