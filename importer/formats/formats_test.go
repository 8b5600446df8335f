package formats_test

import (
	"strings"
	"testing"
	"time"

	"auscult/importer/formats"
)

const sound = `
id = "x"
name = "X"
group = "tool"
evidence = "invented for this test"
[[column]]
field = "published_at"
names = ["When"]
needed = true
dates = ["iso"]
`

// A declaration with a slip is refused with a sentence that names the slip.
func TestParseRefuses(t *testing.T) {
	if _, err := formats.Parse([]byte(sound)); err != nil {
		t.Fatalf("the sound declaration: %v", err)
	}
	tests := []struct{ name, old, new, want string }{
		{"no TOML", "id =", "id", "not a format declaration"},
		{"an entry that means nothing", "evidence", "evidnce", `"evidnce"`},
		{"no evidence", `"invented for this test"`, `""`, "evidence"},
		{"an unknown group", `"tool"`, `"gadget"`, "gadget"},
		{"an unknown platform", `id = "x"`, "id = \"x\"\nplatform = \"myspace\"", "myspace"},
		{"an unknown zone", `id = "x"`, "id = \"x\"\nzone = \"Europe/Nowhere\"", "Europe/Nowhere"},
		{"a broken expression", `id = "x"`, "id = \"x\"\nchannel_from = \"(\"", "channel_from"},
		{"an expression without a group", `id = "x"`, "id = \"x\"\nchannel_from = \"abc\"", "channel_from"},
		{"an unknown field", "published_at", "appeared", "appeared"},
		{"a column without names", `["When"]`, "[]", "no names"},
		{"no way to read dates", `dates = ["iso"]`, "", "how its dates are written"},
		{"nothing needed", "needed = true", "", "needed"},
		{"one name for two columns", "needed = true", "needed = true\n[[column]]\nfield = \"text\"\nnames = [\" WHEN \"]", "WHEN"},
		{"a watch time without a unit", `dates = ["iso"]`, "dates = [\"iso\"]\n[[column]]\nfield = \"watch_time\"\nnames = [\"T\"]", "unit"},
		{"a content form that is none", "[[column]]", "[forms]\npicture = \"hologram\"\n[[column]]", "hologram"},
		{"a skip without words", "[[column]]", "[[skip]]\nfield = \"text\"\n[[column]]", "skip"},
		{"a period without its two days", `id = "x"`, "id = \"x\"\nperiod_from = \"(a)\"", "period_from"},
		{"an average time without a unit", `dates = ["iso"]`, "dates = [\"iso\"]\n[[column]]\nfield = \"time_per_view\"\nnames = [\"T\"]", "unit"},
		{"a place in a format with a header", "needed = true", "needed = true\nplace = 1", "without a header"},
		{"no place in a format without one", `id = "x"`, "id = \"x\"\nheaderless = true", "place"},
		{"a column that holds what it cannot", "needed = true", "needed = true\nplace = 1\nholds = \"poems\"", "poems"},
		{"nothing to tell a format without a header by", "needed = true", "needed = true\nplace = 1\nholds = \"link\"", "two columns"},
		{"a moment in no unit", `id = "x"`, "id = \"x\"\nmoment_in_id = { shift = 1, unit = \"h\", epoch = 0 }", "neither s nor ms"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			declaration := strings.Replace(sound, tt.old, tt.new, 1)
			if strings.Contains(tt.new, "holds") {
				declaration = "headerless = true\n" + declaration
			}
			_, err := formats.Parse([]byte(declaration))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one that says %q", err, tt.want)
			}
		})
	}
}

const soundFigures = `
id = "y"
name = "Y"
group = "tool"
kind = "figures"
platform = "x"
evidence = "invented for this test"
[[column]]
field = "date"
names = ["Day"]
needed = true
dates = ["iso"]
[[column]]
field = "reach"
names = ["Reached"]
needed = true
`

func TestParseRefusesFigures(t *testing.T) {
	if _, err := formats.Parse([]byte(soundFigures)); err != nil {
		t.Fatalf("the sound declaration: %v", err)
	}
	head := func(line string) (string, string) { return `id = "y"`, "id = \"y\"\n" + line }
	tests := []struct{ name, old, new, want string }{
		{"no figure", "reach", "text", "column with a figure"},
		{"a metric of posts alone", "reach", "followers_at_post", "column with a figure"},
		{"no platform", `platform = "x"`, "", "platform"},
		{"a platform that may be none", `platform = "x"`, `one_of = ["myspace"]`, "myspace"},
		{"a value without titles", "\"reach\"", "\"value\"", "titles"},
		{"no day", `dates = ["iso"]`, "", "date"},
	}
	for _, line := range []string{"titles = { Reach = \"reach\" }", "titles = { Reach = \"text\" }"} {
		old, new := head(line)
		tests = append(tests, struct{ name, old, new, want string }{line, old, new, "titles"})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := formats.Parse([]byte(strings.Replace(soundFigures, tt.old, tt.new, 1)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one that says %q", err, tt.want)
			}
		})
	}
	if _, err := formats.Parse([]byte(strings.Replace(sound, `id = "x"`, "id = \"x\"\nzeros_beside = \"undefined\"", 1))); err == nil {
		t.Error("zeros_beside was taken for posts")
	}
}

// A format may ask for columns that say nothing to us, and for no others than its own.
func TestRecogniseByOtherColumns(t *testing.T) {
	tests := []struct {
		line   string
		header []string
		want   bool
	}{
		{"with = [\"Mark\"]", []string{"Day", "Reached"}, false},
		{"with = [\"Mark\"]", []string{"Day", "MARK", "Reached"}, true},
		{"alone = true", []string{"Day", "Reached", "Mark"}, false},
		{"alone = true", []string{"Day", "Reached", ""}, true},
	}
	for _, tt := range tests {
		f, err := formats.Parse([]byte(strings.Replace(soundFigures, `id = "y"`, "id = \"y\"\n"+tt.line, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := formats.Recognise(tt.header, "", []*formats.Format{f}); ok != tt.want {
			t.Errorf("%s, %q: recognised is %v", tt.line, tt.header, ok)
		}
	}
}

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"Post ID": "post id", "\ufeff Post\u00a0 ID ": "post id", "Veröffentlichungs\u00adzeitpunkt": "veröffentlichungszeitpunkt", "": "",
	} {
		if got := formats.Normal(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestRecognisePrefersWhatExplainsMost(t *testing.T) {
	narrow, err := formats.Parse([]byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := formats.Parse([]byte(strings.Replace(sound, `id = "x"`, `id = "wide"`, 1) + "[[column]]\nfield = \"text\"\nnames = [\"What\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	both := []*formats.Format{narrow, wide}
	if m, ok := formats.Recognise([]string{"What", "when"}, "", both); !ok || m.Format.ID != "wide" || m.Found != 2 {
		t.Errorf("%+v, %v", m, ok)
	}
	if m, ok := formats.Recognise([]string{"when", "else"}, "", both); !ok || m.Found != 1 {
		t.Errorf("%+v, %v", m, ok)
	}
	if m, ok := formats.Recognise([]string{"nothing"}, "", both); ok || m.Format != nil {
		t.Errorf("%+v, %v", m, ok)
	}
}

// The identifiers are invented around moments; the arithmetic is Twitter's and TikTok's, done by hand:
// (1762647840000 − 1288834974657) · 2²² = 1987315196359606272 for 2025-11-09 00:24 UTC.
func TestMomentOf(t *testing.T) {
	x, ok := formats.ByID("x-content")
	if !ok {
		t.Fatal("no format for X")
	}
	if at, ok := x.MomentOf("1987315196359606279"); !ok || at.Format(time.RFC3339) != "2025-11-09T00:24:00Z" {
		t.Errorf("%v, %v", at, ok)
	}
	for _, id := range []string{"", "abc", "-5", "99999999999999999999999"} {
		if at, ok := x.MomentOf(id); ok {
			t.Errorf("%q tells %v", id, at)
		}
	}
	linkedin, _ := formats.ByID("linkedin-page-content")
	if _, ok := linkedin.MomentOf("1987315196359606279"); ok {
		t.Error("LinkedIn's identifiers are not read")
	}
	if name := linkedin.ChannelIn("some-page_content_1791452400000.xlsx: All posts"); name != "some-page" {
		t.Errorf("channel %q", name)
	}
}

func TestAuthority(t *testing.T) {
	for id, want := range map[string]formats.Authority{
		"linkedin-page-content": formats.PlatformsWord, "facebook-insights-posts": formats.PlatformsWord, "x-tweet-activity": formats.PlatformsWord,
		"auscult-posts": formats.OwnWord,
		"buffer-posts":  formats.ToolsWord, "crowdtangle-facebook": formats.ToolsWord, "crowdtangle-instagram": formats.ToolsWord,
	} {
		f, ok := formats.ByID(id)
		if !ok || f.Authority() != want {
			t.Errorf("%s: authority %d, want %d", id, f.Authority(), want)
		}
	}
}
