package importer

import (
	"fmt"
	"strings"
	"time"

	"auscult/importer/formats"
)

// Period is the days over which figures were counted, first and last included. The zero value: not known.
type Period struct{ From, To time.Time }

// IsZero reports whether the period is not known.
func (p Period) IsZero() bool { return p.From.IsZero() }

// String writes the period as [ParsePeriod] reads it; empty when it is not known.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	return p.From.Format(time.DateOnly) + ".." + p.To.Format(time.DateOnly)
}

// ParsePeriod reads a period as a person writes it: 2026-07-01..2026-09-30.
func ParsePeriod(text string) (Period, error) {
	first, last, two := strings.Cut(text, "..")
	from, err := time.Parse(time.DateOnly, strings.TrimSpace(first))
	if err == nil {
		var to time.Time
		if to, err = time.Parse(time.DateOnly, strings.TrimSpace(last)); err == nil && two && !to.Before(from) {
			return Period{from, to}, nil
		}
	}
	return Period{}, fmt.Errorf("%q is no period; write its first and last day, such as 2026-07-01..2026-09-30", text)
}

// findPeriod says over which days a website's figures were counted: as the lines above the header say, else as the
// file's name says, else as the person says. The days become noon in the hospital's zone.
func (r *Reading) findPeriod(above string, said Period) {
	if r.Format.Kind != formats.Web {
		return
	}
	from, to, ok := r.Format.PeriodIn(above)
	if !ok {
		from, to, ok = formats.PeriodInName(r.Table)
	}
	switch {
	case ok:
		r.Period = Period{from, to}
	case !said.IsZero():
		r.Period = said
	default:
		r.Notes = append(r.Notes, Note{Kind: UnknownPeriod})
		return
	}
	r.Period.From, r.Period.To = noon(r.Period.From, r.hospital).UTC(), noon(r.Period.To, r.hospital).UTC()
	r.notExportedBefore(r.Period.To)
}
