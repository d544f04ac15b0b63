package progress

import (
	"testing"

	"waymark/curriculum"
	"waymark/store"
)

func TestUpdateOf(t *testing.T) {
	tests := []struct {
		now, read, want string
	}{
		{"1.0.0", "1.0.0", ""},
		{"1.0.1", "1.0.0", ""},
		{"1.1.0", "1.0.3", "new since you read it"},
		{"2.0.0", "1.9.0", "refresh due"},
		{"1.0.0", "2.0.0", ""},
		{"1.0.0", "1.4.0", ""},
		{"1.0.0", "", ""},
		{"one", "1.0.0", ""},
	}
	for _, tt := range tests {
		if got := UpdateOf(curriculum.Lesson{Version: tt.now}, store.Lesson{Version: tt.read}).String(); got != tt.want {
			t.Errorf("version %s after %s: %q, want %q", tt.now, tt.read, got, tt.want)
		}
	}
}
