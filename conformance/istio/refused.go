package main

import (
	"fmt"
	"net/netip"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"

	"istio.io/istio/pilot/pkg/simulation"
)

// refusedByEnvoy returns why an Envoy would have refused the listener or the routes that a connection went through. The
// simulation accepts everything that istiod makes. A real proxy stops at a part that it refuses.
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

// overlaps returns whether two filter chains, or one twice, are for the same connections. istiod sets no other criteria of a
// chain for outbound connections.
func overlaps(l *listener.Listener) bool {
	seen := map[string]bool{}
	for _, chain := range l.GetFilterChains() {
		m := chain.GetFilterChainMatch()
		ranges := []string{}
		for _, r := range m.GetPrefixRanges() {
			// Envoy compares ranges, not the addresses with which they are written.
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

// orNone replaces a missing criterion with an empty one.
func orNone(values []string) []string {
	if len(values) == 0 {
		return []string{""}
	}
	return values
}

// wildcards counts the domains for all names. istiod makes one itself, and one from `*.NAMESPACE.svc.cluster.local` for
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
