package curriculum

// A Card is one fact or rule for spaced review, as a question.
type Card struct {
	ID        string // stable within the lesson
	Lesson    string `yaml:"-"`
	Objective string
	Question  string
	Answer    string // under 20 words
	Facts     []string
}
