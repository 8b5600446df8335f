package main

import "strings"

// compose puts the text of a post together from its parts, in the shape that
// is usual on the platform.
func (w *world) compose(r random, p *post) {
	t := &writer{r, w.texts[p.language], map[string]string{"booking": "https://appointments." + p.domain()}}
	section, tagSection := p.topic, p.topic
	if p.promotional {
		section, tagSection = "promotional", "promotional"
	}
	if p.campaign != nil {
		section = "campaign " + p.campaign.name
		if t.lines[section] == nil {
			p.language = "en"
			t.bank = w.texts["en"]
		}
		tagSection = section
	}
	opening := "hook"
	if p.channel.platform == youtube || p.channel.platform == blog {
		opening = "title"
	}
	hook, body := t.opening(section, opening, p.at.Month())
	closing := t.pick(section, "close")
	if ask := t.pick(section, "ask"); ask != "" && t.chance(0.35) {
		closing = ask
	}
	source := ""
	if t.chance(0.45) {
		source = t.pick(section, "source")
	}
	form := t.pick("form", p.form)
	if p.form == "link" || p.form == "article" && p.channel.platform != blog {
		form = strings.TrimSpace(t.pick("form", "link") + " " + p.link(t))
	}
	emoji := ""
	if all := t.lines[p.topic]["emoji"]; len(all) > 0 && t.chance(0.55) {
		emoji = " " + all[t.IntN(len(all))]
	}
	join := func(gap string, parts ...string) string {
		var kept []string
		for _, s := range parts {
			if s != "" {
				kept = append(kept, s)
			}
		}
		return strings.Join(kept, gap)
	}
	p.title = hook
	switch p.channel.platform {
	case facebook:
		p.text = join("\n", hook+emoji, join(" ", body, closing), form, source)
		if t.chance(0.6) {
			p.text += "\n" + t.hashtags(tagSection, 1+t.IntN(2))
		}
	case instagram:
		p.text = join("\n\n", hook+emoji, body, join(" ", closing, form), source) + "\n.\n" + t.hashtags(tagSection, 4+t.IntN(4))
	case linkedin, xing:
		p.text = join("\n\n", hook, body, join(" ", closing, form), source)
		if p.channel.platform == linkedin {
			p.text += "\n\n" + t.hashtags(tagSection, 3)
		}
	case x:
		p.text = join(" ", hook+emoji, form, t.hashtags(tagSection, 1+t.IntN(2)))
		if len(p.text)+len(body) < 230 {
			p.text = join(" ", hook+emoji, body, form, t.hashtags(tagSection, 1+t.IntN(2)))
		}
	case tiktok:
		p.text = join(" ", hook+emoji, closing, t.hashtags(tagSection, 2+t.IntN(3)))
	case youtube, blog:
		p.text = p.title
		if p.channel.platform == blog {
			p.text = join(" ", ended(p.title), body, source)
			p.url = "https://" + p.channel.handle + "/" + p.topicFolder() + "/" + slug(p.title) + "-" + p.id[2:]
		} else if t.chance(0.5) {
			// Half the titles carry the hospital's name, as many channels do.
			p.title += " | " + p.channel.name
			p.text = p.title
		}
	}
}

// ended closes a title that has no full stop of its own.
func ended(title string) string {
	if strings.HasSuffix(title, "?") || strings.HasSuffix(title, "!") {
		return title
	}
	return title + "."
}

// link is the invented page that a link post points to.
func (p *post) link(t *writer) string {
	return "https://www." + p.domain() + "/" + p.topicFolder() + "/" + strings.ToLower(t.letters(5))
}

// domain is the organisation's invented website.
func (p *post) domain() string {
	if p.channel.own() {
		return "ahornberg.example"
	}
	h := strings.TrimSuffix(strings.Trim(p.channel.handle, "@"), "_example")
	h = strings.TrimSuffix(strings.ReplaceAll(h, "_", "."), ".example")
	return strings.ReplaceAll(h, ".", "-") + ".example"
}

// topicFolder is the part of the website a topic lives in.
func (p *post) topicFolder() string {
	switch p.topic {
	case "job":
		return "careers"
	case "event":
		return "events"
	case "corporate_news":
		return "media"
	case "research_and_science":
		return "research"
	case "birth_and_baby":
		return "birth"
	}
	return "health"
}

// slug makes a web address of a title: small letters, digits and hyphens.
func slug(title string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 48 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
