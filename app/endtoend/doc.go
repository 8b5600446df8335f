// Package endtoend uses Auscult as people do: the real program, in a real window on a display of its own, driven by
// keyboard and mouse; and it looks at the program as a whole, whose packages import each other one way only. It holds
// tests only. Those with a window need Xvfb, xdotool and ImageMagick, which “make test” installs, and are
// skipped where those are missing.
package endtoend
