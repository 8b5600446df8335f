package quality

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"auscult/analytics/social"
)

//go:embed breaks.toml
var breakFile []byte

// Breaks returns the definition breaks that Auscult knows, oldest first. The slice is the caller's.
func Breaks() []social.DefinitionBreak { return slices.Clone(knownBreaks()) }

var knownBreaks = sync.OnceValue(func() []social.DefinitionBreak {
	breaks, err := ReadBreaks(bytes.NewReader(breakFile))
	if err != nil {
		panic(err) // the file is part of the program and a test reads it
	}
	return breaks
})

// breakEntry is a break as the file has it.
type breakEntry struct {
	ID       string            `toml:"id"`
	Platform social.Platform   `toml:"platform"`
	Metrics  []string          `toml:"metrics"`
	Forms    []social.Form     `toml:"forms"`
	On       string            `toml:"on"`
	What     map[string]string `toml:"what"`
	Source   string            `toml:"source"`
	Evidence social.Evidence   `toml:"evidence"`
}

// ReadBreaks reads definition breaks as the file breaks.toml beside this package writes them, and returns them oldest
// first. An error names the break and what is wrong with it.
func ReadBreaks(r io.Reader) ([]social.DefinitionBreak, error) {
	var file struct {
		Breaks []breakEntry `toml:"break"`
	}
	meta, err := toml.NewDecoder(r).Decode(&file)
	if err != nil {
		return nil, fmt.Errorf("definition breaks: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("definition breaks: %q is not known", unknown[0].String())
	}
	breaks := make([]social.DefinitionBreak, len(file.Breaks))
	seen := map[string]bool{}
	for i, e := range file.Breaks {
		if breaks[i], err = e.definitionBreak(); err != nil {
			return nil, fmt.Errorf("definition break %d, %q: %w", i+1, e.ID, err)
		}
		if seen[e.ID] {
			return nil, fmt.Errorf("definition break %d: the id %q stands twice", i+1, e.ID)
		}
		seen[e.ID] = true
	}
	slices.SortStableFunc(breaks, func(a, b social.DefinitionBreak) int { return a.On.Compare(b.On) })
	return breaks, nil
}

func (e breakEntry) definitionBreak() (social.DefinitionBreak, error) {
	b := social.DefinitionBreak{
		ID: e.ID, Platform: e.Platform, Forms: e.Forms, What: e.What, Source: e.Source, Evidence: e.Evidence,
	}
	if e.ID == "" || e.Source == "" || b.Says("en") == "" {
		return b, fmt.Errorf("id, source and what must be filled")
	}
	if !e.Platform.Valid() {
		return b, fmt.Errorf("platform %q is not known", e.Platform)
	}
	if !e.Evidence.Valid() {
		return b, fmt.Errorf("evidence %q: write primary, secondary or stated", e.Evidence)
	}
	for _, f := range e.Forms {
		if !f.Valid() {
			return b, fmt.Errorf("content form %q is not known", f)
		}
	}
	for _, name := range e.Metrics {
		m, ok := social.ParseMetric(name)
		if !ok {
			return b, fmt.Errorf("metric %q is not known", name)
		}
		b.Metrics = append(b.Metrics, m)
	}
	on, err := time.Parse(time.DateOnly, e.On)
	if err != nil {
		return b, fmt.Errorf("on: %q is not a day written like 2025-03-31", e.On)
	}
	b.On = on
	return b, nil
}
