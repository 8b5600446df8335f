package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"auscult/analytics/position"
	"auscult/analytics/safeguard"
	"auscult/app/language"
	"auscult/app/review"
)

// Every kind, severity, reason and cure has its words in every language.
func TestSafeguardsAreSaid(t *testing.T) {
	for _, l := range language.All() {
		s := language.New(l)
		var ids []string
		for _, k := range append(safeguard.Identifiers(), safeguard.Conduct()...) {
			ids = append(ids, "safeguard.kind."+string(k))
		}
		for _, v := range safeguard.Severities() {
			ids = append(ids, "safeguard.severity."+v.String())
		}
		for _, r := range safeguard.Reasons() {
			ids = append(ids, "safeguard.reason."+r)
		}
		for _, c := range safeguard.Cures() {
			ids = append(ids, "safeguard.cure."+string(c))
		}
		for _, id := range ids {
			if said := s.T(id); said == "" || strings.Contains(said, id) {
				t.Errorf("%s does not say %s", l, id)
			}
		}
	}
}

// careless is an invented quarter: of our posts one in four names a patient, of the competitor's none.
func careless() string {
	var b strings.Builder
	b.WriteString("organisation,channel,platform,published_at,url,text,form,reactions,comments,shares,followers_at_post\n")
	for i := range 24 {
		text := "Wir suchen Verstärkung für unser Team."
		if i%4 == 0 {
			text = "Unsere Patientin Anna Keller ist wieder zu Hause."
		}
		fmt.Fprintf(&b, "Invented Hospital,Page,facebook,2026-08-%02d,https://x.example/%d,%s,text,5,0,0,1000\n", 1+i, i, text)
		fmt.Fprintf(&b, "Rival Clinic,Rival,facebook,2026-08-%02d,https://y.example/%d,Wir suchen Verstärkung.,text,5,0,0,1000\n", 1+i, i)
	}
	return b.String()
}

const remarks = `channel,platform,post_url,comment_id,in_reply_to,author,written_at,text,ours,kind
Page,facebook,https://x.example/1,c1,,Nina Nobody,2026-08-05 09:12,"Meine Mutter Hilde Vogt lag bei Ihnen auf der Station, Tel. 079 000 41 22",no,comment
Page,facebook,https://x.example/1,c2,c1,Page,2026-08-05 10:12,"Liebe Frau Nobody, danke für Ihre Worte zu Ihrem Aufenthalt.",yes,comment
Page,facebook,https://x.example/1,c3,,Paul Nobody,2026-02-05 10:12,"Ruft mich an: 079 000 41 22",no,comment
`

func TestSafeguards(t *testing.T) {
	english := language.New(language.English)
	g, err := openTexts(t, careless(), remarks).Safeguards(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	if g.Posts != 24 || g.Worded != 24 || g.Free != 18 || g.Comments != 2 {
		t.Errorf("%d posts, %d with texts, %d free, %d comments; want 24, 24, 18, 2", g.Posts, g.Worded, g.Free, g.Comments)
	}
	// Six names of patients; the comment's name and number; the reply's name and that it confirms a stay.
	counts := map[safeguard.Kind]string{}
	for _, k := range g.Kinds {
		counts[k.Kind] = fmt.Sprintf("%d serious, %d warnings, %d notes in %d texts", k.Serious, k.Warnings, k.Notes, k.Texts)
	}
	for kind, want := range map[safeguard.Kind]string{
		safeguard.Name: "7 serious, 1 warnings, 0 notes in 8 texts", safeguard.Phone: "0 serious, 1 warnings, 0 notes in 1 texts",
		safeguard.Confirmation: "1 serious, 0 warnings, 0 notes in 1 texts",
	} {
		if counts[kind] != want {
			t.Errorf("%s: %s, want %s", kind, counts[kind], want)
		}
	}
	if len(g.Kinds) != 3 || len(g.Channels) != 1 || g.Channels[0].All() != 10 {
		t.Errorf("kinds %v, channels %v", g.Kinds, g.Channels)
	}
	if got, want := g.Headline(english), "8 serious findings in Q3 2026, most of all: Name"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := g.Detail(english), "75% of the posts are free of serious findings."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := g.KindSentence(english, g.Gravest(2)[0]), "Name\n8 findings, 7 of them serious. "; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q and a cure", got, want)
	}
	if got := g.Gravest(2); len(got) != 2 || got[1].Kind != safeguard.Confirmation {
		t.Errorf("the gravest kinds are %v", got)
	}
	// 24 posts, all of text and none promotional, on Facebook alone: 24 a quarter are 1.85 a week.
	var held []string
	for _, h := range g.Held {
		held = append(held, fmt.Sprintf("%s: %s, %s", review.HeldName(english, h), review.HeldBounds(english, h), review.HeldAmount(english, h)))
	}
	if diff := cmp.Diff([]string{
		"Share of the posts – promotional posts: at most 20%, 0%", "Content forms on each platform – Facebook: at least 3, 1",
		"Posts a week on each platform – Facebook: at least 0.46, 1.85",
	}, held); diff != "" {
		t.Error(diff)
	}
	if got, want := g.HeldSentence(english), "2 of 3 limits of the house were kept"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for i := 1; i < len(g.Findings); i++ {
		if g.Findings[i].Severity > g.Findings[i-1].Severity {
			t.Errorf("finding %d is graver than the one before", i)
		}
	}
	all := fmt.Sprintf("%+v", g)
	for _, secret := range []string{"Keller", "Hilde", "Vogt", "Nobody", "41 22"} {
		if strings.Contains(all, secret) {
			t.Errorf("the answer holds %q", secret)
		}
	}
}

// A draft is checked as what it is; names that the workspace knows, here a channel's, are no patients'.
func TestCheckDraft(t *testing.T) {
	known := "organisation,channel,platform,published_at,url,text,form,reactions,comments,shares,followers_at_post\n" +
		"Invented Hospital,Hilde Vogt,facebook,2026-08-01,https://x.example/1,Hello.,text,5,0,0,1000\n"
	tests := []struct {
		name, file string
		draft      review.Draft
		want       []safeguard.Kind
	}{
		{"nothing to find", careless(), review.Draft{Text: "Our open day is on Saturday."}, nil},
		{"a patient's name", careless(), review.Draft{Text: "Our patient Hilde Vogt went home."}, []safeguard.Kind{safeguard.Name}},
		{"the same under a picture", careless(), review.Draft{Text: "Our patient Hilde Vogt went home.", Pictured: true}, []safeguard.Kind{safeguard.Name, safeguard.Consent}},
		{"a channel is called so", known, review.Draft{Text: "Our patient Hilde Vogt went home."}, nil},
		{"a reply that confirms a stay", careless(), review.Draft{Text: "Danke für Ihre Worte zu Ihrem Aufenthalt.", Kind: safeguard.Reply}, []safeguard.Kind{safeguard.Confirmation}},
		{"the same words as a post", careless(), review.Draft{Text: "Danke für Ihre Worte zu Ihrem Aufenthalt."}, nil},
	}
	for _, tt := range tests {
		findings, err := openTexts(t, tt.file).CheckDraft(t.Context(), tt.draft)
		if err != nil {
			t.Fatal(err)
		}
		var got []safeguard.Kind
		for _, f := range findings {
			got = append(got, f.Kind)
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestPositionSafeguards(t *testing.T) {
	english := language.New(language.English)
	r, q := openTexts(t, careless()), review.Question{Quarter: quarter(t, "2026Q3")}
	soon, err := r.PositionSoon(t.Context(), q)
	if err != nil || !soon.Pending {
		t.Fatalf("pending: %v, %v", soon.Pending, err)
	}
	if got, want := soon.Sentence(english, criterionOf(t, soon, position.Safeguards)), "Posts without a serious finding: the texts are still being checked."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	p, err := r.Position(t.Context(), q)
	if err != nil || p.Pending {
		t.Fatalf("pending: %v, %v", p.Pending, err)
	}
	c := criterionOf(t, p, position.Safeguards)
	if c.Ours == nil || c.Ours.Estimate.Value != 0.75 || len(c.Peers) != 1 || c.Peers[0].Estimate.Value != 1 || c.Verdict != position.Behind || len(c.IDs) != 6 {
		t.Fatalf("%+v against %+v: %s, on %d posts; want 0.75 against 1, behind, on 6", c.Ours, c.Peers, c.Verdict, len(c.IDs))
	}
	if got, want := p.Actions(english)[0], "6 of your posts have serious findings, such as a patient’s name: decide on them first."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if again, err := r.PositionSoon(t.Context(), q); err != nil || criterionOf(t, again, position.Safeguards).Verdict != position.Behind {
		t.Errorf("what has been checked is kept: %v", err)
	}
	r.Forget()
	if again, err := r.PositionSoon(t.Context(), q); err != nil || !again.Pending {
		t.Errorf("after an import posts are checked anew: pending %v, %v", again.Pending, err)
	}
}
