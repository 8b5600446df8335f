package command

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/app/chart"
	"auscult/app/logo"
	"auscult/app/workspace"
)

// shownSettings are a workspace's settings in JSON.
type shownSettings struct {
	Hospital  string       `json:"hospital"`
	TimeZone  string       `json:"time_zone"`
	YearStart int          `json:"year_start"` // 1: January
	Invented  bool         `json:"invented"`
	Colour    *shownColour `json:"colour"` // null: none is chosen
	Logo      *shownLogo   `json:"logo"`   // null: there is none
}

// shownColour is a colour with what is made of it where it is too pale on white.
type shownColour struct {
	Chosen string `json:"chosen"`
	Marks  string `json:"marks"`
	Words  string `json:"words"`
}

type shownLogo struct {
	File   string  `json:"file"`
	Format string  `json:"format"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Bytes  int     `json:"bytes"`
}

func shownSettingsOf(s workspace.Settings) (shownSettings, error) {
	shown := shownSettings{s.Hospital, s.TimeZone, int(max(s.YearStart, time.January)), s.Invented, nil, nil}
	if c, chosen := s.Colour.NRGBA(); chosen {
		style := chart.Light().WithAccent(c)
		shown.Colour = &shownColour{string(s.Colour), string(workspace.ColourOf(style.Accent)), string(workspace.ColourOf(style.AccentInk))}
	}
	if s.Logo != nil {
		l, err := s.Logo.Read()
		if err != nil {
			return shown, err
		}
		shown.Logo = &shownLogo{s.Logo.Name, string(l.Kind), l.Width, l.Height, len(s.Logo.Content)}
	}
	return shown, nil
}

// none takes a colour or a logo away.
const none = "none"

func newSettings() *cobra.Command {
	var hospital, zone, yearStart, colour, logoFile string
	cmd := onWorkspace("settings -w WORKSPACE", "Show the settings of the hospital, or change them: name, time zone, year, colour and logo", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			to, err := w.Settings(cmd.Context())
			if err != nil {
				return err
			}
			changes := map[string]func() error{
				"hospital": func() error { to.Hospital = hospital; return nil },
				"timezone": func() error { to.TimeZone = zone; return nil },
				"year-start": func() error {
					to.YearStart, err = monthOf(yearStart)
					return err
				},
				"colour": func() error {
					if to.Colour = ""; colour != none {
						to.Colour, err = workspace.ParseColour(colour)
					}
					return err
				},
				"logo": func() error {
					to.Logo, err = logoOf(logoFile)
					return err
				},
			}
			changed := false
			for _, name := range []string{"hospital", "timezone", "year-start", "colour", "logo"} {
				if cmd.Flags().Changed(name) {
					changed = true
					if err := changes[name](); err != nil {
						return &exitError{Usage, fmt.Errorf("--%s: %w", name, err)}
					}
				}
			}
			if changed {
				if err := w.SetSettings(cmd.Context(), to); err != nil {
					return err
				}
			}
			if to, err = w.Settings(cmd.Context()); err != nil {
				return err
			}
			shown, err := shownSettingsOf(to)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), shown)
			}
			shown.print(cmd.OutOrStdout())
			return nil
		})
	flags := cmd.Flags()
	flags.StringVar(&hospital, "hospital", "", "the hospital's name")
	flags.StringVar(&zone, "timezone", "", "its time zone, such as Europe/Zurich")
	flags.StringVar(&yearStart, "year-start", "", "the month its year begins with, as a number or in English")
	flags.StringVar(&colour, "colour", "", "its colour for the slides, such as #00aa55; none: Auscult's")
	flags.StringVar(&logoFile, "logo", "", "the file of its logo for the slides: PNG, JPEG or SVG; none: no logo")
	return cmd
}

// logoOf reads the file of a logo.
func logoOf(path string) (*logo.File, error) {
	if path == none || path == "" {
		return nil, nil
	}
	f, err := logo.Open(path)
	if err != nil {
		return nil, err
	}
	return &f, nil
}

// monthOf reads a month, as a number from 1 or by its English name, of which three letters are enough.
func monthOf(text string) (time.Month, error) {
	n, err := strconv.Atoi(text)
	for m := time.January; m <= time.December; m++ {
		if err == nil && n == int(m) || len(text) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), strings.ToLower(text)) {
			return m, nil
		}
	}
	return 0, usage("%q is not a month; write 1 to 12, or its English name", text)
}

// print prints the settings for people.
func (s shownSettings) print(to io.Writer) {
	colour, picture := "Auscult's", none
	if c := s.Colour; c != nil {
		colour = c.Chosen
		switch { // darker in the same hue, to be seen on white
		case c.Marks != c.Chosen:
			colour += " (too pale on white: marks in " + c.Marks + ", words in " + c.Words + ")"
		case c.Words != c.Chosen:
			colour += " (too pale on white for words, which are in " + c.Words + ")"
		}
	}
	if l := s.Logo; l != nil {
		picture = fmt.Sprintf("%s (%s, %g × %g, %d bytes)", l.File, strings.ToUpper(l.Format), l.Width, l.Height, l.Bytes)
	}
	for _, line := range [][2]string{
		{"Hospital", s.Hospital}, {"Time zone", s.TimeZone}, {"Year begins", time.Month(s.YearStart).String()}, {"Colour", colour}, {"Logo", picture},
	} {
		fmt.Fprintf(to, "%-12s %s\n", line[0]+":", line[1])
	}
}
