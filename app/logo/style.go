package logo

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
)

// class is what a style sheet says of the elements of a class. Drawing programs write no other rules into logos.
type class struct{ name, style string }

var (
	sheetComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	sheetRule    = regexp.MustCompile(`(?s)^\s*((?:\.[\w-]+\s*,?\s*)+)\{([^{}]*)\}`)
)

// readClasses reads a style sheet to its end. One with other rules than those of classes is refused.
func readClasses(from *xml.Decoder) ([]class, error) {
	var sheet strings.Builder
	for {
		token, err := from.Token()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.CharData:
			sheet.Write(token)
		case xml.StartElement:
			return nil, fmt.Errorf("%w: <%s> in a style sheet", ErrSVG, token.Name.Local)
		case xml.EndElement:
			return classesOf(sheet.String())
		}
	}
}

func classesOf(sheet string) ([]class, error) {
	var all []class
	rest := strings.TrimSpace(sheetComment.ReplaceAllString(sheet, ""))
	for rest != "" {
		rule := sheetRule.FindStringSubmatch(rest)
		if rule == nil {
			return nil, fmt.Errorf("%w: its style sheet", ErrSVG)
		}
		for name := range strings.SplitSeq(rule[1], ",") {
			all = append(all, class{strings.TrimPrefix(strings.TrimSpace(name), "."), strings.TrimRight(strings.TrimSpace(rule[2]), ";") + ";"})
		}
		rest = strings.TrimSpace(rest[len(rule[0]):])
	}
	return all, nil
}

// styleOf is what the style sheet says of an element of classes, of which there may be several with blanks between them.
func styleOf(named string, classes []class) string {
	var style strings.Builder
	for _, c := range classes { // a later rule takes an earlier one's place
		for name := range strings.FieldsSeq(named) {
			if name == c.name {
				style.WriteString(c.style)
			}
		}
	}
	return style.String()
}
