// Package links knows how platforms write a post's identifier into the post's link, so that a post is known again in
// exports that hold only one of the two.
//
//	links.ID(social.X, "https://x.com/seaview/status/1421906072171446279?s=20") // "1421906072171446279"
//
// What it knows is declared in links.toml.
package links

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
)

//go:embed links.toml
var declared []byte

// manner is how one platform writes identifiers.
type manner struct {
	Link []string `toml:"link"`
	ID   string   `toml:"id"`
	Sure bool     `toml:"sure"`

	links []*regexp.Regexp
	id    *regexp.Regexp
}

var manners = sync.OnceValue(func() map[social.Platform]*manner {
	all, err := parse(declared)
	if err != nil {
		// The file is part of the program and a test reads it: this cannot happen to a user.
		panic(err)
	}
	return all
})

func parse(raw []byte) (map[social.Platform]*manner, error) {
	all := map[social.Platform]*manner{}
	meta, err := toml.Decode(string(raw), &all)
	if err != nil {
		return nil, fmt.Errorf("links: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("links: unknown entry %q", unknown[0].String())
	}
	for platform, m := range all {
		if !platform.Valid() {
			return nil, fmt.Errorf("links: %q is not one of our platforms", platform)
		}
		for _, expression := range m.Link {
			compiled, err := oneGroup(expression)
			if err != nil {
				return nil, fmt.Errorf("links: %s: link: %w", platform, err)
			}
			m.links = append(m.links, compiled)
		}
		if m.ID != "" {
			if m.id, err = oneGroup(m.ID); err != nil {
				return nil, fmt.Errorf("links: %s: id: %w", platform, err)
			}
		}
	}
	return all, nil
}

func oneGroup(expression string) (*regexp.Regexp, error) {
	compiled, err := regexp.Compile(expression)
	if err == nil && compiled.NumSubexp() != 1 {
		err = fmt.Errorf("%q must have one group", expression)
	}
	return compiled, err
}

// ID returns the platform's identifier of the post that the link leads to; empty when the link holds none.
func ID(platform social.Platform, link string) string {
	m := manners()[platform]
	if m == nil || link == "" {
		return ""
	}
	for _, expression := range m.links {
		// The places of the group, not its copy: most of a million links are looked at here.
		if at := expression.FindStringSubmatchIndex(link); at != nil {
			return strings.Clone(link[at[2]:at[3]])
		}
	}
	return ""
}

// Plain returns the part of an export's identifier that names the post alone, such as the second number of a Facebook
// identifier that begins with the page's.
func Plain(platform social.Platform, id string) string {
	if m := manners()[platform]; m != nil && m.id != nil {
		if found := m.id.FindStringSubmatch(id); found != nil {
			return found[1]
		}
	}
	return id
}

// Sure reports whether two posts of the platform are two wherever the identifiers in their links differ. Elsewhere one
// post may have several identifiers.
func Sure(platform social.Platform) bool {
	m := manners()[platform]
	return m != nil && m.Sure
}
