package command

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// shownAnnotation is one dated event in JSON.
type shownAnnotation struct {
	ID       int64   `json:"id"`
	On       string  `json:"on"`
	Text     string  `json:"text"`
	Platform *string `json:"platform"` // null: everywhere
}

func shownAnnotationOf(a social.Annotation) shownAnnotation {
	return shownAnnotation{int64(a.ID), a.On.Format(time.DateOnly), a.Text, filled(string(a.Platform))}
}

func newAnnotations(lang *string) *cobra.Command {
	cmd := onWorkspace("annotations -w WORKSPACE", "List dated events that may explain a change (“new maternity ward opened”)", cobra.NoArgs, listAnnotations)
	cmd.AddCommand(newAddAnnotation(lang), onWorkspace("remove -w WORKSPACE NUMBER", "Remove a dated event", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage("%q is not the number of an event; “auscult annotations” lists them", args[0])
			}
			if err := w.RemoveAnnotation(cmd.Context(), social.AnnotationID(id)); err != nil {
				return &exitError{Usage, err}
			}
			return listAnnotations(cmd, w, nil, asJSON)
		}))
	return cmd
}

func listAnnotations(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
	all, err := w.Annotations(cmd.Context())
	if err != nil {
		return err
	}
	if asJSON {
		shown := struct {
			Annotations []shownAnnotation `json:"annotations"`
		}{[]shownAnnotation{}}
		for _, a := range all {
			shown.Annotations = append(shown.Annotations, shownAnnotationOf(a))
		}
		return printJSON(cmd.OutOrStdout(), shown)
	}
	t := table{header: []string{">No", "Day", "Platform", "What happened"}}
	for _, a := range all {
		platform := "all"
		if a.Platform != "" {
			platform = a.Platform.Name()
		}
		t.add(strconv.FormatInt(int64(a.ID), 10), a.On.Format(time.DateOnly), platform, a.Text)
	}
	t.print(cmd.OutOrStdout())
	return nil
}

func newAddAnnotation(lang *string) *cobra.Command {
	var platform string
	cmd := onWorkspace("add -w WORKSPACE DAY TEXT…", "Add a dated event", cobra.MinimumNArgs(2),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			on, err := dayOf(*lang, args[0])
			if err != nil {
				return err
			}
			where, err := onePlatform(platform)
			if err != nil {
				return err
			}
			_, err = w.SetAnnotation(cmd.Context(), social.Annotation{On: on, Text: strings.Join(args[1:], " "), Platform: where}, time.Now())
			if err != nil {
				return &exitError{Usage, err}
			}
			return listAnnotations(cmd, w, nil, asJSON)
		})
	cmd.Flags().StringVar(&platform, "platform", "", "it concerns only this platform (default: all)")
	return cmd
}

// dayOf reads a day as the language writes it, or as 2026-05-12.
func dayOf(lang, text string) (time.Time, error) {
	speak, err := speakerOf(lang)
	if err != nil {
		return time.Time{}, err
	}
	day, err := speak.ParseDay(text)
	if err != nil {
		return time.Time{}, &exitError{Usage, err}
	}
	return day, nil
}

// onePlatform reads a platform, empty when none is named.
func onePlatform(name string) (social.Platform, error) {
	platforms, err := oneOf[social.Platform](name, "platform")
	switch {
	case err != nil:
		return "", err
	case len(platforms) > 1:
		return "", usage("name one platform, or none for all: %s", name)
	case len(platforms) == 0:
		return "", nil
	}
	return platforms[0], nil
}

// audiences reads a list of audiences; “none” are channels of which nobody has said any.
func audiences(list string) ([]social.Audience, error) {
	var all []social.Audience
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		a := social.Audience(strings.NewReplacer(" ", "_", "-", "_").Replace(name))
		switch {
		case name == "":
			continue
		case name == "none":
			a = ""
		case !a.Valid():
			return nil, usage("%q is not an audience; use some of %s, or none", name, words(social.Audiences()))
		}
		all = append(all, a)
	}
	return all, nil
}

// sectionCalled finds a section by its name.
func sectionCalled(all []string, name string) ([]string, error) {
	for _, s := range all {
		if s != "" && strings.EqualFold(s, name) {
			return []string{s}, nil
		}
	}
	return nil, usage("no channel belongs to a section %q; “auscult channels” lists them", name)
}
