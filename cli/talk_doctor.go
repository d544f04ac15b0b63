package cli

import "strings"

// doctor is what is said while the learner's file is damaged: what happened, that nothing
// is written over, and what there is to do. It comes back once the file is made anew.
func (t *talk) doctor() error {
	found, err := t.app.examine()
	if err != nil {
		return err
	}
	x := found.(examination)
	t.say("Your file is damaged. Nothing of it is written over, and nothing happens until you choose it. The file that is there now is always kept.")
	for {
		rows := []row{{title: "Look first: what is wrong, and what you can do"}}
		if len(x.Remedies) > 0 && strings.HasSuffix(x.Remedies[0].Command, "--rebuild") {
			rows = append(rows, row{"Make the file anew", x.Remedies[0].What})
		}
		n, err := t.choose(rows, -1, "to leave")
		switch {
		case err != nil:
			return err
		case n < 0:
			t.say("Your file stays as it is. What you write down with waymark journal add is kept beside it.")
			return x.fault()
		case n == 0:
			t.show(x.text)
			continue
		}
		if err := t.result(t.app.repair()); err != nil {
			t.failed(err)
			continue
		}
		t.gap()
		return nil
	}
}
