package interop_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"waymark/curriculum"
	"waymark/store/envelope"
	"waymark/store/interop"
	"waymark/store/progress"
)

func badge(t testing.TB, p *person, b progress.Badge, name string) (interop.Credential, []byte) {
	t.Helper()
	key := p.key()
	who := p.who()
	who.Name = name
	c, err := interop.NewCredential(b, who, key.Public().(ed25519.PublicKey), p.now)
	must(t, err)
	signed, err := c.Sign(key)
	must(t, err)
	return c, signed
}

func TestABadgeIsSignedAndOpens(t *testing.T) {
	p := newPerson(t)
	for _, b := range earned(t, p.c) {
		made, signed := badge(t, p, b, "Ines Moreau")
		opened, err := interop.OpenCredential(signed, p.now)
		must(t, err)
		if diff := cmp.Diff(made, opened); diff != "" {
			t.Error(diff)
		}
		again, _ := badge(t, p, b, "")
		if again.ID != made.ID || again.Issuer.Name != "" || !opened.SelfIssued() || opened.ValidFrom != "2026-03-02T00:00:00Z" {
			t.Errorf("%+v", again)
		}
	}
	open, err := progress.Badges(p.c, progress.Work{})
	must(t, err)
	if _, err := interop.NewCredential(open[0], p.who(), p.key().Public().(ed25519.PublicKey), p.now); !errors.Is(err, interop.ErrUnearned) {
		t.Errorf("one that is not earned: %v", err)
	}
}

func TestAChangedBadgeDoesNotOpen(t *testing.T) {
	p, other := newPerson(t), newPerson(t)
	b := earned(t, p.c)[0]
	made, signed := badge(t, p, b, "")
	parts := strings.Split(strings.TrimSpace(string(signed)), ".")
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	must(t, err)
	resign := func(key ed25519.PrivateKey, kid, payload string) string {
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", kid))
		must(t, err)
		s, err := signer.Sign([]byte(payload))
		must(t, err)
		token, err := s.CompactSerialize()
		must(t, err)
		return token
	}
	own := func(old, to string) string {
		return resign(p.key(), made.Issuer.ID, strings.Replace(string(payload), old, to, 1))
	}
	otherID := envelope.ID(other.key().Public().(ed25519.PublicKey))
	changed := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(payload), "Prompt", "Master", 1)))
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`))
	for name, tt := range map[string]struct {
		token string
		want  error
	}{
		"nothing":                     {"", envelope.ErrMalformed},
		"JSON":                        {string(payload), envelope.ErrMalformed},
		"too large":                   {strings.Repeat("a", 65<<10), envelope.ErrMalformed},
		"another payload":             {parts[0] + "." + changed + "." + parts[2], envelope.ErrSignature},
		"no signature":                {none + "." + parts[1] + ".", envelope.ErrMalformed},
		"another key in its name":     {resign(other.key(), made.Issuer.ID, string(payload)), envelope.ErrSignature},
		"another issuer's name":       {resign(other.key(), otherID, string(payload)), envelope.ErrSignature},
		"another kind of credential":  {own("OpenBadgeCredential", "DrivingLicence"), envelope.ErrMalformed},
		"another subject in the head": {own(`"sub":"did:`, `"sub":"dad:`), envelope.ErrMalformed},
		"a doubled name":              {own(`{`, `{"name":"x",`), envelope.ErrMalformed},
		"valid later":                 {own("2026-03-02", "2027-03-02"), envelope.ErrMalformed},
		"whole":                       {own("", ""), nil},
	} {
		if _, err := interop.OpenCredential([]byte(tt.token), p.now); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := interop.OpenCredential(signed, p.now.Add(-48*time.Hour)); !errors.Is(err, envelope.ErrMalformed) {
		t.Errorf("before its day: %v", err)
	}
}

func FuzzOpenCredential(f *testing.F) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	b := progress.Badge{Badge: curriculum.Badge{ID: "badge-evaluator", Title: "Evaluator", Pack: "waymark"}, Earned: true}
	made, err := interop.NewCredential(b, interop.Learner{ID: "01JD"}, key.Public().(ed25519.PublicKey), now)
	must(f, err)
	signed, err := made.Sign(key)
	must(f, err)
	f.Add(signed)
	f.Add([]byte("a.b.c"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := interop.OpenCredential(data, now)
		if err == nil && c.Issuer.ID == made.Issuer.ID && !cmp.Equal(c, made) {
			t.Errorf("%+v is signed by a key that never signed it", c)
		}
	})
}
