package curriculum

// bloomVerbs are the words an objective may begin with: for each, somebody can
// see whether it is done.
const bloomVerbs = `answer apply argue assemble assess avoid break brief build calculate check choose classify coach
compare compose compute conduct criticise critique decide define describe design detect diagnose discuss distinguish
draw estimate explain facilitate fill give identify improve interpret judge keep label limit list map measure model
place plan predict prepare prevent protect provide read recognise record redesign relate revise revisit rewrite select
separate set sort specify split state synthesise tailor tell test trace turn use validate verify write`

// Names of products and makers that lessons do without.
const vendorList = `ChatGPT|OpenAI|Claude|Anthropic|Gemini|Bard|DeepMind|Google|Microsoft|Copilot|Llama|Mistral|` +
	`Grok|xAI|Perplexity|Midjourney|DeepSeek|Qwen|Siri|Alexa|Apple Intelligence|Amazon|Salesforce`

// American spellings of words that lessons use.
const americanList = `behaviors?|colors?|colored|favor(?:s|ed|ite)?|labor|honor|neighbors?|centers?|liters?|` +
	`analyz(?:e|es|ed|ing)|organiz(?:e|es|ed|ing|ation|ations)|summariz(?:e|es|ed|ing)|recogniz(?:e|es|ed|ing)|` +
	`prioritiz(?:e|es|ed|ing)|standardiz(?:e|es|ed|ing)|minimiz(?:e|es|ed|ing)|labeled|labeling|modeling|modeled|canceled|` +
	`traveled|fulfill|skillful|gray|catalog|dialog|defense|offense|practiced|judgment`

// Phrases that the house style does without, as alternatives of a pattern.
const (
	hypeList = `revolutionary|revolutioni[sz]es?|game[- ]chang(?:er|ing)|cutting[- ]edge|ground-?breaking|next[- ]level|` +
		`unleash(?:es|ed)?|supercharged?|unlock the power|harness the power|seamless(?:ly)?|state[- ]of[- ]the[- ]art|` +
		`mind-?blowing|effortless(?:ly)?|limitless|paradigm shift|superpowers?|fast-paced world|best-in-class|world-class`
	idiomList = `piece of cake|low-hanging fruit|silver bullet|think outside the box|at the end of the day|` +
		`hit the ground running|move the needle|ballpark|elephant in the room|cut corners|tip of the iceberg|` +
		`best of both worlds|double-edged sword|devil is in the detail|back to square one|no-brainer|deep dive|` +
		`rocket science|the big picture|win-win|food for thought|blessing in disguise`
)
