package main

import (
	"sort"
	"strings"
	"time"
)

// world is everything that happened in the two years.
type world struct {
	channels  []*channel
	campaigns []*campaign
	posts     []*post // by channel, then by time
	texts     map[string]*bank
}

// newWorld plans the posts of all channels, writes their texts and draws what
// came of them.
func newWorld() (*world, error) {
	w := &world{campaigns: newCampaigns()}
	var err error
	if w.texts, err = readBanks(); err != nil {
		return nil, err
	}
	w.channels = append(ownChannels(), competitorChannels()...)
	for _, c := range w.channels {
		planned := w.plan(c)
		sort.SliceStable(planned, func(i, j int) bool { return planned[i].at.Before(planned[j].at) })
		w.posts = append(w.posts, planned...)
	}
	w.markPartnerPost()
	w.write()
	w.count()
	return w, nil
}

// markPartnerPost makes one Instagram post a collaboration that another account
// published: Meta's export shows it without reach.
func (w *world) markPartnerPost() {
	for _, p := range w.of(true, instagram) {
		if p.channel.key == "ig" && p.topic == "nutrition_and_sport" && p.campaign == nil && p.at.After(day(2026, 4, 1)) {
			p.partner = true
			return
		}
	}
}

// of returns the posts of the organisation's own channels on a platform, or of
// all others if own is false, oldest first.
func (w *world) of(own bool, platforms ...string) []*post {
	var found []*post
	for _, p := range w.posts {
		if p.channel.own() != own {
			continue
		}
		for _, name := range platforms {
			if p.channel.platform == name {
				found = append(found, p)
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].at.Before(found[j].at) })
	return found
}

// plan decides when a channel posts, and what kind of thing.
func (w *world) plan(c *channel) []*post {
	r := stream("plan " + c.key)
	var planned []*post
	taken := map[time.Time]bool{}
	add := func(at time.Time, k *campaign, form string) {
		at = r.clock(at, c)
		for taken[at] {
			at = at.Add(15 * time.Minute)
		}
		if !c.active(at) || at.Before(begin.Add(11*time.Hour)) {
			return // the first morning is still September in California
		}
		taken[at] = true
		planned = append(planned, r.newPost(c, at, k, form))
	}
	for monday := day(2024, 9, 30); monday.Before(end); monday = monday.AddDate(0, 0, 7) {
		spread := weeklyVolume
		if c.steady {
			spread = 0.08
		}
		g := progress(monday)
		mean := (c.perQuarter[0] + (c.perQuarter[1]-c.perQuarter[0])*g) / 13 * busy(monday)
		if c.key == "privatklinik.rosenegg/tiktok" && monday.Before(day(2026, 1, 5)) {
			mean = 0 // began there in January 2026
		}
		for range r.round(mean * (1 + r.normal(spread))) {
			at := monday.AddDate(0, 0, r.weekday())
			if at.Before(begin) || !at.Before(end) {
				continue
			}
			add(at, nil, "")
		}
	}
	for _, k := range w.campaigns {
		for i := range k.posts {
			if k.channels[i%len(k.channels)] != c.key {
				continue
			}
			days := int(k.to.Sub(k.from).Hours()/24) + 1
			at := k.from.AddDate(0, 0, min(days-1, i*days/k.posts+r.IntN(2)))
			form := ""
			if k.name == "Birth and baby week" && c.key == "fb" {
				form = "live" // the tour of the delivery room
			}
			add(at, k, form)
		}
	}
	return planned
}

// weekday draws a day of the week, 0 for Monday; hospitals post less at weekends.
func (r random) weekday() int {
	u := r.Float64() * 5.8
	if u >= 5.4 {
		return 6
	}
	if u >= 5 {
		return 5
	}
	return int(u)
}

// clock draws the time of day: mostly office hours on the quarter hour, as the
// scheduling tools offer, and evenings where people scroll.
func (r random) clock(date time.Time, c *channel) time.Time {
	hours := []int{7, 8, 9, 9, 10, 11, 11, 12, 13, 14, 15, 16, 16, 17, 17, 18}
	if c.platform == instagram || c.platform == tiktok {
		hours = append(hours, 18, 19, 19, 20)
	}
	hour, minute := hours[r.IntN(len(hours))], 15*r.IntN(4)
	if r.chance(0.35) {
		minute = r.IntN(60)
	}
	return time.Date(date.Year(), date.Month(), date.Day(), hour, minute, 0, 0, zurich)
}

// newPost draws form, topic, promotion, boost and identifiers.
func (r random) newPost(c *channel, at time.Time, k *campaign, form string) *post {
	p := &post{channel: c, at: at, campaign: k, language: "en", followers: c.audience(at)}
	mix := make([]weight, len(c.formsThen))
	for i := range mix {
		then, now := c.formsThen[i], c.formsNow[i]
		mix[i] = weight{then.name, then.share + (now.share-then.share)*progress(at)}
	}
	p.form = r.choose(mix)
	if form != "" {
		p.form = form
	}
	p.topic = r.choose(c.topics)
	for range 10 {
		if suits(p.form, p.topic) {
			break
		}
		p.topic = r.choose(c.topics)
	}
	if r.chance(c.german) {
		p.language = "de"
	}
	if k != nil {
		p.topic = k.topic
		if c.german < 1 && k.name != "New maternity ward" && k.name != "Birth and baby week" {
			p.language = "en"
		}
	} else if r.chance(c.promo) {
		p.promotional, p.topic = true, "service_and_promotion"
	}
	boost := 0.05
	if strings.Contains(p.form, "video") {
		boost += 0.06
	}
	if p.promotional {
		boost += 0.12
	}
	p.boosted = c.boosts && r.chance(boost)
	p.viral = r.chance(viralShare)
	p.duration = r.duration(p.form, c.platform, at)
	r.identify(p)
	return p
}

// suits reports whether a topic is told in that form at all.
func suits(form, topic string) bool {
	explains := topic == "medical_education" || topic == "prevention_and_season" || topic == "research_and_science" || topic == "nutrition_and_sport"
	switch form {
	case "infographic", "poll":
		return explains || topic == "birth_and_baby"
	case "document":
		return explains || topic == "corporate_news" || topic == "job"
	case "live":
		return explains || topic == "birth_and_baby" || topic == "event" || topic == "job"
	case "text":
		return topic != "patient_story"
	}
	return true
}

// duration draws a length in seconds for what moves.
func (r random) duration(form, platform string, at time.Time) int {
	switch form {
	case "short_video":
		longest := 75
		if platform == youtube && r.chance(0.3) && at.After(day(2024, 10, 20)) {
			longest = 170 // Shorts of up to three minutes exist since then
		} else if platform == youtube {
			longest = 58
		}
		return 14 + r.IntN(longest-13)
	case "video":
		return 185 + r.IntN(400)
	case "live":
		return 1500 + r.IntN(1800)
	}
	return 0
}

// identify gives a post its number and link. Numbers are beyond those in use,
// handles end in .example or _example, video ids begin with "inv".
func (r random) identify(p *post) {
	c := p.channel
	switch c.platform {
	case facebook:
		p.id = r.digits("99", 15)
		kind := "posts"
		if p.duration > 0 {
			kind = "videos"
		}
		p.url = "https://www.facebook.com/" + c.handle + "/" + kind + "/" + p.id + "/"
	case instagram:
		p.id = r.digits("99", 17)
		kind := "p"
		if p.form == "short_video" {
			kind = "reel"
		}
		p.url = "https://www.instagram.com/" + c.handle + "/" + kind + "/INV" + r.letters(8) + "/"
	case youtube:
		p.id = "inv" + r.letters(8)
		p.url = "https://www.youtube.com/watch?v=" + p.id
	case linkedin:
		p.id = r.digits("99", 19)
		p.url = "https://www.linkedin.com/posts/" + c.handle + "_activity-" + p.id + "-" + r.letters(4)
	case x:
		p.id = r.digits("99", 19)
		p.url = "https://x.com/" + c.handle + "/status/" + p.id
	case xing:
		p.id = r.digits("99", 10)
		p.url = "https://www.xing.com/pages/" + c.handle + "/news/" + p.id
	case tiktok:
		p.id = r.digits("99", 19)
		p.url = "https://www.tiktok.com/" + c.handle + "/video/" + p.id
	case blog:
		p.id = r.digits("99", 6) // the link follows from the title, see write
	}
}
