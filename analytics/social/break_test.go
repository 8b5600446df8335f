package social_test

import (
	"testing"
	"time"

	"auscult/analytics/social"
)

func TestDefinitionBreakConcerns(t *testing.T) {
	views := social.DefinitionBreak{Platform: social.YouTube, Metrics: []social.Metric{social.Views}, Forms: []social.Form{social.ShortVideo}}
	sorting := social.DefinitionBreak{Platform: social.YouTube, Forms: []social.Form{social.ShortVideo, social.Video}}
	var seen, unseen social.Metrics
	seen.Set(social.Views, 0) // known, though zero
	unseen.Set(social.Reach, 9)
	tests := []struct {
		name     string
		b        social.DefinitionBreak
		platform social.Platform
		form     social.Form
		metrics  social.Metrics
		want     bool
	}{
		{"its platform, form and metric", views, social.YouTube, social.ShortVideo, seen, true},
		{"without the metric", views, social.YouTube, social.ShortVideo, unseen, false},
		{"another form", views, social.YouTube, social.Video, seen, false},
		{"another platform", views, social.TikTok, social.ShortVideo, seen, false},
		{"a break of the sorting needs no metric", sorting, social.YouTube, social.Video, unseen, true},
		{"all forms where none is named", social.DefinitionBreak{Platform: social.X}, social.X, "", unseen, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.b.Concerns(tt.platform, tt.form, tt.metrics); got != tt.want {
				t.Errorf("Concerns = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestDefinitionBreakSays(t *testing.T) {
	b := social.DefinitionBreak{What: map[string]string{"en": "New.", "de": "Neu."}}
	own := social.DefinitionBreak{What: map[string]string{"": "Unsere Worte."}}
	if b.Says("de") != "Neu." || b.Says("fr") != "New." || own.Says("fr") != "Unsere Worte." {
		t.Errorf("%q, %q, %q", b.Says("de"), b.Says("fr"), own.Says("fr"))
	}
}

func TestDefinitionBreakBeginsAtTheHospitalsMidnight(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	b := social.DefinitionBreak{On: time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)}
	if got, want := b.Begins(zone), time.Date(2025, 3, 30, 22, 0, 0, 0, time.UTC); !got.Equal(want) { // UTC+2 in summer
		t.Errorf("begins %v, want %v", got, want)
	}
}
