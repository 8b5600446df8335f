package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"time"
)

// fingerprint is the SHA-256 of a content, in hexadecimal.
func fingerprint(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// The shape of truth.json. Effects are on the natural logarithm of a post's
// engagement (reactions + comments + shares + saves).
type (
	truthFile struct {
		About       string          `json:"about"`
		Seed        int             `json:"seed"`
		From        string          `json:"from"`
		To          string          `json:"to"`
		Common      truthCommon     `json:"common"`
		Platforms   []truthPlatform `json:"platforms"`
		Topics      []truthEffect   `json:"topics"`
		Channels    []truthChannel  `json:"channels"`
		Campaigns   []truthCampaign `json:"campaigns"`
		Events      []truthEvent    `json:"events"`
		Competitors []truthChannel  `json:"competitors"`
	}
	truthCommon struct {
		Boost           float64 `json:"boost"`
		Repetition      float64 `json:"repetition"`
		WeekSpread      float64 `json:"week_sd"`
		SeasonAmplitude float64 `json:"season_amplitude"`
		CampaignSpread  float64 `json:"campaign_sd"`
		ViralShare      float64 `json:"viral_share"`
		ViralMean       float64 `json:"viral_mean"`
		WeeklyVolume    float64 `json:"weekly_volume_sd"`
		Ward            float64 `json:"new_maternity_ward"`
		MarketDeviation float64 `json:"competitor_form_sd"`
	}
	truthPlatform struct {
		Platform string      `json:"platform"`
		Level    float64     `json:"level"`
		Drift    float64     `json:"drift_per_year"`
		Spread   float64     `json:"residual_sd"`
		Crowding float64     `json:"crowding"`
		Rate     float64     `json:"usual_rate"`
		Forms    []truthCell `json:"forms"`
	}
	truthCell struct {
		Form             string  `json:"form"`
		LogLevel         float64 `json:"log_level"`
		LogLevelPromo    float64 `json:"log_level_promotional"`
		Posts            int     `json:"own_posts"`
		PromotionalPosts int     `json:"own_promotional_posts"`
	}
	truthEffect struct {
		Name   string  `json:"name"`
		Effect float64 `json:"effect"`
	}
	truthChannel struct {
		Organisation string        `json:"organisation"`
		Channel      string        `json:"channel"`
		Platform     string        `json:"platform"`
		Offset       float64       `json:"offset"`
		Drift        float64       `json:"additional_drift_per_year"`
		Posts        int           `json:"posts"`
		Forms        []truthEffect `json:"form_deviation,omitempty"`
	}
	truthCampaign struct {
		Name   string  `json:"name"`
		From   string  `json:"from"`
		To     string  `json:"to"`
		Posts  int     `json:"posts"`
		Effect float64 `json:"effect"`
	}
	truthEvent struct {
		On   string `json:"on"`
		What string `json:"what"`
	}
)

func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// truth writes the parameters the sample was made with, so that tests can see
// whether the analysis finds them again.
func (w *world) truth() (file, error) {
	t := truthFile{
		About: "Invented data. log_level: natural log of the expected engagement (without viral luck and residual spread) of a post that is not promotional, " +
			"not boosted, outside campaigns, on a channel of offset 0, at the end of the data, in a week with the usual number of posts.",
		Seed: seed, From: "2024-10-01", To: "2026-09-30",
		Common: truthCommon{
			boostEffect, repetition, weekSpread, seasonAmplitude, campaignSpread, viralShare, viralMean, weeklyVolume, wardEffect, marketDeviation,
		},
		Events: []truthEvent{
			{wardOpened.Format(time.DateOnly), "New maternity ward opened: the Baby channels rise by new_maternity_ward"},
			{"2026-01-05", "Privatklinik Rosenegg begins on TikTok"},
			{silberbachStopped.Format(time.DateOnly), "Klinik Silberbach posts on Facebook no more"},
		},
	}
	posts, campaignPosts := map[string]int{}, map[*campaign]int{}
	for _, p := range w.posts {
		posts[p.channel.key]++
		if p.campaign != nil {
			campaignPosts[p.campaign]++
		}
		if p.channel.own() {
			posts[p.channel.platform+" "+p.form+" "+yesNo(p.promotional)]++
		}
	}
	for i := range platforms {
		p := &platforms[i]
		tp := truthPlatform{p.platform, p.level, p.drift, p.spread, p.crowding, p.rate, nil}
		for _, f := range p.forms {
			tp.Forms = append(tp.Forms, truthCell{
				f.form, rounded(p.cell(f.form, false)), rounded(p.cell(f.form, true)),
				posts[p.platform+" "+f.form+" no"], posts[p.platform+" "+f.form+" yes"],
			})
		}
		t.Platforms = append(t.Platforms, tp)
	}
	for _, e := range topicEffects {
		t.Topics = append(t.Topics, truthEffect{e.name, e.share})
	}
	for _, c := range w.channels {
		tc := truthChannel{c.organisation, c.name, c.platform, c.offset, c.drift, posts[c.key], nil}
		for _, d := range c.deviation {
			tc.Forms = append(tc.Forms, truthEffect{d.name, rounded(d.share)})
		}
		if c.own() {
			t.Channels = append(t.Channels, tc)
		} else {
			t.Competitors = append(t.Competitors, tc)
		}
	}
	for _, c := range w.campaigns {
		t.Campaigns = append(t.Campaigns, truthCampaign{c.name, c.from.Format(time.DateOnly), c.to.Format(time.DateOnly), campaignPosts[c], rounded(c.effect)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	err := e.Encode(t)
	return file{path: "../truth.json", content: b.Bytes()}, err
}

// labels writes what is true of each of the group's posts and not, or not
// plainly, in the exports: for tests of the classifier.
func (w *world) labels() file {
	rows := [][]string{{"platform", "native_id", "url", "form", "topic", "promotional", "boosted", "viral", "campaign", "language"}}
	for _, p := range w.of(true, facebook, instagram, youtube, linkedin, x, xing, tiktok, blog) {
		name := ""
		if p.campaign != nil {
			name = p.campaign.name + " " + strconv.Itoa(p.campaign.from.Year())
		}
		rows = append(rows, []string{
			p.channel.platform, p.id, p.url, p.form, p.topic, yesNo(p.promotional), yesNo(p.boosted), yesNo(p.viral), name, p.language,
		})
	}
	return file{path: "../labels.csv", content: table(',', rows)}
}
