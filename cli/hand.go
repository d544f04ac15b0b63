package cli

import (
	"github.com/spf13/cobra"

	"waymark/store"
)

func (a *app) handCommand() *cobra.Command {
	var note string
	raise := a.verb("raise TOPIC", "Ask for help with a lesson, a module or anything else", func(args []string) (result, error) {
		return a.addTopic((*store.Store).RaiseHand, args[0], note, "Your hand is up")
	})
	raise.Long = "Ask for help. TOPIC is a lesson or a module by its id, or a few words in quotes. Whoever gets your " +
		"next snapshot sees it, with the note, as does everyone who can read the folder it goes to. Nothing is sent now."
	raise.Example = "  waymark hand raise fnd-what-ai-is --note \"When is it made up?\"\n  waymark hand raise \"tables in our expense tool\""
	write(raise, &note, "note", "what you would like to know, in a few words")
	lower := a.verb("lower TOPIC", "Take a hand down again", func(args []string) (result, error) {
		return a.dropTopic((*store.Store).Hands, (*store.Store).LowerHand, args[0], "Your hand is down")
	})
	lower.Example = "  waymark hand lower fnd-what-ai-is"
	list := a.verb("list", "List what you ask help for", func([]string) (result, error) {
		return a.topics((*store.Store).Hands, "You have not raised a hand. Ask for help with a lesson, a module or anything else:", "waymark hand raise TOPIC --note TEXT")
	})
	list.Example = "  waymark hand list"
	return a.noun("hand", "Ask your team for help", completing(raise, a.ids(topicIDs)),
		completing(lower, a.topicWords((*store.Store).Hands)), list)
}
