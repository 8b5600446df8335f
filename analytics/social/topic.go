package social

import "slices"

// Topic is what a post is about. The empty topic means that nobody has said yet.
type Topic string

// The topics of a hospital's communication.
const (
	MedicalEducation    Topic = "medical_education"
	PreventionAndSeason Topic = "prevention_and_season"
	BirthAndBaby        Topic = "birth_and_baby"
	ResearchAndScience  Topic = "research_and_science"
	TeamAndCulture      Topic = "team_and_culture"
	PatientStory        Topic = "patient_story"
	EventTopic          Topic = "event"
	Job                 Topic = "job"
	CorporateNews       Topic = "corporate_news"
	NutritionAndSport   Topic = "nutrition_and_sport"
	ServiceAndPromotion Topic = "service_and_promotion"
)

// Topics returns every topic in the order in which lists show them.
func Topics() []Topic {
	return []Topic{
		MedicalEducation, PreventionAndSeason, BirthAndBaby, ResearchAndScience, TeamAndCulture,
		PatientStory, EventTopic, Job, CorporateNews, NutritionAndSport, ServiceAndPromotion,
	}
}

// Valid reports whether t is one of [Topics].
func (t Topic) Valid() bool { return slices.Contains(Topics(), t) }

// Order returns t's place in [Topics], for sorting; unknown topics come last.
func (t Topic) Order() int { return order(Topics(), t) }

// Health reports whether posts on t explain medicine, so that readers may ask where it is from. Birth and baby is not
// among them: it is as much about a hospital's newborns as about birth.
func (t Topic) Health() bool {
	switch t {
	case MedicalEducation, PreventionAndSeason, ResearchAndScience, NutritionAndSport:
		return true
	}
	return false
}

// Answer is yes, no, or not said: what an export tells about a post being promotional or boosted.
type Answer int8

// The answers. The zero value is "not said", which is neither yes nor no.
const (
	Unsaid Answer = iota
	No
	Yes
)

// AnswerOf turns a known truth into an [Answer].
func AnswerOf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// String returns "yes" or "no", and nothing for what is not said.
func (a Answer) String() string { return [...]string{"", "no", "yes"}[a] }

// AnswerNamed returns the answer of that name, [Unsaid] for any other word.
func AnswerNamed(name string) Answer {
	switch name {
	case "yes":
		return Yes
	case "no":
		return No
	}
	return Unsaid
}
