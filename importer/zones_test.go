package importer_test

import (
	"fmt"
	"testing"
	"time"

	"auscult/importer"
)

const metaHeader = "Post ID,Account username,Description,Publish time,Permalink,Post type,Date,Likes,Comments,Shares,Saves\n"

func metaRow(at string) string {
	return "17978919536823613,baby.example,a," + at + ",https://www.instagram.com/p/inv1/,IG image,Lifetime,1,1,1,1\n"
}

// Times in exports become moments, and moments are shown in the hospital's zone. The clocks change in 2026 on 8 March and
// 1 November in Los Angeles, at two o'clock, and on 29 March and 25 October in Zurich, at one o'clock in Greenwich. The
// difference is nine hours, and eight between the two changes; expected values were worked out by hand.
func TestZones(t *testing.T) {
	meta := func(at string) string { return metaHeader + metaRow(at) }
	own := func(at string) string { return ownHeader + "Us;facebook;" + at + ";https://x.example/a;t;photo;1;1\n" }
	crowd := func(at string) string {
		return "Page Name,User Name,Facebook Id,Post Created,Type,Total Interactions,Likes,Comments,Shares,Love,Wow,Haha,Sad,Angry,Care,URL,Message,Likes at Posting\n" +
			"Us,us.example,1," + at + ",Photo,1,1,1,1,0,0,0,0,0,0,https://www.facebook.com/1/posts/2,t,100\n"
	}
	for _, tt := range []struct{ name, content, published, inZurich string }{
		{"Pacific winter, Zurich winter", meta("03/07/2026 23:30"), "2026-03-08T07:30:00Z", "2026-03-08 08:30"},
		{"the hour before the clocks go forward in Los Angeles", meta("03/08/2026 01:59"), "2026-03-08T09:59:00Z", "2026-03-08 10:59"},
		{"an hour that Los Angeles leaves out is an hour later", meta("03/08/2026 02:30"), "2026-03-08T10:30:00Z", "2026-03-08 11:30"},
		{"the hour after", meta("03/08/2026 03:00"), "2026-03-08T10:00:00Z", "2026-03-08 11:00"},
		{"Pacific summer, Zurich still winter", meta("03/20/2026 12:00"), "2026-03-20T19:00:00Z", "2026-03-20 20:00"},
		{"just before Zurich goes forward", meta("03/28/2026 17:59"), "2026-03-29T00:59:00Z", "2026-03-29 01:59"},
		{"just after", meta("03/28/2026 18:00"), "2026-03-29T01:00:00Z", "2026-03-29 03:00"},
		{"summer in both: the last evening of a quarter is the first morning of the next", meta("06/30/2026 23:30"), "2026-07-01T06:30:00Z", "2026-07-01 08:30"},
		{"the last minute of the quarter in Zurich", meta("06/30/2026 14:59"), "2026-06-30T21:59:00Z", "2026-06-30 23:59"},
		{"and the first of the next", meta("06/30/2026 15:00"), "2026-06-30T22:00:00Z", "2026-07-01 00:00"},
		{"just before Zurich goes back", meta("10/24/2026 17:59"), "2026-10-25T00:59:00Z", "2026-10-25 02:59"},
		{"just after: the hour is shown again", meta("10/24/2026 18:00"), "2026-10-25T01:00:00Z", "2026-10-25 02:00"},
		{"Zurich winter, Pacific still summer", meta("10/28/2026 23:30"), "2026-10-29T06:30:00Z", "2026-10-29 07:30"},
		{"an hour that Los Angeles shows twice: the first", meta("11/01/2026 01:30"), "2026-11-01T08:30:00Z", "2026-11-01 09:30"},
		{"the hour after it", meta("11/01/2026 02:00"), "2026-11-01T10:00:00Z", "2026-11-01 11:00"},
		{"the last day of the year", meta("12/31/2026 15:00"), "2026-12-31T23:00:00Z", "2027-01-01 00:00"},

		{"our own form is in the hospital's zone", own("2026-07-01 00:00"), "2026-06-30T22:00:00Z", "2026-07-01 00:00"},
		{"an hour that Zurich leaves out", own("2026-03-29 02:30"), "2026-03-29T01:30:00Z", "2026-03-29 03:30"},
		{"an hour that Zurich shows twice", own("2026-10-25 02:30"), "2026-10-25T00:30:00Z", "2026-10-25 02:30"},
		{"unless the time says its zone", own("2026-10-25T02:30:00+01:00"), "2026-10-25T01:30:00Z", "2026-10-25 02:30"},
		{"or Greenwich", own("2026-06-30T22:30:00Z"), "2026-06-30T22:30:00Z", "2026-07-01 00:30"},

		{"CrowdTangle says the zone: summer in New York", crowd("2026-06-30 18:30:00 EDT"), "2026-06-30T22:30:00Z", "2026-07-01 00:30"},
		{"winter in New York", crowd("2026-01-15 18:30:00 EST"), "2026-01-15T23:30:00Z", "2026-01-16 00:30"},
		{"the hour shown twice is told apart by its zone", crowd("2026-11-01 01:30:00 EST"), "2026-11-01T06:30:00Z", "2026-11-01 07:30"},

		{
			"X writes the day in Greenwich, its identifier the moment",
			"Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts\n" +
				snowflake("2026-06-30T22:30:00Z") + ",\"Tue, Jun 30, 2026\",t,https://x.com/h/status/" + snowflake("2026-06-30T22:30:00Z") + ",1,1,1,1,1,0,1,1\n",
			"2026-06-30T22:30:00Z", "2026-07-01 00:30",
		},
		{"YouTube gives the day alone, which stays that day", "Content,Video title,Video publish time,Views,Likes,Comments,Shares\nid,t,\"Jun 30, 2026\",1,1,1,1\n", "2026-06-30T10:00:00Z", "2026-06-30 12:00"},
		{"LinkedIn as well", "Post title,Post link,Created date,Impressions,Clicks,Likes,Comments,Reposts\nt,https://www.linkedin.com/feed/update/urn:li:activity:7001,06/30/2026,1,1,1,1,1\n", "2026-06-30T10:00:00Z", "2026-06-30 12:00"},
		{"TikTok: the moment of the upload", "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\nx,t,https://www.tiktok.com/@h/video/" + uploaded("2026-06-30T22:30:00Z") + ",June 30,1,1,1,1\n", "2026-06-30T22:30:00Z", "2026-07-01 00:30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, records, problems := read(t, write(t, "export.csv", tt.content))
			if len(problems) > 0 || len(records) != 1 {
				t.Fatalf("%d records, refused %v", len(records), problems)
			}
			at := records[0].Post.PublishedAt
			if at.Format(time.RFC3339) != tt.published || at.In(zurich).Format("2006-01-02 15:04") != tt.inZurich {
				t.Errorf("%s, in Zurich %s", at.Format(time.RFC3339), at.In(zurich).Format("2006-01-02 15:04"))
			}
		})
	}
}

// snowflake is an identifier of X for that moment: milliseconds since its own epoch above 22 bits (Twitter's announcement
// of 2010).
func snowflake(at string) string { return fmt.Sprint((utc(at).UnixMilli() - 1288834974657) << 22) }

// uploaded is an identifier of TikTok for that moment: seconds above 32 bits.
func uploaded(at string) string { return fmt.Sprint(utc(at).Unix() << 32) }

// A hospital in another zone reads the same export as the same moments.
func TestTheHospitalsZoneDoesNotMoveMoments(t *testing.T) {
	path := write(t, "export.csv", metaHeader+metaRow("06/30/2026 23:30"))
	for _, name := range []string{"Europe/Zurich", "America/New_York", "Asia/Tokyo", "UTC"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := importer.Open(t.Context(), path, importer.Options{Zone: zone})
		if err != nil {
			t.Fatal(err)
		}
		records, _ := collect(t, doc.Readings[0])
		doc.Close()
		if got := records[0].Post.PublishedAt.Format(time.RFC3339); got != "2026-07-01T06:30:00Z" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
