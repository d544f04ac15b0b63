package curriculum

import (
	"testing"
	"time"
)

// What the first frame waits for.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}

// What opening a lesson waits for, the first time in a run.
func BenchmarkBody(b *testing.B) {
	c, err := Load(Embedded())
	if err != nil {
		b.Fatal(err)
	}
	lesson, s := c.Lessons()[0], &source{fsys: Embedded()}
	for b.Loop() {
		doc, err := readDocument(s, lesson)
		if err != nil {
			b.Fatal(err)
		}
		doc.body("sales")
	}
}

// What opening it again waits for.
func BenchmarkBodyAgain(b *testing.B) {
	c, err := Load(Embedded())
	if err != nil {
		b.Fatal(err)
	}
	id := c.Lessons()[0].ID
	for b.Loop() {
		if _, err := c.Body(id, "sales"); err != nil {
			b.Fatal(err)
		}
	}
}

// What "pack check" takes for the whole embedded pack.
func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		Check(Embedded(), time.Time{})
	}
}
