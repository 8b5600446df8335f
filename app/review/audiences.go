package review

import (
	"slices"
	"strings"

	"auscult/analytics/social"
	"auscult/app/language"
)

// Audiences returns the audiences that channels of the workspace are for, in the order in which lists show them; last
// comes the empty one if there are channels without any. There are none where no channel has one.
func (h *Holdings) Audiences() []social.Audience {
	has := func(a social.Audience) bool {
		return slices.ContainsFunc(h.Channels, func(c social.Channel) bool { return c.Audience == a })
	}
	all := slices.DeleteFunc(social.Audiences(), func(a social.Audience) bool { return !has(a) })
	if len(all) > 0 && has("") {
		all = append(all, "")
	}
	return all
}

// Sections returns the sections that channels of the workspace belong to, by name; last comes the empty one if there are
// channels without any. There are none where no channel has one.
func (h *Holdings) Sections() []string {
	var all []string
	for _, c := range h.Channels {
		if c.Section != "" && !slices.Contains(all, c.Section) {
			all = append(all, c.Section)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	if len(all) > 0 && slices.ContainsFunc(h.Channels, func(c social.Channel) bool { return c.Section == "" }) {
		all = append(all, "")
	}
	return all
}

// channelsOf returns the channels that the question is about: on its platforms, for its audiences, of its sections.
func (h *Holdings) channelsOf(q Question) []social.Channel {
	var of []social.Channel
	for _, c := range h.Channels {
		if q.takes(c) {
			of = append(of, c)
		}
	}
	return of
}

// takes reports whether the question is about the channel.
func (q Question) takes(c social.Channel) bool {
	return among(q.Platforms, c.Platform) && among(q.Audiences, c.Audience) && among(q.Sections, c.Section)
}

func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// marked returns the channels to look at where the question names audiences or sections; nil: all. The same holds for
// competitors: a channel for everybody is no match for one for expectant parents.
func (h *Holdings) marked(q Question) []social.ChannelID {
	if len(q.Audiences) == 0 && len(q.Sections) == 0 {
		return nil
	}
	ids := []social.ChannelID{-1} // an empty list would mean all
	for _, c := range h.channelsOf(q) {
		ids = append(ids, c.ID)
	}
	return ids
}

// AudienceName names an audience; of the empty one it says that nobody has said any.
func AudienceName(s *language.Speaker, a social.Audience) string {
	if a == "" {
		return s.T("audience.none")
	}
	return s.T("audience." + string(a))
}

// SectionName is a section's name; of the empty one it says that nobody has said any.
func SectionName(s *language.Speaker, section string) string {
	if section == "" {
		return s.T("audience.no_section")
	}
	return section
}

// cut says which audiences and sections are looked at, to follow a subtitle; empty when all are.
func (q Question) cut(s *language.Speaker) string {
	var names []string
	for _, a := range q.Audiences {
		names = append(names, AudienceName(s, a))
	}
	for _, section := range q.Sections {
		names = append(names, SectionName(s, section))
	}
	if len(names) == 0 {
		return ""
	}
	return ", " + s.T("audience.only", language.Args{"Names": s.List(names)})
}
