package cli

import (
	"github.com/spf13/cobra"

	"waymark/store"
)

func (a *app) offerCommand() *cobra.Command {
	var note string
	add := a.verb("add TOPIC", "Offer help with a lesson, a module or anything else", func(args []string) (result, error) {
		return a.addTopic((*store.Store).MakeOffer, args[0], note, "You offer help")
	})
	add.Long = "Offer help. TOPIC is a lesson or a module by its id, or a few words in quotes. Whoever gets your next " +
		"snapshot sees it, with the note, unless you share as little as there is (waymark settings get sharing)."
	add.Example = "  waymark offer add fnd-what-ai-is --note \"Tuesdays after lunch\"\n  waymark offer add \"pivot tables\""
	write(add, &note, "note", "when or how you can be asked, in a few words")
	remove := a.verb("remove TOPIC", "Take an offer back", func(args []string) (result, error) {
		return a.dropTopic((*store.Store).Offers, (*store.Store).EndOffer, args[0], "Your offer is taken back")
	})
	remove.Example = "  waymark offer remove fnd-what-ai-is"
	list := a.verb("list", "List what you offer help with", func([]string) (result, error) {
		return a.topics((*store.Store).Offers, "You offer no help yet. Offer it with a lesson, a module or anything else:", "waymark offer add TOPIC --note TEXT")
	})
	list.Example = "  waymark offer list"
	return a.noun("offer", "Offer your team help", completing(add, a.ids(topicIDs)),
		completing(remove, a.topicWords((*store.Store).Offers)), list)
}
