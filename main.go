// Auscult prepares the quarterly social media review of a hospital from the platforms' own exports, on one file and
// without any network. Without arguments it opens its window; with a command it does the same work without one.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	_ "time/tzdata" // Windows has no time zones of its own

	"auscult/app/command"
	"auscult/app/desktop"
	"auscult/app/language"
	_ "auscult/app/language/posix" // before Fyne
	"auscult/app/sample"
	"auscult/importer/source/private"
)

// version is set when a release is built.
var version = "development"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	o := command.Options{Out: os.Stdout, Err: os.Stderr, Version: version}
	if hasDisplay() {
		o.Window = openWindow
	}
	private.Tidy("") // what a killed program has left behind
	code := command.Run(ctx, os.Args[1:], o)
	stop()
	os.Exit(code)
}

// hasDisplay reports whether a window can be opened: on Linux only where a display server is named.
func hasDisplay() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

func openWindow(_ context.Context, path string, l language.Language) error {
	return desktop.Run(desktop.Options{Workspace: path, Language: l, Version: version, OpenSample: openSample})
}

// openSample makes the sample where programs keep their own files: people need not choose a place for it.
func openSample(ctx context.Context, progress func(file string, done, total int)) (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find a place for the sample: %w", err)
	}
	return sample.Make(ctx, filepath.Join(dir, "auscult", "sample"), sample.Options{Progress: progress})
}
