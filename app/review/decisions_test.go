package review_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"auscult/analytics/position"
	"auscult/analytics/safeguard"
	"auscult/analytics/safeguard/decision"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/importer"
)

var decidedAt = time.Date(2026, 11, 25, 8, 30, 0, 0, time.UTC)

func checked(t *testing.T, r *review.Reviewer) review.Safeguards {
	t.Helper()
	g, err := r.Safeguards(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// first returns the first finding in a post.
func first(t *testing.T, g review.Safeguards) review.Found {
	t.Helper()
	for _, f := range g.Findings {
		if f.Of == safeguard.Post {
			return f
		}
	}
	t.Fatal("no post has a finding")
	return review.Found{}
}

func decide(t *testing.T, r *review.Reviewer, v decision.Verdict, everywhere bool, found ...review.Found) {
	t.Helper()
	if err := r.Decide(t.Context(), found, review.Verdict{Verdict: v, Everywhere: everywhere, Reason: "a reason", By: "Maria Rossi"}, decidedAt); err != nil {
		t.Fatal(err)
	}
}

// Six posts name one patient; a comment and a reply have four more findings. What is settled is not counted any more.
func TestWhatIsDecidedIsNotCounted(t *testing.T) {
	english := language.New(language.English)
	for _, tt := range []struct {
		name             string
		do               func(r *review.Reviewer, g review.Safeguards)
		open, free       int
		headline, detail string
	}{
		{
			"nothing", func(*review.Reviewer, review.Safeguards) {}, 10, 18,
			"8 serious findings in Q3 2026, most of all: Name", "75% of the posts are free of serious findings.",
		},
		{
			"one text", func(r *review.Reviewer, g review.Safeguards) { decide(t, r, decision.Consent, false, first(t, g)) }, 9, 19,
			"7 serious findings in Q3 2026, most of all: Name", "79% of the posts are free of serious findings. One of 10 findings is settled.",
		},
		{
			"the words everywhere", func(r *review.Reviewer, g review.Safeguards) { decide(t, r, decision.NotPatient, true, first(t, g)) }, 4, 24,
			"2 serious findings in Q3 2026, most of all: Name", "100% of the posts are free of serious findings. 6 of 10 findings are settled.",
		},
		{
			"several together", func(r *review.Reviewer, g review.Safeguards) {
				decide(t, r, decision.Accept, false, append(g.Alike(first(t, g)), first(t, g))...)
			}, 4, 24,
			"2 serious findings in Q3 2026, most of all: Name", "100% of the posts are free of serious findings. 6 of 10 findings are settled.",
		},
		{
			"to come down, and still there", func(r *review.Reviewer, g review.Safeguards) { decide(t, r, decision.Remove, true, first(t, g)) }, 10, 18,
			"8 serious findings in Q3 2026, most of all: Name", "75% of the posts are free of serious findings.",
		},
		{
			"decided and taken back", func(r *review.Reviewer, g review.Safeguards) {
				decide(t, r, decision.NotPatient, true, first(t, g))
				decide(t, r, decision.Reopen, true, first(t, g))
			}, 10, 18,
			"8 serious findings in Q3 2026, most of all: Name", "75% of the posts are free of serious findings.",
		},
		{
			"all", func(r *review.Reviewer, g review.Safeguards) { decide(t, r, decision.Mask, false, g.Findings...) }, 0, 24,
			"All 10 findings of Q3 2026 have been settled", "100% of the posts are free of serious findings. 10 of 10 findings are settled.",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := openTexts(t, careless(), remarks)
			tt.do(r, checked(t, r))
			g := checked(t, r)
			if g.Open != tt.open || g.Free != tt.free || len(g.Findings) != 10 {
				t.Errorf("%d of %d open, %d posts free; want %d of 10, %d", g.Open, len(g.Findings), g.Free, tt.open, tt.free)
			}
			if got := g.Headline(english); got != tt.headline {
				t.Errorf("%q, want %q", got, tt.headline)
			}
			if got := g.Detail(english); got != tt.detail {
				t.Errorf("%q, want %q", got, tt.detail)
			}
			for i, f := range g.Findings {
				if f.Open() != (i < g.Open) {
					t.Errorf("finding %d is open: %v; the first %d should be", i, f.Open(), g.Open)
				}
			}
		})
	}
}

// The share of posts without a serious finding, on the page Position, follows a decision at once.
func TestPositionFollowsADecision(t *testing.T) {
	r := openTexts(t, careless(), remarks)
	share := func() float64 {
		p, err := r.Position(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Report.Criteria {
			if c.Kind == position.Safeguards {
				return c.Ours.Estimate.Value
			}
		}
		t.Fatal("the criterion is missing")
		return 0
	}
	if got := share(); got != 0.75 {
		t.Errorf("%g, want 0.75", got)
	}
	decide(t, r, decision.NotPatient, true, first(t, checked(t, r)))
	if got := share(); got != 1 {
		t.Errorf("%g after a decision, want 1", got)
	}
}

// Decisions that are made together on the same words are one entry for each text, and one alone where they hold everywhere.
func TestTheLogTellsOfWhatWasDecided(t *testing.T) {
	r := openTexts(t, careless(), remarks)
	g := checked(t, r)
	f := first(t, g)
	if n := len(g.Alike(f)); n != 5 {
		t.Errorf("%d others of the same words, want 5", n)
	}
	decide(t, r, decision.Mask, false, append(g.Alike(f), f)...)
	decide(t, r, decision.NotPatient, true, append(g.Alike(f), f)...)
	log, err := r.DecisionLog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(log.Entries) != 7 || log.Broken != nil || log.Head != log.Entries[6].Seal {
		t.Fatalf("%d entries, broken: %v", len(log.Entries), log.Broken)
	}
	for i, e := range log.Entries[:6] {
		if e.Post == 0 || e.Channel.Name != "Page" || e.Published.IsZero() {
			t.Errorf("entry %d does not know its post: %+v", i, e)
		}
	}
	if got := log.Entries[6].Scope(language.New(language.English)); got != "These words everywhere" {
		t.Errorf("%q", got)
	}
}

// What leaves the program is masked until somebody decides that it may be shown; masking is no such decision.
func TestRedactor(t *testing.T) {
	r := openTexts(t, careless(), remarks)
	texts := func() (all string, masked int) {
		rows, err := r.Posts(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
		if err != nil {
			t.Fatal(err)
		}
		x, err := r.Redactor(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Posts(t.Context(), rows); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			all += row.Text + "\n"
		}
		return all, x.Masked
	}
	for _, step := range []struct {
		do     func(f review.Found)
		masked int
	}{
		{func(review.Found) {}, 6},
		{func(f review.Found) { decide(t, r, decision.Mask, true, f) }, 6},
		{func(f review.Found) { decide(t, r, decision.Consent, false, f) }, 5},
		{func(f review.Found) { decide(t, r, decision.NotPatient, true, f) }, 0},
		{func(f review.Found) { decide(t, r, decision.Reopen, true, f) }, 6},
	} {
		step.do(first(t, checked(t, r)))
		all, masked := texts()
		if shown := strings.Count(all, "Anna Keller"); masked != step.masked || shown != 6-step.masked {
			t.Errorf("%d masked, %d shown; want %d and %d", masked, shown, step.masked, 6-step.masked)
		}
	}
	x, err := r.Redactor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := x.Words("Call jane.doe@example.org about Invented Hospital."), "Call […] about Invented Hospital."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The text of a finding is the whole text, so that a person can judge it.
func TestTextOfAFinding(t *testing.T) {
	r := openTexts(t, careless(), remarks)
	kinds := map[safeguard.TextKind]string{
		safeguard.Post: "Unsere Patientin Anna Keller ist wieder zu Hause.", safeguard.Comment: "Meine Mutter Hilde Vogt lag bei Ihnen auf der Station, Tel. 079 000 41 22",
		safeguard.Reply: "Liebe Frau Nobody, danke für Ihre Worte zu Ihrem Aufenthalt.",
	}
	for _, f := range checked(t, r).Findings {
		text, err := r.TextOf(t.Context(), f)
		if err != nil || text != kinds[f.Of] {
			t.Errorf("%s: %q, %v; want %q", f.Of, text, err, kinds[f.Of])
		}
		if !strings.Contains(kinds[f.Of], f.Text(text)) {
			t.Errorf("%q is not in its text", f.Text(text))
		}
	}
}

// A consent in the register settles that a patient is named and shown, as long as it holds; not their address, and not
// against what somebody has decided.
func TestAConsentSettlesFindings(t *testing.T) {
	dir := t.TempDir()
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	path := filepath.Join(dir, "posts.csv")
	content := "organisation,channel,platform,published_at,url,text,form,reach,reactions\n" +
		"Invented Hospital,Page,instagram,2026-08-01,https://x.example/1,\"Our patient Jane Doe is home, write to jane.doe@example.org\",photo,1000,5\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	keep(t, w, consented("Patient 7"), ourPosts(t, w, social.Photo)...)
	r := review.New(w)
	state := func() (open, text string) {
		g := checked(t, r)
		for _, f := range g.Findings[:g.Open] {
			open += string(f.Kind) + " "
		}
		rows, err := r.Posts(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
		if err != nil {
			t.Fatal(err)
		}
		x, err := r.Redactor(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Posts(t.Context(), rows); err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(open), rows[0].Text
	}
	for _, step := range []struct {
		day        time.Time
		do         func()
		open, text string
	}{
		{dayOf2026(10, 10), func() {}, "email", "Our patient Jane Doe is home, write to […]"},
		{dayOf2026(12, 31).AddDate(0, 0, 10), func() {}, "name email consent", "Our patient […] is home, write to […]"},
		{dayOf2026(10, 10), func() {
			for _, f := range checked(t, r).Findings {
				if f.Kind == safeguard.Name {
					decide(t, r, decision.Remove, false, f)
				}
			}
		}, "name email", "Our patient […] is home, write to […]"},
	} {
		r.SetToday(func() time.Time { return step.day })
		step.do()
		if open, text := state(); open != step.open || text != step.text {
			t.Errorf("%s: open %q, shown %q; want %q, %q", step.day.Format(time.DateOnly), open, text, step.open, step.text)
		}
	}
}

// What came in with an import is checked: our posts, and comments on our channels; what was decided is not told of again.
func TestCheckImports(t *testing.T) {
	r := openTexts(t, careless(), remarks)
	check := func(ids ...social.ImportID) review.ImportChecks {
		c, err := r.CheckImports(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	// Six posts name a patient. Of the comments two serious findings and warnings: see TestSafeguards; the third comment, of
	// February, has a telephone number.
	for _, c := range []struct {
		got, want review.ImportChecks
	}{
		{check(), review.ImportChecks{}},
		{check(1), review.ImportChecks{Texts: 24, Serious: 6}},
		{check(2), review.ImportChecks{Texts: 3, Serious: 2, Warnings: 3}},
		{check(1, 2), review.ImportChecks{Texts: 27, Serious: 8, Warnings: 3}},
		{check(9), review.ImportChecks{}},
	} {
		if c.got != c.want {
			t.Errorf("%+v, want %+v", c.got, c.want)
		}
	}
	decide(t, r, decision.NotPatient, true, first(t, checked(t, r)))
	if got, want := check(1), (review.ImportChecks{Texts: 24}); got != want {
		t.Errorf("after a decision %+v, want %+v", got, want)
	}
}
