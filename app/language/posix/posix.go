// Package posix keeps Fyne from complaining about the locale of servers. Where LANG is C or POSIX, as on machines without
// a person, Fyne prints three lines of error on standard error when the program starts, also for commands that open no
// window. Go initialises packages in the order of their import paths as far as their dependencies allow, so this one,
// which needs nothing but package os, has its say before Fyne reads the environment.
package posix

import (
	"os"
	"strings"
)

func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch value, _, _ := strings.Cut(os.Getenv(name), "."); value {
		case "C", "POSIX":
			// A failure leaves three lines more on standard error.
			_ = os.Setenv(name, "en_US.UTF-8")
		}
	}
	if os.Getenv("LC_ALL")+os.Getenv("LC_MESSAGES")+os.Getenv("LANG") == "" {
		_ = os.Setenv("LANG", "en_US.UTF-8")
	}
}
