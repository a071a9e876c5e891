package main

import (
	"slices"
	"strings"

	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	tcpproxy "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/wellknown"
)

// The simulation has blind spots, which these functions fill in before it runs.

// dropRepeatedRoutes keeps the first of the routes that several listeners have in common: a service with two addresses has two
// listeners. The simulation asks istiod once for each, and what istiod makes the second time lacks the hosts; an Envoy asks
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
// and breaks where it needs one.
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

// weightedSeparator stands in no cluster's name.
const weightedSeparator = ","

// joinWeighted makes one cluster of each set of weighted ones, named after all of them. The simulation looks at plain
// clusters only, and reports none for the others.
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
