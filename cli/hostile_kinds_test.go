//go:build unix

package cli_test

import (
	"archive/zip"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A packKind is one way in which a folder is hostile. A larger n makes more of it.
type packKind struct {
	name    string
	make    func(f *folderOf, n int)
	says    []string // what the answer says, with code 5; nil: it may be taken or refused
	checked bool     // only the checker and the installation refuse it
}

// A folderOf builds a pack that holds the lesson m/bomb.md, as far as that is possible.
type folderOf struct {
	t   *testing.T
	dir string
}

func (f *folderOf) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folderOf) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *folderOf) write(name, text string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.path(name)), 0o700))
	f.must(os.WriteFile(f.path(name), []byte(text), 0o600))
}

func (f *folderOf) module(id string, lessons ...string) {
	f.write(id+"/module.yaml", fmt.Sprintf("id: %s\ntitle: M\nsummary: S.\nlessons: [%s]\n", id, strings.Join(lessons, ", ")))
}

// lesson writes a lesson, with more lines of front matter.
func (f *folderOf) lesson(name, text string, front ...string) {
	id := strings.TrimSuffix(filepath.Base(name), ".md")
	if !strings.Contains(strings.Join(front, "\n"), "minutes: ") {
		front = append(front, "minutes: 5")
	}
	f.write(name, "---\nid: "+id+"\ntitle: T\nversion: 1.0.0\nas_of: 2026-11-01\n"+strings.Join(append(front, "---\n"), "\n")+text)
}

// bomb is the lesson that every kind can spoil.
func (f *folderOf) bomb(text string, front ...string) { f.lesson("m/bomb.md", text, front...) }

// instead removes a file, so that something else can take its place.
func (f *folderOf) instead(name string) string {
	f.must(os.RemoveAll(f.path(name)))
	return f.path(name)
}

// sparse makes a file of many bytes that takes no room.
func (f *folderOf) sparse(name string, size int64) {
	f.write(name, "x")
	f.must(os.Truncate(f.path(name), size))
}

// many writes lessons of one text, as modules of a thousand.
func (f *folderOf) many(lessons int, text func(i int) string, front func(i int) string) {
	for from := 0; from < lessons; from += 900 {
		var ids []string
		for i := from; i < min(from+900, lessons); i++ {
			ids = append(ids, fmt.Sprintf("l%d", i))
			f.lesson(fmt.Sprintf("n%d/l%d.md", from, i), text(i), front(i))
		}
		f.module(fmt.Sprintf("n%d", from), ids...)
	}
}

func fixed(text string) func(int) string { return func(int) string { return text } }

// block is a block of YAML in a lesson.
func block(kind, yaml string) string { return "```yaml " + kind + "\n" + yaml + "\n```\n" }

func packKinds() []packKind {
	var all []packKind
	for _, kinds := range [][]packKind{textKinds(), yamlKinds(), fileKinds(), pathKinds(), graphKinds(), sizeKinds()} {
		all = append(all, kinds...)
	}
	return all
}

// inBomb makes a kind of the text of a lesson.
func inBomb(name string, text func(n int) string, says ...string) packKind {
	return packKind{name: name, make: func(f *folderOf, n int) { f.bomb(text(n)) }, says: says}
}

// repeated makes a text of so many times as n asks for.
func repeated(text string, times int) func(n int) string {
	return func(n int) string { return strings.Repeat(text, times*(n+1)) }
}

// textKinds are Markdown that keeps renderers busy.
func textKinds() []packKind {
	return []packKind{
		inBomb("quotes and lists", repeated("> - ", 20), "m/bomb.md:", "quotes or lists nested"),
		inBomb("quotes", repeated(">", 1000), "m/bomb.md:"),
		inBomb("lists", repeated("- ", 500), "m/bomb.md:"),
		inBomb("numbered lists", repeated("1. ", 300), "m/bomb.md:"),
		inBomb("indented list", func(n int) string { return strings.Repeat("  ", 20+n) + "- a" }, "m/bomb.md:", "nested"),
		inBomb("brackets", repeated("[", 200), "m/bomb.md:", "brackets nested"),
		inBomb("links", repeated("[a](", 100)),
		inBomb("images", repeated("![", 100), "m/bomb.md:", "brackets nested"),
		inBomb("wide table", func(n int) string {
			return strings.Repeat("|a", 30+100*n) + "|\n" + strings.Repeat("|-", 30+100*n) + "|\n"
		}, "m/bomb.md:", "columns"),
		inBomb("long table", repeated("|a|b|\n", 250), "m/bomb.md:", "rows"),
		inBomb("long line", repeated("word ", 500), "m/bomb.md:", "characters"),
		inBomb("headings", repeated("# a\n\n", 310), "m/bomb.md:", "headings"),
		inBomb("emphasis", repeated("*a **a ", 200)),
		inBomb("backticks", func(n int) string { return strings.Repeat("`", 999) + "\n\n" + strings.Repeat("` `` ", 100*(n+1)) }),
		inBomb("entities", repeated("&#27;&lt;&amp;&NotAnEntity; \n", 200)),
		inBomb("references", repeated("[a]: https://a.example 'x'\n\n[a] [a] [a]\n\n", 100)),
		inBomb("tags", repeated("<a <b <c <!-- -->\n", 200)),
		inBomb("comments", repeated("<!-- \n", 500), "m/bomb.md:", "comment never ends"),
		inBomb("open fence", func(n int) string { return strings.Repeat("```text\nx\n```\n", n) + "````\nx" }, "m/bomb.md:", "never ends"),
		inBomb("addresses", repeated("https://a.example/?q=x <b@c.example> \n", 300)),
		inBomb("escapes", repeated("\x1b[2J\x1b]0;owned\a\u009b31m\u202e\n", 300)),
		inBomb("no UTF-8", repeated("\xff\xfe\x9b2J\n", 100), "m/bomb.md:", "not UTF-8"),
		inBomb("zero bytes", repeated("\x00\n", 1000)),
		inBomb("UTF-16", func(int) string { return "\xfe\xff\x00#\x00 \x00a" }, "m/bomb.md:", "not UTF-8"),
	}
}

// inFile makes a kind of the text of a file.
func inFile(kind, name string, text func(n int) string, says ...string) packKind {
	return packKind{name: kind, make: func(f *folderOf, n int) { f.write(name, text(n)) }, says: says}
}

// laughs is the bomb of a billion laughs: names for lists of names.
func laughs(n int) string {
	var b strings.Builder
	b.WriteString("id: hostile\na0: &a0 [lol]\n")
	for i := range 8 + n {
		fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), i)
	}
	return b.String()
}

func keysOf(many int) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := range many + n {
			fmt.Fprintf(&b, "k%d: 1\n", i)
		}
		return b.String()
	}
}

// yamlKinds are YAML that grows, sinks or says what no field can hold.
func yamlKinds() []packKind {
	return []packKind{
		inFile("laughs", "pack.yaml", laughs, "pack.yaml:", "anchors and aliases"),
		inFile("laughs in a module", "m/module.yaml", laughs, "m/module.yaml:", "anchors and aliases"),
		{name: "laughs in a block", make: func(f *folderOf, n int) { f.bomb(block("item", laughs(n))) }, says: []string{"m/bomb.md:", "anchors and aliases"}},
		{name: "laughs in front", make: func(f *folderOf, n int) { f.bomb("x", laughs(n)) }, says: []string{"m/bomb.md:"}},
		inFile("merge keys", "pack.yaml", func(n int) string { return "id: hostile\n<<: {" + strings.Repeat("title: x, ", n+1) + "}\n" }),
		inFile("200,000 keys", "pack.yaml", keysOf(200_000), "pack.yaml:", "KB"),
		inFile("many keys", "pack.yaml", keysOf(1_500), "pack.yaml:"),
		inFile("the same key", "pack.yaml", repeated("title: x\n", 500), "pack.yaml:"),
		inFile("deep flow", "pack.yaml", repeated("{a: ", 800), "pack.yaml:"),
		inFile("deep brackets", "pack.yaml", func(n int) string { return "id: " + strings.Repeat("[", 3000+1000*n) }, "pack.yaml:"),
		inFile("deep indentation", "pack.yaml", func(n int) string {
			var b strings.Builder
			for i := range 80 + 5*n {
				b.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return b.String()
		}, "pack.yaml:"),
		inFile("question marks", "pack.yaml", repeated("? ", 1_500), "pack.yaml:"),
		inFile("tags of YAML", "pack.yaml", func(int) string { return "id: !!binary aGk=\ntitle: !!python/object/apply:os.system [x]\n" }, "pack.yaml:"),
		inFile("documents", "pack.yaml", repeated("---\nid: hostile\n", 300), "pack.yaml:"),
		inFile("open quote", "pack.yaml", repeated("id: \"x\n", 100), "pack.yaml:"),
		inFile("an empty file", "pack.yaml", fixed(""), "pack.yaml:"),
		inFile("an empty module", "m/module.yaml", fixed(""), "m/module.yaml:"),
		{name: "huge numbers", make: func(f *folderOf, n int) {
			f.bomb("x", "minutes: "+[]string{"99999999999999999999", "1e400", "-9223372036854775808", ".inf", ".nan", "0x7fffffffffffffffff", "1_000_000_000", "9223372036854775807"}[n%8])
		}, says: []string{"m/bomb.md"}},
		{name: "huge numbers in an item", make: func(f *folderOf, n int) {
			f.bomb(block("item", "id: i\nkind: numeric\nstem: x\nanswer: "+[]string{"1e99999", "99999999999999999999999", "-.inf"}[n%3]+"\ntolerance: 1e999"))
		}, says: []string{"m/bomb.md"}},
		{name: "a calculation", make: func(f *folderOf, n int) {
			f.bomb(block("item", "id: i\nkind: numeric\nstem: x\nanswer: 1\ncalc: "+strings.Repeat("(", 500*(n+1))+"1"))
		}, says: []string{"m/bomb.md"}, checked: true},
	}
}

// fileKinds are things that are no files, in the place of files.
func fileKinds() []packKind {
	link := func(to string) func(f *folderOf, n int) {
		return func(f *folderOf, _ int) { f.must(os.Symlink(to, f.instead("m/bomb.md"))) }
	}
	pipe := func(name string) func(f *folderOf, n int) {
		return func(f *folderOf, _ int) { f.must(syscall.Mkfifo(f.instead(name), 0o600)) }
	}
	return []packKind{
		{name: "link to a secret", make: link("/etc/passwd"), says: []string{"m/bomb.md", "link"}},
		{name: "link upwards", make: link("../../../../etc/passwd"), says: []string{"m/bomb.md", "link"}},
		{name: "link to itself", make: link("bomb.md"), says: []string{"m/bomb.md", "link"}},
		{name: "link to a device", make: link("/dev/zero"), says: []string{"m/bomb.md", "link"}},
		{name: "link as pack.yaml", make: func(f *folderOf, _ int) { f.must(os.Symlink("/etc/passwd", f.instead("pack.yaml"))) }, says: []string{"pack.yaml", "link"}},
		{name: "linked folder", make: func(f *folderOf, _ int) { f.must(os.Symlink("/", f.instead("m"))) }},
		{name: "hard link", make: func(f *folderOf, _ int) {
			secret := filepath.Join(f.t.TempDir(), "secret")
			f.must(os.WriteFile(secret, []byte("---\nid: bomb\ntitle: Secret\n---\n"), 0o600))
			f.must(os.Link(secret, f.instead("m/bomb.md")))
		}, says: []string{"m/bomb.md", "hard link"}},
		{name: "hard link as pack.yaml", make: func(f *folderOf, _ int) { f.must(os.Link(f.path("pack.yaml"), f.path("pack2.yaml"))) }, says: []string{"pack", "hard link"}},
		{name: "pipe", make: pipe("m/bomb.md"), says: []string{"m/bomb.md", "not a file"}},
		{name: "pipe as pack.yaml", make: pipe("pack.yaml"), says: []string{"pack.yaml"}},
		{name: "pipe as module.yaml", make: pipe("m/module.yaml"), says: []string{"m/module.yaml"}},
		{name: "socket", make: func(f *folderOf, _ int) {
			old, err := os.Getwd()
			f.must(err)
			f.must(os.Remove(f.path("m/bomb.md")))
			f.must(os.Chdir(f.path("m"))) // the path of a socket has to be short
			l, err := net.ListenUnix("unix", &net.UnixAddr{Name: "bomb.md", Net: "unix"})
			f.must(os.Chdir(old))
			f.must(err)
			l.SetUnlinkOnClose(false)
			f.must(l.Close())
		}, says: []string{"m/bomb.md", "not a file"}},
		{name: "folder as a lesson", make: func(f *folderOf, _ int) { f.must(os.MkdirAll(f.instead("m/bomb.md")+"/x", 0o700)) }, says: []string{"m/bomb.md"}},
		{name: "folder as pack.yaml", make: func(f *folderOf, _ int) { f.must(os.Mkdir(f.instead("pack.yaml"), 0o700)) }, says: []string{"pack.yaml"}},
		{name: "file as pathways", make: func(f *folderOf, _ int) { f.write("pathways", "x") }},
		{name: "an archive", make: func(f *folderOf, n int) {
			f.must(os.RemoveAll(f.dir))
			out, err := os.Create(f.dir)
			f.must(err)
			z := zip.NewWriter(out)
			for i := range n + 1 {
				_, err := z.Create(fmt.Sprintf("../../x%d", i))
				f.must(err)
			}
			f.must(z.Close())
			f.must(out.Close())
		}, says: []string{"not a folder"}},
		{name: "an empty folder", make: func(f *folderOf, _ int) { f.must(os.RemoveAll(f.dir)); f.must(os.Mkdir(f.dir, 0o700)) }, says: []string{"pack.yaml", "missing"}},
	}
}

// pathKinds are names that lead elsewhere, or of which a file system knows two.
func pathKinds() []packKind {
	names := func(lessons ...string) func(f *folderOf, n int) {
		return func(f *folderOf, n int) { f.module("m", "bomb", fmt.Sprintf("%q", lessons[n%len(lessons)])) }
	}
	return []packKind{
		{name: "ids that lead elsewhere", make: names("../../etc/passwd", "/etc/passwd", "..", ".", `..\\..\\x`, "a/../../b", "~/x", "C:x"), says: []string{"m/module.yaml"}, checked: true},
		{name: "a lesson with an id elsewhere", make: func(f *folderOf, _ int) { f.write("m/bomb.md", "---\nid: ../../../bomb\ntitle: T\n---\n") }, says: []string{"m/bomb.md", "the file's name"}},
		{name: "a pack with an id elsewhere", make: func(f *folderOf, n int) {
			f.write("pack.yaml", "id: "+[]string{"../../out", "/tmp/out", ".", "a/b", "CON", "-rf", "a\tb"}[n%7]+"\ntitle: X\n")
		}, says: []string{"pack.yaml"}, checked: true},
		{name: "names of one letter in two sizes", make: func(f *folderOf, _ int) {
			f.lesson("m/Bomb.md", "x")
			f.module("m", "bomb", "Bomb")
		}},
		{name: "names that are no UTF-8", make: func(f *folderOf, n int) { f.write("m/\xff\x9b2J"+strings.Repeat("\xfe", n)+".md", "x") }},
		{name: "folders that are no UTF-8", make: func(f *folderOf, _ int) { f.write("\xff\x1b[2J/module.yaml", "id: [") }, says: []string{"module.yaml"}},
		{name: "names that steer", make: func(f *folderOf, _ int) { f.write("\x1b[2J\u202e/module.yaml", "id: [") }, says: []string{"module.yaml"}},
		{name: "a missing lesson", make: func(f *folderOf, _ int) { f.module("m", "bomb", "none") }, says: []string{"none"}, checked: true},
		{name: "long names", make: func(f *folderOf, n int) {
			f.write(strings.Repeat("d", 240)+"/module.yaml", "id: "+strings.Repeat("i", 1000*(n+1)))
		}},
		{name: "deep folders", make: func(f *folderOf, n int) { f.write(strings.Repeat("d/", 100*(n+1))+"x.md", "x") }},
	}
}

// graphKinds are ids that collide and needs that go round in circles.
func graphKinds() []packKind {
	needs := func(of func(i, n int) []string) func(f *folderOf, n int) {
		return func(f *folderOf, n int) {
			lessons := 100 * (n + 1)
			f.many(lessons, fixed("x"), func(i int) string { return "needs: [" + strings.Join(of(i, lessons), ", ") + "]" })
		}
	}
	return []packKind{
		{name: "a circle", make: needs(func(i, n int) []string { return []string{fmt.Sprintf("l%d", (i+1)%n)} }), says: []string{"needs itself"}, checked: true},
		{name: "a lesson that needs itself", make: func(f *folderOf, _ int) { f.bomb("x", "needs: [bomb]") }, says: []string{"m/bomb.md", "needs itself"}, checked: true},
		{name: "all need all", make: needs(func(_, n int) (ids []string) {
			for i := range min(n, 200) {
				ids = append(ids, fmt.Sprintf("l%d", i))
			}
			return ids
		}), says: []string{"needs itself"}, checked: true},
		{name: "a long chain", make: needs(func(i, _ int) []string { return []string{fmt.Sprintf("l%d", max(0, i-1))} })},
		{name: "a lesson twice", make: func(f *folderOf, _ int) {
			f.module("n", "bomb")
			f.lesson("n/bomb.md", "x")
		}, says: []string{"bomb.md", "is taken by"}},
		{name: "a module twice", make: func(f *folderOf, _ int) { f.write("n/module.yaml", "id: m\ntitle: N\n") }, says: []string{"n/module.yaml", "is taken by"}},
		{name: "a lesson named often", make: func(f *folderOf, n int) {
			f.module("m", strings.Split(strings.Repeat("bomb,", 500*(n+1))+"bomb", ",")...)
		}},
		{name: "pathways of the same", make: func(f *folderOf, n int) {
			for i := range 10 * (n + 1) {
				f.write(fmt.Sprintf("pathways/p%d.yaml", i), fmt.Sprintf("id: p%d\ntitle: P\nlessons: [%sbomb]\n", i, strings.Repeat("bomb, ", 2_500)))
			}
		}, says: []string{"pathways/p", "names bomb twice"}, checked: true},
		{name: "pathways that extend each other", make: func(f *folderOf, n int) {
			for i := range 20 * (n + 1) {
				f.write(fmt.Sprintf("pathways/p%d.yaml", i), fmt.Sprintf("id: p%d\ntitle: P\nextends: p%d\nlessons: [bomb]\n", i, (i+1)%(20*(n+1))))
			}
		}},
	}
}

// house puts the pack under the rules of Waymark's own.
func (f *folderOf) house() {
	f.write("pack.yaml", "id: hostile\ntitle: Hostile\nversion: 1.0.0\nlanguage: en-GB\nas_of: 2026-11-01\nstyle: waymark\n")
}

// sizeKinds are as much of everything as a folder can hold.
func sizeKinds() []packKind {
	sentence := "The cup is on the table and the tea is in the pot by the door. "
	prose := strings.Repeat(strings.Repeat(sentence, 6)+"\n\n", 140) // 55 KB
	item := block("item", "id: i%d\nkind: single\nstem: Why %d?\noptions:\n  a: yes\n  b: no\nanswer: a")
	items := func(i int) string {
		var b strings.Builder
		for k := range 95 {
			fmt.Fprintf(&b, item, k, i*100+k)
		}
		return b.String()
	}
	return []packKind{
		{name: "a file of a terabyte", make: func(f *folderOf, n int) { f.sparse("m/bomb.md", 1<<(30+n)) }, says: []string{"m/bomb.md", "KB"}},
		{name: "a large pack.yaml", make: func(f *folderOf, n int) { f.sparse("pack.yaml", 65<<10+int64(n)<<16) }, says: []string{"pack.yaml"}},
		{name: "a large lesson", make: func(f *folderOf, n int) { f.bomb(strings.Repeat(prose, n+2)) }, says: []string{"m/bomb.md", "KB"}},
		{name: "10,000 files", make: func(f *folderOf, _ int) {
			for i := range 10_000 {
				f.must(os.WriteFile(f.path(fmt.Sprintf("m/f%d.txt", i)), nil, 0o600))
			}
		}, says: []string{"m", "more than 2000 files"}},
		{name: "10,000 folders", make: func(f *folderOf, _ int) {
			for i := range 10_000 {
				f.must(os.Mkdir(f.path(fmt.Sprintf("d%d", i)), 0o700))
			}
		}, says: []string{"more than 2000 files"}},
		{name: "much text", make: func(f *folderOf, n int) { f.many(min(5*(n+1), 36), fixed(prose), fixed("needs: []")) }},
		{name: "too much text", make: func(f *folderOf, n int) { f.many(40+n, fixed(prose), fixed("needs: []")) }, says: []string{"MB of text"}},
		{name: "many items", make: func(f *folderOf, n int) { f.many(20*(n+1), items, fixed("needs: []")) }},
		{name: "many lessons", make: func(f *folderOf, n int) { f.many(190*(n+1), fixed("x"), fixed("needs: []")) }},
		{name: "much text in house style", make: func(f *folderOf, n int) { f.house(); f.many(min(5*(n+1), 36), fixed(prose), fixed("needs: []")) }, says: []string{"error"}, checked: true},
		{name: "many items in house style", make: func(f *folderOf, n int) { f.house(); f.many(20*(n+1), items, fixed("needs: []")) }, says: []string{"error"}, checked: true},
		{name: "many faults in house style", make: func(f *folderOf, n int) {
			f.house()
			f.many(3*(n+1), fixed(strings.Repeat("A game-changing 42 % of colors [X-99].\n\n", 1_200)), fixed("needs: []"))
		}, says: []string{"error"}, checked: true},
		{name: "many facts cited", make: func(f *folderOf, n int) {
			var ids []string
			for i := range 1_900 {
				ids = append(ids, fmt.Sprintf("F-%d", i))
			}
			f.many(3*(n+1), fixed(strings.Repeat("[F-1899] ", 200)+"\n\n"+strings.Repeat(strings.Repeat("[F-1899] ", 200)+"\n\n", 25)), fixed("facts: ["+strings.Join(ids, ", ")+"]"))
		}},
		{name: "many cards", make: func(f *folderOf, n int) {
			var b strings.Builder
			for i := range 300 {
				fmt.Fprintf(&b, "- id: c%d\n  question: Q%d?\n  answer: A\n", i, i)
			}
			f.many(10*(n+1), fixed(block("cards", b.String())), fixed("needs: []"))
		}},
		{name: "many terms", make: func(f *folderOf, n int) {
			var b strings.Builder
			for i := range 350 {
				fmt.Fprintf(&b, "- term: word%d\n  means: The cup on the table.\n", i)
			}
			f.write("glossary.yaml", b.String())
			f.many(3*(n+1), fixed(prose), fixed("needs: []"))
		}},
	}
}
