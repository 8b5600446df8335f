package command_test

import (
	"context"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"auscult/app/command"
)

// TestMain lets the scripts run this very program: the test binary, called auscult.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"auscult": func() {
			os.Exit(command.Run(context.Background(), os.Args[1:], command.Options{Out: os.Stdout, Err: os.Stderr, Version: "test"}))
		},
	})
}

// TestScripts runs what people type, see testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "en_US.UTF-8")
			e.Setenv("TZ", "Europe/Zurich")
			e.Setenv("DBUS_SESSION_BUS_ADDRESS", "none:") // the keyring of whoever runs the tests is left alone
			return nil
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
