package bench

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"waymark/store"
	"waymark/store/clean"
)

// The parts of promptfoo's results file that a bench has a place for. Version 3 has
// a flat list of results and the prompts beside it, version 2 also a table. What
// may be of several types is read later.
type (
	fooFile struct {
		Version int            `json:"version"`
		Results jsontext.Value `json:"results"` // a summary, or the list of one
		Prompts []fooPrompt    `json:"prompts"`
		Table   *fooTable      `json:"table"`
	}
	fooPrompt struct {
		Raw      jsontext.Value `json:"raw"`
		Label    string         `json:"label"`
		Display  string         `json:"display"` // of old files, for label
		Provider jsontext.Value `json:"provider"`
	}
	fooResult struct {
		PromptIdx  *int           `json:"promptIdx"`
		TestIdx    *int           `json:"testIdx"`
		TestCase   fooTest        `json:"testCase"`
		Provider   jsontext.Value `json:"provider"`
		Prompt     fooPrompt      `json:"prompt"`
		Vars       jsontext.Value `json:"vars"`
		Response   *fooResponse   `json:"response"`
		Error      jsontext.Value `json:"error"`
		LatencyMS  float64        `json:"latencyMs"`
		Cost       float64        `json:"cost"`
		TokenUsage *fooTokens     `json:"tokenUsage"`
	}
	fooResponse struct {
		Output     jsontext.Value `json:"output"`
		TokenUsage *fooTokens     `json:"tokenUsage"`
		Cached     bool           `json:"cached"`
		Cost       float64        `json:"cost"`
	}
	fooTokens struct {
		Prompt     float64 `json:"prompt"`
		Completion float64 `json:"completion"`
	}
	fooTest struct {
		Description string         `json:"description"`
		Vars        jsontext.Value `json:"vars"`
		Assert      jsontext.Value `json:"assert"`
	}
	fooTable struct {
		Head struct {
			Prompts []fooPrompt `json:"prompts"`
			Vars    []string    `json:"vars"`
		} `json:"head"`
		Body []struct {
			Description string           `json:"description"`
			Outputs     []fooOutput      `json:"outputs"`
			Vars        []jsontext.Value `json:"vars"`
			Test        fooTest          `json:"test"`
		} `json:"body"`
	}
	fooOutput struct {
		Text       jsontext.Value `json:"text"`
		Provider   string         `json:"provider"`
		LatencyMS  float64        `json:"latencyMs"`
		Cost       float64        `json:"cost"`
		TokenUsage *fooTokens     `json:"tokenUsage"`
	}
)

// ImportPromptfoo reads the file that promptfoo's "eval --output results.json"
// writes, of version 3 or 2. Grades are not taken in: an entry is rated by people.
func ImportPromptfoo(data []byte) (Imported, error) {
	data, err := readable(data)
	if err != nil {
		return Imported{}, err
	}
	if err := checkJSON("the file", data); err != nil {
		return Imported{}, err
	}
	var file fooFile
	if err := decode(data, &file); err != nil {
		return Imported{}, err
	}
	if file.Results.Kind() == '{' { // the summary is a level deeper
		data, file = file.Results, fooFile{}
		if err := decode(data, &file); err != nil {
			return Imported{}, err
		}
	}
	var results []fooResult
	if file.Results.Kind() == '[' {
		if err := decode(file.Results, &results); err != nil {
			return Imported{}, err
		}
	}
	im := newImporter()
	switch {
	case len(results) > 0 && (results[0].PromptIdx != nil || file.Table == nil):
		err = im.addResults(file.Prompts, results)
	case file.Table != nil:
		err = im.addTable(file.Table)
	default:
		err = invalid("it holds no results of promptfoo; write them with promptfoo eval --output results.json")
	}
	if err != nil {
		return Imported{}, err
	}
	return im.done()
}

// decode reads JSON into a value, and says where something is of another type than
// it has to be.
func decode(data []byte, into any) error {
	err := json.Unmarshal(data, into)
	if wrong, is := errors.AsType[*json.SemanticError](err); is {
		return invalid("%s is of another type than promptfoo writes; write the results again with promptfoo eval --output results.json", short(string(wrong.JSONPointer)))
	}
	if err != nil {
		return invalid("it is no results file of promptfoo: %s", short(err.Error()))
	}
	return nil
}

func (im *importer) addResults(prompts []fooPrompt, results []fooResult) error {
	for i, foo := range results {
		prompt, key := foo.Prompt, ""
		r := result{where: fmt.Sprintf("result %d", i+1), differentPromptsOK: true}
		if at := foo.PromptIdx; at != nil {
			if key = fmt.Sprint(*at); *at >= 0 && *at < len(prompts) {
				prompt = prompts[*at] // as it was before the case was filled in
			}
		}
		provider := providerOf(foo.Provider)
		r.variant = prompt.variant(provider)
		if r.variantKey = key; key == "" {
			r.variantKey = prompt.name() + "\n" + provider
		}
		vars := foo.Vars
		if vars == nil {
			vars = foo.TestCase.Vars
		}
		r.of = store.Case{Name: cut(clean.Line(foo.TestCase.Description), maxName), Input: inputOf(vars), Expected: expectedOf(foo.TestCase.Assert)}
		if r.ofKey = r.of.Name + "\n" + r.of.Input; foo.TestIdx != nil {
			r.ofKey = fmt.Sprint(*foo.TestIdx)
		}
		if r.of.Name == "" && r.of.Input == "" {
			r.of.Name = "test " + fmt.Sprint(1+len(im.Cases))
		}
		r.output.Model = provider
		if err := foo.fill(&r); err != nil {
			return err
		}
		if err := im.add(r); err != nil {
			return err
		}
	}
	return nil
}

// fill puts the output and its figures into a result.
func (foo fooResult) fill(r *result) error {
	r.failed = textOf(foo.Error)
	tokens, latency, cost := foo.TokenUsage, foo.LatencyMS, foo.Cost
	if foo.Response != nil {
		r.output.Text = textOf(foo.Response.Output)
		if foo.Response.TokenUsage != nil {
			tokens = foo.Response.TokenUsage
		}
		if foo.Response.Cached { // the time is that of looking it up
			latency = 0
		}
		if cost == 0 {
			cost = foo.Response.Cost
		}
	}
	return figures(r, latency, cost, tokens)
}

// figures puts the figures of an output into a result. promptfoo counts in USD.
func figures(r *result, latency, cost float64, tokens *fooTokens) error {
	if tokens == nil {
		tokens = &fooTokens{}
	}
	for what, n := range map[string]float64{"latencyMs": latency, "cost": cost, "tokenUsage.prompt": tokens.Prompt, "tokenUsage.completion": tokens.Completion} {
		if !(n >= 0 && n <= 1e9) {
			return invalid("%s: %s is %v, which cannot be; take it out", r.where, what, n)
		}
	}
	r.output.LatencyMS = int64(math.Round(latency))
	r.output.TokensIn, r.output.TokensOut = int(tokens.Prompt), int(tokens.Completion)
	if cost > 0 {
		r.output.Cost = &store.Money{Micros: int64(math.Round(cost * 1e6)), Currency: "USD"}
	}
	return nil
}

// addTable takes in the table of version 2: a row is a case, a column a variant.
func (im *importer) addTable(table *fooTable) error {
	for i, row := range table.Body {
		var vars []string
		for j, value := range row.Vars {
			text := textOf(value)
			if len(row.Vars) > 1 && j < len(table.Head.Vars) {
				text = table.Head.Vars[j] + ": " + text
			}
			vars = append(vars, text)
		}
		name := row.Description
		if name == "" {
			name = row.Test.Description
		}
		for j, out := range row.Outputs {
			if j >= len(table.Head.Prompts) {
				return invalid("row %d: it has more outputs than the table has prompts", i+1)
			}
			prompt := table.Head.Prompts[j]
			provider := out.Provider
			if provider == "" {
				provider = providerOf(prompt.Provider)
			}
			r := result{where: fmt.Sprintf("row %d, output %d", i+1, j+1), variantKey: fmt.Sprint(j), ofKey: fmt.Sprint(i), variant: prompt.variant(provider)}
			r.of = store.Case{Name: cut(clean.Line(name), maxName), Input: strings.Join(vars, "\n"), Expected: expectedOf(row.Test.Assert)}
			if r.of.Name == "" && strings.TrimSpace(r.of.Input) == "" {
				r.of.Name = fmt.Sprintf("test %d", i+1)
			}
			r.output.Text, r.output.Model = textOf(out.Text), provider
			if err := figures(&r, out.LatencyMS, out.Cost, out.TokenUsage); err != nil {
				return err
			}
			if err := im.add(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// name is what people call a prompt: its label, or how it begins.
func (p fooPrompt) name() string {
	for _, name := range []string{p.Label, p.Display, textOf(p.Raw)} {
		if name = clean.Line(name); name != "" {
			return cut(name, 60)
		}
	}
	return ""
}

// variant is a prompt with the provider that answered it, which promptfoo counts as
// a prompt of its own.
func (p fooPrompt) variant(provider string) store.Variant {
	name := p.name()
	if name == "" {
		name = "prompt"
	}
	return store.Variant{Name: name, Prompt: textOf(p.Raw), Model: cut(clean.Line(provider), maxName)}
}

// providerOf is the name of a provider, which is a string or an object.
func providerOf(value jsontext.Value) string {
	if value.Kind() != '{' {
		return textOf(value)
	}
	var p struct {
		ID    jsontext.Value `json:"id"`
		Label jsontext.Value `json:"label"`
	}
	if json.Unmarshal(value, &p) != nil {
		return ""
	}
	if label := textOf(p.Label); label != "" {
		return label
	}
	return textOf(p.ID)
}

// inputOf is the variables of a test as one text: the value of one alone, or a line
// for each.
func inputOf(vars jsontext.Value) string {
	if vars.Kind() != '{' {
		return textOf(vars)
	}
	var names, values []string
	err := eachMember(vars, func(name string, value jsontext.Value) error {
		names, values = append(names, name), append(values, textOf(value))
		return nil
	})
	if err != nil || len(values) == 1 {
		return strings.Join(values, "\n")
	}
	for i := range values {
		values[i] = names[i] + ": " + values[i]
	}
	return strings.Join(values, "\n")
}

// expectedOf is the text that an assertion expects the output to equal or resemble.
func expectedOf(asserts jsontext.Value) string {
	var list []struct {
		Type  string         `json:"type"`
		Value jsontext.Value `json:"value"`
	}
	if asserts.Kind() != '[' || json.Unmarshal(asserts, &list) != nil {
		return ""
	}
	for _, a := range list {
		if (a.Type == "equals" || a.Type == "similar") && a.Value.Kind() == '"' {
			return textOf(a.Value)
		}
	}
	return ""
}
