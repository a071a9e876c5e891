package main

import (
	"regexp"
	"slices"
	"strings"

	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	tcpproxy "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"
	matcher "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"

	"google.golang.org/protobuf/proto"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/wellknown"
)

// The simulation has blind spots, which these functions fill in before it runs.

// dropRepeatedRoutes keeps the first of the routes that several listeners share: a service with two addresses has two
// listeners. The simulation asks istiod once for each, and istiod's second answer lacks the hosts. An Envoy asks only
// once.
func dropRepeatedRoutes(s *simulation.Simulation) {
	seen := map[string]bool{}
	s.Routes = slices.DeleteFunc(s.Routes, func(r *route.RouteConfiguration) bool {
		repeated := seen[r.GetName()]
		seen[r.GetName()] = true
		return repeated
	})
}

// addDefaultRoutes adds the routes of default filter chains. The simulation does not ask istiod for them, as an Envoy does,
// and fails if it needs one.
func addDefaultRoutes(s *simulation.Simulation, server *xds.FakeDiscoveryServer, node *model.Proxy) {
	known := xdstest.ExtractRouteConfigurations(s.Routes)
	var missing []string
	for _, l := range s.Listeners {
		if l.GetDefaultFilterChain() == nil {
			continue
		}
		manager := xdstest.ExtractHTTPConnectionManager(nil, l.GetDefaultFilterChain())
		if name := manager.GetRds().GetRouteConfigName(); name != "" && known[name] == nil {
			missing = append(missing, name)
		}
	}
	resources, _ := server.ConfigGen.BuildHTTPRoutes(node, &model.PushRequest{Push: server.PushContext()}, missing)
	for _, resource := range resources {
		configuration := &route.RouteConfiguration{}
		if err := resource.GetResource().UnmarshalTo(configuration); err != nil {
			panic(err)
		}
		s.Routes = append(s.Routes, configuration)
	}
}

// forAuthority is the simulation without the routes that require another host. The simulation checks only the path. Of the other
// conditions of a route, a question has only the host.
func forAuthority(s *simulation.Simulation, authority string) *simulation.Simulation {
	out := *s
	out.Routes = slices.Clone(s.Routes)
	for i, configuration := range s.Routes {
		if !asksForAuthority(configuration) {
			continue
		}
		configuration = proto.Clone(configuration).(*route.RouteConfiguration)
		for _, virtualHost := range configuration.GetVirtualHosts() {
			virtualHost.Routes = slices.DeleteFunc(virtualHost.Routes, func(r *route.Route) bool {
				return slices.ContainsFunc(r.GetMatch().GetHeaders(), func(m *route.HeaderMatcher) bool {
					return m.GetName() == authorityHeader && !matches(m.GetStringMatch(), authority)
				})
			})
		}
		out.Routes[i] = configuration
	}
	return &out
}

const authorityHeader = ":authority"

func asksForAuthority(configuration *route.RouteConfiguration) bool {
	return slices.ContainsFunc(configuration.GetVirtualHosts(), func(virtualHost *route.VirtualHost) bool {
		return slices.ContainsFunc(virtualHost.GetRoutes(), func(r *route.Route) bool {
			return slices.ContainsFunc(r.GetMatch().GetHeaders(), func(m *route.HeaderMatcher) bool { return m.GetName() == authorityHeader })
		})
	})
}

func matches(m *matcher.StringMatcher, text string) bool {
	switch pattern := m.GetMatchPattern().(type) {
	case *matcher.StringMatcher_Exact:
		return text == pattern.Exact
	case *matcher.StringMatcher_Prefix:
		return strings.HasPrefix(text, pattern.Prefix)
	case *matcher.StringMatcher_SafeRegex:
		// Envoy matches the whole text.
		return regexp.MustCompile("^(?:" + pattern.SafeRegex.GetRegex() + ")$").MatchString(text)
	default:
		return true
	}
}

// weightedSeparator is in no cluster's name.
const weightedSeparator = ","

// joinWeighted makes one cluster of each set of weighted clusters, named after all of them. The simulation supports plain
// clusters only, and reports no cluster for the others.
func joinWeighted(s *simulation.Simulation) {
	for _, configuration := range s.Routes {
		for _, virtualHost := range configuration.GetVirtualHosts() {
			for _, r := range virtualHost.GetRoutes() {
				if weighted := r.GetRoute().GetWeightedClusters(); weighted != nil {
					r.GetRoute().ClusterSpecifier = &route.RouteAction_Cluster{Cluster: joinHTTP(weighted)}
				}
			}
		}
	}
	for _, l := range s.Listeners {
		for _, chain := range append(l.GetFilterChains(), l.GetDefaultFilterChain()) {
			for _, filter := range chain.GetFilters() {
				if filter.GetName() != wellknown.TCPProxy {
					continue
				}
				proxy := &tcpproxy.TcpProxy{}
				if err := filter.GetTypedConfig().UnmarshalTo(proxy); err != nil {
					panic(err)
				}
				if weighted := proxy.GetWeightedClusters(); weighted != nil {
					proxy.ClusterSpecifier = &tcpproxy.TcpProxy_Cluster{Cluster: joinTCP(weighted)}
					if err := filter.GetTypedConfig().MarshalFrom(proxy); err != nil {
						panic(err)
					}
				}
			}
		}
	}
}

func joinHTTP(weighted *route.WeightedCluster) string {
	names := []string{}
	for _, c := range weighted.GetClusters() {
		if c.GetWeight().GetValue() > 0 {
			names = append(names, c.GetName())
		}
	}
	return strings.Join(names, weightedSeparator)
}

func joinTCP(weighted *tcpproxy.TcpProxy_WeightedCluster) string {
	names := []string{}
	for _, c := range weighted.GetClusters() {
		if c.GetWeight() > 0 {
			names = append(names, c.GetName())
		}
	}
	return strings.Join(names, weightedSeparator)
}
