package endtoend_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors says which packages of ours each folder may import, so that data walks one way and upstairs never calls
// downstairs' neighbours. A folder stands for everything below it, the longest name that fits counts; within its own
// folder a package may always import.
var floors = []struct {
	folder string
	ours   []string
	// others are the modules outside the standard library that may be imported; nil means any.
	others []string
}{
	{"analytics/social", []string{}, []string{}},
	{"analytics/stats", []string{}, []string{"gonum.org/v1/gonum"}},
	{"analytics/panel", []string{"analytics/social"}, []string{}},
	{"analytics/quality", []string{"analytics/social", "analytics/panel"}, []string{"github.com/BurntSushi/toml"}},
	{"analytics/mixed", []string{}, []string{"gonum.org/v1/gonum"}},
	{"analytics/formula", []string{"analytics/social", "analytics/panel"}, []string{}},
	{"analytics/totals", []string{"analytics/social", "analytics/panel"}, []string{}},
	{"analytics/benchmark", []string{"analytics/social"}, []string{"github.com/BurntSushi/toml"}},
	{"analytics/safeguard", []string{"analytics/social", "analytics/panel"}, []string{"github.com/BurntSushi/toml", "golang.org/x/text"}},
	{"analytics/consent", []string{"analytics/social", "analytics/safeguard"}, []string{}},
	{"analytics/protocol", []string{"analytics/social"}, []string{"github.com/BurntSushi/toml"}},
	{"analytics/trend", []string{"analytics/social", "analytics/stats", "analytics/panel"}, []string{}},
	{"analytics/position", []string{"analytics/social", "analytics/stats", "analytics/panel"}, []string{"gonum.org/v1/gonum"}},
	{"analytics/engagement", []string{"analytics/social", "analytics/stats", "analytics/panel", "analytics/mixed"}, []string{"gonum.org/v1/gonum"}},
	{"analytics/timing", []string{"analytics/social", "analytics/stats", "analytics/panel", "analytics/mixed", "analytics/engagement"}, []string{}},
	{"analytics/drivers", []string{"analytics/social", "analytics/stats", "analytics/panel", "analytics/mixed", "analytics/engagement"}, []string{}},
	{"analytics/strategy/allocate", []string{}, []string{}},
	{"analytics/strategy/simulation", []string{"analytics/social", "analytics/panel", "analytics/strategy"}, []string{"gonum.org/v1/gonum"}},
	{"analytics/strategy", []string{"analytics/social", "analytics/stats", "analytics/panel", "analytics/mixed", "analytics/strategy/allocate"}, []string{"gonum.org/v1/gonum"}},
	{"importer/source", []string{}, []string{"golang.org/x/text", "golang.org/x/net", "github.com/xuri/excelize", "github.com/richardlehane/mscfb", "github.com/gofrs/flock"}},
	{"importer/classify", []string{"analytics/social"}, []string{"github.com/BurntSushi/toml"}},
	{"importer/formats", []string{"analytics/social"}, []string{"github.com/BurntSushi/toml"}},
	{"importer/links", []string{"analytics/social"}, []string{"github.com/BurntSushi/toml"}},
	{"importer", []string{"analytics/social", "importer"}, []string{}},
	{"assets/sample/generate", []string{}, nil},
	{"assets", []string{}, []string{}},
	{"app/logo", []string{}, []string{"golang.org/x/image", "github.com/fyne-io/oksvg", "github.com/srwiley/rasterx"}},
	{"app/workspace", []string{"analytics/social", "analytics/safeguard", "analytics/consent", "importer", "app/logo"}, nil},
	{"app/backup", []string{"app/workspace", "importer/source/private"}, []string{"filippo.io/age"}},
	{"app/sample", []string{"analytics", "importer", "app/workspace", "assets"}, []string{}},
	{"app/language", []string{"analytics/social", "importer", "assets"}, nil},
	{"app/template", []string{"analytics/social", "importer/formats", "app/language"}, []string{"github.com/xuri/excelize"}},
	{"app/review", []string{"analytics", "app/workspace", "app/language"}, []string{}},
	{"app/chart", []string{"analytics", "app/review", "app/language"}, nil},
	{"app/report/pdfcanvas", []string{}, nil},
	{"app/report/ooxml", []string{"app/chart"}, []string{}},
	{"app/report", []string{"analytics", "importer", "app/logo", "app/review", "app/chart", "app/language"}, nil},
	{"app/frozen", []string{"analytics", "app/workspace", "app/language", "app/review", "app/report"}, []string{}},
	{"app/command", []string{"analytics", "importer", "app/logo", "app/workspace", "app/backup", "app/sample", "app/language", "app/template", "app/review", "app/chart", "app/report", "app/frozen"}, nil},
	{"app/desktop/blocks", []string{"app/chart", "app/language"}, nil},
	{"app/desktop", []string{"analytics", "importer", "app/logo", "app/workspace", "app/backup", "app/sample", "app/language", "app/template", "app/review", "app/chart", "app/report", "app/frozen", "assets"}, nil},
	{"app/endtoend", []string{}, []string{}},
	{".", []string{"app", "importer/source/private"}, []string{}},
}

// windowless are the folders that must never bring in the window or a database, directly or through others.
var windowless = []string{"analytics", "importer"}

type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Deps         []string
	Standard     bool
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps,Standard", "auscult/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p listed
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func below(path, folder string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }

// folderOf returns the package's path within the module.
func folderOf(importPath string) string {
	if importPath == "auscult" {
		return "."
	}
	return strings.TrimPrefix(importPath, "auscult/")
}

func TestImportsPointOneWay(t *testing.T) {
	packages := listPackages(t)
	if len(packages) < len(floors)-3 {
		t.Fatalf("go list found %d packages only", len(packages))
	}
	for _, p := range packages {
		folder := folderOf(p.ImportPath)
		at := slices.IndexFunc(floors, func(f struct {
			folder       string
			ours, others []string
		},
		) bool {
			return below(folder, f.folder)
		})
		if at < 0 {
			t.Errorf("%s stands on no floor; give it one here", folder)
			continue
		}
		floor := floors[at]
		for _, i := range p.Imports {
			switch {
			case below(i, "auscult"):
				to := folderOf(i)
				if !below(to, floor.folder) && !slices.ContainsFunc(floor.ours, func(ok string) bool { return below(to, ok) }) {
					t.Errorf("%s imports %s, which points the wrong way", folder, to)
				}
			case strings.Contains(strings.Split(i, "/")[0], ".") && floor.others != nil:
				if !slices.ContainsFunc(floor.others, func(ok string) bool { return below(i, ok) }) {
					t.Errorf("%s imports %s, which its floor does not know", folder, i)
				}
			}
		}
	}
}

func TestAnalyticsAndImporterKnowNoWindowAndNoDatabase(t *testing.T) {
	for _, p := range listPackages(t) {
		folder := folderOf(p.ImportPath)
		if !slices.ContainsFunc(windowless, func(w string) bool { return below(folder, w) }) {
			continue
		}
		for _, d := range p.Deps {
			for _, never := range []string{"fyne.io", "gorm.io", "github.com/glebarez", "modernc.org/sqlite", "database/sql", "net/http"} {
				if below(d, never) && !(never == "net/http" && below(folder, "importer")) {
					t.Errorf("%s brings in %s", folder, d)
				}
			}
		}
		for _, i := range p.Imports {
			if below(folder, "analytics") && (i == "os" || i == "io/fs" || i == "path/filepath") {
				t.Errorf("%s knows files: it imports %s", folder, i)
			}
		}
	}
}
