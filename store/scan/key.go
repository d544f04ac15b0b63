package scan

import (
	"math"
	"strings"

	"waymark/store/lazy"
)

// A rule finds one form of key by its fixed beginning.
type rule struct {
	form form
	what string
}

// rules are the forms that services publish, or that are known from scanners
// such as gitleaks and detect-secrets.
var rules = []rule{
	{formOf("sk-", `\bsk-(?:[a-z]+\d*-)*[A-Za-z0-9_]{16,}[A-Za-z0-9_-]*`), "a key of an AI service"},
	{formOf("sk_|pk_|rk_|whsec_", `\b(?:sk|pk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}\b`), "a key of a payment service"},
	{formOf("ghp_|gho_|ghu_|ghs_|ghr_|github_pat_", `\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,})`), "a GitHub token"},
	{formOf("glpat-|gldt-|glrt-|glptt-|glcbt-", `\bgl(?:pat|dt|rt|ptt|cbt)-[\w-]{20,}`), "a GitLab token"},
	{formOf("akia|asia|agpa|aida|aroa|aipa|anpa|anva", `\b(?:AKIA|ASIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}\b`), "an AWS key"},
	{formOf("xox|xapp-", `\b(?:xox[abeoprs]|xapp)-[\w-]{10,}`), "a Slack token"},
	{formOf("hooks.slack.com", `https://hooks\.slack\.com/(?:services|workflows)/[\w/-]+`), "a Slack address that anyone can post to"},
	{formOf("aiza|ya29.|gocspx-", `\b(?:AIza[\w-]{35}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})`), "a Google key"},
	{formOf("hf_|gsk_|r8_|npm_|dop_v1_|shp|lin_api_|figd_|dckr_pat_|ntn_|pplx-|xai-|tvly-|nvapi-|hvs.|atatt3|age-secret|pypi-",
		`\b(?:hf_|gsk_|r8_|npm_|dop_v1_|shp(?:at|ca|pa|ss)_|lin_api_|figd_|dckr_pat_|ntn_|pplx-|xai-|tvly-|nvapi-|hvs\.|ATATT3|AGE-SECRET-KEY-1|pypi-AgEI)[\w=-]{20,}`), "a token of a service"},
	{formOf("sg.", `\bSG\.[\w-]{16,}\.[\w-]{16,}`), "a SendGrid key"},
	{longForm("eyj", `\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*`), "a signed token (JWT)"},
	{formOf("://", `\b[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@]*:[^\s/@<>*$\x60{]+@[^\s"'<>]+`), "an address with a password in it"},
	{formOf("pin", `\bPIN(?: is|:| =)? ?\d{4,8}\b`), "a PIN"},
	{formOf("accountkey=|sharedaccesskey=", `\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{32,}=*`), "an Azure key"},
}

// named is a value behind the word for a secret: password: Winter2026!
var (
	named = formOf("passw|pw|pass phrase|pass-phrase|passphrase|passcode|kennwort|mot de passe|secret|token|key|bearer|basic", `(?i)\b(?:\w+[_-])??(?:(passwords?|passwort|passwd|pwd|pw|pass[ -]?phrase|passcode|kennwort|mot de passe)|`+
		`(secret(?:[ _-]?(?:access[ _-]?)?key)?|token|api[ _-]?key|access[ _-]?key|client[ _-]?secret|private[ _-]?key|auth[ _-]?key|bearer|basic))["'\x60]?`+
		`(?: is\b| lautet\b|\s*(?:=>|:=|[:=])|\s)\s*["'\x60]?([^\s"'\x60;<>]{4,})`)
	hidden = lazy.Regexp(`^[*.•x$<{\[%]|^your|^my_|\.\.\.`) // what stands in place of a secret
)

func keys(s source) []Mark {
	marks := append(blocks(s.text), bareKeys(s.text)...)
	for _, r := range rules {
		for _, at := range s.find(r.form) {
			marks = append(marks, Mark{at[0], at[1], Key, r.what})
		}
	}
	return append(marks, namedKeys(s)...)
}

var (
	blockHead = lazy.Regexp(`-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----`)
	blockFoot = lazy.Regexp(`-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\n[ \t]*\n`)
)

// blocks finds private keys in PEM and PGP form, to their last line; one that
// is cut short ends at an empty line.
func blocks(text string) []Mark {
	var marks []Mark
	for at := 0; ; {
		i := strings.Index(text[at:], "-----BEGIN ")
		if i < 0 {
			return marks
		}
		at += i
		head := blockHead().FindStringIndex(text[at:min(len(text), at+100)])
		if head == nil || head[0] > 0 {
			at += len("-----BEGIN ")
			continue
		}
		end := len(text)
		if foot := blockFoot().FindStringIndex(text[at:]); foot != nil {
			end = at + foot[1]
		}
		marks = append(marks, Mark{at, end, Key, "a private key"})
		at = end
	}
}

// namedKeys finds values that a word before them calls a secret.
func namedKeys(s source) []Mark {
	var marks []Mark
	text := s.text
	for _, at := range s.find(named) {
		value := strings.TrimRight(text[at[6]:at[7]], ".,)]}")
		if hidden().MatchString(strings.ToLower(value)) {
			continue
		}
		words := text[at[0]:at[6]]
		said := strings.ContainsAny(words, ":=") || strings.Contains(words, " is") || strings.Contains(words, " lautet")
		switch {
		case at[2] >= 0 && len(value) >= 6 && (said && mixed(value) >= 2 || mixed(value) >= 3): // a password is short
			marks = append(marks, Mark{at[0], at[6] + len(value), Key, "a password"})
		case at[4] >= 0 && said && len(value) >= 12 && mixed(value) >= 2 && entropy(value) > 2.8,
			at[4] >= 0 && !said && len(value) >= 16 && mixed(value) >= 3:
			marks = append(marks, Mark{at[0], at[6] + len(value), Key, "a key or token"})
		}
	}
	return marks
}

// mixed is how many kinds of characters a value has: small and capital letters,
// digits, others. A value without a digit counts as one: it may be a word.
func mixed(s string) int {
	var lower, upper, digits, other int
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits = 1
		case c >= 'a' && c <= 'z':
			lower = 1
		case c >= 'A' && c <= 'Z':
			upper = 1
		default:
			other = 1
		}
	}
	if digits == 0 {
		return 1
	}
	return lower + upper + digits + other
}

// hashed is the digest of something public.
var hashed = lazy.Regexp(`(?:sha\d+[:-]|h1:)$`)

// bareKeys finds what looks drawn by lot. A part of a web address is not
// looked at, as ids of documents are drawn by lot too.
func bareKeys(text string) []Mark {
	var marks []Mark
	for i := 0; i < len(text); i++ {
		start := i
		for i < len(text) && (isAlnum(text[i]) || strings.IndexByte("+/_=-", text[i]) >= 0) {
			i++
		}
		if i-start < 20 || !isRandom(text[start:i]) || hashed().MatchString(text[max(0, start-8):start]) || hashed().MatchString(text[start:start+7]) {
			continue
		}
		word := text[max(0, start-200):start]
		word = word[strings.LastIndexAny(word, " \n\t\"'(")+1:]
		if !strings.Contains(word, "://") && !strings.HasPrefix(word, "www.") {
			marks = append(marks, Mark{start, i, Key, "letters and digits that look like a key"})
		}
	}
	return marks
}

// isRandom reports that a piece between separators has small and capital
// letters and digits in turn, and 3.5 bits of entropy a character; a name in a
// program has few runs of digits, and a hash has small letters only.
func isRandom(s string) bool {
	for piece := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("+/_=-", r) }) {
		if len(piece) < 18 || mixed(piece) < 3 {
			continue
		}
		runs := 0
		for i := range len(piece) {
			if isDigit(piece[i]) && (i == 0 || !isDigit(piece[i-1])) {
				runs++
			}
		}
		if runs >= 3 && entropy(piece) >= 3.5 {
			return true
		}
	}
	return false
}

// entropy is Shannon's, in bits a byte, of how often each byte stands in s.
func entropy(s string) float64 {
	var count [256]float64
	for i := range len(s) {
		count[s[i]]++
	}
	sum := 0.0
	for _, n := range count {
		if n > 0 {
			p := n / float64(len(s))
			sum -= p * math.Log2(p)
		}
	}
	return sum
}
