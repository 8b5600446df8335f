// Package panel holds posts as columns in memory, so that the analyses can filter, group and cut them by quarter
// without touching texts or a database. A million posts take about 150 MB.
//
//	var b panel.Builder
//	for … { b.Add(post, organisation) }
//	p := b.Panel(zurich, time.January)
//	q3 := p.Where(panel.Filter{Quarter: q, Platforms: []social.Platform{social.Instagram}})
package panel

import (
	"time"

	"auscult/analytics/social"
)

// Panel is a set of posts. It is not changed once built; [Panel.Where] shares its columns.
type Panel struct {
	columns *columns
	rows    []int32 // the posts that belong to the panel, as places in the columns
}

type columns struct {
	zone       *time.Location
	firstMonth time.Month

	id           []social.PostID
	channel      []social.ChannelID
	organisation []social.OrganisationID
	platform     []uint8 // places in social.Platforms
	form         []uint8 // places in social.Forms; len(Forms) means not known
	topic        []uint8
	published    []int64 // seconds since 1970
	dayOnly      []bool
	observed     []int64 // seconds since 1970: when the figures were exported
	boosted      []social.Answer
	promotional  []social.Answer
	campaign     []int32 // number of the campaign, 0: none
	metrics      []social.Metrics
	wording      []social.Wording // nil until [Panel.Worded]

	campaigns map[campaignKey]int32
}

// campaignKey tells campaigns of different organisations apart though they have one name.
type campaignKey struct {
	organisation social.OrganisationID
	name         string
}

// Builder collects posts for a [Panel]. The zero value is ready to use.
type Builder struct{ c columns }

// Add appends a post of the organisation.
func (b *Builder) Add(p social.Post, organisation social.OrganisationID) {
	c := &b.c
	c.id = append(c.id, p.ID)
	c.channel = append(c.channel, p.Channel)
	c.organisation = append(c.organisation, organisation)
	c.platform = append(c.platform, uint8(p.Platform.Order()))
	c.form = append(c.form, uint8(p.Form.Order()))
	c.topic = append(c.topic, uint8(p.Topic.Order()))
	c.published = append(c.published, p.PublishedAt.Unix())
	c.dayOnly = append(c.dayOnly, p.DayOnly)
	c.observed = append(c.observed, p.ObservedAt.Unix())
	c.boosted = append(c.boosted, p.Boosted)
	c.promotional = append(c.promotional, p.Promotional)
	c.campaign = append(c.campaign, c.campaignNumber(organisation, p.Campaign))
	c.metrics = append(c.metrics, p.Metrics)
}

func (c *columns) campaignNumber(organisation social.OrganisationID, name string) int32 {
	if name == "" {
		return 0
	}
	if c.campaigns == nil {
		c.campaigns = map[campaignKey]int32{}
	}
	key := campaignKey{organisation, name}
	if c.campaigns[key] == 0 {
		c.campaigns[key] = int32(len(c.campaigns) + 1)
	}
	return c.campaigns[key]
}

// Panel returns the posts collected. Days and quarters are those of the hospital: its time zone and the month with
// which its year begins (0 for January).
func (b *Builder) Panel(zone *time.Location, firstMonth time.Month) *Panel {
	c := b.c
	c.zone, c.firstMonth = zone, firstMonth
	p := &Panel{columns: &c, rows: make([]int32, len(c.id))}
	for i := range p.rows {
		p.rows[i] = int32(i)
	}
	return p
}

// Worded returns the same posts with how their texts are written. It shares all else with p, which stays as it is.
func (p *Panel) Worded(wordings map[social.PostID]social.Wording) *Panel {
	c := *p.columns
	c.wording = make([]social.Wording, len(c.id))
	for i, id := range c.id {
		c.wording[i] = wordings[id]
	}
	return &Panel{columns: &c, rows: p.rows}
}

// Zone returns the hospital's time zone.
func (p *Panel) Zone() *time.Location { return p.columns.zone }

// Len returns how many posts the panel holds.
func (p *Panel) Len() int { return len(p.rows) }

// Post is one post of a panel, as far as the analyses need it.
type Post struct {
	c *columns
	i int32
}

// At returns the i-th post, 0 ≤ i < Len.
func (p *Panel) At(i int) Post { return Post{p.columns, p.rows[i]} }

// ID returns the post's identifier in the workspace.
func (p Post) ID() social.PostID { return p.c.id[p.i] }

// Channel returns the post's channel.
func (p Post) Channel() social.ChannelID { return p.c.channel[p.i] }

// Organisation returns whose post it is.
func (p Post) Organisation() social.OrganisationID { return p.c.organisation[p.i] }

// Platform returns where the post was published.
func (p Post) Platform() social.Platform { return at(platforms, p.c.platform[p.i]) }

// Form returns the content form, empty when it is not known.
func (p Post) Form() social.Form { return at(forms, p.c.form[p.i]) }

// Topic returns the topic, empty when it is not known.
func (p Post) Topic() social.Topic { return at(topics, p.c.topic[p.i]) }

// Published returns the moment of publication in the hospital's time zone.
func (p Post) Published() time.Time { return time.Unix(p.c.published[p.i], 0).In(p.c.zone) }

// DayOnly says that the day of publication is known, but nothing of the hour: see [social.Post].
func (p Post) DayOnly() bool { return p.c.dayOnly[p.i] }

// Quarter returns the hospital's quarter of publication.
func (p Post) Quarter() social.Quarter { return social.QuarterOf(p.Published(), p.c.firstMonth) }

// Observed returns the moment of the export that the post's figures come from, in the hospital's time zone.
func (p Post) Observed() time.Time { return time.Unix(p.c.observed[p.i], 0).In(p.c.zone) }

// Age is the post's age when it was exported, to the second.
func (p Post) Age() time.Duration {
	return time.Duration(p.c.observed[p.i]-p.c.published[p.i]) * time.Second
}

// Young reports whether the post was younger than [social.YoungAge] when it was exported.
func (p Post) Young() bool { return p.Age() < social.YoungAge }

// Boosted says whether money was spent on showing the post.
func (p Post) Boosted() social.Answer { return p.c.boosted[p.i] }

// Promotional says whether the post tries to sell something.
func (p Post) Promotional() social.Answer { return p.c.promotional[p.i] }

// Metrics returns the post's metrics.
func (p Post) Metrics() social.Metrics { return p.c.metrics[p.i] }

// Wording returns what is known of how the post's text is written: nothing in a panel that was not made by
// [Panel.Worded].
func (p Post) Wording() social.Wording {
	if p.c.wording == nil {
		return social.Wording{}
	}
	return p.c.wording[p.i]
}

// Cluster numbers what the post belongs to: its campaign, else its day. Posts of one cluster share luck, so analyses
// count clusters, not posts, when they say how sure a figure is.
func (p Post) Cluster() int {
	if n := p.c.campaign[p.i]; n > 0 {
		return -int(n)
	}
	t := p.Published()
	return t.Year()*400 + t.YearDay()
}

var (
	platforms = social.Platforms()
	forms     = social.Forms()
	topics    = social.Topics()
)

func at[T any](all []T, i uint8) T {
	if int(i) < len(all) {
		return all[i]
	}
	var none T
	return none
}
