package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The text is what Excel in Germany saves of `"Post ID",Name,Text` and two rows, of which the second has a semicolon in
// its text.
func TestRowsInOneCellAreUnwrapped(t *testing.T) {
	saved := "\"Post ID,Name,\"\"The text\"\"\"\r\n" +
		"\"17978919536823613,St. Anna,\"\"Geburt, \"\"\"\"Baby\"\"\"\" und mehr\"\"\"\r\n" +
		"\"17978919536823614,St. Anna,\"\"Pflege\";\" Stellen\"\"\"\r\n"
	f, tables, err := readAll(t, write(t, "resaved.csv", []byte(saved)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"1: Post ID|Name|The text", `2: 17978919536823613|St. Anna|Geburt, "Baby" und mehr`, "3: 17978919536823614|St. Anna|Pflege; Stellen",
	}
	if diff := cmp.Diff(want, texts(tables["resaved.csv"])); diff != "" {
		t.Error(diff)
	}
	if !f.Tables[0].Unwrapped {
		t.Error("nothing is said of it")
	}
}

func TestSoundTextsAreNotUnwrapped(t *testing.T) {
	for name, text := range map[string]string{
		"quoted cells":           "\"a\",\"b\",\"c\"\n\"1\",\"2\",\"3\"\n\"4\",\"5\",\"6\"\n",
		"one column":             "\"Name\"\n\"Doe, Jane, Dr.\"\n\"Roe, Max, Dr.\"\n",
		"a title with commas":    "\"Report, Mar 1, 2024\"\nDate,Likes,Shares\n2024-03-01,1,2\n2024-03-02,1,2\n",
		"semicolons":             "\"a, b, c\";d\n1;2\n3;4\n",
		"a header and no row":    "\"a,b,c\"\n",
		"quotes within the text": "a,b,\"say \"\"x\"\"\"\n1,2,\"\"\"3\"\"\"\n",
	} {
		f, _, err := readAll(t, write(t, "sound.csv", []byte(text)), Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		if f.Tables[0].Unwrapped {
			t.Errorf("%s: unwrapped", name)
		}
	}
}
