package curriculum

import (
	"fmt"
	"slices"
	"strings"
)

// find returns the one of all that want names: by its id, or by the beginning
// of its id that no other has. The pack's id and "/" may stand in front.
func find[T any](noun string, all []T, name func(T) (id, pack string), want string) (T, error) {
	var begin, ids []string
	var found T
	for _, t := range all {
		id, pack := name(t)
		full := pack + "/" + strings.TrimPrefix(id, pack+"/")
		if want == id || want == full {
			return t, nil
		}
		if want != "" && (strings.HasPrefix(id, want) || strings.HasPrefix(full, want)) {
			begin, found = append(begin, id), t
		}
		ids = append(ids, id)
	}
	switch len(begin) {
	case 1:
		return found, nil
	case 0:
		return found, fmt.Errorf("%s %q %w%s", noun, shorten(want), ErrNotFound, suggestion(ids, want))
	}
	var none T
	return none, fmt.Errorf("%s %q is %w: it may be %s; write more of it", noun, shorten(want), ErrAmbiguous, strings.Join(firstOf(begin, 8), ", "))
}

// suggestion names the three ids nearest to what was wanted.
func suggestion(ids []string, want string) string {
	if len(ids) == 0 {
		return ""
	}
	want = shorten(want)
	near := slices.Clone(ids)
	slices.SortStableFunc(near, func(a, b string) int { return distance(a, want) - distance(b, want) })
	return "; the nearest are " + strings.Join(near[:min(3, len(near))], ", ")
}

// firstOf cuts a list for a message.
func firstOf(list []string, most int) []string {
	if len(list) > most {
		return append(slices.Clone(list[:most]), "…")
	}
	return list
}

// shorten cuts what a user typed for a message.
func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// distance is the Levenshtein distance of two ids, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
