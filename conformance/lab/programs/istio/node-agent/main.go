// What Istio's CNI agent of a node does for pods in ambient mode, as far as the lab needs it.
//
//	node-agent rules <dns capture: true or false>   makes Istio's rules of iptables in the network namespace in which it runs
//	node-agent pods <socket>                        tells ztunnel about pods: a line of its standard input is a pod as JSON, and is answered by a line
package main

import (
	"fmt"
	"net/netip"
	"os"

	"cdk8s-istio-oneagent/conformance/lab/programs/istio/command"
	"istio.io/istio/cni/pkg/config"
	"istio.io/istio/cni/pkg/iptables"
	"istio.io/istio/pkg/log"
	"istio.io/istio/tools/istio-iptables/pkg/dependencies"
)

func main() {
	command.Main(run)
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "rules":
		return makeRules(args[1] == "true")
	case len(args) == 2 && args[0] == "pods":
		return servePods(args[1], os.Stdin, os.Stdout)
	default:
		return fmt.Errorf("usage: node-agent rules|pods …")
	}
}

func makeRules(capturesDNS bool) error {
	settings := &config.AmbientConfig{
		RedirectDNS: capturesDNS,
		// Istio's default. No kubelet of the lab probes pods.
		HostProbeSNATAddress: netip.MustParseAddr("169.254.7.127"),
	}
	commands := &dependencies.RealDependencies{UsePodScopedXtablesLock: true}
	_, pod, err := iptables.NewIptablesConfigurator(settings, settings, commands, commands, iptables.RealNlDeps())
	if err != nil {
		return err
	}
	return pod.CreateInpodRules(log.FindScope(log.DefaultScopeName), config.PodLevelOverrides{})
}
