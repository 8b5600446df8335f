package pages

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"auscult/app/desktop/blocks"
	"auscult/app/language"
	"auscult/assets"
)

// Help returns what is said about using a page, as Markdown.
func Help(page string, l language.Language) (string, error) {
	text, err := assets.Help.ReadFile(fmt.Sprintf("help/%s/%s.md", l, page))
	if err != nil {
		return "", fmt.Errorf("help on the page %s: %w", page, err)
	}
	return string(text), nil
}

// ShowHelp says how a page is used.
func ShowHelp(d *Desk, page string) {
	text, err := Help(page, d.Speak.Language)
	if err != nil {
		showError(d, "", err)
		return
	}
	words := widget.NewRichTextFromMarkdown(text)
	words.Wrapping = fyne.TextWrapWord
	showBox(d, d.Speak.T("window.menu.page_help"), container.NewVScroll(blocks.Narrow(blocks.BesideScroll(words))), 720, 620)
}
