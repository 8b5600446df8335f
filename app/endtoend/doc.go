// Package endtoend uses Auscult as people do: the real program, in a real window on a display of its own, driven by
// keyboard and mouse. It holds tests only. They need Xvfb, xdotool and ImageMagick, which “make test” installs, and are
// skipped where those are missing.
package endtoend
