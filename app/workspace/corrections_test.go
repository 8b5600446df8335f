package workspace

import (
	"testing"

	"auscult/analytics/social"
)

// A post that two files name differently is known by two keys; of corrections made under both, the later one counts,
// for each label by itself.
func TestLaterCorrectionCounts(t *testing.T) {
	said := corrections{
		{"facebook", "id:1"}:         {{Label: "form", Value: "poll", MadeAt: 10}, {Label: "topic", Value: "job", MadeAt: 30}},
		{"facebook", "url:x.ch"}:     {{Label: "form", Value: "live", MadeAt: 20}, {Label: "topic", Value: "event", MadeAt: 20}},
		{"instagram", "url:x.ch"}:    {{Label: "form", Value: "audio", MadeAt: 99}},
		{"facebook", "another post"}: {{Label: "campaign", Value: "Heart", MadeAt: 99}},
	}
	for _, keys := range [][]string{{"id:1", "url:x.ch"}, {"url:x.ch", "id:1"}} {
		p := social.Post{Platform: social.Facebook, Form: social.Photo, Promotional: social.Yes, PromotionalReason: "word: book"}
		said.apply(&p, keys...)
		want := social.Post{
			Platform: social.Facebook, Form: social.Live, FormReason: social.CorrectedByHand, Topic: social.Job, TopicReason: social.CorrectedByHand,
			Promotional: social.Yes, PromotionalReason: "word: book",
		}
		if p != want {
			t.Errorf("%v: %+v", keys, p)
		}
	}
}
