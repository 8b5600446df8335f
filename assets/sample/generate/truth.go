package main

import "math"

// Platforms, in the words Auscult uses in files.
const (
	facebook  = "facebook"
	instagram = "instagram"
	youtube   = "youtube"
	linkedin  = "linkedin"
	x         = "x"
	xing      = "xing"
	tiktok    = "tiktok"
	blog      = "blog"
)

// formTruth is a content form's effect on one platform: log level of the form
// everywhere plus what is particular to the platform.
type formTruth struct {
	form        string
	interaction float64
}

// platformTruth holds the true parameters of one platform. All effects are on
// the natural logarithm of a post's engagement.
type platformTruth struct {
	platform string
	level    float64 // photo-like post, not promotional, not boosted, at the end of the data
	drift    float64 // change of the level per year
	spread   float64 // residual standard deviation between posts
	crowding float64 // loss per log of this week's posts over the usual number
	rate     float64 // usual engagement per person reached (or per impression, view)
	forms    []formTruth
}

// Effects that are the same everywhere.
const (
	boostEffect      = 1.2  // a boosted post: ×e^1.2
	promoEffect      = -0.4 // a promotional post, before the form's share in it
	repetition       = 0.12 // loss per log of posts of the same cell in a week over usual
	weekSpread       = 0.15 // weekly shock, common to a platform's channels
	seasonAmplitude  = 0.15 // winter over summer
	campaignSpread   = 0.3
	viralShare       = 0.02
	viralMean        = 2.0
	viralSpread      = 0.5
	wardEffect       = 0.35 // Baby channels after the new maternity ward opened
	marketDeviation  = 0.2  // how far a competitor's form pattern is from ours
	weeklyVolume     = 0.3  // spread of the weekly number of posts
	reachElasticity  = 0.6  // how strongly reach follows engagement
	reachOfForm      = 0.4  // the share of a form's effect that is reach; the rest is rate
	reachSpread      = 0.25
	boostReachEffect = 0.8 // reach bought with a boost, beyond what engagement brings
)

// formEffects are the effects of content forms over all platforms.
var formEffects = []struct {
	form          string
	effect, promo float64 // promo: what the form adds to the promotional effect
}{
	{"photo", 0, 0},
	{"carousel", 0.30, 0.10},
	{"short_video", 0.35, 0.15},
	{"video", 0.05, 0.05},
	{"live", -0.05, 0},
	{"text", -0.20, -0.05},
	{"link", -0.45, -0.10},
	{"document", 0.25, -0.05},
	{"poll", 0.15, 0},
	{"article", 0, 0},
	{"infographic", 0.10, 0},
}

// platforms is the table of truth, in the order in which it is written out.
var platforms = []platformTruth{
	{facebook, 3.6, -0.15, 0.85, 0.35, 0.028, []formTruth{{"photo", 0.10}, {"video", 0.05}, {"short_video", -0.05}, {"live", 0.10}, {"text", -0.05}, {"link", -0.15}}},
	{instagram, 4.2, 0.05, 0.80, 0.30, 0.042, []formTruth{{"photo", -0.15}, {"carousel", 0.20}, {"short_video", 0.25}}},
	{youtube, 3.4, 0.00, 0.90, 0.20, 0.033, []formTruth{{"video", 0}, {"short_video", -0.05}}},
	{linkedin, 3.5, 0.18, 0.80, 0.45, 0.026, []formTruth{{"photo", 0.05}, {"carousel", -0.05}, {"video", -0.05}, {"document", 0.20}, {"text", 0.05}, {"article", -0.40}, {"poll", 0}}},
	{x, 2.2, -0.25, 1.00, 0.25, 0.020, []formTruth{{"text", 0.10}, {"photo", 0.05}, {"video", 0}, {"link", -0.10}}},
	{xing, 1.9, -0.15, 0.90, 0.20, 0.018, []formTruth{{"photo", 0.05}, {"text", 0}, {"link", 0}}},
	{tiktok, 3.3, 0.20, 1.10, 0.20, 0.042, []formTruth{{"short_video", 0}, {"carousel", -0.25}}},
	{blog, 1.7, -0.05, 0.80, 0.15, 0.012, []formTruth{{"article", 0}, {"infographic", 0.10}}},
}

// topicEffects are small, and about nought on average over the posts.
var topicEffects = []weight{
	{"medical_education", 0.05},
	{"prevention_and_season", 0},
	{"birth_and_baby", 0.20},
	{"research_and_science", -0.10},
	{"team_and_culture", 0.20},
	{"patient_story", 0.25},
	{"event", -0.10},
	{"job", -0.20},
	{"corporate_news", -0.20},
	{"nutrition_and_sport", 0.05},
	{"service_and_promotion", -0.10},
}

// platform returns the truth of a platform.
func platform(name string) *platformTruth {
	for i := range platforms {
		if platforms[i].platform == name {
			return &platforms[i]
		}
	}
	panic("no such platform: " + name)
}

// cell returns the true log level of a form on a platform: a typical post of
// channel effect 0 at the end of the data, in a week with the usual number of
// posts, not boosted.
func (t *platformTruth) cell(form string, promotional bool) float64 {
	level := t.level
	for _, f := range formEffects {
		if f.form == form {
			level += f.effect
			if promotional {
				level += promoEffect + f.promo
			}
		}
	}
	for _, f := range t.forms {
		if f.form == form {
			return level + f.interaction
		}
	}
	panic("no form " + form + " on " + t.platform)
}

// topicEffect returns a topic's effect; jobs and research do well where
// professionals read.
func topicEffect(platform, topic string) float64 {
	e := 0.0
	for _, t := range topicEffects {
		if t.name == topic {
			e = t.share
		}
	}
	if (platform == linkedin || platform == xing) && (topic == "job" || topic == "research_and_science") {
		e += 0.25
	}
	return e
}

// season is the seasonal effect on engagement: high at the end of November,
// low at the end of May to July.
func season(dayOfYear int) float64 {
	return seasonAmplitude * math.Cos(2*math.Pi*float64(dayOfYear-335)/365)
}
