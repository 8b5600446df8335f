package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"auscult/analytics/protocol"
	"auscult/analytics/social"
	"auscult/app/language"
	"auscult/app/report"
	"auscult/app/review"
	"auscult/app/workspace"
)

// protocolJob is what every command on the communication protocol works with.
type protocolJob struct {
	ctx    context.Context
	out    io.Writer
	r      *review.Reviewer
	speak  *language.Speaker
	day    time.Time
	by     workspace.By
	asJSON bool
}

func newProtocol(lang *string) *cobra.Command {
	cmd := onProtocol(lang, "protocol -w WORKSPACE", "The communication protocol: who answers what, whom to call, who is trained; ends with 1 while something is lacking", cobra.NoArgs,
		func(j protocolJob, _ []string) error { return j.show() })
	show := &cobra.Command{Use: "show -w WORKSPACE", Short: "The same as “auscult protocol” alone", Args: cobra.NoArgs, RunE: cmd.RunE}
	show.Flags().AddFlagSet(cmd.Flags())
	var starter bool
	read := onProtocol(lang, "import -w WORKSPACE FILE|-", "Read the protocol from TOML or JSON, in the place of the one there was", cobra.MaximumNArgs(1),
		func(j protocolJob, args []string) error {
			p, err := protocolFrom(args, starter, j.speak)
			if err != nil {
				return err
			}
			if err := j.r.SaveProtocol(j.ctx, p, j.by); err != nil {
				return err
			}
			fmt.Fprintln(j.out, j.speak.T("page_protocol.read"))
			return nil
		})
	read.Flags().BoolVar(&starter, "starter", false, "in the place of a file: a protocol to begin with, in the language of --lang")
	cmd.AddCommand(show, read, onProtocol(lang, "export -w WORKSPACE FILE|-", "Write the protocol: as .toml, .json or, to print, .pdf; - is TOML", cobra.ExactArgs(1),
		func(j protocolJob, args []string) error { return j.export(args[0]) }))
	return cmd
}

// onProtocol makes a command on the communication protocol.
func onProtocol(lang *string, use, short string, args cobra.PositionalArgs, run func(protocolJob, []string) error) *cobra.Command {
	var day string
	cmd := onWorkspace(use, short, args, func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
		speak, err := speakerOf(*lang)
		if err != nil {
			return err
		}
		settings, err := w.Settings(cmd.Context())
		if err != nil {
			return err
		}
		now := time.Now()
		j := protocolJob{cmd.Context(), cmd.OutOrStdout(), review.New(w), speak, now.In(settings.Zone()), workspace.ByThisUser(now), asJSON}
		if day != "" {
			if j.day, err = dayOf(*lang, day); err != nil {
				return err
			}
		}
		return run(j, args)
	})
	cmd.Flags().StringVar(&day, "on", "", "as of this day (default: today)")
	return cmd
}

// protocolFrom reads a protocol from a file, from standard input, or takes the one to begin with.
func protocolFrom(args []string, starter bool, speak *language.Speaker) (protocol.Protocol, error) {
	if starter != (len(args) == 0) {
		return protocol.Protocol{}, usage("name one file, or --starter")
	}
	if starter {
		return protocol.Starter(string(speak.Language)), nil
	}
	var text []byte
	var err error
	if args[0] == "-" {
		text, err = io.ReadAll(os.Stdin)
	} else {
		text, err = os.ReadFile(args[0])
	}
	if err != nil {
		return protocol.Protocol{}, err
	}
	p, err := protocol.Parse(text)
	if err != nil {
		return p, fmt.Errorf("%s: %w", args[0], err)
	}
	return p, nil
}

// look returns the protocol as of the day; an error when there is none.
func (j protocolJob) look() (review.Protocol, error) {
	p, err := j.r.Protocol(j.ctx, j.day)
	if err == nil && !p.There {
		err = errors.New("there is no communication protocol yet; “auscult protocol import --starter” begins with one")
	}
	return p, err
}

// export writes the protocol in the form that the file's name asks for.
func (j protocolJob) export(path string) error {
	p, err := j.look()
	if err != nil {
		return err
	}
	var text []byte
	switch extension := strings.ToLower(filepath.Ext(path)); {
	case path == "-", extension == ".toml":
		text, err = p.Marshal()
	case extension == ".json":
		text, err = json.MarshalIndent(p.Protocol, "", "  ")
		text = append(text, '\n')
	case extension == ".pdf":
		var b bytes.Buffer
		err = report.WriteProtocol(&b, p, j.speak)
		text = b.Bytes()
	default:
		return usage("%q: write the protocol as .toml, .json or .pdf", path)
	}
	if err != nil {
		return err
	}
	if path == "-" {
		_, err = j.out.Write(text)
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

// shownProtocol is the JSON of protocol.
type shownProtocol struct {
	Day        string             `json:"day"`
	Headline   string             `json:"headline"`
	ChangedAt  time.Time          `json:"changed_at"`
	ChangedBy  *string            `json:"changed_by"`
	Empty      []string           `json:"roles_without_anybody"`
	Trainings  []shownTraining    `json:"trainings_due"`
	Unanswered []protocol.Kind    `json:"questions_nobody_answers"`
	Unposted   []social.Platform  `json:"platforms_nobody_may_post_on"`
	Protocol   *protocol.Protocol `json:"protocol"`
}

type shownTraining struct {
	Person string       `json:"person"`
	What   string       `json:"what"`
	State  protocol.Due `json:"state"`
	Due    *string      `json:"due"` // null: it was never done
}

// show prints the protocol. It ends with 1 while something is lacking.
func (j protocolJob) show() error {
	p, err := j.look()
	if err != nil {
		return err
	}
	if j.asJSON {
		err = printJSON(j.out, shownProtocolOf(p, j.speak))
	} else {
		printProtocol(j.out, p, j.speak)
	}
	if err == nil && !p.Findings.None() {
		return &exitError{code: Look}
	}
	return err
}

func shownProtocolOf(p review.Protocol, speak *language.Speaker) shownProtocol {
	shown := shownProtocol{
		Day: p.Day.Format(time.DateOnly), Headline: p.Headline(speak), ChangedAt: p.Changed.At, ChangedBy: filled(p.Changed.Who), Empty: []string{},
		Trainings: []shownTraining{}, Unanswered: append([]protocol.Kind{}, p.Findings.Unanswered...), Unposted: append([]social.Platform{}, p.Findings.Unposted...),
		Protocol: &p.Protocol,
	}
	for _, r := range p.Findings.Empty {
		shown.Empty = append(shown.Empty, r.ID)
	}
	for _, d := range p.Findings.Trainings {
		t := shownTraining{Person: d.Person.Name, What: d.What, State: d.State}
		if !d.Due.IsZero() {
			t.Due = filled(d.Due.Format(time.DateOnly))
		}
		shown.Trainings = append(shown.Trainings, t)
	}
	return shown
}

func printProtocol(out io.Writer, p review.Protocol, speak *language.Speaker) {
	t := speak.T
	fmt.Fprintf(out, "%s\n%s\n", p.Headline(speak), p.Detail(speak))
	section := func(part string, header []string, rows [][]string) {
		if len(rows) == 0 {
			return
		}
		fmt.Fprintf(out, "\n%s\n", t("protocol.part."+part))
		list := table{header: header}
		for _, r := range rows {
			list.add(r...)
		}
		list.print(out)
	}
	var steps, answers, posting, roles, due [][]string
	for i, s := range p.Escalation {
		steps = append(steps, []string{fmt.Sprint(i + 1), s.When, p.RoleNames(s.Role), p.Who(speak, s.Role), s.Phone})
	}
	for _, a := range p.Answers {
		answers = append(answers, []string{review.QuestionKind(speak, a.Question), p.RoleNames(a.Role), review.AnswerHours(speak, a), review.AnswerPlace(speak, a)})
	}
	for _, m := range p.Posting {
		posting = append(posting, []string{m.Platform.Name(), p.RoleNames(m.Roles...), p.RoleNames(m.Approval)})
	}
	for _, r := range p.Roles {
		roles = append(roles, []string{r.Name, p.Who(speak, r.ID), r.Duty})
	}
	for _, d := range p.Findings.Trainings {
		due = append(due, []string{d.Person.Name, review.TrainingSentence(speak, d)})
	}
	section("escalation", []string{"", t("protocol.column.when"), t("protocol.column.call"), t("protocol.column.people"), t("protocol.column.phone")}, steps)
	section("answers", []string{t("protocol.column.question"), t("protocol.column.who"), t("protocol.column.deadline"), ""}, answers)
	section("posting", []string{t("protocol.column.platform"), t("protocol.column.posts"), t("protocol.column.approves")}, posting)
	section("roles", []string{t("protocol.column.role"), t("protocol.column.people"), t("protocol.column.duty")}, roles)
	section("trainings", []string{t("protocol.column.people"), ""}, due)
}
