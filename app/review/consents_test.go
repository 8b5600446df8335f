package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"auscult/analytics/consent"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
)

var officer = workspace.By{Who: "A. Officer", At: time.Date(2026, 10, 6, 9, 0, 0, 0, time.UTC)}

func dayOf2026(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

// consented is an invented consent for photos on Instagram, complete by Swiss law.
func consented(who string) consent.Consent {
	return consent.Consent{
		Who: who, Information: "Photo and quote", Discloser: "Communications", Purpose: "Stories of 2026", Platforms: []social.Platform{social.Instagram},
		Forms: []social.Form{social.Photo}, SignedOn: dayOf2026(6, 1), SignedBy: consent.Oneself, Expires: dayOf2026(12, 31), Statements: consent.Statements(), Kept: "Folder 12",
	}
}

// ourPosts returns posts of ours of a form, oldest first.
func ourPosts(t *testing.T, w *workspace.Workspace, f social.Form) []social.PostID {
	t.Helper()
	posts, err := w.Posts(t.Context(), workspace.PostFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var ids []social.PostID
	for _, p := range posts {
		if p.Form == f && !strings.Contains(p.Text, "theirs") {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// keep stores a consent with its posts.
func keep(t *testing.T, w *workspace.Workspace, c consent.Consent, posts ...social.PostID) consent.ID {
	t.Helper()
	id, err := w.SaveConsent(t.Context(), c, officer)
	if err == nil {
		err = w.LinkConsent(t.Context(), id, posts, officer)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestConsentRegister(t *testing.T) {
	r, w := open(t)
	english := language.New(language.English)
	look := func(day time.Time) review.ConsentRegister {
		t.Helper()
		g, err := r.Consents(t.Context(), day)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	if g := look(dayOf2026(10, 6)); g.Headline(english) != "No consents have been entered yet" || g.Detail(english) != "" || g.Law != consent.CH {
		t.Errorf("%q %q %q", g.Headline(english), g.Detail(english), g.Law)
	}
	photos, films := ourPosts(t, w, social.Photo), ourPosts(t, w, social.ShortVideo)
	lacking := consented("P-3")
	lacking.Purpose = ""
	first := keep(t, w, consented("P-1"), photos[0], photos[1], films[0])
	second := keep(t, w, consented("P-2"), photos[1]) // two people in one photo
	third := keep(t, w, lacking, photos[2])
	g := look(dayOf2026(10, 6))
	for post, want := range map[social.PostID]review.ConsentVerdict{
		photos[0]: review.Consented, photos[1]: review.Consented, photos[2]: review.NotYetComplete, photos[3]: "", films[0]: review.NotCovered,
	} {
		if got := g.Verdict(post); got != want || g.Consented(post) != (want == review.Consented) {
			t.Errorf("post %d: %q, want %q", post, got, want)
		}
	}
	if got, want := g.Headline(english), "One post is not covered by its consent. One consent is incomplete"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := g.Detail(english), "3 consents: 1 incomplete, 2 valid. As of 6 October 2026. Law: Switzerland (DSG)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if g.Entries[0].ID != third || g.Entries[0].StateLine(english, g.Day) != "Incomplete: one thing is missing" || g.Entries[0].StateSentence(english, g.Day) != "Incomplete. Missing: what for" {
		t.Errorf("first stands consent %d: %q", g.Entries[0].ID, g.Entries[0].StateSentence(english, g.Day))
	}

	// Withdrawn: also the photo with two people is to be taken down, though the other still consents.
	if err := w.WithdrawConsent(t.Context(), first, dayOf2026(10, 10), "by letter", officer); err != nil {
		t.Fatal(err)
	}
	g = look(dayOf2026(12, 19))
	var down []social.PostID
	for _, p := range g.ToTakeDown() {
		down = append(down, p.ID)
	}
	if want := []social.PostID{films[0], photos[1], photos[0]}; !slices.Equal(down, want) {
		t.Errorf("to take down: %v, want %v, the latest first", down, want)
	}
	if g.Verdict(photos[1]) != review.ToTakeDown || len(g.NotCovered()) != 0 {
		t.Errorf("the photo of two: %q; not covered: %v", g.Verdict(photos[1]), g.NotCovered())
	}
	// From 19 to 31 December there are 12 days.
	if got, want := g.Headline(english), "3 posts stand under a consent that has ended: take them down. One consent ends in 12 days"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if e, _ := g.Entry(first); e.StateSentence(english, g.Day) != "Withdrawn on 10 October 2026: by letter" || e.Keep(english) != "Keep the signed form until 9 October 2032: 6 years after it ended (45 CFR 164.530(j), USA)." {
		t.Errorf("%q %q", e.StateSentence(english, g.Day), e.Keep(english))
	}
	// Taken down for one consent, a post is down for the other too.
	for _, post := range down {
		if err := w.TakenDown(t.Context(), post, dayOf2026(12, 19), officer); err != nil {
			t.Fatal(err)
		}
	}
	g = look(dayOf2026(12, 20))
	if len(g.ToTakeDown()) != 0 || g.Verdict(photos[1]) != review.DownAlready {
		t.Errorf("to take down: %v; the photo of two: %q", g.ToTakeDown(), g.Verdict(photos[1]))
	}
	if e, _ := g.Entry(second); len(e.Posts) != 1 || e.Posts[0].PostSentence(english) != "Taken down on 19 December 2026." {
		t.Errorf("under the other consent: %+v", e.Posts)
	}
	if g := look(dayOf2026(12, 31)); g.Of(consent.ExpiresSoon) != 1 || len(g.ToTakeDown()) != 0 {
		t.Error("on its last day the consent does not hold")
	}
	if g := look(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)); g.Of(consent.IsExpired) != 2 || len(g.ToTakeDown()) != 1 || g.ToTakeDown()[0].ID != photos[2] {
		t.Errorf("expired: %d; to take down: %v", g.Of(consent.IsExpired), g.ToTakeDown())
	}
}

// Posts to link are looked for among our own.
func TestPostsToLinkAreFound(t *testing.T) {
	r, w := open(t)
	films := ourPosts(t, w, social.ShortVideo)
	hits, err := r.Find(t.Context(), review.Search{Words: "VIDEO", Ours: true, Most: 3})
	if err != nil {
		t.Fatal(err)
	}
	var got []social.PostID
	for _, row := range hits.Posts {
		got = append(got, row.ID)
	}
	slices.Reverse(films)
	if !slices.Equal(got, films[:3]) || hits.All != len(films) {
		t.Errorf("found %v of %d, want the latest three films %v of %d", got, hits.All, films[:3], len(films))
	}
	for words, want := range map[string]int{"theirs": 0, "photo 7": 1, "x.example/p7": 1} {
		if hits, err := r.Find(t.Context(), review.Search{Words: words, Ours: true}); err != nil || hits.All != want {
			t.Errorf("%q: %d posts, want %d; %v", words, hits.All, want, err)
		}
	}
	if hits, err := r.Find(t.Context(), review.Search{Words: "theirs"}); err != nil || hits.All == 0 {
		t.Errorf("the competitors' posts are not found at all: %d, %v", hits.All, err)
	}
}

// Everything that is said of consents is there in every language.
func TestConsentsAreSaid(t *testing.T) {
	var ids []string
	for _, s := range consent.States() {
		ids = append(ids, "consent.state."+string(s))
	}
	for _, e := range consent.Elements() {
		ids = append(ids, "consent.element."+e.Name)
	}
	for _, l := range consent.Laws() {
		ids = append(ids, "consent.law."+string(l))
	}
	for _, m := range consent.Statements() {
		ids = append(ids, "consent.statement."+string(m))
	}
	for _, g := range consent.Signers() {
		ids = append(ids, "consent.signer."+string(g))
	}
	for _, g := range consent.Gaps() {
		ids = append(ids, "consent.gap."+string(g))
	}
	for _, f := range append(consent.FieldNames(), "post", "down") {
		ids = append(ids, "consent.field."+f)
	}
	for _, l := range language.All() {
		for _, id := range ids {
			if said := language.New(l).T(id); said == "" || said == id {
				t.Errorf("%s does not say %s", l, id)
			}
		}
	}
}
