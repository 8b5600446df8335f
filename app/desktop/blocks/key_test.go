package blocks

import (
	"math"
	"slices"
	"testing"
)

func TestFold(t *testing.T) {
	// The foldings of letters are those of Unicode (CaseFolding.txt), the accents those of canonical decomposition.
	for text, want := range map[string]string{
		"Photo": "photo", "photo": "photo", "Präsenz": "prasenz", "Café É": "cafe e", "Straße": "strasse", "STRASSE": "strasse", "東京": "東京", "": "",
		"pra\u0308senz": "prasenz", // a letter and its mark apart
	} {
		if got := fold(text); got != want {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
}

func TestKeysSort(t *testing.T) {
	tests := []struct {
		name string
		keys []Key
		up   []int
		down []int
	}{
		{"numbers as numbers", []Key{ByNumber(10), ByNumber(9), ByNumber(-1)}, []int{2, 1, 0}, []int{0, 1, 2}},
		{"words without case and accents", []Key{ByWords("Zug"), ByWords("Äpfel"), ByWords("apfel"), ByWords("Birne")}, []int{1, 2, 3, 0}, []int{0, 3, 1, 2}},
		{"absent values last both ways", []Key{{}, ByNumber(1), ByNumber(math.NaN()), ByNumber(2), ByWords("")}, []int{1, 3, 0, 2, 4}, []int{3, 1, 0, 2, 4}},
		{"equal ones as they came", []Key{ByNumber(1), ByNumber(1), ByNumber(0)}, []int{2, 0, 1}, []int{0, 1, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, down := range []bool{false, true} {
				want := tt.up
				if down {
					want = tt.down
				}
				order := make([]int, len(tt.keys))
				for i := range order {
					order[i] = i
				}
				sortRows(order, func(i int) Key { return tt.keys[i] }, down)
				if !slices.Equal(order, want) {
					t.Errorf("down %v: %v, want %v", down, order, want)
				}
			}
		})
	}
}
