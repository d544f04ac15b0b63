package curriculum
import ("testing";"fmt";"strings")
func TestStat(t *testing.T){
 c, err := Load(Embedded()); if err != nil { t.Fatal(err) }
 for _, l := range c.Lessons() {
  _, doc, err := c.document(l.ID); if err != nil { t.Fatal(err) }
  all, prose, sents, longest, noSrc := 0,0,0,0,0
  for _, p := range doc.pages { for _, pt := range p.parts { if pt.only != nil {continue}
    for _, s := range passages(pt, p.Heading) {
      n := wordCount(plain(s.text)); all += n
      if p.Heading != "Sources" { noSrc += n }
      if s.kind == code || s.kind==table {continue}
      if p.Heading == "Sources" {continue}
      prose += n
      for _, x := range sentences(plain(s.text)) { sents++; w := wordCount(x); longest=max(longest,w); if w > 25 { fmt.Println("   LONG", s.line, w, x) } }
      if n > 60 { fmt.Println("   PARA", s.line, n) }
    } } }
  ex := 0
  if len(doc.exercises)>0 { e := doc.exercises[0]; ex = wordCount(e.Task)+wordCount(e.Without) }
  fmt.Printf("%s all %d nosrc %d prose %d ex %d mean %.1f max %d | %d min, est %.1f\n", l.ID, all, noSrc, prose, ex, float64(prose)/float64(sents), longest, l.Minutes, float64(all)/180+0.75*float64(len(doc.items))+float64(doc.exercises[0].Minutes))
 }
 _ = strings.Join
}
