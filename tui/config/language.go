package config

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// checkLanguage is a language as its tag is written, or why it is none.
func checkLanguage(text string) (string, error) {
	tag, err := language.Parse(text)
	if err != nil {
		return "", fmt.Errorf("%q is no language; write its tag, such as de, pt-BR or zh-Hant", text)
	}
	return tag.String(), nil
}

// ofLocale is the language of a locale as POSIX writes it: "de_AT.UTF-8", "sr_RS@latin". That of
// programs, "C" or "POSIX", has none.
func ofLocale(locale string) string {
	locale, variant, _ := strings.Cut(locale, "@")
	locale, _, _ = strings.Cut(locale, ".")
	if locale == "C" || locale == "POSIX" {
		return ""
	}
	name, region, _ := strings.Cut(locale, "_")
	switch variant {
	case "latin":
		name += "-Latn"
	case "cyrillic":
		name += "-Cyrl"
	}
	if region != "" {
		name += "-" + region
	}
	tag, err := language.Parse(name)
	if err != nil {
		return ""
	}
	return tag.String()
}
