package team

import (
	"slices"
	"strconv"
	"strings"

	"waymark/curriculum"
	"waymark/store/snapshot"
)

// taughtOf notes which lessons were completed in which major version, in the form
// "1 fnd-safe-start fnd-what-ai-is|2 prm-brief-clearly", the lowest version first: few
// lessons change that much, and then a look at the beginning of the text tells of most
// people that nothing is due. A version that is none is left out, as is an id that no
// pack can have.
func taughtOf(lessons []snapshot.Lesson) string {
	byMajor := map[int][]string{}
	var majors []int
	for _, l := range lessons {
		major, ok := majorOf(l.Version)
		if !ok || strings.ContainsAny(l.ID, " |") {
			continue
		}
		if byMajor[major] == nil {
			majors = append(majors, major)
		}
		byMajor[major] = append(byMajor[major], l.ID)
	}
	slices.Sort(majors)
	groups := make([]string, len(majors))
	for i, major := range majors {
		groups[i] = strconv.Itoa(major) + " " + strings.Join(byMajor[major], " ")
	}
	return strings.Join(groups, "|")
}

// majorOf is the first number of a version: 2 of "2.1.0".
func majorOf(version string) (major int, ok bool) {
	first, _, _ := strings.Cut(version, ".")
	major, err := strconv.Atoi(first)
	return major, err == nil && major >= 0
}

// majors are the lessons of the packs by their major version.
type majors struct {
	of      map[string]int // by lesson id
	highest int
}

func majorsOf(c *curriculum.Catalogue) majors {
	m := majors{of: map[string]int{}}
	for _, l := range c.Lessons() {
		if major, ok := majorOf(l.Version); ok {
			m.of[l.ID], m.highest = major, max(m.highest, major)
		}
	}
	return m
}

// outdated are the ids of the lessons of which a lower major version was taught than the packs hold,
// in the order in which they were completed.
func (m majors) outdated(taught string) []string {
	var old []string
	for group := range strings.SplitSeq(taught, "|") {
		first, ids, _ := strings.Cut(group, " ")
		was, err := strconv.Atoi(first)
		if err != nil || was >= m.highest {
			break // the groups after it are higher
		}
		for id := range strings.SplitSeq(ids, " ") {
			if m.of[id] > was {
				old = append(old, id)
			}
		}
	}
	return old
}
