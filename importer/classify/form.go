// Package classify derives what an export does not say outright: a post's content form, what it is about, and whether it
// tries to sell. It does so by the platform's words, by the words of the text, by the manager's own rules, and by what
// posts that people have corrected teach. Everything derived comes with its reason, so that the person can check it.
package classify

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"auscult/analytics/social"
)

// Clues are what is known of a post when its content form is derived.
type Clues struct {
	Platform    social.Platform
	Native      string        // the platform's own word, as the file has it
	Form        social.Form   // what the format's declaration makes of that word; empty if nothing
	Duration    time.Duration // of a video; zero when not known
	PublishedAt time.Time
	Text        string // as published
}

// longShorts is when YouTube raised the length of a Short from one minute to three (announced for 15 October 2024,
// support.google.com/youtube/answer/15424877).
var longShorts = time.Date(2024, time.October, 15, 0, 0, 0, 0, time.UTC)

// captions are words with which a text says of its own picture that it is an infographic. Only those that say nothing
// else are here: "at a glance" or "facts" also stand under photos.
var captions = mustParse(`infographic infographics infografik infografiken infographie infographies`)

func mustParse(text string) Pattern {
	p, err := ParsePattern(text)
	if err != nil {
		panic(err) // the words are part of the program
	}
	return p
}

// pictured are the forms of which some are infographics that no platform tells apart.
var pictured = []social.Form{social.Photo, social.Carousel, social.Document}

// Form derives a post's content form and says why, in the form "platform: IG reel", "length: at most 180 s" or "caption:
// infographic". Both are empty when nothing points anywhere.
func Form(c Clues) (form social.Form, reason string) {
	if slices.Contains(pictured, c.Form) {
		if word, found := captions.Find(Cut(c.Text)); found {
			return social.Infographic, byCaption + ": " + word
		}
	}
	switch {
	case c.Form != "":
		return c.Form, byPlatform + ": " + strings.TrimSpace(c.Native)
	case c.Platform == social.YouTube && c.Duration > 0:
		limit := 60 * time.Second
		if !c.PublishedAt.Before(longShorts) {
			limit = 180 * time.Second
		}
		if c.Duration <= limit {
			return social.ShortVideo, fmt.Sprintf(byLength+": at most %d s", int(limit.Seconds()))
		}
		return social.Video, fmt.Sprintf(byLength+": over %d s", int(limit.Seconds()))
	case c.Platform == social.YouTube:
		return social.Video, byPlatform + ": YouTube"
	case c.Platform == social.TikTok:
		return social.ShortVideo, byPlatform + ": TikTok"
	case c.Platform == social.Blog:
		return social.Article, byPlatform + ": Blog"
	}
	return "", ""
}

// FormStrength orders reasons for a form: of two imports the one with the stronger reason is believed, whichever is
// newer. A file's own word is stronger than a caption's, and that stronger than the platform's, which knows no
// infographics.
func FormStrength(reason string) int {
	switch {
	case reason == social.GivenInFile:
		return 2
	case strings.HasPrefix(reason, byCaption+":"):
		return 1
	}
	return 0
}
