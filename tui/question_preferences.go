package tui

import (
	"cmp"
	"fmt"
	"strconv"
)

// preferences are the questions that only the settings ask: each has an answer
// that suits most people.
func preferences() []question {
	rows := func(values []int, words string) []choice {
		var rows []choice
		for _, n := range values {
			rows = append(rows, choice{value: strconv.Itoa(n), title: fmt.Sprintf(words, n)})
		}
		return rows
	}
	return append([]question{
		{
			name: "role", title: "What do you do?", help: "In a few words, such as Recruiter. Your lead sees it, from the profile standard on. It may stay empty.",
			get: func(p wishes) string { return p.Role }, set: func(p *wishes, v string) { p.Role = v },
		},
		sharingQuestion(nil),
		{
			name: "goal", title: "How long do you want to learn on a day?", help: "Today shows how far you are. Nothing happens when you miss it.",
			rows: rows([]int{5, 10, 15, 20, 30, 45, 60, 90, 120}, "%d minutes"),
			get:  func(p wishes) string { return strconv.Itoa(p.GoalMin()) }, set: func(p *wishes, v string) { p.Goal = v },
		},
		{
			name: "reviews", title: "How many reviews shall Waymark propose on a day?", help: "At most. What is over it waits for other days.",
			rows: rows([]int{0, 5, 10, 15, 20, 30, 50}, "%d a day"),
			get:  func(p wishes) string { return strconv.Itoa(p.DailyReviews()) }, set: func(p *wishes, v string) { p.Reviews = v },
		},
		{
			name: "retention", title: "How much of it do you want to remember?", help: "The more, the sooner each question comes back. At 95% it does so after less than half the time of 90%.",
			rows: []choice{
				{value: "0.80", title: "80%", right: "fewest reviews"},
				{value: "0.85", title: "85%"},
				{value: "0.90", title: "90%", right: "the usual choice"},
				{value: "0.95", title: "95%", right: "most reviews"},
			},
			get: func(p wishes) string { return fmt.Sprintf("%.2f", p.Plan().Retention) }, set: func(p *wishes, v string) { p.Retention = v },
		},
		{
			name: "streak", title: "Shall Waymark count your days in a row?", help: "A day with any real learning counts; one missed day a week is forgiven.",
			rows: []choice{{value: "on", title: "Count them"}, {value: "off", title: "Do not count them"}},
			get:  func(p wishes) string { return cmp.Or(p.Streak, "on") }, set: func(p *wishes, v string) { p.Streak = v },
		},
	}, endpointQuestions()...)
}
