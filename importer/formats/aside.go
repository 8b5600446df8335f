package formats

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"
)

// Aside is a table that exports hold beside the useful ones, such as the ages of followers: known, so that a person who
// imports it reads why it is left out instead of that nobody knows it.
type Aside struct {
	Name string `toml:"name"` // for people, the same in every language
	// Columns are names that such a table always has, all of which must be there.
	Columns []string `toml:"columns"`
	// Why says per language ("en", "de", "fr") why it is left out, and what to import instead.
	Why map[string]string `toml:"why"`
	// Quiet tables go with a form of ours: nobody needs to be told that they are left out.
	Quiet bool `toml:"quiet"`
}

//go:embed aside/tables.toml
var asideTables string

// asides returns the tables that are known and left out, in the order in which they are tried.
var asides = sync.OnceValue(func() []*Aside {
	all, err := parseAsides(asideTables)
	if err != nil {
		panic(err) // the file is part of the program and a test loads it
	}
	return all
})

func parseAsides(text string) ([]*Aside, error) {
	var declared struct {
		Table []*Aside `toml:"table"`
	}
	meta, err := toml.Decode(text, &declared)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown entry %q", unknown[0].String())
	}
	for _, a := range declared.Table {
		if a.Name == "" || len(a.Columns) < 2 || a.Why["en"] == "" || a.Why["de"] == "" || a.Why["fr"] == "" {
			return nil, fmt.Errorf("table %q needs a name, two columns and why in three languages", a.Name)
		}
	}
	return declared.Table, nil
}

// RecogniseAside finds the table that is known and left out whose columns the header has; nil when there is none.
func RecogniseAside(header []string) *Aside {
	at := map[string]bool{}
	for _, cell := range header {
		at[Normal(cell)] = true
	}
	for _, a := range asides() {
		all := true
		for _, name := range a.Columns {
			all = all && at[Normal(name)]
		}
		if all {
			return a
		}
	}
	return nil
}
