package strategy_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/social"
	"auscult/analytics/strategy"
)

// A quarter of 40 posts: 26 on Instagram in two forms and 6 promotional among them, 13 on Facebook in three, 1 on X. The amounts are
// counted by hand.
func TestHold(t *testing.T) {
	m := strategy.Mix{
		{Platform: social.Instagram, Form: social.Photo}:                    14,
		{Platform: social.Instagram, Form: social.Photo, Promotional: true}: 6,
		{Platform: social.Instagram, Form: social.ShortVideo}:               6,
		{Platform: social.Facebook, Form: social.Photo}:                     10,
		{Platform: social.Facebook, Form: social.Link}:                      2,
		{Platform: social.Facebook, Form: social.Video}:                     1,
		{Platform: social.X, Form: social.Text}:                             1,
	}
	v := func(f float64) *float64 { return &f }
	yes := true
	for name, c := range map[string]struct {
		rule strategy.Rule
		want []string
	}{
		"promotion":             {strategy.Rule{Kind: strategy.ShareRule, Promotional: &yes, High: v(0.2)}, []string{" 0.15 of 40 kept"}},
		"promotion, stricter":   {strategy.Rule{Kind: strategy.ShareRule, Promotional: &yes, High: v(0.1)}, []string{" 0.15 of 40 broken"}},
		"promotion on Facebook": {strategy.Rule{Kind: strategy.ShareRule, Promotional: &yes, Platform: social.Facebook, High: v(0)}, []string{"facebook 0 of 13 kept"}},
		"of nothing":            {strategy.Rule{Kind: strategy.ShareRule, Promotional: &yes, Platform: social.TikTok, Low: v(0.5)}, []string{"tiktok NaN of 0 kept"}},
		"posts":                 {strategy.Rule{Kind: strategy.PostsRule, Form: social.Photo, Low: v(30), High: v(30)}, []string{" photo 30 of 40 kept"}},
		"cadence":               {strategy.Rule{Kind: strategy.CadenceRule, Low: v(1), High: v(1.5)}, []string{"facebook 1 of 13 kept", "instagram 2 of 26 broken", "x 0.0769 of 1 broken"}},
		"variety":               {strategy.Rule{Kind: strategy.VarietyRule, Low: v(2)}, []string{"facebook 3 of 13 kept", "instagram 2 of 26 kept", "x 1 of 1 broken"}},
		// Instagram has two forms and X one: too few to share with. 10 of 13 posts on Facebook are photos.
		"shares of forms":       {strategy.Rule{Kind: strategy.FormShareRule, High: v(0.6)}, []string{"facebook photo 0.769 of 13 broken"}},
		"the share of one form": {strategy.Rule{Kind: strategy.FormShareRule, Form: social.Link, High: v(0.6)}, []string{"facebook link 0.154 of 13 kept"}},
		"off":                   {strategy.Rule{Kind: strategy.VarietyRule, Low: v(2), Off: true}, nil},
		"hours":                 {strategy.Rule{Kind: strategy.HoursRule, High: v(2)}, nil},
		"change":                {strategy.Rule{Kind: strategy.ChangeRule, High: v(2)}, nil},
	} {
		var got []string
		for _, h := range strategy.Hold([]strategy.Rule{c.rule}, m) {
			said := string(h.Platform)
			if h.Form != "" {
				said += " " + string(h.Form)
			}
			kept := "broken"
			if h.Kept() {
				kept = "kept"
			}
			got = append(got, fmt.Sprintf("%s %.3g of %d %s", said, h.Amount, h.Posts, kept))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}
