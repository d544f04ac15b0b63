package config

import "testing"

func TestTheLanguageOfALocale(t *testing.T) {
	for locale, want := range map[string]string{
		"de_AT.UTF-8": "de-AT", "de": "de", "pt_BR": "pt-BR", "zh_TW.Big5": "zh-TW", "sr_RS@latin": "sr-Latn-RS", "ca_ES.UTF-8@euro": "ca-ES",
		"C": "", "C.UTF-8": "", "POSIX": "", "no locale": "", "": "",
	} {
		if got := ofLocale(locale); got != want {
			t.Errorf("%q is %q, not %q", locale, got, want)
		}
	}
}

// What is said for Waymark goes before the locale, and there the more particular variable.
func TestWhereTheLanguageIsFrom(t *testing.T) {
	for _, c := range []struct {
		file, want, variable string
		env                  map[string]string
	}{
		{"", "", "", nil},
		{"", "fr-FR", "LANG", map[string]string{"LANG": "fr_FR.UTF-8"}},
		{"", "de-AT", "LC_MESSAGES", map[string]string{"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "de_AT"}},
		{"", "", "", map[string]string{"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}},
		{`language = "ar"`, "ar", "", map[string]string{"LANG": "fr_FR.UTF-8"}},
		{`language = "ar"`, "pt-BR", "WAYMARK_LANGUAGE", map[string]string{"WAYMARK_LANGUAGE": "pt-br"}},
		{"", "fr-FR", "LANG", map[string]string{"WAYMARK_LANGUAGE": "no tag", "LANG": "fr_FR"}},
	} {
		p := at(t, c.file)
		p.Env = c.env
		if v := p.Read().Value(Language); v.Text != c.want || v.Variable != c.variable {
			t.Errorf("%q with %v: %+v", c.file, c.env, v)
		}
	}
	p := at(t, "")
	if err := p.Set(Language, "german"); err == nil {
		t.Error("german is taken for a tag")
	}
}
