package social

import "slices"

// Platform is a place where posts are published. Its value is the word used in files and JSON ("facebook"); [Platform.Name]
// is the proper name for people, the same in every language.
type Platform string

// The platforms Auscult knows.
const (
	Facebook  Platform = "facebook"
	Instagram Platform = "instagram"
	YouTube   Platform = "youtube"
	LinkedIn  Platform = "linkedin"
	X         Platform = "x"
	XING      Platform = "xing"
	TikTok    Platform = "tiktok"
	Blog      Platform = "blog"
)

var platformNames = map[Platform]string{
	Facebook: "Facebook", Instagram: "Instagram", YouTube: "YouTube", LinkedIn: "LinkedIn",
	X: "X", XING: "XING", TikTok: "TikTok", Blog: "Blog",
}

// Platforms returns every platform in the order in which lists and charts show them.
func Platforms() []Platform {
	return []Platform{Facebook, Instagram, YouTube, LinkedIn, X, XING, TikTok, Blog}
}

// Name returns the platform's proper name ("YouTube"), or the value itself for a platform Auscult does not know.
func (p Platform) Name() string {
	if name, ok := platformNames[p]; ok {
		return name
	}
	return string(p)
}

// Valid reports whether p is one of [Platforms].
func (p Platform) Valid() bool { return slices.Contains(Platforms(), p) }

// Order returns p's place in [Platforms], for sorting; unknown platforms come last.
func (p Platform) Order() int { return order(Platforms(), p) }

// order returns the place of v in all, or len(all) where it is not there.
func order[T comparable](all []T, v T) int {
	if i := slices.Index(all, v); i >= 0 {
		return i
	}
	return len(all)
}
