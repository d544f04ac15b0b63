package envelope

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const kind = "application/vnd.waymark.test+json"

func newKey(t interface{ Fatal(...any) }) ed25519.PrivateKey {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestWhatIsSealedOpens(t *testing.T) {
	key := newKey(t)
	rapid.Check(t, func(t *rapid.T) {
		payload := rapid.SliceOf(rapid.Byte()).Draw(t, "payload")
		sealed, err := Seal(key, kind, payload)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(sealed, "another", kind)
		if err != nil || !bytes.Equal(s.Payload, payload) || s.Kind != kind || s.Signer != ID(key.Public().(ed25519.PublicKey)) {
			t.Fatalf("%+v, %v", s, err)
		}
	})
}

// The test vector of the did:key specification for Ed25519.
func TestDIDKey(t *testing.T) {
	const id = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
	key, err := Key(id)
	if err != nil || ID(key) != id {
		t.Fatalf("%x, %v", key, err)
	}
	for _, wrong := range []string{"", "did:key:", "did:key:z6Mk", id + "1", "did:key:z1" + id[9:], strings.Repeat("z", 1<<20), "did:web:example.com"} {
		if _, err := Key(wrong); !errors.Is(err, ErrMalformed) {
			t.Errorf("%.40q: %v", wrong, err)
		}
	}
}

func TestWhatIsNotSealedDoesNotOpen(t *testing.T) {
	key := newKey(t)
	sealed, err := Seal(key, kind, []byte(`{"a":1}`))
	if err != nil {
		t.Fatal(err)
	}
	text, payload := string(sealed), base64.StdEncoding.EncodeToString([]byte(`{"a":1}`))
	other := base64.StdEncoding.EncodeToString([]byte(`{"a":2}`))
	stranger := ID(newKey(t).Public().(ed25519.PublicKey))
	tests := []struct {
		name, data string
		want       error
	}{
		{"nothing", "", ErrMalformed},
		{"cut short", text[:len(text)/2], ErrMalformed},
		{"another payload", strings.Replace(text, payload, other, 1), ErrSignature},
		{"another key", strings.Replace(text, ID(key.Public().(ed25519.PublicKey)), stranger, 1), ErrSignature},
		{"another kind", strings.Replace(text, kind, "x", 1), ErrMalformed},
		{"no signature", `{"payloadType":"` + kind + `","payload":"` + payload + `","signatures":[]}`, ErrMalformed},
		{"a doubled name", strings.Replace(text, `{"payloadType"`, `{"payloadType":"x","payloadType"`, 1), ErrMalformed},
		{"an unknown name", strings.Replace(text, `{"payloadType"`, `{"x":1,"payloadType"`, 1), ErrMalformed},
		{"other letters", strings.Replace(text, `"payload"`, `"PAYLOAD"`, 1), ErrMalformed},
		{"too large", text + strings.Repeat(" ", MaxSize), ErrMalformed},
		{"deep", strings.Repeat("[", MaxSize), ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Open([]byte(tt.data), kind); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}

func TestFileIsWhatSealWrote(t *testing.T) {
	sealed, err := Seal(newKey(t), kind, []byte(`{"a":1}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{sealed, append([]byte(" "), sealed...)} {
		s, err := Open(data, kind)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.File(); err != nil || string(again) != string(sealed) {
			t.Errorf("%s, %v; want %s", again, err, sealed)
		}
	}
}

func FuzzOpen(f *testing.F) {
	key := newKey(f)
	sealed, err := Seal(key, kind, []byte(`{"a":1}`))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Open(data, kind)
		if err == nil && string(s.Payload) != `{"a":1}` && s.Signer == ID(key.Public().(ed25519.PublicKey)) {
			t.Errorf("%q is signed by a key that never signed it", s.Payload)
		}
	})
}

// Somebody who tries keys until one looks like another needs to meet all 80 bits.
func TestAFingerprintIsLongEnoughAndReadAsAWhole(t *testing.T) {
	id := ID(newKey(t).Public().(ed25519.PublicKey))
	print := Fingerprint(id)
	if groups := strings.Fields(print); len(groups) != 5 || len(print) != 24 {
		t.Fatalf("the fingerprint is %q", print)
	}
	for _, typed := range []string{print, strings.ToUpper(print), strings.ReplaceAll(print, " ", ""), id} {
		if !IsFingerprint(typed, id) {
			t.Errorf("%q is not %q", typed, print)
		}
	}
	for _, typed := range []string{"", print[:14], print + "0", strings.ToUpper(id)} {
		if IsFingerprint(typed, id) {
			t.Errorf("%q is taken for %q", typed, print)
		}
	}
}
