package command_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"auscult/app/command"
	"auscult/app/workspace/keyring"
)

// TestMain lets the scripts run this very program: the test binary, called auscult.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"auscult": func() {
			os.Exit(command.Run(context.Background(), os.Args[1:], command.Options{Out: os.Stdout, Err: os.Stderr, Version: "test", Keyring: testRing()}))
		},
	})
}

// ringVariable names the folder that stands for the system's keyring; empty: a system without one.
const ringVariable = "AUSCULT_TEST_KEYRING"

func testRing() keyring.Keyring {
	if dir := os.Getenv(ringVariable); dir != "" {
		return fileRing{dir}
	}
	return keyring.None()
}

// fileRing keeps each secret in a file: a keyring that lasts from one command to the next and is not that of whoever runs the
// tests.
type fileRing struct{ dir string }

func (r fileRing) Get(account string) (string, error) {
	secret, err := os.ReadFile(filepath.Join(r.dir, account))
	if err != nil {
		return "", keyring.ErrAbsent
	}
	return string(secret), nil
}

func (r fileRing) Set(account, secret string) error {
	return os.WriteFile(filepath.Join(r.dir, account), []byte(secret), 0o600)
}

// TestScripts runs what people type, see testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "en_US.UTF-8")
			e.Setenv("TZ", "Europe/Zurich")
			ring := filepath.Join(e.WorkDir, ".keyring")
			e.Setenv(ringVariable, ring)
			return os.Mkdir(ring, 0o700)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			// dated FILE DAY gives a file the day of its export.
			"dated": func(ts *testscript.TestScript, _ bool, args []string) {
				day, err := time.Parse(time.DateOnly, args[1])
				ts.Check(err)
				ts.Check(os.Chtimes(ts.MkAbs(args[0]), day, day))
			},
			// grab NAME FILE PATTERN puts what the pattern's first group matches in the file (such as stdout) into a variable.
			"grab": func(ts *testscript.TestScript, _ bool, args []string) {
				found := regexp.MustCompile(args[2]).FindStringSubmatch(ts.ReadFile(args[1]))
				if found == nil {
					ts.Fatalf("%s does not match %s", args[1], args[2])
				}
				ts.Setenv(args[0], found[1])
			},
		},
	})
}
