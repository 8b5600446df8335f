package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no time zone database

	"auscult/app/language"
)

// zones are the time zones offered first; any other IANA name can be typed.
var zones = []string{
	"Europe/Zurich", "Europe/Berlin", "Europe/Vienna", "Europe/Paris", "Europe/Brussels", "Europe/Luxembourg",
	"Europe/Amsterdam", "Europe/London", "Europe/Dublin", "Europe/Madrid", "Europe/Rome", "Europe/Stockholm",
	"Europe/Copenhagen", "Europe/Oslo", "Europe/Helsinki", "Europe/Warsaw", "Europe/Prague", "Europe/Athens",
	"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
	"America/Anchorage", "Pacific/Honolulu", "America/Toronto", "America/Montreal", "America/Vancouver",
	"Australia/Sydney", "Pacific/Auckland", "UTC",
}

// preferred are the zones tried first for a language when the system does not name its own.
var preferred = map[language.Language][]string{
	language.German: {"Europe/Zurich", "Europe/Berlin"},
	language.French: {"Europe/Paris"},
}

func zoneExists(name string) bool {
	if name == "" || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// systemZone returns the IANA name of the system's time zone. Windows has names of its own; there the first zone with
// the same hours in winter and summer is taken, which a person can change.
func systemZone(l language.Language) string {
	if name := os.Getenv("TZ"); zoneExists(name) {
		return name
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(target), "zoneinfo/"); ok && zoneExists(name) && strings.Contains(name, "/") && !strings.HasPrefix(name, "Etc/") {
			return name
		}
	}
	return zoneLike(time.Local, append(append([]string{}, preferred[l]...), zones...))
}

// zoneLike returns the first zone with the same hours as local in winter and summer, UTC when none has.
func zoneLike(local *time.Location, candidates []string) string {
	year := time.Now().Year()
	for _, name := range candidates {
		zone, err := time.LoadLocation(name)
		if err != nil {
			continue
		}
		same := true
		for _, month := range []time.Month{time.January, time.July} {
			at := time.Date(year, month, 15, 12, 0, 0, 0, time.UTC)
			_, here := at.In(local).Zone()
			_, there := at.In(zone).Zone()
			same = same && here == there
		}
		if same {
			return name
		}
	}
	return "UTC"
}
