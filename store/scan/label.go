package scan

import "strings"

// The words for data that is not for everybody. In prose they are harmless, so
// each form below says in which place they are a label.
const classes = `(?:confidential|restricted|internal|private|sensitive|vertraulich|confidentiel|confidencial|riservato)`

var labelForms = []form{
	// words that are said of nothing else
	formOf("strictly|highly|company|private|commercial|internal|eyes only|embargo|not for|streng|nur f|tlp:", `(?i)\b(?:strictly (?:private|confidential|personal|internal)|(?:highly|company) confidential|private (?:and|&) confidential|`+
		`commercial in confidence|(?:for )?internal (?:use )?only|for internal use|for your eyes only|under embargo|`+
		`not for (?:distribution|circulation|publication|release|sharing)|streng (?:vertraulich|geheim)|nur für (?:den )?(?:internen )?(?:dienst)?gebrauch|`+
		`tlp:(?:red|amber))\b`),
	formOf("share|forward|distribute|circulate|disclose", `(?i)\b(?:do not|don't) (?:share|forward|distribute|circulate|disclose)(?: (?:this|it|these|outside|beyond|further|externally|publicly|or)\b|[^\w ]|\s*$)`),
	// a word in capitals
	formOf("confiden|restricted|top secret|vertraulich|geheim", `\b(?:STRICTLY )?(?:CONFIDENTIAL|RESTRICTED|TOP SECRET|VERTRAULICH|GEHEIM|CONFIDENTIEL|CONFIDENCIAL)\b`),
	// a line of its own, the beginning of one, or a word in brackets
	formOf("confiden|restricted|internal|private|sensitive|vertraulich|riservato", `(?im)^[\s>*#_-]*`+classes+`[*_]*[ \t]*(?:[|]|$)`),
	formOf("confiden|restricted|vertraulich|riservato", `(?im)^[\s>*#_-]*(?:confidential|restricted|vertraulich|confidentiel|confidencial|riservato)[*_]*[ \t]*(?::|-[ \t])`),
	formOf("keep ", `(?i)\bkeep (?:this|it|these) (?:strictly )?(?:confidential|private|secret|internal)\b`),
	formOf("confiden|restricted|internal|private|sensitive|vertraulich|riservato|personal|secret", `(?i)[\[(]`+`(?:strictly |company )?(?:`+classes+`|personal|secret)`+`[\])]`),
	// said of a text
	formOf("classification|data class|sensitivity|protection level|confidentiality|klassifizierung|schutzklasse", `(?i)\b(?:classification|data class|sensitivity|protection level|confidentiality|klassifizierung|schutzklasse)\s*[:=]\s*(?:`+classes+`|personal|secret|intern)\b`),
	formOf("marked|classified|labelled|labeled|stamped", `(?i)\b(?:marked|classified|labelled|labeled|stamped)(?: as)? ["'“]?`+classes+`\b`),
	formOf("confiden|restricted|secret|private", `(?i)\b(?:this|the) (?:is|(?:attached |following )?(?:document|file|text|mail|e-mail|email|message|information|list|table|draft|deck) is) (?:strictly |highly )?(?:confidential|restricted|secret|private)\b`),
	formOf("contains|includes|holds", `(?i)\b(?:this|it|file|text|document|list|table|export|sheet|entry) (?:contains|includes|holds) (?:sensitive |real )?(?:personal|patient|health|employee|customer) (?:data|details|records|information)\b`),
}

// personForms are fields that belong to one person, with what is in them where
// it has a form.
var personForms = []form{
	formOf("patient", `\b((?i:patient(?:'s|in|en)?(?:[ -](?:name|id|no\.?|number|record|file))?) ?[:#=])\s*[\p{Lu}\d]`),
	formOf("diagnos", `(?i)\bdiagnos(?:is|e|es) ?[:=] ?[A-Z]\d\d(?:\.\d+)?`),
	formOf("birth|dob|born on|geburtsdatum|geb.", `(?i)\b(?:date of birth|birth date|dob|born on|geburtsdatum|geb\.) ?[:=]? ?\d{1,4}[-./ ]\w{1,9}[-./ ]\d{2,4}\b`),
	formOf("ssn|social security|national insurance|passport|steuer|sozialvers|insurance|medical record|mrn",
		`\b(?i:ssn|(?:social security|national insurance|passport|(?:health )?insurance|medical record)(?: number| no\.?)|(?:steuer|sozialversicherungs)-?(?:id|nummer)|mrn)`+
			`(?i: is| number)? ?[:#=]? ?(?:[A-Z0-9]{0,3}[ -]?\d[\dA-Z]*(?:[ -][\dA-Z]+)*)`),
}

// labels finds words that say that a text is not for everybody, or is about a
// person.
func labels(s source) []Mark {
	var marks []Mark
	for _, form := range labelForms {
		for _, at := range s.find(form) {
			start, end := trim(s.text, at[0], at[1])
			marks = append(marks, Mark{start, end, Label, "words that say who may read it"})
		}
	}
	for _, form := range personForms {
		for _, at := range s.find(form) {
			if len(at) > 2 { // only the name of the field has a form
				at = at[2:]
			}
			start, end := trim(s.text, at[0], at[1])
			marks = append(marks, Mark{start, end, Label, "a field about one person"})
		}
	}
	return marks
}

// trim takes the white space off a span.
func trim(text string, start, end int) (int, int) {
	s := text[start:end]
	return start + len(s) - len(strings.TrimLeft(s, " \t\r\n")), start + len(strings.TrimRight(s, " \t\r\n"))
}
