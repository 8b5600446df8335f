package sample_test

import (
	"testing"
	"time"

	"auscult/analytics/consent"
	"auscult/app/review"
)

// The sample's register shows what it is for: a consent that holds, one that was withdrawn with a post to take down, and a post
// on a platform that its consent is not for. It does so on whatever day it is opened.
func TestTheSampleHasConsents(t *testing.T) {
	w, _ := open(t)
	r := review.New(w)
	for _, day := range []time.Time{time.Date(2026, 10, 9, 0, 0, 0, 0, time.UTC), time.Date(2046, 1, 1, 0, 0, 0, 0, time.UTC)} {
		g, err := r.Consents(t.Context(), day)
		if err != nil {
			t.Fatal(err)
		}
		if g.Of(consent.Valid) != 1 || g.Of(consent.IsWithdrawn) != 1 || len(g.ToTakeDown()) != 1 || len(g.NotCovered()) != 1 {
			t.Errorf("on %s: %d valid, %d withdrawn, %d posts to take down, %d not covered; want one each", day.Format(time.DateOnly),
				g.Of(consent.Valid), g.Of(consent.IsWithdrawn), len(g.ToTakeDown()), len(g.NotCovered()))
		}
	}
	document, _, err := w.Protocol(t.Context())
	if err != nil || len(document) == 0 {
		t.Errorf("a protocol of %d bytes, %v", len(document), err)
	}
}
