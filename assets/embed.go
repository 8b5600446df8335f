// Package assets holds what the program carries with it: its icon, its texts in three languages and the sample exports.
package assets

import "embed"

// Texts holds one file per language: texts/en.toml, texts/de.toml and texts/fr.toml.
//
//go:embed texts/*.toml
var Texts embed.FS

// Icon is the program's icon, a PNG.
//
//go:embed icon.png
var Icon []byte

// Sample holds the sample exports under sample/exports and the manifest that dates them. All of it is invented.
//
//go:embed sample/exports
var Sample embed.FS

// Help holds what F1 shows: for each language a folder, help/en, help/de and help/fr, with one page of Markdown for each page of
// the window, named after it.
//
//go:embed help
var Help embed.FS
