package mapping

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"auscult/importer/formats"
)

// Draft writes what is said so far as the declaration of a format with comments, for a person to complete in a text
// editor: every column of the file, what stands in it, and why it is thought to mean what it does. Columns without a
// meaning stand there as comments.
func (m *Mapping) Draft(on time.Time, taken func(id string) bool) ([]byte, error) {
	f := m.declare(on, taken)
	columns := map[formats.Field]formats.Column{}
	for _, c := range f.Columns {
		columns[c.Field] = c
	}
	f.Columns = nil
	head, err := f.Encode()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# A draft of an export format, made from %s. Look at every line, correct it, and take it in with\n", comment(m.File()))
	b.WriteString("#   auscult formats add -w WORKSPACE FILE.toml\n")
	for _, p := range m.Problems() {
		fmt.Fprintf(&b, "# MISSING: %s.\n", comment(p.Error()))
	}
	b.WriteString("\n")
	b.Write(head)
	for _, w := range m.words {
		if m.Forms[formats.Normal(w)] == "" {
			fmt.Fprintf(&b, "# the file also says %q: add it to [forms] with one of our content forms\n", comment(w))
		}
	}
	fmt.Fprintf(&b, "\n# Fields of a column: %s.\n", fieldList(m.Kind))
	fmt.Fprintf(&b, "# Dates are written: %s.\n", strings.Join(manners, ", "))
	done := map[formats.Field]bool{}
	for i := range m.Columns {
		c := &m.Columns[i]
		switch {
		case !c.Mappable():
			continue
		case c.Field == "":
			fmt.Fprintf(&b, "\n# %s\n# [[column]]\n# field = \"\"\n# names = [%q]\n", about(c), strings.Join(strings.Fields(c.Name), " "))
			continue
		case done[c.Field]:
			continue
		}
		done[c.Field] = true
		fmt.Fprintf(&b, "\n# %s\n", about(c))
		raw, err := columns[c.Field].Encode()
		if err != nil {
			return nil, err
		}
		b.Write(raw)
	}
	return b.Bytes(), nil
}

// about says of a column what stands in it and why it is thought to mean what it does.
func about(c *Column) string {
	examples := "empty in the first rows"
	if len(c.Examples) > 0 {
		quoted := make([]string, len(c.Examples))
		for i, e := range c.Examples {
			quoted[i] = fmt.Sprintf("%q", comment(e))
		}
		examples = "such as " + strings.Join(quoted, ", ")
	}
	switch {
	case c.Field == "":
		return "not used; " + examples
	case c.Why == BySimilarName:
		return "UNSURE, from a similar name; " + examples
	case c.Why == ByValues:
		return "UNSURE, from what stands in it; " + examples
	}
	return "from its name; " + examples
}

// comment makes a text fit for one line of a comment.
func comment(text string) string {
	const most = 60
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return strings.ToValidUTF8(text, "")
}

func fieldList(k formats.Kind) string {
	var all []string
	for _, f := range k.Fields() {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}
