package webpage

import (
	"bytes"
	"html/template"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What the policy allows is what the page holds, to the letter, and words are words.
func TestAPageWearsAndRunsItsOwnAlone(t *testing.T) {
	k := Kind{
		Markup: `<main data-day="{{day "2026-11-24"}}">{{shout .}}</main>`, Style: "main > p { color: red }\n/* a remark */\n",
		Script: "// a remark\nif (1 < 2 && `${3}`) { 4 }\n", Words: template.FuncMap{"shout": strings.ToUpper},
	}
	const words = `</title></style></script><script>alert(1)</script>"'&`
	page, err := k.Make(words, words)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	texts, rules := map[string]string{}, ""
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			texts[n.Parent.Data] += n.Data
		}
		for _, a := range n.Attr {
			if a.Key == "content" && strings.HasPrefix(a.Val, "default-src") {
				rules = a.Val
			}
		}
	}
	want := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(texts["style"]) + "; script-src " + hash(texts["script"])
	if rules != want {
		t.Errorf("the policy is %s, want %s", rules, want)
	}
	for element, want := range map[string]string{"title": words, "main": strings.ToUpper(words), "script": k.Script, "style": base + k.Style} {
		if texts[element] != want {
			t.Errorf("the text of %s is %q, want %q", element, texts[element], want)
		}
	}
	if k.Script = ""; !strings.HasSuffix(policy("", k.Script), hash("")) {
		t.Errorf("a page without a script allows one: %s", policy("", k.Script))
	}
}

// luminance is the relative luminance of WCAG 2.2 of a colour such as "#1f2328".
func luminance(hex string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestTextCanBeReadInEveryLook(t *testing.T) {
	looks := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(base, -1)
	if len(looks) != 3 {
		t.Fatalf("%d looks, want light, dark and print", len(looks))
	}
	for _, look := range looks {
		colours := map[string]string{}
		for _, c := range regexp.MustCompile(`--(\w+): (#[0-9a-f]{6})`).FindAllStringSubmatch(look[1], -1) {
			colours[c[1]] = c[2]
		}
		for _, text := range []string{"text", "quiet", "accent"} {
			for _, ground := range []string{"ground", "panel"} {
				a, b := luminance(colours[text]), luminance(colours[ground])
				if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
					t.Errorf("%s on %s in %s: %.2f:1", text, ground, look[1], ratio)
				}
			}
		}
	}
}
