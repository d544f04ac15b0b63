package bench

import (
	"errors"
	"reflect"
	"testing"

	"waymark/store"
	"waymark/store/endpoint"
)

func TestSettingsOfAVariantReachTheEndpoint(t *testing.T) {
	warm, seed := 0.2, int64(7)
	tests := map[string]endpoint.Settings{
		"":                {},
		"temperature 0.2": {Temperature: &warm},
		"Temperature: 0.2; max_tokens=400, seed 7":   {Temperature: &warm, MaxTokens: 400, Seed: &seed},
		"temperature 0,2, max tokens 1.000, seed: 7": {Temperature: &warm, MaxTokens: 1000, Seed: &seed},
		"temperature .2": {Temperature: &warm},
		"web search off, the 0.2 version, seedling": {},
	}
	for text, want := range tests {
		if got := settingsOf(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestOrdersGoTogetherByModel(t *testing.T) {
	b := store.Bench{
		Variants: []store.Variant{{ID: "a", Name: "plain", Prompt: "Say {input}"}, {ID: "b", Name: "other", Model: "large-2"}},
		Cases:    []store.Case{{ID: "0001", Input: "one"}, {ID: "0002", Input: "two"}},
	}
	config := endpoint.Config{URL: "https://gateway.example.com/v1", Model: "small-1"}
	orders, err := Orders(config, b, b.Missing())
	if err != nil || len(orders) != 2 {
		t.Fatalf("%+v, %v", orders, err)
	}
	if p := orders[0].Requests[1].Prompt; p != "Say two" || orders[1].Config.Model != "large-2" || orders[1].Places[0].Case != "0001" {
		t.Errorf("%+v", orders)
	}
	if got, want := SendWords(orders), `4 requests to gateway.example.com, for the models "small-1" and "large-2"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	b.Cases[1].Input, b.Cases[1].Name = "", "empty"
	if _, err := Orders(config, b, b.Missing()); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("nothing to send: %v", err)
	}
}
