package formats

import (
	"strings"
	"testing"
)

// What counts as a blank and what the small letters are is Unicode's word; see unicode.org/charts.
func TestNormal(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"post id", "post id"},
		{"Post  ID", "post id"},
		{" \tVer\u00adöffentlicht\u00a0am\r\n", "veröffentlicht am"},
		{"\ufeffTITRE\u200b", "titre"},
		{"ÉTÉ", "été"},
		{"blank at the end ", "blank at the end"},
		{"two  blanks", "two blanks"},
		{"\u2009", ""},
		{"cut off in a letter \xc3", "cut off in a letter \ufffd"},
	}
	for _, tt := range tests {
		if got := Normal(tt.text); got != tt.want {
			t.Errorf("Normal(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// What is said to be normal stays as it is when it is made so: with a letter before it that is not normal, the whole is
// written anew.
func FuzzNormal(f *testing.F) {
	for _, seed := range []string{"post id", "Post  ID", "é\u00a0", "\xc3(", " a", "a ", "\v", "ǅ", "\u0130"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Normal(s), strings.TrimPrefix(strings.TrimPrefix(Normal("A "+s), "a"), " "); got != want {
			t.Errorf("Normal(%q) = %q, written anew %q", s, got, want)
		}
	})
}
