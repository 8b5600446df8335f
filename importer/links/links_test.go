package links

import (
	"strings"
	"testing"

	"auscult/analytics/social"
)

// The forms of the links are those of the platforms' own pages and of exports that were seen; names and numbers in them
// are invented.
func TestID(t *testing.T) {
	tests := []struct {
		platform social.Platform
		link     string
		want     string
	}{
		{social.Facebook, "https://www.facebook.com/seaview.example/posts/123456789", "123456789"},
		{social.Facebook, "https://www.facebook.com/seaview.example/posts/a-title-of-it/123456789/?ref=page", "123456789"},
		{social.Facebook, "https://www.facebook.com/seaview.example/videos/vb.77/223456789/", "223456789"},
		{social.Facebook, "https://www.facebook.com/seaview.example/photos/a.11.22/323456789/?type=3", "323456789"},
		{social.Facebook, "https://www.facebook.com/reel/423456789", "423456789"},
		{social.Facebook, "https://www.facebook.com/permalink.php?story_fbid=523456789&id=77", "523456789"},
		{social.Facebook, "https://m.facebook.com/story.php?id=77&story_fbid=623456789", "623456789"},
		{social.Facebook, "https://www.facebook.com/watch/?v=723456789", "723456789"},
		{social.Facebook, "https://www.facebook.com/groups/77/permalink/823456789/", "823456789"},
		{social.Facebook, "https://www.facebook.com/77/posts/pfbid02AbCdEf0123456789", ""},
		{social.Facebook, "https://www.facebook.com/seaview.example", ""},
		{social.Instagram, "https://www.instagram.com/p/C1_b-Inv01/", "C1_b-Inv01"},
		{social.Instagram, "https://www.instagram.com/reel/C1_b-Inv02/?igsh=abc", "C1_b-Inv02"},
		{social.Instagram, "https://www.instagram.com/seaview.example/p/C1_b-Inv03", "C1_b-Inv03"},
		{social.Instagram, "https://instagram.com/tv/C1_b-Inv04", "C1_b-Inv04"},
		{social.Instagram, "https://www.instagram.com/stories/seaview.example/123/", ""},
		{social.YouTube, "https://www.youtube.com/watch?v=Inv_-000001&t=10s", "Inv_-000001"},
		{social.YouTube, "https://www.youtube.com/watch?list=PL1&v=Inv_-000002", "Inv_-000002"},
		{social.YouTube, "https://youtu.be/Inv_-000003?si=abc", "Inv_-000003"},
		{social.YouTube, "https://www.youtube.com/shorts/Inv_-000004", "Inv_-000004"},
		{social.YouTube, "https://www.youtube.com/@seaview", ""},
		{social.LinkedIn, "https://www.linkedin.com/feed/update/urn:li:activity:7180000000000000001", "7180000000000000001"},
		{social.LinkedIn, "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7180000000000000002/", "7180000000000000002"},
		{social.LinkedIn, "https://www.linkedin.com/feed/update/urn:li:ugcPost:7180000000000000003?utm_source=share", "7180000000000000003"},
		{social.LinkedIn, "https://www.linkedin.com/posts/seaview_how-to-share-2024000-tips-activity-7180000000000000004-AbCd", "7180000000000000004"},
		{social.LinkedIn, "https://www.linkedin.com/company/seaview", ""},
		{social.X, "https://x.com/seaview/status/1421906072171446279?s=20", "1421906072171446279"},
		{social.X, "https://twitter.com/i/web/status/1421906072171446280", "1421906072171446280"},
		{social.X, "https://x.com/seaview/status/undefined", ""},
		{social.XING, "https://www.xing.com/communities/posts/a-title-of-2024-1003946160?sc_o=as", "1003946160"},
		{social.XING, "https://www.xing.com/discover/detail-activities/5123456789.abc", "5123456789.abc"},
		{social.TikTok, "https://www.tiktok.com/@seaview/video/7341234567890123456?lang=en", "7341234567890123456"},
		{social.TikTok, "https://www.tiktok.com/@seaview/photo/7341234567890123457", "7341234567890123457"},
		{social.TikTok, "https://vm.tiktok.com/ZMabc/", ""},
		{social.Blog, "https://www.seaview.example/blog/allergy-season", ""},
		{social.Instagram, "https://www.seaview.example/p/123", ""}, // a link to the hospital's own pages
		{social.X, "", ""},
	}
	for _, tt := range tests {
		if got := ID(tt.platform, tt.link); got != tt.want {
			t.Errorf("%s: ID(%q) = %q, want %q", tt.platform, tt.link, got, tt.want)
		}
	}
}

func TestPlain(t *testing.T) {
	tests := []struct {
		platform social.Platform
		id, want string
	}{
		{social.Facebook, "77_123456789", "123456789"},
		{social.Facebook, "123456789", "123456789"},
		{social.Instagram, "77_123456789", "77_123456789"},
		{social.Blog, "12", "12"},
	}
	for _, tt := range tests {
		if got := Plain(tt.platform, tt.id); got != tt.want {
			t.Errorf("%s: Plain(%q) = %q, want %q", tt.platform, tt.id, got, tt.want)
		}
	}
}

func TestDeclarationIsChecked(t *testing.T) {
	for _, tt := range []struct{ name, raw, want string }{
		{"a platform nobody knows", "[orkut]\nlink = ['(a)']", "orkut"},
		{"an entry nobody knows", "[x]\nlinks = ['(a)']", "links"},
		{"no group", "[x]\nlink = ['a']", "one group"},
		{"no expression", "[x]\nlink = ['(a']", "missing closing"},
		{"no group in an identifier", "[x]\nid = 'a'", "id"},
		{"no declaration", "[x", "links"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := parse([]byte(tt.raw)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one about %q", err, tt.want)
			}
		})
	}
}

func BenchmarkID(b *testing.B) {
	for b.Loop() {
		ID(social.Instagram, "https://www.instagram.com/p/inv0000001/")
	}
}
