package formats_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"auscult/analytics/social"
	"auscult/importer/formats"
)

// reread writes the format's declaration, reads it back and returns both.
func reread(t rapid.TB, f *formats.Format) (*formats.Format, []byte) {
	raw, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := formats.Parse(raw)
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return again, raw
}

var unexported = cmpopts.IgnoreUnexported(formats.Format{}, formats.FigureRules{})

func TestEveryShippedFormatSurvivesBeingWritten(t *testing.T) {
	for _, f := range formats.All() {
		again, raw := reread(t, f)
		if diff := cmp.Diff(f, again, unexported, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-before +after)\n%s", f.ID, diff)
		}
		if _, second := reread(t, again); !bytes.Equal(raw, second) {
			t.Errorf("%s is written differently the second time", f.ID)
		}
	}
}

// Whatever stands in names and words — quotation marks, line breaks, other scripts — survives.
func TestAnyFormatSurvivesBeingWritten(t *testing.T) {
	text := rapid.StringMatching(`[\pL\pN"'\\#=\[\] .,;\n\t😀-]{1,20}x`)
	rapid.Check(t, func(t *rapid.T) {
		used := map[string]bool{}
		name := rapid.Custom(func(t *rapid.T) string { return text.Draw(t, "name") }).Filter(func(s string) bool {
			if used[formats.Normal(s)] {
				return false
			}
			used[formats.Normal(s)] = true
			return true
		})
		f := &formats.Format{
			Name: text.Draw(t, "title"), Group: formats.Declared, Evidence: text.Draw(t, "evidence"), Kind: rapid.SampledFrom(formats.Kinds()).Draw(t, "kind"),
			Platform:     rapid.SampledFrom(social.Platforms()).Draw(t, "platform"),
			Organisation: rapid.OneOf(rapid.Just(""), text).Draw(t, "organisation"), Channel: rapid.OneOf(rapid.Just(""), text).Draw(t, "channel"),
			Zone:                    rapid.SampledFrom([]string{"", "UTC", "Europe/Zurich"}).Draw(t, "zone"),
			OrganisationFromChannel: rapid.Bool().Draw(t, "each"),
			Forms:                   rapid.MapOfN(text, rapid.SampledFrom(social.Forms()), 0, 4).Draw(t, "forms"),
		}
		f.ID = formats.NewID(f.Name, func(string) bool { return false })
		for _, field := range f.Kind.Fields() {
			if field != f.Kind.Needs()[0] && field != formats.FollowerNumber && rapid.Bool().Draw(t, "left out") {
				continue
			}
			c := formats.Column{Field: field, Names: []string{name.Draw(t, "column")}, Needed: field == f.Kind.Needs()[0]}
			if f.Kind.Dates(field) {
				c.Dates = []string{rapid.SampledFrom([]string{"iso", "day-first"}).Draw(t, "dates")}
			}
			if field.NeedsUnit() {
				c.Unit = "hours"
			}
			if f.Kind.Counts(field) && rapid.Bool().Draw(t, "sum") {
				c.Names, c.Sum = append(c.Names, name.Draw(t, "second column")), true
			}
			f.Columns = append(f.Columns, c)
		}
		again, _ := reread(t, f)
		if diff := cmp.Diff(f, again, unexported, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("(-before +after)\n%s", diff)
		}
	})
}

func TestNewID(t *testing.T) {
	tests := []struct {
		name  string
		taken []string
		want  string
	}{
		{"Rival IQ", nil, "own-rival-iq"},
		{"Rival IQ", []string{"own-rival-iq", "own-rival-iq-2"}, "own-rival-iq-3"},
		{"Übersicht  (täglich)", nil, "own-uebersicht-taeglich"},
		{"数据", nil, "own-format"},
		{"A name that is so long that nobody would want to type it again", nil, "own-a-name-that-is-so-long-that-nobody-would"},
	}
	for _, tt := range tests {
		got := formats.NewID(tt.name, func(id string) bool {
			for _, other := range tt.taken {
				if id == other {
					return true
				}
			}
			return false
		})
		if got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.name, got, tt.want)
		}
	}
}
