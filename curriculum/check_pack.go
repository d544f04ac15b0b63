package curriculum

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

var (
	kebabCase = lazy(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	prefixed  = lazy(`^(fnd|prm|evl|rai|gen|led|pck)-`)
	semantic  = lazy(`^\d+\.\d+\.\d+$`)
	isoDate   = lazy(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
)

// checkLists: the lists of a pack and its files agree.
func checkLists(d *draft, say report) {
	ids := map[string]string{"pack.yaml": d.folder.pack.ID}
	for _, m := range d.folder.modules {
		ids[m.file] = m.ID
	}
	for _, p := range d.folder.pathways {
		ids[p.file] = p.ID
		if base := strings.TrimSuffix(path.Base(p.file), ".yaml"); base != p.ID {
			say(p.file, 1, fmt.Sprintf("the pathway id %q is not the file's name", p.ID), "make them equal")
		}
	}
	for file, id := range ids {
		if id != "" && !kebabCase().MatchString(id) {
			say(file, 1, fmt.Sprintf("the id %q is not kebab-case", id), `use small letters, digits and hyphens, such as "team-leads"`)
		}
	}
	for _, file := range d.folder.missing {
		say(path.Dir(file)+"/module.yaml", 1, fmt.Sprintf("lists %s, and there is no such file", path.Base(file)), "write it, or take it out of the list")
	}
	for _, file := range d.folder.unlisted {
		say(file, 1, "no module.yaml lists this lesson", "add it to the list of its folder, or move it out of the pack")
	}
	for _, id := range d.folder.pack.Modules {
		if !slices.ContainsFunc(d.folder.modules, func(m Module) bool { return m.ID == id }) {
			say("pack.yaml", 1, fmt.Sprintf("names a module %q that does not exist", id), "correct the name, or add the folder with a module.yaml")
		}
	}
}

// checkPackFile: a pack says what it is called, its version and how old it is.
func checkPackFile(d *draft, say report) {
	p := d.folder.pack
	if p.Title == "" {
		say("pack.yaml", 1, "the pack has no title", `add a line "title: …"`)
	}
	if !semantic().MatchString(p.Version) {
		say("pack.yaml", 1, fmt.Sprintf("the version %q is not three numbers", p.Version), `write it like "version: 1.0.0"`)
	}
	if !isoDate().MatchString(p.AsOf) {
		say("pack.yaml", 1, fmt.Sprintf("as_of %q is not a date", p.AsOf), `write it like "as_of: 2026-11-24"`)
	}
}

// checkIDs: the ids of a lesson, its items and cards are kebab-case.
func checkIDs(l *lessonDraft, say report) {
	ids := map[string]int{l.ID: l.frontLine("id")}
	for key, line := range l.doc.lines {
		ids[strings.TrimPrefix(key, "card ")] = line
	}
	for id, line := range ids {
		if !kebabCase().MatchString(id) {
			say(l.File, line, fmt.Sprintf("the id %q is not kebab-case", id), `use small letters, digits and hyphens, such as "invoice-tool"`)
		}
	}
}

// checkPrefix: the id of a lesson begins with that of its subject.
func checkPrefix(l *lessonDraft, say report) {
	if !prefixed().MatchString(l.ID) {
		say(l.File, l.frontLine("id"), fmt.Sprintf("the id %q has no known prefix", l.ID), "begin it with fnd-, prm-, evl-, rai-, gen-, led- or pck-")
	}
}

// checkNeeds: what lessons need exists, and no lesson needs itself in the end.
func checkNeeds(d *draft, say report) {
	circles := d.circles()
	for _, l := range d.lessons {
		for _, id := range l.Needs {
			if _, ok := d.lesson(id); !ok {
				say(l.File, l.frontLine("needs"), fmt.Sprintf("needs a lesson %q that does not exist", id), "correct the id, or write that lesson")
			}
		}
		if circles[l.ID] {
			say(l.File, l.frontLine("needs"), "the lesson needs itself, by way of others", "take one of the needs out of the circle")
		}
	}
}

// circles are the lessons that need themselves, directly or by way of others: the strongly
// connected parts of the graph of needs (Tarjan, 1972), in one walk over it.
func (d *draft) circles() map[string]bool {
	inCircle, number, lowest, open := map[string]bool{}, map[string]int{}, map[string]int{}, map[string]bool{}
	var path []string
	var visit func(id string)
	visit = func(id string) {
		number[id] = len(number) + 1
		lowest[id], open[id], path = number[id], true, append(path, id)
		l, _ := d.lesson(id)
		for _, need := range l.Needs {
			inCircle[id] = inCircle[id] || need == id
			if number[need] == 0 {
				visit(need)
			}
			if open[need] {
				lowest[id] = min(lowest[id], lowest[need])
			}
		}
		if lowest[id] < number[id] {
			return
		}
		at := slices.Index(path, id)
		for _, other := range path[at:] {
			open[other] = false
			inCircle[other] = inCircle[other] || len(path)-at > 1
		}
		path = path[:at]
	}
	for _, l := range d.lessons {
		if number[l.ID] == 0 {
			visit(l.ID)
		}
	}
	return inCircle
}

// checkPathways: a pathway's lessons exist, once each, after what they need.
func checkPathways(d *draft, say report) {
	for _, p := range d.folder.pathways {
		extended, known := d.extended(p)
		before, own := map[string]bool{}, map[string]bool{}
		for _, id := range extended {
			before[id] = true
		}
		for _, id := range p.Lessons {
			l, ok := d.lesson(id)
			if !ok {
				say(p.file, 1, fmt.Sprintf("names a lesson %q that does not exist", id), "correct the id, or write that lesson")
			}
			if own[id] {
				say(p.file, 1, fmt.Sprintf("names %s twice", id), "leave one out")
			}
			for _, need := range l.Needs {
				if known && !before[need] { // else what comes before is in a pack that is not here
					say(p.file, 1, fmt.Sprintf("%s needs %s, which does not come before it", id, need), fmt.Sprintf("put %s before %s", need, id))
				}
			}
			before[id], own[id] = true, true
		}
	}
}

// extended is the lessons of the pathway that another one extends; known is
// false where that is in neither this pack nor Waymark's own.
func (d *draft) extended(p Pathway) (lessons []string, known bool) {
	if p.Extends == "" {
		return nil, true
	}
	all := slices.Concat(d.folder.pathways, d.outsidePaths)
	if at := slices.IndexFunc(all, func(other Pathway) bool { return other.ID == p.Extends }); at >= 0 {
		return all[at].Lessons, true
	}
	return nil, false
}

// checkExtended: a pathway that is extended is there.
func checkExtended(d *draft, say report) {
	for _, p := range d.folder.pathways {
		if _, known := d.extended(p); known {
			continue
		}
		var ids []string
		for _, other := range d.outsidePaths {
			ids = append(ids, other.ID)
		}
		say(p.file, 1, fmt.Sprintf("extends %s, which neither this pack nor Waymark's own has; where no pack in use has it, the pathway stands alone", p.Extends),
			"correct the id"+suggestion(ids, p.Extends))
	}
}

// checkWarmUp: the warm-up is an item that the learner has met before.
func checkWarmUp(l *lessonDraft, say report) {
	id, item, _ := strings.Cut(l.WarmUp, "#")
	if l.WarmUp == "" {
		return
	}
	line := l.frontLine("warm_up")
	if slices.ContainsFunc(l.pack.outside, func(o Lesson) bool { return o.ID == id }) {
		if !slices.Contains(l.pack.outsideAsked[id].Items, item) {
			say(l.File, line, fmt.Sprintf("%s of Waymark has no item %q", id, item), "write it as lesson#item, with ids that exist")
		}
		return
	}
	at := slices.IndexFunc(l.pack.lessons, func(other *lessonDraft) bool { return other.ID == id })
	if at < 0 || l.pack.lessons[at].doc.lines[item] == 0 || id == l.ID {
		say(l.File, line, fmt.Sprintf("there is no item %q in another lesson", l.WarmUp), "write it as lesson#item, with ids that exist")
	}
	for _, p := range l.pack.folder.pathways {
		if here := slices.Index(p.Lessons, l.ID); here >= 0 && slices.Index(p.Lessons, id) > here {
			say(l.File, line, fmt.Sprintf("asks an item of %s, which comes later in %s", id, p.ID), "take an item of a lesson that comes before it")
		}
	}
}
