package snapshot_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"waymark/store/envelope"
	"waymark/store/snapshot"
)

// A letter is a signed snapshot, as a file and in its parts.
type letter struct {
	file      []byte
	payload   []byte
	signature []byte
	signer    string
}

// letters are snapshots of different people.
func letters(t *testing.T, n int) []letter {
	var all []letter
	for i := range n {
		key := keyOf(byte(i + 1))
		in := newGardener(uint64(i)).source(t)
		in.Key, in.Shared, in.Records = idOf(key), nil, nil
		s, content := encoded(t, in)
		file, err := envelope.Seal(key, snapshot.Kind, []byte(content))
		must(t, err)
		_, signed, err := snapshot.Open(file)
		must(t, err)
		all = append(all, letter{file, signed.Payload, signed.Signature, s.Learner.Key})
	}
	return all
}

// write is an envelope of some parts, which nobody signed so.
func write(kind, payload, signer, signature string) []byte {
	return fmt.Appendf(nil, `{"payloadType":%q,"payload":%q,"signatures":[{"keyid":%q,"sig":%q}]}`, kind, payload, signer, signature)
}

func b64(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

// An alteration makes another file of one of some letters.
type alteration struct {
	name string
	make func(r *rand.Rand, all []letter, l letter) []byte
}

func alterations() []alteration {
	return slices.Concat(alteredBytes(), alteredParts(), alteredJSON())
}

// alteredBytes change a file without knowing what it is.
func alteredBytes() []alteration {
	return []alteration{
		{"a bit", func(r *rand.Rand, _ []letter, l letter) []byte {
			file := bytes.Clone(l.file)
			file[r.IntN(len(file))] ^= 1 << r.IntN(8)
			return file
		}},
		{"a byte more", func(r *rand.Rand, _ []letter, l letter) []byte {
			return slices.Insert(bytes.Clone(l.file), r.IntN(len(l.file)), byte(r.IntN(256)))
		}},
		{"a byte less", func(r *rand.Rand, _ []letter, l letter) []byte {
			i := r.IntN(len(l.file))
			return slices.Delete(bytes.Clone(l.file), i, i+1)
		}},
		{"cut short", func(r *rand.Rand, _ []letter, l letter) []byte { return l.file[:r.IntN(len(l.file)-1)] }},
		{"more behind it", func(r *rand.Rand, all []letter, l letter) []byte {
			return append(bytes.Clone(l.file), all[r.IntN(len(all))].file[:1+r.IntN(100)]...)
		}},
		{"two halves", func(r *rand.Rand, all []letter, l letter) []byte {
			other := all[r.IntN(len(all))].file
			i := r.IntN(min(len(l.file), len(other)))
			return append(bytes.Clone(l.file[:i]), other[i:]...)
		}},
	}
}

// alteredParts put an envelope together from parts that do not belong together.
func alteredParts() []alteration {
	other := func(r *rand.Rand, all []letter, l letter) letter {
		for {
			if o := all[r.IntN(len(all))]; o.signer != l.signer {
				return o
			}
		}
	}
	return []alteration{
		{"another's payload", func(r *rand.Rand, all []letter, l letter) []byte {
			return write(snapshot.Kind, b64(other(r, all, l).payload), l.signer, b64(l.signature))
		}},
		{"another's signature", func(r *rand.Rand, all []letter, l letter) []byte {
			return write(snapshot.Kind, b64(l.payload), l.signer, b64(other(r, all, l).signature))
		}},
		{"another's key", func(r *rand.Rand, all []letter, l letter) []byte {
			return write(snapshot.Kind, b64(l.payload), other(r, all, l).signer, b64(l.signature))
		}},
		{"signed by another", func(r *rand.Rand, _ []letter, l letter) []byte {
			file, err := envelope.Seal(keyOf(byte(100+r.IntN(100))), snapshot.Kind, l.payload)
			if err != nil {
				panic(err)
			}
			return file
		}},
		{"another payload", func(r *rand.Rand, _ []letter, l letter) []byte {
			payload := bytes.Clone(l.payload)
			payload[r.IntN(len(payload))] ^= 1 << r.IntN(8)
			return write(snapshot.Kind, b64(payload), l.signer, b64(l.signature))
		}},
		{"another kind", func(_ *rand.Rand, _ []letter, l letter) []byte {
			return write(snapshot.EntryKind, b64(l.payload), l.signer, b64(l.signature))
		}},
		{"the signature + L", func(_ *rand.Rand, _ []letter, l letter) []byte {
			return write(snapshot.Kind, b64(l.payload), l.signer, b64(plusOrder(l.signature)))
		}},
		{"no signature", func(r *rand.Rand, _ []letter, l letter) []byte {
			return write(snapshot.Kind, b64(l.payload), l.signer, b64(make([]byte, r.IntN(65))))
		}},
	}
}

// plusOrder adds the order of the group to the S of an Ed25519 signature: some verifiers
// take both for the same (RFC 8032, 5.1.7, forbids it).
func plusOrder(signature []byte) []byte {
	order, _ := new(big.Int).SetString("7237005577332262213973186563042994240857116359379907606001950938285454250989", 10)
	s := bytes.Clone(signature)
	slices.Reverse(s[32:])
	sum := new(big.Int).Add(new(big.Int).SetBytes(s[32:]), order)
	sum.FillBytes(s[32:])
	slices.Reverse(s[32:])
	return s
}

// alteredJSON write the same parts in another way.
func alteredJSON() []alteration {
	return []alteration{
		{"the other alphabet", func(_ *rand.Rand, _ []letter, l letter) []byte {
			return write(snapshot.Kind, base64.URLEncoding.EncodeToString(l.payload), l.signer, base64.URLEncoding.EncodeToString(l.signature))
		}},
		{"no padding", func(_ *rand.Rand, _ []letter, l letter) []byte {
			return write(snapshot.Kind, base64.RawStdEncoding.EncodeToString(append(bytes.Clone(l.payload), '\n')), l.signer, base64.RawStdEncoding.EncodeToString(l.signature))
		}},
		{"lines", func(r *rand.Rand, _ []letter, l letter) []byte {
			text := b64(l.payload)
			i := r.IntN(len(text))
			return write(snapshot.Kind, text[:i]+"\n"+text[i:], l.signer, b64(l.signature))
		}},
		{"a name twice", func(r *rand.Rand, all []letter, l letter) []byte {
			name := []string{"payload", "payloadType", "signatures"}[r.IntN(3)]
			return bytes.Replace(l.file, []byte("{"), fmt.Appendf(nil, `{%q:%q,`, name, b64(all[0].payload)), 1)
		}},
		{"other letters", func(r *rand.Rand, _ []letter, l letter) []byte {
			name := []string{"payload", "payloadType", "signatures", "keyid", "sig"}[r.IntN(5)]
			return bytes.Replace(l.file, []byte(`"`+name+`"`), []byte(`"`+strings.ToUpper(name)+`"`), 1)
		}},
		{"a name more", func(_ *rand.Rand, _ []letter, l letter) []byte {
			return bytes.Replace(l.file, []byte("{"), []byte(`{"x":1,`), 1)
		}},
		{"two signatures", func(r *rand.Rand, all []letter, l letter) []byte {
			o := all[r.IntN(len(all))]
			return bytes.Replace(l.file, []byte(`"signatures":[`), fmt.Appendf(nil, `"signatures":[{"keyid":%q,"sig":%q},`, o.signer, b64(o.signature)), 1)
		}},
		{"the payload written anew", func(r *rand.Rand, _ []letter, l letter) []byte {
			var v map[string]any
			if err := json.Unmarshal(l.payload, &v); err != nil {
				panic(err)
			}
			payload, _ := json.Marshal(v)
			if r.IntN(2) == 0 { // the last of two would hold, if it were read
				payload = append(bytes.TrimSuffix(payload, []byte("}")), `,"left_min":0}`...)
			}
			return write(snapshot.Kind, b64(payload), l.signer, b64(l.signature))
		}},
		{"indented", func(_ *rand.Rand, _ []letter, l letter) []byte {
			var out bytes.Buffer
			if err := json.Indent(&out, l.file, "", "  "); err != nil {
				panic(err)
			}
			return out.Bytes()
		}},
	}
}

// Of 100,000 altered snapshots none is accepted with another meaning: what opens has the
// payload that was signed, to the byte, and the key that signed it.
func TestAlteredSnapshots(t *testing.T) {
	n := proofs(100_000)
	all, kinds := letters(t, 8), alterations()
	signed := map[string]string{}
	for _, l := range all {
		signed[l.signer] = string(l.payload)
	}
	type outcome struct{ kind, what string }
	count := map[outcome]int{}
	var counting sync.Mutex
	var running sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		running.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 7))
			own := map[outcome]int{}
			for i := w; i < n; i += workers {
				kind, l := kinds[i%len(kinds)], all[r.IntN(len(all))]
				s, st, err := snapshot.Open(kind.make(r, all, l))
				what := whatOf(err)
				own[outcome{kind.name, what}]++
				if err == nil && (string(st.Payload) != signed[st.Signer] || s.Learner.Key != st.Signer || st.Kind != snapshot.Kind) || what == "" {
					t.Errorf("%s: %v, opened with another meaning: %+v", kind.name, err, s)
				}
			}
			counting.Lock()
			defer counting.Unlock()
			for o, c := range own {
				count[o] += c
			}
		})
	}
	running.Wait()
	for _, k := range kinds {
		t.Logf("%-26s accepted as it was signed %5d, malformed %5d, signature %5d, not valid %5d", k.name,
			count[outcome{k.name, same}], count[outcome{k.name, malformed}], count[outcome{k.name, badSignature}], count[outcome{k.name, notValid}])
	}
	t.Logf("%d altered snapshots in all", sum(count))
}

// What became of an altered snapshot.
const (
	same         = "same"
	malformed    = "malformed"
	badSignature = "signature"
	notValid     = "not valid"
)

// whatOf says why a file was refused; empty for an error that Open does not promise.
func whatOf(err error) string {
	switch {
	case err == nil:
		return same
	case errors.Is(err, envelope.ErrMalformed):
		return malformed
	case errors.Is(err, envelope.ErrSignature):
		return badSignature
	case errors.Is(err, snapshot.ErrInvalid):
		return notValid
	}
	return ""
}

func sum[K comparable](counts map[K]int) int {
	n := 0
	for c := range maps.Values(counts) {
		n += c
	}
	return n
}
