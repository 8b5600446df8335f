package command

import (
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"auscult/app/frozen"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// shownFrozen is a frozen review in JSON: its record, with its number and seal.
type shownFrozen struct {
	Number int64  `json:"number"`
	Seal   string `json:"seal"`
	Intact bool   `json:"intact"`
	frozen.Record
}

func shownFrozenOf(r frozen.Review) shownFrozen {
	return shownFrozen{int64(r.ID), r.Seal, !r.Broken, r.Record}
}

// shownChanges is what is otherwise today, in JSON.
type shownChanges struct {
	Changed   bool             `json:"changed"`
	Posts     bool             `json:"posts"` // whether there is anything to compare with
	Headlines []shownOtherwise `json:"headlines"`
	Figures   []shownOtherwise `json:"figures"`
	New       []frozen.Export  `json:"new_exports"`
	Gone      []frozen.Export  `json:"gone_exports"`
	Settings  []shownOtherwise `json:"settings"`
}

type shownOtherwise struct {
	Where  string  `json:"where"`
	Row    *string `json:"row"`
	Column *string `json:"column"`
	Then   *string `json:"then"`
	Now    *string `json:"now"`
}

func shownChangesOf(c frozen.Changes) shownChanges {
	list := func(all []frozen.Change) []shownOtherwise {
		shown := []shownOtherwise{}
		for _, x := range all {
			shown = append(shown, shownOtherwise{x.Where, filled(x.Row), filled(x.Name), filled(x.Then), filled(x.Now)})
		}
		return shown
	}
	shown := shownChanges{
		Changed: !c.Nothing(), Posts: c.Posts, Headlines: list(c.Headlines), Figures: list(c.Figures),
		New: append([]frozen.Export{}, c.New...), Gone: append([]frozen.Export{}, c.Gone...), Settings: []shownOtherwise{},
	}
	for _, s := range c.Settings {
		shown.Settings = append(shown.Settings, shownOtherwise{Where: s.ID, Then: filled(s.Then), Now: filled(s.Now)})
	}
	return shown
}

func newFrozen(lang *string) *cobra.Command {
	cmd := &cobra.Command{Use: "frozen", Short: "Reviews that are kept as they were presented", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		return usage("say what: list, show, compare or export")
	}}
	cmd.AddCommand(newFrozenList(lang), newFrozenShow(lang), newFrozenCompare(lang), newFrozenExport())
	return cmd
}

func newFrozenList(lang *string) *cobra.Command {
	return onWorkspace("list -w WORKSPACE", "List the frozen reviews, the oldest first", cobra.NoArgs,
		func(cmd *cobra.Command, w *workspace.Workspace, _ []string, asJSON bool) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			all, err := frozen.List(cmd.Context(), w)
			if err != nil {
				return err
			}
			shown, broken := []shownFrozen{}, false
			t := table{header: []string{
				">" + speak.T("show.number"), speak.T("window.context.quarter"), speak.T("frozen.at"), speak.T("frozen.by"), ">" + speak.T("frozen.slides"), "",
			}}
			for _, r := range all {
				shown = append(shown, shownFrozenOf(r))
				state := ""
				if r.Broken {
					broken, state = true, speak.T("frozen.broken")
				}
				t.add(strconv.FormatInt(int64(r.ID), 10), r.Quarter, frozenAt(r, speak), r.By, strconv.Itoa(len(r.Slides)), state)
			}
			switch {
			case asJSON:
				err = printJSON(cmd.OutOrStdout(), shown)
			case len(all) == 0:
				fmt.Fprintln(cmd.OutOrStdout(), speak.T("frozen.none"))
			default:
				t.print(cmd.OutOrStdout())
			}
			if err == nil && broken {
				return &exitError{Look, workspace.ErrFrozenDamaged}
			}
			return err
		})
}

// onFrozen makes a command on one frozen review, which is opened and verified.
func onFrozen(use, short string, lang *string, run func(cmd *cobra.Command, w *workspace.Workspace, k frozen.Kept, speak *language.Speaker, asJSON bool) error) *cobra.Command {
	return onWorkspace(use, short, cobra.ExactArgs(1), func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
		speak, err := speakerOf(*lang)
		if err != nil {
			return err
		}
		id, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return usage("%q is not the number of a frozen review; “auscult frozen list” names them", args[0])
		}
		k, err := openFrozen(cmd, w, workspace.FrozenID(id))
		if err != nil {
			return err
		}
		return run(cmd, w, k, speak, asJSON)
	})
}

func newFrozenShow(lang *string) *cobra.Command {
	return onFrozen("show -w WORKSPACE NUMBER", "Say what a frozen review is made from and verify all that it holds", lang,
		func(cmd *cobra.Command, _ *workspace.Workspace, k frozen.Kept, speak *language.Speaker, asJSON bool) error {
			if asJSON {
				return printJSON(cmd.OutOrStdout(), shownFrozenOf(k.Review))
			}
			printFrozen(cmd.OutOrStdout(), k.Review, speak)
			return nil
		})
}

// printFrozen says what a frozen review is.
func printFrozen(out io.Writer, r frozen.Review, speak *language.Speaker) {
	fmt.Fprintln(out, r.Title)
	fmt.Fprintln(out, speak.T("frozen.line", language.Args{"Date": frozenAt(r, speak), "By": r.By}))
	fmt.Fprintf(out, "\n%s\n", speak.T("frozen.slides"))
	for i, s := range r.Slides {
		fmt.Fprintf(out, "  %d. %s\n", i+1, s.Headline)
	}
	fmt.Fprintf(out, "\n%s\n", speak.T("frozen.exports"))
	t := table{header: []string{"  " + speak.T("report.column.file"), speak.T("report.column.exported"), ">" + speak.T("show.posts"), "SHA-256"}}
	for _, e := range r.Exports {
		t.add("  "+e.File, speak.Date(e.ExportedAt), strconv.Itoa(e.Posts), e.SHA256)
	}
	t.print(out)
	fmt.Fprintf(out, "\n%s\n", speak.T("frozen.files"))
	files := table{header: []string{"  " + speak.T("report.column.file"), ">" + speak.T("frozen.bytes"), "SHA-256"}}
	for _, f := range r.Files {
		files.add("  "+f.Name, strconv.Itoa(f.Bytes), f.Content)
	}
	files.print(out)
	fmt.Fprintf(out, "\n%s\n", speak.T("frozen.sealed", language.Args{"Seal": r.Seal, "Program": r.Program, "Schema": r.Schema}))
}

func newFrozenCompare(lang *string) *cobra.Command {
	return onFrozen("compare -w WORKSPACE NUMBER", "Say what has changed since a review was frozen", lang,
		func(cmd *cobra.Command, w *workspace.Workspace, k frozen.Kept, speak *language.Speaker, asJSON bool) error {
			c, err := frozen.Compare(cmd.Context(), review.New(w), k)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), shownChangesOf(c))
			}
			printChanges(cmd.OutOrStdout(), c, speak)
			return nil
		})
}

// printChanges says what is otherwise today.
func printChanges(out io.Writer, c frozen.Changes, speak *language.Speaker) {
	if c.Nothing() {
		fmt.Fprintln(out, speak.T("frozen.nothing"))
		return
	}
	if !c.Posts {
		fmt.Fprintln(out, speak.T("frozen.no_posts"))
	}
	for _, s := range c.Settings {
		fmt.Fprintln(out, frozen.SettingSentence(speak, s))
	}
	for _, e := range c.New {
		fmt.Fprintln(out, speak.T("frozen.export_new", language.Args{"File": e.File, "Date": speak.Date(e.ExportedAt)}))
	}
	for _, e := range c.Gone {
		fmt.Fprintln(out, speak.T("frozen.export_gone", language.Args{"File": e.File, "Date": speak.Date(e.ExportedAt)}))
	}
	t := table{header: []string{speak.T("frozen.what"), "", "", speak.T("frozen.then"), speak.T("frozen.now")}}
	for _, x := range c.Headlines {
		t.add(speak.T("frozen.slide", language.Args{"Number": x.Slide}), "", "", said(x.Then), said(x.Now))
	}
	for _, x := range c.Figures {
		t.add(x.Where, x.Row, x.Name, said(x.Then), said(x.Now))
	}
	if len(t.rows) > 0 {
		fmt.Fprintln(out)
		t.print(out)
	}
}

// said writes what may be absent.
func said(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func newFrozenExport() *cobra.Command {
	var dir string
	var pictures bool
	english := ""
	cmd := onFrozen("export -w WORKSPACE NUMBER -o DIR", "Write the files of a frozen review, byte for byte as they were frozen", &english,
		func(cmd *cobra.Command, _ *workspace.Workspace, k frozen.Kept, _ *language.Speaker, asJSON bool) error {
			files := k.Files
			if pictures {
				files = append(files, k.Pictures...)
			}
			paths, err := report.Save(dir, files)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), struct {
					Files []string `json:"files"`
				}{paths})
			}
			for _, p := range paths {
				fmt.Fprintln(cmd.OutOrStdout(), p)
			}
			return nil
		})
	cmd.Flags().StringVarP(&dir, "output", "o", "", "the folder for the files")
	_ = cmd.MarkFlagRequired("output") // fails only for a flag that does not exist
	cmd.Flags().BoolVar(&pictures, "pictures", false, "also the picture of every slide")
	return cmd
}
