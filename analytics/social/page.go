package social

import (
	"net/url"
	"regexp"
	"strings"
	"time"
)

// PageAddress is where a page of a website is, written so that two copies of one page's link are equal; see [ParsePage].
type PageAddress struct {
	Host string // without "www.", in lower case; empty when an export gives paths alone, as Google Analytics does
	Path string // with a leading slash, without one at the end; letters as people read them, not percent-encoded
}

// String returns the address as people know it, such as "hospital.example/blog/sleep".
func (a PageAddress) String() string { return a.Host + a.Path }

var (
	indexPage  = regexp.MustCompile(`/(?:index|default)\.(?:html?|php|aspx?)$`)
	bareDomain = regexp.MustCompile(`^(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?/`)
)

// ParsePage reads the address of a page out of a link ("https://www.hospital.example/blog/sleep/?utm_source=x"), a link
// without its scheme or a path. It leaves out what changes between two copies of a link: the scheme, "www.", the case of
// the host, a slash or index.html at the end, the place within the page and the parameters that track campaigns. Other
// parameters stay, since some blogs are nothing but "?p=123". ok is false for what is no address, such as "(other)".
func ParsePage(link string) (address PageAddress, ok bool) {
	link = strings.TrimSpace(link)
	switch {
	case strings.Contains(link, "://"), strings.HasPrefix(link, "/"):
	case bareDomain.MatchString(link):
		link = "//" + link
	case link == "", strings.HasPrefix(link, "("), strings.ContainsAny(link, " \t\n:"):
		return PageAddress{}, false
	default:
		link = "/" + link
	}
	u, err := url.Parse(link)
	if err != nil { // a percent sign that encodes nothing
		u, err = url.Parse(strings.ReplaceAll(link, "%", "%25"))
	}
	if err != nil || u.Opaque != "" {
		return PageAddress{}, false
	}
	query := u.Query()
	for name := range query {
		if trackingParameter(name) {
			query.Del(name)
		}
	}
	address.Host = strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	address.Path = strings.TrimRight(indexPage.ReplaceAllString(u.Path, "/"), "/")
	if address.Path == "" {
		address.Path = "/"
	}
	if len(query) > 0 {
		address.Path += "?" + query.Encode()
	}
	return address, true
}

// trackingParameter reports whether the parameter of a link only says where its readers came from.
func trackingParameter(name string) bool {
	switch name {
	case "fbclid", "gclid", "msclkid", "igsh", "igshid", "mc_cid", "mc_eid":
		return true
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "mtm_") || strings.HasPrefix(name, "pk_")
}

// PageFigures are the figures of one page of a website over a period, as one statistics program counts them. A figure
// that an export does not hold is nil, which is not zero.
type PageFigures struct {
	Channel ChannelID // the blog they were imported for
	Page    PageAddress
	Title   string // as the export has it; empty when it has none
	// From and To are noon of the period's first and last day in the hospital's time zone. Both are zero when no export
	// says: the figures are then those up to the day of the export, from a beginning nobody knows.
	From, To time.Time

	Views    *int64 // times the page was opened
	Visitors *int64 // people, or visits where the program counts those; not to be added up over periods
	// WatchTime is the seconds that all visitors together spent on the page: where an export gives an average, the
	// average times what it is the average of.
	WatchTime   *int64
	Clicks      *int64 // from a search engine's results
	Impressions *int64 // in a search engine's results

	ObservedAt time.Time // when they were exported, in UTC
}

// KnowsPeriod reports whether it is known over which days the figures were counted.
func (f *PageFigures) KnowsPeriod() bool { return !f.From.IsZero() }

// days is how many days the period has, zero when it is not known.
func (f *PageFigures) days() int64 {
	if !f.KnowsPeriod() {
		return 0
	}
	return int64(f.To.Sub(f.From).Round(24*time.Hour)/(24*time.Hour)) + 1 // rounded: a day may have 23 or 25 hours
}
