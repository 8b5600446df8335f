package desktop

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"auscult/app/desktop/blocks"
	"auscult/app/desktop/pages"
	"auscult/app/language"
)

// The zoom of text and spaces goes in these steps.
const (
	leastZoom = 1
	mostZoom  = 2
	zoomStep  = 0.25
)

// key is a shortcut with Ctrl, or Cmd on a Mac.
func key(name fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault}
}

// item is an entry of the menu with its shortcut; the menu takes the keys too. An entry without anything to do is grey.
func item(label string, shortcut *desktop.CustomShortcut, do func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(label, do)
	if shortcut != nil {
		i.Shortcut = shortcut
	}
	i.Disabled = do == nil
	return i
}

// menu is the menu bar: every command of the window, with its key.
func (s *shell) menu() *fyne.MainMenu {
	return fyne.NewMainMenu(s.fileMenu(), s.editMenu(), s.pageMenu(), s.viewMenu(), s.helpMenu())
}

func (s *shell) fileMenu() *fyne.Menu {
	t := s.speak.T
	var sample, choose, channels, settings, passphrase, write, backup, shut, present func()
	if s.o.OpenSample != nil {
		sample = s.openSample
	}
	if s.desk != nil {
		choose, shut = s.chooseImport, s.close
		channels = func() { pages.ShowChannels(s.desk) }
		settings = s.askSettings
		passphrase = func() { pages.ShowKey(s.desk) }
		write = func() { pages.ShowReport(s.desk) }
		backup = func() { pages.ShowBackup(s.desk) }
		present = s.withSlides(pages.Presenter.Present)
	}
	quit := item(t("window.menu.quit"), key(fyne.KeyQ), s.quit)
	quit.IsQuit = true
	return fyne.NewMenu(
		t("window.menu.file"),
		item(t("window.menu.new"), key(fyne.KeyN), s.askNew),
		item(t("window.menu.open"), &desktop.CustomShortcut{
			KeyName: fyne.KeyO, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift,
		}, s.askOpen),
		item(t("window.menu.sample"), nil, sample),
		fyne.NewMenuItemSeparator(),
		item(t("window.menu.import"), key(fyne.KeyO), choose),
		item(t("window.menu.channels"), nil, channels),
		item(t("window.menu.settings"), key(fyne.KeyComma), settings),
		item(t("window.menu.passphrase"), nil, passphrase),
		fyne.NewMenuItemSeparator(),
		item(t("window.menu.present"), key(fyne.KeyP), present),
		item(t("window.menu.report"), key(fyne.KeyE), write),
		fyne.NewMenuItemSeparator(),
		item(t("window.menu.backup"), nil, backup),
		item(t("window.menu.restore"), nil, s.askRestore),
		fyne.NewMenuItemSeparator(),
		item(t("window.menu.close"), key(fyne.KeyW), shut),
		quit,
	)
}

// pageMenu lists the pages; the first nine have a key.
func (s *shell) pageMenu() *fyne.Menu {
	menu := fyne.NewMenu(s.speak.T("window.menu.page"))
	for i, p := range pages.All() {
		id := p.ID()
		var shortcut *desktop.CustomShortcut
		if i < 9 {
			shortcut = key(fyne.KeyName(fmt.Sprint(i + 1)))
		}
		var do func()
		if s.desk != nil {
			do = func() { s.show(id) }
		}
		menu.Items = append(menu.Items, item(pages.Title(p, s.speak), shortcut, do))
	}
	var back, find func()
	if s.desk != nil {
		back = s.back
		find = func() { pages.ShowFind(s.desk) }
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), item(s.speak.T("window.menu.find"), key(fyne.KeyF), find), item(s.speak.T("window.menu.back"),
		&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}, back))
	return menu
}

func (s *shell) viewMenu() *fyne.Menu {
	t := s.speak.T
	house := s.remember.theme()
	appearance := item(t("window.menu.appearance"), nil, func() {})
	appearance.ChildMenu = fyne.NewMenu("")
	for _, a := range blocks.Appearances() {
		name := string(a)
		if a == blocks.AsSystem {
			name = "system"
		}
		i := item(t("window.appearance."+name), nil, func() {
			house.Appearance = a
			s.setTheme(house)
		})
		i.Checked = a == house.Appearance
		appearance.ChildMenu.Items = append(appearance.ChildMenu.Items, i)
	}
	languages := item(t("window.menu.language"), nil, func() {})
	languages.ChildMenu = fyne.NewMenu("")
	for _, l := range language.All() {
		i := item(t("window.language."+string(l)), nil, func() { s.setLanguage(l) })
		i.Checked = l == s.speak.Language
		languages.ChildMenu.Items = append(languages.ChildMenu.Items, i)
	}
	zoom := func(to float32) func() {
		if to < leastZoom || to > mostZoom {
			return nil
		}
		return func() {
			house.Zoom = to
			s.setTheme(house)
		}
	}
	return fyne.NewMenu(
		t("window.menu.view"),
		item(t("window.menu.larger"), key(fyne.KeyEqual), zoom(house.Zoom+zoomStep)),
		item(t("window.menu.smaller"), key(fyne.KeyMinus), zoom(house.Zoom-zoomStep)),
		item(t("window.menu.normal"), key(fyne.Key0), zoom(1)),
		fyne.NewMenuItemSeparator(),
		appearance, languages,
	)
}

func (s *shell) helpMenu() *fyne.Menu {
	t := s.speak.T
	var help, tour func()
	if s.desk != nil {
		help, tour = s.showHelp, s.startTour
	}
	return fyne.NewMenu(t("window.menu.help"), item(t("window.menu.page_help"), &desktop.CustomShortcut{KeyName: fyne.KeyF1}, help), item(t("window.menu.tour"), nil, tour), item(t("window.menu.about"), nil, func() {
		text := t("app.tagline")
		if s.o.Version != "" {
			text += "\n\n" + t("window.about.version", language.Args{"Version": s.o.Version})
		}
		blocks.ShowMessage(t("app.name"), text+"\n"+t("window.about.offline"), s.window)
	}))
}

// setTheme changes how the window looks, now and at the next start.
func (s *shell) setTheme(house blocks.Theme) {
	s.remember.setTheme(house)
	s.app.Settings().SetTheme(house)
	s.build()
}

// setLanguage changes what the window speaks, now and at the next start.
func (s *shell) setLanguage(l language.Language) {
	s.remember.setLanguage(l)
	s.speak = language.New(l)
	s.build()
}

// withSlides shows the page with the slides and does something with them.
func (s *shell) withSlides(do func(pages.Presenter)) func() {
	return func() {
		for _, p := range s.pages {
			if presenter, ok := p.(pages.Presenter); ok {
				s.show(p.ID())
				do(presenter)
				return
			}
		}
	}
}

// chooseImport asks for a file to import.
func (s *shell) chooseImport() {
	for _, p := range s.pages {
		if chooser, ok := p.(interface{ Choose() }); ok {
			s.show(p.ID())
			chooser.Choose()
			return
		}
	}
}
