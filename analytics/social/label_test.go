package social_test

import (
	"testing"

	"auscult/analytics/social"
)

func TestLabelsTakeTheirValuesAndNoOthers(t *testing.T) {
	for _, l := range social.Labels() {
		values := l.Values()
		if l == social.CampaignLabel {
			values = []string{"Heart month"}
		}
		for _, v := range values {
			if err := l.Check(v); err != nil {
				t.Errorf("%s: %v", l, err)
			}
			var p social.Post
			p.SetLabel(l, v, "word: x")
			if got, _ := p.Label(l); got != v {
				t.Errorf("%s is %q, set to %q", l, got, v)
			}
			if l != social.CampaignLabel && l.Check(v+"?") == nil {
				t.Errorf("%s takes %q", l, v+"?")
			}
		}
		if l.Check("") == nil {
			t.Errorf("%s takes nothing", l)
		}
	}
	if social.Label("mood").Check("good") == nil {
		t.Error("anything can be said of a post")
	}
	for _, l := range social.RuleLabels() { // what is derived has a reason
		var p social.Post
		p.SetLabel(l, l.Values()[0], "word: x")
		if _, reason := p.Label(l); reason != "word: x" {
			t.Errorf("%s loses its reason", l)
		}
	}
}
