package cleantest

import (
	"strings"
	"testing"
)

// The judges see each payload in a report that takes no care.
func TestTheJudgesSeeEachReport(t *testing.T) {
	const careless = "<title>%</title><p title='%' data-x=\"%\">%<script>x = '%'</script><style>.a{color:%}</style>"
	html, csv, markdown := 0, 0, 0
	for _, p := range Reports() {
		harmless := []byte(strings.ReplaceAll(careless, "%", "words"))
		live, err := LiveHTML([]byte(strings.ReplaceAll(careless, "%", p.Text)), harmless)
		if err != nil || len(live) == 0 {
			t.Errorf("%s as HTML: %q, %v", p.Name, live, err)
		}
		html += min(len(live), 1)
		if live, err = LiveCSV([]byte("a," + p.Text + ",b\n")); err == nil {
			csv += min(len(live), 1)
		}
		if live, err = LiveMarkdown([]byte("- "+p.Text), []byte("- words")); err != nil {
			t.Error(err)
		}
		markdown += min(len(live), 1)
	}
	t.Logf("of %d: %d live as HTML, %d as a table, %d as Markdown", len(Reports()), html, csv, markdown)
	if csv < 7 || markdown < 15 {
		t.Errorf("%d are live as a table, %d as Markdown", csv, markdown)
	}
	if live, err := LiveCSV([]byte("\ufeffa,-3,+1.5,a=b\n'=x,\"two\nlines\"\n")); err != nil || len(live) > 0 {
		t.Errorf("a sound table: %q, %v", live, err)
	}
}
