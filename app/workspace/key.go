package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"

	"auscult/analytics/social"
)

// key returns what makes a post the same post in two files of one channel: the platform's identifier, else the link,
// else the moment and the text.
func key(p *social.Post) string {
	if p.NativeID != "" {
		return keyOfID + p.NativeID
	}
	if link := plainLink(p.URL); link != "" {
		return keyOfLink + link
	}
	sum := sha256.Sum256([]byte(strconv.FormatInt(p.PublishedAt.Unix(), 10) + "\x00" + p.Text))
	return "text:" + hex.EncodeToString(sum[:12])
}

// How keys begin that are made of an identifier or of a link.
const (
	keyOfID   = "id:"
	keyOfLink = "url:"
)

// plainLink writes a link without what changes between two copies of it: case of the host, "www.", tracking
// parameters, fragment and a slash at the end.
func plainLink(link string) string {
	if plain, ok := plainAlready(link); ok {
		return plain
	}
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" {
		return strings.TrimSpace(link)
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "igsh" || name == "igshid" || name == "si" {
			query.Del(name)
		}
	}
	plain := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(query) > 0 {
		plain += "?" + query.Encode()
	}
	return plain
}

// plainAlready is plainLink for the links of most posts, which have nothing to take away but a "www." and a slash: no
// parameters, no escapes, no port, a host in lower case. Taking a link apart would cost an import noticeable time.
func plainAlready(link string) (plain string, ok bool) {
	rest, ok := strings.CutPrefix(link, "https://")
	if !ok {
		return "", false
	}
	inHost := true
	for i := range len(rest) {
		switch b := rest[i]; {
		case b == '/':
			if i == 0 {
				return "", false
			}
			inHost = false
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9', b == '-', b == '.', b == '_', b == '~':
		case 'A' <= b && b <= 'Z' && !inHost:
		default:
			return "", false
		}
	}
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/"), rest != ""
}
