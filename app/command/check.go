package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"auscult/analytics/safeguard"
	"auscult/app/language"
	"auscult/app/review"
)

// errNotText is what files are refused with that are no text.
var errNotText = errors.New("this is no text in UTF-8; save it as plain text in UTF-8 and try again")

// longestDraft is how many bytes are checked at most.
const longestDraft = 64 << 20

type shownCheck struct {
	Serious  bool            `json:"serious"`
	Headline string          `json:"headline"`
	Findings []shownMistake  `json:"findings"`
	Rules    []shownRuleUsed `json:"rules"`
}

// shownMistake is a finding in a draft. Places count characters, so that every program counts them alike.
type shownMistake struct {
	Rule     string `json:"rule"`
	Kind     string `json:"kind"`
	Severity string `json:"severity"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Text     string `json:"text"`
	Reason   string `json:"reason"`
	Cure     string `json:"cure"`
}

// shownRuleUsed is a house rule of which a breach was found.
type shownRuleUsed struct {
	Rule      string `json:"rule"`
	Threshold string `json:"threshold"`
	Source    string `json:"source"`
	URL       string `json:"url"`
	Evidence  string `json:"evidence"`
}

func newCheck(lang *string) *cobra.Command {
	var kind, path string
	var known []string
	var pictured, asJSON bool
	cmd := &cobra.Command{
		Use:   "check FILE|-",
		Short: "Check a draft for patient identifiers and house rules",
		Long: `Check a draft for what could give a patient away, and for breaches of house rules: figures without a source, medical
advice to a person, promises, jokes beside sensitive topics, politics, a reply that confirms that somebody is a patient.
The draft may be in English, German or French; - reads it from standard input. Ends with 1 if anything is serious.

The check assists, it does not certify. Pictures are not looked at.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			speak, err := speakerOf(*lang)
			if err != nil {
				return err
			}
			o := safeguard.Options{Names: known, Pictured: pictured}
			at := slices.IndexFunc(safeguard.TextKinds(), func(k safeguard.TextKind) bool { return k.String() == kind })
			if at < 0 {
				return usage("%q is no kind of text; use post, reply or comment", kind)
			}
			o.Kind = safeguard.TextKinds()[at]
			text, err := draft(cmd.InOrStdin(), args[0])
			if err != nil {
				return badInput(err)
			}
			var findings []safeguard.Finding
			if path == "" {
				findings = safeguard.New(o).Check(text)
			} else if findings, err = checkWith(cmd, path, text, o); err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if asJSON {
				err = printJSON(out, shownCheckOf(text, findings, speak))
			} else {
				printCheck(out, text, findings, speak)
			}
			if err == nil && safeguard.Gravest(findings) == safeguard.Serious {
				return &exitError{code: Look}
			}
			return err
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "post", "what the text is: post, reply (ours to a person) or comment (the public's)")
	cmd.Flags().StringArrayVar(&known, "known", nil, "a name that is no patient's, such as one of the staff (may be given several times)")
	cmd.Flags().BoolVar(&pictured, "picture", false, "the text stands under a photo or a film")
	cmd.Flags().StringVarP(&path, "workspace", "w", "", "a workspace whose organisations and channels are known names, and whose decisions hold")
	jsonFlag(cmd, &asJSON)
	return cmd
}

// checkWith checks a draft with what a workspace knows: names, and what has been decided.
func checkWith(cmd *cobra.Command, path, text string, o safeguard.Options) ([]safeguard.Finding, error) {
	w, err := open(cmd.Context(), path)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	findings, err := review.New(w).CheckDraft(cmd.Context(), review.Draft{Text: text, Kind: o.Kind, Pictured: o.Pictured, Names: o.Names})
	if err != nil {
		return nil, badInput(err)
	}
	return findings, nil
}

// draft reads what is to be checked.
func draft(in io.Reader, path string) (string, error) {
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", err
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, longestDraft+1))
	switch {
	case err != nil:
		return "", err
	case len(raw) > longestDraft:
		return "", fmt.Errorf("the text is longer than %d MB", longestDraft>>20)
	case !utf8.Valid(raw):
		return "", errNotText
	}
	return strings.TrimPrefix(string(raw), "\ufeff"), nil
}

// places counts characters, lines and columns of a text, from one finding to the next.
type places struct {
	text           string
	at, characters int
	line, column   int
}

// to goes on to a byte that is not before the last.
func (p *places) to(at int) (character, line, column int) {
	for _, c := range p.text[p.at:at] {
		p.characters++
		p.column++
		if c == '\n' {
			p.line, p.column = p.line+1, 0
		}
	}
	p.at = at
	return p.characters, p.line + 1, p.column + 1
}

func shownCheckOf(text string, findings []safeguard.Finding, speak *language.Speaker) shownCheck {
	shown := shownCheck{
		Serious: safeguard.Gravest(findings) == safeguard.Serious, Headline: review.SafeguardsFound(speak, findings), Findings: []shownMistake{}, Rules: []shownRuleUsed{},
	}
	at := places{text: text}
	used := map[string]bool{}
	for _, f := range findings {
		start, line, column := at.to(f.Start)
		used[f.Rule] = true
		shown.Findings = append(shown.Findings, shownMistake{
			Rule: f.Rule, Kind: string(f.Kind), Severity: f.Severity.String(), Start: start, End: start + utf8.RuneCountInString(f.Text(text)), Line: line, Column: column,
			Text: f.Text(text), Reason: review.SafeguardReason(speak, f), Cure: review.SafeguardCure(speak, f.Cure),
		})
	}
	for _, r := range safeguard.Rules() {
		if used[r.ID] {
			shown.Rules = append(shown.Rules, shownRuleUsed{r.ID, r.Threshold, r.Source, r.URL, r.Evidence})
		}
	}
	return shown
}

func printCheck(out io.Writer, text string, findings []safeguard.Finding, speak *language.Speaker) {
	fmt.Fprintln(out, review.SafeguardsFound(speak, findings))
	at := places{text: text}
	for _, f := range findings {
		_, line, column := at.to(f.Start)
		fmt.Fprintf(out, "\n%s\n", speak.T("safeguard.at", language.Args{
			"Line": line, "Column": column, "Severity": review.SafeguardSeverity(speak, f.Severity), "Kind": review.SafeguardKind(speak, f.Kind),
			"Text": strings.Join(strings.Fields(f.Text(text)), " "),
		}))
		fmt.Fprintf(out, "  %s\n  → %s\n", review.SafeguardReason(speak, f), review.SafeguardCure(speak, f.Cure))
	}
	fmt.Fprintf(out, "\n%s\n", speak.T("safeguard.assists"))
}
