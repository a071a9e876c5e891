// Package command is what the programs of this module have in common.
package command

import (
	"fmt"
	"os"

	"istio.io/istio/pkg/log"
)

// Main runs a program with its arguments. What Istio logs goes to the standard error, from warnings on.
func Main(run func(args []string) error) {
	options := log.DefaultOptions()
	options.OutputPaths = []string{"stderr"}
	options.SetDefaultOutputLevel(log.DefaultScopeName, log.WarnLevel)
	_ = log.Configure(options)
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
