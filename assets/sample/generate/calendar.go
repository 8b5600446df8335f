package main

import (
	"math"
	"time"
)

// The two years of the sample, in local time: from the first day, up to the
// day after the last.
var (
	zurich  = mustLocation("Europe/Zurich")
	pacific = mustLocation("America/Los_Angeles")
	begin   = day(2024, 10, 1)
	end     = day(2026, 10, 1)
	// The days on which the exports were made.
	firstExport = time.Date(2025, 10, 9, 10, 12, 0, 0, time.UTC)
	lastExport  = time.Date(2026, 10, 8, 9, 40, 0, 0, time.UTC)
	// The new maternity ward opened on this day.
	wardOpened = day(2026, 3, 2)
)

func mustLocation(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return l
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, zurich) }

// yearsBeforeEnd is the simulator's time: 0 at the end of the data, negative before.
func yearsBeforeEnd(at time.Time) float64 { return at.Sub(end).Hours() / 24 / 365.25 }

// progress runs from 0 at the beginning of the data to 1 at their end.
func progress(at time.Time) float64 { return at.Sub(begin).Hours() / end.Sub(begin).Hours() }

// weekOf numbers the weeks (Monday to Sunday) from 0.
func weekOf(at time.Time) int {
	monday := time.Date(2024, 9, 30, 0, 0, 0, 0, time.UTC)
	local := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	return int(local.Sub(monday).Hours() / 24 / 7)
}

// busy is the season's effect on how much is posted: less in summer and
// between the years, more in autumn.
func busy(at time.Time) float64 {
	v := 1 + 0.08*math.Cos(2*math.Pi*float64(at.YearDay()-320)/365)
	switch m, d := at.Month(), at.Day(); {
	case m == time.December && d > 22, m == time.January && d < 4:
		v *= 0.6
	case m == time.July && d > 12, m == time.August && d < 10:
		v *= 0.8
	}
	return v
}

// campaign is a theme of some weeks whose posts share an effect.
type campaign struct {
	name     string
	from, to time.Time // both days included
	topic    string
	channels []string // keys of the channels it runs on, in turn
	posts    int
	effect   float64 // drawn once per campaign, see newCampaigns
}

// newCampaigns returns the campaigns of both years with their effects.
func newCampaigns() []*campaign {
	r := stream("campaigns")
	general := []string{"fb", "ig", "li", "tt", "yt", "xg"}
	baby := []string{"igb", "fbb", "ig", "fb", "tt", "yt"}
	var all []*campaign
	add := func(name, topic string, channels []string, posts int, from, to time.Time) {
		all = append(all, &campaign{name, from, to, topic, channels, posts, 0.1 + r.normal(campaignSpread)})
	}
	for y := 2024; y <= 2026; y++ {
		add("Pink October", "prevention_and_season", general, 6, day(y, 10, 6), day(y, 10, 26))
		add("Flu season", "prevention_and_season", general, 6, day(y, 11, 3), day(y, 11, 22))
		add("Advent calendar", "team_and_culture", general, 6, day(y, 12, 1), day(y, 12, 21))
		add("Heart month", "prevention_and_season", general, 6, day(y, 2, 2), day(y, 2, 26))
		add("Nursing day", "team_and_culture", general, 6, day(y, 5, 6), day(y, 5, 14))
		add("Birth and baby week", "birth_and_baby", baby, 6, day(y, 6, 9), day(y, 6, 15))
		add("Sun protection", "prevention_and_season", general, 6, day(y, 7, 1), day(y, 7, 14))
		add("Apprenticeship start", "job", general, 6, day(y, 8, 3), day(y, 8, 15))
		add("Open day", "event", general, 6, day(y, 8, 31), day(y, 9, 11))
		add("Open day in pictures", "event", general, 3, day(y, 9, 13), day(y, 9, 17))
	}
	add("New maternity ward", "birth_and_baby", append(baby, "li", "xg"), 9, wardOpened, day(2026, 3, 20))
	var inside []*campaign
	for _, c := range all {
		if !c.from.Before(begin) && c.to.Before(end) {
			inside = append(inside, c)
		}
	}
	return inside
}
