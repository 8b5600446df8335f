package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"auscult/analytics/social"
)

const commentHeader = "platform,channel,post_url,comment_id,in_reply_to,author,written_at,text,ours,kind\n"

func TestComments(t *testing.T) {
	r, records, problems := read(t, write(t, "x.csv", commentHeader+
		"facebook,Page,https://f.example/1,c1,,Nobody,2026-07-01 09:00,Why?,,comment\n"+
		"facebook,Page,https://f.example/1,1.79789E+16,,Nobody,2026-07-01 09:00,x,,\n"+
		"facebook,Page,https://f.example/1,c3,1.79789E+16,Nobody,2026-07-01 09:00,x,,\n"+
		"facebook,Page,https://f.example/1,c4,,Nobody,soon,x,,\n"+
		"facebook,Page,https://f.example/1,c5,,Nobody,2026-07-01 09:00,x,,shout\n"+
		"myspace,Page,https://f.example/1,c6,,Nobody,2026-07-01 09:00,x,,\n"+
		"LinkedIn,,,,,,2026-07-02,About you,nein,Erwähnung\n"))
	var refused []string
	for _, p := range problems {
		refused = append(refused, fmt.Sprint(p.Row, " ", p.Column, " ", p.Reason))
	}
	if want := "3 comment_id damaged_id, 4 in_reply_to damaged_id, 5 written_at not_a_date, 6 kind unknown_comment_kind, 7 platform unknown_platform"; strings.Join(refused, ", ") != want {
		t.Errorf("refused %q", refused)
	}
	if r.Format.ID != "auscult-comments" || len(records) != 2 {
		t.Fatalf("%s: %d comments", r.Format.ID, len(records))
	}
	first, second := *records[0].Comment, *records[1].Comment
	first.ObservedAt, second.ObservedAt = second.WrittenAt, second.WrittenAt // the file's date
	if want := (social.Comment{
		Platform: social.Facebook, NativeID: "c1", PostURL: "https://f.example/1", Author: "Nobody", WrittenAt: utc("2026-07-01T07:00:00Z"), Text: "Why?",
		ObservedAt: second.WrittenAt,
	}); first != want {
		t.Errorf("%+v, want %+v", first, want)
	}
	if want := (social.Comment{
		Platform: social.LinkedIn, WrittenAt: utc("2026-07-02T10:00:00Z"), DayOnly: true, Text: "About you", Ours: social.No, Mention: true,
		ObservedAt: second.WrittenAt,
	}); second != want {
		t.Errorf("%+v, want %+v", second, want)
	}
	if records[0].Channel != "Page" || records[1].Channel != "" || records[1].Post.Platform != social.LinkedIn {
		t.Errorf("%+v", records)
	}
}

// Dates of feeds: RFC 822 with the zone as a number or a name, and those of Atom.
func TestDatesOfFeeds(t *testing.T) {
	for written, want := range map[string]string{
		"Tue, 14 Jul 2026 08:00:00 +0200": "2026-07-14T06:00:00Z",
		"Tue, 14 Jul 2026 06:00:00 GMT":   "2026-07-14T06:00:00Z",
		"14 Jul 2026 06:00:00 EST":        "2026-07-14T11:00:00Z",
		"Tue, 14 Jul 2026 06:00 +0000":    "2026-07-14T06:00:00Z",
		"2026-07-14T08:00:00.123+02:00":   "2026-07-14T06:00:00Z",
	} {
		_, records, problems := read(t, write(t, "feed.xml", "<rss><channel><item><link>https://h.example/a</link><title>A</title><pubDate>"+written+"</pubDate></item></channel></rss>"))
		if len(records) != 1 || len(problems) != 0 || records[0].Post.PublishedAt.Format("2006-01-02T15:04:05Z") != want {
			t.Errorf("%q: %+v, %v", written, records, problems)
		}
	}
	_, records, problems := read(t, write(t, "feed.xml", "<rss><item><link>https://h.example/a</link><title>A</title><pubDate>Tue, 14 Jul 2026 08:00:00 XYZ</pubDate></item></rss>"))
	if len(records) != 0 || len(problems) != 1 || problems[0].Column != "published" {
		t.Errorf("a zone nobody knows: %+v, %v", records, problems)
	}
}
