package curriculum

import (
	"golang.org/x/text/language"
)

// Wording says in which language a lesson is and why, where it is not the one that was asked
// for, or is not up to date; else it is empty.
func (b Body) Wording() string {
	if b.Remark == "" {
		return ""
	}
	return b.InLanguage() + ": " + b.Remark
}

// InLanguage is the language of the text in words: "in English". It is empty where no
// translation was asked for.
func (b Body) InLanguage() string {
	if b.Language == "" {
		return ""
	}
	return "in " + languageName(b.Language)
}

// languageName is the English name of a language. Those of all languages
// (golang.org/x/text/language/display) would make every start wait for 0.8 ms.
func languageName(tag string) string {
	base, _ := language.Make(tag).Base()
	name, known := map[string]string{
		"ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
		"et": "Estonian", "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
		"it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mt": "Maltese", "nb": "Norwegian",
		"nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
		"sl": "Slovenian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
	}[base.String()]
	if !known {
		return tag
	}
	return name
}
