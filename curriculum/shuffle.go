package curriculum

import (
	"math/rand/v2"
	"slices"
)

// Shuffled returns the options in the order in which they are shown, always the
// same for one seed: as written where the item keeps its order, and for the
// steps of an order never in an order that is right.
func (i Item) Shuffled(seed uint64) []Option {
	shown := slices.Clone(i.Options)
	if i.KeepOrder && !i.givenAway(shown) {
		return shown
	}
	random := rand.New(rand.NewPCG(seed, 0))
	const tries = 100 // for items all of whose orders are right
	for range tries {
		random.Shuffle(len(shown), func(a, b int) { shown[a], shown[b] = shown[b], shown[a] })
		if !i.givenAway(shown) {
			break
		}
	}
	return shown
}

// givenAway reports that steps stand in an order that is right.
func (i Item) givenAway(shown []Option) bool {
	keys := keysOf(shown)
	return i.Kind == Order && slices.ContainsFunc(i.rightOrders(), func(right []string) bool { return slices.Equal(right, keys) })
}
