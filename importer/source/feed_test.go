package source

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Both feeds are invented; their elements are those of RSS 2.0 with the Slash and Content modules, as WordPress writes
// it, and of Atom (RFC 4287).
const rss = `<?xml version="1.0" encoding="UTF-8"?>
<!-- generator="invented" -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
	<title>The blog itself</title>
	<atom:link href="https://blog.example/feed/" rel="self" type="application/rss+xml" />
	<link>https://blog.example</link>
	<image><url>https://blog.example/logo.png</url><title>A picture</title><link>https://blog.example</link></image>
	<item>
		<title>Schlaf &amp; Gr&#252;sse &#8211; was hilft?</title>
		<link>https://blog.example/schlaf/</link>
		<comments>https://blog.example/schlaf/#comments</comments>
		<author>nobody@blog.example</author>
		<pubDate>Tue, 14 Jul 2026 06:00:00 +0000</pubDate>
		<guid isPermaLink="false">https://blog.example/?p=12</guid>
		<media:title>a file</media:title>
		<description><![CDATA[<p>Wer gut schl&auml;ft,<br/>lebt l&#228;nger.</p><script>track()</script> [&#8230;]]]></description>
		<content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded>
		<slash:comments>3</slash:comments>
	</item>
	<item><link>https://blog.example/herz/</link><title>Herz&nbsp;und Hirn</title></item>
</channel>
</rss>
`

const atom = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom">
	<title>The blog itself</title>
	<link href="https://blog.example/"/>
	<updated>2026-07-20T10:00:00Z</updated>
	<entry>
		<title type="html">Sleep &lt;i&gt;well&lt;/i&gt;</title>
		<link rel="self" href="https://blog.example/atom/1"/>
		<link rel="alternate" href="https://blog.example/sleep"/>
		<author><name>Nobody</name></author>
		<published>2026-07-14T08:00:00+02:00</published>
		<updated>2026-07-20T10:00:00Z</updated>
		<summary>In short.</summary>
	</entry>
	<entry><link href="https://blog.example/heart"/><title>Heart</title><updated>2026-07-15T08:00:00.123Z</updated></entry>
</feed>`

func TestFeeds(t *testing.T) {
	tests := []struct {
		name    string
		content []byte
		want    [][]string
	}{
		{"RSS", []byte(rss), [][]string{
			feedHeader,
			{"https://blog.example/schlaf/", "Schlaf & Grüsse – was hilft?", "Tue, 14 Jul 2026 06:00:00 +0000", "", "Wer gut schläft, lebt länger. […]", "3"},
			{"https://blog.example/herz/", "Herz und Hirn", "", "", "", ""},
		}},
		{"Atom", []byte(atom), [][]string{
			feedHeader,
			{"https://blog.example/sleep", "Sleep well", "2026-07-14T08:00:00+02:00", "2026-07-20T10:00:00Z", "In short.", ""},
			{"https://blog.example/heart", "Heart", "", "2026-07-15T08:00:00.123Z", "", ""},
		}},
		{"a feed without posts", []byte("<rss><channel></channel></rss>"), [][]string{feedHeader}},
		{"UTF-16", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "<rss><item><title>Größe</title></item></rss>"), [][]string{feedHeader, {"", "Größe", "", "", "", ""}}},
		{"Windows-1252, as its declaration says", encode(t, charmap.Windows1252, `<?xml version="1.0" encoding="windows-1252"?><rss><item><title>Größe für Bäder</title></item></rss>`), [][]string{feedHeader, {"", "Größe für Bäder", "", "", "", ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, tables, err := readAll(t, write(t, "feed.xml", tt.content), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got [][]string
			for _, row := range tables["feed.xml"] {
				cells := make([]string, len(row.Cells))
				for i, c := range row.Cells {
					cells[i] = c.Text
				}
				if got = append(got, cells); row.Number != len(got) {
					t.Errorf("row %d is number %d", len(got), row.Number)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Feeds that are cut off, damaged or made to be bombs end with a sentence, after the rows before the damage.
func TestFeedsThatCannotBeRead(t *testing.T) {
	tests := []struct {
		name, content string
		rows          int // with the header
		want          error
	}{
		{"cut off", rss[:strings.Index(rss, "</item>")+20], 2, ErrDamaged},
		{"cut off within a post", rss[:strings.Index(rss, "<guid")], 1, ErrDamaged},
		{"an unknown entity", "<rss><item><title>&nothing;</title></item></rss>", 1, ErrDamaged},
		{"entities that would grow", `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 100) + `"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>`, 1, ErrDamaged},
		{"nested without end", "<rss>" + strings.Repeat("<a>", 100_000), 1, ErrDamaged},
		{"nested without end within a post", "<rss><item>" + strings.Repeat("<a>", 100_000), 1, ErrDamaged},
		{"a title longer than a cell may be", "<rss><item><title>" + strings.Repeat("x", 2<<20) + "</title></item></rss>", 1, ErrTooLarge},
		{"a link longer than a cell may be", `<feed><entry><link href="` + strings.Repeat("x", 2<<20) + `"/></entry></feed>`, 1, ErrTooLarge},
		{"a comment without end", "<rss><!--" + strings.Repeat("x", 20<<20), 1, ErrTooLarge},
		{"XML that is no feed", `<?xml version="1.0"?><urlset><url/></urlset>`, 0, ErrNotATable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := 0
			file, err := Open(t.Context(), write(t, "feed.xml", []byte(tt.content)), Options{})
			if err == nil {
				defer file.Close()
				for _, rowErr := range file.Tables[0].Rows(t.Context()) {
					if err = rowErr; err == nil {
						rows++
					}
				}
			}
			var told *Error
			if !errors.As(err, &told) || !errors.Is(err, tt.want) || sentences[told.Problem].cure == "" || rows != tt.rows {
				t.Errorf("after %d rows: %v", rows, err)
			}
		})
	}
}

// A feed in a ZIP is found there.
func TestFeedInZIP(t *testing.T) {
	zip := packZIP(t, map[string]string{"blog/feed.rss": rss, "picture.png": "\x89PNG\r\n"})
	f, _, err := readAll(t, write(t, "x.zip", zip), Options{})
	if err != nil || len(f.Tables) != 1 || f.Tables[0].Name != "x.zip/blog/feed.rss" || len(f.Skipped) != 1 {
		t.Errorf("%v, %v", f, err)
	}
}
