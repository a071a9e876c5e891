package main

import (
	"fmt"
	"net/netip"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"

	"istio.io/istio/pilot/pkg/simulation"
)

// refusedByEnvoy tells why an Envoy would not have taken the listener or the routes that a connection went through. The
// simulation takes what istiod makes; a proxy that is refused a part of it gets no further.
func refusedByEnvoy(s *simulation.Simulation, result *simulation.Result) error {
	for _, l := range s.Listeners {
		if l.GetName() != result.ListenerMatched {
			continue
		}
		if overlaps(l) {
			return fmt.Errorf("multiple filter chains with overlapping matching rules are defined in %s", l.GetName())
		}
	}
	for _, r := range s.Routes {
		if r.GetName() == result.RouteConfigMatched && wildcards(r) > 1 {
			return fmt.Errorf("only a single wildcard domain is permitted in route %s", r.GetName())
		}
	}
	return nil
}

// overlaps tells whether two filter chains, or one twice, are for the same connections. istiod sets no other criteria of a
// chain for what leaves.
func overlaps(l *listener.Listener) bool {
	seen := map[string]bool{}
	for _, chain := range l.GetFilterChains() {
		m := chain.GetFilterChainMatch()
		ranges := []string{}
		for _, r := range m.GetPrefixRanges() {
			// Envoy looks at the range alone, not at the address in it that it is written with.
			text := fmt.Sprintf("%s/%d", r.GetAddressPrefix(), r.GetPrefixLen().GetValue())
			if prefix, err := netip.ParsePrefix(text); err == nil {
				text = prefix.Masked().String()
			}
			ranges = append(ranges, text)
		}
		for _, cidr := range orNone(ranges) {
			for _, name := range orNone(m.GetServerNames()) {
				for _, protocol := range orNone(m.GetApplicationProtocols()) {
					key := fmt.Sprintf("%d %s %s %s %s", m.GetDestinationPort().GetValue(), cidr, name, m.GetTransportProtocol(), protocol)
					if seen[key] {
						return true
					}
					seen[key] = true
				}
			}
		}
	}
	return false
}

// orNone stands for the lack of a criterion.
func orNone(values []string) []string {
	if len(values) == 0 {
		return []string{""}
	}
	return values
}

// wildcards counts the domains for all names. istiod makes one of its own, and one of `*.NAMESPACE.svc.cluster.local` for
// clients in that namespace, whose short form it is.
func wildcards(r *route.RouteConfiguration) int {
	count := 0
	for _, virtualHost := range r.GetVirtualHosts() {
		for _, d := range virtualHost.GetDomains() {
			if d == "*" {
				count++
			}
		}
	}
	return count
}
