// Package blocks holds the building blocks of the window: theme, page scaffold, states, cards, charts, tables and the
// widgets of the context bar. A page puts blocks together and lays nothing out by hand.
//
// Blocks know no workspace: they show what they are given and offer callbacks. Unless said otherwise they are made and
// used on the UI goroutine only.
package blocks
