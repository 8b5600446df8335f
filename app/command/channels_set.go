package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

// channelFlags are what a person says of a channel.
type channelFlags struct {
	workspace.ChannelChange
	into, audience, section string
}

func newSetChannel() *cobra.Command {
	var f channelFlags
	cmd := onWorkspace("set -w WORKSPACE CHANNEL", "Rename a channel, say whose it is and whom it is for, or merge it into another one", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			return setChannel(cmd, w, args[0], f, asJSON)
		})
	cmd.Long = `Rename a channel, say whose it is and whom it is for, or merge it into another one. CHANNEL is its number or its name;
“auscult channels” lists both. Files go on finding the channel by what they call it, and imports can be taken back as before.`
	flags := cmd.Flags()
	flags.StringVar(&f.Name, "name", "", "call it this")
	flags.StringVar(&f.Organisation, "organisation", "", "it belongs to this organisation, which is made when it is new")
	flags.BoolVar(&f.Competitor, "competitor", false, "a new organisation is a competitor")
	flags.StringVar(&f.audience, "audience", "", "whom it is for: "+words(social.Audiences())+", or none")
	flags.StringVar(&f.section, "section", "", "the part of the hospital it belongs to, such as Maternity; empty: none")
	flags.StringVar(&f.into, "into", "", "make it part of this channel")
	flags.BoolVar(&f.Apart, "apart", false, "take out again what was merged into it")
	cmd.MarkFlagsMutuallyExclusive("into", "audience")
	cmd.MarkFlagsMutuallyExclusive("into", "section")
	return cmd
}

func setChannel(cmd *cobra.Command, w *workspace.Workspace, called string, f channelFlags, asJSON bool) error {
	changes := f.Name != "" || f.Organisation != "" || f.into != "" || f.Apart
	audience, section := cmd.Flags().Changed("audience"), cmd.Flags().Changed("section")
	switch {
	case !changes && !audience && !section:
		return usage("say what is to change: --name, --organisation, --audience, --section, --into or --apart")
	case f.Competitor && f.Organisation == "":
		return usage("--competitor is about a new --organisation")
	}
	all, err := w.Channels(cmd.Context())
	if err != nil {
		return err
	}
	channel, err := channelCalled(all, called)
	if err != nil {
		return err
	}
	if f.into != "" {
		into, err := channelCalled(all, f.into)
		if err != nil {
			return err
		}
		f.Into = into.ID
	}
	if audience {
		named, err := audiences(f.audience)
		if err != nil {
			return err
		}
		if len(named) > 1 {
			return usage("a channel is for one audience")
		}
		channel.Audience = append(named, "")[0]
	}
	if section {
		channel.Section = f.section
	}
	if changes {
		if err := w.SetChannel(cmd.Context(), channel.ID, f.ChannelChange); err != nil {
			return err
		}
	}
	if audience || section {
		if err := w.SetAudience(cmd.Context(), channel.ID, channel.Audience, channel.Section); err != nil {
			return err
		}
	}
	return listChannels(cmd, w, nil, asJSON)
}

// channelCalled finds a channel by its number or its name.
func channelCalled(all []social.Channel, called string) (social.Channel, error) {
	var named []social.Channel
	for _, c := range all {
		if strconv.FormatInt(int64(c.ID), 10) == called {
			return c, nil
		}
		if strings.EqualFold(c.Name, called) {
			named = append(named, c)
		}
	}
	switch len(named) {
	case 1:
		return named[0], nil
	case 0:
		return social.Channel{}, usage("there is no channel %q; “auscult channels” lists them", called)
	}
	var numbers []string
	for _, c := range named {
		numbers = append(numbers, fmt.Sprintf("%d (%s)", c.ID, c.Platform.Name()))
	}
	return social.Channel{}, usage("there are several channels called %q; use the number: %s", called, strings.Join(numbers, ", "))
}
