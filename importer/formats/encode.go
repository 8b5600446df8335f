package formats

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// Encode writes the format's declaration, which [Parse] reads back to an equal format. It writes what is said and
// nothing else, in the order of [Format], so that two people's files of the same format are the same.
func (f *Format) Encode() ([]byte, error) {
	return encode(f)
}

// Encode writes the column's part of a declaration.
func (c Column) Encode() ([]byte, error) {
	return encode(struct {
		Columns []Column `toml:"column"`
	}{[]Column{c}})
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := toml.NewEncoder(&b)
	e.Indent = ""
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write a format's declaration: %w", err)
	}
	return b.Bytes(), nil
}

// NewID makes an identifier for a format that a person declares from its name, such as "own-rival-iq": unlike that of
// any format that Auscult ships, now or later, and one that taken does not know.
func NewID(name string, taken func(id string) bool) string {
	base := "own-" + slug(name)
	id := base
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// foldings writes the accented letters of our languages as file names and links do.
var foldings = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "à", "a", "â", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i",
	"ï", "i", "ô", "o", "œ", "oe", "ù", "u", "û", "u", "ç", "c",
)

// slug writes a name with letters a to z, digits and single hyphens; "format" when nothing is left of it.
func slug(name string) string {
	const most = 40
	words := strings.FieldsFunc(foldings.Replace(strings.ToLower(name)), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	id := strings.Join(words, "-")
	if id == "" {
		return "format"
	}
	return strings.TrimRight(id[:min(len(id), most)], "-")
}
