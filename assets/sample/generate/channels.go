package main

import (
	"math"
	"time"
)

// ownOrganisation is the invented hospital group whose review the sample is.
const ownOrganisation = "Ahornberg Hospital Group"

// channel is one page, profile or blog and its habits.
type channel struct {
	key          string // short name, unique; also names its random stream
	organisation string
	name         string
	platform     string
	handle       string // in links; always invented, ends in .example or _example
	pageID       string
	// Posts a quarter at the beginning and at the end of the data.
	perQuarter [2]float64
	from, to   time.Time // zero: all the time
	// Content forms at the beginning and at the end: what is posted changes.
	formsThen, formsNow []weight
	topics              []weight
	german              float64 // share of posts in German
	promo               float64 // share of promotional posts
	boosts              bool    // the export shows boosted posts
	steady              bool    // hardly varies from week to week
	// Followers at the beginning and at the end.
	followers [2]float64
	baby      bool // lifted by the new maternity ward
	// Log level of the channel against its platform's truth, at the end, and
	// its own drift per year in addition to the platform's.
	offset, drift float64
	// deviation from our form pattern, drawn for competitors.
	deviation []weight
}

// own reports whether the channel belongs to the hospital group itself.
func (c *channel) own() bool { return c.organisation == ownOrganisation }

// active reports whether the channel publishes on that day.
func (c *channel) active(at time.Time) bool {
	return (c.from.IsZero() || !at.Before(c.from)) && (c.to.IsZero() || at.Before(c.to))
}

// audience returns the followers at a moment: steady growth, and for the Baby
// channels an additional rise after the new ward opened.
func (c *channel) audience(at time.Time) int {
	if c.followers[1] == 0 {
		return 0
	}
	g := progress(at)
	n := c.followers[0] * math.Pow(c.followers[1]/c.followers[0], g)
	if c.baby && at.After(wardOpened) {
		n *= 1 + 0.15*(1-math.Exp(-at.Sub(wardOpened).Hours()/24/60))
	}
	return int(n + 0.5)
}

// Topic mixes of the group's channels.
var (
	generalTopics = []weight{
		{"medical_education", 18},
		{"prevention_and_season", 13},
		{"birth_and_baby", 5},
		{"research_and_science", 6},
		{"team_and_culture", 16},
		{"patient_story", 6},
		{"event", 11},
		{"job", 7},
		{"corporate_news", 6},
		{"nutrition_and_sport", 8},
		{"service_and_promotion", 4},
	}
	babyTopics = []weight{
		{"medical_education", 6},
		{"prevention_and_season", 9},
		{"birth_and_baby", 62},
		{"team_and_culture", 8},
		{"patient_story", 3},
		{"event", 7},
		{"nutrition_and_sport", 5},
		{"service_and_promotion", 2},
	}
	professionalTopics = []weight{
		{"medical_education", 12},
		{"prevention_and_season", 4},
		{"research_and_science", 17},
		{"team_and_culture", 16},
		{"patient_story", 2},
		{"event", 11},
		{"job", 22},
		{"corporate_news", 15},
		{"service_and_promotion", 1},
	}
	blogTopics = []weight{
		{"medical_education", 36},
		{"prevention_and_season", 20},
		{"birth_and_baby", 8},
		{"research_and_science", 12},
		{"patient_story", 5},
		{"nutrition_and_sport", 19},
	}
)

// ownChannels returns the hospital group's channels. Short video grows on
// Facebook, Instagram and YouTube while levels drift: the two must not be
// mistaken for each other.
func ownChannels() []*channel {
	o := ownOrganisation
	return []*channel{
		{
			key: "fb", organisation: o, name: "Ahornberg Hospital", platform: facebook, handle: "ahornberg.hospital.example", pageID: "990418273640115",
			perQuarter: [2]float64{40, 36}, followers: [2]float64{14200, 15350}, topics: generalTopics, promo: 0.13, boosts: true,
			formsThen: []weight{{"photo", 46}, {"link", 24}, {"video", 12}, {"short_video", 5}, {"text", 9}, {"live", 4}},
			formsNow:  []weight{{"photo", 40}, {"link", 18}, {"video", 12}, {"short_video", 20}, {"text", 6}, {"live", 4}},
		},
		{
			key: "fbb", organisation: o, name: "Ahornberg Baby", platform: facebook, handle: "ahornberg.baby.example", pageID: "990273660184907",
			perQuarter: [2]float64{14, 15}, followers: [2]float64{6100, 6750}, topics: babyTopics, german: 0.5, promo: 0.12, boosts: true, baby: true, offset: 0.05,
			formsThen: []weight{{"photo", 58}, {"link", 16}, {"video", 12}, {"short_video", 8}, {"text", 6}},
			formsNow:  []weight{{"photo", 50}, {"link", 12}, {"video", 10}, {"short_video", 24}, {"text", 4}},
		},
		{
			key: "ig", organisation: o, name: "Ahornberg Hospital", platform: instagram, handle: "ahornberg.hospital.example", pageID: "99841472330958117",
			perQuarter: [2]float64{32, 37}, followers: [2]float64{7900, 12600}, topics: generalTopics, promo: 0.11,
			formsThen: []weight{{"photo", 56}, {"carousel", 26}, {"short_video", 18}},
			formsNow:  []weight{{"photo", 38}, {"carousel", 28}, {"short_video", 34}},
		},
		{
			key: "igb", organisation: o, name: "Ahornberg Baby", platform: instagram, handle: "ahornberg.baby.example", pageID: "99841477205513604",
			perQuarter: [2]float64{21, 25}, followers: [2]float64{5200, 8500}, topics: babyTopics, german: 1, promo: 0.10, baby: true, offset: 0.05,
			formsThen: []weight{{"photo", 60}, {"carousel", 24}, {"short_video", 16}},
			formsNow:  []weight{{"photo", 42}, {"carousel", 26}, {"short_video", 32}},
		},
		{
			key: "yt", organisation: o, name: "Ahornberg Hospital", platform: youtube, handle: "ahornberg_example",
			perQuarter: [2]float64{8, 11}, followers: [2]float64{2900, 4600}, topics: generalTopics, promo: 0.10,
			formsThen: []weight{{"video", 75}, {"short_video", 25}},
			formsNow:  []weight{{"video", 45}, {"short_video", 55}},
		},
		{
			key: "li", organisation: o, name: "Ahornberg Hospital Group", platform: linkedin, handle: "ahornberg-hospital-group_example",
			perQuarter: [2]float64{26, 31}, followers: [2]float64{11400, 17200}, topics: professionalTopics, promo: 0.07, boosts: true,
			formsThen: []weight{{"photo", 42}, {"article", 28}, {"text", 10}, {"video", 10}, {"document", 5}, {"carousel", 4}, {"poll", 1}},
			formsNow:  []weight{{"photo", 38}, {"article", 22}, {"text", 9}, {"video", 14}, {"document", 9}, {"carousel", 6}, {"poll", 2}},
		},
		{
			key: "x", organisation: o, name: "@ahornberg_example", platform: x, handle: "ahornberg_example",
			perQuarter: [2]float64{28, 20}, followers: [2]float64{3140, 3050}, topics: professionalTopics, promo: 0.08, boosts: true,
			formsThen: []weight{{"link", 48}, {"text", 24}, {"photo", 22}, {"video", 6}},
			formsNow:  []weight{{"link", 42}, {"text", 26}, {"photo", 22}, {"video", 10}},
		},
		{
			key: "xg", organisation: o, name: "Ahornberg Hospital Group", platform: xing, handle: "ahornberg-hospital-group_example",
			perQuarter: [2]float64{11, 8}, followers: [2]float64{2310, 2360}, topics: professionalTopics, german: 0.3, promo: 0.05, boosts: true,
			formsThen: []weight{{"link", 50}, {"photo", 35}, {"text", 15}},
			formsNow:  []weight{{"link", 45}, {"photo", 42}, {"text", 13}},
		},
		{
			key: "tt", organisation: o, name: "ahornberg.hospital.example", platform: tiktok, handle: "@ahornberg.hospital.example",
			perQuarter: [2]float64{9, 18}, followers: [2]float64{900, 6800}, topics: generalTopics, promo: 0.06, boosts: true,
			formsThen: []weight{{"short_video", 94}, {"carousel", 6}},
			formsNow:  []weight{{"short_video", 84}, {"carousel", 16}},
		},
		{
			key: "bl", organisation: o, name: "Ahornberg Health Blog", platform: blog, handle: "blog.ahornberg.example",
			perQuarter: [2]float64{10, 12}, topics: blogTopics, promo: 0.04,
			formsThen: []weight{{"article", 88}, {"infographic", 12}},
			formsNow:  []weight{{"article", 82}, {"infographic", 18}},
		},
	}
}
