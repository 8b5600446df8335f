package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"auscult/analytics/social"
	"auscult/app/workspace"
)

func newSetChannel() *cobra.Command {
	var change workspace.ChannelChange
	var into string
	cmd := onWorkspace("set -w WORKSPACE CHANNEL", "Rename a channel, say whose it is, or merge it into another one", cobra.ExactArgs(1),
		func(cmd *cobra.Command, w *workspace.Workspace, args []string, asJSON bool) error {
			return setChannel(cmd, w, args[0], into, change, asJSON)
		})
	cmd.Long = `Rename a channel, say whose it is, or merge it into another one. CHANNEL is its number or its name; “auscult channels”
lists both. Files go on finding the channel by what they call it, and imports can be taken back as before.`
	flags := cmd.Flags()
	flags.StringVar(&change.Name, "name", "", "call it this")
	flags.StringVar(&change.Organisation, "organisation", "", "it belongs to this organisation, which is made when it is new")
	flags.BoolVar(&change.Competitor, "competitor", false, "a new organisation is a competitor")
	flags.StringVar(&into, "into", "", "make it part of this channel")
	flags.BoolVar(&change.Apart, "apart", false, "take out again what was merged into it")
	return cmd
}

func setChannel(cmd *cobra.Command, w *workspace.Workspace, channel, into string, change workspace.ChannelChange, asJSON bool) error {
	switch {
	case change.Name == "" && change.Organisation == "" && into == "" && !change.Apart:
		return usage("say what is to change: --name, --organisation, --into or --apart")
	case change.Competitor && change.Organisation == "":
		return usage("--competitor is about a new --organisation")
	}
	all, err := w.Channels(cmd.Context())
	if err != nil {
		return err
	}
	id, err := channelCalled(all, channel)
	if err != nil {
		return err
	}
	if into != "" {
		if change.Into, err = channelCalled(all, into); err != nil {
			return err
		}
	}
	if err := w.SetChannel(cmd.Context(), id, change); err != nil {
		return err
	}
	return listChannels(cmd, w, nil, asJSON)
}

// channelCalled finds a channel by its number or its name.
func channelCalled(all []social.Channel, called string) (social.ChannelID, error) {
	var named []social.Channel
	for _, c := range all {
		if strconv.FormatInt(int64(c.ID), 10) == called {
			return c.ID, nil
		}
		if strings.EqualFold(c.Name, called) {
			named = append(named, c)
		}
	}
	switch len(named) {
	case 1:
		return named[0].ID, nil
	case 0:
		return 0, usage("there is no channel %q; “auscult channels” lists them", called)
	}
	var numbers []string
	for _, c := range named {
		numbers = append(numbers, fmt.Sprintf("%d (%s)", c.ID, c.Platform.Name()))
	}
	return 0, usage("there are several channels called %q; use the number: %s", called, strings.Join(numbers, ", "))
}
