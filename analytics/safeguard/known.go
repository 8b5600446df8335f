package safeguard

import (
	"slices"
	"strings"
)

// known is what is no patient's.
type known struct {
	names   [][]string // the words of each, as lists have them
	domains []string
	handles []string
	phones  []string // their last digits
}

// telling is how many of a number's last digits are compared: national and international ways of writing differ before.
const telling = 7

func knownOf(o Options) known {
	var k known
	for _, name := range o.Names {
		r := read(lexiconOf(), name)
		var words []string
		for _, t := range r.tokens {
			if t.form == word {
				words = append(words, r.letters(t))
			}
		}
		r.release()
		if len(words) > 0 {
			k.names = append(k.names, words)
		}
	}
	for _, d := range o.Domains {
		k.domains = append(k.domains, strings.TrimPrefix(strings.ToLower(d), "www."))
	}
	for _, h := range o.Handles {
		k.handles = append(k.handles, strings.TrimPrefix(strings.ToLower(h), "@"))
	}
	for _, p := range o.Phones {
		if d := plain(p); len(d) >= telling {
			k.phones = append(k.phones, d[len(d)-telling:])
		}
	}
	return k
}

// plain returns the digits of a number.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func (k *known) domain(d string) bool {
	d = strings.ToLower(d)
	return slices.ContainsFunc(k.domains, func(own string) bool { return d == own || strings.HasSuffix(d, "."+own) })
}

func (k *known) handle(h string) bool {
	h = strings.TrimPrefix(strings.ToLower(h), "@")
	return slices.Contains(k.handles, h)
}

func (k *known) phone(p string) bool {
	d := plain(p)
	return len(d) >= telling && slices.Contains(k.phones, d[len(d)-telling:])
}

// name reports whether all words of a name stand in one that is known.
func (k *known) name(words []string) bool {
	return slices.ContainsFunc(k.names, func(own []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) })
	})
}
