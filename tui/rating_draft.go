package tui

import (
	"encoding/json"
	"fmt"
	"maps"

	"waymark/store"
	"waymark/store/clean"
)

// begunAt is where what was begun of an item of a rating is held, until it is stored.
func begunAt(id, item string) string { return "rating/" + id + "/" + item }

// itemName names an item of a round, in a draft.
func itemName(round, item int) string { return fmt.Sprintf("%d/%d", round, item) }

func (r rating) draft() string { return draftName("rating", r.id) }

// Draft implements drafting: notes, and scores of items that have not all. A field is
// an item: without a sheet it is not known what there is.
func (r rating) Draft() (name string, fields map[string]string) {
	if !r.looked || r.face == ratingLoading || r.face == ratingGone {
		return "", nil
	}
	fields = map[string]string{}
	for i := range r.loaded.sheet.Items {
		if _, text := r.begun(i); text != "" {
			fields[itemName(r.loaded.sheet.Round, i)] = text
		}
	}
	return r.draft(), fields
}

// found takes over what was begun before the program ended.
func (r rating) found(d store.Draft) rating {
	if d.Name != r.draft() {
		return r
	}
	r.looked, r.left = true, d
	r = r.takeOver()
	if r.face == ratingAsk && !r.writing && r.typed == "" {
		return r.fillIn()
	}
	return r
}

// takeOver holds what was left of the items that were not judged since. It waits until it
// is known which those are.
func (r rating) takeOver() rating {
	for i, item := range r.loaded.sheet.Items {
		name := itemName(r.loaded.sheet.Round, i)
		at, text := begunAt(r.id, name), r.left.Fields[name]
		if judged := item.Mine != nil && item.Mine.At.After(r.left.At); text != "" && !judged && r.env.Drafts.of(at) == "" {
			r.env.Drafts.keep(at, text)
		}
	}
	if len(r.loaded.sheet.Items) > 0 {
		r.left = store.Draft{}
	}
	return r
}

// begun is what was begun of an item, also as text; nothing where it is stored by now.
func (r rating) begun(item int) (j store.Judgement, text string) {
	text = r.env.Drafts.of(begunAt(r.id, itemName(r.loaded.sheet.Round, item)))
	if text == "" || json.Unmarshal([]byte(text), &j) != nil {
		return store.Judgement{}, ""
	}
	mine := r.loaded.sheet.Items[item].Mine
	if mine != nil && mine.Note == j.Note && (len(j.Scores) == 0 || maps.Equal(mine.Scores, j.Scores)) {
		return store.Judgement{}, ""
	}
	return j, text
}

// fillIn puts what was said of the item so far where it can be changed: what was begun,
// or else what is stored.
func (r rating) fillIn() rating {
	j, text := r.begun(r.at)
	if mine := r.item().Mine; text == "" && mine != nil {
		j = *mine
	}
	r.scores = maps.Clone(j.Scores)
	r.note.SetValue(clean.Line(j.Note))
	r.row = max(0, r.unscored(-1))
	return r
}

// keepDraft holds what was begun of the item.
func (r rating) keepDraft() rating {
	at := begunAt(r.id, itemName(r.loaded.sheet.Round, r.at))
	if r.note.Value() == "" && len(r.scores) == 0 {
		r.env.Drafts.keep(at, "")
		return r
	}
	text, err := json.Marshal(store.Judgement{Scores: r.scores, Note: r.note.Value()})
	if err == nil {
		r.env.Drafts.keep(at, string(text))
	}
	return r
}
