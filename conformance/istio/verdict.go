package main

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"

	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/util"
	"istio.io/istio/pilot/pkg/serviceregistry/provider"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/pkg/xds/endpoints"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config/constants"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/schema/gvk"
	dnsproto "istio.io/istio/pkg/dns/proto"
)

type verdict string

// For several destinations, the worst verdict counts. The order is that of this list.
const (
	reachable   verdict = "REACHABLE"
	passthrough verdict = "PASSTHROUGH"
	misrouted   verdict = "MISROUTED"
	blocked     verdict = "BLOCKED"
)

var severity = map[verdict]int{reachable: 0, passthrough: 1, misrouted: 2, blocked: 3}

// proxy is a proxy that istiod has configured.
type proxy struct {
	server     *xds.FakeDiscoveryServer
	node       *model.Proxy
	simulation *simulation.Simulation
	clusters   map[string]*cluster.Cluster
	// names is istiod's name table, once it is needed.
	names map[string]*dnsproto.NameTable_NameInfo
}

func newProxy(server *xds.FakeDiscoveryServer, q *question) *proxy {
	p := &proxy{server: server, node: server.SetupProxy(q.node()), clusters: map[string]*cluster.Cluster{}}
	// The simulation needs a *testing.T only to fail on configuration that cannot be decoded. Without it, that is a panic,
	// which becomes an error in the answer.
	p.simulation = simulation.NewSimulation(nil, server, p.node)
	dropRepeatedRoutes(p.simulation)
	addDefaultRoutes(p.simulation, server, p.node)
	joinWeighted(p.simulation)
	for _, c := range p.simulation.Clusters {
		p.clusters[c.Name] = c
	}
	return p
}

func (p *proxy) ask(q *question, call *simulation.Call) answer {
	if call.Address == "" && q.DNSCapture {
		call.Address = p.resolve(q.name())
	}
	if call.Address == "" {
		call.Address = p.lookUp(q.name())
	}
	result := forAuthority(p.simulation, withoutPort(call.HostHeader)).Run(*call)
	because := trace(&result)
	if result.Error == nil {
		result.Error = refusedByEnvoy(p.simulation, &result)
	}
	if result.Error != nil {
		return answer{Verdict: blocked, Because: append(because, result.Error.Error())}
	}
	worst := answer{Verdict: blocked, Because: append(because, "no cluster")}
	for i, name := range strings.Split(result.ClusterMatched, weightedSeparator) {
		if name == "" {
			continue
		}
		if a := p.judge(q, name); i == 0 || severity[a.Verdict] > severity[worst.Verdict] {
			a.Because = append(because[:len(because):len(because)], a.Because...)
			worst = a
		}
	}
	return worst
}

// resolve uses the name table that istiod gives the proxy for its DNS: the host, otherwise the narrowest wildcard that covers it.
func (p *proxy) resolve(name string) string {
	if p.names == nil {
		// The proxy's DNS ignores letter case.
		p.names = map[string]*dnsproto.NameTable_NameInfo{}
		for name, info := range p.server.ConfigGen.BuildNameTable(p.node, p.server.PushContext()).GetTable() {
			// It does not answer for a host that is written with a dot at its end.
			if !strings.HasSuffix(name, ".") {
				p.names[strings.ToLower(name)] = info
			}
		}
	}
	for pattern := name; ; pattern = "*." + name {
		if ips := p.names[pattern].GetIps(); len(ips) > 0 {
			return ips[0]
		}
		var more bool
		if _, name, more = strings.Cut(name, "."); !more {
			return ""
		}
	}
}

// lookUp answers as the cluster's DNS, which knows the Services of Kubernetes. An IP is its own answer. Other names have no
// answer here.
func (p *proxy) lookUp(name string) string {
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.String()
	}
	service := p.kubernetesService(name)
	if service == nil || service.DefaultAddress == constants.UnspecifiedIP {
		return ""
	}
	return service.DefaultAddress
}

// kubernetesService finds a Service by any name that a pod of the proxy's namespace may use.
func (p *proxy) kubernetesService(name string) *model.Service {
	for _, suffix := range []string{"", "." + p.node.ConfigNamespace + ".svc." + domain, ".svc." + domain, "." + domain} {
		for _, service := range p.server.Env().ServiceDiscovery.Services() {
			if service.Attributes.ServiceRegistry == provider.Kubernetes && string(service.Hostname) == name+suffix {
				return service
			}
		}
	}
	return nil
}

// judge returns the verdict for a connection that ends at a cluster.
func (p *proxy) judge(q *question, name string) answer {
	because := []string{"cluster " + name}
	switch name {
	case util.BlackHoleCluster:
		return answer{Verdict: blocked, Because: because}
	case util.PassthroughCluster, util.AllowAnyDynamicDNSCluster:
		// The second resolves the request's Host itself. Unmatched traffic leaves the mesh either way.
		return answer{Verdict: passthrough, Because: because}
	}
	c, ok := p.clusters[name]
	if !ok {
		return answer{Verdict: blocked, Because: append(because, "no such cluster")}
	}
	_, _, service, port := model.ParseSubsetKey(name)
	out := answer{Verdict: misrouted, Service: string(service), Port: port, Because: because}
	if p.lacksEndpoints(c, service) {
		out.Verdict, out.Because = blocked, append(because, "no endpoints")
	} else if p.means(q, service) {
		out.Verdict = reachable
	}
	return out
}

// means returns whether the service is the one that the client meant. A client that names no host means any service.
func (p *proxy) means(q *question, service host.Name) bool {
	name := host.Name(strings.TrimSuffix(q.name(), "."))
	if name == "" || name.SubsetOf(host.Name(strings.TrimSuffix(strings.ToLower(string(service)), "."))) {
		return true
	}
	meant := p.kubernetesService(q.name())
	return meant != nil && meant.Hostname == service
}

// lacksEndpoints returns whether an entry's cluster has no endpoint, and never gets one. Endpoints of Kubernetes Services and of
// selected workloads come with the pods, which the question may leave out.
func (p *proxy) lacksEndpoints(c *cluster.Cluster, hostname host.Name) bool {
	if c.GetType() != cluster.Cluster_EDS {
		return false
	}
	push := p.server.PushContext()
	service := push.ServiceForHostname(p.node, hostname)
	if service == nil || service.Attributes.ServiceRegistry != provider.External || p.selectsWorkloads(service, c.Name) {
		return false
	}
	builder := endpoints.NewEndpointBuilder(c.Name, p.node, push)
	for _, locality := range builder.BuildClusterLoadAssignment(p.server.Discovery.Env.EndpointIndex).GetEndpoints() {
		if len(locality.GetLbEndpoints()) > 0 {
			return false
		}
	}
	return true
}

// selectsWorkloads checks the entries. A service's attributes don't show a selector without labels, which selects all, and are
// those of one entry only. An entry selects endpoints for its own ports.
func (p *proxy) selectsWorkloads(service *model.Service, clusterName string) bool {
	_, _, _, number := model.ParseSubsetKey(clusterName)
	for _, c := range p.server.Env().ConfigStore.List(gvk.ServiceEntry, service.Attributes.Namespace) {
		spec := c.Spec.(*networking.ServiceEntry)
		has := func(port *networking.ServicePort) bool { return int(port.GetNumber()) == number }
		if spec.GetWorkloadSelector() != nil && slices.Contains(spec.GetHosts(), string(service.Hostname)) && slices.ContainsFunc(spec.GetPorts(), has) {
			return true
		}
	}
	return false
}

// trace is the path through the proxy's configuration.
func trace(result *simulation.Result) []string {
	out := []string{}
	for _, step := range []struct{ what, name string }{
		{"listener", result.ListenerMatched},
		{"filter chain", result.FilterChainMatched},
		{"route configuration", result.RouteConfigMatched},
		{"virtual host", result.VirtualHostMatched},
		{"route", result.RouteMatched},
	} {
		if step.name != "" {
			out = append(out, fmt.Sprintf("%s %s", step.what, step.name))
		}
	}
	return out
}
