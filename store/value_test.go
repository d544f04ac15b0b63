package store

import (
	"errors"
	"strings"
	"testing"
)

// putRaw writes a value as it is, with sums that fit: only reading the value itself can tell.
func (t *tx) putRaw(bucket, key string, value []byte) error {
	sums, err := t.summed()
	if err != nil {
		return err
	}
	b := t.Bucket([]byte(bucket))
	sums.add(bucket, key, value, b.Get([]byte(key)))
	t.dirty = true
	return b.Put([]byte(key), value)
}

// A value that is not one of this program's, or not as it was saved, is named by its part and
// key.
func TestAValueThatCannotBeReadIsNamed(t *testing.T) {
	s := newStore(t)
	check(t, updateProfile(s, "name", "Ines"))
	sealed := func(content string) []byte { return seal(profileBucket, profileSubject, []byte(content)) }
	newer := sealed(`{}`)
	newer[0]++
	changed := sealed(`{}`)
	changed[sealSize]++
	for says, value := range map[string][]byte{
		"is cut short":                     []byte("ab"),
		"has the unknown version 2":        newer,
		"has changed since it was saved":   changed,
		"cannot unmarshal":                 sealed(`[1]`),
		"is not JSON":                      sealed(`{"name": {"$text":`),
		`text "0000" is not whole`:         sealed(`{"name": {"$text":"0000"}}`),
		"has changed since it was saved; ": seal(lessonBucket, profileSubject, []byte(`{}`)), // of another part
	} {
		err := whileChanged(t, s, func(t *tx) error { return t.putRaw(profileBucket, profileSubject, value) }, func(t *tx) error {
			_, err := t.get(profileBucket, profileSubject, new(Profile))
			return s.explain(err)
		})
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "waymark doctor") {
			t.Errorf("got %v, want %q", err, says)
		}
	}
	equal(t, "name", must(s.Profile())(t).Name, "Ines")
}

// A long text lies in pieces, and is never read without one of them.
func TestALongTextThatLacksAPieceIsNotRead(t *testing.T) {
	s := newStore(t)
	x, _, err := s.AddExperiment(Experiment{Title: "Tone", Outcome: strings.Repeat("long ", textPiece/4)})
	check(t, err)
	_ = must(s.Experiment(x.ID))(t) // takes it in
	lack := func(t *tx) error {
		key, _ := t.Bucket([]byte(textBucket)).Cursor().Last()
		return t.remove(textBucket, string(key))
	}
	err = whileChanged(t, s, lack, func(t *tx) error { return failed(t.record(x.ID)) })
	wantErr(t, err, ErrDamaged)
	equal(t, "it is named", strings.Contains(err.Error(), "is not whole"), true)
}
