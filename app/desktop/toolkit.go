package desktop

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"auscult/app/language"
)

// toolkitWords are the words that Fyne's own dialogs and menus say.
var toolkitWords = []string{
	"Advanced", "Cancel", "Confirm", "Copy", "Create Folder", "Cut", "Enter filename", "Error", "Favourites", "File", "Folder",
	"New Folder", "No", "OK", "Open", "Paste", "Quit", "Redo", "Save", "Select all", "Show Hidden Files", "Undo", "Yes",
}

// translateToolkit makes Fyne's own words follow the language of the window: by itself Fyne follows the system's. So the
// words of our language are given to it under the name of the system's.
func translateToolkit(speak *language.Speaker) {
	words := map[string]string{"file.name": speak.T("toolkit.name"), "file.parent": speak.T("toolkit.parent")}
	for _, w := range toolkitWords {
		words[w] = speak.T("toolkit." + toolkitID(w))
	}
	text, err := json.Marshal(words)
	if err == nil {
		err = lang.AddTranslationsForLocale(text, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("translate the toolkit's words", err)
	}
}

// toolkitID is a word as the texts name it: in lower case, with lines for blanks.
func toolkitID(word string) string {
	id := []byte(word)
	for i, b := range id {
		switch {
		case b == ' ':
			id[i] = '_'
		case b >= 'A' && b <= 'Z':
			id[i] = b + 'a' - 'A'
		}
	}
	return string(id)
}
