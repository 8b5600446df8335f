package workspace

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/importer/formats"
)

// An invented text of more than 40 letters, and a copy of it that a tool has cut.
const (
	news    = "Our midwives answer what expectant parents ask, every first Monday"
	newsCut = "Our midwives answer what expectant parents ask, every…"
)

// rowTold is a row for these tests, published so many minutes after a certain noon in Zurich.
func rowTold(n int64, source, channel string, minutes int, more told) told {
	more.post, more.importID, more.key = n, n, fmt.Sprint(n)
	more.channelName = channel
	more.channel = social.ChannelID(len(channel)) + 1 // tests' channels differ in length
	if more.stored == 0 {
		more.stored = more.channel
	}
	more.format = source
	more.published = time.Date(2026, 2, 3, 11, minutes, 0, 0, time.UTC).Unix()
	switch source {
	case "platform", "another":
		more.authority, more.zone = formats.PlatformsWord, "UTC"
	case "zoned":
		more.zone = "UTC"
	case "pacific":
		more.authority, more.zone = formats.PlatformsWord, "America/Los_Angeles"
	}
	return more
}

// groupsOf matches and writes each group as its posts, the main one first, with how the others are known.
func groupsOf(t interface{ Fatal(...any) }, platform social.Platform, all []told) []string {
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	m := newMatching(platform, zurich)
	for _, w := range all {
		m.add(w)
	}
	m.match()
	var found []string
	for _, group := range m.groups() {
		var members []string
		for i, row := range group {
			member := fmt.Sprint(m.rows[row].post)
			if i > 0 {
				member += " " + m.rows[row].reason.String()
			}
			members = append(members, member)
		}
		found = append(found, strings.Join(members, ", "))
	}
	slices.Sort(found)
	return found
}

func TestMatching(t *testing.T) {
	linkedin := func(kind, n string) told {
		return told{url: "https://www.linkedin.com/feed/update/urn:li:" + kind + ":" + n, nativeID: n}
	}
	say := func(text string) told { return told{text: text} }
	day := told{text: news, dayOnly: true}
	tests := []struct {
		name     string
		platform social.Platform
		rows     []told
		want     []string
	}{
		{"the identifier agrees, whatever else", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, linkedin("activity", "7000001")), rowTold(2, "tool", "", 900, linkedin("activity", "7000001")),
		}, []string{"1, 2 identifier"}},
		{"an identifier in a column agrees with one in a link", social.Facebook, []told{
			rowTold(1, "platform", "page", 0, told{nativeID: "77_123456"}),
			rowTold(2, "tool", "", 900, told{url: "https://www.facebook.com/seaview.example/posts/123456"}),
		}, []string{"1, 2 identifier"}},
		{"Instagram's number and the word in the link are of two kinds, the links agree", social.Instagram, []told{
			rowTold(1, "platform", "page", 0, told{nativeID: "17978919", url: "https://www.instagram.com/p/Cinv01/"}),
			rowTold(2, "tool", "", 900, told{nativeID: "Cinv01", url: "https://instagram.com/reel/Cinv01?igsh=a"}),
		}, []string{"1, 2 identifier"}},
		{"links agree but for tracking", social.XING, []told{
			rowTold(1, "form", "page", 0, told{url: "https://www.xing.com/pages/seaview/news/5?utm_source=mail"}),
			rowTold(2, "tool", "", 900, told{url: "https://xing.com/pages/seaview/news/5/"}),
		}, []string{"1, 2 link"}},
		{"statistics of a website give the path alone", social.Blog, []told{
			rowTold(1, "form", "blog", 0, told{url: "https://www.seaview.example/news/allergy/"}),
			rowTold(2, "tool", "", 900, told{url: "/news/allergy"}),
		}, []string{"1, 2 link"}},
		{"the first page is no post", social.Blog, []told{
			rowTold(1, "form", "blog", 0, told{url: "https://www.seaview.example/"}), rowTold(2, "tool", "", 900, told{url: "https://seaview.example"}),
		}, nil},
		{"a link that several rows of one export have names no post", social.XING, []told{
			rowTold(1, "form", "page", 0, told{nativeID: "1", url: "https://seaview.example/jobs"}),
			rowTold(2, "form", "page", 900, told{nativeID: "2", url: "https://seaview.example/jobs"}),
			rowTold(3, "tool", "", 1800, told{url: "https://seaview.example/jobs"}),
		}, nil},
		{"text and moment agree", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 2, say("our MIDWIVES answer what expectant parents ask,\n every first Monday https://lnkd.example/x")),
		}, []string{"1, 2 text_and_moment"}},
		{"three minutes are too many", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "zoned", "", 3, say(news)),
		}, nil},
		{"a text that is cut", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 1, say(newsCut)),
		}, []string{"1, 2 text_and_moment"}},
		{"a text of which too little is left", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 1, say("Our midwives answer…")),
		}, nil},
		{"a beginning that does not say it is one", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 1, say(strings.TrimSuffix(newsCut, "…"))),
		}, nil},
		{"no text, no match", social.LinkedIn, []told{rowTold(1, "platform", "page", 0, told{}), rowTold(2, "tool", "", 0, told{})}, nil},
		{"a day and a moment on it", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, day), rowTold(2, "tool", "", 500, say(news)),
		}, []string{"1, 2 text_and_day"}},
		{"a day and a moment on the next", social.LinkedIn, []told{ // 13:00 UTC is 1 p.m.; 00:10 in Zurich is 12 hours and 10 minutes after noon
			rowTold(1, "zoned", "page", 0, told{text: news, dayOnly: true}), rowTold(2, "tool", "", 13*60+10, say(news)),
		}, nil},
		{"a day of California, where it is still the day before", social.YouTube, []told{ // 3 Feb 05:00 UTC is 2 Feb 21:00 in California
			rowTold(1, "pacific", "page", -24*60, told{text: news, dayOnly: true}), rowTold(2, "tool", "", -6*60, say(news)),
		}, []string{"1, 2 text_and_day"}},
		{"whole hours apart, one without a zone", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", -9*60+1, say(news)),
		}, []string{"1, 2 text_and_hours"}},
		{"whole hours apart, both with a zone", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "zoned", "", 9*60, say(news)),
		}, nil},
		{"15 hours apart", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 15*60, say(news)),
		}, nil},
		{"two rows of one format are never one by their text", social.LinkedIn, []told{
			rowTold(1, "tool", "", 0, say(news)), rowTold(2, "tool", "", 0, say(news)),
		}, nil},
		{"two could be meant", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, day), rowTold(2, "tool", "", 10, say(news)), rowTold(3, "tool", "", 200, say(news)),
		}, nil},
		{"two could be meant, but one fits better", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 1, say(news)), rowTold(3, "tool", "", 60, say(news)),
		}, []string{"1, 2 text_and_moment"}},
		{"three sources", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "tool", "", 1, say(news)), rowTold(3, "zoned", "", -1, say(newsCut)),
		}, []string{"1, 2 text_and_moment, 3 text_and_moment"}},
		{"three sources, of which two cannot be one", social.X, []told{
			rowTold(1, "platform", "", 0, say(news)),
			rowTold(2, "tool", "", 1, told{text: news, url: "https://x.com/seaview/status/1"}),
			rowTold(3, "zoned", "", -1, told{text: news, url: "https://x.com/seaview/status/2"}),
		}, nil},
		{"two identifiers are two posts on X", social.X, []told{
			rowTold(1, "platform", "page", 0, told{text: news, url: "https://x.com/seaview/status/1"}),
			rowTold(2, "tool", "", 0, told{text: news, url: "https://x.com/seaview/status/2"}),
		}, nil},
		{"two identifiers may be one post on LinkedIn", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, told{text: news, url: linkedin("activity", "7000001").url}),
			rowTold(2, "tool", "", 0, told{text: news, url: linkedin("share", "7000002").url}),
		}, []string{"1, 2 text_and_moment"}},
		{"two pages of a group say the same at the same time", social.Facebook, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "another", "second", 0, say(news)),
		}, nil},
		{"and a tool's row could be either's", social.Facebook, []told{
			rowTold(1, "platform", "page", 0, say(news)), rowTold(2, "platform", "second", 0, say(news)), rowTold(3, "tool", "", 0, say(news)),
		}, nil},
		{"two pages share one post", social.Instagram, []told{
			rowTold(1, "platform", "page", 0, told{nativeID: "9"}), rowTold(2, "platform", "second", 0, told{nativeID: "9"}), rowTold(3, "tool", "", 0, told{nativeID: "9"}),
		}, nil},
		{"a tool calls the page what it likes", social.Instagram, []told{
			rowTold(1, "platform", "page", 0, told{nativeID: "9"}), rowTold(2, "tool", "The Page", 0, told{nativeID: "9"}),
		}, []string{"1, 2 identifier"}},
		{"one format, with the page's name and without", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, told{nativeID: "9"}), rowTold(2, "platform", "", 0, told{nativeID: "9"}),
		}, []string{"1, 2 identifier"}},
		{"one format in channels that were merged", social.LinkedIn, []told{
			rowTold(1, "platform", "page", 0, told{nativeID: "9"}), rowTold(2, "platform", "page", 0, told{nativeID: "9", stored: 77}),
		}, []string{"1, 2 identifier"}},
		{"the platform's row stands for the post", social.LinkedIn, []told{
			rowTold(1, "tool", "", 0, say(news)), rowTold(2, "platform", "page", 0, say(news)),
		}, []string{"2, 1 text_and_moment"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := groupsOf(t, tt.platform, tt.rows)
			if len(got) == 0 && len(tt.want) == 0 {
				return
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What is found does not depend on the order in which rows are read, and no export tells twice of a post that was found
// by its text.
func TestMatchingHasNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []told
		for n := range rapid.IntRange(2, 12).Draw(t, "rows") {
			all = append(all, rowTold(int64(n+1),
				rapid.SampledFrom([]string{"platform", "another", "tool", "zoned"}).Draw(t, "source"),
				rapid.SampledFrom([]string{"", "", "page", "second"}).Draw(t, "channel"),
				rapid.SampledFrom([]int{0, 1, 2, 60, 180, 1440}).Draw(t, "minutes"),
				told{
					text: rapid.SampledFrom([]string{"", news, newsCut, "short"}).Draw(t, "text"), dayOnly: rapid.IntRange(0, 3).Draw(t, "day") == 0,
					nativeID: rapid.SampledFrom([]string{"", "", "", "1", "2"}).Draw(t, "id"),
				}))
		}
		platform := rapid.SampledFrom([]social.Platform{social.X, social.Facebook}).Draw(t, "platform")
		want := groupsOf(t, platform, all)
		if diff := cmp.Diff(want, groupsOf(t, platform, rapid.Permutation(all).Draw(t, "order"))); diff != "" {
			t.Errorf("(-as it was +shuffled)\n%s", diff)
		}
		for _, group := range want {
			if strings.Contains(group, "identifier") {
				continue
			}
			seen := map[string]bool{}
			for _, member := range strings.Split(group, ", ") {
				number, _, _ := strings.Cut(member, " ")
				for _, w := range all {
					if fmt.Sprint(w.post) == number && seen[w.format] {
						t.Errorf("%s: %s tells twice", group, w.format)
					} else if fmt.Sprint(w.post) == number {
						seen[w.format] = true
					}
				}
			}
		}
	})
}
