package tui

import "sync"

// drafts are the words that were typed into an item and not sent, until the
// program ends: Esc must not lose them. Its zero value is ready; it may be used
// concurrently.
type drafts struct {
	mu    sync.Mutex
	texts map[string]string
}

// keep remembers the words typed into an item; none forgets it.
func (d *drafts) keep(item, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if text == "" {
		delete(d.texts, item)
		return
	}
	if d.texts == nil {
		d.texts = map[string]string{}
	}
	d.texts[item] = text
}

// of returns the words typed into an item.
func (d *drafts) of(item string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.texts[item]
}
