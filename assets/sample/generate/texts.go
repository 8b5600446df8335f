package main

import (
	"embed"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed texts/en.txt texts/de.txt
var textFiles embed.FS

// bank holds the building blocks of one language: lines by section and kind,
// for example section "birth_and_baby", kind "hook".
type bank struct {
	slots map[string][]string
	lines map[string]map[string][]string
}

// readBanks reads the building blocks of both languages.
func readBanks() (map[string]*bank, error) {
	banks := map[string]*bank{}
	for _, language := range []string{"en", "de"} {
		raw, err := textFiles.ReadFile("texts/" + language + ".txt")
		if err != nil {
			return nil, err
		}
		b, err := parseBank(string(raw))
		if err != nil {
			return nil, fmt.Errorf("%s.txt: %w", language, err)
		}
		banks[language] = b
	}
	return banks, nil
}

// parseBank reads sections "[topic birth and baby]", lines "kind: text" and
// slots "name = one | two".
func parseBank(raw string) (*bank, error) {
	b := &bank{slots: map[string][]string{}, lines: map[string]map[string][]string{}}
	section := ""
	for n, line := range strings.Split(raw, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
			if topic, ok := strings.CutPrefix(section, "topic "); ok {
				section = strings.ReplaceAll(topic, " ", "_")
			}
			b.lines[section] = map[string][]string{}
		case section == "slots":
			name, values, ok := strings.Cut(line, " = ")
			if !ok {
				return nil, fmt.Errorf("line %d: no slot", n+1)
			}
			b.slots[name] = strings.Split(values, " | ")
		default:
			kind, text, ok := strings.Cut(line, ": ")
			if !ok || section == "" {
				return nil, fmt.Errorf("line %d: no text", n+1)
			}
			texts := []string{text}
			switch kind {
			case "emoji":
				texts = strings.Split(text, " | ")
			case "tags":
				texts = strings.Fields(text)
			}
			if name, months, ok := strings.Cut(kind, " "); ok && name == "hook" {
				kind = name
				texts[0] = "(" + months + ")" + text
			}
			kind = strings.ReplaceAll(kind, " ", "_")
			b.lines[section][kind] = append(b.lines[section][kind], texts...)
		}
	}
	return b, nil
}

// writer composes the text of one post; slots keep their value within it.
type writer struct {
	random
	*bank
	filled map[string]string
}

// pick returns one line of a kind from a section, filled in; empty if the
// section has none.
func (t *writer) pick(section, kind string) string {
	lines := t.lines[section][kind]
	if len(lines) == 0 {
		return ""
	}
	return t.fill(lines[t.IntN(len(lines))])
}

// opening returns a hook or title that suits the month, and the body that
// belongs to it: its own, or one of the section's.
func (t *writer) opening(section, kind string, month time.Month) (first, body string) {
	lines := t.lines[section][kind]
	line := ""
	for range 20 {
		line = lines[t.IntN(len(lines))]
		if rest, ok := inSeason(line, month); ok {
			line = rest
			break
		}
	}
	first, own, bound := strings.Cut(line, " => ")
	if !bound {
		return t.fill(first), t.pick(section, "body")
	}
	bodies := strings.Split(own, " // ")
	return t.fill(first), t.fill(bodies[t.IntN(len(bodies))])
}

// inSeason takes "(9-12)" off a line and reports whether the month is within;
// "(10-3)" runs over the new year.
func inSeason(line string, month time.Month) (string, bool) {
	months, rest, ok := strings.Cut(strings.TrimPrefix(line, "("), ")")
	if !strings.HasPrefix(line, "(") || !ok {
		return line, true
	}
	var from, to time.Month
	if _, err := fmt.Sscanf(months, "%d-%d", &from, &to); err != nil {
		panic("months of " + line)
	}
	if from <= to {
		return rest, from <= month && month <= to
	}
	return rest, month >= from || month <= to
}

// fill puts values into the slots and begins with a capital letter.
func (t *writer) fill(s string) string {
	for {
		from := strings.IndexByte(s, '{')
		if from < 0 {
			break
		}
		to := strings.IndexByte(s, '}')
		name := s[from+1 : to]
		value, ok := t.filled[name]
		if !ok {
			values := t.slots[name]
			if name == "slug" {
				values = []string{fmt.Sprintf("%s-%d", strings.ToLower(t.letters(4)), 2023+t.IntN(4))}
			}
			value = values[t.IntN(len(values))]
			t.filled[name] = value
		}
		if from >= 2 && (s[from-2] == '.' || s[from-2] == '?' || s[from-2] == '!') {
			value = capital(value)
		}
		s = s[:from] + value + s[to+1:]
	}
	return capital(s)
}

// capital makes the first letter upper case, but leaves links alone.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if strings.HasPrefix(s, "http") {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// hashtags returns n different hashtags of a section.
func (t *writer) hashtags(section string, n int) string {
	tags := t.lines[section]["tags"]
	order := t.Perm(len(tags))
	var chosen []string
	for _, i := range order[:min(n, len(order))] {
		chosen = append(chosen, tags[i])
	}
	return strings.Join(chosen, " ")
}

// write gives every post its text. A text that an organisation has used before
// on the same channel is drawn again.
func (w *world) write() {
	used := map[string]bool{}
	for _, p := range w.posts {
		r := stream("text " + p.channel.key + p.id)
		for range 12 {
			w.compose(r, p)
			key := p.channel.key + "\n" + p.text
			if !used[key] {
				used[key] = true
				break
			}
		}
	}
}
