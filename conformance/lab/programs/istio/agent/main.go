// What istio-agent does beside Envoy, as far as the lab needs it.
//
//	agent certificates <folder> <socket>   serves certificates to all proxies (SDS), by certificate authorities of the lab
//	agent control-plane <folder> <address for certificates> <address for configuration> <address for waypoints> <address of istiod>   serves ztunnel and waypoints, by the authority of the mesh in the folder
//	agent dns <node> <address of istiod>   answers the DNS queries of a pod, with Istio's own DNS proxy; reads the name table anew for each line on its standard input
//	agent proxy-metadata                   reads a mesh config, ProxyConfigs and pods, and prints what Istio makes of them for each pod
package main

import (
	"fmt"
	"os"

	"cdk8s-istio-oneagent/conformance/lab/programs/istio/command"
)

func main() {
	command.Main(run)
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "certificates":
		return serveCertificates(args[1], args[2])
	case len(args) == 6 && args[0] == "control-plane":
		return serveControlPlane(args[1], args[2], args[3], args[4], args[5])
	case len(args) == 3 && args[0] == "dns":
		return serveDNS(args[1], args[2])
	case len(args) == 1 && args[0] == "proxy-metadata":
		return printProxyMetadata(os.Stdin, os.Stdout)
	default:
		return fmt.Errorf("usage: agent certificates|control-plane|dns|proxy-metadata …")
	}
}
