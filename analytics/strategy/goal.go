package strategy

import (
	"math"

	"auscult/analytics/social"
)

// GoalName names what communication is to achieve.
type GoalName string

// The goals, in the order in which lists show them.
const (
	Awareness   GoalName = "awareness"           // being seen
	Trust       GoalName = "trust"               // people who react, ask and pass on
	Acquisition GoalName = "patient_acquisition" // people who come to the hospital's own pages
	Recruiting  GoalName = "recruiting"          // people who look at jobs
	Reputation  GoalName = "reputation"          // standing among professionals
)

// GoalNames returns the goals in the order in which lists show them.
func GoalNames() []GoalName {
	return []GoalName{Awareness, Trust, Acquisition, Recruiting, Reputation}
}

// Valid reports whether g is one of [GoalNames].
func (g GoalName) Valid() bool {
	for _, known := range GoalNames() {
		if g == known {
			return true
		}
	}
	return false
}

// Measure is how much of each metric a post's contribution to a goal consists of. With weight 1 for reactions, comments,
// shares and saves it is engagement.
type Measure map[social.Metric]float64

// Goal says how a post serves a goal: what of it counts, and how much posts of a platform, topic and audience matter. All
// weights are relative: a plan is the same if all are twice as high.
type Goal struct {
	Name GoalName
	// Weight is how much the goal matters among the goals.
	Weight float64
	// Measures are alternatives, the best first. On each platform the first counts that most of its posts have; which one
	// that is can differ between platforms, since every platform is compared with itself.
	Measures []Measure
	// Platforms are how much platforms matter; 1 for those that are not in it.
	Platforms map[social.Platform]float64
	// Topics are how much a post on a topic matters; 1 for all when it is nil, else 0 for those that are not in it.
	Topics map[social.Topic]float64
	// Audiences are how much a post matters on a channel for that audience; 1 for those that are not in it.
	Audiences map[social.Audience]float64
}

func sumOf(metrics ...social.Metric) Measure {
	m := Measure{}
	for _, k := range metrics {
		m[k] = 1
	}
	return m
}

// DefaultGoals are the goals before anybody changed them, with the weight that each has then: trust alone, because
// engagement is what every export holds.
//
// What they count is a judgement, not a finding: nobody has measured how many reactions are worth a patient. It is
// therefore kept simple and can be changed.
func DefaultGoals() []Goal {
	engagement := sumOf(social.Reactions, social.Comments, social.Shares, social.Saves)
	clicks := sumOf(social.Clicks)
	return []Goal{
		{Name: Awareness, Measures: []Measure{sumOf(social.Reach), sumOf(social.Impressions), sumOf(social.Views), engagement}},
		{Name: Trust, Weight: 1, Measures: []Measure{engagement}},
		{
			Name: Acquisition, Measures: []Measure{clicks, engagement},
			Topics: map[social.Topic]float64{
				social.MedicalEducation: 1, social.PreventionAndSeason: 1, social.BirthAndBaby: 1, social.PatientStory: 1,
				social.ServiceAndPromotion: 1, social.EventTopic: 1, social.NutritionAndSport: 0.5,
			},
			Audiences: map[social.Audience]float64{social.JobSeekers: 0, social.Professionals: 0},
		},
		{
			Name: Recruiting, Measures: []Measure{clicks, engagement},
			Platforms: map[social.Platform]float64{social.LinkedIn: 2, social.XING: 2},
			Topics:    map[social.Topic]float64{social.Job: 1, social.TeamAndCulture: 0.5},
			Audiences: map[social.Audience]float64{social.JobSeekers: 2},
		},
		{
			Name: Reputation, Measures: []Measure{engagement},
			Platforms: map[social.Platform]float64{social.LinkedIn: 2, social.X: 1.5, social.XING: 1.5, social.Blog: 1.5},
			Topics: map[social.Topic]float64{
				social.ResearchAndScience: 1, social.MedicalEducation: 1, social.EventTopic: 0.5, social.CorporateNews: 0.5,
			},
			Audiences: map[social.Audience]float64{social.Professionals: 2, social.Referrers: 2},
		},
	}
}

// significant rounds to twelve significant digits, so that weights given in another unit come out the same to the last bit.
func significant(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	scale := math.Pow(10, 11-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}

// shared returns the weights as shares of their sum, without those that are not above zero.
func shared[K comparable](weights map[K]float64, order []K) map[K]float64 {
	var sum float64
	for _, k := range order {
		sum += max(weights[k], 0)
	}
	shares := map[K]float64{}
	for _, k := range order {
		if w := weights[k]; w > 0 && sum > 0 {
			shares[k] = significant(w / sum)
		}
	}
	return shares
}

// contribution is what a post brings to the goal by a measure; known is false where it lacks all of the metrics.
func (m Measure) contribution(of social.Metrics) (v float64, known bool) {
	for k, count := range of.All() {
		if w := m[k]; w > 0 {
			v += w * float64(count)
			known = true
		}
	}
	return v, known
}

// scaled returns the measure with its largest weight at 1, so that counts stay counts.
func (m Measure) scaled() Measure {
	largest := 0.0
	for _, w := range m {
		largest = max(largest, w)
	}
	scaled := Measure{}
	for k, w := range m {
		if w > 0 {
			scaled[k] = significant(w / largest)
		}
	}
	return scaled
}

// matters is how much a post on the topic, on a channel for the audience, matters to the goal.
func (g Goal) matters(topic social.Topic, audience social.Audience) float64 {
	w := 1.0
	if g.Topics != nil {
		w = max(g.Topics[topic], 0)
	}
	if of, there := g.Audiences[audience]; there {
		w *= max(of, 0)
	}
	return w
}
