package review_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/review"
	"auscult/app/workspace"
	"auscult/app/workspace/keyring"
	"auscult/importer"
)

// openTexts makes a workspace of the files, each exported on 5 October 2026. They are invented.
func openTexts(t *testing.T, files ...string) *review.Reviewer {
	t.Helper()
	dir := t.TempDir()
	w, err := workspace.Create(t.Context(), filepath.Join(dir, "w.auscult"), workspace.Settings{Hospital: "Invented Hospital", TimeZone: "Europe/Zurich"}, workspace.WithKeyring(keyring.Memory()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	exported := time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC)
	for i, content := range files {
		path := filepath.Join(dir, string(rune('a'+i))+".csv")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, exported, exported); err != nil {
			t.Fatal(err)
		}
		if _, err := w.ImportFile(t.Context(), path, importer.Options{}, workspace.ImportOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return review.New(w)
}

const formulaPosts = `organisation,channel,platform,published_at,url,text,form,reach,reactions,comments,shares,followers_at_post
Invented Hospital,Main,facebook,2026-07-01,https://x.example/1,a,photo,1000,34,0,0,1000
Invented Hospital,Main,facebook,2026-09-01,https://x.example/2,b,photo,2000,70,0,0,4000
Invented Hospital,Baby,facebook,2026-08-01,https://x.example/3,c,photo,100,20,0,0,1000
Rival Clinic,Rival Clinic,facebook,2026-08-02,https://x.example/4,d,photo,,9,1,0,800
Rival Clinic,Rival Clinic,xing,2026-08-02,https://x.example/5,d,text,,9,1,0,800
Rival Clinic,Rival Clinic,facebook,2026-10-02,https://x.example/6,next quarter,photo,,900,1,0,800
`

func TestFormulasStandSideBySide(t *testing.T) {
	r := openTexts(t, formulaPosts)
	f, err := r.Formulas(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Platforms) != 1 || f.Platforms[0].Platform != social.Facebook || f.Posts != 4 {
		t.Fatalf("%d platforms and %d posts, want Facebook with 4: no vendor has a formula for XING", len(f.Platforms), f.Posts)
	}
	speak := language.New(language.English)
	on := f.Platforms[0]
	var names []string
	for _, c := range on.Channels {
		names = append(names, c.Name(speak))
	}
	if want := []string{"Baby", "Main", "All our channels", "Rival Clinic"}; !slices.Equal(names, want) {
		t.Errorf("channels %q, want %q", names, want)
	}
	// By hand: Main has 34 of 1000 and 70 of 4000 followers, 34 of 1000 and 70 of 2000 reached; all ours 124 of 6000.
	for id, want := range map[string][]string{
		"rival_iq":                {"2.00% one post", "2.08% 2 posts", "2.07% 3 posts", "1.25% one post"},
		"socialinsider_followers": {"2.00% one post", "2.58% 2 posts", "2.38% 3 posts", "1.25% one post"},
		"hootsuite_reach":         {"20.0% one post", "3.45% 2 posts", "8.97% 3 posts", "– reach unknown"},
		"quintly_page":            {"– followers unknown", "2.08% 2 posts", "– for one channel only", "1.25% one post"}, // of Baby only 1 August is known
	} {
		var got []string
		for i, fo := range on.Formulas {
			for _, c := range on.Channels {
				if fo.ID == id {
					got = append(got, review.FormulaValue(speak, fo, c.Figures[i])+" "+review.Basis(speak, fo, c.Figures[i]))
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	for i, fo := range on.Formulas {
		if fo.ID == "fanpage_karma_response" {
			t.Error("nobody answered anything, and yet there is a response time")
		}
		if len(on.Channels[0].Figures) != len(on.Formulas) || on.Channels[0].Figures[i].Why == "" && on.Channels[0].Figures[i].N == 0 {
			t.Errorf("%s does not say what it rests on", fo.ID)
		}
		if d := review.Definition(speak, fo, social.Facebook); d == "" || strings.Contains(d, "formulas.") {
			t.Errorf("%s has the definition %q", fo.ID, d)
		}
	}
}

// Two comments are answered, after 1 and after 3 hours: the median is 2. The third waits; a mention needs no answer.
func TestResponseTime(t *testing.T) {
	comments := `organisation,channel,platform,comment_id,in_reply_to,written_at,text,ours,mention
Invented Hospital,Main,facebook,1,,2026-07-01 10:00,q,no,no
Invented Hospital,Main,facebook,2,1,2026-07-01 11:00,a,yes,no
Invented Hospital,Main,facebook,3,1,2026-07-05 11:00,another,yes,no
Invented Hospital,Main,facebook,4,,2026-07-02 10:00,q,no,no
Invented Hospital,Main,facebook,5,4,2026-07-02 13:00,a,yes,no
Invented Hospital,Main,facebook,6,,2026-07-03 10:00,q,no,no
`
	r := openTexts(t, formulaPosts, comments)
	f, err := r.Formulas(t.Context(), review.Question{Quarter: quarter(t, "2026Q3")})
	if err != nil {
		t.Fatal(err)
	}
	on := f.Platforms[0]
	for i, fo := range on.Formulas {
		if fo.ID != "fanpage_karma_response" {
			continue
		}
		if got := on.Channels[1].Figures[i]; got.Value != 2 || got.N != 2 {
			t.Errorf("the response time is %v h of %d answers, want 2 h of 2", got.Value, got.N)
		}
		return
	}
	t.Error("there is no response time")
}

// Socialinsider, January 2026, by followers: Facebook 0.15 %; nothing is published of XING, nor of chosen topics.
func TestPublishedBenchmarksBesidePosition(t *testing.T) {
	r := openTexts(t, formulaPosts)
	q := review.Question{Quarter: quarter(t, "2026Q3")}
	p, err := r.Position(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	lines := p.PublishedLines(language.New(language.English))
	if want := "Published: Socialinsider, January 2026, by followers, all industries: 0.15% on Facebook"; len(lines) == 0 || lines[0] != want {
		t.Errorf("%q, want %q first", lines, want)
	}
	for _, b := range p.Published {
		if b.Platform != social.Facebook || b.Denominator != social.PerFollowers {
			t.Errorf("%+v stands beside a rate on Facebook by followers", b)
		}
	}
	q.Topics = []social.Topic{social.Topics()[0]}
	if p, err = r.Position(t.Context(), q); err != nil || len(p.Published) != 0 {
		t.Errorf("%d benchmarks for one topic (%v)", len(p.Published), err)
	}
}

// joined is a method as a person reads it.
func joined(m review.Method) string {
	var b strings.Builder
	for _, part := range m.Parts {
		b.WriteString("# " + part.Title + "\n" + strings.Join(part.Lines, "\n") + "\n")
	}
	return b.String()
}

func TestMethodsSayWhatFiguresRestOn(t *testing.T) {
	young := "Invented Hospital,Main,facebook,2026-09-30,https://x.example/7,e,photo,1000,34,0,0,1000\n"
	r := openTexts(t, formulaPosts+young)
	speak := language.New(language.English)
	q := review.Question{Quarter: quarter(t, "2026Q3")}
	forms, err := r.Forms(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	trends, err := r.Trends(t.Context(), review.TrendsQuestion{Question: q})
	if err != nil {
		t.Fatal(err)
	}
	position, err := r.Position(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		method review.Method
		behind int
		wants  []string
	}{
		"forms":    {forms.Method(speak), 4, []string{"Facebook: (reactions + comments + shares + saves) ÷ people reached", "3 posts of 4 are used", "1 younger than a week", "9 of 10 cases"}},
		"trends":   {trends.Method(speak), 6, []string{"Facebook: (reactions + comments + shares) ÷ followers", "5 posts of 6 are used", "Theil–Sen", "competitors’ median"}},
		"position": {position.Method(speak), 6, []string{"XING: (reactions + comments) ÷ followers", "5 posts of 6 are used", "upper half"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := joined(c.method)
			for _, want := range c.wants {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in\n%s", want, text)
				}
			}
			if len(c.method.Behind) != c.behind {
				t.Errorf("it rests on %d posts, want %d", len(c.method.Behind), c.behind)
			}
			exports, err := r.ExportsBehind(t.Context(), c.method.Behind)
			if err != nil {
				t.Fatal(err)
			}
			if part := exports.Part(speak); len(part.Lines) != 1 || !strings.HasPrefix(part.Lines[0], "a.csv, exported on 5 October 2026: ") {
				t.Errorf("exports %q", part.Lines)
			}
		})
	}
	trends, err = r.Trends(t.Context(), review.TrendsQuestion{Question: q, Measure: "followers"})
	if err != nil {
		t.Fatal(err)
	}
	if m := trends.Method(speak); len(m.Behind) != 0 || !strings.Contains(joined(m), "does not rest on posts") {
		t.Errorf("the method of followers is\n%s", joined(m))
	}
}
