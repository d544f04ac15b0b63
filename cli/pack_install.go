package cli

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"waymark/curriculum"
	"waymark/store/clean"
)

// packCard is a pack as lists show it.
type packCard struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Version   string `json:"version"`
	AsOf      string `json:"as_of"`
	Installed bool   `json:"installed"`
}

type packList struct {
	Packs []packCard `json:"packs"`
}

// packChange is a pack that was written, installed or removed.
type packChange struct {
	Pack   string `json:"pack"`
	Folder string `json:"folder"`

	said string
}

// packInfo is how much there is in a pack.
type packInfo struct {
	packCard
	Modules     int            `json:"modules"`
	Pathways    int            `json:"pathways"`
	Lessons     int            `json:"lessons"`
	Objectives  int            `json:"objectives"`
	Items       int            `json:"items"`
	Variants    int            `json:"variants"`
	Bank        int            `json:"bank"`
	Cards       int            `json:"cards"`
	Drills      int            `json:"drills"`
	CleanDrills int            `json:"clean_drills"`
	Facts       int            `json:"facts"`
	Terms       int            `json:"terms"`
	Badges      int            `json:"badges"`
	Rubrics     int            `json:"rubrics"`
	Kinds       map[string]int `json:"kinds"`
	SingleKeys  map[string]int `json:"single_keys"`
	Longest     float64        `json:"longest_share"`
}

// packsDir is where installed packs lie, beside the learner's file.
func (a *app) packsDir() string { return filepath.Join(a.store().Dir(), "packs") }

func (a *app) packNew(args []string) (result, error) {
	if err := curriculum.WriteTemplate(args[0]); err != nil {
		return nil, err
	}
	return packChange{Folder: args[0], said: "A pack is in " + args[0] + ". Its README.md says how to go on."}, nil
}

func (a *app) packInstall(args []string) (result, error) {
	pack, err := openPack(args[0])
	if err != nil {
		return nil, err
	}
	p, err := curriculum.Install(a.packsDir(), pack)
	if err != nil {
		return nil, err
	}
	return packChange{p.ID, filepath.Join(a.packsDir(), p.ID), fmt.Sprintf("%s %s is installed.", p.Title, p.Version)}, nil
}

func (a *app) packRemove(args []string) (result, error) {
	if err := curriculum.Remove(a.packsDir(), args[0]); err != nil {
		return nil, err
	}
	return packChange{args[0], filepath.Join(a.packsDir(), args[0]), args[0] + " is removed; what was learned in it stays in your file."}, nil
}

func (a *app) packList([]string) (result, error) {
	catalogue, err := a.catalogue()
	if err != nil {
		return nil, err
	}
	installed, err := curriculum.Installed(a.packsDir())
	if err != nil {
		return nil, err
	}
	found := packList{[]packCard{}}
	for _, p := range catalogue.Packs() {
		card := packCardOf(p)
		card.Installed = slices.ContainsFunc(installed, func(dir string) bool { return filepath.Base(dir) == p.ID })
		found.Packs = append(found.Packs, card)
	}
	return found, nil
}

func packCardOf(p curriculum.Pack) packCard {
	return packCard{ID: p.ID, Title: p.Title, Version: p.Version, AsOf: p.AsOf}
}

func (a *app) packInfo(args []string) (result, error) {
	_, pack, err := a.packOf(args)
	if err != nil {
		return nil, err
	}
	n, err := curriculum.Count(pack)
	if err != nil {
		return nil, err
	}
	info := packInfo{
		packCard: packCardOf(n.Pack), Modules: n.Modules, Pathways: n.Pathways, Lessons: n.Lessons, Objectives: n.Objectives,
		Items: n.Items, Variants: n.Variants, Bank: n.Bank, Cards: n.Cards, Drills: n.Drills, CleanDrills: n.CleanDrills,
		Facts: n.Facts, Terms: n.Terms, Badges: n.Badges, Rubrics: n.Rubrics, Kinds: n.Kinds, SingleKeys: n.Keys,
	}
	if total := sum(n.Keys); total > 0 {
		info.Longest = float64(n.Longest) / float64(total)
	}
	return info, nil
}

func sum(counts map[string]int) int {
	all := 0
	for _, n := range counts {
		all += n
	}
	return all
}

func (c packChange) text(p *page) { p.say("%s", c.said) }

func (l packList) text(p *page) {
	rows := make([][]string, len(l.Packs))
	for i, c := range l.Packs {
		how := "named for this call"
		switch {
		case c.Installed:
			how = "installed"
		case i == 0:
			how = "built in"
		}
		rows[i] = []string{c.ID, c.Version, c.Title, how}
	}
	p.table(rows)
}

func (i packInfo) text(p *page) {
	p.say("%s %s, as of %s", clean.Line(i.Title), i.Version, i.AsOf)
	p.table([][]string{
		{"Lessons", fmt.Sprintf("%d in %s, %s", i.Lessons, count(i.Modules, "module"), count(i.Pathways, "pathway"))},
		{"Objectives", fmt.Sprint(i.Objectives)},
		{"Items", fmt.Sprintf("%d in lessons with %s, %d in banks", i.Items, count(i.Variants, "variant"), i.Bank)},
		{"Cards", fmt.Sprint(i.Cards)},
		{"Drills", fmt.Sprintf("%d with planted errors, %d without", i.Drills, i.CleanDrills)},
		{"Facts", fmt.Sprintf("%d; %s, %s, %s", i.Facts, count(i.Terms, "term"), count(i.Badges, "badge"), count(i.Rubrics, "rubric"))},
	})
	p.say("Kinds: %s", tally(i.Kinds))
	p.say("Keys of single items: %s; the right option is the longest in %.0f %%", shares(i.SingleKeys), 100*i.Longest)
}

// tally lists names with their numbers.
func tally(counts map[string]int) string {
	return listed(counts, func(name string) string { return fmt.Sprintf("%s %d", name, counts[name]) })
}

// shares lists names with their shares of the whole.
func shares(counts map[string]int) string {
	all := max(1, sum(counts))
	return listed(counts, func(name string) string {
		return fmt.Sprintf("%s %.0f %%", name, 100*float64(counts[name])/float64(all))
	})
}

func listed(counts map[string]int, one func(string) string) string {
	text := ""
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if text != "" {
			text += ", "
		}
		text += one(name)
	}
	return text
}
