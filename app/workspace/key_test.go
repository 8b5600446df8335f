package workspace

import (
	"strings"
	"testing"
)

// A link that is plain already is left as taking it apart leaves it: with an empty fragment behind it, it is taken apart.
func FuzzPlainLink(f *testing.F) {
	for _, seed := range []string{
		"https://www.instagram.com/p/InV_1~2/", "https://x.example", "https://", "https:///a", "https://www.", "https://www./", "https://x.example//",
		"https://X.example/a", "https://x.example:80/a", "https://x.example/a?utm_source=b", "https://x.example/a%20b", "http://x.example/a", " https://x.example/a",
		"https://x.example/a/../b/.", "https://-/~",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, link string) {
		plain, ok := plainAlready(link)
		if !ok {
			return
		}
		if apart := plainLink(link + "#"); plain != apart {
			t.Errorf("%q is plainly %q, taken apart %q", link, plain, apart)
		}
	})
}

func TestPlainLink(t *testing.T) {
	tests := map[string]string{
		"https://www.instagram.com/p/InV_1/":                       "instagram.com/p/InV_1",
		"https://WWW.Instagram.com/p/InV_1/?utm_source=x&igsh=y#z": "instagram.com/p/InV_1",
		"http://x.example/a?id=7&fbclid=1":                         "x.example/a?id=7",
		"https://x.example:8080/a":                                 "x.example:8080/a",
		" no link ":                                                "no link",
		"":                                                         "",
	}
	for link, want := range tests {
		if got := plainLink(link); got != want {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
	}
	if _, ok := plainAlready("https://" + strings.Repeat("a", 10) + "/p"); !ok {
		t.Error("an ordinary link is taken apart")
	}
}
