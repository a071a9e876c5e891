package main

import (
	"fmt"
	"slices"
	"strings"

	"istio.io/api/networking/v1alpha3"
	telemetry "istio.io/api/telemetry/v1alpha1"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/serviceentry"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/msg"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/labels"
	"istio.io/istio/pkg/config/mesh"
)

// overlooked is what some analyzers ignore, although Istio's data plane does not: wildcard DestinationRules (IST0101
// about a subset, IST0174), endpoints that are not pods (IST0173), which Gateway has a host (IST0145), addresses that
// istiod allocates to entries of sidecars with DNS capture (IST0134), that a Telemetry with targets is not a default
// (IST0160), and VirtualServices that route a host alike (IST0109). Their findings about these are left out.
type overlooked struct {
	dnsCapture bool
	services   []host.Name
	entries    []*config.Config
	workloads  []*config.Config
	rules      []*config.Config
	gateways   []*config.Config
	routes     *sameRoutes
	// defaults are the Telemetries without a selector and without targets, by namespace.
	defaults map[string]int
	pods     []labels.Instance
	byIndex  map[int]*config.Config
}

func overlook(objects []*object, meshConfig []byte) (*overlooked, error) {
	applied, err := mesh.ApplyMeshConfigDefaults(string(meshConfig))
	if err != nil {
		return nil, fmt.Errorf("meshConfig: %w", err)
	}
	seen := &overlooked{
		dnsCapture: applied.GetDefaultConfig().GetProxyMetadata()["ISTIO_META_DNS_CAPTURE"] == "true",
		// The pods that the analyzers add themselves.
		pods:     []labels.Instance{{"istio": "ingressgateway"}},
		byIndex:  map[int]*config.Config{},
		defaults: map[string]int{},
		routes:   newSameRoutes(),
	}
	for _, o := range objects {
		if o.refused {
			continue
		}
		if has, ok := podLabels(o); ok {
			seen.pods = append(seen.pods, has)
			continue
		}
		if o.gvk.Group == "" && o.gvk.Kind == "Service" {
			seen.services = append(seen.services, host.Name(fmt.Sprintf("%s.%s.svc.%s", o.GetName(), o.GetNamespace(), domain)))
			continue
		}
		s, ok := o.istioSchema()
		if !ok {
			continue
		}
		c, err := o.convert(s)
		if err != nil {
			// The analyzers cannot read it either.
			continue
		}
		seen.byIndex[o.index] = c
		switch spec := c.Spec.(type) {
		case *v1alpha3.ServiceEntry:
			seen.entries = append(seen.entries, c)
			for _, h := range spec.GetHosts() {
				seen.services = append(seen.services, host.Name(h))
			}
		case *v1alpha3.WorkloadEntry:
			seen.workloads = append(seen.workloads, c)
		case *v1alpha3.DestinationRule:
			seen.rules = append(seen.rules, c)
		case *v1alpha3.Gateway:
			seen.gateways = append(seen.gateways, c)
		case *v1alpha3.VirtualService:
			seen.routes.add(o, spec)
		case *telemetry.Telemetry:
			if spec.GetSelector() == nil && !hasTargets(spec) {
				seen.defaults[c.Namespace]++
			}
		}
	}
	return seen, nil
}

// wrong returns whether the message about the object with that index is one of the wrong ones.
func (seen *overlooked) wrong(message diag.Message, index int) bool {
	c := seen.byIndex[index]
	switch message.Type {
	case msg.UnknownDestinationRuleHost:
		rule := host.Name(c.Spec.(*v1alpha3.DestinationRule).GetHost())
		for _, service := range seen.services {
			if rule.IsWildCarded() && service.SubsetOf(rule) {
				return true
			}
		}
	case msg.DestinationRuleSubsetNotSelectPods:
		rule := c.Spec.(*v1alpha3.DestinationRule)
		for _, subset := range rule.GetSubsets() {
			if subset.GetName() == message.Parameters[0] && seen.selectsEndpoint(fqdn(rule.GetHost(), c), subset.GetLabels()) {
				return true
			}
		}
	case msg.ServiceEntryAddressesRequired:
		return seen.dnsCapture && allocated(c)
	case msg.MultipleTelemetriesWithoutWorkloadSelectors:
		return hasTargets(c.Spec.(*telemetry.Telemetry)) || seen.defaults[c.Namespace] < 2
	case msg.ConflictingMeshGatewayVirtualServiceHosts:
		return seen.routes.alike(index)
	case msg.ConflictingGateways:
		return !seen.conflict(c, message)
	case msg.ReferencedResourceNotFound:
		if gateway, ok := c.Spec.(*v1alpha3.Gateway); ok && len(gateway.GetServers()) == 0 && message.Parameters[0] == "selector" {
			// One of the two analyzers of selectors checks for servers instead of pods.
			return slices.ContainsFunc(seen.pods, func(has labels.Instance) bool { return labels.Instance(gateway.GetSelector()).SubsetOf(has) })
		}
		if what, ok := message.Parameters[0].(string); ok && strings.HasSuffix(what, "+subset in destinationrule") {
			destination := message.Parameters[1].(string)
			plus := strings.LastIndex(destination, "+")
			return seen.hasWildcardSubset(fqdn(destination[:plus], c), destination[plus+1:])
		}
	}
	return false
}

// allocated returns whether istiod allocates an address to each host of an entry.
func allocated(entry *config.Config) bool {
	spec := entry.Spec.(*v1alpha3.ServiceEntry)
	wildcard := func(h string) bool { return host.Name(h).IsWildCarded() }
	return serviceentry.ShouldV2AutoAllocateIPFromConfig(*entry) &&
		(spec.GetResolution() == v1alpha3.ServiceEntry_DYNAMIC_DNS || !slices.ContainsFunc(spec.GetHosts(), wildcard))
}

// selectsEndpoint returns whether an entry of the host has an endpoint or WorkloadEntry with these labels.
func (seen *overlooked) selectsEndpoint(of host.Name, subset labels.Instance) bool {
	for _, entry := range seen.entries {
		spec := entry.Spec.(*v1alpha3.ServiceEntry)
		if !covers(spec.GetHosts(), of) {
			continue
		}
		for _, endpoint := range spec.GetEndpoints() {
			if subset.SubsetOf(endpoint.GetLabels()) {
				return true
			}
		}
		if selector := spec.GetWorkloadSelector(); selector != nil {
			for _, workload := range seen.workloads {
				// A WorkloadEntry's labels are in its metadata or in its spec; the spec's win.
				has := labels.Instance{}
				for k, v := range workload.Labels {
					has[k] = v
				}
				for k, v := range workload.Spec.(*v1alpha3.WorkloadEntry).GetLabels() {
					has[k] = v
				}
				if workload.Namespace == entry.Namespace && labels.Instance(selector.GetLabels()).SubsetOf(has) && subset.SubsetOf(has) {
					return true
				}
			}
		} else if len(spec.GetEndpoints()) == 0 && len(subset) == 0 && spec.GetResolution() != v1alpha3.ServiceEntry_STATIC {
			// The host itself is the endpoint, without labels.
			return true
		}
	}
	return false
}

// conflict returns whether a Gateway that the message names has one of the hosts on the port. For one server, the
// analyzer adds its hosts to those of other Gateways, and then finds them there for the next server.
func (seen *overlooked) conflict(c *config.Config, message diag.Message) bool {
	others, port := strings.Split(message.Parameters[0].(string), ","), message.Parameters[2].(string)
	served := map[string]bool{}
	for _, other := range seen.gateways {
		if !slices.Contains(others, other.Namespace+"/"+other.Name) {
			continue
		}
		for _, server := range other.Spec.(*v1alpha3.Gateway).GetServers() {
			for _, h := range server.GetHosts() {
				served[fmt.Sprintf("%d %s %s", server.GetPort().GetNumber(), server.GetBind(), h)] = true
			}
		}
	}
	for _, server := range c.Spec.(*v1alpha3.Gateway).GetServers() {
		for _, h := range server.GetHosts() {
			if key := fmt.Sprintf("%d %s %s", server.GetPort().GetNumber(), server.GetBind(), h); strings.HasPrefix(key, port+" ") && served[key] {
				return true
			}
		}
	}
	return false
}

func (seen *overlooked) hasWildcardSubset(of host.Name, name string) bool {
	for _, c := range seen.rules {
		rule := c.Spec.(*v1alpha3.DestinationRule)
		if pattern := host.Name(rule.GetHost()); !pattern.IsWildCarded() || !of.SubsetOf(pattern) {
			continue
		}
		for _, subset := range rule.GetSubsets() {
			if subset.GetName() == name {
				return true
			}
		}
	}
	return false
}

func hasTargets(spec *telemetry.Telemetry) bool {
	return spec.GetTargetRef() != nil || len(spec.GetTargetRefs()) > 0
}

func covers(hosts []string, of host.Name) bool {
	for _, h := range hosts {
		if of.SubsetOf(host.Name(h)) {
			return true
		}
	}
	return false
}

func fqdn(name string, c *config.Config) host.Name {
	return model.ResolveShortnameToFQDN(name, c.Meta)
}
