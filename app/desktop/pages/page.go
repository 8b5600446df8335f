// Package pages holds the pages of the window, one file each, in the order of the job.
//
// A page is a value that implements [Page]; what it can do beyond that, it says with an optional interface ([Receiver],
// [Backer], [Measured], [Waiter], [Presenter], [Toured]). To add a page, write its file, add one line to the table in this file, and add its name to the
// texts as "navigation.<id>". Pages compute no figure: they ask package review and put blocks together.
package pages

import (
	"context"

	"fyne.io/fyne/v2"

	"auscult/app/language"
	"auscult/app/review"
)

// Page is one entry of the navigation. A page belongs to one open workspace; its methods are called on the UI goroutine.
type Page interface {
	// ID is the page's word in preferences and texts, such as "forms".
	ID() string
	Icon() fyne.Resource
	// Build makes the page's content. It is called once, before anything else but ID and Icon.
	Build(*Desk) fyne.CanvasObject
	// Refresh brings the page up to date. It is called when the page is shown, and while it is shown whenever the
	// question or the workspace has changed.
	Refresh()
}

// Receiver is a page that takes files which were dropped on the window.
type Receiver interface {
	Receive(paths []string)
}

// Backer is a page that has something to close before Esc leads to the page before.
type Backer interface {
	// Back closes it and reports whether there was anything.
	Back() bool
}

// Measured is a page whose figures follow the measure chosen above all pages. Elsewhere there is no choice: some pages
// compare by what is public alone, some have figures of their own to choose from.
type Measured interface {
	Measured()
}

// Toured is a page on which the tour shows what every page has.
type Toured interface {
	// TourHeadline and TourChart are the headline and the first chart; nil while there is nothing to show.
	TourHeadline() fyne.CanvasObject
	TourChart() fyne.CanvasObject
}

// Waiter is a page where something can wait for a person; the navigation shows how much.
type Waiter interface {
	// Waiting counts it, off the UI goroutine, for what is being looked at.
	Waiting(context.Context, *review.Reviewer, review.Question) (int, error)
}

// Presenter is a page that shows the slides full screen and writes them as files.
type Presenter interface {
	Present()
	Export()
}

// table lists the pages in the order of the navigation.
var table = []func() Page{
	func() Page { return &Import{} },
	func() Page { return &Position{} },
	func() Page { return &Forms{} },
	func() Page { return &Trends{} },
	func() Page { return &Strategy{} },
	func() Page { return &Safeguards{} },
	func() Page { return &Consents{} },
	func() Page { return &Protocol{} },
	func() Page { return &Present{} },
}

// All returns new pages in the order of the navigation.
func All() []Page {
	all := make([]Page, len(table))
	for i, make := range table {
		all[i] = make()
	}
	return all
}

// Title returns the page's name for people.
func Title(p Page, speak *language.Speaker) string { return speak.T("navigation." + p.ID()) }
